"""People come into the register, and grow: the verbs of writing.

Everything goes through the doors of the gate, a thousand people at a time at the most, and all or
nothing. Sealing happens here; the database never sees a personal value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from seloste.engine.connect import Connection
from seloste.engine.records import records
from seloste.gate import bind
from seloste.gate.errors import StaleGeneration
from seloste.protection import keeping
from seloste.protection.keeping import Keyring
from seloste.protection.vault import Vault
from seloste.register import rows, services
from seloste.register.facts import Ground, Person
from seloste.register.rows import BATCH, Origin
from seloste.terms.act import Act
from seloste.terms.words import Fate

__all__ = ["BATCH", "Origin", "add", "extend"]

_TRIES = 8
Result = TypeVar("Result")
Change = Callable[[Connection], None]


def add(vault: Vault, people: Iterable[Person], origin: Origin, act: Act) -> int:
    """New people with their facts and rows; how many. One transaction for each thousand.

    Raises NotPermitted or Undeclared when the notice doesn't let this source bring this in or names no such
    service, and Rejected (nothing of that thousand stored) when a row breaks a rule.
    """
    stored = 0
    for batch in _batches(people):
        _again(partial(_add, vault, batch, origin, act))
        stored += len(batch)
    return stored


def _nothing(_connection: Connection) -> None:
    """No further change."""


def extend(
    vault: Vault, people: Iterable[Person], origin: Origin, act: Act, *, beside: Change = _nothing
) -> int:
    """Facts and rows for people already known: a keep line is committed first, for their keys.

    ``beside`` makes further changes of the same people in the transaction of their rows, after the
    keep line and before the first fact; with it, give at most a thousand people.
    """
    grown = 0
    for batch in _batches(people):
        _again(partial(_extend, vault, batch, origin, act, beside))
        grown += len(batch)
    return grown


def _batches(people: Iterable[Person]) -> Iterable[list[Person]]:
    batch: list[Person] = []
    for person in people:
        batch.append(person)
        if len(batch) == BATCH:
            yield sorted(batch, key=lambda one: one.id)
            batch = []
    if batch:
        yield sorted(batch, key=lambda one: one.id)


def _again(attempt: Callable[[], Result]) -> Result:
    """Once more under the generation in force, when a bucket was turned meanwhile."""
    for _ in range(_TRIES - 1):
        try:
            return attempt()
        except StaleGeneration:
            continue
    return attempt()


def _add(vault: Vault, people: list[Person], origin: Origin, act: Act) -> None:
    ids = [person.id for person in people]
    with bind.use(vault.connection, origin.use, act):
        vault.connection.execute("select gate.keep(%s)", (ids,))
        ring = keeping.new_keys(vault, {person.id: _fates(person) for person in people})
        vault.connection.execute(
            "select gate.add_people(%s, %s, %s::smallint[], %s::int[], %s)", (ids, *ring.columns())
        )
        _store(vault, people, ring, origin)


def _extend(vault: Vault, people: list[Person], origin: Origin, act: Act, beside: Change) -> None:
    needed = {person.id: _fates(person) for person in people}
    ring = keeping.known_keys(vault, list(needed), origin.use, act)
    missing = ring.missing(needed)
    with bind.use(vault.connection, origin.use, act):
        vault.connection.execute("select gate.keep(%s)", (list(needed),))
        if missing:
            fresh = keeping.new_keys(vault, missing)
            vault.connection.execute(
                "select gate.add_keys(%s, %s::smallint[], %s::int[], %s)", fresh.columns()
            )
            ring = ring.joined(fresh)
        beside(vault.connection)
        _store(vault, people, ring, origin)


def _fates(person: Person) -> set[int]:
    evidence = {int(Fate.CLAIMS)} if person.grounds else set()
    return {int(Fate.ORDINARY), *evidence, *(int(row.fate) for row in person.rows)}


def _store(vault: Vault, people: list[Person], ring: Keyring, origin: Origin) -> None:
    """Facts before rows, always (spine 17): the other order deadlocks."""
    services.must_know(vault.connection, people)
    for some in _by_grounds(people):
        if any(person.relations or person.grounds or person.prohibitions for person in some):
            vault.connection.execute(
                "select gate.add_facts(%s, %s, %s::gate.new_relation[], %s::gate.new_ground[], %s::gate.new_prohibition[])",
                (origin.source, origin.batch, *_facts(vault.connection, some, ring)),
            )
    rows.store(vault, people, ring, origin)


def _by_grounds(people: list[Person]) -> Iterator[list[Person]]:
    """A door takes a thousand rows, and each ground brings one of evidence."""
    some: list[Person] = []
    grounds = 0
    for person in people:
        if some and grounds + len(person.grounds) > BATCH:
            yield some
            some, grounds = [], 0
        some.append(person)
        grounds += len(person.grounds)
    yield some


def _facts(connection: Connection, some: list[Person], ring: Keyring) -> tuple[Any, ...]:
    return (
        records(connection, "gate.new_relation", _relations(some)),
        records(connection, "gate.new_ground", _grounds(some, ring)),
        records(connection, "gate.new_prohibition", _prohibitions(some)),
    )


def _relations(people: list[Person]) -> list[tuple[Any, ...]]:
    return [
        (person.id, r.id, r.group, r.organisation, r.started, r.ended, r.active)
        for person in people
        for r in person.relations
    ]


def _grounds(people: list[Person], ring: Keyring) -> list[tuple[Any, ...]]:
    def sealed(person: UUID, ground: Ground) -> bytes:
        return ring.seal("evidence", ground.evidence_id, person, Fate.CLAIMS, ground.evidence)

    return [
        (
            person.id,
            g.id,
            int(g.basis),
            g.use,
            g.row,
            g.incomplete,
            g.started,
            g.ended,
            g.evidence_id,
            keeping.FORM,
            sealed(person.id, g),
        )
        for person in people
        for g in person.grounds
    ]


def _prohibitions(people: list[Person]) -> list[tuple[Any, ...]]:
    return [
        (person.id, p.id, int(p.scope), p.use, p.row, p.since, p.complained)
        for person in people
        for p in person.prohibitions
    ]
