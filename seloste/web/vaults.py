"""A vault for each thread that serves: a connection of the application's role, and the keys.

Made at the first request of a thread and kept; one that broke or was left inside a transaction is
thrown away, and the next request connects anew.
"""

from __future__ import annotations

import threading
from typing import Protocol

import psycopg
from psycopg import pq

from seloste.engine.database import Roles
from seloste.protection.vault import Vault
from seloste.register import installation


class Opener(Protocol):
    """What opens vaults: an ``Installation``, or a test's register."""

    @property
    def roles(self) -> Roles: ...

    def vault(self) -> Vault: ...


class _Kept(threading.local):
    vault: Vault | None = None
    of: Opener | None = None


_kept = _Kept()
_chosen: list[Opener] = []


def use_installation(opener: Opener | None) -> None:
    """Serve this register; None: the one that the environment names (``installation.here``)."""
    _chosen[:] = [] if opener is None else [opener]


def vault() -> Vault:
    """This thread's vault. Raises NotSetUp or an EngineError when the register can't be reached."""
    opener = _opener()
    found = _kept.vault
    if found is None or _kept.of is not opener or not _sound(found):
        drop()
        found = _kept.vault = opener.vault()
        _kept.of = opener
    return found


def roles() -> Roles:
    """The roles of the register that is served."""
    return _opener().roles


def fresh() -> Vault:
    """A new connection for this thread: the server has gone away and come back."""
    drop()
    return vault()


def drop() -> None:
    """Forget this thread's vault."""
    found, _kept.vault = _kept.vault, None
    if found is not None:
        found.connection.close()


def _opener() -> Opener:
    if not _chosen:
        _chosen.append(installation.here())
    return _chosen[0]


def _sound(found: Vault) -> bool:
    connection: psycopg.Connection[tuple[object, ...]] = found.connection
    return not connection.closed and connection.info.transaction_status == pq.TransactionStatus.IDLE
