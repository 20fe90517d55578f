"""What a file of another tool holds, with the line of each thing, on its way to a network."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Never

from partnership.base import InEnglish
from partnership.errors import Fault, InputError, UnknownName
from partnership.exchange.survey.words import recognised
from partnership.findings import FilePlace
from partnership.messages import Language, Message, Sayable, message
from partnership.network import Network, NodeId, network_of
from partnership.network.columns import MOST_IN_WORDS, is_strength
from partnership.network.nodes import is_missing
from partnership.network.sources import NAMES

Attributes = dict[str, Any]
"""What a file tells of a node or a tie, by the names that the file has for it."""

NODE_COLUMNS = ("name", "sector", "region")
TIE_COLUMNS = ("type", "strength")
"""What can be said to stand under another name."""

NOT_TAKEN = "-"
"""Stands for the name of something that is not to be taken."""

MOST_NODES = 1_000_000
"""Nodes that a file may announce."""

_NAME_ANOTHER = message(
    'let another attribute tell it: columns={{"strength": "..."}} (on the command line: --columns strength=...), '
    "or none (strength=-)"
)
_SURE = frozenset({"strength", "weight"})
_day = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?").fullmatch
_entries = re.compile(r"\d{1,9}( \d{1,9})*").fullmatch


class LeftOut(InEnglish, UserWarning):
    """Something in a file has no place in a network; `said` says what, in any language."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(said)

    def text(self, lang: Language = "en") -> str:
        """Say what it is."""
        return self.said.in_language(lang)


@dataclass(slots=True)
class FoundTie:
    """A tie as the file has it."""

    source: NodeId
    target: NodeId
    mutual: bool
    told: Attributes
    line: int


class Faults:
    """What is wrong with a file, each fault at its line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.line_of: Callable[[int], int] = int
        """How the line of something is found, where it is not told as one."""

    def fault(self, line: int, what: Sayable, hint: Sayable | None = None, column: int = 1) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(FilePlace(file=self.file, line=self.line_of(line), column=column), what, hint=hint))

    def refuse(self, line: int, what: Sayable, hint: Sayable | None = None, column: int = 1) -> Never:
        """Raise what is wrong, with all that was noted before."""
        self.fault(line, what, hint, column)
        raise InputError(self.faults)


class FoundNetwork(Faults):
    """Nodes and ties in the order of a file. `directed`: whether the file says that directions mean something."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.directed = False
        self.nodes: dict[NodeId, Attributes] = {}
        self.ties: list[FoundTie] = []
        self.left_out: Counter[str] = Counter()
        self._told_twice: set[tuple[Any, ...]] = set()

    def check_graphs(self, count: int, line: int) -> None:
        """Refuse a file of no graph, or of several."""
        if count != 1:
            hint = message("save one of them as a file of its own") if count else None
            self.refuse(line, message("a file of one graph is read; this one has {count}", count=count), hint)

    def node(self, id_: NodeId, told: Attributes, line: int) -> None:
        """Take a node."""
        if id_ is None:
            self.fault(line, message("a node without an id"))
        elif id_ in self.nodes:
            self.fault(line, message("two nodes have the id '{id}'", id=str(id_)))
        elif len(self.nodes) >= MOST_NODES:
            self.refuse(line, message("more than {most} nodes", most=MOST_NODES))
        else:
            self.nodes[id_] = told

    def tie(
        self, source: NodeId, target: NodeId, told: Attributes, line: int, *, mutual: bool, key: object = None
    ) -> None:
        """Take a tie; one that is marked mutual and comes once each way under one key is one."""
        if source is None or target is None:
            self.fault(line, message("a tie without its two ends"))
            return
        said = told.pop("mutual", None)
        mutual = mutual or said is True or said == "true"
        if key is not None and said is not None and mutual and source != target:
            same = (key, told.get("kind"), frozenset((source, target)))
            if same in self._told_twice:
                return
            self._told_twice.add(same)
        self.ties.append(FoundTie(source, target, mutual, told, line))

    def named_by_label(self) -> None:
        """Let labels be the ids where each node has one of its own, as in formats whose ids only count."""
        labels = {id_: str(told.get("label") or "") for id_, told in self.nodes.items()}
        if all(labels.values()) and len(set(labels.values())) == len(labels):
            self.nodes = {labels[id_]: told for id_, told in self.nodes.items()}
            for tie in self.ties:
                tie.source, tie.target = (labels.get(end, end) for end in (tie.source, tie.target))

    # --- as a network ------------------------------------------------------------------------------------------------

    def network(self, columns: Mapping[str, str]) -> Network:
        """Return all of it as a network.

        Raises:
            InputError: with every fault, at its line.
            UnknownName: for a column that there is not.
        """
        import networkx as nx

        for tie in self.ties:
            for end in dict.fromkeys((tie.source, tie.target)):
                if end not in self.nodes:
                    self.fault(tie.line, message("no node has the id '{id}'", id=str(end)))
        strength, kind = self._columns(columns)
        directed = self.directed or not all(tie.mutual for tie in self.ties)
        graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
        graph.add_nodes_from((id_, self._of_node(told, columns)) for id_, told in self.nodes.items())
        graph.add_edges_from(
            (tie.source, tie.target, number, self._of_tie(tie, strength, kind)) for number, tie in enumerate(self.ties)
        )
        if self.faults:
            raise InputError(self.faults)
        return network_of(graph)

    def _columns(self, columns: Mapping[str, str]) -> tuple[str | None, str | None]:
        """Return what tells the strength of a tie, and what its kind."""
        of_nodes = dict.fromkeys(name for told in self.nodes.values() for name in told)
        of_ties = dict.fromkeys(name for tie in self.ties for name in tie.told)
        for field, name in columns.items():
            if field not in {*NODE_COLUMNS, *TIE_COLUMNS}:
                raise UnknownName(field, (*NODE_COLUMNS, *TIE_COLUMNS), message("field of a network"))
            known = of_ties if field in TIE_COLUMNS else of_nodes
            if name != NOT_TAKEN and name not in known:
                raise UnknownName(name, known, message("attribute of the file"))
        names = list(of_ties)
        places = recognised(names)
        seen = {field: names[places[field]] for field in TIE_COLUMNS if field in places}
        if "kind" in of_ties:
            seen["type"] = "kind"
        guess = seen.get("strength", "strength")
        if guess not in _SURE and any(_number(tie.told.get(guess)) is None for tie in self.ties):
            del seen["strength"]  # a word such as "level" that means something else here
        found = {**seen, **columns}
        return found.get("strength"), found.get("type")

    def _of_node(self, told: Attributes, columns: Mapping[str, str]) -> Attributes:
        kept = self._dated(told)
        for field, name in columns.items():
            if field in NODE_COLUMNS:
                kept[field] = told.get(name)
        if not {"name", *NAMES} & kept.keys():
            kept["name"] = kept.pop("label", None)
        return {name: value for name, value in kept.items() if not is_missing(value)}

    def _of_tie(self, tie: FoundTie, strength: str | None, kind: str | None) -> Attributes:
        kept = self._dated(tie.told)
        number = None if strength is None else kept.get(strength)
        kept["strength"] = None if is_missing(number) else _number(number)
        if not is_missing(number) and kept["strength"] is None:
            what = message("'{value}' is no strength from 0 to {most}", value=str(number), most=MOST_IN_WORDS)
            self.fault(tie.line, what, _NAME_ANOTHER)
        kept["kind"] = None if kind is None else kept.get(kind)
        if not _are_entries(kept.get("entries")):
            kept.pop("entries", None)
        kept["mutual"] = tie.mutual
        return kept

    def _dated(self, told: Attributes) -> Attributes:
        """Take days as days; a moment that is none stays an attribute of a node, under a name of its own."""
        kept = dict(told)
        for field in ("start", "end"):
            value = kept.pop(field, None)
            if is_missing(value):
                continue
            day = day_in(value)
            if day is None:
                kept[f"{field}_"] = value
                self.left_out["times"] += 1
            else:
                kept[field] = day
        return kept


def day_in(value: Any) -> dt.date | None:
    """Return the day of a date or a moment as ISO 8601 writes it."""
    found = _day(str(value).strip())
    try:
        return None if found is None else dt.date.fromisoformat(found[1])
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    """Return a number from 0 on, with a point or a comma."""
    try:
        number = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        return None
    return number if is_strength(number) else None


def _are_entries(value: Any) -> bool:
    """Tell whether it is what the library writes: numbers of entries, as a list or as text."""
    if isinstance(value, str):
        return _entries(value) is not None
    return isinstance(value, Iterable) and all(isinstance(one, int) for one in value)
