"""Figures without people: how many there are of each sort, under a use of which nobody sees a row (R4.1c).

The notice says of a purpose that it only counts, and from how many people on a figure is told (``figures = 5``). The
database then shows no row under it, whoever asks; smaller cells come out as if nobody was in them, and the others
are told in steps of so many: the difference of two figures then tells no smaller number either.
"""

from __future__ import annotations

from enum import Enum

from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.terms.act import Act


class By(Enum):
    """By what people are counted: their relation to us, where they are from, or their organisation's industry."""

    GROUP = "group"
    SOURCE = "source"
    INDUSTRY = "industry"


def figures(vault: Vault, use: str, by: By, act: Act) -> dict[str, int]:
    """How many people there are of each sort, of those whom the use may touch now, rounded down to a multiple of the
    notice's least; no cell below it.

    An industry is told by its two first digits (TOL 2008). Raises NotPermitted for a use that sees rows, and
    without the grant.
    """
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute("select cell, people from gate.figures(%s)", (by.value,)).fetchall()
    return {str(cell): int(people) for cell, people in rows}
