"""The sentences of the command line."""

import re
from pathlib import Path
from string import Formatter

import pytest

import partnership.cli
from partnership.cli.sentences import COUNTED, SENTENCES
from partnership.cli.words import Words

CODE = "".join(
    file.read_text(encoding="utf-8")
    for file in Path(partnership.cli.__file__).parent.glob("*.py")
    if file.name != "sentences.py"
)
MADE_UP = re.compile(r"""f["']([a-z-]+-)\{|\}(-[a-z]+)["']""")
"""Keys that are put together, such as `f"gate-{moment}"`: by how they begin or end."""


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_says_the_same_in_both_languages(key: str) -> None:
    english, russian = SENTENCES[key]
    assert fields(english) == fields(russian)
    assert not re.search("[а-яё]", english)


def test_every_sentence_is_said_somewhere() -> None:
    made = [opening or ending for opening, ending in MADE_UP.findall(CODE)]
    parts = tuple(f"{opening}" for opening in made)
    silent = [
        key
        for key in [*SENTENCES, *COUNTED]
        if not re.search(f"[\"']{key}[\"']", CODE) and not key.startswith(parts) and not key.endswith(parts)
    ]
    assert set(silent) <= {"completed", "cancelled"}, "outcomes of a close are the rest"


@pytest.mark.parametrize(
    "said, numbers",
    [("запись", [1, 21, 121]), ("записи", [2, 3, 4, 22, 104]), ("записей", [0, 5, 11, 12, 14, 20, 25, 111])],
)
def test_russian_counts_as_russians_do(said: str, numbers: list[int]) -> None:
    assert [Words("ru").count(number, "entries") for number in numbers] == [f"{number} {said}" for number in numbers]


@pytest.mark.parametrize("number, said", [(0, "entries"), (1, "entry"), (2, "entries"), (21, "entries")])
def test_english_counts_as_the_english_do(number: int, said: str) -> None:
    assert Words("en").count(number, "entries") == f"{number} {said}"
