"""Files that a command was asked to write."""

from __future__ import annotations

from pathlib import Path

from partnership.cli.arguments import shown_argument
from partnership.cli.inputs import Unusable
from partnership.messages import message


def save(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        Unusable: if that cannot be.
    """
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as trouble:  # ValueError: a NUL in the name
        why = getattr(trouble, "strerror", None) or trouble
        raise Unusable(message("{file}: cannot be written ({why})", file=shown_argument(str(path)), why=why)) from None
