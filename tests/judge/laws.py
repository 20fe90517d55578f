"""Random laws: templates as plain trees, small, sound, and with every word of the language in them."""

# ruff: noqa: ARG002 - every word is written by a method that knows where it is written, whether or not it matters

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from partnership.records import RECORDS, REGISTERS, field_types
from partnership.records.shapes import FieldShape
from partnership.testing.reference.law import Law, PlainTree
from partnership.testing.reference.tour import cycle_of
from partnership.values import Term
from tests.judge.dice import Dice
from tests.judge.ledger import day
from tests.judge.universe import (
    CHESTS,
    FUNCTIONS,
    LEVELS,
    NAMED,
    OUTCOMES,
    PARAMETERS,
    PHASES,
    QUALITIES,
    REGISTER,
    ROSTERS,
    SHARES,
    SPANS,
    WORDS,
    ids,
    listed,
)

SOURCES = (
    *(
        "partners",
        "people",
        "interests",
        "agreements",
        "signatures",
        "assignments",
        "meetings",
        "decisions",
        "documents",
    ),
    *("credentials", "consents", "levels", "visits", "events", "publications", "incidents", "needs", "places"),
    *("volunteers", "placements", "observations", "assessments", "contributions", "responsibilities", "wards", "teams"),
    *("attestations", "sessions", "ties", "media_plans"),
)
"""Registers of which these laws speak."""

KIND_OF = {source: REGISTERS[source].model_fields["kind"].default for source in SOURCES} | {
    "parties": "partner",
    "crew": "person",
    "firms": "partner",
    "keys": "keys",
    "chests": "chests",
}

GUARDED = (
    *("placement", "visit", "signature", "assignment", "publication", "agreement", "session", "team", "tie"),
    *("contribution", "contribution", "assessment", "keys", "keys"),
)
"""Kinds of record, and rows of a register of its own, before which these laws ask something."""

OWN = {
    "holder": FieldShape(str, optional=True, kinds=("person",)),
    "chest": FieldShape(str, optional=True, kinds=("chests",)),
    "users": FieldShape(str, optional=True, many=True, kinds=("person",)),
    "grade": FieldShape(str, optional=True, choices=QUALITIES, scale="quality"),
    "deposit.amount": FieldShape(Decimal, optional=True),
    "deposit.currency": FieldShape(str, optional=True, choices=("RUB", "EUR")),
    "valid_to": FieldShape(date, optional=True),
    "number": FieldShape(int, optional=True),
    "given": FieldShape(date, optional=True),
    "used": FieldShape(date, optional=True),
    "made": FieldShape(date, optional=True),
    "colour": FieldShape(str, optional=True, choices=("red", "blue")),
    "spare": FieldShape(bool, optional=True),
    "note": FieldShape(str, optional=True, choices=("long", "short")),
    "list": FieldShape(str, optional=True, choices=("first", "second")),
    "date": FieldShape(date),
    "changed": FieldShape(date),
}
OWN_CHESTS = {
    "keeper": FieldShape(str, optional=True, kinds=("partner",)),
    "opened": FieldShape(date, optional=True),
    "wood": FieldShape(str, optional=True, choices=("oak", "ash")),
    "date": FieldShape(date),
    "changed": FieldShape(date),
}
OWN_REGISTERS = {"keys": OWN, "chests": OWN_CHESTS}
LIST_SHAPES: dict[str, dict[str, FieldShape]] = {
    "functions": {
        "nature": FieldShape(str, choices=("duty", "benefit")),
        "side": FieldShape(str, optional=True, list="sectors"),
    },
    "outcomes": {
        "side": FieldShape(str, optional=True, list="sectors"),
        "produced_by": FieldShape(str, many=True, list="functions"),
    },
    "sectors": {},
    "roles": {},
}


def shapes_of(source: str) -> Mapping[str, FieldShape]:
    """The fields that a row of a source has."""
    return LIST_SHAPES[source] if source in LIST_SHAPES else shapes_of_kind(KIND_OF[source])


def shapes_of_kind(kind: str) -> Mapping[str, FieldShape]:
    """The fields that a record of a kind has, or a row of a register of its own."""
    return OWN_REGISTERS[kind] if kind in OWN_REGISTERS else field_types(RECORDS[kind])


@dataclass(frozen=True)
class Stand:
    """From where a check is written: the names that can be used, and the kind or list of what each stands for."""

    named: dict[str, str] = field(default_factory=dict)
    act: str | None = None
    brings: bool = False
    """Whether the act brings a record, rather than ending one."""

    def naming(self, name: str, source: str) -> Stand:
        """With one more name."""
        return replace(self, named=self.named | {name: source})


class Draughtsman:
    """Writes laws."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.number = 0

    # --- values and tests

    def whole(self, low: int = 0, high: int = 3) -> Any:
        """A number of things."""
        return "$param.enough" if self.dice.chance(8) else self.dice.number(low, high)

    def share(self) -> Any:
        """A share."""
        return "$param.part" if self.dice.chance(6) else self.dice.one(SHARES)

    def span(self) -> str:
        """A period."""
        return self.dice.one(["$param.while", "$param.hours"]) if self.dice.chance(6) else self.dice.one(SPANS)

    def path(self, source: str) -> tuple[str, FieldShape] | None:
        """A field of a source, or one behind a reference."""
        usable = [
            (name, shape)
            for name, shape in shapes_of(source).items()
            if shape.kinds or shape.list or shape.choices or shape.scalar in {bool, int, Decimal, date, Term}
            if (name != "note" or source == "keys") and not (shape.kinds and shape.kinds[0] not in REGISTERS_OF)
        ]
        if not usable:
            return None
        name, shape = self.dice.one(usable)
        if self.dice.chance(3) and not shape.many:
            behind = REGISTERS_OF.get(shape.kinds[0]) if len(shape.kinds) == 1 else shape.list
            if behind in KIND_OF or behind in LIST_SHAPES:
                inner = self.path(behind)
                if inner is not None:
                    return f"{name}.{inner[0]}", inner[1]
        return name, shape

    def where(self, source: str, *, plain: bool = False) -> PlainTree:
        """Some tests."""
        found: PlainTree = {}
        for _ in range(self.dice.number(0, 2)):
            path = self.path(source)
            if path is not None and not (plain and ("." in path[0] or path[1].derived or path[1].pseudo)):
                found[path[0]] = self.test(path[1], plain=plain)
        return found

    def test(self, shape: FieldShape, *, plain: bool = False) -> Any:
        """A test that fits a field."""
        if shape.optional and self.dice.chance(4):
            return {"set": self.dice.chance(2)}
        if shape.scale is not None and self.dice.chance(2):
            return {"at_least": self.dice.one(shape.choices)}
        kinds = [each for each in shape.kinds if each not in {"person", "ward"}]
        if shape.kinds and not kinds:  # a law names no people
            return {"set": self.dice.chance(2)}
        words = shape.choices or (listed(shape.list) if shape.list else ids(kinds[0]) if kinds else ())
        if shape.many:
            some = self.dice.some(words or [day(self.dice.number(0, 40)) for _ in range(2)], 1, 2)
            return self.dice.one([{"has": some[0]}, {"has_any": some}, {"has_all": some}, {"set": True}])
        if words:
            one, some = self.dice.one(words), self.dice.some(words, 1, 2)
            return self.dice.one([one, some, {"ne": one}, {"eq": one}, {"in": some}])
        if shape.scalar is bool:
            return self.dice.chance(2)
        if shape.scalar is date:
            on = "$today" if self.dice.chance(3) else day(self.dice.number(0, 40))
            if not plain and self.dice.chance(3):
                on = self.stage_day()
            on = self.later(on)
            tests: list[Any] = [{"gte": on}, {"lte": on}, {"lt": on}, {"gt": on}]
            return self.dice.one(tests if plain else [{"max_age": self.span()}, *tests])
        if shape.scalar is Term:
            return {
                self.dice.one(["gte", "lte", "gt", "lt", "eq", "ne"]): self.dice.one(["P10D", "P1M", "$param.while"])
            }
        number: Any = self.dice.one([0, 1, 2, Decimal("0.5")]) if shape.scalar is Decimal else self.dice.number(0, 3)
        if self.dice.chance(6):
            number = "$param.enough"
        return {self.dice.one(["gte", "lte", "gt", "lt", "eq", "ne"]): number}

    def later(self, on: Any) -> Any:
        """A day; now and then the one that lies a period after it."""
        return {"day": on, "after": self.span()} if str(on).startswith("$") and self.dice.chance(4) else on

    def stage_day(self) -> str:
        """A day that the stages tell."""
        return self.dice.one(["$stage.since", "$stage.before", "$stage.round"])

    def linked(self, kind: str, value: str) -> PlainTree | None:
        """A selection of rows that name an element of a kind (or an item of a list)."""
        links = [
            (source, name, shape)
            for source in (*SOURCES, *OWN_REGISTERS)
            for name, shape in shapes_of(source).items()
            if (kind in shape.kinds or kind == shape.list) and "." not in name
        ]
        if not links:
            return None
        source, name, shape = self.dice.one(links)
        where = {name: {"has": value} if shape.many else value, **self.more(source, name)}
        return {"from": source, "where": where, **(self.latest(source) if self.dice.chance(3) else {})}

    def more(self, source: str, name: str) -> PlainTree:
        """Further tests beside one that is there."""
        return {key: value for key, value in self.where(source).items() if key != name} if self.dice.chance(3) else {}

    def source(self) -> str:
        """Something to select from."""
        return self.dice.one([*SOURCES, "parties", "crew", "firms", "keys", "keys", "chests", "parties"])

    def selection(self, stand: Stand, source: str | None = None) -> Any:
        """A selection; often one that has to do with a name in use."""
        if source is None and (stand.named or stand.act) and self.dice.chance(2):
            found = self.about(stand)
            if found is not None:
                return found
        if source is None and stand.act is not None and stand.brings and self.dice.chance(3):
            source = REGISTERS_OF[stand.act]
        source = source or self.source()
        if self.dice.chance(3):
            return source
        chosen: PlainTree = {"from": source, "where": self.where(source) | self.own(source)}
        if stand.act is not None and stand.brings and KIND_OF.get(source) == stand.act:
            with_it: PlainTree = {"ever": True} if self.dice.chance(6) else {}
            return {key: value for key, value in chosen.items() if value} | {"with": "$act"} | with_it
        if source in (*SOURCES, *OWN_REGISTERS):
            chosen |= self.latest(source)
            kind = KIND_OF[source]
            if self.dice.chance(6):
                chosen["ever"] = True
            elif self.dice.chance(8):
                chosen |= {
                    "where": self.where(source, plain=True),
                    "on": self.dice.one([day(self.dice.number(0, 40)), self.later("$today")]),
                }
            elif self.dice.chance(5) and (inner := self.linked(kind, "$it")) is not None:
                chosen["having"] = inner
        return {key: value for key, value in chosen.items() if value != {}}

    def latest(self, source: str) -> PlainTree:
        """Now and then only the last of each series."""
        if not self.dice.chance(5):
            return {}
        n = self.whole(1, 2)
        if self.dice.chance(3):
            return {"latest": n}
        plain = [name for name, shape in shapes_of(source).items() if not shape.many and shape.scalar in {str, bool}]
        days = [name for name, shape in shapes_of(source).items() if not shape.many and shape.scalar is date]
        found: PlainTree = {"n": n, "per": self.dice.some(plain, 0, 2), "whose": self.where(source)}
        found |= {"by": self.dice.one(days)} if self.dice.chance(2) else {}
        return {"latest": {key: value for key, value in found.items() if value not in ({}, [])}}

    def own(self, source: str) -> PlainTree:
        """Now and then one field of a row against another; for where nothing stands outside."""
        if not self.dice.chance(6):
            return {}
        shapes = {name: shape for name, shape in shapes_of(source).items() if not shape.many}
        sorts = [
            [name for name, shape in shapes.items() if shape.scalar is date],
            [name for name, shape in shapes.items() if shape.scalar in {int, Decimal}],
        ]
        pairs = [names for names in sorts if len(names) > 1]
        if not pairs:
            return {}
        one, other = self.dice.some(self.dice.one(pairs), 2, 2)
        return {
            one: {
                self.dice.one(["lt", "lte", "eq", "ne", "gte", "gt"]): self.later(f"$it.{other}")
                if shapes[one].scalar is date
                else f"$it.{other}"
            }
        }

    def about(self, stand: Stand) -> PlainTree | None:
        """A selection of rows that have to do with what a name stands for."""
        if stand.act is not None and (not stand.named or self.dice.chance(2)):
            named = [
                (f"$act.{name}", each)
                for name, shape in shapes_of_kind(stand.act).items()
                if not shape.many
                for each in shape.kinds or ([shape.list] if shape.list else [])
            ]
            if not named:
                return None
            value, kind = self.dice.one(named)
            if kind in REGISTERS_OF and self.dice.chance(3):
                return {"from": REGISTERS_OF[kind], "where": {"id": value, **self.more(REGISTERS_OF[kind], "id")}}
            return self.linked(kind, value)
        name = self.dice.one(list(stand.named))
        source = stand.named[name]
        kind = KIND_OF.get(source, source)
        return self.linked(kind, f"${name}")

    # --- elements

    def elements(self, stand: Stand, kind: str | None = None) -> tuple[Any, str]:
        """Elements to go through, and the source whose fields they have."""
        if stand.act is not None and self.dice.chance(2):
            lists = [
                (f"$act.{name}", REGISTERS_OF[shape.kinds[0]])
                for name, shape in shapes_of_kind(stand.act).items()
                if shape.many
                and shape.kinds
                and shape.kinds[0] in REGISTERS_OF
                and (kind is None or kind in shape.kinds)
            ]
            if lists:
                return self.dice.one(lists)
        of = {
            None: [
                "partners",
                "parties",
                "people",
                "functions",
                "sectors",
                "places",
                "agreements",
                "crew",
                "firms",
                "keys",
                "chests",
            ],
            "person": ["people", "crew", "volunteers", "assignments"],
            "partner": ["partners", "parties", "firms"],
        }
        source = self.dice.one(of[kind])
        if source == "sectors" and self.dice.chance(2):
            return self.dice.some(listed("sectors"), 1, 3), "sectors"
        if source in LIST_SHAPES:
            where = self.where(source)
            return ({"from": source, "where": where} if where else source), source
        return self.selection(Stand(), source), source

    def portion(self) -> PlainTree:
        """How many of the elements are enough."""
        return self.dice.one([{}, {}, {"share": self.share()}, {"at_least": self.whole(1, 2)}])

    def none(self) -> PlainTree:
        """Whether it may be that there are none."""
        return {"allow_none": True} if self.dice.chance(4) else {}

    def bounds(self, *of: Any) -> PlainTree:
        """At least, at most, exactly; of rows that are told by their ids there are never more than ids."""
        low = self.dice.number(0, 2)
        found: PlainTree = self.dice.one(
            [
                {},
                {"min": self.whole()},
                {"max": 0},
                {"max": low + 1, "min": low},
                {"max": low},
                {"exactly": self.whole()},
            ]
        )
        if any(isinstance(each, dict) and "id" in each.get("where", {}) for each in of):
            asked = {key: min(n, 1) for key, n in found.items() if key != "max" and isinstance(n, int)}
            return {**found, **asked}
        return found

    # --- checks

    def check(self, stand: Stand, depth: int = 2) -> PlainTree:
        """One check, of any kind."""
        kinds: tuple[str, ...] = LEAVES if depth == 0 or self.dice.chance(2) else COMBINED
        if stand.act is not None and stand.act in ACTS and self.dice.chance(2):
            kinds = ACTS[stand.act]
        word = self.dice.one(kinds)
        maker: Callable[[Stand, int], Any] = getattr(self, f"_{word}")
        return {word: maker(stand, depth)}

    def easy(self) -> PlainTree:
        """A check that a young programme may well pass, so that it comes to move on."""
        return self.dice.one(
            [
                {"count": {"of": self.dice.one(["partners", "people", "agreements"])}},
                {"count": {"of": {"from": "partners", "where": self.where("partners")}}},
                {
                    "coverage": {
                        "each": self.dice.one(["partners", "parties"]),
                        "has": self.linked("partner", "$it"),
                        "share": 0,
                    }
                },
                {"for_each": {"in": "people", "as": "a", "require": [{"count": {"of": "partners"}}]}},
            ]
        )

    def checks(self, stand: Stand, depth: int, low: int = 1) -> list[PlainTree]:
        """Several checks."""
        return [self.check(stand, depth - 1) for _ in range(self.dice.number(low, 3))]

    def _all(self, stand: Stand, depth: int) -> Any:
        return self.checks(stand, depth)

    def _any(self, stand: Stand, depth: int) -> Any:
        return self.checks(stand, depth)

    def _none(self, stand: Stand, depth: int) -> Any:
        return self.checks(stand, depth)

    def _at_least(self, stand: Stand, depth: int) -> Any:
        of = self.checks(stand, depth, 2)
        return {"n": self.dice.number(1, len(of)), "of": of}

    def _when(self, stand: Stand, depth: int) -> Any:
        return {"if": self.check(stand, depth - 1), "then": self.check(stand, depth - 1)}

    def _for_each(self, stand: Stand, depth: int) -> Any:
        elements, source = self.elements(stand)
        name = "abcdefgh"[len(stand.named)]
        inner = stand.naming(name, source)
        low: PlainTree = {"min": self.dice.number(0, 2)} if self.dice.chance(5) else {}
        low |= self.none()
        return {"in": elements, "as": name, "require": self.checks(inner, depth), **low, **self.portion()}

    def _count(self, stand: Stand, _: int) -> Any:
        of = self.selection(stand)
        source = of if isinstance(of, str) else of["from"]
        found: PlainTree = {"of": of, **self.bounds(of)}
        if self.dice.chance(4):
            path = self.path(source)
            if path is not None and path[1].scalar is str and not (path[1].choices or path[1].list):
                found["distinct"] = path[0]
            elif path is not None and path[1].scalar is str:  # never more than there are values
                found |= {"distinct": path[0], "min": 1, "max": 2}
                found.pop("exactly", None)
        return found

    def _coverage(self, stand: Stand, _: int) -> Any:
        each, source = self.elements(stand)
        kind = KIND_OF.get(source, source)
        has = [self.linked(kind, "$it") or {"from": "partners"} for _ in range(self.dice.number(1, 2))]
        portion = self.portion()
        if isinstance(each, list) and portion.get("at_least") == 2 and len(each) < 2:
            portion = {"at_least": 1}  # more than are listed are a fault of the law
        return {
            "each": each,
            "has": has[0] if len(has) == 1 else has,
            **self.bounds(*has),
            **portion,
            **self.none(),
        }

    def _figure(self, stand: Stand, depth: int = 1) -> Any:
        numeric = {
            "contributions": "value",
            "observations": "value",
            "assessments": "score",
            "partners": "experience_years",
            "decisions": "share_for",
            "keys": self.dice.one(["number", "deposit"]),
        }
        match self.dice.one(["count", "count", "sum", "avg", "min", "max", "number", "ratio"]):
            case "number":
                return self.dice.one([0, 1, 2, 100, Decimal("0.5"), "$param.enough", "$param.part"])
            case "count":
                return {"count": self.selection(stand)}
            case "ratio" if depth:
                return {"ratio": [self._figure(stand, 0), self._figure(stand, 0)], **self.empty()}
            case "ratio":
                return 1
            case how:
                source = self.dice.one(list(numeric))
                here = Stand(act=stand.act, brings=stand.brings)
                if stand.brings and stand.act == "contribution":
                    source = "contributions"
                return {how: self.selection(here, source), "field": numeric[source], **self.empty()}

    def empty(self) -> PlainTree:
        """What a figure over nothing is."""
        return {"empty": self.dice.one([0, 0, 1, Decimal("0.5")])} if self.dice.chance(3) else {}

    def days(self, stand: Stand) -> PlainTree | None:
        """One day against another, of one row or of the day that is asked about."""
        names = [(f"${name}", shapes_of(source)) for name, source in stand.named.items() if source not in LIST_SHAPES]
        if stand.act is not None:
            names.append(("$act", shapes_of_kind(stand.act)))
        if not names:
            return None
        name, shapes = self.dice.one(names)
        dates = [f"{name}.{each}" for each, shape in shapes.items() if shape.scalar is date and not shape.many]
        left, right = self.dice.one(dates), self.dice.one([*dates, "$today"])
        op = self.dice.one(["gte", "lte", "eq", "ne", "gt", "lt"])
        return {"left": left, "op": op, "right": self.later(right)}

    def _compare(self, stand: Stand, _: int) -> Any:
        if self.dice.chance(8):
            left = {self.dice.one(["min", "max"]): self.selection(Stand(), "agreements"), "field": "term"}
            right = self.dice.one(["P10D", "P1M", "P5DT12H", "$param.while"])
            return {"left": left, "op": self.dice.one(["gte", "lte", "eq", "ne", "gt", "lt"]), "right": right}
        if self.dice.chance(4) and (days := self.days(stand)) is not None:
            return days
        shown: Any = self._figure(stand)
        if stand.act is not None and self.dice.chance(3):
            lists = [name for name, shape in shapes_of_kind(stand.act).items() if shape.many]
            shown = {"size": f"$act.{self.dice.one(lists)}"} if lists else shown
        op = self.dice.one(["gte", "lte", "eq", "ne", "gt", "lt"])
        right = "$act.value" if stand.act == "contribution" and self.dice.chance(3) else self._figure(stand)
        if right == 0 and op == "lt":
            op = "lte"  # nothing is less than none, which is a fault of the law
        if shown == 0 and op == "gt":
            op = "gte"
        return {"left": shown, "op": op, "right": right}

    def _timing(self, stand: Stand, _: int) -> Any:
        fields: PlainTree = {"field": self.dice.one(["changed", "date"])} if self.dice.chance(3) else {}
        source = self.dice.one(SOURCES)
        if self.dice.chance(8):
            field = self.dice.one(["used", "used", "made"])
            of, bound = self.selection(Stand(), "keys"), self.dice.one(["at_least", "at_most"])
            return self.dice.one(
                [{"of": of, "cadence": self.span(), "field": field}, {"since": of, "field": field, bound: self.span()}]
            )
        if self.dice.chance(6):
            fields, source = {"field": "planned_for"}, "visits"
        of = self.selection(Stand(), source)
        span: PlainTree = {self.dice.one(["at_least", "at_most"]): self.span()}
        match self.dice.one(["of", "order", "since"]):
            case "of":
                return {"of": of, "cadence": self.span(), **fields}
            case "since":
                if self.dice.chance(3):
                    return {
                        "since": self.dice.one([self.later(self.stage_day()), day(self.dice.number(0, 40))]),
                        **span,
                    }
                return {"since": of, **span, **fields}
            case _:
                then = "visits" if "planned_for" in fields.values() else self.dice.one(SOURCES)
                return {"first": of, "then": self.selection(Stand(), then), **fields, **span}

    def _network(self, stand: Stand, _: int) -> Any:
        metrics = ["connected", "isolates", "components", "cut_partners", "density", "cross_sector_share"]
        found: PlainTree = {
            "metric": self.dice.one(metrics),
            "op": self.dice.one(["gte", "lte", "eq"]),
            "value": self.dice.one([0, 1, Decimal("0.5")]),
        }
        among = self.dice.one([None, "parties", {"from": "partners", "where": {"status": "active"}}])
        return found if among is None else {**found, "among": among}

    def _document(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"type": self.dice.one(WORDS["document_types"])}
        if self.dice.chance(2):
            found["state"] = self.dice.one(["adopted", ["adopted", "published"]])
        if self.dice.chance(4):
            found["includes_programme"] = True
        if self.dice.chance(3):
            found["max_age"] = self.span()
        if self.dice.chance(4):
            found["min"] = self.whole(0, 2)
        if (partner := self._partner_in(stand)) is not None and self.dice.chance(2):
            found["about"] = partner
        return found

    @staticmethod
    def _partner_in(stand: Stand) -> str | None:
        """The variable of a partner, where there is one."""
        return next((f"${name}" for name, source in stand.named.items() if KIND_OF.get(source) == "partner"), None)

    def _signed(self, stand: Stand, _: int) -> Any:
        by, _source = self.elements(stand, "partner")
        found: PlainTree = {"type": self.dice.some(WORDS["agreement_types"], 1, 2), "by": by}
        return {**found, "clauses": self.dice.some(WORDS["clauses"], 1, 2)} if self.dice.chance(3) else found

    def _role(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"role": self.dice.one(["chair", "secretary"])}
        if self.dice.chance(3):
            found["at"] = self.dice.one(ids("body"))
        if self.dice.chance(3):
            found[self.dice.one(["exactly", "min"])] = self.dice.number(0, 2)
        if self.dice.chance(3):
            found["distinct_from"] = "lead"
        return found

    def _meeting(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"body": self.dice.one(ids("body"))}
        if self.dice.chance(2):
            found["quorum"] = self.share()
        if self.dice.chance(2):
            found["within"] = self.span()
        return found

    def _decision(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"matter": self.dice.one(WORDS["matters"])}
        if self.dice.chance(8):
            found["body"] = self.dice.one(ids("body"))
        if (subject := self._partner_in(stand)) is not None and self.dice.chance(3):
            found["subject"] = subject
        shape = self.dice.one(["vote", "vote", "consent", "others", "others"])
        if shape == "consent":
            return {**found, "consent": self.span(), **(self._veto() if self.dice.chance(3) else {})}
        if shape == "others":
            return {**found, **self._beside_the_vote()}
        if self.dice.chance(3):
            found["quorum"] = self.dice.one(["majority", "all", "1/3", self.share()])
        if self.dice.chance(2):
            found["majority"] = self.dice.one(["simple", "unanimous", "2/3", self.share()])
            found |= {"of": self.dice.one(["present", "votes", "ballots", "members"])} if self.dice.chance(2) else {}
        if self.dice.chance(3):
            found["minutes"] = True
        if self.dice.chance(5):
            found["procedure"] = "written"
        return found | (self._beside_the_vote() if self.dice.chance(5) else {})

    def _beside_the_vote(self) -> PlainTree:
        found: PlainTree = {}
        for asked in self.dice.some(["time", "sectors", "veto", "appeal"], 1, 2):
            match asked:
                case "time":
                    found[self.dice.one(["notice", "deadline"])] = self.span()
                case "sectors":
                    found["sectors"] = self.dice.some(WORDS["sectors"], 1, 2)
                    found |= {"sector_quorum": self.dice.one(["1/3", self.share()])} if self.dice.chance(2) else {}
                case "veto":
                    found |= self._veto()
                case _:
                    found["appeal"] = self.span()
                    found |= {"counts_meanwhile": True} if self.dice.chance(2) else {}
        return found

    def _veto(self) -> PlainTree:
        who = {
            "roles": self.dice.one(WORDS["roles"]),
            "sectors": self.dice.one(WORDS["sectors"]),
            "partners": self.dice.one(ids("partner")),
        }
        names = self.dice.some(list(who), 1, 2)
        return {"veto": {name: who[name] for name in names}}

    def _people(self, stand: Stand) -> PlainTree:
        of, _ = self.elements(stand, "person")
        share: PlainTree = {"share": self.share()} if self.dice.chance(4) else {}
        return {"of": of, **share, **self.none()}

    def _valid_on(self, stand: Stand) -> PlainTree:
        on = ["$today", day(self.dice.number(0, 40))]
        if stand.act == "visit":
            on += ["$act.planned_for", "$act.date", "$act.planned_for"]
        return {"valid_on": self.later(self.dice.one(on))} if self.dice.chance(3) else {}

    def _credential(self, stand: Stand, _: int) -> Any:
        kind = self.dice.one(WORDS["credential_types"])
        return {**self._people(stand), "type": kind, **self._valid_on(stand)}

    def _consent(self, stand: Stand, _: int) -> Any:
        by = self.dice.some(["self", "guardian"], 1, 2)
        return {**self._people(stand), "purpose": self.dice.one(WORDS["consent_purposes"]), "by": by}

    def _level(self, stand: Stand, _: int) -> Any:
        if self.dice.chance(6):
            return {"scale": "phase", "at_least": self.dice.one(PHASES)}
        if self.dice.chance(5):
            return {"of": self.selection(Stand(), "chests"), "scale": "quality", "at_least": self.dice.one(QUALITIES)}
        at_least = self.dice.one(LEVELS)
        return {**self._people(stand), "scale": "readiness", "at_least": at_least, **self._valid_on(stand)}

    def _indicator(self, stand: Stand, _: int) -> Any:
        of: PlainTree = {"indicator": "i-a"} if self.dice.chance(2) else {"outcome": "confidence"}
        found: PlainTree = {**of, "op": self.dice.one(["gte", "lt", "eq"]), "target": self.dice.number(0, 3)}
        found |= self.taking()
        if self.dice.chance(3) and (found.get("take") != "mean" or "indicator" in found):
            found["target"] = self.dice.one(["$it.target", "$it.baseline"])
        return {**found, "within": self.span()} if self.dice.chance(3) else found

    def taking(self) -> PlainTree:
        """Which values of a series count."""
        take = self.dice.one([None, "latest", "any", "all", "mean"])
        if take in {None, "latest"}:
            return {} if take is None else {"take": take}
        return {"take": take, "last": self.whole(1, 3)} if self.dice.chance(2) else {"take": take}

    def _assessment(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"instrument": self.dice.one(WORDS["instruments"])}
        if self.dice.chance(2):
            found["of"] = self.elements(stand, self.dice.one(["partner", "person"]))[0]
        for name in ("min_score", "respondents", "max_age"):
            if self.dice.chance(3):
                found[name] = self.span() if name == "max_age" else self.whole()
        if "min_score" in found:
            found |= self.taking()
        return found

    def _attest(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"statement": self.dice.one(WORDS["statements"])}
        if self.dice.chance(2):
            found["by"] = self.dice.some(WORDS["roles"], 1, 2)
        if self.dice.chance(3):
            found["evidence"] = True
        return {**found, "max_age": self.span()} if self.dice.chance(3) else found

    def _stage(self, stand: Stand, _: int) -> Any:
        of, _source = self.elements(stand, "partner")
        found: PlainTree = {"of": of, "at": self.dice.some(["second", "third"], 1, 2)}
        return {**found, **self.dice.one([{}, {"min": 1}, {"share": self.share()}])}

    def _sectors_present(self, stand: Stand, _: int) -> Any:
        return self.dice.some(WORDS["sectors"], 1, 3)

    def _none_open(self, stand: Stand, _: int) -> Any:
        source = self.dice.one(["incidents", "needs", "places"])
        return {"from": source}

    def _two_adults(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"adults": "$act.adults"}
        if self.dice.chance(2):
            found["credential"] = "clearance"
        return {**found, "min": self.dice.number(1, 3)} if self.dice.chance(3) else found

    def _adult_child_ratio(self, stand: Stand, _: int) -> Any:
        bands = self.dice.some(["0-6", "7-10", "11-13"], 1, 3)
        if self.dice.chance(2):
            return {
                "adults": "$act.adults",
                "wards": "$act.wards",
                "by_age_band": {b: 1 + i for i, b in enumerate(bands)},
            }
        figures = {band: {"on_site": 2 + index, "off_site": 1 + index} for index, band in enumerate(bands)}
        setting = self.dice.one(["$act.setting", "on_site"])
        return {"adults": "$act.adults", "wards": "$act.wards", "setting": setting, "by_age_band": figures}

    def _single_accountable(self, stand: Stand, _: int) -> Any:
        return {"of": "functions"} if self.dice.chance(3) else {}

    def _cofinancing_share(self, stand: Stand, _: int) -> Any:
        return {"sectors": self.dice.some(WORDS["sectors"], 1, 2), "share": self.share()}

    def _published_within(self, stand: Stand, _: int) -> Any:
        found: PlainTree = {"what": "story", "within": self.span()}
        if self.dice.chance(2):
            found["of"] = {"from": "events", "where": {"state": ["held", "debriefed"]}}
            found |= self.none()
        return found

    def _mutual_interest(self, stand: Stand, _: int) -> Any:
        rule = self.dice.one(["wants", "serves", "mutual", "shared"])
        found: PlainTree = {"rule": rule}
        if rule == "shared":
            found["k"] = self.dice.number(1, 2)
            return {**found, "including": "ngo"} if self.dice.chance(2) else found
        return {**found, "of": "parties"} if self.dice.chance(3) else found

    # --- requirements and the file

    def requirement(self, stand: Stand | None = None, prefix: str = "R") -> PlainTree:
        """A requirement, with whose it is and when it applies."""
        self.number += 1
        check = self.easy() if stand is None and self.dice.chance(3) else self.check(stand or Stand())
        found: PlainTree = {"id": f"{prefix}{self.number}", "title": "T", **check}
        if self.dice.chance(6):
            found["severity"] = self.dice.one(["warn", "advise"])
        if self.dice.chance(6):
            found["jurisdiction"] = self.dice.one(["RU", "RU-SMO", "INT", "FI"])
        if self.dice.chance(6):
            found["effective_from"] = day(self.dice.number(0, 30))
            found |= {"before_effective": "advise"} if self.dice.chance(2) else {}
        if self.dice.chance(5):
            found["from"] = self.beginning()
        if self.dice.chance(5):
            found["round"] = self.dice.one(["this", "any"])
        if self.dice.chance(8):
            found["effective_to"] = day(self.dice.number(31, 60))
        if self.dice.chance(4):
            found["waivable_by"] = self.dice.one([["lead"], ["lead", "chair"], "never"])
            found |= {"waivable_for": "P20D"} if self.dice.chance(2) else {}
        return found

    def beginning(self) -> PlainTree:
        """From when on a requirement is asked."""
        found: PlainTree = self.dice.one(
            [
                {"day": self.stage_day()},
                {"day": day(self.dice.number(0, 30))},
                {"stage": self.dice.one(["first", "second", "third"])},
                {"first": self.selection(Stand(), self.dice.one(SOURCES))},
                {"first": "observations", "field": "changed"},
            ]
        )
        return {**found, "after": self.span()} if self.dice.chance(2) else found

    def guard(self) -> PlainTree:
        """A requirement before an act."""
        kind = self.dice.one(GUARDED)
        if self.dice.chance(6):
            end = self.dice.one(["partner", "assignment", "keys"])
            return {**self.requirement(Stand(act=end), "G"), "act": {"end": end}}
        if self.dice.chance(8):
            return {**self.requirement(prefix="G"), "act": {"advance": self.dice.one(["second", "third"])}}
        verb, source = self.dice.one(["record", "record", "record", "amend"]), REGISTERS_OF[kind]
        act: PlainTree = {verb: "key" if kind == "keys" and self.dice.chance(2) else kind}
        if verb == "amend" and self.dice.chance(2) and (path := self.path(source)) is not None and not path[1].many:
            self.number += 1
            same = {"count": {"of": {"from": source, "where": {"id": "$act", path[0]: f"$act.{path[0]}"}}}}
            return {"id": f"G{self.number}", "title": "T", **same, "act": act}
        if self.dice.chance(2) and (where := self.aging(self.where(source), 6)):
            act["where"] = where
        return {**self.requirement(Stand(act=kind, brings=True), "G"), "act": act}

    def gates(self, *moments: str, most: int = 1) -> PlainTree:
        """Gates of a stage."""
        found = {moment: [self.requirement() for _ in range(self.dice.number(0, most))] for moment in moments}
        return {"gates": {moment: gate for moment, gate in found.items() if gate}} if any(found.values()) else {}

    def few(self) -> list[PlainTree]:
        """Three stages of which one asks something, so that a short history has a good deal to say about it."""
        asked = [self.requirement() for _ in range(self.dice.number(1, 2))]
        moment = self.dice.one(["exit", "exit", "invariant"])
        if self.dice.chance(3):
            return self.coming_round(asked, moment)
        return [
            {"id": "first", "title": "1", "gates": {moment: asked}},
            {"id": "second", "title": "2", "back": ["first"]},
            {"id": "third", "title": "3", **({"next": ["first"]} if self.dice.chance(2) else {"final": True})},
        ]

    @staticmethod
    def coming_round(asked: list[PlainTree], moment: str) -> list[PlainTree]:
        """Three stages that lead back to one another; what only warns lets a programme come round again and again."""
        return [
            {"id": "first", "title": "1", "gates": {moment: [{**each, "severity": "warn"} for each in asked]}},
            {"id": "second", "title": "2", "next": ["first", "third"]},
            {"id": "third", "title": "3", "next": ["second"], "back": ["first"]},
        ]

    def stages(self) -> list[PlainTree]:
        """Three stages; the first or the second may have steps inside, and there is a way back."""
        first: PlainTree = {"id": "first", "title": "1", **self.gates("exit", "cadence")}
        if self.dice.chance(4):
            first["gates"] = {**first.get("gates", {}), "invariant": [self.requirement()]}
        second: PlainTree = {"id": "second", "title": "2", **self.gates("entry", "exit", "invariant")}
        third: PlainTree = {"id": "third", "title": "3", "final": True, **self.gates("entry", most=1)}
        if self.dice.chance(2):
            second["back"] = ["first"]
        if self.dice.chance(3):
            second["next"] = ["third", "first"]
            second.pop("back", None)
        elif self.dice.chance(3):
            third = {key: value for key, value in third.items() if key != "final"} | {"next": ["first"]}
        inside = self.dice.one([None, first, second])
        if inside is not None:
            inside["stages"] = [
                {"id": "one", "title": "a", **self.gates("exit", "invariant", most=1)},
                {"id": "two", "title": "b", **self.gates("entry", "exit", most=1)},
            ]
        return [first, second, third]

    def aging(self, where: PlainTree, one_in: int) -> PlainTree:
        """The same tests, and seldom one of since when a row states what they read."""
        return where | ({"changed": {"max_age": self.span()}} if self.dice.chance(one_in) else {})

    def roster(self, roster: PlainTree) -> PlainTree:
        """A roster; seldom of those alone of whom something was stated lately, by rows that are young."""
        anchored = dict(roster["anchored"])
        parts = [(roster, self.aging(roster.get("where", {}), 6)), (anchored, self.aging(anchored.get("where", {}), 6))]
        found, named = ({**part, "where": where} if where else part for part, where in parts)
        return {**found, "anchored": named}

    def levels(self) -> list[PlainTree]:
        """The steps of a scale; something may be asked of whoever comes onto one."""
        found: list[PlainTree] = [{"id": each, "title": each} for each in LEVELS]
        if self.dice.chance(3):
            found[1]["requires"] = [self.requirement(Stand(act="level"), "L")]
        return found

    def qualities(self) -> list[PlainTree]:
        """The steps of a scale of chests; something may be asked of the chest that comes onto one."""
        found: list[PlainTree] = [{"id": each, "title": each} for each in QUALITIES]
        if self.dice.chance(3):
            path, source = self.dice.one([("keeper", "partners"), ("keeper.id", "partners"), ("wood", "chests")])
            where = {path.partition(".")[0] if source == "chests" else "id": f"$act.of.{path}"}
            self.number += 1
            most = 1 if "id" in where else 2
            asked = {"count": {"of": {"from": source, "where": where}, "min": self.dice.number(1, most)}}
            found[1]["requires"] = [{"id": f"L{self.number}", "title": "T", **asked}]
        return found

    def law(self) -> PlainTree:
        """A whole file."""
        few = self.dice.chance(2)
        tree: PlainTree = {
            "format": 1,
            "template": "t",
            "version": "1.0",
            "title": {"kk": "T", "en": "T"},
            "languages": ["en", "kk"],
            "parameters": PARAMETERS,
            **{name: [{"id": each, "title": each} for each in words] for name, words in WORDS.items()},
            "functions": [{"title": each["id"], **each} for each in FUNCTIONS],
            "outcomes": [{"title": each["id"], **each} for each in OUTCOMES],
            "scales": [
                {"id": "readiness", "title": "R", "of": "person", "levels": self.levels()},
                {
                    "id": "quality",
                    "title": "Q",
                    "of": "chest",
                    "levels": self.qualities(),
                },
                {
                    "id": "phase",
                    "title": "P",
                    "of": "programme",
                    "levels": [{"id": each, "title": each} for each in PHASES],
                },
            ],
            "registers": [{**REGISTER, "each_round": True} if self.dice.chance(3) else REGISTER, CHESTS],
            "records": [{"kind": kind, "id": each, "title": each} for kind in NAMED for each in ids(kind)],
            "rosters": [self.roster(each) for each in ROSTERS],
            "stages": self.few() if few else self.stages(),
            "guards": [self.guard() for _ in range(self.dice.number(0, 0 if few else 3))],
        }
        if self.dice.chance(3):
            tree["waivers"] = {"by": ["lead"], "at_most": "P30D"}
        if self.dice.chance(3):
            tree["requirement_defaults"] = {"severity": "block", "jurisdiction": "RU"}
        if self.dice.chance(2):
            acts: list[PlainTree] = [
                {"record": "placement"},
                {"record": "visit", "where": {"state": "held"}},
                {"end": "partner"},
                {"amend": "observation"},
            ]
            tree["while_suspended"] = {"refuse": self.dice.some(acts, 1, 3)}
            if self.dice.chance(2):
                tree["while_suspended"]["allow"] = [{"advance": self.dice.one(["first", "second"])}]
        return fitted(tree)


def fitted(tree: PlainTree) -> PlainTree:
    """A law whose rules name only days that there are where they stand, and rounds only where anything comes round."""
    law = Law(tree)
    led_to = {way for path in law.paths() for key in ("next", "back") for way in path[-1].get(key, [])}
    opening = law.path(law.start())
    for rule in [*law.gates(), *law.guards()]:
        cycle = cycle_of(law, rule.stage) if rule.stage else any(cycle_of(law, path[-1]["id"]) for path in law.paths())
        words = {} if cycle else {"$stage.round": "$stage.since"}
        if rule.moment == "entry":
            words |= {"$stage.since": "$stage.before", "$stage.round": "$stage.round" if cycle else "$stage.before"}
        elif rule.stage in opening and not led_to & set(law.path(rule.stage)):
            words |= {"$stage.before": "$stage.since"}
        said = spoken(rule.tree, words)
        if not cycle:
            said.pop("round", None)
        rule.tree.clear()
        rule.tree.update(said)
    return tree


def spoken(said: Any, words: dict[str, str]) -> Any:
    """The same in other words."""
    if isinstance(said, dict):
        return {key: spoken(each, words) for key, each in said.items()}
    if isinstance(said, list):
        return [spoken(each, words) for each in said]
    return words.get(said, said) if isinstance(said, str) else said


REGISTERS_OF = {kind: source for source, kind in KIND_OF.items() if source in SOURCES or source in OWN_REGISTERS}
"""Registers to which a reference leads, by the kind that it names."""

LEAVES = (
    *("count", "coverage", "compare", "timing", "network", "document", "signed", "role", "meeting", "decision"),
    *("credential", "consent", "level", "indicator", "assessment", "attest", "stage", "sectors_present"),
    *("none_open", "single_accountable", "cofinancing_share", "published_within", "mutual_interest"),
    *("count", "coverage", "coverage"),
)
COMBINED = ("all", "any", "none", "at_least", "when", "for_each", "for_each")
ACTS = {
    "visit": ("two_adults", "adult_child_ratio", "credential", "level", "consent", "compare", "count"),
    "placement": ("count", "credential"),
    "publication": ("consent", "count"),
    "session": ("credential", "compare"),
    "contribution": ("compare", "count"),
}
"""Words that are asked of an act above all."""
