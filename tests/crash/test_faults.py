"""A fault after statement 1, 2, … n of a business act leaves a register that is whole, and the act can be done again.

The fault is a connection that breaks off: what a killed server, a cable or a time limit do to a client.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import pairwise

import psycopg
import pytest

from seloste.engine.connect import Connection
from seloste.engine.errors import SelosteError
from seloste.protection import indexing, outbox, turning
from seloste.retention import erasures
from tests.crash.acts import ACTS, Broken, Scene, begin, make_scene
from tests.crash.breaking import Cut, cut
from tests.crash.checking import faults, people
from tests.crash.places import Place

EVERY = int(os.environ.get("EVERY", "0"))
"""``make crash`` breaks each act off after every exchange with the server (1)."""
POINTS = 1
"""The suite breaks each act off so many times, in as many parts of it, at moments of their own in every run."""


@pytest.fixture(scope="module")
def scene(place: Place) -> Scene:
    return make_scene(place)


def _moments(exchanges: int) -> list[int]:
    if EVERY:
        return list(range(0, exchanges, EVERY))
    edges = [exchanges * part // POINTS for part in range(POINTS + 1)]
    return [random.randrange(low, high) for low, high in pairwise(edges) if low < high]


def _broken_off(scene: Scene, one: Broken, after: int | None) -> Cut:
    """The act, cut off after so many exchanges; whatever it then raises."""
    with cut(after) as told:
        try:
            one.do(scene)
        except (psycopg.Error, SelosteError):
            if not told.broke:
                raise
    return told


def _recovered(scene: Scene) -> None:
    """What every start does."""
    with (vault := scene.vault()).connection:
        act = scene.act()
        turning.recover(vault, act)
        indexing.ensure(vault, act)
        erasures.resume(vault, act)


def _serves(scene: Scene) -> bool:
    """Whether anybody may read: not while a restore is half done."""
    try:
        with (vault := scene.vault()).connection:
            outbox.check(vault)
    except (psycopg.Error, SelosteError):
        return False
    return True


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_that_breaks_off_after_any_statement_leaves_the_register_whole(
    scene: Scene, name: str
) -> None:
    one = ACTS[name]
    begin(scene, one)
    exchanges = _broken_off(scene, one, None).seen
    assert faults(scene.place) == [], (name, "undisturbed")
    assert exchanges > POINTS

    for after in _moments(exchanges):
        where = (name, f"after {after} of {exchanges}")
        begin(scene, one)
        assert _broken_off(scene, one, after).broke, where
        if one.serves or _serves(scene):
            assert faults(scene.place) == [], where
            _recovered(scene)
            assert faults(scene.place) == [], (*where, "recovered")
        _broken_off(scene, one, None)
        assert faults(scene.place) == [], (*where, "done again")


def test_the_sweep_that_is_broken_off_has_somebody_to_let_go(scene: Scene) -> None:
    """The twin: with nobody overdue nothing would go, and nothing could be half done."""
    begin(scene, ACTS["sweep"])
    before = people(scene.place)

    ACTS["sweep"].do(scene)

    assert (before - people(scene.place)).total() == 1


def _copied(connection: Connection) -> None:
    with connection.cursor().copy("copy (select 1) to stdout") as rows:
        list(rows)


def _pipelined(connection: Connection) -> None:
    with connection.pipeline():
        connection.execute("select 1")


def _committed(connection: Connection) -> None:
    with connection.transaction():
        pass


WAYS: dict[str, Callable[[Connection], object]] = {
    "execute": lambda c: c.execute("select 1"),
    "cursor": lambda c: c.cursor(binary=True).execute("select 1"),
    "many": lambda c: c.cursor().executemany("select %s", [(1,), (2,)]),
    "stream": lambda c: list(c.cursor().stream("select 1")),
    "copy": _copied,
    "pipeline": _pipelined,
    "commit": _committed,
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_cut_reaches_every_way_to_the_server(scene: Scene, way: str) -> None:
    """Cursors, many at once, copies, pipelines and commits, beside plain statements."""
    with scene.place.superuser("postgres") as connection, cut(0), pytest.raises(psycopg.OperationalError):
        WAYS[way](connection)
