"""The one door: what it asks of every command, whatever the template says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from partnership.acts import AddRecord, Amend, Command, End, Start, Suspend, Suspended, from_json, to_json
from partnership.decisions import decide
from partnership.errors import NotLawful, NotReady, NotWaivable, Refused
from partnership.evaluation import Gates
from partnership.index import State
from partnership.programme import Programme
from partnership.records import Agreement, Assignment, Credential, Need, Partner, Place, Placement, Signature, Volunteer
from partnership.values import Text
from tests.small import SMALL, begun, day, partner, running, running_under, signed, small_law

Act = Callable[[Programme], object]


@pytest.mark.parametrize(
    "act, code",
    [
        pytest.param(
            lambda p: p.record(partner("bank"), on=day("2010-01-05")), "duplicate_id", id="an id that is taken"
        ),
        pytest.param(
            lambda p: p.record(partner("x", "busines"), on=day("2010-01-05")), "unknown_word", id="a word of no list"
        ),
        pytest.param(
            lambda p: p.record(Signature(id="s", agreement="ag", partner="bank"), on=day("2010-02-05")),
            "unknown_id",
            id="an id of nobody",
        ),
        pytest.param(
            lambda p: p.record(Signature(id="s", agreement="agr", partner="bank"), on=day("2010-01-09")),
            "unknown_id",
            id="an id of somebody later",
        ),
        pytest.param(
            lambda p: p.record(partner("x"), on=day("2009-12-31")), "before_start", id="a day before the start"
        ),
        pytest.param(
            lambda p: p.record(partner("x"), on=day("2010-01-05"), recorded=day("2010-01-01")),
            "recorded_backwards",
            id="written down backwards",
        ),
        pytest.param(
            lambda p: p.amend("partner", "bnak", {"place": "A"}, on=day("2010-02-01")),
            "not_found",
            id="amending nobody",
        ),
        pytest.param(
            lambda p: p.amend("partner", "bank", {"place": "A"}, on=day("2010-01-01")),
            "not_found",
            id="amending somebody too early",
        ),
        pytest.param(
            lambda p: p.amend("partnr", "bank", {"place": "A"}, on=day("2010-02-01")),
            "unknown_kind",
            id="a kind of nothing",
        ),
        pytest.param(
            lambda p: p.amend("partner", "bank", {"plase": "A"}, on=day("2010-02-01")),
            "unknown_field",
            id="a field of nothing",
        ),
        pytest.param(
            lambda p: p.amend("partner", "bank", {"id": "a"}, on=day("2010-02-01")), "bad_change", id="another id"
        ),
        pytest.param(
            lambda p: p.amend("partner", "bank", {"experience_years": -1}, on=day("2010-02-01")),
            "bad_change",
            id="a value out of range",
        ),
        pytest.param(
            lambda p: p.end("partner", "nobody", on=day("2010-02-01"), reason="-"), "not_found", id="ending nobody"
        ),
        pytest.param(lambda p: p.advance("aftr", on=day("2010-02-01")), "stage_unknown", id="a stage of nothing"),
        pytest.param(lambda p: p.advance("after", on=day("2010-02-01")), "stage_not_next", id="a stage too far"),
        pytest.param(lambda p: p.resume(on=day("2010-02-01"), reason="-"), "not_suspended", id="resuming what runs"),
        pytest.param(
            lambda p: p.close(on=day("2010-02-01"), outcome="completed", reason="-"),
            "stage_not_next",
            id="completing too early",
        ),
    ],
)
def test_what_the_door_asks_of_every_command(act: Act, code: str) -> None:
    """Each is refused with its own code, a remedy in both languages, and nothing has changed."""
    programme = begun()
    before = programme.digest(), len(programme.entries)
    with pytest.raises(Refused) as refused:
        act(programme)
    finding = next(finding for finding in refused.value.findings if finding.code == code)
    assert finding.remedy.in_language("en")
    assert finding.remedy.in_language("ru")
    assert (programme.digest(), len(programme.entries)) == before


def test_every_reason_is_given_at_once() -> None:
    """Two unknown ids and an unmet guard are three findings, not the first of them."""
    programme = running()
    with pytest.raises(NotLawful) as refused:
        programme.record(Placement(id="pl", place="nowhere", volunteer="nobody"), on=day("2010-02-05"))
    assert [finding.code for finding in refused.value.findings] == ["unknown_id", "unknown_id", "requirement"]


def test_the_nearest_id_is_proposed() -> None:
    """A slip of the finger costs one look, not a search."""
    with pytest.raises(NotLawful, match="did you mean 'bank'"):
        begun().record(Signature(id="s", agreement="agr", partner="bnak"), on=day("2010-02-05"))


def test_an_advance_is_refused_with_everybody_who_has_not_signed() -> None:
    """Who lacks a signature is named, by name and id, with who owes it and the line of the rule."""
    programme = begun()
    programme.advance("agreeing", on=day("2010-01-25"))
    with pytest.raises(NotReady) as refused:
        programme.advance(on=day("2010-02-01"))
    (finding,) = [finding for finding in refused.value.findings if finding.requirement == "R1"]
    assert [str(lack.subject) for lack in finding.lacks] == ["Aid (aid)", "Bank (bank)"]
    assert {owner.id for lack in finding.lacks for owner in lack.owed_by} == {"aid", "bank"}
    assert finding.at is not None
    assert finding.at.file == "small.yaml"


def test_a_refusal_keeps_its_reasons_after_the_programme_has_gone_on() -> None:
    """The reasons are those of the moment of the refusal, whenever they are read."""
    programme = begun()
    programme.advance("agreeing", on=day("2010-01-25"))
    with pytest.raises(NotReady) as refused:
        programme.advance(on=day("2010-01-30"))
    programme.record(Signature(id="s-1", agreement="agr", partner="bank"), on=day("2010-01-30"))
    (finding,) = [finding for finding in refused.value.findings if finding.requirement == "R1"]
    assert [lack.subject.id for lack in finding.lacks if lack.subject] == ["aid", "bank"]


def test_a_waiver_for_each_of_those_who_lack_opens_the_gate_until_its_day() -> None:
    """A waiver by the role that the template names counts for its subject, and no longer than it lasts."""
    programme = begun()
    programme.advance("agreeing", on=day("2010-01-25"))
    for subject in ("bank", "aid"):
        programme.waive(
            "R1", subject=subject, on=day("2010-01-26"), until=day("2010-02-10"), waived_by="p-1", reason="in the post"
        )
    with pytest.raises(NotReady):
        programme.advance(on=day("2010-02-10"))
    assert programme.advance(on=day("2010-02-09")).date == day("2010-02-09")


@pytest.mark.parametrize(
    "requirement, by, until, code",
    [
        ("R1", "bank", "2010-02-01", "waiver_role"),
        ("R1", "p-1", "2010-12-01", "waiver_too_long"),
        ("R2", "p-1", "2010-02-01", "not_waivable"),
        ("R99", "p-1", "2010-02-01", "requirement_unknown"),
    ],
)
def test_who_may_waive_what_and_for_how_long_is_the_templates_to_say(
    requirement: str, by: str, until: str, code: str
) -> None:
    """A waiver by another role, for too long, or of what cannot be waived is refused."""
    with pytest.raises(NotWaivable) as refused:
        begun().waive(requirement, on=day("2010-01-20"), until=day(until), waived_by=by, reason="-")
    assert [finding.code for finding in refused.value.findings] == [code]


def _placed(programme: Programme, on: dt.date) -> None:
    programme.record(Need(id="n", institution="aid", what=Text.of("Company")), on=day("2010-02-02"))
    programme.record(Place(id="pl", need="n", institution="aid", capacity=2, state="open"), on=day("2010-02-02"))
    programme.record(Volunteer(id="v", person="p-1", partner="aid", experienced=True), on=day("2010-02-02"))
    programme.record(
        Credential(id="c", person="p-1", type="clearance", valid_from=day("2010-02-01"), valid_to=day("2010-09-01")),
        on=day("2010-02-02"),
    )
    programme.record(Placement(id="pm", place="pl", volunteer="v"), on=on)


def test_a_guard_is_asked_on_the_day_of_the_act() -> None:
    """A clearance that has lapsed by today still carries a placement of the day on which it was valid."""
    programme = running()
    _placed(programme, on=day("2010-03-01"))
    assert programme.snapshot.get("placement", "pm") is not None
    with pytest.raises(NotLawful, match="R7"):
        programme.record(Placement(id="pm2", place="pl", volunteer="v"), on=day("2010-09-01"))


def test_what_is_unsafe_is_refused_while_the_programme_is_suspended() -> None:
    """The agreement lapses on 1 June: placements are refused from that day, and the refusal says since when and why."""
    programme = running()
    with pytest.raises(NotLawful) as refused:
        _placed(programme, on=day("2010-07-15"))
    (finding,) = refused.value.findings
    assert finding.code == "suspended"
    assert "1 June 2010" in finding.title.in_language("en")
    assert "R4" in finding.lacks[0].what.in_language("en")


def test_what_a_suspension_would_stop_is_known_without_one() -> None:
    """Given a suspension that is only supposed, then what is unsafe is refused for it, and nothing is suspended."""
    programme = running()
    _placed(programme, on=day("2010-03-01"))
    on, state = day("2010-03-02"), programme.state
    (suspended,) = programme.propose(Suspend.of(on=on, reason="-"))
    assert isinstance(suspended, Suspended)
    placed = AddRecord(on=on, record=Placement(id="pm2", place="pl", volunteer="v"))
    with pytest.raises(NotLawful) as refused:
        programme.propose(placed, suspended=suspended)
    assert [finding.code for finding in refused.value.findings] == ["suspended"]
    assert programme.state == state
    assert programme.propose(AddRecord(on=on, record=partner("fund")), suspended=suspended)
    assert programme.propose(placed)


def test_a_question_that_is_put_again_day_after_day_has_the_answer_of_the_day() -> None:
    """The agreement lapses on 1 June: it is told of a later day, of an earlier one, and after the programme goes on."""
    programme = running()
    for on in map(day, ("2010-05-31", "2010-06-01", "2010-05-31", "2010-06-02")):
        assert programme.ask(on, Gates.is_suspended) is (on >= day("2010-06-01"))
    programme.suspend(on=day("2010-05-01"), reason="-")
    assert programme.ask(day("2010-05-31"), Gates.is_suspended)


def test_a_start_is_held_to_the_ranges_of_the_templates_parameters() -> None:
    """A parameter that the template does not have is refused by name."""
    command = Start(on=day("2010-01-01"), programme="x", region="RU-SMO", parameters={"quorm": 1})
    with pytest.raises(NotLawful, match="quorm"):
        decide(small_law(), State.empty(), command)


def test_a_warning_does_not_stop_an_act() -> None:
    """R8 only warns: the last NGO may leave."""
    assert signed().end("partner", "aid", on=day("2010-02-01"), reason="moved").date == day("2010-02-01")


def test_an_agreement_that_was_written_down_by_mistake_anchors_nobody() -> None:
    """Ending it would; but there never was one."""
    programme = begun()
    mistake = len(programme.entries)
    programme.record(partner("shop"), on=day("2010-01-11"))
    right = Agreement(id="right", type="cooperation_agreement", parties=("bank", "shop"), clauses=("exit", "roles"))
    programme.record(right, on=day("2010-01-12"))
    assert programme.snapshot.lacking("R1") == {"bank", "aid", "shop"}
    programme.withdraw(mistake, on=day("2010-01-13"), reason="the paper was never drawn up")
    assert programme.snapshot.lacking("R1") == {"bank", "shop"}


def test_leaving_reopens_what_rested_on_whoever_left() -> None:
    """A partner who leaves stays on the roster until a handover: the gate does not become easier."""
    programme = signed()
    assert "R1" not in {finding.requirement for finding in programme.missing()}
    programme.end("signature", "s-aid", on=day("2010-02-01"), reason="withdrawn")
    programme.end("partner", "aid", on=day("2010-02-01"), reason="left")
    assert programme.snapshot.lacking("R1") == {"aid"}


def test_late_paperwork_that_pulls_the_ground_away_is_reported_as_unsupported() -> None:
    """The placement was lawful as far as anybody knew; the end of the clearance came to light later."""
    programme = running()
    _placed(programme, on=day("2010-03-01"))
    assert programme.unsupported() == ()
    programme.end("credential", "c", on=day("2010-02-15"), reason="revoked", recorded=day("2010-04-01"))
    (finding,) = programme.unsupported()
    assert (finding.code, finding.requirement) == ("unsupported", "R7")
    assert programme.entries[(finding.entry or 0) - 1].date == day("2010-03-01")
    assert programme.snapshot.get("placement", "pm") is not None


def test_what_only_warns_takes_the_ground_from_nothing() -> None:
    """The placement has lost its clearance; that there was no visit yet was no reason against it then either."""
    warning = "- {id: R9, severity: warn, act: {record: placement}, title: Visited before, count: {of: visits}}"
    law = small_law(SMALL.replace("while_suspended:", f"{warning}\nwhile_suspended:"))
    programme = running_under(law)
    _placed(programme, on=day("2010-03-01"))
    programme.end("credential", "c", on=day("2010-02-15"), reason="revoked", recorded=day("2010-04-01"))
    assert [finding.requirement for finding in programme.unsupported()] == ["R7"]


def test_stages_cannot_be_slipped_in_before_the_latest_move() -> None:
    """The order of stages is not rewritten by late paperwork."""
    with pytest.raises(NotReady, match="2010-02-01"):
        running().advance("agreeing", on=day("2010-01-24"))
    with pytest.raises(NotReady, match="2010-02-01"):
        running().close(on=day("2010-01-24"), outcome="cancelled", reason="-")


def test_an_assignment_ended_twice_is_refused() -> None:
    """What has ended cannot end again, not on an earlier day either: the end that stands is withdrawn first."""
    programme = begun()
    programme.end("assignment", "a-1", on=day("2010-02-01"), reason="-")
    with pytest.raises(NotLawful) as refused:
        programme.end("assignment", "a-1", on=day("2010-03-01"), reason="-")
    assert refused.value.findings[0].code == "already_ended"
    with pytest.raises(NotLawful) as refused:
        programme.end("assignment", "a-1", on=day("2010-01-15"), recorded=day("2010-03-01"), reason="-")
    assert [finding.code for finding in refused.value.findings] == ["already_ended"]
    assert "1 February 2010" in refused.value.text()
    programme.record(Assignment(id="a-2", role="coordinator", person="p-1"), on=day("2010-02-02"))
    assert programme.snapshot.statuses()["R2"] == "satisfied"


def test_whoever_ends_what_has_ended_is_told_since_when_though_it_was_changed_for_a_later_day() -> None:
    """The change of March was written first, the end of February after it."""
    programme = begun()
    programme.amend("assignment", "a-1", {"note": "until the summer"}, on=day("2010-03-01"))
    programme.end("assignment", "a-1", on=day("2010-02-01"), recorded=day("2010-03-02"), reason="-")
    for on in ("2010-01-15", "2010-02-15", "2010-03-15"):
        with pytest.raises(NotLawful) as refused:
            programme.end("assignment", "a-1", on=day(on), recorded=day("2010-03-20"), reason="-")
        assert "1 February 2010" in refused.value.findings[0].title.in_language("en")


def test_nobody_is_proposed_whom_the_state_does_not_know_yet() -> None:
    """A state answers as it did, also in the names that may have been meant, after the programme has gone on."""
    programme = running()
    state = programme.state
    programme.record(partner("library"), on=day("2010-02-02"))
    command = End(on=day("2010-02-03"), kind="partner", id="librari", reason=Text.of("gone"))
    remedies = []
    for asked in (state, programme.state):
        with pytest.raises(NotLawful) as refused:
            decide(small_law(), asked, command)
        remedies.append(refused.value.findings[0].remedy.in_language("en"))
    assert remedies == ["record it first", "did you mean 'library'?"]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(AddRecord(on=day("2010-03-01"), record=partner("fund"), by="clerk"), id="a record"),
        pytest.param(
            Amend(on=day("2010-03-01"), kind="partner", id="bank", changes={"place": "A"}, note=Text(en="a", ru="б")),
            id="an amendment",
        ),
    ],
)
def test_an_entry_from_the_door_is_the_one_that_is_read_back_from_its_line(command: Command) -> None:
    """What is not checked a second time is all the same what a check would make of it."""
    (entry,) = signed().propose(command)
    read = from_json(to_json(entry))
    assert read == entry
    assert entry.model_dump() == read.model_dump()
    assert entry.model_copy(deep=True) == entry


def test_what_becomes_of_a_command_later_changes_no_entry() -> None:
    """An entry is a fact, and a command is in the hands of whoever asked."""
    programme = signed()
    command = Amend(on=day("2010-03-01"), kind="partner", id="bank", changes={"place": "A"})
    (entry,) = programme.propose(command)
    command.changes["place"] = "B"
    programme.take([entry])
    assert programme.entries[-1].model_dump()["changes"] == {"place": "A"}
    assert place_of(programme) == "A"


def test_what_was_proposed_and_not_taken_leaves_no_trace_in_what_is() -> None:
    """Two amendments of one day are proposed, and the second is taken."""
    programme = signed()
    first, second = (Amend(on=day("2010-03-01"), kind="partner", id="bank", changes={"place": place}) for place in "AB")
    programme.propose(first)
    programme.do(second)
    assert place_of(programme) == "B"


def place_of(programme: Programme) -> str | None:
    bank = programme.state.get("partner", "bank")
    assert isinstance(bank, Partner)
    return bank.place
