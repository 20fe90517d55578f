"""Nouns that sentences decline."""

from __future__ import annotations

from dataclasses import dataclass, replace

from partnership.base import override
from partnership.languages import SOURCE, Language, inflected, language_of
from partnership.messages.message import NOTHING, Message
from partnership.messages.sayable import Sayable


@dataclass(frozen=True, slots=True)
class Noun(Sayable):
    """What things of a kind are called: one and many in English; catalogues have the other forms.

    A form is `one`, `many` or `a` (one with its article, where the language has articles), with a case of the language
    behind a colon: `one:genitive`. In a catalogue the form is the context. `tail` follows the noun in every form.
    """

    one: str
    many: str
    tail: Sayable = NOTHING

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say it in a form: one, if none is asked for."""
        form = case or "one"
        source = self.many if form.startswith("many") else self.one
        if form == "a":
            form, source = ("a", self._with_article()) if language_of(language) == SOURCE else ("one", self.one)
        return inflected(language, form, source) + self.tail.in_language(language)

    def within(self, where: Message) -> Noun:
        """The same noun, told apart by where the thing belongs."""
        return replace(self, tail=Message("{before} {where}", {"before": self.tail, "where": where}))

    def _with_article(self) -> str:
        if self.one == self.many:  # it has no plural of its own, and takes none
            return self.one
        return with_article(self.one)


def with_article(one: str) -> str:
    """Put the English article before the name of one thing."""
    return f"{'an' if one[:1].lower() in set('aeio') else 'a'} {one}"
