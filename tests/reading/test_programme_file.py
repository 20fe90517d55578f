"""A programme as a file tells it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from partnership.acts import ACTS
from partnership.errors import ProgrammeFileError
from partnership.reading import Line, read_programme
from partnership.records import Partner
from partnership.values import Text
from tests.reading.helpers import HEAD, faults_in_programme


def line(text: str) -> Line:
    (only,) = read_programme(f"{HEAD}- {{date: 2009-03-01, {text}}}\n", "p.yaml").lines
    return only


def wrong(text: str, lang: str = "en") -> str:
    (only,) = faults_in_programme(f"- {{date: 2009-03-01, {text}}}\n", lang=lang)
    return only.removeprefix("p.yaml:")


def test_the_header_says_which_programme_it_is() -> None:
    file = read_programme(
        HEAD.replace("ledger:", "title: {en: Smolensk, ru: Смоленск}\nparameters: {quorum: 0.5, n: 3, on: true}\n")
        + "overlays: [safeguarding]\npersonal_data: names.yaml\nledger: []\n",
        "p.yaml",
    )
    assert file.header.programme == "smolensk-2009"
    assert file.header.start == date(2009, 2, 2)
    assert file.header.title == Text(en="Smolensk", ru="Смоленск")
    assert file.header.parameters == {"quorum": "0.5", "n": 3, "on": True}
    assert file.header.overlays == ("safeguarding",)
    assert file.header.personal_data == "names.yaml"
    assert (file.header.digest, file.header.recorded, file.header.by) == (None, None, None)
    assert file.lines == ()
    assert str(file.place("region")) == "p.yaml:4:9"


def test_the_header_may_say_of_the_start_what_a_line_says_of_itself_and_which_law_it_was_kept_under() -> None:
    more = "digest: sha256:1\nrecorded: 2009-03-01T10:00:00Z\nby: chair\nbasis: letter 14\nnote: late\n"
    header = read_programme(f"{HEAD.replace('ledger:', '')}{more}ledger: []\n", "p.yaml").header
    assert (header.digest, header.recorded) == ("sha256:1", datetime(2009, 3, 1, 10, tzinfo=UTC))
    assert (header.by, header.basis, header.note) == ("chair", "letter 14", Text.of("late"))


def test_a_record_is_read_whole_and_knows_its_line() -> None:
    found = line("partner: {id: uralsib, name: Bank, sector: business}, basis: deck, by: chair, note: late")
    assert found.verb == "record"
    assert (found.kind, found.id) == ("partner", "uralsib")
    assert found.asked["record"] == Partner(id="uralsib", name=Text.of("Bank"), sector="business")
    assert (found.date, found.basis, found.by, found.note) == (date(2009, 3, 1), "deck", "chair", Text.of("late"))
    assert str(found.at) == "p.yaml:7:3"


def test_late_paperwork_says_when_it_was_written_down() -> None:
    assert line("advance: main, recorded: 2009-04-01").recorded == datetime(2009, 4, 1, tzinfo=UTC)
    assert line("advance: main, recorded: 2009-04-01T12:00:00+03:00").recorded == datetime(2009, 4, 1, 9, tzinfo=UTC)


def test_an_attempt_that_was_turned_away_says_by_which_rules() -> None:
    found = line("advance: main, refused: true, expect: [P11, P12]")
    assert found.refused
    assert found.expect == ("P11", "P12")
    assert "`expect` on a line that is not refused; add refused: true" in wrong("advance: main, expect: [P11]")


def test_an_amendment_gives_fields_other_values_as_json() -> None:
    found = line("amend: {partner: uralsib, set: {name: {en: a, ru: б}, experience_years: 3}, unset: [region]}")
    assert (found.verb, found.kind, found.id) == ("amend", "partner", "uralsib")
    assert found.asked["changes"] == {"name": {"en": "a", "ru": "б"}, "experience_years": 3, "region": None}


def test_days_and_decimals_of_an_amendment_are_kept_as_text() -> None:
    found = line("amend: {observation: o, set: {value: 2.50, observed_on: 2009-03-01}}")
    assert found.asked["changes"] == {"value": "2.50", "observed_on": "2009-03-01"}
    found = line("amend: {signature: s, set: {by: anna}}")
    assert found.asked["changes"] == {"by": "anna"}
    found = line("amend: {event: s, set: {partners: [a, b]}}")
    assert found.asked["changes"] == {"partners": ["a", "b"]}


def test_an_end_names_the_record_and_the_reason() -> None:
    found = line("end: {partner: uralsib, reason: {en: left, ru: ушёл}}")
    assert (found.verb, found.kind, found.id) == ("end", "partner", "uralsib")
    assert found.asked["reason"] == Text(en="left", ru="ушёл")


def test_stages_are_entered_by_name_or_in_order() -> None:
    assert line("advance: main").asked["to"] == "main"
    assert line("advance: {to: main}").asked["to"] == "main"
    assert line("advance: {}").asked["to"] is None


def test_a_waiver_says_who_and_until_when() -> None:
    found = line("waive: {requirement: P11, subject: uralsib, by: chair, reason: a, until: 2009-05-01}")
    assert (found.asked["requirement"], found.asked["subject"], found.asked["waived_by"]) == ("P11", "uralsib", "chair")
    assert found.asked["until"] == date(2009, 5, 1)
    assert found.by is None


def test_the_other_verbs_say_why() -> None:
    assert line("suspend: an incident").asked["reason"] == Text.of("an incident")
    assert line("resume: {reason: {en: a, ru: б}}").asked["reason"] == Text(en="a", ru="б")
    assert line("resume: {en: a, ru: б}").asked["reason"] == Text(en="a", ru="б")
    assert line("suspend: {es: una riada}").asked["reason"] == Text(es="una riada")
    assert line("suspend: {no: flom, pt-BR: enchente}").asked["reason"] == Text(**{"no": "flom", "pt-BR": "enchente"})
    assert wrong("suspend: {en: a, rus: б}").endswith("did you mean 'ru'?")
    assert "did you mean 'to'?" in wrong("advance: {too: immersion}")
    assert line("close: {outcome: completed, reason: a}").asked["outcome"] == "completed"
    found = line("migrate: {template: volunteers, version: '2', reason: a}")
    assert (found.asked["template"], found.asked["version"], found.asked["digest"]) == ("volunteers", "2", None)
    found = line("migrate: {template: a, overlays: [b, c.yaml], reason: a}")
    assert found.asked["overlays"] == ("b", "c.yaml")
    found = line("withdraw: {entry: 5, reason: a slip}")
    assert (found.verb, found.asked["entry"], found.asked["reason"]) == ("withdraw", 5, Text.of("a slip"))


def test_every_verb_can_be_read() -> None:
    seen = {
        line(text).verb
        for text in (
            "partner: {id: a, name: b, sector: c}",
            "amend: {partner: a, unset: [region]}",
            "end: {partner: a, reason: b}",
            "advance: a",
            "waive: {requirement: P11, by: chair, reason: a, until: 2009-05-01}",
            "suspend: a",
            "resume: a",
            "migrate: {template: a, reason: b}",
            "withdraw: {entry: 5, reason: b}",
            "close: {outcome: cancelled, reason: b}",
        )
    }
    assert seen == ACTS.keys() - {"start"}


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("prtner: {}", "7:22: unknown key 'prtner'; did you mean 'partner'?"),
        ("advnce: a", "7:22: unknown key 'advnce'; did you mean 'advance'?"),
        ("qqqqqq: a", "7:22: unknown key 'qqqqqq'; expected a record such as partner: {...}, or one of: amend, end,"),
        ("advance: a, bassis: deck", "7:34: unknown key 'bassis'; did you mean 'basis'?"),
        ("advance: a, end: {partner: b, reason: c}", "7:34: two things in one line, 'advance' and 'end'"),
        ("note: a", "7:3: the line does not say what happened; expected a record such as partner: {...}, or one of:"),
        ("partner: uralsib", "7:31: 'partner' is 'uralsib'; expected keys and values"),
        ("partner: {id: a, name: b, sectr: c}", "7:48: unknown key 'sectr'; did you mean 'sector', which is missing?"),
        ("amend: {partner: a}", "7:22: the amendment changes nothing; expected set: {field: value}, or unset: [field]"),
        ("amend: {partnr: a, set: {name: b}}", "7:30: unknown key 'partnr'; did you mean 'partner'?"),
        ("amend: {set: {name: b}}", "it is not clear which record is meant; expected one kind of record and its id"),
        ("amend: {partner: a, body: b, set: {name: b}}", "7:42: it is not clear which record is meant"),
        ("amend: {partner: a, set: {nam: b}}", "7:48: unknown key 'nam'; did you mean 'name'?"),
        (
            "amend: {partner: a, set: {id: b}}",
            "7:48: the id of a record cannot be changed; end the record and make another",
        ),
        ("amend: {partner: a, set: {status: gone}}", "expected one of: active, suspended"),
        ("amend: {partner: a, unset: [nam]}", "7:50: unknown key 'nam'; did you mean 'name'?"),
        ("amend: partner", "7:29: 'amend' is 'partner'; expected one kind of record and its id"),
        ("end: {partner: a}", "7:27: the key 'reason' is missing"),
        ("end: {partner: 5, reason: a}", "7:37: 'partner' is the number 5; expected an id"),
        ("end: {partner: 'a b', reason: a}", "7:37: 'partner' is 'a b'"),
        ("advance: 5", "7:31: 'advance' is the number 5; expected an id"),
        ("suspend: 5", "7:31: 'suspend' is the number 5; expected text"),
        ("close: {outcome: done, reason: a}", "expected one of: completed, cancelled"),
        (
            "waive: {requirement: P11, by: chair, reason: a, until: tomorrow}",
            "expected a date written year-month-day, such as 2009-02-10",
        ),
        ("advance: a, refused: yes", "'refused' is 'yes'; expected true or false; write true"),
        ("advance: a, recorded: soon", "expected a date, or a moment such as 2009-02-10T10:00:00Z"),
        ("advance: null", "7:22: 'advance' has no value"),
        ("withdraw: {entry: 0, reason: a}", "7:40: 'entry' is the number 0"),
        ("withdraw: {entry: five, reason: a}", "7:40: 'entry' is 'five'"),
        ("withdraw: 5", "7:32: 'withdraw' is the number 5"),
    ],
)
def test_each_fault_of_a_line_is_told_at_its_place(text: str, complaint: str) -> None:
    assert complaint in wrong(text)


def test_a_childs_name_is_never_repeated() -> None:
    for text in (
        "ward: {id: Ivan Petrov, institution: school, age_band: 7-10}",
        "ward: {id: Ivan, institution: school, age_band: 7-10}",
        "enrolment: {id: e, ward: Ivan Petrov, institution: school}",
        "publication: {id: e, what: report, pictured: [Ivan Petrov]}",
    ):
        for lang in ("en", "ru"):
            assert "Ivan" not in wrong(text, lang)


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("[1]", "p.yaml:1:1: found a list; expected keys such as `programme:` and `ledger:`"),
        (HEAD, "p.yaml:6:1: 'ledger' has no value"),
        (HEAD.replace("ledger:\n", ""), "p.yaml:1:1: the key 'ledger' is missing"),
        (HEAD.replace("ledger:", "leger: []"), "p.yaml:6:1: unknown key 'leger'; did you mean 'ledger'?"),
        (
            HEAD + "  {a: b}\n",
            "p.yaml:7:3: 'ledger' is a set of keys; expected a list of lines, each beginning",
        ),
        (
            HEAD + "- word\n",
            "p.yaml:7:3: found 'word'; expected a line such as {date: ..., partner: {...}}",
        ),
        (HEAD + "- {advance: main}\n", "p.yaml:7:3: the key 'date' is missing"),
        (
            HEAD.replace("1", "2", 1) + "- {date: 2009-03-01, advance: a}\n",
            "p.yaml:1:9: 'format' is the number 2",
        ),
        (HEAD.replace("RU-SMO", "Smolensk") + "- {date: 2009-03-01, advance: a}\n", "such as RU-SMO"),
    ],
)
def test_each_fault_of_a_file_is_told_at_its_place(text: str, complaint: str) -> None:
    (found,) = faults_in_programme("", head=text)
    assert complaint in found


def test_faults_of_all_sorts_are_told_together_in_the_order_of_the_file() -> None:
    found = faults_in_programme(
        "- {date: 2009-03-01, prtner: {}}\n"
        "- {date: 2009-02-30, partner: {id: a, nam: b, sector: c}}\n"
        "- {date: 2009-03-01, date: 2009-03-02, advance: &x a}\n"
        "- {date: 2009-03-01, suspend: [}\n",
        head=HEAD.replace("region", "regin"),
    )
    # The last line is a fault of syntax: nothing can be said of what the values before it mean.
    assert [each.split(": ")[0] for each in found] == ["p.yaml:8:10", "p.yaml:9:22", "p.yaml:9:49", "p.yaml:10:32"]
    found = faults_in_programme(
        "- {date: 2009-03-01, prtner: {}}\n- {date: 2009-02-30, partner: {id: a, nam: b, sector: c}}\n",
        head=HEAD.replace("region", "regin"),
    )
    assert [each.split(": ")[0] for each in found] == ["p.yaml:4:1", "p.yaml:7:22", "p.yaml:8:10", "p.yaml:8:39"]


def test_at_most_a_hundred_faults_of_a_file_are_told() -> None:
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(HEAD + "- {date: 2009-03-01, prtner: {}}\n" * 500, "p.yaml")
    assert len(caught.value.faults) == 100


def test_a_coordinator_reads_it_in_russian() -> None:
    assert wrong("advance: a, end: {partner: b, reason: c}", "ru") == (
        "7:34: в одной строке сразу «advance» и «end»; сделайте из них отдельные строки"
    )
    assert wrong("end: {partner: a}", "ru") == "7:27: не хватает поля «reason»"
