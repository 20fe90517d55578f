"""Whoever leaves hands over where another of the side is there to take it; else the law stops the programme."""

from __future__ import annotations

import pytest

from partnership.programme import Programme, load_template
from partnership.records import Responsibility
from partnership.simulation import load_region
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact, History
from partnership.simulation.model import Model, model_of


@pytest.fixture(scope="module")
def smolensk() -> Model:
    return model_of(load_template("volunteers"), load_region("smolensk"))


def without(model: Model, partner: str, step: int = 70) -> History:
    return Exact(model, Chance(3), 5, leave={partner: step}).run()


def test_a_company_that_leaves_costs_time_and_its_people_who_had_not_begun(smolensk: Model) -> None:
    """Its volunteers may go on; whoever has climbed no step went with the employer."""
    whole, less = Exact(smolensk, Chance(3), 5).run(), without(smolensk, "uralsib")
    assert less.entered["main"] > whole.entered["main"]
    assert not less.attempts
    outside = smolensk.states.index("outside")
    assert less.counts[-1][outside] < whole.counts[-1][outside]


def test_an_authority_that_leaves_hands_its_duties_to_another(smolensk: Model) -> None:
    """Each shared duty has one who answers for it, and the one who left answers for none."""
    programme = without(smolensk, "gov-youth").programme
    assert programme is not None
    answers = [
        each
        for each in programme.snapshot.records("responsibility")
        if isinstance(each, Responsibility) and each.raci == "A"
    ]
    assert not [each for each in answers if each.partner == "gov-youth"]
    assert {each.function for each in answers} >= {"F14", "F15", "F16", "F18", "F20"}


def test_without_its_only_coordinator_the_programme_stands_still(smolensk: Model) -> None:
    """Nobody is there to hand over to, and the law counts the one who left."""
    history = without(smolensk, "radi", 110)
    assert "main" not in history.entered
    assert {"M15", "M17"} <= set(history.openings[-1].last)
    assert history.attempts[0].rules == ("nobody:coordinator",)


@pytest.mark.parametrize("partner", ["uralsib", "gov-youth", "school-demidov", "radi"])
def test_a_history_with_a_leaving_is_a_ledger_like_any_other(smolensk: Model, partner: str) -> None:
    """It is taken up again and is the same."""
    programme = without(smolensk, partner).programme
    assert programme is not None
    assert Programme.from_entries(smolensk.law, programme.entries).digest() == programme.digest()
