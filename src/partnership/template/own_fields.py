"""What may stand in the fields of a register of the template's own, as people are told who wrote something else."""

from __future__ import annotations

from partnership.messages import Message, Sayable, as_written, either, message
from partnership.template.law import Template
from partnership.template.structure import RegisterField
from partnership.template.types import called
from partnership.values import MOST_OFFERED, some


def wanted_in(template: Template, field: RegisterField) -> Sayable:
    """Say what may stand in a field of a template's own register: its type, its choices, its range."""
    one = _one_value(template, field)
    return message("a list: {each}", each=one) if field.many else one


def _one_value(template: Template, field: RegisterField) -> Sayable:
    if field.type == "choice":
        titled = [
            as_written(each.id)
            if each.title is None
            else Message("{word} ({title})", {"word": each.id, "title": each.title})
            for each in field.choices or ()
        ]
        return message("one of: {choices}", choices=titled)
    if field.type == "level":
        scale = template.scales.get(field.of or "")
        levels = [] if scale is None else [level.id for level in scale.levels]
        return message("one of: {choices}", choices=some(levels, MOST_OFFERED))
    if field.kinds:
        return message(
            "the id of {nouns}",
            nouns=either([Message("{noun:a}", {"noun": template.noun(kind)}) for kind in field.kinds]),
        )
    said = called(field.type)
    match field.min, field.max:
        case None, None:
            return said
        case low, None:
            return message("{what}, at least {low}", what=said, low=str(low))
        case None, high:
            return message("{what}, at most {high}", what=said, high=str(high))
        case low, high:
            return message("{what}, from {low} to {high}", what=said, low=str(low), high=str(high))
