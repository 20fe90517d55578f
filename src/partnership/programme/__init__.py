"""The one object that changes, and the files that it is read from and written to."""

from partnership.programme.programme import Programme, as_json, as_text
from partnership.programme.vault import PersonalDetails, Vault

__all__ = ["PersonalDetails", "Programme", "Vault", "as_json", "as_text"]
