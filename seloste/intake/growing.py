"""What comes of a record for people who are known, before it is stored: one change each, whoever spoke of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from seloste.intake.leads import ANSWERS
from seloste.intake.permission import BY_EMAIL
from seloste.intake.taking_over import Replaced
from seloste.register.facts import Contact, Person, Row


@dataclass(frozen=True, slots=True)
class Growth:
    """What changes of somebody known. ``person`` holds what is added; the rest are ids of what stands.

    ``ended``: consents withdrawn; ``superseded``: names that their own source now gives otherwise;
    ``undeliverable``: addresses that bounced; ``renewed``: relations and a later own act in them;
    ``left``: relations that end, for they have left; ``replaced``: further fields that go as others come in.
    """

    person: Person
    ended: tuple[UUID, ...] = ()
    superseded: tuple[UUID, ...] = ()
    undeliverable: tuple[UUID, ...] = ()
    renewed: tuple[tuple[UUID, datetime], ...] = ()
    replaced: tuple[Replaced, ...] = ()
    left: tuple[UUID, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        one = self.person
        added = one.relations or one.grounds or one.prohibitions or one.contacts or one.rows
        changed = self.ended or self.superseded or self.undeliverable or self.renewed or self.replaced
        return not (added or changed or self.left)

    @property
    def new_name(self) -> UUID | None:
        """The row of the name that takes the place of those superseded."""
        return next((one.id for one in self.person.contacts if one.kind == "name"), None)

    def joined(self, other: Growth) -> Growth:
        """Both, for the same person; a refusal takes back the other's consent."""
        one, two = self.person, other.person
        fresh = tuple(
            p
            for p in two.prohibitions
            if (p.scope, p.row) not in {(q.scope, q.row) for q in one.prohibitions}
        )
        refused = any(p.scope in BY_EMAIL for p in (*one.prohibitions, *fresh))
        rows = one.rows if one.relations else _each_field_once(one.rows, two.rows)
        held = {row.id for row in rows}
        rows += tuple(row for row in two.rows if _is_answer(row) and row.id not in held)
        person = replace(
            one,
            relations=one.relations or two.relations,
            grounds=() if refused else (*one.grounds, *two.grounds),
            prohibitions=(*one.prohibitions, *fresh),
            contacts=_each_once((*one.contacts, *two.contacts)),
            rows=rows,
        )
        return Growth(
            person, _union(self.ended, other.ended), _union(self.superseded, other.superseded),
            _union(self.undeliverable, other.undeliverable), _union(self.renewed, other.renewed),
            tuple(r for r in (*self.replaced, *other.replaced) if r.by in {row.id for row in rows}),
            _union(self.left, other.left),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record comes to. ``not_raised``: why a permission that the file claims is not given.

    ``notes`` are stable codes to be counted; ``growths`` may also concern others of its mailbox.
    """

    new: Person | None = None
    growths: tuple[Growth, ...] = ()
    not_raised: str | None = None
    notes: tuple[str, ...] = ()


def _each_field_once(rows: Sequence[Row], more: Sequence[Row]) -> tuple[Row, ...]:
    """Of two records that speak of one person, the first tells each field of a relation."""
    kept = {
        (row.category, row.field, row.id if _is_answer(row) else row.columns.get("relation")): row
        for row in (*more, *rows)
    }
    return tuple(row for row in (*rows, *more) if row in kept.values())


def _each_once(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """One name, and each address once, when two records speak of one person."""
    kept: dict[tuple[str, str], Contact] = {}
    for contact in contacts:
        kept.setdefault(
            (contact.kind, "" if contact.kind in ("name", "address") else str(contact.value)), contact
        )
    return tuple(kept.values())


def _union(one: tuple[Any, ...], two: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*one, *two)))


def _is_answer(row: Row) -> bool:
    """Whoever answers two forms has two answers."""
    return f"{row.category}.{row.field}" == ANSWERS
