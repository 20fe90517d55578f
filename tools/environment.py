"""Make a virtual environment that holds this project and some of its dependency groups.

Needs Python and its pip, nothing else. uv does the work where it can be had; otherwise pip does.
"""

import argparse
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def main() -> int:
    """Make the environment that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the environment goes; one that is there is kept and completed")
    parser.add_argument("groups", nargs="+", help="dependency groups of pyproject.toml to install beside the project")
    arguments = parser.parse_args()
    if sys.version_info < OLDEST:
        print(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}: try make PYTHON=python3.13")
        return 1
    try:
        make(Path(sys.executable), arguments.folder, arguments.groups)
    except subprocess.CalledProcessError as failure:
        print(f"the environment in {arguments.folder} could not be made: {' '.join(map(str, failure.cmd))}")
        return 1
    return 0


def make(python: Path, folder: Path, groups: list[str]) -> Path:
    """Make or complete the environment in `folder` for the interpreter `python`; return its own interpreter."""
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not inside.exists():
        _create(python, folder)
    if not (
        _uv(python, inside) and _run(inside, "-m", "uv", "pip", "install", "--quiet", *_wanted_by_uv(inside, groups))
    ):
        print("uv is not to be had or did not succeed: pip takes over")
        _pip(python, inside, "-c", str(ROOT / "constraints.txt"), "-e", str(ROOT), *requirements(groups), check=True)
    return inside


def requirements(groups: list[str]) -> Iterator[str]:
    """Give what the groups ask for, with the groups that they include (older versions of pip know no groups)."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    for group in groups:
        for line in table[group]:
            if isinstance(line, str):
                yield line
            else:
                yield from requirements([line["include-group"]])


def _create(python: Path, folder: Path) -> None:
    # Without pip of its own an environment is made in a tenth of the time: the interpreter's pip installs into it.
    without = ["--without-pip"] if _run(python, "-m", "pip", "--version", quiet=True) else []
    _run(python, "-m", "venv", *without, str(folder), check=True)


def _uv(python: Path, inside: Path) -> bool:
    if _run(inside, "-m", "uv", "--version", quiet=True):
        return True
    return _pip(python, inside, "-c", str(ROOT / "constraints.txt"), "uv")


def _wanted_by_uv(inside: Path, groups: list[str]) -> list[str]:
    chosen = [word for group in groups for word in ("--group", f"{ROOT / 'pyproject.toml'}:{group}")]
    return ["--python", str(inside), "-c", str(ROOT / "constraints.txt"), "-e", str(ROOT), *chosen]


def _pip(python: Path, inside: Path, *words: str, check: bool = False) -> bool:
    quietly = ("--quiet", "--disable-pip-version-check")
    if _run(inside, "-m", "pip", "--version", quiet=True):
        return _run(inside, "-m", "pip", "install", *quietly, *words, check=check)
    return _run(python, "-m", "pip", "--python", str(inside), "install", *quietly, *words, check=check)


def _run(python: Path, *words: str, check: bool = False, quiet: bool = False) -> bool:
    # An environment that is active outside, or a pip told to install for the user, must not lead us elsewhere.
    surroundings = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"):
        surroundings.pop(name, None)
    # Standard output belongs to what the environment is made for.
    output = subprocess.DEVNULL if quiet else sys.stderr
    command = [str(python), *words]
    done = subprocess.run(command, check=check, env=surroundings, stdout=output, stderr=output)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
