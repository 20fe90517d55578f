"""What cannot be used is said in a sentence, with its place, on standard error, with code 2; nothing is written out."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.cli import main
from partnership.cli.exits import BROKEN
from tests.cli.helpers import HEADER, STORY, Answer, Ask, Write

COMMANDS = ["run", "missing", "ledger"]


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_file_that_is_not_there(ask: Ask, command: str) -> None:
    assert ask(command, "nowhere.yaml") == Answer(2, "", "nowhere.yaml: there is no such file\n")


def test_a_folder(ask: Ask, command: str) -> None:
    Path("folder.yaml").mkdir()
    told = ask(command, "folder.yaml")
    assert (told.code, told.out, told.err) == (2, "", "folder.yaml: this is a folder; name a file in it\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(ask: Ask, command: str) -> None:
    os.mkfifo("pipe.yaml")
    told = ask(command, "pipe.yaml", "--lang", "ru")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("pipe.yaml: это канал или устройство, а не файл;")


@pytest.mark.parametrize("name", ["empty.yaml", "empty.jsonl"])
def test_an_empty_file(ask: Ask, command: str, name: str) -> None:
    Path(name).touch()
    told = ask(command, name)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{name}:1:1: the file is empty; expected a programme file or a ledger\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read(ask: Ask, write: Write) -> None:
    file = write()
    Path(file).chmod(0)
    assert ask("run", file).err == "street.yaml: you may not read this file\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_another_encoding(ask: Ask, write: Write, command: str, encoding: str) -> None:
    file = Path(write())
    file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))
    told = ask(command, str(file))
    assert (told.code, told.out) == (2, "")
    assert "the file is not UTF-8" in told.err


@pytest.mark.parametrize(
    "name", ["a\nb", "\udcff", "x" * 5000, "", "a\0b"], ids=["line", "bytes", "long", "none", "nul"]
)
def test_a_name_that_no_file_has(ask: Ask, command: str, name: str) -> None:
    told = ask(command, name)
    assert (told.code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1


def test_each_slip_of_a_file_has_its_place(ask: Ask, write: Write) -> None:
    slips = STORY.replace("sector: neighbour}}", "sectr: neighbour}}", 1).replace(
        "2020-03-12, amend", "2020-13-12, amend"
    )
    told = ask("run", write(slips), "--lang", "ru")
    assert (told.code, told.out) == (2, "")
    places = [line.partition(": ")[0] for line in told.err.splitlines()]
    assert any(place.startswith("street.yaml:8:") for place in places)
    assert any(place.startswith("street.yaml:15:") for place in places)
    assert "«sector»" in told.err


def test_a_template_that_is_not_there(ask: Ask, write: Write) -> None:
    file = Path(write())
    file.write_text((HEADER + STORY).replace("garden.yaml", "voluntears"), encoding="utf-8")
    told = ask("run", str(file))
    assert told.code == 2
    assert told.err == "street.yaml:3:11: unknown: template 'voluntears'; did you mean 'volunteers'?\n"


class TestADamagedLedger:
    """A ledger is read whole or not at all."""

    @pytest.fixture
    def lines(self, ask: Ask, write: Write) -> list[str]:
        return ask("ledger", write(), "--json").out.splitlines(keepends=True)

    def told(self, ask: Ask, lines: list[str], *more: str) -> str:
        Path("l.jsonl").write_text("".join(lines), encoding="utf-8")
        answer = ask("run", "l.jsonl", "--template", "garden.yaml", *more)
        assert (answer.code, answer.out) == (2, "")
        assert all(line.startswith("l.jsonl:") for line in answer.err.splitlines())
        return answer.err

    def test_cut_short(self, ask: Ask, lines: list[str]) -> None:
        assert "l.jsonl:13:" in self.told(ask, [*lines[:-1], lines[-1][:40]])

    def test_with_a_line_gone(self, ask: Ask, lines: list[str]) -> None:
        assert "5" in self.told(ask, [*lines[:4], *lines[5:]])

    def test_with_a_bit_flipped(self, ask: Ask, lines: list[str]) -> None:
        self.told(ask, [*lines[:4], lines[4].replace('"entry"', '"entrx"'), *lines[5:]])

    def test_kept_under_another_law(self, ask: Ask, lines: list[str]) -> None:
        law = Path("garden.yaml")
        law.write_text(law.read_text(encoding="utf-8").replace("lte, right: 3", "lte, right: 4"), encoding="utf-8")
        assert "garden 1" in self.told(ask, lines)

    def test_without_its_beginning(self, ask: Ask, lines: list[str]) -> None:
        assert "начал" in self.told(ask, lines[1:], "--lang", "ru")


def test_personal_data_that_is_none(ask: Ask, write: Write) -> None:
    file = write()
    assert ask("run", file, "--personal-data", "nowhere").err == "nowhere: there is no such file\n"
    told = ask("run", file, "--personal-data", file)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("street.yaml:")


@pytest.mark.parametrize("option", ["--until", "--on"])
@pytest.mark.parametrize("day", ["0001-01-01", "2020-03-01"])
def test_a_day_before_the_first(ask: Ask, write: Write, option: str, day: str) -> None:
    told = ask("run" if option == "--until" else "missing", write(), option, day)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{option} {day}: the programme begins on 2020-03-02; name that day or a later one\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_last_day_of_all_is_a_day(ask: Ask, write: Write, command: str) -> None:
    assert ask(command, write(), "--on" if command == "missing" else "--until", "9999-12-31").code == 0


def test_a_fault_of_ours_is_called_ours(ask: Ask, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("a screw came loose")

    monkeypatch.setattr("partnership.cli.run.opened", break_down)
    told = ask("run", write())
    assert told.code == BROKEN
    assert "a fault of the library" in told.err
    assert "a screw came loose" in told.err
    monkeypatch.setenv("PARTNERSHIP_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        main(["run", write()])


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
OPTIONS = [
    "--json",
    "--lang",
    "--until",
    "--on",
    "--to",
    "--all",
    "--as-known",
    "--personal-data",
    "--template",
    "--color=always",
]
OTHERS = ["templates", "list", "show", "volunteers", "ru", "2020-03-02", "--", "-", "=", "-h", "--version", "--lang=ru"]
WORDS = st.sampled_from([*COMMANDS, *OPTIONS, *OTHERS])


@given(st.lists(WORDS | ANYTHING, max_size=6))
def test_arguments_of_any_kind_are_answered(arguments: list[str]) -> None:
    assert main(arguments) in {0, 1, 2}
