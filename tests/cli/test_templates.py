"""The laws, shown."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from partnership.programme import load_template, shipped_templates
from tests.cli.helpers import Ask, Write


def test_the_laws_that_come_with_the_library_are_listed(ask: Ask) -> None:
    told = ask("templates", "list")
    assert told.code == 0
    for name in shipped_templates():
        assert f"\n{name} {load_template(name).version}  " in f"\n{told.out}"


@pytest.mark.parametrize("name", shipped_templates())
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_each_rule_of_a_shipped_law_is_shown_with_its_place(ask: Ask, lang: str, name: str) -> None:
    shown = ask("templates", "show", name, "--lang", lang).out
    told = " ".join(shown.split())
    for rule in load_template(name).requirements.values():
        assert f" {rule.id} {rule.title.in_language('ru' if lang == 'ru' else 'en')}" in told
        assert str(rule.at) in told


def test_a_law_of_ones_own_is_shown_by_its_path(ask: Ask, write: Write) -> None:
    write()
    shown = ask("templates", "show", "garden.yaml").out
    for line in (
        "garden 1: A garden of the whole street",
        "4 requirements: 3 of gates, 1 of acts, 0 of scales. By origin: template 3, standard 1.",
        "Every rule is kept up to date as entries come; none is recomputed when asked.",
        "  neighbours  Neighbours needed: 1 (1 to 9)",
        "  tone  Tone: plain (one of: plain, warm)",
        "    Before leaving (plan)",
        "          blocks; template; responsible: school; may be waived by chair, for 1 year at most;",
        "  grow  Growing (back to: plan; the last one)",
        "      record: risk; blocks; standard; from 1 January 2020; garden.yaml:47:5",
        "Refused while the programme is suspended",
        "  move to the stage: plan",
    ):
        assert line in shown.splitlines()


def test_what_looks_wrong_in_a_sound_law_is_told(ask: Ask, write: Write) -> None:
    write()
    law = Path("garden.yaml")
    soon = "        - {id: G9, title: {en: Soon, ru: Скоро}, timing: {since: $stage.since, at_most: P1Y}}\n"
    law.write_text(
        law.read_text(encoding="utf-8").replace("        - id: G1\n", soon + "        - id: G1\n", 1), encoding="utf-8"
    )
    shown = ask("templates", "show", "garden.yaml")
    assert shown.code == 0
    heading = shown.out.splitlines().index("To look at again")
    assert "the rule G9 is met before anything is recorded" in " ".join(shown.out.splitlines()[heading:])
    told = ask("templates", "show", "garden.yaml", "--json").json["advice"]
    assert [each["what"]["en"] for each in told] == ["the rule G9 is met before anything is recorded"]


def test_rules_that_are_recomputed_are_named(ask: Ask, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    monkeypatch.setattr("partnership.cli.templates.plan_of", lambda _template: SimpleNamespace(recomputed=("G2",)))
    shown = ask("templates", "show", "garden.yaml").out
    assert "Recomputed when asked: G2." in shown
    assert "recomputed when asked; garden.yaml" in shown
    assert ask("templates", "show", "garden.yaml", "--json").json["recomputed"] == ["G2"]


def test_dates_and_advice_before_them_are_told(ask: Ask, write: Write) -> None:
    write()
    law = Path("garden.yaml")
    dated = "effective_from: 2020-01-01\n    effective_to: 2030-01-01\n    before_effective: advise"
    law.write_text(law.read_text(encoding="utf-8").replace("effective_from: 2020-01-01", dated), encoding="utf-8")
    assert "from 1 January 2020; advice before; until 1 January 2030" in ask("templates", "show", "garden.yaml").out


def test_moves_that_are_allowed_while_suspended_and_moments_are_told(ask: Ask, write: Write) -> None:
    write()
    law, text = Path("garden.yaml"), Path("garden.yaml").read_text(encoding="utf-8")
    text = text.replace("{record: risk}, {advance: plan}]", "{record: risk}]\n  allow: [{advance: plan}]")
    law.write_text(text.replace("severity: block", "from: {stage: grow, after: P1M}"), encoding="utf-8")
    shown = ask("templates", "show", "garden.yaml").out
    assert "Allowed while the programme is suspended\n  move to the stage: plan" in shown
    assert 'asked from: 1 month after the stage "Growing" was first entered' in shown
    assert ask("templates", "show", "garden.yaml", "--json").json["moves_while_suspended"] == ["plan"]


def test_of_which_records_an_act_is_watched_is_told(ask: Ask, write: Write) -> None:
    """Two guards of one kind are told apart by that, and so are acts that wait while the programme is suspended."""
    write()
    law, text = Path("garden.yaml"), Path("garden.yaml").read_text(encoding="utf-8")
    large = "{record: risk, where: {impact: {gt: 3}}}"
    other = "  - {id: G5, title: {en: T, ru: Т}, act: {amend: risk, where: {likelihood: 3}}, count: {of: partners}}\n"
    text = text.replace("while_suspended:", f"{other}while_suspended:").replace("{record: risk}", large)
    law.write_text(text, encoding="utf-8")
    en, ru = ask("templates", "show", "garden.yaml").out, ask("templates", "show", "garden.yaml", "--lang", "ru").out
    assert en.count("record: risk (impact: more than 3)") == 2
    assert "amend: risk (likelihood: 3); blocks" in en
    assert ru.count("запись: риск (") == 2
    rules = {rule["id"]: rule for rule in ask("templates", "show", "garden.yaml", "--json").json["requirements"]}
    assert rules["G5"]["act"]["where"] == [{"field": "likelihood", "need": "eq 3"}]


def test_as_json_each_rule_has_its_origin_dates_and_place(ask: Ask, write: Write) -> None:
    write()
    shown = ask("templates", "show", "garden.yaml", "--json").json
    assert list(shown) == [
        "format", "command", "template", "parameters", "stages", "requirements", "while_suspended",
        "moves_while_suspended", "recomputed", "advice",
    ]  # fmt: skip
    rules = {rule["id"]: rule for rule in shown["requirements"]}
    assert list(rules["G4"]) == [
        "id", "title", "moment", "stage", "act", "severity", "origin", "citation", "jurisdiction", "effective_from",
        "effective_to", "before_effective", "asked_from", "waivable_by", "waivable_for", "owed_by", "remedy", "deck",
        "recomputed", "at",
    ]  # fmt: skip
    assert rules["G4"]["act"] == {"verb": "record", "kind": "risk", "stage": None, "where": []}
    assert rules["G4"]["effective_from"] == "2020-01-01"
    assert rules["G1"]["at"] == {"file": "garden.yaml", "line": 21, "column": 11}
    assert rules["G1"]["waivable_for"] == "P1Y"
    assert shown["stages"][0]["gates"] == {"entry": [], "exit": ["G1", "G3"], "invariant": [], "cadence": []}
    assert shown["parameters"][1]["choices"] == ["plain", "warm"]


def test_the_list_as_json(ask: Ask) -> None:
    found = ask("templates", "list", "--json").json["templates"]
    assert [list(one) for one in found[:1]] == [["id", "version", "title", "digest", "stages", "requirements"]]


def test_an_unknown_law_is_named_with_the_nearest(ask: Ask) -> None:
    told = ask("templates", "show", "volunters")
    assert (told.code, told.out) == (2, "")
    assert "did you mean 'volunteers'?" in told.err


def test_a_law_with_a_slip_is_told_with_its_place(ask: Ask, write: Write) -> None:
    write()
    law = Path("garden.yaml")
    law.write_text(law.read_text(encoding="utf-8").replace("from: needs", "from: neds"), encoding="utf-8")
    told = ask("templates", "show", "garden.yaml")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("garden.yaml:")
    assert "needs" in told.err
