"""A register of invented people behind the pages, and visitors with and without a ticket."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from seloste.engine import log
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.terms.act import Act
from seloste.terms.words import Basis, Scope
from seloste.web import choices, tickets, vaults
from tests.conftest import Engine, an_engine
from tests.database import Register, a_register

NEWSLETTER = "newsletter.email"


@pytest.fixture(scope="session", params=["embedded"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """What pages and browsers make of a register doesn't depend on the engine behind it."""
    return an_engine(request.param)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    """A copy of the template, served by the pages of this process."""
    with a_register(engine) as made:
        vaults.use_installation(made)
        yield made
        vaults.drop()
        vaults.use_installation(None)


@pytest.fixture(autouse=True)
def _own_vault() -> Iterator[None]:
    yield
    vaults.drop()


@dataclass
class Visitor:
    """A browser as far as the pages see it: cookies, and forms with their token."""

    client: Client = field(default_factory=lambda: Client(headers={"host": "localhost"}))

    def signed_in(self, act: Act, use: str = NEWSLETTER, language: str = "fi") -> Visitor:
        self.client.cookies[tickets.COOKIE] = act.ticket.secret.hex()
        self.client.cookies[choices.USE] = use
        return self.speaking(language)

    def speaking(self, language: str) -> Visitor:
        self.client.cookies[choices.LANGUAGE] = language
        return self

    def get(self, address: str) -> Any:
        return self.client.get(address)

    def post(self, address: str, **fields: str) -> Any:
        return self.client.post(address, fields)


@pytest.fixture
def visitor(register: Register) -> Visitor:
    """Somebody without a ticket."""
    return Visitor()


@pytest.fixture
def staff(register: Register) -> Visitor:
    """The first actor, under the newsletter."""
    return Visitor().signed_in(register.act)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that this process logs meanwhile, as a server writes it."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    log.configure(stream)
    yield stream
    root.handlers[:], logging.raiseExceptions = handlers, raising
    root.setLevel(level)


def events(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def a_person(
    given: str,
    family: str,
    email: str,
    *,
    phone: str = "",
    subscribed: bool = True,
    forbids: Scope | None = None,
    group: str = "prospect",
) -> Person:
    """Somebody with a name and an address; a newsletter's consent unless told otherwise."""
    now = datetime.now(UTC)
    address = Contact("email", email)
    contacts = [Contact("name", {"given": given, "family": family}), address]
    contacts += [Contact("phone", phone)] if phone else []
    ground = Ground(
        Basis.CONSENT, NEWSLETTER, {"text": "invented"}, row=address.id, started=now - timedelta(days=30)
    )
    return Person(
        relations=(Relation(group, started=now - timedelta(days=60)),),
        grounds=(ground,) if subscribed else (),
        prohibitions=(Prohibition(forbids, since=now - timedelta(days=3)),) if forbids else (),
        contacts=tuple(contacts),
    )


def add(register: Register, *persons: Person) -> list[UUID]:
    people.add(register.vault(), persons, people.Origin("self", "rights"), register.act)
    return [person.id for person in persons]


def a_clerk(register: Register, name: str, *rights: str) -> Act:
    """A further actor with these grants."""
    register.connect().execute(
        "select gate.add_actor(%s, %s, 'staff', %s, now() + interval '1 day')",
        (register.act.ticket.secret, name, list(rights)),
    )
    return register.ticket(name)
