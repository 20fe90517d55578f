"""A path through a reference in a register of one's own means the same wherever a path may stand."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.reading import read_template
from partnership.records import Fields, Item, Partner, RegisterKept
from partnership.testing import Scene, given, on
from partnership.values import Text

START = date(2026, 1, 1)
DAY = date(2026, 1, 2)

LAW = """
format: 1
template: protests
version: "1"
title: {en: Protests, ru: Протесты}
sectors: [{id: tribe, title: {en: Tribe, ru: Община}}, {id: ngo, title: {en: NGO, ru: НКО}}]
registers:
  - {id: protests, title: {en: Protests, ru: Протесты}, fields: {by: {type: id, of: partner, required: true}}}
rosters:
  - id: protesters
    title: {en: Protesters, ru: Протестующие}
    of: partner
    anchored: {from: protests, where: {by.sector: tribe}, field: by}
stages:
  - id: plan
    title: {en: Plan, ru: План}
    gates: {exit: [{id: R, title: {en: R, ru: R}, %s}]}
  - {id: work, title: {en: Work, ru: Работа}, final: true}
"""


def scene(check: str, *protesting: str) -> Scene:
    """Two people of the river, one society of the trees, and who of them protests."""
    template = read_template((LAW % check).encode(), "protests.yaml", lambda name: (name.encode(), name))
    partners = [
        Partner(id="river", name=Text.of("River people", "Люди реки"), sector="tribe"),
        Partner(id="lake", name=Text.of("Lake people", "Люди озера"), sector="tribe"),
        Partner(id="trees", name=Text.of("Trees", "Деревья"), sector="ngo"),
    ]
    rows = [Item(id=f"by-{each}", list="protests", fields=Fields({"by": each})) for each in protesting]
    return given(
        template, on(START, *partners), on(DAY, RegisterKept(id="kept", lists="protests", keeper="trees"), *rows)
    )


TRIBE, NGO, BOTH = ("river",), ("trees",), ("river", "trees")


@pytest.mark.parametrize(
    "check, holds, fails",
    [
        ("count: {of: {from: protests, where: {by.sector: tribe}}, max: 0}", NGO, BOTH),
        ("count: {of: {from: protests, where: {by.sector: {in: [tribe]}}}}", BOTH, NGO),
        ("count: {of: {from: protests, where: {by.sector: {ne: tribe}}}}", BOTH, TRIBE),
        ("count: {of: protests, distinct: by.sector, min: 2}", BOTH, ("river", "lake")),
        ("count: {of: {from: partners, having: {from: protests, where: {by: $it, by.sector: tribe}}}}", BOTH, NGO),
        (
            "count: {of: {from: protests, having: {from: partners, where: {id: river, sector: $it.by.sector}}}}",
            BOTH,
            NGO,
        ),
        (
            (
                "for_each: {in: protests, as: p, require: ["
                "{count: {of: {from: partners, where: {sector: $p.by.sector}}, min: 2}}]}"
            ),
            TRIBE,
            BOTH,
        ),
        (
            "coverage: {each: [tribe, ngo], has: {from: protests, where: {by.sector: $it}}}",
            BOTH,
            ("river", "lake"),
        ),
        ("count: {of: protesters, min: 2}", ("river", "lake"), BOTH),
        ("compare: {left: {count: protests, distinct: by.sector}, op: gte, right: 2}", BOTH, ("river", "lake")),
        ("none: [{count: {of: {from: protests, where: {by.sector: tribe}}}}]", NGO, BOTH),
    ],
)
def test_a_path_through_a_reference_means_the_same_everywhere(
    check: str, holds: tuple[str, ...], fails: tuple[str, ...]
) -> None:
    """In tests, distinct values, variables, rows outside and inside, rosters and figures."""
    scene(check, *holds).then_not_missing("R", on=DAY)
    scene(check, *fails).then_missing("R", on=DAY)
