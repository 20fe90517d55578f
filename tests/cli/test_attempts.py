"""Attempts and slips in the story: what a rule refused is told, what is not there is a fault of the file."""

from pathlib import Path

import pytest

from tests.cli.helpers import LAW, STORY, Ask, Write

GROUND = "".join(f"{line}\n" for line in STORY.splitlines()[:3])


def _at(day: str, line: str) -> str:
    return f"- {{date: {day}, refused: true, {line}}}\n"


# --- slips -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "missing", "ledger", "graph"])
def test_a_file_with_a_slip_cannot_be_used_whatever_is_asked_of_it(ask: Ask, write: Write, command: str) -> None:
    told = ask(command, write(GROUND + _at("2020-03-09", "person: {id: p-2, partner: ana}")))
    assert told.code == 2
    assert told.err == (
        "street.yaml:11:64: partner: there is no partner 'ana' on 9 March 2020; did you mean 'anna'?\n"
        "1 line had an unexpected result\n"
    )


def test_where_the_law_says_no_as_well_the_slip_counts(ask: Ask, write: Write) -> None:
    slip, unmarked = _at("2020-03-09", "person: {id: p-2, partner: ana}"), "- {date: 2020-03-10, advance: grow}\n"
    assert ask("run", write(GROUND + unmarked)).code == 1
    told = ask("run", write(GROUND + slip + unmarked))
    assert told.code == 2
    assert told.err.endswith("2 lines had an unexpected result\n")


def test_a_slip_is_told_with_its_remedy_where_it_stands(ask: Ask, write: Write) -> None:
    told = ask("run", write(GROUND + _at("2020-03-09", "partner: {id: s, name: School, sector: scool}")))
    lines = told.out.splitlines()
    place = lines.index("  2020-03-09  error in the file: partner s (School)")
    assert lines[place + 1].strip() == "sector: the template's list of sectors has no 'scool'; did you mean 'school'?"


def test_a_slip_is_told_in_russian(ask: Ask, write: Write) -> None:
    told = ask("run", write(GROUND + _at("2020-03-09", "person: {id: p-2, partner: ana}")), "--lang", "ru")
    assert "  2020-03-09  ошибка в файле: человек p-2" in told.out
    assert told.err.endswith("1 строка файла дала не тот результат, что в нём указан\n")


def test_a_slip_in_json_is_neither_refused_nor_accepted(ask: Ask, write: Write) -> None:
    file = write(GROUND + _at("2020-03-09", "person: {id: p-2, partner: ana}") + _at("2020-03-09", "advance: grow"))
    told = ask("run", file, "--json")
    slip, refused = told.json["happenings"][-2:]
    assert [(one["what"], one["as_the_file_says"]) for one in (slip, refused)] == [
        ("mistaken", False),
        ("refused", True),
    ]
    assert slip["findings"][0]["code"] == "unknown_id"
    assert told.json["faults"][0]["hint"]["ru"] == "возможно, имелось в виду «anna»?"


# --- reasons ---------------------------------------------------------------------------------------------------------


def test_whatever_the_story_names_as_a_reason_can_be_expected(ask: Ask, write: Write) -> None:
    attempt = "risk: {id: r-2, title: Frost, likelihood: 1, impact: 1}"
    ended = GROUND + "".join(f"{line}\n" for line in STORY.splitlines()[8:11])
    for word in ("suspended", "G2"):  # the rule by which it is suspended
        told = ask("run", write(f"{ended}- {{date: 2020-05-10, refused: true, expect: [{word}], {attempt}}}\n"))
        assert (told.code, told.err) == (0, "")
        assert 'since 1 May 2020: G2 "A neighbour is there" is not' in told.out
    told = ask("run", write(f"{ended}- {{date: 2020-05-10, refused: true, expect: [G1], {attempt}}}\n"))
    assert told.err.startswith("street.yaml:14:46: refused, but not for G1; the reasons are G2, suspended")


def test_a_rule_that_only_warns_can_be_expected_beside_the_one_that_refuses(ask: Ask, write: Write) -> None:
    told = ask("run", write(f"{GROUND}- {{date: 2020-03-09, refused: true, expect: [G1, G3], advance: grow}}\n"))
    assert (told.code, told.err) == (0, "")


def _same(told: str) -> bool:
    return "for the same reasons" in told


def test_a_second_attempt_that_fails_alike_is_told_briefly(ask: Ask, write: Write) -> None:
    told = ask("run", write(GROUND + _at("2020-03-09", "advance: grow") + _at("2020-03-19", "advance: grow")))
    assert _same(told.out)


def test_a_second_attempt_that_fails_under_another_rule_tells_its_reasons(ask: Ask, write: Write) -> None:
    Path("garden.yaml").write_text(LAW, encoding="utf-8")
    more = GROUND + _at("2020-03-09", "advance: grow")
    more += "- {date: 2020-03-10, suspend: {reason: Hail}}\n" + _at("2020-03-19", "advance: grow")
    told = ask("run", write(more)).out
    assert not _same(told)
    assert "the programme has been suspended since 10 March 2020: suspended by a decision: Hail" in told


def test_a_second_attempt_that_came_nearer_tells_by_how_much(ask: Ask, write: Write) -> None:
    school = "- {{date: 2020-03-10, partner: {{id: s-{0}, name: School {0}, sector: school}}}}\n"
    tries = "".join(school.format(number) + _at("2020-03-19", "advance: grow") for number in range(1, 4))
    file = write(GROUND + tries + _at("2020-03-20", "advance: grow"))
    law = LAW.replace("where: {sector: school}}}", "where: {sector: school}}, min: 4}")
    Path("garden.yaml").write_text(law, encoding="utf-8")
    told = ask("run", file).out.split("Where it stands")[0]
    counted = 'G1 A school takes part: {} of the 4 needed partners from the sector "Schools"'
    assert [counted.format(number) in " ".join(told.split()) for number in (1, 2, 3)] == [True] * 3
    assert told.count("for the same reasons") == 1


COVERED = LAW.replace("severity: warn\n", "severity: block\n").replace("          owed_by: school\n", "", 1)


def test_a_second_attempt_in_which_somebody_else_lacks_something_tells_who(ask: Ask, write: Write) -> None:
    file = write(
        GROUND
        + _at("2020-03-09", "advance: grow")
        + "- {date: 2020-03-10, need: {id: n-1, institution: anna, what: Water}}\n"
        + "- {date: 2020-03-10, partner: {id: vera, name: House 8, sector: neighbour}}\n"
        + _at("2020-03-19", "advance: grow")
        + "- {date: 2020-03-20, partner: {id: boris, name: House 6, sector: neighbour}}\n"
        + "- {date: 2020-03-20, partner: {id: gleb, name: House 9, sector: neighbour}}\n"
        + "- {date: 2020-03-20, partner: {id: dora, name: House 3, sector: neighbour}}\n"
        + _at("2020-03-29", "advance: grow")
        + "- {date: 2020-03-30, need: {id: n-2, institution: vera, what: Water}}\n"
        + "- {date: 2020-03-30, partner: {id: zoya, name: House 2, sector: neighbour}}\n"
        + _at("2020-04-09", "advance: grow")
        + _at("2020-04-19", "advance: grow")
    )
    Path("garden.yaml").write_text(COVERED, encoding="utf-8")
    told = ask("run", file)
    assert (told.code, told.err) == (0, "")
    assert "G3 Each neighbour has a need (not met by: House 4)" in told.out
    assert "G3 Each neighbour has a need (not met by: House 8)" in told.out
    # after the first two it is other neighbours, which the line does not show
    assert told.out.split("Where it stands")[0].count("(not met by: House 6, House 3 and 2 more)") == 2
    assert told.out.count("for the same reasons") == 1
