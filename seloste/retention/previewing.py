"""What goes in the next days, before it goes: counts by kind and day, and people who go whole (R9.1, R9.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, Fate


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of one field that end on one local day, and of how many people."""

    category: str
    field: str
    fate: Fate
    day: date
    rows: int
    people: int


@dataclass(frozen=True, slots=True)
class Preview:
    """``whole``: people all of whose data ends, by the day on which they go."""

    days: int
    going: tuple[Going, ...]
    whole: tuple[tuple[date, int], ...]

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.going)

    @property
    def people(self) -> int:
        return sum(people for _, people in self.whole)


def preview(vault: Vault, act: Act, days: int = 30) -> Preview:
    """The next ``days`` days (at most ten years). No content is opened and nothing changes."""
    with bind.use(vault.connection, RIGHTS, act):
        rows = vault.connection.execute("select * from gate.preview(%s)", (days,)).fetchall()
        whole = vault.connection.execute("select * from gate.preview_people(%s)", (days,)).fetchall()
    names = kind_names()
    going = tuple(
        Going(*names[kind], Fate(fate), day, count, people) for kind, fate, day, count, people in rows
    )
    return Preview(days, going, tuple((row[0], int(row[1])) for row in whole))
