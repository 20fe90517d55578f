"""The one object that changes, and the files that it is read from and written to."""

from partnership.programme.files import (
    Step,
    Telling,
    lines_text,
    load_personal_data,
    load_programme,
    load_template,
    programme_text,
    save_programme,
    shipped_templates,
    tell,
)
from partnership.programme.head import check_head, ledger_head
from partnership.programme.personal_data import PersonalData, PersonalDetails, read_personal_data
from partnership.programme.programme import Programme

__all__ = [
    "PersonalData",
    "PersonalDetails",
    "Programme",
    "Step",
    "Telling",
    "check_head",
    "ledger_head",
    "lines_text",
    "load_personal_data",
    "load_programme",
    "load_template",
    "programme_text",
    "read_personal_data",
    "save_programme",
    "shipped_templates",
    "tell",
]
