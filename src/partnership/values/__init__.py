"""The ground: ids, texts, days, money, and their one way into JSON. It leans on nothing of ours."""

from partnership.base import AsItIs
from partnership.messages import LONGEST_TEXT, Language, escape
from partnership.values.bulk import uncollected
from partnership.values.dates import ONE_DAY, Day, Duration, Interval, Moment, as_day, as_moment, in_force
from partnership.values.digest import canonical_json, digest, digest_of_bytes
from partnership.values.ids import LONGEST_ID, Id, Listed, Ref, check_id, id_trouble, ref
from partnership.values.meant import Wanted, rewritten
from partnership.values.money import Money
from partnership.values.nearest import MOST_OFFERED, fold, nearest, nearest_hint, offered, suggestion, tag_hint
from partnership.values.numbers import (
    FRACTION,
    LARGEST_COUNT,
    MOST_DIGITS,
    Exactly,
    Number,
    WholeNumber,
    as_decimal,
    cut,
    exact,
    share_of_whole,
)
from partnership.values.parameters import ParameterValue
from partnership.values.strict import Strict, ToldBy
from partnership.values.text import Lacking, Said, Tag, Text, Written, check_text, in_all_languages, some

__all__ = [
    "FRACTION",
    "LARGEST_COUNT",
    "LONGEST_ID",
    "LONGEST_TEXT",
    "MOST_DIGITS",
    "MOST_OFFERED",
    "ONE_DAY",
    "AsItIs",
    "Day",
    "Duration",
    "Exactly",
    "Id",
    "Interval",
    "Lacking",
    "Language",
    "Listed",
    "Moment",
    "Money",
    "Number",
    "ParameterValue",
    "Ref",
    "Said",
    "Strict",
    "Tag",
    "Text",
    "ToldBy",
    "Wanted",
    "WholeNumber",
    "Written",
    "as_day",
    "as_decimal",
    "as_moment",
    "canonical_json",
    "check_id",
    "check_text",
    "cut",
    "digest",
    "digest_of_bytes",
    "escape",
    "exact",
    "fold",
    "id_trouble",
    "in_all_languages",
    "in_force",
    "nearest",
    "nearest_hint",
    "offered",
    "ref",
    "rewritten",
    "share_of_whole",
    "some",
    "suggestion",
    "tag_hint",
    "uncollected",
]
