"""What the library says, as data: English sentences with arguments, told in any language that has a catalogue."""

from partnership.languages import (
    FULL as FULL,
    Language as Language,
    UnknownLanguage as UnknownLanguage,
    language_of as language_of,
    languages as languages,
)
from partnership.messages.escaping import LONGEST_TEXT as LONGEST_TEXT, escape as escape
from partnership.messages.figures import Percent as Percent, Rounded as Rounded, number as number
from partnership.messages.joining import (
    Joined as Joined,
    as_written as as_written,
    either as either,
    in_brackets as in_brackets,
    joined as joined,
    list_some as list_some,
    listed as listed,
    listed_by_id as listed_by_id,
    quoted as quoted,
)
from partnership.messages.message import (
    NOTHING as NOTHING,
    Message as Message,
    Plural as Plural,
    in_context as in_context,
    message as message,
    plural as plural,
    shown as shown,
)
from partnership.messages.noun import Noun as Noun
from partnership.messages.sayable import Sayable as Sayable
