"""What the lines of a practice make, and whether what they amend or end is among it: else its id is mistyped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from partnership.errors import Fault
from partnership.messages import message
from partnership.reading.faults import names_nothing, unknown_key
from partnership.reading.own_rows import own_registers
from partnership.records import RECORDS
from partnership.simulation.lines import BESIDE_ACT, LACKING
from partnership.simulation.loading import Region
from partnership.simulation.practice import Lines, PracticeShape
from partnership.template import Template
from partnership.template.tree import Path
from partnership.values import nearest_hint

_WORD: Final = re.compile(r"\$\{?([a-z_]+(?:\.[a-z_0-9]+)*)\}?")
_BESIDE: Final = frozenset({"set", "reason"})
_ACTS: Final = frozenset({"amend", "end", "waive"})


@dataclass(frozen=True)
class _OpenId:
    """An id as a line has it: some words in it are filled in when it is written, with partners, numbers or whatever."""

    written: str
    partners: Collection[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it may become."""
        words = _WORD.split(self.written)  # text, word, text, word, ... text
        partner = f"(?:{'|'.join(map(re.escape, self.partners))})"
        return re.compile(
            "".join(
                _filled(word, partner, "[0-9]+", ".+") if at % 2 else re.escape(word) for at, word in enumerate(words)
            )
        )

    def may_be(self, other: _OpenId) -> bool:
        """Tell whether both may become the same."""
        return self.written == other.written or self._matches(other) or other._matches(self)

    def _matches(self, other: _OpenId) -> bool:
        return any(other.pattern.fullmatch(self._example(partner)) for partner in self.partners or ("",))

    def _example(self, partner: str) -> str:
        return _WORD.sub(lambda word: _filled(word[1], partner, "1", "?"), self.written)


def _filled(word: str, partner: str, number: str, other: str) -> str:
    """Return what stands for a word: a partner, a number, or something else."""
    match word.split("."):
        case ["it" | "partner"] | ["first" | "turn", _]:
            return partner
        case ["n" | "round" | "group" | "it_no"] | ["turn_no", _]:
            return number
        case _:
            return other


def unmade(law: Template, region: Region) -> Iterator[Fault]:
    """Find what a line amends or ends, and neither a line nor the law ever makes."""
    rules = {rule for each in (law, *region.laws) for rule in each.requirements}
    partners = [each for candidate in region.shape.partners for each in candidate.ids]
    own = {name: each.register.id for name, each in own_registers(law).items()}
    for path, line in _lines(region.practice.shape):
        rule = line.get(LACKING)
        if rule is not None and rule not in rules:
            yield names_nothing(region.practice.tree.place((*path, LACKING)), message("rule"), rule, tuple(rules))
    made: dict[str, list[_OpenId]] = {}
    for kind, id_ in law.titles.records:
        made.setdefault(kind, []).append(_OpenId(id_, partners))
    asked = []
    acts = list(_acts(region.practice.shape))
    if any(word not in own and word not in RECORDS and word not in _ACTS for _, word, _ in acts):
        return  # what such a line makes is not known; the line is told where lines are read
    for path, word, value in acts:
        if word in {"amend", "end"}:
            asked += [((*path, word, kind), kind, id_) for kind, id_ in _named(value)]
        elif isinstance(value, dict) and isinstance(value.get("id"), str):
            kind = value.get("list", word) if word == "item" else own.get(word, word)
            made.setdefault(kind, []).append(_OpenId(value["id"], partners))
    tree = region.practice.tree
    for path, kind, id_ in asked:
        known = made.get(own.get(kind, kind), [])
        if kind not in own and kind not in RECORDS:
            yield unknown_key(tree.place(path, key=True), kind, (*RECORDS, *law.registers))
        elif not any(map(_OpenId(id_, partners).may_be, known)):
            words = message("no line makes {kind:a} '{id}'", kind=law.noun(own.get(kind, kind)), id=id_)
            yield Fault(tree.place(path), words, hint=nearest_hint(id_, [each.written for each in known]))


def _named(value: Any) -> Iterator[tuple[str, str]]:
    """Return the kind and the id of what an act is about."""
    if isinstance(value, dict):
        yield from ((kind, id_) for kind, id_ in value.items() if kind not in _BESIDE and isinstance(id_, str))


def _acts(practice: PracticeShape) -> Iterator[tuple[Path, str, Any]]:
    """Return the act of every line of a practice with its place; a line that has none or several is told elsewhere.

    What lacks something may be anything of the ledger, whoever made it.
    """
    for path, line in _lines(practice):
        if LACKING in line:
            continue
        said = [(path, word, value) for word, value in line.items() if word not in BESIDE_ACT]
        yield from said if len(said) == 1 else ()


def _lines(practice: PracticeShape) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Return every line of a practice with its place."""
    lists: list[tuple[Path, Lines]] = [(("joining",), practice.joining), (("leaving",), practice.leaving)]
    lists += [(("tasks", at, "lines"), task.lines) for at, task in enumerate(practice.tasks)]
    lists += [(("tasks", at, "lost"), task.lost) for at, task in enumerate(practice.tasks)]
    for at, hazard in enumerate(practice.hazards):
        lists += [(("hazards", at, "lines"), hazard.lines), (("hazards", at, "answer"), hazard.answer)]
    if practice.people is not None:
        for at, move in enumerate(practice.people.moves):
            lists += [
                (("people", "moves", at, "lines"), move.lines),
                (("people", "moves", at, "arrivals"), move.arrivals),
            ]
    yield from (((*path, at), line) for path, lines in lists for at, line in enumerate(lines))
