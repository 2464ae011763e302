"""A person as a command names them: an e-mail address, a phone number, an id, or ``-`` for standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from uuid import UUID

from seloste.cli.session import Session
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.protection import blind
from seloste.register import finding
from seloste.terms.addresses import suppression_keys
from seloste.terms.words import RIGHTS


class BadSubject(SelosteError):
    exit_code = Exit.BAD_INPUT
    code = "bad_subject"


class NotFound(SelosteError):
    exit_code = Exit.REFUSED
    code = "not_found"


@dataclass(frozen=True, slots=True)
class Subject:
    """``person`` None: nobody has this address. ``row``: the row of the address that was named."""

    person: UUID | None
    row: UUID | None = None
    address: tuple[str, str] | None = None


def typed(word: str) -> str:
    """What was typed, or the first line of standard input for ``-``: so it stays out of the shell's history."""
    return sys.stdin.readline().strip() if word == "-" else word.strip()


def resolve(session: Session, word: str) -> Subject:
    """Look the subject up under the right to ask (``rights``). Raises BadSubject for what is no address or id."""
    text = typed(word)
    try:
        return Subject(UUID(text))
    except ValueError:
        pass
    address = finding.as_address(text)
    if address is None:
        raise BadSubject(
            "This is no e-mail address, phone number or id.",
            help="Phone numbers as +358 …; `-` reads the subject from standard input.",
        )
    found = finding.by_address(session.vault, *address, RIGHTS, session.act)
    people = {one.person for one in found}
    if len(people) > 1:
        raise BadSubject(
            f"{len(people)} people have this address.",
            help="Name one by id: " + ", ".join(sorted(map(str, people))),
        )
    return Subject(found[0].person, found[0].row, address) if found else Subject(None, None, address)


def suppressed(session: Session, subject: Subject, use: str) -> bool:
    """Whether a refusal that outlived an erasure stands against this address for this use."""
    if subject.address is None:
        return False
    kind, value = subject.address
    forms = suppression_keys(value) if kind == "email" else (value,)
    hashes = blind.suppressions(session.vault.keys.suppression_key, kind, forms)
    with bind.use(session.vault.connection, RIGHTS, session.act):
        scopes = {
            row[1] for row in session.vault.connection.execute("select * from gate.suppressed(%s)", (hashes,))
        }
    covered = session.published().policy.scopes
    return any(use in covered.get(scope, ()) for scope in covered if int(scope) in scopes)
