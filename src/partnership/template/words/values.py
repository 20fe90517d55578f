"""Values as people write them: figures, shares, periods, days."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partnership.template.core import Op
from partnership.template.words.pairs import Pair
from partnership.values import Duration

SHARES: Final = frozenset({"attendance", "share_for", "share_against"})
"""Fields whose values are shares of a whole."""

BOUNDS: Final[Mapping[Op, Pair]] = {
    Op.EQ: ("exactly", "ровно"),
    Op.NE: ("other than", "не"),
    Op.GT: ("more than", "больше"),
    Op.GTE: ("at least", "не меньше"),
    Op.LT: ("less than", "меньше"),
    Op.LTE: ("at most", "не больше"),
}
"""How a figure is bounded."""

DATES: Final[Mapping[Op, Pair]] = {
    Op.GT: ("after", "позже"),
    Op.GTE: ("from", "не раньше"),
    Op.LT: ("before", "раньше"),
    Op.LTE: ("until", "не позже"),
}
"""How a day is bounded."""


def number(figure: float | Decimal | Fraction) -> Pair:
    """A figure with at most three digits behind the point; in Russian that is a comma."""
    exact = Fraction(figure)
    shown = str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.3f}".rstrip("0").rstrip(".")
    return shown, shown.replace(".", ",")


def percent(share: float | Decimal | Fraction) -> Pair:
    """A share of a whole."""
    shown = number(Fraction(f"{float(Fraction(share) * 100):.1f}"))
    return f"{shown[0]} %", f"{shown[1]} %"


def period(duration: Duration) -> Pair:
    """A period in words: 45 days, 3 months."""
    years, months = divmod(duration.months, 12)
    parts = [
        (f"{count} {one if count == 1 else many}", f"{count} {ru}")
        for count, one, many, ru in (
            (years, "year", "years", "г."),
            (months, "month", "months", "мес."),
            (duration.days, "day", "days", "дн."),
        )
        if count
    ]
    return " ".join([each[0] for each in parts]) or "0 days", " ".join([each[1] for each in parts]) or "0 дн."
