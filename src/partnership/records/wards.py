"""Children in the care of an institution. They are not data (invariant 9): what stands here is all that may ever
stand.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from partnership.messages import Noun
from partnership.records.base import Record, ValidTo
from partnership.records.marks import Such
from partnership.records.refs import PartnerId, WardId
from partnership.values import Day, Id

_PSEUDONYM = r"[a-z]{1,12}-(?=[a-z]*[0-9])(?![a-z0-9]*[a-z]{3})(?![a-z0-9]*[0-9]{6})[a-z0-9]{1,12}"
_is_pseudonym = re.compile(_PSEUDONYM).fullmatch


def check_pseudonym(value: str) -> str:
    """Let an id of a child pass only if it cannot be a name or a birth date: a short series and a number, as `w-017`.

    Lower-case letters, one hyphen, then at most 12 letters and digits with at least one digit, never three letters or
    six digits in a row.

    Raises:
        PydanticCustomError: otherwise; the message does not repeat the value, which may be a child's name.
    """
    if _is_pseudonym(value):
        return value
    raise PydanticCustomError(
        "pseudonym", "Input should be a pseudonym of a child such as w-017: a short series, a hyphen and a number"
    )


Pseudonym = Annotated[Id, AfterValidator(check_pseudonym), Field(json_schema_extra={"pattern": f"^{_PSEUDONYM}$"})]
"""The id of a ward, which tells nobody who it is."""


class Ward(Record):
    """A pupil of a children's institution: a pseudonym, an age band and the institution. It takes no note."""

    # Source: A16.
    model_config = ConfigDict(hide_input_in_errors=True)  # what was typed may be a child's name

    noun = Noun("child", "children")
    register = "wards"
    constitutive = False
    behind = "institution"

    kind: Literal["ward"] = "ward"
    id: Pseudonym
    note: None = None
    institution: PartnerId
    age_band: Annotated[Literal["0-6", "7-10", "11-13", "14-15", "16-17", "18+"], Such("in the age group {values}")]
    """The band of years that the child's age lies in."""


class Enrolment(Record):
    """A pupil joined the programme at an institution."""

    # Source: F8.
    noun = Noun("enrolment", "enrolments")
    constitutive = True

    kind: Literal["enrolment"] = "enrolment"
    ward: WardId
    """The child, by its pseudonym."""
    institution: PartnerId
    valid_from: Day | None = None
    valid_to: ValidTo = None


Wards = Ward | Enrolment
"""The kinds of this topic."""
