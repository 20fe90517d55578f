"""What people hold, have agreed to, and have reached."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import override

from partnership.messages import Sayable, either, message, quoted
from partnership.records import word
from partnership.template import core
from partnership.template.core import Constant, Selection
from partnership.template.kinds.expansion import IT, among, equals, of_each, one_of, person_of
from partnership.template.kinds.references import DateOrReference, Inside, LevelOf, ScaleOf, ValueOf
from partnership.template.kinds.shape import Kind
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, OperandTerm, Share, WordsTerm
from partnership.template.vocabulary import PEOPLE, names_whom
from partnership.values import Id, Listed


class CredentialWord(Kind, kind="credential"):
    """Each of the people has a credential of this type, valid on the day of evaluation or on `valid_on`."""

    of: Each
    type: Annotated[WordsTerm, Listed("credential_types")]
    valid_on: Annotated[OperandTerm, DateOrReference(), Inside("of")] | None = None
    share: Share | None = None
    allow_none: bool = False

    @override
    def expand(self, names: Names) -> core.Core:
        where = equals("person", person_of(self.of, names)) + one_of("type", self.type)
        held = Selection("credentials", where, on=self.valid_on)
        return of_each(self.of, held, share=self.share, none=self.allow_none)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        types = either(phrasing.items("credential_types", self.type))
        return message("obtain and record the credential {types}, valid on the day it is needed", types=types)


class ConsentWord(Kind, kind="consent"):
    """Each of the people has agreed to a purpose, through somebody who may agree to it for them."""

    of: Each
    purpose: Annotated[WordsTerm, Listed("consent_purposes")]
    by: Annotated[WordsTerm, ValueOf("consents", "by")]
    share: Share | None = None
    allow_none: bool = False

    @override
    def expand(self, names: Names) -> core.Core:
        whose = equals("person", person_of(self.of, names))
        given = Selection("consents", whose + one_of("purpose", self.purpose) + one_of("by", self.by))
        return of_each(self.of, given, share=self.share, none=self.allow_none)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        purpose = either(phrasing.items("consent_purposes", self.purpose))
        by = either([word("by", each) for each in self.by])
        return message("ask for consent: {purpose}, and record who gave it ({by})", purpose=purpose, by=by)


class LevelWord(Kind, kind="level"):
    """Each of the elements stands on this level of a scale, or above it; of a scale of the programme, that itself."""

    of: Each | None = None
    scale: Annotated[Id, Listed("scales"), ScaleOf("of")]
    at_least: Annotated[Id, LevelOf("scale")]
    share: Share | None = None
    valid_on: Annotated[OperandTerm, DateOrReference(), Inside("of")] | None = None
    allow_none: bool = False

    @override
    def expand(self, names: Names) -> core.Core:
        levels = names.levels_from(self.at_least, self.scale) or (self.at_least,)
        stands = equals("scale", Constant(self.scale)) + among("level", Constant(levels))
        if self.of is None:
            return core.Count(Selection("levels", stands, on=self.valid_on))
        person = names_whom(self.scale, names) == "person"
        whom = equals("person", person_of(self.of, names)) if person else equals("of", IT)
        reached = Selection("levels", whom + stands, on=self.valid_on)
        return of_each(self.of, reached, share=self.share, none=self.allow_none)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        levels = phrasing.titles.levels(self.scale, (self.at_least,))
        level = quoted(levels.get(self.at_least) or self.at_least)
        scale = either(phrasing.items("scales", (self.scale,)))
        if phrasing.titles.of_scale.get(self.scale) not in PEOPLE:
            return message("reach {level} on the scale {scale} and record the level", level=level, scale=scale)
        return message("help them reach {level} on the scale {scale} and record the level", level=level, scale=scale)
