"""From a file's plain values to a frozen template, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal, Protocol

from pydantic import ValidationError

from partnership.errors import MOST_FAULTS, Fault, TemplateError, by_place
from partnership.findings import GateMoment, Origin, Severity
from partnership.languages import is_tag
from partnership.messages import FULL, Language, Sayable, message
from partnership.template import core, reachability
from partnership.template.faults import lacking_languages, template_faults
from partnership.template.frozen import Frozen, Named
from partnership.template.law import Anchor, Roster, Stage, Template, Waiving
from partnership.template.name_resolution import faults_in
from partnership.template.names import LIST_NAMES, SETTING_IDS, SETTINGS, Names
from partnership.template.requirement import Act, ActShape, Defaults, Requirement, RequirementShape
from partnership.template.rounds import of_this_round
from partnership.template.structure import (
    MOMENTS,
    AnchorShape,
    ListItem,
    Register,
    StageShape,
    TemplateShape,
    WhileSuspended,
)
from partnership.template.terms import Faulty
from partnership.template.titles import Circle, Measure, OwnField, RegisterTitles, Titles
from partnership.template.tree import Path, Source, Tree
from partnership.template.vocabulary import fields_of
from partnership.values import digest

_STAGE: Final = message("stage")


Languages = Mapping[str, tuple[Language, ...]]
"""In which languages each file that a template is made of says its texts."""


def build_template(tree: Tree, file: str, languages: Languages | None = None) -> Template:
    """Make the law of what a file says.

    `tree` holds the file as plain values and knows their places; `file` is its name, for an error that has no place,
    and `languages` those of each file, where there are several.

    Raises:
        TemplateError: with every fault that was found (at most 100), in the order of the file.
    """
    value = tree.value
    names = Names(value)
    said_in = languages or {file: languages_of(value)}
    faulty = Faulty(names, {language for each in said_in.values() for language in each})
    found: list[Fault] = []
    shape: TemplateShape | None = None
    try:
        shape = TemplateShape.model_validate(value, context=faulty)
    except ValidationError as error:
        found = template_faults(error, tree, TemplateShape)
    unsound = [*found, *lacking_languages(faulty.texts, tree, said_in), *faults_in(tree, names)]
    if unsound or shape is None:
        raise TemplateError(_ordered(unsound, file))
    return _Builder(shape, names, Source(tree)).template(digest(value))


def languages_of(value: Any) -> tuple[Language, ...]:
    """Return the languages in which a file says all its texts."""
    said = value.get("languages") if isinstance(value, dict) else None
    return tuple(filter(is_tag, map(str, said))) if isinstance(said, list) else FULL


def _ordered(faults: list[Fault], file: str) -> list[Fault]:
    """In the order of the file, and no place and sentence twice."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Fault] = []
    for fault in sorted(faults, key=by_place):
        mark = (by_place(fault), str(fault.what))
        if mark not in seen:
            seen.add(mark)
            kept.append(fault)
    return kept[:MOST_FAULTS] or [Fault(None, message("{file} is not a template", file=file))]


class _Builder:
    """Puts the parts of one validated file together."""

    def __init__(self, shape: TemplateShape, names: Names, source: Source) -> None:
        self._shape = shape
        self._names = names
        self._source = source
        self._defaults = shape.requirement_defaults or Defaults()
        waivers = shape.waivers
        self._waiving = Waiving() if waivers is None else Waiving(waivers.by, waivers.at_most)
        self._requirements: dict[str, Requirement] = {}
        self._registers = {each.id: self._register(each) for each in shape.registers}
        self._scales = {each.id: each.model_copy(update={"of": self._kind(each.of)}) for each in shape.scales}
        self._lists = self._all_lists()
        self._titles = self._call()
        self._on = reachability.ways_on(shape.stages)
        self._cycles = reachability.cycles(shape.stages, self._on)

    def template(self, fingerprint: str) -> Template:
        shape = self._shape
        stages = tuple([self._stage(each, ("stages", index)) for index, each in enumerate(shape.stages)])
        guards = (*self._guards(), *self._steps())
        paths = {path[-1].id: path for path in reachability.walk(stages)}
        suspended = shape.while_suspended or WhileSuspended()
        return Template(
            id=shape.template,
            version=shape.version,
            title=shape.title,
            parameters=Named({each.id: each for each in shape.parameters}, message("parameter")),
            lists=self._lists,
            scales=Named(self._scales, message("scale")),
            registers=Named(self._registers, message("register")),
            rosters=Named({each.id: each for each in self._rosters()}, message("roster")),
            stages=stages,
            guards=guards,
            while_suspended=(Act("advance"), *(self._act(each) for each in suspended.refuse)),
            moves_while_suspended=frozenset([each.advance for each in suspended.allow if each.advance is not None]),
            outlast_partner=frozenset(shape.outlast_partner),
            requirements=Named(self._requirements, message("requirement")),
            waivers=self._waiving,
            digest=fingerprint,
            extends=shape.extends,
            overlays=() if shape.overlay is None else (shape.overlay,),
            deck=shape.deck,
            source=self._source,
            titles=self._titles,
            _stages=Named({name: path[-1] for name, path in paths.items()}, _STAGE),
            _paths=Named(paths, _STAGE),
            _next=Named(self._on, _STAGE),
            _back=Named(reachability.ways_back(stages), _STAGE),
            _cycles=Frozen(self._cycles),
        )

    def _all_lists(self) -> Mapping[str, Mapping[str, ListItem]]:
        items = {name: {each.id: each for each in getattr(self._shape, name)} for name in LIST_NAMES}
        items["scales"] = self._scales
        items[SETTINGS] = {each: ListItem(id=each, title=_SETTING_TITLES[each]) for each in SETTING_IDS}
        what = {name: message("item of {name}", name=name) for name in items}
        return Named({name: Named(items[name], what[name]) for name in items}, message("list"))

    def _rosters(self) -> Iterator[Roster]:
        for each in self._shape.rosters:
            released = None if each.released_by is None else _anchor(each.released_by)
            yield Roster(each.id, each.title, self._kind(each.of), _anchor(each.anchored), released, each.where)

    def _call(self) -> Titles:
        """What everything is called, for the sentences that the library makes."""
        shape = self._shape
        return Titles(
            lists=Frozen({name: _titled(items.values()) for name, items in self._lists.items()}),
            scales=Frozen({id_: _titled(scale.levels) for id_, scale in self._scales.items()}),
            of_scale=Frozen({id_: scale.of for id_, scale in self._scales.items()}),
            stages=Frozen(dict(_stage_titles(shape.stages))),
            parameters=Frozen({each.id: Measure(each.title, each.type == "share") for each in shape.parameters}),
            registers=Frozen({each.id: self._called(each) for each in self._registers.values()}),
            records=Frozen({(self._kind(each.kind), each.id): each.title for each in shape.records}),
            rosters=Frozen(
                {each.id: Circle(each.title, self._kind(each.of), each.anchored.from_) for each in shape.rosters}
            ),
        )

    def _called(self, register: Register) -> RegisterTitles:
        fields = {}
        for path, shape in (fields_of(register.id, self._names) or {}).items():
            name, _, embedded = path.partition(".")
            if (own := register.fields.get(name)) is not None:
                words = {each.id: each.title for each in own.choices or () if each.title is not None}
                such = {each.id: each.such for each in own.choices or () if each.such is not None}
                fields[path] = OwnField(shape, None if embedded else own.title, Frozen(words), Frozen(such))
        return RegisterTitles(register.title, register.one, register.many, Frozen(fields), register.name)

    # --- kinds of record, by the names that the engine has for them

    def _kind(self, word: str) -> str:
        """A kind of record; rows of the template's own registers go by the register's id."""
        return self._names.kinds.get(word, word)

    def _register(self, register: Register) -> Register:
        named = {
            name: field.model_copy(update={"of": self._kind(field.kinds[0])}) if field.kinds else field
            for name, field in register.fields.items()
        }
        return register.model_copy(update={"fields": Frozen(named)})

    def _act(self, shape: ActShape) -> Act:
        act = Act.of(shape)
        return act if act.kind is None else replace(act, kind=self._kind(act.kind))

    # --- stages and their gates

    def _stage(self, shape: StageShape, path: Path) -> Stage:
        gates = {
            moment: tuple(
                [
                    self._requirement(each, GateMoment(moment), (*path, "gates", moment, index), stage=shape.id)
                    for index, each in enumerate(getattr(shape.gates, moment, ()))
                ]
            )
            for moment in MOMENTS
        }
        inside = tuple([self._stage(each, (*path, "stages", index)) for index, each in enumerate(shape.stages)])
        return Stage(shape.id, shape.title, shape.next, shape.back, shape.final, inside, **gates, deck=shape.deck)

    def _guards(self) -> Iterator[Requirement]:
        for index, each in enumerate(self._shape.guards):
            act = None if each.act is None else self._act(each.act)
            yield self._requirement(each, GateMoment.GUARD, ("guards", index), act=act)

    def _steps(self) -> Iterator[Requirement]:
        """What a level of a scale asks is asked when somebody is put on that level."""
        for at, scale in enumerate(self._shape.scales):
            for step, level in enumerate(scale.levels):
                act = Act("record", kind="level", where=(_equals("scale", scale.id), _equals("level", level.id)))
                for index, each in enumerate(level.requires):
                    path = ("scales", at, "levels", step, "requires", index)
                    yield self._requirement(each, GateMoment.GUARD, path, act=act)

    def _requirement(
        self,
        shape: RequirementShape,
        moment: GateMoment,
        path: Path,
        *,
        stage: str | None = None,
        act: Act | None = None,
    ) -> Requirement:
        defaults, waiving = self._defaults, self._waiving
        waivable = waiving.by if shape.waivable_by is None else () if shape.waivable_by == _NEVER else shape.waivable_by
        before: Literal["none", "advise"] = shape.before_effective or defaults.before_effective
        made = Requirement(
            id=shape.id,
            title=shape.title,
            severity=self._severity(shape, moment),
            origin=Origin(shape.origin or defaults.origin),
            citation=shape.citation or defaults.citation,
            jurisdiction=shape.jurisdiction or defaults.jurisdiction,
            effective_from=shape.effective_from,
            effective_to=shape.effective_to,
            before_effective=before,
            begins=None if shape.from_ is None else shape.from_.core,
            waivable_by=waivable,
            waivable_for=shape.waivable_for or waiving.at_most,
            owed_by=shape.owed_by,
            own_remedy=shape.remedy,
            deck=shape.deck,
            check=shape.check,
            core=self._asked(shape, moment, stage),
            moment=moment,
            stage=stage,
            act=act,
            path=path,
            source=self._source,
            titles=self._titles,
        )
        self._requirements[made.id] = made
        return made

    def _severity(self, shape: RequirementShape, moment: GateMoment) -> Severity:
        """How grave a requirement is; no move waits for what is owed at intervals, so that never blocks."""
        severity = Severity(shape.severity or self._defaults.severity)
        return Severity.WARN if moment is GateMoment.CADENCE and severity is Severity.BLOCK else severity

    def _asked(self, shape: RequirementShape, moment: GateMoment, stage: str | None) -> core.Core:
        """What is evaluated: what gates in a cycle ask is done anew in each round, unless they say otherwise."""
        asked = shape.check.expand(self._names)
        comes_round = stage in self._cycles and moment in {GateMoment.EXIT, GateMoment.ENTRY}
        if shape.round != "this" and (shape.round == "any" or not comes_round):
            return asked
        return of_this_round(asked, self._names)


_NEVER: Final = ("never",)
_SETTING_TITLES: Final = {
    "on_site": message("in the institution"),
    "off_site": message("outside the institution"),
}


class _Titled(Protocol):
    """Whatever has an id and a title."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> Sayable: ...


def _titled(items: Iterable[_Titled]) -> Frozen[str, Sayable]:
    return Frozen({each.id: each.title for each in items})


def _stage_titles(stages: Iterable[StageShape]) -> Iterator[tuple[str, Sayable]]:
    for stage in stages:
        yield stage.id, stage.title
        yield from _stage_titles(stage.stages)


def _anchor(shape: AnchorShape) -> Anchor:
    return Anchor(shape.from_, shape.field, shape.where)


def _equals(field: str, word: str) -> core.Test:
    return core.Test((field,), core.Op.EQ, core.Constant(word))
