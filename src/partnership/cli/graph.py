"""`partnership graph`: who is tied to whom, in sentences, as a picture, or as a file for another tool."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from partnership import exchange, pictures
from partnership.cli.arguments import GRAPH_FORMS, NETWORK_SUFFIXES
from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import (
    Unusable,
    check_file,
    nearest_choice,
    opened,
    said_by_error,
    save_and_say,
    snapshot_on,
    tell_all,
)
from partnership.cli.option_values import shown_argument, shown_file
from partnership.cli.shapes import (
    JsonShape,
    fields_shape,
    plain,
    programme_shape,
    standing_shape,
    suspension_shape,
    text_shape,
    write_json,
)
from partnership.errors import NotLawful, PartnershipError, UnknownName
from partnership.evaluation import View
from partnership.messages import Message, Sayable, message
from partnership.network import (
    Edge,
    Figure,
    Graph,
    Network,
    Node,
    centralisation,
    communities,
    cut_partners,
    density,
    ei_index,
    exit_impact,
    function_network,
    governance,
    multiplexity,
    network_of,
    one_sided,
    outcome_network,
    partner_network,
    relationship_network,
    sector_network,
    smallest_carrying_set,
    what_if,
)
from partnership.network.what_if import ExitPlan, WhatIf
from partnership.programme import Programme

if TYPE_CHECKING:
    from argparse import Namespace

_SEED: Final = 1
"""With which groups are sought, so that two runs say the same; the pictures have the same."""
_STANDARD_OUTPUT: Final = "-"
_DRAWN: Final = frozenset({"svg", "html"})

_OF_PROGRAMMES: Final = ("without", "personal_data", "template", "head", "strict_time")
"""Options that ask more than a network."""

_TITLES: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "everybody": message("everybody and everything"),
        "outcomes": message("outcomes"),
        "functions": message("duties"),
        "sectors": message("sectors"),
    }
)

_PICTURES: Final[Mapping[str, pictures.PictureForm]] = MappingProxyType(
    {"sectors": "quotient", "communities": "communities"}
)
"""What is drawn otherwise than its size alone would have it."""

_ASKED_OF_TIES: Final[tuple[Callable[[Graph], Figure[Any]], ...]] = (
    density,
    centralisation,
    ei_index,
    cut_partners,
    exit_impact,
    multiplexity,
)
"""What a coordinator asks of any network first."""

_ASKED_OF_PROGRAMMES: Final[tuple[Callable[[View], Figure[Any]], ...]] = (
    one_sided,
    smallest_carrying_set,
    governance,
    what_if,
)
"""What needs the law and the records beside the ties."""

_FIGURE: Final = ("measure", "value", "sentence", "definition", "source", "parameters")
_ACT: Final = ("about", "what", "before", "after", "commands", "findings")
_STEP: Final = ("by", "what", "why", "accepted", "command", "findings")
"""What is told of a figure, of an act that was asked, and of a step of the plan, in JSON."""


def graph(asked: Namespace, console: Console) -> Exit:
    """Tell, draw or write who is tied to whom on a day, or what would be if somebody left."""
    form = _form(asked)
    if Path(asked.file).suffix.lower() in NETWORK_SUFFIXES:
        _graph_of_file(asked, form, console)
        return Exit.FINE
    if asked.columns is not None:
        raise Unusable(message("--columns is for networks of other tools ({choices})", choices=NETWORK_SUFFIXES))
    found = opened(asked, console)
    programme = tell_all(found, console)
    snapshot = snapshot_on(asked.on, found, console)
    if form is not None:
        _write(asked, form, snapshot, console)
    elif asked.without:
        _tell_leaving(asked, programme, snapshot, console)
    elif asked.json:
        network = _network(asked, snapshot)
        figures = _figures(asked, snapshot, network)
        write_json(asked, console, _shape(asked, programme, snapshot, network, figures))
    else:
        network = _network(asked, snapshot)
        heading = message("Who is tied to whom in {programme} on {day}", programme=programme.id, day=snapshot.date)
        _tell(heading, _figures(asked, snapshot, network), console)
        hint = message(
            "partnership graph {file} -o ties.svg draws it; --without PARTNER tells what would be if a partner left",
            file=asked.file,
        )
        console.paragraph(hint, style="quiet")
    return Exit.FINE


def _graph_of_file(asked: Namespace, form: str | None, console: Console) -> None:
    """Do the same with a network that another tool wrote: it has no ledger, so nothing that asks a law."""
    refused = [
        *(f"--{name.replace('_', '-')}" for name in _OF_PROGRAMMES if getattr(asked, name)),
        *([f"--show {asked.show}"] if asked.show in {"everybody", "outcomes", "functions"} else ()),
        *(["--ties all"] if asked.ties == "all" else ()),
    ]
    if refused:
        raise Unusable(
            message("{options}: this asks the ledger of a programme; a network alone has none", options=refused)
        )
    network = _read(asked, console)
    if form is not None:
        _write(asked, form, network, console)
        return
    network = _network(asked, network)
    figures = _figures(asked, network, network)
    if asked.json:
        write_json(asked, console, _shape(asked, None, network, network, figures))
    else:
        _tell(message("Who is tied to whom in {file}", file=shown_file(asked.file)), figures, console)


def _read(asked: Namespace, console: Console) -> Network:
    """Read the network, as it is on the day that was asked for; what has no place in it is said."""
    check_file(asked.file)
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always", exchange.LeftOut)
            data = Path(asked.file).read_bytes()
            network = exchange.read_network(data, asked.file, columns=asked.columns)
    except UnknownName as unknown:
        raise Unusable(f"{shown_file(asked.file)}: {unknown.text(console.lang)}") from None
    except PartnershipError as error:
        raise Unusable(said_by_error(error, console.lang)) from None
    for warning in said:
        if isinstance(warning.message, exchange.LeftOut):
            console.complain(f"{shown_file(asked.file)}: {warning.message.text(console.lang)}")
    return network if asked.on is None else network.as_of(asked.on)


def _network(asked: Namespace, graph: Graph) -> Network:
    if not isinstance(graph, View):
        return sector_network(graph) if asked.show == "sectors" else network_of(graph)
    match asked.show:
        case "everybody":
            return _without_children(relationship_network(graph))
        case "outcomes":
            return outcome_network(graph, every=False)
        case "functions":
            return function_network(graph, every=False)
        case "sectors":
            return sector_network(partner_network(graph, kinds=asked.ties))
        case _:
            return partner_network(graph, kinds=asked.ties)


def _without_children(network: Network) -> Network:
    """Leave pupils out of what goes from hand to hand: in a small school a pseudonym and a day may tell who it is."""
    return network.among(node.id for node in network.nodes if node.kind != "ward")


# --- for people ------------------------------------------------------------------------------------------------------


def _figures(asked: Namespace, graph: Graph, network: Network) -> list[Figure[Any]]:
    subject = _subject(asked, graph, network)
    if asked.show == "communities":
        return [communities(subject, seed=_SEED)]
    figures = [measure(subject) for measure in _ASKED_OF_TIES]
    if asked.show == "partners" and isinstance(graph, View):
        figures.extend(measure(graph) for measure in _ASKED_OF_PROGRAMMES)
    return figures


def _subject(asked: Namespace, graph: Graph, network: Network) -> Graph:
    """Return the snapshot where it says the same: it knows what the programme is called."""
    shown = asked.show in {"partners", "communities"} and asked.ties == "lived"
    return graph if shown else network


def _tell(heading: Message, figures: Iterable[Figure[Any]], console: Console) -> None:
    console.paragraph(heading, style="heading")
    for figure in figures:
        console.paragraph(figure.text(console.lang), first="- ", rest="  ")
    console.line()


def _tell_leaving(asked: Namespace, programme: Programme, snapshot: View, console: Console) -> None:
    try:
        answer = what_if(snapshot, leaves=asked.without)
    except UnknownName as unknown:
        hint = nearest_choice(unknown.name, unknown.choices)
        raise Unusable(
            message(
                "--without: no partner {what} takes part on {day}{hint}",
                what=shown_argument(unknown.name),
                day=snapshot.date,
                hint=hint,
            )
        ) from None
    except NotLawful as refusal:  # not there on that day: not yet, or not any more
        raise Unusable(f"--without: {said_by_error(refusal, console.lang)}", Exit.LAW_SAYS_NO) from None
    if asked.json:
        shape = {
            "programme": programme_shape(programme),
            "standing": standing_shape(snapshot),
            "without": list(asked.without),
            "what_if": _what_if_shape(answer),
        }
        write_json(asked, console, shape)
        return
    heading, *lines = answer.report(console.lang).splitlines()
    console.paragraph(heading, style="heading")
    for line in lines:
        text = line.lstrip(" -")
        console.paragraph(text, first=line.removesuffix(text))


# --- files -----------------------------------------------------------------------------------------------------------


def _form(asked: Namespace) -> str | None:
    """Tell in which form a file is wanted: as it was said, or by the ending of its name; None without a file."""
    output: str | None = asked.output
    form: str | None = asked.form
    if output is None:
        if form is not None:
            raise Unusable(message("--as chooses the form of the file; -o FILE says where to write it"))
        return None
    if asked.without:
        raise Unusable(message("--without prints its answer and writes no file; remove -o"))
    if form is None:
        endings = {ending: form for form, ending in reversed(GRAPH_FORMS.items())}
        form = endings.get(Path(output).suffix)
        if form is None:
            hint = nearest_choice(Path(output).suffix, endings)
            raise Unusable(
                message(
                    "{file}: a file of this name has no known form; expected an ending of: {choices}, or --as{hint}",
                    file=shown_argument(output),
                    choices=", ".join(sorted(endings)),
                    hint=hint,
                )
            )
    if asked.show == "growth" and form not in _DRAWN:
        raise Unusable(message("--show growth is a picture; write it as .svg or .html"))
    if asked.over_time and (asked.show, asked.ties, form) != ("partners", "lived", "html"):
        raise Unusable(message("--over-time is a page of partners and lived ties; write it as .html"))
    return form


def _write(asked: Namespace, form: str, graph: Graph, console: Console) -> None:
    encoding = "utf-8" if form in _DRAWN else exchange.FORMATS[form].encoding
    for suffix, text in _texts(asked, form, graph, console).items():
        data = text.encode(encoding)
        if asked.output == _STANDARD_OUTPUT:
            console.data(data)
        else:
            save_and_say(_beside(asked.output, suffix), data, console)


def _texts(asked: Namespace, form: str, graph: Graph, console: Console) -> Mapping[str, str]:
    """Return what is to be written, by what is added to the name of the file that was asked for."""
    if form in _DRAWN:
        return {"": _drawn(asked, form, graph, console)}
    written = exchange.write(_network(asked, graph), form, lang=console.lang)
    if isinstance(written, str):
        return {"": written}
    return {f"-{name}": text for name, text in written.items()}


def _drawn(asked: Namespace, form: str, graph: Graph, console: Console) -> str:
    if asked.over_time:
        return pictures.page_over_time(graph, lang=console.lang)
    day = graph.date if isinstance(graph, View) else asked.on
    if asked.show == "growth":
        drawn = pictures.growth(graph, lang=console.lang)
    else:
        if asked.show == "sectors":
            subject: Graph = partner_network(graph, kinds=asked.ties) if isinstance(graph, View) else graph
        else:
            subject = _subject(asked, graph, _network(asked, graph))
        title, shape = _title(asked, graph), _PICTURES.get(asked.show, "auto")
        drawn = pictures.picture(subject, lang=console.lang, title=title, on=day, form=shape)
    if form == "svg":
        return drawn.svg
    heading = message("Who is tied to whom on {day}", day=day)
    if day is None:
        heading = message("Who is tied to whom in {file}", file=shown_file(Path(asked.file).name))
    return pictures.page_of(drawn, heading, lang=console.lang)


def _title(asked: Namespace, graph: Graph) -> Sayable | None:
    """Return what a part of the whole is called, behind what the programme is called; None for the partners."""
    shown: Sayable | None = _TITLES.get(asked.show)
    started = graph.facts.started if isinstance(graph, View) else None
    if shown is None or started is None:
        return shown
    return Message("{programme}: {shown}", {"programme": started.title, "shown": shown})


def _beside(output: str, suffix: str) -> Path:
    path = Path(output)
    return path.with_name(f"{path.stem}{suffix}{path.suffix}")


# --- for programs ----------------------------------------------------------------------------------------------------


def _shape(
    asked: Namespace, programme: Programme | None, graph: Graph, network: Network, figures: Iterable[Figure[Any]]
) -> JsonShape:
    return {
        "programme": None if programme is None else programme_shape(programme),
        "standing": standing_shape(graph) if isinstance(graph, View) else None,
        "show": asked.show,
        "ties_asked": asked.ties,
        "nodes": [_node_shape(network, node) for node in network.nodes],
        "ties": [_edge_shape(edge) for edge in network.edges],
        "figures": [fields_shape(figure, *_FIGURE) for figure in figures],
    }


def _node_shape(network: Network, node: Node) -> JsonShape:
    return {
        **fields_shape(node, "id", "kind", "sector"),
        "name": text_shape(network.name(node.id)),
        **fields_shape(node, "start", "end"),
    }


def _edge_shape(edge: Edge) -> JsonShape:
    return {
        **fields_shape(edge, "source", "target", "kind", "mutual", "start", "end", "strength"),
        "record": None if edge.record is None else {"kind": edge.record[0], "id": edge.record[1]},
        **fields_shape(edge, "entries"),
    }


def _what_if_shape(answer: WhatIf) -> JsonShape:
    """Give all that would be lost, who could take over, and the plan; ids are those of the ledger and the template."""
    return {
        "leaves": [{"id": id_, "name": plain(name)} for id_, name in answer.names.items()],
        **fields_shape(answer, "on", "sentence"),
        "counts": dict(answer.value),
        "suspended": suspension_shape(answer.suspension),
        **fields_shape(answer, "kept", "lapses", "eased"),
        "gates": [{"stage": stage, "moment": moment.value} for stage, moment in answer.gates],
        "acts": [fields_shape(act, *_ACT) for act in answer.acts],
        **fields_shape(answer, "functions", "roles", "wanted", "outcomes", "parts", "findings", "takers"),
        "plan": _plan(answer.plan),
    }


def _plan(plan: ExitPlan) -> JsonShape:
    return {
        "accepted": plan.is_accepted,
        "steps": [fields_shape(step, *_STEP) for step in plan.steps],
        **fields_shape(plan, "left_open"),
        "suspended": suspension_shape(plan.suspension),
    }
