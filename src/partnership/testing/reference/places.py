"""Where a path of fields leads: which fields there are at each step of it, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from partnership.errors import UnknownName, check_choice
from partnership.messages import Sayable, message
from partnership.records import RECORDS, REGISTERS
from partnership.testing.reference.law import LISTS, PEOPLE, SETTINGS, Law
from partnership.values import Listed, Ref, Text

Leads = Ref | Listed | None
"""What an id stands for: a record, an item of a list, or nothing further."""

ITEM_FIELDS: dict[str, dict[str, str | None]] = {
    "sectors": {"counts_as": "sectors"},
    "functions": {"side": "sectors", "nature": None, "joint_with": "sectors", "same_as": "functions"},
    "outcomes": {
        "beneficiary": None,
        "side": "sectors",
        "produced_by": "functions",
        "indicators": None,
        "mechanism": None,
    },
    "scales": {"of": None},
}
"""The fields of items of the template's own lists, beside their id, and the list whose items they name."""


@dataclass(frozen=True)
class RowKind:
    """A kind of record, a register of the template's own, a list of it, or a value inside the records of a kind."""

    what: Literal["kind", "register", "list", "inside"]
    name: str


RowKinds = tuple[RowKind, ...]
"""What an id may stand for: records of several kinds, where a field allows it; nothing that has fields, where none."""


def row_kind_of(law: Law, source: Any) -> RowKind:
    """What stands in a register, a roster or a list."""
    roster = law.roster(source)
    if roster is not None:
        return row_kind(law, roster["of"])
    if law.register(source):
        return RowKind("register", source)
    if source in REGISTERS:
        return RowKind("kind", REGISTERS[source].model_fields["kind"].default)
    if source in (*LISTS, SETTINGS):
        return RowKind("list", source)
    own = [each["id"] for each in (*law.tree.get("rosters", []), *law.tree.get("registers", []))]
    raise UnknownName(str(source), [*own, *REGISTERS, *LISTS], message("register, roster or list"))


def row_kind(law: Law, kind: str) -> RowKind:
    """What a word for a kind of record stands for."""
    register = law.register_of(kind)
    return RowKind("kind", kind) if register is None else RowKind("register", register["id"])


def marks(annotation: Any, metadata: Iterable[Any] = ()) -> list[Any]:
    """Every mark on a field's type, however deep it stands."""
    found = list(metadata)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return [*found, *more, *marks(inner)]
    return [*found, *(mark for each in get_args(annotation) for mark in marks(each))]


def leads(kind: str, name: str) -> Leads:
    """What the ids in a field of a record stand for."""
    info = RECORDS[kind].model_fields.get(name)
    if info is None:
        return None
    return next((mark for mark in marks(info.annotation, info.metadata) if isinstance(mark, Ref | Listed)), None)


def model_inside(annotation: Any) -> type[BaseModel] | None:
    """The class of the values that stand inside a field; None for plain values."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) and annotation is not Text else None
    return next((found for each in get_args(annotation) if (found := model_inside(each))), None)


def behind_field(kind: str, name: str) -> RowKinds:
    """What stands behind a field of a kind of record."""
    target = leads(kind, name)
    if isinstance(target, Ref):
        return tuple(RowKind("kind", each) for each in target.kinds)
    if isinstance(target, Listed):
        return (RowKind("list", target.list),)
    return (RowKind("inside", f"{kind}.{name}"),) if model_inside(RECORDS[kind].model_fields[name].annotation) else ()


DATED: dict[str, RowKinds] = {"date": (), "changed": ()}
"""What each row has, beside the fields of its record."""


def fields(law: Law, place: RowKind) -> dict[str, RowKinds]:
    """The fields that there are at a place, each with what stands behind it."""
    match place.what:
        case "kind":
            record = RECORDS[place.name]
            own = {name: behind_field(place.name, name) for name in record.model_fields if name != "kind"}
            if place.name == "level":
                kinds = {law.kind(scale["of"]) for scale in law.items("scales") or []} - {*PEOPLE, "programme"}
                own["of"] = tuple(row_kind(law, kind) for kind in sorted(kinds))
            computed = [name for name, each in vars(record).items() if isinstance(each, property)]
            return own | dict.fromkeys(computed, ()) | DATED
        case "register":
            shapes = law.shapes(place.name)
            named = {
                name: (row_kind(law, each["of"]),) if each["type"] == "id" and "of" in each else ()
                for name, each in shapes.items()
            }
            named |= {
                name: (RowKind("inside", "contribution.value"),) for name in shapes if shapes[name]["type"] == "money"
            }
            return {"id": ()} | named | DATED
        case "list":
            listed = ITEM_FIELDS.get(place.name, {})
            return {"id": ()} | {name: (RowKind("list", to),) if to else () for name, to in listed.items()}
        case "inside":
            kind, _, name = place.name.partition(".")
            inside = model_inside(RECORDS[kind].model_fields[name].annotation)
            return dict.fromkeys(inside.model_fields, ()) if inside else {}


def has_field(law: Law, source: str, name: str) -> bool:
    """Whether what a source holds has a field."""
    return name in fields(law, row_kind_of(law, source))


def scale_at(law: Law, places: RowKinds, path: str) -> str | None:
    """The scale that a field of a register says it has a level of; None for any other field."""
    *way, last = path.split(".")
    for step in way:
        places = tuple(behind for place in places for behind in fields(law, place).get(step, ()))
    shapes = [law.shapes(place.name).get(last, {}) for place in places if place.what == "register"]
    return next((str(shape["of"]) for shape in shapes if shape.get("type") == "level"), None)


def end_of_path(law: Law, places: RowKinds, path: str, what: Sayable) -> RowKinds:
    """What stands at the end of a path.

    Raises:
        UnknownName: at a step that nothing there has; `what` says of what the path was a part.
    """
    for step in path.split("."):
        known: dict[str, RowKinds] = {}
        for place in places:
            for name, behind in fields(law, place).items():
                known[name] = known.get(name, ()) + behind
        check_choice(step, known, what)
        places = known[step]
    return places
