"""The front door: every name stands once, is there, costs nothing until it is used, and is misspelt in vain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import partnership as pt
from partnership.records import RECORDS

STUB = Path(pt.__file__).with_suffix(".pyi")
NAMES: list[str] = vars(pt)["__all__"]


def python(code: str) -> str:
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return answer.stdout.strip()


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there(name: str) -> None:
    """What type checkers read is what Python finds."""
    assert getattr(pt, name) is not None
    assert name in dir(pt)


def test_the_stub_names_each_name_once() -> None:
    named = [line.split()[0] for line in STUB.read_text(encoding="utf-8").splitlines() if line.startswith("    ")]
    assert len(named) == len(set(named))
    assert sorted([*named, "__version__"]) == sorted(NAMES)


def test_the_door_has_what_most_people_need_and_no_more() -> None:
    """About forty names can be read at a glance; what is one room further in is found there."""
    assert len(NAMES) <= 45


def test_every_kind_of_record_is_one_room_further_in() -> None:
    for cls in RECORDS.values():
        assert getattr(pt.records, cls.__name__) is cls


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'partnership' has no attribute 'Programe'"):
        _ = pt.Programe  # type: ignore[attr-defined]


def test_nothing_is_loaded_before_it_is_used() -> None:
    """Importing the package is a promise of a few milliseconds."""
    heavy = "pydantic", "yaml", "networkx", "typing", "re", "partnership.records"
    assert python(f"import sys, partnership; print([name for name in {heavy} if name in sys.modules])") == "[]"
    assert python("import sys, partnership as pt; pt.Text; print('networkx' in sys.modules)") == "False"


@pytest.mark.parametrize(
    "code, complaint",
    [
        ("from partnership import Programme, acts, decide", None),
        ("import partnership as pt\npt.load_programme, pt.records, pt.__version__", None),
        ("from partnership import Programe", 'Module "partnership" has no attribute "Programe"; maybe "Programme"?'),
        ("import partnership as pt\npt.Partnr", 'Module has no attribute "Partnr"'),
    ],
)
def test_a_misspelt_name_is_a_fault_for_the_type_checker(tmp_path: Path, code: str, complaint: str | None) -> None:
    """The stub alone is read: what lies behind the names is checked with the rest of the house."""
    file = tmp_path / "embedder.py"
    file.write_text(code, encoding="utf-8")
    options = ["--strict", "--follow-imports=skip", "--config-file=", f"--cache-dir={tmp_path}"]
    answer = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(STUB), str(file)], capture_output=True, text=True, check=False
    )
    assert answer.returncode == (complaint is not None), answer.stdout
    assert complaint is None or complaint in answer.stdout
