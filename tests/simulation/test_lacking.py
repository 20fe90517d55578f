"""What a rule still lacks can be written: by whom, how much, and what a rule before an act has turned away."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from partnership.simulation.assembling import model_of
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.loading import RegionError
from partnership.simulation.model import Model
from partnership.simulation.study import simulate
from tests.simulation.worlds import BARE_LAW, bare_region, made


def total(way: str) -> dict[str, Any]:
    return {"sum": {"from": "sums", "where": {"way": way, "of": "$one"}}, "field": "much", "empty": 0}


FEW_DAYS = {"value": "P7D", "basis": "assumed"}

LAW: dict[str, Any] = {
    **BARE_LAW,
    "template": "tills",
    "registers": [
        {"id": "sums", "kind": "sum", "title": "Sums", "fields": {
            "way": {"type": "choice", "choices": ["in", "out"]},
            "of": {"type": "id", "of": "partner"},
            "much": {"type": "integer"},
        }},
        {"id": "keys", "kind": "key", "title": "Keys", "fields": {
            "of": {"type": "id", "of": "partner"}, "lent_by": {"type": "text"},
        }},
        {"id": "permits", "kind": "permit", "title": "Permits", "fields": {"by": {"type": "text"}}},
    ],
    "stages": [
        {"id": "open", "title": "Open", "next": ["end"], "gates": {"exit": [
            {"id": "T1", "title": "What came in has gone out", "for_each": {"in": "partners", "as": "one", "require": [
                {"compare": {"left": total("out"), "op": "eq", "right": total("in")}},
            ]}},
            {"id": "T2", "title": "There are sums", "count": {"of": "sums", "min": 1}},
            {"id": "T3", "title": "There is a key", "count": {"of": "keys", "min": 1}},
        ]}},
        {"id": "end", "title": "End", "final": True},
    ],
    "guards": [
        {"id": "G1", "title": "A key is lent with a permit", "act": {"record": "key"},
         "count": {"of": {"from": "permits", "where": {"by": "$act.lent_by"}}, "min": 1}},
    ],
}  # fmt: skip


def task(id_: str, meets: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id_, "title": id_, "meets": [meets], "work": "papers", "lines": list(lines), **more}


CAME = task("came", "T2", {"each": "all", "sum": {"id": "in-$it", "way": "in", "of": "$it", "much": 70}})
SOME = {"sum": {"id": "some", "way": "out", "of": "works", "much": 30}}
REST = {"each": "all", "lacking": "T1", "sum": {"id": "rest-$it-$n", "way": "out", "of": "$it", "much": "$lacking"}}
KEY = task("key", "T3", {"key": {"id": "key", "of": "works", "lent_by": "porter"}})
PERMIT = task("permit", "G1", {"lacking": "G1", "permit": {"id": "permit-$n", "by": "$its.lent_by"}})

PRACTICE: dict[str, Any] = {
    "format": 1,
    "practice": "tills",
    "template": "tills",
    "title": "Tills",
    "circles": [{"id": "all", "sector": "business"}],
    "workers": [{"id": "clerks", "title": "Clerks", "at_once": {"value": 2, "basis": "assumed"}}],
    "work": [{"id": "papers", "title": "Papers", "by": "clerks", "default": FEW_DAYS}],
    "joining": [{"partner": {"id": "$it", "name": "$candidate.name", "sector": "business"}}],
    "tasks": [CAME, task("spent", "T1", SOME, after=["came"]), task("rest", "T1", REST, after=["spent"]), KEY, PERMIT],
}
PARTNERS = [{"id": name, "name": name, "sector": "business"} for name in ("works", "mill")]


def model(**said: Any) -> Model:
    region = bare_region(template="tills", partners=PARTNERS, step="P7D")
    return model_of(*made(LAW, {**copy.deepcopy(PRACTICE), **said}, region))


def run(**said: Any) -> Any:
    made_of = model(**said)
    study = simulate(made_of.law, made_of.region, replications=1, engine="exact")
    assert study.failures == ()
    return study.history(0)


def rows(history: Any, kind: str) -> dict[str, Any]:
    return {row.id: dict(row.fields) for row in history.programme.snapshot.records(kind)}


def test_whoever_lacks_something_gets_as_much_as_is_lacking() -> None:
    """The works have spent 30 of 70, the mill nothing; each spends its own rest, and the way on opens."""
    history = run()
    assert {id_: row["much"] for id_, row in rows(history, "sums").items() if id_.startswith("rest")} == {
        "rest-works-1": 40,
        "rest-mill-1": 70,
    }
    assert history.programme.stage == "end"


def test_where_nobody_lacks_anything_it_is_not_done() -> None:
    """What came in is spent whole: no hands are taken for a rest that is not there."""
    whole = {"each": "all", "sum": {"id": "all-$it", "way": "out", "of": "$it", "much": 70}}
    tasks = [CAME, task("spent", "T1", whole, after=["came"]), task("rest", "T1", REST), KEY, PERMIT]
    history = run(tasks=[*tasks[:2], {**tasks[2], "after": ["spent"]}, *tasks[3:]])
    assert not [id_ for id_ in rows(history, "sums") if id_.startswith("rest")]
    assert history.programme.stage == "end"


def test_who_has_too_much_lacks_nothing() -> None:
    """Forty too many went out: nothing is written, and the rule stays unmet."""
    more = {"sum": {"id": "some", "way": "out", "of": "works", "much": 110}}
    history = run(
        tasks=[CAME, task("spent", "T1", more, after=["came"]), task("rest", "T1", REST, after=["spent"]), KEY]
    )
    assert [id_ for id_ in rows(history, "sums") if id_.startswith("rest")] == ["rest-mill-1"]
    assert history.programme.stage == "open"


def test_what_a_rule_before_an_act_has_turned_away_says_what_it_lacks() -> None:
    """The key is refused without a permit of whoever lends it: the permit names that one, and the key is lent."""
    history = run()
    assert [row["by"] for row in rows(history, "permits").values()] == ["porter"]
    assert rows(history, "keys")["key"]["lent_by"] == "porter"


def test_a_rule_that_the_law_does_not_have_is_told_at_its_line() -> None:
    wrong = {**REST, "lacking": "T11"}
    with pytest.raises(RegionError) as refused:
        model(tasks=[CAME, task("rest", "T1", wrong, after=["came"]), KEY, PERMIT])
    assert "practice.yaml:" in str(refused.value)
    assert "unknown: rule 'T11'; did you mean 'T1'?" in str(refused.value)


def test_a_rule_that_counts_nothing_is_told_when_how_much_is_asked_for() -> None:
    """That can only be seen when the line is written, and is told with its place."""
    asks = {"lacking": "G1", "permit": {"id": "permit-$n", "by": "$lacking"}}
    made_of = model(tasks=[CAME, KEY, task("permit", "G1", asks)])
    with pytest.raises(RegionError, match=r"practice\.yaml:.*the rule 'G1' does not tell how much 'key' lacks"):
        simulate(made_of.law, made_of.region, replications=1, engine="exact")


def test_whoever_is_counted_is_not_told_apart() -> None:
    """The fast engine refuses such a task, at its place."""
    with pytest.raises(CannotCarry, match=r'practice\.yaml:.*the task "rest" is for those who lack something'):
        Fast(model())
