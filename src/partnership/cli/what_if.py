"""What `graph --without PARTNER --json` writes; docs/json.md is its description."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.cli.shapes import JsonShape, finding_shape, suspension_shape, text_shape
from partnership.findings import Finding
from partnership.network.what_if import ActAsked, ExitPlan, Lapse, PlanStep, WhatIf


def what_if_shape(answer: WhatIf) -> JsonShape:
    """Give all that would be lost, who could take over, and the plan; ids are those of the ledger and the template."""
    return {
        "leaves": [{"id": id_, "name": text_shape(name)} for id_, name in answer.names.items()],
        "on": answer.on.isoformat(),
        "sentence": text_shape(answer.sentence),
        "counts": dict(answer.value),
        "suspended": suspension_shape(answer.suspension),
        "kept": _findings(answer.kept),
        "lapses": [_lapse(lapse) for lapse in answer.lapses],
        "eased": list(answer.eased),
        "gates": [{"stage": stage, "moment": moment.value} for stage, moment in answer.gates],
        "acts": [_act(act) for act in answer.acts],
        "functions": list(answer.functions),
        "roles": list(answer.roles),
        "wanted": list(answer.wanted),
        "outcomes": list(answer.outcomes),
        "parts": [[list(part) for part in parts] for parts in answer.parts],
        "findings": _findings(answer.findings),
        "takers": {
            function: [
                {"partner": taker.partner, "reasons": [text_shape(reason) for reason in taker.reasons]}
                for taker in takers
            ]
            for function, takers in answer.takers.items()
        },
        "plan": _plan(answer.plan),
    }


def _lapse(lapse: Lapse) -> JsonShape:
    return {
        "requirement": lapse.requirement,
        "title": text_shape(lapse.title),
        "stage": lapse.stage,
        "moment": lapse.moment.value,
        "severity": lapse.severity.value,
        "before": lapse.before.value,
        "after": lapse.after.value,
        "lacks": list(lapse.lacks),
        "held": lapse.held,
        "holds": lapse.holds,
        "due": lapse.due,
    }


def _act(act: ActAsked) -> JsonShape:
    return {
        "about": act.about,
        "what": text_shape(act.what),
        "before": act.before,
        "after": act.after,
        "commands": [command.model_dump(mode="json") for command in act.commands],
        "findings": _findings(act.findings),
    }


def _plan(plan: ExitPlan) -> JsonShape:
    return {
        "accepted": plan.is_accepted,
        "steps": [_step(step) for step in plan.steps],
        "left_open": [_lapse(lapse) for lapse in plan.left_open],
        "suspended": suspension_shape(plan.suspension),
    }


def _step(step: PlanStep) -> JsonShape:
    return {
        "by": step.by.isoformat(),
        "what": text_shape(step.what),
        "why": text_shape(step.why),
        "accepted": step.accepted,
        "command": step.command.model_dump(mode="json"),
        "findings": _findings(step.findings),
    }


def _findings(findings: Iterable[Finding]) -> list[JsonShape]:
    return [finding_shape(finding) for finding in findings]
