"""The organisations of a file: joined by business ID or by the id that their own system gave them.

Never by name. An organisation keeps the same id for the same source and external id, so a file that
comes again finds it; one that has a business ID already in the register is that one (R2.1a).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from seloste.gate import bind
from seloste.intake.found import Accepted
from seloste.protection.vault import Vault
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.alphabet import sort_key

_NAMESPACE = UUID("5e10577e-0000-4000-8000-000000000918")


@dataclass(slots=True)
class Organisations:
    """What became of the organisations of one import. ``joined``: ids that are another's, by business ID.

    How they stood before is kept for whoever undoes the import. ``dry``: nothing is stored, and ``made`` remembers whom it would have been.
    """

    vault: Vault
    origin: Origin
    act: Act
    dry: bool
    joined: dict[UUID, UUID] = field(default_factory=dict)
    made: set[UUID] = field(default_factory=set)

    def store(self, batch: Sequence[tuple[str, Accepted]]) -> dict[str, int]:
        """Adds those who are new, and says how many there were of each: stable codes.

        A name or business ID that the same source now gives otherwise replaces the former.
        """
        wanted = {self.id_of(digest, _key(found)): found for digest, found in batch}
        held = self._held(wanted)
        by_number = {number: one for one, (_, number) in held.items() if number}
        fresh: dict[UUID, Accepted] = {}
        changed: list[tuple[UUID, str, str | None]] = []
        for one, found in wanted.items():
            number = found.business_id.value if found.business_id else None
            owner = by_number.get(number, one) if number else one
            if owner != one and one not in held:
                self.joined[one] = owner
            elif one not in held:
                fresh[one] = found
            elif held[one] != (found.organisation, number or held[one][1]):
                changed.append((one, found.organisation, (number if owner == one else None) or held[one][1]))
            if number:
                by_number.setdefault(number, one)
        self._write(fresh, changed)
        known = len(wanted) - len(fresh) - len(changed)
        return {
            "organisations": len(fresh),
            "organisations_changed": len(changed),
            "organisations_known": known,
        }

    def stored(self, batch: Iterable[tuple[str, Accepted]]) -> list[tuple[UUID, Accepted]]:
        """These organisations with the ids under which they stand in the register, once they were stored."""
        ids = ((self.id_of(digest, _key(found)), found) for digest, found in batch)
        return [(self.joined.get(one, one), found) for one, found in ids]

    def of(self, records: Iterable[tuple[str, Accepted]]) -> list[UUID | None]:
        """For whom each of these people acts: None for nobody who is in the register."""
        asked = [self._asked(digest, found) for digest, found in records]
        ids = {one for one, _ in asked if one} - self.made
        numbers = {number for _, number in asked if number}
        held = self._rows(ids, numbers) if ids or numbers else []
        present = {row[0] for row in held} | self.made
        by_number = {row[2]: row[0] for row in held if row[2]}
        return [one if one in present else by_number.get(number) if number else None for one, number in asked]

    def id_of(self, digest: str, key: str) -> UUID:
        """The id of an organisation of this source; ``#12`` is the twelfth record of this very file."""
        return uuid5(
            _NAMESPACE, "\n".join((self.origin.source, digest + key if key.startswith("#") else key))
        )

    def _asked(self, digest: str, found: Accepted) -> tuple[UUID | None, str | None]:
        key = found.works_for.value if found.works_for else None
        one = self.id_of(digest, key) if key else None
        return (
            self.joined.get(one, one) if one else None
        ), found.business_id.value if found.business_id else None

    def _held(self, wanted: dict[UUID, Accepted]) -> dict[UUID, tuple[str, str | None]]:
        numbers = {found.business_id.value for found in wanted.values() if found.business_id} - {None}
        return {one: (name, number) for one, name, number in self._rows(set(wanted), numbers)}

    def _rows(
        self, ids: set[UUID], numbers: set[str] | set[str | None]
    ) -> list[tuple[UUID, str, str | None]]:
        rows = self.vault.connection.execute(
            "select id, name, business_id from register.organisation where id = any(%s) or business_id = any(%s)",
            (list(ids), list(numbers)),
        ).fetchall()
        return [(row[0], row[1], row[2]) for row in rows]

    def _write(self, fresh: dict[UUID, Accepted], changed: list[tuple[UUID, str, str | None]]) -> None:
        if self.dry:
            self.made.update(fresh)
            return
        rows = [
            (one, found.organisation, found.business_id.value if found.business_id else None)
            for one, found in fresh.items()
        ]
        if not fresh and not changed:
            return
        noted = (self.origin.batch, [*fresh, *(one for one, *_ in changed)])
        with (
            bind.use(self.vault.connection, self.origin.use, self.act),
            self.vault.connection.cursor() as cursor,
        ):
            cursor.execute("select gate.note_organisations(%s, %s)", noted)
            cursor.executemany(
                "insert into register.organisation (id, name, business_id, sort_key) values (%s, %s, %s, %s)",
                [(*row, sort_key(row[1])) for row in rows],
            )
            cursor.executemany(
                "update register.organisation set name = %s, business_id = %s, sort_key = %s where id = %s",
                [(name, number, sort_key(name), one) for one, name, number in changed],
            )
            cursor.execute("select gate.noted_organisations(%s, %s)", noted)


def _key(found: Accepted) -> str:
    """By what an organisation is known again: its external id, else its record in this very file."""
    return found.external_id or f"#{found.at}"
