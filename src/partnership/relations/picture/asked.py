"""What a picture was asked to show: the network on its day, in a language, by which groups, under which title."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from partnership.evaluation import View
from partnership.relations.measures.options import By
from partnership.relations.network import Network
from partnership.relations.picture.sayings import day_in_words, said
from partnership.relations.picture.scene import Titles
from partnership.relations.taking import Graph, network_of
from partnership.values import Language, Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A network to be drawn, and how."""

    network: Network
    lang: Language
    by: By
    titles: Titles
    title: str | None
    interactive: bool

    def headed(self, phrase: str) -> str:
        """Return the title: as given, or what the programme is called, or else a fixed phrase."""
        return said(phrase, self.lang) if self.title is None else self.title

    def dated(self) -> tuple[str, ...]:
        """Return the day in words, if the picture is of one."""
        return () if self.network.on is None else (day_in_words(self.network.on, self.lang),)

    def say(self, en: str, ru: str) -> str:
        """Choose the words of the language."""
        return ru if self.lang == "ru" else en


def asked_of(
    graph: Graph, lang: Language, by: By, title: Text | None, on: dt.date | None, *, interactive: bool
) -> Asked:
    """Take what is to be drawn; of a snapshot also its title."""
    if isinstance(graph, View):
        graph = graph if on is None else replace(graph, date=on)
        started = graph.facts.started
        title = title if title is not None or started is None else started.title
    network = network_of(graph)
    if on is not None and network.on != on:
        network = network.as_of(on)
    titles: dict[object, Text] = {}
    if by == "sector":
        titles.update(network.titles.items())
    return Asked(network, lang, by, titles, None if title is None else title.in_language(lang), interactive)
