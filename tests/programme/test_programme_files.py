"""Programme files: what counts as an attempt, what is a slip, and that what is saved is what is loaded."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from partnership.acts import Migrated
from partnership.errors import InputError, ProgrammeFileError, TemplateError
from partnership.programme import Programme, load_programme, load_template, save_programme, tell
from partnership.records import Partner
from partnership.values import Text
from tests.invariants.playing import finished, in_worlds
from tests.judge.worlds import World
from tests.small import SMALL, day, partner, running, small_law

HEADER = """format: 1
programme: small-1
template: small.yaml
region: RU-SMO
start: 2010-01-01
"""
GROUND = """ledger:
- {date: 2010-01-02, partner: {id: bank, name: Bank, sector: business}}
- {date: 2010-01-02, partner: {id: aid, name: Aid, sector: ngo}}
- {date: 2010-01-03, person: {id: p-1, partner: aid}}
- {date: 2010-01-03, person: {id: p-2, partner: aid}}
- {date: 2010-01-03, assignment: {id: a-1, role: coordinator, person: p-1}}
- {date: 2010-01-03, agreement: {id: agr, type: cooperation_agreement, parties: [bank, aid], clauses: [exit]}}
- {date: 2010-01-04, signature: {id: s-1, agreement: agr, partner: bank}}
- {date: 2010-01-04, signature: {id: s-2, agreement: agr, partner: aid}}
- {date: 2010-01-05, advance: agreeing}
- {date: 2010-01-06, advance: during}
- {date: 2010-01-08, end: {partner: bank, reason: Left}}
"""
BEGINNING = len((HEADER + GROUND).splitlines())


def _file(folder: Path, more: str = "", header: str = HEADER, law: str = SMALL) -> Path:
    (folder / "small.yaml").write_text(law, encoding="utf-8")
    path = folder / "p.yaml"
    path.write_text(header + GROUND + more, encoding="utf-8")
    return path


def _said_of(folder: Path, line: str, lang: str = "en") -> str:
    """Give what is wrong with one line more, without its place, which is the line's."""
    with pytest.raises(ProgrammeFileError) as found:
        load_programme(_file(folder, f"- {{date: 2010-01-09, {line}}}\n"))
    said = []
    for fault in found.value.faults:
        assert fault.at is not None
        assert fault.at.line == BEGINNING + 1
        said.append(fault.text("ru" if lang == "ru" else "en").partition(": ")[2])
    return "\n".join(said)


# --- attempts --------------------------------------------------------------------------------------------------------

RULED = [
    ("advance: after", "suspended"),
    ("advance: after", "R3"),
    ("end: {partner: bank, reason: Left}", "already_ended"),
    ("waive: {requirement: R3, by: p-1, reason: Rain, until: 2010-02-01}", "not_waivable"),
    ("waive: {requirement: R1, by: p-2, reason: Rain, until: 2010-02-01}", "waiver_role"),
    ("waive: {requirement: R1, by: p-2, reason: Rain, until: 2010-02-01}", "R1"),
    ("waive: {requirement: R1, by: p-1, reason: Rain, until: 2012-02-01}", "waiver_too_long"),
    ("resume: Sun", "not_suspended"),
    ("withdraw: {entry: 1, reason: Slip}", "not_withdrawable"),
    ("advance: agreeing", "stage_not_next"),
]


@pytest.mark.parametrize("line, expected", RULED)
def test_what_a_rule_refuses_is_an_attempt_and_its_reasons_can_be_expected(
    tmp_path: Path, line: str, expected: str
) -> None:
    more = f"- {{date: 2010-01-09, refused: true, expect: [{expected}], {line}}}\n"
    assert len(load_programme(_file(tmp_path, more)).entries) == 12


SLIPS = [
    ("partner: {id: new, name: N, sector: bussiness}", "the template's list of sectors has no 'bussiness'; did you"),
    ("person: {id: p-9, partner: bnak}", "there is no partner 'bnak' on 9 January 2010; did you mean 'bank'?"),
    (
        "partner: {id: bank, name: B, sector: business}",
        "there is a partner 'bank' already; amend that record, or choose",
    ),
    ("end: {partner: aidd, reason: Left}", "there is no partner 'aidd'; did you mean 'aid'?"),
    ("amend: {partner: nobody-else, set: {region: RU}}", "there is no partner 'nobody-else'; record it first"),
    ("advance: afterr", "small 1 has no stage 'afterr'; did you mean 'after'?"),
    ("waive: {requirement: R77, by: p-1, reason: Rain, until: 2010-02-01}", "the template has no requirement 'R77'"),
    (
        "waive: {requirement: R1, by: p-3, reason: Rain, until: 2010-02-01}",
        "there is no person or partner 'p-3'; name who gives the waiver",
    ),
    ("recorded: 2009-12-31, suspend: Flood", "but the entry before it only at 2010-01-08 00:00; a ledger is only"),
    ("withdraw: {entry: 99, reason: Slip}", "99"),
    ("migrate: {template: nowhere.yaml, reason: Better}", "nowhere.yaml: there is no such file"),
    ("migrate: {template: voluntears, reason: Better}", "unknown: template 'voluntears'; did you mean 'volunteers'?"),
    ("migrate: {template: small.yaml, version: '9', reason: Better}", "small is at version 1"),
]


@pytest.mark.parametrize("line, says", SLIPS)
def test_what_is_not_there_is_a_fault_of_the_file_whether_or_not_the_line_is_called_refused(
    tmp_path: Path, line: str, says: str
) -> None:
    assert says in _said_of(tmp_path, f"refused: true, {line}")
    assert says in _said_of(tmp_path, line)
    assert "refused: true" not in _said_of(tmp_path, line), "marking the line is no remedy"


def test_a_line_before_the_first_day_is_a_slip_too(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeFileError, match="give 2010-01-01 or a later day"):
        load_programme(_file(tmp_path, "- {date: 2009-01-09, refused: true, suspend: Flood}\n"))


def test_a_slip_is_told_in_russian_with_its_remedy(tmp_path: Path) -> None:
    said = _said_of(tmp_path, "refused: true, person: {id: p-9, partner: bnak}", "ru")
    assert said == "partner: на 9 января 2010 г. нет записи «bnak» (партнёр); возможно, имелось в виду «bank»?"


def test_the_code_of_a_slip_cannot_be_expected(tmp_path: Path) -> None:
    said = _said_of(tmp_path, "refused: true, expect: [unknown_id], person: {id: p-9, partner: bnak}")
    assert said.startswith("partner: there is no partner 'bnak'")


def test_every_slip_of_a_line_is_a_fault_and_the_rules_are_told_beside_them_where_it_is_not_marked(
    tmp_path: Path,
) -> None:
    line = "placement: {id: pl, place: nowhere, volunteer: nobody}"
    assert _said_of(tmp_path, f"refused: true, {line}").count("there is no") == 2
    law = SMALL.replace("{refuse: [{record: placement}]}", "{refuse: [{record: placement}, {record: person}]}")
    _file(tmp_path, law=law)
    with pytest.raises(ProgrammeFileError) as found:
        load_programme(_file(tmp_path, "- {date: 2010-01-09, person: {id: p-9, partner: bnak}}\n", law=law))
    assert [fault.text().partition(": ")[2][:23] for fault in found.value.faults] == [
        "partner: there is no pa",
        "refused: the programme ",
    ]


def test_a_telling_says_whether_the_file_itself_is_mistaken(tmp_path: Path) -> None:
    for line, is_mistaken in [("advance: after", False), ("advance: aftr", True)]:
        telling = tell(_file(tmp_path, f"- {{date: 2010-01-09, {line}}}\n"))
        assert [bool(step.faults) for step in telling.steps()] == [False] * 11 + [True]
        assert telling.is_mistaken is is_mistaken


def test_a_bad_parameter_stands_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeFileError) as found:
        load_programme(_file(tmp_path, header=HEADER + "parameters: {neighbours: 5}\n"))
    (fault,) = found.value.faults
    assert fault.at is not None
    assert (fault.at.line, fault.at.column) == (6, 14)


# --- what is saved is what is loaded ---------------------------------------------------------------------------------


@in_worlds(20)
def test_whatever_has_happened_a_programme_is_loaded_as_it_was_saved(world: World) -> None:
    programme = finished(world)
    with TemporaryDirectory() as folder:
        law = Path(folder) / "world.yaml"
        law.write_text(world.text, encoding="utf-8")
        save_programme(programme, Path(folder) / "p.yaml", law="world.yaml")
        again = load_programme(Path(folder) / "p.yaml")
        save_programme(programme, Path(folder) / "p.jsonl")
        kept = load_programme(Path(folder) / "p.jsonl", template=load_template(law))
    assert list(again.entries) == list(kept.entries) == list(programme.entries)


def test_what_the_start_says_of_itself_is_saved_with_it(tmp_path: Path) -> None:
    programme = Programme.start(
        load_template("volunteers"),
        id="late",
        region="RU-SMO",
        on=day("2010-01-01"),
        recorded=day("2010-03-01"),
        by="secretary",
        basis="letter 14",
        note=Text.of("Found in the archive", "Найдено в архиве"),
    )
    save_programme(programme, tmp_path / "p.yaml")
    assert list(load_programme(tmp_path / "p.yaml").entries) == list(programme.entries)


OVERLAY = """format: 1
overlay: donor
over: [small]
guards:
- {id: D1, act: {record: partner}, title: Few, count: {of: partners, max: 3}}
"""


def _under_an_overlay(folder: Path) -> Programme:
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "donor.yaml").write_text(OVERLAY, encoding="utf-8")
    law = load_template(folder / "small.yaml", overlays=[str(folder / "donor.yaml")])
    programme = Programme.start(law, id="small-1", region="RU-SMO", on=day("2010-01-01"))
    programme.record(partner("bank"), on=day("2010-01-02"))
    return programme


def test_a_law_with_an_overlay_is_loaded_again_where_its_files_are_named(tmp_path: Path) -> None:
    programme = _under_an_overlay(tmp_path)
    save_programme(programme, tmp_path / "p.yaml", law="small.yaml", overlays=["donor.yaml"])
    again = load_programme(tmp_path / "p.yaml")
    assert again.template == programme.template
    assert list(again.entries) == list(programme.entries)


def test_an_overlay_whose_file_is_not_named_is_refused_and_not_dropped(tmp_path: Path) -> None:
    programme = _under_an_overlay(tmp_path)
    path = tmp_path / "p.yaml"
    save_programme(programme, path)
    text = path.read_text(encoding="utf-8").replace("template: small\n", "template: small.yaml\n")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"there is no template 'donor'; name a template or an overlay of your own"):
        load_programme(path)
    path.write_text(text.replace("overlays: [donor]\n", ""), encoding="utf-8")
    with pytest.raises(ProgrammeFileError, match=r"p\.yaml:4:9: the file was kept under sha256:.*or delete `digest:`"):
        load_programme(path)


def test_an_edited_copy_called_like_a_shipped_law_is_not_taken_for_it(tmp_path: Path) -> None:
    shipped = load_template("volunteers")
    text = (resources.files("partnership") / "templates" / "volunteers.yaml").read_text("utf-8")
    (tmp_path / "ours.yaml").write_text(text.replace("max: 1, default: 0.1", "max: 1, default: 0.2", 1), "utf-8")
    edited = load_template(tmp_path / "ours.yaml")
    assert (edited.id, edited.digest == shipped.digest) == ("volunteers", False)
    programme = Programme.start(edited, id="x", region="RU-SMO", on=day("2010-01-01"))
    save_programme(programme, tmp_path / "p.yaml")
    with pytest.raises(ProgrammeFileError, match="'volunteers' is sha256:") as found:
        load_programme(tmp_path / "p.yaml")
    assert "здесь «volunteers»" in found.value.text("ru")
    save_programme(programme, tmp_path / "p.yaml", law="ours.yaml")
    assert load_programme(tmp_path / "p.yaml").template == edited


def test_a_law_that_a_programme_was_not_begun_under_cannot_be_named_for_it(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL.replace('version: "1"', 'version: "2"'), encoding="utf-8")
    with pytest.raises(InputError, match="the programme began under sha256:"):
        save_programme(running(), tmp_path / "p.yaml", law="small.yaml")
    assert not (tmp_path / "p.yaml").exists()


def test_a_law_of_ones_own_that_is_called_by_its_id_is_refused_with_what_to_do(tmp_path: Path) -> None:
    save_programme(running(), tmp_path / "p.yaml")
    with pytest.raises(
        ProgrammeFileError,
        match=r"p\.yaml:3:11: unknown: template 'small'; there are: .* template .* path of its file",
    ):
        load_programme(tmp_path / "p.yaml")


def test_a_migration_says_which_overlays_it_moved_to(tmp_path: Path) -> None:
    (tmp_path / "donor.yaml").write_text(OVERLAY, encoding="utf-8")
    programme = load_programme(_file(tmp_path))
    law = load_template(tmp_path / "small.yaml", overlays=[str(tmp_path / "donor.yaml")])
    programme.migrate(law, on=day("2010-02-01"), reason="A donor")
    save_programme(programme, tmp_path / "p.yaml", law="small.yaml")
    path = tmp_path / "p.yaml"
    text = path.read_text(encoding="utf-8")
    assert "migrate: {template: small, version: '1', digest: " in text
    assert "overlays: [donor]" in text
    named = text.replace("{template: small,", "{template: small.yaml,").replace("[donor]", "[donor.yaml]")
    path.write_text(named, encoding="utf-8")
    again = load_programme(path)
    assert list(again.entries) == list(programme.entries)
    assert [entry.digest for entry in again.entries if isinstance(entry, Migrated)] == [law.digest]
    kept = tmp_path / "p.jsonl"
    save_programme(programme, kept)
    assert load_programme(kept, template=[small_law(), law]).digest() == programme.digest()


def test_a_mistake_that_was_withdrawn_is_saved_with_its_withdrawal(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    programme = running()
    slip = programme.record(Partner(id="x", name=Text.of("X"), sector="ngo"), on=day("2206-03-01"))
    programme.withdraw(slip.seq, on=day("2010-03-01"), reason="The year was a slip")
    programme.record(partner("late"), on=day("2010-03-02"))
    save_programme(programme, tmp_path / "p.yaml", law="small.yaml")
    assert f"withdraw: {{entry: {slip.seq}, reason: The year was a slip}}" in (tmp_path / "p.yaml").read_text("utf-8")
    assert list(load_programme(tmp_path / "p.yaml").entries) == list(programme.entries)
