"""A migration is weighed before it is taken: what a board reads, on a page, in both languages."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest

from partnership.decisions import Migration
from partnership.programme import Programme
from partnership.template import Template
from partnership.template.compare import Change
from tests.small import SMALL, day, partner, running, small_law

NEW = SMALL.replace('version: "1"', 'version: "2"')
ON = day("2010-02-15")


def version(*changes: tuple[str, str]) -> Template:
    """The next version of the small law."""
    text = NEW
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return small_law(text)


def weighed(law: Template, programme: Programme | None = None, on: date = ON, **said: dict[str, str]) -> Migration:
    """What a migration of the running programme would change."""
    return (programme or running()).migration(law, on=on, stages=said.get("stages"), parameters=said.get("parameters"))


def named(changes: tuple[Change, ...]) -> list[tuple[str, str, bool | None]]:
    """Which rules change in what, and whether they ask for less."""
    return [(change.id, change.what, change.weaker) for change in changes]


def test_nothing_is_changed_by_asking() -> None:
    """Neither the ledger nor the laws at hand, nor who follows the history."""
    programme = running()
    programme.missing(on=ON)
    before = (list(programme.entries), programme.digest(), dict(programme.templates))
    followers = set(programme.state.index.followers)
    programme.migration(version(("sectors_present: [business]", "count: {of: partners, min: 9}")), on=ON)
    assert (list(programme.entries), programme.digest(), dict(programme.templates)) == before
    assert set(programme.state.index.followers) == followers


def test_a_law_that_says_the_same_changes_nothing() -> None:
    """And that is said."""
    found = weighed(version())
    assert (found.owed, found.no_longer, found.harder, found.lost_words, found.refusals) == ((), (), (), (), ())
    assert "Nothing changes" in found.text()
    assert "ничего не меняется" in found.text("ru")


def test_what_will_be_owed_and_what_no_longer() -> None:
    """Whoever lacks it is named; what is lacking under both laws is in neither list."""
    asks = "count: {of: {from: partners, where: {sector: business}}, min: 2}"
    law = version(("sectors_present: [business]", asks), ("count: {of: {from: agreements}}", "count: {of: partners}"))
    assert [one.requirement for one in weighed(law).owed] == ["R3"]
    programme = running()
    programme.end("agreement", "agr", on=day("2010-02-10"), reason="-")
    found = weighed(law, programme)
    assert [one.requirement for one in found.owed] == ["R3"]
    assert [one.requirement for one in found.no_longer] == ["R4"]
    assert "R3 A business takes part" in found.text()
    assert "R4 Соглашение действует" in found.text("ru")


@pytest.mark.parametrize(
    "change, harder",
    [
        pytest.param(("R8, severity: warn,", "R8,"), [("R8", "severity", False)], id="a warning that blocks"),
        pytest.param(("of: partners, min: 2", "of: partners, min: 3"), [("R8", "check", False)], id="a larger number"),
        pytest.param(("of: partners, min: 2", "of: partners, min: 1"), [], id="a smaller number"),
        pytest.param(("cadence: P30D", "cadence: P20D"), [("R5", "check", None)], id="another period"),
        pytest.param(
            ("      waivable_by: [coordinator]\n      waivable_for: P30D\n", ""),
            [("R1", "waivers", False)],
            id="no waiver",
        ),
        pytest.param(("waivable_for: P30D", "waivable_for: P9D"), [("R1", "waivers", False)], id="a shorter waiver"),
        pytest.param(
            ("{refuse: [{record: placement}]}", "{refuse: [{record: placement}, {record: visit}]}"),
            [("visit", "suspension", False)],
            id="more is refused meanwhile",
        ),
        pytest.param(
            ("    exit:\n    - {id: R6", "    entry:\n    - {id: R6"), [("R6", "moved", None)], id="another moment"
        ),
    ],
)
def test_rules_that_bind_harder_are_told_by_rule(
    change: tuple[str, str], harder: list[tuple[str, str, bool | None]]
) -> None:
    """Graver, another number, another moment; what asks for less is not among them."""
    found = weighed(version(change))
    assert named(found.harder) == harder
    for lang in ("en", "ru"):
        assert all(one.id in found.text(lang) for one in found.harder)


def test_what_only_has_another_name_binds_no_harder() -> None:
    """Stages and words go by both names."""
    law = version(
        ("id: during", "id: meanwhile"),
        ("next: [during]", "next: [meanwhile]"),
        ("id: business", "id: firm"),
        ("[business]", "[firm]"),
    )
    programme = running()
    found = programme.migration(law, on=ON, stages={"during": "meanwhile"}, words={"sectors": {"business": "firm"}})
    assert (found.harder, found.owed, found.refusals) == ((), (), ())
    assert found.stage == "meanwhile"
    assert [(one.list, one.word, one.becomes, one.records) for one in found.lost_words] == [
        ("sectors", "business", "firm", (("partner", "bank"),))
    ]
    assert "'business' → firm; used by 1: bank" in found.text()


def test_a_parameter_with_another_default_is_told_unless_the_programme_has_set_it() -> None:
    """The number of a rule may stand elsewhere."""
    parameters = "parameters: [{id: least, title: Least, type: integer, min: 0, max: 9, default: 1}]\n"
    first = small_law(SMALL + parameters)
    second = small_law(NEW + parameters.replace("default: 1", "default: 3"))
    on = day("2010-01-01")
    programme = Programme.start(first, id="p", region="RU", on=on)
    assert named(programme.migration(second, on=on).harder) == [("least", "parameter", None)]
    programme = Programme.start(first, id="p", region="RU", on=on, parameters={"least": 2})
    assert programme.migration(second, on=on).harder == ()
    assert named(programme.migration(second, on=on, parameters={"least": 4}).harder) == [("least", "parameter", None)]


def test_what_would_refuse_it_is_told_with_its_remedy_and_all_else_beside_it() -> None:
    """A word that is not mapped keeps it back, and a board still sees what would be owed."""
    law = version(("id: ngo", "id: npo"), ("sectors_present: [business]", "sectors_present: [business, npo]"))
    found = weighed(law)
    assert [one.code for one in found.refusals] == ["word_unmapped"]
    assert [(one.word, one.becomes, one.records) for one in found.lost_words] == [("ngo", None, (("partner", "aid"),))]
    assert [one.requirement for one in found.owed] == ["R3"]
    assert "words: {sectors: {ngo: npo}}" in found.text()
    assert "words: {sectors: {ngo: npo}}" in found.text("ru")


def test_where_the_programme_would_stand_is_not_guessed() -> None:
    """Without a stage there is nothing to compare."""
    found = weighed(version(("id: during", "id: meanwhile"), ("next: [during]", "next: [meanwhile]")))
    assert (found.stage, found.owed, found.no_longer) == (None, (), ())
    assert [one.code for one in found.refusals] == ["stage_unmapped"]


def test_a_day_on_which_nothing_may_be_written_is_told_too() -> None:
    """After the close, and before a later move."""
    programme = running()
    assert [one.code for one in weighed(version(), programme, day("2010-01-20")).refusals] == ["stage_not_next"]
    programme.close(on=day("2010-03-01"), outcome="cancelled", reason="-")
    found = weighed(version(), programme, day("2010-03-02"))
    assert [one.code for one in found.refusals] == ["after_close"]
    assert found.owed == ()


def test_it_fits_on_a_page() -> None:
    """However much there is to say."""
    programme = running()
    for number in range(300):
        programme.record(partner(f"ngo-{number}", "ngo"), on=day("2010-02-02"))
    more = "\n".join(
        f"    - {{id: X{n}, title: {'long ' * 60}, count: {{of: visits, min: {n}}}}}" for n in range(1, 40)
    )
    law = version(("id: ngo", "id: npo"), ("    cadence:\n", f"{more}\n    cadence:\n"), ("min: 2", "min: 7"))
    for lang in ("en", "ru"):
        lines = weighed(law, programme).text(lang).splitlines()
        assert len(lines) <= 50
        assert max(map(len, lines)) <= 190


def test_it_is_a_value() -> None:
    """It can be copied and sent."""
    found = weighed(version(("min: 2", "min: 3")))
    assert copy.copy(found) == found
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert again.text() == found.text()
