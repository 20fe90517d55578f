"""Programmes that a template's law allows: random acts, of which the one door keeps what it will."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from partnership.acts import Advance, Amend, Command, End, Recorded, Resume, Suspend, Waive, as_json
from partnership.errors import Refused
from partnership.programme import Programme
from partnership.records import RECORDS, Assignment, Record, references
from partnership.template.vocabulary import PROGRAMME
from partnership.testing.builders import take
from partnership.testing.strategies.aiming import wishes_of
from partnership.testing.strategies.hints import aims_of, hints_of, kinds_of
from partnership.testing.strategies.plain import lengths
from partnership.testing.strategies.worded import NO_WISHES, Wishes, records_of
from partnership.values import Text

_T = TypeVar("_T")
Draw = Callable[[st.SearchStrategy[_T]], _T]

_ACTS = ("record",) * 6 + ("aim",) * 8 + ("late",) * 2 + ("amend",) * 2 + ("advance",) * 4 + ("end", "waive", "by_hand")
_DEEP = 4
_REASON = Text(en="Drawn", ru="\u0421\u043b\u0443\u0447\u0430\u0439")


def programmes(begun: Callable[[], Programme], max_entries: int) -> st.SearchStrategy[Programme]:
    """Make lawful programmes; see `partnership.testing.lawful_programmes`."""

    # Nothing large is an argument of the strategy: hypothesis prints those of an example that fails.
    @st.composite
    def lawful_programme(draw: Draw[Any]) -> Programme:
        teller = _Teller(draw, begun(), max_entries)
        for _ in range(draw(st.integers(0, 2 * max_entries))):
            if teller.is_full:
                break
            teller.goes_on()
        return teller.programme

    return lawful_programme()


class _Teller:
    """Goes on with a programme, one random act after the other."""

    def __init__(self, draw: Draw[Any], programme: Programme, most: int) -> None:
        self.draw = draw
        self.programme = programme
        self.most = most
        self.kinds = kinds_of(programme.template)
        self.day = max(programme.state.horizon, programme.entries[-1].recorded.date())
        self.known: dict[str, list[str]] = {kind: [] for kind in (*RECORDS, *programme.template.registers)}
        for entry in programme.entries:
            if isinstance(entry, Recorded):
                self.known.setdefault(entry.record.kept_as(), []).append(entry.record.id)

    @property
    def is_full(self) -> bool:
        return self.programme.state.length >= self.most

    def goes_on(self) -> None:
        self.day += dt.timedelta(days=self.draw(st.sampled_from((0, 0, 1, 7, 30))))
        act = self.draw(st.sampled_from(_ACTS))
        match act:
            case "record":
                self._record(self.draw(st.sampled_from(self.kinds)), _DEEP)
            case "aim":
                self._aim()
            case "late":
                self._late(self.draw(st.sampled_from(self.kinds)))
            case "amend":
                self._amend()
            case "end":
                self._end()
            case "advance":
                self._advance()
            case "waive":
                self._waive()
            case _:
                self._by_hand()

    def _ask(self, command: Command) -> bool:
        """Put a command before the door; whatever is turned away is left out."""
        if self.is_full:
            return False
        try:
            self.programme.do(command)
        except Refused:
            return False
        return True

    # --- records -----------------------------------------------------------------------------------------------------

    def _record(self, kind: str, depth: int, wishes: Wishes = NO_WISHES) -> bool:
        """Record something, and before it whatever it must name."""
        record = self._drawn(kind, depth, wishes)
        return record is not None and self._taken(record, self._ask(take(record, self.day)))

    def _late(self, kind: str) -> bool:
        """Record something of an earlier day."""
        record = self._drawn(kind, depth=0)
        if record is None:
            return False
        first = self.programme.entries[0].date
        day = first + dt.timedelta(days=self.draw(st.integers(0, (self.day - first).days)))
        return self._taken(record, self._ask(take(record, day, self.day)))

    def _taken(self, record: Record, accepted: bool) -> bool:  # noqa: FBT001 - what the door said
        if accepted:
            self.known[record.kept_as()].append(record.id)
        return accepted

    def _drawn(self, kind: str, depth: int, wishes: Wishes = NO_WISHES) -> Record | None:
        """Make a record of a kind; None where it must name something that cannot be had."""
        for kinds, least in self._needed(kind):
            while sum(len(self.known[other]) for other in kinds) < least:
                if depth == 0 or not self._record(_first(kinds, self.kinds), depth - 1):
                    return None
        if kind == "assignment" and not self.known["partner"] and not self._record("partner", 0):
            return None
        if kind == "level" and not self._somebody_climbs(depth):
            return None
        return self._made(kind, self._fresh(kind), wishes)

    def _needed(self, kind: str) -> Iterator[tuple[tuple[str, ...], int]]:
        """Tell of which kinds a record must name how many at least."""
        if kind in RECORDS:
            fields = RECORDS[kind].model_fields
            for path, ref, _ in references(RECORDS[kind]):
                if path in fields and fields[path].is_required():
                    yield ref.kinds, max(1, lengths(kind, path)[0])
            return
        for field in self.programme.template.registers[kind].fields.values():
            if field.required and field.kinds:
                yield field.kinds, 1

    def _aim(self) -> None:
        """Record something that the next stage asks for."""
        template = self.programme.template
        missing = self.programme.missing(on=self.day)
        aims = [
            (kind, tests, finding)
            for finding in missing
            for kind, tests in aims_of(template).get(finding.requirement or "", ())
            if kind in self.kinds
        ]
        if aims:
            kind, tests, finding = self.draw(st.sampled_from(aims))
            lacking = tuple(lack.subject for lack in finding.lacks if lack.subject is not None)
            self._record(kind, _DEEP, wishes_of(self.programme, kind, tests, lacking))

    def _made(self, kind: str, id_: str, wishes: Wishes = NO_WISHES) -> Record:
        days = st.integers(-60, 400).map(lambda number: self.day + dt.timedelta(days=number))
        strategy = records_of(
            kind,
            self.programme.template,
            self.known,
            own=st.just(id_),
            days=days,
            region=self.programme.region,
            wishes=wishes,
        )
        record: Record = self.draw(strategy)
        return record

    def _somebody_climbs(self, depth: int) -> bool:
        scales = self.programme.template.scales.values()
        return all(
            scale.of == PROGRAMME or self.known[scale.of] or (depth > 0 and self._record(scale.of, depth - 1))
            for scale in scales
        )

    def _fresh(self, kind: str) -> str:
        """Choose an id: one that the law asks for by name, else the next number."""
        taken = self.known[kind]
        asked = hints_of(self.programme.template).get((kind, "id"), ())
        numbered = (f"{kind.replace('_', '-')}-{number}" for number in count(1))
        found: str = next(id_ for id_ in chain(asked, numbered) if id_ not in taken)
        return found

    # --- other acts --------------------------------------------------------------------------------------------------

    def _amend(self) -> None:
        found = self._some_record()
        if found is None:
            return
        kind, old = found
        new = self._made(kind, old.id)
        changes = {
            name: getattr(new, name)
            for name in type(old).model_fields
            if name not in {"id", "kind", "list"} and getattr(new, name) != getattr(old, name)
        }
        if changes:
            name = self.draw(st.sampled_from(sorted(changes)))
            self._ask(Amend(on=self.day, kind=kind, id=old.id, changes=as_json({name: changes[name]})))

    def _end(self) -> None:
        found = self._some_record()
        if found is not None:
            self._ask(End(on=self.day, kind=found[0], id=found[1].id, reason=_REASON))

    def _some_record(self) -> tuple[str, Record] | None:
        kinds = [kind for kind in self.kinds if self.known[kind]]
        if not kinds:
            return None
        kind = self.draw(st.sampled_from(kinds))
        record = self.programme.state.get(kind, self.draw(st.sampled_from(self.known[kind])), self.day)
        return None if record is None else (kind, record)

    def _advance(self) -> None:
        template, stage = self.programme.template, self.programme.as_of(self.day).stage
        ways = (*template.next_of(stage), *template.back_of(stage))
        if self.programme.as_of(self.day).facts.suspended is not None:
            self._by_hand()
        if ways:
            self._ask(Advance(on=self.day, to=self.draw(st.sampled_from(ways))))

    def _waive(self) -> None:
        """Set something aside, by somebody who may; without one there is nobody to ask."""
        template = self.programme.template
        found = [
            (requirement.id, holder)
            for requirement in template.requirements.values()
            for holder in self._holders(requirement.waivable_by)
        ]
        if found:
            requirement, holder = self.draw(st.sampled_from(found))
            until = self.day + dt.timedelta(days=self.draw(st.integers(1, 40)))
            self._ask(Waive(on=self.day, requirement=requirement, waived_by=holder, until=until, reason=_REASON))

    def _holders(self, roles: tuple[str, ...]) -> Iterator[str]:
        for record in self.programme.state.records("assignment", self.day) if roles else ():
            assignment = cast("Assignment", record)
            if assignment.role in roles:
                yield from (holder for holder in (assignment.person, assignment.partner) if holder is not None)

    def _by_hand(self) -> None:
        """Suspend the programme, or resume it where somebody has suspended it."""
        suspended = self.programme.as_of(self.day).facts.suspended is not None
        self._ask(Resume(on=self.day, reason=_REASON) if suspended else Suspend(on=self.day, reason=_REASON))


def _first(kinds: Iterable[str], preferred: tuple[str, ...]) -> str:
    """Choose the kind that the template speaks of, where a field may name several."""
    options = tuple(kinds)
    return next((kind for kind in options if kind in preferred), options[0])
