"""Run the tests on every supported interpreter that this machine has, each in an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.environment import OLDEST, ROOT, make

NEWEST = (3, 14)
QUESTION = "import sys; print(*sys.version_info[:2], sys.implementation.name, sys.executable)"


def main() -> int:
    """Test on each interpreter; say at the end where the tests passed and where not."""
    outcomes: dict[str, bool] = {}
    for version, python in sorted(interpreters().items()):
        name = ".".join(map(str, version))
        print(f"== Python {name} ({python})", flush=True)
        inside = make(python, ROOT / ".venvs" / name, ["dev"])
        outcomes[name] = subprocess.run([inside, "-m", "pytest", *sys.argv[1:]], cwd=ROOT, check=False).returncode == 0
    for name, passed in outcomes.items():
        print(f"Python {name}: {'passed' if passed else 'FAILED'}")
    return 0 if outcomes and all(outcomes.values()) else 1


def interpreters() -> dict[tuple[int, ...], Path]:
    """Give one interpreter for each minor version that is found and runs."""
    found: dict[tuple[int, ...], Path] = {}
    for candidate in _candidates():
        # A name on the path may be a shim that leads nowhere: ask it.
        try:
            asked = subprocess.run([candidate, "-c", QUESTION], capture_output=True, text=True, check=True, timeout=30)
        except (OSError, subprocess.SubprocessError):
            continue
        major, minor, implementation, executable = asked.stdout.strip().split(" ", maxsplit=3)
        version = (int(major), int(minor))
        if implementation == "cpython" and OLDEST <= version <= NEWEST:
            found.setdefault(version, Path(executable))
    return found


def _candidates() -> Iterator[Path]:
    yield Path(sys.executable)
    names = [f"python3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders = [Path(folder) for folder in os.get_exec_path()] + sorted(pyenv.glob("*/bin"))
    for folder in folders:
        yield from (folder / name for name in names if (folder / name).exists())


if __name__ == "__main__":
    sys.exit(main())
