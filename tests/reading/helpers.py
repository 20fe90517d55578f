"""What the tests of this room share."""

from __future__ import annotations

from partnership.errors import InputError
from partnership.reading import Limits, read_programme, read_yaml

HEAD = """format: 1
programme: smolensk-2009
template: volunteers
region: RU-SMO
start: 2009-02-02
ledger:
"""


def faults_in(data: bytes | str, limits: Limits | None = None, lang: str = "en") -> list[str]:
    """Everything that is wrong with a file; empty if it can be read."""
    try:
        read_yaml(data, "f.yaml", limits or Limits())
    except InputError as error:
        return [fault.text("ru" if lang == "ru" else "en") for fault in error.faults]
    return []


def faults_in_programme(lines: str, head: str = HEAD, lang: str = "en") -> list[str]:
    """Everything that is wrong with a programme file that has these lines."""
    try:
        read_programme(head + lines, "p.yaml")
    except InputError as error:
        return [fault.text("ru" if lang == "ru" else "en") for fault in error.faults]
    return []
