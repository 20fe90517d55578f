"""Could it be chance: a figure against those of random networks that keep degrees, or the sizes of groups.

The one place in the library where dice are thrown: the caller gives the seed, and the same seed always gives the same
networks, on every version of Python (only `Random.random` is used, whose sequence is promised).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from numbers import Real
from random import Random
from typing import Any, Literal, assert_never

from partnership.errors import Fault, InputError
from partnership.messages import Message, Rounded, Sayable, in_context, message
from partnership.network.algorithms.rewiring import TieTreatment, dealt, merged, pick, rewired
from partnership.network.figure import Figure
from partnership.network.measures.options import check, groups
from partnership.network.network import Network
from partnership.network.sources import Graph, network_of

Keep = Literal["degrees", "sectors"]
"""What the random networks have in common with the one that is tested."""

SWAPS_PER_TIE = 10
"""Exchanges that are tried for each tie of a random network (Milo et al. 2003 found 10 enough, 100 safe)."""

_DEFINITIONS: Mapping[Keep, Sayable] = {
    "degrees": message(
        "The probability that a random network with the same degrees has a figure as far from the middle."
    ),
    "sectors": message(
        "The probability that a random network with the same groups has a figure as far from the middle."
    ),
}
_SAME = 1e-9
_UNLIKELY = 0.05
_QUANTILES = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permutation(Figure[float | None]):
    """The probability of a figure as far from the middle by chance alone (two-sided).

    `greater` and `less` are the one-sided ones. `mean`, `deviation` (standard, n-1) and `quantiles` are of the figures
    of the random networks; `drawn` is how many had one, `undefined` how many had none and were left out.
    """

    observed: float | None
    greater: float | None
    less: float | None
    mean: float | None
    deviation: float | None
    quantiles: Mapping[float, float]
    drawn: int
    undefined: int


def permutation_test(
    graph: Graph,
    measure: Callable[[Network], Figure[Any]],
    *,
    keep: Keep = "degrees",
    seed: int,
    draws: int = 999,
    by: str = "sector",
    kinds: TieTreatment = "merged",
    swaps: int = SWAPS_PER_TIE,
) -> Permutation:
    """Tell whether a figure could be chance: the share of random networks whose figure is as extreme.

    `keep="sectors"`: everyone stays tied as they are, and groups (`by`: `sector`, `region` or an attribute) are dealt
    out anew among the nodes of the same kind that have one, so that every group keeps its size.

    `keep="degrees"`: groups stay, and ties are exchanged (a-b, c-d become a-d, c-b) as long as no loop and no parallel
    tie comes of it, `swaps` tries for each tie; everyone keeps the number of those tied to, where directions count of
    those coming in and those going out. Mutual ties of a directed network are an arc each way, and rewired as such, so
    that reciprocity can be tested; three arcs in a ring may turn round, without which some networks are never reached.
    Before that, all ties of a pair become one (`kinds="merged"`, kind `tie`, their strengths summed), or all of one
    kind (`"apart"`, for what compares kinds); the observed figure is taken on the same merged network, without days.

    A p of one side is (1 + those as extreme) / (1 + draws), so never 0; of both sides twice the smaller one, at most 1.
    None where the measure gives none here. Draws without a figure are left out and counted.

    Source: Phipson & Smyth (2010); Davison & Hinkley (1997), chapter 4; the exchange of ties: Milo et al. (2003), and
    for the rings Rao, Jana & Bandyopadhyay (1996).

    Raises:
        InputError: if the value of the measure is no number, or there are no draws.
        UnknownName: if an option does not exist, or no node has the attribute.
    """
    check(keep, Keep, in_context("option", "what is kept"))
    check(kinds, TieTreatment, in_context("option", "kinds"))
    _at_least_one(draws, in_context("option", "draws"))
    _at_least_one(swaps, in_context("option", "swaps"))
    network = network_of(graph)
    random = Random(seed)  # noqa: S311 - random networks, no secrets
    match keep:
        case "sectors":
            networks = dealt(network, by, groups(network, by), random.random)
        case "degrees":
            networks = rewired(network, kinds, swaps, random.random)
            network = merged(network, kinds)
        case _:
            assert_never(keep)
    figure = measure(network)
    observed = _value(figure)
    found = [] if observed is None else [_value(measure(next(networks))) for _ in range(draws)]
    figures = sorted(each for each in found if each is not None)
    greater, less = _sides(observed, figures)
    both = None if greater is None or less is None else min(1.0, 2 * min(greater, less))
    mean = fsum(figures) / len(figures) if figures else None
    quantiles = {share: _quantile(figures, share) for share in _QUANTILES} if figures else {}
    return Permutation(
        measure=f"permutation_test({figure.measure})",
        value=both,
        definition=_DEFINITIONS[keep],
        source="Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. "
        "Statistical Applications in Genetics and Molecular Biology 9, 39",
        sentence=_said(observed, both, mean, quantiles, len(figures)),
        parameters={"keep": keep, "seed": seed, "draws": draws}
        | ({"by": by} if keep == "sectors" else {"kinds": kinds, "swaps": swaps}),
        observed=observed,
        greater=greater,
        less=less,
        mean=mean,
        deviation=_deviation(figures, mean),
        quantiles=quantiles,
        drawn=len(figures),
        undefined=len(found) - len(figures),
    )


def drawn(many: int, count: int, seed: int) -> list[int]:
    """Draw so many of the positions 0 to n-1, none twice, in rising order; all where there are no more."""
    random = Random(seed)  # noqa: S311 - a sample, no secret
    places = list(range(many))
    for place in range(min(count, many)):
        other = place + pick(random.random, many - place)
        places[place], places[other] = places[other], places[place]
    return sorted(places[:count])


def _at_least_one(value: int, what: Sayable) -> None:
    if value < 1:
        raise InputError(
            Fault(None, Message("{what}: {value}", {"what": what, "value": value}), expected=message("1 or more"))
        )


# --- figures ---------------------------------------------------------------------------------------------------------


def _value(figure: Figure[Any]) -> float | None:
    if not isinstance(figure, Figure):
        raise _no_number("measure", figure)
    value = figure.value
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _no_number(figure.measure, value)
    return float(value)


def _no_number(measure: str, found: object) -> InputError:
    return InputError(
        Fault(
            None,
            message("{measure} gives {type}", measure=measure, type=type(found).__name__),
            expected=message("a measure whose value is a number"),
        )
    )


def _sides(observed: float | None, figures: list[float]) -> tuple[float, float] | tuple[None, None]:
    """Return the probabilities of a figure as great and as small; what differs by rounding alone is the same."""
    if observed is None or not figures:
        return None, None
    same = _SAME * max(1.0, abs(observed))
    greater = sum(each >= observed - same for each in figures)
    less = sum(each <= observed + same for each in figures)
    return (1 + greater) / (1 + len(figures)), (1 + less) / (1 + len(figures))


def _quantile(figures: list[float], share: float) -> float:
    """Return the figure below which a share of them lies, between two by proportion (Hyndman & Fan 1996, type 7)."""
    at = (len(figures) - 1) * share
    low = int(at)
    high = min(low + 1, len(figures) - 1)
    return figures[low] + (at - low) * (figures[high] - figures[low])


def _deviation(figures: list[float], mean: float | None) -> float | None:
    if mean is None or len(figures) < 2:  # noqa: PLR2004 - one figure does not deviate
        return None
    return sqrt(fsum((each - mean) ** 2 for each in figures) / (len(figures) - 1))


def _said(
    observed: float | None, both: float | None, mean: float | None, quantiles: Mapping[float, float], count: int
) -> Sayable:
    if observed is None:
        return message("There is no figure here to test.")
    if both is None or mean is None:
        return message("No random network has such a figure.")
    return message(
        "Here {seen}; in {count} random networks {mean} on average, mostly from {low} to {high}: {chance} (p = {p}).",
        seen=Rounded(observed, 3),
        count=count,
        mean=Rounded(mean, 3),
        low=Rounded(quantiles[0.025], 3),
        high=Rounded(quantiles[0.975], 3),
        chance=message("hardly chance") if both < _UNLIKELY else message("may be chance"),
        p=Rounded(both, 3),
    )
