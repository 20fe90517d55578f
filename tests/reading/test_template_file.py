"""A template from its own file and from others."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from partnership.errors import Fault, InputError, TemplateError, UnknownName
from partnership.programme import Programme
from partnership.reading import read_composition, read_template

BASE = """\
format: 1
template: base
version: "1"
title: Base
roles: [{id: chair, title: Chair}]
stages:
- id: main
  title: Main
  final: true
  gates:
    exit:
    - {id: P1, title: A chair, count: {of: {from: assignments, where: {role: chair}}}}
"""
CHILD = """\
format: 1
template: child
version: "2"
title: Child
extends: base
roles: [{id: auditor, title: Auditor}]
"""
OVERLAY = """\
format: 1
overlay: audit
over: [base]
from: 2010-01-01
stages:
- id: main
  gates:
    exit:
    - {id: P2, title: An auditor, count: {of: {from: assignments, where: {role: auditor}}}}
    - {id: P3, title: Two, effective_from: 2011-01-01, count: {of: assignments, min: 2}}
"""
FILES = {"base": BASE, "child": CHILD, "audit": OVERLAY}


def resolve(name: str) -> tuple[bytes, str]:
    if name not in FILES:
        raise UnknownName(name, FILES)
    return FILES[name].encode(), f"{name}.yaml"


def wrong(text: str, *overlays: str, **files: str) -> list[str]:
    def also(name: str) -> tuple[bytes | str, str]:
        return (files[name], f"{name}.yaml") if name in files else resolve(name)

    with pytest.raises(TemplateError) as caught:
        read_template(text, "t.yaml", also, overlays)
    return [str(fault) for fault in caught.value.faults]


def test_a_template_stands_by_itself() -> None:
    template = read_template(BASE, "base.yaml", resolve)
    assert template.id == "base"
    assert str(template.requirements["P1"].at) == "base.yaml:12:7"
    assert template.overlays == ()


def test_a_template_extends_another() -> None:
    template = read_template(CHILD, "child.yaml", resolve)
    assert (template.id, template.version, template.extends) == ("child", "2", "base")
    assert set(template.lists["roles"]) == {"chair", "auditor"}
    assert str(template.requirements["P1"].at) == "base.yaml:12:7"


def test_an_overlay_adds_rules_from_its_date() -> None:
    template = read_template(CHILD, "child.yaml", resolve, ["audit"])
    assert template.overlays == ("audit",)
    assert (template.id, template.version) == ("child", "2")
    assert template.requirements["P1"].effective_from is None
    assert template.requirements["P2"].effective_from == date(2010, 1, 1)
    assert template.requirements["P3"].effective_from == date(2011, 1, 1)
    assert str(template.requirements["P2"].at) == "audit.yaml:9:7"
    assert template.digest != read_template(CHILD, "child.yaml", resolve).digest


def test_what_each_file_changed_is_reported() -> None:
    made = read_composition(CHILD, "child.yaml", resolve, ["audit"])
    assert [(each.by, each.path[-1]) for each in made.changes if each.what == "added"] == [
        ("child", "extends"),
        ("child", "auditor"),
        ("audit", "P2"),
        ("audit", "P3"),
    ]


def test_a_template_can_be_sent_to_another_process() -> None:
    template = read_template(CHILD, "child.yaml", resolve, ["audit"])
    copy = pickle.loads(pickle.dumps(template))  # noqa: S301 - our own bytes
    assert copy == template
    assert copy.source.place("roles", 1) == template.source.place("roles", 1)


SPANISH = BASE.replace("title: Base", "title: {es: Base}\nlanguages: [es]").replace(
    "title: A chair", "title: {es: Una presidencia}"
)


def test_a_template_says_its_languages() -> None:
    """One that is in Spanish alone is lawful; who reads it in English is shown its Spanish titles."""
    template = read_template(SPANISH, "t.yaml", resolve)
    rule = template.requirements["P1"]
    assert rule.title.in_language("en") == rule.title.in_language("ru") == "Una presidencia"
    programme = Programme.start(template, id="p", region="ES-MD", on=date(2010, 1, 1))
    (found,) = programme.missing()
    assert "Una presidencia" in found.text("en")
    assert found.model_dump(mode="json")["title"] == {"es": "Una presidencia"}


TOO = "; say it in this language too; or name those of the file alone, languages: [...]"


def test_a_text_lacks_no_language_of_its_template() -> None:
    """English and Russian, unless it says otherwise; what a plain string says is said in all."""
    assert wrong(BASE.replace("title: Main", "title: {en: Main, kk: Negizgi}")) == [
        f"t.yaml:8:10: 'ru' is missing{TOO}"
    ]
    assert wrong(SPANISH.replace("[es]", "[es, pt-BR]")) == [
        f"t.yaml:4:8: 'pt-BR' is missing{TOO}",
        f"t.yaml:13:23: 'pt-BR' is missing{TOO}",
    ]
    (found,) = wrong(BASE.replace("title: Main", "title: {en: Main, rus: Main}"))
    assert found.startswith("t.yaml:8:21: 'rus' is not the tag of a language;")
    assert found.endswith("did you mean 'ru'?")
    assert wrong(BASE.replace("title: Main", "title: {}"))[0].startswith("t.yaml:8:10: this should be a text;")
    for words in ("[english]", "[]", "es"):
        assert wrong(BASE + f"languages: {words}\n")


def test_each_file_of_a_template_has_its_own_languages() -> None:
    """A law in Spanish may extend one in English and Russian, and the other way round."""
    child = CHILD.replace("title: Child", "title: {es: Hija}\nlanguages: [es]")
    assert str(read_template(child, "child.yaml", resolve).title) == "Hija"
    assert wrong(child, base=BASE.replace("title: Main", "title: {es: Principal}")) == [
        f"base.yaml:8:10: 'en' is missing{TOO}",
        f"base.yaml:8:10: 'ru' is missing{TOO}",
    ]
    overlay = OVERLAY.replace("title: Two", "title: {es: Dos}").replace("over:", "languages: [es]\nover:")
    assert wrong(CHILD, "audit", audit=overlay.replace("[es]", "[es, fr]")) == [
        "audit.yaml:11:23: 'fr' is missing" + TOO
    ]


def test_a_fault_is_told_in_the_file_where_it_is() -> None:
    (found,) = wrong(CHILD, base=BASE.replace("role: chair", "role: chiar"))
    assert found.startswith("base.yaml:12:78: ")
    assert "did you mean 'chair'?" in found


def test_faults_of_reading_and_of_meaning_are_told_together() -> None:
    found = wrong(BASE.replace("title: Main", "title: null").replace("role: chair", "role: chiar"))
    assert [each.split(": ")[0] for each in found] == ["t.yaml:8:3", "t.yaml:12:78"]


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("extends: bsae", "t.yaml:1:10: there is no template 'bsae'; did you mean 'base'?"),
        ("extends: loop\n", "loop.yaml:1:10: 'loop' extends itself"),
        ("extends: gone\n", "t.yaml:1:10: there is no template 'gone'; No such file"),
        ("extends: bad\n", "bad.yaml:1:1: it is bad"),
        ("extends: list\n", "list.yaml:1:1: found a list; expected keys such as `template:`"),
        ("overlay: x\n", "t.yaml:1:10: this is an overlay, not a template of its own"),
        ("", "t.yaml:1:1: the file is empty"),
        ("- a\n", "t.yaml:1:1: found a list"),
    ],
)
def test_a_file_that_cannot_be_put_together_is_told(text: str, complaint: str) -> None:
    def odd(name: str) -> tuple[bytes | str, str]:
        if name == "gone":
            raise FileNotFoundError(2, "No such file")
        if name == "bad":
            raise InputError(Fault(None, "bad.yaml:1:1: it is bad"))
        found = {"loop": "extends: loop\n", "list": "[]\n"}.get(name)
        return (found, f"{name}.yaml") if found else resolve(name)

    with pytest.raises(TemplateError) as caught:
        read_template(text, "t.yaml", odd)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "overlay,complaint",
    [
        ("over: [base]\n", "audit.yaml:1:1: the key 'overlay' is missing"),
        ("overlay: audit\nover: [museum]\n", "audit.yaml:2:7: the overlay is not made for the template 'base'"),
        ("overlay: audit\nover: base\n", "audit.yaml:2:7: the overlay is not made for the template 'base'"),
        ("overlay: audit\nfrom: soon\n", "audit.yaml:2:7: 'from' is 'soon'; expected a date"),
        (
            OVERLAY.replace("id: P2", "id: P1"),
            "audit.yaml:9:7: an overlay with a date replaces the rule 'P1'; expected a rule with an id of its own",
        ),
    ],
)
def test_an_overlay_that_does_not_fit_is_refused(overlay: str, complaint: str) -> None:
    assert complaint in wrong(BASE, "audit", audit=overlay)[0]


def test_an_overlay_that_is_not_there_is_told() -> None:
    assert wrong(BASE, "adit") == ["there is no template 'adit'; did you mean 'audit'?"]


def test_an_overlay_without_a_date_may_replace_a_rule() -> None:
    overlay = (
        OVERLAY.replace("id: P2", "id: P1").replace("from: 2010-01-01\n", "").replace("role: auditor", "role: chair")
    )
    made = read_composition(BASE, "t.yaml", lambda name: (overlay, f"{name}.yaml"), ["audit"])
    assert [each.what for each in made.changes] == ["replaced", "added"]
