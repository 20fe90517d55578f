"""`partnership simulate`: a region under a law, or a programme from today on, many times.

What is reached, when, and what holds it up.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import (
    LEDGER_SUFFIX,
    Unusable,
    check_file,
    check_place,
    no_stage,
    opened,
    placed,
    said_by_error,
    save,
    save_and_say,
    tell_all,
)
from partnership.cli.option_values import shown_argument
from partnership.cli.shapes import JsonShape, fields_shape, programme_shape, text_shape, write_json
from partnership.errors import InputError, PartnershipError
from partnership.messages import Message, as_written, message
from partnership.programme import Programme, load_template
from partnership.simulation import (
    Estimate,
    ForecastStanding,
    Progress,
    Region,
    StageStanding,
    Study,
    against_staying,
    check_earlier,
    forecast,
    known_on,
    load_region,
    regions_for,
    shipped_regions,
    simulate,
    standing_told,
    standings,
    standings_of_measures,
    standings_told,
    study_bytes,
    told,
)
from partnership.simulation.advice import region_advice
from partnership.simulation.horizon import beyond_horizon_of
from partnership.simulation.model import once_more
from partnership.simulation.moved import held_otherwise, unmet_where_lost
from partnership.simulation.study import BASE, STAYING
from partnership.simulation.wording import stage_title, stages_ahead
from partnership.template import Template

if TYPE_CHECKING:
    import datetime as dt
    from argparse import Namespace

_WIDTH: Final = 30
_RUNS: Final = 1000
_RUNS_OF_A_PROGRAMME: Final = 100
_HISTORY: Final = re.compile(rb"""(?m)^["']?(programme|ledger)["']?[ ]*:""")
_IN_A_REGION: Final = {"--on": "start", "--horizon": "horizon"}
_OF_A_PROGRAMME: Final = ("on", "against", "horizon", "template", "head", "strict_time")


@dataclass(frozen=True, slots=True)
class _Against:
    """How what has come stands in an earlier forecast."""

    before: Study
    standings: tuple[StageStanding, ...]
    measures: tuple[ForecastStanding, ...]


def simulate_command(asked: Namespace, console: Console) -> Exit:
    """Simulate a region, or how a programme goes on, and tell what came of it; with `-o`, keep the study."""
    kept = None if asked.output is None else Path(asked.output)
    if kept is not None:
        check_place(kept)
    asked.file = asked.of if _is_history(asked.of) else None
    against = None
    try:
        if asked.file is None:
            programme, study = None, _of_law(asked, console)
        else:
            programme = tell_all(opened(asked, console), console)
            study, against = _of_programme(asked, console, programme)
    except PartnershipError as error:
        raise Unusable(said_by_error(error, console.lang)) from None
    if asked.json:
        if kept is not None:
            save(kept, study_bytes(study))
        write_json(asked, console, _shape(asked, study, programme, against))
    else:
        _tell(study, asked.to, against, console)
        for said in _more(study, console) if getattr(asked, "verbose", False) else ():
            console.paragraph(said, first="- ", rest="  ")
        if kept is not None:
            save_and_say(kept, study_bytes(study), console)
    return Exit.FINE


def _more(study: Study, console: Console) -> Iterator[Message]:
    """Say what is said of a study where more is asked for."""
    if study.why_exact is not None:
        yield message("Why people could not be counted: {why}", why=study.why_exact)
    for fault in region_advice(study.template, study.region):
        yield message("To look at again: {what}", what=as_written(fault.text(console.lang)))


def _is_history(name: str) -> bool:
    """Tell whether something is the file of a programme, and not of a law or the name of one."""
    if name.endswith(LEDGER_SUFFIX):
        return True
    if not any(mark in name for mark in "/\\."):
        return False
    check_file(name)
    return _HISTORY.search(Path(name).read_bytes()) is not None


def _of_law(asked: Namespace, console: Console) -> Study:
    given = [name for name in _OF_A_PROGRAMME if getattr(asked, name)]
    if given:
        raise _of_a_programme("--" + given[0].replace("_", "-"), asked.of)
    if asked.of in shipped_regions():
        words = message("'{region}' is a region, and a template is named here", region=asked.of)
        line = f"partnership simulate {load_region(asked.of).shape.template} --region {asked.of}"
        mend = message("write `{line}`", line=line)
        raise Unusable(Message("{wrong}; {mend}", {"wrong": words, "mend": mend}))
    law = load_template(asked.of)
    if asked.region is None:
        fitting = regions_for(law.id)
        missing = message("simulating a template needs a region; name one with --region")
        there = message("{missing}: {regions} come with the library", missing=missing, regions=", ".join(fitting))
        raise Unusable(there if fitting else missing)
    region = load_region(asked.region)
    said = _said(asked, _RUNS)
    many = said.pop("replications")
    study = simulate(law, region, engine=asked.engine, replications=0, **said)
    if asked.to is not None:
        _check_stage(asked.to, study)
    return _run(study, many, console)


def _run(study: Study, many: int, console: Console) -> Study:
    """Run a study that is made ready; where partners leave, beside the same runs in which they stay."""
    if study.arms[BASE].leave:
        study = against_staying(study)
    return study.go_on(many, progress=_bar(console))


def _of_a_programme(option: str, law: str) -> Unusable:
    """Say that an option is for a programme, which file would be one, and what says the same of a region."""
    wrong = message("{option} is for a programme, and {what} is a template", option=option, what=shown_argument(law))
    mend = message("name a programme file (.yaml) or a ledger (.jsonl) instead, or leave {option} out", option=option)
    key = _IN_A_REGION.get(option)
    if key is not None:
        mend = message("{mend} (a region's file says it under `{key}:`)", mend=mend, key=key)
    return Unusable(Message("{wrong}; {mend}", {"wrong": wrong, "mend": mend}))


def _of_programme(asked: Namespace, console: Console, programme: Programme) -> tuple[Study, _Against | None]:
    """Forecast a programme, and ask where it stands in an earlier forecast; nothing runs before all can be done."""
    if asked.engine == "fast":
        raise Unusable(message("--engine fast: the rules decide every entry of a forecast; leave it out"))
    if asked.output is not None:
        raise Unusable(message("-o: a forecast is not kept; keep the ledger, and forecast again"))
    said, region = _said(asked, _RUNS_OF_A_PROGRAMME), _region(asked)
    many = said.pop("replications")
    day = asked.on or programme.snapshot.date
    _check_day(asked, console, programme, day)
    study = forecast(programme, region, on=asked.on, horizon=asked.horizon, replications=0, **said)
    if asked.to is not None:
        _check_stage(asked.to, study)
    before = None
    if asked.against is not None:
        check_earlier(asked.against, day)
        _check_day(asked, console, programme, asked.against)
        same = {name: said[name] for name in ("seed", "levers")}
        before = forecast(programme, region, on=asked.against, replications=0, **same)
    study = _run(study, many, console)
    if before is None or study.interrupted:
        return study, None
    before = before.go_on(many, progress=_bar(console))
    to = None if asked.to is None else asked.to.partition(":")[0]
    found = standings(before, programme, asked.on)
    own = tuple(each for each in found if to in {None, each.stage.partition(":")[0]})
    has_measures = bool(own) and to is None and day <= before.days[-1]
    return study, _Against(before, own, standings_of_measures(before, study) if has_measures else ())


def _check_day(asked: Namespace, console: Console, programme: Programme, day: dt.date) -> None:
    """Make sure that a programme can be gone on from, on a day; what is wrong otherwise is not of its file."""
    try:
        known_on(programme, day)
    except InputError as error:
        raise Unusable(placed(asked.file, error.text(console.lang))) from None


def _region(asked: Namespace) -> Region | None:
    return None if asked.region is None else load_region(asked.region)


def _said(asked: Namespace, runs: int) -> dict[str, Any]:
    """Return what is asked of both, as both take it.

    Raises:
        Unusable: if something is set to two values.
    """
    for option in ("set", "leave"):
        names = [name for name, _ in getattr(asked, option) or ()]
        for name in names:
            if names.count(name) > 1:
                twice = message("--{option}: '{name}' is given twice; give it once", option=option, name=name)
                raise Unusable(twice)
    return {
        "replications": runs if asked.replications is None else asked.replications,
        "seed": asked.seed,
        "levers": dict(asked.set or ()),
        "arms": {f"{name}={_short(value)}": {name: value} for name, value in asked.compare or ()},
        "leave": dict(asked.leave or ()),
    }


def _short(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _check_stage(stage: str, study: Study) -> None:
    """Make sure that a stage can be reached from where the runs begin."""
    law, stages = study.template, study.model.stages
    if stage not in stages:
        raise no_stage(stage, {each: stage_title(study, each) for each in stages}, _round_meant(stage, law))
    here = [each.id for each in law.path(study.begins_in)]
    round_about = {other for each in here for other in law.cycle_of(each)} - {*here}
    if stage in study.ahead or stage in round_about:
        return
    form = message("--to {stage}: the runs begin on {day}, in the stage {here:quoted}, and have that stage behind them")
    if stage in here:
        form = message("--to {stage}: the runs begin in that stage, on {day}")
    behind = form.given(stage=stage, day=study.days[0], here=law.stage(study.begins_in).title)
    ahead = message("{behind}; ahead are: {choices}", behind=behind, choices=stages_ahead(study))
    nothing = message("{behind}; no stage is ahead: name an earlier day with --on", behind=behind)
    raise Unusable(ahead if study.ahead else nothing)


def _round_meant(stage: str, law: Template) -> Message | None:
    """Say which stage stands for the next round, where another one is named: a round begins with the first of it."""
    name, _, again = stage.partition(":")
    if not again or name not in law.stage_ids:
        return None
    cycle = law.cycle_of(name)
    if not cycle:
        return message("'{stage}' comes once only: write {stage}", stage=name)
    return message("a next round is told of by its first stage: write {stage}", stage=once_more(cycle[0]))


def _tell(study: Study, to: str | None, against: _Against | None, console: Console) -> None:
    first, *others = told(study, to)
    console.paragraph(first, style="heading")
    for sentence in others:
        console.paragraph(sentence, first="- ", rest="  ")
    if against is None:
        return
    console.line()
    console.paragraph(message("Against the forecast of {day}", day=against.before.days[0]), style="heading")
    for sentence in standings_told(against.before, against.standings, to):
        console.paragraph(sentence, first="- ", rest="  ")
    for each in against.measures:
        console.paragraph(standing_told(against.before, each), first="- ", rest="  ")


def _bar(console: Console) -> Progress | None:
    """Return a bar that grows where errors go, in a terminal only."""
    return _Bar(console) if sys.stderr is not None and sys.stderr.isatty() else None


class _Bar:
    """A bar that grows where errors go, in a terminal only."""

    def __init__(self, console: Console) -> None:
        self._words = message("{done} of {all} runs")
        self._console = console
        self._shown = -1

    def __call__(self, done: int, of: int) -> None:
        part = _WIDTH * done // max(1, of)
        if part == self._shown:
            return
        self._shown = part
        words = self._console.said(self._words.given(done=done, all=of))
        end = "\n" if done >= of else ""
        sys.stderr.write(f"\r[{'#' * part}{'.' * (_WIDTH - part)}] {words}{end}")
        sys.stderr.flush()


# --- for programs ----------------------------------------------------------------------------------------------------


def _shape(asked: Namespace, study: Study, programme: Programme | None, against: _Against | None) -> JsonShape:
    return {
        "programme": None if programme is None else programme_shape(programme),
        "stage": study.begins_in,
        "template": fields_shape(study.template, "id", "version", "digest"),
        "region": {
            "id": study.region.id,
            **fields_shape(study.region.shape, "title", "synthetic"),
            "digest": study.region.digest,
            "measured": study.is_measured,
        },
        "start": study.days[0].isoformat(),
        "end": study.days[-1].isoformat(),
        "seed": study.seed,
        "replications": len(study),
        "failures": [fields_shape(one, "replication", "kind", "why") for one in study.failures],
        "interrupted": study.interrupted,
        "why_exact": None if study.why_exact is None else text_shape(study.why_exact),
        "figures": dict(study.resting().figures),
        "beyond_horizon": [fields_shape(each, "at", "what") for each in beyond_horizon_of(study)],
        "to": asked.to,
        "arms": [_arm_shape(study, arm, dict(asked.leave or ())) for arm in study.outcomes],
        "leaving": _leaving_shape(study) if STAYING in study.outcomes else None,
        "against": None if against is None else _against_shape(against),
    }


def _leaving_shape(study: Study) -> JsonShape:
    """Return what it changes that partners leave: the first arm, less the one in which they stay."""
    return {
        "against": STAYING,
        "stages": [{"stage": stage, **_moved_shape(study, stage, BASE, STAYING)} for stage in study.model.stages],
        "measures": [
            {"measure": each.id, "change": _estimate(study.compare(BASE, each.id, STAYING))}
            for each in study.model.measures
        ],
    }


def _moved_shape(study: Study, stage: str, arm: str, base: str) -> JsonShape:
    """Return what an arm changes for a stage, and why."""
    reached, later = study.compare(arm, stage, base), study.later(arm, stage, base)
    one, other = (base, arm) if reached.value > 0 else (arm, base)
    unmet = unmet_where_lost(study, one, stage, other)
    return {
        "reached": _estimate(reached),
        "days_later": None if later is None else _estimate(later),
        "unmet": [
            {**fields_shape(each.rule, "stage", "rule"), "share": round(each.share, 6)}
            for each in (() if unmet is None else unmet.rules)
        ],
        "given_up": 0.0 if unmet is None else round(unmet.given_up, 6),
        "held": [
            {"stage": each.stage, "rule": None if each.rule is None else each.rule.rule, "days": round(each.days, 1)}
            for each in held_otherwise(study, arm, stage, base)
        ],
    }


def _against_shape(against: _Against) -> JsonShape:
    return {
        "on": against.before.days[0].isoformat(),
        "stages": [
            {
                "stage": each.stage,
                "days": None if each.entered is None else each.entered.value,
                "percentile": None if each.entered is None else each.entered.percentile,
                "reached": _estimate(each.reached),
                "expected": None if each.expected is None else each.expected.isoformat(),
            }
            for each in against.standings
        ],
        "measures": [
            {
                "measure": each.what,
                "now": round(each.value, 6),
                "expected": each.middle,
                "percentile": each.percentile,
            }
            for each in against.measures
        ],
    }


def _arm_shape(study: Study, arm: str, leave: Mapping[str, int]) -> JsonShape:
    plan = study.arms[arm]
    stages = [stage for stage in study.model.stages if stage in study.of(arm).entered]
    return {
        "arm": arm,
        "engine": plan.engine,
        "levers": dict(plan.levers),
        "leave": {} if arm == STAYING else dict(leave),
        "stages": [
            {
                "stage": stage,
                "reached": _estimate(study.share_reaching(stage, arm=arm)),
                "days": {f"p{part}": study.time_to(stage, arm).quantile(part / 100) for part in (5, 25, 50, 75, 95)},
                "against_base": None if arm == BASE else _moved_shape(study, stage, arm, BASE),
            }
            for stage in stages
        ],
        "measures": [
            {
                "measure": each.id,
                "title": text_shape(each.title),
                "at_end": _estimate(study.at_end(each.id, arm)),
                "against_base": None if arm == BASE else _estimate(study.compare(arm, each.id)),
            }
            for each in study.model.measures
        ],
        "held_up": [
            {
                **fields_shape(each, "stage", "rule", "title", "owed_by", "ended"),
                "share": _estimate(each.share),
                "days_alone": round(each.days_alone, 1),
            }
            for each in study.bottlenecks(arm=arm)
        ],
    }


def _estimate(found: Estimate) -> Mapping[str, float | None]:
    ends = {"value": found.value, "low": found.low, "high": found.high}
    return {name: round(end, 6) if math.isfinite(end) else None for name, end in ends.items()}
