"""Running many replications: in chunks, on any executor, until there are enough or somebody interrupts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np

from partnership.errors import Fault, InputError, UnknownName
from partnership.languages import FULL
from partnership.messages import message
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.driving import LineError
from partnership.simulation.exact import Exact
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.history import History
from partnership.simulation.levers import Levers, of_law
from partnership.simulation.loading import Region
from partnership.simulation.model import Model
from partnership.simulation.outcomes import Failure, Outcomes
from partnership.template import Template
from partnership.values import Text

Engine = Literal["exact", "fast"]

Progress = Callable[[int, int], None]
"""Is told how many replications are done, and of how many."""

_DEATHS: Final = (BrokenExecutor, CancelledError, ConnectionError)
_DEATH_IN_DASK: Final = "KilledWorker"
"""What Dask raises where a worker ends again and again; named, so that Dask need not be there."""

_ANEW: Final = message("simulate again, with fewer workers or without an executor; what comes out is the same")
_CHUNK: Final[Mapping[str, int]] = {"fast": 4096, "exact": 8}


class ExecutorDied(InputError):
    """The executor that ran a study has died: a worker was ended from outside, or ran out of memory."""


@dataclass(frozen=True, slots=True)
class ArmPlan:
    """What is run: a law, a region, a seed, an engine; what is set otherwise, and who leaves when."""

    template: Template
    region: Region
    seed: int
    engine: Engine
    levers: Levers = field(default_factory=dict)
    leave: Mapping[str, int] = field(default_factory=dict)


_models: dict[tuple[object, ...], Any] = {}
_MOST_MODELS: Final = 16


def run_chunk(plan: ArmPlan, replications: Sequence[int]) -> Outcomes:
    """Run some replications; whoever runs them, in whatever company, they come out the same.

    One that fails is data: its number, and why.
    """
    chance = Chance(plan.seed)
    if plan.engine == "fast":
        return Outcomes.of_batch(ready(plan).run(replications, chance, plan.levers))
    model = ready(plan)
    return attempted(
        lambda replication: Exact(model, chance, replication, plan.levers, leave=plan.leave).run(), model, replications
    )


def attempted(driven: Callable[[int], History], model: Model, replications: Sequence[int]) -> Outcomes:
    """Drive replications one by one; tell of those that came to their end, and why others did not."""
    histories, failures = [], []
    for replication in replications:
        try:
            histories.append(driven(replication))
        except LineError as error:
            failures.append(Failure(replication, type(error).__name__, _in_all_languages(error.faults[0])))
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - a replication that fails is told, and the others go on
            kind = type(error).__name__
            failures.append(Failure(replication, kind, Text.quoting(f"{kind}: {error}")))
    return Outcomes.of_histories(model, histories, failures)


def ready(plan: ArmPlan) -> Any:
    """Return a model, or the fast engine of one; made once in each process."""
    key = (plan.template.digest, plan.engine, plan.region.digest, tuple(sorted(of_law(plan.levers).items())))
    found = _models.get(key)
    if found is None:
        while len(_models) >= _MOST_MODELS:
            del _models[next(iter(_models))]
        model = model_of(plan.template, plan.region, of_law(plan.levers))
        found = Fast(model) if plan.engine == "fast" else model
        _models[key] = found
    return found


def _in_all_languages(fault: Fault) -> Text:
    return Text.model_validate({lang: fault.text(lang) for lang in FULL})


def engine_for(
    template: Template, region: Region, engine: str, leave: Mapping[str, int], arms: Iterable[Levers]
) -> tuple[Engine, Text | None]:
    """Choose an engine: the one that is asked for, or the fast one where it can carry everything; and why it cannot.

    What an arm sets of the law may be more than it can carry: then the exact engine runs them all.

    Raises:
        CannotCarry: if the fast one is asked for, and cannot.
        UnknownName: if there is no such engine.
    """
    if engine not in {"auto", "exact", "fast"}:
        raise UnknownName(engine, ("auto", "exact", "fast"), message("engine"))
    if engine == "exact":
        return "exact", None
    if leave:
        if engine == "fast":
            Fast(model_of(template, region), withdrawn=leave)  # says why it cannot
        return "exact", None
    try:
        for levers in arms:
            ready(ArmPlan(template, region, 0, "fast", levers))
    except (CannotCarry, LineError) as why:
        if engine == "fast":
            raise
        return "exact", _in_all_languages(Fault(why.faults[0].at, why.faults[0].what))
    return "fast", None


def run_replications(plan: ArmPlan, replications: range, *, executor: Executor | None = None) -> Iterator[Outcomes]:
    """Run replications chunk by chunk, and hand each on as it is done, in order."""
    size = _CHUNK[plan.engine]
    chunks = [range(at, min(at + size, replications.stop)) for at in range(replications.start, replications.stop, size)]
    yield from map(run_chunk, [plan] * len(chunks), chunks) if executor is None else _on(executor, plan, chunks)


def _died(error: Exception) -> ExecutorDied:
    words = message("the executor has died: {why}", why=str(error) or type(error).__name__)
    return ExecutorDied(Fault(None, words, hint=_ANEW))


def _on(executor: Executor, plan: ArmPlan, chunks: Sequence[range]) -> Iterator[Outcomes]:
    futures: list[Future[Outcomes]] = []
    try:
        try:
            futures.extend(executor.submit(run_chunk, plan, chunk) for chunk in chunks)
        except RuntimeError as error:  # broken, or shut down already
            raise _died(error) from error
        for future in futures:
            try:
                yield future.result()
            except Exception as error:
                if isinstance(error, _DEATHS) or type(error).__name__ == _DEATH_IN_DASK:
                    raise _died(error) from error
                raise
    finally:
        for future in futures:
            future.cancel()


def empty(model: Model) -> Outcomes:
    """Return the outcomes of no replication."""
    nothing = np.zeros(0, dtype=np.int32)
    return Outcomes(
        np.zeros(0, dtype=np.uint64), dict.fromkeys(model.stages, nothing), {}, {}, {},
        np.zeros((len(model.days), len(model.states), 0), dtype=np.int32), nothing,
    )  # fmt: skip
