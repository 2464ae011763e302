"""The sweep: what is past its period goes, in small batches, without a human act (R9.1b, R9.4b)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.retention import clock, erasures
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

PEOPLE = 1000
ROWS = 10_000
"""Rows of one transaction: locks are held for some tens of milliseconds."""


@dataclass(frozen=True, slots=True)
class Swept:
    """``people`` went whole, with their keys; ``rows`` of others went one by one."""

    people: int
    rows: int


# keeps: category.*.keep.*, keep.*.period.* by job; off: return Swept(0, 0)
def sweep(vault: Vault, act: Act, *, most: int | None = None) -> Swept:
    """Everything that is due, or about ``most`` people. Idempotent; a sweep that was stopped goes on.

    Raises ClockJumped.
    """
    clock.must_be_steady(vault)
    gone = len(erasures.resume(vault, act))
    rows = 0
    while True:
        while (most is None or gone < most) and (people := _due(vault, act)):
            erasures.carry_out_many(vault, people, act, why="period_ended")
            gone += len(people)
        deleted = _delete_all(vault, act)
        rows += deleted
        if deleted == 0:
            return Swept(gone, rows)


def _delete_all(vault: Vault, act: Act) -> int:
    """Rows of people who stay, batch by batch; whoever is left with nothing is erased."""
    total = 0
    while True:
        deleted, bare = _delete(vault, act)
        total += deleted
        if bare:
            erasures.resume(vault, act)
        if deleted == 0:
            return total


def _due(vault: Vault, act: Act) -> list[UUID]:
    with bind.use(vault.connection, UPKEEP, act):
        found = vault.connection.execute("select id from gate.due_people(%s)", (PEOPLE,)).fetchall()
    return [row[0] for row in found]


def _delete(vault: Vault, act: Act) -> tuple[int, list[UUID]]:
    with bind.use(vault.connection, UPKEEP, act):
        row = vault.connection.execute("select rows, people from gate.delete_expired(%s)", (ROWS,)).fetchone()
    assert row is not None  # a function of one row
    return int(row[0]), list(row[1])
