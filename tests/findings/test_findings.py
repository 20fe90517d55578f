"""What is said when a partnership lacks something."""

from __future__ import annotations

from datetime import date
from typing import get_args

from partnership.findings import (
    CODES,
    MISTAKEN,
    MOMENT_WORDS,
    ORIGIN_WORDS,
    RULED,
    SEVERITY_WORDS,
    STATUS_WORDS,
    Code,
    FilePlace,
    Finding,
    GateMoment,
    Lack,
    Origin,
    Severity,
    Status,
    Subject,
)
from partnership.values import Text

KOPEIKA = Subject(kind="partner", id="kopeika", name=Text.of("Kopeika supermarket", "супермаркет «Копейка»"))
UNSIGNED = Finding(
    code="requirement",
    requirement="P11",
    title=Text.of("An agreement binds every partner", "Соглашение связывает каждого партнёра"),
    moment=GateMoment.EXIT,
    stage="preparatory",
    origin=Origin.DECK,
    citation=Text.of("R-P7"),
    lacks=(
        Lack(
            subject=KOPEIKA,
            what=Text.of("no signature under an agreement in force", "нет подписи под действующим соглашением"),
            owed_by=(KOPEIKA,),
        ),
    ),
    remedy=Text.of("record the signature", "записать подпись"),
    at=FilePlace(file="volunteers.yaml", line=120, column=7),
)


def test_a_finding_says_rule_lack_debtor_remedy_and_place() -> None:
    """In English, line by line."""
    assert str(UNSIGNED).splitlines() == [
        "P11 An agreement binds every partner [blocks; not met; deck: R-P7]",
        (
            "  - Kopeika supermarket (kopeika): no signature under an agreement in force"
            "   (responsible: Kopeika supermarket)"
        ),
        "  how to fix: record the signature",
        "  rule: volunteers.yaml:120:7",
    ]


def test_a_finding_says_it_in_russian_too() -> None:
    """No English word is left in it."""
    assert UNSIGNED.text("ru").splitlines() == [
        "P11 Соглашение связывает каждого партнёра [препятствует; не выполнено; презентация: R-P7]",
        (
            "  - супермаркет «Копейка» (kopeika): нет подписи под действующим соглашением"
            "   (ответственный: супермаркет «Копейка»)"
        ),
        "  как исправить: записать подпись",
        "  правило: volunteers.yaml:120:7",
    ]


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    """All lacks are in the data, a few on the screen."""
    lacks = tuple(Lack(subject=KOPEIKA, what=Text.of(f"no signature {number}")) for number in range(15))
    many = UNSIGNED.model_copy(update={"lacks": lacks})
    assert "  ... and 12 more" in many.text(limit=3).splitlines()
    assert "  ... и ещё 12" in many.text("ru", limit=3).splitlines()
    assert len(many.text().splitlines()) == 18
    assert "  ... and 15 more" in many.text(limit=0).splitlines()


TWO_ADULTS = Text.of("1 of the 2 needed adults", "1 из 2 нужных взрослых")


def test_the_sentence_entry_and_waiver_are_said() -> None:
    """What is lacking in one sentence, about which entry, and until when it is excused; have and need are data."""
    finding = Finding(
        code="requirement",
        title=Text.of("Two adults", "Двое взрослых"),
        status=Status.UNKNOWN,
        severity=Severity.WARN,
        origin=Origin.LAW,
        jurisdiction="RU",
        lacks=[Lack(what=TWO_ADULTS, have="1", need=">= 2", lapsed=date(2010, 3, 1))],  # type: ignore[arg-type]
        remedy=Text.of("add one", "добавить"),
        owed_by=(KOPEIKA,),
        entry=12,
        waived_until=date(2011, 1, 1),
    )
    assert str(finding).splitlines() == [
        "Two adults [warns; not confirmed; law; applies in Russia; waived until 1 January 2011]",
        "  - 1 of the 2 needed adults",
        "  responsible: Kopeika supermarket",
        "  how to fix: add one",
        "  entry: 12",
    ]
    assert "  - 1 из 2 нужных взрослых" in finding.text("ru").splitlines()
    assert str(finding.lacks[0]) == "1 of the 2 needed adults"
    assert finding.lacks[0].model_dump(mode="json")["lapsed"] == "2010-03-01"


def test_names_come_from_personal_data_when_it_is_printed() -> None:
    """Entries hold no names of people; whoever may read personal data sees them."""
    chair = Subject(kind="person", id="p1")
    assert str(chair) == "p1"
    assert chair.text("ru", {"p1": Text.of("A. Person", "А. Человек")}) == "А. Человек (p1)"
    lack = Lack(subject=chair, what=Text.of("not trained"), owed_by=(chair,))
    assert lack.text("en", {"p1": "A. Person"}) == "A. Person (p1): not trained   (responsible: A. Person (p1))"
    finding = UNSIGNED.model_copy(update={"lacks": (lack,)})
    assert "A. Person" in finding.text(names={"p1": "A. Person"})
    assert "A. Person" not in finding.model_dump_json()


def test_a_ward_is_never_named() -> None:
    """Not even by personal data."""
    assert Subject(kind="ward", id="w-017").text("en", {"w-017": "somebody"}) == "w-017"


def test_a_finding_goes_to_json_and_back() -> None:
    """For programs and for other tools."""
    assert Finding.model_validate_json(UNSIGNED.model_dump_json()) == UNSIGNED


def test_every_word_of_a_closed_list_is_said_in_both_languages() -> None:
    """No status, severity, moment, origin or code without its words."""
    assert set(STATUS_WORDS) == set(Status)
    assert set(SEVERITY_WORDS) == set(Severity)
    assert set(MOMENT_WORDS) == set(GateMoment)
    assert set(ORIGIN_WORDS) == set(Origin)
    assert set(CODES) == set(get_args(Code))


def test_every_code_is_that_of_a_rule_or_of_a_mistake() -> None:
    """A new code has to say whether a rule says no, or what was asked cannot be asked: programme files go by it."""
    assert set(get_args(Code)) == RULED | MISTAKEN
    assert not RULED & MISTAKEN
