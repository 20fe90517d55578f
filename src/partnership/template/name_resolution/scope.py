"""What a `$` may stand for at one place of a file, and what is behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from partnership.records import REGISTERS, FieldShape, kind_of
from partnership.template.names import Names
from partnership.template.vocabulary import LIST_FIELDS, FieldShapes, fields_of, fields_of_kind
from partnership.values import Duration

RESERVED: Final = ("act", "it", "param", "programme", "stage", "today")
"""Names that no `for_each` may give."""

PARAMETER_TYPES: Final[Mapping[str, type]] = {
    "integer": int,
    "number": Decimal,
    "share": Decimal,
    "duration": Duration,
    "boolean": bool,
    "text": str,
    "choice": str,
}
DAY: Final = FieldShape(date)
WORD: Final = FieldShape(str)


class Bound(NamedTuple):
    """What a name stands for: the fields of its row, if it is one, and the shape of the name alone (an id); `tested` is
    the row of the test in which it stands, of which only fields are of use.
    """

    fields: FieldShapes
    shape: FieldShape
    tested: bool = False


class Standing(NamedTuple):
    """Where on the way a rule stands: at a moment of a stage, or at none (a guard), where that is the open one.

    `round_fault` says why nothing comes round there, and `is_first` that no stage can come before.
    """

    stage: str = ""
    moment: str = ""
    round_fault: str | None = None
    is_first: bool = False


class Scope(NamedTuple):
    """The names that can be used at one place; `act` is the record of a guarded act, `ends` where the act ends it,
    `standing` where `$stage` is.
    """

    names: Names
    variables: Mapping[str, Bound]
    act: Bound | None = None
    ends: bool = False
    is_act_told: bool = False
    """Whether what is wrong with the act has been said: then nothing is said of `$act`."""
    standing: Standing | None = None

    def binding(self, name: str, bound: Bound) -> Scope:
        """The same scope with one more name."""
        variables = {**self.variables, name: bound}
        return Scope(self.names, variables, self.act, self.ends, self.is_act_told, self.standing)


_NO_FIELDS: FieldShapes = {}


def row_of(source: str, names: Names) -> Bound | None:
    """One row of a register, a roster or a list."""
    fields = fields_of(source, names)
    if fields is None:
        return None
    if source in LIST_FIELDS and source not in names.registers and source not in names.rosters:
        return Bound(fields, FieldShape(str, list=source))
    kind = names.rosters[source].get("of") if source in names.rosters else _kind_of(source, names)
    return Bound(fields, FieldShape(str, kinds=(names.kinds.get(kind, kind),) if isinstance(kind, str) else ()))


def _kind_of(source: str, names: Names) -> str | None:
    if source in names.registers:
        return source
    return kind_of(REGISTERS[source]) if source in REGISTERS else None


def element_of(shape: FieldShape, names: Names) -> Bound:
    """What a field's value, or one of its values, stands for."""
    return Bound(
        fields_behind(shape, names) or _NO_FIELDS, FieldShape(shape.scalar, kinds=shape.kinds, list=shape.list)
    )


def fields_behind(shape: FieldShape, names: Names) -> FieldShapes | None:
    """The fields that a hop through this one leads to; None if it leads nowhere."""
    if shape.list is not None:
        return LIST_FIELDS.get(shape.list)
    if not shape.kinds:
        return None
    if len(shape.kinds) == 1:
        return fields_of_kind(shape.kinds[0], names)
    return _merged(shape.kinds)


@lru_cache(maxsize=256)
def _merged(kinds: tuple[str, ...]) -> FieldShapes:
    merged: dict[str, FieldShape] = {}
    for kind in reversed(kinds):
        merged |= fields_of_kind(kind) or _NO_FIELDS
    return merged


def parameter_shape(kind: object) -> FieldShape:
    """What a parameter of this type can be compared with."""
    return FieldShape(PARAMETER_TYPES.get(str(kind), str))
