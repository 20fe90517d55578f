"""The command as a process: what only a shell sees."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.helpers import SMOLENSK

COMMAND = [sys.executable, "-m", "partnership"]


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONUTF8": "1", **more}
    return subprocess.run(
        [*COMMAND, *arguments], env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_story_of_smolensk_is_told_without_a_word_on_standard_error() -> None:
    told = run("run", str(SMOLENSK), "--lang", "ru")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("Добровольцы в Смоленской области, пилот 2009-2011\n")


def test_the_installed_command_is_the_same() -> None:
    command = Path(sys.executable).with_name("partnership")
    told = subprocess.run([str(command), "--version"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, run("--version").stdout)


def test_a_reader_who_leaves_ends_it_quietly() -> None:
    with subprocess.Popen(
        [*COMMAND, "templates", "show", "volunteers"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_an_output_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            [*COMMAND, "templates", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert told.returncode == 2
    assert told.stderr.startswith("partnership: the output cannot be written")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import sys, time, partnership.cli.inputs as inputs\n"
        "from partnership.cli import main\n"
        "def wait(*_):\n"
        "    print('waiting', flush=True)\n"
        "    time.sleep(60)\n"
        "inputs.check_file = wait\n"
        "sys.exit(main(['run', 'x']))\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, str(slow)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"waiting\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_without_an_output_it_still_answers_with_its_code() -> None:
    told = subprocess.run(f'"{sys.executable}" -m partnership templates list >&-', shell=True, check=False)
    assert told.returncode == 0


def test_in_an_old_encoding_the_letters_change_and_nothing_breaks() -> None:
    told = run("templates", "list", "--lang", "ru", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Dobrovoltsy" in told.stdout


def test_help_loads_nothing_of_the_library() -> None:
    program = (
        "import sys; from partnership.cli import main; main(['--help']); "
        "print(*sorted({'pydantic', 'yaml', 'networkx', 'typing_extensions'} & sys.modules.keys()), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert told.stderr == "\n"
