"""A plan on an index on a day: what holds, what is lacking, and who owes it."""

from partnership.evaluation.binding import ParameterFault, bind, parameter_faults
from partnership.evaluation.checks import SATISFIED
from partnership.evaluation.context import Context
from partnership.evaluation.dependents import holders
from partnership.evaluation.explainer import STATUSES, Explainer
from partnership.evaluation.gates import Gates, Suspension, Turn, named_by
from partnership.evaluation.interests import Clash, InterestPairs, PartnerOutcome, interests
from partnership.evaluation.materialized import Materialized, kept_context
from partnership.evaluation.miss_words import test_as_data
from partnership.evaluation.naming import Namer
from partnership.evaluation.network import components
from partnership.evaluation.plan import ActPattern, Guard, Plan, plan_of, tables_for, tables_of
from partnership.evaluation.tables import Tables
from partnership.evaluation.ties import tie_counts
from partnership.evaluation.view import View, asked_in, gates_between, missing_in, stages_entered

__all__ = [
    "SATISFIED",
    "STATUSES",
    "ActPattern",
    "Clash",
    "Context",
    "Explainer",
    "Gates",
    "Guard",
    "InterestPairs",
    "Materialized",
    "Namer",
    "ParameterFault",
    "PartnerOutcome",
    "Plan",
    "Suspension",
    "Tables",
    "Turn",
    "View",
    "asked_in",
    "bind",
    "components",
    "gates_between",
    "holders",
    "interests",
    "kept_context",
    "missing_in",
    "named_by",
    "parameter_faults",
    "plan_of",
    "stages_entered",
    "tables_for",
    "tables_of",
    "test_as_data",
    "tie_counts",
]
