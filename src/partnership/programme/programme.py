"""A programme: the one object that changes, a comfortable hold on a law, a state, and the door between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import RLock
from typing import Any, TypeVar

from typing_extensions import Unpack, override

from partnership.acts import About, Acts, AnyEntry, Command, Migrate, Migrated, Start, Suspended
from partnership.decisions import NO_LEEWAY, Migration, decide, gates_asked, unsupported, warnings, weigh
from partnership.errors import Fault, LedgerError
from partnership.evaluation import Gates, View
from partnership.findings import Finding
from partnership.index import State, evolve
from partnership.messages import message
from partnership.programme.history import check_history, fold_entries, known_by
from partnership.programme.personal_data import PersonalData
from partnership.template import Template
from partnership.values import ONE_DAY, ParameterValue, Text, as_moment, plain_day, uncollected

_T = TypeVar("_T")

Clock = Callable[[], dt.datetime | dt.date]
"""Says what time it is: a moment with its offset, or a day that counts as a whole."""


class Programme(Acts):
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
        programme.do(Start.said(on, about, programme=id, region=region, title=title, parameters=dict(parameters or {})))
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
            state = fold_entries(history, file)
        first = next(one for one in templates if one.digest == state.started.digest)
        return cls(first, state, templates=templates, personal_data=personal_data, now=now, leeway=leeway)

    # --- changing ----------------------------------------------------------------------------------------------------

    def propose(self, command: Command, *, suspended: Suspended | None = None) -> tuple[AnyEntry, ...]:
        """Return the entries that a command would become, to be stored and then taken; nothing is changed.

        Whoever wants to know what it would become if the programme were `suspended` by hand, says by which suspension.

        Raises:
            Refused: with every reason.
        """
        return self._decided(command, self._templates, suspended)

    def _decided(
        self, command: Command, laws: Mapping[str, Template], suspended: Suspended | None = None
    ) -> tuple[AnyEntry, ...]:
        state = self._state
        law, now = self._law(state, command.on), None if self.now is None else self.now()
        return decide(law, state, command, laws=laws, now=now, leeway=self.leeway, suspended=suspended)

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

    @override
    def do(self, command: Command) -> tuple[AnyEntry, ...]:
        """Put a command before the door and take in what it becomes.

        Raises:
            Refused: with every reason; nothing has changed.
        """
        with self._writing:
            entries = self._decided(command, self._templates)
            for entry in entries:
                self._state = evolve(self._state, entry)
        return entries

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
        command = Migrate.of(template, on=on, reason=reason, stages=stages, words=words, parameters=parameters, **about)
        with self._writing:
            laws = {**self._templates, template.digest: template}
            entries = self._decided(command, laws)
            self._templates = laws
            self.take(entries)
        return entries[0]

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
        command = Migrate.of(template, on=day, reason="-", stages=stages, words=words, parameters=parameters)
        return weigh(self._law(state, day), state, command, template)

    def clear_caches(self) -> None:
        """Let go of what is kept up with every entry so that answers are at hand; no answer depends on it.

        Whoever goes on writing and will ask about other things (in another stage) writes faster from then on. The next
        question about a rule gathers anew what that needs: it is linear in the records.
        """
        index = self._state.index
        with index.writing:
            index.followers.clear()

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The programme's id."""
        return self._state.started.programme

    @property
    def region(self) -> str:
        """The region that the programme is carried out in."""
        return self._state.started.region

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

    def ask(self, day: dt.date, question: Callable[[Gates], _T]) -> _T:
        """Put a question about the requirements of the law on a day, by all that is known now.

        The answers are those of `as_of`. They are kept as whoever writes keeps them: asked day after day of a programme
        that goes on, the question costs what has changed since. What is given to it is not to be kept.
        """
        state = self._state
        return gates_asked(self._law(state, day), state, day, question)

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

    def law_on(self, day: dt.date) -> Template:
        """Return the law that is in force on a day."""
        return self._law(self._state, day)

    def _law(self, state: State, day: dt.date) -> Template:
        if len(self._templates) == 1:
            return self._first
        return self._templates.get(state.facts(day).law or "", self._first)

    def _view(self, state: State, day: dt.date | None = None) -> View:
        """Return a day of one state, whoever goes on writing meanwhile (its latest day when left out)."""
        day = plain_day(day or state.horizon)
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
