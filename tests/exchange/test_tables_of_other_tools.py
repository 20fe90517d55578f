"""Tables as other tools write them say the ties that they hold, and never one that they do not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import InputError
from partnership.exchange import Survey, read_ties, write

Weights = Mapping[tuple[str, str], int]
"""How strong each tie is, by its two ends."""

NAMES = ("alpha", "beta", "Dept of Health", "gamma, delta", "Фонд «Мир»")

networks = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda ends: ends[0] != ends[1]),
    st.integers(1, 5),
    min_size=1,
)


def held(survey: Survey) -> dict[tuple[str, str], int]:
    """What the answers of a table say, as a mapping like that from which it was written."""
    return {(answer.source, answer.target): int(float(answer.strength.replace(",", "."))) for answer in survey.answers}


def frame(ties: Weights) -> pd.DataFrame:
    rows = [(source, target, weight) for (source, target), weight in ties.items()]
    return pd.DataFrame(rows, columns=["source", "target", "weight"])


def matrix(ties: Weights, zero: float | None = 0) -> pd.DataFrame:
    cells = [[ties.get((source, target), zero) for target in NAMES] for source in NAMES]
    return pd.DataFrame(cells, index=NAMES, columns=NAMES)


def quoted(cell: Any) -> str:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, str) else str(cell)


def write_table(header: list[str], rows: list[list[Any]]) -> str:
    """As R's write.table(x): spaces, words in quotation marks, names of rows, and no corner above them."""
    return "".join(" ".join(quoted(cell) for cell in row) + "\n" for row in [header, *rows])


def as_graph(ties: Weights) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(NAMES)
    graph.add_weighted_edges_from((source, target, weight) for (source, target), weight in ties.items())
    return graph


def dl(ties: Weights) -> str:
    rows = "\n".join(" ".join(str(cell) for cell in row) for row in matrix(ties).to_numpy())
    labels = "\n".join(f'"{name}"' for name in NAMES)
    return f"dl n = {len(NAMES)}, format = fullmatrix\nlabels:\n{labels}\ndata:\n{rows}\n"


def dl_edges(ties: Weights) -> str:
    rows = "\n".join(f'"{source}" "{target}" {weight}' for (source, target), weight in ties.items())
    return f"DL n={len(NAMES)}\nformat = edgelist1\nlabels embedded:\ndata:\n{rows}\n"


def gephi(ties: Weights) -> str:
    rows = frame(ties).rename(columns=str.title)
    rows.insert(2, "Type", "Directed")
    rows.insert(3, "Id", range(len(rows)))
    rows.insert(4, "Label", "")
    return str(rows.to_csv(index=False))


def ours(ties: Weights) -> str:
    return write(as_graph(ties), "csv")["edges"]


SHAPES: dict[str, Callable[[Weights], str | bytes]] = {
    "R, write.table of a matrix": lambda ties: write_table(
        list(NAMES), [[name, *row] for name, row in zip(NAMES, matrix(ties).to_numpy().tolist(), strict=True)]
    ),
    "R, write.table of a data frame": lambda ties: write_table(
        ["from", "to", "weight"], [[str(at), *ends, weight] for at, (ends, weight) in enumerate(ties.items(), start=1)]
    ),
    "R, write.csv of a matrix with NA": lambda ties: matrix(ties, None).to_csv(na_rep="NA"),
    "pandas, adjacency": lambda ties: nx.to_pandas_adjacency(as_graph(ties)).to_csv(),
    "pandas, adjacency with nan": lambda ties: nx.to_pandas_adjacency(as_graph(ties), nonedge=float("nan")).to_csv(),
    "pandas, list of edges": lambda ties: nx.to_pandas_edgelist(as_graph(ties)).to_csv(),
    "igraph, as_data_frame": lambda ties: frame(ties).rename(columns={"source": "from", "target": "to"}).to_csv(),
    "Gephi, table of edges": gephi,
    "UCINET, DL matrix": dl,
    "UCINET, DL list": dl_edges,
    "PARTNER, respondents": lambda ties: frame(ties).set_axis(["Respondent", "Partner", "Frequency"], axis=1).to_csv(),
    "ours": ours,
    "Excel, Unicode text": lambda ties: frame(ties).to_csv(index=False, sep="\t").encode("utf-16"),
    "Excel, UTF-8 with its mark": lambda ties: frame(ties).to_csv(index=False).encode("utf-8-sig"),
    "Excel, Russian": lambda ties: matrix(ties).astype(float).to_csv(sep=";", decimal=",").encode("cp1251"),
}


@pytest.mark.parametrize("shape", SHAPES)
@given(ties=networks)
def test_a_table_of_another_tool_says_the_ties_that_it_holds(shape: str, ties: Weights) -> None:
    assert held(read_ties(SHAPES[shape](ties))) == ties


@pytest.mark.parametrize(
    "cell", ["0", "0.0", "0,0", "-0.00", "", "NA", "n/a", "nan", "NaN", "NULL", "#N/A", "no", "нет"]
)
def test_a_cell_that_says_nothing_is_no_tie(cell: str) -> None:
    survey = read_ties(f';a;b\na;5;"{cell}"\nb;"{cell}";5\n')
    assert survey.answers == ()


@pytest.mark.parametrize("weight", ["0", "0.0", "never"])
def test_a_row_with_a_weight_of_nothing_is_no_tie(weight: str) -> None:
    assert read_ties(f"source,target,weight\na,b,{weight}\n").answers == ()


def test_a_row_of_which_the_weight_is_not_known_is_a_tie_without_one() -> None:
    """As igraph writes edges of a graph in which only some have a weight."""
    (answer,) = read_ties("from,to,weight\na,b,NA\n").answers
    assert answer.strength == ""


def test_the_type_of_gephi_is_a_direction_and_that_of_kumu_a_kind() -> None:
    (gephis,) = read_ties("Source,Target,Type,Weight\na,b,Undirected,3\n").answers
    assert (gephis.type, gephis.direction) == ("", "Undirected")
    (kumus,) = read_ties("From,To,Type\na,b,funding\n").answers
    assert (kumus.type, kumus.direction) == ("funding", "")


@pytest.mark.parametrize(
    "table, says",
    [
        ("from,to,strength\nDept of Health, Social Care,b,3\n", "row 2: 4 cells under 3 headings"),
        ("from,to,strength\na,b,3\nb\n", "row 3: 1 cells under 3 headings"),
        (",a,b\na,0,1\nb,1,0,1\n", "row 3: 4 cells under 3 headings"),
        (",a,b\na,0\nb,1,0\n", "row 2: 2 cells under 3 headings"),
        ("dl n=2\ndata:\n0 1 1\n", "there are 3 cells"),
        ("dl n=2 nm=2\ndata:\n0 1 1 0\n", "one square relation"),
    ],
)
def test_a_ragged_table_is_refused_with_its_rows(table: str, says: str) -> None:
    """A cell too many or too few may have moved all that follow it."""
    with pytest.raises(InputError, match=says):
        read_ties(table)


def test_every_ragged_row_is_named() -> None:
    with pytest.raises(InputError) as refused:
        read_ties("from,to\na,b,c\na,b\nd\n")
    assert len(refused.value.faults) == 2


def test_what_is_written_for_excel_is_read_again() -> None:
    """What is written for Excel in Russian (semicolons, decimal commas) is read as well."""
    ties = {("alpha", "beta"): 2}
    told = write(as_graph(ties), "csv-excel")["edges"]
    assert held(read_ties(told)) == ties
