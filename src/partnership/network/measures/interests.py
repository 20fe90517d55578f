"""Where interests meet: what several sectors want, who only takes or only gives, and on how few it all rests.

A partner wants what its confirmed interests say, and produces what its accountable functions produce by the law
(DOMAIN 1.13). Outcomes and functions are named by their ids in the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import Literal

from partnership.errors import check_choice
from partnership.evaluation import View
from partnership.evaluation.interests import InterestPairs
from partnership.messages import (
    Message,
    Plural,
    Sayable,
    as_written,
    in_brackets,
    in_context,
    list_some,
    message,
    plural,
    quoted,
)
from partnership.network.figure import Figure
from partnership.network.measures.options import check_number, group_title
from partnership.network.network import Network
from partnership.network.phrases import MOST_NAMES, PARTNERS, named, sentence
from partnership.network.sources import snapshot_of
from partnership.network.views import partner_network
from partnership.records import Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOutcomes(Figure[Mapping[str, int]]):
    """Each shared outcome with the number of sectors that want it, most first; `sectors` and `partners` say which."""

    sectors: Mapping[str, tuple[str, ...]]
    partners: Mapping[str, tuple[str, ...]]


def shared_outcomes(snapshot: View, *, sectors: int = 2, including: Iterable[str] = ()) -> SharedOutcomes:
    """Return the outcomes that so many sectors want, one of `including` among them where those are named (I3).

    Raises:
        UnknownName: if the law has no sector of `including`.
    """
    snapshot_of(snapshot)
    check_number(sectors, 1, float("inf"), in_context("option", "sectors"))
    voices = tuple(including)
    for sector in voices:
        check_choice(sector, snapshot.template.lists["sectors"], message("sector"))
    interests = snapshot.interests()
    found = {id_: tuple(pair.partner for pair in pairs) for id_, pairs in interests.shared(sectors, voices).items()}
    said_by = {id_: tuple(dict.fromkeys(interests.sectors[each] for each in who)) for id_, who in found.items()}
    ranked = sorted(found, key=lambda outcome: (-len(said_by[outcome]), -len(found[outcome])))
    wanting = {outcome: said_by[outcome] for outcome in ranked}
    return SharedOutcomes(
        measure="shared_outcomes",
        value={outcome: len(who) for outcome, who in wanting.items()},
        definition=message("Outcomes that partners of several sectors want."),
        source="partnership; DOMAIN 1.13, I3",
        sentence=_shared_said(snapshot, interests, sectors, wanting),
        parameters={"sectors": sectors, "including": voices},
        sectors=wanting,
        partners={outcome: found[outcome] for outcome in ranked},
    )


def _shared_said(
    snapshot: View, interests: InterestPairs, sectors: int, found: Mapping[str, tuple[str, ...]]
) -> Sayable:
    wanted = len({each.outcome for each in interests.wants})
    if not wanted:
        return message("No partner has said what it wants.")
    if not found:
        return message("No outcome is wanted by {sectors} sectors or more.", sectors=sectors)
    network, titles, first = partner_network(snapshot), snapshot.template.lists["outcomes"], []
    for outcome, wanting in list(found.items())[:MOST_NAMES]:
        title = quoted(titles[outcome].title) if outcome in titles else as_written(outcome)
        who = in_brackets([group_title(network, sector) for sector in wanting])
        first.append(Message("{title}{who}", {"title": title, "who": who}))
    return plural(
        "{count} of {wanted} wanted outcomes is shared by {sectors} sectors or more: {first}.",
        "{count} of {wanted} wanted outcomes are shared by {sectors} sectors or more: {first}.",
        len(found),
        wanted=wanted,
        sectors=sectors,
        first=list_some(first, len(found)),
    )


# --- one-sided --------------------------------------------------------------------------------------------------------

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


# --- carrying ---------------------------------------------------------------------------------------------------------

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
    check_choice(need, CarriedThing, in_context("option", "need"))
    check_number(most, 0, float("inf"), in_context("option", "most"))
    covers = _covers(snapshot, need)
    items = list(dict.fromkeys(item for covered in covers.values() for item in covered))
    places = {item: place for place, item in enumerate(items)}
    partners = list(covers)
    cover = Cover([sum(1 << places[item] for item in covered) for covered in covers.values()])
    by = {item: [partner for partner in partners if item in covers[partner]] for item in items}
    sets = tuple(tuple(partners[place] for place in chosen) for chosen in sorted(cover.first(most))) if items else ()
    in_every = tuple(partners[place] for place in cover.in_every)
    interests = snapshot.interests()
    produced = {each.outcome for each in interests.produces}
    unmade = dict.fromkeys(each.outcome for each in interests.wants if each.outcome not in produced)
    missing = tuple(unmade) if need == "wanted" else ()
    lacking = message("Produced by nobody: {outcomes}.", outcomes=_ITEMS["wanted"].of(len(missing)))
    said = _carrying_said(partner_network(snapshot), need, len(items), sets, cover.count, in_every)
    return CarryingSet(
        measure="smallest_carrying_set",
        value=cover.size if items else None,
        definition=message(
            "The fewest partners who between them provide all that is wanted (or produced, or answered for)."
        ),
        source="partnership; a set cover, after Karp, R. M. (1972). Reducibility among combinatorial problems",
        sentence=said if not missing else sentence(said, lacking),
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
    enough = message("{who} of {all} would be enough to provide it all ({what}): {names}.", what=_ITEMS[need].of(items))
    who, names = PARTNERS.of(len(sets[0])), named(network, sets[0], len(sets[0]))
    enough = enough.given(who=who, all=len(network), names=names)
    if count == 1:
        return sentence(enough, message("No other set is as small."))
    many = message("There are very many such sets.") if count is None else message("There are {sets} such sets.")
    every = message("In every one of them: {who}.") if in_every else message("Nobody is in every one of them.")
    return sentence(enough, many.given(sets=count), every.given(who=named(network, in_every)))


# --- the smallest choices that cover everything -----------------------------------------------------------------------

MOST_COUNTED = 10_000
"""Smallest choices of one part that are counted; with more, only their size is told."""


class Cover:
    """The smallest sets of choosers that cover all things; `covers` says, by number, which things each one covers.

    Choosers who cover the same count as one while they are searched, and as many when they are counted.
    """

    def __init__(self, covers: Sequence[int]) -> None:
        self._parts = [_Part(things, covers) for things in _separate(_needed(covers))]

    @property
    def size(self) -> int:
        """How many choosers are needed."""
        return sum(part.size for part in self._parts)

    @property
    def count(self) -> int | None:
        """How many sets of that size there are; None where a part has more than `MOST_COUNTED`."""
        counts = [part.count for part in self._parts]
        return None if None in counts else prod(count for count in counts if count is not None)

    def first(self, most: int) -> list[tuple[int, ...]]:
        """Return so many of the sets, in order."""
        ways = [list(islice(part.sets(), most)) for part in self._parts]
        return [tuple(sorted(sum(way, ()))) for way in islice(product(*ways), most)]

    @property
    def in_every(self) -> tuple[int, ...]:
        """Return who is in every smallest set: without them more would be needed, or nothing would do."""
        return tuple(sorted(chooser for part in self._parts for chooser in part.in_every()))


class _Part:
    """Things that no chooser ties to things outside the part."""

    def __init__(self, things: Sequence[int], covers: Sequence[int]) -> None:
        self._whole = (1 << len(things)) - 1
        self._classes: dict[int, list[int]] = {}
        for chooser, covered in enumerate(covers):
            mask = sum(1 << place for place, thing in enumerate(things) if covered >> thing & 1)
            if mask:
                self._classes.setdefault(mask, []).append(chooser)
        self._masks = sorted(self._classes, key=int.bit_count, reverse=True)
        self.size = _smallest(self._whole, self._masks) or 0

    @property
    def count(self) -> int | None:
        found = list(islice(self._of_classes(), MOST_COUNTED + 1))
        if len(found) > MOST_COUNTED:
            return None
        return sum(prod(len(self._classes[mask]) for mask in masks) for masks in found)

    def sets(self) -> Iterator[tuple[int, ...]]:
        for masks in self._of_classes():
            yield from product(*(self._classes[mask] for mask in masks))

    def in_every(self) -> Iterator[int]:
        for mask in next(self._of_classes()):
            others = [other for other in self._masks if other != mask]
            if len(self._classes[mask]) == 1 and _smallest(self._whole, others, self.size) is None:
                yield self._classes[mask][0]

    def _of_classes(self) -> Iterator[tuple[int, ...]]:
        return _exact_covers(self._whole, self._masks, self.size)


def _smallest(whole: int, masks: Sequence[int], at_most: int | None = None) -> int | None:
    """Return the least number of masks that together make the whole; None if they do not, or not with `at_most`."""
    sizes = range(min(len(masks) if at_most is None else at_most, whole.bit_count()) + 1)
    return next((size for size in sizes if next(_exact_covers(whole, masks, size), None) is not None), None)


def _exact_covers(
    left: int, masks: Sequence[int], size: int, chosen: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    """Return every set of so many masks, and no fewer, that covers what is left; each set once.

    By branch and bound: what is hardest to cover is covered first, in each way that there is; a branch is left when
    even the largest of what remains could not cover it with the choices left (Karp, R. M. (1972) shows why no method is
    fast on every case).
    """
    if not left:
        if not size:
            yield chosen
        return
    useful = [mask for mask in masks if mask & left]
    gains = sorted((mask & left).bit_count() for mask in useful)
    if sum(gains[len(gains) - size :] if size else []) < left.bit_count():
        return
    hardest = 1 << min(_bits(left), key=lambda thing: sum(mask >> thing & 1 for mask in useful))
    for place, mask in enumerate(useful):
        if mask & hardest:
            # those tried here before are left out from now on, so that no set comes twice
            rest = [other for other in useful[:place] if not other & hardest] + useful[place + 1 :]
            yield from _exact_covers(left & ~mask, rest, size - 1, (*chosen, mask))


def _needed(covers: Sequence[int]) -> dict[int, int]:
    """Return the things to be covered, each with who covers it, without those that come for free with another."""
    things: dict[int, int] = {}
    for chooser, covered in enumerate(covers):
        for thing in _bits(covered):
            things[thing] = things.get(thing, 0) | 1 << chooser
    kept: dict[int, int] = {}
    for thing in sorted(things, key=lambda each: (things[each].bit_count(), each)):
        if not any(things[thing] & by == by for by in kept.values()):
            kept[thing] = things[thing]
    return kept


def _separate(things: Mapping[int, int]) -> Iterator[list[int]]:
    """Return the things in parts, so that nobody covers something of two."""
    left = dict(things)
    while left:
        thing, by = next(iter(left.items()))
        del left[thing]
        part, grown = [thing], True
        while grown:
            near = [other for other, who in left.items() if who & by]
            for other in near:
                by |= left.pop(other)
            part += near
            grown = bool(near)
        yield sorted(part)


def _bits(mask: int) -> list[int]:
    return [place for place in range(mask.bit_length()) if mask >> place & 1]
