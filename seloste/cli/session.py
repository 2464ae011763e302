"""What nearly every command begins with: the installation, who acts, the policy in force."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

from psycopg import OperationalError

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import publishing
from seloste.gate.errors import NotPermitted
from seloste.gate.publishing import Published
from seloste.protection import outbox
from seloste.protection.vault import Vault
from seloste.register.installation import Installation, NoTicket, NotSetUp, here
from seloste.terms.act import Act


class NothingPublished(SelosteError):
    exit_code = Exit.REFUSED
    code = "nothing_published"


def start() -> None:
    """The registry of models is Django's: set it up once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seloste.engine.settings")
    import django

    django.setup()


@dataclass(frozen=True, slots=True)
class Session:
    """An installation opened by an actor."""

    installation: Installation
    vault: Vault
    act: Act

    def published(self) -> Published:
        """The policy in force. Raises NothingPublished."""
        found = publishing.published(self.vault.connection)
        if found is None:
            raise NothingPublished(
                "No notice is published, so everything but set-up and publishing is closed.",
                help="`seloste notice publish notices/avoin-systems/revised.toml`",
            )
        return found


def open_session(arguments: argparse.Namespace, reason: str = "work") -> Session:
    """By the ticket in the home that ``--as`` names."""
    start()
    installation = here()
    if installation.home.note:
        print(installation.home.note, file=sys.stderr)
    act = installation.act(getattr(arguments, "actor", None) or "first", reason)
    session = Session(installation, installation.vault(), act)
    outbox.check(session.vault)
    _opened.append(session)
    return session


_opened: list[Session] = []


def finish() -> None:
    """At a command's end: what a restore must do again goes into the sealed list.

    Without the worker's ticket here, or its grant, the worker itself does it within a second.
    """
    while _opened:
        session = _opened.pop()
        with suppress(NoTicket, NotPermitted, NotSetUp, OperationalError), _carrying():
            act = session.installation.act("worker", "upkeep")
            with closing(_open_still(session).connection) as connection:
                outbox.flush(Vault(connection, session.vault.keys), act)


def _open_still(session: Session) -> Vault:
    """Commands that take long close their connection themselves."""
    return session.installation.vault("worker") if session.vault.connection.closed else session.vault


class NotCarried(SelosteError):
    """The command is done; the list that a restore goes by lacks it."""

    exit_code = Exit.ENGINE
    code = "not_carried"


@contextmanager
def _carrying() -> Iterator[None]:
    """Raises NotCarried where the list can't be written."""
    try:
        yield
    except OSError as error:
        raise NotCarried(
            f"What this command did stands, but the replay list can't be written: {error.strerror}.",
            help="Make room, or make the keys' folder writable: the worker or the next command carries it into the list.",
        ) from None


def common(command: argparse.ArgumentParser, *, actor: bool = True) -> None:
    """``--json`` and ``--as`` stand on every command."""
    command.add_argument("--json", action="store_true", help="print one JSON document")
    if actor:
        command.add_argument(
            "--as", dest="actor", metavar="NAME", help="whose ticket to act by (default: first)"
        )
