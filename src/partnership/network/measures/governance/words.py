"""What the form of governance says here: the form and since when, what the coordinator does itself, how it is lived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from partnership.evaluation import View
from partnership.messages import NOTHING, Message, Rounded, Sayable, in_brackets, message
from partnership.network.measures.governance.coordination import Coordination
from partnership.network.measures.governance.forms import GovernanceForm
from partnership.network.measures.governance.practice import Lived
from partnership.network.measures.governance.spells import Spell
from partnership.network.phrases import sentence
from partnership.records import Body, Partner

_FORMS: Final[Mapping[GovernanceForm, Sayable]] = {
    "shared": message("shared by the partners"),
    "lead": message("a lead organisation"),
    "administrative": message("an administrative organisation of its own"),
}


def governance_said(
    snapshot: View, form: GovernanceForm | None, found: Coordination, history: Sequence[Spell], lived: Lived
) -> Sayable:
    """Say all of it, in order."""
    if form is None:
        return message("Too few partners for a network.")
    return sentence(
        _now(snapshot, history[-1]),
        *_carried(form, found),
        *_before(snapshot, history[:-1]),
        *_practised(lived),
    )


def _now(snapshot: View, spell: Spell) -> Sayable:
    return message("Governance, since {day}: {form}.", day=spell.start, form=_called(snapshot, spell))


def _before(snapshot: View, history: Sequence[Spell]) -> Iterator[Sayable]:
    if history:
        day, form = history[-1].start, _called(snapshot, history[-1])
        yield message("Before, from {day}: {form}.", day=day, form=form)


def _called(snapshot: View, spell: Spell) -> Sayable:
    form = _FORMS[spell.form]
    if not spell.coordinators:
        return message("{form}, nobody is named to coordinate", form=form)
    return Message(
        "{form}{who}", {"form": form, "who": in_brackets(_name(snapshot, id_) for id_ in spell.coordinators)}
    )


def _name(snapshot: View, id_: str) -> Sayable | str:
    state = snapshot.state
    for kind in ("partner", "body"):
        for row in state.index.versions(kind, id_, state.length)[-1:]:
            if isinstance(row.record, Partner | Body):
                return row.record.name
    return id_


def _carried(form: GovernanceForm, found: Coordination) -> Iterator[Sayable]:
    if form == "shared" or found.body is not None:
        return
    mine, given = found.own_functions, found.functions
    if given:
        yield message("Functions that it carries out or answers for itself: {mine} of {given}.", mine=mine, given=given)
    elif form == "lead":
        yield message("No functions are given out yet: whether it has any of its own is not known.")


def _practised(lived: Lived) -> Iterator[Sayable]:
    if lived.practice is None or lived.centralisation is None:
        return
    tied = NOTHING
    if lived.reach is not None:
        tied = message("; the coordinator is tied to {share:percent} of the others", share=lived.reach)
    if lived.practice == "brokered":
        said = message("In practice ties run through few: centralisation {centralisation}{tied}.")
    else:
        said = message("In practice ties are shared by many: centralisation {centralisation}{tied}.")
    yield said.given(centralisation=Rounded(float(lived.centralisation)), tied=tied)
