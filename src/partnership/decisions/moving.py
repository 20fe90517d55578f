"""What the door says of a migration: each refusal with its mend, in English and in Russian."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from partnership.decisions.asking import Asking, said
from partnership.decisions.doors import MOST_CHOICES, Unfit, expected
from partnership.entries import Advanced, Migrated
from partnership.findings import Finding, Lack
from partnership.records import field_label
from partnership.template import Stage, Template
from partnership.values import Text, nearest, nearest_hint, some


def law_in_force(law: Template) -> Finding:
    """Say that there is nothing to move to."""
    return said(
        "wrong_template",
        (
            f"the programme is under {law.id} {law.version} already",
            f"программа уже ведётся по правилам {law.id} {law.version}",
        ),
        ("name another version", "укажите другую версию"),
    )


def law_not_at_hand(template: str, version: str, digest: str) -> Finding:
    """Say that nobody knows the law that is to be moved to."""
    return said(
        "law_not_at_hand",
        (
            f"{template} {version} ({digest}) is not at hand",
            f"правил {template} {version} ({digest}) нет под рукой",
        ),
        (
            "load that version and give it to `adopt` or `migrate`; to `decide`, among `laws`",
            "загрузите эту версию и передайте её в `adopt` или `migrate`, а в `decide` - среди `laws`",
        ),
    )


def other_version(law: Template, template: str, version: str) -> Finding:
    """Say that a digest belongs to another version than the command says."""
    return said(
        "wrong_template",
        (
            f"the digest is that of {law.id} {law.version}, not of {template} {version}",
            f"это отпечаток правил {law.id} {law.version}, а не {template} {version}",
        ),
        (
            f"name {law.id} {law.version}, or give the digest of {template} {version}",
            f"укажите {law.id} {law.version} либо отпечаток {template} {version}",
        ),
    )


def moved_later(template: Template, move: Advanced | Migrated) -> Finding:
    """Say that the order of stages and laws is not rewritten."""
    if isinstance(move, Migrated):
        en = f"the programme moved to {move.template} {move.version} on {move.date}"
        ru = f"программа перешла на правила {move.template} {move.version} {move.date}"
    else:
        known = move.stage in template.stage_ids
        title = template.stage(move.stage).title if known else Text.quoting(move.stage)
        en = f"the programme moved on to {title.en} on {move.date}"
        ru = f"программа перешла к этапу «{title.ru}» {move.date}"
    return said(
        "stage_not_next",
        (f"{en}: no move can be put in before that", f"{ru}: вставить переход раньше нельзя"),
        (f"give {move.date} or a later day", f"укажите {move.date} или более поздний день"),
    )


def migrated_from(opening: Advanced, move: Migrated) -> Finding:
    """Say that a migration rests on a move to a stage."""
    law = f"{move.template} {move.version}"
    return said(
        "not_withdrawable",
        (
            f"on {move.date} the programme moved to {law} from the stage to which entry {opening.seq} led",
            f"с этапа, к которому привела запись {opening.seq}, программа {move.date} перешла на правила {law}",
        ),
        ("go back by a move of its own", "вернитесь отдельным переходом"),
    )


# --- the stage -------------------------------------------------------------------------------------------------------


def stage_lost(law: Template, path: Sequence[Stage], leaves: Sequence[Stage]) -> Finding:
    """Say that a law lacks the stage in which the programme is, which is the last of a path."""
    here, names = path[-1], [stage.id for stage in leaves]
    alike = next((stage.id for stage in leaves if stage.title == here.title), None) or nearest(here.id, names)
    around = next((stage.id for stage in reversed(path) if stage.id in names), names[0])
    return said(
        "stage_unmapped",
        (
            f"the programme is in {here.title.en} ({here.id}), and {law.id} {law.version} has no such stage",
            f"программа на этапе «{here.title.ru}» ({here.id}), а в правилах {law.id} {law.version} его нет",
        ),
        _say_where(here, names, alike or around),
        stage=here.id,
    )


def stage_parted(law: Template, here: Stage, parted: Stage, leaves: Sequence[Stage]) -> Finding:
    """Say that a stage has stages inside it under another law, and one of them must be chosen."""
    return said(
        "stage_unmapped",
        (
            f"{parted.title.en} ({parted.id}) has stages of its own in {law.id} {law.version}",
            f"этап «{parted.title.ru}» ({parted.id}) в правилах {law.id} {law.version} разделён",
        ),
        _say_where(here, [stage.id for stage in leaves], leaves[0].id),
        stage=here.id,
    )


def stage_kept(law: Template, here: Stage, there: str) -> Finding:
    """Say that a migration is no move to another stage."""
    other = f"{law.id} {law.version}"
    return said(
        "stage_not_next",
        (
            f"{other} has the stage {here.title.en} ({here.id}) too: a migration does not lead to {there}",
            f"этап «{here.title.ru}» ({here.id}) есть и в правилах {other}: смена правил не ведёт на {there}",
        ),
        (f"leave {here.id} out of `stages`, and advance", f"уберите {here.id} из `stages` и сделайте переход"),
        stage=here.id,
    )


def _say_where(here: Stage, names: Sequence[str], likely: str) -> tuple[str, str]:
    return (
        f"say in which stage it then is, such as stages: {{{here.id}: {likely}}}; there are: {_some(names)}",
        f"укажите, на каком она этапе, например stages: {{{here.id}: {likely}}}; есть: {_some(names)}",
    )


# --- parameters and words --------------------------------------------------------------------------------------------


def parameter_kept(law: Template, name: str, value: object, wanted: str) -> Finding:
    """Say that the programme has set a parameter as another law does not allow."""
    default = law.parameters[name].default
    return said(
        "parameter_unmapped",
        (
            f"the programme has set {name} to {value}, and {law.id} {law.version} expects {wanted}",
            f"в программе {name} = {value}, а по правилам {law.id} {law.version} ожидается {wanted}",
        ),
        (f"give it a value: parameters: {{{name}: {default}}}", f"задайте значение: parameters: {{{name}: {default}}}"),
    )


def lost_word(asking: Asking, law: Template, uses: Sequence[tuple[Unfit, Any]]) -> Finding:
    """Say that records use a word that another law does not have, or a value that it types otherwise."""
    unfit = uses[0][0]
    names = asking.explainer.names
    lacks = {
        record.id: Lack(subject=names.record(record.kind, record.id), what=field_label(one.field))
        for one, record in uses
    }
    number, other = len(lacks), f"{law.id} {law.version}"
    if unfit.typed is not None and not unfit.choices:
        wanted = expected(unfit.typed)
        return said(
            "word_unmapped",
            (
                f"{unfit.list} is {wanted} in {other}, and '{unfit.word}' is recorded ({number} times)",
                f"{unfit.list}: по правилам {other} это {wanted}, а внесено «{unfit.word}» (раз: {number})",
            ),
            (
                "end these records before the move, and record them anew after it",
                "прекратите эти записи до перехода и внесите заново после него",
            ),
            lacks=lacks.values(),
        )
    to = nearest(unfit.word, unfit.choices) or next(iter(unfit.choices), "...")
    example, choices = f"words: {{{unfit.list}: {{{unfit.word}: {to}}}}}", _some(unfit.choices)
    return said(
        "word_unmapped",
        (
            f"'{unfit.word}' is not in the list {unfit.list} of {other}, and records use it ({number})",
            f"«{unfit.word}» нет в списке {unfit.list} правил {other}, а в записях есть ({number})",
        ),
        (
            f"say what it is called there, such as {example}; there are: {choices}",
            f"укажите, как это там называется, например {example}; есть: {choices}",
        ),
        lacks=lacks.values(),
    )


def no_such_list(law: Template, name: str, lists: Sequence[str]) -> Finding:
    """Say that words are given for a list that a law does not have."""
    hint = nearest_hint(name, lists)
    return said(
        "unknown_word",
        (
            f"words: {law.id} {law.version} has no list {name}",
            f"words: в правилах {law.id} {law.version} нет списка {name}",
        ),
        (hint.en, hint.ru) if hint is not None else (_some(lists),) * 2,
    )


def no_such_word(law: Template, name: str, word: str, choices: Sequence[str]) -> Finding:
    """Say that a word is to become one that a law does not have."""
    hint = nearest_hint(word, choices)
    return said(
        "unknown_word",
        (
            f"words: '{word}' is not in the list {name} of {law.id} {law.version}",
            f"words: «{word}» нет в списке {name} правил {law.id} {law.version}",
        ),
        (hint.en, hint.ru) if hint is not None else (f"one of: {_some(choices)}", f"одно из: {_some(choices)}"),
    )


def word_kept(law: Template, name: str, word: str) -> Finding:
    """Say that a migration renames only what a law no longer has."""
    return said(
        "word_kept",
        (
            f"words: {law.id} {law.version} has '{word}' in its list {name} too",
            f"words: «{word}» есть и в списке {name} правил {law.id} {law.version}",
        ),
        (
            "leave it out; to say something else of a record, amend it",
            "уберите его; чтобы сказать о записи другое, измените её",
        ),
    )


def _some(words: Sequence[str]) -> str:
    return some(words, MOST_CHOICES)
