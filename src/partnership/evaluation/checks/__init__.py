"""The five semantics and the combinators, ready to be evaluated.

Every check answers with one of three marks, and names what it lacks only when it is asked. Whatever it reads is noted,
so that who keeps the answer knows when to ask again.
"""

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.checks.combining import Combined
from partnership.evaluation.checks.comparing import few_enough, too_few
from partnership.evaluation.checks.coverage import ForEachCheck
from partnership.evaluation.checks.making import make_check

__all__ = [
    "SATISFIED",
    "UNKNOWN",
    "UNSATISFIED",
    "Check",
    "Combined",
    "ForEachCheck",
    "Shortfall",
    "few_enough",
    "make_check",
    "too_few",
]
