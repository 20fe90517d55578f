"""Who only takes, and who only gives: partners who want and do not produce, or produce and do not want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnership.evaluation import View
from partnership.evaluation.interests import InterestPairs
from partnership.messages import Sayable, message
from partnership.network.figure import Figure
from partnership.network.network import Network
from partnership.network.phrases import named, sentence
from partnership.network.sources import snapshot_of
from partnership.network.views import partner_network

Side = Literal["wants", "produces"]
"""The only thing that a one-sided partner does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided(Figure[Mapping[str, Side]]):
    """Each one-sided partner with the one thing that it does.

    `served`: of those who only want, whom somebody else serves. `silent`: partners who neither want nor produce.
    """

    served: tuple[str, ...]
    silent: tuple[str, ...]


def one_sided(snapshot: View) -> OneSided:
    """Return the partners who want outcomes and produce none, or produce some and want none (I1, I2)."""
    interests = snapshot_of(snapshot).interests()
    value: dict[str, Side] = {
        partner: "wants" if interests.wanted_by(partner) else "produces" for partner in interests.one_sided
    }
    silent = tuple(p for p in interests.without_interest if p in interests.without_duty)
    served = tuple(partner for partner, side in value.items() if side == "wants" and interests.served(partner))
    return OneSided(
        measure="one_sided",
        value=value,
        definition=message("Partners who want outcomes but produce none, and partners who produce some but want none."),
        source="partnership; DOMAIN 1.13, I1, I2 and I4",
        sentence=_one_sided_said(partner_network(snapshot), interests, value, silent),
        served=served,
        silent=silent,
    )


def _one_sided_said(
    network: Network, interests: InterestPairs, value: Mapping[str, Side], silent: tuple[str, ...]
) -> Sayable:
    if not interests.partners:
        return message("There are no partners yet.")
    wanting = [partner for partner, side in value.items() if side == "wants"]
    giving = [partner for partner, side in value.items() if side == "produces"]
    headed = (
        (message("Want something and produce nothing: {who}."), wanting),
        (message("Produce something and want nothing: {who}."), giving),
        (message("Neither want nor produce anything: {who}."), silent),
    )
    parts = [said.given(who=named(network, who)) for said, who in headed if who]
    return sentence(*parts) if parts else message("Every partner both wants and produces something.")
