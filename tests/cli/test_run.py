"""The story of a programme, as the command line tells it."""

import json
from pathlib import Path

import pytest

from tests.cli.helpers import SMOLENSK, STORY, Ask, Write
from tests.programme.test_migrations import FIRST, LATE, MOVE, SECOND
from tests.programme.test_migrations import HEADER as FILE


def test_a_story_parts_into_stages_and_months_and_says_what_stands_out(ask: Ask, write: Write) -> None:
    told = ask("run", write())
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[0] == "Oak Street"
    for line in (
        "Planning, from 2 March 2020",
        "  2020-03     5 entries: partner (House 4), person, role assignment, risk, change",
        "  2020-03-09  refused: move to the stage: Growing",
        "              G1 A school takes part -> Win a school.",
        "              G4 Risks are small -> Make it smaller.",
        "  2020-03-10  refused: risk r-1 (Flood), again for the same reasons",
        "Growing, from 1 April 2020",
        "  2020-05-01  ended: partner anna (House 4): Moved away",
        '  2020-05-01  suspended: G2 A neighbour is there: there is a partner "House 4" (anna, entry 2, 2',
        "              March 2020), but it left on 1 May 2020",
        "              2020 -> the suspension ends when this is done: G2 - Invite a neighbour.",
        "  2020-06-01  resumed: all standing conditions are met again, after 31 days",
        "  2020-07-01  recorded late: partner vera (House 8), true from 20 May 2020",
        "  2020-07-02  suspended: by a decision: Hail",
        "  2020-07-05  resumed: by a decision: It is over",
        "Where it stands on 5 July 2020",
        "  stage        Growing, since 1 April 2020",
        "  suspended    no",
    ):
        assert line in told.out.splitlines()
    assert "waiver: G1 A school takes part, until 1 December 2020, by a person from House 4 (p-1):" in told.out
    assert "1 of 12 entries are based on the deck, 2 only" in told.out


def test_a_story_is_told_in_russian(ask: Ask, write: Write) -> None:
    told = ask("run", write(), "--lang", "ru")
    for line in (
        "Дубовая улица",
        "Замысел, с 2 марта 2020 г.",
        "  2020-03     5 записей: партнёр (Дом 4), человек, назначение на роль, риск, изменение",
        "              G1 Участвует школа -> Привлеките школу.",
        "  2020-06-01  возобновлена: постоянные условия снова выполняются, спустя 31 день",
        "Состояние на 5 июля 2020 г.",
    ):
        assert line in told.out.splitlines()


def test_all_of_it_is_every_entry_and_every_reason(ask: Ask, write: Write) -> None:
    told = ask("run", write(), "--all").out
    assert "  2020-03-02  partner anna (House 4)\n" in told
    assert "  2020-03-12  change: risk r-1 (Flood): likelihood: 3; note: removed\n" in told
    assert (
        "G3 Each neighbour has a need [warns; not confirmed; template: Custom of the street; applies in Russia]"
        in " ".join(told.split())
    )
    assert "rule: garden.yaml:21:11" in told
    assert "once more" not in told


def test_until_a_day_nothing_later_is_known(ask: Ask, write: Write) -> None:
    told = ask("run", write(), "--until", "2020-05-20").out
    assert "Where it stands on 20 May 2020" in told
    assert "suspended    since 1 May 2020: G2 A neighbour is there" in told
    assert "vera" not in told
    assert "boris" not in told


def test_what_lapses_after_the_last_entry_lapses_on_its_own_day(ask: Ask, write: Write) -> None:
    lines = STORY.splitlines()[0] + "\n- {date: 2020-03-03, partner: {id: s, name: School, sector: school}}\n"
    told = ask("run", write(lines + "- {date: 2020-03-05, advance: grow}\n"), "--until", "2021-01-01")
    assert "Where it stands on 1 January 2021" in told.out


def test_late_paperwork_ends_a_suspension_on_the_day_from_which_it_is_true(ask: Ask, write: Write) -> None:
    lines = [line for line in STORY.splitlines() if "boris" not in line]
    told = ask("run", write("\n".join(lines)))
    resumed = "as is known since 1 July 2020, all standing conditions were met, after 19"
    assert f"2020-05-20  resumed: {resumed}" in told.out


def test_a_line_that_the_law_turns_away_unmarked_is_named_and_the_law_says_no(ask: Ask, write: Write) -> None:
    told = ask("run", write(STORY.replace("refused: true, expect: [G1], ", "")))
    assert told.code == 1
    assert told.err.startswith("street.yaml:11:3: refused: G1 A school takes part")
    assert told.err.endswith("1 line had an unexpected result\n")
    assert "refused by the rules, but not marked `refused: true`" in told.out
    assert "Where it stands" in told.out


def test_a_refusal_for_other_reasons_than_the_file_expects_is_named(ask: Ask, write: Write) -> None:
    told = ask("run", write(STORY.replace("expect: [G1]", "expect: [G2]")))
    assert told.code == 1
    assert "refused, but not for what the file expects" in told.out


def test_a_marked_line_that_the_law_lets_pass_is_not_taken_in(ask: Ask, write: Write) -> None:
    told = ask("run", write(STORY.replace("2020-06-01, partner", "2020-06-01, refused: true, partner")))
    assert told.code == 1
    assert "2020-06-01  accepted: partner boris (House 6): marked as refused in the file, but" in told.out
    assert told.err.startswith("street.yaml:20:31: marked `refused: true`, but the rules allow it")


def test_entries_that_late_paperwork_leaves_on_nothing_are_told(ask: Ask, write: Write) -> None:
    told = ask(
        "run",
        write(
            f"{STORY.splitlines()[0]}\n"
            "- {date: 2020-03-05, partner: {id: s, name: School 2, sector: school}}\n"
            "- {date: 2020-04-01, advance: grow}\n"
            "- {date: 2020-03-10, recorded: 2020-05-01, end: {partner: s, reason: It never began}}\n"
        ),
    )
    assert told.code == 0
    assert "2020-05-01  ended: partner s (School 2): It never began, true from 10 March 2020" in told.out
    assert "unsupported  1 entry is no longer supported:" in told.out
    assert "entry 4 of 1 April 2020, Growing: G1 A school takes part" in told.out


def test_names_of_personal_data_stand_for_persons(ask: Ask, write: Write) -> None:
    Path("personal_data.yaml").write_text("people: {p-1: {name: {en: Anna Doe, ru: Анна Н.}}}\n", encoding="utf-8")
    told = ask("run", write(), "--personal-data", "personal_data.yaml", "--lang", "ru")
    assert "решение: Анна Н. (p-1)." in told.out


def test_every_kind_of_attempt_is_called_by_its_name(ask: Ask, write: Write) -> None:
    attempts = (
        "- {date: 2020-03-20, refused: true, waive: {requirement: G2, by: p-1, until: 2020-12-01, reason: Rain}}\n"
        "- {date: 2020-03-20, refused: true, end: {partner: nobody, reason: Gone}}\n"
        "- {date: 2020-03-20, refused: true, amend: {partner: nobody, set: {place: Yard}}}\n"
        "- {date: 2020-03-20, refused: true, resume: {reason: Sun}}\n"
        "- {date: 2020-03-20, refused: true, close: {outcome: completed, reason: Enough}}\n"
        "- {date: 2020-03-20, refused: true, advance: nowhere}\n"
        "- {date: 2020-03-20, refused: true, advance: {}}\n"
        "- {date: 2020-03-20, refused: true, withdraw: {entry: 1, reason: Slip}}\n"
        "- {date: 2020-03-20, refused: true, migrate: {template: garden.yaml, reason: Better}}\n"
    )
    told = ask("run", write(attempts)).out.replace("error in the file: ", "refused: ")
    for attempt in (
        "waive G2",
        "end: partner nobody",
        "change: partner nobody",
        "resume the programme",
        "close the programme",
        "move to the stage: nowhere",
        "move to the next stage",
        "withdraw entry 1",
        "change of the rules",
    ):
        assert f"  2020-03-20  refused: {attempt}\n" in told


def test_much_late_paperwork_is_counted(ask: Ask, write: Write) -> None:
    late = "- {{date: 2020-03-0{0}, recorded: 2020-07-10, partner: {{id: l-{0}, name: House, sector: neighbour}}}}\n"
    told = ask("run", write(STORY.splitlines()[0] + "\n" + "".join(late.format(day) for day in range(3, 9)))).out
    assert told.count("2020-07-10  recorded late: partner l-") == 2
    assert "2020-07-10  recorded late: and 4 more" in told


def test_months_in_which_nothing_stands_out_are_told_together(ask: Ask, write: Write) -> None:
    line = "- {{date: 2020-{0}-05, partner: {{id: m-{0}, name: House, sector: neighbour}}}}\n"
    months = ["03", "04", "06"]
    later = "- {date: 2021-01-05, person: {id: p-9}}\n"
    told = ask("run", write("".join(line.format(month) for month in months) + later)).out
    assert "  2020-03..06 3 entries: partners 3 (House, House, House)\n" in told
    assert "  2021-01     1 entry: person\n" in told


def test_a_closed_programme_stands_closed(ask: Ask, write: Write) -> None:
    told = ask("run", write(STORY + "- {date: 2020-12-01, close: {outcome: completed, reason: Harvest}}\n"))
    assert "2020-12-01  closed: completed: Harvest" in told.out
    assert "closed       on 1 December 2020, completed: Harvest" in told.out


def test_a_ledger_tells_the_same_story_without_the_attempts(ask: Ask, write: Write) -> None:
    file = write()
    Path("street.jsonl").write_text(ask("ledger", file, "--json").out, encoding="utf-8")
    told = ask("run", "street.jsonl", "--template", "garden.yaml")
    assert told.code == 0
    assert "refused" not in told.out
    assert "Growing, from 1 April 2020" in told.out
    assert "suspended" in told.out
    earlier = ask("run", "street.jsonl", "--template", "garden.yaml", "--until", "2020-04-15")
    assert "Where it stands on 15 April 2020" in earlier.out
    assert "vera" not in earlier.out


def test_a_move_to_another_law_is_told_and_the_rules_of_each_time_are_used(ask: Ask, write: Write) -> None:
    file = write(STORY + "- {date: 2020-09-01, migrate: {template: new.yaml, reason: Experience}}\n")
    law = Path("garden.yaml").read_text(encoding="utf-8")
    new = law.replace('version: "1"', 'version: "2"').replace("default: 1, title", "default: 3, title")
    Path("new.yaml").write_text(new, encoding="utf-8")
    told = ask("run", file, "--until", "2020-09-30")
    assert told.code == 0, told.err
    assert "2020-09-01  new law: template garden 2: Experience" in told.out
    assert "2020-05-01  suspended: G2 A neighbour is there" in told.out
    assert "2020-09-01  suspended: G2 A neighbour is there" in told.out


def test_what_a_migration_tells_again_is_no_line_of_its_own(ask: Ask) -> None:
    Path("first.yaml").write_text(FIRST, encoding="utf-8")
    Path("second.yaml").write_text(SECOND, encoding="utf-8")
    Path("p.yaml").write_text(FILE + MOVE + LATE, encoding="utf-8")
    told = ask("run", "p.yaml", "--all")
    assert (told.code, told.err) == (0, "")
    assert "2010-03-01  new law: template small 2: Experience" in told.out
    assert "2010-03-02  recorded late: partner late (Late), true from 5 January 2010" in told.out
    assert "change:" not in told.out
    Path("p.jsonl").write_text(ask("ledger", "p.yaml", "--json").out, encoding="utf-8")
    kept = ask("run", "p.jsonl", "--all", "--template", "first.yaml", "--template", "second.yaml")
    assert kept.out == told.out.replace("p.yaml", "p.jsonl")


def test_what_has_other_names_in_another_law_goes_by_those_of_its_day(ask: Ask, write: Write) -> None:
    said = "stages: {grow: thrive}, words: {sectors: {neighbour: resident}}"
    file = write(STORY + f"- {{date: 2020-09-01, migrate: {{template: new.yaml, {said}, reason: Experience}}}}\n")
    law = Path("garden.yaml").read_text(encoding="utf-8").replace('version: "1"', 'version: "2"')
    for old, new in {"grow": "thrive", "neighbour,": "resident,", "neighbour}": "resident}"}.items():
        law = law.replace(old, new)
    Path("new.yaml").write_text(law.replace("en: Growing", "en: Thriving"), encoding="utf-8")
    told = ask("run", file)
    assert told.code == 0, told.err + told.out
    assert "Growing, from 1 April 2020" in told.out
    assert "2020-09-01  new law: template garden 2: Experience" in told.out
    assert "sector" not in told.out
    assert "stage        Thriving, since 1 April 2020" in told.out


@pytest.mark.parametrize("command", ["run", "missing"])
def test_a_migration_to_a_law_that_is_not_there_names_it(ask: Ask, write: Write, command: str) -> None:
    told = ask(command, write(STORY + "- {date: 2020-09-01, migrate: {template: nowhere.yaml, reason: Experience}}\n"))
    assert told.code == 2
    assert told.err.startswith("street.yaml:24:42: nowhere.yaml: there is no such file\n")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_smolensk_is_told_within_three_screens(ask: Ask, lang: str) -> None:
    told = ask("run", str(SMOLENSK), "--lang", lang)
    assert (told.code, told.err) == (0, "")
    assert len(told.out.splitlines()) < 200
    assert max(map(len, told.out.splitlines())) <= 100


class TestAsJson:
    """docs/json.md, "run FILE --json"."""

    def test_its_keys_are_those_of_the_page(self, ask: Ask, write: Write) -> None:
        told = ask("run", write(), "--json").json
        assert list(told) == [
            "format", "command", "file", "programme", "happenings", "standing", "basis", "faults",
        ]  # fmt: skip
        assert told["format"] == 1
        assert told["programme"]["title"] == {"en": "Oak Street", "ru": "Дубовая улица"}
        assert set(told["programme"]["template"]) == {"id", "version", "digest"}
        assert told["basis"] == {"": 9, "assumed": 2, "deck": 1}
        assert told["faults"] == []

    def test_a_happening_says_what_it_is(self, ask: Ask, write: Write) -> None:
        happenings = ask("run", write(), "--json").json["happenings"]
        assert [one["what"] for one in happenings].count("refused") == 4
        line = happenings[0]
        assert list(line) == [
            "what", "date", "written", "at", "verb", "kind", "id", "as_the_file_says", "entries", "findings",
        ]  # fmt: skip
        assert (line["at"]["line"], line["entries"][0]["seq"]) == (8, 2)
        refused = next(one for one in happenings if one["what"] == "refused")
        assert refused["findings"][0]["requirement"] == "G1"
        suspended = next(one for one in happenings if one["what"] == "suspended")
        assert list(suspended) == ["what", "date", "known", "since", "findings", "left"]
        assert suspended["date"] == "2020-05-01"

    def test_the_standing_is_that_of_the_last_day(self, ask: Ask, write: Write) -> None:
        standing = ask("run", write(), "--until", "2020-05-20", "--json").json["standing"]
        assert list(standing) == [
            "date", "stage", "stage_since", "next", "suspended", "closed", "waivers", "missing", "unsupported",
        ]  # fmt: skip
        assert standing["suspended"] == {"since": "2020-05-01", "requirements": ["G2"], "by_hand": False}
        assert standing["waivers"][0]["requirement"] == "G1"

    def test_faults_carry_their_places(self, ask: Ask, write: Write) -> None:
        told = ask("run", write(STORY.replace("refused: true, expect: [G1], ", "")), "--json")
        assert told.code == 1
        assert [fault["at"]["line"] for fault in told.json["faults"]] == [11]
        assert list(told.json["faults"][0]) == ["at", "what", "expected", "hint"]

    def test_both_languages_are_in_it_whatever_is_asked_for(self, ask: Ask, write: Write) -> None:
        file = write()
        assert ask("run", file, "--json", "--lang", "ru").out == ask("run", file, "--json").out


def test_json_of_smolensk_is_json(ask: Ask) -> None:
    assert json.loads(ask("run", str(SMOLENSK), "--json").out)["standing"]["stage"] == "follow_up"


def test_a_register_that_nobody_keeps_is_named_where_a_rule_is_not_known(ask: Ask, write: Write) -> None:
    """The author's remedy is for what was found; here nothing is known yet."""
    law = Path("garden.yaml")
    file = write("- {date: 2020-03-09, refused: true, advance: grow}\n")
    rule = "        - {id: G9, title: No open risk, remedy: Close it., none_open: {from: incidents}}\n"
    text = law.read_text(encoding="utf-8")
    at = text.index("        - id: G1")
    law.write_text(text[:at] + rule + text[at:], encoding="utf-8")
    told = " ".join(ask("run", file).out.split())
    assert "G9 No open risk: nobody has confirmed that the register of incidents is kept -> Close it." in told


WATCHED = """
format: 1
template: watch
version: "1"
title: {en: Watch, ru: Вахта}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
roles: [{id: chair, title: {en: Chair, ru: Председатель}}]
registers:
  - {id: reports, title: {en: Reports, ru: Сводки}, fields: {day: {type: date, required: true}}}
stages:
  - id: one
    title: {en: One, ru: Раз}
    gates:
      invariant:
        - id: R1
          title: {en: A report each day, ru: Сводка каждый день}
          waivable_by: [chair]
          effective_to: 2026-02-01
          count: {of: {from: reports, where: {day: $today}}}
  - {id: two, title: {en: Two, ru: Два}, final: true}
while_suspended: {allow: [{advance: two}]}
"""
ON_WATCH = """
format: 1
programme: watch-1
template: watch.yaml
region: US
start: 2026-01-01
ledger:
- {date: 2026-01-01, reports: {id: r, day: 2026-01-01}}
- {date: 2026-01-01, partner: {id: a, name: A, sector: ngo}}
- {date: 2026-01-01, person: {id: p, partner: a}}
- {date: 2026-01-01, assignment: {id: as, role: chair, person: p}}
"""


@pytest.mark.parametrize(
    "line, en, ru",
    [
        (
            "{date: 2026-01-05, reports: {id: s, day: 2026-01-05}}",
            "2026-01-05  resumed: all standing conditions are met again, after 3 days",
            "2026-01-05  возобновлена: постоянные условия снова выполняются, спустя 3 дня",
        ),
        (
            "{date: 2026-01-05, advance: two}",
            '2026-01-05  resumed: the stage "Two" does not ask for this: R1 A report each day, after 3 days',
            "2026-01-05  возобновлена: на этапе «Два» этого не требуется: R1 Сводка каждый день, спустя 3 дня",
        ),
        (
            "{date: 2026-01-05, waive: {requirement: R1, until: 2026-01-09, reason: Snow, by: p}}",
            "2026-01-05  resumed: waived: R1 A report each day, after 3 days",
            "2026-01-05  возобновлена: сделано исключение: R1 Сводка каждый день, спустя 3 дня",
        ),
        (
            "{date: 2026-02-05, person: {id: q, partner: a}}",
            '2026-02-01  resumed: the stage "One" does not ask for this: R1 A report each day, after 30 days',
            "2026-02-01  возобновлена: на этапе «Раз» этого не требуется: R1 Сводка каждый день, спустя 30 дней",
        ),
        (
            "{date: 2026-01-05, recorded: 2026-01-08, advance: two}",
            "2026-01-05  resumed: as is known since 8 January 2026: the stage",
            "2026-01-05  возобновлена: как стало известно 8 января 2026 г.: на этапе",
        ),
    ],
    ids=["met", "moved on", "waived", "over", "moved on, as is known later"],
)
def test_what_suspends_no_longer_says_why(ask: Ask, line: str, en: str, ru: str) -> None:
    """A condition that still fails is not said to be met: it is not asked for any more, or it is waived."""
    Path("watch.yaml").write_text(WATCHED, encoding="utf-8")
    Path("p.yaml").write_text(f"{ON_WATCH}- {line}\n", encoding="utf-8")
    assert en in ask("run", "p.yaml").out
    assert ru in ask("run", "p.yaml", "--lang", "ru").out
    (resumed,) = (one for one in ask("run", "p.yaml", "--json").json["happenings"] if one["what"] == "resumed")
    assert resumed["left"] == ([] if "again" in en else ["R1"])


def test_what_a_decision_suspends_is_not_resumed_because_the_rules_are_met(ask: Ask) -> None:
    """Nor is it by the decision that lifts the other, as long as a rule is not met."""
    Path("watch.yaml").write_text(WATCHED, encoding="utf-8")
    by_hand = "- {date: 2026-01-04, suspend: {reason: Hail}}\n"
    met = "".join(f"- {{date: 2026-01-0{day}, reports: {{id: r{day}, day: 2026-01-0{day}}}}}\n" for day in (5, 6))
    over = "- {date: 2026-01-06, resume: {reason: Over}, by: p}\n"
    Path("p.yaml").write_text(ON_WATCH + by_hand + met + over, encoding="utf-8")
    told = ask("run", "p.yaml")
    assert "2026-01-05  still suspended: by a decision; all standing conditions are met again" in told.out
    assert "2026-01-06  resumed: by a decision: Over" in told.out
    happenings = ask("run", "p.yaml", "--json").json["happenings"]
    assert [one["what"] for one in happenings if "since" in one] == ["suspended", "suspended"]
    Path("p.yaml").write_text(ON_WATCH + by_hand + over, encoding="utf-8")
    assert "2026-01-06  still suspended: no longer by a decision: Over" in ask("run", "p.yaml").out
    told = ask("run", "p.yaml", "--lang", "ru")
    assert "2026-01-06  по-прежнему: решение больше не действует: Over" in told.out
