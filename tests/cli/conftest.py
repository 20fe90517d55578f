"""A reader of English in no terminal, an empty folder with a small law in it, and questions."""

from pathlib import Path

import pytest

from tests.cli.helpers import HEADER, LAW, STORY, Ask, Write, asker


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PARTNERSHIP_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "PARTNERSHIP_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ask(capsysbinary: pytest.CaptureFixture[bytes]) -> Ask:
    return asker(capsysbinary)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a programme file beside its law; given lines replace the story's."""
    (tmp_path / "garden.yaml").write_text(LAW, encoding="utf-8")

    def written(lines: str = STORY, name: str = "street.yaml") -> str:
        (tmp_path / name).write_text(HEADER + lines, encoding="utf-8")
        return name

    return written
