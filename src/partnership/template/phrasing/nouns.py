"""Nouns for whatever a selection can be from: records, rows of own registers, members of rosters, items of lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from typing_extensions import override

from partnership.languages import Language
from partnership.messages import Message, Noun, in_context, message
from partnership.records import RECORDS, REGISTERS, noun
from partnership.template.titles import RegisterTitles, Titles

LIST_NOUNS: Final[Mapping[str, Noun]] = {
    "sectors": Noun("sector", "sectors"),
    "roles": Noun("role", "roles"),
    "agreement_types": Noun("type of agreement", "types of agreement"),
    "clauses": Noun("clause", "clauses"),
    "document_types": Noun("type of document", "types of document"),
    "meeting_types": Noun("type of meeting", "types of meeting"),
    "matters": Noun("matter", "matters"),
    "credential_types": Noun("type of credential", "types of credential"),
    "consent_purposes": Noun("purpose of consent", "purposes of consent"),
    "session_types": Noun("type of session", "types of session"),
    "visit_types": Noun("type of visit", "types of visit"),
    "event_types": Noun("type of event", "types of event"),
    "activity_forms": Noun("form of activity", "forms of activity"),
    "publication_kinds": Noun("kind of publication", "kinds of publication"),
    "incident_types": Noun("type of incident", "types of incident"),
    "instruments": Noun("instrument", "instruments"),
    "statements": Noun("statement", "statements"),
    "tie_kinds": Noun("kind of tie", "kinds of tie"),
    "principles": Noun("principle", "principles"),
    "beneficiaries": Noun("group of beneficiaries", "groups of beneficiaries"),
    "admission_criteria": Noun("criterion of admission", "criteria of admission"),
    "functions": Noun("function", "functions"),
    "outcomes": Noun("outcome", "outcomes"),
    "scales": Noun("scale", "scales"),
    "settings": Noun("setting", "settings"),
}
ITEM_LABELS: Final[Mapping[str, Message]] = {
    "counts_as": in_context("field", "counts as"),
    "indicators": in_context("field", "indicators"),
    "joint_with": in_context("field", "shared with"),
    "mechanism": in_context("field", "a means only"),
    "nature": in_context("field", "nature"),
    "produced_by": in_context("field", "brought about by"),
    "same_as": in_context("field", "the same function"),
    "side": in_context("field", "side"),
}
"""What the fields of items of the template's lists are called."""

NATURES: Final[Mapping[str, Message]] = {
    "duty": in_context("nature", "duty"),
    "interest": in_context("nature", "interest"),
    "benefit": in_context("nature", "benefit"),
    "value": in_context("nature", "value"),
    "outcome": in_context("nature", "outcome"),
}
"""What a function really is."""

_ROW: Final = Noun("row", "rows")


@dataclass(frozen=True, slots=True)
class OwnNoun(Noun):
    """Rows of a register of the template's own, in its author's words, which no catalogue declines.

    Where a language asks for a case, or the author gave no word, they are rows in that register.
    """

    register: RegisterTitles = field(kw_only=True)

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        form = case or "one"
        if form == "a":
            return self.with_article(self.in_language(language), language)
        said = self.register.many if form == "many" else self.register.one if form == "one" else None
        if said is None:
            where = message("in the register {title:quoted}", title=self.register.title)
            return Noun(self.one, self.many).within(where).in_language(language, case) + self._tail(language)
        return said.in_language(language) + self._tail(language)

    def _tail(self, language: Language) -> str:
        return self.tail.in_language(language)


def noun_of(source: str, titles: Titles) -> Noun:
    """The nouns of a source, or of a kind of record, however it is declared."""
    if source in titles.rosters:
        circle = titles.rosters[source]
        return noun_of(circle.of, titles).within(message("in the roster {title:quoted}", title=circle.title))
    if source in titles.registers:
        return OwnNoun(_ROW.one, _ROW.many, register=titles.registers[source])
    if source in REGISTERS or source in RECORDS:
        return noun(source)
    if source in LIST_NOUNS:
        return LIST_NOUNS[source]
    return _ROW.within(message("in {source:quoted}", source=source))
