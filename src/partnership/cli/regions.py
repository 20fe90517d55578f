"""`partnership regions`: the regions that come with the library, and of one what can be set and who may take part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import Unusable, check_file, said_by_error, template_of
from partnership.cli.shapes import JsonShape, fields_shape, plain, write_json
from partnership.errors import PartnershipError
from partnership.messages import Message, Rounded, Sayable, in_context, joined, listed, message, plural
from partnership.programme import shipped_templates
from partnership.simulation import Lever, Region, levers_of, load_region, shipped_regions
from partnership.simulation.advice import region_advice
from partnership.simulation.assembling import model_of
from partnership.simulation.horizon import beyond_horizon, noted
from partnership.simulation.in_charge import Held, appointed
from partnership.simulation.loading import is_path
from partnership.simulation.model import work_of
from partnership.simulation.quantities import Basis, Quantity
from partnership.simulation.region import Candidate, marked_title
from partnership.simulation.study import Resting
from partnership.simulation.telling import bases_told
from partnership.template import Template
from partnership.values import Duration

if TYPE_CHECKING:
    from argparse import Namespace

_BASES: Final[Mapping[Basis, Message]] = {
    "measured": in_context("figure", "measured"),
    "published": in_context("figure", "published"),
    "expert": in_context("figure", "said by an expert"),
    "assumed": in_context("figure", "assumed"),
}
_BETWEEN: Final = message("{default} ({low} to {high})")
_FIGURE: Final = ("value", "low", "high", "shape", "basis", "source")
_DIGITS: Final = 6
_MOST_IDS: Final = 6


def regions(asked: Namespace, console: Console) -> Exit:
    """List the regions that come with the library, or show one."""
    return (_show if asked.action == "show" else _list)(asked, console)


def _list(asked: Namespace, console: Console) -> Exit:
    """List the regions that come with the library."""
    found = [load_region(name) for name in shipped_regions()]
    if asked.json:
        write_json(asked, console, {"regions": [_heading_shape(region) for region in found]})
        return Exit.FINE
    for region in found:
        many = sum(len(each.ids) for each in region.shape.partners)
        said = message(
            "{title}; for the template {template}, {partners}",
            title=marked_title(region.shape),
            template=region.shape.template,
            partners=plural("{count} partner", "{count} partners", many),
        )
        console.paragraph(said, first=f"{region.id}  ", label="strong")
    console.paragraph(
        message("partnership regions show NAME tells what can be set in one, and who may take part"), style="quiet"
    )
    return Exit.FINE


def _show(asked: Namespace, console: Console) -> Exit:
    """Show what can be set in a region and what is uncertain there, and the partners with their ids."""
    if is_path(asked.name):
        check_file(asked.name)
    try:
        region = load_region(asked.name)
        law = _law(asked.template, region, console)
        levers = levers_of(law, region)
    except PartnershipError as error:
        raise Unusable(said_by_error(error, console.lang)) from None
    if asked.json:
        write_json(asked, console, _shape(law, region, levers))
    else:
        _Page(law, region, console).write(levers)
    return Exit.FINE


def _law(named: str | None, region: Region, console: Console) -> Template:
    """Return the law that is named, or the one that the region names: one that ships, or a file beside its own."""
    name = named or region.shape.template
    if named is None and is_path(name):
        name = str(Path(region.file).parent / name)
    elif named is None and name not in shipped_templates():
        words = message(
            "the template '{name}' does not come with the library; name its file with --template", name=name
        )
        raise Unusable(words)
    return template_of(name, console)


class _Page:
    def __init__(self, law: Template, region: Region, console: Console) -> None:
        self._law, self._region, self._console = law, region, console

    def write(self, levers: Iterable[Lever]) -> None:
        shape, console = self._region.shape, self._console
        console.paragraph(shape.title, first=f"{self._region.id}: ", style="strong", label="strong")
        if shape.synthetic:
            console.paragraph(message("The region is invented (synthetic): its figures describe no real one."))
        if shape.note is not None:
            console.paragraph(shape.note)
        about = message(
            "Template {template} {version}, practice {practice}; from {start} on, {horizon}, in steps of {step}.",
            template=self._law.id,
            version=self._law.version,
            practice=self._region.practice.shape.practice,
            start=shape.start,
            horizon=shape.horizon,
            step=Duration.parse(shape.step),
        )
        console.paragraph(about)
        model = model_of(self._law, self._region)
        for each in beyond_horizon(model):
            console.paragraph(noted(each))
        resting = Resting.of(model)
        total = sum(resting.figures.values())
        console.paragraph(message("{total} figures: {parts}.", total=total, parts=listed(bases_told(resting))))
        ours, rules, world = _in_parts(levers)
        self._numbers(
            message("Levers: ours to choose"),
            message("--set NAME=VALUE in all runs, --compare NAME=VALUE beside the base; in brackets what each may be"),
            ours,
        )
        self._numbers(
            message("Levers: numbers of the rules"),
            message("set the same way, but not in a forecast: a running programme has its own"),
            rules,
        )
        self._numbers(
            message("The world: what is not ours to choose"),
            message("set the same way, to ask what would be if; in brackets how far each may be off"),
            world,
        )
        if self._region.practice.shape.work:
            self._heading(message("The world: how long work takes"), message("set in a region's file, under work"))
        for work, figure in work_of(self._region):
            self._row(work.id, work.title, [self._figure(figure)])
        self._heading(
            message("Partners who may take part"),
            message(
                "takes on, by its people: the roles to which the practice appoints it, or people of its own; --leave "
                "ID=MONTHS: one leaves after so many months"
            ),
        )
        held = appointed(model)
        for one in shape.partners:
            self._row(_ids(one), one.name, self._partner(one, held))
        if model.vacant:
            self._heading(
                message("Partners whom the practice knows, and of whom there are none here"),
                message("where the rules need one, they stay unmet; list them under partners in the region's file"),
            )
            for kind in model.vacant:
                console.paragraph(kind.told(self._law), first="  ", rest=" " * 6)
        for said in self._coming():
            console.paragraph(said)
        if again := region_advice(self._law, self._region):
            console.line()
            console.line(message("To look at again"), "heading")
        for fault in again:
            console.paragraph(fault.text(console.lang), first="  ", rest=" " * 6)

    def _coming(self) -> Iterable[Sayable]:
        """Say what may come that has a chance of its own: the end of the money, other versions of the template."""
        shape = self._region.shape
        if shape.funding is not None:
            yield message(
                "The money ends on {day}; the programme goes on without it with a chance of {chance}.",
                day=shape.funding.ends,
                chance=self._figure(shape.funding.goes_on),
            )
        for law in shape.laws:
            if law.chance is not None:
                yield message(
                    "{law:quoted} comes in a year with a chance of {chance}.",
                    law=law.title,
                    chance=self._figure(law.chance),
                )

    def _numbers(self, heading: Message, how: Message, levers: Sequence[Lever]) -> None:
        if levers:
            self._heading(heading, how)
        for each in levers:
            self._row(each.name, each.title, [self._lever(each)])

    def _heading(self, said: Message, how: Message) -> None:
        self._console.line()
        self._console.line(said, "heading")
        self._console.paragraph(how, first="  ", style="quiet")

    def _row(self, name: str | Sayable, title: Sayable, parts: Iterable[Sayable | str]) -> None:
        said = Message("{title}: {what}", {"title": title, "what": joined(parts, Message("; "))})
        first = f"  {self._console.said(name)}  "
        self._console.paragraph(said, first=first, rest=" " * 6, label="strong")

    def _lever(self, each: Lever) -> Sayable:
        if not each.is_ours and each.figure is not None:
            return self._figure(each.figure)
        value = message("{value} ({range})", value=_said(each.value), range=_may_be(each))
        if each.figure is not None:
            return self._resting(value, each.figure)
        return message("{value}, set by the region", value=value) if each.is_of_region else value

    def _figure(self, figure: Quantity) -> Sayable:
        value: Duration | Sayable = _said(figure.value)
        if figure.low is not None:
            value = _BETWEEN.given(default=value, low=_said(figure.low), high=_said(figure.high))
        return self._resting(value, figure)

    def _resting(self, value: Duration | Sayable, figure: Quantity) -> Sayable:
        said = Message("{value}, {basis}", {"value": value, "basis": _BASES[figure.basis]})
        return said if figure.source is None else Message("{said}: {source}", {"said": said, "source": figure.source})

    def _partner(self, one: Candidate, held: Iterable[Held]) -> Iterable[Sayable]:
        lists = self._law.lists
        yield lists["sectors"][one.sector].title
        if one.role is not None:
            yield lists["roles"][one.role].title
        for by_person, form in ((False, message("takes on: {roles}")), (True, message("by its people: {roles}"))):
            roles = _roles(one, held, by_person=by_person)
            if roles:
                yield form.given(roles=listed(self._role(one, role, ids) for role, ids in roles.items()))
        if one.agrees is not None:
            yield message("takes part with a chance of {chance}", chance=self._figure(one.agrees))
        if one.leaves is not None:
            yield message("leaves in a month with a chance of {chance}", chance=self._figure(one.leaves))
        if one.employees is not None:
            yield message("employees: {many}", many=self._figure(one.employees))

    def _role(self, one: Candidate, role: str, ids: Sequence[str]) -> Sayable:
        title = self._law.lists["roles"][role].title
        return title if len(ids) == one.count else message("{name} ({id})", name=title, id=", ".join(ids))


def _roles(one: Candidate, held: Iterable[Held], *, by_person: bool) -> Mapping[str, Sequence[str]]:
    """Return the roles that a partner holds beside its own, itself or by its people, with the ids of those alike."""
    found: dict[str, list[str]] = {}
    for each in held:
        if each.partner in one.ids and each.by_person is by_person and (by_person or each.role != one.role):
            found.setdefault(each.role, []).append(each.partner)
    return found


def _in_parts(levers: Iterable[Lever]) -> tuple[Sequence[Lever], Sequence[Lever], Sequence[Lever]]:
    """Part what is ours to choose, numbers of the rules, and how the world is."""
    found = tuple(levers)
    ours = [each for each in found if each.is_ours]
    return (
        [each for each in ours if each.figure is not None],
        [each for each in ours if each.figure is None],
        [each for each in found if not each.is_ours],
    )


def _may_be(each: Lever) -> Sayable:
    least = _said(each.least)
    if each.most is None:
        form = message("whole, {least} or more") if each.is_whole else message("{least} or more")
        return form.given(least=least)
    form = message("whole, {least} to {most}") if each.is_whole else message("{least} to {most}")
    return form.given(least=least, most=_said(each.most))


def _said(value: Duration | float) -> Duration | Rounded:
    return value if isinstance(value, Duration) else Rounded(value, _DIGITS)


def _ids(one: Candidate) -> str | Sayable:
    if len(one.ids) > _MOST_IDS:
        return message("{first} to {last}", first=one.ids[0], last=one.ids[-1])
    return ", ".join(one.ids)


# --- JSON ------------------------------------------------------------------------------------------------------------


def _heading_shape(region: Region) -> JsonShape:
    shape = region.shape
    return {
        "id": region.id,
        **fields_shape(shape, "title", "synthetic", "template"),
        "practice": region.practice.shape.practice,
        "partners": sum(len(each.ids) for each in shape.partners),
        "digest": region.digest,
    }


def _shape(law: Template, region: Region, levers: Iterable[Lever]) -> JsonShape:
    shape, model = region.shape, model_of(law, region)
    held = appointed(model)
    said = [(each.is_ours, _lever_shape(each)) for each in levers]
    return {
        "region": {**_heading_shape(region), **fields_shape(shape, "note")},
        "template": fields_shape(law, "id", "version", "digest"),
        "start": shape.start.isoformat(),
        "horizon": str(shape.horizon),
        "step": shape.step,
        "figures": dict(Resting.of(model).figures),
        "beyond_horizon": [fields_shape(each, "at", "what") for each in beyond_horizon(model)],
        "levers": [each for is_ours, each in said if is_ours],
        "world": [each for is_ours, each in said if not is_ours],
        "vacant": [fields_shape(kind, "sector", "role") for kind in model.vacant],
        "work": [{**fields_shape(work, "id", "title"), **_figure_shape(figure)} for work, figure in work_of(region)],
        "partners": [
            {
                "ids": list(one.ids),
                **fields_shape(one, "name", "sector", "role"),
                "takes_on": list(_roles(one, held, by_person=False)),
                "people": list(_roles(one, held, by_person=True)),
                "agrees": None if one.agrees is None else _figure_shape(one.agrees),
                "leaves": None if one.leaves is None else _figure_shape(one.leaves),
                "employees": None if one.employees is None else _figure_shape(one.employees),
            }
            for one in shape.partners
        ],
        "funding": None if shape.funding is None else _figure_shape(shape.funding.goes_on),
        "laws": [{"id": each.id, **_figure_shape(each.chance)} for each in shape.laws if each.chance is not None],
        "advice": plain(region_advice(law, region)),
    }


def _lever_shape(each: Lever) -> JsonShape:
    figure = dict.fromkeys(_FIGURE) if each.figure is None else _figure_shape(each.figure)
    return {
        **fields_shape(each, "name", "title"),
        **figure,
        "value": each.value,
        "of_region": each.is_of_region,
        "least": each.least,
        "most": each.most,
        "whole": each.is_whole,
    }


def _figure_shape(figure: Quantity) -> JsonShape:
    """Give a figure; a period is written as in files."""
    said = {name: getattr(figure, name) for name in _FIGURE}
    return {name: str(value) if isinstance(value, Duration) else value for name, value in said.items()}
