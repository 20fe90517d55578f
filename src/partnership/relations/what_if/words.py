"""Words: what would be lost, said to a coordinator in one sentence, or in lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from partnership.evaluation import Suspension
from partnership.findings import Finding, GateMoment
from partnership.findings.words import MOMENT_WORDS
from partnership.relations.saying import Pair, day_said, in_brackets, joined, pair, quoted
from partnership.relations.what_if.acts import Act
from partnership.relations.what_if.lapses import Gate, Lapse
from partnership.relations.what_if.plan import Plan
from partnership.relations.what_if.taking_over import Taker
from partnership.template import Template
from partnership.values import Text

_FEW = 3
_NAMES = "; "


def several(said: Sequence[Pair], most: int, joint: str = ", ") -> Pair:
    """Put the first so many in a row and count the rest; names are parted by `; `, for some have a comma in them."""
    shown, hidden = joined(said[:most], joint, joint), len(said) - most
    return shown if hidden <= 0 else (f"{shown[0]} and {hidden} more", f"{shown[1]} и ещё {hidden}")


def listed(en: str, ru: str, said: Sequence[Pair], most: int) -> Pair | None:
    """Put some things behind a word; nothing where there are none."""
    if not said:
        return None
    shown = several(said, most)
    return f"{en}: {shown[0]}", f"{ru}: {shown[1]}"


def counted(en: str, ru: str, said: Sequence[Pair], most: int) -> Pair | None:
    """Put some things behind a word with their number; nothing where there are none."""
    if not said:
        return None
    shown = several(said, most)
    return f"{en}: {len(said)} ({shown[0]})", f"{ru}: {len(said)} ({shown[1]})"


def opening(names: Iterable[Text], day: dt.date) -> Pair:
    """If these left on a day."""
    who = [pair(name) for name in names]
    said, on = joined(who, _NAMES, _NAMES), day_said(day)
    return f"If {said[0]} left on {on[0]}", f"Если {'уйдёт' if len(who) == 1 else 'уйдут'} {said[1]} ({on[1]})"


def closed(day: dt.date) -> Pair:
    """Say that the programme is over."""
    on = day_said(day)
    return (
        f"The programme was closed on {on[0]}: nobody can leave it any more.",
        f"Программа закрыта {on[1]}: выйти из неё уже нельзя.",
    )


class Titles:
    """The titles that a template gives to what might be lost."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def of_list(self, list_: str, ids: Iterable[str]) -> list[Pair]:
        """Return ids of items with their titles."""
        items = self._template.lists[list_]
        return [_titled(id_, items[id_].title) if id_ in items else (id_, id_) for id_ in ids]

    def requirements(self, ids: Iterable[str]) -> list[Pair]:
        """Return ids of requirements with their titles."""
        return [_titled(id_, self._template.requirements[id_].title) for id_ in ids]

    def gate(self, gate: Gate) -> Pair:
        """Return a gate by the title of its stage and its moment."""
        stage, moment = gate
        title = quoted(pair(self._template.stage(stage).title)) if stage in self._template.stage_ids else (stage, stage)
        said = MOMENT_WORDS[GateMoment(moment)]
        return f"{title[0]} ({said.en})", f"{title[1]} ({said.ru})"


def _titled(id_: str, title: Text) -> Pair:
    said = quoted(pair(title))
    return f"{id_} {said[0]}", f"{id_} {said[1]}"


def kept(findings: Sequence[Finding]) -> Pair | None:
    """Say what the door has against the leave itself."""
    said = [_rule(finding) for finding in findings]
    return listed("the leave would be refused as things stand", "в выходе пока будет отказано", said, len(said))


def suspended(suspension: Suspension | None, titles: Titles, most: int) -> Pair | None:
    """Say that the programme would stand still, from when, and why."""
    if suspension is None:
        return None
    why, since = several(titles.requirements(suspension.unmet), most), day_said(suspension.since)
    return (
        f"the programme would be suspended from {since[0]}: {why[0]}",
        f"программа будет приостановлена с {since[1]}: {why[1]}",
    )


def lapsed(lapses: Iterable[Lapse], names: Mapping[str, Text], most: int) -> Pair | None:
    """Say which requirements that are asked now would not hold any more, and who would lack something."""
    said = [_lapse(lapse, names) for lapse in lapses if lapse.due and lapse.held and not lapse.holds]
    return counted("requirements that would stop holding", "перестанут выполняться требования", said, most)


def passed(lapses: Iterable[Lapse], names: Mapping[str, Text], most: int) -> Pair | None:
    """Say which requirements of gates passed, or still far away, would not hold any more."""
    said = [_lapse(lapse, names) for lapse in lapses if not lapse.due and lapse.held and not lapse.holds]
    return counted("at other gates, too", "у других этапов тоже", said, most)


def _lapse(lapse: Lapse, names: Mapping[str, Text]) -> Pair:
    title = _titled(lapse.requirement, lapse.title)
    who = several([pair(names[id_]) if id_ in names else (id_, id_) for id_ in lapse.lacks], _FEW, _NAMES)
    return (f"{title[0]} - {who[0]}", f"{title[1]} — {who[1]}") if lapse.lacks else title


def refused(acts: Sequence[Act], most: int) -> Pair | None:
    """Say which acts would be refused that are lawful now."""
    said = [pair(act.what) for act in acts]
    en, ru = "acts lawful now that would be refused", "действия, разрешённые сейчас, в которых будет отказано"
    return counted(en, ru, said, most)


def refused_already(acts: Sequence[Act], most: int) -> Pair | None:
    """Say which moves and planned acts are not lawful now either."""
    said = [pair(act.what) for act in acts if not act.before and act.about != "like"]
    return listed("refused even now", "отказано уже сейчас", said, most)


def shut_again(gates: Sequence[Pair], most: int) -> Pair | None:
    """Say at which gates nothing blocks now, and something would."""
    return listed(
        "gates where nothing blocks now and something would", "этапы, где препятствий нет, но появятся", gates, most
    )


def vacant(roles: Sequence[str], titles: Titles, most: int) -> Pair | None:
    """Say which roles would be held on paper only."""
    said = titles.of_list("roles", roles)
    return listed("roles that nobody else holds", "роли, которые больше никто не исполняет", said, most)


def unanswered(functions: Sequence[str], titles: Titles, most: int) -> Pair | None:
    """Say for which duties nobody would answer."""
    if not functions:
        return None
    said = several(titles.of_list("functions", functions), most)
    return f"nobody would answer for {said[0]}", f"останутся без ответственного: {said[1]}"


def unproduced(wanted: Sequence[str], others: Sequence[str], titles: Titles, most: int) -> Pair | None:
    """Say which outcomes nobody would produce, the wanted ones first."""
    if not wanted and not others:
        return None
    said = several(titles.of_list("outcomes", (*wanted, *others)), most)
    if not wanted:
        return f"nobody would produce {said[0]}", f"никто не обеспечит результаты: {said[1]}"
    return (
        f"nobody would produce {said[0]} (wanted by those who stay: {len(wanted)})",
        f"никто не обеспечит результаты: {said[1]} (в стольких заинтересованы оставшиеся: {len(wanted)})",
    )


def cut(pairs: int) -> Pair | None:
    """Say how many pairs of partners would lose every way to each other."""
    if not pairs:
        return None
    return f"pairs of partners with no way to each other: {pairs}", f"пар партнёров без пути друг к другу: {pairs}"


def untied(ties: int) -> Pair:
    """Say how many ties go."""
    return f"ties lost: {ties}", f"будет потеряно связей: {ties}"


def item(said: Pair) -> Pair:
    """Put something on a line of its own under what came before."""
    return f"- {said[0]}", f"- {said[1]}"


def could_take_over(function: str, takers: Sequence[Taker], titles: Titles, names: Mapping[str, Text]) -> Pair:
    """Say who could take a function over, and why they are named."""
    title = titles.of_list("functions", (function,))[0]
    said = []
    for taker in takers:
        name, why = pair(names[taker.partner]), in_brackets(map(pair, taker.reasons))
        said.append((name[0] + why[0], name[1] + why[1]))
    who = several(said, _FEW, _NAMES) if said else ("nobody is near", "близких партнёров нет")
    return f"could take over {title[0]}: {who[0]}", f"могут принять {title[1]}: {who[1]}"


def door_said(*, accepted: bool | None) -> Pair:
    """Say how a step was taken."""
    match accepted:
        case True:
            return "tried: accepted", "проверено: принято"
        case False:
            return "tried: refused", "проверено: отказано"
        case None:
            return "not tried any more", "дальше не проверялось"


def outcome_of_plan(plan: Plan, titles: Titles) -> Pair:
    """Say whether the engine took the whole plan, and what would be open all the same."""
    refused = plan.refused
    if refused is not None:
        why = [_rule(finding) for finding in refused.findings]
        said = joined(why, "; ", "; ")
        return (
            f"the plan was tried and is refused at: {refused.what.en} ({said[0]})",
            f"план проверен, отказано на шаге: {refused.what.ru} ({said[1]})",
        )
    open_ = [lapse.requirement for lapse in plan.left_open if lapse.held and not lapse.holds]
    still = listed("still not holding", "всё ещё не выполняется", titles.requirements(open_), len(open_))
    if plan.suspension is not None:
        tail = "; the programme would be suspended all the same", "; программа всё равно будет приостановлена"
    else:
        tail = "; the programme goes on", "; программа продолжается"
    rest = ("", "") if still is None else (f"; {still[0]}", f"; {still[1]}")
    return f"the plan was tried and is accepted{tail[0]}{rest[0]}", f"план проверен и принят{tail[1]}{rest[1]}"


def _rule(finding: Finding) -> Pair:
    title = pair(finding.title)
    return title if finding.requirement is None else _titled(finding.requirement, finding.title)
