"""A region: who lives and works there, what is known of it, and how sure that is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from partnership.reading.lines import FilePart, ParameterTable, ShortPhrase
from partnership.simulation.practice import tupled
from partnership.simulation.quantities import AmountQuantity, AnyPeriod, PeriodQuantity, ShareQuantity
from partnership.values import Day, Id, Text


class Candidate(FilePart):
    """A partner that may take part, or several that are alike.

    `agrees` is the chance that it does, `leaves` the chance that it leaves in a month. `fields` are what its record
    says beside id, name, sector and role.
    """

    id: Id
    name: Text
    sector: Id
    role: Id | None = None
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    agrees: ShareQuantity | None = None
    leaves: ShareQuantity | None = None
    employees: AmountQuantity | None = None
    fields: dict[Id, Any] = Field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all that it stands for."""
        return (self.id,) if self.count == 1 else tuple(f"{self.id}-{number}" for number in range(1, self.count + 1))


StepLength = Literal["P1D", "P7D", "P14D", "P1M"]


class Funding(FilePart):
    """Until when there is money, and the chance that the programme goes on without it."""

    ends: Day
    goes_on: ShareQuantity


class LawChange(FilePart):
    """Another version of the law: its file, and the day from which it holds or the chance that it comes in a year.

    `stages` and `words` say where a programme then stands and what its words are called, where that is not as before;
    `parameters` what is set anew.
    """

    id: Id
    title: Text
    template: ShortPhrase
    on: Day | None = None
    chance: ShareQuantity | None = None
    stages: dict[Id, Id] = Field(default_factory=dict)
    words: dict[Id, dict[Id, Id]] = Field(default_factory=dict)
    parameters: ParameterTable = Field(default_factory=dict)


class RegionShape(FilePart):
    """A region, as its file has it."""

    format: Literal[1]
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    id: Id
    title: Text
    synthetic: bool = False
    note: Text | None = None
    template: ShortPhrase
    practice: ShortPhrase | None = None
    start: Day
    horizon: AnyPeriod
    step: StepLength = "P7D"
    parameters: ParameterTable = Field(default_factory=dict)
    partners: Annotated[tuple[Candidate, ...], BeforeValidator(tupled)] = ()
    numbers: dict[Id, AmountQuantity] = Field(default_factory=dict)
    workers: dict[Id, AmountQuantity] = Field(default_factory=dict)
    work: dict[Id, PeriodQuantity] = Field(default_factory=dict)
    funding: Funding | None = None
    laws: Annotated[tuple[LawChange, ...], BeforeValidator(tupled)] = ()
