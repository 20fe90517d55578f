"""Regions are listed and shown: what can be set in one, how the world is there, and who may take part."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from partnership.programme import load_template
from partnership.simulation import levers_of, load_region, shipped_regions
from tests.cli.helpers import Ask

KALUGA = (files("partnership") / "regions" / "kaluga.yaml").read_text(encoding="utf-8")


def test_the_regions_that_come_with_the_library_are_listed_with_their_templates(ask: Ask) -> None:
    told = ask("regions", "list")
    assert told.code == 0
    said = " ".join(told.out.split())
    for name in shipped_regions():
        region = load_region(name).shape
        mark = " (invented region)" if region.synthetic else ""
        assert f"{name} {region.title.in_language('en')}{mark}; for the template {region.template}" in said


@pytest.mark.parametrize("name", shipped_regions())
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_region_shows_every_lever_and_every_partner_with_its_id(ask: Ask, lang: str, name: str) -> None:
    region = load_region(name)
    said = " ".join(ask("regions", "show", name, "--lang", lang).out.split())
    for lever in levers_of(load_template(region.shape.template), region):
        assert f" {lever.name} {lever.title.in_language(lang)}: " in said
    for one in region.shape.partners:
        assert f" {', '.join(one.ids)} {one.name.in_language(lang)}: " in said
    for work in region.practice.shape.work:
        assert f" {work.id} {work.title.in_language(lang)}: " in said


def test_a_region_says_of_which_kinds_of_partners_it_has_nobody(ask: Ask, tmp_path: Path) -> None:
    """And a study says which rules that are not met need one; none needs a newsroom."""
    file = tmp_path / "kaluga.yaml"
    file.write_text("".join(line for line in KALUGA.splitlines(keepends=True) if "supporting_ngo" not in line))
    shown = ask("regions", "show", str(file))
    assert '"Supporting NGO" (sector: ngo, role: supporting_ngo)' in " ".join(
        shown.out.split("there are none here")[1].split()
    )
    assert ask("regions", "show", str(file), "--json").json["vacant"] == [
        {"sector": "ngo", "role": "supporting_ngo"},
        {"sector": "media", "role": None},
    ]
    said = " ".join(
        ask("simulate", "volunteers", "--region", str(file), "--replications", "2", "--to", "main").out.split()
    )
    kind = r'"Supporting NGO" \(sector: ngo, role: supporting_ngo\)'
    assert re.search(rf'not met, and need a partner who is {kind}: "[^;]*" \(P\d+\); ', said)
    assert "The region has none: list such a partner in its file." in said
    assert "Mass media" not in said


@pytest.mark.parametrize("name", shipped_regions())
def test_a_region_shows_as_many_figures_as_a_study_says_it_goes_by(ask: Ask, name: str) -> None:
    """Partners that are alike have one; what a company employs is one; what is the law's is none."""
    shown = ask("regions", "show", name, "--json").json
    there = [*shown["levers"], *shown["world"], *shown["work"], *shown["laws"]]
    there += [one[key] for one in shown["partners"] for key in ("agrees", "leaves", "employees") if one[key]]
    bases = Counter(each["basis"] for each in there if each["basis"] is not None)
    studied = ask("simulate", shown["template"]["id"], "--region", name, "--replications", "1", "--json").json
    assert bases == studied["figures"] == shown["figures"]


def test_what_may_come_is_shown_and_counted(ask: Ask, tmp_path: Path) -> None:
    """The chance that the programme goes on without money is a figure like any other."""
    mine = tmp_path / "mine.yaml"
    mine.write_text(KALUGA + "funding: {ends: 2027-01-01, goes_on: {value: 0.3, basis: expert}}\n", encoding="utf-8")
    said = " ".join(ask("regions", "show", str(mine)).out.split())
    assert "34 figures: 1 said by people who know, 33 assumed." in said
    assert (
        "The money ends on 1 January 2027; the programme goes on without it with a chance of 0.3, said by an expert."
        in said
    )
    said = " ".join(ask("regions", "show", str(mine), "--lang", "ru").out.split())
    assert "Исходных чисел 34, из них 1 — по словам знающих людей, 33 — допущения." in said


def test_what_is_ours_to_choose_stands_apart_from_the_world(ask: Ask) -> None:
    """With what it may be set to; the world with how far it may be off; each with what it rests on."""
    said = " ".join(ask("regions", "show", "smolensk").out.split())
    ours, rules, world, work, partners = (
        said.index(heading)
        for heading in (
            "Levers: ours to choose",
            "Levers: numbers of the rules",
            "The world: what is not ours to choose",
            "The world: how long work takes",
            "Partners who may take part",
        )
    )
    assert ours < said.index("sign_up Chance that an employee signs up in a month: 0.01 (0 to 1), assumed") < rules
    assert (
        ours < said.index("Pieces of work that the coordinator can do at once: 4 (whole, 0 or more), assumed") < rules
    )
    assert rules < said.index("1000000 (0 or more), set by the region") < world
    assert rules < said.index("law.quorum Share of members who must attend for a decision: 0.5 (0 to 1)") < world
    assert (
        world
        < said.index(
            "leave_new Chance that a volunteer leaves in a month, in the first months: 0.036 (0.02 to 0.065), publ"
        )
        < work
    )
    assert work < said.index("papers Drafting a paper: 14 days (7 days to 45 days), assumed") < partners
    assert partners < said.index(
        "uralsib Bank Uralsib: Business; Company whose employees volunteer; by its people: Partner's coordinator; "
    )


def test_the_law_s_periods_are_no_levers(ask: Ask) -> None:
    """They are no numbers; a region sets them under `parameters`."""
    assert "law.need_survey_age" not in ask("regions", "show", "smolensk").out


def test_who_stands_for_many_is_told_by_the_first_and_the_last(ask: Ask, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(KALUGA.replace("count: 3", "count: 30, leaves: {value: 0.01, basis: expert}"), encoding="utf-8")
    said = " ".join(ask("regions", "show", str(mine)).out.split())
    assert "school-1 to school-30 A boarding school: " in said
    assert (
        "takes part with a chance of 0.9, assumed; leaves in a month with a chance of 0.01, said by an expert" in said
    )


def test_a_program_reads_the_same_as_json(ask: Ask) -> None:
    """docs/json.md, "regions"."""
    shape = ask("regions", "show", "smolensk", "--json").json
    assert (shape["command"], shape["region"]["id"], shape["template"]["id"]) == (
        "regions show",
        "smolensk",
        "volunteers",
    )
    levers = {each["name"]: each for each in shape["levers"]}
    assert (levers["sign_up"]["value"], levers["sign_up"]["least"], levers["sign_up"]["most"]) == (0.01, 0, 1)
    assert levers["law.pilot_budget"]["of_region"]
    assert not levers["law.quorum"]["of_region"]
    assert levers["law.quorum"]["basis"] is None
    world = {each["name"]: each for each in shape["world"]}
    assert not levers.keys() & world.keys()
    assert (world["leave_new"]["low"], world["leave_new"]["basis"]) == (0.02, "published")
    assert {each["id"]: each for each in shape["work"]}["signing"]["value"] == "P90D"
    assert {id_ for one in shape["partners"] for id_ in one["ids"]} >= {"uralsib", "kopeika"}
    assert {each["id"] for each in ask("regions", "list", "--json").json["regions"]} == {*shipped_regions()}


def test_a_region_of_ones_own_is_shown_by_its_path_under_the_template_beside_it(ask: Ask, tmp_path: Path) -> None:
    law = (files("partnership") / "templates" / "volunteers.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(law, encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    own = KALUGA.replace("template: volunteers", "template: rules.yaml\npractice: volunteers")
    mine.write_text(own, encoding="utf-8")
    assert "sign_up" in ask("regions", "show", str(mine)).out
    mine.write_text(own.replace("template: rules.yaml", "template: volunteers"), encoding="utf-8")
    assert "sign_up" in ask("regions", "show", str(mine), "--template", str(tmp_path / "rules.yaml")).out


@pytest.mark.parametrize(
    "keys, arguments, answer",
    [
        ("", ["kalugo"], "did you mean 'kaluga'?"),
        ("", ["volunteers"], "unknown: region 'volunteers'. That is a template; its regions are: kaluga, smolensk"),
        ("", ["nowhere.yaml"], "nowhere.yaml: there is no such file"),
        ("", ["kaluga", "--template", "watershed"], "is for the template 'volunteers', not for 'watershed'"),
        ("template: garden", ["mine.yaml"], "name the file of your own, such as practice: my-practice.yaml"),
        ("practice: volunters", ["mine.yaml"], "mine.yaml:8:11: unknown: practice 'volunters'; did you mean"),
        ("numbers: {sign_ups: {value: 1, basis: assumed}}", ["mine.yaml"], "mine.yaml:8:11: unknown key 'sign_ups'"),
        (
            "template: garden\npractice: volunteers",
            ["mine.yaml"],
            "the template 'garden' does not come with the library; name its file with --template",
        ),
    ],
)
def test_a_slip_is_answered_with_what_to_do(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, arguments: list[str], answer: str
) -> None:
    """The input cannot be used (2), with its place where it has one."""
    monkeypatch.chdir(tmp_path)
    named = keys if keys.startswith("template") else f"template: volunteers\n{keys}"
    Path("mine.yaml").write_text(KALUGA.replace("template: volunteers", named), encoding="utf-8")
    told = ask("regions", "show", *arguments)
    assert (told.code, told.out) == (2, "")
    assert answer in told.err


@pytest.mark.parametrize(
    "lang, takes, people",
    [
        (
            "en",
            "Funder; takes on: Author and owner of the concept",
            "by its people: Partner's coordinator, Chair of the",
        ),
        (
            "ru",
            "берёт на себя: Автор и держатель концепции",
            "через своих людей: Координатор от партнёра, Председатель",
        ),
    ],
)
def test_a_partner_is_shown_with_the_roles_that_it_takes_on(ask: Ask, lang: str, takes: str, people: str) -> None:
    """Who the author of the concept is whom rules name, and whose people chair and keep the minutes."""
    said = " ".join(ask("regions", "show", "smolensk", "--lang", lang).out.split())
    victoria, rest = said.index(" victoria "), said.index(" radi ")
    assert victoria < said.index(takes) < rest
    assert said.index(" gov-youth ") < said.index(people) < said.index(" gov-education ")
    found = {one["ids"][0]: one for one in ask("regions", "show", "smolensk", "--json").json["partners"]}
    assert (found["victoria"]["takes_on"], found["victoria"]["people"]) == (["concept_owner"], [])
    assert found["gov-youth"]["people"] == ["partner_coordinator", "chair"]


def test_of_partners_that_are_alike_it_is_told_which_one_takes_a_role_on(ask: Ask, tmp_path: Path) -> None:
    """The first of two ministries sends the chair."""
    mine = tmp_path / "mine.yaml"
    mine.write_text(KALUGA.replace("id: ministry,", "id: ministry, count: 2,"), encoding="utf-8")
    said = " ".join(ask("regions", "show", str(mine)).out.split())
    assert "by its people: Partner's coordinator, Chair of the working group (ministry-1)" in said


@pytest.mark.parametrize("name", shipped_regions())
def test_in_the_regions_that_come_with_the_library_there_is_nothing_to_look_at_again(ask: Ask, name: str) -> None:
    assert ask("regions", "show", name, "--json").json["advice"] == []
    assert "To look at again" not in ask("regions", "show", name).out


def test_a_name_that_is_given_in_one_language_is_told_at_its_place(ask: Ask, tmp_path: Path) -> None:
    """It would stand among words of the other; a plain name serves for both, and a file may name its languages."""
    mine = tmp_path / "mine.yaml"
    text = KALUGA.replace("{en: The bank, ru: Банк}", "Bank").replace("{en: The plant, ru: Завод}", "{ru: Завод}")
    mine.write_text(text, encoding="utf-8")
    line = next(at for at, said in enumerate(text.splitlines(), start=1) if "{ru: Завод}" in said)
    said = ask("regions", "show", str(mine)).out.split("To look at again")[1]
    assert " ".join(said.split()).startswith(f"{mine}:{line}:".replace(" ", ""))
    assert "'en' is missing; say it in this language too; or name those of the" in " ".join(said.split())
    (only,) = ask("regions", "show", str(mine), "--json").json["advice"]
    assert only["at"]["line"] == line
    found = ask("-v", "simulate", "volunteers", "--region", str(mine), "--replications", "1", "--to", "immersion")
    assert f"To look at again: {mine}:{line}:" in "".join(found.out.replace("\n  ", " "))
    mine.write_text(f"languages: [ru]\n{text}", encoding="utf-8")
    assert "To look at again" not in ask("regions", "show", str(mine)).out


@pytest.mark.parametrize(
    "lang, answer",
    [
        (
            "en",
            (
                'in the practice "Funder" is of the sector "Non-profit organisations"; \'foundation\' is of another, '
                "and is not taken for one; expected sector: ngo, or another role"
            ),
        ),
        (
            "ru",
            (
                "в практике «Финансирующая организация» относится к сектору «Некоммерческие организации»; «foundation» "
                "— из другого и за такого участника не считается; ожидается: sector: ngo, либо другая роль"
            ),
        ),
    ],
)
def test_a_partner_whose_role_the_practice_has_in_another_sector_is_told(
    ask: Ask, tmp_path: Path, lang: str, answer: str
) -> None:
    """The law lets an authority be called a funder, so the file can be used; of funders the region still has none."""
    mine = tmp_path / "mine.yaml"
    mine.write_text(KALUGA.replace("sector: ngo, role: funder", "sector: government, role: funder"), encoding="utf-8")
    told = ask("regions", "show", str(mine), "--lang", lang)
    assert told.code == 0
    said = " ".join(told.out.split())
    assert answer in said
    assert "(sector: ngo, role: funder)" in said
