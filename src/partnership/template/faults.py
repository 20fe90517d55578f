"""What a validator found, put into words that an author of YAML can act on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Language, Message, escape, message
from partnership.records import REGISTERS, field_types
from partnership.template import schema_faults
from partnership.template.fault_messages import saying
from partnership.template.kinds import KINDS
from partnership.template.kinds.references import ValueOf, marks_of
from partnership.template.requirement import ActShape, RequirementShape
from partnership.template.schema_faults import Mistake, choices_of, keys_of
from partnership.template.terms import Read
from partnership.template.tree import Path, Tree
from partnership.values import MOST_OFFERED, Listed, Wanted, id_trouble, nearest_hint, rewritten, tag_hint

_BY_TYPE: Final = {
    "bool_type": "truth",
    "date_type": "not_a_day",
    "dict_type": "not_a_mapping",
    "id": "not_an_id",
    "int_type": "not_a_whole_number",
    "list_type": "not_a_list",
    "model_attributes_type": "not_a_mapping",
    "model_type": "not_a_mapping",
    "no_words": "not_a_text",
    "string_pattern_mismatch": "jurisdiction",
    "string_type": "word",
    "tuple_type": "not_a_list",
}
_BOUNDS: Final = {
    "greater_than_equal": ("too_small", "ge"),
    "less_than_equal": ("too_large", "le"),
    "too_short": ("too_few", "min_length"),
    "too_long": ("too_large", "max_length"),
    "string_too_short": ("too_few", "min_length"),
    "string_too_long": ("too_large", "max_length"),
}
_DEEPEST: Final = 40  # what the reading room lets through; the validator itself gives up much later
_KEYS: Final = {
    "act_shape": ("amend", "end", "advance", "where"),
    "dates_reversed": ("effective_to",),
    "exact_and_bounds": ("exactly",),
    "min_over_max": ("max", "exactly", "n", "at_least"),
    "mean_of_one": ("target",),
    "never_so": ("op",),
    "periods_reversed": ("at_most", "deadline"),
    "ward_bands": ("by_age_band",),
}
"""The key to point at, for faults that lie between several keys of one value."""


def template_faults(error: ValidationError, tree: Tree, model: type[BaseModel]) -> list[Fault]:
    """Say each error of validating `tree.value` as `model`, with its place."""
    return schema_faults.described_faults(error, tree, _say, model=model, spelt=_spelt)


def _spelt(key: str) -> Collection[str]:
    """A check stands among the keys of its requirement, under its own word."""
    return KINDS if key == "check" else (key,)


def fault(
    at: FilePlace | None,
    name: str,
    *,
    word: object = "",
    more: object = "",
    choices: Iterable[str] = (),
    guess: str | None = None,
    wanted: Message | None = None,
) -> Fault:
    """One fault from the table of sentences; with `guess`, the choice that is nearest to it is proposed.

    `wanted` is what was expected, where the table cannot know it.
    """
    offered = tuple(choices)
    what, expected = saying(name, word=word, more=more, choices=offered)
    expected = wanted or expected
    hint = None if guess is None else nearest_hint(guess, offered)
    # A long list of what could stand there hides the one word that was meant.
    return Fault(at, what, None if hint is not None and len(offered) > MOST_OFFERED else expected, hint)


def _say(found: Mistake) -> Fault:
    kind, given = found.kind, found.given
    match kind:
        case "said":
            return _said(found)
        case "missing":
            if found.loc[-1] == "check":
                return fault(found.at, "no_kind")
            return fault(found.at, "missing_key", word=found.loc[-1])
        case "extra_forbidden":
            return _unknown_key(found)
        case "union_tag_invalid" | "union_tag_not_found":
            return _no_such_check(given, found.tree, found.path)
        case "literal_error":
            return _no_choice(found)
        case "recursion_loop":
            return fault(found.at, "too_deep", more=_DEEPEST)
        case _ if kind in _BOUNDS:
            name, bound = _BOUNDS[kind]
            return fault(found.at, name, word=_shown(given), more=found.context[bound])
        case "language_tag":
            return _no_language(found)
        case _ if kind in _BY_TYPE:
            name = "not_a_text" if found.context.get("class_name") == "Text" else _BY_TYPE[kind]
            return _of_type(found, name)
        case _:
            reason = str(found.context.get("error", found.message))
            if reason.startswith("a duration"):
                said = fault(found.at, "period", word=_shown(given), wanted=saying("whole_days").expected)
                return replace(said, hint=rewritten(given, "whole_days"))
            return fault(found.at, "other", word=_shown(given), more=reason)


_WANTED: Final[Mapping[str, Wanted]] = {
    "not_a_day": "day",
    "not_a_whole_number": "number",
    "number": "number",
    "period": "period",
    "share": "share",
    "threshold": "share",
    "truth": "truth",
    "whole": "number",
}
"""What is wanted where a sentence is said, for proposals of how it would be written."""

_SIGNS: Final = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte", "=": "eq", "==": "eq", "!=": "ne"}
_ALSO_CALLED: Final = {
    "string": "text",
    "str": "text",
    "int": "integer",
    "float": "decimal",
    "number": "decimal",
    "percent": "share",
    "percentage": "share",
    "period": "duration",
    "days": "duration",
    "bool": "boolean",
    "day": "date",
    "enum": "choice",
    "select": "choice",
    **_SIGNS,
}
"""What types are called elsewhere."""

_OPERATORS_CALLED: Final = {
    "min": "gte",
    "max": "lte",
    "at_most": "lte",
    "equals": "eq",
    "is": "eq",
    "not": "ne",
    "contains": "has",
    "exists": "set",
    **_SIGNS,
}
"""What operators are called elsewhere."""


def _of_type(found: Mistake, name: str) -> Fault:
    """Say what a value is not, and how it would be written as what is wanted."""
    given = found.given
    if name == "not_a_list" and isinstance(given, dict) and given:
        return replace(fault(found.at, "no_dash"), hint=message("write '- ' here, as before each item of a list"))
    hint: Message | None = None
    if name == "not_a_list" and isinstance(given, str):
        hint = bracketed(given)
    elif (one := _one_act(found)) is not None:
        hint = one
    elif name == "not_a_mapping" and isinstance(given, (str, list)):
        hint = _in_a_key(found)
    elif name == "word" and isinstance(given, (int, Decimal, date)):
        hint = message('for text write "{word}" in quotes', word=_shown(given))
    elif name == "not_an_id":
        hint = _id_hint(given)
    elif (wanted := _WANTED.get(name)) is not None:
        hint = rewritten(given, wanted)
    said = fault(found.at, name, word=_shown(given))
    return replace(said, hint=hint, expected=None if name == "not_an_id" and hint is not None else said.expected)


def bracketed(given: str) -> Message:
    """Propose a list of the words that a text holds."""
    words = given.replace(",", " ").split()
    return message("write {instead}", instead=escape(f"[{', '.join(words)}]", 80))


def _in_a_key(found: Mistake) -> Message | None:
    """Propose the keys that a bare word or list belongs under: those that must be there, else the one that can name
    such words, else the first.
    """
    words = found.given if isinstance(found.given, list) else [found.given]
    for shape in () if found.model is None else schema_faults.models_at(found.model, found.loc):
        fields = {field.alias or name: field for name, field in shape.model_fields.items()}
        required = [key for key, field in fields.items() if field.is_required()]
        naming = [
            key
            for key, field in fields.items()
            if any(words and all(_is_named(mark, word, found.tree.value) for word in words) for mark in marks_of(field))
        ]
        first, *others = required or naming[:1] or list(fields)[:1]
        given = words[0] if len(words) == 1 and _is_one(fields[first]) else found.given
        if first != "id" and not (isinstance(given, list) and _is_one(fields[first])):
            word = "..." if isinstance(given, str) and " " in given else _shown(given)
            written = ", ".join([f"{first}: {word}", *(f"{key}: ..." for key in others)])
            return message("write {instead}", instead=escape(f"{{{written}}}", 80))
    return None


def _is_named(mark: object, word: object, template: Mapping[str, Any]) -> bool:
    """Tell whether a word is an item of the list, or a declared record of the kind, that a mark tells of."""
    match mark:
        case Listed(list=items):
            return any(item.get("id") == word for item in _items(template, items))
        case ValueOf(register=register, field=field):
            kinds = field_types(REGISTERS[register])[field].kinds
            return any(one.get("id") == word and one.get("kind") in kinds for one in _items(template, "records"))
        case _:
            return False


def _items(template: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = template.get(name)
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def _is_one(field: FieldInfo) -> bool:
    """Tell whether a field holds a single word or value."""
    types = [each for each in get_args(field.annotation) or (field.annotation,) if each is not NoneType]
    is_word = all(each is str or get_args(each)[:1] == (str,) for each in types)
    return is_word or any(isinstance(mark, Read) and mark.definition == "Operand" for mark in marks_of(field))


def _one_act(found: Mistake) -> Message | None:
    """Say that several acts, or kinds, are as many items of the list in which the act stands."""
    if not isinstance(found.given, list) or found.model is None:
        return None
    shapes = (*schema_faults.models_at(found.model, found.loc), *schema_faults.models_at(found.model, found.loc[:-1]))
    if ActShape not in shapes:
        return None
    if len(found.given) == 1:
        return message("write it without the brackets")
    items = next((key for key, at in zip(found.path, found.path[1:], strict=False) if isinstance(at, int)), "guards")
    return message("one act of one kind stands here: write an item of `{items}` for each", items=items)


def _id_hint(given: Any) -> Message | None:
    if isinstance(given, str):
        return id_trouble(given)
    return message('for text write "{word}" in quotes', word=_shown(given)) if isinstance(given, int) else None


def _unquoted(at: FilePlace, word: str) -> Fault:
    return replace(fault(at, "not_a_choice", word=word, choices=(word,)), hint=message("write it without quotes"))


def _unknown_key(found: Mistake) -> Fault:
    """Say that a key means nothing here; of a requirement, whose check is missing, that it is no check."""
    key = str(found.loc[-1])
    if found.meant == "check" and nearest_hint(key, KINDS) is None:
        return fault(found.key_at, "unknown_kind", word=key, choices=KINDS)
    keys = sorted(keys_of(found.shapes) - {"check"})
    near = nearest_hint(key, {*keys, *(KINDS if RequirementShape in found.shapes else ())})
    said = fault(found.key_at, "unknown_key", word=key, choices=keys)
    return replace(said, hint=near, expected=said.expected if near is None or len(keys) <= MOST_OFFERED else None)


def _no_choice(found: Mistake) -> Fault:
    """Say that a word is none of those that can stand here."""
    given = found.given
    words = choices_of(str(found.context["expected"]))
    if given in words and not isinstance(given, int):
        return _unquoted(found.at, given)
    hint = _ALSO_CALLED.get(given) if isinstance(given, str) else None
    if hint in words:
        return replace(
            fault(found.at, "not_a_choice", word=given, choices=words),
            hint=message("write {instead}", instead=hint),
        )
    return fault(found.at, "not_a_choice", word=_shown(given), choices=words, guess=_shown(given))


def lacking_languages(
    texts: Iterable[dict[str, Any]], tree: Tree, said_in: Mapping[str, Collection[Language]]
) -> list[Fault]:
    """Say of texts, as they were written, which of the languages of their own file they lack."""
    lacking = {id(text) for text in texts}
    found: list[Fault] = []
    for path, text in _dicts(tree.value, ()) if lacking else ():
        if id(text) in lacking:
            at = tree.place(path)
            lacked = [tag for tag in said_in.get(at.file, ()) if tag not in text]
            found += [replace(fault(at, "missing_key", word=tag), hint=_SAY_IT_TOO) for tag in lacked]
    return found


_SAY_IT_TOO: Final = message("say it in this language too; or name those of the file alone, languages: [...]")


def _dicts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inside in steps:
        yield from _dicts(inside, (*path, step))


def _no_language(found: Mistake) -> Fault:
    tag = str(found.context["tag"])
    at = found.tree.place((*found.path, tag), True)  # noqa: FBT003 - the key
    return replace(fault(at, "language_tag", word=tag), hint=tag_hint(tag))


def _said(found: Mistake) -> Fault:
    context, given, path = found.context, found.given, found.path
    name, word = context["name"], context["word"]
    as_key = name in {"unknown_key", "unknown_operator", "day_before"}
    if isinstance(given, dict):
        path = (*path, *[key for key in _KEYS.get(name, ()) if key in given][:1])
        if name == "two_kinds":
            path, as_key = (*path, [key for key in given if key in KINDS][1]), True
    place = found.tree.place(path, as_key)
    guess = word if name in {"unknown_key", "unknown_operator"} else None
    said = fault(place, name, word=word or _shown(given), more=context["more"], choices=context["choices"], guess=guess)
    if name == "unknown_operator" and word in _OPERATORS_CALLED:
        return replace(said, hint=message("write {instead}", instead=_OPERATORS_CALLED[word]))
    if said.hint is None and (wanted := _WANTED.get(name)) is not None:
        return replace(said, hint=_as_parameter(given) or rewritten(given, wanted))
    return said


def _as_parameter(given: Any) -> Message | None:
    """Propose the dollar sign that is missing before a parameter."""
    if isinstance(given, str) and given.startswith(("param.", "parameter.", "params.")):
        return message("write {instead}", instead=escape(f"$param.{given.partition('.')[2]}", 80))
    return None


def _no_such_check(given: Any, tree: Tree, path: Path) -> Fault:
    keys = [key for key in given if isinstance(key, str)] if isinstance(given, dict) else []
    known = [key for key in keys if key in KINDS]
    if len(known) > 1:
        return fault(tree.place((*path, known[1]), True), "two_kinds", word=", ".join(known))  # noqa: FBT003 - the key
    unknown = [key for key in keys if key not in KINDS]
    if not unknown:
        return fault(tree.place(path), "check")
    at = tree.place((*path, unknown[0]), True)  # noqa: FBT003 - the key
    if known:
        return fault(at, "unknown_key", word=unknown[0], choices=(known[0],), guess=unknown[0])
    return fault(at, "unknown_kind", word=unknown[0], choices=KINDS, guess=unknown[0])


def _shown(given: Any) -> str:
    match given:
        case bool():
            return str(given).lower()
        case dict():
            return "{...}"
        case list():
            return f"[{', '.join(given)}]" if all(isinstance(each, str) for each in given) else "[...]"
        case _:
            return str(given)
