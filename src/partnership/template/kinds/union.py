"""How one check is told from another: by its word, which stands as a key in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnership.template.kinds.shape import KINDS, Kind


def word_of(value: Any) -> str | None:
    """The word of a check, `{word: ...}`; None where it has none, or more than one."""
    if type(value) is dict and len(value) == 1:
        for word in value:
            return word if isinstance(word, str) else None
    return value.kind if isinstance(value, Kind) else None


@dataclass(frozen=True, slots=True)
class _Under:
    """Marks a kind that stands under its word."""

    model: type[Kind]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take the word off, then validate what stands under it; a value that is one already passes."""
        model, word, bare = self.model, self.model.kind, self.model.bare

        def body(value: Any) -> Any:
            if isinstance(value, model):
                return value
            inner = value[word]
            return inner if bare is None else {bare: inner}

        return core_schema.no_info_before_validator_function(body, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The word as the one key, for editors."""
        inner, word = handler(schema), self.model.kind
        if self.model.bare is not None:
            # The model may still be in the making: `template_schema` puts the field in the place of the whole.
            inner = {**inner, "x-field": self.model.bare}
        return {"type": "object", "properties": {word: inner}, "required": [word], "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class OneWord:
    """Marks a check: one of the words, and what stands under it. The union is made when all words are known."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell the words apart by their key, so that a misspelt one is an error at its line."""
        choices = {word: handler.generate_schema(_ANNOTATED[model, _Under(model)]) for word, model in KINDS.items()}
        return core_schema.tagged_union_schema(choices, word_of)


_ANNOTATED: Final[Any] = Annotated  # of a type that is known at run time only

RequirementWord = Annotated[Kind, OneWord()]
"""One check: a word of the language with what stands under it, and nothing else."""

Checks = Annotated[tuple[RequirementWord, ...], Field(strict=False, min_length=1, max_length=200)]
"""At least one check; a list in the file."""
