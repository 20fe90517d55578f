"""Who asks about relationships waits for nothing heavy: what a conversion or a large network needs comes with it."""

import subprocess
import sys

import pytest

HEAVY = {"networkx", "numpy", "scipy", "rustworkx", "pandas", "polars", "openpyxl", "yaml"}

ASKING = """
network = Network.from_rows([("bank", "school"), ("school", "museum"), ("museum", "theatre")])
for measure in (cut_partners, bridges, exit_impact, density, centralisation, constraint):
    measure(network)
picture(network)
write(network, "csv")
"""


def loaded(program: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after a program."""
    told = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*({HEAVY!r} & sys.modules.keys()))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


@pytest.mark.parametrize("room", ["network", "pictures", "exchange"])
def test_a_room_loads_nothing_heavy(room: str) -> None:
    assert loaded(f"from partnership.{room} import *") == set()


def test_questions_of_a_small_network_load_nothing_heavy() -> None:
    rooms = "\n".join(f"from partnership.{room} import *" for room in ("network", "pictures", "exchange"))
    assert loaded(f"{rooms}\n{ASKING}") == set()
