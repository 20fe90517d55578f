"""A vault: names and contacts of adults, outside the entries, so that they can be erased and the ledger stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict
from typing_extensions import override

from partnership.values import Text


class PersonalDetails(BaseModel):
    """What is known of an adult beyond the pseudonymous id."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name: Text
    phone: str | None = None
    email: str | None = None


class Vault(Mapping[str, Text]):
    """Names by person id, for printing; details are kept beside them and leave with them.

    Children are never in it: an id of a ward is refused by `keep`.
    """

    def __init__(self) -> None:
        self._details: dict[str, PersonalDetails] = {}

    def keep(self, person: str, details: PersonalDetails) -> None:
        """Keep the details of an adult, instead of any that are kept already."""
        self._details[person] = details

    def erase(self, person: str) -> bool:
        """Erase everything kept about a person; tells whether there was anything."""
        return self._details.pop(person, None) is not None

    def details(self, person: str) -> PersonalDetails | None:
        """Return what is kept about a person."""
        return self._details.get(person)

    @override
    def __getitem__(self, person: str) -> Text:
        return self._details[person].name

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._details)

    @override
    def __len__(self) -> int:
        return len(self._details)
