"""Naming: rows and words of the template as subjects that people recognise, and who owes what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from partnership.evaluation.context import Context
from partnership.evaluation.dependents import holders
from partnership.evaluation.memo import Found, once
from partnership.evaluation.table import Stub
from partnership.findings import Subject
from partnership.index import Row
from partnership.messages import Message, Sayable, as_written, listed, message, quoted
from partnership.records import RECORDS, REGISTERS, Item, noun, word
from partnership.template import Template
from partnership.values import Text

_NAMED = frozenset(kind for kind, cls in RECORDS.items() if "name" in cls.model_fields)
"""Kinds whose names tell one record from another."""

RowPath = tuple[tuple[str, Row], ...]
"""Rows with their kinds, the outermost first."""


_NAMING_FIELDS = ("name", "title")
"""The fields that name a record; they are looked up, for to ask a record for one that it has not is slow."""


_T = TypeVar("_T")


def own_name(template: Template, row: Item) -> Sayable:
    """Return how a row of a register of the template's own is called: by what it is, and by its name if it has one."""
    what, name = template.noun(row.list), name_of_row(template, row)
    return what if name is None else Message("{what} {name:quoted}", {"what": what, "name": name})


def name_of_row(template: Template, row: Item) -> Sayable | None:
    """Return what tells a row of a register of the template's own from others, where the register says which field."""
    register = template.registers.get(row.list)
    if register is None or register.name is None or (named := row.fields.get(register.name)) is None:
        return None
    titles = {each.id: each.title for each in register.fields[register.name].choices or ()}
    return titles.get(str(named)) or as_written(named)


class Namer:
    """Names for what a finding speaks of; people have none in the ledger and are called after their partner.

    One explanation names the same partner as often as somebody of it lacks something: `found` are the names so far.
    """

    def __init__(self, ctx: Context, found: Found) -> None:
        self._ctx = ctx
        self._template: Template = ctx.tables.plan.template
        self._found = found

    def _once(self, what: str, id_: str, make: Callable[[], _T]) -> _T:
        return once(self._found, (what, id_), self._ctx, make)

    def _ever(self, kind: str, id_: str) -> Any:
        """Return a record in its latest version, ended or not; None where there is none."""
        row = self._ctx.ever(kind, id_) if kind else None
        return None if row is None else row.record

    def _of_any_kind(self, id_: str) -> tuple[str, Any] | None:
        ctx = self._ctx
        index = ctx.index
        for kind in (*RECORDS, *self._template.registers):
            if id_ not in index.firsts.get(index.called(kind), ()) and not (ctx.keeps and ctx.reads is not None):
                continue  # nobody has to be told when there is one
            record = self._ever(kind, id_)
            if record is not None:
                return kind, record
        return None

    def subject(self, kind: str, row: Row) -> Subject:
        """Return a row as a subject."""
        record = row.record
        if not kind:
            return self.of_id(record.id)
        return Subject(kind=kind, id=record.id, name=self._name(kind, record))

    def of_id(self, id_: str) -> Subject:
        """Return whatever an id stands for as a subject, looked for among all kinds of record."""
        return self._once("any", id_, lambda: self._of_id(id_))

    def _of_id(self, id_: str) -> Subject:
        found = self._of_any_kind(id_)
        if found is not None:
            return Subject(kind=found[0], id=id_, name=self._name(*found))
        titles = self._template.titles
        declared = next(((kind, title) for (kind, named), title in titles.records.items() if named == id_), None)
        if declared is not None:
            return Subject(kind=declared[0], id=id_, name=declared[1])
        title = titles.of_any_list(id_)
        if title is None and (id_ in REGISTERS or id_ in self._template.registers):
            title = Message("{noun:many}", {"noun": self._template.noun(id_)})
        elif title is None and isinstance(said := word("", id_), Message):
            title = said
        return Subject(kind="", id=id_, name=title)

    def spoken(self, id_: str) -> Sayable | None:
        """Return how a record is called inside a sentence: by its name, or by what it is and its id."""
        subject = self.of_id(id_)
        if subject.name is None or not subject.kind:
            return None
        if subject.kind in _NAMED or (subject.kind, id_) in self._template.titles.records:
            return quoted(subject.name)
        return subject

    def record(self, kind: str, id_: str) -> Subject:
        """Return a record, by kind and id, as a subject, also where there is none."""
        return self._once(kind, id_, lambda: self._record(kind, id_))

    def _record(self, kind: str, id_: str) -> Subject:
        record = self._ever(kind, id_)
        name = self._template.titles.record((kind,), id_) if record is None else self._name(kind, record)
        return Subject(kind=kind, id=id_, name=name)

    def item(self, list_: str, id_: str) -> Subject:
        """Return an item of one of the template's lists as a subject."""
        item = self._template.lists.get(list_, {}).get(id_)
        return Subject(kind=list_, id=id_, name=item.title if item is not None else None)

    def _name(self, kind: str, record: Any) -> Sayable | None:
        if isinstance(record, Stub):
            return None
        given = record.__dict__
        for field in _NAMING_FIELDS:
            name = given.get(field)
            if isinstance(name, Text):
                return name
        if isinstance(record, Item):
            return own_name(self._template, record)
        if kind == "person" and record.partner is not None:
            partner: str = record.partner
            return self._once("somebody from", partner, lambda: self._somebody_from(partner))
        if kind == "volunteer":
            return self.record("person", record.person).name
        if kind == "assignment":
            return self._assignment_name(record)
        declared = self._template.titles.record((kind,), record.id)
        if declared is not None or kind not in RECORDS or kind == "ward":
            return declared
        at = given.get("institution")
        return noun(kind) if at is None else listed([noun(kind), self._partner_name(at)])

    def _somebody_from(self, partner: str) -> Sayable:
        name = self._partner_name(partner)
        return message("a person from {name}", name=name)

    def _assignment_name(self, assignment: Any) -> Sayable | None:
        role = self.item("roles", assignment.role).name
        partner = assignment.on_behalf_of or assignment.partner
        if partner is None and assignment.person is not None:
            person = self._ever("person", assignment.person)
            partner = None if person is None else person.partner
        if role is None or partner is None:
            return role
        named = self._partner_name(partner)
        return listed([role, named])

    def _partner_name(self, id_: str) -> Sayable:
        partner = self._ever("partner", id_)
        return as_written(id_) if partner is None else partner.name

    # --- who owes ----------------------------------------------------------------------------------------------------

    def owners(self, owed_by: str | None, path: RowPath) -> tuple[Subject, ...]:
        """Return who owes something: whom the requirement names, else the partner that the lacking row belongs to."""
        if owed_by is None or owed_by == "$it":
            owner = self._owner(path)
            return (owner,) if owner is not None else ()
        if owed_by.startswith("$"):
            named = self._named_by(owed_by.split(".")[1:], path)
            owner = None if named else self._owner(path)
            return named if owner is None else (owner,)
        if owed_by in self._template.lists["roles"]:
            kept = self._ctx.kept
            if kept is not None:
                return kept.once(("holders", owed_by), self._ctx, lambda here: Namer(here, {}).holders(owed_by))
            return self._once("holders", owed_by, lambda: self.holders(owed_by))
        if owed_by in self._template.lists["sectors"]:
            return (self.item("sectors", owed_by),)
        return (self.of_id(owed_by),)

    def _named_by(self, fields: list[str], path: RowPath) -> tuple[Subject, ...]:
        """Return whom a field of the row around names, by way of the rows that the fields before it name."""
        ids = [path[0][1].record.id] if path else []
        record = path[0][1].record if path else None
        for field in fields:
            value = record.fields.get(field) if isinstance(record, Item) else getattr(record, field, None)
            ids = list(value) if isinstance(value, tuple) else [value] if isinstance(value, str) else []
            record = next((found[1] for id_ in ids if (found := self._of_any_kind(id_)) is not None), None)
        return tuple(self.of_id(id_) for id_ in ids)

    def _owner(self, path: RowPath) -> Subject | None:
        for kind, row in reversed(path):
            found = self._partner_of(kind, row.record)
            if found is not None:
                return self.record("partner", found)
        return None

    def _partner_of(self, kind: str, record: Any) -> str | None:
        if kind == "partner" or (not kind and self._ever("partner", record.id) is not None):
            return str(record.id)
        given = {} if isinstance(record, Stub) else record.fields if isinstance(record, Item) else record.__dict__
        for field in ("partner", "institution"):
            found = given.get(field)
            if isinstance(found, str):
                return found
        person = given.get("person")
        person = record.id if person is None and not kind else person
        of = self._ever("person", person) if isinstance(person, str) else None
        return None if of is None else of.partner

    def holders(self, role: str) -> tuple[Subject, ...]:
        """Return who holds a role, or the role itself where nobody does."""
        return tuple(self._holders_of(role)) or (self.item("roles", role),)

    def _holders_of(self, role: str) -> Iterator[Subject]:
        for row in holders(role, self._ctx):
            assignment = row.record
            if assignment.partner is not None:
                yield self.record("partner", assignment.partner)
            elif assignment.person is not None:
                yield self.record("person", assignment.person)
