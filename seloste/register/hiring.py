"""Openings and what was decided of an application: the decision stays for claims alone (L18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import Person, Row
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.refusals import refuse_identity_codes
from seloste.terms.words import Fate


@dataclass(frozen=True, slots=True)
class Decision:
    """``reasons``: why, as they would be given (609/1986, 1325/2014). ``told``: when the applicant was told,
    aware; the time to claim runs from it, and so does the notice's period.
    """

    reasons: str
    told: datetime
    opening: UUID | None = None


def announce(vault: Vault, title: str, opened: date) -> UUID:
    """A job is open; its id."""
    refuse_identity_codes(title, "opening.title")
    opening = uuid4()
    vault.connection.execute(
        "insert into register.opening (id, title, opened) values (%s, %s, %s)", (opening, title, opened)
    )
    return opening


def close(vault: Vault, opening: UUID, closed: date) -> None:
    """The job is no longer open."""
    vault.connection.execute("update register.opening set closed = %s where id = %s", (closed, opening))


def decide(vault: Vault, person: UUID, decision: Decision, origin: Origin, act: Act) -> UUID:
    """Write a decision down, sealed under the key of claims: it opens for ``legal`` alone. The row's id.

    Raises Undeclared when the notice keeps no decisions for claims.
    """
    columns = {"opening": decision.opening, "at": decision.told, "ended": decision.told}
    row = Row("applications", "decision", {"reasons": decision.reasons}, columns, decision.told, Fate.CLAIMS)
    people.extend(vault, [Person(id=person, rows=(row,))], origin, act)
    return row.id
