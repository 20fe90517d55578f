"""Ids, and the two marks that say what an id stands for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from partnership.messages import Message, escape, message
from partnership.values.scripts import mixed, script_of

LONGEST_ID = 80
"""Characters an id may have."""

_PLAIN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
is_plain_id = re.compile(_PLAIN[1:-1]).fullmatch
"""Matches most ids: those of ASCII letters, which are in their one spelling."""

_MARKS = "-_."
_SPACES = " \u00a0\u202f"
_QUOTES = "\"'\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e"
_SHAPE = (
    r"^[^\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9]"
    r"[^\u0000-\u002c\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u00a9]*$"
)


def check_id(value: str) -> str:
    """Bring an id to its one spelling (NFC), or say why it cannot be one.

    An id is 1 to 80 letters of one script, ASCII digits, `-`, `_` and `.`, and begins with a letter or a digit.
    Letters of two scripts are refused because no reader can tell them apart (text that was scanned mixes them:
    DOMAIN 1.12, item 18).

    Raises:
        ValueError: with the reason, in English.
    """
    if is_plain_id(value):
        return value
    value = unicodedata.normalize("NFC", value)
    trouble = id_trouble(value)
    if trouble is not None:
        raise ValueError(str(trouble))
    return value


def id_trouble(value: str) -> Message | None:
    """Say what keeps this string from being an id; None if nothing does."""
    value = unicodedata.normalize("NFC", value)
    if not value:
        return message("an id is empty")
    if len(value) > LONGEST_ID:
        return message(
            "an id has at most {longest_id} characters, this one has {count}", longest_id=LONGEST_ID, count=len(value)
        )
    for character in value:
        if character not in _MARKS and not "0" <= character <= "9" and script_of(character) is None:
            return _unfit(value, character)
    if (mixture := mixed(value)) is not None:
        return message("an id keeps to the letters of one script; in this one {mixture}", mixture=mixture)
    if value[0] in _MARKS or unicodedata.category(value[0])[0] == "M":
        return message("an id begins with a letter or a digit")
    return None


def _unfit(value: str, character: str) -> Message:
    """Say which character an id may not hold, and how it could be written without."""
    if character in _SPACES:
        return message(
            "an id may not hold a space; write {instead}", instead=escape("-".join(value.split()), LONGEST_ID)
        )
    if character in _QUOTES:
        return message("an id may not hold the quotation mark {mark}; write it without", mark=character)
    code = f"U+{ord(character):04X}"
    return message("an id may not hold the character {code}; use letters, digits, '-', '_' and '.'", code=code)


class _IdSchema:
    """Let plain ids pass without a call into Python: three of them stand in an ordinary record."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.union_schema(
            [
                core_schema.str_schema(strict=True, pattern=_PLAIN),
                core_schema.no_info_after_validator_function(check_id, core_schema.str_schema(strict=True)),
            ],
            mode="left_to_right",
            custom_error_type="id",
            custom_error_message=(
                f"Input should be an id: 1 to {LONGEST_ID} letters of one script, digits, '-', '_' or '.', "
                "beginning with a letter or a digit"
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Rule out the characters below the letters; that the letters are of one script no pattern can say."""
        return {"type": "string", "pattern": _SHAPE, "maxLength": LONGEST_ID}


Id = Annotated[str, _IdSchema]
"""A name for machines: checked, in NFC, free of what cannot be seen or told apart (see `check_id`)."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks an id as that of a record of one kind, or of one of several kinds."""

    kind: str | tuple[str, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds as a tuple, also when there is one."""
        return (self.kind,) if isinstance(self.kind, str) else self.kind


@dataclass(frozen=True, slots=True)
class Listed:
    """Marks an id as that of an item in a list of the template: sectors, roles, functions, outcomes and so on."""

    list: str


def ref(*kinds: str) -> Any:
    """Make the type of an id that refers to a record of these kinds, for types that are put together at run time."""
    return Annotated[Id, Ref(kinds[0] if len(kinds) == 1 else kinds)]
