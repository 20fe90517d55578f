"""The layers of the house: each contract is kept, and each one bites when it is broken on purpose."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "pyproject.toml"
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / PROJECT).read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
}

# For each contract: the room that breaks it, the line that does, and the import that must be named.
BREACHES = {
    "layers": ("values", "from partnership import records", "partnership.values -> partnership.records"),
    "network": (
        "network/measures",
        "from partnership.network import what_if",
        "partnership.network.measures -> partnership.network.what_if",
    ),
    "front-door": ("decisions", "from partnership import Programme", "partnership.decisions -> partnership"),
    "doors": ("programme", "import partnership.testing", "partnership.programme -> partnership.testing"),
    "history-without-law": ("index", "import partnership.template", "partnership.index -> partnership.template"),
    "simulation": ("simulation", "import partnership.index", "partnership.simulation -> partnership.index"),
    "yaml": ("template", "import yaml", "partnership.template -> yaml"),
    "networkx": ("evaluation", "import networkx", "partnership.evaluation -> networkx"),
    "chance": ("programme", "from random import choice", "partnership.programme -> random"),
    "reference": (
        "testing/reference",
        "def late():\n    from partnership.evaluation import View",
        "partnership.testing.reference -> partnership.evaluation",
    ),
    "clock": ("programme", "import time", "partnership.programme -> time"),
    "disk": ("network", "from pathlib import Path", "partnership.network -> pathlib"),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sources, with the contracts, that may be spoiled."""
    shutil.copy(ROOT / PROJECT, tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def lint(house: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--no-logo",
        "--no-cache",
        "--config",
        PROJECT,
        *chosen,
    ]
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(house / "src"),
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }
    return subprocess.run(
        command, cwd=house, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False
    )


def plant(house: Path, room: str, *lines: str) -> None:
    package = house / "src" / "partnership" / room / "__init__.py"
    file = package if package.exists() else package.parent.with_suffix(".py")
    with file.open("a", encoding="utf-8") as end:
        end.write("\n" + "\n".join(lines) + "\n")


def rooms(layer: str) -> list[str]:
    return [room.strip() for room in layer.split("|")]


def test_the_house_keeps_its_contracts(house: Path) -> None:
    outcome = lint(house)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in outcome.stdout


def test_each_contract_has_a_breach_that_tries_it() -> None:
    assert BREACHES.keys() == CONTRACTS.keys()


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_broken_contract_bites(house: Path, contract: str) -> None:
    room, line, named = BREACHES[contract]
    plant(house, room, line)
    outcome = lint(house, contract)
    assert outcome.returncode == 1
    assert f"{CONTRACTS[contract]['name']} BROKEN" in outcome.stdout
    assert re.search(rf"{re.escape(named)}\b(?!\.)", outcome.stdout)


@pytest.mark.parametrize("line", ["if TYPE_CHECKING:\n    {}", "def late():\n    {}"], ids=["for types only", "local"])
def test_an_import_that_hides_counts_too(house: Path, line: str) -> None:
    plant(house, "values", "from typing import TYPE_CHECKING", line.format("import partnership.records"))
    assert "partnership.values -> partnership.records" in lint(house, "layers").stdout


def test_every_step_upwards_or_sideways_is_seen(house: Path) -> None:
    """In each room an import of the room above and of the room beside it, all at once: each is named."""
    layers = [rooms(layer) for layer in CONTRACTS["layers"]["layers"]]
    planted = [(below, above) for upper, lower in pairwise(layers) for below in lower for above in upper]
    planted += [(beside[0], other) for beside in layers for other in beside[1:]]
    for room, other in planted:
        plant(house, room, f"import partnership.{other}")
    shown = lint(house, "layers").stdout
    assert [pair for pair in planted if f"{pair[0]} is not allowed to import partnership.{pair[1]}" not in shown] == []


def modules(package: Path) -> set[str]:
    found = {file.stem for file in package.iterdir() if file.suffix == ".py" or (file / "__init__.py").exists()}
    return found - {"__init__", "__main__"}


def test_the_reference_may_lean_on_no_room_that_nobody_thought_of() -> None:
    """Each room is either ground that everything stands on, or forbidden to the reference: a new one, too."""
    ground = {"base", "languages", "messages", "values", "records", "findings", "acts", "errors"}
    package = ROOT / "src" / "partnership"
    rooms = {f"partnership.{room}" for room in modules(package) - ground - {"testing"}}
    kit = {f"partnership.testing.{part}" for part in modules(package / "testing") - {"reference"}}
    assert set(CONTRACTS["reference"]["forbidden_modules"]) == rooms | kit


def test_a_room_that_nobody_placed_is_noticed(house: Path) -> None:
    (house / "src" / "partnership" / "attic.py").write_text('"""Nobody knows."""\n', encoding="utf-8")
    outcome = lint(house, "layers")
    assert outcome.returncode == 1
    assert "attic" in outcome.stdout
