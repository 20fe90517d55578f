"""Surveyed ties go through the one door: what it takes are entries, what it refuses comes back with the reason."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from partnership.errors import UnknownName
from partnership.exchange import ImportedTies, SurveyScale, import_ties, read_ties
from partnership.exchange.survey.workbook import write_xlsx
from partnership.network.views import partner_network
from partnership.programme import Programme, load_template
from partnership.records import Partner, Tie
from partnership.template import Template
from partnership.values import Text
from tests.small import SMALL, day, running, running_under, small_law

LAW = SMALL.replace("{refuse: [{record: placement}]}", "{refuse: [{record: tie}]}").replace(
    "clauses: [",
    "tie_kinds:\n- {id: cooperation, title: {en: Cooperation, ru: Сотрудничество}}\n"
    "- {id: funding, title: {en: Funding, ru: Финансирование}}\nclauses: [",
    1,
)


def law() -> Template:
    return small_law(LAW)


def programme() -> Programme:
    """The small programme under a law with kinds of ties, and two partners more, two of which share a name."""
    found = running_under(law())
    for id_, en, ru in (("sever", "Bank North", "Банк «Север»"), ("mir", "Aid", "Фонд «Мир»")):
        record = Partner(id=id_, name=Text.of(en, ru), sector="ngo")
        found.record(record, on=day("2010-01-02"), recorded=day("2010-03-01"))
    return found


def put(text: str, on: str = "2010-03-05", **options: Any) -> tuple[Programme, ImportedTies]:
    found = programme()
    return found, import_ties(found, read_ties(text), on=day(on), **options)


def reasons(imported: ImportedTies) -> dict[int, list[str]]:
    return {tie.answer.row: [reason.in_language("en") for reason in tie.reasons] for tie in imported.refused}


def test_each_row_becomes_a_declared_tie() -> None:
    """Found by id or by name in either language, of the kind, strength, direction and day that the row says."""
    found, imported = put(
        "from,to,type,strength,direction,date\n"
        "bank,Фонд Мир,Финансирование,4,directed,01.03.2010\n"
        'Банк "СЕВЕР",bank,,,,\n'
    )
    assert not imported.refused
    first, second = (tie.tie for tie in imported.ties)
    assert first is not None
    assert first.model_dump(exclude={"id"}) == {
        "kind": "tie",
        "between": ("bank", "mir"),
        "type": "funding",
        "strength": 4,
        "directed": True,
        "note": None,
    }
    assert second is not None
    assert (second.between, second.type, second.strength, second.directed) == (
        ("bank", "sever"),
        "cooperation",
        1,
        False,
    )
    snapshot = found.as_of(day("2010-03-05"))
    assert snapshot.records("tie") == tuple(sorted((first, second), key=lambda tie: tie.id))
    assert found.as_of(day("2010-03-01")).records("tie") == (first,)
    for tie in imported.accepted:
        assert tie.entry is not None
        assert found.entries[tie.entry - 1].seq == tie.entry
        assert getattr(found.entries[tie.entry - 1], "record", None) == tie.tie


def test_what_is_refused_says_every_reason_and_stops_no_other() -> None:
    """Unknown names, names of several, strengths, kinds and days that are none, ties to oneself, ties told twice."""
    _, imported = put(
        "from,to,type,strength,direction,date\n"
        "bank,sever,,3,,\n"
        "bnak,sever,,3,,\n"
        "bank,Aid,,3,,\n"
        "bank,mir,,9,,\n"
        "bank,mir,fundng,many,sideways,yesterday\n"
        "bank,BANK,,,,\n"
        "sever,bank,,4,,\n"
        ",mir,,,,\n"
        "bank,mir,,,,\n"
    )
    assert [tie.answer.row for tie in imported.accepted] == [2, 10]
    assert reasons(imported) == {
        3: ["there is no partner 'bnak'; did you mean 'Bank'?"],
        4: ["'Aid' fits several: aid, mir; give the id"],
        5: ["strength: 9 is not between 1 and 5"],
        6: [
            "date: 'yesterday' is not a day such as 2010-03-01 or 01.03.2010",
            "direction: 'sideways' is neither 'directed' nor 'mutual'",
            "strength: 'many' is neither a number nor a word of the scale",
            "kind of tie: the template has no 'fundng'; did you mean 'Funding'?",
        ],
        7: ["'bank' cannot be tied to itself"],
        8: ["row 2 says the same tie"],
        9: ["a name is missing"],
    }
    assert imported.refused[0].nearest == "Bank"
    assert imported.refused[0].reasons[0].in_language("ru") == "партнёра «bnak» нет; возможно, имелось в виду «Bank»?"
    assert imported.text("en", 1).splitlines() == [
        "accepted: 2, refused: 7",
        "row 3: bnak - sever: there is no partner 'bnak'; did you mean 'Bank'?",
        "... and 6 more",
    ]
    assert imported.text("ru").startswith("принято: 2, не принято: 7\nстрока 3: ")


def test_the_door_has_the_last_word() -> None:
    """A day before the programme, a programme that is suspended: the reasons are the law's own, in both languages."""
    found, imported = put("from,to,date\nbank,mir,2009-01-01\nbank,sever,2010-07-01\nmir,sever,2010-03-05\n")
    before = reasons(imported)
    assert "before the programme's first day" in before[2][0]
    assert "suspended" in before[3][0]
    assert "приостановлена" in imported.refused[1].reasons[0].in_language("ru")
    assert [tie.answer.row for tie in imported.accepted] == [4]
    assert len(found.as_of(day("2010-07-01")).records("tie")) == 1


def test_a_tie_that_is_declared_already_is_not_declared_again() -> None:
    """A second survey says which tie to amend; once it has ended, it can be declared anew."""
    survey = read_ties("from,to\nbank,mir\n")
    found = programme()
    first = import_ties(found, survey, on=day("2010-03-05")).accepted[0].tie
    assert first is not None
    again = import_ties(found, read_ties("from,to\nmir,bank\n"), on=day("2010-04-05"))
    assert reasons(again) == {2: [f"the programme has this tie on 5 April 2010: '{first.id}'; amend that one instead"]}
    found.end("tie", first.id, on=day("2010-05-01"), reason="they parted")
    anew = import_ties(found, survey, on=day("2010-05-05")).accepted
    assert len(anew) == 1
    assert anew[0].tie is not None
    assert anew[0].tie.id != first.id


def test_with_a_direction_the_answers_of_two_sides_are_two_ties() -> None:
    """Each respondent speaks for its own side."""
    _, imported = put("from,to\nbank,mir\nmir,bank\n", directed=True)
    assert [tie.tie.between for tie in imported.accepted if tie.tie] == [("bank", "mir"), ("mir", "bank")]


def test_days_are_taken_in_their_order_whatever_the_order_of_rows() -> None:
    """The ledger is written forward; the result is in the order of the table."""
    _, imported = put("from,to,date\nbank,mir,2010-04-01\nbank,sever,2010-03-01\nmir,sever,\n")
    assert [tie.answer.row for tie in imported.ties] == [2, 3, 4]
    first = imported.ties[1].entry or 0
    assert [tie.entry for tie in imported.ties] == [first + 2, first, first + 1]


def test_ids_are_the_same_wherever_the_same_table_is_read() -> None:
    """And nothing but ends, kind, direction and day decides them."""
    one = put("from,to,strength\nbank,mir,3\n")[1].accepted[0].tie
    other = put("to,from,strength\nbank,Фонд «Мир»,5\n")[1].accepted[0].tie
    assert one is not None
    assert other is not None
    assert one.id == other.id
    assert one.id.startswith("tie-")


def test_a_scale_words_and_kinds_of_ones_own_are_translated() -> None:
    """PARTNER asks on four levels; Kumu's types are anybody's."""
    scale = SurveyScale(1, 4, {"Integrated": 4})
    _, imported = put(
        "from,to,type,strength\nbank,mir,Money,Integrated\nbank,sever,,3\n", scale=scale, kinds={"money": "funding"}
    )
    assert [(tie.tie.type, tie.tie.strength) for tie in imported.accepted if tie.tie] == [
        ("funding", 5),
        ("cooperation", 4),
    ]


def test_a_kind_that_the_law_does_not_know_is_no_default() -> None:
    """Neither as the kind of all, nor where the law knows none."""
    with pytest.raises(UnknownName, match="did you mean 'funding'"):
        put("from,to\nbank,mir\n", type="fundin")
    with pytest.raises(UnknownName):
        import_ties(running(), read_ties("from,to\n"), on=day("2010-03-05"))
    _, imported = put("from,to,type\nbank,mir,Money\n", kinds={"money": "cash"})
    assert "the template has no 'cash'" in reasons(imported)[2][0]


def test_a_dry_run_says_what_would_be_and_changes_nothing() -> None:
    """The same answer as the real thing, twice told ties among it."""
    text = "from,to\nbank,mir\nmir,bank\nbank,nobody at all\n"
    found, tried = put(text, dry_run=True)
    assert not found.as_of(day("2010-03-05")).records("tie")
    before = found.digest()
    done = import_ties(found, read_ties(text), on=day("2010-03-05"))
    assert tried.dry_run
    assert tried.ties == done.ties
    assert found.digest() != before


def test_who_wrote_it_down_and_when_is_kept() -> None:
    """A survey of March that is entered in May, by the coordinator."""
    found, imported = put("from,to\nbank,mir\n", recorded=day("2010-05-01"), by="p-1", basis="survey, wave 1")
    entry = found.entries[-1]
    assert (entry.seq, entry.by, entry.basis, str(entry.date)) == (
        imported.ties[0].entry,
        "p-1",
        "survey, wave 1",
        "2010-03-05",
    )
    assert entry.recorded.date() == day("2010-05-01")


def test_names_of_a_sheet_of_elements_stand_for_its_ids() -> None:
    """Kumu's connections may name elements by id."""
    book = openpyxl.Workbook()
    book.active.title = "Elements"
    for row in (["ID", "Label"], ["e1", "Банк «Север»"], ["e2", "Bank"]):
        book.active.append(row)
    sheet = book.create_sheet("Connections")
    for connection in (["From", "To", "Strength"], ["e1", "e2", 2], ["e1", "e3", 2]):
        sheet.append(connection)
    stream = io.BytesIO()
    book.save(stream)
    found = programme()
    imported = import_ties(found, read_ties(stream.getvalue()), on=day("2010-03-05"))
    assert [tie.tie.between for tie in imported.accepted if tie.tie] == [("bank", "sever")]
    assert reasons(imported) == {3: ["there is no partner 'e3'"]}


# --- the table given back --------------------------------------------------------------------------------------------

TABLE = 'sep=;\n"От кого";"К кому";"Примечание"\nbank;mir;"=cmd()"\n\nbank;"nobody; at ""all""";-\n'


def test_the_table_comes_back_with_two_columns_more() -> None:
    """What was refused and the numbers of entries; formulas guarded; mended and read again, only the mended is new."""
    found, imported = put(TABLE)
    text = imported.to_csv("ru")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1] == ["От кого", "К кому", "Примечание", "что не принято", "запись"]
    assert rows[2] == ["bank", "mir", "'=cmd()", "", str(imported.accepted[0].entry)]
    assert rows[4] == ["bank", 'nobody; at "all"', "'-", 'партнёра «nobody; at "all"» нет', ""]
    mended = read_ties(text.replace('"nobody; at ""all"""', "sever"))
    again = import_ties(found, mended, on=day("2010-03-05"))
    assert [tie.answer.row for tie in again.accepted] == [5]
    assert "the programme has this tie" in reasons(again)[3][0]
    assert list(csv.reader(io.StringIO(again.to_csv("en")), delimiter=";"))[1][-2:] == ["what was refused", "entry"]


def test_the_table_comes_back_as_a_workbook_too() -> None:
    """Every cell is text, on rows of the same numbers."""
    _, imported = put(TABLE)
    data = imported.to_xlsx("en")
    assert data == imported.to_xlsx("en")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[2]] == ["От кого", "К кому", "Примечание", "what was refused", "entry"]
    assert [cell.value for cell in sheet[5]][3] == "there is no partner 'nobody; at \"all\"'"
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert sheet["C3"].value == "'=cmd()"


def test_a_matrix_comes_back_with_all_reasons_of_a_row_in_one_cell() -> None:
    """Each with the partner that it is about; read again, the added columns are no partners."""
    found, imported = put("organisation;bank;mir;Nobody at all\nbank;;3;2\nmir;4;x;5\n")
    assert [tie.tie.between for tie in imported.accepted if tie.tie] == [("bank", "mir")]
    rows = list(csv.reader(io.StringIO(imported.to_csv()), delimiter=";"))
    assert rows[1][-2:] == ["Nobody at all: there is no partner 'Nobody at all'", str(imported.accepted[0].entry)]
    assert rows[2][-2] == "bank: row 2 says the same tie\nNobody at all: there is no partner 'Nobody at all'"
    again = read_ties(imported.to_csv())
    assert again.answers == imported.survey.answers
    assert import_ties(found, again, on=day("2010-03-05")).accepted == ()


# --- at size ---------------------------------------------------------------------------------------------------------


def test_five_thousand_rows_of_a_russian_workbook_go_in() -> None:
    """A hundred partners of the shipped law, every pair once; unknown names among them cost no minutes."""
    found = Programme.start(load_template("volunteers"), id="p", region="RU-SMO", on=day("2010-01-01"))
    for number in range(100):
        name = Text.of(f"Organisation {number}", f"Организация «№ {number}»")
        found.record(Partner(id=f"org-{number}", name=name, sector="ngo"), on=day("2010-01-01"))
    pairs = [(one, other) for one in range(100) for other in range(one)]
    rows = [[f'Организация "№ {one}"', f"org-{other}", str(1 + one % 5)] for one, other in pairs]
    rows += [[f"Организация № {number + 1000}", "org-1", "3"] for number in range(50)]
    survey = read_ties(write_xlsx([["Респондент", "Партнёр", "Сила связи"], *rows]))
    imported = import_ties(found, survey, on=day("2010-02-01"))
    assert (len(imported.accepted), len(imported.refused)) == (4950, 50)
    assert len(found.snapshot.records("tie")) == 4950
    assert partner_network(found.snapshot).edge_count == 4950
    assert all(isinstance(tie.tie, Tie) for tie in imported.accepted)


def test_the_line_feed_at_the_end_of_a_table_is_no_row_of_it() -> None:
    _, told = put("from,to\nbank,mir\n")
    assert len(told.to_csv().splitlines()) == 2
