"""The bill of what is owed."""

from pathlib import Path

from tests.cli.helpers import STORY, Ask, Write


def test_the_bill_names_who_owes_what_and_how_to_mend_it(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-09")
    assert (told.code, told.err) == (1, "")
    for line in (
        "What oak-street lacks on 2020-03-09, before the stage: Growing",
        "Stage now: Planning, since 2020-03-02.",
        "Not met: 1 requirement blocks, 1 warning.",
        "Schools (the whole sector)",
        "  G1  A school takes part [blocks]",
        "      mend: Win a school.",
        "      rule: garden.yaml:21:11; template",
        "House 4 (anna)",
        "  G3  Each neighbour has a need [warns, unknown]",
        "      rule: garden.yaml:28:11; template, Custom of the street, RU",
    ):
        assert line in told.out.splitlines()


def test_the_bill_in_russian(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-09", "--lang", "ru").out
    assert "Чего не хватает программе oak-street на 2020-03-09 для перехода на этап: Рост" in told
    assert "Не выполнено: 1 требование препятствует, 1 предупреждение." in told
    assert "Школы (сектор в целом)" in told
    assert "как исправить: Привлеките школу." in told


def test_nothing_missing_is_said_and_is_fine(ask: Ask, write: Write) -> None:
    told = ask("missing", write())
    assert told.code == 0
    assert "What oak-street lacks on 2020-07-05, at its last stage" in told.out
    assert "Nothing is missing." in told.out


def test_a_suspension_stands_on_the_bill(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-05-15")
    assert told.code == 1
    assert "The programme is suspended since 2020-05-01." in told.out
    assert "Nobody is named" in told.out


def test_only_what_blocks_makes_the_law_say_no(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--on", "2020-03-25")
    assert told.code == 0
    assert "Not met: 1 warning." in told.out


def test_a_closed_programme_owes_nothing(ask: Ask, write: Write) -> None:
    told = ask("missing", write(STORY + "- {date: 2020-12-01, close: {outcome: cancelled, reason: Frost}}\n"))
    assert (told.code, told.out) == (0, "oak-street was closed on 2020-12-01; nothing is owed.\n")


def test_another_stage_than_the_next_can_be_asked_for(ask: Ask, write: Write) -> None:
    assert "before the stage: Planning" in ask("missing", write(), "--to", "plan").out


def test_a_stage_that_does_not_exist_is_named_with_the_nearest(ask: Ask, write: Write) -> None:
    told = ask("missing", write(), "--to", "grew")
    assert (told.code, told.out) == (2, "")
    assert told.err == "--to: the template has no stage 'grew'; its stages are: plan, grow; did you mean 'grow'?\n"


def test_a_file_that_goes_otherwise_than_it_says_has_no_bill(ask: Ask, write: Write) -> None:
    told = ask("missing", write(STORY.replace("refused: true, expect: [G1], ", "")))
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("street.yaml:11:3: turned away")


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
    assert "... and 4 more" in ask("missing", file).out


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
