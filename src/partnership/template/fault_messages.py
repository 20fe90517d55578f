"""What can be wrong with a template.

`{word}` is what stands in the file, `{more}` whatever else the sentence names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from pydantic_core import PydanticCustomError

from partnership.messages import Message, escape, message
from partnership.values import offered

SAID: Final = "said"
"""The error type under which our own readers report to pydantic."""


class Sentence(NamedTuple):
    """What is wrong, and what was expected."""

    what: Message
    expected: Message | None = None


SENTENCES: Final[dict[str, Sentence]] = {
    # --- the form of a value
    "one_value": Sentence(
        message("this is not a single value"),
        message("a word, a number, a date, true or false, or a $ reference"),
    ),
    "list_of_values": Sentence(
        message("'{word}' is not a list of values"),
        message("a list such as [a, b], or a $ reference to a list"),
    ),
    "constant_in_list": Sentence(
        message("'{word}' is not allowed in a list of values"),
        message("words, numbers, dates, true or false"),
    ),
    "day_looked_up": Sentence(
        message("'{word}' is no day that is looked up"),
        message("a day such as $it.planned or $stage.since; a day that is written out needs no period after it"),
    ),
    "day_before": Sentence(
        message("a day lies a period after another, not before it"),
        message("the period on the other side: {{day: <the other day>, after: {word}}}, held against {more}"),
    ),
    "mean_of_one": Sentence(
        message("a mean of several indicators has no target of its own"),
        message("indicator: <id>, or a number as target"),
    ),
    "truth": Sentence(message("'{word}' is neither true nor false"), message("true or false")),
    "period": Sentence(message("'{word}' is not a period"), message("P45D, P6W, P3M, P1Y6M or PT72H")),
    "where": Sentence(message("a `where` is a set of tests"), message("{{field: value}}")),
    "no_operator": Sentence(message("this test has no operator"), message("one of {choices}")),
    "unknown_operator": Sentence(message("unknown operator '{word}'"), message("one of {choices}")),
    "level": Sentence(message("'{word}' is not a level"), message("the id of a level of a scale")),
    "level_looked_up": Sentence(
        message("`at_least` takes a level that is written out, and '{word}' is looked up"),
        message("the id of a level; where another row decides which, a check for each level"),
    ),
    "selection": Sentence(
        message("'{word}' is not a selection of records"),
        message("the name of a register, or {{from: register, where: ...}}"),
    ),
    "no_from": Sentence(
        message("the selection does not say from which register"),
        message("from: the name of a register, a roster or a list"),
    ),
    "latest": Sentence(
        message("'{word}' does not say how many of the last rows"),
        message("1, 2 ... or $param.<id>, or {{n, per, by, whose}}"),
    ),
    "with_act": Sentence(message("'{word}' brings no record"), message("with: $act, in a guard")),
    "with_and": Sentence(
        message("`with` counts the record that an act brings, which stands on no other day and in no series yet"),
        message("with: $act without {word}"),
    ),
    "ids": Sentence(
        message("'{word}' is neither an id nor a list of ids"),
        message("an id, or a list such as [a, b]"),
    ),
    "field": Sentence(
        message("'{word}' is not the name of a field"),
        message("a field such as partner.sector"),
    ),
    "whole": Sentence(
        message("'{word}' is not a number of things"),
        message("0, 1, 2 ... or $param.<id>"),
    ),
    "number": Sentence(
        message("'{word}' is not a number that can be compared"),
        message("a number of at most 40 digits, or a $ reference"),
    ),
    "share": Sentence(
        message("'{word}' is not a share of a whole"),
        message("a number from 0 to 1, a fraction such as 2/3, or $param.<id>"),
    ),
    "threshold": Sentence(
        message("'{word}' is not a share of a whole"),
        message("one of {choices}, a number from 0 to 1, a fraction such as 2/3, or $param.<id>"),
    ),
    "expression": Sentence(message("this is not one figure"), message("exactly one of {choices}")),
    "no_field": Sentence(message("it is not said which field is reckoned"), message("field: <field>")),
    "whole_days": Sentence(
        message("{word} is in hours, and this is counted in days"),
        message("days, weeks, months or years, such as P3D"),
    ),
    "not_both_periods": Sentence(
        message("a period is compared with a number"),
        message("a period such as P1Y, or a field or parameter that is one, on both sides; or a number on both"),
    ),
    "ratio": Sentence(message("a ratio has two parts"), message("[one figure, over another]")),
    "reference": Sentence(
        message("'{word}' is not a reference"),
        message("$act.<field> or $<name>.<field>"),
    ),
    "word": Sentence(message("'{word}' is not a word"), message("text")),
    "unknown_key": Sentence(message("unknown key '{word}'"), message("one of {choices}")),
    "missing_key": Sentence(message("'{word}' is missing")),
    # --- the form of a requirement
    "no_kind": Sentence(
        message("the requirement does not say what is checked"),
        message("a check such as count: {{of: partners, min: 3}}"),
    ),
    "two_kinds": Sentence(
        message("a requirement checks one thing, but this one has {word}"),
        message("one of them; or all: [...] around both"),
    ),
    "check": Sentence(message("this is not a check"), message("a check such as count: {{of: partners, min: 3}}")),
    "unknown_kind": Sentence(message("unknown check '{word}'"), message("one of {choices}")),
    "timing_shape": Sentence(
        message("a `timing` says one of three things"),
        message("{{of, cadence}}, {{first, then, at_least or at_most}} or {{since, at_least or at_most}}"),
    ),
    "timing_field": Sentence(
        message("`field` says which date of rows counts, and `since` is one day here"),
        message("no `field`, or a selection of rows under `since`"),
    ),
    "beside": Sentence(
        message("'{word}' says nothing without '{more}'"),
        message("'{more}' beside it, or neither"),
    ),
    "consent_votes": Sentence(
        message("nobody votes where silence is consent, so '{word}' does not stand beside 'consent'"),
        message("either consent: <period>, or how many must vote for it"),
    ),
    "nobody_may": Sentence(
        message("the veto is nobody's"),
        message("one of roles: [...], sectors: [...], partners: <id> at least"),
    ),
    "act_shape": Sentence(
        message("an act is a record, an amendment, an end or an advance"),
        message("one of record: <kind>, amend: <kind>, end: <kind>, advance: <stage>"),
    ),
    "exact_and_bounds": Sentence(
        message("`exactly` stands beside `min` or `max`"),
        message("either exactly, or min and max"),
    ),
    "never_both": Sentence(
        message("no value passes both `{more}` and `{word}`"),
        message("bounds that leave a value, or one of the two"),
    ),
    "one_of_none": Sentence(
        message("the field '{word}' is never one of none"),
        message("one value at least, or set: false where the field is to be empty"),
    ),
    "never_itself": Sentence(
        message("the field '{more}' is compared with itself, and `{word}` never holds"),
        message("another field of the row"),
    ),
    "too_distinct": Sentence(
        message("the field '{more}' has never {word} different values"),
        message("at most {choices}"),
    ),
    "told_by_id": Sentence(
        message("`id` tells at most {choices}, and {word} are asked for"),
        message("no more than that here; a count without `id`, for so many rows in all"),
    ),
    "never_so": Sentence(
        message("`op: {word}` never holds here, whatever is recorded"),
        message("an operator and a bound with which it can hold"),
    ),
    "periods_reversed": Sentence(
        message("no period is at least {word} and at most {more}"),
        message("a shortest period that is not above the longest"),
    ),
    "min_over_max": Sentence(
        message("no number is at least {word} and at most {more}"),
        message("min not above max"),
    ),
    "needs_act": Sentence(
        message("a guard does not say which act it guards"),
        message("act: {{record: <kind>}}, {{end: <kind>}} or {{advance: <stage>}}"),
    ),
    "cadence_blocks": Sentence(
        message("what is owed at intervals stands in no move's way"),
        message("warn or advise; what a move waits for stands under exit, entry or invariant"),
    ),
    "act_outside_guard": Sentence(
        message("`act` belongs to a guard"),
        message("under guards:, not under a stage"),
    ),
    "ward_bands": Sentence(
        message("an older band would need more adults than a younger one"),
        message("children per adult that do not fall with age"),
    ),
    # --- names
    "unknown_register": Sentence(
        message("unknown register '{word}'"),
        message("a register, a roster or a list of the template, such as {choices}"),
    ),
    "unknown_field": Sentence(message("'{more}' has no field '{word}'"), message("one of {choices}")),
    "no_hop": Sentence(
        message("'{more}' does not lead to another record, so it has no '{word}'"),
        message("a field that refers to a record or to an item of a list"),
    ),
    "unknown_item": Sentence(
        message("'{word}' is not in the list '{more}'"),
        message("one of {choices}, or a new item under `{more}:`"),
    ),
    "not_listed": Sentence(
        message("'{word}' is in no list: the template has nothing under `{more}:`"),
        message("an item there, - {{id: {word}, title: ...}}"),
    ),
    "undeclared": Sentence(
        message("the law names {more:a} '{word}', which it does not declare"),
        message("one of {choices}, or - {{kind: {more}, id: {word}, title: ...}} under `records:`, or a parameter"),
    ),
    "names_people": Sentence(
        message("a law names no people, and '{word}' is the id of {more:a}"),
        message("those who hold a role, as in {{role: chair}}, or a reference ($it.person, $act.person)"),
    ),
    "none_declared": Sentence(
        message("the law names {more:a} '{word}', which it does not declare"),
        message("- {{kind: {more}, id: {word}, title: ...}} under `records:`, or a parameter of type text"),
    ),
    "unknown_word": Sentence(
        message("the field '{more}' is never '{word}'"),
        message("one of {choices}"),
    ),
    "wrong_type": Sentence(message("'{word}' does not fit the field '{more}'")),
    "many_valued": Sentence(
        message("the field '{more}' holds several values, '{word}' compares one"),
        message("one of has, has_any, has_all, set"),
    ),
    "single_valued": Sentence(
        message("the field '{more}' holds one value, '{word}' asks for several"),
        message("one of eq, ne, in, gt, gte, lt, lte, set"),
    ),
    "not_ordered": Sentence(
        message("'{word}' compares by size, and the field '{more}' has none"),
        message("a number or a date"),
    ),
    "not_a_date": Sentence(message("the field '{more}' is not a date"), message("a field that is a date")),
    "not_a_name": Sentence(
        message("the field '{more}' cannot tell one row from another"),
        message("a field that is a text, a choice, a whole number or a date"),
    ),
    "not_a_number": Sentence(
        message("the field '{more}' is not a number"),
        message("a field that is a number or money"),
    ),
    "not_a_level": Sentence(
        message("`at_least` compares levels of a scale, and '{more}' is not a level"),
        message("the field level"),
    ),
    "scale_of_programme": Sentence(
        message("the scale '{word}' is of '{more}'"),
        message("of: who or what stands on its levels; nothing where it is the programme itself"),
    ),
    "scale_of_others": Sentence(
        message("the scale '{word}' is of '{more}', and not of {choices}"),
        message("elements of that kind"),
    ),
    "never_open": Sentence(
        message("rows of '{word}' are never open"),
        message("a register whose state can be open"),
    ),
    "unknown_level": Sentence(
        message("'{word}' is not a level of '{more}'"),
        message("one of {choices}"),
    ),
    "unknown_variable": Sentence(message("unknown variable '${word}'"), message("one of {choices}")),
    "unknown_parameter": Sentence(message("unknown parameter '{word}'"), message("one of {choices}")),
    "parameter_type": Sentence(
        message("the parameter '{word}' is of type {more}"),
        message("a parameter of type {choices}"),
    ),
    "no_act": Sentence(
        message("'$act' is used outside a guard on a record"),
        message("$act in a guard with act: {{record: ...}}"),
    ),
    "not_such_act": Sentence(
        message("the act brings no row of '{word}'"),
        message("with: $act in a guard with act: {{record: {more}}}"),
    ),
    "ends_the_act": Sentence(
        message("an act that ends a record brings none"),
        message("where: {{id: {{ne: $act}}}}, to leave it out"),
    ),
    "last_of_latest": Sentence(
        message("`last` says of how many values, but only the latest is taken"),
        message("take: any, all or mean"),
    ),
    "last_and_min": Sentence(
        message("`last` says already how many values there must be"), message("either last, or min")
    ),
    "one_latest": Sentence(
        message("each has one latest score by each instrument, and never {word}"),
        message("take: any, all or mean, or no min"),
    ),
    "tested": Sentence(
        message("no row stands outside, so '$it' is the row that is tested"),
        message("$it.<field>, to compare two of its fields"),
    ),
    "outside": Sentence(
        message("'$it' is the row outside here, and has no field '{word}'"),
        message("for_each with a name for the row outside (as: <name>); then '$it' is the row that is tested"),
    ),
    "no_series": Sentence(
        message("rows of '{word}' come on no day, so none of them is the latest"),
        message("a register"),
    ),
    "not_alike": Sentence(message("a day is held against what is no day"), message("two days, or two figures")),
    "variable_taken": Sentence(
        message("the name '{word}' is taken"),
        message("a name that is not {choices}"),
    ),
    "not_one_of_many": Sentence(
        message("'{word}' is one value, not a list"),
        message("a reference to a field that holds several"),
    ),
    "unknown_stage": Sentence(message("unknown stage '{word}'"), message("one of {choices}")),
    "unknown_kind_of_record": Sentence(message("unknown kind of record '{word}'"), message("one of {choices}")),
    "unknown_role": Sentence(message("unknown role '{word}'"), message("one of {choices}")),
    "unknown_owner": Sentence(
        message("'{word}' is neither a role nor a sector"),
        message("one of {choices}, or a $ reference"),
    ),
    "not_a_reference": Sentence(
        message("the field '{more}' does not refer to a record"),
        message("a field that refers to {choices}"),
    ),
    # --- the whole
    "duplicate": Sentence(message("'{word}' appears twice in '{more}'"), message("each id once")),
    "duplicate_requirement": Sentence(
        message("two requirements are called '{word}'"),
        message("an id that no other requirement has"),
    ),
    "name_clash": Sentence(message("'{word}' is already the name of {more}"), message("another name")),
    "unreachable_stage": Sentence(
        message("no stage leads to '{word}'"),
        message("a stage that names it in next or back"),
    ),
    "no_exit": Sentence(
        message("no stage follows '{word}', and it is not final"),
        message("next: [...] or final: true"),
    ),
    "on_and_back": Sentence(
        message("from '{word}' one can go both on and back to '{more}', and the way back asks no exit"),
        message("'{more}' either in next or in back"),
    ),
    "final_goes_on": Sentence(
        message("the stage '{word}' is final and has a next one"),
        message("either final: true or next"),
    ),
    "no_stages": Sentence(message("the template has no stage"), message("stages: [...]")),
    "beginning_shape": Sentence(
        message("`from` names one moment"),
        message("day: ..., stage: ... or first: {{from: ...}}; after: P1M may be added"),
    ),
    "no_round": Sentence(
        message("no way leads from the stage '{word}' back to it, so it has no rounds"),
        message("a rule of a stage of a cycle, or no word of rounds"),
    ),
    "no_rounds": Sentence(
        message("no stages of this law form a cycle, so there are no rounds"),
        message("no word of rounds"),
    ),
    "not_begun": Sentence(
        message("before '{word}' is entered it has not begun: `$stage.since` would be the day of the move itself"),
        message("$stage.before: the day on which the preceding stage began"),
    ),
    "no_stage_before": Sentence(
        message("no stage comes before '{word}'"),
        message("$stage.since: the day on which the stage itself began"),
    ),
    "refused_and_allowed": Sentence(
        message("the move to '{word}' is both refused and allowed while a programme is suspended"),
        message("either refuse or allow"),
    ),
    "not_a_move": Sentence(
        message("only moves to another stage wait of themselves while a programme is suspended"),
        message("advance: <the stage to which one may move>"),
    ),
    "dates_reversed": Sentence(
        message("the rule ends before it takes effect"),
        message("effective_to after {more}"),
    ),
    "jurisdiction": Sentence(
        message("'{word}' is not a jurisdiction"),
        message("INT, a country such as RU, or a region such as RU-SMO"),
    ),
    "default_range": Sentence(
        message("the default {word} is outside its own range"),
    ),
    "default_type": Sentence(
        message("'{word}' is not a value of type {more}"),
    ),
    "choices_for_choice": Sentence(
        message("the type `choice` and the key `choices` belong together"),
        message("type: choice beside choices: [one, another]"),
    ),
    "no_range": Sentence(
        message("min and max belong to numbers, shares and durations"),
        message("no min or max here"),
    ),
    "one_amount": Sentence(
        message("a field holds one amount of money, not several"),
        message("no `many` here; a row for each amount"),
    ),
    "too_deep": Sentence(
        message("the checks are nested too deep"),
        message("at most {more} levels"),
    ),
    # --- what pydantic found, in words
    "not_a_mapping": Sentence(
        message("this should be a set of keys and values"),
        message("{{key: value}}"),
    ),
    "not_a_list": Sentence(
        message("this should be a list"),
        message("[a, b] or lines that begin with -"),
    ),
    "no_dash": Sentence(message("a dash is missing before this")),
    "not_a_text": Sentence(
        message("this should be a text"),
        message("words, or {{en: ..., ru: ...}}"),
    ),
    "language_tag": Sentence(message("'{word}' is not the tag of a language"), message("a tag such as en, ru or kk")),
    "not_an_id": Sentence(
        message("'{word}' cannot be an id"),
        message("letters of one script, digits, -, _ and ."),
    ),
    "not_a_whole_number": Sentence(message("'{word}' is not a whole number"), message("a whole number")),
    "not_a_day": Sentence(
        message("'{word}' is not a date"), message("a date written year-month-day, such as 2009-02-02")
    ),
    "not_a_choice": Sentence(
        message("'{word}' is not one of the words allowed here"),
        message("{choices}"),
    ),
    "too_few": Sentence(message("this list is too short"), message("at least {more}")),
    "too_small": Sentence(message("'{word}' is too small"), message("at least {more}")),
    "too_large": Sentence(message("'{word}' is too large"), message("at most {more}")),
    "other": Sentence(message("'{word}' cannot be used here"), message("{more}")),
}
"""Every sentence by its name."""


def saying(name: str, *, word: object = "", more: object = "", choices: Iterable[str] = ()) -> Sentence:
    """Fill a sentence; what an author wrote is shown safely, however it looks."""
    sentence = SENTENCES[name]
    listed = offered(str(word), tuple(choices))
    words = {"word": escape(str(word), 80), "more": escape(str(more), 200), "choices": listed}
    expected = sentence.expected
    if expected is not None and not listed and "{choices}" in expected.source:
        expected = None
    return Sentence(sentence.what.given(**words), None if expected is None else expected.given(**words))


def reported(name: str, *, word: str = "", more: str = "", choices: Iterable[str] = ()) -> PydanticCustomError:
    """A fault as our readers report it to pydantic; `faults_of` puts it into words again."""
    context = {"name": name, "word": word, "more": more, "choices": tuple(choices)}
    return PydanticCustomError(SAID, SENTENCES[name].what.source.replace("{", "<").replace("}", ">"), context)
