"""When and then: one act more, and what is expected of it and of how the programme stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Self

from partnership.acts import AnyEntry, Command, Migrate
from partnership.errors import Refused
from partnership.evaluation import View
from partnership.findings import Code, Finding, Severity, Status
from partnership.index import State
from partnership.programme import Programme
from partnership.template import Template
from partnership.testing.builders import StoryItem, UnlawfulGiven, commands_of
from partnership.testing.matching import Expected, WantedFinding, differences, rules
from partnership.testing.phrases import act, happening, spelt_out
from partnership.values import ParameterValue, as_moment


class Scene:
    """A programme as far as it has been told. Nothing is changed by what is asked of it: `when` gives another one."""

    def __init__(
        self, law: Template, state: State, *, day: dt.date = dt.date.min, laws: tuple[Template, ...] = ()
    ) -> None:
        self._law = law
        self._state = state
        self._laws = laws
        self.day = day
        """The day of the last act: what is expected of how the programme stands is asked of this day."""

    @property
    def programme(self) -> Programme:
        """The programme, to be looked into; what is done to it does not reach the story."""
        return Programme(self._law, self._state, templates=self._laws)

    def and_given(self, *items: StoryItem) -> Scene:
        """Go on with what is given.

        Raises:
            UnlawfulGiven: if the law turns any of it away.
        """
        from partnership.testing.given import tell_given

        return tell_given(self, items)

    def when(self, item: StoryItem, *, on: dt.date | None = None, recorded: dt.date | None = None) -> ActOutcome:
        """Ask one thing: a record (on a day, else on the day of the last act), a command, or an entry's.

        Raises:
            UnlawfulGiven: if it is not one act, or has a day of its own that is not `on`.
        """
        asked = list(commands_of(item, on or self.day))
        if len(asked) != 1:
            raise UnlawfulGiven(f"a `when` asks one thing, not {len(asked)}; what comes before it is `given`")
        command = asked[0]
        if on is not None and command.on != on:
            raise UnlawfulGiven(f"{act(command)} has its own day, and is asked for {on}")
        if recorded is not None:
            command = command.model_copy(update={"recorded": as_moment(recorded)})
        programme = self.programme
        warned = programme.warnings(command)
        entries, refusal = tried(programme, command)
        return ActOutcome(self, programme, command, entries, refusal, warned)

    # --- how the programme stands ------------------------------------------------------------------------------------

    def then_stage(self, stage: str, *, on: dt.date | None = None) -> Self:
        """Expect a stage to be open."""
        __tracebackhide__ = True
        found = self._at(on).stage
        if found != stage:
            raise AssertionError(f"expected stage {stage} on {on or self.day}, found {found}")
        return self

    def then_missing(
        self,
        *requirements: str,
        on: dt.date | None = None,
        to: str | None = None,
        owed_by: str | None = None,
        lacking: Sequence[str] = (),
        status: Status | None = None,
    ) -> Self:
        """Expect each of these (without any: something) to be missing before the next stage, or before `to`.

        `status` tells what nobody knows (`Status.UNKNOWN`) from what is known to be lacking.
        """
        __tracebackhide__ = True
        found = self._at(on).missing(to)
        wanted = WantedFinding(requirements, owed_by, None, tuple(lacking), status)
        unmet = tuple(wanted.unmet(found))
        if unmet:
            raise AssertionError(
                f"expected to be missing on {on or self.day}: {', '.join(unmet)}; found:\n"
                + spelt_out(_shown(found, requirements), "nothing is missing")
            )
        return self

    def then_not_missing(self, *requirements: str, on: dt.date | None = None, to: str | None = None) -> Self:
        """Expect none of these to be missing; without any: nothing that blocks."""
        __tracebackhide__ = True
        found = tuple(
            finding
            for finding in self._at(on).missing(to)
            if (finding.requirement in requirements if requirements else finding.severity is Severity.BLOCK)
        )
        if found:
            what = ", ".join(requirements) or "nothing that blocks"
            raise AssertionError(
                f"expected {'not to be' if requirements else 'to be'} missing on {on or self.day}: {what}; found:\n"
                + spelt_out(found, "")
            )
        return self

    def then_suspended(
        self, *, since: dt.date | None = None, by: str | Sequence[str] | None = None, on: dt.date | None = None
    ) -> Self:
        """Expect the programme to be suspended, from a day on, by requirements that must hold and do not."""
        __tracebackhide__ = True
        day = on or self.day
        suspension = self._at(on).suspension
        if suspension is None:
            raise AssertionError(f"expected the programme to be suspended on {day}; it is not")
        if since is not None and suspension.since != since:
            raise AssertionError(f"expected the suspension to count from {since}; it counts from {suspension.since}")
        absent = [requirement for requirement in rules(by) if requirement not in suspension.unmet]
        if absent:
            found = ", ".join(suspension.unmet) or "people, by hand"
            raise AssertionError(f"expected the suspension on {day} to be by {', '.join(absent)}; it is by {found}")
        return self

    def then_running(self, *, on: dt.date | None = None) -> Self:
        """Expect the programme not to be suspended."""
        __tracebackhide__ = True
        suspension = self._at(on).suspension
        if suspension is not None:
            found = ", ".join(suspension.unmet) or "people, by hand"
            raise AssertionError(
                f"expected no suspension on {on or self.day}; it is suspended since {suspension.since} by {found}"
            )
        return self

    def then_unsupported(self, *ids: str, by: str | Sequence[str] | None = None, on: dt.date | None = None) -> Self:
        """Expect entries that record or change these to stand on nothing, by what is known now."""
        __tracebackhide__ = True
        found = self._unsupported(on)
        unmet = [*WantedFinding(rules(by)).unmet(found)]
        unmet += [id_ for id_ in ids if id_ not in {self._about(finding) for finding in found}]
        if unmet:
            raise AssertionError(
                f"expected to be unsupported on {on or self.day}: {', '.join(unmet)}; found:\n"
                + spelt_out(found, "every entry is supported")
            )
        return self

    def then_supported(self, *, on: dt.date | None = None) -> Self:
        """Expect every entry to stand on what is known now."""
        __tracebackhide__ = True
        found = self._unsupported(on)
        if found:
            raise AssertionError(
                f"expected every entry to be supported on {on or self.day}; found:\n{spelt_out(found, '')}"
            )
        return self

    def then_migration(
        self,
        template: Template,
        *,
        adds: Sequence[str] = (),
        on: dt.date | None = None,
        stages: Mapping[str, str] | None = None,
        words: Mapping[str, Mapping[str, str]] | None = None,
        parameters: Mapping[str, ParameterValue] | None = None,
    ) -> Self:
        """Expect a migration to a version of the law to leave these lacking that are not lacking now, and no others."""
        __tracebackhide__ = True
        day = on or self.day
        migration = self.programme.migration(template, on=day, stages=stages, words=words, parameters=parameters)
        found = migration.owed
        if {finding.requirement for finding in found} != set(adds):
            raise AssertionError(
                f"expected a migration to {template.id} {template.version} to leave lacking: "
                f"{', '.join(adds) or 'nothing new'}; found:\n{spelt_out(found, 'nothing new')}"
            )
        return self

    def _at(self, on: dt.date | None) -> View:
        return self.programme.as_of(on or self.day)

    def _unsupported(self, on: dt.date | None) -> tuple[Finding, ...]:
        return self.programme.unsupported(on or self.day)

    def _about(self, finding: Finding) -> str | None:
        if finding.entry is None:
            return None
        entry: Any = self._state.entries[finding.entry - 1]
        record = getattr(entry, "record", None)
        found: str | None = getattr(entry, "id", None) if record is None else record.id
        return found


class ActOutcome(Scene):
    """What became of one act. The programme is as it was if the act was refused, and goes on from it if not."""

    def __init__(
        self,
        before: Scene,
        programme: Programme,
        command: Command,
        entries: tuple[AnyEntry, ...],
        refusal: Refused | None,
        warned: tuple[Finding, ...],
    ) -> None:
        super().__init__(programme.template, programme.state, day=command.on, laws=tuple(programme.templates.values()))
        self.before = before
        self.command = command
        self.entries = entries
        self.refusal = refusal
        self.warned = warned

    def then(self, *expected: Expected) -> Self:
        """Expect the act to be accepted and to become these entries."""
        __tracebackhide__ = True
        self.then_accepted()
        lines = tuple(differences(expected, self.entries))
        if lines:
            found = "\n".join(f"  {happening(entry)}" for entry in self.entries) or "  nothing"
            raise AssertionError("\n".join([f"{act(self.command)} became something else:", *lines, "found:", found]))
        return self

    def then_accepted(self, *, warned_by: str | Sequence[str] | None = None) -> Self:
        """Expect the act to be accepted; `warned_by`: with these rules unmet that only warn or advise."""
        __tracebackhide__ = True
        if self.refusal is not None:
            raise AssertionError(
                f"expected to be accepted: {act(self.command)}; it was refused:\n"
                + spelt_out(self.refusal.findings, "without a reason")
            )
        unmet = tuple(WantedFinding(rules(warned_by)).unmet(self.warned)) if warned_by is not None else ()
        if unmet:
            raise AssertionError(
                f"expected {act(self.command)} to be warned of {', '.join(unmet)}; found:\n"
                + spelt_out(self.warned, "no warning")
            )
        return self

    def then_refused(
        self,
        *,
        by: str | Sequence[str] | None = None,
        owed_by: str | None = None,
        code: Code | None = None,
        lacking: Sequence[str] = (),
        alone: bool = False,
    ) -> Self:
        """Expect the act to be refused: by these rules, which block; owed by somebody; with these lacking something.

        `alone` expects that nothing else stands in the way: the story then tells of this rule (or, where no rule is
        named, of reasons of this code) and of no other.
        """
        __tracebackhide__ = True
        wanted = WantedFinding(rules(by), owed_by, code, tuple(lacking))
        if self.refusal is None:
            words = wanted.words()
            raise AssertionError(
                f"expected to be refused{f' ({words})' if words else ''}: {act(self.command)}; it was accepted"
            )
        findings = self.refusal.findings
        blocking = [finding for finding in findings if finding.severity is Severity.BLOCK]
        unmet = tuple(wanted.unmet(blocking))
        if unmet:
            raise AssertionError(
                f"{act(self.command)} was refused, but not as expected; not among its reasons: {', '.join(unmet)}; "
                f"found:\n{spelt_out(findings, 'no reason')}"
            )
        named = wanted.by or ((code,) if code is not None else ())
        others = [one for one in blocking if one.requirement not in named and one.code not in named] if alone else []
        if others:
            raise AssertionError(
                f"expected nothing but {', '.join(named)} to stand before: {act(self.command)}; found also:\n"
                + spelt_out(others, "")
            )
        return self


def tried(programme: Programme, command: Command) -> tuple[tuple[AnyEntry, ...], Refused | None]:
    """Put a command before the door; return the entries, or the refusal.

    Raises:
        UnlawfulGiven: for a migration to a law that the story does not have.
    """
    if isinstance(command, Migrate) and command.digest not in programme.templates:
        raise UnlawfulGiven(
            f"{act(command)}: the story does not have this version; hand it to given(..., laws=[template])"
        )
    try:
        return programme.do(command), None
    except Refused as refusal:
        return (), refusal


def _shown(findings: Sequence[Finding], requirements: Sequence[str]) -> Sequence[Finding]:
    """Leave only what was asked for where any of it is there: the whole bill is long."""
    asked = [finding for finding in findings if finding.requirement in requirements]
    return asked or findings
