"""Write the tables of the documentation that follow from the code: `python -m tools.reference_tables`.

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`. `tests/test_docs_facts.py` fails when one of
them no longer says what the code says.
"""

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnership.findings import CODES, RULED
from partnership.programme import load_template, shipped_templates
from partnership.reading.lines import FilePart, IdList, ParameterTable, ShortPhrase
from partnership.records import RECORDS, FieldShape, Record, field_types, noun
from partnership.records.meanings import docstrings
from partnership.simulation import practice, quantities, region
from partnership.simulation.loading import load_practice
from partnership.simulation.model import PartnerKind
from partnership.template.kinds import KINDS, Combinator, Kind, Sugar
from partnership.values import Day, Duration, Id, Money, Tag, Text

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


OF_REGIONS: dict[type[FilePart], str] = {
    region.RegionShape: "A region",
    region.Candidate: "A partner",
    quantities.Quantity: "A figure",
    region.Funding: "The end of the money",
    region.LawChange: "Another version of the law",
}
OF_PRACTICES: dict[type[FilePart], str] = {
    practice.PracticeShape: "A practice",
    practice.PartnerCircle: "A circle",
    practice.PracticeNumber: "A number",
    practice.Workers: "Workers",
    practice.Work: "A kind of work",
    practice.Task: "A task",
    practice.PeopleShape: "People",
    practice.PeopleState: "A state",
    practice.LevelOfScale: "A level",
    practice.PeopleMove: "A move",
    practice.PracticeMeasure: "A measure",
    practice.Hazard: "A hazard",
}
"""The parts of the files that are simulated, in the order of the page, and how each is called there."""

HELD: list[tuple[object, str]] = [
    (Id, "id"),
    (practice.IdsOrOne, "id, or a list of ids"),
    (IdList, "list of ids"),
    (dict[Id, Id], "an id for each id"),
    (dict[Id, dict[Id, Id]], "for each list an id for each id"),
    (dict[Id, Any], "any value, by id"),
    (Text, "text"),
    (ShortPhrase, "words"),
    (Day, "day"),
    (quantities.AnyPeriod, "period"),
    (practice.Lines, "list of lines"),
    (ParameterTable, "values, by id"),
    (Tag, "tag of a language"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
    (str, "word"),
    (Any, "number or period"),
    (quantities.AmountQuantity, "[figure](#a-figure): a number"),
    (quantities.ShareQuantity, "[figure](#a-figure): a chance"),
    (quantities.PeriodQuantity, "[figure](#a-figure): a period"),
]
"""What a field of such a file holds, by its type."""


def region_files() -> Iterator[str]:
    """Tell every field of a region's file, a table for each part of it."""
    return _parts(OF_REGIONS)


def practice_files() -> Iterator[str]:
    """Tell every field of a practice's file, a table for each part of it."""
    return _parts(OF_PRACTICES)


def partner_kinds() -> Iterator[str]:
    """Tell the kinds of partners that each practice of the library does something for, or with."""
    yield "| template | partners | in the region's file |\n|---|---|---|\n"
    for name in shipped_templates():
        law = load_template(name)
        for circle in load_practice(name).shape.circles:
            if not circle.of:
                keys = [f"`{key}: {said}`" for key in ("sector", "role") if (said := getattr(circle, key))]
                title = PartnerKind(circle.sector, circle.role).title(law).in_language("en")
                yield f"| `{name}` | {title} | {', '.join(keys)} |\n"
    yield "\n"


def _parts(parts: dict[type[FilePart], str]) -> Iterator[str]:
    for cls, title in parts.items():
        yield f"\n### {title}\n\n{_intent(cls)}\n\n"
        yield "| key | is | needed | says |\n|---|---|---|---|\n"
        hints = typing.get_type_hints(cls, include_extras=True)
        said = docstrings(cls.__module__)[cls.__name__]
        for name, field in cls.model_fields.items():
            says = said[name].replace("|", "\\|")
            yield f"| `{field.alias or name}` | {_is(hints[name])}{_bounds(field)} | {_needed(field)} | {says} |\n"
    yield "\n"


def _is(hint: Any) -> str:
    """Say what a field holds: of several types each, of a list or a table what stands in it."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    words = next((words for known, words in HELD if hint == known), None)
    part = OF_REGIONS.get(hint) or OF_PRACTICES.get(hint)
    if part is not None:
        words = f"[{part[0].lower()}{part[1:]}](#{part.lower().replace(' ', '-')})"
    if words is not None:
        return words
    if origin is typing.Annotated:  # without the last of its marks
        return _is(typing.Annotated[inner[:-1]] if len(inner) > 2 else inner[0])  # noqa: PLR2004 - a type and its mark
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(_is(each) for each in inner if each is not types.NoneType)
    if origin is typing.Literal:
        return ", ".join(f"`{each}`" for each in inner)
    if origin is tuple:
        return f"list, each {_is(inner[0])}"
    if origin is dict:
        return f"{_is(inner[1])}, by id"
    raise TypeError(f"{hint} has no words yet; give it some among those above")


def _bounds(field: FieldInfo) -> str:
    ends = [str(getattr(mark, key)) for mark in field.metadata for key in ("ge", "le") if hasattr(mark, key)]
    return f", {' to '.join(ends)}" if ends else ""


def _needed(field: FieldInfo) -> str:
    if field.is_required():
        return "yes"
    default = field.get_default(call_default_factory=True, validated_data={})
    if default is None or default in ((), {}):
        return "no"
    default = f"[{', '.join(default)}]" if isinstance(default, tuple) else default
    return f"no, then `{str(default).lower() if isinstance(default, bool) else default}`"


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
    "region-files": region_files,
    "practice-files": practice_files,
    "partner-kinds": partner_kinds,
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
