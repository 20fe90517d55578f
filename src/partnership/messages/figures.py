"""Figures and days as a language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from partnership.base import override
from partnership.languages import Language, translated
from partnership.messages.sayable import Sayable

Numeric = int | float | Decimal | Fraction


def number(figure: Numeric, language: Language = "en", digits: int = 3) -> str:
    """Write a figure with at most so many digits behind the point, or the comma."""
    exact = Fraction(figure)
    if exact.denominator == 1:
        return str(exact.numerator)
    shown = f"{float(exact):.{digits}f}"
    shown = shown.rstrip("0").rstrip(".") if digits else shown
    return ("0" if shown == "-0" else shown).replace(".", translated(language, "number", "0.5")[1])


@dataclass(frozen=True, slots=True)
class Rounded(Sayable):
    """A figure said with at most so many digits behind the point, or the comma."""

    figure: Numeric
    digits: int = 2

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Write it in a language."""
        del case
        return number(self.figure, language, self.digits)


@dataclass(frozen=True, slots=True)
class Percent(Sayable):
    """A share of a whole, said in per cent with at most one digit behind the point."""

    share: Numeric

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Write it in a language."""
        del case
        return f"{number(Fraction(self.share) * 100, language, digits=1)} %"
