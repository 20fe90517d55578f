"""Personal data: names and contacts of adults, outside the entries: erasing them leaves the ledger as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field, ValidationError
from typing_extensions import override

from partnership.errors import ProgrammeFileError, UnknownName
from partnership.messages import message
from partnership.reading import file_faults, read_yaml
from partnership.reading.other_files import another_kind
from partnership.values import AsItIs, Id, Strict, Text, Written


class PersonalDetails(Strict):
    """What is known of an adult beyond the pseudonymous id."""

    name: Text = Field(description="What the person is called.")
    phone: Written | None = Field(default=None, description="Where the person can be called.")
    email: Written | None = Field(default=None, description="Where the person can be written to.")


class PersonalData(AsItIs, Mapping[str, Text]):
    """Names by person id, for printing; details are kept beside them and leave with them.

    It is for adults; a ward is never given a name, even if somebody keeps one (`Subject.text`).
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
        try:
            return self._details[person].name
        except KeyError:
            raise UnknownName(person, self, message("person")) from None

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._details)

    @override
    def __len__(self) -> int:
        return len(self._details)


def read_personal_data(data: bytes, file: str) -> PersonalData:
    """Read personal data from YAML: `people: {id: {name: ..., phone: ..., email: ...}}`.

    Raises:
        ProgrammeFileError: with everything that is wrong with the file.
    """
    marked = read_yaml(data, file)
    other = another_kind(marked, "people")
    if other is not None:
        raise ProgrammeFileError(other)
    try:
        kept = _PersonalDataFile.model_validate(marked.value)
    except ValidationError as error:
        raise ProgrammeFileError(file_faults(error, marked)) from None
    personal_data = PersonalData()
    for person, details in kept.people.items():
        personal_data.keep(person, details)
    return personal_data


class _PersonalDataFile(Strict):
    people: dict[Id, PersonalDetails]
