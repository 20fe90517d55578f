"""Keep the catalogues of other languages in step with the sentences in the code: `new kk`, `update`, `check`.

A message is an English sentence in the code; `locale/<language>/LC_MESSAGES/partnership.po` says it in another
language, and the `.mo` beside it is what the library reads. `new` begins a language; `update` adds what is new (empty),
drops what is gone, and compiles; `check` tells what is missing, left over, or does not fit the code.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from string import Formatter

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typing_extensions import override

from partnership.languages import FULL, SOURCE, canonical_tag, is_tag
from partnership.records import choices, labels, phrases

SOURCES = Path(__file__).parent.parent / "src" / "partnership"
LOCALE = SOURCES / "locale"
USAGE = "usage: python -m tools.catalogues (new LANGUAGE | update | check)"

_FILE = "LC_MESSAGES/partnership.po"
_KEYWORDS = {"message": None, "in_context": None, "plural": None, "Plural": None, "Noun": None, "translated": None}
_DECLINED = ("one", "many", "word", "condition")
_HEADERS = ("PO-Revision-Date", "Last-Translator", "Language", "Plural-Forms", "MIME-Version", "Content-")
_PLACEHOLDERS = ("EMAIL@ADDRESS", "<LL@li.org>", "YEAR-MO-DA")

Key = tuple[str | None, str]
"""A context, and the English sentence (of a counted one the singular)."""


class Unusable(Exception):
    """The code or the command says something that no catalogue can hold."""


# --- the code --------------------------------------------------------------------------------------------------------


@cache
def in_code(sources: Path = SOURCES) -> dict[Key, str | None]:
    """Return every message of the code, with the plural of those that have one.

    Raises:
        Unusable: if a context has a colon, which stands before the case of a noun.
    """
    found: dict[Key, str | None] = {}
    for path in sorted(sources.rglob("*.py")):
        with path.open("rb") as file:
            for line, function, words, _ in extract_python(file, _KEYWORDS, (), {}):
                for (context, source), many in _messages(function, words):
                    if context is not None and ":" in context:
                        raise Unusable(
                            f"{path.relative_to(sources)}:{line}: the context '{context}' has a colon, which stands "
                            "before the case of a noun (one:genitive); choose another"
                        )
                    found[context, source] = many
    if sources == SOURCES:
        found.update(dict.fromkeys(_of_records()))
    return found


def _of_records() -> Iterator[Key]:
    """Yield how fields, words of closed choices and conditions are said, which follows from the classes of records."""
    for said in (labels(), *choices().values()):
        yield from ((each.context, each.source) for each in said.values())
    yield from ((each.context, each.source) for each in phrases())


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


# --- a catalogue -----------------------------------------------------------------------------------------------------


class _Plain(Catalog):
    """A catalogue whose header says what is so, without placeholders and without the day of its making."""

    @override
    def __iter__(self) -> Iterator[Message]:
        header, *entries = super().__iter__()
        lines = str(header.string).splitlines()
        kept = [line for line in lines if line.startswith(_HEADERS) and not any(each in line for each in _PLACEHOLDERS)]
        yield Message("", "".join(f"{line}\n" for line in kept))
        yield from entries


def _plain(catalogue: Catalog, entries: Iterable[Message]) -> _Plain:
    plain = _Plain(catalogue.locale, header_comment="", fuzzy=False)
    plain.mime_headers = list(catalogue.mime_headers)
    for entry in entries:
        plain[entry.id] = entry
    return plain


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue in its one form, and compiled beside it."""
    plain = _plain(catalogue, (entry for entry in catalogue if entry.id))
    with path.open("wb") as file:
        write_po(file, plain, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it, without what it does not say: forms without words would be said."""
    buffer = io.BytesIO()
    write_mo(buffer, _plain(catalogue, said(catalogue).values()))
    return buffer.getvalue()


def key_of(entry: Message) -> Key:
    """Return under what an entry stands."""
    return entry.context, entry.id if isinstance(entry.id, str) else entry.id[0]


def plural_of(entry: Message) -> str | None:
    """Return the English plural of a counted entry."""
    return None if isinstance(entry.id, str) else entry.id[1]


def forms(entry: Message) -> tuple[str, ...]:
    """Return what an entry says: one sentence, or one for each number."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def said(catalogue: Catalog) -> dict[Key, Message]:
    """Return the entries that say something for sure: in every form, and not marked as unsure."""
    return {key_of(entry): entry for entry in catalogue if entry.id and all(forms(entry)) and not entry.fuzzy}


def base(key: Key) -> Key:
    """Return the key of the noun that an entry declines; another key as it is."""
    context, source = key
    form, colon, _ = (context or "").partition(":")
    return (form if colon and form in _DECLINED else context), source


# --- what can be asked -----------------------------------------------------------------------------------------------


def new(language: str, locale: Path = LOCALE) -> Path:
    """Begin the catalogue of a language: every sentence, without words, under a header with its plural forms.

    Raises:
        Unusable: if that is no language, or it has a catalogue.
    """
    tag = canonical_tag(language)
    name = tag.replace("-", "_")
    path = locale / name / _FILE
    if tag == SOURCE or path.exists():
        raise Unusable(f"there is a catalogue of '{tag}' already" if path.exists() else "the code says it in English")
    try:
        known = Locale.parse(name) if is_tag(tag) else None
    except UnknownLocaleError:
        known = None
    if known is None:
        raise Unusable(
            f"'{language}' is not the tag of a language whose plural forms are known, such as es, kk or pt-BR"
        )
    path.parent.mkdir(parents=True)
    write(Catalog(known), path)
    update(path)
    return path


def update(path: Path) -> None:
    """Add what is new in the code, without words, and drop what is gone; what is said stays where the code fits it."""
    code, catalogue = in_code(), read(path)
    known = {key_of(entry): entry for entry in catalogue if entry.id}
    for key, entry in known.items():
        many = code.get(base(key), entry)
        if many is entry or (many is None) != (plural_of(entry) is None):
            catalogue.delete(entry.id, entry.context)
        elif many != plural_of(entry):
            catalogue.delete(entry.id, entry.context)
            catalogue.add((key[1], str(many)), entry.string, context=key[0])
    there = {key_of(entry) for entry in catalogue if entry.id}
    for (context, one), many in code.items():
        if (context, one) not in there:
            catalogue.add((one, many) if many else one, context=context)
    write(catalogue, path)


def faults(path: Path) -> Iterator[str]:
    """Tell what is wrong with a catalogue: one that is not full may lack messages."""
    code, catalogue = in_code(), read(path)
    told = said(catalogue)
    language = path.parts[-3]
    if language in FULL:
        yield from (f"not said in {language}: {key}" for key in code if key not in told)
    for key, entry in told.items():
        if base(key) not in code:
            yield f"left over in {language}: {key}"
            continue
        many = code[base(key)]
        if many != plural_of(entry):
            yield f"another plural in {language}: {key}: {plural_of(entry)!r}, in the code {many!r}"
        asked = _names(many or key[1]) | _names(key[1])
        yield from (
            f"other arguments in {language}: {key}" for each in forms(entry) if not _fits(_names(each), asked, entry)
        )
    if path.with_suffix(".mo").read_bytes() != compiled(catalogue):
        yield f"{language} is not compiled: python -m tools.catalogues update"


def _names(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def _fits(names: frozenset[str], asked: frozenset[str], entry: Message) -> bool:
    return names <= asked if entry.pluralizable else names == asked


def _reach(path: Path) -> str:
    return f"{path.parts[-3]}: {len(said(read(path)).keys() & in_code().keys())} of {len(in_code())} messages"


def main(arguments: Sequence[str]) -> int:
    """Begin a language, bring the catalogues in step, or tell where they are not."""
    try:
        return _answer(arguments)
    except Unusable as trouble:
        print(trouble, file=sys.stderr)
        return 2


def _answer(arguments: Sequence[str]) -> int:
    found: list[str] = []
    match arguments:
        case ["new", language]:
            print(new(language))
        case ["update"]:
            for path in _catalogues():
                update(path)
        case ["check"]:
            found = [fault for path in _catalogues() for fault in faults(path)]
            print("\n".join(found or map(_reach, _catalogues())))
        case _:
            raise Unusable(USAGE)
    return 1 if found else 0


def _catalogues() -> list[Path]:
    return sorted(LOCALE.glob(f"*/{_FILE}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
