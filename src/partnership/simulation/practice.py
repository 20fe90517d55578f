"""A practice: how people carry a law out. Tasks that meet its rules, the lines they write, and the life of volunteers.

The law says what must be; a practice says who does what for it. It is written once for a template and serves every
region; what differs between regions are the figures, for which a practice names what they are and what is assumed where
a region says nothing.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from partnership.languages import FULL
from partnership.reading.lines import FilePart, IdList, ShortPhrase
from partnership.simulation.quantities import AmountQuantity, AnyPeriod, PeriodQuantity
from partnership.values import Duration, Id, Tag, Text


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
    """What it is called: `$ID` in a line is all of it that take part."""
    sector: Id | None = None
    """The sector of those in it. Left out: any."""
    role: Id | None = None
    """The role of those in it. Left out: any."""
    of: IdsOrOne = ()
    """Other circles that it is made of, in place of sector and role."""


class PracticeNumber(FilePart):
    """A number that the practice needs: what it is called, and what is assumed where a region does not know it."""

    id: Id
    """What it is called: `$number.ID` in a line, ID in `--set` and under `numbers` of a region."""
    title: Text
    """What it is called by people."""
    type: Literal["amount", "share", "whole"] = "amount"
    """A share is at most 1; as a chance it is that of a month. A whole number is written without a fraction."""
    lever: bool = False
    """Whether it is ours to choose; the others are how the world is."""
    default: AmountQuantity
    """What is assumed where a region says nothing."""


class Work(FilePart):
    """A kind of work: how long it takes once somebody is at it, and who that is."""

    id: Id
    """What it is called, also under `work` of a region."""
    title: Text
    """What it is called by people."""
    by: Id | None = None
    """The workers who do it. Left out: nobody, it is waited for."""
    default: PeriodQuantity
    """How long it takes where a region says nothing."""


class Workers(FilePart):
    """People who can do work, and how many pieces of it they can do side by side."""

    id: Id
    """What they are called: `workers.ID` in `--set`, ID under `workers` of a region."""
    title: Text
    """What the number is called by people."""
    at_once: AmountQuantity
    """How many pieces of work, where a region says nothing."""


class Task(FilePart):
    """Something that is done once (or once for each partner of a circle, or again and again) and written down.

    It is due in the stages before whose end the law asks for what it meets, in those of `stage`, or when what comes
    after it is due.
    """

    id: Id
    """What it is called."""
    title: Text
    """What it is called by people."""
    meets: IdsOrOne = ()
    """The rules that it meets, or helps to meet."""
    stage: IdsOrOne = ()
    """The stages in which it is due, whatever it meets."""
    after: IdsOrOne = ()
    """The tasks that have to be done before, or `approach`: the partners have been won."""
    each: Id | None = None
    """The circle for each partner of which it is done once, `$it`. Left out: it is done once."""
    work: Id
    """The kind of work that it is."""
    again: AnyPeriod | Literal["round"] | None = None
    """When it is due once more: after a period, or in each round of a cycle. Left out: never."""
    needs: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    """How many people there have to be in some states before it can begin."""
    lines: Lines = ()
    """What is written when it is done; `$pick.STATE` is a person of a state whom the task has not picked elsewhere."""
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
    """The scale, by its id in the template."""
    level: Id
    """The level, by its id in the scale."""


class PeopleState(FilePart):
    """A state that a volunteer can be in."""

    id: Id
    """What it is called; `outside`, who has not come yet, and `left` are always there."""
    title: Text
    """What it is called by people."""
    level: LevelOfScale | None = None
    """The level that people in it have reached, where that tells who of a running programme is in it."""


class PeopleMove(FilePart):
    """What can happen to volunteers in a month, in the order of the practice."""

    id: Id
    """What it is called."""
    title: Text
    """What it is called by people."""
    from_: Annotated[IdsOrOne, Field(alias="from")]
    """The states of those who can do it."""
    to: Id | None = None
    """The state that they go on to. Left out: they stay."""
    chance: Id | dict[Id, Id] | None = None
    """The number that is the chance of each in a month; by state where they differ. Either this or `at_most`."""
    at_most: Id | None = None
    """The number that says how many do it in a month, first come first served."""
    times: int | str = 1
    """In how many months it has to happen before they go on: a number, or `$param.ID` of the template's."""
    together: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How many are in a group, `$people`. Left out: all are one."""
    at_least: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many there have to be, or it does not happen."""
    stage: IdsOrOne = ()
    """The stages in which it happens. Left out: all."""
    after: IdsOrOne = ()
    """The tasks that have to be done before."""
    from_start: AnyPeriod | None = None
    """How long after the start it begins to happen."""
    lines: Lines = ()
    """What is written for each group."""
    arrivals: Lines = ()
    """What is written for those who have gone on."""


class PeopleShape(FilePart):
    """The life of volunteers: whose employees they are, how many these are, the states, and what can happen."""

    of: Id
    """The circle of partners whose employees they are."""
    employees: Id
    """The number of employees of a partner that does not say it itself."""
    states: Annotated[tuple[PeopleState, ...], BeforeValidator(tupled)]
    """The states that they can be in."""
    moves: Annotated[tuple[PeopleMove, ...], BeforeValidator(tupled)]
    """What can happen to them in a month."""


class PracticeMeasure(FilePart):
    """A figure of what is reached: people in some states, times a number, at most another, from a stage on."""

    id: Id
    """What it is called, as in `study.at_end(ID)`."""
    title: Text
    """What it is called by people."""
    of: IdsOrOne
    """The states of the people who are counted."""
    each: Id | None = None
    """The number that they are multiplied by. Left out: 1."""
    at_most: Id | None = None
    """The number that it never passes."""
    stage: Id | None = None
    """The stage before which it is 0."""


class Hazard(FilePart):
    """What can go wrong, with a chance a month: it takes a kind of work to deal with it."""

    id: Id
    """What it is called."""
    title: Text
    """What it is called by people."""
    chance: Id
    """The number, a share, that is its chance in a month."""
    stops: Id | None = None
    """The workers who begin nothing meanwhile. Left out: one of those who do the work deals with it before anything
    else."""
    work: Id
    """The kind of work that it takes to deal with it."""
    stage: IdsOrOne = ()
    """The stages in which it happens. Left out: all."""
    lines: Lines = ()
    """What is written when it happens, `$n` for the how-many-th time."""
    answer: Lines = ()
    """What is written when it has been dealt with."""


class PracticeShape(FilePart):
    """A practice, as its file has it."""

    format: Literal[1]
    """Always 1."""
    practice: Id
    """What it is called by programs."""
    template: ShortPhrase
    """The template that it is for: the name of one that comes with the library, the id of your own, or its path."""
    title: Text
    """What it is called by people."""
    languages: Annotated[tuple[Tag, ...], BeforeValidator(tupled), Field(min_length=1)] = FULL
    """In which languages it says its texts; a text that lacks one is told. Left out: English and Russian."""
    circles: Annotated[tuple[PartnerCircle, ...], BeforeValidator(tupled)] = ()
    """Partners that are named together."""
    numbers: Annotated[tuple[PracticeNumber, ...], BeforeValidator(tupled)] = ()
    """The numbers that it needs."""
    workers: Annotated[tuple[Workers, ...], BeforeValidator(tupled)] = ()
    """The people who can do work."""
    work: Annotated[tuple[Work, ...], BeforeValidator(tupled)] = ()
    """The kinds of work."""
    way: IdList = ()
    """The stages in the order in which they are gone through, where a stage has several that may follow. As long as the
    one that is wanted is not open, one that stands before it here is gone through once more."""
    joining: Lines = ()
    """What is written when a partner has agreed to take part."""
    approach: Id | None = None
    """The kind of work that it is to win a partner. Left out: all are asked on the first day."""
    leaving: Lines = ()
    """What is written when a partner leaves."""
    tasks: Annotated[tuple[Task, ...], BeforeValidator(tupled)] = ()
    """What is done, in the order in which it is begun where there are not hands for all."""
    people: PeopleShape | None = None
    """The life of volunteers. Left out: people are not counted."""
    measures: Annotated[tuple[PracticeMeasure, ...], BeforeValidator(tupled)] = ()
    """What is reached, in figures."""
    hazards: Annotated[tuple[Hazard, ...], BeforeValidator(tupled)] = ()
    """What can go wrong."""
