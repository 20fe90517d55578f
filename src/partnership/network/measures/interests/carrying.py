"""On how few it all rests: the smallest sets of partners who together provide all that is to be provided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from partnership.evaluation import View
from partnership.messages import Plural, Sayable, in_context, message
from partnership.network.algorithms.covering import Cover
from partnership.network.figure import Figure
from partnership.network.measures.options import check, check_number
from partnership.network.network import Network
from partnership.network.phrases import PARTNERS, named, sentence
from partnership.network.sources import snapshot_of
from partnership.network.views import partner_network
from partnership.records import Responsibility

CarriedThing = Literal["wanted", "produced", "functions"]
"""What has to be covered: outcomes that are wanted (and that somebody produces), all that are produced, or functions
for which somebody answers."""

_ITEMS: Mapping[CarriedThing, Plural] = {
    "wanted": Plural("{count} wanted outcome", "{count} wanted outcomes"),
    "produced": Plural("{count} produced outcome", "{count} produced outcomes"),
    "functions": Plural("{count} function", "{count} functions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingSet(Figure[int | None]):
    """How many partners are enough; None where there is nothing to carry.

    `sets` are the first of the smallest sets, `count` how many there are (None: more than are counted), `in_every` the
    partners in all of them. `carried` is what was to be covered, `only_by` what a single partner covers, `missing` the
    outcomes that are wanted and that nobody produces (no set can carry them).
    """

    sets: tuple[tuple[str, ...], ...]
    count: int | None
    in_every: tuple[str, ...]
    carried: tuple[str, ...]
    only_by: Mapping[str, str]
    missing: tuple[str, ...]


def smallest_carrying_set(snapshot: View, *, need: CarriedThing = "wanted", most: int = 20) -> CarryingSet:
    """Return how few partners could carry the programme: what they produce covers all that is to be covered.

    The answer is exact; the search takes long only where partners are many and overlap in many ways. `most` bounds the
    sets that are listed.

    Raises:
        UnknownName: if `need` is none of the three.
    """
    snapshot_of(snapshot)
    check(need, CarriedThing, in_context("option", "need"))
    check_number(most, 0, float("inf"), in_context("option", "most"))
    covers = _covers(snapshot, need)
    items = list(dict.fromkeys(item for covered in covers.values() for item in covered))
    places = {item: place for place, item in enumerate(items)}
    partners = list(covers)
    cover = Cover([sum(1 << places[item] for item in covered) for covered in covers.values()])
    by = {item: [partner for partner in partners if item in covers[partner]] for item in items}
    sets = tuple(tuple(partners[place] for place in chosen) for chosen in sorted(cover.first(most))) if items else ()
    in_every = tuple(partners[place] for place in cover.in_every)
    missing = _missing(snapshot) if need == "wanted" else ()
    said = _carrying_said(partner_network(snapshot), need, len(items), sets, cover.count, in_every)
    return CarryingSet(
        measure="smallest_carrying_set",
        value=cover.size if items else None,
        definition=message(
            "The fewest partners who between them provide all that is wanted (or produced, or answered for)."
        ),
        source="partnership; a set cover, after Karp, R. M. (1972). Reducibility among combinatorial problems",
        sentence=sentence(said, *_unmade(len(missing))),
        parameters={"need": need, "most": most},
        sets=sets,
        count=cover.count if items else 0,
        in_every=in_every,
        carried=tuple(items),
        only_by={item: who[0] for item, who in by.items() if len(who) == 1},
        missing=missing,
    )


def _covers(snapshot: View, need: CarriedThing) -> dict[str, list[str]]:
    """Return what each partner covers of what has to be covered, in the order of partners and of the law."""
    interests = snapshot.interests()
    covers: dict[str, list[str]] = {partner: [] for partner in interests.partners}
    if need == "functions":
        for duty in snapshot.records("responsibility"):
            if isinstance(duty, Responsibility) and duty.raci == "A" and duty.partner in covers:
                covers[duty.partner].append(duty.function)
        return covers
    wanted = {each.outcome for each in interests.wants}
    for each in interests.produces:
        if need == "produced" or each.outcome in wanted:
            covers[each.partner].append(each.outcome)
    return covers


def _missing(snapshot: View) -> tuple[str, ...]:
    interests = snapshot.interests()
    produced = {each.outcome for each in interests.produces}
    return tuple(dict.fromkeys(each.outcome for each in interests.wants if each.outcome not in produced))


# --- in words --------------------------------------------------------------------------------------------------------


def _carrying_said(
    network: Network,
    need: CarriedThing,
    items: int,
    sets: tuple[tuple[str, ...], ...],
    count: int | None,
    in_every: tuple[str, ...],
) -> Sayable:
    if not sets:
        return message("There is nothing to provide yet.")
    enough = message(
        "{who} of {all} would be enough to provide it all ({what}): {names}.",
        who=PARTNERS.of(len(sets[0])),
        all=len(network),
        what=_ITEMS[need].of(items),
        names=named(network, sets[0], len(sets[0])),
    )
    parts = [enough, *_in_all(network, in_every, single=count == 1)]
    if count is None:
        parts.insert(1, message("There are very many such sets."))
    elif count > 1:
        parts.insert(1, message("There are {sets} such sets.", sets=count))
    return sentence(*parts)


def _unmade(missing: int) -> Iterator[Sayable]:
    if missing:
        yield message("Produced by nobody: {outcomes}.", outcomes=_ITEMS["wanted"].of(missing))


def _in_all(network: Network, in_every: tuple[str, ...], *, single: bool) -> Iterator[Sayable]:
    if single:
        yield message("No other set is as small.")
    elif in_every:
        yield message("In every one of them: {who}.", who=named(network, in_every))
    else:
        yield message("Nobody is in every one of them.")
