"""What several sectors want, who only takes or only gives, and on how few it all rests."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import InputError, UnknownName
from partnership.network.measures.interests import Cover, one_sided, shared_outcomes, smallest_carrying_set
from tests.network.lawful import interested, programme_of
from tests.network.pilot import on

SIDES = {"aid": "ngo", "bank": "business", "club": "ngo", "dole": "business"}


# --- interests -------------------------------------------------------------------------------------------------------


def test_an_outcome_that_two_sectors_want_is_shared() -> None:
    wants = {"aid": ["rest", "fame"], "bank": ["rest"], "club": ["rest", "fame"]}
    found = shared_outcomes(interested(SIDES, wants, {}).snapshot)
    assert found.value == {"rest": 2}
    assert found.partners == {"rest": ("aid", "bank", "club")}
    assert found.sectors == {"rest": ("ngo", "business")}
    assert found.text("en") == '1 of 2 wanted outcomes is shared by 2 sectors or more: "Rest" (N, B).'
    assert found.text("ru") == "Результатов, общих для 2 и более секторов: 1 из 2 желаемых — «Rest» (N, B)."


def test_where_nothing_is_shared_or_wanted_it_says_so() -> None:
    assert shared_outcomes(interested(SIDES, {"aid": ["rest"]}, {}).snapshot).text() == (
        "No outcome is wanted by 2 sectors or more."
    )
    assert shared_outcomes(interested(SIDES, {}, {}).snapshot).text() == "No partner has said what it wants."


def test_a_voice_that_must_be_among_them_is_asked_for() -> None:
    snapshot = interested(SIDES, {"aid": ["rest"], "club": ["rest"]}, {}).snapshot
    assert shared_outcomes(snapshot, sectors=1, including=["ngo"]).value == {"rest": 1}
    assert not shared_outcomes(snapshot, sectors=1, including=["business"]).value
    with pytest.raises(UnknownName, match="did you mean 'business'"):
        shared_outcomes(snapshot, including=["busines"])
    with pytest.raises(InputError, match="sectors: 0"):
        shared_outcomes(snapshot, sectors=0)


def test_who_only_wants_and_who_only_gives_is_named() -> None:
    found = one_sided(interested(SIDES, {"aid": ["rest"], "club": ["fame"]}, {"bank": ["host"]}).snapshot)
    assert found.value == {"aid": "wants", "bank": "produces", "club": "wants"}
    assert found.served == ("aid",)
    assert found.silent == ("dole",)
    assert found.text("en") == (
        "Want something and produce nothing: Aid, Club. Produce something and want nothing: Bank. "
        "Neither want nor produce anything: Dole."
    )


def test_where_all_give_and_take_nobody_is_one_sided() -> None:
    both = {"aid": "ngo", "bank": "business"}
    found = one_sided(
        interested(both, {"aid": ["rest"], "bank": ["skill"]}, {"aid": ["teach"], "bank": ["host"]}).snapshot
    )
    assert not found.value
    assert found.text() == "Every partner both wants and produces something."
    assert one_sided(programme_of({}).snapshot).text("ru") == "Партнёров пока нет."


# --- on how few it rests ---------------------------------------------------------------------------------------------

WANTED = {"aid": ["rest", "skill", "fame", "peace"]}
DUTIES = {"aid": ["tell"], "bank": ["host"], "club": ["teach", "host"], "dole": ["teach", "give"]}


def test_the_smallest_sets_that_carry_what_is_wanted() -> None:
    found = smallest_carrying_set(interested(SIDES, WANTED, DUTIES).snapshot)
    assert found.value == 2
    assert found.sets == (("aid", "bank"), ("aid", "club"))
    assert found.count == 2
    assert found.in_every == ("aid",)
    assert found.carried == ("fame", "rest", "skill")
    assert found.only_by == {"fame": "aid"}
    assert found.missing == ("peace",)
    assert found.text("en") == (
        "2 partners of 4 would be enough to provide it all (3 wanted outcomes): Aid, Bank. There are 2 such sets. "
        "In every one of them: Aid. Produced by nobody: 1 wanted outcome."
    )
    assert found.text("ru") == (
        "Чтобы обеспечить всё (3 желаемых результата), хватило бы и немногих: 2 партнёра из 4 — Aid, Bank. "
        "Всего таких наборов: 2. "
        "В каждом из них: Aid. Никем не обеспечено: 1 желаемый результат."
    )


def test_what_is_produced_or_answered_for_can_be_asked_as_well() -> None:
    snapshot = interested(SIDES, WANTED, DUTIES).snapshot
    assert smallest_carrying_set(snapshot, need="produced").value == 3
    assert smallest_carrying_set(snapshot, need="functions").sets == (("aid", "bank", "dole"), ("aid", "club", "dole"))
    with pytest.raises(UnknownName, match="did you mean 'functions'"):
        smallest_carrying_set(snapshot, need="function")  # type: ignore[arg-type] # what an analyst may write


def test_where_there_is_nothing_to_carry_there_is_no_figure() -> None:
    found = smallest_carrying_set(interested(SIDES, {}, DUTIES).snapshot)
    assert (found.value, found.sets, found.count) == (None, (), 0)


@given(st.lists(st.integers(0, 2**7 - 1), max_size=7))
def test_covers_are_those_that_trying_all_finds(covers: list[int]) -> None:
    whole = 0
    for covered in covers:
        whole |= covered
    sets: list[tuple[int, ...]] = []
    size = -1
    while not sets:
        size += 1
        sets = [chosen for chosen in combinations(range(len(covers)), size) if _together(covers, chosen) == whole]
    found = Cover(covers)
    assert found.size == size
    assert found.count == len(sets)
    assert sorted(found.first(1000)) == sets
    assert set(found.in_every) == set.intersection(*map(set, sets))


def _together(covers: list[int], chosen: tuple[int, ...]) -> int:
    whole = 0
    for place in chosen:
        whole |= covers[place]
    return whole


def test_many_that_are_alike_are_counted_without_being_listed() -> None:
    found = Cover([1 << thing for thing in range(20) for _ in range(10)])
    assert (found.size, found.count) == (20, 10**20)
    assert len(found.first(3)) == 3
    assert not found.in_every


# --- the pilot -------------------------------------------------------------------------------------------------------


def test_the_pilot_had_one_shared_outcome_and_business_did_not_want_it() -> None:
    found = shared_outcomes(on("2010-06-30"))
    assert found.sectors == {"O1": ("government", "ngo", "childrens_institution")}


def test_in_the_pilot_the_foundation_that_paid_is_silent_and_the_media_only_wanted() -> None:
    found = one_sided(on("2010-06-30"))
    assert found.value == {"media-slot": "wants"}
    assert found.served == ("media-slot",)
    assert found.silent == ("victoria",)


def test_three_partners_could_carry_what_the_pilot_wanted_and_one_is_always_among_them() -> None:
    found = smallest_carrying_set(on("2011-12-31"))
    assert (found.value, found.count, found.in_every) == (3, 12, ("zabota",))
    assert smallest_carrying_set(on("2011-12-31"), need="functions").value == 8
