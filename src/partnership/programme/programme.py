"""A programme: the one object that changes, a comfortable hold on a law, a state, and the door between them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import RLock
from typing import Any, TypedDict

from typing_extensions import Unpack, override

from partnership.commands import (
    Advance,
    Amend,
    Close,
    Command,
    End,
    Migrate,
    Record,
    Resume,
    Start,
    Suspend,
    Waive,
    Withdraw,
)
from partnership.decisions import NO_LEEWAY, Migration, decide, unsupported, warnings, weigh
from partnership.entries import AnyEntry, Migrated, Started
from partnership.errors import Fault, LedgerError
from partnership.evaluation import View
from partnership.findings import Finding
from partnership.index import State, evolve
from partnership.messages import message
from partnership.programme.history import check_history, fold, known_by
from partnership.programme.personal_data import PersonalData
from partnership.records import AnyRecord
from partnership.template import Template
from partnership.values import ONE_DAY, ParameterValue, Text, as_moment, canonical_json, uncollected

_PLAIN = frozenset({str, int, bool})


Clock = Callable[[], dt.datetime | dt.date]
"""Says what time it is: a moment with its offset, or a day that counts as a whole."""


class About(TypedDict, total=False):
    """What every act may say of itself.

    When it was written down (late paperwork: after the day it is true from), by whom, on what basis, and a note.
    """

    recorded: dt.datetime | dt.date | None
    by: str | None
    basis: str | None
    note: Text | str | None


class Programme:
    """A partnership undertaking in one region, kept under one template.

    Every change goes through `decide`; after a refusal nothing has changed. Any number of threads may read it and
    propose while one writes (the others wait); each answer is that of one prefix of the ledger. Earlier states stay
    readable (`as_of`, `as_known`). Names and contacts of adults are kept in `personal_data`, outside the entries.

    Where it is told what time it is (`now`), nothing is decided that is dated or written down later than that and some
    `leeway`, and what does not say when it is written down, is written down now. A copy, or one that was sent to
    another process, is another programme with the same entries, laws and personal_data.
    """

    def __init__(
        self,
        template: Template,
        state: State,
        *,
        templates: Iterable[Template] = (),
        personal_data: PersonalData | None = None,
        now: Clock | None = None,
        leeway: dt.timedelta = NO_LEEWAY,
    ) -> None:
        self._templates = {one.digest: one for one in (*templates, template)}
        self._first = template
        self._state = state
        self.now = now
        self.leeway = leeway
        self._writing = RLock()
        self.personal_data = personal_data if personal_data is not None else PersonalData()

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._first, self._state, dict(self._templates), self.personal_data, self.now, self.leeway)

    # --- how a programme comes to be ---------------------------------------------------------------------------------

    @classmethod
    def start(
        cls,
        template: Template,
        *,
        id: str,
        region: str,
        on: dt.date,
        title: Text | str | None = None,
        parameters: Mapping[str, ParameterValue] | None = None,
        now: Clock | None = None,
        leeway: dt.timedelta = NO_LEEWAY,
        **about: Unpack[About],
    ) -> Programme:
        """Begin a programme in a region (ISO 3166: `RU-SMO`), on a day.

        Raises:
            NotLawful: if the template does not allow a parameter's value.
        """
        programme = cls(template, State.empty(), now=now, leeway=leeway)
        programme.do(
            Start(
                on=on,
                programme=id,
                region=region,
                title=_text(title),
                parameters=dict(parameters or {}),
                **_about(about),
            )
        )
        return programme

    @classmethod
    def from_entries(
        cls,
        template: Template | Iterable[Template],
        entries: Iterable[AnyEntry],
        *,
        personal_data: PersonalData | None = None,
        file: str | None = None,
        now: Clock | None = None,
        leeway: dt.timedelta = NO_LEEWAY,
    ) -> Programme:
        """Take a programme up from its entries; it was lawful when they were written, so nothing is decided again.

        A programme that has changed its law wants every template that its ledger names. `file` is the name that faults
        give, where the entries were the lines of one.

        Raises:
            LedgerError: if the entries are no whole ledger in its order, or were kept under another template.
        """
        templates = (template,) if isinstance(template, Template) else tuple(template)
        with uncollected():  # the entries may be read from lines as they are taken up
            history = list(entries)
            check_history(history, {one.digest: one for one in templates}, file)
            state = fold(history, file)
        first = next(one for one in templates if one.digest == state.started.digest)
        return cls(first, state, templates=templates, personal_data=personal_data, now=now, leeway=leeway)

    # --- changing ----------------------------------------------------------------------------------------------------

    def propose(self, command: Command) -> tuple[AnyEntry, ...]:
        """Return the entries that a command would become, to be stored and then taken; nothing is changed.

        Raises:
            Refused: with every reason.
        """
        return self._decided(command, self._templates)

    def _decided(self, command: Command, laws: Mapping[str, Template]) -> tuple[AnyEntry, ...]:
        state = self._state
        now = None if self.now is None else self.now()
        return decide(self._law(state, command.on), state, command, laws=laws, now=now, leeway=self.leeway)

    def take(self, entries: Iterable[AnyEntry]) -> None:
        """Take entries in that were stored, by whoever stored them: proposed here, or read from a common ledger.

        Those that are here already are passed over, so that several threads may read on from a common ledger at once.

        Raises:
            LedgerError: if one does not follow from those before it; those before it are taken.
        """
        with self._writing:
            for entry in entries:
                state = self._state
                if entry.seq <= state.length and state.entries[entry.seq - 1] == entry:
                    continue
                if entry.entry == "migrated" and entry.digest not in self._templates:
                    raise LedgerError(_law_not_at_hand(entry, self._templates.values()))
                self._state = evolve(state, entry)

    def do(self, command: Command) -> tuple[AnyEntry, ...]:
        """Put a command before the door and take in what it becomes.

        Raises:
            Refused: with every reason; nothing has changed.
        """
        with self._writing:
            entries = self._decided(command, self._templates)
            self.take(entries)
        return entries

    def record(
        self,
        record: AnyRecord,
        *,
        on: dt.date,
        **about: Unpack[About],
    ) -> AnyEntry:
        """Take a record in, true from a day; with `recorded` later than the day it is late paperwork."""
        return self.do(Record(on=on, record=record, **_about(about)))[0]

    def amend(
        self,
        kind: str,
        id: str,
        changes: Mapping[str, Any],
        *,
        on: dt.date,
        **about: Unpack[About],
    ) -> AnyEntry:
        """Give fields of a record other values from a day on."""
        command = Amend(on=on, kind=kind, id=id, changes=as_json(changes), **_about(about))
        return self.do(command)[0]

    def end(
        self,
        kind: str,
        id: str,
        *,
        on: dt.date,
        reason: Text | str,
        **about: Unpack[About],
    ) -> AnyEntry:
        """Say that a record is no longer in force from a day on."""
        return self.do(End(on=on, kind=kind, id=id, reason=as_text(reason), **_about(about)))[0]

    def advance(
        self,
        to: str | None = None,
        *,
        on: dt.date,
        **about: Unpack[About],
    ) -> AnyEntry:
        """Move to the stage that follows, or to the one named.

        Raises:
            NotReady: with everything that stands before it.
        """
        return self.do(Advance(on=on, to=to, **_about(about)))[0]

    def waive(
        self,
        requirement: str,
        *,
        on: dt.date,
        until: dt.date,
        waived_by: str,
        reason: Text | str,
        subject: str | None = None,
        **about: Unpack[About],
    ) -> AnyEntry:
        """Set a requirement aside from a day until another (exclusive), wholly or for one subject.

        Raises:
            NotWaivable: if it cannot be, not by this person, or not for so long.
        """
        command = Waive(
            on=on,
            requirement=requirement,
            subject=subject,
            reason=as_text(reason),
            waived_by=waived_by,
            until=until,
            **_about(about),
        )
        return self.do(command)[0]

    def suspend(self, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> AnyEntry:
        """Suspend the programme by hand."""
        return self.do(Suspend(on=on, reason=as_text(reason), **_about(about)))[0]

    def resume(self, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> AnyEntry:
        """Lift a suspension by hand."""
        return self.do(Resume(on=on, reason=as_text(reason), **_about(about)))[0]

    def close(self, *, on: dt.date, outcome: str, reason: Text | str, **about: Unpack[About]) -> AnyEntry:
        """End the programme: `completed` from a final stage, `cancelled` from anywhere."""
        return self.do(
            Close.model_validate({"on": on, "outcome": outcome, "reason": as_text(reason), **_about(about)})
        )[0]

    def migrate(
        self,
        template: Template,
        *,
        on: dt.date,
        reason: Text | str,
        stages: Mapping[str, str] | None = None,
        words: Mapping[str, Mapping[str, str]] | None = None,
        parameters: Mapping[str, ParameterValue] | None = None,
        **about: Unpack[About],
    ) -> AnyEntry:
        """Move to another version of the law; see `migration` for what that changes before you do.

        `stages` says where the programme stands if the other version calls its stage otherwise or parts it, `words`
        what words of its records are called there, `parameters` what it sets anew.

        Raises:
            NotLawful: with everything that stands before the move.
        """
        command = migrate_to(template, on, as_text(reason), stages, words, parameters, **about)
        with self._writing:
            laws = {**self._templates, template.digest: template}
            entries = self._decided(command, laws)
            self._templates = laws
            self.take(entries)
        return entries[0]

    def withdraw(self, entry: int, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> AnyEntry:
        """Say that an entry, by its number, was a mistake: all stands as if it had not been written.

        What rested on it is told by `unsupported`.

        Raises:
            NotLawful: if there is no such entry, or it is a start, a change of the law, or a withdrawal.
        """
        return self.do(Withdraw(on=on, entry=entry, reason=as_text(reason), **_about(about)))[0]

    def adopt(self, template: Template) -> None:
        """Have a version of the law at hand, for a migration to it; it binds nobody until then."""
        self._templates = {**self._templates, template.digest: template}

    def migration(
        self,
        template: Template,
        *,
        on: dt.date | None = None,
        stages: Mapping[str, str] | None = None,
        words: Mapping[str, Mapping[str, str]] | None = None,
        parameters: Mapping[str, ParameterValue] | None = None,
    ) -> Migration:
        """Return what a migration on a day (the horizon when left out) would change; nothing is changed. Linear."""
        state = self._state
        day = on or state.horizon
        command = migrate_to(template, day, Text.of("-"), stages, words, parameters)
        return weigh(self._law(state, day), state, command, template)

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The programme's id."""
        return self._started.programme

    @property
    def region(self) -> str:
        """The region that the programme is carried out in."""
        return self._started.region

    @property
    def template(self) -> Template:
        """The law that is in force."""
        state = self._state
        return self._law(state, state.horizon)

    @property
    def templates(self) -> Mapping[str, Template]:
        """Every law that the programme has been under, by digest."""
        return dict(self._templates)

    @property
    def state(self) -> State:
        """All that is true, as a value."""
        return self._state

    @property
    def entries(self) -> Sequence[AnyEntry]:
        """The ledger, in the order in which it was written."""
        return self._state.entries

    @property
    def snapshot(self) -> View:
        """The programme on the latest day that an entry speaks of."""
        return self._view(self._state)

    @property
    def stage(self) -> str:
        """The stage that is open on that day."""
        return self.snapshot.stage

    def missing(self, *, on: dt.date | None = None, to: str | None = None) -> tuple[Finding, ...]:
        """Return what stands before the next stage (or before `to`), who owes it, and how to remedy it."""
        return self._view(self._state, on).missing(to)

    def as_of(self, day: dt.date) -> View:
        """Return the programme on any day, by all that is known now."""
        return self._view(self._state, day)

    def as_known(self, moment: dt.datetime | dt.date) -> View:
        """Return the programme on a day as it was known at the end of it, or at a moment of it.

        Only the entries count that had been written down until then; linear in them.

        Raises:
            LedgerError: if nothing had been written down by then.
        """
        until = as_moment(moment + ONE_DAY) if _is_day(moment) else as_moment(moment)
        now = self._state
        length = known_by(now, until, inclusive=not _is_day(moment))
        if not length:
            raise LedgerError(Fault(None, message("nothing had been recorded by {moment}", moment=moment)))
        return self._view(State(now.index, length), moment.date() if isinstance(moment, dt.datetime) else moment)

    def warnings(self, command: Command) -> tuple[Finding, ...]:
        """Return what an act is warned or advised of though the law allows it; ask before it is done."""
        state = self._state
        return warnings(self._law(state, command.on), state, command)

    def unsupported(self, on: dt.date | None = None) -> tuple[Finding, ...]:
        """Return the entries that late paperwork has left standing on nothing, with what they rested on."""
        state = self._state
        return unsupported(self._templates.__getitem__, state, on or state.horizon)

    def digest(self, on: dt.date | None = None) -> str:
        """Return the digest of the state on a day: the same wherever the same entries are folded."""
        return self._state.digest(on)

    @property
    def _started(self) -> Started:
        return self._state.started

    def law_on(self, day: dt.date) -> Template:
        """Return the law that is in force on a day."""
        return self._law(self._state, day)

    def _law(self, state: State, day: dt.date) -> Template:
        if len(self._templates) == 1:
            return self._first
        return self._templates.get(state.facts(day).law or "", self._first)

    def _view(self, state: State, day: dt.date | None = None) -> View:
        """Return a day of one state, whoever goes on writing meanwhile (its latest day when left out)."""
        day = day or state.horizon
        return View(self._law(state, day), state, day)


def _again(
    first: Template,
    state: State,
    templates: Mapping[str, Template],
    personal_data: PersonalData,
    now: Clock | None,
    leeway: dt.timedelta,
) -> Programme:
    return Programme(first, state, templates=templates.values(), personal_data=personal_data, now=now, leeway=leeway)


def as_text(text: Text | str) -> Text:
    """Bring a plain string to a text that is the same in both languages."""
    return Text.of(text) if isinstance(text, str) else text


def as_json(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Bring values of fields to the form in which entries keep them."""
    if all(value is None or type(value) in _PLAIN for value in changes.values()):
        return dict(changes)
    found: dict[str, Any] = json.loads(canonical_json(dict(changes)))
    return found


def migrate_to(
    template: Template,
    on: dt.date,
    reason: Text,
    stages: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    parameters: Mapping[str, ParameterValue] | None = None,
    **about: Unpack[About],
) -> Migrate:
    """Return the command that moves a programme to another law."""
    return Migrate(
        on=on,
        template=template.id,
        version=template.version,
        digest=template.digest,
        stages=dict(stages or {}),
        words={name: dict(renamed) for name, renamed in (words or {}).items()},
        parameters=dict(parameters or {}),
        reason=reason,
        **_about(about),
    )


def _is_day(moment: dt.date) -> bool:
    return not isinstance(moment, dt.datetime)


def _law_not_at_hand(entry: Migrated, templates: Iterable[Template]) -> Fault:
    given = ", ".join(f"{one.id} {one.version}" for one in templates)
    return Fault(
        None,
        message(
            "entry {seq} moves to {template} {version} ({digest}); available: {given}",
            seq=entry.seq,
            template=entry.template,
            version=entry.version,
            digest=entry.digest,
            given=given,
        ),
        hint=message("give that version to adopt() first"),
    )


def _text(text: Text | str | None) -> Text | None:
    return None if text is None else as_text(text)


def _about(about: About) -> dict[str, Any]:
    said: dict[str, Any] = {**about}
    if (recorded := about.get("recorded")) is not None:
        said["recorded"] = as_moment(recorded)
    if (note := about.get("note")) is not None:
        said["note"] = as_text(note)
    return said
