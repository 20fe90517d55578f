"""What the form of governance says here: the form and since when, what the coordinator does itself, how it is lived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from partnership.evaluation import View
from partnership.records import Body, Partner
from partnership.relations.measures.governance.coordination import Coordination
from partnership.relations.measures.governance.forms import Form
from partnership.relations.measures.governance.practice import Lived
from partnership.relations.measures.governance.spells import Spell
from partnership.relations.saying import Pair, day_said, joined, number, pair, percent, sentence

_FORMS: Final[Mapping[Form, Pair]] = {
    "shared": ("shared by the partners", "совместное управление партнёров"),
    "lead": ("a lead organisation", "ведущая организация"),
    "administrative": ("an administrative organisation of its own", "отдельная управляющая организация"),
}


def governance_said(
    snapshot: View, form: Form | None, found: Coordination, history: Sequence[Spell], lived: Lived
) -> Pair:
    """Say all of it, in order."""
    if form is None:
        return "Too few partners for a network.", "Партнёров слишком мало, чтобы говорить о сети."
    return sentence(
        _now(snapshot, history[-1]),
        *_carried(form, found),
        *_before(snapshot, history[:-1]),
        *_practised(lived),
    )


def _now(snapshot: View, spell: Spell) -> Pair:
    called, day = _called(snapshot, spell), day_said(spell.start)
    return f"Governance, since {day[0]}: {called[0]}.", f"Форма управления с {day[1]}: {called[1]}."


def _before(snapshot: View, history: Sequence[Spell]) -> Iterator[Pair]:
    if history:
        was, day = _called(snapshot, history[-1]), day_said(history[-1].start)
        yield f"Before, from {day[0]}: {was[0]}.", f"Прежде, с {day[1]}: {was[1]}."


def _called(snapshot: View, spell: Spell) -> Pair:
    form = _FORMS[spell.form]
    if not spell.coordinators:
        return joined([form, ("nobody is named to coordinate", "координатор не назначен")], ", ", ", ")
    who = joined([_name(snapshot, id_) for id_ in spell.coordinators], ", ", ", ")
    return f"{form[0]} ({who[0]})", f"{form[1]} ({who[1]})"


def _name(snapshot: View, id_: str) -> Pair:
    state = snapshot.state
    for kind in ("partner", "body"):
        for row in state.index.versions(kind, id_, state.length)[-1:]:
            if isinstance(row.record, Partner | Body):
                return pair(row.record.name)
    return id_, id_


def _carried(form: Form, found: Coordination) -> Iterator[Pair]:
    if form == "shared" or found.body is not None:
        return
    mine, given = found.own_functions, found.functions
    if given:
        yield (
            f"Functions that it carries out or answers for itself: {mine} of {given}.",
            f"Функции, которые координатор исполняет сам или за которые отвечает: {mine} из {given}.",
        )
    elif form == "lead":
        yield (
            "No functions are given out yet: whether it has any of its own is not known.",
            "Функции пока никому не поручены: неизвестно, есть ли у координатора свои.",
        )


def _practised(lived: Lived) -> Iterator[Pair]:
    if lived.practice is None or lived.centralisation is None:
        return
    share = number(float(lived.centralisation))
    tail = ("", "")
    if lived.reach is not None:
        known = percent(lived.reach)
        tail = (
            f"; the coordinator is tied to {known[0]} of the others",
            f"; координатор связан с {known[1]} остальных",
        )
    if lived.practice == "brokered":
        yield (
            f"In practice ties run through few: centralisation {share[0]}{tail[0]}.",
            f"На деле связи сходятся у немногих: централизация {share[1]}{tail[1]}.",
        )
    else:
        yield (
            f"In practice ties are shared by many: centralisation {share[0]}{tail[0]}.",
            f"На деле связи распределены между многими: централизация {share[1]}{tail[1]}.",
        )
