"""Plots of a study with matplotlib (extra `plot`): stages, a fan, what held up, levers, exits, what is uncertain."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from partnership.messages import Language, Message, message, plural
from partnership.simulation.answers import changes, names_of
from partnership.simulation.exits import PartnerExit
from partnership.simulation.packages import package
from partnership.simulation.region import marked_title
from partnership.simulation.sensitivity import Sensitivity
from partnership.simulation.study import BASE, Bottleneck, Study
from partnership.simulation.wording import change_of, stage_title, title_of
from partnership.values import Text

_COLOURS: Final = ("#0b6e99", "#b35900", "#4d7c0f", "#7b3f9d", "#9f1239", "#475569")
"""Dark enough on white, and told apart by people who do not see all colours."""

_LINE: Final = "#333333"
_LINES: Final = ("-", "--", "-.", ":")
_MOST_RULES: Final = 8
_WIDTH: Final = 38
"""How many letters of a name go on a line beside its bar."""

_TITLE: Final = 80
"""How many letters of a title go on a line over a whole picture."""


def plot_reaching(study: Study, stages: Sequence[str] | None = None, *, lang: Language = "en", axes: Any = None) -> Any:
    """Draw the share of the runs that have reached each stage by each month, a curve a stage and arm; return the axes.

    Raises:
        UnknownName: if there is no such stage.
        MissingExtra: if matplotlib is not installed.
    """
    axes = _axes(axes)
    begun = {stage for stage in study.model.stages if not study.days_to(stage).any()}
    wanted = [stage for stage in study.model.stages if stage not in begun] if stages is None else stages
    dates = np.array(study.days, dtype="datetime64[D]")
    for number, stage in enumerate(wanted):
        for at, arm in enumerate(study.outcomes):
            entered = np.sort(study.of(arm).entered[stage])
            entered = entered[entered >= 0]
            by_step = np.searchsorted(entered, np.arange(len(dates)), side="right") / max(1, len(study.of(arm)))
            label = stage_title(study, stage).in_language(lang)
            axes.step(
                dates,
                100 * by_step,
                _LINES[at % len(_LINES)],
                where="post",
                color=_COLOURS[number % len(_COLOURS)],
                label=label if arm == BASE else f"{label}, {arm}",
            )
    axes.set_ylim(0, 100)
    axes.set_ylabel(message("runs that are there, %").in_language(lang))
    _finish(study, axes, message("When is each stage reached?"), lang)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))  # beside the curves, which fill the picture
    return axes


def plot_fan(study: Study, what: str, *, arm: str = BASE, lang: Language = "en", axes: Any = None) -> Any:
    """Draw a measure or a state over time: the middle run, half of the runs, and nine in ten; return the axes.

    Raises:
        UnknownName: if there is neither such a measure nor such a state, or no such arm.
        MissingExtra: if matplotlib is not installed.
    """
    axes = _axes(axes)
    dates = np.array(study.days, dtype="datetime64[D]")
    low, quarter, middle, three, high = study.fan(what, arm).T
    nine, half = message("nine runs of ten"), message("half of the runs")
    axes.fill_between(dates, low, high, color=_COLOURS[0], alpha=0.18, linewidth=0, label=nine.in_language(lang))
    axes.fill_between(dates, quarter, three, color=_COLOURS[0], alpha=0.35, linewidth=0, label=half.in_language(lang))
    axes.plot(dates, middle, color=_COLOURS[0], label=message("the middle run").in_language(lang))
    axes.set_ylim(bottom=0)
    _finish(study, axes, title_of(study, what), lang)
    axes.legend(frameon=False)
    return axes


def plot_held_up(study: Study, stage: str, *, arm: str = BASE, lang: Language = "en", axes: Any = None) -> Any:
    """Draw which rules stood last before a stage ended, and which are not met where it has not ended; return the axes.

    Raises:
        UnknownName: if there is no such stage or arm.
        MissingExtra: if matplotlib is not installed.
    """
    rules = sorted(study.bottlenecks(stage, arm), key=lambda each: -each.share.value)[:_MOST_RULES]
    axes = _axes(axes, len(rules))
    rows = range(len(rules))
    colours = [_COLOURS[1] if each.ended else _COLOURS[5] for each in rules]
    bars = axes.barh(rows, [100 * each.share.value for each in rules], color=colours)
    axes.set_yticks(rows, [_wrapped(f"{each.title.in_language(lang)} ({each.rule})") for each in rules])
    axes.bar_label(bars, [_held(each, lang) for each in rules], padding=4)
    axes.invert_yaxis()
    axes.set_xlim(0, 160)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel(message("runs in which it was the last thing missing, %").in_language(lang))
    _finish(study, axes, message("What holds up {stage:quoted}?", stage=stage_title(study, stage)), lang)
    return axes


def plot_exits(study: Study, found: Sequence[PartnerExit], *, lang: Language = "en", axes: Any = None) -> Any:
    """Draw what it costs that a partner leaves: by how many points the chance falls, a row a partner; return the axes.

    Raises:
        MissingExtra: if matplotlib is not installed.
    """
    axes = _axes(axes, len({each.partner for each in found}))
    months = sorted({each.month for each in found})
    names = {id_: name.in_language(lang) for id_, name in names_of(study).items()}
    partners = sorted(
        {each.partner for each in found}, key=lambda one: min(e.reached.value for e in found if e.partner == one)
    )
    height = 0.8 / len(months)
    for at, month in enumerate(months):
        values = {each.partner: each.reached for each in found if each.month == month}
        rows = np.arange(len(partners)) + (at - (len(months) - 1) / 2) * height
        axes.barh(
            rows,
            [100 * values[one].value for one in partners],
            height,
            color=_COLOURS[at % len(_COLOURS)],
            label=plural("leaves after {count} month", "leaves after {count} months", month).in_language(lang),
        )
    axes.set_yticks(range(len(partners)), [_wrapped(names[one]) for one in partners])
    axes.invert_yaxis()
    axes.axvline(0, color=_LINE, linewidth=0.8)
    axes.set_xlabel(message("change of the chance, percentage points").in_language(lang))
    _finish(study, axes, message("What if a partner leaves?"), lang)
    axes.set_xlim(-105, max(5, *(100 * each.reached.value for each in found)))
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))  # beside the bars, which fill the picture
    return axes


def plot_arms(study: Study, what: str, *, lang: Language = "en", axes: Any = None) -> Any:
    """Draw what each arm changes, the largest change first, with its interval: of a measure or state at the end, or of
    the days until a stage; return the axes.

    Raises:
        UnknownName: if there is no such stage, measure or state.
        MissingExtra: if matplotlib is not installed.
    """
    found = [(arm, change) for arm, change in changes(study, what) if change is not None]
    axes = _axes(axes, len(found))
    names = [", ".join(each.in_language(lang) for each in change_of(study, arm)) for arm, _ in found]
    values = [change.value for _, change in found]
    halves = [change.half_width if np.isfinite(change.half_width) else 0.0 for _, change in found]
    axes.barh(range(len(found)), values, xerr=halves, color=_COLOURS[0], ecolor=_LINE, capsize=3)
    axes.set_yticks(range(len(found)), [_wrapped(name) for name in names])
    axes.invert_yaxis()
    axes.axvline(0, color=_LINE, linewidth=0.8)
    if what in study.model.stages:
        stage = stage_title(study, what)
        axes.set_xlabel(message("days later (to the left: sooner)").in_language(lang))
        _finish(study, axes, message("What brings {stage:quoted} nearer?", stage=stage), lang)
    else:
        axes.set_xlabel(message("change at the end").in_language(lang))
        _finish(study, axes, message("What helps most? {what}", what=title_of(study, what)), lang)
    return axes


def plot_sensitivity(study: Study, found: Sensitivity, *, lang: Language = "en", axes: Any = None) -> Any:
    """Draw which uncertain figures the spread of an answer comes from; return the axes.

    Raises:
        MissingExtra: if matplotlib is not installed.
    """
    shown = found.influences[:_MOST_RULES]
    rows = range(len(shown) + 1)
    axes = _axes(axes, len(rows))
    shares = [100 * min(1.0, each.total) for each in shown] + [100 * found.noise]
    chance = message("Chance, as the runs are few").in_language(lang)
    axes.barh(rows, shares, color=[_COLOURS[0]] * len(shown) + [_COLOURS[5]])
    axes.set_yticks(rows, [_wrapped(name) for name in (*(each.title.in_language(lang) for each in shown), chance)])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel(message("share of the spread between the worlds, %").in_language(lang))
    stages = study.model.stages
    what = stage_title(study, found.what) if found.what in stages else title_of(study, found.what)
    _finish(study, axes, message("What is it uncertain by? {what}", what=what), lang)
    return axes


def _axes(axes: Any, rows: int | None = None) -> Any:
    """Return the axes that are given, or new ones: as high as the rows of bars need, where there are such."""
    if axes is not None:
        return axes
    height = 4.5 if rows is None else 1.4 + 0.55 * max(2, rows)
    return package("matplotlib.pyplot", "plot").subplots(figsize=(8, height), layout="constrained")[1]


def _finish(study: Study, axes: Any, title: Message | Text | str, lang: Language) -> None:
    said = title if isinstance(title, str) else title.in_language(lang)
    wide = _TITLE if axes.xaxis.have_units() else _WIDTH  # beside bars stand their names
    lines = [*textwrap.wrap(said, wide), *textwrap.wrap(marked_title(study.region.shape).in_language(lang), wide)]
    axes.set_title("\n".join(lines), loc="left", fontsize=11)
    if axes.xaxis.have_units():  # days
        dates = package("matplotlib.dates", "plot")
        axes.xaxis.set_major_locator(dates.AutoDateLocator(minticks=3, maxticks=6))
        axes.xaxis.set_major_formatter(dates.DateFormatter("%m.%Y" if lang == "ru" else "%Y-%m"))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _wrapped(name: str) -> str:
    return textwrap.fill(name, _WIDTH)


def _held(each: Bottleneck, lang: Language) -> str:
    """Say beside a bar for how long only this was missing, or that it still is."""
    days = round(each.days_alone)
    still, alone = (
        message("still missing at the end"),
        plural("only this for {count} day", "only this for {count} days", days),
    )
    return (alone if each.ended else still).in_language(lang)
