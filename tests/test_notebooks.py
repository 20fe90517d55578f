"""The notebooks under examples/ answer their questions, as scripts in both languages and as a notebook."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("SALib")

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SMALL = {
    "new-region.py": {"RUNS": "24", "SAMPLES": "1", "WORLD_RUNS": "4"},
    "bank-leaves.py": {"RUNS": "1", "PARTNERS": '["bank"]'},
}
"""What is made small, so that a notebook is quick to run."""

SAID = {
    ("new-region.py", "en"): ("invented", '"Main stage" is reached within 24 months', "it was the only thing missing"),
    ("new-region.py", "ru"): ("вымышлен", "«Основной этап» за 24 мес.", "Случай|случайность"),
    ("bank-leaves.py", "ru"): ("«Банк» уходит через 6 месяцев", "«Основной этап»", "быстрее"),
}


def small(name: str, lang: str) -> str:
    """Return a notebook's script in a language, with few replications."""
    script = (EXAMPLES / name).read_text(encoding="utf-8")
    for constant, value in {"LANG": f'"{lang}"', **SMALL[name]}.items():
        script, many = re.subn(rf"^{constant} = .*?(?=  #|$)", f"{constant} = {value}", script, flags=re.MULTILINE)
        assert many == 1, f"{name} sets {constant} once, at its top"
    return script


@pytest.mark.parametrize("name, lang", list(SAID))
def test_a_notebook_is_a_script_and_speaks_both_languages(name: str, lang: str, tmp_path: Path) -> None:
    """All that it prints is said by the library, in the language that is set at its top."""
    script = tmp_path / name
    script.write_text(small(name, lang), encoding="utf-8")
    surroundings = {**os.environ, "MPLBACKEND": "agg", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, str(script)],
        cwd=EXAMPLES.parent,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = " ".join(ran.stdout.split())
    for words in SAID[name, lang]:
        assert re.search(words, said), ran.stdout
    if lang == "ru":
        assert not re.search(r"\b(runs|month|stage|chance|reached)\b", said), ran.stdout


def test_a_notebook_runs_as_a_notebook() -> None:
    """Each cell runs and says its answers, figures come out as pictures, and the words beside are in both languages."""
    pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    nbclient = pytest.importorskip("nbclient")
    from tools.notebooks import notebook_of

    notebook = notebook_of(small("bank-leaves.py", "en"))
    client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(EXAMPLES)}})
    client.execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    pictures = [out for cell in code for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(pictures) == 4
    said = " ".join(out.get("text", "") for cell in code for out in cell.outputs)
    for words in ('"The bank" leaves after 6 months', '"Main stage" was reached on 1 March 2010'):
        assert words in " ".join(said.split())
    assert all(
        re.search("[а-яё]", cell.source) and re.search("[a-z]", cell.source)
        for cell in notebook.cells
        if cell.cell_type == "markdown"
    )
