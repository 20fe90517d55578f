"""What pydantic found wrong, as faults at their places and in words that an author of YAML can act on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Message, as_written, escape, message
from partnership.reading import expectations
from partnership.reading.scalars import brief
from partnership.records import RECORDS, references
from partnership.template import schema_faults
from partnership.template.faults import bracketed
from partnership.template.schema_faults import Mistake, choices_of, keys_of
from partnership.template.tree import Path, Tree
from partnership.values import Money, Wanted, id_trouble, nearest_hint, offered, rewritten, tag_hint

_SHORT: Final = 80
_PER_CENT: Final = 2
"""From here on what is more than 1, and ought to be a share, is taken for one in a hundred."""

_WARDS: Final = frozenset(
    {"ward", *(path for cls in RECORDS.values() for path, ref, _ in references(cls) if ref.kind == "ward")}
)
"""Keys under which ids of children stand."""
_WANTED: Final[tuple[tuple[str, Wanted], ...]] = (
    ("true or false", "truth"),
    ("a date", "day"),
    ("a period", "period"),
    ("number", "number"),
)
"""What is wanted, by words of the sentence that says it."""


def file_faults(
    error: ValidationError,
    marked: Tree,
    *,
    under: Path = (),
    model: type[BaseModel] | None = None,
    only: Collection[str] | None = None,
) -> list[Fault]:
    """Say each error of a validation, with its place.

    `under` is the path of the value that was validated, `model` the type that it was validated as, for proposals;
    with `only`, errors under other keys of it are passed over.
    """
    return schema_faults.described_faults(error, marked, _say, under=under, model=model, only=only)


def unknown_key(at: FilePlace, key: str, choices: Collection[str], expected: Message | None = None) -> Fault:
    """Say that a key means nothing here, and which was probably meant; if none is near, what is expected."""
    hint = nearest_hint(key, choices)
    if hint is None and expected is None and choices:
        expected = _one_of(sorted(choices), key)
    return Fault(at, _unknown(key), expected if hint is None else None, hint)


def names_nothing(at: FilePlace, what: Message, word: str, choices: Collection[str]) -> Fault:
    """Say that a value names nothing that there is, and what was probably meant; if nothing is near, what there is."""
    hint = nearest_hint(word, choices)
    expected = _one_of(tuple(choices), word) if hint is None and choices else None
    return Fault(at, message("unknown: {what} '{name}'", what=what, name=brief(word)), expected, hint)


def found_instead(at: FilePlace, key: str, given: Any, expected: Message) -> Fault:
    """Say what stands under a key and what was expected there."""
    return Fault(at, _stands(key, given), expected, _hint(given, str(expected)))


def missing_key(at: FilePlace, key: str) -> Fault:
    """Say that a key is missing in the value that stands there."""
    return Fault(at, message("the key '{key}' is missing", key=brief(key)))


def _unknown(key: str) -> Message:
    return message("unknown key '{key}'", key=brief(key))


def misspelt_key(at: FilePlace, key: str, meant: str) -> Fault:
    """Say that a key means nothing here, and which missing one it probably stands for."""
    return Fault(
        at,
        _unknown(key),
        None,
        message("did you mean '{key}', which is missing?", key=brief(meant)),
    )


def _say(found: Mistake) -> Fault:
    at, given, key = found.at, found.given, found.key
    match found.kind:
        case "missing":
            return missing_key(at, str(found.loc[-1]))
        case "extra_forbidden":
            unknown = str(found.loc[-1])
            if found.meant is not None:
                return misspelt_key(found.key_at, unknown, found.meant)
            return unknown_key(found.key_at, unknown, keys_of(found.shapes))
        case "language_tag":
            tag = str(found.context["tag"])
            place = found.tree.place((*found.path, tag), True)  # noqa: FBT003 - the key
            return Fault(place, *expectations.language_tag(brief(tag)), tag_hint(tag))
        case "literal_error":
            choices = choices_of(str(found.context["expected"]))
            hint = nearest_hint(given, choices) if isinstance(given, str) else None
            return Fault(at, _stands(key, given), _one_of(choices, str(given)), hint or _hint(given, " ".join(choices)))
        case kind if kind == "pseudonym" or (kind == "id" and not _WARDS.isdisjoint(found.path)):
            # The value is not repeated: it may be a child's name.
            return Fault(at, *expectations.PSEUDONYM)
        case "id" if isinstance(given, str) and isinstance(found.loc[-1], int) and (words := _parting(given)):
            return Fault(at, _stands(key, given), None, message("put commas between: {words}", words=", ".join(words)))
        case "id" if isinstance(given, str) and (trouble := id_trouble(given)) is not None:
            return Fault(at, _stands(key, given), None, trouble)
        case kind:
            expected = expectations.expected(kind, key, found.context, found.message)
            # A fault that lies between several keys is that of no single value.
            what = (
                expectations.NOT_CONSISTENT
                if isinstance(given, dict) and kind in expectations.BETWEEN
                else _stands(key, given)
            )
            return Fault(at, what, expected, _hint(given, str(expected)) or _whole(found))


def _parting(given: str) -> list[str]:
    """Part an element of a list that is several ids, without their commas; empty where it is none."""
    words = re.split(r"[\s;]+", given)
    return words if len(words) > 1 and not any(map(id_trouble, words)) else []


def _one_of(choices: Sequence[str], word: str) -> Message:
    return message("one of: {choices}", choices=offered(word, choices))


def _whole(found: Mistake) -> Message | None:
    """Propose the keys that a bare value lacks around it, the capitals that it is written in, or the share for what is
    one in a hundred.
    """
    given, kind = found.given, found.kind
    if (
        kind == "less_than_equal"
        and found.context["le"] == 1
        and isinstance(given, (int, Decimal))
        and given >= _PER_CENT
    ):
        return rewritten(Decimal(given), "share")
    if kind == "string_pattern_mismatch" and isinstance(given, str) and given.upper() != given:
        capitals = given.upper()
        return _write(capitals) if re.search(str(found.context["pattern"]), capitals) else None
    if kind != "model_type" or found.model is None or not isinstance(given, (str, int, Decimal)):
        return None
    return next((_in_braces(shape, given) for shape in schema_faults.models_at(found.model, found.loc)), None)


def _in_braces(shape: type[BaseModel], given: object) -> Message | None:
    keys = [field.alias or name for name, field in shape.model_fields.items() if field.is_required()]
    if not keys:
        return None
    first, *others = keys
    return _write("{" + ", ".join([f"{first}: {brief(str(given))}", *(f"{key}: ..." for key in others)]) + "}")


def bare_value(at: FilePlace, key: str, given: Any, shape: type[BaseModel]) -> Fault:
    """Say that a value stands where keys are expected, and which of them must be there."""
    if key in _WARDS:
        return Fault(at, *expectations.PSEUDONYM)
    hint = _in_braces(shape, given) if isinstance(given, (str, int)) else None
    return Fault(at, _stands(key, given), expectations.KEYS, hint)


def _stands(key: str, given: Any) -> Message:
    thing = _thing(given)
    if not key:
        return message("found {thing}", thing=thing)
    return message("'{key}' is {thing}", key=brief(key), thing=thing)


def _thing(given: Any) -> Message:
    match given:
        case str():
            return message("'{word}'", word=brief(given))
        case bool():
            return as_written(str(given).lower())
        case int() | Decimal():
            return message("the number {number}", number=escape(str(given), 40))
        case datetime():
            return message("the moment {moment}", moment=given.isoformat())
        case date():
            return message("the date {day:iso}", day=given)
        case Money():
            return as_written(given)
        case dict():
            return message("a set of keys")
        case list() | tuple():
            return message("a list")
        case _:
            return message("something else")


def _hint(given: Any, expected: str) -> Message | None:
    """Propose how to write what was probably meant."""
    if isinstance(given, str):
        return _hint_for_text(given, expected)
    if ("text" in expected or "an id" in expected) and isinstance(given, (bool, int, Decimal, date)):
        word = given.isoformat() if isinstance(given, (date, datetime)) else str(given).lower()
        return message('for text write "{word}" in quotes', word=word)
    if "date" in expected and isinstance(given, datetime):
        return _write(given.date().isoformat())
    return None


def _hint_for_text(given: str, expected: str) -> Message | None:
    for words, wanted in _WANTED:
        if words in expected and (hint := rewritten(given, wanted)) is not None:
            return hint
    if "list" in expected and len(given) < _SHORT:
        return bracketed(given)
    return None


def _write(instead: str) -> Message:
    return message("write {instead}", instead=instead)
