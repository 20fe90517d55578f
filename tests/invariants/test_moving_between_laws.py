"""A programme may move between any two laws, or is refused; whatever it does, every question has an answer."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings

from partnership.acts import Command, Migrate, Withdraw
from partnership.decisions.mapping import retold
from partnership.errors import Refused, TemplateError
from partnership.evaluation import View
from partnership.programme import Programme
from partnership.template import Template, build_template
from partnership.testing.reference.law import PlainTree
from tests.invariants.playing import NO_SHRINKING, days, finished
from tests.judge.dice import Dice
from tests.judge.histories import WHY, telling
from tests.judge.ledger import day
from tests.judge.worlds import SEEDS, File, World, law_of, world_of

WORDS = {
    "sectors": ("business", "ngo", "government"),
    "roles": ("chair", "secretary"),
    "agreement_types": ("cooperation",),
    "clauses": ("exit_clause", "review_clause"),
    "document_types": ("plan", "concept"),
    "credential_types": ("clearance", "training"),
    "meeting_types": ("regular", "founding"),
    "incident_types": ("injury",),
    "scales.readiness": ("briefed", "ready"),
}
"""Words that another version may call otherwise, by their list."""


@dataclass(frozen=True)
class Version:
    """Another law, and what it calls otherwise than the first."""

    law: Template
    stages: dict[str, str]
    words: dict[str, dict[str, str]]


def renamed(tree: Any, names: dict[str, str]) -> Any:
    """A tree with other names for some words, wherever they stand."""
    match tree:
        case str():
            return names.get(tree, tree)
        case list():
            return [renamed(each, names) for each in tree]
        case dict():
            return {key: renamed(each, names) for key, each in tree.items()}
        case _:
            return tree


def retyped(dice: Dice, tree: PlainTree) -> PlainTree:
    """A law with other fields in its register, or other bounds of its parameters."""
    fields = dict(tree["registers"][0]["fields"])
    match dice.number(0, 6):
        case 0:
            fields["number"] = {"type": "text"}
        case 1:
            fields["given"] = {"type": "integer"}
        case 2:
            fields["colour"] = {"type": "choice", "choices": ["red", "green"]}
        case 3:
            del fields["spare"]
        case 4:
            first, *others = tree["parameters"]
            tree = {**tree, "parameters": [{**first, "min": 1, "max": 1}, *others]}
        case _:
            return tree
    return {**tree, "registers": [{**tree["registers"][0], "fields": fields}, *tree["registers"][1:]]}


def version_of(seed: int, number: str) -> Version:
    """Another version of a random law, of which some stages and words have other names."""
    dice, tree = Dice(seed), {**law_of(seed), "version": number}
    stages = {name: f"{name}-x" for name in dice.some(["first", "second", "third", "one", "two"], 0, 3)}
    words: dict[str, dict[str, str]] = {}
    for list_ in dice.some(list(WORDS), 0, 4):
        words[list_] = {word: f"{word}-x" for word in dice.some(WORDS[list_], 1, 2)}
    names = stages | {old: new for each in words.values() for old, new in each.items()}
    other: PlainTree = renamed(tree, names)
    try:
        return Version(build_template(File(retyped(dice, other)), "world.yaml"), stages, words)
    except TemplateError:
        return Version(build_template(File(other), "world.yaml"), stages, words)


def mappings(dice: Dice, since: View, to: Version, *, back: bool) -> dict[str, Any]:
    """What somebody says with a migration: all that is asked for, some of it, or nonsense."""
    here, known, there = since.stage, since.template.stage_ids, to.law.stage_ids
    leaves = [stage for stage in there if not to.law.stage(stage).stages]
    named = {new: old for old, new in to.stages.items()} if back else to.stages
    stages = {old: new for old, new in named.items() if old in known and new in there}
    words = {name: {new: old for old, new in each.items()} for name, each in to.words.items()} if back else to.words
    if stages.get(here, here) not in leaves and not dice.chance(5):
        stages[here] = dice.one(leaves)
    match dice.number(0, 9):
        case 0:
            return {}
        case 1:
            return {"stages": stages}
        case 2:
            return {"stages": {here: dice.one(leaves)}, "words": {"sectors": {"ngo": "nonsense"}, "sectrs": {}}}
        case 3:
            return {"stages": stages, "words": words, "parameters": {"enough": dice.number(0, 7)}}
        case _:
            return {"stages": stages, "words": words, "parameters": {"enough": 1}}


def moved(programme: Programme, law: Template, on: dt.date, said: dict[str, Any]) -> None:
    """Try to move; if it is refused nothing has changed, and if not, what had been said before is so."""
    before, entries, laws = programme.digest(), list(programme.entries), programme.templates.keys()
    lacked = {one.requirement for one in programme.missing(on=on)}
    weighed = programme.migration(law, on=on, **said)
    assert weighed.text("en")
    assert weighed.text("ru")
    assert (programme.digest(), list(programme.entries), programme.templates.keys()) == (before, entries, laws)
    try:
        programme.migrate(law, on=on, reason="-", **said)
    except Refused as error:
        findings = error.findings
    else:
        findings = ()
    assert weighed.refusals == findings
    if findings:
        assert (programme.digest(), list(programme.entries), programme.templates.keys()) == (before, entries, laws)
        return
    assert weighed.stage == programme.as_of(on).stage
    lacks = {one.requirement for one in programme.missing(on=on)}
    assert {one.requirement for one in weighed.owed} == lacks - lacked
    assert {one.requirement for one in weighed.no_longer} == lacked - lacks


def mistakes(dice: Dice, programme: Programme) -> list[Command]:
    """Entries that somebody takes back."""
    length, last = len(programme.entries), programme.state.horizon
    return [Withdraw(on=last, entry=dice.number(2, length), reason=WHY) for _ in range(dice.number(0, 3))]


def asked(programme: Programme, commands: list[Command]) -> None:
    """Ask for one thing after another, written down as it comes."""
    for command in commands:
        now = command.model_copy(update={"recorded": None})
        programme.warnings(now)
        with suppress(Refused):
            programme.do(now)


def answers(programme: Programme, on: dt.date) -> tuple[Any, ...]:
    """All that can be asked of a day."""
    view = programme.as_of(on)
    return (
        view.template.digest,
        view.stage,
        view.missing(),
        dict(view.statuses()),
        view.suspension,
        view.turns(),
        view.digest(),
    )


def unsaid(programme: Programme) -> list[Any]:
    """What is still to be said of records in the words of the laws that the programme moved to."""
    index = programme.state.index
    moves = programme.state.facts().migrations
    timelines = [index.timeline(kind, id_) for kind, rows in index.firsts.items() for id_ in rows]
    return [
        found
        for timeline in timelines
        if timeline is not None and timeline.now[1]
        for found in retold(timeline.recorded, timeline.now[2], moves)
    ]


def play(seed: int) -> Programme:
    """A world under one law, a move to another, what happens then and late paperwork, and a move back."""
    dice, world, other = Dice(seed), world_of(seed), version_of(seed + 1, "2.0")
    programme = finished(World(world.tree, world.commands, seed))
    last = max(entry.date for entry in programme.entries)
    on = last + dt.timedelta(days=dice.number(-3, 3))
    moved(programme, other.law, on, mappings(dice, programme.as_of(on), other, back=False))
    asked(programme, telling(Dice(seed + 2), law_of(seed + 1), 12)[1:])
    asked(programme, mistakes(dice, programme))
    first = Version(world.template, other.stages, other.words)
    on = max(day(60), on) + dt.timedelta(days=dice.number(-30, 3))
    moved(programme, first.law, on, mappings(dice, programme.as_of(on), first, back=True))
    asked(programme, telling(Dice(seed + 3), world.tree, 8)[1:])
    asked(programme, mistakes(dice, programme))
    return programme


@settings(max_examples=60, phases=NO_SHRINKING, derandomize=True)
@given(seed=SEEDS)
def test_a_move_between_any_two_laws_is_refused_or_leaves_every_question_an_answer(seed: int) -> None:
    """And the answers are those of a fresh fold of the same entries, on every day."""
    programme = play(seed)
    assert unsaid(programme) == []
    again = Programme.from_entries(programme.templates.values(), programme.entries)
    assert [one.entry for one in again.unsupported()] == [one.entry for one in programme.unsupported()]
    for on in days(programme):
        assert answers(programme, on) == answers(again, on), on


def test_a_migration_is_a_command_like_any_other() -> None:
    """It can be proposed, stored and taken; nothing is changed until then."""
    for seed in range(40):
        programme = finished(world_of(seed))
        law = version_of(seed, "2.0").law
        programme.adopt(law)
        on = max(entry.date for entry in programme.entries)
        command = Migrate(on=on, template=law.id, version=law.version, digest=law.digest, reason=WHY)
        before = list(programme.entries)
        try:
            entries = programme.propose(command)
        except Refused:
            continue
        assert list(programme.entries) == before
        programme.take(entries)
        assert programme.template.digest == law.digest
