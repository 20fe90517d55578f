"""What several sectors want: the outcomes in which their interests meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.evaluation.interests import InterestPairs
from partnership.messages import Message, Sayable, as_written, in_brackets, in_context, message, plural, quoted
from partnership.network.figure import Figure
from partnership.network.measures.options import check_number
from partnership.network.measures.titles import group_title
from partnership.network.phrases import MOST_NAMES, list_some
from partnership.network.sources import snapshot_of


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
        if sector not in snapshot.template.lists["sectors"]:
            raise UnknownName(sector, snapshot.template.lists["sectors"], message("sector"))
    interests = snapshot.interests()
    found = {
        outcome: tuple(found_pair.partner for found_pair in pairs)
        for outcome, pairs in interests.shared(sectors, voices).items()
    }
    wanting = {
        outcome: tuple(dict.fromkeys(interests.sectors[partner] for partner in partners))
        for outcome, partners in found.items()
    }
    ranked = sorted(found, key=lambda outcome: (-len(wanting[outcome]), -len(found[outcome])))
    return SharedOutcomes(
        measure="shared_outcomes",
        value={outcome: len(wanting[outcome]) for outcome in ranked},
        definition=message("Outcomes that partners of several sectors want."),
        source="partnership; DOMAIN 1.13, I3",
        sentence=_shared_said(snapshot, interests, sectors, {outcome: wanting[outcome] for outcome in ranked}),
        parameters={"sectors": sectors, "including": voices},
        sectors={outcome: wanting[outcome] for outcome in ranked},
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
    titles = snapshot.template.lists["outcomes"]
    first = []
    for outcome, wanting in list(found.items())[:MOST_NAMES]:
        title = quoted(titles[outcome].title) if outcome in titles else as_written(outcome)
        who = in_brackets([group_title(snapshot, sector) for sector in wanting])
        first.append(Message("{title}{who}", {"title": title, "who": who}))
    return plural(
        "{count} of {wanted} wanted outcomes is shared by {sectors} sectors or more: {first}.",
        "{count} of {wanted} wanted outcomes are shared by {sectors} sectors or more: {first}.",
        len(found),
        wanted=wanted,
        sectors=sectors,
        first=list_some(first, len(found)),
    )
