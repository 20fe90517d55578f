"""What our types share where pydantic meets them: nothing is bent into shape, and a schema says what is required."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Strict(BaseModel):
    """A frozen model, closed to keys that it does not know, that takes JSON's forms of its values however they arrive.

    `validate_python(json.loads(body))` accepts what `validate_json(body)` accepts: each type of ours sees to that, so
    that no model has to.
    """

    # What is written always has every key, so a schema of what is written requires them all. Validators are built when
    # a type is first used, a third of the import's cost (threads race before pydantic 2.14).
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", json_schema_serialization_defaults_required=True, defer_build=True
    )

    @classmethod
    def of_checked(cls, fields: dict[str, Any]) -> Self:
        """Make one of all its fields as they are, in their order, where each has been checked a moment ago.

        It is what pydantic's `model_construct` makes, in a fifth of the time, and all share the names of fields.
        """
        made = _new(cls)
        _set(made, "__dict__", fields)
        _set_names(made, field_names(cls))
        _set_extra(made, None)
        _set_private(made, None)
        return made


_new, _set = object.__new__, object.__setattr__  # they are frozen
_set_names, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache
def field_names(cls: type[Strict]) -> set[str]:
    """Return the names of a model's fields; one set for all, so nobody may change it."""
    return set(cls.model_fields)


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Marks a union whose members are told apart by a field: there, unlike alone, none may leave the field out."""

    field: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Require the field in each member's schema."""
        union = handler(schema)
        for choice in union["oneOf"]:
            member: dict[str, Any] = handler.resolve_ref_schema(choice)
            member["required"] = [self.field, *(name for name in member.get("required", ()) if name != self.field)]
        return union
