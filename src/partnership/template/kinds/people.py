"""What people hold, have agreed to, and have reached."""

from __future__ import annotations

from typing import ClassVar

from partnership.template.kinds.shape import Kind
from partnership.template.terms import Each, Operand, Share, Words
from partnership.values import Id


class Credential(Kind):
    """Each of the people has a credential of this type, valid on the day of evaluation or on `valid_on`."""

    kind: ClassVar[str] = "credential"
    of: Each
    type: Words
    valid_on: Operand | None = None
    share: Share | None = None
    allow_none: bool = False


class Consent(Kind):
    """Each of the people has agreed to a purpose, through somebody who may agree to it for them."""

    kind: ClassVar[str] = "consent"
    of: Each
    purpose: Words
    by: Words
    share: Share | None = None
    allow_none: bool = False


class Level(Kind):
    """Each of the people stands on this level of a scale, or above it."""

    kind: ClassVar[str] = "level"
    of: Each
    scale: Id
    at_least: Id
    share: Share | None = None
    valid_on: Operand | None = None
    allow_none: bool = False
