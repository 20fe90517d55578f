"""A law keeps things that the library has no noun for: areas, deliveries to them, and who may be asked there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from partnership.acts import AddRecord
from partnership.errors import ProgrammeFileError, TemplateError
from partnership.programme import load_programme, save_programme
from partnership.reading import read_template, read_yaml
from partnership.records import BenefitStatement, Item, Level, Partner, RegisterKept
from partnership.testing import Scene, amend, end, given, migrate, on
from partnership.testing.reference import ReferenceEvaluator
from partnership.values import Money, Text
from tests.small import no_file
from tests.stories.scenes import row, rule

LAW = """
format: 1
template: relief
version: "1"
title: {en: Relief, ru: Помощь}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
beneficiaries: [{id: households, title: {en: Households, ru: Домохозяйства}}]
outcomes: [{id: fed, title: {en: Fed, ru: Накормлены}, beneficiary: households}]
scales:
  - id: shops
    title: {en: Shops, ru: Магазины}
    of: area
    levels: [{id: open, title: {en: Open, ru: Открыты}}, {id: closed, title: {en: Closed, ru: Закрыты}}]
  - id: access
    title: {en: Access, ru: Доступ}
    of: area
    levels: [{id: closed, title: {en: Closed, ru: Закрыт}}, {id: open, title: {en: Open, ru: Открыт}}]
  - id: alarm
    title: {en: Alarm, ru: Тревога}
    of: programme
    levels: [{id: watch, title: {en: Watch, ru: Наблюдение}}, {id: alert, title: {en: Alert, ru: Тревога}}]
records:
  - {kind: partner, id: aid, title: {en: Aid, ru: Помощь}}
  - {kind: area, id: y, title: {en: North, ru: Север}}
registers:
  - id: areas
    kind: area
    title: {en: Areas, ru: Районы}
    one: {en: area, ru: район}
    many: {en: areas, ru: районы}
    name: called
    fields: {called: {type: text, required: true, title: {en: Name, ru: Название}}, need: {type: level, of: access}}
  - id: contacts
    kind: contact
    title: {en: Contacts, ru: Контакты}
    fields: {at: {type: id, of: area}}
  - id: deliveries
    kind: delivery
    title: {en: Deliveries, ru: Поставки}
    one: {en: delivery, ru: поставка}
    many: {en: deliveries, ru: поставки}
    name: what
    day: arrived
    fields:
      what: {type: text, required: true, title: {en: What, ru: Что}}
      area: {type: id, of: area, title: {en: Area, ru: Район}}
      by: {type: id, of: partner, many: true}
      quantity: {type: decimal, min: 0, max: 100, title: {en: Tonnes, ru: Тонн}}
      way: {type: choice, choices: [{id: rail, title: {en: By rail, ru: По железной дороге}}, road]}
      value: {type: money, max: 1000}
      sacks: {type: integer, many: true, min: 2}
      arrived: {type: date}
      valid_to: {type: date}
stages:
  - {id: work, title: {en: Work, ru: Работа}, gates: {exit: [{id: R, title: {en: R, ru: R}, CHECK}]}}
  - {id: over, title: {en: Over, ru: Конец}, final: true}
guards:
  - id: G
    title: {en: Only where it is open, ru: Только куда открыт путь}
    act: {record: delivery, where: {quantity: {gt: 10}}}
    count: {of: {from: levels, where: {of: $act.area, scale: access, level: {at_least: open}}}}
"""
START, LATER = date(2020, 1, 1), date(2020, 3, 1)


def law(check: str = "count: {of: deliveries}") -> Any:
    return read_template(LAW.replace("CHECK", check), "relief.yaml", no_file)


GROUND = (
    Partner(id="aid", name=Text.of("Aid"), sector="ngo"),
    row("areas", "y", called="Yartsevo", need="open"),
    row("areas", "g", called="Gagarin"),
)


def scene(check: str = "count: {of: deliveries}", *records: Any) -> Scene:
    return given(law(check), on(START, *GROUND, *records))


def flour(id_: str = "d-7", **fields: Any) -> Item:
    return row("deliveries", id_, **{"what": "Flour", "area": "y", "quantity": Decimal(5), **fields})


def test_a_row_is_called_by_its_word_and_its_name() -> None:
    """In a lack and in a refusal, in both languages; never as an item of some register."""
    check = "coverage: {each: deliveries, has: {from: contacts, where: {at: $it.area}}}"
    refused = scene(check, flour()).when(amend("deliveries", "d-8", on=LATER, note="x")).then_refused(code="not_found")
    assert refused.refusal is not None
    assert "there is no delivery 'd-8'" in refused.refusal.text()
    (finding,) = scene(check, flour()).programme.as_of(LATER).missing()
    assert 'delivery "Flour" (d-7)' in finding.text("en")
    assert "поставка «Flour» (d-7)" in finding.text("ru")


@pytest.mark.parametrize(
    "field, value, wanted",
    [
        ("quantity", Decimal(-1), "quantity (Tonnes): found -1"),
        ("quantity", Decimal(101), "give a number, from 0 to 100"),
        ("quantity", "much", "give a number, from 0 to 100"),
        ("way", "ship", "give one of: rail (By rail), road"),
        ("value", Decimal(5), "an amount and its currency"),
        ("value", Money(amount=Decimal(1001), currency="RUB"), "value: found 1001 RUB"),
        ("sacks", [2, 1], "sacks: found [2, 1]"),
        ("by", "aid", "give a list: the id of a partner"),
        ("by", ["nobody"], "there is no partner 'nobody'"),
        ("area", "aid", "area (Area): there is no area 'aid'"),
        ("area", 5, "area (Area): found 5"),
        ("what", 5, "what (What): found 5"),
        ("lorry", 5, "delivery has no field 'lorry'"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(field: str, value: Any, wanted: str) -> None:
    """A number out of its range, a word that is no choice, one value for a list, the id of something else: once."""
    refused = scene().when(flour(**{field: value})).then_refused()
    assert refused.refusal is not None
    assert wanted in refused.refusal.text()
    assert len(refused.refusal.findings) == 1


def test_ids_are_of_one_register_and_a_contact_is_no_area() -> None:
    """A contact may have the id of an area, and is not found where an area is named."""
    asked = scene("count: {of: deliveries}", row("contacts", "c", at="y"), row("contacts", "y", at="g"))
    asked.when(flour(area="c")).then_refused(code="unknown_id")
    asked.when(flour(area="y")).then_accepted()
    asked.when(row("areas", "y", called="Again")).then_refused(code="duplicate_id")


def test_a_guard_on_a_field_is_asked_before_the_row_is_written() -> None:
    """Small deliveries go anywhere; large ones only where the area stands on the level `open`, by that day."""
    asked = scene()
    asked.when(flour(quantity=Decimal(10))).then_accepted()
    asked.when(flour(quantity=Decimal(11))).then_refused(by="G")
    opened = asked.and_given(on(START, Level(id="l", of="y", scale="access", level="open")))
    opened.when(flour(quantity=Decimal(11))).then_accepted()
    small = asked.and_given(on(START, flour(area="g")))
    small.when(amend("deliveries", "d-7", on=LATER, fields={"quantity": {"decimal": "50"}})).then_refused(by="G")


def test_a_row_that_has_run_out_is_not_counted_with_the_act_that_brings_it() -> None:
    """As it is not counted once it is there; the judge says the same."""
    before = "count: {of: {from: levels, where: {of: $act.area, scale: access, level: {at_least: open}}}}"
    counted = "count: {of: {from: deliveries, with: $act}}"
    text = LAW.replace("CHECK", "count: {of: deliveries}").replace(before, counted)
    scene = given(read_template(text, "relief.yaml", no_file), on(START, *GROUND))
    large, reference = flour(quantity=Decimal(50)), ReferenceEvaluator(read_yaml(text, "relief.yaml").value)
    scene.when(large, on=LATER).then_accepted()
    assert reference.would_refuse(scene.programme.entries, AddRecord(on=LATER, record=large)) == set()
    stale = flour(quantity=Decimal(50), valid_to=LATER)
    scene.when(stale, on=LATER).then_refused(by="G", alone=True)
    assert reference.would_refuse(scene.programme.entries, AddRecord(on=LATER, record=stale)) == {"G"}


@pytest.mark.parametrize(
    "check, passing, failing",
    [
        ("count: {of: {from: deliveries, where: {quantity: {gte: 5}}}}", {}, {"quantity": Decimal(4)}),
        ("count: {of: {from: deliveries, where: {area.called: Yartsevo}}}", {}, {"area": "g"}),
        ("count: {of: {from: deliveries, where: {area.need: {at_least: closed}}}}", {}, {"area": "g"}),
        ("count: {of: {from: deliveries, where: {by: {has: aid}}}}", {"by": ["aid"]}, {"by": []}),
        (
            "count: {of: {from: deliveries, where: {value.currency: RUB}}}",
            {"value": {"amount": 1, "currency": "RUB"}},
            {},
        ),
        (
            "compare: {left: {sum: deliveries, field: value}, op: gte, right: 7}",
            {"value": {"amount": 7, "currency": "RUB"}},
            {"value": {"amount": 6, "currency": "RUB"}},
        ),
        (
            "coverage: {each: {from: areas, where: {id: y}}, has: {from: deliveries, where: {area: $it}}}",
            {},
            {"area": "g"},
        ),
        (
            "for_each: {in: deliveries, as: d, require: [{compare: {left: $d.quantity, op: gte, right: 5}}]}",
            {},
            {"quantity": Decimal(4)},
        ),
        (
            "count: {of: {from: deliveries, where: {changed: {max_age: P30D}}}}",
            {"arrived": date(2020, 2, 20)},
            {"arrived": date(2019, 12, 1)},
        ),
        ("count: {of: deliveries}", {"valid_to": date(2020, 3, 2)}, {"valid_to": LATER}),
    ],
)
def test_rules_speak_of_the_fields_of_a_row(check: str, passing: dict[str, Any], failing: dict[str, Any]) -> None:
    """By the short path, wherever a path stands: a number, a way through a reference, a level, a list, money, a day."""
    scene(check, flour(**passing)).then_not_missing("R", on=LATER)
    scene(check, flour(**failing)).then_missing("R", on=LATER)


def test_what_comes_onto_a_level_is_asked_for_its_own_fields() -> None:
    """`$act.of` leads to the area, as its scale says, though a contact has the same id."""
    named = "count: {of: {from: deliveries, where: {what: $act.of.called}}}"
    step = "{id: open, title: {en: Open, ru: Открыт}"
    text = LAW.replace(f"{step}}}", f"{step}, requires: [{rule(named, 'L')}]}}").replace("CHECK", "count: {of: areas}")
    half = given(read_template(text, "relief.yaml", no_file), on(START, *GROUND, row("contacts", "y", at="g")))
    opened = Level(id="l", of="y", scale="access", level="open")
    half.when(opened).then_refused(by="L")
    half.and_given(on(START, flour(what="Yartsevo"))).when(opened).then_accepted()


@pytest.mark.parametrize(
    "check",
    [
        "count: {of: contacts, max: 0}",
        "none: [{count: {of: contacts}}]",
        "none: [{count: {of: contacts, min: 3}}, {count: {of: {from: deliveries, where: {quantity: {gt: 90}}}}}]",
        "none: [{all: [{count: {of: contacts}}, {count: {of: areas}}]}]",
        "when: {if: {count: {of: contacts}}, then: {count: {of: deliveries, min: 5}}}",
        "any: [{count: {of: contacts, max: 0}}, {when: {if: {count: {of: contacts}}, then: {count: {of: contacts}}}}]",
        "coverage: {each: contacts, has: {from: deliveries, where: {area: $it.at}}, allow_none: true}",
        "for_each: {in: contacts, as: c, allow_none: true, require: [{count: {of: deliveries}}]}",
        "compare: {left: {count: contacts}, op: lte, right: 5}",
        "compare: {left: 5, op: gt, right: {count: contacts}}",
    ],
)
def test_where_a_keepers_word_alone_is_lacking_the_remedy_is_that_word(check: str) -> None:
    """Of no contact anything is known: to close or end them would change nothing, and none need be made up."""
    (finding,) = scene(check, flour()).programme.as_of(LATER).missing()
    said = 'state that the register of rows in the register "Contacts" is kept (register_kept, lists: contacts)'
    assert finding.remedy.in_language("en") == said
    kept = RegisterKept(id="kept", lists="contacts", keeper="aid")
    scene(check, flour(), kept).then_not_missing("R", on=LATER)


@pytest.mark.parametrize(
    "check",
    [
        "coverage: {each: contacts, has: {from: deliveries, where: {area: $it.at}}}",
        "compare: {left: {count: contacts}, op: gte, right: 5}",
        "none: [{count: {of: contacts}}, {compare: {left: {max: deliveries, field: quantity}, op: gt, right: 5}}]",
    ],
)
def test_where_more_is_lacking_a_keepers_word_is_no_remedy(check: str) -> None:
    (finding,) = scene(check).programme.as_of(LATER).missing()
    assert "register_kept" not in finding.remedy.in_language("en")


def test_to_close_or_end_is_the_remedy_once_there_is_one() -> None:
    (finding,) = scene("count: {of: contacts, max: 0}", row("contacts", "c", at="y")).programme.as_of(LATER).missing()
    assert "close or end what is left" in finding.text("en")


def test_an_area_and_the_programme_itself_stand_on_a_level() -> None:
    """Each on a scale of its own; who stands on another is refused."""
    areas, whole = "level: {of: areas, scale: access, at_least: open}", "level: {scale: alarm, at_least: alert}"
    half = scene(areas, Level(id="l", of="y", scale="access", level="open"))
    half.then_missing("R", on=LATER)
    half.and_given(on(START, Level(id="m", of="g", scale="access", level="open"))).then_not_missing("R", on=LATER)
    watch = scene(whole, Level(id="l", scale="alarm", level="watch"))
    watch.then_missing("R", on=LATER)
    watch.when(Level(id="m", scale="alarm", level="alert")).then_accepted().then_not_missing("R", on=LATER)
    for level in (
        Level(id="x", of="aid", scale="access", level="open"),
        Level(id="x", scale="access", level="open"),
        Level(id="x", of="y", scale="alarm", level="alert"),
        Level(id="x", person="aid", scale="access", level="open"),
    ):
        half.when(level).then_refused()


@pytest.mark.parametrize(
    "before, after, told",
    [
        ("type: id, of: area, title", "type: id, of: arae, title", "unknown kind of record 'arae'"),
        ("at: {type: id, of: area}", "at: {type: level, of: acces}", "'acces' is not in the list 'scales'"),
        ("    name: what", "    name: wat", "'row' has no field 'wat'"),
        ("    day: arrived", "    day: what", "the field 'what' is not a date"),
        ("    name: called", "    name: need", "the field 'need' cannot tell one row from another"),
        ("valid_to: {type: date}", "valid_to: {type: text}", "the field 'valid_to' is not a date"),
        ("min: 0, max: 100", "min: 9, max: 1", "no number is at least 9 and at most 1"),
        ("type: money", "type: money, min: none", "'none' is not a value of type number"),
        ("type: money", "type: money, many: true", "a field holds one amount of money, not several"),
        ("kind: contact", "kind: partner", "'partner' is already the name of register"),
        ("kind: contact", "kind: area", "'area' is already the name of register"),
        ("kind: contact", "kind: advance", "'advance' is already the name of register"),
        ("}}, road]", "}}, rail]", "'rail' appears twice in 'choices'"),
        ("of: programme", "of: programe", "unknown kind of record 'programe'"),
        ("beneficiary: households", "beneficiary: household", "'household' is not one of the words allowed here"),
        ("{quantity: {gt: 10}}", "{quantity: {gt: many}}", "'many' does not fit the field 'quantity'"),
        ("$act.area,", "$act.quantity,", "'$act.quantity' does not fit the field 'of'"),
        (
            "CHECK",
            "level: {of: deliveries, scale: access, at_least: open}",
            "the scale 'access' is of 'areas', and not of deliveries",
        ),
        ("CHECK", "level: {of: areas, scale: alarm, at_least: alert}", "the scale 'alarm' is of 'programme'"),
        (
            "CHECK",
            "coverage: {each: contacts, has: {from: deliveries, where: {area: $it}}}",
            "'$it' does not fit the field 'area'",
        ),
    ],
)
def test_what_cannot_be_is_a_fault_of_the_law(before: str, after: str, told: str) -> None:
    """At its line, with what was expected; a reference to another register than is named is one, too."""
    text = LAW.replace(before, after, 1).replace("CHECK", "count: {of: deliveries}")
    with pytest.raises(TemplateError) as error:
        read_template(text, "relief.yaml", no_file)
    assert told in str(error.value)


HEADER = "format: 1\nprogramme: p\ntemplate: relief.yaml\nregion: RU-SMO\nstart: 2020-01-01\nledger:\n"
TOLD = """\
- {date: 2020-01-01, partner: {id: aid, name: Aid, sector: ngo}}
- {date: 2020-01-01, area: [{id: y, called: Yartsevo, need: open}, {id: g, called: Gagarin}]}
- {date: 2020-01-02, refused: true, expect: [G], delivery: {id: d-7, what: Flour, area: y, quantity: 12.5}}
- {date: 2020-01-03, delivery: {id: d-7, what: Flour, area: y, by: [aid], value: {amount: 9, currency: RUB}}}
- {date: 2020-01-04, amend: {delivery: d-7, set: {way: rail, arrived: 2020-01-03, note: late}, unset: [by]}}
- {date: 2020-01-05, contact: {id: c, at: g, note: a remark}}
- {date: 2020-01-06, end: {contact: c, reason: moved}}
"""


def told(folder: Path, lines: str) -> Any:
    (folder / "relief.yaml").write_text(LAW.replace("CHECK", "count: {of: deliveries}"), encoding="utf-8")
    (folder / "p.yaml").write_text(HEADER + lines, encoding="utf-8")
    return load_programme(folder / "p.yaml")


def test_lines_have_the_words_of_the_law_and_come_back_as_they_were(tmp_path: Path) -> None:
    """Several rows in one line are as many entries; what is saved is read again as the same programme."""
    programme = told(tmp_path, TOLD)
    (delivery,) = programme.state.records("deliveries")
    assert dict(delivery.fields) == {
        "area": "y", "arrived": date(2020, 1, 3), "way": "rail", "what": "Flour",
        "value": delivery.fields["value"],
    }  # fmt: skip
    assert (str(delivery.fields["value"]), delivery.note) == ("9 RUB", Text.of("late"))
    save_programme(programme, tmp_path / "q.yaml", law="relief.yaml")
    text = (tmp_path / "q.yaml").read_text(encoding="utf-8")
    assert "area: {id: y, called: Yartsevo, need: open}" in text
    assert "amend: {delivery: d-7, set: {" in text
    assert load_programme(tmp_path / "q.yaml").state == programme.state


@pytest.mark.parametrize(
    "line, fault",
    [
        ("delivery: {id: d, what: 5}", "12:46: 'what' is the number 5; expected text (What); for text write"),
        (
            "delivery: {id: d, what: a, quantity: -1}",
            "12:59: 'quantity' is the number -1; expected a number, from 0 to 100 (Tonnes)",
        ),
        (
            "delivery: {id: d, what: a, way: ral}",
            "12:54: 'way' is 'ral'; expected one of: rail (By rail), road; did you mean 'rail'?",
        ),
        (
            "delivery: {id: d, what: a, by: aid}",
            "12:53: 'by' is 'aid'; expected a list: the id of a partner; write [aid]",
        ),
        (
            "delivery: {id: d, what: a, value: 5}",
            "expected an amount and its currency, such as {amount: 1500.50, currency: RUB}",
        ),
        (
            "delivery: {id: d, what: a, value: {amount: 1000.5, currency: RUB}}",
            "12:56: 'value' is 1000.5 RUB; expected an amount and its currency, such as {amount: 1500.50,",
        ),
        (
            "delivery: {id: d, what: a, sacks: [2, 1]}",
            "12:60: 'sacks' is the number 1; expected a list: a whole number, at least 2",
        ),
        (
            "amend: {delivery: d-7, set: {value: {amount: 1001, currency: RUB}}}",
            "{amount: 1500.50, currency: RUB}, at most 1000",
        ),
        ("delivery: {id: d, wat: a}", "12:40: unknown key 'wat'; did you mean 'what'?"),
        ("delivery: {id: d}", "12:32: the key 'what' is missing; expected text (What)"),
        ("delivery: {what: a}", "the key 'id' is missing"),
        ("delivery: 5", "'delivery' is the number 5"),
        ("area: [{id: a, called: A}, {id: b, called: 5}]", "12:65: 'called' is the number 5"),
        ("delivry: {id: d, what: a}", "12:22: unknown key 'delivry'; did you mean 'delivery'?"),
        ("amend: {delivery: d-7, set: {way: ral}}", "'way' is 'ral'"),
        ("amend: {delivery: d-7, unset: [what]}", "each row has the field 'what'; set it to another value"),
        ("amend: {delivery: d-7, unset: [wat]}", "unknown key 'wat'; did you mean 'what'?"),
        ("amend: {delivery: d-7}", "the amendment changes nothing"),
        ("amend: {delivry: d-7, unset: [way]}", "unknown key 'delivry'; did you mean 'delivery'?"),
    ],
)
def test_a_wrong_value_is_told_at_its_place_with_its_field_and_what_fits(tmp_path: Path, line: str, fault: str) -> None:
    """Title, type, range and choices, at line and column, before anything is tried."""
    lines = "".join(f"{each}\n" for each in TOLD.splitlines()[:5])
    with pytest.raises(ProgrammeFileError) as error:
        told(tmp_path, f"{lines}- {{date: 2020-02-01, {line}}}\n")
    assert fault in str(error.value)


@pytest.mark.parametrize(
    "line, at",
    [
        ("by: aid, delivery: {id: d, what: a, by: [nobody]}", "delivery: {id: d, what: a, by: "),
        ("by: aid, supply: {id: d, what: a, by: [nobody]}", "supply: {id: d, what: a, by: "),
        ("supply: [{id: d, what: a}, {id: e, what: a, by: [nobody]}]", "{id: e, what: a, by: "),
        ("by: aid, amend: {delivery: d-7, set: {by: [nobody]}}", "set: {by: "),
        ("amend: {supply: d-7, set: {by: [nobody]}}", "set: {by: "),
        ("end: {supply: lost, reason: r}", "end: {supply: "),
    ],
)
def test_a_fault_stands_at_its_word_whatever_the_law_calls_rows_by_now(tmp_path: Path, line: str, at: str) -> None:
    """After a move to a law with another word for them; and what a row says `by` is not by whom the line was told."""
    renamed = LAW.replace("CHECK", "count: {of: deliveries}").replace("kind: delivery", "kind: supply")
    renamed = renamed.replace("record: delivery", "record: supply").replace('version: "1"', 'version: "2"')
    (tmp_path / "renamed.yaml").write_text(renamed, encoding="utf-8")
    moved = "- {date: 2020-02-01, migrate: {template: renamed.yaml, reason: r}}\n"
    written = f"- {{date: 2020-02-02, {line}}}"
    with pytest.raises(ProgrammeFileError) as error:
        told(tmp_path, f"{TOLD}{moved}{written}\n")
    (fault,) = error.value.faults
    assert fault.at is not None
    assert fault.at.column == written.index(at) + len(at) + 1, str(fault)


def test_a_row_ends_and_its_rules_with_it() -> None:
    """From its day on it is not counted."""
    there = scene("count: {of: deliveries}", flour())
    there.and_given(end("deliveries", "d-7", on=LATER)).then_not_missing("R", on=START).then_missing("R", on=LATER)


def test_a_benefit_is_for_those_whom_the_law_lists_too() -> None:
    """For households as for anybody whom every law knows; a word of nobody is refused."""

    def sees(beneficiary: str) -> BenefitStatement:
        return BenefitStatement(id="b", partner="aid", beneficiary=beneficiary)

    check = "count: {of: {from: benefit_statements, where: {beneficiary: households}}}"
    scene(check, sees("households")).then_not_missing("R", on=LATER)
    scene(check, sees("ngo")).then_missing("R", on=LATER)
    scene(check).when(sees("household")).then_refused(code="unknown_word")
    with pytest.raises(TemplateError, match="the field 'beneficiary' is never 'household'"):
        law(check.replace("households", "household"))


def test_a_register_that_another_law_renames_has_its_rows_by_the_new_name() -> None:
    """They are named, amended and ended by it, and counted as before; no other register may have had the name."""
    check = "count: {of: {from: deliveries, where: {area.called: Yartsevo}}}"
    text = LAW.replace("CHECK", check).replace('version: "1"', 'version: "2"')
    second = read_template(text.replace("id: areas", "id: districts"), "two.yaml", no_file)
    other = text.replace("id: areas", "id: spots").replace("id: contacts", "id: areas").replace('"2"', '"3"')
    taken = read_template(other, "three.yaml", no_file)
    words = {"registers": {"areas": "districts"}}
    start = given(law(check), on(START, *GROUND, flour()), laws=[second, taken])
    moved = start.when(migrate(second, on=LATER, words=words)).then_accepted()
    moved.then_not_missing("R", on=LATER)
    moved.when(flour("d-8", area="g")).then_accepted()
    moved.when(row("districts", "y", called="Again")).then_refused(code="duplicate_id")
    renamed = moved.and_given(amend("districts", "y", on=LATER, fields={"called": "Yartsevo town"}))
    renamed.then_missing("R", on=LATER)
    moved.when(end("districts", "g", on=LATER)).then_accepted()
    fresh = type(renamed.programme).from_entries(renamed.programme.templates.values(), renamed.programme.entries)
    assert fresh.digest() == renamed.programme.digest()
    start.when(migrate(taken, on=LATER, words={"registers": {"contacts": "areas"}})).then_refused()
