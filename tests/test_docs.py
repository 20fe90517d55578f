"""Every code block of the README and of the pages under docs/ is executed, in the order in which it is read.

The blocks of a page share one Python namespace and one empty folder, in which the repository's examples stand.
What a block may be is written in CONTRIBUTING.md, "Pages that run".
"""

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGES = [page for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))] if page.exists()]
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")
GROWING = re.compile(r"# in ([a-z-]+\.yaml)")
SECTION = re.compile(r"^[a-z_]+:.*\n(?:(?:[ #-].*)?\n)*", re.MULTILINE)
FLAGS = doctest.ELLIPSIS


@dataclass(frozen=True)
class Block:
    """A fenced block: where it begins (its first line inside), what it says it is, and what it holds."""

    page: Path
    line: int
    kind: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page.name}:{self.line}"


@dataclass
class Reader:
    """Somebody who tries everything on a page, from top to bottom."""

    folder: Path
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: str = ""
    exit_code: int = 0

    def tries(self, block: Block) -> None:
        match block.kind:
            case "python":
                self._runs(block)
            case "pycon":
                self._types(block)
            case "output":
                assert_same(block, block.text, self.printed)
            case "console" | "sh":
                self._commands(block)
            case "yaml":
                self._reads(block)
            case "json":
                json.loads(block.text)
            case "toml":
                tomllib.loads(block.text)
            case "text":
                pass
            case kind:
                pytest.fail(f"{block.place}: a block of kind {kind!r} is not executed; see CONTRIBUTING.md")

    def _runs(self, block: Block) -> None:
        # Empty lines before the code make tracebacks name the line of the page.
        code = compile("\n" * (block.line - 1) + block.text, str(block.page), "exec", dont_inherit=True)
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(code, self.namespace)  # noqa: S102 - running the pages is what this file is for
        self.printed = output.getvalue()

    def _types(self, block: Block) -> None:
        typed = doctest.DocTestParser().get_doctest(
            block.text, self.namespace, block.place, str(block.page), block.line
        )
        runner = doctest.DocTestRunner(optionflags=FLAGS)
        report = io.StringIO()
        runner.run(typed, out=report.write, clear_globs=False)
        self.namespace.update(typed.globs)
        assert not runner.failures, report.getvalue()

    def _commands(self, block: Block) -> None:
        for command, expected in commands(block):
            words = shlex.split(command, comments=True)
            if words[0] == "make":
                assert words[1:] == [] or words[1] in make_targets(), f"{block.place}: no such target: {command}"
            elif words[:2] == ["echo", "$?"]:
                assert_same(block, expected, f"{self.exit_code}\n")
            elif words[0] == "partnership":
                answer = self._asks(command)
                self.exit_code = answer.returncode
                assert "Traceback" not in answer.stdout, f"{block.place}: {command}\n{answer.stdout}"
                if expected:
                    assert_same(block, expected, answer.stdout)
                else:
                    assert answer.returncode == 0, f"{block.place}: {command}\n{answer.stdout}"

    def _asks(self, command: str) -> subprocess.CompletedProcess[str]:
        tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        surroundings = {
            **os.environ,
            "PATH": tools,
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "PARTNERSHIP_LANG": "en",
        }
        return subprocess.run(
            command,
            cwd=self.folder,
            env=surroundings,
            shell=True,  # a page may show a pipe
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def _reads(self, block: Block) -> None:
        first = block.text.splitlines()[0].strip() if block.text else ""
        if named := GROWING.fullmatch(first):
            self._grows(self.folder / named[1], block)
            return
        file = self.folder / f"block-{block.line}.yaml"
        if first.startswith(("# programme file", "# template")):
            file.write_text(block.text, encoding="utf-8")
            load = "load_template" if first.startswith("# template") else "load_programme"
            getattr(import_module("partnership"), load)(file)
        else:
            yaml.safe_load(block.text)

    def _grows(self, file: Path, block: Block) -> None:
        """Put the sections of a block into a file, each in the place of the one that has its name, else at the end."""
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        sections = {part.partition(":")[0]: part for part in SECTION.findall(text)}
        sections |= {part.partition(":")[0]: part for part in SECTION.findall(block.text)}
        file.write_text("".join(sections.values()), encoding="utf-8")


def blocks(page: Path) -> Iterator[Block]:
    """Give the fenced blocks of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    inside: list[str] = []
    opened: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines, start=1):
        fence = FENCE.match(line)
        if opened is None:
            if fence:
                opened, inside = (number, fence), []
            continue
        start, first = opened
        if fence and fence["fence"].startswith(first["fence"]) and not fence["info"].strip():
            text = textwrap.dedent("\n".join(inside))
            yield Block(page, start + 1, first["info"].strip(), text + "\n" if inside else "")
            opened = None
        else:
            inside.append(line)
    if opened is not None:
        pytest.fail(f"{page.name}:{opened[0]}: this block never ends")


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Give each command of a console block with the output that is shown under it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        command = [lines.pop(0)]
        while command[-1].endswith("\\"):
            command.append(lines.pop(0))
        shown = "\n".join(lines).strip("\n")
        yield "\n".join(command), shown + "\n" if shown else ""


def make_targets() -> set[str]:
    """Give what `make` can be asked for."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def assert_same(block: Block, expected: str, got: str) -> None:
    """Compare line by line; `...` stands for anything, and spaces at the end of a line for nothing."""
    expected, got = ("\n".join(map(str.rstrip, text.strip("\n").splitlines())) + "\n" for text in (expected, got))
    checker, example = doctest.OutputChecker(), doctest.Example("", expected)
    if not checker.check_output(expected, got, FLAGS):
        pytest.fail(f"{block.place}:\n{checker.output_difference(example, got, FLAGS | doctest.REPORT_NDIFF)}")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader in an empty folder that holds the examples."""
    if (ROOT / "examples").is_dir():
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTNERSHIP_EXAMPLES", str(tmp_path / "examples"))
    return Reader(tmp_path)


@pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES])
def test_what_a_page_shows_is_what_happens(page: Path, reader: Reader) -> None:
    for block in blocks(page):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                reader.tries(block)
            except Exception as failure:
                failure.add_note(f"in the block at {page.relative_to(ROOT)}:{block.line}")
                raise


def shown(reader: Reader, text: str) -> None:
    page = reader.folder / "page.md"
    page.write_text(textwrap.dedent(text), encoding="utf-8")
    for block in blocks(page):
        reader.tries(block)


class TestTheReader:
    """The reader notices what he should, so that a page that passes has been tried."""

    def test_blocks_of_a_page_share_what_they_define(self, reader: Reader) -> None:
        shown(
            reader, "```python\nx = 1\n```\nand\n\n- so:\n\n  ```python\n  print(x + 1)\n  ```\n\n```output\n2\n```\n"
        )

    @pytest.mark.parametrize(
        "page",
        [
            pytest.param("```python\nassert False\n```", id="code that fails"),
            pytest.param("```python\nprint(1)\n```\n```output\n2\n```", id="other output"),
            pytest.param("```pycon\n>>> 1 + 1\n3\n```", id="another value"),
            pytest.param("```json\n{\n```", id="broken json"),
            pytest.param("```yaml\na: [\n```", id="broken yaml"),
            pytest.param("```toml\na =\n```", id="broken toml"),
            pytest.param("```console\n$ make tea\n```", id="no such target"),
            pytest.param("```console\n$ partnership no-such-command\n```", id="a command that does not exist"),
            pytest.param("```python skip-test: slow\n```", id="a block that asks to be skipped"),
            pytest.param("```\nanything\n```", id="a block that does not say what it is"),
            pytest.param("```python\nx = 1\n", id="a block that never ends"),
        ],
    )
    def test_a_page_that_is_wrong_is_noticed(self, reader: Reader, page: str) -> None:
        with pytest.raises((Exception, pytest.fail.Exception)):
            shown(reader, page)

    def test_what_a_block_prints_may_be_shortened(self, reader: Reader) -> None:
        shown(reader, "```python\nprint('one', 'two', 'three')\n```\n```output\none ... three\n```\n")
