"""What it takes to start: whole interpreters, from their start to their end, less a bare one."""

import json
import subprocess
import sys

from benchmarks.measuring import ROOT, WARM, Case, cpu_of

BARE: Case = ("-c", "pass")
IMPORT: Case = ("-c", "import partnership")
FIRST_USE: Case = ("-c", "from partnership import Programme")
RELATIONS: Case = ("-c", "import partnership.relations")
HELP: Case = ("-m", "partnership", "--help")
PYDANTIC: Case = ("-c", "from pydantic import BaseModel")
HEAVY = ("networkx", "pydantic", "yaml")


def starts(case: Case) -> bool:
    """Tell whether this can be run; the first run also compiles what is imported."""
    return not subprocess.run([sys.executable, *case], cwd=ROOT, env=WARM, capture_output=True, check=False).returncode


def measure(case: Case) -> dict[str, float]:
    return {"ms": cpu_of(*case)}


def loaded_by_import() -> list[str]:
    """Name the heavy packages that importing the library brings with it."""
    ask = f"import json, sys, partnership; print(json.dumps([one for one in {HEAVY!r} if one in sys.modules]))"
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    found: list[str] = json.loads(answer.stdout)
    return found
