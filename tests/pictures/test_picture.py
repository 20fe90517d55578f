"""Pictures of a network, as far as they can be judged without a browser; see test_picture_browser for the rest."""

import datetime as dt
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import InputError, UnknownLanguage, UnknownName
from partnership.messages import FULL
from partnership.network import betweenness
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.network.views import function_network, outcome_network, partner_network, relationship_network
from partnership.pictures import Picture, PictureForm, growth, page_of, picture
from partnership.pictures.layout import columns_of, stacks_of
from partnership.pictures.route import Router, point_on
from partnership.pictures.scene import scene_of
from partnership.pictures.style import SCRIPT, WIDTHS, level_of, levels, sheet
from partnership.pictures.widths import folded, shortened, width_of
from partnership.values import Language, Text
from tests.network.drawn import networks
from tests.network.pilot import on, pilot
from tests.pictures.crowds import crowd
from tests.pictures.pictured import NASTY, SVG, assert_labels_apart, labelled, nasty, parsed, texts

LAST = dt.date(2011, 12, 31)
FORMS: tuple[PictureForm, ...] = get_args(PictureForm)


# --- labels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", FULL)
@pytest.mark.parametrize("size", [0, 1, 2, 13, 60, 200])
def test_no_label_touches_another_up_to_two_hundred(size: int, lang: Language) -> None:
    assert_labels_apart(
        picture(crowd(size, 4 * size if size > 1 else 0), lang=lang, form="columns" if size else "auto")
    )


@pytest.mark.parametrize("lang", FULL)
@pytest.mark.parametrize("form", [form for form in FORMS if form != "auto"])
def test_no_label_touches_another_in_any_form(form: PictureForm, lang: Language) -> None:
    network = crowd(150, 500, regions=14)
    for by in ("sector", "region"):
        assert_labels_apart(picture(network, form=form, by=by, lang=lang, ego="n3"))


def test_no_label_touches_another_in_the_pilot_on_any_of_its_days() -> None:
    for day in (dt.date(2009, 3, 20), dt.date(2009, 12, 31), dt.date(2010, 12, 31), LAST):
        for lang in FULL:
            assert_labels_apart(picture(pilot().as_of(day), lang=lang))


def test_no_label_touches_another_with_one_sector_none_or_many() -> None:
    for sectors in (0, 1, 2):
        assert_labels_apart(picture(crowd(90, 200, sectors=sectors)))
    assert_labels_apart(picture(crowd(120, 300, regions=40), by="region"))


@given(networks(most=12), st.sampled_from(FULL), st.sampled_from(FORMS))
def test_a_picture_of_any_small_network_is_well_formed_and_legible(
    network: Network, lang: Language, form: PictureForm
) -> None:
    if form == "ego" and not len(network):
        return
    drawn = picture(network, lang=lang, form=form, ego="n0" if form == "ego" else None)
    parsed(drawn.svg)
    assert_labels_apart(drawn)


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6))
def test_any_name_can_be_drawn_and_read_back(names: Sequence[str]) -> None:
    nodes = [Node(number, sector=name, name=Text.quoting(name)) for number, name in enumerate(names)]
    drawn = picture(Network.of(nodes, []))
    assert len(labelled(drawn, "n")) == len(names)
    assert_labels_apart(drawn)


def test_names_are_whole_however_long_they_are() -> None:
    name = "Administration of the municipal district and its subordinate institutions number {}"
    nodes = [Node(number, sector="ngo", name=Text.of(name.format(number))) for number in range(60)]
    (first, *_) = labelled(picture(Network.of(nodes, [])), "n")
    assert name.format(0) in " ".join(text.text or "" for text in first.iter(f"{SVG}text"))


# --- ties -------------------------------------------------------------------------------------------------------------


def test_ties_of_a_pair_are_one_line_that_tells_their_kinds() -> None:
    edges = [Edge("a", "b", "attended", mutual=True)] * 3 + [Edge("b", "a", "visits")]
    (line,) = labelled(picture(Network.of([Node("a"), Node("b")], edges)), "t")
    assert line[0].text == "a ← b: took part together 3, visits 1"
    assert "4" in texts(picture(Network.of([Node("a"), Node("b")], edges)))


@pytest.mark.parametrize(
    "edges, arrows",
    [
        pytest.param([Edge("a", "b", "declared", mutual=True)], 0, id="mutual"),
        pytest.param([Edge("a", "b", "visits")], 1, id="one way"),
        pytest.param([Edge("a", "b", "visits"), Edge("b", "a", "visits")], 2, id="both ways"),
    ],
)
def test_an_arrow_stands_where_a_tie_leads_to_and_nowhere_else(edges: list[Edge], arrows: int) -> None:
    for sectors in (("ngo", "ngo"), ("ngo", "media")):
        nodes = [Node(id_, sector=sector) for id_, sector in zip("ab", sectors, strict=True)]
        (line,) = labelled(picture(Network.of(nodes, edges)), "t")
        assert [path.get("class") for path in line.iter(f"{SVG}path")].count("a") == arrows


def test_a_network_without_direction_has_no_arrows() -> None:
    drawn = picture(Network.of([], [Edge("a", "b", "visits")], directed=False))
    assert "arrow" not in " ".join(texts(drawn))


@pytest.mark.parametrize("size, ties", [(13, 60), (60, 240), (200, 800)])
def test_no_tie_runs_over_a_card(size: int, ties: int) -> None:
    scene = scene_of(crowd(size, ties), "en", "sector", {})
    stacks, measures = stacks_of(scene, columns_of(scene))
    router = Router(scene, stacks, measures, levels([tie.count for tie in scene.ties]))
    router.make_room()
    cards = [(stack.x, item.y, stack.w, item.h) for stack in stacks for item in stack.items if item.card is not None]
    routes = router.routes()
    assert len(routes) == len(scene.ties)
    for route in routes:
        for curve in route.curves:
            for share in (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0):
                x, y = point_on(curve, share)
                assert not any(
                    left + 0.5 < x < left + wide - 0.5 and top + 0.5 < y < top + high - 0.5
                    for left, top, wide, high in cards
                )


def test_the_strong_ties_are_drawn_last_and_widest() -> None:
    lines = labelled(picture(partner_network(pilot().as_of(LAST))), "t")
    widths = [int(line.get("class", "").split()[1][1:]) for line in lines]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=60))
def test_a_wider_line_stands_for_more_ties(counts: list[int]) -> None:
    bounds = levels(counts)
    assert len(bounds) == len(WIDTHS)
    assert list(bounds) == sorted(set(bounds))
    found = [level_of(count, bounds) for count in sorted(counts)]
    assert found == sorted(found)
    assert found[0] >= 0


def test_the_widths_of_the_legend_stand_in_one_row_behind_what_they_are() -> None:
    """All that are drawn, the smallest, too."""
    for form, widths in (("columns", ["1", "2–3", "4–5", "7–9"]), ("quotient", ["1", "17–18", "21–37"])):
        drawn = picture(on("2010-06-01"), form=form)  # type: ignore[arg-type]
        (label,) = (box for box in drawn.labels if box.words == "how many ties a line stands for:")
        row = sorted((box.x, box.words) for box in drawn.labels if box.y == label.y)
        assert [words for _, words in row] == [label.words, *widths]


def test_a_kind_of_tie_looks_the_same_in_every_picture() -> None:
    """Whatever is more frequent: what people live is unbroken, what stands on paper is dashed."""
    for often in ("party", "visits"):
        edges = [Edge("a", "b", "visits"), Edge("c", "d", "party"), *[Edge("e", f"f{n}", often) for n in range(5)]]
        looks = {}
        for line in labelled(picture(Network.of([], edges)), "t"):
            looks[(line[0].text or "").split(": ")[1]] = " d4" in (line.get("class") or "")
        assert looks == {"visits 1": False, "party to the same agreement 1": True}


def test_sectors_stand_in_one_order_whatever_the_ties() -> None:
    for ties in ([("m", "b")], [("n", "m")]):
        nodes = [Node(id_, sector=sector) for id_, sector in zip("mnb", ("media", "ngo", "business"), strict=True)]
        drawn = picture(Network.of(nodes, [Edge(*pair, "visits") for pair in ties]))
        at = {box.words: box.x for box in drawn.labels if box.words in set("mnb")}
        assert sorted(at, key=at.__getitem__) == ["b", "n", "m"]


def test_a_person_known_by_a_pseudonym_is_shown_with_the_partner() -> None:
    drawn = picture(
        Network.of([Node("x", name=Text.of("Food Line")), Node("p-4", "person", attributes={"partner": "x"})], [])
    )
    assert {card.get("aria-label", "").split(", ")[0] for card in labelled(drawn, "n")} == {
        "Food Line",
        "Food Line: p-4",
    }


# --- what cards differ by ---------------------------------------------------------------------------------------------


def bars(drawn: Picture) -> dict[str, float]:
    """How long the bar of each card is."""
    return {
        card.get("aria-label", "").split(", ")[0]: float(part.get("width", 0))
        for card in labelled(drawn, "n")
        for part in card
        if part.get("class") == "br"
    }


def test_cards_differ_by_their_ties_or_by_a_measure_that_is_chosen() -> None:
    network = Network.of([], [Edge(pair[0], pair[1], "attended") for pair in ("ab", "ab", "ab", "bc", "cd", "de")])
    by_ties, by_paths = bars(picture(network)), bars(picture(network, sizes=betweenness(network)))
    assert by_ties["b"] == max(by_ties.values())
    assert by_paths["c"] == max(by_paths.values()) > by_ties["c"]
    assert bars(picture(network, sizes={"e": 2, "d": 1}))["e"] == by_paths["c"]


# --- marks and words --------------------------------------------------------------------------------------------------


def test_a_cut_partner_has_a_double_frame_and_the_legend_says_why() -> None:
    network = Network.of([], [Edge("a", "b", "visits"), Edge("b", "c", "visits")])
    drawn = picture(network)
    doubled = [
        card.get("aria-label", "") for card in labelled(drawn, "n") if any(part.get("class") == "cut" for part in card)
    ]
    assert [label.split(",")[0] for label in doubled] == ["b"]
    assert any("double frame" in text for text in texts(drawn))
    assert not any("double frame" in text for text in texts(picture(network.without("c"))))


def headline(drawn: Picture) -> str:
    """What stands in the large letters of a picture."""
    return " ".join(text.text or "" for text in parsed(drawn.svg).iter(f"{SVG}text") if text.get("class") == "hd")


def hot(drawn: Picture) -> list[str]:
    """The ties that are drawn as standing out, as their tooltips tell them."""
    return [
        (tie[0].text or "").split(":")[0] for tie in labelled(drawn, "t") if "hot" in (tie.get("class") or "").split()
    ]


def test_a_picture_says_first_who_would_be_cut_off_without_whom() -> None:
    """And the tie that everything hangs on is the thickest, even if it is one of one kind."""
    own = [Edge(pair[0], pair[1], "attended") for pair in ("ab", "bc", "ca", "ab", "bc")]
    drawn = picture(Network.of([], [*own, Edge("c", "d", "visits")]))
    assert headline(drawn) == "Only one partner ties d to the others: c."
    assert headline(picture(Network.of([], [*own, Edge("c", "d", "visits")]), lang="ru")) == (
        "d: связь с остальными есть только через участника «c»."
    )
    assert hot(drawn) == ["c → d"]
    assert named(drawn) == ["c", "d"]
    assert "w4" in (labelled(drawn, "t")[-1].get("class") or "")
    assert "1 tie" in counts(drawn)  # thick, and still only one


def counts(drawn: Picture) -> list[str]:
    """What is written on lines."""
    written = parsed(drawn.svg).iter(f"{SVG}text")
    return [text.text or "" for text in written if text.get("class", "").split() == ["t", "ct"]]


def test_of_several_who_hold_others_the_headline_names_whoever_holds_most() -> None:
    chain = Network.of([], [Edge(pair[0], pair[1], "attended") for pair in ("ab", "bc", "ca", "ad", "be", "ef")])
    drawn = picture(chain)
    assert headline(drawn) == ("Only one partner ties e, f to the others: b. 2 more hold others in the same way.")
    assert sorted(hot(drawn)) == ["a → d", "b → e", "e → f"]


def named(drawn: Picture) -> list[str]:
    """The cards that are drawn as those of which the headline speaks."""
    marks = {"held", "named", "lone"}
    return [
        card.get("aria-label", "").split(", ")[0]
        for card in labelled(drawn, "n")
        if marks & {*card.get("class", "").split()}
    ]


def test_where_duties_are_drawn_it_says_what_rests_on_one_alone_and_what_on_nobody() -> None:
    nodes = [Node("a"), Node("b"), *(Node(f"F{number}", "function") for number in range(4))]
    edges = [Edge("a", "F0", "accountable"), Edge("a", "F1", "accountable"), Edge("b", "F1", "accountable")]
    drawn = picture(Network.of(nodes, [*edges, Edge("a", "F2", "accountable")]))
    assert headline(drawn) == "2 of 4 duties rest on one partner alone: a. Nobody stands behind: F3."
    assert sorted(hot(drawn)) == ["a → F0", "a → F2"]
    assert sorted(named(drawn)) == ["F0", "F2", "F3", "a"]
    both_sides = [Edge("a", "F0", "responsible"), Edge("b", "F0", "accountable")]
    both = picture(Network.of(nodes[:3], both_sides))
    assert headline(both) == "Nothing rests on one partner alone."
    idle = picture(Network.of([*nodes[:3], Node("c")], both_sides))
    assert (headline(idle), named(idle)) == (headline(both), [])
    assert idle.summary.endswith("Nothing is recorded here for: c.")
    assert "Nothing is recorded" not in picture(Network.of([Node("a"), Node("b")], [])).summary


def test_whoever_only_hears_of_a_duty_does_not_share_it() -> None:
    nodes = [Node("a"), Node("b"), Node("F", "function")]
    drawn = picture(Network.of(nodes, [Edge("a", "F", "accountable"), Edge("b", "F", "informed")]))
    assert headline(drawn) == "1 of 1 duties rests on one partner alone: a."
    assert hot(drawn) == ["a → F"]


def test_a_duty_that_others_hold_too_is_nobodys_alone() -> None:
    """In the pilot Rassvet and Zabota share F21, which the law lists for both sides; both names of it are one card."""
    drawn = picture(function_network(on("2010-06-01"), every=False))
    assert headline(drawn) == (
        "7 of 17 duties rest on one partner alone: Department of the Smolensk region for education and science (2); "
        "Directorate for information policy and public relations of the regional administration (2); "
        "ANO Zabota-Smolensk (2); Main directorate for youth affairs of the Smolensk region (1)."
    )
    assert "Nothing is recorded here for: Regional media; Victoria children's foundation." in drawn.summary
    assert len(hot(drawn)) == 7
    assert counts(drawn) == []  # each line there is one tie
    assert not any("Make the values of volunteering known" in tie for tie in hot(drawn))
    assert not any("the same duty as" in text for text in texts(drawn))


def test_the_figures_of_one_picture_add_up_and_agree_with_those_of_another() -> None:
    """Ties of each kind are those of the lines, what is inside groups is told besides, and a duty is counted once."""
    snapshot = on("2010-06-01")
    of_groups, everybody = picture(snapshot, form="quotient"), picture(relationship_network(snapshot))
    for drawn, between in ((of_groups, 159), (everybody, 474)):
        assert f" {between} ties between " in drawn.summary
        assert sum(int(found) for text in texts(drawn) for found in re.findall(r" \((\d+)\)$", text)) == between
    assert (
        "Each tie is one fact about two of them: took part together, in one team, visits, placed at."
        in of_groups.summary
    )
    assert "159 ties between 7 pairs; 35 more inside groups" in of_groups.summary
    assert "194 ties between" in picture(snapshot).summary  # 159 and 35
    assert "17 duties" in texts(everybody)
    assert "17 duties" in picture(function_network(snapshot, every=False)).summary
    assert "2 partners, 5 ties among them" in texts(of_groups)
    assert "2 partners, 7 people, 30 ties among them" in texts(everybody)


def test_each_picture_of_the_pilot_answers_a_question_of_its_own() -> None:
    """And what the headline names is marked on its card."""
    snapshot = on("2010-06-01")
    networks = (outcome_network(snapshot, every=False), function_network(snapshot, every=False))
    drawn = [picture(network) for network in (snapshot, relationship_network(snapshot), *networks)]
    drawn += [picture(snapshot, form="quotient"), picture(snapshot, form="communities"), growth(snapshot)]
    assert len({each.question for each in drawn}) == len({each.headline for each in drawn}) == len(drawn)
    for each in drawn[:3]:
        assert all(name in each.headline for name in named(each))
        assert named(each)


def test_whoever_is_tied_to_the_fewest_others_of_everything_stands_at_the_edge() -> None:
    nodes = [Node("a"), Node("b"), Node("c"), Node("p", "person"), Node("F", "function")]
    edges = [Edge(pair[0], pair[1], "attended") for pair in ("ab", "ap", "bp", "aF", "bF", "cF")]
    drawn = picture(Network.of(nodes, edges))
    assert headline(drawn) == "At the edge: c, tied to only 1 of the 4 others."
    assert (named(drawn), hot(drawn)) == (["c"], ["c → F"])
    even = picture(Network.of(nodes, [*edges, Edge("c", "p", "attended"), Edge("c", "a", "attended")]))
    assert headline(even) == "Nobody stands at the edge."
    assert (named(even), hot(even)) == ([], [])


def test_a_group_at_the_edge_has_thin_ties_and_is_held_against_groups_of_partners_alone() -> None:
    """In the pilot the media have one tie with one of four groups, and one outcome."""
    drawn = picture(relationship_network(on("2010-06-01")))
    assert headline(drawn) == "At the edge: Mass media, tied to only 1 of the 4 other sectors: Public authorities."
    assert {"Partners, by sector", "Not partners"} <= set(texts(drawn))  # what else it is tied to is neither
    assert (named(drawn), hot(drawn)) == (["Mass media"], ["Public authorities – Mass media"])
    (line,) = (tie for tie in labelled(drawn, "t") if "hot" in (tie.get("class") or ""))
    assert "w0" in (line.get("class") or "")
    assert counts(drawn) == ["1 tie"]
    assert "1–5" in texts(drawn)  # the width of that line, too, is told below


def test_of_groups_it_says_which_has_the_largest_part_in_the_outcomes() -> None:
    nodes = [Node("a", sector="ngo"), Node("b", sector="media"), Node("O", "outcome"), Node("P", "outcome")]
    ties = [Edge("a", "O", "produces"), Edge("a", "P", "produces"), Edge("b", "O", "wants")]
    drawn = picture(Network.of(nodes, ties), form="quotient")
    assert headline(drawn) == (
        "One group has the largest part in the outcomes: Non-profit organisations, 2 of 3 ties with them."
    )
    assert named(drawn) == ["Non-profit organisations"]
    assert hot(drawn) == ["Outcomes ← Non-profit organisations"]


def test_the_ties_between_the_circles_are_those_that_stand_out() -> None:
    drawn = picture(on("2010-06-01"), form="communities")
    assert headline(drawn) == "The 2 circles hardly stand apart: 88 of 194 ties run between them."
    assert "A circle: those who have more ties with each other than chance would give them" in drawn.summary
    assert {"Circle around Kopeika supermarket,", "Circle around Bank Uralsib"} <= set(texts(drawn))
    assert not any("group" in text.lower() for text in texts(drawn))
    assert "does not depend on the sector" in drawn.summary
    assert "88 ties" in texts(drawn)  # amidst these
    lines = [tie for tie in labelled(drawn, "t") if "hot" in (tie.get("class") or "").split()]
    counts = [int(number) for tie in lines for number in re.findall(r" (\d+)(?:,|$)", tie[0].text or "")]
    assert sum(counts) == 88
    (table,) = drawn.told()
    circles = [row[1].split(" · ")[0] for row in table.rows]
    assert circles == ["Circle around Kopeika supermarket, Smolensk"] * 9 + ["Circle around Bank Uralsib"] * 5
    on_a_phone = page_of(drawn, Text.quoting("-"), lang="en")
    assert '<th scope="col">Circle and sector</th>' in on_a_phone  # "wide" is left out there


def test_who_is_alone_is_named_in_the_headline() -> None:
    network = Network.of([Node("lonely")], [Edge(pair[0], pair[1], "attended") for pair in ("ab", "bc", "ca")])
    assert headline(picture(network)) == "Not tied to anybody: lonely."
    assert headline(picture(Network.of([Node("a"), Node("b")], []))) == "Nobody is tied to anybody yet."


def test_where_nothing_stands_out_the_picture_says_so_and_marks_nothing() -> None:
    drawn = picture(Network.of([], [Edge(pair[0], pair[1], "attended") for pair in ("ab", "bc", "ca")]))
    assert headline(drawn) == "Nobody stands out: whoever leaves, the others still have ways to each other."
    assert hot(drawn) == []
    assert 'class="calm"' not in drawn.svg


def test_groups_are_told_by_who_has_most_to_do_with_whom() -> None:
    nodes = [Node(id_, sector=sector) for id_, sector in zip("cabd", ("business", "ngo", "ngo", "media"), strict=True)]
    drawn = picture(
        Network.of(nodes, [Edge(pair[0], pair[1], "attended") for pair in ("ac", "bc", "ad")]), form="quotient"
    )
    assert headline(drawn) == (
        "Business and Non-profit organisations have the most to do with each other: 2 of 3 ties between groups."
    )


def test_where_most_ties_are_those_of_one_group_it_is_named_and_its_ties_are_marked() -> None:
    """No two groups are far ahead of the others, and all the same one of them has nearly everything."""
    nodes = [Node(id_, sector=id_) for id_ in ("business", "ngo", "government", "media")]
    pairs = [("business", "ngo"), ("business", "government"), ("business", "media"), ("ngo", "government")]
    drawn = picture(Network.of(nodes, [Edge(one, other, "attended") for one, other in pairs]), form="quotient")
    assert headline(drawn) == "Most ties lead to one group: Business, 3 of 4 ties between groups."
    assert named(drawn) == ["Business"]
    assert len(hot(drawn)) == 3


def test_from_near_the_headline_says_with_whom_one_is_tied_most() -> None:
    drawn = picture(Network.of([], [Edge(pair[0], pair[1], "attended") for pair in ("ab", "ab", "ac", "bc")]), ego="a")
    assert headline(drawn) == "a is tied most to b: 2 of 3 ties."
    assert hot(drawn) == ["a → b"]


def test_no_two_sectors_of_a_law_share_a_shape_up_to_seven() -> None:
    """Neither do those that have none of the usual sectors, nor one of them."""
    for names in ("ngo farmers towns business water government", "a b c d e f g"):
        sectors = names.split()
        drawn = picture(Network.of([Node(sector, sector=sector) for sector in sectors], []), form="quotient")
        assert len({_shape(card) for card in labelled(drawn, "n")}) == len(sectors)


def test_a_sector_has_the_same_shape_on_every_day() -> None:
    marks = [
        {card.get("aria-label", "").split(", ")[1]: _shape(card) for card in labelled(picture(pilot().as_of(day)), "n")}
        for day in (dt.date(2009, 2, 15), LAST)
    ]
    assert len(set(marks[1].values())) == 4
    assert all(marks[1][sector] == mark for sector, mark in marks[0].items())


def _shape(card: ET.Element) -> str:
    return next(part.get("class", "") for part in card if part.get("class", "").startswith("sh"))


def test_a_screen_reader_hears_title_summary_and_cards_in_the_language() -> None:
    root = parsed(picture(pilot().as_of(LAST), lang="ru").svg)
    title, description = root[0], root[1]
    assert (root.get("role"), root.get("lang")) == ("graphics-document document", "ru")
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert "13 партнёров; 270 связей" in (description.text or "")
    assert " г. " in (description.text or "")
    assert ".." not in (description.text or "")
    assert "Больше всего связей: " in (description.text or "")
    bank = next(g for g in root.iter(f"{SVG}g") if "«Уралсиб»" in g.get("aria-label", ""))
    assert bank.get("tabindex") == "0"
    assert bank.get("aria-label") == "Банк «Уралсиб», Бизнес, 57 связей"


def test_two_pictures_in_one_page_do_not_share_ids() -> None:
    one, other = (picture(crowd(size, size)).svg for size in (5, 6))
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (one, other)]
    assert ids[0].isdisjoint(ids[1])


def test_there_are_rules_for_the_dark_and_for_paper_and_all_keep_to_the_picture() -> None:
    rules = sheet()
    assert "@media (prefers-color-scheme:dark)" in rules
    assert "@media print" in rules
    for line in rules.splitlines():
        plain = re.sub(r"@media[^{]*\{", "", line)
        assert all(part.strip().startswith(".pn-picture") for part in plain.split("{")[0].split(",")), line


def test_the_script_is_at_most_a_kilobyte_and_can_stand_in_any_markup() -> None:
    assert len(SCRIPT.encode()) <= 1024
    assert not set(SCRIPT) & {"<", "&"}
    assert picture(crowd(5, 5)).svg.count("<script>") == 1


@pytest.mark.parametrize("form", [form for form in FORMS if form != "auto"])
def test_nothing_in_a_name_becomes_markup(form: PictureForm) -> None:
    network = nasty()
    for by in ("sector", "region"):
        drawn = picture(network, form=form, by=by, ego=network.ids[0], title=Text.quoting(NASTY[1]))
        root = parsed(drawn.svg)
        scripts = ["".join(found.itertext()) for found in root.iter(f"{SVG}script")]
        assert scripts in ([], [SCRIPT])
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "style", "script", "rect", "g", "path", "text", "circle", "polygon"}
        assert not any(key.startswith("on") for element in root.iter() for key in element.attrib)
        assert_labels_apart(drawn)


# --- forms ------------------------------------------------------------------------------------------------------------


def test_above_forty_people_see_the_groups_first() -> None:
    """And all of them where that is asked for, or where there is but one group."""
    assert len(labelled(picture(crowd(40, 90)), "n")) == 40
    assert len(labelled(picture(crowd(41, 90)), "n")) == len({node.sector for node in crowd(41, 90).nodes})
    assert len(labelled(picture(crowd(41, 90), form="columns"), "n")) == 41
    alike = Network.of([Node(f"n{number}", sector="ngo") for number in range(50)], [Edge("n1", "n2", "visits")])
    assert len(labelled(picture(alike), "n")) == 50


def test_regions_are_cards_with_their_sizes() -> None:
    network = crowd(300, 900, regions=4)
    cards = labelled(picture(network, form="quotient", by="region"), "n")
    assert len(cards) == 4
    told = " ".join(card.get("aria-label", "") for card in cards)
    assert sum(map(int, re.findall(r"(\d+) partners", told))) == 300


def test_more_groups_than_fit_are_put_together() -> None:
    network = crowd(300, 600, regions=90)
    assert len(labelled(picture(network, form="quotient", by="region"), "n")) == 40
    assert any("Others" in text for text in texts(picture(network, form="quotient", by="region")))


def test_from_near_only_the_ties_of_one_are_drawn() -> None:
    snapshot = pilot().as_of(LAST)
    drawn = picture(snapshot, ego="radi")
    assert len(labelled(drawn, "n")) == 13
    assert all("ANO Radi" in (line[0].text or "") for line in labelled(drawn, "t"))
    star = Network.of([], [Edge("hub", f"n{number}", "visits") for number in range(45)])
    assert len(labelled(picture(star, ego="hub"), "n")) == 40
    assert any("least tied, left out: 6" in text for text in texts(picture(star, ego="hub")))


@pytest.mark.parametrize("lang", FULL)
def test_an_empty_network_says_so(lang: Language) -> None:
    drawn = picture(Network.of([], []), lang=lang)
    assert {"en": "There is nobody here yet.", "ru": "Здесь пока никого нет."}[lang] in texts(drawn)


@pytest.mark.parametrize(
    "options, nearest",
    [
        pytest.param({"form": "colums"}, "columns", id="form"),
        pytest.param({"lang": "rux"}, "ru", id="language"),
        pytest.param({"ego": "n33"}, "n3", id="node"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(options: dict[str, Any], nearest: str) -> None:
    with pytest.raises((UnknownName, UnknownLanguage)) as refused:
        picture(crowd(5, 5), **options)
    assert getattr(refused.value, "nearest", None) == nearest


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(InputError, match="is not a graph"):
        picture("graph")  # type: ignore[arg-type]


def test_a_notebook_shows_a_network_as_its_picture() -> None:
    network = crowd(5, 5)
    assert network._repr_html_() == picture(network).svg == picture(network)._repr_svg_() == str(picture(network))


def test_a_day_is_taken_from_the_whole() -> None:
    network = partner_network(pilot().snapshot, ever=True)
    assert "13 partners; 272 ties between 68 pairs; 31 December 2011" not in picture(network, on=LAST).svg
    assert "270 ties between 68 pairs; 31 December 2011" in picture(network, on=LAST).svg


# --- the same for everybody -------------------------------------------------------------------------------------------

_DRAW_ALL = """
import hashlib
from partnership.pictures import growth, page_over_time, picture
from tests.pictures.crowds import crowd
small, large = crowd(40, 160), crowd(260, 900, regions=12)
drawn = [picture(small), picture(small, ego="n1", lang="ru"), picture(large)]
drawn += [picture(large, form="quotient", by="region"), picture(small, form="communities")]
print(hashlib.sha256("".join(one.svg for one in drawn).encode()).hexdigest())
print(hashlib.sha256((growth(small).svg + page_over_time(small)).encode()).hexdigest())
"""


def test_a_picture_is_the_same_whatever_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _DRAW_ALL],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# --- widths -----------------------------------------------------------------------------------------------------------


def test_a_shortened_name_fits_and_says_that_it_goes_on() -> None:
    assert shortened("Bank", 100, 12) == "Bank"
    assert shortened("Department of the region", 110, 12) == "Department of…"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=80), st.integers(30, 200))
def test_folded_lines_fit_and_lose_nothing_but_an_end(text: str, room: int) -> None:
    whole = folded(text, room, 12, 1000)
    assert "".join("".join(whole).split()) == "".join(text.split())
    for most in (1, 3):
        lines = folded(text, room, 12, most)
        assert len(lines) <= most
        assert all(width_of(line, 12) <= max(room, 17) for line in lines)


def test_what_is_of_no_sector_stands_in_a_column_of_its_kind() -> None:
    """Outcomes are drawn apart from the partners who want and produce them, in both languages."""
    wanted = outcome_network(on("2010-06-01"), every=False)
    english, russian = ([box.words for box in picture(wanted, lang=lang).labels] for lang in FULL)
    assert any(text.startswith("Outcomes") for text in english)
    assert any(text.startswith("Результаты") for text in russian)
