"""Lines that a practice writes: acts with places left open, filled in when they are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, Final

from pydantic import ValidationError

from partnership.acts import AddRecord, Amend, Command, End, Waive
from partnership.errors import Fault, InputError
from partnership.findings import FilePlace
from partnership.messages import Message, message
from partnership.reading.faults import file_faults, unknown_key
from partnership.reading.own_rows import OwnRegister, own_registers
from partnership.records import RECORDS, Fields, Item, Record, plain_ids
from partnership.records.shapes import listings
from partnership.simulation.lacking import Lacked, Lacks
from partnership.template import Template
from partnership.template.tree import Path, Tree
from partnership.values import Duration, Text, in_all_languages, is_plain_id, nearest_hint

LineScope = Mapping[str, Any]
"""What is known when a line is written, by the words that lines have for it."""

_Parts = dict[str, Callable[[LineScope], Any]]
"""How places that are left open are filled in, by their names."""

BASIS: Final = "simulated"
GROUP: Final = "people"
LACKING: Final = "lacking"
"""Beside an act the rule under which somebody lacks something; in it, how much."""

LACKS: Final = "lacks"
"""What lines are filled in with: who lacks something under their rule, and how much."""

BESIDE_ACT: Final = frozenset({"each", LACKING})
_ALONE: Final = re.compile(r"\$([a-z_]+(?:\.[a-z_0-9]+)*)")
_DAY: Final = re.compile(r"\$day([+-])(P[0-9]+[A-Z0-9]*)")
_ONE_OF: Final = re.compile(r"\$\{?(?:first|turn)\.([a-z_0-9]+)")
_PICKED: Final = re.compile(r"\$\{?pick\.([a-z_0-9]+)")
_WITHIN: Final = re.compile(r"\$\{?([a-z_]+(?:\.[a-z_0-9]+)*)\}?")


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of a practice: for whom it is written, and how its act is made of what is known then."""

    each: str | None
    at: FilePlace
    make: Callable[[LineScope, dt.date], Command]
    lacking: str | None = None
    """The rule under which those lack something for whom it is written, and for nobody else."""
    of: str | None = None
    """The kind of record that it amends or ends then; it is written for none of another kind."""
    says_amount: bool = False
    """Whether it says how much they lack."""

    def commands(self, scope: LineScope, day: dt.date) -> Iterator[Command]:
        """Return the acts of the line: one, or one for each of those that it is written for."""
        if self.lacking is not None:
            for own in self._lacks(scope, scope[LACKS]):
                yield self.make(own, day)
        elif self.each is None:
            yield self.make(scope, day)
        elif self.each == GROUP:
            own = dict(scope)
            for person in scope[GROUP]:
                own["person"], own["partner"] = person, scope["partner_of"][person]
                yield self.make(own, day)
        else:
            own = dict(scope)
            for partner in scope[self.each]:
                own["it"] = partner
                yield self.make(own, day)

    def who(self, lacks: Lacks, members: Sequence[str] | None) -> Iterator[str | None]:
        """Return for whom it is written of those who lack something; of some members, where it is for these alone."""
        for one in lacks if members is None else members:
            if one in lacks and self.of in {None, lacks[one].kind} and not self._must_wait(lacks[one]):
                yield one

    def _must_wait(self, found: Lacked) -> bool:
        """Tell whether it says how much is lacking, and that cannot be known yet."""
        return self.says_amount and found.much is None and found.is_unknown

    def _lacks(self, scope: LineScope, lacks: Lacks) -> Iterator[LineScope]:
        for one in self.who(lacks, None if self.each is None else scope[self.each]):
            found = lacks[one]
            if self.says_amount and found.much is None:
                words = message(
                    "the rule '{rule}' does not tell how much '{id}' lacks", rule=self.lacking, id=one or ""
                )
                raise InputError(Fault(self.at, words, hint=message("name a rule that counts or compares")))
            yield {**scope, LACKING: found.much, "its": found.its, **({} if one is None else {"it": one})}


def circles_named(written: tuple[dict[str, Any], ...]) -> frozenset[str]:
    """Return the circles of which lines name one: where nobody is in them, the lines cannot be written."""
    return frozenset(_ONE_OF.findall(repr(written)))


def states_picked(written: tuple[dict[str, Any], ...]) -> tuple[str, ...]:
    """Return the states of which lines name one person."""
    return tuple(dict.fromkeys(_PICKED.findall(repr(written))))


def open_lines(written: tuple[dict[str, Any], ...], law: Template, tree: Tree, path: Path) -> tuple[OpenLine, ...]:
    """Make lines ready to be filled in.

    Raises:
        InputError: if a line asks for nothing that can be asked.
    """
    return tuple(_for_whom(line, _open(line, law, tree, (*path, index)), law) for index, line in enumerate(written))


def _for_whom(written: dict[str, Any], line: OpenLine, law: Template) -> OpenLine:
    """Let a line be for those alone who lack something under a rule, where it says so."""
    rule = written.get(LACKING)
    if rule is None:
        return line
    of = next((_named(written[act], {})[0] for act in ("amend", "end") if act in written), None)
    own = {name: each.register.id for name, each in own_registers(law).items()}
    kind = None if of is None else own.get(of, of)
    return replace(line, lacking=rule, of=kind, says_amount=f"${LACKING}" in repr(written))


def _open(line: dict[str, Any], law: Template, tree: Tree, path: Path) -> OpenLine:
    each = line.get("each")
    asked = [(word, value) for word, value in line.items() if word not in BESIDE_ACT]
    at = tree.place(path)
    if len(asked) != 1:
        raise InputError(Fault(at, message("a line has one act"), message("a kind of record, amend, end or waive")))
    ((word, value),) = asked
    fill = _filling(value)
    if word in RECORDS:
        _check_words(word, value, law, tree, (*path, word))
        return OpenLine(each, at, _adding(record_maker(RECORDS[word], value)))
    own_words = own_registers(law)
    kinds = {name: each.register.id for name, each in own_words.items()}
    if word == "amend":
        return OpenLine(each, at, lambda scope, day: _amend(fill(scope), kinds, day))
    if word == "end":
        return OpenLine(each, at, lambda scope, day: _end(fill(scope), kinds, day))
    if word == "waive":
        return OpenLine(each, at, lambda scope, day: _waive(fill(scope), day))
    own = own_words.get(word)
    if own is None:
        raise InputError(unknown_key(tree.place((*path, word), key=True), word, (*RECORDS, *law.registers)))
    return OpenLine(each, at, _adding(record_maker(Item, _row(own, value))))


def _adding(make: Callable[[LineScope], Any]) -> Callable[[LineScope, dt.date], Command]:
    """Return how a record is made and taken in; it has been checked, and so have its day and its basis."""

    def adding(scope: LineScope, day: dt.date) -> Command:
        about: dict[str, Any] = {"on": day, "recorded": None, "by": None, "basis": BASIS, "note": None}
        about["record"], about["command"] = make(scope), "record"
        return AddRecord.of_checked(about)

    return adding


def _row(own: OwnRegister, said: Any) -> dict[str, Any]:
    """Return what a line says of a row of the law's own as the row has it: its fields apart from its id."""
    if not isinstance(said, dict):
        return {"list": own.register.id, "fields": said}
    kept = {name: said[name] for name in own.beside if name in said}
    fields = {name: each for name, each in said.items() if name not in kept}
    return {**kept, "list": own.register.id, "fields": fields}


def record_maker(cls: type[Record], said: Any) -> Callable[[LineScope], Any]:
    """Return how the records of a line are made, each checked against its type.

    Where nothing but ids is left open, the first is checked as a whole, and of all others what is new: their ids.
    """
    fill, validate = _filling(said), cls.model_validate
    parts = _left_open(said)
    parts_of_fields: _Parts | None = {}
    if parts is not None and cls is Item:
        parts.pop("fields", None)
        parts_of_fields = _left_open(said.get("fields"))
    if parts is None or parts_of_fields is None or not parts.keys() <= plain_ids(cls):
        return lambda scope: validate(fill(scope))
    pattern: dict[str, Any] = {}

    def make(scope: LineScope) -> Record:
        made = pattern.copy()
        if not made or not _fill_in(made, parts, scope):
            record = validate(fill(scope))
            pattern.update(record.__dict__)
            return record
        if parts_of_fields:
            fields = dict(made["fields"].items())
            if not _fill_in(fields, parts_of_fields, scope):
                return validate(fill(scope))
            made["fields"] = Fields(fields)
        return cls.of_checked(made)

    return make


def _left_open(said: Any) -> _Parts | None:
    """Return how each place that is left open is filled in; None where names are open too, or there are none."""
    if not isinstance(said, dict) or any("$" in name for name in said):
        return None
    return {name: _filling(part) for name, part in said.items() if _is_open(part)}


def _fill_in(values: dict[str, Any], parts: _Parts, scope: LineScope) -> bool:
    """Fill ids in; False where one is none, or none of the plain ones."""
    for name, part in parts.items():
        values[name] = value = part(scope)
        if type(value) is not str or not is_plain_id(value):
            return False
    return True


def _check_words(kind: str, said: Any, law: Template, tree: Tree, path: Path) -> None:
    """Make sure that the law lists what a line says of its lists, where that is not left open.

    Raises:
        InputError: if it does not.
    """
    for field, listed, _ in listings(RECORDS[kind]):
        value = said.get(field) if isinstance(said, dict) else None
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and "$" not in word and word not in law.lists[listed.list]:
                words = message("the template has no '{name}' in its list '{list}'", name=word, list=listed.list)
                hint = nearest_hint(word, law.lists[listed.list])
                raise InputError(Fault(tree.place((*path, field)), words, hint=hint))


def as_text(said: Message) -> Text:
    """Return what is said as a text of an entry, in every language that has all sentences."""
    return Text.model_validate(dict(in_all_languages(said)))


@cache
def simulated() -> Text:
    """Return the reason of an act for which the practice gives no other."""
    return as_text(message("simulated"))


def _named(value: dict[str, Any], kinds: Mapping[str, str]) -> tuple[str, str]:
    """Return the kind and the id of the record that is meant; of a row of the law's own, its register."""
    word, id_ = next((word, id_) for word, id_ in value.items() if word not in {"set", "reason"})
    return kinds.get(word, word), id_


def _amend(value: dict[str, Any], kinds: Mapping[str, str], day: dt.date) -> Command:
    kind, id_ = _named(value, kinds)
    changes = (
        value["set"] if kind not in kinds else {"fields": value["set"]}
    )  # what a law's own row says are its fields
    return Amend.of(kind, id_, changes, on=day, basis=BASIS)


def _end(value: dict[str, Any], kinds: Mapping[str, str], day: dt.date) -> Command:
    return End.of(*_named(value, kinds), on=day, reason=value.get("reason") or simulated(), basis=BASIS)


def _waive(value: dict[str, Any], day: dt.date) -> Command:
    return Waive.of(
        value["requirement"],
        on=day,
        until=value["until"],
        waived_by=value["by"],
        reason=value.get("reason") or simulated(),
        subject=value.get("subject"),
        basis=BASIS,
    )


def _filling(value: Any) -> Callable[[LineScope], Any]:
    """Return how a value of a line is made of what is known: what names nothing stands as it is."""
    match value:
        case dict():
            parts = [(_filling(key), _filling(part)) for key, part in value.items()]
            if any("$" in key for key in value):
                return lambda scope: {key(scope): part(scope) for key, part in parts}
            fixed = {key: None if _is_open(part) else part for key, part in value.items()}
            opened = [(key, _filling(part)) for key, part in value.items() if _is_open(part)]
            return _filled(fixed, opened)
        case list() if _is_open(value):
            items = [_filling(part) for part in value]
            return lambda scope: _flat(item(scope) for item in items)
        case str() if (found := _ALONE.fullmatch(value)) is not None:
            return _looking_up(found[1], _plain)
        case str() if (found := _DAY.fullmatch(value)) is not None:
            period = Duration.parse(found[2])
            move = period.after if found[1] == "+" else period.before
            return lambda scope: move(scope["day"])
        case str() if "$" in value:
            return _joined(*_parted(_WITHIN.split(value)))
        case _:
            return _same(value)


def _filled(
    fixed: dict[str, Any], opened: Sequence[tuple[str, Callable[[LineScope], Any]]]
) -> Callable[[LineScope], Any]:
    def filled(scope: LineScope) -> dict[str, Any]:
        said = fixed.copy()
        for key, part in opened:
            said[key] = part(scope)
        return said

    return filled


def _parted(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return a form and the words that fill it, of text, word, text, word, ... text."""
    return "%s".join(text.replace("%", "%%") for text in words[::2]), words[1::2]


def _joined(form: str, words: Sequence[str]) -> Callable[[LineScope], str]:
    if any("." in word for word in words):
        parts = [_looking_up(word, _as_is) for word in words]
        return lambda scope: form % tuple([part(scope) for part in parts])
    if len(words) == 1:
        (word,) = words
        return lambda scope: form % (scope[word],)
    look = itemgetter(*words)
    return lambda scope: form % look(scope)


def _is_open(value: Any) -> bool:
    """Tell whether anything is left open in a value."""
    match value:
        case dict():
            return any(_is_open(part) for pair in value.items() for part in pair)
        case list():
            return any(map(_is_open, value))
        case _:
            return isinstance(value, str) and "$" in value


def _same(value: Any) -> Callable[[LineScope], Any]:
    return lambda _scope: value


def _looking_up(words: str, then: Callable[[Any], Any]) -> Callable[[LineScope], Any]:
    """Return how what words name is looked up: one by name, or a way of several."""
    word, *way = words.split(".")
    return (lambda scope: then(_looked_up(scope[word], way))) if way else lambda scope: then(scope[word])


def _flat(items: Iterator[Any]) -> list[Any]:
    found: list[Any] = []
    for item in items:
        if isinstance(item, tuple):
            found.extend(item)
        else:
            found.append(item)
    return found


def _looked_up(value: Any, way: list[str]) -> Any:
    for step in way:
        value = value[step] if isinstance(value, Mapping) else getattr(value, step)
    return value


def _as_is(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    if type(value) is str:  # the most frequent
        return value
    if isinstance(value, float):
        return Decimal(str(round(value, 6))) if value % 1 else int(value)
    return list(value) if isinstance(value, tuple) else value


def refusal_at_line(error: ValidationError | InputError, line: OpenLine) -> Fault:
    """Say what is wrong with an act that a line has become, at the line's place."""
    if isinstance(error, InputError):
        first = error.faults[0]
        return Fault(line.at, first.what, first.expected, first.hint)
    trouble = error.errors()[0]
    said = trouble["input"]
    for key in reversed(trouble["loc"][:-1] if trouble["type"] == "missing" else trouble["loc"]):
        said = {key: said}  # by its names a fault is told
    found = file_faults(error, _Nowhere(said, line.at))
    return Fault(line.at, found[0].what, found[0].expected, found[0].hint)


@dataclass(frozen=True, slots=True)
class _Nowhere:
    value: Any
    at: FilePlace

    def place(self, path: Path, key: bool = False) -> FilePlace:  # noqa: ARG002, FBT001, FBT002 - the signature of `Tree`
        return self.at
