"""The commands of one pilot with V volunteers, the same for every contestant.

Volunteers come in waves of ten, so what a refusal has to explain is bounded and the same at every V: what grows is
the history, not the bill. Every 50 commands somebody tries to move on too early; each wave somebody is placed too
early, and a visit is tried with too few cleared adults; every second wave somebody is put on a full place.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

START = dt.date(2009, 2, 2)
WAVE = 10
GROUP = 5
CAPACITY = 20
COMMANDS_A_DAY = 25
ADVANCE_EVERY = 50

Verb = Literal["record", "amend", "advance"]


class Step(NamedTuple):
    """One command: its date, what is asked, and whether the law of the pilot turns it away."""

    verb: Verb
    kind: str
    id: str
    fields: dict[str, Any]
    on: dt.date
    refused: bool


def story(volunteers: int) -> list[Step]:
    """Tell the pilot; the number of volunteers is a multiple of ten."""
    if volunteers % WAVE:
        raise ValueError(f"{volunteers} volunteers are not whole waves of {WAVE}")
    steps: list[Step] = []
    for verb, kind, id_, fields, refused in _with_early_advances(_acts(volunteers)):
        on = START + dt.timedelta(days=1 + len(steps) // COMMANDS_A_DAY)
        # what is written down about a day names that day
        dated = {name: on if value == "today" else value for name, value in fields.items()}
        steps.append(Step(verb, kind, id_, dated, on, refused))
    return steps


_Act = tuple[Verb, str, str, dict[str, Any], bool]


def _with_early_advances(acts: Iterator[_Act]) -> Iterator[_Act]:
    for count, act in enumerate(acts, start=1):
        yield act
        # after a move that succeeded there may be nothing lacking yet, and the next command is another move
        if not count % ADVANCE_EVERY and act[0] != "advance":
            yield "advance", "", "", {}, True


def _record(kind: str, id_: str, *, refused: bool = False, **fields: Any) -> _Act:
    return "record", kind, id_, fields, refused


def _amend(kind: str, id_: str, *, refused: bool = False, **changes: Any) -> _Act:
    return "amend", kind, id_, changes, refused


def _advance() -> _Act:
    return "advance", "", "", {}, False


def _acts(volunteers: int) -> Iterator[_Act]:
    waves = volunteers // WAVE
    houses = (waves * WAVE + CAPACITY - 1) // CAPACITY
    yield from _founders()
    for house in range(houses):
        yield from _house(house)
    yield _record("decision", "decided-0", matter="principles")
    yield _advance()
    for wave in range(waves):
        yield from _wave(wave)
    yield _record("decision", "decided-1", matter="work_plan")
    yield _advance()
    for wave in range(waves):
        yield from _visits(wave, turn=2)
    yield _record("decision", "decided-2", matter="stage_closure")
    yield _advance()


def _founders() -> Iterator[_Act]:
    founders = {"bank": "business", "fund": "ngo", "region": "government"}
    for id_, sector in founders.items():
        yield _record("partner", id_, name=id_, sector=sector)
    yield _record("agreement", "a-all", type="cooperation_agreement", parties=tuple(founders), clauses=("exit",))
    for id_ in founders:
        yield _record("signature", f"s-{id_}", agreement="a-all", partner=id_)


def _house(house: int) -> Iterator[_Act]:
    id_, head = f"house-{house}", f"head-{house}"
    yield _record("partner", id_, name=f"House {house}", sector="childrens_institution")
    yield _record("agreement", f"a-{house}", type="cooperation_agreement", parties=("fund", id_), clauses=("exit",))
    yield _record("signature", f"s-{house}", agreement=f"a-{house}", partner=id_)
    yield _record("person", head, partner=id_, staff=True)
    yield _record("assignment", f"lead-{house}", role="safeguarding_lead", person=head, at=id_)
    yield _record("assignment", f"coordinator-{house}", role="programme_coordinator", person=head, at=id_)
    yield _record("credential", f"t-{head}", person=head, type="training_coordinator")
    yield _record("level", f"l-{head}", person=head, scale="immersion", level="briefed")
    yield _record("need", f"need-{house}", institution=id_, what="Company for the evenings")
    yield _record("place", f"place-{house}", need=f"need-{house}", institution=id_, capacity=CAPACITY)


def _wave(wave: int) -> Iterator[_Act]:
    house = wave * WAVE // CAPACITY
    ones = range(wave * WAVE, wave * WAVE + WAVE)
    for v in ones:
        yield _record("person", f"p-{v}", partner="bank")
        yield _record("volunteer", f"v-{v}", person=f"p-{v}", partner="bank", experienced=True)
    first = ones[0]
    yield _record("placement", f"early-{wave}", place=f"place-{house}", volunteer=f"v-{first}", refused=True)
    for v in ones:
        yield _record(
            "credential",
            f"c-{v}",
            person=f"p-{v}",
            type="criminal_record_clearance",
            verified="today",
            valid_to=dt.date(2029, 1, 1),
        )
        yield _record("credential", f"i-{v}", person=f"p-{v}", type="institution_clearance")
    for v in ones:
        yield _record("consent", f"y-{v}", person=f"p-{v}", purpose="take_part", by="self")
        yield _record("consent", f"d-{v}", person=f"p-{v}", purpose="personal_data", by="self")
    for v in ones:
        yield _record("credential", f"t-{v}", person=f"p-{v}", type="training_volunteer")
        yield _record("level", f"l-{v}", person=f"p-{v}", scale="immersion", level="briefed")
    if house and not first % CAPACITY:
        yield _record("placement", f"full-{wave}", place=f"place-{house - 1}", volunteer=f"v-{first}", refused=True)
    for v in ones:
        yield _record("placement", f"at-{v}", place=f"place-{house}", volunteer=f"v-{v}")
    yield from _visits(wave, turn=1)


def _visits(wave: int, turn: int) -> Iterator[_Act]:
    house = wave * WAVE // CAPACITY
    groups = [range(start, start + GROUP) for start in range(wave * WAVE, wave * WAVE + WAVE, GROUP)]
    for place, group in enumerate(groups):
        adults = tuple(f"p-{v}" for v in group)
        # the first group is written down as one volunteer and the head of the house, who has no clearance
        planned = (adults[0], f"head-{house}") if not place else adults
        yield _record(
            "visit",
            f"visit-{turn}-{group[0]}",
            type="regular_visit",
            institution=f"house-{house}",
            state="planned",
            planned_for="today",
            adults=planned,
        )
    first = f"visit-{turn}-{groups[0][0]}"
    yield _amend("visit", first, state="held", refused=True)
    yield _amend("visit", first, adults=[f"p-{v}" for v in groups[0]])
    for state in ("held", "debriefed"):
        for group in groups:
            yield _amend("visit", f"visit-{turn}-{group[0]}", state=state)
