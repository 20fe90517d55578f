"""Notebooks from scripts in the percent format: `python -m tools.notebooks examples/new-region.py out.ipynb`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import nbformat

MARK = "# %%"


def notebook_of(script: str) -> Any:
    """Return a notebook with a cell for each part that begins with the mark."""
    cells: list[dict[str, Any]] = []
    for part in script.split(f"\n{MARK}"):
        first, _, body = part.removeprefix(MARK).partition("\n")
        if "[markdown]" in first:
            text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in body.strip().splitlines())
            cells.append(_cell("markdown", text, len(cells)))
        else:
            cells.append({**_cell("code", body.strip(), len(cells)), "outputs": [], "execution_count": None})
    made = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    return nbformat.from_dict(made)  # type: ignore[no-untyped-call] # the package has no types


def _cell(kind: str, source: str, number: int) -> dict[str, Any]:
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}


def main(script: str, notebook: str) -> None:
    """Write a script as a notebook that has not been run."""
    made = notebook_of(Path(script).read_text(encoding="utf-8"))
    Path(notebook).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
