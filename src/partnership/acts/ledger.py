"""The ledger's entries as lines of canonical JSON, and what is asked of them as entries of one ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeGuard

from pydantic import TypeAdapter

from partnership.acts.declared import Amended, AnyEntry, Command, Migrated, Recorded, Started, Withdrawn
from partnership.values import Strict, canonical_json, field_names


def command_of(entry: AnyEntry, **otherwise: Any) -> Command:
    """Return the command that an entry came from, written down when the entry was; `otherwise` are fields to change."""
    about = {name: getattr(entry, name) for name in ("recorded", "by", "basis", "note")}
    return entry.act(**{"on": entry.date, **about, **entry.asked(), **otherwise})


def is_retold(entry: AnyEntry) -> TypeGuard[Amended]:
    """Tell whether an entry says nothing of its own: a record again, in the words of the law that was migrated to."""
    return isinstance(entry, Amended) and entry.migration is not None


def is_withdrawable(entry: AnyEntry) -> bool:
    """Tell whether an entry may be withdrawn: a start, a migration with what is told again, and a withdrawal stay."""
    return not isinstance(entry, Started | Migrated | Withdrawn) and not is_retold(entry)


def withdrawn_by(entries: Iterable[AnyEntry]) -> set[int]:
    """Return the numbers of the entries that others withdraw."""
    return {entry.withdraws for entry in entries if isinstance(entry, Withdrawn)}


@cache
def entry_adapter() -> TypeAdapter[AnyEntry]:
    """Return the validator of any entry; made once, when first needed."""
    return TypeAdapter(AnyEntry)


def to_json(entry: AnyEntry) -> bytes:
    """Write one entry as a line of canonical JSON (sorted keys, UTF-8, no line break)."""
    return canonical_json(entry.model_dump(mode="json"))


def from_json(line: bytes | str) -> AnyEntry:
    """Read one entry; raises pydantic's `ValidationError` where the line is not one."""
    entry = entry_adapter().validate_json(line)
    _share(entry)
    if isinstance(entry, Recorded):
        _share(entry.record)
    return entry


def _share(model: Strict) -> None:
    """Let a model whose every field was given have the names of them in common with all others of its type.

    A written line gives every field, and a set of names of its own is three fifths of what an entry holds in memory.
    """
    names = field_names(type(model))
    if len(model.model_fields_set) == len(names):
        object.__setattr__(model, "__pydantic_fields_set__", names)  # frozen: nobody adds to it


def to_json_lines(entries: Iterable[AnyEntry]) -> Iterator[bytes]:
    """Write entries one a line, each line ended by a line feed."""
    for entry in entries:
        yield to_json(entry) + b"\n"
