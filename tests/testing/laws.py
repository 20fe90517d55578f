"""A small law to try the kit on, and the scene that most tests begin with."""

from __future__ import annotations

from datetime import date
from functools import cache

from partnership.reading import read_template
from partnership.records import Agreement, Partner, Record, Signature
from partnership.template import Template
from partnership.testing import Scene, given, on
from partnership.values import Text
from tests.small import no_file

LAW = """
format: 1
template: garden
version: "1"
title: A garden of neighbours
parameters: [{id: enough, type: integer, default: 1, title: Partners that are enough}]
sectors: [{id: residents, title: Residents}, {id: council, title: Council}]
roles: [{id: steward, title: Steward}]
agreement_types: [{id: lease, title: Lease}]
clauses: [{id: exit, title: Exit}]
incident_types: [{id: accident, title: Accident}]
scales: [{id: skill, title: Skill, of: person, levels: [{id: learns, title: Learns}, {id: knows, title: Knows}]}]
registers:
  - id: tools
    title: Tools
    fields:
      what: {type: choice, choices: [spade, rake], required: true}
      owner: {type: id, of: partner, required: true}
      bought: {type: date}
rosters:
  - id: parties
    title: Parties
    of: partner
    anchored: {from: agreements, field: parties}
    released_by: {from: handovers, field: partner}
stages:
  - id: digging
    title: Digging
    gates:
      exit:
        - id: E1
          title: Every party has signed
          owed_by: $it
          waivable_by: [steward]
          waivable_for: P30D
          signed: {type: [lease], by: parties, clauses: [exit]}
        - {id: E2, title: There is a spade, severity: warn, count: {of: {from: tools, where: {what: spade}}}}
  - id: growing
    title: Growing
    back: [digging]
    gates:
      invariant:
        - {id: V1, title: The lease is in force, owed_by: council, count: {of: agreements}}
  - {id: harvest, title: Harvest, final: true}
guards:
  - id: G1
    act: {record: visit, where: {state: held}}
    title: Nobody comes alone
    owed_by: steward
    compare: {left: {size: $act.adults}, op: gte, right: 2}
  - id: G2
    act: {record: partner}
    title: A partner has told its experience
    severity: warn
    count: {of: {from: partners, where: {id: $act}}, max: 1}
  - id: G3
    act: {end: partner}
    title: Somebody stays
    severity: warn
    count: {of: partners, min: 3}
while_suspended: {refuse: [{record: visit}]}
visit_types: [{id: look, title: Look}]
"""

START = date(2020, 3, 1)
DAY = date(2020, 4, 1)
LAPSES = date(2020, 9, 1)


def read(text: str) -> Template:
    """Make a law of a text."""
    return read_template(text, "garden.yaml", no_file)


@cache
def garden() -> Template:
    """The small law."""
    return read(LAW)


def neighbours() -> tuple[Record, ...]:
    """Two partners and the lease that they have drawn up, which lapses."""
    return (
        Partner(id="house", name=Text.of("House"), sector="residents"),
        Partner(id="town", name=Text.of("Town"), sector="council"),
        Agreement(id="lease", type="lease", parties=("house", "town"), clauses=("exit",), valid_to=LAPSES),
    )


def signature(partner: str) -> Signature:
    """The signature of a partner under the lease."""
    return Signature(id=f"by-{partner}", agreement="lease", partner=partner)


def growing() -> Scene:
    """Both have signed, and the second stage is open."""
    from partnership.testing import advance

    return given(garden(), on(START, *neighbours(), signature("house"), signature("town")), advance(on=DAY))
