"""Waiving: which requirement may be set aside, by whom, and for how long. The template says; nobody else may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.acts import Waive
from partnership.decisions.context import DecisionContext, door_finding
from partnership.evaluation import holders
from partnership.findings import Finding
from partnership.messages import either, message
from partnership.records import noun
from partnership.values import nearest_hint

_WAIVING = ("person", "partner")
"""Kinds of record that hold roles."""


def waiver_findings(context: DecisionContext, command: Waive) -> Iterator[Finding]:
    """Return everything that keeps a waiver from being given."""
    requirement = context.template.requirements.get(command.requirement)
    if requirement is None:
        hint = nearest_hint(command.requirement, context.template.requirements)
        yield door_finding(
            "requirement_unknown",
            message("the template has no requirement '{requirement}'", requirement=command.requirement),
            hint or message("name one that it has"),
            field="requirement",
        )
        return
    title = requirement.title
    if not requirement.waivable_by:
        yield door_finding(
            "not_waivable",
            message("nobody can waive the requirement {title:quoted}", title=title),
            message("there is no way around it: meet the requirement"),
            requirement=requirement.id,
        )
        return
    if not any(context.exists(kind, command.waived_by) for kind in _WAIVING):
        hint = nearest_hint(command.waived_by, (id_ for kind in _WAIVING for id_ in context.ids(kind)))
        yield door_finding(
            "unknown_id",
            message("by: there is no {kinds} '{id}'", kinds=either(map(noun, _WAIVING)), id=command.waived_by),
            hint or message("name who gives the waiver, as recorded"),
            requirement=requirement.id,
            field="waived_by",
        )
    elif not _holds_role(context, command.waived_by, requirement.waivable_by):
        roles = [context.template.lists["roles"][role].title for role in requirement.waivable_by]
        by = context.explainer.names.of_id(command.waived_by)
        yield door_finding(
            "waiver_role",
            message("{by} holds no role that may waive {id}", by=by, id=requirement.id),
            message("ask for a waiver from: {roles}", roles=either(roles)),
            requirement=requirement.id,
            field="waived_by",
        )
    if command.subject is not None and not _is_known(context, command.subject):
        hint = nearest_hint(command.subject, (id_ for kind in tuple(context.index.logs) for id_ in context.ids(kind)))
        yield door_finding(
            "unknown_id",
            message("nothing is recorded under '{subject}'", subject=command.subject),
            hint or message("name the one that does not meet it, as `partnership missing` does"),
            requirement=requirement.id,
            field="subject",
        )
    longest = requirement.waivable_for.after(command.on) if requirement.waivable_for is not None else dt.date.max
    if not command.on < command.until <= longest:
        yield door_finding(
            "waiver_too_long",
            message(
                "a waiver that begins on {on} may last until {longest} at the latest, not until {until}",
                on=command.on,
                longest=longest,
                until=command.until,
            ),
            message(
                "choose an end date after {on:iso} and no later than {longest:iso}", on=command.on, longest=longest
            ),
            requirement=requirement.id,
            field="until",
        )


def _is_known(context: DecisionContext, id_: str) -> bool:
    recorded = any(context.exists(kind, id_) for kind in tuple(context.index.logs))
    return recorded or any(id_ in items for items in context.template.lists.values())


def _holds_role(context: DecisionContext, who: str, roles: tuple[str, ...]) -> bool:
    found = (row.record for role in roles for row in holders(role, context.ctx))
    return any(who in {assignment.person, assignment.partner} for assignment in found)
