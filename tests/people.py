"""Builders of invented people, through the real verbs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.register.people import Origin
from seloste.terms.words import Basis, Label, RowState
from tests.database import Register

SHOWN = {"text": "I want the newsletter.", "how": "web form"}


def canary() -> str:
    """A fresh value of 12 letters that stands nowhere else."""
    return "zq" + secrets.token_hex(5)


@dataclass(frozen=True)
class Made:
    """A person that a test stored: ids of its rows, and what is in them."""

    id: UUID
    email: str
    family: str
    email_row: UUID
    name_row: UUID
    ground: UUID | None


def a_person(
    *,
    group: str = "prospect",
    consent: bool = False,
    prohibitions: tuple[Prohibition, ...] = (),
    grounds: tuple[Ground, ...] = (),
    ended: datetime | None = None,
    active: datetime | None = None,
    started: datetime | None = None,
    state: RowState = RowState.LIVE,
    label: Label = Label.UNKNOWN,
    phone: str | None = None,
    id: UUID | None = None,
) -> tuple[Person, Made]:
    """A person with a name and an e-mail address, and what is known of them."""
    family = canary()
    email = Contact("email", f"{family}@example.com", state=state, label=label)
    name = Contact("name", {"given": "Aino", "family": family})
    consents = (
        (Ground(Basis.CONSENT, "newsletter.email", SHOWN, row=email.id, started=started),) if consent else ()
    )
    contacts = (name, email, *((Contact("phone", phone),) if phone else ()))
    person = Person(
        (Relation(group, started=started or active, ended=ended, active=active),),
        (*consents, *grounds),
        prohibitions,
        contacts,
        id or uuid4(),
    )
    return person, Made(
        person.id, email.value, family, email.id, name.id, consents[0].id if consents else None
    )


def store(
    register: Register, *made: tuple[Person, Made], source: str = "website", use: str = "newsletter.email"
) -> list[Made]:
    """Through the doors, as the application."""
    vault = register.vault()
    people.add(vault, [person for person, _ in made], Origin(source, use), register.act)
    return [one for _, one in made]


def move_clock(register: Register, by: timedelta) -> None:
    """Time passes: the owner alone may say so."""
    owner = register.connect("owner")
    owner.execute("update gate.clock set drift = %s", (by,))
    owner.close()
