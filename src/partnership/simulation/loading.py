"""Regions and practices from files: those that come with the library by name, your own by path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, message
from partnership.programme.files import AnyPath, load_template, read_bytes, shipped_templates
from partnership.reading import file_faults, read_yaml
from partnership.reading.lines import FilePart
from partnership.reading.other_files import FileKind, another_kind, ledger_instead
from partnership.simulation.practice import PracticeShape
from partnership.simulation.region import RegionShape
from partnership.template import Template
from partnership.template.tree import Tree
from partnership.values import digest_of_bytes

_REGIONS: Final = "regions"
_PRACTICES: Final = "practices"
_SUFFIXES: Final = (".yaml", ".yml")
_S = TypeVar("_S", bound=FilePart)


class RegionError(InputError):
    """A region, or the practice that it names, cannot be used."""


@dataclass(frozen=True, slots=True, eq=False)
class Practice:
    """A practice as its file has it, with the places of its values."""

    shape: PracticeShape
    tree: Tree
    text: bytes
    file: str


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A region as its file has it, with the practice by which it is simulated and the places of its values."""

    shape: RegionShape
    practice: Practice
    tree: Tree
    text: bytes
    file: str
    laws: tuple[Template, ...] = ()
    """The versions of the law that its file names."""

    @property
    def digest(self) -> str:
        """The fingerprint of the region's file, of its practice's and of the versions of the law that it names."""
        laws = [law.digest.encode() for law in self.laws]
        return digest_of_bytes(b"\0".join([self.text, self.practice.text, *laws]))

    @property
    def id(self) -> str:
        """The region's id."""
        return self.shape.id


def shipped_regions() -> tuple[str, ...]:
    """Return the names of the regions that come with the library."""
    return _shipped(_REGIONS)


def regions_for(law: str) -> tuple[str, ...]:
    """Return the names of those that are for the template of an id."""
    return tuple(name for name in shipped_regions() if load_region(name).shape.template == law)


def load_region(name: AnyPath) -> Region:
    """Read a region: one that comes with the library by its name, or your own by the path of its file.

    Raises:
        RegionError: with everything that is wrong with the file, or with the practice that it names.
        UnknownName: if it is the name of no region that comes with the library.
    """
    data, file = _bytes(str(name), _REGIONS, Path(), message("region"))
    shape, tree = _read(data, file, RegionShape)
    try:
        practice = load_practice(shape.practice or shape.template, beside=Path(file).parent)
    except UnknownName as error:
        hint = message("name the file of your own, such as practice: my-practice.yaml")
        place = tree.place(("template",) if shape.practice is None else ("practice",))
        raise RegionError(Fault(place, error.said, hint=None if error.nearest else hint)) from error
    return Region(shape, practice, tree, data, file, _laws(shape, tree, file))


def region_of(text: bytes, file: str, practice: bytes, practice_file: str) -> Region:
    """Read a region and its practice from their texts; `file` and `practice_file` are the names that faults give.

    Raises:
        RegionError: with everything that is wrong with them.
    """
    shape, tree = _read(text, file, RegionShape)
    return Region(shape, _practice(practice, practice_file), tree, text, file, _laws(shape, tree, file))


def _laws(shape: RegionShape, tree: Tree, file: str) -> tuple[Template, ...]:
    """Read the versions of the law that a region names: one that ships by name, others beside its file.

    Raises:
        RegionError: if one cannot be read, at the place where it is named and with what is wrong there.
    """
    found = []
    for index, each in enumerate(shape.laws):
        place = tree.place(("laws", index, "template"))
        try:
            found.append(load_template(Path(file).parent / each.template if is_path(each.template) else each.template))
        except UnknownName as error:
            raise RegionError(Fault(place, error.said)) from error
        except InputError as error:
            first = error.faults[0]
            words = message("the law '{file}' cannot be read: {what}", file=each.template, what=first.what)
            raise RegionError(Fault(place, words, first.expected, first.hint)) from error
    return tuple(found)


def load_practice(name: AnyPath, *, beside: Path = Path()) -> Practice:
    """Read a practice: one that comes with the library by its name, or your own by the path of its file.

    Raises:
        RegionError: with everything that is wrong with the file.
        UnknownName: if it is the name of no practice that comes with the library.
    """
    return _practice(*_bytes(str(name), _PRACTICES, beside, message("practice")))


def _practice(data: bytes, file: str) -> Practice:
    return Practice(*_read(data, file, PracticeShape), data, file)


def _shipped(folder: str) -> tuple[str, ...]:
    place = resources.files("partnership") / folder
    files = place.iterdir() if place.is_dir() else ()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


def _bytes(name: str, folder: str, beside: Path, what: Message) -> tuple[bytes, str]:
    if is_path(name):
        path = beside / name
        return read_bytes(path, RegionError), str(path)
    if name not in _shipped(folder):
        there = regions_for(name) if folder == _REGIONS and name in shipped_templates() else ()
        known = message("That is a template; its regions are: {regions}", regions=", ".join(there))
        raise UnknownName(name, () if there else _shipped(folder), what, known if there else None)
    return (resources.files("partnership") / folder / f"{name}.yaml").read_bytes(), f"{name}.yaml"


def is_path(name: str) -> bool:
    """Tell whether something is named by the path of its file."""
    return name.endswith(_SUFFIXES) or any(mark in name for mark in "/\\.")


def _read(data: bytes, file: str, shape: type[_S]) -> tuple[_S, Tree]:
    wanted: FileKind = "region" if shape is RegionShape else "practice"
    instead = ledger_instead(file, wanted)
    if instead is not None:
        raise RegionError(instead)
    marked = read_yaml(data, file, error=RegionError)
    other = another_kind(marked, wanted)
    if other is not None:
        raise RegionError(other)
    try:
        return shape.model_validate(marked.value), marked
    except ValidationError as error:
        raise RegionError(file_faults(error, marked, model=shape)) from None


def raise_faults(faults: Iterable[Fault]) -> None:
    """Raise what is wrong with a region or a practice, all at once.

    Raises:
        RegionError: if anything is.
    """
    found = list(faults)
    if found:
        raise RegionError(found)
