"""Given: a history, told through the one door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from partnership.acts import Command, Start, Started, command_of
from partnership.errors import Refused
from partnership.index import State
from partnership.programme import Programme
from partnership.template import Template
from partnership.testing.builders import StoryItem, UnlawfulGiven, commands_of, earliest_day
from partnership.testing.outcome import Scene, tried
from partnership.testing.phrases import act
from partnership.values import ParameterValue

NO_DAY = dt.date(2000, 1, 1)
"""The first day of a story in which nothing names one."""


def given(
    template: Template,
    *items: StoryItem,
    region: str = "RU-SMO",
    start: dt.date | None = None,
    parameters: Mapping[str, ParameterValue] | None = None,
    id: str = "story",
    laws: Iterable[Template] = (),
) -> Scene:
    """Tell what is given: records, records of a day (`on`), commands, entries, in the order in which they are written.

    A record that names no day is of the day of the item before it; the story begins on `start`, or on the first day
    that any item names. A history that begins with its own start is taken as it is. `laws` are other versions of the
    template that the story may migrate to.

    Raises:
        UnlawfulGiven: if the law turns any of it away; a test of an unlawful world proves nothing.
    """
    opening, rest = _opening(items)
    if opening is None:
        day = start or earliest_day(items) or NO_DAY
        opening = Start(on=day, programme=id, region=region, parameters=dict(parameters or {}))
    scene = Scene(template, State.empty(), laws=tuple(laws))
    return tell_given(tell_given(scene, (opening,)), rest)


def tell_given(scene: Scene, items: Iterable[StoryItem]) -> Scene:
    """Go on with what is given.

    Raises:
        UnlawfulGiven: if the law turns any of it away.
    """
    programme, day = scene.programme, scene.day
    for place, item in enumerate(items, start=1):
        for command in commands_of(item, day):
            refusal = _refusal(programme, command)
            if refusal is not None:
                raise UnlawfulGiven(
                    f"given {place}: {act(command)} is refused, so nothing can be told after it; {refusal}"
                )
            day = command.on
    return Scene(programme.template, programme.state, day=day, laws=tuple(programme.templates.values()))


def _refusal(programme: Programme, command: Command) -> Refused | None:
    return tried(programme, command)[1]


def _opening(items: tuple[StoryItem, ...]) -> tuple[Start | None, tuple[StoryItem, ...]]:
    match items:
        case (Start() as start, *rest):
            return start, tuple(rest)
        case (Started() as started, *rest):
            command = command_of(started)
            assert isinstance(command, Start)  # noqa: S101 - what a start comes from
            return command, tuple(rest)
        case _:
            return None, items
