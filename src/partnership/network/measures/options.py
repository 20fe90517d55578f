"""What measures share: what a caller may choose, checked, with the nearest that exists; and what groups are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, Sayable, as_written, joined, listed, message
from partnership.network.network import Network
from partnership.network.nodes import GROUPED_BY, NodeId, NodeLabel, is_missing

By = str | Mapping[NodeId, NodeLabel]
"""Where the group of a node comes from: `sector`, `region`, `kind`, an attribute of its own, or a mapping by id."""


def check_number(value: float, low: float, high: float, what: Sayable) -> None:
    """Check that an option lies between two bounds, both included.

    Raises:
        InputError: if it does not; bounds and value are named.
    """
    if not low <= value <= high:
        raise InputError(_wrong(what, value, message("from {low} to {high}", low=str(low), high=str(high))))


def check_count(value: int, what: Sayable) -> None:
    """Check that there is one at least.

    Raises:
        InputError: if there is none.
    """
    if value < 1:
        raise InputError(_wrong(what, value, message("1 or more")))


def _wrong(what: Sayable, value: float, expected: Message) -> Fault:
    return Fault(None, Message("{what}: {value}", {"what": what, "value": str(value)}), expected=expected)


def groups(network: Network, by: By) -> list[NodeLabel]:
    """Return the group of each node by position; None where it has none.

    Raises:
        UnknownName: if no node has an attribute of that name; the nearest is proposed.
        InputError: if groups come from neither a name nor a mapping, or are what cannot be told apart (lists, say).
    """
    if not isinstance(by, str | Mapping):
        raise _no_groups(type(by).__name__)
    if isinstance(by, str) and by not in GROUPED_BY and len(network):
        known = {key for node in network.nodes for key in node.attributes}
        if by not in known:
            raise UnknownName(by, {*GROUPED_BY, *map(str, known)}, message("attribute of a node"))
    labels = network.labels(by)
    try:
        missing = frozenset(label for label in frozenset(labels) if is_missing(label))
    except TypeError:
        raise _no_groups(message("what cannot be told apart")) from None
    return [None if label in missing else label for label in labels] if missing - {None} else labels


def _no_groups(found: Sayable | str) -> InputError:
    expected = message("the name of an attribute, or a mapping from ids to labels such as text or numbers")
    return InputError(Fault(None, message("groups (by): {found}", found=found), expected=expected))


def group_source(by: By) -> str:
    """Name where groups come from, for the parameters of a figure."""
    return by if isinstance(by, str) else "mapping"


def group_title(network: Network, label: NodeLabel) -> Sayable:
    """Return the title of a group: that of the law for a sector of a programme, else the label itself."""
    return network.titles.get(str(label)) or as_written(str(label))


def group_pairs(network: Network, pairs: Iterable[tuple[NodeLabel, NodeLabel]]) -> Sayable:
    """Return pairs of groups by their titles; whoever is in most of them is named once, before a dash."""
    left = list(pairs)
    said: list[Sayable] = []
    while left:
        often = Counter(label for ends in left for label in ends)
        one = max(often, key=often.__getitem__)  # the first of equals
        others = [group_title(network, b if a == one else a) for a, b in left if one in (a, b)]
        said.append(joined([group_title(network, one), listed(others)], Message(" – ")))
        left = [ends for ends in left if one not in ends]
    return joined(said, Message("; "))
