"""`partnership simulate`: a region under a law, many times: what is reached, when, and what holds it up."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import Unusable, said_by_error, save
from partnership.cli.shapes import JsonShape, fields_shape, text_shape, write_json
from partnership.errors import PartnershipError
from partnership.messages import message
from partnership.programme import load_template
from partnership.simulation import Estimate, Study, load_region, simulate, study_bytes, told

if TYPE_CHECKING:
    from argparse import Namespace

_WIDTH: Final = 30


def simulate_command(asked: Namespace, console: Console) -> Exit:
    """Simulate a region and tell what came of it; with `-o`, keep the study."""
    try:
        region = load_region(asked.region)
        law = load_template(asked.template)
        arms = {f"{name}={value:g}": {name: value} for name, value in asked.compare or ()}
        study = simulate(
            law,
            region,
            replications=asked.replications,
            seed=asked.seed,
            levers=dict(asked.set or ()),
            arms=arms,
            leave={partner: int(month) for partner, month in asked.leave or ()},
            engine=asked.engine,
            progress=_Bar(console) if sys.stderr is not None and sys.stderr.isatty() else None,
        )
    except PartnershipError as error:
        raise Unusable(said_by_error(error, console.lang)) from None
    if asked.output is not None:
        save(Path(asked.output), study_bytes(study))
    if asked.json:
        write_json(asked, console, _shape(study))
    else:
        _tell(study, console)
    return Exit.FINE


def _tell(study: Study, console: Console) -> None:
    first, *others = told(study)
    console.paragraph(first, style="heading")
    for sentence in others:
        console.paragraph(sentence, first="- ", rest="  ")


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


def _shape(study: Study) -> JsonShape:
    return {
        "template": fields_shape(study.template, "id", "version", "digest"),
        "region": {
            "id": study.region.id,
            **fields_shape(study.region.shape, "title", "synthetic"),
            "digest": study.region.digest,
        },
        "start": study.days[0].isoformat(),
        "end": study.days[-1].isoformat(),
        "seed": study.seed,
        "replications": len(study),
        "failures": [fields_shape(one, "replication", "kind", "why") for one in study.failures],
        "interrupted": study.interrupted,
        "figures": dict(study.resting().figures),
        "arms": [_arm_shape(study, arm) for arm in study.outcomes],
    }


def _arm_shape(study: Study, arm: str) -> JsonShape:
    plan = study.arms[arm]
    stages = [stage for stage in study.model.stages if stage in study.of(arm).entered]
    return {
        "arm": arm,
        "engine": plan.engine,
        "levers": dict(plan.levers),
        "leave": dict(plan.leave),
        "stages": [
            {
                "stage": stage,
                "reached": _estimate(study.share_reaching(stage, arm=arm)),
                "days": {f"p{part}": study.time_to(stage, arm).quantile(part / 100) for part in (5, 25, 50, 75, 95)},
            }
            for stage in stages
        ],
        "measures": [
            {
                "measure": each.id,
                "title": text_shape(each.title),
                "at_end": _estimate(study.at_end(each.id, arm)),
                "against_base": None if arm == "base" else _estimate(study.compare(arm, each.id)),
            }
            for each in study.model.measures
        ],
        "held_up": [
            {
                **fields_shape(each, "stage", "rule", "title", "owed_by"),
                "share": _estimate(each.share),
                "days_alone": round(each.days_alone, 1),
            }
            for each in study.bottlenecks(arm=arm)
        ],
    }


def _estimate(found: Estimate) -> Mapping[str, float]:
    return {"value": round(found.value, 6), "low": round(found.low, 6), "high": round(found.high, 6)}
