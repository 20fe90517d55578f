"""Who stands between others, and in which role: the brokerage of Gould and Fernandez."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from partnership.messages import Message, Plural, Rounded, Sayable, in_context, message
from partnership.network.figure import Figure
from partnership.network.measures.brokerage.chance import ChanceMoments, Given, Moments
from partnership.network.measures.brokerage.counting import (
    NO_GROUP,
    UNPLACED,
    Counts,
    count_plainly,
    count_with_numpy,
)
from partnership.network.measures.options import By, check, group_source, groups
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.optional import Engine, optional
from partnership.network.phrases import named, sentence
from partnership.network.sources import Graph, network_of
from partnership.network.weighing import arcs
from partnership.values import uncollected

Role = Literal["coordinator", "consultant", "representative", "gatekeeper", "liaison", "total"]
"""What a broker v is to a pair a -> v -> b, by the groups of a, v and b; `total` is the sum of the five.

`coordinator` AAA: all three are of one group. `consultant` ABA: an outsider between two of one group (also called
itinerant broker). `representative` AAB: one's own group speaks to another through v. `gatekeeper` ABB: another group
reaches one's own through v. `liaison` ABC: three groups.
"""

ROLES: tuple[Role, ...] = ("coordinator", "consultant", "representative", "gatekeeper", "liaison", "total")
"""The roles, in the order in which a figure gives them."""

ByRole = Mapping[Role, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """A count for the whole network beside what chance would give; `z` is None where chance leaves no room."""

    count: int
    expected: float
    sd: float
    z: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage(Figure[dict[NodeId, dict[Role, int]]]):
    """Brokerage by node and role: `value` are counts, and beside them stands what chance would give.

    `expected`, `sd` and `z` are by node and role as well; `whole` sums each role over all nodes. A z is None where
    chance leaves no room (a group too small for the role, no ties, all ties). `ungrouped` are nodes without a group:
    they have no role and give none; the pairs that were left out for that reason are counted in `unplaced`, by broker.
    """

    expected: Mapping[NodeId, ByRole]
    sd: Mapping[NodeId, ByRole]
    z: dict[NodeId, dict[Role, float | None]]
    whole: dict[Role, Odds]
    ungrouped: tuple[NodeId, ...] = ()
    unplaced: dict[NodeId, int] = field(default_factory=dict)


def brokerage(graph: Graph, *, by: By = "sector", given: Given = "density", engine: Engine = "auto") -> Brokerage:
    """Count for each node the ordered pairs that it connects and that have no tie of their own, by role.

    A pair a -> v -> b counts where there is no tie a -> b, and a and b are not the same; it is one of v's. A mutual tie
    is a tie each way, so that in an undirected network each pair counts both ways, and a representative is a
    gatekeeper as often. Any tie counts, whatever its strength; parallel ones are one, loops none.

    What to expect: the same nodes in the same groups, and ties that fall anywhere. `given="density"` lets each
    possible tie be there with the observed density as its probability, as other programs do; `given="ties"` keeps
    their number. Means and standard deviations are exact, for a graph whose ties have a direction. They say nothing of
    how normal the counts are: a z of a role with an expected count below five or so is a hint.

    Args:
        graph: a network, a snapshot, or a graph of networkx.
        by: the groups: `sector`, `region`, `kind`, an attribute of the nodes, or a mapping by id.
        given: what chance keeps: `density` or `ties`.
        engine: `auto` takes numpy where it is installed; the counts are the same.

    Raises:
        UnknownName: if there is no such option, or no node has such an attribute.

    Source: Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
    transaction networks. Sociological Methodology 19, 89-126.
    """
    network = network_of(graph)
    check(given, Given, in_context("option", "what chance keeps (given)"))
    codes = _codes(network, by)
    with uncollected():
        return _figure(network, codes, given, engine, {"by": group_source(by), "given": given})


def _figure(network: Network, codes: list[int], given: Given, engine: Engine, parameters: dict[str, str]) -> Brokerage:
    ids = network.ids
    counts, ties = _counted(network, codes, engine)
    value, sizes = _by_role(ids, counts), Counter(codes)
    del sizes[NO_GROUP]
    chance = ChanceMoments(len(network), ties, list(sizes.values()), given)
    moments = cache(lambda code: _told(_NOTHING if code == NO_GROUP else chance.of_node(sizes[code])))
    expected, sd = ({id_: moments(code)[at] for id_, code in zip(ids, codes, strict=True)} for at in (0, 1))
    whole = _whole(counts, chance)
    ungrouped = tuple(id_ for id_, code in zip(ids, codes, strict=True) if code == NO_GROUP)
    return Brokerage(
        measure="brokerage",
        value=value,
        expected=expected,
        sd=sd,
        z={id_: _apart(row, expected[id_], sd[id_]) for id_, row in value.items()},
        whole=whole,
        ungrouped=ungrouped,
        unplaced={id_: count for id_, count in zip(ids, counts[UNPLACED], strict=True) if count},
        definition=_DEFINITION,
        source=_SOURCE,
        sentence=_sentence(network, value, whole, ungrouped),
        parameters=parameters,
    )


def _codes(network: Network, by: By) -> list[int]:
    codes: dict[object, int] = {None: NO_GROUP}
    return [codes.setdefault(label, len(codes) - 1) for label in groups(network, by)]


def _counted(network: Network, codes: list[int], engine: Engine) -> tuple[Counts, int]:
    """Return the counts, and how many ties there are."""
    np = optional("numpy", engine)
    if np is not None:
        flat = arcs(network, None, np)
        return count_with_numpy(flat, codes, np), len(flat.source)
    simple = network.simple(None)
    return count_plainly(simple, codes), simple.arcs


def _by_role(ids: list[NodeId], counts: Counts) -> dict[NodeId, dict[Role, int]]:
    rows = zip(*counts[:UNPLACED], strict=True)
    return {
        id_: {
            "coordinator": coordinator,
            "consultant": consultant,
            "representative": representative,
            "gatekeeper": gatekeeper,
            "liaison": liaison,
            "total": coordinator + consultant + representative + gatekeeper + liaison,
        }
        for id_, (coordinator, consultant, representative, gatekeeper, liaison) in zip(ids, rows, strict=True)
    }


_NOTHING = (Moments(0.0, 0.0),) * len(ROLES)


def _told(moments: tuple[Moments, ...]) -> tuple[dict[Role, float], dict[Role, float]]:
    return (
        {role: found.expected for role, found in zip(ROLES, moments, strict=True)},
        {role: found.sd for role, found in zip(ROLES, moments, strict=True)},
    )


def _apart(counts: Mapping[Role, int], expected: ByRole, sd: ByRole) -> dict[Role, float | None]:
    return {role: (count - expected[role]) / sd[role] if sd[role] else None for role, count in counts.items()}


def _whole(counts: Counts, chance: ChanceMoments) -> dict[Role, Odds]:
    sums = [sum(row) for row in counts[:UNPLACED]]
    found: dict[Role, Odds] = {}
    for role, count, (expected, sd) in zip(ROLES, [*sums, sum(sums)], chance.of_whole(), strict=True):
        found[role] = Odds(count=count, expected=expected, sd=sd, z=(count - expected) / sd if sd else None)
    return found


# --- in words --------------------------------------------------------------------------------------------------------

_SOURCE = (
    "Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in transaction "
    "networks. Sociological Methodology 19, 89-126"
)

_DEFINITION = message(
    "For each node, the ordered pairs that are tied through it and have no tie of their own, by "
    "role: coordinator (all three of one group), consultant (an outsider between two of one group), "
    "representative (from one's own group to another), gatekeeper (from another group to one's own), "
    "liaison (three groups). A mutual tie counts both ways."
)

_MOSTLY: dict[Role, Message] = {
    "coordinator": message("Mostly as coordinator within its group: {times}."),
    "consultant": message("Mostly as consultant within another group: {times}."),
    "representative": message("Mostly as representative of its group: {times}."),
    "gatekeeper": message("Mostly as gatekeeper to its group: {times}."),
    "liaison": message("Mostly as liaison between two other groups: {times}."),
}

_BROKERED = Plural("{count} pair that is not tied directly", "{count} pairs that are not tied directly")

_BROKERED_EACH = Plural("{count} pair each that is not tied directly", "{count} pairs each that are not tied directly")


def _sentence(
    network: Network, value: dict[NodeId, dict[Role, int]], whole: dict[Role, Odds], ungrouped: tuple[NodeId, ...]
) -> Sayable:
    parts = [_most(network, value, whole["total"].count)] if not ungrouped or len(ungrouped) < len(network) else []
    if ungrouped:
        parts.append(message("Without a group, and so left out: {who}.", who=named(network, ungrouped)))
    return sentence(*parts)


def _most(network: Network, value: dict[NodeId, dict[Role, int]], total: int) -> Sayable:
    if not total:
        return message("Nobody stands between two others who are not tied themselves.")
    most = max(row["total"] for row in value.values())
    first = [id_ for id_, row in value.items() if row["total"] == most]
    who, share = named(network, first), Rounded(100 * most / total, 0)
    if len(first) > 1:
        return message(
            "Stand between others most: {who} ({pairs}, {share} % of all; each direction counts).",
            who=who,
            pairs=_BROKERED_EACH.of(most),
            share=share,
        )
    opening = message(
        "Stands between others most: {who} ({pairs}, {share} % of all; each direction counts).",
        who=who,
        pairs=_BROKERED.of(most),
        share=share,
    )
    row = value[first[0]]
    role = max(_MOSTLY, key=lambda known: row[known])
    return sentence(opening, _MOSTLY[role].given(times=row[role]))
