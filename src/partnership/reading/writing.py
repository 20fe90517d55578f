"""A programme as a file again: one line for each thing that happened, as somebody would write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from pydantic import BaseModel
from typing_extensions import override
from yaml.emitter import Emitter
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.representer import SafeRepresenter
from yaml.resolver import Resolver
from yaml.serializer import Serializer

from partnership.acts import AddRecord, Amend
from partnership.reading.limits import Limits
from partnership.reading.lines import Beside, Header, Line
from partnership.reading.scalars import Flaw, WordMeanings
from partnership.reading.shapes import names_a_record, shape_of, single_key
from partnership.records import RECORDS, Item, beside_id
from partnership.values import Duration, PartialDate, Text, TimedDay, as_timed, exact

_ONE_LINE = 1 << 30
_TAG = "tag:yaml.org,2002:"


def write_programme(header: Header, lines: Iterable[Line]) -> str:
    """Write a programme file that `read_programme` reads back as the same header and the same lines.

    Values that a record has by default are left out. The header is written one key a line, the ledger one entry a line.
    """
    parts = [f"{key}: {flow(value)}\n" for key, value in _fields(header).items()]
    entries = write_lines(lines)
    return "".join([*parts, "ledger:\n", entries] if entries else [*parts, "ledger: []\n"])


def write_lines(lines: Iterable[Line]) -> str:
    """Write lines of a ledger as they stand in a programme file, one entry a line."""
    return "".join(f"- {flow(line_mapping(line))}\n" for line in lines)


def line_mapping(line: Line) -> dict[str, Any]:
    """Return a line as the mapping that stands in a file: its date, its word, and what is said beside them."""
    word, said = _said(line)
    beside = {name: _plain(value) for name in Beside.model_fields if (value := getattr(line, name))}
    return {"date": beside.pop("date"), word: _plain(said), **beside}


def _said(line: Line) -> tuple[str, Any]:
    act, asked = line.act, line.asked
    if act is AddRecord:
        record = asked["record"]
        return (line.word or record.list, _row(record)) if isinstance(record, Item) else (record.kind, record)
    shape = shape_of(act)
    said = {field.alias or name: asked.get(name) for name, field in shape.model_fields.items()}
    if act is Amend:
        changes = beside_id(asked["changes"]) if asked["kind"] not in RECORDS else asked["changes"]
        said["set"] = {key: _from_json(value) for key, value in changes.items() if value is not None}
        said["unset"] = [key for key, value in changes.items() if value is None]
    given = {key: value for key, value in said.items() if value is not None and value not in ((), [], {})}
    if names_a_record(act):
        given = {line.word or asked["kind"]: asked["id"]} | given
    key = single_key(act)
    return line.verb, given[key] if key is not None and isinstance(given.get(key), str) else given


def _row(row: Item) -> dict[str, Any]:
    """Give a row of a template's own register as it is written: its fields beside its id."""
    return {"id": row.id, **row.fields, **({} if row.note is None else {"note": row.note})}


def _fields(model: BaseModel) -> dict[str, Any]:
    """Give the fields of a model that are not what they are by default."""
    found: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if name != "kind" and (field.is_required() or value != field.get_default(call_default_factory=True)):
            found[field.alias or name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    match value:
        case Text():
            return str(value) if value == Text.of(str(value)) else value.model_dump()
        case BaseModel():
            return _fields(value)
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
        case Duration():
            return str(value)
        case _:
            return value


def _from_json(value: Any) -> Any:
    """Undo what the reader does to days and decimals of a template's own registers; text that is a date stays text."""
    match value:
        case {"decimal": str(written), **nothing} if not nothing and (number := exact(written)) is not None:
            return number
        case {"amount": str(written), "currency": str(code), **nothing} if not nothing and exact(written) is not None:
            return {"amount": exact(written), "currency": code}
        case {"date": str(day), **nothing} if not nothing:
            return as_timed(day)
        case dict():
            return {key: _from_json(each) for key, each in value.items()}
        case list():
            return [_from_json(each) for each in value]
        case _:
            return value


# --- YAML that says what our reader understands ----------------------------------------------------------------------


class _Dumper(Emitter, Serializer, SafeRepresenter, Resolver):
    """PyYAML's writer with our reader's idea of what an unquoted word means: quotes stand where they are needed."""

    def __init__(self, stream: StringIO) -> None:
        Emitter.__init__(self, stream, width=_ONE_LINE, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_flow_style=True, sort_keys=False)
        Resolver.__init__(self)
        self._words = WordMeanings(Limits())

    @override
    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        if kind is MappingNode:
            return f"{_TAG}map"
        if kind is SequenceNode:
            return f"{_TAG}seq"
        if not implicit[0]:
            return f"{_TAG}str"
        try:
            tag = _tag(self._words[value])
        except Flaw:
            return f"{_TAG}none"
        # A word that other readers of YAML take for something else than text (yes, 1:30) is put in quotes for them.
        return tag if tag != f"{_TAG}str" or self._elsewhere(value) == tag else f"{_TAG}none"

    def _elsewhere(self, word: str) -> object:
        return super().resolve(ScalarNode, word, (True, False))  # type: ignore[no-untyped-call] # PyYAML's stubs

    @override
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _tag(value: object) -> str:
    match value:
        case bool():
            return f"{_TAG}bool"
        case int():
            return f"{_TAG}int"
        case Decimal():
            return f"{_TAG}float"
        case date():
            return f"{_TAG}timestamp"
        case _:
            return f"{_TAG}str"


def _number(dumper: SafeRepresenter, value: Decimal) -> ScalarNode:
    written = format(value, "f")
    return dumper.represent_scalar(_tag(value if "." in written else 0), written)


def _moment(dumper: SafeRepresenter, value: date) -> ScalarNode:
    """Write a moment, or what is known of a date, as text: PyYAML never leaves a colon unquoted inside braces."""
    return dumper.represent_str(value.isoformat().replace("+00:00", "Z"))


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(datetime, _moment)
_Dumper.add_representer(TimedDay, _moment)
_Dumper.add_representer(PartialDate, _moment)


def flow(value: Any) -> str:
    """Write a value on one line, as it stands in our files."""
    stream = StringIO()
    dumper = _Dumper(stream)
    try:
        dumper.open()
        dumper.represent(_plain(value))
        dumper.close()
    finally:
        dumper.dispose()
    return "".join(_lines(stream.getvalue()))


def _lines(written: str) -> Iterator[str]:
    """Drop the sign that ends a document after a lone scalar, and the line feed."""
    for line in written.splitlines():
        if line != "...":
            yield line
