"""What somebody does who holds the application's role and its password: bare SQL, no verb of ours.

``Intruder`` is a connection of the role ``app`` with a ticket; it knows the gate's functions by name
and nothing of the key file. ``taken`` is all that can be had under a line: ciphertext with its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from seloste.engine.connect import Connection
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.terms.act import Act
from seloste.terms.words import Basis, Label
from tests.database import Register

NEWSLETTER, CARE, PHONE = "newsletter.email", "customer_care", "telemarketing.phone"
FORBIDDEN = "42501"
UNDEFINED = ("42P01", "42883")
MAILCHIMP = people.Origin("mailchimp", NEWSLETTER)
Rows = list[tuple[Any, ...]]


@dataclass
class Intruder:
    """A psql in the application's role; ``act`` is the ticket that it was given or has stolen."""

    connection: Connection
    act: Act
    opened: list[int] = field(default_factory=list)

    @property
    def secret(self) -> bytes:
        return self.act.ticket.secret

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> Rows:
        cursor = self.connection.execute(statement.encode(), parameters)
        return cursor.fetchall() if cursor.description else []

    def one(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        rows = self.run(statement, parameters)
        return rows[0][0] if rows else None

    def enter(self, use: str = NEWSLETTER) -> int | None:
        return self.one("select gate.enter(%s, %s, 'work')", (use, self.secret))  # type: ignore[no-any-return]  # a bigint or null

    def look(self, ids: Sequence[tuple[UUID, UUID]], use: str = NEWSLETTER) -> int | None:
        """A committed line of verb ``open`` over these rows, or None when none may be touched."""
        with self.connection.transaction():
            self.enter(use)
            return self.look_inside(ids)

    def look_inside(self, ids: Sequence[tuple[UUID, UUID]]) -> int | None:
        pair = ([person for person, _ in ids], [row for _, row in ids])
        return self.one("select gate.look_contact(%s, %s)", pair)  # type: ignore[no-any-return]  # a bigint or null

    def taken(self, line: int | None, secret: bytes | None = None) -> Rows:
        return self.run("select * from gate.open_contact(%s, %s)", (line, secret or self.secret))

    def visible(self) -> set[UUID]:
        """People of whom the policy shows a contact row now."""
        return {row[0] for row in self.run("select distinct subject_id from register.contact")}


def refused(
    intruder: Intruder, statement: str, parameters: Sequence[Any] = (), codes: Sequence[str] = (FORBIDDEN,)
) -> str:
    """The statement must fail with one of these codes; the code comes back, and nothing is left open."""
    with pytest.raises(psycopg.Error) as caught:
        intruder.run(statement, parameters)
    if intruder.connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        intruder.connection.rollback()
    assert caught.value.sqlstate in codes, f"{statement}: {caught.value.sqlstate} {caught.value}"
    return str(caught.value.sqlstate)


def refused_under(
    intruder: Intruder,
    use: str,
    statement: str,
    parameters: Sequence[Any] = (),
    codes: Sequence[str] = ("SL018",),
) -> None:
    """As ``refused``, inside a transaction that has entered a use."""
    with pytest.raises(psycopg.Error) as caught, intruder.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        assert intruder.enter(use), f"the intruder must hold {use}, or this attack shows nothing"
        intruder.run(statement, parameters)
    assert caught.value.sqlstate in codes, f"{statement}: {caught.value.sqlstate} {caught.value}"


def intruder(register: Register, actor: str | None = None, role: str = "app") -> Intruder:
    """The first actor's ticket, or a new one of another actor's."""
    return Intruder(register.connect(role), register.ticket(actor) if actor else register.act)


def an_actor(register: Register, name: str, *rights: str) -> str:
    """A further actor with these grants for a day, given by the first."""
    first = intruder(register)
    first.run(
        "select gate.add_actor(%s, %s, 'staff', %s, clock_timestamp() + interval '1 day')",
        (first.secret, name, list(rights)),
    )
    return name


def a_subscriber(
    register: Register, address: str, *, until: timedelta | None = None, consent: bool = True
) -> Person:
    """A prospect with name and e-mail address, and (unless told) a consent for that address."""
    email = Contact("email", address)
    ended = now(register) + until if until is not None else None
    ground = Ground(Basis.CONSENT, NEWSLETTER, {"text": "I agree"}, row=email.id, ended=ended)
    person = Person(
        relations=(Relation("prospect"),),
        grounds=(ground,) if consent else (),
        contacts=(Contact("name", {"given": "Testi", "family": "Henkilö"}), email),
    )
    people.add(register.vault(), [person], MAILCHIMP, register.act)
    return person


def a_customer(register: Register, address: str) -> Person:
    """A customer with a work address, known by their own word; no newsletter."""
    email = Contact("email", address, label=Label.WORK)
    person = Person(
        relations=(Relation("customer"),),
        contacts=(Contact("name", {"given": "Asia", "family": "Kas"}), email),
    )
    people.add(register.vault(), [person], people.Origin("self", CARE), register.act)
    return person


def now(register: Register) -> Any:
    """The database's own clock."""
    row = register.superuser().execute("select clock_timestamp()").fetchone()
    assert row is not None
    return row[0]


def email_of(person: Person) -> tuple[UUID, UUID]:
    """Person and row of the e-mail address."""
    return person.id, next(contact.id for contact in person.contacts if contact.kind == "email")


def as_superuser(register: Register, statement: str, parameters: Sequence[Any] = ()) -> None:
    """What only whoever owns the machine can do, past every trigger: to stage a scene, never to attack."""
    connection = register.superuser()
    connection.execute("set session_replication_role = replica")
    connection.execute(statement.encode(), parameters)
    connection.close()
