"""`partnership templates`: the laws that come with the library, and each rule of one with where it is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import template_of
from partnership.cli.naming import SEVERITY_STYLES
from partnership.cli.shapes import JsonShape, fields_shape, plain, write_json
from partnership.evaluation import plan_of, test_as_data
from partnership.findings import ORIGIN_WORDS, SEVERITY_WORDS
from partnership.messages import NOTHING, Message, Sayable, as_written, joined, listed, message, plural
from partnership.programme import advice, shipped_templates
from partnership.records import RECORDS
from partnership.template import Act, Parameter, Requirement, Stage, Template, core
from partnership.template.phrasing import Known, Phrasing
from partnership.values import Duration, as_in_file

if TYPE_CHECKING:
    from argparse import Namespace

_MOMENTS: Final[Mapping[str, Message]] = {
    "entry": message("Before entering"),
    "exit": message("Before leaving"),
    "invariant": message("All the time, or the programme is suspended"),
    "cadence": message("At intervals"),
}


def list_templates(asked: Namespace, console: Console) -> Exit:
    """List the templates that come with the library."""
    found = [template_of(name, console) for name in shipped_templates()]
    if asked.json:
        write_json(asked, console, {"templates": [_heading_shape(template) for template in found]})
        return Exit.FINE
    for template in found:
        stages = plural("{count} stage", "{count} stages", len(template.stage_ids))
        rules = plural("{count} requirement", "{count} requirements", len(template.requirements))
        opening = f"{template.id} {template.version}  "
        counted = Message("{title}; {stages}, {rules}", {"title": template.title, "stages": stages, "rules": rules})
        console.paragraph(counted, first=opening, label="strong")
    console.paragraph(message("partnership templates show NAME tells all of it"), style="quiet")
    return Exit.FINE


def show_template(asked: Namespace, console: Console) -> Exit:
    """Show one template, with each rule and its place."""
    template = template_of(asked.name, console)
    if asked.json:
        write_json(asked, console, _shape(template))
    else:
        _Page(template, console).write()
    return Exit.FINE


class _Page:
    def __init__(self, template: Template, console: Console) -> None:
        self._template = template
        self._console = console
        self._recomputed = plan_of(template).recomputed

    def write(self) -> None:
        template, console = self._template, self._console
        console.paragraph(f"{template.id} {template.version}: {console.said(template.title)}", style="strong")
        console.line(template.digest, "quiet")
        console.paragraph(self._counts())
        console.paragraph(
            message("Recomputed when asked: {rules}.", rules=self._recomputed)
            if self._recomputed
            else message("Every rule is kept up to date as entries come; none is recomputed when asked.")
        )
        self._parameters()
        self._heading(message("Stages"))
        for stage in template.stages:
            self._stage(stage, 0)
        self._rules(message("Before an act"), template.guards)
        self._rules(message("Levels of scales"), _of_levels(template))
        self._acts(message("Refused while the programme is suspended"), template.while_suspended)
        moves = [Act("advance", stage=stage) for stage in sorted(template.moves_while_suspended)]
        self._acts(message("Allowed while the programme is suspended"), moves)
        if again := advice(template):
            self._heading(message("To look at again"))
        for fault in again:
            console.paragraph(fault.text(console.lang), first="  ", rest=" " * 6)

    def _heading(self, said: Message) -> None:
        self._console.line()
        self._console.line(said, "heading")

    def _counts(self) -> Message:
        template = self._template
        if not template.requirements:
            return message("The template asks for nothing yet.")
        guards, levels = len(template.guards), len(_of_levels(template))
        origins = Counter(requirement.origin for requirement in template.requirements.values())
        return message(
            "{requirements}: {gates} of gates, {guards} of acts, {levels} of scales. By origin: {origins}.",
            requirements=plural("{count} requirement", "{count} requirements", len(template.requirements)),
            gates=len(template.requirements) - guards - levels,
            guards=guards,
            levels=levels,
            origins=listed(
                Message("{origin} {number}", {"origin": ORIGIN_WORDS[origin], "number": number})
                for origin, number in origins.most_common()
            ),
        )

    def _parameters(self) -> None:
        if not self._template.parameters:
            return
        self._heading(message("Parameters"))
        for parameter in self._template.parameters.values():
            said = Message("{title}: {range}", {"title": parameter.title, "range": self._range(parameter)})
            self._console.paragraph(said, first=f"  {parameter.id}  ", rest=" " * 6, label="strong")

    def _range(self, parameter: Parameter) -> Message:
        default = _said(parameter, parameter.default)
        if parameter.choices:
            return message("{default} (one of: {choices})", default=default, choices=parameter.choices)
        if parameter.min is None and parameter.max is None:
            return as_written(default)
        ends = (parameter.min, parameter.max)
        low, high = (message("no limit") if end is None else _said(parameter, end) for end in ends)
        return message("{default} ({low} to {high})", default=default, low=low, high=high)

    # --- stages ------------------------------------------------------------------------------------------------------

    def _stage(self, stage: Stage, depth: int) -> None:
        template, margin = self._template, "  " * (depth + 1)
        ways: list[Message] = []
        onward = template.next_of(stage.id)
        if onward:
            ways.append(message("then: {stages}", stages=onward))
        if stage.back:
            ways.append(message("back to: {stages}", stages=stage.back))
        if stage.final:
            ways.append(message("the last one"))
        led = Message("{title} ({ways})", {"title": stage.title, "ways": joined(ways, Message("; "))})
        self._console.paragraph(led if ways else stage.title, first=f"{margin}{stage.id}  ", label="strong")
        for inner in stage.stages:
            self._stage(inner, depth + 1)
        for moment, said in _MOMENTS.items():
            rules: Sequence[Requirement] = getattr(stage, moment)
            if rules:
                self._console.line(f"{margin}  {self._console.said(said)} ({stage.id})", "care")
                for rule in rules:
                    self._rule(rule, margin + "    ")

    def _rules(self, heading: Message, rules: Sequence[Requirement]) -> None:
        if rules:
            self._heading(heading)
        for rule in rules:
            self._rule(rule, "  ")

    def _rule(self, rule: Requirement, margin: str) -> None:
        self._console.paragraph(rule.title, first=f"{margin}{rule.id}  ", label=SEVERITY_STYLES[rule.severity])
        about = joined(self._about(rule), Message("; "))
        self._console.paragraph(about, first=margin + " " * (len(rule.id) + 2), style="quiet")

    def _about(self, rule: Requirement) -> Iterable[Sayable | str]:
        if rule.act is not None:
            yield self._act(rule.act)
        yield SEVERITY_WORDS[rule.severity]
        source = ORIGIN_WORDS[rule.origin]
        cited = Message("{source}: {citation}", {"source": source, "citation": rule.citation})
        yield source if rule.citation is None else cited
        if rule.jurisdiction is not None:
            yield rule.jurisdiction
        if rule.effective_from is not None:
            yield message("from {day}", day=rule.effective_from)
            if rule.before_effective == "advise":
                yield message("advice before")
        if rule.asked_from is not None:
            yield message("asked from: {moment}", moment=rule.asked_from)
        if rule.effective_to is not None:
            yield message("until {day}", day=rule.effective_to)
        if rule.owed_by is not None:
            each = message("each that does not meet it")
            yield message("responsible: {who}", who=each if rule.owed_by.startswith("$") else rule.owed_by)
        if rule.waivable_by:
            term = NOTHING if rule.waivable_for is None else message(", for {term} at most", term=rule.waivable_for)
            yield message("may be waived by {roles}{term}", roles=rule.waivable_by, term=term)
        if rule.id in self._recomputed:
            yield message("recomputed when asked")
        yield str(rule.at)

    def _acts(self, heading: Message, acts: Sequence[Act]) -> None:
        if acts:
            self._heading(heading)
        for act in acts:
            self._console.paragraph(self._act(act), first="  ")

    def _act(self, act: Act) -> Message:
        if act.verb == "advance":
            if act.stage is None:
                return message("move to any other stage")
            return message("move to the stage: {stage}", stage=act.stage)
        kind = act.kind or ""
        acted = core.Selection(RECORDS[kind].register if kind in RECORDS else kind, act.where)
        return _ACTS[act.verb].given(kind=Phrasing(self._template.titles, Known()).rows(acted))


_ACTS: Final = {
    "record": message("record: {kind}"),
    "amend": message("amend: {kind}"),
    "end": message("end: {kind}"),
}


def _of_levels(template: Template) -> list[Requirement]:
    """Return what is asked before somebody is put on a step of a scale; the file has it under `scales`."""
    return [rule for rule in template.requirements.values() if rule.path and rule.path[0] == "scales"]


def _said(parameter: Parameter, value: object) -> Duration | str:
    """A period is said in words; whatever else is said as it is written."""
    return Duration.parse(str(value)) if parameter.type == "duration" else as_in_file(value)


# --- JSON ------------------------------------------------------------------------------------------------------------


def _heading_shape(template: Template) -> JsonShape:
    return {
        **fields_shape(template, "id", "version", "title", "digest"),
        "stages": len(template.stage_ids),
        "requirements": len(template.requirements),
    }


def _shape(template: Template) -> JsonShape:
    again = plan_of(template).recomputed
    return {
        "template": {**_heading_shape(template), **fields_shape(template, "extends", "overlays")},
        "parameters": [_parameter_shape(parameter) for parameter in template.parameters.values()],
        "stages": [_stage_shape(template, stage) for stage in template.stages],
        "requirements": [_rule_shape(rule, rule.id in again) for rule in template.requirements.values()],
        "while_suspended": [_act_shape(act) for act in template.while_suspended],
        "moves_while_suspended": sorted(template.moves_while_suspended),
        "recomputed": list(again),
        "advice": plain(advice(template)),
    }


def _parameter_shape(parameter: Parameter) -> JsonShape:
    return {
        **fields_shape(parameter, "id", "title", "type"),
        "default": as_in_file(parameter.default),
        "min": None if parameter.min is None else as_in_file(parameter.min),
        "max": None if parameter.max is None else as_in_file(parameter.max),
        **fields_shape(parameter, "choices"),
    }


def _stage_shape(template: Template, stage: Stage) -> JsonShape:
    return {
        **fields_shape(stage, "id", "title"),
        "next": list(template.next_of(stage.id)),
        "back": list(template.back_of(stage.id)),
        "final": stage.final,
        "gates": {moment: [rule.id for rule in getattr(stage, moment)] for moment in _MOMENTS},
        "stages": [_stage_shape(template, inner) for inner in stage.stages],
    }


def _rule_shape(rule: Requirement, is_recomputed: bool) -> JsonShape:  # noqa: FBT001 - one fact of the rule among others
    return {
        **fields_shape(rule, "id", "title", "moment", "stage"),
        "act": None if rule.act is None else _act_shape(rule.act),
        **fields_shape(rule, "severity", "origin", "citation", "jurisdiction", "effective_from", "effective_to"),
        **fields_shape(rule, "before_effective", "asked_from", "waivable_by"),
        "waivable_for": None if rule.waivable_for is None else str(rule.waivable_for),
        **fields_shape(rule, "owed_by", "remedy", "deck"),
        "recomputed": is_recomputed,
        "at": plain(rule.at),
    }


def _act_shape(act: Act) -> JsonShape:
    where = [{"field": field, "need": need} for field, need in map(test_as_data, act.where)]
    return {**fields_shape(act, "verb", "kind", "stage"), "where": where}
