"""Nouns that sentences decline."""

from __future__ import annotations

from dataclasses import dataclass, replace

from partnership.base import override
from partnership.languages import Language, gender, inflected
from partnership.messages.message import NOTHING, Message, with_article
from partnership.messages.sayable import Sayable


@dataclass(frozen=True, slots=True)
class Noun(Sayable):
    """What things of a kind are called: one and many in English; catalogues have the other forms.

    A form is `one`, `many` or `a` (one with its article, where the language has articles), with a case of the language
    behind a colon: `one:genitive`. In a catalogue the form is the context. `tail` follows the noun in every form.
    `none` is how people say that there is none, where they speak of what the record is about; it may have `{which}`.
    """

    one: str
    many: str
    tail: Sayable = NOTHING
    none: Message | None = None

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say it in a form: one, if none is asked for."""
        form = case or "one"
        if form == "a":
            return self.with_article(self.in_language(language), language)
        source = self.many if form.startswith("many") else self.one
        return inflected(language, form, source) + self.tail.in_language(language)

    def with_article(self, said: str, language: Language) -> str:
        """Put the English article before what begins with this noun, or with a word about it."""
        return with_article(said, language) if self.one != self.many else said  # what has no plural takes none

    def agreeing(self, language: Language, form: str) -> str:
        """Return the form of a word that goes with the noun in a form of it: `one:genitive:feminine`."""
        own = "" if form.startswith("many") else gender(language, self.one)
        return f"{form}:{own}" if own else form

    def within(self, where: Message) -> Noun:
        """The same noun, told apart by where the thing belongs."""
        return replace(self, tail=Message("{before} {where}", {"before": self.tail, "where": where}))
