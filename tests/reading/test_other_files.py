"""A file of one kind that is given for another is named for what it is, on one line, with how it is given."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from partnership.errors import InputError
from partnership.programme import load_programme, load_template, save_programme
from partnership.programme.files import load_personal_data
from partnership.simulation import load_region
from partnership.simulation.loading import load_practice

SHIPPED = files("partnership")
NAMES = b"people: {p-1: {name: Ann}}\n"
STRAY = b"site_name: Ours\nnav: []\n"

READERS: dict[str, Callable[[str], object]] = {
    "a programme file": load_programme,
    "a template": load_template,
    "a region": load_region,
    "a practice": load_practice,
    "a file of names": load_personal_data,
}
GIVEN = {
    "a programme file": (Path("examples/watershed-example.yaml").read_bytes, "`partnership run` tells a programme"),
    "a template": ((SHIPPED / "templates" / "volunteers.yaml").read_bytes, "name it under `template:`"),
    "an overlay": (lambda: b"format: 1\noverlay: more\nover: [volunteers]\n", "name it under `overlays:`"),
    "a region": ((SHIPPED / "regions" / "kaluga.yaml").read_bytes, "`partnership simulate volunteers --region {file}`"),
    "a practice": ((SHIPPED / "practices" / "volunteers.yaml").read_bytes, "a region names it under `practice:`"),
    "a file of names": (lambda: NAMES, "`--personal-data {file}`"),
}


@pytest.mark.parametrize("wanted", READERS)
@pytest.mark.parametrize("kind", GIVEN)
def test_a_file_of_another_kind_is_told_at_once(tmp_path: Path, kind: str, wanted: str) -> None:
    """Whichever reader it is given to; a file of the kind that is wanted is not complained of so."""
    path = tmp_path / "file.yaml"
    data, how = GIVEN[kind]
    path.write_bytes(data())
    if kind == wanted:
        READERS[wanted](str(path))
        return
    with pytest.raises(InputError) as told:
        READERS[wanted](str(path))
    (line,) = str(told.value).splitlines()
    assert f"this is {kind}, not {wanted}" in line
    if (kind, wanted) == ("an overlay", "a template"):
        assert "name a template, and the overlay beside it" in line
    elif (kind, wanted) != ("a programme file", "a template"):
        assert how.format(file=path) in line


def test_a_region_that_names_a_practice_is_a_region_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "region.yaml"
    path.write_bytes(GIVEN["a region"][0]() + b"practice: volunteers\n")
    load_region(str(path))
    with pytest.raises(InputError, match="this is a region, not a practice"):
        load_practice(str(path))


@pytest.mark.parametrize("wanted", ["a template", "a region", "a practice"])
def test_a_ledger_is_no_yaml(tmp_path: Path, wanted: str) -> None:
    path = tmp_path / "kept.jsonl"
    save_programme(load_programme("examples/watershed-example.yaml"), path)
    with pytest.raises(InputError, match=rf"kept\.jsonl:1:1: this is a ledger, not {wanted}; "):
        READERS[wanted](str(path))


@pytest.mark.parametrize("wanted", [each for each in READERS if each != "a file of names"])
def test_a_file_that_is_not_ours_is_told_so_once(tmp_path: Path, wanted: str) -> None:
    """Not key by key; but with one key that is nearly ours it is a slip in one of our files."""
    path = tmp_path / "mkdocs.yml"
    path.write_bytes(STRAY)
    with pytest.raises(InputError) as told:
        READERS[wanted](str(path))
    (line,) = str(told.value).splitlines()
    assert f"mkdocs.yml:1:1: this is not {wanted}; expected keys such as `" in line
    path.write_bytes(STRAY + b"formet: 1\n")
    with pytest.raises(InputError, match="did you mean 'format'"):
        READERS[wanted](str(path))
