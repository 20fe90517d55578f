"""Pictures of a study: their titles say once that a region is invented, and fit."""

from __future__ import annotations

import importlib

import pytest

from partnership.programme import load_template
from partnership.simulation import Study, load_region, simulate

pytest.importorskip("matplotlib").use("Agg")


@pytest.fixture(scope="module")
def study() -> Study:
    law, region = load_template("volunteers"), load_region("kaluga")
    return simulate(law, region, replications=5, arms={"fewer": {"workers.office": 2}})


@pytest.mark.parametrize("lang, invented", [("en", "invented"), ("ru", "вымышлен")])
@pytest.mark.parametrize(
    "plot, what",
    [("plot_fan", "volunteers"), ("plot_held_up", "main"), ("plot_arms", "main"), ("plot_arms", "pupils_reached")],
)
def test_a_title_says_once_that_the_region_is_invented_and_fits(
    study: Study, plot: str, what: str, lang: str, invented: str
) -> None:
    """No line of it goes beyond the right edge of the picture."""
    plots = importlib.import_module("partnership.simulation.plots")
    axes = getattr(plots, plot)(study, what, lang=lang)
    title = axes.get_title(loc="left")
    assert title.count(invented) == 1
    figure = axes.figure
    figure.draw_without_rendering()
    (drawn,) = [each for each in axes.get_children() if getattr(each, "get_text", str)() == title]
    assert drawn.get_window_extent().x1 <= figure.bbox.x1
    importlib.import_module("matplotlib.pyplot").close(figure)
