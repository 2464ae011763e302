"""Who acts: the ticket lives in a cookie, and the database says whose it is (spine 6)."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from seloste.protection.vault import Vault
from seloste.terms.act import Ticket
from seloste.web import choices

COOKIE = "seloste_ticket"
PASTED = "seloste_pasted"
"""Marks a ticket that lives elsewhere too: leaving forgets it here and doesn't end it."""

LASTS = timedelta(hours=12)
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Actor:
    """The holder of a ticket in force; ``rights`` as granted, ``*`` for every use of the notice."""

    id: UUID
    name: str
    role: str
    rights: frozenset[str]

    def may_enter(self, use: str, live: bool) -> bool:
        return use in self.rights or (live and "*" in self.rights)


def read(text: str) -> Ticket | None:
    """A ticket as people paste it: 64 hex digits, white space round it set aside."""
    tidy = text.strip().lower()
    return Ticket(bytes.fromhex(tidy)) if _HEX.fullmatch(tidy) else None


def held(request: HttpRequest) -> Ticket | None:
    """The ticket in the request's cookie, in force or not."""
    return read(request.COOKIES.get(COOKIE, ""))


def holder(vault: Vault, ticket: Ticket) -> Actor | None:
    """Whose ticket it is; None when it has ended or was never given."""
    query = "select actor, name, role, rights from gate.whoami(%s)"
    row = vault.connection.execute(query, (ticket.secret,)).fetchone()
    return Actor(row[0], row[1], row[2], frozenset(row[3])) if row else None


def exchange(vault: Vault, once: Ticket) -> Ticket | None:
    """A ticket that lasts, for a one-time one, which is spent by this; None when it can't be."""
    secret = secrets.token_bytes(32)
    row = vault.connection.execute(
        "select gate.exchange(%s, %s, %s)", (once.secret, sha256(secret).digest(), LASTS)
    ).fetchone()
    return Ticket(secret) if row and row[0] is not None else None


def end(vault: Vault, ticket: Ticket) -> None:
    """The ticket opens nothing any more."""
    vault.connection.execute("select gate.sign_out(%s)", (ticket.secret,))


def put(request: HttpRequest, response: HttpResponse, ticket: Ticket, *, pasted: bool) -> None:
    """Into the browser: host-only, for this site's own requests, out of reach of scripts."""
    secure = choices.is_secure(request)
    lasts = int(LASTS.total_seconds())
    response.set_cookie(
        COOKIE, ticket.secret.hex(), max_age=lasts, httponly=True, samesite="Strict", secure=secure
    )
    if pasted:
        response.set_cookie(PASTED, "1", max_age=lasts, httponly=True, samesite="Strict", secure=secure)
    else:
        response.delete_cookie(PASTED, samesite="Strict")


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Strict")
    response.delete_cookie(PASTED, samesite="Strict")
