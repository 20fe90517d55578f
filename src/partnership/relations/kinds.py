"""The kinds of edge that a ledger gives, and what each is called.

An edge of a *lived* kind is one that people have lived: declared, attended, visited, placed, in one team. Only lived
kinds tie partners to each other for the gates of a template (`partnership.index.Ties`), because on paper every
partnership is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from partnership.values import Text


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """What an edge says. `mutual`: it holds both ways alike. `lived`: it ties the partners at its ends."""

    id: str
    title: Text
    mutual: bool = False
    lived: bool = False


def _kind(id_: str, en: str, ru: str, *, mutual: bool = False, lived: bool = False) -> tuple[str, EdgeKind]:
    return id_, EdgeKind(id_, Text.of(en, ru), mutual=mutual, lived=lived)


EDGE_KINDS: Mapping[str, EdgeKind] = MappingProxyType(
    dict(
        [
            _kind("declared", "declared tie", "заявленная связь", mutual=True, lived=True),
            _kind("attended", "took part together", "участвовали вместе", mutual=True, lived=True),
            _kind("visits", "visits", "выезжает к", lived=True),
            _kind("placed", "placed at", "назначен на место", lived=True),
            _kind("teamed", "in one team", "в одной команде", mutual=True, lived=True),
            _kind("party", "party to the same agreement", "стороны одного соглашения", mutual=True),
            _kind("supervises", "supervises", "курирует"),
            _kind("member", "member of, on behalf of a partner", "входит от партнёра"),
            _kind("coordinates", "coordinates", "координирует"),
            _kind("role", "holds a role at", "исполняет роль"),
            _kind("belongs", "belongs to", "относится к"),
            _kind("accountable", "accountable for", "отвечает за"),
            _kind("responsible", "carries out", "исполняет"),
            _kind("consulted", "consulted on", "консультирует по"),
            _kind("informed", "informed of", "получает сведения о"),
            _kind("wants", "wants", "заинтересован в"),
            _kind("produces", "produces", "обеспечивает"),
            _kind("funds", "funds", "финансирует"),
            _kind("contributes", "contributes to", "вносит вклад в"),
        ]
    )
)
"""Every kind of edge in a graph that comes from a ledger; an analyst's own graph may have others."""

LIVED = frozenset(kind.id for kind in EDGE_KINDS.values() if kind.lived)
"""The kinds that tie partners for the gates."""

NODE_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "partner": Text.of("partner", "партнёр"),
        "person": Text.of("person", "человек"),
        "ward": Text.of("pupil", "воспитанник"),
        "body": Text.of("body", "орган"),
        "team": Text.of("team", "команда"),
        "club": Text.of("club", "клуб"),
        "place": Text.of("volunteer place", "добровольческое место"),
        "site": Text.of("site", "площадка"),
        "function": Text.of("function", "функция"),
        "outcome": Text.of("outcome", "результат"),
        "programme": Text.of("programme", "программа"),
    }
)
"""Every kind of node in a graph that comes from a ledger. A children's institution is a partner of that sector."""


def kind_title(kind: str) -> Text:
    """Return what a kind of edge is called; a kind of an analyst's own is called as it is written."""
    known = EDGE_KINDS.get(kind)
    return known.title if known is not None else Text.quoting(kind)
