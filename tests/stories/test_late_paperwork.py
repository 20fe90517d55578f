"""What is written down later than it happened."""

from __future__ import annotations

from datetime import date, timedelta

from partnership.records import Assignment, Body, Level, Person, Placement
from partnership.testing import Scene, amend, end, on, waive
from partnership.values import Text
from tests.stories.scenes import DAY, START, certificate, placing

IVAN = Placement(id="ivan-plays", place="chess-club", volunteer="v-ivan")
LATER = date(2011, 6, 1)
LAPSES = date(2011, 4, 1)
CHAIR = (
    Body(id="wg", name=Text.of("Working group", "Рабочая группа"), type="working_group"),
    Person(id="anna", partner="care"),
    Assignment(id="chair", role="chair", person="anna", at="wg"),
)


def placed() -> Scene:
    """Ivan was placed with all papers; months later it is found that he had lost his step of readiness before."""
    scene = placing().and_given(on(START, certificate("ivan"), *CHAIR), on(DAY, IVAN)).then_supported()
    return scene.and_given(end("level", "step-ivan", on=DAY - timedelta(days=10), recorded=LATER))


def test_late_paperwork_is_accepted_if_it_was_lawful_on_its_own_day() -> None:
    """The certificate was valid then, though it is not on the day of writing."""
    scene = placing().and_given(on(START, certificate("ivan", valid_to=LAPSES)))
    scene.when(on(DAY, IVAN, recorded=LATER)).then(on(DAY, IVAN, recorded=LATER))


def test_late_paperwork_is_refused_if_it_was_not_lawful_on_its_own_day() -> None:
    """The certificate that he has by now does not help a placement before it."""
    scene = placing().and_given(on(LAPSES, certificate("ivan")))
    scene.when(on(DAY, IVAN, recorded=LATER)).then_refused(by="A01", alone=True)
    scene.when(on(LAPSES, IVAN, recorded=LATER)).then_accepted()


def test_a_ledger_is_not_written_backwards() -> None:
    """What is written down today cannot be said to have been written down last year."""
    scene = placing().and_given(on(START, certificate("ivan"), recorded=LATER))
    scene.when(on(DAY, IVAN, recorded=DAY)).then_refused(code="recorded_backwards")


def test_an_entry_that_late_paperwork_leaves_unsupported_is_reported() -> None:
    """It is not rewritten: it is said what it rested on."""
    placed().then_unsupported("ivan-plays", by="A04", on=LATER)


def test_it_is_reported_until_it_is_mended() -> None:
    """Later paperwork that bears it out again."""
    level = Level(id="step-ivan-again", person="ivan", scale="immersion", level="briefed")
    placed().and_given(on(DAY - timedelta(days=5), level, recorded=LATER)).then_supported(on=LATER)


def test_or_until_it_is_waived_and_again_when_the_waiver_ends() -> None:
    """A waiver is for a time."""
    until = LATER + timedelta(days=20)
    scene = placed().when(waive("A04", on=LATER, until=until, waived_by="anna", subject="ivan-plays")).then_accepted()
    scene.then_supported(on=until - timedelta(days=1))
    scene.then_unsupported("ivan-plays", by="A04", on=until)


def test_a_waiver_of_the_entrys_own_day_bears_it_out_for_good_whenever_it_was_written() -> None:
    """On that day he might have been let in by way of exception, and that does not end with the exception."""
    until = DAY + timedelta(days=20)
    late = waive("A04", on=DAY, until=until, waived_by="anna", subject="ivan-plays")
    placed().when(late).then_accepted().then_supported(on=LATER)


def test_or_until_the_rule_is_waived_for_all() -> None:
    """A waiver that names nobody is for everybody."""
    scene = placed().when(waive("A04", on=LATER, until=LATER + timedelta(days=20), waived_by="anna")).then_accepted()
    scene.then_supported(on=LATER).then_unsupported("ivan-plays", by="A04", on=LATER + timedelta(days=20))


def test_a_waiver_for_a_record_bears_out_what_was_said_of_it_later() -> None:
    """The placement itself was lawful; the day after its change is found to have been without ground, it is waived."""
    scene = placing().and_given(on(START, certificate("ivan"), *CHAIR), on(DAY, IVAN))
    changed = scene.and_given(amend("placement", "ivan-plays", on=DAY + timedelta(days=5), note="moved to Tuesdays"))
    late = changed.and_given(end("level", "step-ivan", on=DAY + timedelta(days=2), recorded=LATER))
    late.then_unsupported("ivan-plays", by="A04", on=LATER)
    ask = waive("A04", on=LATER, until=LATER + timedelta(days=20), waived_by="anna", subject="ivan-plays")
    late.when(ask).then_accepted().then_supported(on=LATER)


def test_what_was_not_known_yet_is_not_in_what_was_known() -> None:
    """As it was known before the late paperwork, Ivan stood on his step."""
    before = placed().programme.as_known(DAY)
    assert before.get("level", "step-ivan") is not None
    assert placed().programme.as_of(DAY).get("level", "step-ivan") is None
