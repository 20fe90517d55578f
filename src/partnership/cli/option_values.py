"""What the value of an option may be: how it is read, and what is said of one that cannot be."""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from partnership.cli.words import HelpWords, known

if TYPE_CHECKING:
    import datetime as dt

    from partnership.messages import Message

ValueKind = tuple[Callable[[str], Any], Callable[..., str]]
"""How the text of a value is read, or refused by raising or giving nothing; and how that is complained of."""

# Patterns are compiled, and days imported, where a value is read: help needs neither.
_A_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_A_MOMENT: Final = _A_DAY + r"T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2})"
_DECIMAL: Final = r"-?[0-9]{1,12}(\.[0-9]{1,12})?"
_DIGITS: Final = r"[0-9]{1,20}"
_ENDS: Final = r"(?P<low>[0-9]{1,4})-(?P<high>[0-9]{1,4})"
_LONGEST_SHOWN: Final = 60


def as_choice(words: HelpWords, option: str, allowed: tuple[str, ...]) -> Callable[[str], str]:
    """Make what reads one of some words."""

    def check(value: str) -> str:
        if value not in allowed:
            raise _no_choice(words, option, value, allowed)
        return value

    return check


def as_language(words: HelpWords) -> Callable[[str], str]:
    """Make what reads a language."""

    def read(value: str) -> str:
        found = known(value)
        if found is None:
            from partnership.languages import languages

            raise _no_choice(words, "--lang", value, languages())
        return found

    return read


def _no_choice(words: HelpWords, option: str, value: str, allowed: tuple[str, ...]) -> argparse.ArgumentTypeError:
    hint, listed = did_you_mean(value, allowed, words), ", ".join(allowed)
    return argparse.ArgumentTypeError(
        words.message(
            "{option}: {what} is not one of: {choices}{hint}",
            option=option,
            what=shown_argument(value),
            choices=listed,
            hint=hint,
        )
    )


def _day(value: str) -> dt.date | None:
    import datetime as dt

    return dt.date.fromisoformat(value) if re.fullmatch(_A_DAY, value) else None


def _no_day(words: HelpWords, **about: object) -> str:
    return words.message("{option}: {what} is not a date; expected one such as 2009-05-31", **about)


def _moment(value: str) -> dt.datetime | None:
    """Read a moment; a bare day means all of it, so that what was written down on that day is known."""
    import datetime as dt

    if re.fullmatch(_A_DAY, value):
        return dt.datetime.combine(dt.date.fromisoformat(value), dt.time.max, dt.UTC)
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC) if re.fullmatch(_A_MOMENT, value) else None


def _no_moment(words: HelpWords, **about: object) -> str:
    return words.message(
        "{option}: {what} is not a moment; expected a date, or a moment such as 2009-05-31T12:00:00Z", **about
    )


def as_whole(low: int, high: int) -> ValueKind:
    """Make the kind of whole numbers between two."""

    def read(value: str) -> int | None:
        found = int(value) if re.fullmatch(_DIGITS, value) else None
        return found if found is not None and low <= found <= high else None

    def complaint(words: HelpWords, **about: object) -> str:
        return words.message("{option}: {what} is not a whole number from {low} to {high}", low=low, high=high, **about)

    return read, complaint


def _lever(value: str) -> tuple[str, float | str] | None:
    """Read what is set to what; whether that can be is for the simulation to say, which knows what each lever is."""
    name, worth = _sides(value)
    if not (name and worth):
        return None
    return name, float(worth) if re.fullmatch(_DECIMAL, worth) else worth


def _no_lever(words: HelpWords, **about: object) -> str:
    return words.message(
        "{option}: {what} does not say what is set to which number; expected such as sign_up=0.015", **about
    )


def _leaving(value: str) -> tuple[str, int] | None:
    partner, month = _sides(value)
    return (partner, int(month)) if partner and re.fullmatch(_DIGITS, month) else None


def _no_leaving(words: HelpWords, **about: object) -> str:
    partner = _sides(str(about["given"]))[0] or "bank"
    return words.message(
        "{option}: {what} does not say who leaves after how many months, a whole number from 1; expected such as "
        "{partner}=6",
        partner=shown_file(partner),
        **about,
    )


def _sides(value: str) -> tuple[str, str]:
    """Part what is set from what it is set to."""
    name, _, worth = (part.strip() for part in value.partition("="))
    return name, worth


def _scale(value: str) -> tuple[int, int] | None:
    ends = re.fullmatch(_ENDS, value)
    low, high = (int(ends["low"]), int(ends["high"])) if ends is not None else (0, 0)
    return (low, high) if low < high else None


def _no_scale(words: HelpWords, **about: object) -> str:
    return words.message("{option}: {what} is not a scale; expected one such as 1-4", **about)


def _pairs(value: str) -> dict[str, str] | None:
    parted = [pair.partition("=") for pair in next(csv.reader([value]), [])]
    pairs = [(field.strip(), heading.strip()) for field, _, heading in parted]
    return dict(pairs) if pairs and all(map(all, pairs)) else None


def _no_pairs(words: HelpWords, **about: object) -> str:
    return words.message(
        "{option}: {what} does not say which heading stands for what; expected such as source=Q1,target=Q2", **about
    )


def _period(value: str) -> object:
    from partnership.values import Duration

    return Duration.parse(value)


def _no_period(words: HelpWords, **about: object) -> str:
    return words.message("{option}: {what} is not a period; expected one such as P2Y, P18M or P90D", **about)


AS_DAY: Final[ValueKind] = (_day, _no_day)
AS_MOMENT: Final[ValueKind] = (_moment, _no_moment)
AS_LEVER: Final[ValueKind] = (_lever, _no_lever)
AS_LEAVING: Final[ValueKind] = (_leaving, _no_leaving)
AS_PERIOD: Final[ValueKind] = (_period, _no_period)
AS_SCALE: Final[ValueKind] = (_scale, _no_scale)
AS_PAIRS: Final[ValueKind] = (_pairs, _no_pairs)


def read_option(words: HelpWords, option: str, kind: ValueKind, value: str) -> Any:
    """Read a value of a kind, and complain of one that is none."""
    read, complaint = kind
    try:
        found = read(value)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise argparse.ArgumentTypeError(complaint(words, option=option, what=shown_argument(value), given=value))
    return found


# --- what somebody typed ---------------------------------------------------------------------------------------------


def did_you_mean(word: str, choices: Iterable[str], words: HelpWords) -> str:
    """Return `; did you mean 'x'?`, or nothing where no choice is near."""
    from difflib import get_close_matches  # not needed when all goes well

    near = get_close_matches(word.lower(), list(choices), n=1)
    return "; " + words.message("did you mean '{found}'?", found=near[0]) if near else ""


def shown_argument(value: str) -> Message:
    """Quote what somebody typed, on one line of reasonable length."""
    from partnership.messages import message  # which --help does without

    return message("'{word}'", word=shown_file(value))


def shown_file(value: str) -> str:
    """Show the name of a file as somebody typed it, whatever it is made of, on one line of reasonable length."""
    cut = value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in cut)
