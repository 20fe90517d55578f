"""What lies behind a rule that is not met: one that it waits for, a partner whom nobody is any more."""

from __future__ import annotations

import re
from typing import Any

import pytest

from partnership.programme import load_template
from partnership.simulation import Study, load_region, simulate
from partnership.simulation.loading import region_of
from tests.simulation.worlds import bare_region, made


def told(study: Study, lang: Any = "en") -> str:
    return " ".join(study.text(lang).split())


def papers(rules: int, tasks: dict[str, dict[str, Any]], **region: Any) -> Study:
    """A stage that asks for some papers, and how the work for them goes; each paper takes three weeks."""
    law = {
        "format": 1,
        "template": "papers",
        "version": "1.0",
        "title": "Papers",
        "sectors": [{"id": "business", "title": "Business"}],
        "roles": [{"id": "writer", "title": "Writer"}],
        "document_types": [{"id": f"paper{number}", "title": f"Paper {number}"} for number in range(1, rules + 1)],
        "stages": [
            {
                "id": "first",
                "title": "First",
                "next": ["second"],
                "gates": {
                    "exit": [
                        {"id": f"R{number}", "title": f"Rule {number}", "owed_by": "writer",
                         "document": {"type": f"paper{number}", "state": "adopted"}}
                        for number in range(1, rules + 1)
                    ]
                },
            },
            {"id": "second", "title": "Second", "final": True},
        ],
    }  # fmt: skip
    practice = {
        "format": 1,
        "practice": "papers",
        "template": "papers",
        "title": "Papers",
        "work": [
            {"id": kind, "title": kind.title(), "default": {"value": "P21D", "basis": "assumed"}}
            for kind in ("writing", "printing")
        ],
        "tasks": [
            {
                "id": name,
                "title": name.title(),
                "work": "writing",
                "lines": [
                    {"document": {"id": f"doc-{rule.lower()}", "type": f"paper{rule[1:]}", "state": "adopted"}}
                    for rule in said["meets"]
                ],
                **said,
            }
            for name, said in tasks.items()
        ],
    }
    return simulate(
        *made(law, practice, bare_region(template="papers", step="P7D", partners=[], **region)),
        replications=3,
        engine="exact",
    )


def test_what_others_wait_for_is_told_before_what_waits_for_it() -> None:
    """Given three papers of which two are written after the third, and nobody ever prints the third
    when a study tells what is not met
    then the third stands first, though its name comes last; and what the others are put down to is not counted twice.
    """
    tasks: dict[str, dict[str, Any]] = {
        "a": {"meets": ["R1"], "after": ["c"]},
        "b": {"meets": ["R2"], "after": ["a"]},
        "c": {"meets": ["R3"], "work": "printing"},
    }
    found = papers(3, tasks, work={"printing": {"value": "P2Y", "basis": "expert"}})
    assert [(each.rule, each.ended) for each in found.bottlenecks()] == [("R3", False), ("R1", False), ("R2", False)]
    assert re.search(r'Not met then in these runs: "Rule 3" \(R3, .*"Rule 1".*"Rule 2"', told(found))


def test_rules_of_which_each_comes_before_the_other_are_told_in_the_order_of_the_work() -> None:
    """Given two rules, one before the other both ways, then neither comes behind a third that stands alone."""
    tasks: dict[str, dict[str, Any]] = {
        "a": {"meets": ["R2"], "work": "printing"},
        "b": {"meets": ["R1"], "after": ["a"]},
        "c": {"meets": ["R2"], "after": ["b"], "lines": []},
        "d": {"meets": ["R3"], "work": "printing"},
    }
    found = papers(3, tasks, work={"printing": {"value": "P2Y", "basis": "expert"}})
    assert [each.rule for each in found.bottlenecks()] == ["R2", "R1", "R3"]


VOLUNTEERS = load_template("volunteers")


@pytest.mark.parametrize(
    "lang, gone, who",
    [
        ("en", "There has been none since 8 February 2027, as these have left: Centre for volunteers.", "no longer"),
        ("ru", "Такого участника нет с 8 февраля 2027 г., так как ушли: Центр добровольчества.", "участие прекращено"),
    ],
)
def test_a_kind_of_partners_that_has_left_is_named_as_gone(lang: Any, gone: str, who: str) -> None:
    """Given a region whose one coordinator leaves after a year
    when the study tells what is not met in the end
    then it says that nobody is coordinator since then, and nothing of kinds that no unmet rule needs.
    """
    found = simulate(VOLUNTEERS, load_region("kaluga"), replications=4, seed=1, leave={"kindness": 12})
    said = told(found, lang)
    assert gone in said
    assert "role: programme_coordinator" in said
    assert "media" not in said
    assert found.causes().has_left("programme_coordinator")
    assert not found.causes().has_left("chair")
    assert who not in said.partition("P39")[0]


def test_who_owes_a_rule_and_has_left_is_said_to_have_left() -> None:
    """Given a funder who owns the concept and leaves: what the owner owes is owed by nobody who is there;
    but where another can have the role, nobody says so.
    """
    smolensk = load_region("smolensk")
    gone = simulate(VOLUNTEERS, smolensk, replications=2, leave={"victoria": 3})
    assert "(P40, responsible: Author and owner of the concept, no longer taking part)" in told(gone)
    there = simulate(VOLUNTEERS, smolensk, replications=2, leave={"uralsib": 3})
    assert "no longer taking part" not in told(there)
    assert "need a partner who is" not in told(there)


def test_a_kind_of_whom_some_stay_is_not_gone() -> None:
    """Given three companies that may join, when two leave, then no rule wants for a company, but for what it does."""
    found = simulate(VOLUNTEERS, load_region("kaluga"), replications=6, leave={"plant": 6, "bank": 6})
    assert found.bottlenecks("resourcing")
    assert "need a partner who is" not in told(found)
    all_gone = simulate(VOLUNTEERS, load_region("kaluga"), replications=6, leave={"plant": 6, "bank": 6, "shop": 6})
    assert 'need a partner who is "Business" (sector: business): "A company works in the region" (P25); ' in told(
        all_gone
    )


@pytest.mark.parametrize(
    "template, name, without, kind, rule",
    [
        ("volunteers", "kaluga", "ministry", "government", "P39"),
        ("watershed", "svetlitsa", "water-office", "agencies", "B1"),
        ("disaster-coalition", "river-district", "radio-delta", "media", "P01"),
        ("aid-project", "tarsu-valley", "ministry", "government", "P09"),
    ],
)
def test_a_kind_that_a_region_never_had_is_named_where_a_rule_needs_it(
    template: str, name: str, without: str, kind: str, rule: str
) -> None:
    """Given a shipped region without its one partner of a kind, then the rule that needs one is named, and the mend."""
    region = load_region(name)
    lines = region.text.decode().splitlines(keepends=True)
    text = "".join(line for line in lines if f"{{id: {without}," not in line).encode()
    bare = region_of(text, region.file, region.practice.text, region.practice.file)
    assert len(bare.shape.partners) == len(region.shape.partners) - 1
    said = told(simulate(load_template(template), bare, replications=2))
    (rules,) = re.findall(
        rf"need a partner who is \"[^\"]*\" \(sector: {kind}\): (.*?)\. The region has none: list such", said
    )
    assert f"({rule})" in rules
