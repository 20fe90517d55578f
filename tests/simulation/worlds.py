"""Laws, practices and regions for the tests of the simulation: the measured model, and small ones drawn by number."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from partnership.programme import load_template
from partnership.reading import read_template
from partnership.simulation.assembling import model_of
from partnership.simulation.loading import Region, load_region, region_of
from partnership.simulation.model import Model
from partnership.template import Template
from tests.small import no_file

MEASURED = Path(__file__).resolve().parents[2] / "benchmarks" / "simulation"

BARE_LAW: dict[str, Any] = {
    "format": 1,
    "template": "bare",
    "version": "1.0",
    "title": "Bare",
    "sectors": [{"id": "business", "title": "Business"}],
    "stages": [{"id": "only", "title": "Only", "final": True}],
}
"""A law that asks nothing."""


@cache
def measured_law() -> Template:
    return load_template(MEASURED / "law.yaml")


@cache
def measured_region(**numbers: float) -> Region:
    """The region that is measured, with some numbers set otherwise."""
    region = load_region(MEASURED / "region.yaml")
    if not numbers:
        return region
    shape = dict(region.tree.value)
    shape["numbers"] = {name: _assumed(value) for name, value in numbers.items()}
    return region_of(_text(shape), region.file, region.practice.text, region.practice.file)


def made(law: dict[str, Any], practice: dict[str, Any], region: dict[str, Any]) -> tuple[Template, Region]:
    """Make a law and a region of what their files would say."""
    read = read_template(_text(law), "law.yaml", no_file)
    return read, region_of(_text(region), "region.yaml", _text(practice), "practice.yaml")


def model_made(law: dict[str, Any], practice: dict[str, Any], region: dict[str, Any]) -> Model:
    return model_of(*made(law, practice, region))


def bare_region(**said: Any) -> dict[str, Any]:
    """A region of one partner for the bare law, with some keys said otherwise; None leaves one out."""
    region = {
        "format": 1,
        "region": "RU-XXX",
        "id": "bare-region",
        "title": "Bare",
        "synthetic": True,
        "template": "bare",
        "start": "2009-01-01",
        "horizon": "P12M",
        "step": "P1M",
        "partners": [{"id": "works", "name": "Works", "sector": "business"}],
        **said,
    }
    return {key: value for key, value in region.items() if value is not None}


def bare_practice(
    shares: dict[str, float], states: list[str], moves: list[dict[str, Any]], employees: int = 40, **said: Any
) -> dict[str, Any]:
    """A practice for the bare law: people who move by chance and of whom nothing is written."""
    return {
        "format": 1,
        "practice": "bare",
        "template": "bare",
        "title": "Bare",
        "circles": [{"id": "companies", "sector": "business"}],
        "numbers": [
            {"id": "employees", "title": "Employees", "default": _assumed(employees)},
            *(
                {"id": name, "type": "share", "title": name, "lever": True, "default": _assumed(value)}
                for name, value in shares.items()
            ),
        ],
        "joining": [{"partner": {"id": "$it", "name": "$candidate.name", "sector": "business"}}],
        "people": {
            "of": "companies",
            "employees": "employees",
            "states": [{"id": state, "title": state} for state in states],
            "moves": [{"title": move["id"], **move} for move in moves],
        },
        **said,
    }


def task_law(rules: int) -> dict[str, Any]:
    """A law of a few stages, before the end of each of which it asks for a document or two."""
    stages = [f"s{number}" for number in range(rules)]
    return {
        **BARE_LAW,
        "template": "papers",
        "registers": [{"id": "papers", "kind": "paper", "title": "Papers", "fields": {"about": {"type": "text"}}}],
        "stages": [
            {
                "id": stage,
                "title": stage,
                "next": [following],
                "gates": {
                    "exit": [
                        {
                            "id": f"R{number}{part}",
                            "title": f"Paper {number}{part}",
                            "count": {"of": {"from": "papers", "where": {"about": f"p{number}{part}"}}, "min": 1},
                        }
                        for part in ("a", "b")
                    ]
                },
            }
            for number, (stage, following) in enumerate(zip(stages, [*stages[1:], "end"], strict=True))
        ]
        + [{"id": "end", "title": "End", "final": True}],
    }


def task_practice(draws: Random, rules: int) -> dict[str, Any]:
    """A practice for such a law: who writes the papers, drawn."""
    names = [f"{number}{part}" for number in range(rules) for part in ("a", "b")]
    return {
        "format": 1,
        "practice": "papers",
        "template": "papers",
        "title": "Papers",
        "workers": [
            {"id": f"w{number}", "title": "Clerks", "at_once": _assumed(draws.randint(1, 2))} for number in range(2)
        ],
        "work": [
            {"id": f"k{number}", "title": "Writing", "by": f"w{draws.randint(0, 1)}", "default": _period(draws)}
            for number in range(3)
        ],
        "tasks": [
            {
                "id": f"t{name}",
                "title": name,
                "meets": [f"R{name}"],
                "work": f"k{draws.randint(0, 2)}",
                "lines": [{"paper": {"id": f"paper-{name}", "about": f"p{name}"}}],
                **({"after": [f"t{names[at - 1]}"]} if at and draws.random() < 0.3 else {}),
            }
            for at, name in enumerate(names)
        ],
    }


def drawn_tasks(number: int) -> tuple[Template, Region]:
    """Return a small law with tasks alone, and a region for it, by number."""
    draws = Random(number)  # noqa: S311 - a made-up region needs no cryptography
    rules = draws.randint(1, 3)
    step = draws.choice(["P7D", "P14D", "P1M"])
    region = bare_region(template="papers", horizon="P12M", step=step, partners=[])
    return made(task_law(rules), task_practice(draws, rules), region)


def drawn_people(number: int) -> tuple[Template, Region]:
    """Return the measured law and practice in a small region whose numbers are drawn, by number."""
    draws = Random(number)  # noqa: S311 - a made-up region needs no cryptography
    region = load_region(MEASURED / "region.yaml")
    shape = dict(region.tree.value)
    shape["horizon"] = "P18M"
    shape["parameters"] = {"ready": draws.randint(3, 12)}
    shares = {name: draws.uniform(0.02, 0.3) for name in ("recruitment", "drop_waiting", "drop_zero", "drop_one")}
    numbers = {**shares, "trip": draws.uniform(0.3, 0.9), "training": draws.randint(3, 12)}
    shape["numbers"] = {name: _assumed(value) for name, value in numbers.items()}
    if draws.random() < 0.5:  # a world of which something is not known
        shape["numbers"]["recruitment"] = {
            "value": 0.1, "low": 0.05, "high": 0.2, "shape": draws.choice(["uniform", "triangular"]),
            "basis": "assumed",
        }  # fmt: skip
    shape["partners"] = [
        {
            "id": f"works-{at}", "name": "Works", "sector": "business", "employees": _assumed(draws.randint(20, 60)),
            **({"agrees": {"value": 0.6, "basis": "assumed"}} if draws.random() < 0.5 else {}),
        }
        for at in range(draws.randint(1, 3))
    ]  # fmt: skip
    read = region_of(_text(shape), region.file, region.practice.text, region.practice.file)
    return measured_law(), read


def _assumed(value: float) -> dict[str, Any]:
    return {"value": value, "basis": "assumed"}


def _period(draws: Random) -> dict[str, Any]:
    low = draws.randint(5, 20)
    high = low + draws.randint(5, 60)
    return {"value": f"P{(low + high) // 2}D", "low": f"P{low}D", "high": f"P{high}D", "basis": "assumed"}


def _text(said: dict[str, Any]) -> bytes:
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False).encode()
