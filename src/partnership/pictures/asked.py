"""What a picture was asked to show: the network on its day, in a language, by which groups, under which title."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from partnership.evaluation import View
from partnership.messages import Language, Message, Sayable, joined, language_of
from partnership.network.measures.options import By
from partnership.network.network import Network
from partnership.network.sources import Graph, network_of
from partnership.pictures.scene import GroupTitles


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A network to be drawn, and how."""

    network: Network
    lang: Language
    by: By
    titles: GroupTitles
    title: str | None
    interactive: bool

    def headed(self, question: Sayable) -> str:
        """Return the question that the picture answers, behind its title or what the programme is called."""
        asked = self.say(question)
        return asked if self.title is None else f"{self.title} · {asked}"

    def say(self, what: Sayable) -> str:
        """Say something in the language of the picture."""
        return what.in_language(self.lang)

    def summed_up(self, *parts: Sayable) -> str:
        """Say what there is to see in one line, and of which day."""
        on = self.network.on
        return self.say(joined(parts if on is None else (*parts, on), Message("; ")))


def asked_of(
    graph: Graph, lang: Language, by: By, title: Sayable | None, on: dt.date | None, *, interactive: bool
) -> PictureRequest:
    """Take what is to be drawn; of a snapshot also its title.

    Raises:
        UnknownLanguage: if it has no catalogue.
        InputError: if it is no graph.
    """
    lang = language_of(lang)
    if isinstance(graph, View):
        graph = graph if on is None else replace(graph, date=on)
        started = graph.facts.started
        title = title if title is not None or started is None else started.title
    network = network_of(graph)
    if on is not None and network.on != on:
        network = network.as_of(on)
    titles: dict[object, Sayable] = {}
    if by == "sector":
        titles.update(network.titles.items())
    return PictureRequest(network, lang, by, titles, None if title is None else title.in_language(lang), interactive)
