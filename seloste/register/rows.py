"""Rows of personal data through their doors: one way for every table, generated from the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from seloste.protection import keeping
from seloste.protection.keeping import Keyring
from seloste.protection.vault import Vault
from seloste.register.facts import Contact, Person, Row
from seloste.register.values import checked
from seloste.terms.words import Fate

if TYPE_CHECKING:
    from seloste.register.records import PersonalRecord, Plain

BATCH = 1000
DEFAULTS: dict[str, Any] = {"smallint": 0}


class UnknownField(ValueError):
    """A field that no model holds, or a column that its model lacks."""

    code = "unknown_field"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where data come from: a source of the notice, the use under which it is collected, the import."""

    source: str
    use: str
    batch: UUID | None = None

    def under(self, use: str) -> Origin:
        """The same source and import, under another use."""
        return replace(self, use=use)


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as its door takes it."""

    person: UUID
    id: UUID
    kind: int
    fate: Fate
    obtained: datetime | None
    columns: dict[str, Any]
    value: Any = field(repr=False)


@lru_cache(maxsize=1)
def models() -> dict[tuple[str, str], tuple[type[PersonalRecord], int]]:
    """(category, field) -> the model that holds it, and its number."""
    from seloste.register.records import registry  # Django's registry of models must stand

    return {
        (model.holds.category, name): (model, number)
        for model in registry()
        for name, number in model.holds.fields.items()
    }


def model_of(category: str, name: str) -> tuple[type[PersonalRecord], int]:
    """Raises UnknownField."""
    found = models().get((category, name))
    if found is None:
        raise UnknownField(f"{category}.{name}: no model holds this field.")
    return found


def store(vault: Vault, people: Iterable[Person], ring: Keyring, origin: Origin) -> None:
    """All rows of these people, table by table, and the index beside; in the transaction that is open."""
    by_model: dict[type[PersonalRecord], list[Stored]] = {}
    for person in people:
        for contact in person.contacts:
            model, kind = model_of("contact", contact.kind)
            by_model.setdefault(model, []).append(_contact(person.id, kind, contact))
        for row in person.rows:
            model, kind = model_of(row.category, row.field)
            by_model.setdefault(model, []).append(_stored(person.id, kind, model, row))
    for model in sorted(by_model, key=lambda one: one.holds.code):
        rows = by_model[model]
        put = _putter(model)
        for start in range(0, len(rows), BATCH):
            put(vault, rows[start : start + BATCH], ring, origin)


def _contact(person: UUID, kind: int, contact: Contact) -> Stored:
    columns = {"label": int(contact.label), "state": int(contact.state)}
    value = checked(f"contact.{contact.kind}", contact.value)
    return Stored(person, contact.id, kind, Fate.ORDINARY, contact.obtained, columns, value)


def _stored(person: UUID, kind: int, model: type[PersonalRecord], row: Row) -> Stored:
    known = {column.name for column in model.holds.plain}
    if unknown := row.columns.keys() - known:
        raise UnknownField(f"{row.category}.{row.field}: its model has no column {sorted(unknown)[0]}.")
    return Stored(person, row.id, kind, row.fate, row.obtained, dict(row.columns), row.value)


Put = Callable[[Vault, Sequence[Stored], Keyring, Origin], None]


@lru_cache(maxsize=64)
def _putter(model: type[PersonalRecord]) -> Put:
    from seloste.register.schema import table_of

    table, plain = table_of(model), model.holds.plain
    columns = "".join(f"%s::{_type(column)}[], " for column in plain)
    call = (
        f"select gate.add_{table}(%s, %s, %s::smallint[], %s::smallint[], %s::smallint[], %s::timestamptz[], {columns}%s, %s, %s)"
    ).encode()

    def put(vault: Vault, rows: Sequence[Stored], ring: Keyring, origin: Origin) -> None:
        beside = [[row.columns.get(column.name, _default(column)) for row in rows] for column in plain]
        sealed = [ring.seal(table, row.id, row.person, row.fate, row.value) for row in rows]
        head = [
            [row.person for row in rows], [row.id for row in rows], [row.kind for row in rows],
            [int(row.fate) for row in rows], [keeping.FORM] * len(rows), [row.obtained for row in rows],
        ]  # fmt: skip
        vault.connection.execute(call, (*head, *beside, sealed, origin.source, origin.batch))
        if table == "contact":
            names = {number: name for name, number in model.holds.fields.items()}
            keeping.index(vault, [(row.person, row.id, names[row.kind], row.value) for row in rows])

    return put


def _type(column: Plain) -> str:
    return column.type.removesuffix(" not null")


def _default(column: Plain) -> Any:
    return int(column.default) if column.default is not None else None
