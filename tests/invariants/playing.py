"""A world played through the engine's one door, command by command, beside the judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps

from hypothesis import Phase, given, settings

from partnership.acts import AnyEntry, Command, Start
from partnership.errors import Refused
from partnership.findings import Finding, Severity
from partnership.programme import Programme
from partnership.values import plain_day
from tests.judge.smaller import smallest
from tests.judge.worlds import World, worlds

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A world that fails is made smaller by `holds`: hypothesis knows only the number from which it was made."""

Property = Callable[[World], None]


def in_worlds(examples: int | None = None, most: int = 24) -> Callable[[Property], Callable[[], None]]:
    """Ask a test of so many worlds, the same ones each time; or of as many as the profile says, new ones each time."""

    def ask(test: Property) -> Callable[[], None]:
        @wraps(test)
        def asked(world: World) -> None:
            holds(test, world)

        every_day = examples is not None
        how = settings(phases=NO_SHRINKING, derandomize=every_day)
        return (settings(how, max_examples=examples) if examples else how)(given(world=worlds(most))(asked))

    return ask


def holds(test: Property, world: World) -> None:
    """Ask whether something holds in a world; if it does not, say so of the smallest world in which it does not."""
    try:
        test(world)
    except Exception as error:
        small = smallest(world, test)
        try:
            test(small)
        except Exception as again:
            again.add_note(repr(small))
            raise again from None
        raise AssertionError("it fails only now and then") from error


def begun(world: World) -> Programme:
    """The programme of a world, when nothing but its start has happened."""
    start = world.commands[0]
    assert isinstance(start, Start)
    return Programme.start(
        world.template, id=start.programme, region=start.region, on=start.on, parameters=start.parameters
    )


@dataclass(frozen=True)
class Step:
    """One command that was tried: what was written before, what came of it, or why it was refused."""

    command: Command
    before: tuple[AnyEntry, ...]
    programme: Programme
    refusal: Refused | None

    @property
    def after(self) -> tuple[AnyEntry, ...]:
        """What is written afterwards."""
        return tuple(self.programme.entries)

    @property
    def day(self) -> date:
        """The latest day that any entry speaks of."""
        return latest(self.after)


def latest(entries: tuple[AnyEntry, ...]) -> date:
    """The latest day that any entry speaks of."""
    return plain_day(max(entry.date for entry in entries))


def played(world: World) -> Iterator[Step]:
    """Every command of a world, tried in its order."""
    programme = begun(world)
    for command in world.commands[1:]:
        before = tuple(programme.entries)
        refusal = None
        try:
            programme.do(command)
        except Refused as error:
            refusal = error
        yield Step(command, before, programme, refusal)


def finished(world: World) -> Programme:
    """The programme of a world after all that was lawful in it."""
    programme = begun(world)
    for step in played(world):
        programme = step.programme
    return programme


def reasons(findings: tuple[Finding, ...]) -> set[str]:
    """What stood against a command: ids of requirements that block, and codes of the door."""
    return {
        finding.requirement if finding.code == "requirement" and finding.requirement else finding.code
        for finding in findings
        if finding.severity is Severity.BLOCK
    }


def days(programme: Programme) -> Iterator[date]:
    """Every day from the start to a little after the last entry."""
    first, last = programme.entries[0].date, latest(tuple(programme.entries))
    for number in range(first.toordinal(), last.toordinal() + 15):
        yield date.fromordinal(number)
