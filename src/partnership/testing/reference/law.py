"""The law as its author wrote it: the plain tree of a template's file, asked in sentences.

The file's own words are read, not what the template room made of them, so that expansion is judged too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from partnership.errors import UnknownName, check_choice
from partnership.messages import message
from partnership.values import Duration

PlainTree = dict[str, Any]

SETTINGS = "settings"
"""A list that every law has without writing it: where a visit takes place."""

LISTS = (
    *("sectors", "roles", "agreement_types", "clauses", "document_types", "meeting_types", "matters"),
    *("credential_types", "consent_purposes", "session_types", "visit_types", "event_types", "activity_forms"),
    *("publication_kinds", "incident_types", "instruments", "statements", "tie_kinds", "principles"),
    *("admission_criteria", "beneficiaries", "functions", "outcomes", "scales"),
)
"""The lists of a template, in the order in which ids that an author writes out are looked for."""

PEOPLE = ("person", "ward", "partner")
"""Kinds that a level names under `person`; any other kind it names under `of`."""

ABOUT_A_REQUIREMENT = {
    *("id", "title", "severity", "origin", "citation", "jurisdiction", "effective_from", "effective_to"),
    *("from", "round", "before_effective", "waivable_by", "waivable_for", "owed_by", "remedy", "deck", "act"),
}
"""Every key of a requirement that is not its check."""


@dataclass(frozen=True)
class Rule:
    """A requirement, with where in the file it stands."""

    tree: PlainTree
    moment: str
    stage: str | None = None
    act: PlainTree = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.tree["id"])

    @property
    def check(self) -> PlainTree:
        """The one key that says what is checked, with what stands under it."""
        return {word: under for word, under in self.tree.items() if word not in ABOUT_A_REQUIREMENT}


class Law:
    """A template's tree, with its lists, stages and requirements found by looking for them."""

    def __init__(self, tree: PlainTree) -> None:
        self.tree = tree

    # --- lists, rosters, registers, parameters ------------------------------------------------------------------------

    def items(self, name: str) -> list[PlainTree] | None:
        """The items of one of the template's lists; None if there is no list of that name."""
        if name == SETTINGS:
            return [{"id": "on_site"}, {"id": "off_site"}]
        return list(self.tree.get(name, [])) if name in LISTS else None

    def item(self, name: str, item: str) -> PlainTree | None:
        """One item of a list."""
        return next((each for each in self.items(name) or [] if each["id"] == item), None)

    def lists_with(self, ids: list[str]) -> str | None:
        """The first list that has all these ids."""
        return next((name for name in (*LISTS, SETTINGS) if all(self.item(name, each) for each in ids)), None)

    def roster(self, name: str) -> PlainTree | None:
        """A roster by its id."""
        return next((each for each in self.tree.get("rosters", []) if each["id"] == name), None)

    def register(self, name: str) -> PlainTree | None:
        """A register of the template's own by its id."""
        return next((each for each in self.tree.get("registers", []) if each["id"] == name), None)

    def shapes(self, register: str) -> PlainTree:
        """The fields that rows of a register of the template's own have; none, if there is no such register."""
        fields: PlainTree = (self.register(register) or {"fields": {}})["fields"]
        return fields

    def register_of(self, kind: str) -> PlainTree | None:
        """A register of the template's own by its id, or by the word for one of its rows."""
        found = [each for each in self.tree.get("registers", []) if kind in {each["id"], each.get("kind")}]
        return self.register(kind) or next(iter(found), None)

    def kind(self, word: str) -> str:
        """A kind of record; rows of the template's own registers go by the register's id."""
        register = self.register_of(word)
        return word if register is None else str(register["id"])

    def parameter(self, name: str, chosen: dict[str, Any]) -> Any:
        """What a programme chose for a parameter, or its default."""
        declared = {each["id"]: each for each in self.tree.get("parameters", [])}
        check_choice(name, declared, message("parameter"))
        said = declared[name]
        value = chosen.get(name, said["default"])
        if said["type"] in {"number", "share", "integer"}:
            return Fraction(str(value))
        return Duration.parse(value) if said["type"] == "duration" else value

    def levels_from(self, scale: str, level: str) -> list[str]:
        """A level of a scale and those above it."""
        levels = self.levels(scale)
        return levels[levels.index(level) :] if level in levels else []

    def levels(self, scale: str) -> list[str]:
        """The levels of a scale, the lowest first."""
        return [each["id"] for each in (self.item("scales", scale) or {"levels": []})["levels"]]

    def scale_of(self, level: str) -> str:
        """The first scale that has a level."""
        scales = {each["id"]: self.levels(each["id"]) for each in self.items("scales") or []}
        for scale, levels in scales.items():
            if level in levels:
                return str(scale)
        raise UnknownName(level, [each for levels in scales.values() for each in levels], message("level"))

    # --- stages -------------------------------------------------------------------------------------------------------

    def paths(self) -> list[list[PlainTree]]:
        """Each stage, as the way from the outermost stage around it down to itself."""

        def below(stages: list[PlainTree], around: list[PlainTree]) -> Iterator[list[PlainTree]]:
            for stage in stages:
                yield [*around, stage]
                yield from below(stage.get("stages", []), [*around, stage])

        return list(below(self.tree.get("stages", []), []))

    def around(self, stage: str) -> list[PlainTree]:
        """The stages around a stage, the outermost first, and itself."""
        paths = {path[-1]["id"]: path for path in self.paths()}
        check_choice(stage, paths, message("stage"))
        return paths[stage]

    def has_stage(self, stage: str) -> bool:
        """Whether there is a stage of this id."""
        return any(path[-1]["id"] == stage for path in self.paths())

    def path(self, stage: str) -> list[str]:
        """The ids of the stages around a stage, and its own."""
        return [each["id"] for each in self.around(stage)]

    def stage(self, stage: str) -> PlainTree:
        """A stage by its id."""
        return self.around(stage)[-1]

    def first_leaf(self, stage: str) -> str:
        """Where one stands after entering a stage: in its first sub-stage, and the first of that."""
        inside = self.stage(stage).get("stages")
        return self.first_leaf(inside[0]["id"]) if inside else stage

    def start(self) -> str:
        """The stage in which a programme begins."""
        return self.first_leaf(self.tree["stages"][0]["id"])

    def next_of(self, stage: str) -> list[str]:
        """What may follow: what the stage says; nothing if it is final; its sibling; what follows its parent."""
        path = self.around(stage)
        here = path[-1]
        if "next" in here:
            return list(here["next"])
        if here.get("final"):
            return []
        siblings = [each["id"] for each in (path[-2]["stages"] if len(path) > 1 else self.tree["stages"])]
        following = siblings[siblings.index(stage) + 1 :]
        if following:
            return following[:1]
        return self.next_of(path[-2]["id"]) if len(path) > 1 else []

    def back_of(self, stage: str) -> list[str]:
        """Where one may go back to: what the stage and those around it say."""
        return [back for each in self.around(stage) for back in each.get("back", [])]

    def suspended(self, key: str) -> list[PlainTree]:
        """The acts that are refused, or the moves that are allowed, while a programme is suspended."""
        return list(self.tree.get("while_suspended", {}).get(key, []))

    # --- requirements -------------------------------------------------------------------------------------------------

    def gates(self) -> list[Rule]:
        """Every requirement of every gate."""
        return [
            Rule(each, moment, path[-1]["id"])
            for path in self.paths()
            for moment, gate in path[-1].get("gates", {}).items()
            for each in gate
        ]

    def guards(self) -> list[Rule]:
        """Every guard; what a level of a scale requires guards the record that puts somebody on that level."""
        return [Rule(each, "guard", None, each["act"]) for each in self.tree.get("guards", [])] + [
            Rule(each, "guard", None, {"record": "level", "where": {"scale": scale["id"], "level": level["id"]}})
            for scale in self.tree.get("scales", [])
            for level in scale["levels"]
            for each in level.get("requires", [])
        ]

    def rule(self, name: str) -> Rule | None:
        """A requirement by its id."""
        return next((each for each in [*self.gates(), *self.guards()] if each.id == name), None)

    def said(self, rule: Rule, key: str, otherwise: Any = None) -> Any:
        """What a requirement says about itself, or what the file says for all that do not say it."""
        return rule.tree.get(key, self.tree.get("requirement_defaults", {}).get(key, otherwise))

    def severity(self, rule: Rule, region: str, day: date) -> str | None:
        """How much a requirement weighs in a region on a day; None where or when it does not apply."""
        where = self.said(rule, "jurisdiction")
        if where not in {None, "INT"} and region != where and not region.startswith(f"{where}-"):
            return None
        since, until = rule.tree.get("effective_from"), rule.tree.get("effective_to")
        if until is not None and day >= until:
            return None
        if since is not None and day < since:
            return "advise" if self.said(rule, "before_effective", "none") == "advise" else None
        weighs = str(self.said(rule, "severity", "block"))
        return "warn" if weighs == "block" and rule.moment == "cadence" else weighs

    def may_waive(self, rule: Rule) -> list[str]:
        """The roles that may set a requirement aside; none at all for what is never waived."""
        by = rule.tree.get("waivable_by", self.tree.get("waivers", {}).get("by", []))
        roles = [by] if isinstance(by, str) else list(by)
        return [] if roles == ["never"] else roles

    def waived_for(self, rule: Rule) -> Duration | None:
        """How long a waiver may last."""
        longest = rule.tree.get("waivable_for", self.tree.get("waivers", {}).get("at_most"))
        return None if longest is None else Duration.parse(longest)
