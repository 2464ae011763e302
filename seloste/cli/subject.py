"""A person as a command names them; ``-`` reads it from standard input, so that no shell remembers it."""

from __future__ import annotations

import sys
from uuid import UUID

from seloste.cli.session import Session
from seloste.engine.errors import Exit, SelosteError
from seloste.register import subjects
from seloste.register.subjects import BadSubject, Subject
from seloste.terms.words import RIGHTS

__all__ = ["BadSubject", "NotFound", "Subject", "person", "resolve", "suppressed", "typed"]


class NotFound(SelosteError):
    exit_code = Exit.REFUSED
    code = "not_found"


def typed(word: str) -> str:
    """What was typed, or the first line of standard input for ``-``."""
    return sys.stdin.readline().strip() if word == "-" else word.strip()


def resolve(session: Session, word: str, use: str = RIGHTS) -> Subject:
    """Look the subject up. Raises BadSubject for what is no address or id."""
    return subjects.resolve(session.vault, typed(word), use, session.act)


def person(session: Session, word: str) -> UUID:
    """Who is meant, under ``rights``. Raises NotFound when nobody has the address that was typed."""
    found = resolve(session, word)
    if found.person is None:
        raise NotFound("The register holds nobody with this address.")
    return found.person


def suppressed(session: Session, subject: Subject, use: str) -> bool:
    """Whether a refusal that outlived an erasure stands against this address for this use."""
    return subjects.suppressed(session.vault, session.published().policy, subject, use, session.act)
