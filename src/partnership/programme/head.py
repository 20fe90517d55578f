"""The head of a ledger: its length and a digest, by which whoever keeps it sees that entries are missing or changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from partnership.acts import AnyEntry, to_json_lines
from partnership.errors import Fault, InputError, LedgerError
from partnership.messages import message
from partnership.programme.history import place_of

_DIGITS = 32
_HEAD = re.compile(rf"(?P<length>[1-9][0-9]{{0,8}})(:(?P<digest>[0-9a-f]{{{_DIGITS}}}))?")


def ledger_head(entries: Sequence[AnyEntry]) -> str:
    """Return the head of a ledger: how many entries it has, and the digest of their canonical JSON (`496:9f3c...`).

    A ledger that is cut at the end of a line is a whole ledger by itself. Whoever keeps the head beside it can tell.
    """
    return f"{len(entries)}:{_digest(entries)}"


def check_head(entries: Sequence[AnyEntry], head: str, file: str | None = None) -> None:
    """Check that a ledger begins with what a head stands for; it may have gone on from there.

    `head` is what `ledger_head` gave, or the number of entries alone.

    Raises:
        InputError: if that is no head.
        LedgerError: if entries are missing, or are not those that they were.
    """
    found = _HEAD.fullmatch(head)
    if found is None:
        raise InputError(
            Fault(
                None,
                message("'{head}' is not the head of a ledger", head=head),
                message("what `partnership ledger` tells at its end, or a number of entries"),
            )
        )
    length = int(found["length"])
    missing = length - len(entries)
    if missing > 0:
        words = message(
            "entries are missing at the end: {missing} (there are {count} of {length})",
            missing=missing,
            count=len(entries),
            length=length,
        )
        hint = message("the file was cut short; restore it from a complete copy")
        raise LedgerError(Fault(place_of(file, len(entries) + 1), words, hint=hint))
    if found["digest"] is not None and _digest(entries[:length]) != found["digest"]:
        words = message("the first {length} entries are not those that the head was made of", length=length)
        hint = message("entries were changed or exchanged; restore the ledger from an untouched copy")
        raise LedgerError(Fault(place_of(file, 1), words, hint=hint))


def _digest(entries: Sequence[AnyEntry]) -> str:
    total = sha256()
    for line in to_json_lines(entries):
        total.update(line)
    return total.hexdigest()[:_DIGITS]
