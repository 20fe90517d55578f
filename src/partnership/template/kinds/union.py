"""How one check of the closed union is told from another: by its word, which stands as a key in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnership.template.kinds.shape import Kind


def kind_of(value: Any) -> str | None:
    """The word of a check, `{word: ...}`; None where it has none, or more than one."""
    if type(value) is dict and len(value) == 1:
        for word in value:
            return word if isinstance(word, str) else None
    return value.kind if isinstance(value, Kind) else None


@dataclass(frozen=True, slots=True)
class Under:
    """Marks a kind that stands under its word. With `bare`, what stands there is one field of it: `all: [...]`."""

    model: type[Kind]
    bare: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take the word off, then validate what stands under it; a value that is one already passes."""
        word, bare, model = self.model.kind, self.bare, self.model

        def body(value: Any) -> Any:
            if isinstance(value, model):
                return value
            inner = value[word]
            return inner if bare is None else {bare: inner}

        schema = core_schema.no_info_before_validator_function(body, handler(source))
        schema["metadata"] = {**schema.get("metadata", {}), "pydantic_internal_union_tag_key": word}
        return schema

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The word as the one key, for editors."""
        inner, word = handler(schema), self.model.kind
        if self.bare is not None:
            # The model may still be in the making: `template_schema` puts the field in the place of the whole.
            inner = {**inner, "x-field": self.bare}
        return {"type": "object", "properties": {word: inner}, "required": [word], "additionalProperties": False}
