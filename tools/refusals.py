"""Write docs/refusals.md, what is printed of forty refusals and faults in both languages: `python -m tools.refusals`.

The page is read by a person who reviews a change of words; `tests/test_refusals.py` fails when it is out of date.
"""

import contextlib
import datetime as dt
import io
import re
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from partnership import ProgrammeFileError, TemplateError
from partnership.cli import main
from partnership.cli.naming import Naming
from partnership.messages import FULL, Language, Message
from partnership.programme import tell

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "refusals.md"
PILOT = ROOT / "examples" / "smolensk-2009.yaml"

TODAY = dt.date(2026, 6, 1)

LAW = """format: 1
template: garden
version: "1"
title: {en: A garden of the whole street, ru: Сад всей улицы}
sectors:
- {id: neighbour, title: {en: Neighbours, ru: Жители}}
- {id: school, title: {en: Schools, ru: Школы}}
roles:
- {id: chair, title: {en: Chair, ru: Председатель}}
- {id: secretary, title: {en: Secretary, ru: Секретарь}}
agreement_types:
- {id: cooperation, title: {en: Cooperation agreement, ru: Соглашение о сотрудничестве}}
stages:
- id: plan
  title: {en: Planning, ru: Подготовка}
  next: [grow]
  gates:
    exit:
    - id: G1
      title: {en: A school takes part, ru: Участвует школа}
      owed_by: school
      waivable_by: [chair]
      waivable_for: P1Y
      sectors_present: [school]
    - id: G2
      title: {en: Every partner has signed, ru: Все партнёры подписали соглашение}
      signed: {type: [cooperation], by: {from: partners}}
    - id: G3
      title: {en: "There is a secretary, who is not the chair", ru: "Есть секретарь, и это не председатель"}
      role: {role: secretary, exactly: 1, distinct_from: [chair]}
- id: grow
  title: {en: Growing, ru: Основной этап}
  final: true
"""

STORY = """format: 1
programme: oak-street
template: garden.yaml
region: RU-SMO
start: 2026-03-02
title: {en: Oak Street, ru: Улица Дубовая}
ledger:
- {date: 2026-03-02, partner: {id: anna, name: {en: House 4, ru: Дом 4}, sector: neighbour}}
- {date: 2026-03-02, partner: {id: boris, name: {en: House 6, ru: Дом 6}, sector: neighbour}}
- {date: 2026-03-03, person: {id: p-1, partner: anna}}
- {date: 2026-03-03, assignment: {id: a-1, role: chair, person: p-1}}
- {date: 2026-03-04, end: {partner: boris, reason: Moved away}}
"""

VERA = "partner: {id: vera, name: House 8, sector: neighbour}"

RULES = (
    ("A stage whose requirements are not met", "advance: grow"),
    ("A requirement that nobody may waive", "waive: {requirement: G2, by: p-1, until: 2026-06-01, reason: Later}"),
    ("A waiver that is too long", "waive: {requirement: G1, by: p-1, until: 2028-01-01, reason: Later}"),
    ("A day before the first", f"date: 2026-02-01, {VERA}"),
    ("A day that has not come yet", f"date: 2026-09-01, {VERA}"),
    ("An id that is taken", "partner: {id: anna, name: House 8, sector: neighbour}"),
    ("A partner who has left", "amend: {partner: boris, set: {sector: school}}"),
    ("A programme that nobody has suspended", "resume: Sunshine"),
    ("An entry that does not exist", "withdraw: {entry: 99, reason: Slip}"),
    ("A sector that the template does not have", "partner: {id: vera, name: House 8, sector: scool}"),
    ("A person who is not recorded", "assignment: {id: a-2, role: secretary, person: p-2}"),
    ("A child named in the file", "ward: {id: Masha Ivanova, institution: anna, age_band: 7-10}"),
    ("A day as it is written in Russia", f"date: 09.03.2026, {VERA}"),
    ("A line marked as refused that the rules allow", f"refused: true, {VERA}"),
    ("A bracket that is not closed", VERA.removesuffix("}")),
)
"""What it is, and the line that is added to the story; its day is 9 March where it says none."""

ARGUMENTS = (
    ("A command that does not exist", "mising story.yaml"),
    ("A stage that does not exist", "missing story.yaml --to growing"),
    ("A partner who does not take part", "graph story.yaml --without ana"),
)
"""What it is, and what is typed after `partnership`."""


@dataclass(frozen=True)
class Case:
    """Something that is refused: what it is, what was put in, and what is printed in each language.

    `attempt` says in both what was put in, where it is a line of the pilot.
    """

    title: str
    given: str
    english: str
    russian: str
    attempt: tuple[str, ...] = ()


def of_pilot() -> Iterator[Case]:
    """Give what was refused in the pilot; an attempt that fails again under the same rules is left out."""
    lines = PILOT.read_text(encoding="utf-8").splitlines()
    seen: set[str] = set()
    story = tell(PILOT)
    naming = Naming(story.programme)
    for step in story.steps():
        if step.refusal is None or (english := step.refusal.text("en")) in seen:
            continue
        seen.add(english)
        given = lines[step.line.at.line - 1].strip().removeprefix("- ")
        attempt = re.sub(r" basis: assumed, refused: true, expect: \[[^]]*\],", "", given)
        said = Message("{day}: {what}", {"day": step.line.date, "what": naming.attempt(step.line)})
        told = tuple(said.in_language(lang) for lang in FULL)
        yield Case("", attempt, english, step.refusal.text("ru"), told)


def of_lines() -> Iterator[Case]:
    """Give what is said of one more line of a small story."""
    for title, said in RULES:
        line = f"{{{said}}}" if said.startswith("date:") else f"{{date: 2026-03-09, {said}}}"
        Path("story.yaml").write_text(f"{STORY}- {line}\n", encoding="utf-8")
        yield Case(title, line, _told("en"), _told("ru"))
    Path("story.yaml").write_text(STORY, encoding="utf-8")


def _told(language: Language) -> str:
    try:
        told = tell("story.yaml", now=lambda: TODAY)
        for step in told.steps():
            if step.refusal is not None and not step.is_mistaken:
                return step.refusal.text(language)
            if step.faults:
                return "\n".join(fault.text(language) for fault in step.faults)
    except (ProgrammeFileError, TemplateError) as error:
        return error.text(language)
    return ""


def of_arguments() -> Iterator[Case]:
    """Give what is said of what was typed."""
    for title, typed in ARGUMENTS:
        english, russian = (_typed(f"{typed} --lang {lang}".split()) for lang in FULL)
        yield Case(title, f"partnership {typed}", english, russian)


def _typed(words: list[str]) -> str:
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
        main(words)
    return said.getvalue()


def cases() -> list[Case]:
    """Give every case of the page, from an empty folder of their own."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("garden.yaml").write_text(LAW, encoding="utf-8")
        return [*of_pilot(), *of_lines(), *of_arguments()]


def page() -> str:
    """Return the page."""
    told = cases()
    lines = [
        "# What is printed when something is refused",
        "",
        f"{len(told)} refusals and faults, in English and in Russian, for whoever reviews a change of words: read them",
        "aloud, as the coordinator of a programme would in a meeting. The first are those of the pilot",
        "(`examples/smolensk-2009.yaml`), then come lines added to a small story, and what may be typed wrongly.",
        "`python -m tools.refusals` writes the page.",
        "",
        "Behind `>` stands the line of a file, or what was typed. An answer begins with the rule: its number and",
        "title, and in brackets what it does (block, warn, advise), whether it is not met or nothing is known, and",
        "whose rule it is. Each dash is one thing that is lacking, whose, and who is responsible; behind a name",
        "stands its id in brackets.",
    ]
    for number, case in enumerate(told, 1):
        lines += [
            "",
            f"## {number}. {case.title or _title(case.english)}",
            "",
            *[f"*{said}*<br>" for said in case.attempt[:-1]],
            *[f"*{said}*\n" for said in case.attempt[-1:]],
            "```text",
            f"> {textwrap.shorten(case.given, 140, placeholder=' ...')}",
            "",
        ]
        lines += [case.english.strip(), "", case.russian.strip(), "```"]
    return "\n".join(lines) + "\n"


def _title(english: str) -> str:
    """Name a refusal of the pilot by the title of its first rule."""
    rule = english.strip().splitlines()[1]
    title = rule.partition(" [")[0]
    return title[:1].upper() + title[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
