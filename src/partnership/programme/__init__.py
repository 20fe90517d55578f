"""The one object that changes, and the files that it is read from and written to."""

from partnership.programme.advice import advice as advice
from partnership.programme.files import (
    Step as Step,
    Telling as Telling,
    lines_text as lines_text,
    load_personal_data as load_personal_data,
    load_programme as load_programme,
    load_template as load_template,
    programme_text as programme_text,
    save_programme as save_programme,
    shipped_templates as shipped_templates,
    tell as tell,
)
from partnership.programme.head import check_head as check_head, ledger_head as ledger_head
from partnership.programme.personal_data import (
    PersonalData as PersonalData,
    PersonalDetails as PersonalDetails,
    read_personal_data as read_personal_data,
)
from partnership.programme.programme import Programme as Programme
