"""What `graph --without PARTNER --json` writes; docs/json.md is its description."""

from __future__ import annotations

from typing import Final

from partnership.cli.shapes import JsonShape, fields_shape, plain, suspension_shape
from partnership.network.what_if import ExitPlan, WhatIf

_ACT: Final = ("about", "what", "before", "after", "commands", "findings")
_STEP: Final = ("by", "what", "why", "accepted", "command", "findings")


def what_if_shape(answer: WhatIf) -> JsonShape:
    """Give all that would be lost, who could take over, and the plan; ids are those of the ledger and the template."""
    return {
        "leaves": [{"id": id_, "name": plain(name)} for id_, name in answer.names.items()],
        **fields_shape(answer, "on", "sentence"),
        "counts": dict(answer.value),
        "suspended": suspension_shape(answer.suspension),
        **fields_shape(answer, "kept", "lapses", "eased"),
        "gates": [{"stage": stage, "moment": moment.value} for stage, moment in answer.gates],
        "acts": [fields_shape(act, *_ACT) for act in answer.acts],
        **fields_shape(answer, "functions", "roles", "wanted", "outcomes", "parts", "findings", "takers"),
        "plan": _plan(answer.plan),
    }


def _plan(plan: ExitPlan) -> JsonShape:
    return {
        "accepted": plan.is_accepted,
        "steps": [fields_shape(step, *_STEP) for step in plan.steps],
        **fields_shape(plan, "left_open"),
        "suspended": suspension_shape(plan.suspension),
    }
