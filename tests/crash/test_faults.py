"""A fault after statement 1, 2, … n of a business act leaves a register that is whole, and the act can be done again.

The fault is a connection that breaks off: what a killed server, a cable or a time limit do to a client.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from seloste.protection import indexing, turning
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Contact, Person, Prohibition
from seloste.register.people import Origin
from seloste.retention import erasures, sweeping
from seloste.terms.act import Act
from seloste.terms.words import Scope
from tests.crash.checking import faults
from tests.crash.places import Place
from tests.database import NOTICE
from tests.people import a_person, canary

MOST = 60
"""More statements than any of these acts has."""
EVERY = int(os.environ.get("EVERY", "3"))
"""The suite breaks each act off after every third statement, from one of the first three on; ``make crash`` after each."""


class Breaking:
    """Lets so many statements of a connection through and then closes it under the next."""

    def __init__(self, vault: Vault, after: int) -> None:
        self.broke = False
        self._left, self._connection, self._execute = after, vault.connection, vault.connection.execute
        vault.connection.execute = self._counted  # type: ignore[method-assign]  # as a fault would: from below

    def _counted(self, *arguments: Any, **named: Any) -> Any:
        if self._left == 0:
            self.broke = True
            self._connection.close()
        self._left -= 1
        return self._execute(*arguments, **named)


def _add(vault: Vault, act: Act, _who: UUID) -> None:
    people.add(vault, [a_person(consent=True)[0]], Origin("website", "newsletter.email"), act)


def _extend(vault: Vault, act: Act, who: UUID) -> None:
    more = Person(
        (), (), (Prohibition(Scope.MARKETING_EMAIL),), (Contact("email", f"{canary()}@example.com"),), id=who
    )
    people.extend(vault, [more], Origin("self", "rights"), act)


def _erase(vault: Vault, act: Act, who: UUID) -> None:
    erasures.carry_out(vault, erasures.plan(vault, who, act), act)


def _sweep(vault: Vault, act: Act, _who: UUID) -> None:
    sweeping.sweep(vault, act)


def _turn(vault: Vault, act: Act, who: UUID) -> None:
    turning.turn(vault, act, [vault.keys.bucket_of(who)])


def _renew(vault: Vault, act: Act, _who: UUID) -> None:
    indexing.renew(vault, act)


ACTS: dict[str, Callable[[Vault, Act, UUID], None]] = {
    "add": _add, "extend": _extend, "erase": _erase, "sweep": _sweep, "turn": _turn, "renew": _renew,
}  # fmt: skip


@pytest.fixture(scope="module")
def somebody(place: Place) -> UUID:
    """One of three people in a register."""
    place.done("setup")
    place.done("notice", "publish", NOTICE)
    made = [a_person(consent=True) for _ in range(3)]
    installation = place.installation
    with (vault := installation.vault()).connection:
        people.add(
            vault, [person for person, _ in made], Origin("website", "newsletter.email"), installation.act()
        )
    place.keep("three")
    return made[0][1].id


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_that_breaks_off_after_any_statement_leaves_the_register_whole(
    place: Place, somebody: UUID, name: str
) -> None:
    installation, broken = place.installation, 0
    act = installation.act(reason="request")
    for after in range(random.randrange(EVERY), MOST, EVERY):
        place.back_to("three")
        vault = installation.vault()
        breaking = Breaking(vault, after)
        try:
            ACTS[name](vault, act, somebody)
        except psycopg.OperationalError:
            pass
        finally:
            vault.connection.close()
        if not breaking.broke:
            break
        broken += 1
        assert faults(place) == [], (name, after)
        _recovered(place, act)
        assert faults(place) == [], (name, after, "recovered")
        _once_more(place, act, somebody, name)

    assert 0 < broken < MOST


def _recovered(place: Place, act: Act) -> None:
    """What every start does."""
    with (vault := place.installation.vault()).connection:
        turning.recover(vault, act)
        indexing.ensure(vault, act)
        erasures.resume(vault, act)


def _once_more(place: Place, act: Act, who: UUID, name: str) -> None:
    with (vault := place.installation.vault()).connection:
        known = vault.connection.execute("select people from gate.register_size()").fetchone()
        if name == "erase" and known == (2,):
            return  # the start has finished the erasure
        ACTS[name](vault, act, who)
    assert faults(place) == [], (name, "done again")
