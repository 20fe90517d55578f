"""The bill of what is owed."""

import datetime as dt
from pathlib import Path

import pytest

from partnership.messages import shown
from tests.cli.helpers import STORY, Ask, Write


def test_the_bill_names_who_owes_what_and_how_to_mend_it(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-09", "--all")
    assert (told.code, told.err) == (1, "")
    for line in (
        "What oak-street still needs on 9 March 2020 to enter the stage: Growing",
        "Stage now: Planning, since 2 March 2020.",
        "Not met: 1 requirement blocks, 1 warning.",
        "Schools (the whole sector)",
        "  G1  A school takes part [blocks]",
        "      how to fix: Win a school.",
        "      rule: garden.yaml:21:11; template",
        "House 4 (anna)",
        "  G3  Each neighbour has a need [warns, not confirmed]",
        "      rule: garden.yaml:28:11; template, Custom of the street, RU",
    ):
        assert line in told.out.splitlines()


def test_the_bill_in_russian(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-09", "--lang", "ru").out
    assert "Чего не хватает программе oak-street на 9 марта 2020 г. для перехода на этап: Рост" in told
    assert "Не выполнено: 1 требование препятствует, 1 предупреждение." in told
    assert "Школы (сектор в целом)" in told
    assert "как исправить: Привлеките школу." in told


def test_nothing_missing_is_said_and_is_fine(ask: Ask, write: Write) -> None:
    told = ask("missing", write())
    assert told.code == 0
    assert "What oak-street still needs on 5 July 2020, at its last stage" in told.out
    assert "Nothing is missing." in told.out


def test_a_suspension_stands_on_the_bill(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-05-15")
    assert told.code == 1
    assert "The programme has been suspended since 1 May 2020." in told.out
    assert "No one is named as responsible" in told.out


def test_only_what_blocks_makes_the_law_say_no(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-25")
    assert told.code == 0
    assert "Not met: 1 warning." in told.out


def test_a_day_that_has_not_come_yet_is_said_to_be_one(ask: Ask, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnership.cli.inputs.today", lambda: dt.date(2020, 8, 1))
    file = write()
    for command, option in [("missing", "--on"), ("graph", "--on"), ("run", "--until")]:
        assert ask(command, file, option, "2020-08-01").err == ""
        told = ask(command, file, option, "2020-08-02")
        assert told.err == (
            f"{option} 2020-08-02 has not come yet (today is 1 August 2020): "
            "so it would be if nothing more were recorded\n"
        )
        assert ask(command, file, option, "2020-08-02", "--json").json["command"] == command
    assert ask("ledger", file, "--until", "2020-08-02").err == "", "what is written of that day is in the ledger"
    assert (
        "этот день ещё не наступил (сегодня 1 августа 2020 г.)"
        in ask("missing", file, "--on", "2020-09-01", "--lang", "ru").err
    )


def test_the_day_that_it_is_is_the_readers_own(ask: Ask, write: Write) -> None:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=3)
    assert "has not come yet" in ask("missing", write(), "--on", tomorrow.isoformat()).err


LATE = "- {date: 2020-05-20, recorded: 2020-09-01, partner: {id: gleb, name: House 9, sector: neighbour}}\n"
ATTEMPT = "- {date: 2020-10-01, refused: true, expect: [G2], risk: {id: r-3, title: Rot, likelihood: 1, impact: 1}}\n"
GONE = (
    "- {date: 2020-09-15, end: {partner: boris, reason: Left}}\n"
    "- {date: 2020-09-15, end: {partner: vera, reason: Left}}\n"
    "- {date: 2020-09-15, end: {partner: gleb, reason: Left}}\n"
)


@pytest.mark.parametrize(
    "more, day",
    [
        ("", "2020-07-05"),
        (LATE, "2020-09-01"),
        (LATE + GONE + ATTEMPT, "2020-10-01"),
        (LATE + GONE + ATTEMPT.replace("2020-10-01, ", "2020-10-01, recorded: 2020-11-01, "), "2020-11-01"),
        (LATE + GONE + ATTEMPT + "- {date: 2020-09-20, suspend: Rain}\n", "2020-10-01"),
        (
            "- {date: 2206-01-01, suspend: Rain}\n- {date: 2020-07-06, withdraw: {entry: 14, reason: Slip}}\n",
            "2020-07-06",
        ),
    ],
)
def test_where_it_stands_is_told_of_the_last_day_of_the_file_attempts_included(
    ask: Ask, write: Write, more: str, day: str
) -> None:
    file = write(STORY + more)
    told = ask("run", file)
    assert told.code == 0, told.err
    in_words = shown(dt.date.fromisoformat(day), "en")
    assert f"Where it stands on {in_words}" in told.out
    assert f"still needs on {in_words}" in ask("missing", file).out
    assert ask("missing", file, "--json").json["standing"] == {
        key: value
        for key, value in ask("run", file, "--json").json["standing"].items()
        if key not in {"waivers", "missing", "unsupported"}
    }
    if "G2" in more:
        assert "suspended    since 15 September 2020: G2 A neighbour is there" in told.out


def test_the_bill_that_a_story_points_to_is_that_of_its_last_day(ask: Ask, write: Write) -> None:
    assert "partnership missing street.yaml --on 2020-05-20 for" in ask("run", write(), "--until", "2020-05-20").out
    lines = STORY.replace("- {date: 2020-04-01, advance: grow}\n", "").splitlines()[:8]
    assert "partnership missing street.yaml for" in ask("run", write("\n".join(lines))).out


def test_a_closed_programme_owes_nothing(ask: Ask, write: Write) -> None:
    told = ask("missing", write(STORY + "- {date: 2020-12-01, close: {outcome: cancelled, reason: Frost}}\n"))
    assert (told.code, told.out) == (0, "oak-street was closed on 1 December 2020; nothing more is required.\n")


def test_another_stage_than_the_next_can_be_asked_for(ask: Ask, write: Write) -> None:
    assert "to enter the stage: Planning" in ask("missing", write(), "--to", "plan").out


def test_a_stage_that_does_not_exist_is_named_with_the_nearest(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--to", "grew")
    assert (told.code, told.out) == (2, "")
    assert told.err == "--to: the template has no stage 'grew'; its stages are: plan, grow; did you mean 'grow'?\n"


def test_a_stage_that_is_asked_for_by_its_title_is_named_by_its_id(ask: Ask, write: Write) -> None:
    """In whichever language, and whichever is spoken; and all stages with theirs."""
    for title in ("Рост", "рост", "роста"):
        told = ask("missing", write(), "--to", title)
        assert "its stages are: plan (Planning), grow (Growing); did you mean 'grow'?\n" in told.err
    assert "его этапы: plan (Замысел), grow (Рост)\n" in ask("missing", write(), "--to", "x", "--lang", "ru").err


def test_a_file_that_goes_otherwise_than_it_says_has_no_bill(ask: Ask, write: Write) -> None:
    told = ask("missing", write(STORY.replace("refused: true, expect: [G1], ", "")))
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("street.yaml:11:3: refused")


def test_many_lacks_of_one_debtor_are_counted(ask: Ask, write: Write) -> None:
    law = Path("garden.yaml")
    file = write(
        "".join(
            f"- {{date: 2020-03-02, partner: {{id: n-{place}, name: House, sector: neighbour}}}}\n"
            for place in range(12)
        )
    )
    changed = law.read_text(encoding="utf-8").replace("severity: warn\n", "severity: warn\n          owed_by: school\n")
    law.write_text(changed, encoding="utf-8")
    assert "... and 4 more" in ask("missing", file, "--all").out


def test_what_many_lack_is_one_line_and_all_of_it_is_a_flag_away(ask: Ask, write: Write) -> None:
    file = write(
        "".join(
            f"- {{date: 2020-03-02, partner: {{id: n-{place}, name: House {place}, sector: neighbour}}}}\n"
            for place in range(12)
        )
    )
    law = Path("garden.yaml")
    changed = law.read_text(encoding="utf-8").replace("severity: warn\n", "severity: warn\n          owed_by: $it\n")
    law.write_text(changed, encoding="utf-8")
    told = ask("missing", file).out
    assert "Owed by several\n" in told
    assert told.count("Each neighbour has a need") == 1
    assert "House 0, House 1, House 10 and 9 more: no need is recorded yet" in " ".join(told.split())
    assert "rule:" not in told
    assert told.endswith("--all shows each lack, and where each rule stands.\n")
    whole = ask("missing", file, "--all").out
    assert whole.count("Each neighbour has a need") == 12
    assert "rule: garden.yaml:" in whole
    assert "За несколькими участниками" in ask("missing", file, "--lang", "ru").out


def test_a_long_bill_is_a_page_with_what_blocks_and_the_rest_by_title(ask: Ask) -> None:
    pilot = str(Path(__file__).parents[2] / "examples" / "smolensk-2009.yaml")
    told = ask("missing", pilot, "--on", "2010-03-01").out
    assert "Not met: 13 requirements block, 5 warnings, 7 pieces of advice." in told
    assert len(told.splitlines()) <= 80
    blocking, rest = told.split("Does not block the move\n")
    assert blocking.count("how to fix:") == 13
    assert "  M42  The public is informed about volunteering [warns]\n" in rest
    assert "how to fix:" not in rest
    assert "how to fix: Publish a story or a release." in ask("missing", pilot, "--on", "2010-03-01", "--all").out


def test_as_json_the_bill_points_into_the_findings(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-09", "--json")
    bill = told.json
    assert told.code == 1
    assert list(bill) == ["format", "command", "file", "programme", "standing", "to", "counts", "findings", "owed"]
    assert bill["to"] == ["grow"]
    assert bill["counts"] == {"block": 1, "warn": 1, "advise": 0}
    assert [finding["requirement"] for finding in bill["findings"]] == ["G1", "G3"]
    assert [(debt["owner"]["id"], debt["findings"]) for debt in bill["owed"]] == [
        ("school", [{"finding": 0, "lacks": [0]}]),
        ("anna", [{"finding": 1, "lacks": [0]}]),
    ]
    assert list(bill["standing"]) == ["date", "stage", "stage_since", "next", "suspended", "closed"]
