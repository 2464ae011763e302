"""Which services a contract, a visit or a contact may name: those of section 1 of the notice (R1.1c)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from seloste.engine.connect import Connection
from seloste.gate import publishing
from seloste.gate.errors import Undeclared
from seloste.register.facts import Person

SERVICE: Final = "service"
"""The key under which the value of a row names the service that it is about, by its name in the notice."""


def named(people: Iterable[Person]) -> frozenset[str]:
    """Every service that a row of these people names."""
    values = (row.value for person in people for row in person.rows)
    return frozenset(
        str(value[SERVICE]) for value in values if isinstance(value, Mapping) and SERVICE in value
    )


def must_know(connection: Connection, people: Iterable[Person]) -> None:
    """Raises Undeclared, which doesn't repeat the name, when a row names a service that the notice doesn't."""
    wanted = named(people)
    if not wanted:
        return
    published = publishing.published(connection)
    known = {service.name for service in published.policy.services} if published else set()
    if not wanted <= known:
        listed = ", ".join(sorted(known)) or "none"
        raise Undeclared("A row names a service that the notice doesn't.", help=f"Its services: {listed}.")
