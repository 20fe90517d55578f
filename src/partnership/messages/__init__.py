"""What the library says, as data: English sentences with arguments, told in any language that has a catalogue."""

from partnership.languages import FULL, Language, UnknownLanguage, language_of, languages
from partnership.messages.escaping import LONGEST_TEXT, escape
from partnership.messages.figures import Percent, Rounded, number
from partnership.messages.joining import Joined, as_written, either, in_brackets, joined, listed, quoted
from partnership.messages.message import NOTHING, Message, Plural, in_context, message, plural, shown
from partnership.messages.noun import Noun
from partnership.messages.sayable import Sayable

__all__ = [
    "FULL",
    "LONGEST_TEXT",
    "NOTHING",
    "Joined",
    "Language",
    "Message",
    "Noun",
    "Percent",
    "Plural",
    "Rounded",
    "Sayable",
    "UnknownLanguage",
    "as_written",
    "either",
    "escape",
    "in_brackets",
    "in_context",
    "joined",
    "language_of",
    "languages",
    "listed",
    "message",
    "number",
    "plural",
    "quoted",
    "shown",
]
