"""What people read, in the languages in which its author wrote it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import override

from partnership.languages import LONGEST_TAG, SOURCE, TAG_PATTERN, canonical_tag, is_tag, wider
from partnership.messages import FULL, LONGEST_TEXT, Language, Sayable, escape
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
_TAG: Final = {"pattern": f"^({TAG_PATTERN})$", "maxLength": LONGEST_TAG}
_Sentence = Annotated[str, AfterValidator(check_text), Field(json_schema_extra=_VISIBLE)]

Written = Annotated[str, Field(max_length=LONGEST_TEXT)]
"""A string as it was written, whatever stands in it; not too long, and one that can be written down again (UTF-8)."""


def _check_tag(tag: str) -> str:
    if not is_tag(tag):
        raise PydanticCustomError(
            "language_tag", "'{tag}' is not the tag of a language, such as en, ru or kk", {"tag": tag}
        )
    return tag


Tag = Annotated[str, AfterValidator(_check_tag), Field(json_schema_extra=_TAG)]
"""A language by its tag (BCP 47), written as tags are."""


class Text(Strict):
    """One thing said in one language or several, each under its tag (BCP 47); a plain string serves for all.

    Free text cannot be policed: whoever writes it keeps names, birth dates and contacts of people out of it.
    """

    model_config = ConfigDict(extra="allow")  # any tag; what is none is refused below

    __pydantic_extra__: dict[str, _Sentence]

    if TYPE_CHECKING:  # the type checker is told elsewhere that what no field names is a slip

        def __init__(self, **words: str) -> None: ...

    @model_validator(mode="before")
    @classmethod
    def _by_tags(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            return dict.fromkeys(FULL, value)
        if not isinstance(value, dict):
            return value
        tags = FULL if tuple(value) == FULL else sorted(_tags(value))
        if isinstance(info.context, Lacking):
            info.context.look_at(value)
        return value if tags is FULL else {tag: value[tag] for tag in tags}

    @classmethod
    @override
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(schema)
        model = handler.resolve_ref_schema(several)
        model |= {
            "minProperties": 1,
            "propertyNames": _TAG,
            "additionalProperties": {"type": "string", **_VISIBLE},
        }
        return several if handler.mode == "serialization" else {"anyOf": [{"type": "string", **_VISIBLE}, several]}

    @classmethod
    def of(cls, en: str, ru: str | None = None) -> Self:
        """Say something in English and Russian, or the same words in every language.

        Raises:
            pydantic.ValidationError: as `check_text`.
        """
        return cls(en=en, ru=en if ru is None else ru)

    @classmethod
    def quoting(cls, words: str | Mapping[str, str]) -> Self:
        """Say something that repeats what an author wrote: never refused, whatever stands in it (see `escape`)."""
        by_tag = dict.fromkeys(FULL, words) if isinstance(words, str) else words
        return cls(**{tag: escape(said).strip() or "?" for tag, said in by_tag.items()})

    @property
    def tags(self) -> tuple[Language, ...]:
        """The languages in which it is said, in the order of the alphabet."""
        return tuple(self._words)

    def in_language(self, language: Language, case: str = "") -> str:
        """Give the words of the nearest language, as they are: of the tag itself, its language, English, any other."""
        del case
        words = self.__pydantic_extra__
        said = words.get(language)
        return said if said is not None else words[_nearest_tag(language, tuple(words))]

    @property
    def _words(self) -> dict[str, str]:
        return self.__pydantic_extra__

    @override
    def __hash__(self) -> int:
        return hash(tuple(self._words.items()))

    @override
    def __str__(self) -> str:
        return self.in_language(SOURCE)


class Lacking:
    """Collects texts that lack some language; the context of a validation which asks for languages is one."""

    __slots__ = ("languages", "texts")

    def __init__(self, languages: Collection[Language]) -> None:
        self.languages = frozenset(languages)
        self.texts: list[dict[str, Any]] = []

    def look_at(self, text: dict[str, Any]) -> None:
        """Note a text, as it was written, if it lacks one of the languages."""
        if not self.languages <= text.keys():
            self.texts.append(text)


def _tags(value: dict[Any, Any]) -> Iterable[str]:
    """Give the languages of a text that somebody wrote, or refuse what is none."""
    if not value:
        raise PydanticCustomError("no_words", "a text has words in some language")
    for tag in value:
        _check_tag(str(tag))
    return value


@lru_cache(maxsize=4096)
def _nearest_tag(asked: Language, tags: tuple[Language, ...]) -> Language:
    """Choose the tag itself, or a wider one, or the same language spoken elsewhere; then English; then the first."""
    for language in (canonical_tag(asked), SOURCE):
        for tag in wider(language):
            if tag in tags:
                return tag
        elsewhere = language.partition("-")[0] + "-"
        for tag in tags:
            if tag.startswith(elsewhere):
                return tag
    return tags[0]


class _SaidSchema:
    """Hold what is said as it is; write it, and read it, as a text."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            lambda value, read: value if hasattr(value, "in_language") else read(value),
            handler.generate_schema(Text),
            serialization=core_schema.plain_serializer_function_ser_schema(in_all_languages),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner: CoreSchema = schema["schema"]
        return handler(inner)


def in_all_languages(said: Sayable) -> dict[Language, str]:
    """Say something in each language that has it: an author's text in its own, a message in those that have all."""
    return {tag: said.in_language(tag) for tag in (said.tags if isinstance(said, Text) else FULL)}


Said = Annotated[Sayable, _SaidSchema]
"""What is said: by the library, as a message, or by an author, as a text."""
