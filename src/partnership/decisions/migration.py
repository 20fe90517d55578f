"""Migrating: whether a programme may move to another version of its law, and where it then stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.acts import Amended, Migrate, Migrated
from partnership.decisions import migration_refusals, refusals
from partnership.decisions.context import DecisionContext
from partnership.decisions.mapping import in_words, retold
from partnership.decisions.validators import Unfit, record_validator
from partnership.evaluation import parameter_faults
from partnership.findings import Finding
from partnership.index import Row
from partnership.records import REGISTERS, amended
from partnership.template import Stage, Template
from partnership.template.vocabulary import BENEFICIARIES
from partnership.values import ParameterValue


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word of a list that records use and another law does not have, and what it is called there, if that is said."""

    list: str
    word: str
    becomes: str | None
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Move:
    """A programme on its way to another law: what it takes along, and what keeps it."""

    context: DecisionContext
    command: Migrate
    law: Template

    def findings(self) -> Iterator[Finding]:
        """Return everything that stands before the move."""
        context, command, law = self.context, self.command, self.law
        later = context.moved_later()
        if later is not None:
            yield migration_refusals.moved_later(context.template, later)
        if (command.template, command.version) != (law.id, law.version):
            yield migration_refusals.other_version(law, command.template, command.version)
        yield from self._stage_findings()
        for fault in parameter_faults(law, command.parameters):
            yield refusals.bad_parameter(law, fault)
        kept = {name: value for name, value in self.parameters.items() if name in law.parameters}
        for fault in parameter_faults(law, kept):
            if fault.name not in command.parameters:
                yield migration_refusals.parameter_kept(law, fault.name, fault.value, fault.expected)
        yield from self._word_findings()
        unmapped: dict[tuple[str, str], list[tuple[Unfit, Any]]] = {}
        for row in self._rows():
            told = self._renamed(row.itself)
            for unfit in record_validator(law, told.kept_as()).unfit(told):
                unmapped.setdefault((unfit.list, unfit.word), []).append((unfit, row.record))
        for uses in unmapped.values():
            yield migration_refusals.lost_word(context, law, uses)

    # --- where it stands ---------------------------------------------------------------------------------------------

    @property
    def stage(self) -> str | None:
        """The stage of the other law in which the programme would be; None where that is not clear."""
        here, law = self.context.gates.stage.id, self.law
        stage = self.command.stages.get(here, here)
        if stage not in law.stage_ids or law.stage(stage).stages:
            return None
        if here in law.stage_ids and all(around.id != here for around in law.path(stage)):
            return None
        return stage

    def _stage_findings(self) -> Iterator[Finding]:
        context, law, stages = self.context, self.law, self.command.stages
        here = context.gates.stage
        for name in stages:
            if name not in context.template.stage_ids:
                yield refusals.no_such_stage(name, context.template)
        for name in dict.fromkeys(stages.values()):
            if name not in law.stage_ids:
                yield refusals.no_such_stage(name, law)
        there = stages.get(here.id, here.id)
        if self.stage is not None or (here.id in stages and there not in law.stage_ids):
            return
        if there not in law.stage_ids:
            yield migration_refusals.stage_lost(law, context.template.path(here.id), _leaves(law.stages))
        elif here.id in law.stage_ids and not law.stage(here.id).stages:
            yield migration_refusals.stage_kept(law, here, there)
        else:
            parted = law.stage(here.id if here.id in law.stage_ids else there)
            yield migration_refusals.stage_parted(law, here, parted, _leaves(parted.stages))

    @property
    def parameters(self) -> Mapping[str, ParameterValue]:
        """What the programme would have set."""
        before = self.context.gates.facts.parameters or self.context.index.started.parameters
        return {**before, **self.command.parameters}

    # --- what its records say ----------------------------------------------------------------------------------------

    def lost_words(self) -> tuple[LostWord, ...]:
        """Return the words that records use, now or later, and the other law does not have."""
        found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        for row in self._rows():
            record, told = row.itself, self._renamed(row.itself)
            unfit = record_validator(self.law, record.kept_as()).unfit(record)
            if told is not record:
                unfit += record_validator(self.law, told.kept_as()).unfit(told)
            for one in unfit:
                found.setdefault((one.list, one.word), {})[record.kept_as(), record.id] = None
        words = self.command.words
        return tuple(
            LostWord(list_, word, words.get(list_, {}).get(word), tuple(records))
            for (list_, word), records in found.items()
        )

    def _rows(self) -> Iterator[Row]:
        """Return every version of records that is in force on the day of the move or later."""
        context, day, length = self.context, self.command.on, self.context.length
        for kind in tuple(context.index.logs):
            if record_validator(context.template, kind).has_words:
                for row in tuple(context.index.log(kind).force):
                    if row.added <= length < row.removed and row.hi > day:
                        yield row

    def _renamed(self, record: Any) -> Any:
        changes = in_words(record, self.command.words) if self.command.words else None
        return amended(record, changes) if changes else record

    def _word_findings(self) -> Iterator[Finding]:
        """Return what is wrong with the words themselves: only one that is gone has another name."""
        lists = word_lists(self.law)
        for list_, renamed in self.command.words.items():
            choices = lists.get(list_)
            if choices is None:
                yield migration_refusals.no_such_list(self.law, list_, tuple(lists))
                continue
            for word, becomes in renamed.items():
                if becomes not in choices:
                    yield migration_refusals.no_such_word(self.law, list_, becomes, choices)
                if word in choices:
                    yield migration_refusals.word_kept(self.law, list_, word)
                elif list_ == "registers" and becomes in self.context.template.registers:
                    yield migration_refusals.register_taken(self.context.template, becomes)

    # --- what is written ---------------------------------------------------------------------------------------------

    def entries(self, about: Mapping[str, Any]) -> Iterator[Migrated | Amended]:
        """Return what the move is written as; `about` is what every entry carries."""
        context, command, law = self.context, self.command, self.law
        facts, here, stage = context.gates.facts, context.gates.stage.id, self.stage
        is_clear = stage == (law.first_leaf().id if facts.stage is None else facts.stage)
        moved = Migrated.of(command, about, from_stage=None if is_clear else here, stage=None if is_clear else stage)
        yield moved
        seq = moved.seq
        for kind, id_ in self._spoken_of() if command.words else ():
            timeline = context.timeline(kind, id_)
            if timeline is not None:
                for day, _, changes in retold(timeline.recorded, timeline.now[2], [moved]):
                    seq += 1
                    told: Any = {**about, "seq": seq, "date": day, "basis": None, "note": None}
                    yield Amended(**told, kind=kind, id=id_, changes=changes, migration=moved.seq)

    def _spoken_of(self) -> Iterator[tuple[str, str]]:
        """Return the records that have a word of another name, in force or not: a roster may ask for who has left."""
        context, words, day = self.context, self.command.words, self.command.on
        for kind in tuple(context.index.logs):
            if record_validator(context.template, kind).has_words:
                for id_ in list(context.index.firsts.get(kind, ())):
                    versions = context.index.versions(kind, id_, context.length)
                    if any(row.hi > day and in_words(row.record, words) for row in versions):
                        yield kind, id_


def word_lists(law: Template) -> dict[str, tuple[str, ...]]:
    """Return every list of a template whose words records use, with its words."""
    lists = {name: tuple(items) for name, items in law.lists.items()}
    for name, scale in law.scales.items():
        lists[f"scales.{name}"] = tuple(level.id for level in scale.levels)
    lists["beneficiaries"] = (*BENEFICIARIES, *lists["beneficiaries"])
    lists["registers"] = (*law.registers, *REGISTERS)
    for name, register in law.registers.items():
        lists[f"registers.{name}.fields"] = tuple(register.fields)
        for field, typed in register.fields.items():
            if typed.choices:
                lists[f"registers.{name}.{field}"] = typed.words
            elif typed.type == "level":
                lists[f"registers.{name}.{field}"] = lists.get(f"scales.{typed.of}", ())
    return lists


def _leaves(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Return the stages in which a programme can be."""
    return tuple(leaf for stage in stages for leaf in (_leaves(stage.stages) or (stage,)))
