"""Invariant 7: cited law. The ledger says which law it was written under, and only an explicit entry changes that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnership.acts import Migrated, Started
from partnership.errors import PartnershipError
from partnership.programme import Programme
from partnership.template import build_template
from partnership.testing.reference.law import PlainTree
from tests.invariants.playing import finished, in_worlds, latest
from tests.judge.worlds import File, World


def stricter(tree: PlainTree) -> PlainTree:
    """The next version of a law, which asks for something more in the first stage."""
    more: PlainTree = {"id": "more", "title": "More", "document": {"type": "plan", "state": "withdrawn"}}
    first = tree["stages"][0]
    gates = first.get("gates", {})
    changed = {**first, "gates": {**gates, "exit": [*gates.get("exit", []), more]}}
    return {**tree, "version": "2.0", "stages": [changed, *tree["stages"][1:]]}


@in_worlds(25)
def test_a_ledger_names_the_law_that_it_is_written_under(world: World) -> None:
    """Its first entry cites the version and the fingerprint, and under another law it cannot be taken up."""
    programme = finished(world)
    started = programme.entries[0]
    assert isinstance(started, Started)
    assert (started.template, started.version, started.digest) == ("t", "1.0", world.template.digest)
    other = build_template(File(stricter(world.tree)), "world.yaml")
    assert other.digest != world.template.digest
    with pytest.raises(PartnershipError):
        Programme.from_entries(other, programme.entries)


@in_worlds(25)
def test_the_law_changes_by_an_explicit_entry_that_can_be_weighed_before(world: World) -> None:
    """What it changes is said before it is taken; asking does not take it; before its day the old law holds."""
    programme = finished(world)
    if any(entry.entry == "closed" for entry in programme.entries):
        return
    other = build_template(File(stricter(world.tree)), "world.yaml")
    day = latest(tuple(programme.entries)) + timedelta(days=1)
    before = dict(programme.as_of(day).statuses())
    programme.migration(other, on=day)
    assert dict(programme.as_of(day).statuses()) == before
    assert programme.template.digest == world.template.digest
    entry = programme.migrate(other, on=day, reason="the association adopted it")
    assert isinstance(entry, Migrated)
    assert entry.digest == other.digest
    assert programme.as_of(day).statuses().keys() == before.keys() | {"more"}
    assert programme.as_of(day - timedelta(days=1)).statuses().keys() == before.keys()
