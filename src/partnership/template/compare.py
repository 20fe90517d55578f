"""What another version of a template, or an overlay, changes for a programme, and whether it asks for less.

A change that asks for less is not forbidden: it is said aloud before anybody takes it (invariant 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Literal

from partnership.findings import MOMENT_WORDS, SEVERITY_WORDS, FilePlace, Severity
from partnership.messages import Message, Sayable, message
from partnership.template import core
from partnership.template.law import Template
from partnership.template.requirement import Requirement
from partnership.values import Duration

What = Literal[
    "added",
    "removed",
    "moved",
    "severity",
    "waivers",
    "dates",
    "jurisdiction",
    "act",
    "check",
    "roster",
    "suspension",
    "stage",
    "parameter",
]
"""What a change touches."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of which requirement (or roster, stage, parameter), in what, and whether less is asked after it.

    `weaker` is None where that cannot be told from the two alone: somebody has to read both. `at` is the place in the
    new file, or in the old one of what is gone; `title` is what people call it.
    """

    what: What
    id: str
    weaker: bool | None
    said: Sayable
    at: FilePlace | None = None
    title: Sayable | None = None


_GRAVITY: Final = {Severity.ADVISE: 0, Severity.WARN: 1, Severity.BLOCK: 2}


def weakened(
    before: Template, after: Template, renamed: Mapping[str, str] = MappingProxyType({})
) -> tuple[Change, ...]:
    """List every difference in what is asked, those first that ask for less, then in the order of the new template.

    `renamed` says which stages and words have other names in the new template.
    """
    changes = [*_requirements(before, after, renamed), *_rest(before, after, renamed)]
    return tuple(sorted(changes, key=lambda change: {True: 0, None: 1, False: 2}[change.weaker]))


def harder(before: Template, after: Template, renamed: Mapping[str, str]) -> tuple[Change, ...]:
    """List what binds harder or asks for more of what both have, and after it, what may."""
    of_both = {"moved", "severity", "waivers", "dates", "jurisdiction", "act", "check", "roster", "suspension"}
    changes = [one for one in weakened(before, after, renamed) if one.what in of_both and one.weaker is not True]
    return tuple(sorted(changes, key=lambda change: change.weaker is None))


def _requirements(before: Template, after: Template, renamed: Mapping[str, str]) -> Iterator[Change]:
    for name, new in after.requirements.items():
        old = before.requirements.get(name)
        if old is None:
            yield Change("added", name, False, message("is new"), new.at, new.title)  # noqa: FBT003
        else:
            yield from _differences(_called(old, renamed) if renamed else old, new)
    for name, old in before.requirements.items():
        if name not in after.requirements:
            yield Change("removed", name, True, message("is gone"), old.at, old.title)  # noqa: FBT003


def _asked(requirement: Requirement) -> Message:
    moment = MOMENT_WORDS[requirement.moment]
    return (
        moment
        if requirement.stage is None
        else Message("{moment} ({stage})", {"moment": moment, "stage": requirement.stage})
    )


def _called(part: Any, renamed: Mapping[str, str]) -> Any:
    """Return a part of a law with the names that its words have in another one."""
    if type(part) is str:
        return renamed.get(part, part)
    if isinstance(part, tuple):
        return tuple(_called(one, renamed) for one in part)
    if isinstance(part, Requirement):
        named = {name: _called(getattr(part, name), renamed) for name in ("stage", "act", "core", "waivable_by")}
        return replace(part, **named)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: _called(getattr(part, one.name), renamed) for one in fields(part)})
    return part


def _differences(old: Requirement, new: Requirement) -> Iterator[Change]:
    def change(what: What, said: Message, *, weaker: bool | None) -> Change:
        return Change(what, new.id, weaker, said, new.at, new.title)

    if (old.moment, old.stage) != (new.moment, new.stage):
        yield change("moved", message("checked {now}, previously {was}", now=_asked(new), was=_asked(old)), weaker=None)
    if old.severity is not new.severity:
        lower = _GRAVITY[new.severity] < _GRAVITY[old.severity]
        says, said = SEVERITY_WORDS[new.severity], SEVERITY_WORDS[old.severity]
        yield change("severity", message("{says}, previously: {said}", says=says, said=said), weaker=lower)
    if _waiving(old) != _waiving(new):
        yield change("waivers", _waivers_said(new), weaker=_waived_more(old, new))
    if _dates(old) != _dates(new):
        yield change("dates", message("applies at other times"), weaker=_applies_less(old, new))
    if old.begins != new.begins:
        weaker = True if old.begins is None else False if new.begins is None else None
        yield change("dates", message("applies at other times"), weaker=weaker)
    if old.jurisdiction != new.jurisdiction:
        where = message("applies in {jurisdiction}", jurisdiction=new.jurisdiction or "INT")
        yield change("jurisdiction", where, weaker=not _covers(new.jurisdiction, old.jurisdiction))
    if old.act != new.act:
        yield change("act", message("guards another act"), weaker=None)
    if old.core != new.core:
        yield change("check", message("asks for something else"), weaker=is_weaker(old.core, new.core))


# --- who may set it aside, when and where it applies -----------------------------------------------------------------


def _waiving(requirement: Requirement) -> tuple[frozenset[str], Duration | None]:
    return frozenset(requirement.waivable_by), requirement.waivable_for if requirement.waivable_by else None


def _waivers_said(new: Requirement) -> Message:
    if not new.waivable_by:
        return message("can no longer be waived")
    if new.waivable_for is None:
        return message("can be waived by {roles}", roles=new.waivable_by)
    return message("can be waived by {roles} for {period}", roles=new.waivable_by, period=new.waivable_for)


def _waived_more(old: Requirement, new: Requirement) -> bool:
    by_more = not set(new.waivable_by) <= set(old.waivable_by)
    for_longer = bool(new.waivable_by) and old.waivable_for is not None and _longer(new.waivable_for, old.waivable_for)
    return by_more or for_longer


def _longer(new: Duration | None, old: Duration) -> bool:
    return new is None or new > old


def _dates(requirement: Requirement) -> tuple[object, ...]:
    return requirement.effective_from, requirement.effective_to, requirement.before_effective


def _applies_less(old: Requirement, new: Requirement) -> bool:
    later = new.effective_from is not None and (old.effective_from is None or new.effective_from > old.effective_from)
    sooner = new.effective_to is not None and (old.effective_to is None or new.effective_to < old.effective_to)
    silent = old.before_effective == "advise" and new.before_effective == "none" and new.effective_from is not None
    return later or sooner or silent


def _covers(new: str | None, old: str | None) -> bool:
    """Whether one jurisdiction holds the other: RU holds RU-SMO, and no jurisdiction at all holds every other."""
    if new is None or new == "INT":
        return True
    return old is not None and (old == new or old.startswith(f"{new}-"))


# --- whether one check asks for less than another --------------------------------------------------------------------


def is_weaker(old: core.Core, new: core.Core) -> bool | None:
    """Tell whether whatever satisfies the old check satisfies the new one but not the reverse.

    None where the two differ in more than their bounds and parts.
    """
    match old, new:
        case core.Count(), core.Count() if (old.of, old.distinct) == (new.of, new.distinct):
            return _looser(((old.lower, new.lower), (_negative(new.upper), _negative(old.upper))))
        case core.ForEach(), core.ForEach() if (old.elements, old.require) == (new.elements, new.require):
            return _looser(
                (
                    (old.fewest, new.fewest),
                    (int(not old.or_none), int(not new.or_none)),
                    (old.share, new.share),
                    (old.at_least or 0, new.at_least or 0),
                )
            )
        case core.All(), core.All():
            return _fewer(old.of, new.of)
        case core.Any(), core.Any():
            return _fewer(new.of, old.of)
        case core.AtLeast(), core.AtLeast() if old.of == new.of:
            return _looser(((old.n, new.n),))
        case core.All(), _ if new in old.of:
            return True
        case _, core.All() if old in new.of:
            return False
        case core.Any(), _ if new in old.of:
            return False
        case _, core.Any() if old in new.of:
            return True
        case _:
            return None


_Bound = int | Fraction | core.Reference | None
_UNBOUNDED: Final = Fraction(10**30)


def _negative(upper: int | core.Reference | None) -> _Bound:
    """Upper bounds in the order in which less is asked; no bound is the largest."""
    if isinstance(upper, core.Reference):
        return upper
    return _UNBOUNDED if upper is None else Fraction(upper)


def _looser(bounds: tuple[tuple[_Bound, _Bound], ...]) -> bool | None:
    """Whether no bound is tighter and one is looser; each pair is (asked before, asked after)."""
    signs: set[bool] = set()
    for old, new in bounds:
        if old == new:
            continue
        if isinstance(old, core.Reference) or isinstance(new, core.Reference) or old is None or new is None:
            return None
        signs.add(new < old)
    return signs.pop() if len(signs) == 1 else None


def _fewer(old: tuple[core.Core, ...], new: tuple[core.Core, ...]) -> bool | None:
    """Whether the parts are some of those before; None if some went and others came."""
    before, after = set(old), set(new)
    if after <= before:
        return True
    return False if before <= after else None


# --- everything else that decides what is asked ----------------------------------------------------------------------


def _rest(before: Template, after: Template, renamed: Mapping[str, str]) -> Iterator[Change]:
    yield from _suspension(before, after)
    for name in sorted(before.rosters.keys() | after.rosters.keys()):
        if _called(before.rosters.get(name), renamed) != after.rosters.get(name):
            said = message("its members are defined differently")
            gone = name not in after.rosters
            named = before.rosters[name] if gone else after.rosters[name]
            yield Change("roster", name, True if gone else None, said, title=named.title)
    for name in before.stage_ids:
        if name not in after.stage_ids:
            yield Change("stage", name, None, message("the stage is gone"))
        elif before.next_of(name) != after.next_of(name) or before.back_of(name) != after.back_of(name):
            yield Change("stage", name, None, message("leads elsewhere"))
    for name, parameter in after.parameters.items():
        old = before.parameters.get(name)
        if old is not None and (old.default, old.min, old.max) != (parameter.default, parameter.min, parameter.max):
            said = message("{old} became {new}", old=old.default, new=parameter.default)
            yield Change("parameter", name, None, said, title=parameter.title)


def _suspension(before: Template, after: Template) -> Iterator[Change]:
    for act in before.while_suspended:
        if act not in after.while_suspended:
            said = message("is no longer refused while suspended")
            yield Change("suspension", act.kind or act.stage or act.verb, True, said)  # noqa: FBT003
    for act in after.while_suspended:
        if act not in before.while_suspended:
            said = message("is refused while suspended")
            yield Change("suspension", act.kind or act.stage or act.verb, False, said)  # noqa: FBT003
    yield from _exempted(
        before.moves_while_suspended,
        after.moves_while_suspended,
        message("one may move there while suspended"),
        message("one may no longer move there while suspended"),
    )
    yield from _exempted(
        before.outlast_partner,
        after.outlast_partner,
        message("stays in force after the partner has left"),
        message("ends when the partner has left"),
    )


def _exempted(old: frozenset[str], new: frozenset[str], since: Message, no_longer: Message) -> Iterator[Change]:
    """What is exempted now and was not, which is easier, or was and is no longer."""
    for name in sorted(old ^ new):
        easier = name in new
        yield Change("suspension", name, easier, since if easier else no_longer)
