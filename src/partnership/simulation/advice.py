"""What can be simulated and still looks wrong in a region's files: said as advice, since an author may mean it."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.errors import Fault
from partnership.messages import Message, either, message
from partnership.simulation.loading import Region
from partnership.template import Template
from partnership.template.build import languages_of
from partnership.template.faults import lacking_languages
from partnership.values import Lacking


def region_advice(law: Template, region: Region) -> tuple[Fault, ...]:
    """List what an author should look at again: texts that lack a language, partners whose role is not of their sector.

    The law may let anybody have any role; what the practice does for those of a role it does for those of a sector.
    """
    return (*_untold(region), *_of_another_sector(law, region))


def _untold(region: Region) -> Iterator[Fault]:
    for tree, shape in ((region.tree, region.shape), (region.practice.tree, region.practice.shape)):
        said_in = languages_of(tree.value)
        lacking = Lacking(said_in)
        type(shape).model_validate(tree.value, context=lacking)
        yield from lacking_languages(lacking.texts, tree, {tree.place(()).file: said_in})


def _of_another_sector(law: Template, region: Region) -> Iterator[Fault]:
    sectors, roles = law.lists["sectors"], law.lists["roles"]
    written = len(region.tree.value.get("partners", ()))  # in a forecast those of the ledger come after them
    for index, each in enumerate(region.shape.partners[:written]):
        of = {one.sector for one in region.practice.shape.circles if not one.of and one.role == each.role}
        if each.role is None or not of or of & {each.sector, None}:
            continue
        there = sorted(one for one in of if one is not None)
        words = message(
            "in the practice {role:quoted} is of the sector {sectors}; '{id}' is of another, and is not taken for one",
            role=roles[each.role].title,
            sectors=either(Message("{name:quoted}", {"name": sectors[one].title}) for one in there),
            id=each.id,
        )
        expected = message("sector: {choices}, or another role", choices=either(there))
        yield Fault(region.tree.place(("partners", index, "role")), words, expected)
