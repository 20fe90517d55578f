"""What cannot be simulated is refused where it stands, all at once, with a word of what to do instead."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from typing_extensions import override

from partnership.errors import Fault, InputError, UnknownName
from partnership.simulation.assembling import model_of
from partnership.simulation.loading import Region, RegionError, load_region, region_of
from partnership.simulation.saving import load_study, save_study
from partnership.simulation.simulating import ExecutorDied
from partnership.simulation.study import simulate
from partnership.template import Template
from tests.simulation.worlds import BARE_LAW, MEASURED, bare_practice, bare_region, made, measured_law

REGION = yaml.safe_load((MEASURED / "region.yaml").read_bytes())
PRACTICE = yaml.safe_load((MEASURED / "practice.yaml").read_bytes())

PERIOD = {"value": "P1M", "basis": "assumed"}

Change = Callable[[dict[str, Any]], object]


def read(region: dict[str, Any] | None = None, practice: Change | None = None) -> Region:
    changed = copy.deepcopy(PRACTICE)
    if practice is not None:
        practice(changed)
    texts = [yaml.safe_dump(said, sort_keys=False).encode() for said in ({**REGION, **(region or {})}, changed)]
    return region_of(texts[0], "region.yaml", texts[1], "practice.yaml")


def refusal(region: dict[str, Any] | None = None, practice: Change | None = None) -> list[str]:
    with pytest.raises(RegionError) as refused:
        model_of(measured_law(), read(region, practice))
    assert all(fault.at is not None for fault in refused.value.faults)
    return str(refused.value).splitlines()


def numbers(**said: dict[str, Any]) -> dict[str, Any]:
    return {"numbers": said}


def assumed(value: float, **said: Any) -> dict[str, Any]:
    return {"value": value, "basis": "assumed", **said}


def partner(**said: Any) -> dict[str, Any]:
    return {"id": "works", "name": "Works", "sector": "business", **said}


@pytest.mark.parametrize(
    "region, what",
    [
        (numbers(trip={"value": 0.5}), "the key 'basis' is missing"),
        (numbers(trip={"value": 0.5, "basis": "measured"}), "what was measured has no source here"),
        (numbers(trip=assumed(1.5)), "'trip' is 1.5, and it is a chance or a share"),
        (numbers(training=assumed(-3)), "'value' is the number -3"),
        (numbers(training=assumed(30, low=40, high=50)), "30 does not lie between 40 and 50"),
        (numbers(training=assumed(30, low=0, high=50, shape="lognormal")), "is never zero"),
        (numbers(training=assumed(30, shape="uniform")), "a uniform figure has no bounds here"),
        (numbers(trip=assumed(0.5, shape="exponential")), "'exponential' may pass 1"),
        (
            numbers(trip=assumed(0.5, low=0.3, high=0.9, shape="lognormal")),
            "'lognormal' may pass 1",
        ),
        ({"horizon": "P0D"}, "nothing can happen in P0D"),
        ({"horizon": "P10D"}, "nothing can happen in P10D"),
        ({"horizon": "P300Y", "step": "P1D"}, "more than 20000 steps"),
        ({"partners": [partner(employees=assumed(-5))]}, "'value' is the number -5"),
        ({"partners": [partner(employees=assumed(1e12))]}, "employees here"),
        ({"partners": [partner(), partner()]}, "'works' stands here twice"),
        ({"partners": [partner(count=2), partner(id="works-1")]}, "'works-1' stands here twice"),
        ({"partners": [partner(role="boss")]}, "unknown: role 'boss'"),
        ({"partners": [partner(sector="busines")]}, "unknown: sector 'busines'; did you mean 'business'?"),
        ({"partners": [partner(sector="press")]}, "unknown: sector 'press'; expected one of: business"),
        ({"template": "volunteers"}, "is for the template 'volunteers', not for 'mentors'"),
        ({"parameters": {"redy": 4}}, "unknown key 'redy'"),
        ({"parameters": {"ready": -4}}, "parameter 'ready' cannot be -4"),
        ({"funding": {"ends": "2009-06-01", "goes_on": assumed(2)}}, "'value' is the number 2"),
        (
            {"funding": {"ends": "2001-06-01", "goes_on": assumed(0.5)}},
            "the money ends on 1 June 2001, and the first day",
        ),
    ],
)
def test_a_region_that_cannot_be_is_refused_at_its_place(region: dict[str, Any], what: str) -> None:
    (line,) = refusal(region)
    key = next(iter(region))
    first = 1 + next(at for at, said in enumerate(_lines({**REGION, **region})) if said.startswith(f"{key}:"))
    assert line.startswith("region.yaml:")
    assert int(line.split(":")[1]) >= first
    assert what in line


@pytest.mark.parametrize(
    "value, english, russian",
    [
        ("50%", "is '50%'; expected a number; write 0.5", "стоит «50%»; ожидается: число; пишите 0.5"),
        ("150 %", "is '150 %'; expected a number", "стоит «150 %»; ожидается: число"),
        ("many", "is 'many'; expected a number", "стоит «many»; ожидается: число"),
        ([0.5], "is a list; expected a number", "стоит список; ожидается: число"),
        (True, "is true; expected a number", "стоит true; ожидается: число"),
        (50, "is the number 50; expected at most 1; write 0.5", "ожидается: не больше 1; пишите 0.5"),
        (-1, "is the number -1; expected at least 0", "ожидается: не меньше 0"),
    ],
)
def test_a_chance_that_is_no_number_from_0_to_1_is_told_with_how_it_is_written(
    value: Any, english: str, russian: str
) -> None:
    """In both languages."""
    with pytest.raises(RegionError) as refused:
        read({"partners": [partner(agrees={"value": value, "basis": "assumed"})]})
    (fault,) = refused.value.faults
    assert str(fault).endswith(f"'value' {english}")
    assert fault.text("ru").endswith(russian)


def _lines(said: dict[str, Any]) -> list[str]:
    return yaml.safe_dump(said, sort_keys=False).splitlines()


def _move(at: int, **said: Any) -> Change:
    return lambda practice: practice["people"]["moves"][at].update(said)


@pytest.mark.parametrize(
    "practice, what",
    [
        (lambda p: p["people"]["moves"][-1]["chance"].pop("two"), "the move 'leave' has no chance for 'two'"),
        (lambda p: p["people"].update(of="compnies"), "unknown: circle 'compnies'; did you mean 'companies'?"),
        (lambda p: p["people"].update(employees="x"), "unknown: number 'x'"),
        (_move(1, times="$param.redy"), "did you mean '$param.ready'?"),
        (_move(1, times=0), "times is 0; expected a whole number from 1"),
        (_move(-1, to="outside"), "leads where nobody goes"),
        (lambda p: p["people"]["states"].append({"id": "one", "title": "x"}), "'one' stands here twice"),
        (lambda p: p["people"]["states"].append({"id": "left", "title": "x"}), "'left' stands here twice"),
        (lambda p: p["numbers"].append(copy.deepcopy(p["numbers"][0])), "'employees' stands here twice"),
        (lambda p: p["measures"][0].update(stage="mian"), "unknown: stage 'mian'; did you mean 'main'?"),
        (lambda p: p.update(way=["mein"]), "unknown: stage 'mein'; did you mean 'main'?"),
        (lambda p: p.update(approach="wining"), "unknown: kind of work 'wining'"),
        (lambda p: p["circles"].append({"id": "all", "of": ["compnies"]}), "unknown: circle 'compnies'; did you mean"),
        (lambda p: p["circles"].append({"id": "all", "sector": "busines"}), "unknown: sector 'busines'; did you mean"),
        (lambda p: p["circles"].append({"id": "all", "role": "boss"}), "unknown: role 'boss'"),
        (lambda p: p["people"]["states"][0].update(level={"scale": "readines", "level": "x"}), "unknown: scale 'readi"),
        (_move(0, lines=[{"trop": {}}]), "unknown key 'trop'"),
        (lambda p: p.update(leaving=[{"end": {"partnr": "$it"}}]), "unknown key 'partnr'; did you mean 'partner'?"),
        (
            _move(-1, lines=[{"end": {"trip": "tripp-$person-$n"}}]),
            "'tripp-$person-$n'; did you mean 'trip-$person-$n'?",
        ),
        (_move(-1, lines=[{"end": {"level": "at-$person-4"}}]), "no line makes a level 'at-$person-4'"),
        (_move(-1, lines=[{"end": {"partner": "mill"}}]), "no line makes a partner 'mill'"),
        (
            lambda p: p.update(work=[{"id": "w", "title": "W", "by": "clrks", "default": PERIOD}]),
            "unknown: workers 'clrks'",
        ),
    ],
)
def test_a_practice_that_cannot_be_is_refused_at_its_place(practice: Change, what: str) -> None:
    (line,) = refusal(practice=practice)
    assert line.startswith("practice.yaml:")
    assert what in line


@pytest.mark.parametrize(
    "practice, what",
    [
        (_move(0, lines=[{"each": "people", "trip": {"id": "t-$persn", "person": "$person"}}]), "known as 'persn'"),
        (_move(0, lines=[{"each": "peple", "trip": {"id": "t-$n"}}]), "known as 'peple'"),
        (_move(0, lines=[{"each": "people", "trip": {"idd": "t-$person-$n", "person": "$person"}}]), "'id' is missing"),
        (lambda p: p.update(joining=[{"partner": {"id": "$it", "nam": "X"}}]), "unknown key 'nam'"),
    ],
)
@pytest.mark.parametrize("engine", ["fast", "exact"])
def test_a_line_that_becomes_no_act_is_refused_at_its_place(engine: str, practice: Change, what: str) -> None:
    with pytest.raises(RegionError, match=f"practice.yaml:[0-9].*{what}"):
        simulate(measured_law(), read({"partners": [partner()]}, practice), replications=1, engine=engine)


ROLES = {**BARE_LAW, "roles": [{"id": each, "title": each} for each in ("programme_coordinator", "donor", "driver")]}


def cast(**said: Any) -> tuple[Template, Region]:
    """A practice that tells partners of business apart by role, and a region of one partner."""
    circles = [
        {"id": "companies", "sector": "business", "role": "programme_coordinator"},
        {"id": "donors", "sector": "business", "role": "donor"},
    ]
    return made(ROLES, bare_practice({}, [], [], circles=circles), bare_region(partners=[partner(**said)]))


@pytest.mark.parametrize(
    "said, what",
    [
        ({"role": "coordinator"}, "unknown: role 'coordinator'; expected one of: programme_coordinator, donor"),
        ({"role": "doner"}, "unknown: role 'doner'; did you mean 'donor'?"),
        ({}, "the practice does nothing for 'works': it tells partners of the sector 'business' apart by role"),
        ({"role": "driver"}, "apart by role; expected role: programme_coordinator, donor"),
    ],
)
def test_a_partner_whose_role_the_practice_does_not_know_is_refused_with_the_roles_that_it_knows(
    said: dict[str, Any], what: str
) -> None:
    """Without one of them the partner would join, and nothing would ever be done for it or by it."""
    with pytest.raises(RegionError, match=r"^region\.yaml:[0-9]+:[0-9]+: ") as refused:
        model_of(*cast(**said))
    (fault,) = refused.value.faults
    assert what in str(fault)
    assert "role " not in fault.text("ru")


def test_a_partner_that_the_practice_knows_by_its_sector_needs_no_role() -> None:
    for said in ({}, {"role": "driver"}):
        practice = bare_practice({}, [], [])
        assert model_of(*made(ROLES, practice, bare_region(partners=[partner(**said)]))).partners


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = refusal(
        {
            **numbers(trip=assumed(1.5), trop=assumed(1)),
            "parameters": {"redy": 1},
            "partners": [partner(), partner(sector="busines")],
            "horizon": "P1D",
        }
    )
    assert len(told) == 6


def test_what_cannot_be_read_is_told_at_once_and_before_what_does_not_fit() -> None:
    """A value that cannot be read fits nothing: that it does not fit is seen once it is mended."""
    region = {"horizon": "soon", "step": "P2D", "partners": [partner(role="boss")]}
    with pytest.raises(RegionError) as refused:
        read(region)
    assert len(refused.value.faults) == 2
    assert "boss" in refusal({"partners": region["partners"]})[0]


def test_figures_of_whole_things_are_no_parts_of_one() -> None:
    """As the practice assumes it, or as the region says it: at its place there."""

    def office(practice: dict[str, Any]) -> None:
        practice["workers"] = [{"id": "office", "title": "Office", "at_once": assumed(1.5)}]
        practice["numbers"][0].update(type="whole", default=assumed(3.5))

    name = PRACTICE["numbers"][0]["id"]
    told = refusal({"numbers": {}}, office)
    assert [line.partition(": ")[2] for line in told] == [
        f"'{name}' is 3.5; expected a whole number",
        "'office' is 1.5; expected a whole number",
    ]
    (line,) = refusal({"numbers": {name: assumed(2)}, "workers": {"office": assumed(2.5)}}, office)
    assert line.startswith("region.yaml:")
    assert "'office' is 2.5; expected a whole number" in line


def test_a_line_for_which_nobody_is_there_is_an_attempt_that_failed() -> None:
    """Nobody has joined when the first joining is written: the chance of a world is no fault of a file."""
    practice = bare_practice({"p": 0.1}, ["in"], [{"id": "come", "from": "outside", "to": "in", "chance": "p"}])
    practice["joining"] = [{"partner": {"id": "$it", "name": "$first.companies", "sector": "business"}}]
    from partnership.simulation.chance import Chance
    from partnership.simulation.exact import Exact

    history = Exact(model_of(*made(BARE_LAW, practice, bare_region())), Chance(1), 0).run()
    assert history.partners == ()
    assert [attempt.rules for attempt in history.attempts] == [("nobody:companies",)]


def _writing(*lines: dict[str, Any], **said: Any) -> tuple[Template, Region]:
    """A bare region in which one task writes some lines."""
    practice = {
        **bare_practice({}, [], []),
        "work": [{"id": "writing", "title": "Writing", "default": {"value": "P5D", "basis": "assumed"}}],
        "tasks": [{"id": "post", "title": "Post", "stage": "only", "work": "writing", "lines": [*lines]}],
        **said,
    }
    return made(BARE_LAW, practice, bare_region())


def _risky() -> tuple[Template, Region]:
    """A likelihood is at most 5, and the number that a line writes for it is drawn from 1 to 9."""
    whole = {"id": "often", "type": "whole", "title": "Often", "default": assumed(5, low=1, high=9, shape="uniform")}
    employees = {"id": "employees", "title": "Employees", "default": assumed(1)}
    line = {"risk": {"id": "flood", "title": "Flood", "likelihood": "$number.often", "impact": 1}}
    return _writing(line, numbers=[employees, whole])


def test_what_is_ended_and_was_never_written_fails_every_run_and_is_told_with_its_place() -> None:
    """That an id has the wrong number is seen only when it is written."""
    lines = {"person": {"id": "p-$n", "partner": "works"}}, {"end": {"person": "p-${n}1"}}
    with pytest.raises(RegionError) as refused:
        simulate(*_writing(*lines), replications=2, seed=4)
    assert "no run comes to its end; why, in the first (seed 4, replication 0): practice.yaml:" in str(refused.value)
    assert "there is no person 'p-11'" in str(refused.value)
    assert "нет записи" in refused.value.text("ru")


def test_a_number_that_a_line_cannot_take_fails_the_runs_in_which_it_is_drawn() -> None:
    """The others count; of those that failed it is told which, and why, and they can be run again."""
    study = simulate(*_risky(), replications=40, seed=1, engine="exact")
    assert 0 < len(study.failures) < 40
    assert len(study.of()) == 40 - len(study.failures)
    failure = study.failures[0]
    assert str(failure.why).startswith("practice.yaml:")
    assert "likelihood" in str(failure.why)
    assert str(failure.why) in study.text()
    assert failure.why.in_language("ru") in study.text("ru")
    with pytest.raises(RegionError, match="likelihood"):
        study.history(failure.replication)


def test_a_failed_run_is_kept_with_why(tmp_path: Path) -> None:
    law, region = _risky()
    study = simulate(law, region, replications=10, seed=1, engine="exact")
    assert study.failures
    save_study(study, tmp_path / "risky.study")
    assert load_study(tmp_path / "risky.study", law).failures == study.failures


def test_a_study_whose_runs_all_fail_is_given_up_before_its_end() -> None:
    tried = []
    lines = {"person": {"id": "p-$n", "partner": "works"}}, {"end": {"person": "p-${n}1"}}
    with pytest.raises(RegionError, match="no run comes to its end"):
        simulate(*_writing(*lines), replications=1000, progress=lambda done, _: tried.append(done))
    assert max(tried, default=0) < 50


@pytest.mark.parametrize(
    "levers, error, what",
    [
        ({"recruitmnt": 0.1}, UnknownName, "lever 'recruitmnt'; did you mean 'recruitment'?"),
        ({"law.redy": 1}, UnknownName, "did you mean 'law.ready'?"),
        ({"recruitment": 1.5}, InputError, "'recruitment' is 1.5; expected a number from 0 to 1"),
        ({"recruitment": float("nan")}, InputError, "'recruitment' is nan"),
        ({"training": float("inf")}, InputError, "'training' is inf; expected a number from 0"),
        ({"training": "many"}, InputError, "'training' is many"),
        ({"recruitment": "0,015"}, InputError, "'recruitment' is 0,015; expected a number from 0 to 1; write 0.015"),
        ({"training": True}, InputError, "'training' is True"),
        ({"law.ready": -1}, InputError, "'law.ready' is -1"),
        ({"law.ready": 1.5}, InputError, "'law.ready' is 1.5; expected a whole number from 0 to 1000000"),
        ({"law.ready": 1e9}, InputError, "'law.ready' is 1000000000"),
    ],
)
def test_a_lever_that_cannot_be_set_so_is_refused_before_anything_runs(
    levers: dict[str, Any], error: type[Exception], what: str
) -> None:
    for said in ({"levers": levers}, {"arms": {"other": levers}}):
        with pytest.raises(error) as refused:
            simulate(measured_law(), read(), replications=1, **said)
        assert what in str(refused.value)


def test_levers_that_cannot_be_are_told_together() -> None:
    with pytest.raises(InputError) as refused:
        simulate(measured_law(), read(), replications=1, levers={"recruitment": 2, "training": -1})
    assert len(refused.value.faults) == 2


def test_files_that_are_not_there_are_named() -> None:
    with pytest.raises(UnknownName, match="region 'nowhere'"):
        load_region("nowhere")
    with pytest.raises(RegionError, match=r"nowhere\.yaml: there is no such file"):
        load_region("/nowhere.yaml")


class _Dying(ProcessPoolExecutor):
    """An executor whose worker ends as if the system had killed it."""

    @override
    def submit(self, *_: Any, **__: Any) -> Any:
        return super().submit(os._exit, 3)


def test_an_executor_that_dies_is_told_with_what_to_do() -> None:
    with _Dying(1) as executor, pytest.raises(ExecutorDied) as told:
        simulate(measured_law(), read(), replications=4, engine="exact", executor=executor)
    (fault,) = told.value.faults
    assert "the executor has died" in str(fault.what)
    assert "what comes out is the same" in str(fault.hint)


def test_an_executor_that_is_shut_down_is_told_with_what_to_do() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(ExecutorDied, match="after shutdown"):
        simulate(measured_law(), read(), replications=4, engine="fast", executor=executor)


WRONG: tuple[Any, ...] = ("50%", "", "a b", True, None, -3, 0.5, 10**20, float("inf"), [], [1], {"a": 1}, {"en": 1})


def _all(value: Any, wrong: Any) -> Any:
    """Put something wrong in the place of each value."""
    if isinstance(value, dict):
        return {key: _all(each, wrong) for key, each in value.items()}
    return [_all(each, wrong) for each in value] if isinstance(value, list) else wrong


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_whatever_stands_in_a_file_is_told_in_the_readers_language(wrong: Any) -> None:
    """What was expected is said in words of ours, for every field of both files: none of them is left in English."""
    figure = assumed(0.5)
    region = {
        **REGION,
        "funding": {"ends": "2009-06-01", "goes_on": figure},
        "partners": [partner(role="x", count=2, agrees=figure, leaves=figure, employees=assumed(3))],
        "work": {"writing": PERIOD},
        "workers": {"office": assumed(2)},
    }
    for told in (_of_region(_all(region, wrong)), _of_region(REGION, _all(PRACTICE, wrong))):
        assert told
        for fault in told:
            assert fault.expected is None or fault.text("ru").count(f"; ожидается: {fault.expected}") == 0
            assert "Input should" not in str(fault)


def _of_region(region: dict[str, Any], practice: dict[str, Any] = PRACTICE) -> Sequence[Fault]:
    texts = [yaml.safe_dump(said, sort_keys=False).encode() for said in (region, practice)]
    with pytest.raises(RegionError) as refused:
        region_of(texts[0], "region.yaml", texts[1], "practice.yaml")
    return refused.value.faults
