"""Languages: their tags, and the catalogues of what is said in them. The command line's help needs no more."""

from partnership.languages.catalogue import (
    FULL as FULL,
    SOURCE as SOURCE,
    UnknownLanguage as UnknownLanguage,
    counted_form as counted_form,
    gender as gender,
    inflected as inflected,
    language_of as language_of,
    languages as languages,
    translated as translated,
)
from partnership.languages.tags import (
    LONGEST_TAG as LONGEST_TAG,
    TAG_PATTERN as TAG_PATTERN,
    Language as Language,
    canonical_tag as canonical_tag,
    is_tag as is_tag,
    wider as wider,
)
