"""The one object that changes, and the files that it is read from and written to."""

from partnership.programme.files import (
    Step,
    Telling,
    lines_text,
    load_programme,
    load_template,
    load_vault,
    programme_text,
    save_programme,
    shipped_templates,
    tell,
)
from partnership.programme.head import check_head, ledger_head
from partnership.programme.programme import Programme, as_json, as_text, migrate_to
from partnership.programme.vault import PersonalDetails, Vault, read_vault

__all__ = [
    "PersonalDetails",
    "Programme",
    "Step",
    "Telling",
    "Vault",
    "as_json",
    "as_text",
    "check_head",
    "ledger_head",
    "lines_text",
    "load_programme",
    "load_template",
    "load_vault",
    "migrate_to",
    "programme_text",
    "read_vault",
    "save_programme",
    "shipped_templates",
    "tell",
]
