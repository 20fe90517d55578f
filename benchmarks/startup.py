"""What it takes to start: whole interpreters, from their start to their end."""

import json
import subprocess
import sys

from benchmarks.measuring import PILOT, Case, Side

STARTS: dict[str, Case] = {
    "bare": ("-c", "pass"),
    "import": ("-c", "import partnership"),
    "pydantic": ("-c", "from pydantic import BaseModel"),
    "first_use": ("-c", "from partnership import Programme"),
    "network": ("-c", "import partnership.network"),
    "help": ("-m", "partnership", "--help"),
    "pilot": ("-m", "partnership", "run", PILOT),
}
HEAVY = ("networkx", "pydantic", "yaml")


def warm(side: Side) -> None:
    """Let Python compile everything that is imported, once."""
    for case in STARTS.values():
        _ran(case, side)


def loaded_by_import(side: Side) -> list[str]:
    """Name the heavy packages that importing the library brings with it."""
    ask = f"import json, sys, partnership; print(json.dumps([one for one in {HEAVY!r} if one in sys.modules]))"
    found: list[str] = json.loads(_ran(("-c", ask), side))
    return found


def _ran(case: Case, side: Side) -> str:
    return subprocess.run(
        [sys.executable, *case],
        cwd=side.folder,
        env=side.surroundings,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
