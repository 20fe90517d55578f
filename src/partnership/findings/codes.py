"""The closed list of what a finding can be about; programs branch on these words, so each keeps its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

Code = Literal[
    "requirement",
    "suspended",
    "unknown_id",
    "unknown_kind",
    "unknown_field",
    "unknown_word",
    "duplicate_id",
    "not_found",
    "already_ended",
    "not_started",
    "already_started",
    "before_start",
    "time_backwards",
    "recorded_backwards",
    "in_future",
    "recorded_in_future",
    "stage_unknown",
    "stage_not_next",
    "stage_not_chosen",
    "stage_unmapped",
    "requirement_unknown",
    "not_waivable",
    "waiver_role",
    "waiver_too_long",
    "not_suspended",
    "after_close",
    "entry_unknown",
    "not_withdrawable",
    "bad_record",
    "bad_change",
    "unsupported",
    "wrong_template",
    "law_not_at_hand",
    "word_unmapped",
    "word_kept",
    "parameter_unmapped",
    "parameter",
]
"""The code of a finding."""

CODES: Mapping[str, str] = MappingProxyType(
    {
        "requirement": "a requirement of the template is not met",
        "suspended": "the programme is suspended, and the act is unsafe meanwhile",
        "unknown_id": "a reference names nobody and nothing that is recorded",
        "unknown_kind": "there is no such kind of record",
        "unknown_field": "the kind of record has no such field",
        "unknown_word": "a word is not in the list of the template that it should come from",
        "duplicate_id": "the id is taken by another record of the kind",
        "not_found": "what is to be amended or ended was never recorded",
        "already_ended": "what is to be amended or ended has ended",
        "not_started": "the programme has not begun",
        "already_started": "the programme has begun already",
        "before_start": "the day lies before the programme's first",
        "time_backwards": "the time of day lies before that of an act of the same day that was entered before",
        "recorded_backwards": "the moment of writing down lies before that of the entry before it",
        "in_future": "the day lies after the moment that the caller named as now",
        "recorded_in_future": "the moment of writing down lies after the one that the caller named as now",
        "stage_unknown": "the template has no such stage",
        "stage_not_next": "no way leads from the present stage to that one, or none leads on",
        "stage_not_chosen": "several stages follow, and the command names none",
        "stage_unmapped": "the law that is moved to lacks or parts the stage that the programme is in",
        "requirement_unknown": "the template has no such requirement",
        "not_waivable": "the requirement can be waived by nobody",
        "waiver_role": "who waives does not hold a role that may",
        "waiver_too_long": "the waiver lasts longer than the template allows",
        "not_suspended": "there is no suspension to lift",
        "after_close": "the programme is closed",
        "entry_unknown": "the ledger has no entry of that number",
        "not_withdrawable": "the entry cannot be withdrawn, or has been already",
        "bad_record": "a record contradicts itself or its type",
        "bad_change": "a change does not fit the record",
        "unsupported": "an accepted entry rests on something that is no longer so",
        "wrong_template": "the ledger was kept under another template or version",
        "law_not_at_hand": "the law that is moved to is not at hand",
        "word_unmapped": "records use a word that the law moved to does not have, or a value that it types otherwise",
        "word_kept": "a word that the law moved to has too cannot be renamed by a migration",
        "parameter_unmapped": "a parameter is set as the law moved to does not allow",
        "parameter": "a parameter is unknown, or its value is out of range",
    }
)
"""What each code says, for documentation and for programs that list them."""

RULED: frozenset[Code] = frozenset(
    {
        "requirement",
        "suspended",
        "already_ended",
        "stage_not_next",
        "stage_unmapped",
        "word_unmapped",
        "word_kept",
        "parameter_unmapped",
        "not_waivable",
        "waiver_role",
        "waiver_too_long",
        "not_suspended",
        "after_close",
        "not_withdrawable",
        "unsupported",
    }
)
"""Codes with which a rule says no: everything that was named is there and can be read, but may not be so."""

MISTAKEN: frozenset[Code] = frozenset(
    {
        "unknown_id",
        "unknown_kind",
        "unknown_field",
        "unknown_word",
        "duplicate_id",
        "not_found",
        "not_started",
        "already_started",
        "before_start",
        "time_backwards",
        "recorded_backwards",
        "in_future",
        "recorded_in_future",
        "stage_unknown",
        "stage_not_chosen",
        "requirement_unknown",
        "entry_unknown",
        "bad_record",
        "bad_change",
        "wrong_template",
        "law_not_at_hand",
        "parameter",
    }
)
"""Codes of what cannot be asked at all: it names what is not there, contradicts itself, or has a day out of reach."""

if set(CODES) != set(get_args(Code)):  # pragma: no cover - a slip of ours, seen at the first import
    raise AssertionError("each code has its meaning")
