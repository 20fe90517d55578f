"""Ledgers that somebody kept: what was edited, exchanged or cut off is seen, and the entry is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from partnership.acts import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Migrated,
    Recorded,
    Resumed,
    Waived,
    Withdrawn,
    from_json,
    to_json,
)
from partnership.errors import InputError, LedgerError
from partnership.programme import Programme, check_head, ledger_head, load_programme, save_programme
from partnership.records import Person
from partnership.template import Template
from partnership.values import Text
from tests.invariants.playing import finished, in_worlds
from tests.judge.worlds import World
from tests.small import SMALL, day, partner, running, small_law

ENTRIES = tuple(running().entries)
"""1 start, 2 bank, 3 aid, 4 p-1 of aid, 5 p-1 coordinates, 6 agreement, 7 and 8 signatures, 9 agreeing, 10 during."""

NEXT = len(ENTRIES) + 1
ON = day("2010-03-01")
REASON = Text.of("so")


def _numbered(*entries: AnyEntry) -> list[AnyEntry]:
    """Number entries anew, all written down at one moment: as somebody would who edits them."""
    written = max(entry.recorded for entry in entries)
    return [one.model_copy(update={"seq": seq, "recorded": written}) for seq, one in enumerate(entries, 1)]


def _told(history: Sequence[AnyEntry], law: Template | None = None, lang: str = "en") -> list[str]:
    """Give what is wrong with a ledger."""
    with pytest.raises(LedgerError) as found:
        Programme.from_entries(law or small_law(), history, file="p.jsonl")
    return [fault.text("ru" if lang == "ru" else "en").removeprefix("p.jsonl:") for fault in found.value.faults]


def _more(cls: type[Any], seq: int = NEXT, **fields: Any) -> Any:
    return cls(**({"seq": seq, "date": ON, "recorded": ENTRIES[-1].recorded} | fields))


def _changed(place: int, **fields: Any) -> list[AnyEntry]:
    """Give the ledger with other values in one of its entries."""
    edited = ENTRIES[place - 1].model_copy(update=fields)
    return [*ENTRIES[: place - 1], edited, *ENTRIES[place:]]


EDITED = "; the ledger was edited or reassembled; restore it from an untouched copy"

BANK_ENDS = _more(Ended, kind="partner", id="bank", reason=REASON)
CLOSED = _more(Closed, outcome="cancelled", reason=REASON)


@pytest.mark.parametrize(
    "history, says",
    [
        (_numbered(*ENTRIES[:4], ENTRIES[0], *ENTRIES[4:]), "5:1: entry 5 starts the programme a second time"),
        (
            _numbered(*ENTRIES[:2], ENTRIES[3], ENTRIES[2], *ENTRIES[4:]),
            "3:1: entry 3 names partner 'aid', which is not there on 3 January 2010",
        ),
        (
            _numbered(*ENTRIES[:8], ENTRIES[9], ENTRIES[8]),
            "9:1: entry 9 moves from stage agreeing, but the programme was at gathering",
        ),
        (
            _numbered(*ENTRIES[:8], ENTRIES[9], ENTRIES[8]),
            "10:1: entry 10 moves to another stage on 25 January 2010, before the move of entry 9 on 1 February 2010",
        ),
        (
            _numbered(*ENTRIES, ENTRIES[1]),
            "11:1: entry 11 records the partner 'bank', which entry 2 has recorded",
        ),
        (_changed(1, parameters={"pilots": 3}), "1:1: entry 1 names the parameter 'pilots', which small 1 does not"),
        (_changed(10, stage="durning"), "10:1: entry 10 names the stage 'durning', which small 1 does not have"),
        (_changed(10, stage="durning"), "did you mean 'during'?"),
        (
            _changed(5, date=day("2009-12-31")),
            "5:1: entry 5 is dated 31 December 2009, before the programme's first day, 1 January 2010",
        ),
        (
            [*ENTRIES, _more(Amended, date=day("2010-01-01"), kind="partner", id="bank", changes={"region": "RU"})],
            "11:1: entry 11 names partner 'bank', which is not there on 1 January 2010",
        ),
        (
            [*ENTRIES, _more(Amended, kind="partner", id="bnak", changes={"region": "RU"})],
            "11:1: entry 11 names partner 'bnak', which is not there on 1 March 2010",
        ),
        (
            [*ENTRIES, _more(Amended, kind="partnr", id="bank", changes={"region": "RU"})],
            "11:1: entry 11 is about a 'partnr': there is no such kind of record; did you mean 'partner'?",
        ),
        (
            [*ENTRIES, _more(Ended, kind="partner", id="nobody", reason=REASON)],
            "11:1: entry 11 names partner 'nobody', which is not there on 1 March 2010",
        ),
        (
            [*ENTRIES, BANK_ENDS, _more(Ended, NEXT + 1, kind="partner", id="bank", reason=REASON)],
            "12:1: entry 12 changes or ends partner 'bank', which entry 11 has ended",
        ),
        (
            [*ENTRIES, BANK_ENDS, _more(Amended, NEXT + 1, kind="partner", id="bank", changes={"region": "RU"})],
            "12:1: entry 12 changes or ends partner 'bank', which entry 11 has ended",
        ),
        (
            [*ENTRIES, CLOSED, BANK_ENDS.model_copy(update={"seq": NEXT + 1})],
            "12:1: entry 12 is dated 1 March 2010; entry 11 closed the programme on 1 March 2010",
        ),
        (
            [*ENTRIES, CLOSED, CLOSED.model_copy(update={"seq": NEXT + 1, "date": day("2010-02-20")})],
            "12:1: entry 12 closes the programme, which entry 11 has closed",
        ),
        (
            [*ENTRIES, _more(Waived, requirement="R99", reason=REASON, waived_by="p-1", until=day("2011-01-01"))],
            "11:1: entry 11 names the requirement 'R99', which small 1 does not have",
        ),
        (
            [*ENTRIES, _more(Withdrawn, withdraws=99, reason=REASON)],
            "11:1: entry 11 withdraws entry 99, which is not there to be withdrawn",
        ),
        (
            [*ENTRIES, _more(Withdrawn, withdraws=2, reason=REASON), _more(Withdrawn, 12, withdraws=2, reason=REASON)],
            "12:1: entry 12 withdraws entry 2, which is not there to be withdrawn",
        ),
        (
            [*ENTRIES, _more(Amended, kind="partner", id="bank", changes={"sectr": "RU"})],
            "11:1: entry 11 does not follow from those before it: sectr: Extra inputs are not permitted",
        ),
    ],
)
def test_an_entry_that_does_not_follow_from_those_before_it_is_named(history: list[AnyEntry], says: str) -> None:
    assert any(says in told for told in _told(history)), _told(history)


def test_a_parameter_out_of_range_is_named_with_its_range() -> None:
    law = small_law(
        SMALL.replace(
            "sectors: [", "parameters: [{id: n, type: integer, min: 1, max: 5, default: 2, title: N}]\nsectors: [", 1
        )
    )
    started = ENTRIES[0].model_copy(update={"digest": law.digest, "parameters": {"n": 8}})
    (told,) = _told([started, *ENTRIES[1:]], law)
    assert told == f"1:1: entry 1 sets the parameter n to 8; expected a whole number from 1 to 5{EDITED}"


def test_every_entry_that_does_not_follow_is_told_at_once() -> None:
    history = [*_changed(5, date=day("2009-12-31")), BANK_ENDS, _more(Resumed, NEXT + 1, reason=REASON)]
    history.append(_more(Ended, NEXT + 2, kind="partner", id="nobody", reason=REASON))
    assert [told.partition(" is")[0].partition(" names")[0] for told in _told(history)] == [
        "5:1: entry 5",
        "13:1: entry 13",
    ]


def test_what_is_wrong_is_told_in_russian() -> None:
    (told,) = _told([*ENTRIES, _more(Ended, kind="partner", id="nobody", reason=REASON)], lang="ru")
    assert told == (
        "11:1: запись 11 ссылается на «nobody» (партнёр), чего на 1 марта 2010 г. нет; "
        "книгу правили или собирали заново; восстановите её из нетронутой копии"
    )


def test_a_gap_is_told_alone() -> None:
    assert len(_told([*ENTRIES[:2], *ENTRIES[3:]])) == 1


@in_worlds(30)
def test_whatever_the_door_has_accepted_follows(world: World) -> None:
    programme = finished(world)
    assert Programme.from_entries(world.template, programme.entries).digest() == programme.digest()


def test_what_was_withdrawn_makes_room_for_another() -> None:
    programme = running()
    for _ in range(2):
        slip = programme.record(partner("late"), on=ON)
        programme.end("partner", "late", on=ON, reason="A slip too")
        programme.withdraw(slip.seq, on=ON, reason="A slip")
    end = programme.end("partner", "aid", on=ON, reason="A slip")
    programme.withdraw(end.seq, on=ON, reason="It stays")
    programme.end("partner", "aid", on=ON, reason="It leaves")
    close = programme.close(on=ON, outcome="cancelled", reason="A slip")
    programme.withdraw(close.seq, on=ON, reason="It goes on")
    programme.record(partner("late"), on=ON)
    programme.end("partner", "late", on=ON, reason="It leaves, too")
    assert Programme.from_entries(small_law(), programme.entries).digest() == programme.digest()


def test_entries_that_were_read_have_the_names_of_their_fields_in_common() -> None:
    """Else those names are most of what a long ledger holds in memory; whoever copies an entry has his own."""
    one, other = (from_json(to_json(entry)) for entry in ENTRIES[1:3])
    assert isinstance(one, Recorded)
    assert isinstance(other, Recorded)
    assert one.model_fields_set is other.model_fields_set
    assert one.record.model_fields_set is other.record.model_fields_set
    assert one.model_copy(update={"note": REASON}).model_fields_set is not one.model_fields_set
    assert one == ENTRIES[1]


def test_a_withdrawn_move_is_none() -> None:
    programme = running()
    programme.withdraw(NEXT - 1, on=ON, reason="Nobody had decided it")
    programme.advance(on=ON)
    moves = [entry for entry in programme.entries if isinstance(entry, Advanced)]
    assert [move.from_stage for move in moves] == ["gathering", "agreeing", "agreeing"]
    assert Programme.from_entries(small_law(), programme.entries).digest() == programme.digest()


def test_after_a_migration_the_stages_are_those_of_the_law_then_in_force() -> None:
    renamed = small_law(
        SMALL.replace('version: "1"', 'version: "2"')
        .replace("{id: after,", "{id: later,")
        .replace("next: [after]", "next: [later]")
    )
    programme = running()
    programme.migrate(renamed, on=ON, reason="Other words")
    written = programme.entries[-1].recorded
    move = Advanced(seq=NEXT + 1, date=ON + timedelta(1), recorded=written, stage="later", from_stage="during")
    history = [*programme.entries, move]
    assert Programme.from_entries([small_law(), renamed], history).stage == "later"
    history[-1] = move.model_copy(update={"stage": "after"})
    with pytest.raises(LedgerError, match=r"entry 12 names the stage 'after', which small 2 does not have"):
        Programme.from_entries([small_law(), renamed], history)


def test_a_migration_may_call_the_stage_that_is_open_otherwise() -> None:
    renamed = SMALL.replace('version: "1"', 'version: "2"').replace("id: during", "id: running")
    law = small_law(renamed.replace("next: [during]", "next: [running]"))
    written = ENTRIES[-1].recorded
    migrated = _more(
        Migrated,
        template="small",
        version="2",
        digest=law.digest,
        from_stage="during",
        stage="running",
        reason=REASON,
    )
    move = Advanced(seq=NEXT + 1, date=ON, recorded=written, stage="after", from_stage="running")
    assert Programme.from_entries([small_law(), law], [*ENTRIES, migrated, move]).stage == "after"


# --- heads -----------------------------------------------------------------------------------------------------------


def _kept(folder: Path, lines: slice = slice(None)) -> Path:
    path = folder / "p.jsonl"
    save_programme(running(), path)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[lines]))
    return path


def test_a_ledger_that_was_cut_at_the_end_of_a_line_misses_as_many_entries_as_its_head_says(tmp_path: Path) -> None:
    head = ledger_head(running().entries)
    assert len(load_programme(_kept(tmp_path), template=small_law(), head=head).entries) == 10
    cut = _kept(tmp_path, slice(7))
    assert len(load_programme(cut, template=small_law()).entries) == 7, "it looks whole"
    for known in (head, "10"):
        with pytest.raises(LedgerError, match=r"p\.jsonl:8:1: entries are missing at the end: 3 \(there are 7 of 10\)"):
            load_programme(cut, template=small_law(), head=known)
    with pytest.raises(LedgerError) as found:
        load_programme(cut, template=small_law(), head=head)
    assert "в конце не хватает записей: 3 (есть 7 из 10); файл оборван" in found.value.text("ru")


def test_a_ledger_may_have_gone_on_since_its_head_was_kept(tmp_path: Path) -> None:
    head = ledger_head(ENTRIES[:6])
    assert len(load_programme(_kept(tmp_path), template=small_law(), head=head).entries) == 10


def test_an_entry_that_was_exchanged_is_seen_by_the_head_where_nothing_else_tells() -> None:
    swapped = _numbered(ENTRIES[0], ENTRIES[2], ENTRIES[1], *ENTRIES[3:])
    Programme.from_entries(small_law(), swapped)
    with pytest.raises(LedgerError, match="the first 10 entries are not those that the head was made of"):
        check_head(swapped, ledger_head(ENTRIES))
    noted = [one.model_copy(update={"note": Text.of("x")}) if one.seq == 4 else one for one in ENTRIES]
    with pytest.raises(LedgerError, match="untouched copy"):
        check_head(noted, ledger_head(ENTRIES))
    check_head(noted, ledger_head(ENTRIES[:3]))
    check_head(noted, "10")


def test_a_programme_file_can_be_held_against_a_head_as_well(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    save_programme(running(), tmp_path / "p.yaml", law="small.yaml")
    load_programme(tmp_path / "p.yaml", head=ledger_head(ENTRIES))
    text = (tmp_path / "p.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "p.yaml").write_text("".join(text[:-1]), encoding="utf-8")
    with pytest.raises(LedgerError, match="there are 9 of 10"):
        load_programme(tmp_path / "p.yaml", head=ledger_head(ENTRIES))


@pytest.mark.parametrize("head", ["", "0", "x", "10:", "10:abc", "-1", "10:" + "A" * 32, "9" * 10])
def test_what_is_no_head_is_refused(head: str) -> None:
    with pytest.raises(
        InputError, match="is not the head of a ledger; expected what `partnership ledger` tells"
    ) as found:
        check_head(ENTRIES, head)
    assert not isinstance(found.value, LedgerError)


def test_the_head_of_a_ledger_does_not_hang_on_how_its_lines_are_spaced(tmp_path: Path) -> None:
    path = _kept(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'","', b'", "'))
    load_programme(path, template=small_law(), head=ledger_head(ENTRIES))


def test_somebody_is_only_there_from_the_day_on_which_they_are() -> None:
    person = Recorded(
        seq=NEXT, date=day("2010-01-01"), recorded=ENTRIES[-1].recorded, record=Person(id="p-2", partner="aid")
    )
    assert _told([*ENTRIES, person]) == [
        f"11:1: entry 11 names partner 'aid', which is not there on 1 January 2010{EDITED}"
    ]
