"""Waiving: which requirement may be set aside, by whom, and for how long. The template says; nobody else may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.commands import Waive
from partnership.decisions.asking import Asking, said
from partnership.evaluation import holders
from partnership.findings import Finding
from partnership.records import RECORDS, noun
from partnership.values import nearest_hint

_WAIVING = ("person", "partner")
"""Kinds of record that hold roles."""


def waiver_findings(asking: Asking, command: Waive) -> Iterator[Finding]:
    """Return everything that keeps a waiver from being given."""
    requirement = asking.template.requirements.get(command.requirement)
    if requirement is None:
        hint = nearest_hint(command.requirement, asking.template.requirements)
        yield said(
            "requirement_unknown",
            (
                f"the template has no requirement '{command.requirement}'",
                f"в шаблоне нет требования «{command.requirement}»",
            ),
            (hint.en, hint.ru) if hint is not None else ("name one that it has", "назовите то, которое в нём есть"),
        )
        return
    title = requirement.title
    if not requirement.waivable_by:
        yield said(
            "not_waivable",
            (
                f"{requirement.id} can be waived by nobody: {title.en}",
                f"{requirement.id} не допускает исключений: {title.ru}",
            ),
            ("meet the requirement itself", "выполните само требование"),
            requirement=requirement.id,
        )
        return
    if not any(asking.exists(kind, command.waived_by) for kind in _WAIVING):
        hint = nearest_hint(command.waived_by, (id_ for kind in _WAIVING for id_ in asking.ids(kind)))
        yield said(
            "unknown_id",
            (
                f"by: there is no {' or '.join(noun(kind).en for kind in _WAIVING)} '{command.waived_by}'",
                f"by: нет записи «{command.waived_by}» ({' или '.join(noun(kind).ru for kind in _WAIVING)})",
            ),
            (hint.en, hint.ru)
            if hint is not None
            else ("name who gives the waiver, as recorded", "укажите, кто даёт исключение, как он внесён"),
            requirement=requirement.id,
        )
    elif not _holds_role(asking, command.waived_by, requirement.waivable_by):
        roles = [asking.template.lists["roles"][role].title for role in requirement.waivable_by]
        en, ru = " or ".join(role.en for role in roles), " или ".join(role.ru for role in roles)
        by = asking.explainer.names.of_id(command.waived_by)
        yield said(
            "waiver_role",
            (
                f"{by.text('en')} holds no role that may waive {requirement.id}",
                f"{by.text('ru')}: нет роли, дающей право на исключение из {requirement.id}",
            ),
            (f"let it be waived by: {en}", f"исключение может дать: {ru}"),
            requirement=requirement.id,
        )
    if command.subject is not None and not _is_known(asking, command.subject):
        hint = nearest_hint(command.subject, (id_ for kind in RECORDS for id_ in asking.ids(kind)))
        yield said(
            "unknown_id",
            (
                f"there is nobody and nothing '{command.subject}'",
                f"нет никого и ничего с идентификатором «{command.subject}»",
            ),
            (hint.en, hint.ru)
            if hint is not None
            else (
                "name who lacks it, as `partnership missing` does",
                "укажите того, кому не хватает, как в `partnership missing`",
            ),
            requirement=requirement.id,
        )
    longest = requirement.waivable_for.after(command.on) if requirement.waivable_for is not None else dt.date.max
    if not command.on < command.until <= longest:
        yield said(
            "waiver_too_long",
            (
                f"a waiver of {requirement.id} from {command.on} may last until {longest}, not until {command.until}",
                f"исключение из {requirement.id} с {command.on} возможно до {longest}, а не до {command.until}",
            ),
            (
                f"choose an end after {command.on}, at most {longest}",
                f"выберите срок после {command.on} и не позже {longest}",
            ),
            requirement=requirement.id,
        )


def _is_known(asking: Asking, id_: str) -> bool:
    recorded = any(asking.exists(kind, id_) for kind in RECORDS)
    return recorded or any(id_ in items for items in asking.template.lists.values())


def _holds_role(asking: Asking, who: str, roles: tuple[str, ...]) -> bool:
    found = (row.record for role in roles for row in holders(role, asking.ctx))
    return any(who in {assignment.person, assignment.partner} for assignment in found)
