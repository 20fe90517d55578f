"""One way to write a value down as bytes, and the fingerprint of these bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from partnership.values.periods import Duration


def canonical_json(value: Any) -> bytes:
    """Write a value as JSON that is the same on every machine: keys in order, no spaces, UTF-8.

    Decimals and durations become text, days and moments ISO 8601; keys are strings.

    Raises:
        ValueError: for a float that is no number, and for a value that holds itself.
        TypeError: for a set or whatever else has no order or no meaning in JSON.
    """
    try:
        return _canonical(value).encode()
    except RecursionError:
        raise ValueError("a value that holds itself has no place in canonical JSON") from None


def digest(value: Any) -> str:
    """Fingerprint a value's canonical JSON: `sha256:` and 64 hexadecimal digits.

    Raises:
        ValueError: as `canonical_json`.
        TypeError: as `canonical_json`.
    """
    return digest_of_bytes(canonical_json(value))


def digest_of_bytes(data: bytes) -> str:
    """Fingerprint bytes that are canonical already, in the form that `digest` has."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _as_json(value: Any) -> Any:
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Decimal():
            if not value.is_finite():
                raise ValueError(f"{value} has no place in canonical JSON")
            return str(value)
        case datetime():
            if value.tzinfo is None:
                raise ValueError("a moment without an offset has no place in canonical JSON")
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Duration():
            return str(value)
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in canonical JSON")


# Remembering which containers one is in, to see a circle, would take a quarter of the time: the stack's end tells it.
_canonical = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,
    default=_as_json,
).encode
