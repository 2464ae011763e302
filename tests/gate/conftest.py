"""One register for each module of attacks, and the intruders who share it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from seloste.register.facts import Person
from seloste.terms.act import Act, Ticket
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.gate.raw import Intruder, a_customer, a_subscriber, an_actor, intruder


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


@pytest.fixture(scope="module")
def subscriber(register: Register) -> Person:
    """Whom the newsletter reaches."""
    return a_subscriber(register, "tilaaja@example.com")


@pytest.fixture(scope="module")
def stranger(register: Register) -> Person:
    """Whom the newsletter does not reach: no consent."""
    return a_subscriber(register, "muu@example.com", consent=False)


@pytest.fixture(scope="module")
def customer(register: Register) -> Person:
    """Whom customer care reaches, and the newsletter does not."""
    return a_customer(register, "asiakas@example.com")


@pytest.fixture
def thief(register: Register) -> Iterator[Intruder]:
    """The first actor's ticket, which holds every grant: what it is refused, nobody gets."""
    yield intruder(register)
    register.close()


@pytest.fixture(scope="module")
def writer(register: Register) -> str:
    """An actor with the newsletter alone."""
    return an_actor(register, "writer", "newsletter.email")


@pytest.fixture(scope="module")
def carer(register: Register) -> str:
    """An actor with customer care alone."""
    return an_actor(register, "carer", "customer_care")


@pytest.fixture(scope="module")
def keeper(register: Register) -> str:
    """An actor with upkeep alone, as the worker has."""
    return an_actor(register, "keeper", "upkeep")


@pytest.fixture
def outsider(register: Register) -> Iterator[Intruder]:
    """The role's password and no ticket at all."""
    yield Intruder(register.connect(), Act(Ticket(bytes(32))))
    register.close()


@pytest.fixture
def target(register: Register) -> Person:
    """A prospect who has consented to nothing, fresh for each attack."""
    return a_subscriber(register, f"{uuid4().hex[:12]}@example.com", consent=False)
