"""What people read, in English and in Russian."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from partnership.messages import FULL, LONGEST_TEXT, Language, Sayable, escape, language_of
from partnership.messages.escaping import VISIBLE_SPACES
from partnership.values.strict import Strict

_FOLDED = dict.fromkeys(map(ord, "\t\n\r\f\v"), " ")


def check_text(value: str) -> str:
    """Bring a text to its one form (NFC, on one line, without spaces around it), or say why it cannot be one.

    Line breaks become spaces, so that a text folded over several lines of a file stays one sentence and no text can
    look like a second line of a finding. Control, bidirectional and invisible characters are refused.

    Raises:
        ValueError: with the reason, in English.
    """
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    if not value.isprintable():
        value = value.translate(_FOLDED)
        for character in value:
            if not (character.isprintable() or character in VISIBLE_SPACES):
                raise ValueError(f"a text may not hold the invisible character U+{ord(character):04X}")
    value = value.strip()
    if not value:
        raise ValueError("a text is empty")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"a text has at most {LONGEST_TEXT} characters, this one has {len(value)}")
    return value


def some(words: Sequence[str], most: int) -> str:
    """Name the first of several words, and say that there are more."""
    return ", ".join(words[:most]) + (", ..." if len(words) > most else "")


_VISIBLE: Final = {"pattern": r"\S", "minLength": 1, "maxLength": LONGEST_TEXT}
_Sentence = Annotated[str, AfterValidator(check_text), Field(json_schema_extra=_VISIBLE)]

Written = Annotated[str, Field(max_length=LONGEST_TEXT)]
"""A string as it was written, whatever stands in it; not too long, and one that can be written down again (UTF-8)."""


class Text(Strict):
    """One thing said in English and in Russian; where a plain string is given it serves for both.

    Free text cannot be policed: whoever writes it keeps names, birth dates and contacts of people out of it.
    """

    en: _Sentence = Field(description="The words in English.")
    ru: _Sentence = Field(description="The words in Russian.")

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"en": value, "ru": value} if isinstance(value, str) else value

    @classmethod
    @override
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        both = handler(schema)
        return both if handler.mode == "serialization" else {"anyOf": [{"type": "string", **_VISIBLE}, both]}

    @classmethod
    def of(cls, en: str, ru: str | None = None) -> Self:
        """Say something in both languages, or the same words in both.

        Raises:
            pydantic.ValidationError: as `check_text`.
        """
        return cls(en=en, ru=en if ru is None else ru)

    @classmethod
    def quoting(cls, en: str, ru: str | None = None) -> Self:
        """Say something that repeats what an author wrote: never refused, whatever stands in it (see `escape`)."""
        safe_en = escape(en).strip() or "?"
        return cls(en=safe_en, ru=safe_en if ru is None else escape(ru).strip() or "?")

    def in_language(self, language: Language, case: str = "") -> str:
        """Give the words of one language; they are not declined.

        Raises:
            UnknownLanguage: if the library has no catalogue of the language.
        """
        del case
        return self.ru if language == "ru" or language_of(language) == "ru" else self.en

    @override
    def __str__(self) -> str:
        return self.en


class _SaidSchema:
    """Hold what is said as it is; write it, and read it, as a text."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            lambda value, read: value if hasattr(value, "in_language") else read(value),
            handler.generate_schema(Text),
            serialization=core_schema.plain_serializer_function_ser_schema(_told),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner: CoreSchema = schema["schema"]
        return handler(inner)


def _told(said: Sayable) -> dict[str, str]:
    return {language: said.in_language(language) for language in FULL}


Said = Annotated[Sayable, _SaidSchema]
"""What is said: by the library, as a message, or by an author, as a text."""
