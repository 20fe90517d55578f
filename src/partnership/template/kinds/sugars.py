"""Frequent requirements that have a word of their own, so that nobody has to put them together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from partnership.template.core import Reference
from partnership.template.fault_messages import said
from partnership.template.frozen import Frozen
from partnership.template.kinds.shape import Kind, Shape
from partnership.template.terms import (
    Each,
    Faulty,
    Operand,
    Period,
    Read,
    Sel,
    Share,
    Where,
    Whole,
    Words,
    read_whole,
)
from partnership.template.tree import Path

AGE_BANDS = ("0-6", "7-10", "11-13", "14-15", "16-17", "18+")
"""The age bands of wards, from the youngest."""


class SectorsPresent(Kind):
    """Each of these sectors has an active partner."""

    kind: ClassVar[str] = "sectors_present"
    sectors: Words


class EachSigned(Kind):
    """Every partner (or each of `by`) has signed an agreement in force."""

    kind: ClassVar[str] = "each_signed"
    type: Words
    by: Each | None = None


class NoneOpen(Kind):
    """No row of a register is open. Without a row it holds only where the register is known to be kept."""

    kind: ClassVar[str] = "none_open"
    from_: str = Field(alias="from")
    where: Where = ()


class TwoAdults(Kind):
    """Two adults at least who are cleared, and who do not share a household."""

    kind: ClassVar[str] = "two_adults"
    adults: Operand
    credential: Words | None = None
    min: Whole | None = None


class Settings(Shape):
    """Children per adult in the institution and outside it."""

    on_site: Whole
    off_site: Whole


def children_per_adult(raw: Any, at: Path, faulty: Faulty) -> int | Reference | Settings:
    """A number of children, or one for each setting."""
    if type(raw) is not dict:
        return read_whole(raw, at, faulty)
    for key in raw.keys() - {"on_site", "off_site"}:
        faulty.add(said("unknown_key", word=str(key), choices=("on_site", "off_site")), (*at, key), raw[key])
    numbers = {key: read_whole(raw.get(key, ""), (*at, key), faulty) for key in ("on_site", "off_site")}
    return Settings.model_construct(None, on_site=numbers["on_site"], off_site=numbers["off_site"])


def read_bands(raw: Any, at: Path, faulty: Faulty) -> Frozen[str, int | Reference | Settings]:
    """The figures by age band, at least one."""
    if type(raw) is not dict or not raw:
        faulty.add(said("not_a_mapping"), at, raw)
        return Frozen()
    for band in raw.keys() - set(AGE_BANDS):
        faulty.add(said("unknown_key", word=str(band), choices=AGE_BANDS), (*at, band), raw[band])
    return Frozen({band: children_per_adult(each, (*at, band), faulty) for band, each in raw.items()})


class AdultChildRatio(Kind):
    """At most so many children to an adult, by the youngest child's age band and by where they are.

    Where the figures differ by setting, `setting` says which one it is: `$act.setting`, `on_site` or `off_site`.
    """

    kind: ClassVar[str] = "adult_child_ratio"
    adults: Operand
    wards: Operand
    setting: Operand | None = None
    by_age_band: Annotated[Mapping[str, int | Reference | Settings], Read(read_bands, "Bands")]

    @model_validator(mode="after")
    def _not_falling(self) -> Self:
        if self.setting is None and any(isinstance(each, Settings) for each in self.by_age_band.values()):
            raise said("missing_key", word="setting")
        for off in (False, True):
            figures = [allowed(self.by_age_band[band], off=off) for band in AGE_BANDS if band in self.by_age_band]
            children = [each for each in figures if isinstance(each, int)]
            if children != sorted(children):
                raise said("ward_bands")
        return self


def allowed(children: int | Reference | Settings, *, off: bool) -> int | Reference:
    """The number of children per adult in one of the two settings."""
    if isinstance(children, Settings):
        return children.off_site if off else children.on_site
    return children


class SingleAccountable(Kind):
    """Each function (each duty, unless said otherwise) has exactly one accountable partner."""

    kind: ClassVar[str] = "single_accountable"
    of: Sel | None = None


class CofinancingShare(Kind):
    """These sectors give at least this share of the money committed or delivered."""

    kind: ClassVar[str] = "cofinancing_share"
    sectors: Words
    share: Share


class Composition(Kind):
    """A group is not all newcomers, and not all of one sector."""

    kind: ClassVar[str] = "composition"
    of: Each
    experienced_share: Share | None = None
    max_sector_share: Share | None = None

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if self.experienced_share is None and self.max_sector_share is None:
            raise said("nothing_asked", choices=("experienced_share", "max_sector_share"))
        return self


class PublishedWithin(Kind):
    """Each row of `of` was published about in time; without `of`: something was published within that time."""

    kind: ClassVar[str] = "published_within"
    what: Words
    of: Sel | None = None
    within: Period
    allow_none: bool = False


class MutualInterest(Kind):
    """Interests intersect, by one of four rules.

    wants: each partner has stated an interest. serves: each answers for a function that produces some outcome. shared:
    some outcome is wanted by `k` sectors. mutual: each partner's interest is served by another.
    """

    kind: ClassVar[str] = "mutual_interest"
    rule: Literal["wants", "serves", "shared", "mutual"]
    of: Each | None = None
    k: Whole | None = None
    including: Words | None = None
