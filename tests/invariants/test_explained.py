"""Invariant 4: explained. A finding says what is lacking, by whose rule, who lacks it, how to mend it, and where."""

from __future__ import annotations

from datetime import date

from partnership.acts import AnyEntry, Recorded
from partnership.findings import Finding, Lack, Severity
from partnership.messages import Sayable
from partnership.programme import Programme
from partnership.records import Credential, Person
from partnership.template import build_template
from partnership.testing.reference.law import Law, Rule
from tests.invariants.playing import days, finished, in_worlds, played
from tests.judge.ledger import day
from tests.judge.worlds import File, World, law_of

NAMED = ("partner", "body", "team", "organisation", "club", "site", "prospect")
"""Kinds of record that have a name; people's names stand among personal data."""


def in_both_languages(text: Sayable | None) -> bool:
    """Whether a sentence is there in English and in Russian."""
    return text is not None and bool(text.in_language("en").strip()) and bool(text.in_language("ru").strip())


def is_explained(finding: Finding, world: World, known: set[tuple[str, str]]) -> None:
    """Everything that invariant 4 asks of a finding; `known` are the kinds and ids of all that was ever recorded."""
    assert in_both_languages(finding.title)
    assert in_both_languages(finding.remedy)
    for language in ("en", "ru"):
        assert finding.text(language).strip()
        assert finding.headline(language).strip()
    assert str(finding) == finding.text("en")
    if finding.code == "requirement":
        rule = Law(world.tree).rule(finding.requirement or "")
        assert rule is not None
        assert finding.at is not None
        assert str(finding.at) == "world.yaml:1:1"
        assert finding.origin == world.template.requirements[rule.id].origin
        assert finding.lacks
    for lack in finding.lacks:
        assert in_both_languages(lack.what)
        assert_named(lack, known)


def assert_named(lack: Lack, known: set[tuple[str, str]]) -> None:
    """Who lacks something is told by id and, if it has a name, by name."""
    if lack.subject is not None:
        assert lack.subject.id
        if lack.subject.kind in NAMED and (lack.subject.kind, lack.subject.id) in known:
            assert in_both_languages(lack.subject.name)
            assert lack.subject.id in str(lack.subject)


def recorded(entries: tuple[AnyEntry, ...], until: date) -> set[tuple[str, str]]:
    """Kind and id of every record that came in by a day."""
    return {
        (entry.record.kind, entry.record.id) for entry in entries if isinstance(entry, Recorded) and entry.date <= until
    }


@in_worlds(40)
def test_every_refusal_explains_itself_in_both_languages(world: World) -> None:
    """Title, origin, place, who lacks what, remedy: in English and in Russian, for each finding of each refusal."""
    for step in played(world):
        if step.refusal is not None:
            for finding in step.refusal.findings:
                is_explained(finding, world, recorded(step.before, step.command.on))


@in_worlds(25)
def test_what_is_missing_is_what_the_judge_finds_missing_and_is_explained(world: World) -> None:
    """The bill of what is owed names each requirement that is asked now, is not met and blocks; and no other."""
    judge, programme = world.judge, finished(world)
    entries = tuple(programme.entries)
    if any(entry.entry == "closed" for entry in entries):
        return
    for when in list(days(programme))[::7]:
        found = programme.missing(on=when)
        for finding in found:
            is_explained(finding, world, recorded(entries, when))
        blocking = {each.requirement for each in found if each.severity is Severity.BLOCK and each.waived_until is None}
        stage = judge.stage(entries, when)
        asked = {rule.id for rule in asked_now(Law(world.tree), stage)}
        assert blocking - {None} == judge.unmet(entries, when) & asked, when


def asked_now(law: Law, stage: str) -> list[Rule]:
    """The requirements that hold for a stage, stand before what follows it, or before leaving what is around it."""
    here = law.path(stage) or []
    ahead = [law.path(law.first_leaf(to)) or [] for to in law.next_of(stage)]
    return [
        rule
        for rule in law.gates()
        if (rule.moment in {"invariant", "cadence"} and rule.stage in here)
        or (rule.moment == "exit" and rule.stage in here)
        or (
            rule.moment in {"entry", "invariant"}
            and rule.stage not in here
            and any(rule.stage in path for path in ahead)
        )
    ]


def test_a_finding_says_when_something_lapsed() -> None:
    """Whoever had a clearance that is over is told since when, not only that there is none."""
    tree = {**law_of(2), "guards": [], "rosters": []}
    gate = {"id": "R", "title": "R", "credential": {"of": "people", "type": "clearance"}}
    tree["stages"] = [{"id": "only", "title": "O", "final": True, "gates": {"exit": [gate]}}]
    programme = Programme.start(build_template(File(tree), "law.yaml"), id="p", region="RU-SMO", on=day(0))
    programme.record(Person(id="ivan"), on=day(0))
    programme.record(Credential(id="c", person="ivan", type="clearance", valid_to=day(10)), on=day(1))
    assert not programme.missing(on=day(9))
    (finding,) = programme.missing(on=day(10))
    (lack,) = finding.lacks
    assert (lack.subject.id if lack.subject else None, lack.lapsed) == ("ivan", day(10))
    assert "it ended on 11 February 2009 and was not renewed" in finding.text("en"), (
        "the last day on which it was valid"
    )
