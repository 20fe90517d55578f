"""Papers: documents, and agreements that are signed."""

from __future__ import annotations

from typing import ClassVar

from partnership.template.kinds.shape import Kind
from partnership.template.terms import Each, Operand, Period, Where, Whole, Words


class Document(Kind):
    """A document of a type stands in a state, is about something, is recent enough."""

    kind: ClassVar[str] = "document"
    type: Words
    state: Words | None = None
    about: Operand | None = None
    includes_programme: bool | None = None
    max_age: Period | None = None
    min: Whole | None = None
    where: Where = ()


class Signed(Kind):
    """Each of the elements has signed an agreement in force, of one of these types and with all of these clauses."""

    kind: ClassVar[str] = "signed"
    type: Words
    by: Each
    clauses: Words | None = None
    legal_basis: bool = False
