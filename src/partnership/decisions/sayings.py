"""What the door itself says, whatever the template asks: each refusal with its mend, in English and in Russian."""

from __future__ import annotations

import datetime as dt

from partnership.decisions.asking import Asking, said
from partnership.entries import AnyEntry
from partnership.findings import Finding, GateMoment, Lack
from partnership.records import RECORDS, field_types, noun
from partnership.template import Stage, Template
from partnership.values import nearest_hint


def not_started() -> Finding:
    """Say that there is no programme yet."""
    return said(
        "not_started",
        ("the programme has not begun", "программа ещё не начата"),
        ("start it first", "сначала начните её"),
    )


def already_started() -> Finding:
    """Say that a programme begins once."""
    return said(
        "already_started",
        ("the programme has begun already", "программа уже начата"),
        ("begin another one", "начните другую"),
    )


def before_start(start: dt.date, on: dt.date) -> Finding:
    """Say that a day lies before the first."""
    return said(
        "before_start",
        (f"{on} lies before the programme's first day, {start}", f"{on} раньше первого дня программы, {start}"),
        (f"give {start} or a later day", f"укажите {start} или более поздний день"),
    )


def recorded_backwards(last: dt.datetime, given: dt.datetime) -> Finding:
    """Say that a ledger is written forwards."""
    return said(
        "recorded_backwards",
        (
            f"written down at {given:%Y-%m-%d %H:%M}, but the entry before it only at {last:%Y-%m-%d %H:%M}",
            f"внесено {given:%Y-%m-%d %H:%M}, но предыдущая запись внесена {last:%Y-%m-%d %H:%M}",
        ),
        (
            "a ledger is only added to: keep the day as it is, and give the moment at which it is really written down",
            "книга только дополняется: оставьте день, а моментом внесения укажите действительный",
        ),
    )


def in_future(on: dt.date, limit: dt.datetime) -> Finding:
    """Say that a day has not come yet."""
    return said(
        "in_future",
        (f"{on} has not come yet: it is {limit:%Y-%m-%d}", f"{on} ещё не наступило: сегодня {limit:%Y-%m-%d}"),
        (
            "give the day on which it happened; a plan is told by a record's own dates",
            "укажите день, когда это произошло; планы вносят в собственные даты записи",
        ),
    )


def recorded_in_future(given: dt.datetime, limit: dt.datetime) -> Finding:
    """Say that nothing is written down before its time: nothing honest could be written after it."""
    return said(
        "recorded_in_future",
        (
            f"written down at {given:%Y-%m-%d %H:%M}, but it is only {limit:%Y-%m-%d %H:%M}",
            f"внесено {given:%Y-%m-%d %H:%M}, а сейчас только {limit:%Y-%m-%d %H:%M}",
        ),
        ("give the moment at which it is really written down", "укажите действительный момент внесения"),
    )


def written_in_future(entry: AnyEntry, limit: dt.datetime) -> Finding:
    """Say that an entry before this one claims a moment that has not come."""
    then, now = f"{entry.recorded:%Y-%m-%d %H:%M}", f"{limit:%Y-%m-%d %H:%M}"
    return said(
        "recorded_in_future",
        (
            f"entry {entry.seq} says it was written down at {then}, and it is only {now}",
            f"запись {entry.seq} будто бы внесена {then}, а сейчас только {now}",
        ),
        (f"withdraw entry {entry.seq}, and write it anew", f"отзовите запись {entry.seq} и внесите её заново"),
    )


def wrong_template(template: Template, law: str | None, on: dt.date) -> Finding:
    """Say that another law was in force on that day."""
    return said(
        "wrong_template",
        (
            f"on {on} the programme is kept under another law ({law}) than {template.id} {template.version}",
            f"на {on} программа ведётся по другой версии ({law}), не по {template.id} {template.version}",
        ),
        (
            "use the version that the ledger names, or migrate",
            "возьмите версию, названную в книге, или перейдите на новую",
        ),
    )


def after_close(day: dt.date) -> Finding:
    """Say that the programme is over."""
    return said(
        "after_close",
        (f"the programme was closed on {day}", f"программа закрыта {day}"),
        (
            "date it before the close, or begin another programme",
            "датируйте раньше закрытия или начните другую программу",
        ),
    )


def no_such_entry(number: int, length: int) -> Finding:
    """Say that the ledger has no entry of a number."""
    return said(
        "entry_unknown",
        (f"there is no entry {number}; the ledger has {length}", f"записи {number} нет; в книге {length}"),
        (
            "give the number of the entry, as `partnership ledger` shows it",
            "укажите номер записи из `partnership ledger`",
        ),
    )


def not_withdrawable(entry: AnyEntry) -> Finding:
    """Say which entries stay whatever becomes of them."""
    return said(
        "not_withdrawable",
        (
            f"entry {entry.seq} cannot be withdrawn: everything after it was decided on its ground",
            f"запись {entry.seq} отозвать нельзя: всё после неё решалось на её основании",
        ),
        (
            "a change of the law is undone by a migration back; another start is another programme",
            "смену правил отменяет обратный переход; другое начало — это другая программа",
        ),
    )


def needed_by_later(entry: AnyEntry, later: list[int]) -> Finding:
    """Say that what was changed afterwards would not fit what the record was before."""
    named = ", ".join(map(str, later))
    return said(
        "not_withdrawable",
        (
            f"entry {entry.seq} cannot be withdrawn alone: later changes of the same record would not fit without it",
            f"запись {entry.seq} нельзя отозвать отдельно: без неё не подходят более поздние правки той же записи",
        ),
        (f"withdraw those first that need it, among: {named}", f"сначала отзовите те, которым она нужна, из: {named}"),
    )


def record_withdrawn(kind: str, id_: str, withdrawn: int) -> Finding:
    """Say that the record which an entry is about was a mistake, and is not there any more."""
    named = noun(kind)
    return said(
        "unsupported",
        (
            f"{named.en} '{id_}' was recorded by mistake: entry {withdrawn} is withdrawn",
            f"запись «{id_}» ({named.ru}) внесена по ошибке: запись {withdrawn} отозвана",
        ),
        (
            "withdraw this entry too, or record it anew and write it again",
            "отзовите и эту запись или внесите всё заново",
        ),
    )


def withdrawn_already(entry: AnyEntry) -> Finding:
    """Say that an entry is withdrawn once."""
    return said(
        "not_withdrawable",
        (f"entry {entry.seq} has been withdrawn already", f"запись {entry.seq} уже отозвана"),
        ("nothing is left to do", "больше ничего делать не нужно"),
    )


def not_suspended() -> Finding:
    """Say that nobody has suspended the programme by hand."""
    return said(
        "not_suspended",
        ("nobody has suspended the programme by hand", "программа не приостановлена решением"),
        (
            "nothing to lift; a suspension by the law ends when it is mended",
            "снимать нечего; приостановка по правилу снимается исполнением",
        ),
    )


def bad_parameter(template: Template, name: str, value: object, expected: str) -> Finding:
    """Say which parameter cannot be set so."""
    hint = nearest_hint(name, template.parameters) if name not in template.parameters else None
    return said(
        "parameter",
        (f"parameter {name}: {value}", f"параметр {name}: {value}"),
        (hint.en, hint.ru) if hint is not None else (f"expected {expected}", f"ожидается {expected}"),
    )


def duplicate(kind: str, id_: str) -> Finding:
    """Say that an id is taken."""
    named = noun(kind)
    return said(
        "duplicate_id",
        (f"there is a {named.en} '{id_}' already", f"запись «{id_}» ({named.ru}) уже есть"),
        ("amend it, or choose another id", "измените её или выберите другой идентификатор"),
    )


def unknown_kind(kind: str) -> Finding:
    """Say that there is no such kind of record."""
    hint = nearest_hint(kind, RECORDS)
    return said(
        "unknown_kind",
        (f"there is no kind of record '{kind}'", f"нет вида записи «{kind}»"),
        (hint.en, hint.ru) if hint is not None else (", ".join(RECORDS),) * 2,
    )


def not_found(asking: Asking, kind: str, id_: str) -> Finding:
    """Say that there is nothing to amend or end."""
    known = [one for one in list(asking.index.firsts[kind]) if asking.exists(kind, one)]
    named, hint = noun(kind), nearest_hint(id_, known)
    return said(
        "not_found",
        (f"there is no {named.en} '{id_}'", f"нет записи «{id_}» ({named.ru})"),
        (hint.en, hint.ru) if hint is not None else ("record it first", "сначала внесите её"),
    )


def not_yet(kind: str, id_: str, start: dt.date) -> Finding:
    """Say that a record begins only later."""
    named = noun(kind)
    return said(
        "not_found",
        (
            f"{named.en} '{id_}' is recorded only from {start}",
            f"запись «{id_}» ({named.ru}) существует только с {start}",
        ),
        (f"give {start} or a later day", f"укажите {start} или более поздний день"),
    )


def already_ended(kind: str, id_: str, day: dt.date) -> Finding:
    """Say that a record has ended."""
    named = noun(kind)
    return said(
        "already_ended",
        (f"{named.en} '{id_}' ended on {day}", f"запись «{id_}» ({named.ru}) прекращена {day}"),
        ("record a new one under an id of its own", "внесите новую под своим идентификатором"),
    )


def unknown_field(kind: str, name: str) -> Finding:
    """Say that a kind has no such field, or that the field cannot be changed."""
    hint = nearest_hint(name, field_types(RECORDS[kind]))
    if name in {"id", "kind"}:
        return said(
            "bad_change",
            (f"the {name} of a record cannot be changed", f"поле {name} записи изменить нельзя"),
            ("end it and record another", "прекратите её и внесите другую"),
        )
    return said(
        "unknown_field",
        (f"{noun(kind).en} has no field '{name}'", f"у записи ({noun(kind).ru}) нет поля «{name}»"),
        (hint.en, hint.ru) if hint is not None else (", ".join(field_types(RECORDS[kind])),) * 2,
    )


def bad_change(kind: str, field: str, message: str) -> Finding:
    """Say what is wrong with a change."""
    return said(
        "bad_change",
        (f"{noun(kind).en}, {field}: {message}", f"{noun(kind).ru}, {field}: {message}"),
        ("give a value that the record can have", "укажите допустимое значение"),
    )


def no_such_stage(name: str, template: Template) -> Finding:
    """Say that a template has no such stage."""
    hint, stages = nearest_hint(name, template.stage_ids), template.stage_ids
    return said(
        "stage_unknown",
        (
            f"{template.id} {template.version} has no stage '{name}'",
            f"в шаблоне {template.id} {template.version} нет этапа «{name}»",
        ),
        (hint.en, hint.ru) if hint is not None else (", ".join(stages),) * 2,
        moment=GateMoment.EXIT,
    )


def not_chosen(here: Stage, onward: tuple[str, ...]) -> Finding:
    """Say that the next stage has to be named, or that there is none."""
    if onward:
        return said(
            "stage_not_chosen",
            (
                f"several stages follow {here.id}: {', '.join(onward)}",
                f"после этапа {here.id} возможны: {', '.join(onward)}",
            ),
            ("name one of them", "назовите один из них"),
            stage=here.id,
        )
    return said(
        "stage_not_next",
        (f"no stage follows {here.id}", f"после этапа {here.id} нет других"),
        ("close the programme, or go back", "завершите программу или вернитесь назад"),
        stage=here.id,
    )


def not_next(template: Template, here: Stage, to: str, ways: tuple[str, ...]) -> Finding:
    """Say that no way leads there from here."""
    names = ", ".join(ways) or "-"
    title = template.stage(to).title
    return said(
        "stage_not_next",
        (
            f"no way leads from {here.title.en} ({here.id}) to {title.en} ({to})",
            f"из этапа «{here.title.ru}» ({here.id}) нельзя перейти в «{title.ru}» ({to})",
        ),
        (f"from here one can go to: {names}", f"отсюда можно перейти: {names}"),
        moment=GateMoment.EXIT,
        stage=here.id,
    )


def not_final(here: Stage) -> Finding:
    """Say that a programme is completed from a last stage only."""
    return said(
        "stage_not_next",
        (f"{here.title.en} ({here.id}) is not a last stage", f"«{here.title.ru}» ({here.id}) не последний этап"),
        ("go through the stages that follow, or cancel", "пройдите следующие этапы или отмените программу"),
        stage=here.id,
        lacks=[Lack(what=here.title)],
    )
