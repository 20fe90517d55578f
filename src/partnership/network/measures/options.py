"""What a caller may choose in a measure, checked: where a choice does not exist, the nearest that does is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, Sayable, message
from partnership.network.network import Network
from partnership.network.nodes import NodeId, NodeLabel, is_missing

By = str | Mapping[NodeId, NodeLabel]
"""Where the group of a node comes from: `sector`, `region`, `kind`, an attribute of its own, or a mapping by id."""

_KNOWN = ("sector", "region", "kind")


def check(value: str, choices: Any, what: Sayable) -> None:
    """Check a choice against the `Literal` that lists them all.

    Raises:
        UnknownName: if it is none of them; the nearest is proposed.
    """
    allowed: tuple[str, ...] = get_args(choices)
    if value not in allowed:
        raise UnknownName(str(value), allowed, what)


def check_number(value: float, low: float, high: float, what: Sayable) -> None:
    """Check that an option lies between two bounds, both included.

    Raises:
        InputError: if it does not; bounds and value are named.
    """
    if not low <= value <= high:
        raise InputError(
            Fault(
                None,
                Message("{what}: {value}", {"what": what, "value": str(value)}),
                expected=message("from {low} to {high}", low=str(low), high=str(high)),
            )
        )


def groups(network: Network, by: By) -> list[NodeLabel]:
    """Return the group of each node by position; None where it has none.

    Raises:
        UnknownName: if no node has an attribute of that name; the nearest is proposed.
        InputError: if groups come from neither a name nor a mapping, or are what cannot be told apart (lists, say).
    """
    if not isinstance(by, str | Mapping):
        raise _no_groups(type(by).__name__)
    if isinstance(by, str) and by not in _KNOWN and len(network):
        known = {key for node in network.nodes for key in node.attributes}
        if by not in known:
            raise UnknownName(by, {*_KNOWN, *map(str, known)}, message("attribute of a node"))
    labels = network.labels(by)
    try:
        distinct = frozenset(labels)
    except TypeError:
        raise _no_groups(message("what cannot be told apart")) from None
    missing = frozenset(label for label in distinct if is_missing(label))
    return labels if missing <= {None} else [None if label in missing else label for label in labels]


def _no_groups(found: Sayable | str) -> InputError:
    return InputError(
        Fault(
            None,
            message("groups (by): {found}", found=found),
            expected=message("the name of an attribute, or a mapping from ids to labels such as text or numbers"),
        )
    )


def group_source(by: By) -> str:
    """Name where groups come from, for the parameters of a figure."""
    return by if isinstance(by, str) else "mapping"


def in_order(labels: Iterable[NodeLabel]) -> list[NodeLabel]:
    """Return each group once, in the order in which they came, without those who have none."""
    return [label for label in dict.fromkeys(labels) if label is not None]
