"""A small law that holds something of everything, and ways to put one more rule into it."""

from __future__ import annotations

from partnership.errors import Fault, TemplateError
from partnership.findings import FilePlace
from partnership.template import Requirement, Template, build_template
from tests.template.marked import SourceMap

HEAD = """\
format: 1
template: small
version: "1"
title: {en: Small, ru: Малый}
"""

LISTS = """\
parameters:
- {id: quorum, title: Quorum, type: share, min: 0, max: 1, default: 0.5}
- {id: fresh, title: Fresh, type: duration, default: P45D}
- {id: teams, title: Teams, type: integer, min: 1, default: 2}
- {id: score, title: Score, type: number, default: 2}
- {id: colour, title: Colour, type: choice, choices: [red, blue], default: red}
sectors:
- {id: business, title: Business}
- {id: ngo, title: NGO}
- {id: school, title: School, counts_as: ngo}
roles:
- {id: chair, title: Chair}
- {id: secretary, title: Secretary}
- {id: coordinator, title: Coordinator}
agreement_types: [{id: cooperation, title: Cooperation}, {id: intent, title: Intent}]
clauses: [{id: exit, title: Exit}, {id: review, title: Review}]
document_types: [{id: concept, title: Concept}, {id: plan, title: Plan}]
meeting_types: [{id: founding, title: Founding}]
matters: [{id: leader, title: Leader}]
credential_types: [{id: clearance, title: Clearance}, {id: training, title: Training}]
consent_purposes: [{id: take_part, title: Take part}]
event_types: [{id: opening, title: Opening}]
visit_types: [{id: immersion, title: Immersion}]
publication_kinds: [{id: report, title: Report}]
instruments: [{id: survey, title: Survey}]
statements: [{id: ready, title: Ready}]
functions:
- {id: f1, title: One, side: business, nature: duty}
- {id: f2, title: Two, side: ngo, nature: benefit, same_as: f1}
outcomes:
- {id: o1, title: One, beneficiary: pupils, side: business, produced_by: [f1]}
scales:
- id: readiness
  title: Readiness
  of: person
  levels:
  - {id: newcomer, title: Newcomer}
  - {id: briefed, title: Briefed, requires: [{id: L1, title: Trained, credential: {of: $act.person, type: training}}]}
  - {id: independent, title: Independent}
registers:
- id: keys
  title: Keys
  fields:
    holder: {type: id, of: person}
    issued: {type: date}
    colour: {type: choice, choices: [red, blue]}
    number: {type: integer, required: true}
records: [{kind: body, id: wg, title: Group}, {kind: indicator, id: hours, title: Hours}]
rosters:
- id: parties
  title: Parties
  of: partner
  anchored: {from: agreements, where: {type: cooperation}, field: parties}
  released_by: {from: handovers, field: partner}
"""

STAGES = """\
stages:
- id: preparatory
  title: Preparatory
  stages: [{id: first, title: First}, {id: second, title: Second, back: [first]}]
- id: main
  title: Main
  final: true
"""

GATED = """\
stages:
- id: preparatory
  title: Preparatory
  stages:
  - {{id: first, title: First}}
  - {{id: second, title: Second, back: [first]}}
  gates:
    exit:
    - id: R1
      title: The rule
      {rule}
- id: main
  title: Main
  final: true
"""

GUARDED = """\
guards:
- id: R1
  title: The rule
  act: {act}
  {rule}
"""


def with_rule(rule: str) -> str:
    """The small law with one requirement at the exit of its first stage."""
    return HEAD + LISTS + GATED.format(rule=rule)


def with_guard(act: str, rule: str) -> str:
    """The small law with one guard."""
    return HEAD + LISTS + STAGES + GUARDED.format(act=act, rule=rule)


def law(text: str) -> Template:
    """The template of a file."""
    return build_template(SourceMap(text), "law.yaml")


def rule(text: str) -> Requirement:
    """The requirement R1 of a file."""
    return law(text).requirements["R1"]


def faults(text: str) -> tuple[Fault, ...]:
    """What is wrong with a file; nothing if it is sound."""
    try:
        law(text)
    except TemplateError as error:
        return error.faults
    return ()


def marked(text: str) -> tuple[str, FilePlace]:
    """A text with its marks «» taken out, and the place where the first one stood."""
    before, _, after = text.partition("«")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return before + after.replace("»", "", 1), FilePlace(file="law.yaml", line=line, column=column)
