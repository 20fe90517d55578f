"""Words: what would be lost, said to a coordinator in one sentence, or in lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from partnership.evaluation import Suspension
from partnership.findings import Finding, GateMoment
from partnership.findings.words import MOMENT_WORDS
from partnership.messages import Message, Sayable, as_written, in_brackets, joined, message, quoted
from partnership.network.phrases import first_of_many, id_with_title
from partnership.network.what_if.acts import ActAsked
from partnership.network.what_if.lapses import Gate, Lapse
from partnership.network.what_if.plan import ExitPlan
from partnership.network.what_if.taking_over import Taker
from partnership.template import Template

_FEW = 3
_NAMES = "; "
"""What stands between names, for some have a comma in them."""


def headed(heading: Sayable, said: Sequence[Sayable], most: int) -> Sayable | None:
    """Put some things behind a word; nothing where there are none."""
    return joined([heading, first_of_many(said, most)], Message(": ")) if said else None


def with_count(heading: Sayable, said: Sequence[Sayable], most: int) -> Sayable | None:
    """Put some things behind a word with their number; nothing where there are none."""
    if not said:
        return None
    shown = first_of_many(said, most)
    return Message("{heading}: {count} ({shown})", {"heading": heading, "count": len(said), "shown": shown})


def if_they_left(names: Sequence[Sayable], day: dt.date) -> Sayable:
    """If these left on a day."""
    if len(names) == 1:
        return message("If {name} left on {day}", name=names[0], day=day)
    return message("If {names} left on {day}", names=joined(names, Message(_NAMES)), day=day)


def programme_is_over(day: dt.date) -> Sayable:
    """Say that the programme is over."""
    return message("The programme was closed on {day}: nobody can leave it any more.", day=day)


class LossTitles:
    """The titles that a template gives to what might be lost."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def of_list(self, list_: str, ids: Iterable[str]) -> list[Sayable]:
        """Return ids of items with their titles."""
        items = self._template.lists[list_]
        return [id_with_title(id_, items[id_].title) if id_ in items else as_written(id_) for id_ in ids]

    def requirements(self, ids: Iterable[str]) -> list[Sayable]:
        """Return ids of requirements with their titles."""
        return [id_with_title(id_, self._template.requirements[id_].title) for id_ in ids]

    def gate(self, gate: Gate) -> Sayable:
        """Return a gate by the title of its stage and its moment."""
        stage, moment = gate
        title = quoted(self._template.stage(stage).title) if stage in self._template.stage_ids else stage
        return Message("{stage} ({moment})", {"stage": title, "moment": MOMENT_WORDS[GateMoment(moment)]})


def leave_refused(findings: Sequence[Finding]) -> Sayable | None:
    """Say what the door has against the leave itself."""
    said = [_rule(finding) for finding in findings]
    return headed(message("leaving would be refused at present"), said, len(said))


def suspended(suspension: Suspension | None, titles: LossTitles, most: int) -> Sayable | None:
    """Say that the programme would stand still, from when, and why."""
    if suspension is None:
        return None
    why = first_of_many(titles.requirements(suspension.unmet), most)
    return message("the programme would be suspended from {day}: {why}", day=suspension.since, why=why)


def lapsed(lapses: Iterable[Lapse], names: Mapping[str, Sayable], most: int) -> Sayable | None:
    """Say which requirements that are asked now would not hold any more, and who would lack something."""
    said = [_lapse(lapse, names) for lapse in lapses if lapse.due and lapse.held and not lapse.holds]
    return with_count(message("requirements that would no longer be met"), said, most)


def passed(lapses: Iterable[Lapse], names: Mapping[str, Sayable], most: int) -> Sayable | None:
    """Say which requirements of gates passed, or still far away, would not hold any more."""
    said = [_lapse(lapse, names) for lapse in lapses if not lapse.due and lapse.held and not lapse.holds]
    return with_count(message("at other stages too"), said, most)


def _lapse(lapse: Lapse, names: Mapping[str, Sayable]) -> Sayable:
    title = id_with_title(lapse.requirement, lapse.title)
    if not lapse.lacks:
        return title
    who = first_of_many([names.get(id_) or as_written(id_) for id_ in lapse.lacks], _FEW, _NAMES)
    return message("{requirement} (not met by: {who})", requirement=title, who=who)


def refused(acts: Sequence[ActAsked], most: int) -> Sayable | None:
    """Say which acts would be refused that are lawful now."""
    return with_count(message("allowed now, would be refused"), [act.what for act in acts], most)


def refused_already(acts: Sequence[ActAsked], most: int) -> Sayable | None:
    """Say which moves and planned acts are not lawful now either."""
    said = [act.what for act in acts if not act.before and act.about != "like"]
    return headed(message("refused even now"), said, most)


def shut_again(gates: Sequence[Sayable], most: int) -> Sayable | None:
    """Say at which gates nothing blocks now, and something would."""
    return headed(message("gates where nothing blocks now and something would"), gates, most)


def vacant(roles: Sequence[str], titles: LossTitles, most: int) -> Sayable | None:
    """Say which roles would be held on paper only."""
    return headed(message("roles that nobody else holds"), titles.of_list("roles", roles), most)


def unanswered(functions: Sequence[str], titles: LossTitles, most: int) -> Sayable | None:
    """Say for which duties nobody would answer."""
    if not functions:
        return None
    return message(
        "nobody would answer for {functions}", functions=first_of_many(titles.of_list("functions", functions), most)
    )


def unproduced(wanted: Sequence[str], others: Sequence[str], titles: LossTitles, most: int) -> Sayable | None:
    """Say which outcomes nobody would produce, the wanted ones first."""
    if not wanted and not others:
        return None
    outcomes = first_of_many(titles.of_list("outcomes", (*wanted, *others)), most)
    if not wanted:
        return message("nobody would produce {outcomes}", outcomes=outcomes)
    return message(
        "nobody would produce {outcomes} (wanted by those who stay: {wanted})", outcomes=outcomes, wanted=len(wanted)
    )


def pairs_cut_off(pairs: int) -> Sayable | None:
    """Say how many pairs of partners would lose every way to each other."""
    return message("pairs of partners with no way to each other: {pairs}", pairs=pairs) if pairs else None


def untied(ties: int) -> Sayable:
    """Say how many ties go."""
    return message("ties lost: {ties}", ties=ties)


def item(said: Sayable) -> Sayable:
    """Put something on a line of its own under what came before."""
    return Message("- {said}", {"said": said})


def could_take_over(
    function: str, takers: Sequence[Taker], titles: LossTitles, names: Mapping[str, Sayable]
) -> Sayable:
    """Say who could take a function over, and why they are named."""
    said = [
        Message("{name}{why}", {"name": names[taker.partner], "why": in_brackets(taker.reasons)}) for taker in takers
    ]
    return message(
        "could take over {function}: {who}",
        function=titles.of_list("functions", (function,))[0],
        who=first_of_many(said, _FEW, _NAMES) if said else message("nobody is near"),
    )


def door_said(*, accepted: bool | None) -> Sayable:
    """Say how a step was taken."""
    match accepted:
        case True:
            return message("checked: accepted")
        case False:
            return message("checked: refused")
        case None:
            return message("not checked any further")


def outcome_of_plan(plan: ExitPlan, titles: LossTitles) -> Sayable:
    """Say whether the engine took the whole plan, and what would be open all the same."""
    refused = plan.refused
    if refused is not None:
        why = joined([_rule(finding) for finding in refused.findings], Message("; "))
        return message("the plan was checked and is refused at: {step} ({why})", step=refused.what, why=why)
    if plan.suspension is not None:
        said = message("the plan was checked and is accepted; the programme would be suspended all the same")
    else:
        said = message("the plan was checked and is accepted; the programme goes on")
    open_ = [lapse.requirement for lapse in plan.left_open if lapse.held and not lapse.holds]
    still = headed(message("still not met"), titles.requirements(open_), len(open_))
    return said if still is None else joined([said, still], Message("; "))


def _rule(finding: Finding) -> Sayable:
    return finding.title if finding.requirement is None else id_with_title(finding.requirement, finding.title)
