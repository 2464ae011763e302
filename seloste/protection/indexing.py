"""The blind index as a whole: rebuilt after a crash or a restore, renewed after erasures (spine 24, 25)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from seloste.gate import bind
from seloste.protection.keeping import index as put
from seloste.protection.opening import opened
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

FIELDS = {1: "name", 2: "email", 3: "phone"}
BATCH = 1000
Progress = Callable[[int, int], None]


def _silent(_done: int, _people: int) -> None:
    """Nobody watches."""


def ensure(vault: Vault, act: Act, progress: Progress = _silent) -> bool:
    """Rebuild the index if a crash or a restore has emptied it, and finish a renewal that was stopped.

    True when it was rebuilt.
    """
    if _state(vault)[0] and vault.keys.index_keys() == 1:
        return False
    with vault.keys.alone():
        ready, generation = _state(vault)
        if not ready:
            _fill(vault, act, generation, progress)
        vault.keys.drop_index(generation)
    return not ready


def rebuild(vault: Vault, act: Act, progress: Progress = _silent) -> int:
    """Fill the index anew under the key in force; its generation."""
    with vault.keys.alone():
        _, generation = _state(vault)
        _fill(vault, act, generation, progress)
    return generation


def renew(vault: Vault, act: Act, progress: Progress = _silent) -> int:
    """The next generation under a new key; the old key is destroyed: no copy of the old index answers any more."""
    with vault.keys.alone():
        vault.keys.drop_index(_state(vault)[1])
        generation = vault.keys.next_index()
        _fill(vault, act, generation, progress)
        vault.keys.drop_index(generation)
    return generation


def _state(vault: Vault) -> tuple[bool, int]:
    row = vault.connection.execute("select ready, generation from gate.index_progress()").fetchone()
    assert row is not None  # a function of one row
    return bool(row[0]), int(row[1])


def _fill(vault: Vault, act: Act, generation: int, progress: Progress) -> None:
    with bind.use(vault.connection, UPKEEP, act):
        vault.connection.execute("select gate.begin_index(%s)", (generation,))
    after: UUID | None = None
    done = 0
    people = _one(vault, "select people from gate.index_progress()")
    while batch := _batch(vault, act, after):
        rows, after, counted = batch
        with bind.use(vault.connection, UPKEEP, act):
            put(vault, rows)
            vault.connection.execute("select gate.index_step(%s)", (counted,))
        done += counted
        progress(done, max(people, done))
    with bind.use(vault.connection, UPKEEP, act):
        vault.connection.execute("select gate.end_index()")


def _batch(
    vault: Vault, act: Act, after: UUID | None
) -> tuple[list[tuple[UUID, UUID, str, Any]], UUID, int] | None:
    """The next thousand people's names and addresses, under a committed line of verb ``index``."""
    with bind.use(vault.connection, UPKEEP, act):
        row = vault.connection.execute(
            "select line, last, people from gate.index_line(%s, %s)", (after, BATCH)
        ).fetchone()
    if row is None:
        return None
    found = bind.handed(
        vault.connection, "select * from gate.open_index(%s, %s)", (row[0], act.ticket.secret)
    )
    rows = opened(found, "contact", vault.keys)
    return [(o.person, o.row, FIELDS[o.kind], o.content.show()) for o in rows], row[1], int(row[2])


def _one(vault: Vault, query: Any) -> int:
    row = vault.connection.execute(query).fetchone()
    assert row is not None  # a function of one row
    return int(row[0])
