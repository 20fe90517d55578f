"""The five semantics and the combinators, ready to be evaluated.

Every check answers with one of three marks, and names what it lacks only when it is asked. Whatever it reads is noted,
so that who keeps the answer knows when to ask again.
"""

from partnership.evaluation.check import (
    SATISFIED as SATISFIED,
    UNKNOWN as UNKNOWN,
    UNSATISFIED as UNSATISFIED,
    Check as Check,
    Shortfall as Shortfall,
)
from partnership.evaluation.checks.combining import Combined as Combined
from partnership.evaluation.checks.comparing import few_enough as few_enough, too_few as too_few
from partnership.evaluation.checks.coverage import ForEachCheck as ForEachCheck
from partnership.evaluation.checks.making import make_check as make_check
