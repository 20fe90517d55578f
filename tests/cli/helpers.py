"""A small law, a small story kept under it, and somebody who asks the command line."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from partnership.cli import main

ROOT = Path(__file__).resolve().parents[2]
SMOLENSK = ROOT / "examples" / "smolensk-2009.yaml"

LAW = """
format: 1
template: garden
version: "1"
title: {en: A garden of the whole street, ru: Сад всей улицы}
parameters:
  - {id: neighbours, type: integer, min: 1, max: 9, default: 1, title: {en: Neighbours needed, ru: Нужно соседей}}
  - {id: tone, type: choice, choices: [plain, warm], default: plain, title: {en: Tone, ru: Тон}}
sectors:
  - {id: neighbour, title: {en: Neighbours, ru: Соседи}}
  - {id: school, title: {en: Schools, ru: Школы}}
roles:
  - {id: chair, title: {en: Chair, ru: Председатель}}
  - {id: gardener, title: {en: Gardener, ru: Садовник}}
stages:
  - id: plan
    title: {en: Planning, ru: Замысел}
    next: [grow]
    gates:
      exit:
        - id: G1
          title: {en: A school takes part, ru: Участвует школа}
          owed_by: school
          waivable_by: [chair]
          waivable_for: P1Y
          count: {of: {from: partners, where: {sector: school}}}
          remedy: {en: Win a school., ru: Привлеките школу.}
        - id: G3
          title: {en: Each neighbour has a need, ru: У каждого соседа есть потребность}
          severity: warn
          citation: {en: Custom of the street, ru: Обычай улицы}
          jurisdiction: RU
          coverage: {each: {from: partners, where: {sector: neighbour}}, has: {from: needs, where: {institution: $it}}}
          remedy: {en: Ask the neighbour., ru: Спросите соседа.}
  - id: grow
    title: {en: Growing, ru: Рост}
    back: [plan]
    final: true
    gates:
      invariant:
        - id: G2
          title: {en: A neighbour is there, ru: Есть сосед}
          severity: block
          count: {of: {from: partners, where: {sector: neighbour}}, min: $param.neighbours}
          remedy: {en: Invite a neighbour., ru: Пригласите соседа.}
guards:
  - id: G4
    act: {record: risk}
    title: {en: Risks are small, ru: Риски невелики}
    origin: standard
    effective_from: 2020-01-01
    compare: {left: $act.impact, op: lte, right: 3}
    remedy: {en: Make it smaller., ru: Уменьшите его.}
while_suspended:
  refuse: [{record: risk}, {advance: plan}]
"""

HEADER = """format: 1
programme: oak-street
template: garden.yaml
region: RU-SMO
start: 2020-03-02
title: {en: Oak Street, ru: Дубовая улица}
ledger:
"""

STORY = """- {date: 2020-03-02, basis: deck, partner: {id: anna, name: {en: House 4, ru: Дом 4}, sector: neighbour}}
- {date: 2020-03-02, basis: assumed, person: {id: p-1, partner: anna}}
- {date: 2020-03-02, basis: assumed, assignment: {id: as-chair, role: chair, person: p-1}}
- {date: 2020-03-09, refused: true, expect: [G1], advance: grow}
- {date: 2020-03-10, refused: true, expect: [G4], risk: {id: r-1, title: Flood, likelihood: 2, impact: 5}}
- {date: 2020-03-10, refused: true, expect: [G4], risk: {id: r-1, title: Flood, likelihood: 2, impact: 5}}
- {date: 2020-03-11, risk: {id: r-1, title: {en: Flood, ru: Потоп}, likelihood: 2, impact: 2}}
- {date: 2020-03-12, amend: {risk: r-1, set: {likelihood: 3}, unset: [note]}}
- {date: 2020-03-20, waive: {requirement: G1, by: p-1, until: 2020-12-01, reason: {en: Being built, ru: Строится}}}
- {date: 2020-04-01, advance: grow}
- {date: 2020-05-01, end: {partner: anna, reason: {en: Moved away, ru: Переезд}}}
- {date: 2020-05-10, refused: true, expect: [suspended], risk: {id: r-2, title: Frost, likelihood: 1, impact: 1}}
- {date: 2020-06-01, partner: {id: boris, name: {en: House 6, ru: Дом 6}, sector: neighbour}}
- {date: 2020-05-20, recorded: 2020-07-01, partner: {id: vera, name: {en: House 8, ru: Дом 8}, sector: neighbour}}
- {date: 2020-07-02, suspend: {reason: {en: Hail, ru: Град}}}
- {date: 2020-07-05, resume: {reason: {en: It is over, ru: Прошёл}}}
"""


@dataclass(frozen=True)
class Answer:
    """What the command line said, and with which code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Answer]
Write = Callable[..., str]


def asker(capsysbinary: pytest.CaptureFixture[bytes]) -> Ask:
    """Somebody who asks in the same process, and takes down what is said."""

    def ask(*words: str) -> Answer:
        code = main([*words])
        said = capsysbinary.readouterr()
        answer = Answer(code, said.out.decode(), said.err.decode())
        assert "Traceback" not in answer.err
        return answer

    return ask


class Terminal(io.StringIO):
    """A page that claims to be a terminal."""

    @override
    def isatty(self) -> bool:
        return True
