"""Write the tables of the documentation that follow from the code: `python -m tools.reference_tables`.

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`. `tests/test_docs_facts.py` fails when one of
them no longer says what the code says.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel

from partnership.findings import CODES, RULED
from partnership.records import RECORDS, FieldShape, Record, field_types, noun
from partnership.template.kinds import KINDS, Combinator, Kind, Sugar
from partnership.values import Duration, Money, Text

PAGES = Path(__file__).resolve().parent.parent / "docs"
TABLE = re.compile(r"(?P<open><!-- table: (?P<name>[a-z-]+) -->\n).*?(?P<close><!-- end of table -->)", re.DOTALL)

TYPES = {str: "text", int: "whole number", bool: "true or false", Decimal: "number", Text: "text in any languages"}
TYPES |= {Duration: "period", Money: "money"}


def records() -> Iterator[str]:
    """Tell every kind of record, a table a topic."""
    topics: dict[str, list[tuple[str, type[Record]]]] = {}
    for kind, cls in RECORDS.items():
        topics.setdefault(cls.__module__.rpartition(".")[2], []).append((kind, cls))
    for topic, kinds in topics.items():
        yield f"\n### {topic.capitalize()}\n\n"
        yield "| kind | register | fields |\n|---|---|---|\n"
        for kind, cls in kinds:
            mark = "" if cls.constitutive else " *"
            about = f"**`{kind}`**, {noun(kind).one}<br>{_intent(cls)}"
            yield f"| {about} | `{cls.register}`{mark} | {_fields(cls)} |\n"
    yield "\n"


def _fields(cls: type[Record]) -> str:
    shown = [
        f"`{path}`{'' if shape.derived or cls.model_fields[path].is_required() else '?'}{_holds(path, shape)}"
        for path, shape in field_types(cls).items()
        if not shape.pseudo and "." not in path and path not in {"id", "note"}
    ]
    return "; ".join(shown)


def _holds(path: str, shape: FieldShape) -> str:
    many = " (several)" if shape.many else ""
    if shape.list is not None:
        return f": of `{shape.list}`{many}"
    if shape.kinds:
        return f": {' or '.join(shape.kinds)}{many}"
    if shape.choices:
        return f": {', '.join(shape.choices)}{many}"
    if shape.derived:
        return ", computed"
    name = TYPES.get(shape.scalar)
    if name is None and issubclass(shape.scalar, BaseModel):
        name = f"{{{', '.join(f'`{inner}`' for inner in shape.scalar.model_fields)}}}"
    if name is None:
        name = "day" if path in {"adopted", "issued", "verified"} else shape.scalar.__name__.lower()
    return f": {'day' if name == 'date' else name}{many}"


def kinds() -> Iterator[str]:
    """Tell the seventeen primitives of the template language."""
    return _words([each for each in KINDS.values() if not issubclass(each, Combinator | Sugar)])


def combinators() -> Iterator[str]:
    """Tell the six combinators."""
    return _words([each for each in KINDS.values() if issubclass(each, Combinator)])


def sugars() -> Iterator[str]:
    """Tell the shorthands that stand for others put together."""
    return _words([each for each in KINDS.values() if issubclass(each, Sugar)])


def _words(words: list[type[Kind]]) -> Iterator[str]:
    yield "| word | keys | says |\n|---|---|---|\n"
    for each in words:
        yield f"| `{each.kind}` | {_keys(each)} | {_intent(each)} |\n"


def _keys(kind: type[Kind]) -> str:
    if kind.bare is not None:
        return "a list of checks" if issubclass(kind, Combinator) else kind.bare
    return ", ".join(
        f"`{field.alias or name.rstrip('_')}`{'' if field.is_required() else '?'}"
        for name, field in kind.model_fields.items()
    )


def codes() -> Iterator[str]:
    """Tell what a finding can be about."""
    yield "| code | says | a rule says no |\n|---|---|---|\n"
    for code, meaning in CODES.items():
        yield f"| `{code}` | {meaning} | {'yes' if code in RULED else 'no'} |\n"


def _intent(cls: type) -> str:
    """Give the first paragraph of a docstring, without references to the deck and to papers outside."""
    paragraph = " ".join((inspect.getdoc(cls) or "").partition("\n\n")[0].split())
    return re.sub(r" \([^()]*\b(?:[A-Z]-?[A-Z]?\d+|DOMAIN|invariant)[^()]*\)", "", paragraph).replace("|", "\\|")


TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "records": records,
    "kinds": kinds,
    "combinators": combinators,
    "sugars": sugars,
    "codes": codes,
}


def rewritten(page: str) -> str:
    """Give a page with its tables as the code has them now."""
    return TABLE.sub(lambda found: found["open"] + "".join(TABLES[found["name"]]()) + found["close"], page)


def main() -> None:
    """Rewrite the pages that have such tables."""
    for path in sorted(PAGES.rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        new = rewritten(page)
        if new != page:
            path.write_text(new, encoding="utf-8")
            print(path.relative_to(PAGES.parent))


if __name__ == "__main__":
    main()
