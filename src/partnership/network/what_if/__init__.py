"""What if a partner leaves: what the law would say then, who holds what, and how one can leave lawfully."""

from partnership.network.what_if.acts import ActAsked
from partnership.network.what_if.lapses import Lapse
from partnership.network.what_if.losses import Taker
from partnership.network.what_if.plan import ExitPlan, PlanStep
from partnership.network.what_if.question import what_if
from partnership.network.what_if.result import HARMS, Departures, WhatIf

__all__ = ["HARMS", "ActAsked", "Departures", "ExitPlan", "Lapse", "PlanStep", "Taker", "WhatIf", "what_if"]
