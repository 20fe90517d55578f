"""`simulation WHAT [ARGUMENT]`: the model of `benchmarks.mentors`, by a peer or as a law, a practice and a region."""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from typing_extensions import override

from benchmarks import mentors as m

FILES = Path(__file__).resolve().parent.parent / "simulation"
REPLICATIONS = 10_000
HISTORIES = 4
SEED = 7


def clocked(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU milliseconds that something takes, and what it gives."""
    gc.collect()
    gc.freeze()  # what is there beforehand is not walked again
    started = time.process_time()
    found = work()
    return (time.process_time() - started) * 1000, found


def read() -> tuple[Any, Any]:
    from partnership.programme import load_template
    from partnership.simulation.loading import load_region

    return load_template(FILES / "law.yaml"), load_region(FILES / "region.yaml")


def peer(name: str) -> dict[str, Any]:
    """Run a peer as often as tells what a replication costs it, and what it finds."""
    manner = m.PEERS[name]
    run = manner.load()
    run(0, m.EMPLOYEES)
    ms, found = clocked(lambda: [run(seed, m.EMPLOYEES) for seed in range(1, manner.replications + 1)])
    return {"ms": ms / manner.replications, **told(found)}


def told(found: list[m.Ran]) -> dict[str, float]:
    """Return the means of what came out, and their squared standard errors."""
    many = len(found)
    summary: dict[str, float] = {}
    for name in m.Ran._fields:
        values = [getattr(one, name) for one in found]
        mean = sum(values) / many
        summary[name] = mean
        summary[f"{name}_error"] = (sum((value - mean) ** 2 for value in values) / (many - 1) / many) ** 0.5
    return summary


def fast(employees: str) -> dict[str, Any]:
    """Run the fast engine, the law learned beforehand, and tell what it finds."""
    from partnership.simulation.assembling import model_of
    from partnership.simulation.chance import Chance
    from partnership.simulation.fast import Fast

    law, region = read()
    model, chance = model_of(law, at(region, int(employees))), Chance(SEED)
    learn, engine = clocked(lambda: Fast(model))
    engine.run(range(100), chance)
    ms, batch = clocked(lambda: engine.run(range(REPLICATIONS), chance))
    people = dict(zip(model.states, batch.counts[-1], strict=True))
    opened = batch.entered["main"]
    found = [
        m.Ran(int(when), int(waiting), int(three), int(left), m.coverage(int(when) > 0, int(three)))
        for when, waiting, three, left in zip(
            opened.clip(0), people["waiting"], people["three"], people["left"], strict=True
        )
    ]
    return {"ms": ms / REPLICATIONS, "learn_ms": learn, **told(found)}


def at(region: Any, employees: int) -> Any:
    """Return the region with so many employees."""
    from partnership.simulation.loading import region_of

    numbers = f"numbers:\n  employees: {{value: {employees}, basis: assumed}}\n".encode()
    return region_of(region.text + numbers, region.file, region.practice.text, region.practice.file)


class Ledger(NamedTuple):
    """What one replication recorded: its commands, and what those of records say."""

    words: list[tuple[Any, dict[str, Any] | None]]


def exact() -> dict[str, Any]:
    """Drive the exact engine; record the entries of its ledgers alone: commands at hand, then made of their words."""
    from partnership.programme import Programme
    from partnership.simulation.assembling import model_of
    from partnership.simulation.chance import Chance
    from partnership.simulation.exact import Exact

    law, region = read()
    model, chance = model_of(law, region), Chance(SEED)
    ledgers = [_noted(model, chance, replication) for replication in range(HISTORIES + 1)][1:]
    entries: list[int] = []

    def driven() -> None:
        for replication in range(1, HISTORIES + 1):
            programme = Exact(model, chance, replication).run().programme
            assert programme is not None
            entries.append(len(programme.entries))

    def written(with_words: bool, asking: bool = False) -> None:  # noqa: FBT001, FBT002 - three ways to write one ledger
        shape = region.shape
        for ledger in ledgers:
            programme = Programme.start(
                law, id="alone", region=shape.region, on=model.start, parameters=model.parameters
            )
            day = model.start
            for command, said in ledger.words:
                if asking and command.on != day:
                    day = command.on
                    programme.missing(on=day)
                programme.do(_made(command, said) if with_words else command)

    def recorded() -> None:
        written(with_words=False)

    def made() -> None:
        written(with_words=True)

    def asked() -> None:
        written(with_words=True, asking=True)

    works = (("ms", driven), ("record_ms", recorded), ("make_ms", made), ("ask_ms", asked))
    times = {name: clocked(work)[0] / HISTORIES for name, work in works}
    return {**times, "entries": sum(entries) / HISTORIES}


def _noted(model: Any, chance: Any, replication: int) -> Ledger:
    from partnership.acts import AddRecord
    from partnership.simulation.exact import Exact

    commands: list[Any] = []

    class Noting(Exact):
        @override
        def _do(self, step: int, command: Any, name: str) -> bool:
            commands.append(command)
            return super()._do(step, command, name)

    Noting(model, chance, replication).run()
    words = [(one, one.record.model_dump() if isinstance(one, AddRecord) else None) for one in commands]
    return Ledger(words)


def _made(command: Any, said: dict[str, Any] | None) -> Any:
    """Make a command of the words of its record; any other stands as it is."""
    from partnership.acts import AddRecord
    from partnership.records import RECORDS

    if said is None:
        return command
    record: Any = RECORDS[said["kind"]].model_validate(said)
    return AddRecord.of(record, on=command.on, basis="simulated")


def fan() -> dict[str, Any]:
    """Load, simulate, and draw the fan of the pupils reached."""
    from partnership.simulation.study import simulate

    law, region = read()
    ms, found = clocked(lambda: simulate(law, region, replications=REPLICATIONS, seed=SEED).fan("coverage"))
    return {"s": ms / 1000, "rows": len(found)}


def figure() -> dict[str, Any]:
    """Load, simulate a thousand replications and draw a figure, as the first cell of a notebook does."""
    from partnership.simulation.plots import plot_fan
    from partnership.simulation.study import simulate

    law, region = read()
    plot_fan(simulate(law, region, replications=1_000, seed=SEED), "coverage")
    return {}


def paired() -> dict[str, Any]:
    """Compare recruitment of .010 and .008: volunteers at level 3, with shared chance, and with a peer's same seeds."""
    from partnership.simulation.study import simulate

    law, region = read()
    study = simulate(law, region, replications=4_000, seed=SEED, arms={"fewer": {"recruitment": 0.008}})
    return {"cut": study.compare("fewer", "three").saved, "same_seed": _same_seeds(400)}


def _same_seeds(many: int) -> Any:
    """Return what the usual practice cuts: both arms of plain Python and numpy begin with the same seed."""
    import statistics

    from benchmarks.mentors import with_numpy

    arms = []
    for share in (0.010, 0.008):
        m.JOINS = share
        arms.append([with_numpy.run(seed).three for seed in range(many)])
    m.JOINS = 0.010
    apart = sum(statistics.variance(arm) for arm in arms)
    return apart / statistics.variance([one - other for one, other in zip(*arms, strict=True)])


def history() -> dict[str, Any]:
    """Decide who does what when in a replication of the fast engine; then write it all down."""
    import numpy as np

    from partnership.simulation.assembling import model_of
    from partnership.simulation.chance import Chance
    from partnership.simulation.crowd import Crowd
    from partnership.simulation.fast import Fast
    from partnership.simulation.fast.spreading import Spread

    law, region = read()
    model, chance = model_of(law, region), Chance(SEED)
    engine = Fast(model)

    def decided(replication: int) -> Any:
        batch = engine.run([replication], chance, keep_moves=True)
        spread = Spread(model, chance, replication, batch)
        people = Crowd(model, {name: model.worth(name, {}, chance, replication) for name in model.numbers})
        for partner in model.partners:
            people.welcome(partner.id)
        for step, begins in enumerate(model.months):
            for each in model.rounds if begins else ():
                chosen = spread.movers(model.month_of[step], each, people, (), None)
                if each.to is not None and len(chosen):
                    people.go(people.moved(chosen, model.times(each)), each.to)
        counts = np.bincount(people.state, minlength=len(model.states))
        assert (counts == batch.counts[-1, :, 0]).all()

    decided(0)
    ms, _ = clocked(lambda: [decided(replication) for replication in range(1, 11)])
    whole, histories = clocked(lambda: [engine.history(replication, chance) for replication in range(1, 4)])
    entries = [len(one.programme.entries) for one in histories]
    return {"ms": ms / 10, "whole_ms": whole / 3, "entries": sum(entries) / 3}


WHAT: dict[str, Callable[..., dict[str, Any]]] = {
    "peer": peer,
    "fast": fast,
    "exact": exact,
    "fan": fan,
    "figure": figure,
    "paired": paired,
    "history": history,
}


def main() -> None:
    what, *arguments = sys.argv[1:]
    print(json.dumps(WHAT[what](*arguments)))


if __name__ == "__main__":
    main()
