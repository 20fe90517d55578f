"""The sections of a file: lists, parameters, scales, registers, rosters, the graph of stages, gates and guards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from partnership.acts import ACTS
from partnership.messages import Message, message
from partnership.records import RECORDS, REGISTERS, FieldShape
from partnership.template import reachability
from partnership.template.kinds import KINDS
from partnership.template.name_resolution.checks import RequirementChecks
from partnership.template.name_resolution.scope import PARAMETER_TYPES, Bound, Scope, Standing
from partnership.template.name_resolution.terms import HUMAN, one_or_many, titled
from partnership.template.names import LIST_NAMES, Names
from partnership.template.requirement import ActShape, BeginningShape
from partnership.template.structure import (
    MOMENTS,
    Function,
    ListItem,
    NamedRecord,
    Outcome,
    RegisterField,
    RosterShape,
    Scale,
    Sector,
    StageShape,
)
from partnership.template.terms import as_share
from partnership.template.tree import Path, Tree
from partnership.template.types import called, meant
from partnership.template.vocabulary import LIST_FIELDS, OF_OUTCOMES, PEOPLE, PROGRAMME, fields_of_kind, source_of_kind
from partnership.values import as_in_file, as_period

_ITEMS: Final[Mapping[str, type[ListItem]]] = {
    "sectors": Sector,
    "functions": Function,
    "outcomes": Outcome,
    "scales": Scale,
}
_OF_EACH_ROW: Final = frozenset({"id", "date", "changed"})
"""Names that each row has of itself, so that no field of its own may have them."""
_ON_LINES: Final = frozenset({"date", "recorded", "by", "basis", "note", "refused", "expect"})
"""What a line of a programme file may say beside what happened."""
_ON_RECORDS: Final = ("record", "amend", "end")
"""What can be done to a record, as acts name it."""
_TERM: Final = frozenset({"valid_from", "valid_to"})
_RANGED: Final = frozenset({"integer", "number", "share", "duration"})


class Sections(RequirementChecks):
    """Checks a whole file; the requirements' ids are collected on the way, since they are unique over all of it."""

    def __init__(self, tree: Tree, names: Names) -> None:
        super().__init__(tree, names)
        self._scope = Scope(names, {})
        self._requirements: set[str] = set()
        self._standings: dict[str, Standing] = {}
        self._guarding = Standing()

    def file(self, raw: Any) -> None:
        """The file as a whole."""
        if isinstance(raw, dict):
            self._lists(raw)
            self._parameters(raw.get("parameters"))
            self._registers(raw.get("registers"))
            self._records(raw.get("records"))
            self._rosters(raw.get("rosters"))
            self._waivers(raw)
            self._stages(raw)
            self._scales(raw.get("scales"))
            for item, at in _items(raw.get("guards"), ("guards",)):
                self._guard(item, at)
            suspended = raw.get("while_suspended")
            if isinstance(suspended, dict):
                self._suspended(suspended, ("while_suspended",))

    # --- lists

    def _lists(self, raw: dict[str, Any]) -> None:
        for name in LIST_NAMES:
            self._unique(raw.get(name), name, (name,))
            for item, at in _items(raw.get(name), (name,)):
                self.part(_ITEMS.get(name, ListItem), item, at, self._scope)
        for item, at in _items(raw.get("outcomes"), ("outcomes",)):
            known = (*OF_OUTCOMES, *self.names.lists["sectors"], *self.names.lists["beneficiaries"])
            if isinstance(whose := item.get("beneficiary"), str) and whose not in known:
                self.say((*at, "beneficiary"), "not_a_choice", word=whose, choices=known)

    def _unique(self, raw: Any, name: str, path: Path) -> None:
        seen: set[str] = set()
        for item, at in _items(raw, path):
            if isinstance(word := item.get("id"), str):
                if word in seen:
                    self.say((*at, "id"), "duplicate", word=word, more=name)
                seen.add(word)

    # --- parameters

    def _parameters(self, raw: Any) -> None:
        self._unique(raw, "parameters", ("parameters",))
        for item, at in _items(raw, ("parameters",)):
            kind, choices = item.get("type"), item.get("choices")
            if (kind == "choice") != (choices is not None):
                self.say((*at, "type"), "choices_for_choice")
            elif kind == "choice":
                self._choice(item.get("default"), choices, at)
            elif isinstance(kind, str) and kind in PARAMETER_TYPES:
                self._range(item, kind, at)

    def _choice(self, default: Any, choices: Any, at: Path) -> None:
        known = [each for each in choices if isinstance(each, str)] if isinstance(choices, list) else [str(choices)]
        if default is not None and default not in known:
            self.say((*at, "default"), "not_a_choice", word=default, choices=known)

    def _range(self, item: dict[str, Any], kind: str, at: Path) -> None:
        found: dict[str, Any] = {}
        for key in ("min", "max", "default"):
            if key in item:
                if key != "default" and kind not in _RANGED:
                    self.say((*at, key), "no_range", key=True)
                    continue
                found[key] = _as_parameter(item[key], kind)
                if found[key] is None:
                    self.say(
                        (*at, key),
                        "default_type",
                        word=as_in_file(item[key]),
                        more=kind,
                        wanted=called(kind),
                        guess=meant(item[key], kind),
                    )
        low, high, default = found.get("min"), found.get("max"), found.get("default")
        if low is not None and high is not None and low > high:
            self.say((*at, "max"), "min_over_max", word=item["min"], more=item["max"])
        elif default is not None and ((low is not None and default < low) or (high is not None and default > high)):
            wanted = _bounds(item.get("min"), item.get("max"))
            self.say((*at, "default"), "default_range", word=item["default"], wanted=wanted)

    # --- registers and rosters

    def _registers(self, raw: Any) -> None:
        self._unique(raw, "registers", ("registers",))
        for item, at in _items(raw, ("registers",)):
            word = item.get("kind")
            self._free(item.get("id"), (*at, "id"))
            self._free(word, (*at, "kind"))
            if isinstance(word, str) and self.names.kinds.get(word) != item.get("id"):
                self.say((*at, "kind"), "name_clash", word=word, more="register")
            fields = item.get("fields")
            known = fields if isinstance(fields, dict) else {}
            for name, field in known.items():
                here = (*at, "fields", name)
                if name in _OF_EACH_ROW:
                    self.say(here, "name_clash", word=name, more="row", key=True)
                if isinstance(field, dict):
                    self._field(field, here)
                    if name in _TERM and (field.get("type") != "date" or field.get("many") is True):
                        self.say((*here, "type"), "not_a_date", more=name)
            for key in ("name", "day"):
                self._role_of_field(item.get(key), key, known, (*at, key))

    def _role_of_field(self, name: Any, key: str, fields: dict[str, Any], path: Path) -> None:
        """The field by which a row is called, or that says on which day what is recorded was so."""
        if not isinstance(name, str):
            return
        field = fields.get(name)
        if field is None:
            self.say(path, "unknown_field", word=name, more="row", choices=sorted(fields))
        elif isinstance(field, dict):
            wanted = ("date",) if key == "day" else ("text", "choice", "integer", "date")
            if field.get("type") not in wanted or field.get("many") is True:
                self.say(path, "not_a_date" if key == "day" else "not_a_name", more=name)

    def _field(self, field: dict[str, Any], path: Path) -> None:
        kind = field.get("type")
        if kind == "level":
            scale = field.get("of")
            if scale is None:
                self.say(path, "missing_key", word="of")
            else:
                self.item(scale, "scales", (*path, "of"))
        else:
            self.part(RegisterField, field, path, self._scope)
        if (kind == "choice") != ("choices" in field):
            self.say((*path, "type"), "choices_for_choice")
        if "choices" in field:
            self._unique_words(field["choices"], (*path, "choices"))
        if kind == "money" and field.get("many") is True:
            self.say((*path, "many"), "one_amount", key=True)
        if "of" in field and kind not in ("id", "level"):
            self.say((*path, "of"), "not_a_reference", more=path[-1], choices=("type: id",), key=True)
        if isinstance(kind, str):
            bounds = {key: each for key, each in field.items() if key in {"min", "max"}}
            self._range(bounds, {"decimal": "number", "money": "number"}.get(kind, kind), path)

    def _unique_words(self, raw: Any, path: Path) -> None:
        seen: set[str] = set()
        for each, at in one_or_many(raw, path):
            word = each.get("id") if isinstance(each, dict) else each
            if isinstance(word, str):
                if word in seen:
                    self.say(at, "duplicate", word=word, more="choices")
                seen.add(word)

    def _free(self, name: Any, path: Path) -> None:
        if isinstance(name, str) and any(name in each for each in (RECORDS, REGISTERS, LIST_FIELDS, ACTS, _ON_LINES)):
            self.say(path, "name_clash", word=name, more="register")

    def _records(self, raw: Any) -> None:
        self._unique(raw, "records", ("records",))
        for item, at in _items(raw, ("records",)):
            self.part(NamedRecord, item, at, self._scope)
            if isinstance(kind := item.get("kind"), str) and kind in HUMAN:
                self.say((*at, "kind"), "names_people", word=item.get("id", ""), more=kind)

    def _rosters(self, raw: Any) -> None:
        self._unique(raw, "rosters", ("rosters",))
        for item, at in _items(raw, ("rosters",)):
            self._free(item.get("id"), (*at, "id"))
            name = item.get("id")
            if isinstance(name, str) and name in self.names.registers:
                self.say((*at, "id"), "name_clash", word=name, more="register")
            of = item.get("of")
            kind = of if isinstance(of, str) and of in {*RECORDS, *self.names.kinds} else None
            self.part(RosterShape, item, at, self._scope)
            self._anchor(item.get("anchored"), kind, (*at, "anchored"))
            self._anchor(item.get("released_by"), kind, (*at, "released_by"))
            fields = fields_of_kind(kind, self.names)
            if fields is not None and "where" in item:
                self.where(item["where"], (*at, "where"), fields, str(kind), self._scope)

    def _anchor(self, raw: Any, kind: Any, path: Path) -> None:
        if not isinstance(raw, dict):
            return
        source = raw.get("from")
        if isinstance(source, str) and source in self.names.rosters:
            self.say((*path, "from"), "unknown_register", word=source)
            return
        row = self.selection({key: raw[key] for key in ("from", "where") if key in raw}, path, self._scope)
        if row is None:
            return
        shape = self.field(raw.get("field"), row.fields, str(source), (*path, "field"))
        if shape is not None and isinstance(kind, str) and self.names.kinds.get(kind, kind) not in shape.kinds:
            self.say((*path, "field"), "not_a_reference", more=raw["field"], choices=(kind,))

    # --- stages

    def _stages(self, raw: dict[str, Any]) -> None:
        known: set[str] = set()
        nodes = tuple(self._nodes(raw.get("stages"), ("stages",), known))
        on, back = reachability.ways_on(nodes), reachability.ways_back(nodes)
        self._stand(nodes, on, back)
        for item, at in self._each_stage(raw.get("stages"), ("stages",)):
            self._gates(item.get("gates"), str(item.get("id")), (*at, "gates"))
        if not nodes:
            if raw.get("overlay") is None:
                self.say(("stages",), "no_stages")
            return
        reached = reachability.reachable(nodes, on, back)
        is_lost = any(
            name not in known for path in reachability.walk(nodes) for name in (*(path[-1].next or ()), *path[-1].back)
        )  # a way that leads nowhere has been told, and whom it was to reach is not known
        for path in reachability.walk(nodes):
            stage = path[-1]
            ends = any(each.final for each in path)
            if stage.id not in reached and not is_lost:
                self.say(stage.path, "unreachable_stage", word=stage.id)
            elif not stage.stages and not on[stage.id] and not ends:
                self.say(stage.path, "no_exit", word=stage.id)
            elif not stage.stages:
                self._one_way(stage, on[stage.id], back[stage.id])

    def _stand(
        self, nodes: tuple[_Node, ...], on: Mapping[str, Iterable[str]], back: Mapping[str, Iterable[str]]
    ) -> None:
        """Note of each stage whether anything comes round there, and whether any stage comes before it."""
        cycles = reachability.cycles(nodes, on)
        led_to = {each for ways in (*on.values(), *back.values()) for each in ways}
        for path in reachability.walk(nodes):
            name = path[-1].id
            fault = None if name in cycles else "no_round" if cycles else "no_rounds"
            begins = all(each is (path[at - 1].stages if at else nodes)[0] for at, each in enumerate(path))
            never_again = not any(each.id in led_to for each in path)
            self._standings[name] = Standing(name, round_fault=fault, is_first=begins and never_again)
        self._guarding = Standing(round_fault=None if cycles else "no_rounds")

    def _one_way(self, stage: _Node, on: Iterable[str], back: Iterable[str]) -> None:
        """A way back asks no exit: a stage to which one also goes on would be reached without it."""
        for way in on:
            if self._first_leaf(way) in map(self._first_leaf, back):
                self.say(stage.path, "on_and_back", word=stage.id, more=way)

    def _first_leaf(self, stage: str) -> str:
        inside = [item for item, _ in _items(self.names.stages.get(stage, {}).get("stages"), ())]
        return self._first_leaf(str(inside[0].get("id"))) if inside else stage

    def _each_stage(self, raw: Any, path: Path) -> Iterator[tuple[dict[str, Any], Path]]:
        for item, at in _items(raw, path):
            yield item, at
            yield from self._each_stage(item.get("stages"), (*at, "stages"))

    def _nodes(self, raw: Any, path: Path, known: set[str]) -> Iterator[_Node]:
        for item, at in _items(raw, path):
            word = item.get("id")
            if not isinstance(word, str):
                continue
            if word in known:
                self.say((*at, "id"), "duplicate", word=word, more="stages")
            known.add(word)
            following, back = item.get("next"), item.get("back")
            self.part(StageShape, item, at, self._scope)
            final = item.get("final", False) is not False  # what is no truth value has been reported: it says something
            if final and following:
                self.say((*at, "next"), "final_goes_on", word=word, key=True)
            inside = tuple(self._nodes(item.get("stages"), (*at, "stages"), known))
            yield _Node(word, _words(following), _words(back) or (), final, inside, (*at, "id"))

    def _gates(self, raw: Any, stage: str, path: Path) -> None:
        if isinstance(raw, dict):
            known = self._standings.get(stage, Standing(stage))
            for moment in MOMENTS:
                scope = Scope(self.names, {}, standing=known._replace(moment=moment))
                for item, at in _items(raw.get(moment), (*path, moment)):
                    self._requirement(item, at, scope)
                    if "act" in item:
                        self.say((*at, "act"), "act_outside_guard", key=True)
                    if moment == "cadence" and item.get("severity") == "block":
                        self.say((*at, "severity"), "cadence_blocks")

    # --- requirements and acts

    def _scales(self, raw: Any) -> None:
        for scale, at in _items(raw, ("scales",)):
            self._unique(scale.get("levels"), str(scale.get("id")), (*at, "levels"))
            for level, step in _items(scale.get("levels"), (*at, "levels")):
                for item, here in _items(level.get("requires"), (*step, "requires")):
                    level_record = self._level_of(scale.get("id"))
                    self._requirement(item, here, Scope(self.names, {}, level_record, standing=self._guarding))
                    if "act" in item:
                        self.say((*here, "act"), "act_outside_guard", key=True)

    def _level_of(self, scale: Any) -> Bound | None:
        """The record that puts somebody or something on a level; `of` leads to what the scale is of."""
        level, kind = self.row("levels"), self.names.scale_of(str(scale))
        if level is None or kind is None or kind in (*PEOPLE, PROGRAMME):
            return level
        return Bound({**level.fields, "of": FieldShape(str, optional=True, kinds=(kind,))}, level.shape)

    def _guard(self, item: dict[str, Any], path: Path) -> None:
        act = item.get("act")
        if act is None:
            self.say(path, "needs_act")
        bound = self._act(act, (*path, "act")) if isinstance(act, dict) else None
        is_whole = isinstance(act, dict) and ("advance" in act or act.get(_verb(act)) in [*RECORDS])
        ends = isinstance(act, dict) and "end" in act
        self._requirement(
            item, path, Scope(self.names, {}, bound, ends, is_act_told=not is_whole, standing=self._guarding)
        )

    def _suspended(self, raw: dict[str, Any], path: Path) -> None:
        for item, at in _items(raw.get("refuse"), (*path, "refuse")):
            self._act(item, at)
        for item, at in _items(raw.get("allow"), (*path, "allow")):
            self._act(item, at)
            for key in item.keys() & {*_ON_RECORDS}:
                self.say((*at, key), "not_a_move", key=True)
            if "advance" in item and item in [each for each, _ in _items(raw.get("refuse"), path)]:
                self.say((*at, "advance"), "refused_and_allowed", word=item["advance"])

    def _act(self, raw: dict[str, Any], path: Path) -> Bound | None:
        """The record of an act, as `$act`; there is none of an advance."""
        self.part(ActShape, raw, path, self._scope)
        if "advance" in raw:
            return None
        kind = raw.get(_verb(raw))
        fields = fields_of_kind(kind, self.names)
        if fields is None:
            return None
        bound = self.row(source_of_kind(str(kind), self.names))
        if "where" in raw:
            self.where(
                raw["where"], (*path, "where"), fields, str(kind), Scope(self.names, {}, bound, standing=self._guarding)
            )
        return bound

    def _requirement(self, item: dict[str, Any], path: Path, scope: Scope) -> None:
        word = item.get("id")
        if isinstance(word, str):
            if word in self._requirements:
                self.say((*path, "id"), "duplicate_requirement", word=word)
            self._requirements.add(word)
        self._roles(item.get("waivable_by"), (*path, "waivable_by"))
        owner = item.get("owed_by")
        if isinstance(owner, str) and owner[:1] != "$":
            known = (*self.names.lists["roles"], *self.names.lists["sectors"])
            if owner not in known and not self.names.unread & {"roles", "sectors"}:
                items = {**self.names.lists["roles"], **self.names.lists["sectors"]}
                self.say((*path, "owed_by"), "unknown_owner", word=owner, choices=known, guess=titled(owner, items))
        begins = item.get("from")
        if isinstance(begins, dict):
            self.part(BeginningShape, begins, (*path, "from"), scope._replace(act=None))
        if "round" in item and scope.standing is not None and (fault := scope.standing.round_fault) is not None:
            self.say((*path, "round"), fault, word=scope.standing.stage, key=True)
        self.check({word: item[word] for word in item.keys() & KINDS.keys()}, path, scope)

    def _roles(self, value: Any, path: Path) -> None:
        if value in ("never", ["never"]) or "roles" in self.names.unread:
            return
        for each, at in one_or_many(value, path):
            if isinstance(each, str) and each not in self.names.lists["roles"]:
                roles = self.names.lists["roles"]
                self.say(at, "unknown_role", word=each, choices=(*roles, "never"), guess=titled(each, roles))

    def _waivers(self, raw: dict[str, Any]) -> None:
        waivers = raw.get("waivers")
        if isinstance(waivers, dict):
            self._roles(waivers.get("by"), ("waivers", "by"))


@dataclass(frozen=True, slots=True)
class _Node:
    """A stage as the graph sees it, with the place of its id."""

    id: str
    next: tuple[str, ...] | None
    back: tuple[str, ...]
    final: bool
    stages: tuple[_Node, ...]
    path: Path


def _verb(act: Mapping[str, Any]) -> str:
    """What an act does to a record."""
    return next((each for each in _ON_RECORDS if each in act), _ON_RECORDS[0])


def _items(raw: Any, path: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            if isinstance(item, dict):
                yield item, (*path, index)
    elif isinstance(raw, dict) and "id" in raw:
        yield raw, path  # an item without its dash, which has been reported


def _bounds(least: Any, most: Any) -> Message:
    if least is None:
        return message("at most {more}", more=str(most))
    if most is None:
        return message("at least {more}", more=str(least))
    return message("from {least} to {most}", least=str(least), most=str(most))


def _words(value: Any) -> tuple[str, ...] | None:
    return tuple([each for each in value if isinstance(each, str)]) if isinstance(value, list) else None


def _as_parameter(value: Any, kind: str) -> Any:
    """A value of a parameter, in a form that can be put in order; None if it is not of that type."""
    match kind:
        case "integer":
            return value if type(value) is int else None
        case "number":
            return value if type(value) in {int, Decimal} else None
        case "share":
            return as_share(value)
        case "duration":
            return as_period(value)
        case "boolean":
            return value if type(value) is bool else None
        case _:
            return value if isinstance(value, str) else None
