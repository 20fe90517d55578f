"""Adults with children: who may go, and how many children to an adult."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Final, Self

from pydantic import model_validator
from typing_extensions import override

from partnership.messages import Sayable, message
from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection
from partnership.template.fault_messages import reported
from partnership.template.frozen import Frozen
from partnership.template.kinds.expansion import IT, YES, among, equals, one_of
from partnership.template.kinds.references import RecordsOf, ValueOf
from partnership.template.kinds.shape import Sugar, TemplatePart
from partnership.template.names import SETTING_IDS, SETTINGS, Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Faulty, OperandTerm, Read, Whole, WordsTerm, read_whole
from partnership.template.tree import Path
from partnership.values import Listed


class TwoAdultsWord(Sugar, kind="two_adults"):
    """Two adults at least who are cleared, and who do not share a household."""

    adults: Annotated[OperandTerm, RecordsOf("person")]
    credential: Annotated[WordsTerm, Listed("credential_types")] | None = None
    min: Whole | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        """People of one household count once; a person under age does not count."""
        cleared: tuple[Selection, ...] = ()
        if self.credential is not None:
            cleared = (Selection("credentials", equals("person", IT) + one_of("type", self.credential)),)
        adults = Selection("people", among("id", self.adults) + equals("adult", YES), cleared)
        return core.Count(adults, self._least, None, ("household_or_id",))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        number = phrasing.value(self._least)
        return message("name at least {number} cleared adults who do not share a household", number=number)

    @property
    def _least(self) -> int | Reference:
        return 2 if self.min is None else self.min


AGE_BANDS: Final = ("0-6", "7-10", "11-13", "14-15", "16-17", "18+")
"""The age bands of wards, from the youngest."""


class Settings(TemplatePart):
    """Children per adult in the institution and outside it."""

    on_site: Whole
    off_site: Whole


Children = int | Reference | Settings


def _read_children(raw: Any, at: Path, faulty: Faulty) -> Children:
    """A number of children, or one for each setting."""
    if type(raw) is not dict:
        return read_whole(raw, at, faulty)
    for key in raw.keys() - set(SETTING_IDS):
        faulty.add(reported("unknown_key", word=str(key), choices=SETTING_IDS), (*at, key), raw[key])
    numbers = {key: read_whole(raw.get(key, ""), (*at, key), faulty) for key in SETTING_IDS}
    return Settings.model_construct(None, **numbers)


def _read_bands(raw: Any, at: Path, faulty: Faulty) -> Frozen[str, Children]:
    """The figures by age band, at least one."""
    if type(raw) is not dict or not raw:
        faulty.add(reported("not_a_mapping"), at, raw)
        return Frozen()
    for band in raw.keys() - set(AGE_BANDS):
        faulty.add(reported("unknown_key", word=str(band), choices=AGE_BANDS), (*at, band), raw[band])
    return Frozen({band: _read_children(each, (*at, band), faulty) for band, each in raw.items()})


Bands = Annotated[Mapping[str, Children], Read(_read_bands, "Bands", ("integer", "number"))]


class AdultChildRatioWord(Sugar, kind="adult_child_ratio"):
    """At most so many children to an adult, by the youngest child's age band and by where they are.

    Where the figures differ by setting, `setting` says which one it is: `$act.setting`, `on_site` or `off_site`.
    """

    adults: Annotated[OperandTerm, RecordsOf("person")]
    wards: Annotated[OperandTerm, RecordsOf("ward")]
    setting: Annotated[OperandTerm, ValueOf("visits", "setting")] | None = None
    by_age_band: Bands

    @model_validator(mode="after")
    def _not_falling(self) -> Self:
        if self.setting is None and any(isinstance(each, Settings) for each in self.by_age_band.values()):
            raise reported("missing_key", word="setting")
        for off in (False, True):
            figures = [_allowed(self.by_age_band[band], off=off) for band in AGE_BANDS if band in self.by_age_band]
            children = [each for each in figures if isinstance(each, int)]
            if children != sorted(children):
                raise reported("ward_bands")
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        """Children per adult by the youngest band that the table names: a band's figure holds where no younger one is
        present.
        """
        per_adult = core.Ratio(_size(self.wards), _size(self.adults))
        rules: list[core.Core] = []
        younger: tuple[str, ...] = ()
        for band in AGE_BANDS:
            children = self.by_age_band.get(band)
            if children is None:
                continue
            present: core.Core = self._present((band,))
            if younger:
                present = core.All((present, core.NoneOf((self._present(younger),))))
            rules.append(core.When(present, self._by_setting(children, per_adult)))
            younger = (*younger, band)
        some = core.Compare(_size(self.wards), Op.GTE, Fraction(1))
        return core.When(some, core.All(tuple(rules)))

    def _present(self, bands: tuple[str, ...]) -> core.Core:
        return core.Count(Selection("wards", among("id", self.wards) + one_of("age_band", bands)))

    def _by_setting(self, children: Children, per_adult: core.Ratio) -> core.Core:
        def at_most(number: int | Reference) -> core.Core:
            return core.Compare(per_adult, Op.LTE, number if isinstance(number, Reference) else Fraction(number))

        if not isinstance(children, Settings):
            return at_most(children)
        if isinstance(self.setting, Constant):
            return at_most(_allowed(children, off=self.setting.value == "off_site"))
        # The settings are a list that every template has, so that "is it this one" can be asked like everything else.
        given = equals("id", self.setting)
        return core.All(
            tuple(
                core.When(core.Count(Selection(SETTINGS, given + equals("id", Constant(name)))), at_most(number))
                for name, number in (("on_site", children.on_site), ("off_site", children.off_site))
            )
        )

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("add adults or take fewer children")


def _allowed(children: Children, *, off: bool) -> int | Reference:
    """The number of children per adult in one of the two settings."""
    if isinstance(children, Settings):
        return children.off_site if off else children.on_site
    return children


def _size(value: core.Value) -> core.Expression:
    return core.Size(value) if isinstance(value, Reference) else Fraction(1)
