"""A region: who lives and works there, what is known of it, and how sure that is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from partnership.languages import FULL
from partnership.messages import Sayable, message
from partnership.reading.lines import FilePart, ParameterTable, ShortPhrase
from partnership.simulation.practice import tupled
from partnership.simulation.quantities import AmountQuantity, AnyPeriod, PeriodQuantity, ShareQuantity
from partnership.values import Day, Id, Tag, Text


class Candidate(FilePart):
    """A partner that may take part, or several that are alike."""

    id: Id
    """What it is called in the ledger, and in `--leave`; of several alike `ID-1`, `ID-2` and so on."""
    name: Text
    """The organisation's name."""
    sector: Id
    """Its sector, one of the template's."""
    role: Id | None = None
    """Its role, one of the template's; circles of the practice are made by sector and role. It is needed where those of
    its sector are told apart by it."""
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many there are of its kind."""
    agrees: ShareQuantity | None = None
    """The chance that it takes part, once it is asked. Left out: it does."""
    leaves: ShareQuantity | None = None
    """The chance that it leaves in a month. Left out: it never does, unless `--leave` says so."""
    employees: AmountQuantity | None = None
    """How many people work there. Left out: as many as the number of the practice says that stands under `employees`
    of its `people`. Where it is uncertain it is drawn once for each run, for all partners that are alike."""
    fields: dict[Id, Any] = Field(default_factory=dict)
    """What the practice writes about it beside name, sector and role, as `$candidate.fields.NAME`."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all that it stands for."""
        return (self.id,) if self.count == 1 else tuple(f"{self.id}-{number}" for number in range(1, self.count + 1))


StepLength = Literal["P1D", "P7D", "P14D", "P1M"]


class Funding(FilePart):
    """Until when there is money, and the chance that the programme goes on without it."""

    ends: Day
    """The day on which the money ends."""
    goes_on: ShareQuantity
    """The chance that the programme goes on without it; else it is cancelled on that day."""


class LawChange(FilePart):
    """Another version of the law, which comes on a day or with a chance."""

    id: Id
    """What it is called here."""
    title: Text
    """Why the programme goes over to it, as its ledger says."""
    template: ShortPhrase
    """The version: the name of a template that comes with the library, or the path of a file beside this one."""
    on: Day | None = None
    """The day from which it holds; either this or `chance`."""
    chance: ShareQuantity | None = None
    """The chance that it comes in a year."""
    stages: dict[Id, Id] = Field(default_factory=dict)
    """In which stage a programme then stands, by the stage before, where that is another one."""
    words: dict[Id, dict[Id, Id]] = Field(default_factory=dict)
    """What words of its lists are called then, by list and by the word before, where that is another one."""
    parameters: ParameterTable = Field(default_factory=dict)
    """Parameters of the template that are set anew."""


def marked_title(shape: RegionShape) -> Sayable:
    """Return what a region is called where it is told of alone: of one that is invented it is said."""
    return message("{region} (invented region)", region=shape.title) if shape.synthetic else shape.title


class RegionShape(FilePart):
    """A region, as its file has it."""

    format: Literal[1]
    """Always 1."""
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    """The code of the country, or of a part of it (ISO 3166), as RU-KLU: which rules hold there."""
    id: Id
    """What the region is called by programs."""
    title: Text
    """What it is called by people."""
    languages: Annotated[tuple[Tag, ...], BeforeValidator(tupled), Field(min_length=1)] = FULL
    """In which languages it says its texts; a text that lacks one is told. Left out: English and Russian."""
    synthetic: bool = False
    """Whether it is invented, which is said wherever it is told of."""
    note: Text | None = None
    """A remark for readers."""
    template: ShortPhrase
    """The template that it is for: the name of one that comes with the library, the id of your own, or the path of its
    file beside this one."""
    practice: ShortPhrase | None = None
    """The practice: the name of one that comes with the library, or the path of a file beside this one. Left out: the
    one that is called as the template."""
    start: Day
    """The first day that is simulated; a forecast begins on a day of its own."""
    horizon: AnyPeriod
    """How far ahead it is simulated."""
    step: StepLength = "P7D"
    """How much time passes from step to step; nothing is quicker than one."""
    parameters: ParameterTable = Field(default_factory=dict)
    """Parameters of the template, periods among them. Left out: the template's own values; in a forecast those of the
    programme."""
    partners: Annotated[tuple[Candidate, ...], BeforeValidator(tupled)] = ()
    """Who may take part; in a forecast also who takes part already."""
    numbers: dict[Id, AmountQuantity] = Field(default_factory=dict)
    """Numbers that the practice names. Left out: what it assumes."""
    workers: dict[Id, AmountQuantity] = Field(default_factory=dict)
    """How many pieces of work people can do side by side, by the workers of the practice. Left out: what it assumes."""
    work: dict[Id, PeriodQuantity] = Field(default_factory=dict)
    """How long work takes, by the work of the practice. Left out: what it assumes."""
    funding: Funding | None = None
    """When the money ends. Left out: it does not."""
    laws: Annotated[tuple[LawChange, ...], BeforeValidator(tupled)] = ()
    """Other versions of the template that come meanwhile."""
