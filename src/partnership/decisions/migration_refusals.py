"""What the door says of a migration: each refusal with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from partnership.acts import Advanced, Migrated
from partnership.decisions.context import DecisionContext, door_finding
from partnership.decisions.validators import Unfit
from partnership.findings import Finding, Lack
from partnership.messages import Message, as_written, message
from partnership.records import field_label
from partnership.template import Stage, Template, wanted_in
from partnership.values import nearest, nearest_hint, some

_MOST_CHOICES: Final = 12
"""As many as fit on a line."""


def law_in_force(law: Template) -> Finding:
    """Say that there is nothing to move to."""
    return door_finding(
        "wrong_template",
        message("the programme is under {id} {version} already", id=law.id, version=law.version),
        message("name another version"),
    )


def law_not_at_hand(template: str, version: str, digest: str) -> Finding:
    """Say that nobody knows the law that is to be moved to."""
    return door_finding(
        "law_not_at_hand",
        message("{template} {version} ({digest}) is not available", template=template, version=version, digest=digest),
        message("load that version and give it to `adopt` or `migrate`; to `decide`, among `laws`"),
    )


def other_version(law: Template, template: str, version: str) -> Finding:
    """Say that a digest belongs to another version than the command says."""
    return door_finding(
        "wrong_template",
        message(
            "this is the digest of {law} {version}, not of {other} {asked}",
            law=law.id,
            version=law.version,
            other=template,
            asked=version,
        ),
        message(
            "name {law} {version}, or give the digest of {other} {asked}",
            law=law.id,
            version=law.version,
            other=template,
            asked=version,
        ),
    )


def moved_later(template: Template, move: Advanced | Migrated) -> Finding:
    """Say that the order of stages and laws is not rewritten."""
    if isinstance(move, Migrated):
        moved = message(
            "the programme moved to {law} {version} on {date}", law=move.template, version=move.version, date=move.date
        )
    else:
        known = move.stage in template.stage_ids
        title = template.stage(move.stage).title if known else move.stage
        moved = message("the programme moved on to {title} on {date}", title=title, date=move.date)
    return door_finding(
        "stage_not_next",
        message("{moved}: no move can be put in before that", moved=moved),
        message("give {date:iso} or a later day", date=move.date),
    )


def migrated_from(opening: Advanced, move: Migrated) -> Finding:
    """Say that a migration rests on a move to a stage."""
    law = f"{move.template} {move.version}"
    return door_finding(
        "not_withdrawable",
        message(
            "on {date} the programme moved to {law} from the stage to which entry {seq} led",
            date=move.date,
            law=law,
            seq=opening.seq,
        ),
        message("go back by a move of its own"),
    )


# --- the stage -------------------------------------------------------------------------------------------------------


def stage_lost(law: Template, path: Sequence[Stage], leaves: Sequence[Stage]) -> Finding:
    """Say that a law lacks the stage in which the programme is, which is the last of a path."""
    here, names = path[-1], [stage.id for stage in leaves]
    alike = next((stage.id for stage in leaves if stage.title == here.title), None) or nearest(here.id, names)
    around = next((stage.id for stage in reversed(path) if stage.id in names), names[0])
    return door_finding(
        "stage_unmapped",
        message(
            "the programme is in {title} ({id}), and {law} {version} has no such stage",
            title=here.title,
            id=here.id,
            law=law.id,
            version=law.version,
        ),
        _say_where(here, names, alike or around),
        stage=here.id,
    )


def stage_parted(law: Template, here: Stage, parted: Stage, leaves: Sequence[Stage]) -> Finding:
    """Say that a stage has stages inside it under another law, and one of them must be chosen."""
    return door_finding(
        "stage_unmapped",
        message(
            "{title} ({id}) has stages of its own in {law} {version}",
            title=parted.title,
            id=parted.id,
            law=law.id,
            version=law.version,
        ),
        _say_where(here, [stage.id for stage in leaves], leaves[0].id),
        stage=here.id,
    )


def stage_kept(law: Template, here: Stage, there: str) -> Finding:
    """Say that a migration is no move to another stage."""
    other = f"{law.id} {law.version}"
    return door_finding(
        "stage_not_next",
        message(
            "{other} has the stage {title} ({id}) too: a migration does not lead to {there}",
            other=other,
            title=here.title,
            id=here.id,
            there=there,
        ),
        message("leave {id} out of `stages`, and advance", id=here.id),
        stage=here.id,
    )


def _say_where(here: Stage, names: Sequence[str], likely: str) -> Message:
    return message(
        "say in which stage it then is, such as stages: {{{id}: {likely}}}; there are: {choices}",
        id=here.id,
        likely=likely,
        choices=_some(names),
    )


# --- parameters and words --------------------------------------------------------------------------------------------


def parameter_kept(law: Template, name: str, value: object, wanted: Message) -> Finding:
    """Say that the programme has set a parameter as another law does not allow."""
    default = law.parameters[name].default
    return door_finding(
        "parameter_unmapped",
        message(
            "the programme has set {name} to {value}, and {id} {version} expects {wanted}",
            name=name,
            value=value,
            id=law.id,
            version=law.version,
            wanted=wanted,
        ),
        message("give it a value: parameters: {{{name}: {default}}}", name=name, default=default),
    )


def lost_word(context: DecisionContext, law: Template, uses: Sequence[tuple[Unfit, Any]]) -> Finding:
    """Say that records use a word that another law does not have, or a value that it types otherwise."""
    unfit = uses[0][0]
    names = context.explainer.names
    lacks = {
        record.id: Lack(subject=names.record(record.kept_as(), record.id), what=field_label(one.field))
        for one, record in uses
    }
    number, other = len(lacks), f"{law.id} {law.version}"
    if unfit.typed is not None and not unfit.choices:
        wanted = wanted_in(law, unfit.typed)
        return door_finding(
            "word_unmapped",
            message(
                "{list} is {wanted} in {other}, and '{word}' is recorded ({number} times)",
                list=unfit.list,
                wanted=wanted,
                other=other,
                word=unfit.word,
                number=number,
            ),
            message("end these records before the change, and record them again after it"),
            lacks=lacks.values(),
        )
    to = nearest(unfit.word, unfit.choices) or next(iter(unfit.choices), "...")
    example, choices = f"words: {{{unfit.list}: {{{unfit.word}: {to}}}}}", _some(unfit.choices)
    return door_finding(
        "word_unmapped",
        message(
            "'{word}' is not in the list {list} of {other}, and records use it ({number})",
            word=unfit.word,
            list=unfit.list,
            other=other,
            number=number,
        ),
        message("say what its new name is, such as {example}; there are: {choices}", example=example, choices=choices),
        lacks=lacks.values(),
    )


def no_such_list(law: Template, name: str, lists: Sequence[str]) -> Finding:
    """Say that words are given for a list that a law does not have."""
    hint = nearest_hint(name, lists)
    return door_finding(
        "unknown_word",
        message("words: {id} {version} has no list {name}", id=law.id, version=law.version, name=name),
        hint or as_written(_some(lists)),
    )


def no_such_word(law: Template, name: str, word: str, choices: Sequence[str]) -> Finding:
    """Say that a word is to become one that a law does not have."""
    hint = nearest_hint(word, choices)
    return door_finding(
        "unknown_word",
        message(
            "words: '{word}' is not in the list {name} of {id} {version}",
            word=word,
            name=name,
            id=law.id,
            version=law.version,
        ),
        hint or message("one of: {choices}", choices=_some(choices)),
    )


def register_taken(before: Template, word: str) -> Finding:
    """Say that a register cannot take the name of another, whose rows go by it."""
    return door_finding(
        "word_kept",
        message(
            "words: {id} {version} has a register '{word}' already", id=before.id, version=before.version, word=word
        ),
        message("give the register a name that none has had"),
    )


def word_kept(law: Template, name: str, word: str) -> Finding:
    """Say that a migration renames only what a law no longer has."""
    return door_finding(
        "word_kept",
        message(
            "words: {id} {version} has '{word}' in its list {name} too",
            id=law.id,
            version=law.version,
            word=word,
            name=name,
        ),
        message("remove it; to change what a record says, amend it"),
    )


def _some(words: Sequence[str]) -> str:
    return some(words, _MOST_CHOICES)
