"""What the reference understands of the language, word by word; whatever else stands in a law is an error.

A word that an evaluator passes over is a rule that nobody keeps, and two evaluators of which one has never heard of a
word agree only as long as nobody uses it. So the whole law is gone through before anything is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, Sayable, as_written, message
from partnership.records import RECORDS
from partnership.testing.reference.fields import OPERATORS, is_later, is_reference
from partnership.testing.reference.figures import COMPARISONS, FIGURES
from partnership.testing.reference.law import ABOUT_A_REQUIREMENT, LISTS, Law, PlainTree, Rule
from partnership.testing.reference.places import (
    ITEM_FIELDS,
    RowKind,
    RowKinds,
    end_of_path,
    row_kind,
    row_kind_of,
    scale_at,
)
from partnership.testing.reference.select import RESTING, one_or_more
from partnership.testing.reference.sugars import AGE_BANDS
from partnership.testing.reference.ties import METRICS
from partnership.testing.reference.tour import STAGE_DAYS

RowKindsByName = dict[str, RowKinds]
"""What the names after a `$` stand for."""

PartReader = Callable[["Reading", Any, PlainTree, RowKindsByName], object]
"""How what stands under a key is gone through, with the check around it."""

ITEM = {"id", "title", "origin", "citation", "deck"}
SECTIONS = {
    *("format", "template", "version", "title", "deck", "parameters", "registers", "rosters", "stages", "guards"),
    *("records", "languages", "requirement_defaults", "waivers", "while_suspended", "outlast_partner", *LISTS),
}
"""The sections of a file that is one whole law."""
PARAMETER = {"id", "title", "type", "choices", "min", "max", "default", "deck"}
PARAMETER_TYPES = {"integer", "number", "share", "duration", "boolean", "text", "choice"}
REGISTER = {"id", "title", "kind", "one", "many", "description", "name", "day", "fields", "each_round", "deck"}
REGISTER_FIELD = {"type", "title", "description", "choices", "of", "many", "min", "max", "required"}
REGISTER_TYPES = {
    *("text", "integer", "decimal", "date", "moment", "partial_date", "boolean", "id", "choice", "money", "level"),
}
ANCHOR = {"from", "where", "field"}
STAGE = {"id", "title", "next", "back", "final", "stages", "gates", "deck"}
MOMENTS = {"entry", "exit", "invariant", "cadence"}
DEFAULTS = {"severity", "origin", "citation", "jurisdiction", "before_effective"}
WORDS_ABOUT = {
    "severity": {"block", "warn", "advise"},
    "before_effective": {"none", "advise"},
    "round": {"this", "any"},
}
SELECTION = {"from", "where", "having", "ever", "on", "latest", "with"}
LATER = {"day", "after"}
LATEST = {"n", "per", "by", "whose"}
ACT_KEYS = {"record", "amend", "where", "end", "advance"}


class Reading:
    """Goes through a law, or through a part of it; raises UnknownName at the first word that is not understood."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.at: Sayable = message("the file")

    def what(self, meant: Sayable) -> Message:
        """What a name was meant to be, and in which rule it stands."""
        return message("{what} in {place}", what=meant, place=self.at)

    def known(self, word: Any, choices: Iterable[str], meant: Sayable) -> None:
        """A word is one of those that there are."""
        if word not in set(choices):
            raise UnknownName(str(word), choices, self.what(meant))

    def keys(self, said: Any, choices: Iterable[str], of: str) -> None:
        """Every key of a mapping is one of those that there are."""
        if not isinstance(said, dict):
            raise InputError(Fault(None, self.what(message("'{of}' is not a set of keys and values", of=of))))
        for key in said:
            self.known(key, choices, message("key of '{of}'", of=of))

    # --- the file -----------------------------------------------------------------------------------------------------

    def file(self) -> None:
        """The whole law."""
        tree = self.law.tree
        one_file(tree)
        no_binary_fraction(tree)
        self.keys(tree, SECTIONS, "template")
        for each in tree.get("parameters", []):
            self.keys(each, PARAMETER, "parameters")
            self.known(each["type"], PARAMETER_TYPES, message("type of parameter"))
        for name in LISTS:
            for each in tree.get(name, []):
                if name == "scales" and each["of"] != "programme":
                    self.kind(each["of"])
                self.keys(each, {*ITEM, *ITEM_FIELDS.get(name, {}), *(["levels"] if name == "scales" else [])}, name)
        for each in [level for scale in tree.get("scales", []) for level in scale["levels"]]:
            self.keys(each, {"id", "title", "requires", "deck"}, "levels")
        for each in tree.get("registers", []):
            self.own_register(each)
        self.circles(tree)
        self.about(tree.get("requirement_defaults", {}), DEFAULTS, "requirement_defaults")
        self.keys(tree.get("waivers", {}), {"by", "at_most"}, "waivers")
        for each in tree.get("outlast_partner", []):
            self.known(each, RESTING, message("register that rests on partners"))
        self.keys(tree.get("while_suspended", {}), {"refuse", "allow"}, "while_suspended")
        for each in [*self.law.suspended("refuse"), *self.law.suspended("allow")]:
            self.act(each)
        for path in self.law.paths():
            self.keys(path[-1], STAGE, "stages")
            self.keys(path[-1].get("gates", {}), MOMENTS, "gates")
        for rule in [*self.law.gates(), *self.law.guards()]:
            self.requirement(rule)

    def circles(self, tree: PlainTree) -> None:
        """The records that the law names, and the rosters."""
        for each in tree.get("records", []):
            self.kind(each["kind"])
            self.keys(each, {*ITEM, "kind"}, "records")
        for each in tree.get("rosters", []):
            self.roster(each)

    def own_register(self, said: PlainTree) -> None:
        """A register of the template's own."""
        self.keys(said, REGISTER, "registers")
        for each in said["fields"].values():
            self.keys(each, REGISTER_FIELD, "fields")
            self.known(each["type"], REGISTER_TYPES, message("type of field"))
            if each["type"] == "level":
                self.known(each["of"], [scale["id"] for scale in self.law.items("scales") or []], message("scale"))
            elif "of" in each:
                self.kind(each["of"])
            for choice in each.get("choices", []):
                if isinstance(choice, dict):
                    self.keys(choice, {"id", "title", "such"}, "choices")
        for role in ("name", "day"):
            if role in said:
                self.known(said[role], said["fields"], message("field"))

    def roster(self, said: PlainTree) -> None:
        """A roster, with the rows that name its members."""
        self.keys(said, {"id", "title", "of", "anchored", "released_by", "where", "deck"}, "rosters")
        self.kind(said["of"])
        self.where(said.get("where", {}), (row_kind(self.law, said["of"]),), {})
        for anchor in (said["anchored"], said.get("released_by")):
            if anchor is not None:
                self.keys(anchor, ANCHOR, "anchored")
                place = row_kind_of(self.law, anchor["from"])
                self.where(anchor.get("where", {}), (place,), {})
                self.path(anchor["field"], (place,))

    def kind(self, word: Any) -> RowKind:
        """A kind of record."""
        own = [name for each in self.law.tree.get("registers", []) for name in (each["id"], each.get("kind")) if name]
        self.known(word, [*RECORDS, *own], message("kind of record"))
        return row_kind(self.law, word)

    def about(self, said: PlainTree, keys: Iterable[str], of: str) -> None:
        """What is said about a requirement, or about all."""
        self.keys(said, keys, of)
        for key, words in WORDS_ABOUT.items():
            if key in said:
                self.known(said[key], words, as_written(key))

    def act(self, said: PlainTree) -> RowKindsByName:
        """An act; what `$act` then stands for."""
        self.keys(said, ACT_KEYS, "act")
        if "advance" in said:
            return {}
        place = self.kind(next(said[verb] for verb in ("record", "amend", "end") if verb in said))
        self.where(said.get("where", {}), (place,), {})
        return {"act": (place,)}

    def requirement(self, rule: Rule) -> None:
        """A requirement: what is said about it, and the one thing that it asks."""
        self.at = as_written(rule.id)
        for key in rule.tree:
            self.known(key, {*CHECKS, *BARE, *ABOUT_A_REQUIREMENT}, message("requirement kind"))
        self.about(
            {key: value for key, value in rule.tree.items() if key in ABOUT_A_REQUIREMENT}, ABOUT_A_REQUIREMENT, rule.id
        )
        if "from" in rule.tree:
            self.beginning(rule.tree["from"])
        self.check(rule.check, self.act(rule.act) if rule.act else {})

    def beginning(self, said: PlainTree) -> None:
        """From when on a requirement is asked."""
        self.keys(said, {"day", "stage", "first", "field", "after"}, "from")
        self.operand(said.get("day"), {})
        if "stage" in said:
            self.law.stage(said["stage"])
        if "first" in said:
            self.path(said.get("field", "date"), self.selection(said["first"], {}))
        self.operand(said.get("after"), {})

    # --- checks -------------------------------------------------------------------------------------------------------

    def check(self, said: Any, scope: RowKindsByName) -> None:
        """One thing that is asked: a word, and what stands under it."""
        if not isinstance(said, dict) or len(said) != 1:
            raise InputError(Fault(None, self.what(message("exactly one thing must be asked"))))
        ((word, under),) = said.items()
        self.known(word, {*CHECKS, *BARE}, message("requirement kind"))
        if word in BARE:
            BARE[word](self, under, {}, scope)
            return
        parts = CHECKS[word]
        body = {} if under is None else under
        self.keys(body, parts, word)
        if word == "timing":
            form = next((name for name in TIMINGS if name in body), "of")
            self.keys(body, TIMINGS[form], word)
        for key, value in body.items():
            parts[key](self, value, body, scope)

    def operand(self, said: Any, scope: RowKindsByName) -> RowKinds:
        """A value, written out or looked up; what it stands for if it is an id."""
        if is_later(said):
            self.keys(said, LATER, "day")
            self.operand(said["day"], scope)
            self.operand(said["after"], scope)
            return ()
        if not is_reference(said):
            return ()
        name, *rest = said[1:].split(".")
        whole = self.what(message("name '{said}'", said=said))
        match name:
            case "today" if not rest:
                return ()
            case "stage" if len(rest) == 1 and rest[0] in STAGE_DAYS:
                return ()
            case "param" if len(rest) == 1:
                self.law.parameter(rest[0], {})
                return ()
            case "programme" if rest == ["region"]:
                return ()
            case _ if name in scope:
                return end_of_path(self.law, scope[name], ".".join(rest), whole) if rest else scope[name]
            case _:
                raise UnknownName(said[1:], [*scope, "today", "param", "programme.region"], whole)

    def path(self, said: str, places: RowKinds) -> RowKinds:
        """A path of fields from one of these places."""
        return end_of_path(self.law, places, said, self.what(message("field of '{said}'", said=said)))

    def where(self, said: Any, places: RowKinds, scope: RowKindsByName) -> None:
        """Tests of the fields of a row."""
        if not isinstance(said, dict):
            raise InputError(Fault(None, self.what(message("'where' is not a set of keys and values"))))
        scope = {"it": places} | scope  # where nothing stands outside, it is the row that is tested
        for path, tests in said.items():
            self.path(path, places)
            if not isinstance(tests, dict):
                self.operand(tests, scope)
                continue
            for op, operand in tests.items():
                self.known(op, OPERATORS, message("operator"))
                self.operand(operand, scope)
                if op == "at_least":
                    scale = scale_at(self.law, places, path) or said.get("scale")
                    scale = scale if isinstance(scale, str) else self.law.scale_of(operand)
                    self.known(operand, self.law.levels(scale), message("level"))

    def selection(self, said: Any, scope: RowKindsByName) -> RowKinds:
        """Rows of a register, members of a roster, items of a list."""
        if isinstance(said, str):
            return (row_kind_of(self.law, said),)
        self.keys(said, SELECTION, "from")
        places = (row_kind_of(self.law, said["from"]),)
        self.where(said.get("where", {}), places, scope)
        self.operand(said.get("on"), scope)
        if "latest" in said:
            self.latest(said["latest"], places, scope)
        self.operand(said.get("with"), scope)
        having = said.get("having", [])
        for each in one_or_more(having):
            self.selection(each, scope | {"it": places})
        return places

    def latest(self, said: Any, places: RowKinds, scope: RowKindsByName) -> None:
        """The last rows of each series."""
        if not isinstance(said, dict):
            self.operand(said, scope)
            return
        self.keys(said, LATEST, "latest")
        self.operand(said.get("n"), scope)
        for each in [*one_or_more(said.get("per", [])), said.get("by", "changed")]:
            self.path(each, places)
        self.where(said.get("whose", {}), places, scope)

    def elements(self, said: Any, scope: RowKindsByName) -> RowKinds:
        """What a requirement goes through."""
        if isinstance(said, list):
            name = self.law.lists_with(said)
            return () if name is None else (RowKind("list", name),)
        return self.operand(said, scope) if is_reference(said) else self.selection(said, scope)

    def figure(self, said: Any, scope: RowKindsByName) -> None:
        """One side of a comparison."""
        if not isinstance(said, dict) or is_later(said):
            self.operand(said, scope)
            return
        how = next((each for each in FIGURES if each in said), None)
        if how is None:
            self.known(next(iter(said), ""), FIGURES, message("figure"))
            return
        self.keys(said, {how, *FIGURES[how]}, how)
        if how == "ratio":
            for each in said[how]:
                self.figure(each, scope)
        elif how == "size":
            self.operand(said[how], scope)
        else:
            places = self.selection(said[how], scope)
            for key in {"field", "distinct"} & said.keys():
                self.path(said[key], places)


def one_file(tree: PlainTree) -> None:
    """The law is all there: nothing of it stands in a file that this one extends, or lies over."""
    for key in ("extends", "overlay"):
        if key in tree:
            raise InputError(
                Fault(
                    None,
                    message("'{key}' refers to another file", key=key),
                    message("a whole template, without '{key}'", key=key),
                    message("compose it with partnership.reading.read_composition"),
                )
            )


def no_binary_fraction(said: Any) -> None:
    """No number of a law is a binary fraction: what is read as one is no longer what its author wrote."""
    if isinstance(said, float):
        raise InputError(
            Fault(
                None,
                message("{number} is a binary fraction", number=str(said)),
                hint=message("read the file with partnership.reading.read_yaml"),
            )
        )
    for each in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        no_binary_fraction(each)


# --- what stands under each key of each check -------------------------------------------------------------------------


def any_word(_reading: Reading, _said: Any, _check: PlainTree, _scope: RowKindsByName) -> None:
    """Words, numbers and truth values that are taken as they are."""


def value(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """A value that may be looked up."""
    reading.operand(said, scope)


def rows(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """A selection."""
    reading.selection(said, scope)


def day_or_rows(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """A day, or a selection."""
    if isinstance(said, date) or is_reference(said) or is_later(said):
        reading.operand(said, scope)
    else:
        reading.selection(said, scope)


def elements(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """A selection, a reference to a list, or ids."""
    reading.elements(said, scope)


def a_figure(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """A number, or how it is found."""
    reading.figure(said, scope)


def a_check(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """One check."""
    reading.check(said, scope)


def several(part: PartReader) -> PartReader:
    """One, or a list of them."""

    def read(reading: Reading, said: Any, check: PlainTree, scope: RowKindsByName) -> None:
        for each in one_or_more(said):
            part(reading, each, check, scope)

    return read


def inside(under: str, name: str | None, part: PartReader) -> PartReader:
    """The same, where each of the elements under a key has a name: this one, or the one that `as` gives."""

    def read(reading: Reading, said: Any, check: PlainTree, scope: RowKindsByName) -> None:
        places = reading.elements(check[under], scope)
        part(reading, said, check, scope | {name or check["as"]: places})

    return read


def one_of_words(words: Iterable[str], meant: Message) -> PartReader:
    """One of a few words."""
    return lambda reading, said, _check, _scope: reading.known(said, words, meant)


def path_in(*selections: str) -> PartReader:
    """A path of fields from the rows of the selections under these keys."""

    def read(reading: Reading, said: Any, check: PlainTree, scope: RowKindsByName) -> None:
        for under in selections:
            chosen = check.get(under, [])
            if isinstance(chosen, date) or is_reference(chosen) or is_later(chosen):
                continue
            for each in one_or_more(chosen):
                reading.path(said, reading.selection(each, scope))

    return read


def where_in(source: str | None = None) -> PartReader:
    """Tests of the rows of a register: of this one, or of the one under `from`."""

    def read(reading: Reading, said: Any, check: PlainTree, scope: RowKindsByName) -> None:
        reading.where(said, (row_kind_of(reading.law, source or check["from"]),), scope)

    return read


def bands(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """Children to an adult, by age band, and perhaps by setting."""
    reading.keys(said, AGE_BANDS, "by_age_band")
    for each in said.values():
        if isinstance(each, dict):
            reading.keys(each, ("on_site", "off_site"), "by_age_band")
        for one in each.values() if isinstance(each, dict) else [each]:
            reading.operand(one, scope)


def of_indicator(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """A number, or a field of the indicator."""
    reading.operand(said, scope | {"it": (RowKind("kind", "indicator"),)})


def whoever(reading: Reading, said: Any, _check: PlainTree, scope: RowKindsByName) -> None:
    """Those whose objection counts."""
    reading.keys(said, ("roles", "sectors", "partners"), "veto")
    reading.operand(said.get("partners"), scope)


def takes(*, words: str = "", values: str = "", **others: PartReader) -> dict[str, PartReader]:
    """The keys of a check: those under which words stand, those under which values may be looked up, and others."""
    return {**dict.fromkeys(words.split(), any_word), **dict.fromkeys(values.split(), value), **others}


comparison_word = one_of_words(COMPARISONS, message("comparison"))
taking = one_of_words(("latest", "any", "all", "mean"), message("way to take values"))
rule = one_of_words(("wants", "serves", "shared", "mutual"), message("rule of mutual_interest"))
valid_on = inside("of", "it", value)

BARE: dict[str, PartReader] = {
    "all": several(a_check),
    "any": several(a_check),
    "none": several(a_check),
    "sectors_present": any_word,
}
"""Words under which there are no keys."""

CHECKS: dict[str, dict[str, PartReader]] = {
    "at_least": takes(values="n", of=several(a_check)),
    "when": {"if": a_check, "then": a_check},
    "for_each": {
        "in": elements,
        **takes(words="as allow_none", values="min share at_least", require=inside("in", None, several(a_check))),
    },
    "count": takes(values="min max exactly", of=rows, distinct=path_in("of")),
    "coverage": takes(
        words="allow_none",
        values="min max exactly share at_least",
        each=elements,
        has=inside("each", "it", several(rows)),
        distinct=inside("each", "it", path_in("has")),
    ),
    "compare": takes(left=a_figure, op=comparison_word, right=a_figure),
    "timing": takes(
        values="cadence at_least at_most",
        of=rows,
        first=rows,
        then=rows,
        since=day_or_rows,
        field=path_in("of", "first", "then", "since"),
    ),
    "network": takes(values="value", metric=one_of_words(METRICS, message("metric")), op=comparison_word, among=rows),
    "document": takes(words="type state includes_programme", values="about max_age min", where=where_in("documents")),
    "signed": takes(words="type clauses legal_basis", by=elements),
    "role": takes(words="role distinct_from", values="at exactly min"),
    "meeting": takes(words="type", values="body quorum within min"),
    "decision": takes(
        words="matter minutes sectors counts_meanwhile",
        values="body subject quorum majority sector_quorum notice deadline consent appeal",
        of=one_of_words(("present", "votes", "ballots", "members"), message("whole")),
        procedure=one_of_words(("meeting", "written", "mixed"), message("procedure")),
        veto=whoever,
    ),
    "credential": takes(words="type allow_none", values="share", of=elements, valid_on=valid_on),
    "consent": takes(words="purpose by allow_none", values="share", of=elements),
    "level": takes(words="scale at_least allow_none", values="share", of=elements, valid_on=valid_on),
    "indicator": takes(
        words="outcome", values="indicator within last", target=of_indicator, op=comparison_word, take=taking
    ),
    "assessment": takes(words="instrument", values="min_score respondents max_age min last", of=elements, take=taking),
    "attest": takes(words="statement by evidence", values="max_age"),
    "stage": takes(words="at", values="min share", of=elements),
    "none_open": {"from": rows, "where": where_in()},
    "two_adults": takes(words="credential", values="adults min"),
    "adult_child_ratio": takes(values="adults wards setting", by_age_band=bands),
    "single_accountable": takes(of=rows),
    "cofinancing_share": takes(words="sectors", values="share"),
    "published_within": takes(words="what allow_none", values="within", of=rows),
    "mutual_interest": takes(words="including", values="k", rule=rule, of=elements),
}
"""Every other word of the language, with every key that may stand under it."""

TIMINGS = {
    "of": {"of", "cadence", "field"},
    "first": {"first", "then", "field", "at_least", "at_most"},
    "since": {"since", "field", "at_least", "at_most"},
}
"""The three things that a timing can ask, by the key that tells them apart."""
