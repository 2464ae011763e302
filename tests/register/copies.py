"""Rows that no verb of the thread writes yet: a copy that the law keeps, and a mention; through their doors."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from seloste.gate import bind
from seloste.protection import keeping
from seloste.terms.words import RIGHTS, Fate
from tests.register.desk import CARE, Desk


def copy_by_law(desk: Desk, person: UUID, kind: int, value: Any, fate: Fate = Fate.BY_LAW) -> UUID:
    """What an invoice needs, sealed under a key of its own as it is written (spine 22)."""
    vault, row = desk.vault, uuid4()
    with bind.use(vault.connection, RIGHTS, desk.act):
        vault.connection.execute("select gate.keep(%s)", ([person],))
        ring = keeping.new_keys(vault, {person: {int(fate)}})
        vault.connection.execute("select gate.add_keys(%s, %s::smallint[], %s::int[], %s)", ring.columns())
        vault.connection.execute(
            "select gate.add_contact(%s, %s, %s::smallint[], %s::smallint[], %s::smallint[], '{null}',"
            " '{0}', '{0}', '{null}', '{null}', %s, 'self', null)",
            ([person], [row], [kind], [int(fate)], [keeping.FORM], [ring.seal("contact", row, person, fate, value)]),
        )  # fmt: skip
    return row


def mention(desk: Desk, who: UUID, of_person: UUID, of_row: UUID, words: str, source: str = "self") -> UUID:
    """Somebody who appears in another person's row, under their own key (spine 18)."""
    ring, row = keeping.known_keys(desk.vault, [who], CARE, desk.act), uuid4()
    with bind.use(desk.vault.connection, CARE, desk.act):
        desk.vault.connection.execute("select gate.keep(%s)", ([who],))
        desk.vault.connection.execute(
            "select gate.add_mention(%s, %s, '{6}', '{0}', %s::smallint[], '{null}', '{1}', %s, %s, %s, %s, null)",
            ([who], [row], [keeping.FORM], [of_person], [of_row], [ring.seal("mention", row, who, 0, words)], source),
        )  # fmt: skip
    return row
