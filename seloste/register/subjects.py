"""A person as somebody names them: an e-mail address, a phone number or an id."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.notice.policy import Policy
from seloste.protection import blind
from seloste.protection.vault import Vault
from seloste.register import finding
from seloste.terms.act import Act
from seloste.terms.addresses import suppression_keys
from seloste.terms.words import RIGHTS


class BadSubject(SelosteError):
    """What was typed is no address and no id."""

    exit_code = Exit.BAD_INPUT
    code = "bad_subject"


class SeveralSubjects(BadSubject):
    """Several people have the address; ``people`` are their ids."""

    code = "several_subjects"

    def __init__(self, people: list[UUID]) -> None:
        super().__init__(
            f"{len(people)} people have this address.", help="Name one by id: " + ", ".join(map(str, people))
        )
        self.people = people


@dataclass(frozen=True, slots=True)
class Subject:
    """``person`` None: nobody has this address. ``row``: the row of the address that was named."""

    person: UUID | None
    row: UUID | None = None
    address: tuple[str, str] | None = None


def resolve(vault: Vault, typed: str, use: str, act: Act) -> Subject:
    """Who is meant: looked up under ``rights`` when the actor holds it, else under the use asked about.

    Raises BadSubject or SeveralSubjects.
    """
    try:
        return Subject(UUID(typed.strip()))
    except ValueError:
        pass
    address = finding.as_address(typed.strip())
    if address is None:
        raise BadSubject(
            "This is no e-mail address, phone number or id.",
            help="Phone numbers as +358 …; `-` reads the subject from standard input.",
        )
    found = finding.by_address(vault, *address, _under(vault, use, act), act)
    if len(people := sorted({one.person for one in found})) > 1:
        raise SeveralSubjects(people)
    return Subject(found[0].person, found[0].row, address) if found else Subject(None, None, address)


def suppressed(vault: Vault, policy: Policy, subject: Subject, use: str, act: Act) -> bool:
    """Whether a refusal that outlived an erasure stands against this address for this use (spine 25)."""
    if subject.address is None:
        return False
    kind, value = subject.address
    forms = suppression_keys(value) if kind == "email" else (value,)
    hashes = blind.suppressions(vault.keys.suppression_key, kind, forms)
    with bind.use(vault.connection, _under(vault, use, act), act):
        rows = vault.connection.execute("select scope from gate.suppressed(%s)", (hashes,)).fetchall()
    standing = {int(row[0]) for row in rows}
    return any(int(scope) in standing and use in uses for scope, uses in policy.scopes.items())


def _under(vault: Vault, use: str, act: Act) -> str:
    row = vault.connection.execute(
        "select %s = any(rights) from gate.whoami(%s)", (RIGHTS, act.ticket.secret)
    ).fetchone()
    return RIGHTS if row and row[0] else use
