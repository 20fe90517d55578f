"""Records of any kind, from the kit's own strategies, and how a reader of YAML would give them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from partnership.records import Fields
from partnership.testing.strategies import plain_records as records_strategy
from partnership.values import Duration

__all__ = ["embedded", "records_strategy"]


def embedded(model: BaseModel) -> dict[str, Any]:
    """Take a record apart as a reader of YAML gives it: dates as they are, lists for tuples, no defaults."""
    return {name: _plain(getattr(model, name)) for name in model.model_fields_set if name != "kind"}


def _plain(value: Any) -> Any:
    match value:
        case BaseModel():
            return embedded(value)
        case tuple():
            return [_plain(element) for element in value]
        case Duration():
            return str(value)
        case Fields():
            return dict(value)
        case _:
            return value
