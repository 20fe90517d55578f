"""What is written on and about a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from partnership.messages import Language, Message, Plural, Sayable, escape, in_context, message
from partnership.network.kinds import NODE_KINDS
from partnership.network.measures.options import By
from partnership.network.nodes import NodeLabel

SECTORS = {
    "business": in_context("group of a picture", "Business"),
    "ngo": in_context("group of a picture", "Non-profit organisations"),
    "government": in_context("group of a picture", "Public authorities"),
    "childrens_institution": in_context("group of a picture", "Children's institutions"),
    "media": in_context("group of a picture", "Mass media"),
}
"""What the sectors of the built-in template are called, in its order."""

OF_NO_SECTOR = {
    "body": in_context("group of a picture", "Bodies"),
    "team": in_context("group of a picture", "Teams"),
    "club": in_context("group of a picture", "Clubs"),
    "function": in_context("group of a picture", "Functions"),
    "outcome": in_context("group of a picture", "Outcomes"),
    "programme": in_context("group of a picture", "Programme"),
}
"""What stands in columns of its own, because it belongs to no sector."""

_MONTHS = (
    in_context("under an axis", "Jan {year}"),
    in_context("under an axis", "Feb {year}"),
    in_context("under an axis", "Mar {year}"),
    in_context("under an axis", "Apr {year}"),
    in_context("under an axis", "May {year}"),
    in_context("under an axis", "Jun {year}"),
    in_context("under an axis", "Jul {year}"),
    in_context("under an axis", "Aug {year}"),
    in_context("under an axis", "Sep {year}"),
    in_context("under an axis", "Oct {year}"),
    in_context("under an axis", "Nov {year}"),
    in_context("under an axis", "Dec {year}"),
)

GROUPS = Plural("{count} group", "{count} groups")

MIXING = message("Which groups work together?")
WITHIN = message("inside")
NO_TIES = message("no ties")

_OF_NONE = {"sector": message("No sector"), "region": message("No region")}


def month_said(day: dt.date) -> Message:
    """Say the month of a day as it is written under an axis."""
    return _MONTHS[day.month - 1].given(year=day.year)


def end_sentence(said: str) -> str:
    """End a sentence; a year in Russian ends in a full stop already."""
    return said if said.endswith(".") else f"{said}."


def group_name(label: NodeLabel, by: By, titles: Mapping[NodeLabel, Sayable], lang: Language) -> str:
    """Return what a group is called: by its title where it has one, by its id where not."""
    title = titles.get(label)
    if label is None:
        title = _OF_NONE.get(by if isinstance(by, str) else "", message("No group"))
    if title is None and by == "sector" and isinstance(label, str):
        title = SECTORS.get(label)
    if title is None and by == "kind" and isinstance(label, str):
        title = NODE_KINDS.get(label)
    written = title.in_language(lang) if title is not None else escape(str(label)).strip() or "?"
    return written[:1].upper() + written[1:]
