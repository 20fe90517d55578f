"""Each kind of check: which of its words stand for which names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from partnership.records import RECORDS, REGISTERS, field_types
from partnership.template.expand import WAYS_TO
from partnership.template.kinds import KINDS
from partnership.template.name_resolution.scope import RESERVED, Bound, Scope
from partnership.template.name_resolution.terms import Terms
from partnership.template.terms import EXPRESSIONS
from partnership.template.tree import Path
from partnership.values import Money

Body = Mapping[str, Any]

# Which field of which register the words of a shorthand are compared with, just as if they stood in a `where`.
_COMPARED: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = MappingProxyType(
    {
        "document": (("type", "documents", "type"), ("state", "documents", "state"), ("about", "documents", "about")),
        "signed": (("type", "agreements", "type"), ("clauses", "agreements", "clauses")),
        "each_signed": (("type", "agreements", "type"),),
        "role": (
            ("role", "assignments", "role"),
            ("at", "assignments", "at"),
            ("distinct_from", "assignments", "role"),
        ),
        "meeting": (("body", "meetings", "body"), ("type", "meetings", "type")),
        "decision": (("matter", "decisions", "matter"), ("body", "decisions", "body")),
        "credential": (("type", "credentials", "type"),),
        "consent": (("purpose", "consents", "purpose"), ("by", "consents", "by")),
        "level": (("scale", "levels", "scale"),),
        "indicator": (("indicator", "observations", "indicator"), ("outcome", "indicators", "outcome")),
        "assessment": (("instrument", "assessments", "instrument"),),
        "attest": (("statement", "attestations", "statement"), ("by", "assignments", "role")),
        "two_adults": (("credential", "credentials", "type"),),
        "adult_child_ratio": (("setting", "visits", "setting"),),
        "cofinancing_share": (("sectors", "partners", "sector"),),
        "published_within": (("what", "publications", "what"),),
        "mutual_interest": (("including", "partners", "sector"),),
    }
)
# Words that may be a parameter, with the types of parameter that serve.
_WHOLE: Final = ("integer",)
_SHARE: Final = ("share", "number")
_QUANTITIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("min", "max", "exactly", "n", "k", "respondents"), _WHOLE),
        **dict.fromkeys(("share", "quorum", "majority", "experienced_share", "max_sector_share"), _SHARE),
        **dict.fromkeys(("target", "min_score", "value"), ("integer", "number", "share")),
        **dict.fromkeys(("within", "max_age", "cadence", "at_most"), ("duration",)),
    }
)
_DEEPEST: Final = 60


class Checks(Terms):
    """Checks of requirements, in the scope that each of them stands in."""

    def check(self, raw: Any, path: Path, scope: Scope) -> None:
        """One `{kind: ...}`."""
        if not isinstance(raw, dict) or len(path) > _DEEPEST * 2:
            return
        for kind, body in raw.items():
            if kind in KINDS:
                self.body(kind, body, (*path, kind), scope)

    def body(self, kind: str, body: Any, path: Path, scope: Scope) -> None:
        """What stands under a kind."""
        if kind in _LISTS:
            self._checks(body, path, scope)
        elif kind == "sectors_present":
            self._compare(body, path, "partners", "sector", scope)
        elif isinstance(body, dict):
            for word, register, field in _COMPARED.get(kind, ()):
                if word in body:
                    self._compare(body[word], (*path, word), register, field, scope)
            for word, value in body.items():
                if (types := _QUANTITIES.get(word)) is not None:
                    self.quantity(value, (*path, word), scope, *types)
            own = _OWN.get(kind)
            if own is not None:
                own(self, body, path, scope)

    def _checks(self, raw: Any, path: Path, scope: Scope) -> None:
        if isinstance(raw, list):
            for index, each in enumerate(raw):
                self.check(each, (*path, index), scope)

    def _compare(self, value: Any, path: Path, register: str, field: str, scope: Scope) -> None:
        shape = field_types(REGISTERS[register])[field]
        self._values(field, shape, value, path, scope, {})

    def bound_by(self, body: Body, word: str, path: Path, scope: Scope) -> Bound | None:
        """The elements that a word names."""
        return self.elements(body[word], (*path, word), scope) if word in body else None

    def figure(self, raw: Any, path: Path, scope: Scope) -> None:
        """One side of a `compare`."""
        if not isinstance(raw, dict):
            self.quantity(raw, path, scope, "integer", "number", "share")
            return
        verb = next((each for each in EXPRESSIONS if each in raw), None)
        here = (*path, str(verb))
        match verb:
            case None:
                return
            case "ratio":
                for index, each in enumerate(raw["ratio"] if isinstance(raw["ratio"], list) else ()):
                    self.figure(each, (*here, index), scope)
            case "size":
                self._size(raw["size"], here, scope)
            case "count":
                row = self.selection(raw["count"], here, scope)
                if row is not None and "distinct" in raw:
                    self.field(raw["distinct"], row.fields, "count", (*path, "distinct"))
            case _:
                row = self.selection(raw[verb], here, scope)
                if row is not None:
                    self._numeric(raw.get("field"), row, (*path, "field"))

    def _size(self, value: Any, path: Path, scope: Scope) -> None:
        if isinstance(value, str) and value[:1] == "$":
            shape = self.reference(value, path, scope)
            if shape is not None and not shape.many:
                self.say(path, "not_one_of_many", word=value, guess=False)

    def _numeric(self, text: Any, row: Bound, path: Path) -> None:
        shape = self.field(text, row.fields, "row", path)
        if shape is not None and (shape.scalar not in {int, Decimal, Money} or shape.many):
            self.say(path, "not_a_number", more=text, guess=False)

    def dated(self, body: Body, row: Bound | None, path: Path) -> None:
        """The field of a `timing` is a date of each of its selections."""
        if row is None or "field" not in body:
            return
        shape = self.field(body["field"], row.fields, "row", (*path, "field"))
        if shape is not None and (shape.scalar is not date or shape.many):
            self.say((*path, "field"), "not_a_date", more=body["field"], guess=False)


# --- what is particular to a kind ------------------------------------------------------------------------------------


def _n_of(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    of = body.get("of")
    checks.body("all", of, (*path, "of"), scope)
    if isinstance(of, list) and type(body.get("n")) is int and body["n"] > len(of):
        checks.say((*path, "n"), "min_over_max", word=body["n"], more=len(of), guess=False)


def _when(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    checks.check(body.get("if"), (*path, "if"), scope)
    checks.check(body.get("then"), (*path, "then"), scope)


def _for_each(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    element = checks.bound_by(body, "in", path, scope)
    checks.quantity(body.get("at_least"), (*path, "at_least"), scope, "integer")
    name = body.get("as")
    if not isinstance(name, str):
        return
    if name in RESERVED or name in scope.variables:
        checks.say((*path, "as"), "variable_taken", word=name, choices=(*RESERVED, *scope.variables), guess=False)
    if element is not None:
        checks.body("all", body.get("require"), (*path, "require"), scope.binding(name, element))


def _count(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    row = checks.selection(body.get("of"), (*path, "of"), scope)
    if row is not None and "distinct" in body:
        checks.field(body["distinct"], row.fields, "count", (*path, "distinct"))


def _coverage(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    element = checks.bound_by(body, "each", path, scope)
    checks.quantity(body.get("at_least"), (*path, "at_least"), scope, "integer")
    if element is None:
        return
    inner, has = scope.binding("it", element), body.get("has")
    many = has if isinstance(has, list) else [has]
    for index, each in enumerate(many):
        here = (*path, "has", index) if isinstance(has, list) else (*path, "has")
        row = checks.selection(each, here, inner)
        if row is not None and "distinct" in body:
            checks.field(body["distinct"], row.fields, "coverage", (*path, "distinct"))


def _compare(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    checks.figure(body.get("left"), (*path, "left"), scope)
    checks.figure(body.get("right"), (*path, "right"), scope)


def _timing(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    checks.quantity(body.get("at_least"), (*path, "at_least"), scope, "duration")
    for word in ("of", "first", "then", "since"):
        if word in body:
            checks.dated(body, checks.selection(body[word], (*path, word), scope), path)


def _network(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    row = checks.selection(body["among"], (*path, "among"), scope) if "among" in body else None
    if row is not None and row.shape.kinds != ("partner",):
        checks.say((*path, "among"), "not_a_reference", more=body["among"], choices=("partner",), guess=False)


def _of_elements(word: str) -> Callable[[Checks, Body, Path, Scope], None]:
    def check(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
        element = checks.bound_by(body, word, path, scope)
        if "valid_on" in body:
            on = scope if element is None else scope.binding("it", element)
            checks.day(body["valid_on"], (*path, "valid_on"), on)

    return check


def _document(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    if "where" in body:
        checks.where(body["where"], (*path, "where"), field_types(RECORDS["document"]), "documents", scope)


def _level(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    _of_elements("of")(checks, body, path, scope)
    checks.level(body.get("at_least"), body.get("scale"), (*path, "at_least"))


def _stage(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    """Others have ways of their own: their stages are those of this template, or the levels of a scale."""
    checks.bound_by(body, "of", path, scope)
    at = body.get("at")
    known = [*checks.names.stages, *(level for levels in checks.names.levels.values() for level in levels)]
    for index, each in enumerate(at if isinstance(at, list) else [at]):
        if isinstance(each, str) and each not in known:
            here = (*path, "at", index) if isinstance(at, list) else (*path, "at")
            checks.say(here, "unknown_stage", word=each, choices=known)


def _none_open(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    selected = {key: body[key] for key in ("from", "where") if key in body}
    row = checks.selection(selected, path, scope)
    if row is not None and "open" not in getattr(row.fields.get("state"), "choices", ()):
        checks.say((*path, "from"), "never_open", word=body["from"], guess=False)


def _named(checks: Checks, body: Body, word: str, kind: str, path: Path, scope: Scope) -> None:
    """A list of people or wards that an act names."""
    value = body.get(word)
    if isinstance(value, str) and value[:1] == "$":
        shape = checks.reference(value, (*path, word), scope)
        if shape is not None and kind not in shape.kinds:
            checks.say((*path, word), "not_a_reference", more=value, choices=(kind,), guess=False)


def _two_adults(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    _named(checks, body, "adults", "person", path, scope)


def _adult_child_ratio(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    _named(checks, body, "adults", "person", path, scope)
    _named(checks, body, "wards", "ward", path, scope)
    bands = body.get("by_age_band")
    for band, figure in bands.items() if isinstance(bands, dict) else ():
        here = (*path, "by_age_band", band)
        for setting, each in figure.items() if isinstance(figure, dict) else ((None, figure),):
            checks.quantity(each, here if setting is None else (*here, setting), scope, "integer", "number")


def _composition(checks: Checks, body: Body, path: Path, scope: Scope) -> None:
    of = body.get("of")
    row = checks.bound_by(body, "of", path, scope)
    if row is None or not isinstance(of, (str, dict)) or (isinstance(of, str) and of[:1] == "$"):
        return
    for word, field in (("experienced_share", "experienced"), ("max_sector_share", "sector")):
        if word in body and not WAYS[field] & row.fields.keys():
            checks.say((*path, "of"), "unknown_field", word=field, more="of", choices=sorted(row.fields), guess=False)


WAYS: Final = {field: {way[0] for way in ways} for field, ways in WAYS_TO.items()}
_LISTS: Final = frozenset({"all", "any", "none"})
_OWN: Final[Mapping[str, Callable[[Checks, Body, Path, Scope], None]]] = MappingProxyType(
    {
        "at_least": _n_of,
        "when": _when,
        "for_each": _for_each,
        "count": _count,
        "coverage": _coverage,
        "compare": _compare,
        "timing": _timing,
        "network": _network,
        "document": _document,
        "signed": _of_elements("by"),
        "each_signed": _of_elements("by"),
        "credential": _of_elements("of"),
        "consent": _of_elements("of"),
        "level": _level,
        "assessment": _of_elements("of"),
        "stage": _stage,
        "none_open": _none_open,
        "two_adults": _two_adults,
        "adult_child_ratio": _adult_child_ratio,
        "single_accountable": _of_elements("of"),
        "composition": _composition,
        "published_within": _of_elements("of"),
        "mutual_interest": _of_elements("of"),
    }
)
