"""Explaining: what a requirement lacks, as a finding: the rule, everybody who lacks something, the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.evaluation.checks import UNKNOWN, UNSATISFIED, Shortfall, few_enough
from partnership.evaluation.explanation import Explanation, is_trait
from partnership.evaluation.gates import Gates
from partnership.evaluation.known_values import KnownValues, operand_of
from partnership.evaluation.memo import Found, once
from partnership.evaluation.miss_words import as_data
from partnership.evaluation.naming import Namer, RowPath
from partnership.evaluation.near import NearRow, entry_of, said_by
from partnership.evaluation.operands import VariableKinds
from partnership.evaluation.paths import register_of
from partnership.evaluation.plan import Guard
from partnership.findings import FilePlace, Finding, GateMoment, Lack, Miss, Nearest, Severity, Status, Subject
from partnership.index import Row
from partnership.messages import NOTHING, Message, Sayable, joined, message
from partnership.template import Requirement, core
from partnership.template.core import Core, Op, Reference
from partnership.template.phrasing import Phrasing, is_given

STATUSES = (Status.UNSATISFIED, Status.UNKNOWN, Status.SATISFIED)
"""Marks as statuses."""


_Marked = tuple[tuple[object, ...], Lack, tuple[Subject, ...]]
"""A lack, after what tells it from others, and before those who owe it."""

_CHOICES = "choices"
_FINDINGS = "findings"
_PLACES = "places"
_REMEDIES = "remedies"
_SENTENCES = "sentences"
_MOST_SENTENCES = 4096


class Explainer:
    """Makes findings about one history under its law, on the day on which it stands."""

    def __init__(self, gates: Gates) -> None:
        ctx = gates.ctx
        known = ctx.tables.steps(_FINDINGS, ctx)
        self._ctx = ctx if known is None else ctx.tracked()[0]
        self._gates = gates if known is None else Gates(self._ctx, gates.facts)
        self._known: Found | None = known
        """What was found on other days, where more than one is asked."""
        self._found: Found = {} if known is None else known
        self.names = Namer(self._ctx, self._found)
        self._phrasing = Phrasing(gates.template.titles, KnownValues(self._ctx, self.names))
        # what holds neither a day nor a name is said alike in every explanation
        self._lasting: dict[tuple[object, ...], Sayable] = gates.ctx.tables.said.setdefault(_SENTENCES, {})

    def gate(self, requirement: Requirement) -> Finding | None:
        """Return what a requirement of a gate lacks; None where it is met or does not apply on the day."""
        if self._known is None:
            return self._gate(requirement, self._gates)

        def make() -> Finding | None:
            fresh = Gates(self._ctx, self._gates.facts)  # a mark that was found before would not be noted again
            return self._gate(requirement, fresh)

        return once(self._known, requirement.id, self._ctx, make)

    def _gate(self, requirement: Requirement, gates: Gates) -> Finding | None:
        severity = gates.severity(requirement)
        if severity is None or gates.is_met(requirement.id):
            return None
        mark, shortfalls = gates.still(requirement.id)
        return self._finding(requirement, severity, STATUSES[mark], shortfalls)

    def guard(self, guard: Guard, row: Row | None) -> Finding | None:
        """Return what an act lacks under one guard (`row` None: a move); None where it is met or does not apply."""
        requirement = guard.requirement
        severity = self._gates.severity(requirement)
        if severity is None:
            return None
        env = {} if row is None else {"act": row}
        mark = guard.check.mark(env, self._ctx)
        if mark not in {UNKNOWN, UNSATISFIED}:
            return None
        kind = requirement.act.kind if requirement.act is not None else None
        around = ((kind, row),) if kind is not None and row is not None else ()
        return self._finding(
            requirement, severity, STATUSES[mark], list(guard.check.shortfalls(env, self._ctx)), around
        )

    def _finding(
        self,
        requirement: Requirement,
        severity: Severity,
        status: Status,
        shortfalls: Iterable[Shortfall],
        around: RowPath = (),
    ) -> Finding:
        lacking = list(shortfalls)
        lacks, owners = self._lacks(requirement, lacking, around)
        if not owners:
            owners.update((owner.id, owner) for owner in self.names.owners(requirement.owed_by, around))
        return Finding(
            code="requirement",
            requirement=requirement.id,
            title=self._title(requirement),
            status=status,
            severity=severity,
            moment=requirement.moment,
            stage=requirement.stage,
            origin=requirement.origin,
            citation=requirement.citation,
            jurisdiction=requirement.jurisdiction,
            lacks=lacks,
            remedy=self._remedy(requirement, lacking),
            owed_by=tuple(owners.values()),
            at=self._at(requirement),
        )

    def _title(self, requirement: Requirement) -> Sayable:
        """Return what a rule is called; and from when on it is asked, where that is still to come."""
        begins = self._gates.begins(requirement)
        if begins is None or begins <= self._ctx.day:
            return requirement.title
        return message("{title} (asked from {day})", title=requirement.title, day=begins)

    def _at(self, requirement: Requirement) -> FilePlace:
        """Return where the rule stands, found once."""
        memo = self._ctx.tables.said
        found: FilePlace | None = memo.get((_PLACES, requirement.id))
        if found is None:
            found = memo[_PLACES, requirement.id] = requirement.at
        return found

    def _remedy(self, requirement: Requirement, lacking: list[Shortfall]) -> Sayable:
        """Return the nearest remedy: the author's, a keeper's word where that alone is lacking, or one made of the rule
        itself, once if it names no day.
        """
        if requirement.own_remedy is not None:
            return requirement.own_remedy
        if lacking and all(one.of is requirement.core and _is_late(one) for one in lacking):
            return _LATE if requirement.waivable_by else _LATE_FOR_GOOD
        unkept = [_unkept(one) for one in lacking]
        if unkept and None not in unkept:
            return self._kept([each for each in dict.fromkeys(unkept) if each is not None])
        memo = self._ctx.tables.said
        found: Sayable | None = memo.get((_REMEDIES, requirement.id))
        if found is None:
            known = KnownValues(self._ctx, self.names, scope={"stage": requirement.stage or ""})
            found = requirement.check.remedy(Phrasing(self._gates.template.titles, known))
            if not known.passes:
                memo[_REMEDIES, requirement.id] = found
        return found

    def _kept(self, sources: list[str]) -> Sayable:
        """Return the remedy where nobody has said that there is nothing."""
        registers = [self._gates.plan.kept_as[each] for each in sources]
        return joined(
            [
                message(
                    "state that the register of {noun:many} is kept (register_kept, lists: {lists})",
                    noun=self._phrasing.noun(each),
                    lists=each,
                )
                for each in dict.fromkeys(registers)
            ],
            message(", and "),
        )

    def _lacks(
        self, requirement: Requirement, shortfalls: list[Shortfall], around: RowPath
    ) -> tuple[tuple[Lack, ...], dict[str, Subject]]:
        """Return what is lacking, and who owes it, by id.

        What only a parameter would change is left out beside anything else.
        """
        within_reach = [one for one in shortfalls if not _is_given(one.of)]
        ranked, ways = self._ranked(requirement, within_reach)
        found: dict[tuple[object, ...], Lack] = {}
        owners: dict[str, Subject] = {}
        last: tuple[Subject, ...] = ()
        lack = self._lack if self._known is None or around else self._lack_of_days
        for shortfall in ranked or shortfalls:
            way = ways.get(id(shortfall), NOTHING) if ways else NOTHING
            mark, made, owed_by = lack(requirement, shortfall, way, around)
            found.setdefault(mark, made)
            if owed_by is not last:  # most often it is the same people
                owners.update([(owner.id, owner) for owner in owed_by])
                last = owed_by
        return tuple(found.values()), owners

    def _ranked(
        self, requirement: Requirement, shortfalls: list[Shortfall]
    ) -> tuple[list[Shortfall], dict[int, Sayable]]:
        """Put what is lacking of several ways into the order in which it is told, and say which is only another way.

        The nearest way comes first: the fewest lacks, then one that somebody came near to. What would ask somebody to
        be somebody else is no way.
        """
        memo = self._ctx.tables.said
        choices: list[_Choice] | None = memo.get((_CHOICES, requirement.id))
        if choices is None:
            choices = memo[_CHOICES, requirement.id] = _choices(requirement.core)
        words: dict[int, Sayable] = {}
        for asked, ways in choices:
            if isinstance(asked, core.AtLeast):
                words.update(self._conditions(asked, ways, shortfalls))
            else:
                shortfalls = self._by_way(ways, shortfalls, words)
        return shortfalls, words

    def _conditions(
        self, asked: core.AtLeast, ways: list[frozenset[Core]], shortfalls: list[Shortfall]
    ) -> Iterator[tuple[int, Sayable]]:
        lacked = [[one for one in shortfalls if one.of in way] for way in ways]
        if sum(map(bool, lacked)) > 1:
            n = self._phrasing.value(asked.n)
            for at, those in enumerate(lacked, 1):
                said = message(" - condition {at} of {total}, {n} are enough", at=at, total=len(ways), n=n)
                yield from ((id(one), said) for one in those)

    @staticmethod
    def _by_way(ways: list[frozenset[Core]], shortfalls: list[Shortfall], words: dict[int, Sayable]) -> list[Shortfall]:
        """Order what is lacking of a choice, element by element, where the first of its lacks stands."""
        every = frozenset[Core]().union(*ways)
        chosen: dict[tuple[Row, ...], list[Shortfall]] = {}
        for one in shortfalls:
            if one.of in every:
                chosen.setdefault(one.rows, []).append(one)
        told: list[Shortfall] = []
        for one in shortfalls:
            if one.of not in every:
                told.append(one)
            elif (those := chosen.pop(one.rows, None)) is not None:
                told += _nearest_way_first(ways, those, words)
        return told

    def _lack_of_days(self, requirement: Requirement, shortfall: Shortfall, way: Sayable, around: RowPath) -> _Marked:
        """Return the lack that was made of the very same shortfall on another day, or make it."""
        key = (requirement.id, id(shortfall.of), *shortfall.rows)

        def make() -> tuple[Shortfall, Sayable, _Marked]:
            return shortfall, way, self._lack(requirement, shortfall, way, around)

        def fits(found: tuple[Shortfall, Sayable, _Marked]) -> bool:
            return found[0] is shortfall and found[1] == way

        return once(self._found, key, self._ctx, make, fits)[2]

    def _lack(self, requirement: Requirement, shortfall: Shortfall, way: Sayable, around: RowPath) -> _Marked:
        about, what = self._sentence(requirement, shortfall, way)
        mark = (what, *shortfall.rows, about, shortfall.have, shortfall.need, shortfall.lapsed)
        subjects = [self.names.subject(kind, row) for kind, row in shortfall.path]
        for outer in reversed(subjects[:-1]):
            what = Message("{what} - {outer}", {"what": what, "outer": outer})
        owed_by = self.names.owners(requirement.owed_by, (*around, *shortfall.path))
        lack = Lack(
            subject=subjects[-1] if subjects else about,
            what=what,
            have=shortfall.have,
            need=shortfall.need,
            lapsed=shortfall.lapsed,
            nearest=None if shortfall.near is None else self._nearest(shortfall.near),
            owed_by=owed_by,
        )
        return mark, lack, owed_by

    # --- the sentence ------------------------------------------------------------------------------------------------

    def _sentence(self, requirement: Requirement, shortfall: Shortfall, way: Sayable) -> tuple[Subject | None, Sayable]:
        """Say what is lacking; and for an act, whom the act names as the one who must have it."""
        about, told = (None, ()) if shortfall.path else self._named_by_act(requirement, shortfall)
        if shortfall.near is not None:  # it is of one row, and said of no other
            explanation = self._explanation(requirement, shortfall, told)[0]
            return about, _told(requirement, explanation, shortfall, way)
        # by identity: the parts of a template live as long as it does
        mark = (id(shortfall.of), shortfall.mark, shortfall.have, shortfall.need, shortfall.lapsed, told, way)
        what = self._lasting.get(mark)
        if what is not None:
            return about, what

        def make() -> tuple[Sayable, Shortfall | None]:
            explanation, known = self._explanation(requirement, shortfall, told)
            what = _told(requirement, explanation, shortfall, way)
            if not known.looked and not known.passes and len(self._lasting) < _MOST_SENTENCES:
                self._lasting[mark] = what
            return what, shortfall if known.looked else None

        def fits(found: tuple[Sayable, Shortfall | None]) -> bool:
            return found[1] is None or found[1] is shortfall  # what names a row's own is said of no other

        return about, once(self._found, mark, self._ctx, make, fits)[0]

    def _explanation(
        self, requirement: Requirement, shortfall: Shortfall, told: tuple[Reference, ...]
    ) -> tuple[Explanation, KnownValues]:
        known = KnownValues(self._ctx, self.names, shortfall.env, self._scope(requirement, shortfall), told)
        act, phrasing = requirement.act, Phrasing(self._gates.template.titles, known)
        source = None if act is None or act.kind is None else register_of(act.kind)
        on = None if act is None or source is None else core.Selection(source, act.where)
        return Explanation(phrasing, self._gates.plan.kept_as, self._entry, on), known

    def _entry(self, near: NearRow) -> int | None:
        return entry_of(near, self._ctx)

    def _nearest(self, near: NearRow) -> Nearest:
        """Return what came nearest, as data."""
        entry = self._entry(near)
        return Nearest(
            kind=near.kind,
            id=near.row.record.id,
            entry=entry,
            day=None if entry is None else said_by(near.row).changed,
            misses=tuple(Miss(field=field, have=have, need=need) for field, have, need in map(as_data, near.misses)),
        )

    @staticmethod
    def _scope(requirement: Requirement, shortfall: Shortfall) -> VariableKinds:
        """Return what kind of row each variable stands for."""
        kinds = {id(row): kind for kind, row in shortfall.path}
        act = requirement.act.kind if requirement.act is not None else None
        named = {name: act or "" if name == "act" else kinds.get(id(row), "") for name, row in shortfall.env.items()}
        return {"stage": requirement.stage or "", **named}

    def _named_by_act(
        self, requirement: Requirement, shortfall: Shortfall
    ) -> tuple[Subject | None, tuple[Reference, ...]]:
        """Return whom an act names as the one who must have what is lacking, and by which reference."""
        env = shortfall.env
        if "act" not in env:
            return None, ()
        scope = self._scope(requirement, shortfall)
        for reference in _whose(shortfall.of):
            found = operand_of(reference, scope, self._ctx).get(env, self._ctx)
            if isinstance(found, str) and (subject := self.names.of_id(found)).kind:
                return subject, (reference,)
        return None, ()

    # --- the programme as a whole ------------------------------------------------------------------------------------

    def suspension(self) -> Finding | None:
        """Return why the programme is suspended today and since when; None where it is not."""
        gates = self._gates
        suspension = gates.suspension()
        if suspension is None:
            return None
        lacks: list[Lack] = []
        steps: list[Sayable] = []
        for id_ in suspension.unmet:
            requirement = gates.template.requirements[id_]
            finding = self.gate(requirement)
            lacks.append(_unmet(requirement, finding))
            remedy = self._remedy(requirement, []) if finding is None else finding.remedy
            steps.append(message("{id} - {remedy}", id=id_, remedy=remedy))
        by_hand = gates.facts.suspended
        if by_hand is not None:
            reason = by_hand.reason
            lacks.append(Lack(what=message("suspended by a decision: {reason}", reason=reason)))
            steps.append(message("resume the programme by a decision, once the reason is gone"))
        return Finding(
            code="suspended",
            title=message("the programme has been suspended since {since}", since=suspension.since),
            severity=Severity.BLOCK,
            moment=GateMoment.INVARIANT,
            stage=gates.stage.id,
            lacks=tuple(lacks),
            remedy=message("the suspension ends when this is done: {steps}", steps=joined(steps, message("; and "))),
        )


def _unmet(requirement: Requirement, finding: Finding | None) -> Lack:
    """Say which rule does not hold, and what it lacks where that is one thing."""
    what: Sayable = message("{id} {title:quoted} is not met", id=requirement.id, title=requirement.title)
    said = {} if finding is None else {lack.what: lack for lack in finding.lacks}
    if finding is None or len(said) != 1:
        return Lack(what=what, owed_by=finding.owed_by if finding is not None else ())
    (lack,) = said.values()
    alone = finding.lacks[0].subject if len(finding.lacks) == 1 else None
    why = lack.what if alone is None else Message("{who}: {what}", {"who": alone, "what": lack.what})
    return Lack(
        what=Message("{what}: {why}", {"what": what, "why": why}),
        have=lack.have if len(finding.lacks) == 1 else None,
        need=lack.need if len(finding.lacks) == 1 else None,
        lapsed=lack.lapsed,
        nearest=lack.nearest if len(finding.lacks) == 1 else None,
        owed_by=finding.owed_by,
    )


def _told(requirement: Requirement, explanation: Explanation, shortfall: Shortfall, way: Sayable) -> Sayable:
    """Say what is lacking, and of what is lacking of another way what would be enough."""
    instead = explanation.instead(shortfall) if way is _OR or way is _ALONG else None
    if instead is not None:
        return (_ENOUGH if way is _OR else _AND).given(what=instead)
    said = explanation.sentence(shortfall)
    if said is None:
        return requirement.title
    if way is _OR or way is _ALONG:
        return way.given(what=said)
    return said if way is NOTHING else Message("{said}{way}", {"said": said, "way": way})


_LATE, _LATE_FOR_GOOD = (
    message("it is too late for this: correct the days if they are wrong, or have the rule waived"),
    message("it is too late for this: correct the days if they are wrong"),
)


def _is_late(shortfall: Shortfall) -> bool:
    """Tell whether what was first has happened, or a deadline is over: nothing that comes changes that."""
    match shortfall.of:
        case core.Order():
            return shortfall.mark == UNSATISFIED
        case core.Elapsed(since=since) if not isinstance(since, core.Selection):
            return shortfall.mark == UNSATISFIED and (shortfall.need or "").startswith("<=")
        case _:
            return False


def _unkept(shortfall: Shortfall) -> str | None:
    """Return the source of which there are few enough rows, if only somebody vouched that there are no others."""
    if shortfall.mark != UNKNOWN:
        return None
    match shortfall.of:
        case core.Count(of=of, lower=int(lower), upper=int() | Reference()) if int(shortfall.have or 0) >= lower:
            return of.source
        case core.ForEach(elements=core.Selection(source=source), allows_none=True) if shortfall.have == "0":
            return source
        case core.Compare() as asked:
            rows = few_enough(asked, shortfall)
            return None if rows is None else rows.source
        case _:
            return None


def _is_given(what: Core) -> bool:
    """Tell whether a comparison holds what the template and its parameters say against each other, and nothing else."""
    return isinstance(what, core.Compare) and is_given(what.left) and is_given(what.right)


_Choice = tuple[core.Any | core.AtLeast, list[frozenset[Core]]]
"""A part of which not all parts are needed, and what each of these holds."""


def _choices(what: Core) -> list[_Choice]:
    return [
        (part, [frozenset(_within(way)) for way in part.of if not _is_given(way)])
        for part in _within(what)
        if isinstance(part, core.Any | core.AtLeast)
    ]


def _nearest_way_first(
    ways: list[frozenset[Core]], lacked: list[Shortfall], words: dict[int, Sayable]
) -> list[Shortfall]:
    """Order what is lacking of several ways of which one is enough."""
    open_ = [[one for one in lacked if one.of in way] for way in ways]
    found = [those for those in open_ if those and not any(is_trait(one.of) for one in those)]
    found = found or [those for those in open_ if those]
    found.sort(key=lambda those: (len(those), not any(one.near is not None and one.near.misses for one in those)))
    for those in found[1:]:
        words.update((id(one), _ALONG if one is not those[0] else _OR) for one in those)
    return [one for those in found for one in those]


_OR, _ALONG = (
    message("another condition would also be enough, but it is not met: {what}"),
    message("and together with that one: {what}"),
)
"""Another way, and what else it takes."""

_ENOUGH, _AND = message("instead, this would be enough: {what}"), message("together with this: {what}")
"""The same, where nothing of it is there."""


def _within(what: Core) -> Iterator[Core]:
    """Yield a rule and all its parts, the outermost first."""
    yield what
    match what:
        case core.ForEach():
            parts = what.require
        case core.When():
            less = core.negation(what.condition)
            parts = (what.condition, what.consequence, *([] if less is None else [less]))
        case core.NoneOf():
            parts = (*what.of, *core.negations(what))
        case core.All() | core.Any() | core.AtLeast():
            parts = what.of
        case _:
            parts = ()
    for part in parts:
        yield from _within(part)


_WHOSE = ("person", "ward", "volunteer", "id", "subject", "place", "team", "partner", "institution", "at")
"""Fields that tell whose a row is, the nearest first."""


def _whose(what: Core) -> list[Reference]:
    """Return the fields of an act that tell whose a lacking row would be, the nearest first."""
    match what:
        case core.Count(of=selection) | core.Compare(left=core.Counted(of=selection)):
            tests = [test for test in selection.where if test.op in {Op.EQ, Op.HAS} and test.path[-1] in _WHOSE]
        case _:
            return []
    tests.sort(key=lambda test: _WHOSE.index(test.path[-1]))
    values = (test.value for test in tests)
    return [value for value in values if isinstance(value, Reference) and value.name == "act" and value.path]
