"""Who only takes, and who only gives: partners who want and do not produce, or produce and do not want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnership.evaluation import View
from partnership.evaluation.interests import Interests
from partnership.relations.figure import Figure
from partnership.relations.network import Network
from partnership.relations.saying import Pair, joined, named, sentence, text
from partnership.relations.taking import snapshot_of
from partnership.relations.views import partner_network
from partnership.values import Text

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
        definition=Text.of(
            "Partners who want outcomes but produce none, and partners who produce some but want none.",
            "Партнёры, которые в чём-то заинтересованы, но не обеспечивают ни одного результата, и наоборот.",
        ),
        source="partnership; DOMAIN 1.13, I1, I2 and I4",
        sentence=text(_one_sided_said(partner_network(snapshot), interests, value, silent)),
        served=served,
        silent=silent,
    )


def _one_sided_said(network: Network, interests: Interests, value: Mapping[str, Side], silent: tuple[str, ...]) -> Pair:
    if not interests.partners:
        return "There are no partners yet.", "Партнёров пока нет."
    wanting = [partner for partner, side in value.items() if side == "wants"]
    giving = [partner for partner, side in value.items() if side == "produces"]
    headed = (
        (
            ("Want something and produce nothing", "В чём-то заинтересованы, но не обеспечивают ни одного результата"),
            wanting,
        ),
        (("Produce something and want nothing", "Обеспечивают результаты, но ни в чём не заинтересованы"), giving),
        (
            ("Neither want nor produce anything", "Ни в чём не заинтересованы и не обеспечивают ни одного результата"),
            silent,
        ),
    )
    parts = [joined([heading, named(network, who)], ": ", ": ") for heading, who in headed if who]
    if not parts:
        return (
            "Every partner both wants and produces something.",
            "Каждый партнёр в чём-то заинтересован и обеспечивает какой-то результат.",
        )
    return sentence(*[(f"{en}.", f"{ru}.") for en, ru in parts])
