"""Keep the catalogues of other languages in step with the sentences in the code: `update`, `check` (compiles too).

A message is an English sentence in the code; `locale/<language>/LC_MESSAGES/partnership.po` says it in another
language, and the `.mo` beside it is what the library reads. `update` adds what is new (empty) and drops what is gone;
`check` tells what is missing, left over, or names other arguments than the code.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from partnership.messages import FULL
from partnership.records import choices, labels

SOURCES = Path(__file__).parent.parent / "src" / "partnership"
LOCALE = SOURCES / "locale"

_KEYWORDS = {"message": None, "in_context": None, "plural": None, "Plural": None, "Noun": None, "translated": None}

Key = tuple[str | None, str]
"""A context, and the English sentence (of a counted one the singular)."""


def in_code() -> dict[Key, str | None]:
    """Return every message of the code, with the plural of those that have one."""
    found: dict[Key, str | None] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        with path.open("rb") as file:
            for _, function, words, _ in extract_python(file, _KEYWORDS, (), {}):
                found.update(_messages(function, words))
    found.update(dict.fromkeys(_of_records()))
    return found


def _of_records() -> Iterator[Key]:
    """Yield how fields and the words of closed choices are said, which follows from the classes of records."""
    for said in (labels(), *choices().values()):
        yield from ((each.context, each.source) for each in said.values())


def _messages(function: object, words: str | Sequence[str | None]) -> Iterator[tuple[Key, str | None]]:
    match function, (words,) if isinstance(words, str) else tuple(words):
        case "in_context", (str(context), str(source), *_):
            yield (context, source), None
        case "translated", (None, str(context), str(source)):
            yield (context, source), None
        case "plural" | "Plural", (str(one), str(many), *_):
            yield (None, one), many
        case "Noun", (str(one), str(many), *_):
            yield ("one", one), None
            yield ("many", many), None
        case "message", (str(source), *_) if source:
            yield (None, source), None


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue in its one form, and compiled beside it."""
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def key_of(entry: Message) -> Key:
    """Return under what an entry stands."""
    return entry.context, entry.id if isinstance(entry.id, str) else entry.id[0]


def forms(entry: Message) -> tuple[str, ...]:
    """Return what an entry says: one sentence, or one for each number."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def base(key: Key) -> Key:
    """Return the key of the noun that an entry declines; another key as it is."""
    context, source = key
    return (context.partition(":")[0] if context else context), source


def update(path: Path) -> None:
    """Add what is new in the code, without words, and drop what is gone."""
    code, catalogue = in_code(), read(path)
    known = {key_of(entry): entry for entry in catalogue if entry.id}
    for key, entry in known.items():
        if base(key) not in code:
            catalogue.delete(entry.id, entry.context)
    for (context, one), many in code.items():
        if (context, one) not in known:
            catalogue.add((one, many) if many else one, context=context)
    write(catalogue, path)


def faults(path: Path) -> Iterator[str]:
    """Tell what is wrong with a catalogue: one that is not full may lack messages."""
    code, catalogue = in_code(), read(path)
    told = {key_of(entry): entry for entry in catalogue if entry.id and all(forms(entry))}
    language = path.parts[-3]
    if language in FULL:
        yield from (f"not said in {language}: {key}" for key in code if key not in told)
    yield from (f"left over in {language}: {key}" for key in told if base(key) not in code)
    for key, entry in told.items():
        asked = _names(code.get(base(key)) or key[1]) | _names(key[1])
        yield from (
            f"other arguments in {language}: {key}" for said in forms(entry) if not _fits(_names(said), asked, entry)
        )
    if path.with_suffix(".mo").read_bytes() != compiled(catalogue):
        yield f"{language} is not compiled: python -m tools.catalogues update"


def _names(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def _fits(said: frozenset[str], asked: frozenset[str], entry: Message) -> bool:
    return said <= asked if entry.pluralizable else said == asked


def main(arguments: list[str]) -> int:
    """Bring the catalogues in step, or tell where they are not."""
    paths = sorted(LOCALE.glob("*/LC_MESSAGES/partnership.po"))
    if arguments == ["update"]:
        for path in paths:
            update(path)
        return 0
    found = [fault for path in paths for fault in faults(path)]
    print("\n".join(found) or "the catalogues say what the code says")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
