"""For want of which partners rules are not met, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from partnership.messages import Sayable, list_some, listed, message
from partnership.simulation.model import PartnerKind
from partnership.simulation.study import BASE, Bottleneck, Study
from partnership.simulation.wording import titled_rule

_MOST_RULES: Final = 3


def wanting_told(study: Study, missing: Sequence[Bottleneck]) -> Iterator[Sayable]:
    """Say for want of which partners rules are not met: of a kind of whom there never was any, or who all have left."""
    causes, leave = study.causes(), study.arms[BASE].leave
    wanted: dict[PartnerKind, dict[str, Sayable]] = {}
    for each in sorted(missing, key=lambda one: -one.share.value):
        for kind in causes.wanting(each.rule):
            wanted.setdefault(kind, {}).setdefault(each.rule, titled_rule(each.title, each.rule))
    for kind, rules in wanted.items():
        gone = causes.of_kind(kind)
        form = message(
            "These rules are not met, and need a partner who is {who}: {rules}. The region has none: list such a "
            "partner in its file."
        )
        if gone:
            form = message(
                "These rules are not met, and need a partner who is {who}: {rules}. There has been none since "
                "{day}, as these have left: {partners}."
            )
        elif study.is_measured:
            form = message(
                "These rules are not met, and need a partner who is {who}: {rules}. None takes part: name a region "
                "that lists such a partner (`--region`)."
            )
        yield form.given(
            who=kind.told(study.template),
            rules=list_some([*rules.values()][:_MOST_RULES], len(rules)),
            day=study.days[max((leave[one] for one in gone), default=0)],
            partners=listed(each.candidate.name for each in study.model.partners if each.id in gone),
        )
