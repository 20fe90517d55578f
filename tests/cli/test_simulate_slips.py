"""A slip in what `simulate` is asked is answered with what is wrong, where, and what would be right."""

import pytest

from partnership.cli.arguments import LARGEST_SEED, MOST_RUNS
from partnership.errors import InputError
from partnership.programme import load_template
from partnership.simulation import load_region, simulate
from tests.cli.helpers import ROOT, Ask

KALUGA = ("simulate", "volunteers", "--region", "kaluga")
RIVER = str(ROOT / "examples" / "disaster-coalition-example.yaml")


@pytest.mark.parametrize(
    "slip, answer",
    [
        ("--replications=-5", "--replications: '-5' is not a whole number from 1 to 10000000"),
        ("--replications=0", "--replications: '0' is not a whole number from 1 to"),
        ("--replications=1.5", "--replications: '1.5' is not a whole number from 1 to"),
        ("--replications=many", "--replications: 'many' is not a whole number from 1 to"),
        ("--replications=10000001", "--replications: '10000001' is not a whole number from 1 to"),
        ("--seed=-1", "--seed: '-1' is not a whole number from 0 to 18446744073709551615"),
        ("--seed=18446744073709551616", "--seed: '18446744073709551616' is not a whole number from 0 to"),
        (
            "--leave=bank",
            "'bank' does not say who leaves after how many months, a whole number from 1; expected such as bank=",
        ),
        ("--leave=bank=1.5", "'bank=1.5' does not say who leaves after how many months"),
        ("--leave=bank=0", "'bank' leaves after 0 months; expected a number of months from 1 to 47"),
        (
            "--leave=bank=48",
            "after 48 months; expected a number of months from 1 to 47, as the runs end on 28 January 2030",
        ),
        (
            "--compare=sign_up",
            "--compare: 'sign_up' does not say what is set to which number; expected such as sign_",
        ),
        ("--compare=sign_up=-1", "'sign_up' is -1; expected a number from 0 to 1"),
        ("--set=sign_up=2", "'sign_up' is 2; expected a number from 0 to 1"),
        ("--set=sign_up=0,015", "'sign_up' is 0,015; expected a number from 0 to 1; write 0.015"),
        ("--set=sign_up=5%", "write 0.05"),
        ("--set=workers.office=2.5", "'workers.office' is 2.5; expected a whole number from 0"),
        ("--set=law.districts=1.5", "'law.districts' is 1.5; expected a whole number from 1 to 50"),
        ("--set=law.register_freshness=P90D", "and a lever is a number; set it in the region, under `parameters:`"),
        ("--set=law.register_freshness=90", "and a lever is a number; set it in the region, under `parameters:`"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(ask: Ask, slip: str, answer: str) -> None:
    """A number of the wrong kind, below what it may be or beyond it; nothing is run."""
    told = ask(*KALUGA, "--lang", "en", slip)
    assert (told.code, told.out) == (2, "")
    assert answer in told.err


def test_of_an_unknown_lever_it_is_said_which_there_are_and_where_all_are_listed(ask: Ask) -> None:
    """On a line of its own length: the nearest, or a few of those that are ours to choose."""
    near = ask(*KALUGA, "--set", "pupil=2").err
    where = "`partnership regions show NAME` lists all"
    assert f"unknown: lever 'pupil'; did you mean 'pupils'? {where}" in near
    far = ask(*KALUGA, "--set", "blah=2").err
    assert "unknown: lever 'blah'. There are: sign_up, training_places, workers.office, " in far
    assert f", ... ({where})" in far
    assert len(far) < 200
    assert "«blah»" in (in_russian := ask(*KALUGA, "--set", "blah=2", "--lang", "ru").err)
    assert "все перечисляет `partnership regions show ИМЯ`" in in_russian
    of_the_law = ask(*KALUGA, "--set", "law.quorom=0.6").err
    assert "did you mean 'law.quorum'?" in of_the_law
    assert "There are: law.quorum, law." in ask(*KALUGA, "--set", "law.quite_another=0.6").err
    assert "law." not in ask("simulate", RIVER, "--region", "river-district", "--set", "blah=2").err


def test_a_running_programme_has_its_parameters_already(ask: Ask) -> None:
    """Whatever they would be set to; what can be set instead is said."""
    for lever in ("law.silence=P90D", "law.silence=90", "law.lessons=2"):
        told = ask("simulate", RIVER, "--region", "river-district", "--set", lever)
        words = "cannot be set in a forecast: the programme has its own parameters; what can be set: "
        assert f"'{lever.partition('=')[0]}' {words}" in told.err
        assert "what can be set: workers.office, " in told.err


def test_who_cannot_leave_is_told_who_can(ask: Ask) -> None:
    """All of them by the alphabet; and of several alike, which of them."""
    everybody = "bank, foundation, helpers, kindness, ministry, plant, school-1, school-2, school-3, shop"
    assert f"unknown: partner 'xyz'. There are: {everybody}\n" in ask(*KALUGA, "--leave", "xyz=3").err
    assert "'bnak'; did you mean 'bank'?\n" in ask(*KALUGA, "--leave", "bnak=3").err
    of_schools = "'school' stands for 3 partners; expected one of: school-1, school-2, school-3"
    assert of_schools in ask(*KALUGA, "--leave", "school=3").err
    assert "«school» — это 3 партнёра; ожидается: одно из: " in ask(*KALUGA, "--leave", "school=3", "--lang", "ru").err


def test_the_fast_engine_is_to_be_left_out_where_it_cannot_carry_what_is_asked(ask: Ask) -> None:
    told = ask(*KALUGA, "--engine", "fast", "--leave", "bank=2")
    assert told.code == 2
    assert "; leave out `--engine fast`" in told.err


def test_what_is_set_to_two_values_is_refused(ask: Ask) -> None:
    """Which of them is meant nobody knows; two arms are another thing."""
    for option, values in (("set", ("visit=0.5", "visit=0.6")), ("leave", ("bank=3", "bank=4"))):
        told = ask(*KALUGA, *(f"--{option}={value}" for value in values))
        assert told.code == 2
        assert f"--{option}: '{values[0].partition('=')[0]}' is given twice; give it once" in told.err
    both = ask(*KALUGA, "--replications", "2", "--compare", "visit=0.5", "--compare", "visit=0.6", "--json").json
    assert [arm["arm"] for arm in both["arms"]] == ["base", "visit=0.5", "visit=0.6"]


def test_the_command_takes_as_many_runs_and_such_seeds_as_a_study_does() -> None:
    law, region = load_template("volunteers"), load_region("kaluga")
    assert len(simulate(law, region, replications=1, seed=LARGEST_SEED)) == 1
    with pytest.raises(InputError):
        simulate(law, region, replications=1, seed=LARGEST_SEED + 1)
    with pytest.raises(InputError, match=str(MOST_RUNS)):
        simulate(law, region, replications=MOST_RUNS + 1)


def test_a_region_given_in_the_place_of_a_template_is_told_how_it_is_given(ask: Ask) -> None:
    region = str(ROOT / "src" / "partnership" / "regions" / "kaluga.yaml")
    for command in (("simulate",), ("run",), ("missing",), ("graph",), ("templates", "show")):
        told = ask(*command, region, "--lang", "en")
        assert (told.code, told.out) == (2, "")
        (line,) = told.err.splitlines()
        assert f"`partnership simulate volunteers --region {region}`" in line
