"""A practice: how people carry a law out. Tasks that meet its rules, the lines they write, and the life of volunteers.

The law says what must be; a practice says who does what for it. It is written once for a template and serves every
region; what differs between regions are the figures, for which a practice names what they are and what is assumed where
a region says nothing.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from partnership.reading.lines import FilePart, IdList, ShortPhrase
from partnership.simulation.quantities import AmountQuantity, AnyPeriod, PeriodQuantity
from partnership.values import Duration, Id, Text


def tupled(value: Any) -> Any:
    """Bring a list of a file to the form that our models have."""
    return tuple(value) if isinstance(value, list) else value


def _as_ids(value: Any) -> Any:
    return (value,) if isinstance(value, str) else tupled(value)


IdsOrOne = Annotated[tuple[Id, ...], BeforeValidator(_as_ids)]
Lines = Annotated[tuple[dict[str, Any], ...], BeforeValidator(tupled)]
"""Lines of a programme file without a date. `$word` stands for what is known when the line is written; `each: circle`
beside an act writes it once for every partner there, `$it`, and `each: people` once for every person of the group."""

OUTSIDE = "outside"
"""The state of employees who have not come yet."""

LEFT = "left"
"""The state of those who have left; nobody comes back from it."""


class PartnerCircle(FilePart):
    """Partners that are named together: those of a sector, of a role, of both, or of other circles."""

    id: Id
    sector: Id | None = None
    role: Id | None = None
    of: IdsOrOne = ()


class PracticeNumber(FilePart):
    """A number that the practice needs: what it is called, and what is assumed where a region does not know it.

    A `lever` is ours to choose; the others are how the world is. A `share` is at most 1; as a chance it is that of a
    month. A `whole` number is written without a fraction.
    """

    id: Id
    title: Text
    type: Literal["amount", "share", "whole"] = "amount"
    lever: bool = False
    default: AmountQuantity


class Work(FilePart):
    """A kind of work: how long it takes once somebody is at it, and who that is; what is waited for is by nobody."""

    id: Id
    title: Text
    by: Id | None = None
    default: PeriodQuantity


class Workers(FilePart):
    """People who can do work, and how many pieces of it they can do side by side."""

    id: Id
    title: Text
    at_once: AmountQuantity


class Task(FilePart):
    """Something that is done once (or once for each partner of a circle, or again and again) and written down.

    It is due in the stages before whose end the law asks for what it `meets`, in those of `stage`, or when what comes
    `after` it is due. `again` is the time after which it is due once more, or `round`: in each round of a cycle.
    """

    id: Id
    title: Text
    meets: IdsOrOne = ()
    stage: IdsOrOne = ()
    after: IdsOrOne = ()
    each: Id | None = None
    work: Id
    again: AnyPeriod | Literal["round"] | None = None
    needs: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    """How many people there have to be in some states before it can begin."""
    lines: Lines = ()
    """`$pick.state` is a person of a state whom the task has not picked elsewhere: what is written down is theirs."""
    lost: Lines = ()
    """What is written when the person who was picked, or the partner for whom it was done, has left: what was theirs
    ends. The task is due again then."""

    @property
    def every(self) -> Duration | None:
        """The time after which it is due once more, whatever round it is."""
        return None if self.again == "round" else self.again


class LevelOfScale(FilePart):
    """A level of one of the law's scales."""

    scale: Id
    level: Id


class PeopleState(FilePart):
    """A state that a volunteer can be in; `level` is the level of a scale that people in it have reached, where that
    tells who of a running programme is in it.
    """

    id: Id
    title: Text
    level: LevelOfScale | None = None


class PeopleMove(FilePart):
    """What can happen to volunteers in a month, in the order of the practice: those in `from` who do it go on to `to`.

    Each does it with the `chance` of a month (of a share, by its name; for each state its own where they differ), or
    as many as `at_most` says, first come first served. With `times` it takes so many months in which it happened. It
    happens in the stages of `stage`, once the tasks of `after` are done, and not before `from_start` after the start.
    In a line, `$people` are those of a group of `together`, of whom there are at least `at_least`; `lines` are written
    for each group, `arrivals` for those who have gone on.
    """

    id: Id
    title: Text
    from_: Annotated[IdsOrOne, Field(alias="from")]
    to: Id | None = None
    chance: Id | dict[Id, Id] | None = None
    at_most: Id | None = None
    times: int | str = 1
    together: Annotated[int, Field(ge=1, le=1000)] | None = None
    at_least: Annotated[int, Field(ge=1, le=1000)] = 1
    stage: IdsOrOne = ()
    after: IdsOrOne = ()
    from_start: AnyPeriod | None = None
    lines: Lines = ()
    arrivals: Lines = ()


class PeopleShape(FilePart):
    """The life of volunteers: whose employees they are, how many these are, the states, and what can happen."""

    of: Id
    """The circle of partners whose employees they are."""
    employees: Id
    """The number of employees of a partner that does not say it itself."""
    states: Annotated[tuple[PeopleState, ...], BeforeValidator(tupled)]
    moves: Annotated[tuple[PeopleMove, ...], BeforeValidator(tupled)]


class PracticeMeasure(FilePart):
    """A figure of what is reached: people in some states, times a number, at most another, from a stage on."""

    id: Id
    title: Text
    of: IdsOrOne
    each: Id | None = None
    at_most: Id | None = None
    stage: Id | None = None


class Hazard(FilePart):
    """What can go wrong, with a chance a month: it takes a kind of work to deal with it.

    Meanwhile those of `stops` begin nothing; where it stops nobody, one of those who do the work is at it, before
    anything else. It happens in the stages of `stage`. `lines` are written when it happens, `$n` for the how-many-th
    time, and `answer` when it has been dealt with: an incident that is open, and how it was resolved.
    """

    id: Id
    title: Text
    chance: Id
    stops: Id | None = None
    work: Id
    stage: IdsOrOne = ()
    lines: Lines = ()
    answer: Lines = ()


class PracticeShape(FilePart):
    """A practice, as its file has it."""

    format: Literal[1]
    practice: Id
    template: ShortPhrase
    title: Text
    circles: Annotated[tuple[PartnerCircle, ...], BeforeValidator(tupled)] = ()
    numbers: Annotated[tuple[PracticeNumber, ...], BeforeValidator(tupled)] = ()
    workers: Annotated[tuple[Workers, ...], BeforeValidator(tupled)] = ()
    work: Annotated[tuple[Work, ...], BeforeValidator(tupled)] = ()
    way: IdList = ()
    """The stages in the order in which they are gone through, where a stage has several that may follow. As long as the
    one that is wanted is not open, one that stands before it here is gone through once more."""
    joining: Lines = ()
    """What is written when a partner has agreed to take part."""
    approach: Id | None = None
    """The kind of work that it is to win a partner."""
    leaving: Lines = ()
    """What is written when a partner leaves."""
    tasks: Annotated[tuple[Task, ...], BeforeValidator(tupled)] = ()
    people: PeopleShape | None = None
    measures: Annotated[tuple[PracticeMeasure, ...], BeforeValidator(tupled)] = ()
    hazards: Annotated[tuple[Hazard, ...], BeforeValidator(tupled)] = ()
