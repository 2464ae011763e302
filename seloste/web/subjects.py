"""A person as somebody types them on a page: an e-mail address, a phone number or an id."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from seloste.gate import bind
from seloste.protection import blind
from seloste.register import finding
from seloste.terms.addresses import suppression_keys
from seloste.terms.words import RIGHTS
from seloste.web.desk import Desk


class NoSubject(ValueError):
    """What was typed is no address and no id, or several people have the address."""


@dataclass(frozen=True, slots=True)
class Subject:
    """``person`` None: nobody has this address. ``row``: the row of the address that was named."""

    person: UUID | None
    row: UUID | None = None
    address: tuple[str, str] | None = None


def resolve(desk: Desk, typed: str, use: str) -> Subject:
    """Who is meant, looked up under ``rights`` when held, else under the use asked about.

    Raises NoSubject.
    """
    try:
        return Subject(UUID(typed.strip()))
    except ValueError:
        pass
    address = finding.as_address(typed)
    if address is None:
        raise NoSubject
    found = finding.by_address(desk.vault, *address, _under(desk, use), desk.act)
    if len({one.person for one in found}) > 1:
        raise NoSubject
    return Subject(found[0].person, found[0].row, address) if found else Subject(None, None, address)


def suppressed(desk: Desk, subject: Subject, use: str) -> bool:
    """Whether a refusal that outlived an erasure stands against this address for this use."""
    if subject.address is None:
        return False
    kind, value = subject.address
    forms = suppression_keys(value) if kind == "email" else (value,)
    hashes = blind.suppressions(desk.vault.keys.suppression_key, kind, forms)
    with bind.use(desk.vault.connection, _under(desk, use), desk.act):
        rows = desk.vault.connection.execute("select scope from gate.suppressed(%s)", (hashes,)).fetchall()
    standing = {int(row[0]) for row in rows}
    return any(int(scope) in standing and use in uses for scope, uses in desk.policy.scopes.items())


def _under(desk: Desk, use: str) -> str:
    return RIGHTS if RIGHTS in desk.actor.rights else use
