"""What if a partner leaves: asked of the engine on a supposed ledger, and taken back."""

from partnership.network.what_if.acts import ActAsked
from partnership.network.what_if.asking import what_if
from partnership.network.what_if.lapses import Lapse
from partnership.network.what_if.lost import HARMS
from partnership.network.what_if.plan import ExitPlan, PlanStep
from partnership.network.what_if.result import Departures, WhatIf
from partnership.network.what_if.taking_over import Taker

__all__ = ["HARMS", "ActAsked", "Departures", "ExitPlan", "Lapse", "PlanStep", "Taker", "WhatIf", "what_if"]
