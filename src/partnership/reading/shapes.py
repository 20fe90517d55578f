"""What a line of a programme file may say under each verb: the fields of the act, as somebody writes them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import Field, create_model

from partnership.acts import Amend, Asked, Migrate, name_elsewhere, own_fields
from partnership.reading.lines import FilePart, ParameterTable, Phrases, ShortPhrase

_OTHERWISE: Final[Mapping[type[Asked], Mapping[str, Any]]] = MappingProxyType(
    {
        # what a record says in JSON, somebody writes as he would write the record
        Amend: {"set": (dict[str, Any], Field(default_factory=dict)), "unset": (Phrases, ())},
        # the law is named by its file, which knows its version and digest
        Migrate: {
            "template": (ShortPhrase, ...),
            "version": (ShortPhrase | None, None),
            "digest": (ShortPhrase | None, None),
            "overlays": (Phrases, ()),
        },
    }
)
"""What is written otherwise than it is asked."""
_NEVER: Final = frozenset({"kind", "id", "changes"})
"""What is written as the key that names a record, or otherwise."""


@cache
def shape_of(act: type[Asked]) -> type[FilePart]:
    """Return what a line says of an act, by the names that it has on a line."""
    otherwise = _OTHERWISE.get(act, {})
    fields: dict[str, Any] = dict(otherwise)
    for name in own_fields(act):
        if name in otherwise or name in _NEVER:
            continue
        field = copy(act.model_fields[name])
        field.alias = field.validation_alias = name_elsewhere(act, name).line
        fields[name] = (ParameterTable if name == "parameters" else field.annotation, field)
    return create_model(f"{act.__name__}Line", __base__=FilePart, **fields)


def names_a_record(act: type[Asked]) -> bool:
    """Tell whether an act is about one record, which a line names by its kind and id."""
    return {"kind", "id"} <= act.model_fields.keys()


def single_key(act: type[Asked]) -> str | None:
    """Return the key that is meant where a single word or text follows the verb."""
    fields = shape_of(act).model_fields
    return next(iter(fields)) if len(fields) == 1 and not names_a_record(act) else None
