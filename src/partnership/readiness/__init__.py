"""A snapshot, and what it lacks: a template's requirements kept in step with one history."""

from partnership.readiness.binding import ParameterFault, parameter_faults
from partnership.readiness.checks import SATISFIED
from partnership.readiness.explaining import Explainer
from partnership.readiness.interests import Clash, Interests, Pair
from partnership.readiness.network import components
from partnership.readiness.readiness import Guard, Readiness, Standing, Suspension
from partnership.readiness.snapshot import Snapshot, gates_between, stages_entered

__all__ = [
    "SATISFIED",
    "Clash",
    "Explainer",
    "Guard",
    "Interests",
    "Pair",
    "ParameterFault",
    "Readiness",
    "Snapshot",
    "Standing",
    "Suspension",
    "components",
    "gates_between",
    "parameter_faults",
    "stages_entered",
]
