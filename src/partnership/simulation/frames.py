"""A study as tables for other tools: pandas, polars, Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from partnership.simulation.packages import package
from partnership.simulation.study import Study

FRAMES: Final = "frames"


def runs(study: Study) -> dict[str, Any]:
    """Return columns with a row for each replication of each arm: when each stage was reached, and what there was last.

    `days_to_STAGE` is empty (nan) where a stage was not reached, `held_up_STAGE` names the rule that stood there last.
    """
    parts = []
    for arm, outcomes in study.outcomes.items():
        part: dict[str, Any] = {"arm": np.full(len(outcomes), arm, dtype=object), "replication": outcomes.replications}
        for stage in outcomes.entered:
            taken = study.days_to(stage, arm)
            part[f"days_to_{stage}"] = np.where(np.isfinite(taken), taken, np.nan)
        for stage in _stages_held(study):
            rules = np.array([*outcomes.last.get(stage, ()), None], dtype=object)
            held = outcomes.held_by.get(stage)
            part[f"held_up_{stage}"] = rules[np.full(len(outcomes), -1) if held is None else held]
        for what in _reached(study):
            part[what] = study.values(what, arm)[-1]
        parts.append(part)
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def quantile_columns(study: Study, parts: Sequence[float] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> dict[str, Any]:
    """Return columns with a row for each arm, measure or state, and step: its quantiles over the replications."""
    days = np.array(study.days, dtype="datetime64[D]").astype("datetime64[ms]")
    columns: dict[str, list[Any]] = {
        name: [] for name in ("arm", "what", "date", *(f"p{part * 100:g}" for part in parts))
    }
    for arm in study.outcomes:
        for what in _reached(study):
            fan = study.fan(what, arm, parts)
            columns["arm"].append(np.full(len(days), arm, dtype=object))
            columns["what"].append(np.full(len(days), what, dtype=object))
            columns["date"].append(days)
            for index, part in enumerate(parts):
                columns[f"p{part * 100:g}"].append(fan[:, index])
    return {name: np.concatenate(values) if values else np.array([]) for name, values in columns.items()}


def _stages_held(study: Study) -> list[str]:
    return list(dict.fromkeys(stage for each in study.outcomes.values() for stage in each.last))


def _reached(study: Study) -> list[str]:
    model = study.model
    return [*(each.id for each in model.measures), *model.states]


def to_pandas(study: Study) -> tuple[Any, Any]:
    """Return two `pandas.DataFrame`: the replications, and the quantiles by day.

    Raises:
        MissingExtra: if pandas is not installed.
    """
    pandas = package("pandas", FRAMES)
    return pandas.DataFrame(runs(study)), pandas.DataFrame(quantile_columns(study))


def to_polars(study: Study) -> tuple[Any, Any]:
    """Return two `polars.DataFrame`: the replications, and the quantiles by day.

    Raises:
        MissingExtra: if polars is not installed.
    """
    polars = package("polars", FRAMES)
    return tuple(
        polars.DataFrame({name: _polar(column) for name, column in columns.items()})
        for columns in (runs(study), quantile_columns(study))
    )


def _polar(column: Any) -> Any:
    return column.tolist() if column.dtype == object else column


def to_arrow(study: Study) -> tuple[Any, Any]:
    """Return two `pyarrow.Table`: the replications, and the quantiles by day.

    Raises:
        MissingExtra: if pyarrow is not installed.
    """
    arrow = package("pyarrow", FRAMES)
    return arrow.table(runs(study)), arrow.table(quantile_columns(study))
