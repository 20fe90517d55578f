"""What a selection selects: rows of a register, members of a roster, items of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from partnership.errors import UnknownName
from partnership.messages import message
from partnership.records import REGISTERS
from partnership.testing.reference.fields import Element, Environment, Look, all_pass, follow, value_of
from partnership.testing.reference.law import PlainTree
from partnership.testing.reference.past import Row, is_constitutive, is_valid
from partnership.values import ONE_DAY

RESTING = ("assignments", "memberships", "consents")
"""Registers whose rows may rest on a partner."""


@dataclass(frozen=True)
class Chosen:
    """What a selection selects, what it selects from, and how fields of what it selects are looked at."""

    source: str
    elements: list[Element]
    look: Look


def as_selection(said: Any) -> PlainTree:
    """A plain word is a register with nothing asked of its rows."""
    return {"from": said} if isinstance(said, str) else said


def select(env: Environment, said: Any) -> Chosen:
    """The rows of a selection. `also` and `only` are the reference's own: further tests, beside those of a word.

    `on` a later day: what stands today and is still valid then, for nobody knows what will be ended or amended.
    """
    selection = as_selection(said)
    source, ever, tested = selection["from"], bool(selection.get("ever")), tested_by(selection)
    day = value_of(env, selection["on"]) if "on" in selection else env.day
    if day is None:
        return Chosen(source, [], Look(env.day, ever, tested))
    look = Look(day, ever, tested)
    wheres = [selection.get("where", {}), *selection.get("also", [])]
    found = [
        element
        for element in everything(env, source, look, with_act="with" in selection)
        if "on" in selection or ever or is_of_the_round(env, source, element, tested)
        if all(all_pass(env, element, source, where, look) for where in wheres)
        and all(test(element) for test in selection.get("only", []))
        and all(select(env.naming("it", element), inner).elements for inner in one_or_more(selection.get("having", [])))
    ]
    if "latest" in selection:
        asked = latest_of(selection["latest"])
        found = [
            element
            for element in last_of_each(env, source, found, look, asked)
            if all_pass(env, element, source, asked["whose"], look)
        ]
    return Chosen(source, found, Look(env.day, ever, tested))


def is_of_the_round(env: Environment, source: str, element: Element, tested: tuple[str, ...]) -> bool:
    """Whether a row is not of an earlier round: what is done once is of the round in which it was done."""
    if env.after is None or env.law.roster(source) or not isinstance(element.row, Row):
        return True
    own = env.law.register(source)
    if not (own.get("each_round") if own else REGISTERS[source].done_once):
        return True
    return env.after < env.past.settled(element.row, env.day, tested) <= env.day


def with_the_act(env: Environment, source: str, rows: list[Row], look: Look) -> list[Row]:
    """Rows as they will be when the act is done: its record in the place of the one of its id."""
    act = env.named["act"].row
    if not isinstance(act, Row):
        return rows
    others = [row for row in rows if row.id != act.id]
    belongs = source in REGISTERS or act.record.list == source
    return [*others, act] if belongs and (look.ever or is_valid(act.record, look.day)) else others


def latest_of(said: Any) -> PlainTree:
    """What is asked for the latest: how many, of what, by which day, and what of them."""
    return {"n": 1, "per": [], "by": "changed", "whose": {}} | (said if isinstance(said, dict) else {"n": said})


def last_of_each(env: Environment, source: str, rows: list[Element], look: Look, asked: PlainTree) -> list[Element]:
    """The last rows of each series up to the day; of one day the record that came later, then the later id."""
    per = one_or_more(asked["per"])

    def found(element: Element, path: str) -> Any:
        return follow(env, element, source, path.split("."), look)[0]

    series: dict[str, list[tuple[date, date, str, Element]]] = {}
    for element in rows:
        day = found(element, asked["by"])
        if isinstance(element.row, Row) and day is not None and day <= min(look.day, env.day):
            alike = repr([found(element, path) for path in per])
            series.setdefault(alike, []).append((day, element.row.date, element.id, element))
    n = int(value_of(env, asked["n"]))
    ordered = [sorted(each, key=lambda one: one[:3]) for each in series.values()]
    return [one[3] for each in ordered for one in each[max(len(each) - n, 0) :]]


def tested_by(said: Any) -> tuple[str, ...]:
    """The fields that a selection's own tests read: what it states is as old as they are."""
    selection = as_selection(said)
    wheres = [selection.get("where", {}), *selection.get("also", [])]
    if "latest" in selection:
        wheres.append(latest_of(selection["latest"])["whose"])
    paths = [path for where in wheres for path in where]
    found = dict.fromkeys(path.split(".")[0] for path in paths)
    return tuple(name for name in found if name not in {"id", "date", "changed"})


def one_or_more(said: Any) -> list[Any]:
    """A list as it is; anything else as a list of one."""
    return list(said) if isinstance(said, list | tuple) else [said]


def everything(env: Environment, source: str, look: Look, *, with_act: bool = False) -> list[Element]:
    """Every row of a register, member of a roster, or item of a list."""
    if env.law.roster(source):
        return members(env, source)
    if source in REGISTERS or env.law.register(source):
        rows = env.past.rows_ever(source, look.day) if look.ever else env.past.rows(source, look.day)
        if with_act:
            rows = with_the_act(env, source, rows, look)
        if not look.ever and source in RESTING and source not in env.law.tree.get("outlast_partner", ()):
            rows = [row for row in rows if env.past.still_rests(row, look.day)]
        return [Element(row.id, row) for row in rows if row.date <= env.day]
    return [Element(item["id"], item) for item in env.law.items(source) or []]


def named_on(env: Environment, anchor: PlainTree, row: Row) -> list[str]:
    """Every id that a field of a row names on a day, if the row passes on it."""
    look = Look(env.day, ever=True, tested=tested_by(anchor))
    element = Element(row.id, row)
    if not all_pass(env, element, anchor["from"], anchor.get("where", {}), look):
        return []
    value, _ = follow(env, element, anchor["from"], anchor["field"].split("."), look)
    return [each for each in (value if isinstance(value, tuple) else (value,)) if each is not None]


def named_ever(env: Environment, anchor: PlainTree) -> list[str]:
    """Every id that rows have named in a field on any day so far; that a row has aged since takes nothing back."""
    found: list[str] = []
    for kind, name in env.past.names(anchor["from"], env.day):
        versions = env.past.versions(kind, name, env.day)
        for row, end in zip(versions, [*(each.changed for each in versions[1:]), env.day + ONE_DAY], strict=True):
            for day in range(
                row.changed.toordinal(), end.toordinal() if names_by_day(anchor) else row.changed.toordinal() + 1
            ):
                on = date.fromordinal(day)
                found += named_on(replace(env, day=on, past=env.past.until(on)), anchor, row)
    return list(dict.fromkeys(found))


def names_by_day(anchor: PlainTree) -> bool:
    """Whether the same version of a row can name somebody on one day and not on another."""
    said = [anchor["field"], *anchor.get("where", {})]
    return any("." in path for path in said) or "max_age" in str(anchor) or "$today" in str(anchor)


def members(env: Environment, name: str) -> list[Element]:
    """Whoever was ever named into a roster and never released, whatever has become of his record."""
    roster = env.law.roster(name)
    if roster is None:
        known = [each["id"] for each in env.law.tree.get("rosters", [])]
        raise UnknownName(name, known, message("roster"))
    released: list[str] = []
    if "released_by" in roster:
        for row in env.past.rows_ever(roster["released_by"]["from"], env.day):
            released += named_on(env, roster["released_by"], row)
    found = [
        Element(each, env.past.latest(env.law.kind(roster["of"]), each, env.day))
        for each in named_ever(env, roster["anchored"])
        if each not in released
    ]
    look = Look(env.day, tested=tested_by(roster))
    return [each for each in found if all_pass(env, each, roster["of"], roster.get("where", {}), look)]


def is_list(env: Environment, source: str) -> bool:
    """Whether a source is one of the template's lists."""
    return not (source in REGISTERS or env.law.register(source) or env.law.roster(source))


def register_behind(env: Environment, source: str) -> str:
    """The register behind a source; for a roster that which anchors it."""
    roster = env.law.roster(source)
    return roster["anchored"]["from"] if roster else source


def is_bare(env: Environment, source: str) -> bool:
    """Whether no row of the register ever was."""
    return not is_list(env, source) and not env.past.names(register_behind(env, source), env.day)


def is_kept(env: Environment, source: str) -> bool:
    """Whether a register has had rows, or is stated to be kept; lists of the template always are."""
    return not is_bare(env, source) or env.past.kept(register_behind(env, source), env.day)


def is_known(env: Environment, source: str) -> bool:
    """Whether the silence of a register means that there is nothing."""
    register = register_behind(env, source)
    return is_list(env, source) or is_constitutive(register) or env.past.kept(register, env.day)
