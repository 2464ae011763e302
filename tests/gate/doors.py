"""Steps through the doors, as an intruder makes them: statements, and what came of them."""

from __future__ import annotations

from typing import Any

import psycopg

from seloste.register.facts import Person
from tests.database import Register
from tests.gate.raw import NEWSLETTER, Intruder, email_of, intruder

SEALED = bytes(40)
GROUND = (
    "select gate.add_facts(%s, null, '{}', array[row(%s, gen_random_uuid(), 1, %s, %s, false, null, null,"
    " gen_random_uuid(), 1, %s)::gate.new_ground], '{}')"
)
RELATION = (
    "select gate.add_facts(%s, null, array[row(%s, gen_random_uuid(), %s, null, null, null, %s)"
    "::gate.new_relation], '{}', '{}')"
)
CONTACT = (
    "select gate.add_contact(%s, %s, %s::smallint[], %s::smallint[], '{1,1}', '{null,null}', "
    "'{0,0}', '{0,0}',"
    " '{null,null}', '{null,null}', %s, %s, null)"
)
KEEP = "select gate.keep(%s)"


def through(who: Intruder, use: str, *steps: tuple[str, tuple[Any, ...]]) -> str | None:
    """Steps in one transaction under a use: the code of the refusal, or None when all were let through."""
    try:
        with who.connection.transaction():
            assert who.enter(use)
            for statement, parameters in steps:
                who.run(statement, parameters)
    except psycopg.Error as error:
        return str(error.sqlstate)
    return None


def consent(
    person: Person, *, source: str = "mailchimp", use: str = NEWSLETTER, sealed: bytes | None = SEALED
) -> tuple[str, tuple[Any, ...]]:
    return GROUND, (source, person.id, use, email_of(person)[1], sealed)


def claims_key(person: Person) -> tuple[str, tuple[Any, ...]]:
    """The key that seals evidence: what the door needs besides."""
    return "select gate.add_keys(%s, '{2}', '{1}', %s)", ([person.id], [bytes(60)])


def keeping(*people: Person) -> tuple[str, tuple[Any, ...]]:
    return KEEP, ([person.id for person in people],)


def sees(register: Register, use: str, person: Person) -> bool:
    seer = intruder(register)
    with seer.connection.transaction():
        seer.enter(use)
        return person.id in seer.visible()
