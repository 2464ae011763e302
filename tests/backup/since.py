"""What happens after a backup was made, and where a restore is stopped."""

from __future__ import annotations

from seloste.backup.backing import Step
from seloste.protection import outbox
from seloste.register import people
from seloste.register.facts import Person, Prohibition
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.words import Scope
from tests.database import Register
from tests.people import Made


def erase(register: Register, one: Made) -> None:
    vault = register.vault()
    erasures.carry_out(vault, erasures.plan(vault, one.id, register.act), register.act)


def flush(register: Register) -> None:
    """What the worker does each second."""
    outbox.flush(register.vault("worker"), register.worker)


def forbid(register: Register, one: Made) -> None:
    """The person forbids marketing by e-mail, and the worker has carried it into the list."""
    said = Person((), (), (Prohibition(Scope.MARKETING_EMAIL),), (), id=one.id)
    people.extend(register.vault(), [said], Origin("self", "rights"), register.act)
    flush(register)


class Stopped(Exception):
    """The process ends here."""


def stop_at(at: str) -> Step:
    def stop(step: str) -> None:
        if step == at:
            raise Stopped

    return stop
