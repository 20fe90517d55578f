"""A template as one frozen value: the law that a programme is kept under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override

from partnership.messages import Noun
from partnership.template import core
from partnership.template.phrasing.nouns import noun_of
from partnership.template.requirement import Act, GuardRule, Requirement
from partnership.template.structure import ListItem, Parameter, Register, Scale
from partnership.template.titles import Titles
from partnership.template.tree import Source
from partnership.values import AsItIs, Duration, Text


@dataclass(frozen=True, slots=True)
class Anchor:
    """Rows of a register that name members of a roster in one of their fields."""

    source: str
    field: tuple[str, ...]
    where: tuple[core.Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """A circle whose members stay in it until they are released, whatever happens to their records (invariant 3).

    Its elements are the ids ever named by `anchored` rows, less those ever named by `released_by` rows, whose record
    (the latest version of kind `of`, ended or not) passes `where`.
    """

    id: str
    title: Text
    of: str
    anchored: Anchor
    released_by: Anchor | None
    where: tuple[core.Test, ...]


@dataclass(frozen=True, slots=True)
class Stage(AsItIs):
    """A stage with its gates. `next` and `back` are as the author wrote them; ask the template for the ways that are
    open.
    """

    id: str
    title: Text
    next: tuple[str, ...] | None
    back: tuple[str, ...]
    final: bool
    stages: tuple[Stage, ...]
    entry: tuple[Requirement, ...]
    exit: tuple[Requirement, ...]
    invariant: tuple[Requirement, ...]
    cadence: tuple[Requirement, ...]
    deck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiving:
    """Who may set aside a requirement that does not say it itself, and for how long at most."""

    by: tuple[str, ...] = ()
    at_most: Duration | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Template(AsItIs):
    """What a kind of programme is: its lists, stages, gates, guards, scales and parameters.

    Two templates are equal if their content is, wherever it stands in which file.

    `lists` holds every list by its name and every item by its id; `requirements` all requirements of all gates, guards
    and scales by id; `outlast_partner` the registers whose rows go on when the partner that they rest on has left;
    `digest` is a fingerprint of the content, which a ledger cites (invariant 7). A name that such a mapping does not
    have is an `UnknownName`, which proposes the nearest.
    """

    id: str
    version: str
    title: Text
    parameters: Mapping[str, Parameter]
    lists: Mapping[str, Mapping[str, ListItem]]
    scales: Mapping[str, Scale]
    registers: Mapping[str, Register]
    rosters: Mapping[str, Roster]
    stages: tuple[Stage, ...]
    guards: tuple[GuardRule, ...]
    while_suspended: tuple[Act, ...]
    moves_while_suspended: frozenset[str]
    outlast_partner: frozenset[str]
    requirements: Mapping[str, Requirement]
    waivers: Waiving
    digest: str
    extends: str | None
    overlays: tuple[str, ...]
    deck: tuple[str, ...]
    source: Source = field(repr=False)
    titles: Titles = field(repr=False)
    _stages: Mapping[str, Stage] = field(repr=False)
    _paths: Mapping[str, tuple[Stage, ...]] = field(repr=False)
    _next: Mapping[str, tuple[str, ...]] = field(repr=False)
    _back: Mapping[str, tuple[str, ...]] = field(repr=False)
    _cycles: Mapping[str, tuple[str, ...]] = field(repr=False)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Template) and (self.digest, self.overlays) == (other.digest, other.overlays)

    @override
    def __hash__(self) -> int:
        return hash((self.digest, self.overlays))

    @override
    def __repr__(self) -> str:
        return f"Template({self.id!r}, {self.version!r})"

    def noun(self, kind: str) -> Noun:
        """What records of a kind are called, or rows of a register of the template's own."""
        return noun_of(kind, self.titles)

    def stage(self, stage: str) -> Stage:
        """One stage by its id.

        Raises:
            UnknownName: if the template has no such stage.
        """
        return self._stages[stage]

    @property
    def stage_ids(self) -> tuple[str, ...]:
        """Every stage, in the order of the file, a stage before those inside it."""
        return tuple(self._stages)

    def path(self, stage: str) -> tuple[Stage, ...]:
        """The stages around a stage, the outermost first, and the stage itself.

        Raises:
            UnknownName: if the template has no such stage.
        """
        return self._paths[stage]

    @property
    def has_an_end(self) -> bool:
        """Whether any stage is final; where none is, programmes go round until they are closed."""
        return any(stage.final for stage in self._stages.values())

    def first_leaf(self, stage: str | None = None) -> Stage:
        """The stage that one is in after entering this one: its first sub-stage, as deep as there are any.

        Without a stage: where a programme starts.

        Raises:
            UnknownName: if the template has no such stage.
        """
        found = self.stages[0] if stage is None else self.stage(stage)
        while found.stages:
            found = found.stages[0]
        return found

    def next_of(self, stage: str) -> tuple[str, ...]:
        """The stages that may follow, through the exit gates: as written, else the next sibling, else what follows the
        stage around it.

        Raises:
            UnknownName: if the template has no such stage.
        """
        return self._next[stage]

    def back_of(self, stage: str) -> tuple[str, ...]:
        """The stages to which one may go back from here, or from a stage around it; no exit gate is asked.

        Raises:
            UnknownName: if the template has no such stage.
        """
        return self._back[stage]

    def cycle_of(self, stage: str) -> tuple[str, ...]:
        """The stages of the innermost cycle that a stage is in, as they follow one another in the file; none if it is
        in none.

        A round of it begins when the cycle is entered, and again when ways on lead into the first of them.
        """
        return self._cycles.get(stage, ())
