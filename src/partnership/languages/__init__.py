"""Languages: their tags, and the catalogues of what is said in them. The command line's help needs no more."""

from partnership.languages.catalogue import (
    FULL,
    SOURCE,
    UnknownLanguage,
    counted_form,
    gender,
    inflected,
    language_of,
    languages,
    translated,
)
from partnership.languages.tags import LONGEST_TAG, TAG_PATTERN, Language, canonical_tag, is_tag, wider

__all__ = [
    "FULL",
    "LONGEST_TAG",
    "SOURCE",
    "TAG_PATTERN",
    "Language",
    "UnknownLanguage",
    "canonical_tag",
    "counted_form",
    "gender",
    "inflected",
    "is_tag",
    "language_of",
    "languages",
    "translated",
    "wider",
]
