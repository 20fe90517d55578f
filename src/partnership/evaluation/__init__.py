"""A plan on an index on a day: what holds, what is lacking, and who owes it."""

from partnership.evaluation.binding import (
    ParameterFault as ParameterFault,
    bind as bind,
    parameter_faults as parameter_faults,
)
from partnership.evaluation.checks import SATISFIED as SATISFIED
from partnership.evaluation.context import Context as Context
from partnership.evaluation.dependents import holders as holders
from partnership.evaluation.explainer import STATUSES as STATUSES, Explainer as Explainer
from partnership.evaluation.gates import Gates as Gates, Suspension as Suspension, Turn as Turn, named_by as named_by
from partnership.evaluation.interests import (
    Clash as Clash,
    InterestPairs as InterestPairs,
    PartnerOutcome as PartnerOutcome,
    interests as interests,
)
from partnership.evaluation.materialized import Materialized as Materialized, kept_context as kept_context
from partnership.evaluation.miss_words import test_as_data as test_as_data
from partnership.evaluation.naming import Namer as Namer
from partnership.evaluation.network import components as components
from partnership.evaluation.plan import (
    ActPattern as ActPattern,
    Guard as Guard,
    Plan as Plan,
    plan_of as plan_of,
    tables_for as tables_for,
    tables_of as tables_of,
)
from partnership.evaluation.tables import Tables as Tables
from partnership.evaluation.ties import tie_counts as tie_counts
from partnership.evaluation.view import (
    View as View,
    asked_in as asked_in,
    gates_between as gates_between,
    missing_in as missing_in,
    stages_entered as stages_entered,
)
