"""Every kind of record there is: one closed union, by kind and by register."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, get_args

from pydantic import Field, TypeAdapter

from partnership.records.activities import Activities
from partnership.records.agreements import Agreements
from partnership.records.base import Record, kind_of
from partnership.records.evidence import Evidence
from partnership.records.governance import Governance
from partnership.records.interests import Interests
from partnership.records.items import Item
from partnership.records.organisations import Organisations
from partnership.records.people import People
from partnership.records.safeguards import Safeguards
from partnership.records.volunteering import Volunteering
from partnership.records.wards import Wards
from partnership.values import ToldBy

AnyRecord = Annotated[
    Organisations
    | People
    | Wards
    | Interests
    | Agreements
    | Governance
    | Volunteering
    | Safeguards
    | Activities
    | Evidence
    | Item,
    Field(discriminator="kind"),
    ToldBy("kind"),
]
"""A record of any kind, told by its `kind`."""

_CLASSES: tuple[type[Record], ...] = get_args(get_args(AnyRecord)[0])

RECORDS: Mapping[str, type[Record]] = MappingProxyType({kind_of(cls): cls for cls in _CLASSES})
"""The class of each kind."""

REGISTERS: Mapping[str, type[Record]] = MappingProxyType({cls.register: cls for cls in _CLASSES})
"""The class behind each register."""


@cache
def record_adapter() -> TypeAdapter[AnyRecord]:
    """Return the validator of any record; made when first asked for, because it builds every class."""
    return TypeAdapter(AnyRecord)
