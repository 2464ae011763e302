"""The home: the one folder where Seloste keeps what is not code."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seloste.engine.account import Account, can_enter, service_account
from seloste.engine.errors import EngineError, HomeUnreachable

_SYSTEM_HOME = Path("/var/lib/seloste")


@dataclass(frozen=True, slots=True)
class Home:
    """``pg`` (data), ``keys``, ``tickets``, ``run`` (socket) and ``log`` under one root.

    ``note`` is a line for people when the home isn't where they would look for it, else empty.
    """

    root: Path
    note: str = ""

    @classmethod
    def locate(cls) -> Home:
        """``$SELOSTE_HOME``, else ``.seloste`` in the clone, else (see below) the system's folder.

        As root, when the engine's account can't enter the clone, the home is
        ``/var/lib/seloste``; ``note`` says so.
        """
        if chosen := os.environ.get("SELOSTE_HOME"):
            return cls(Path(chosen).expanduser().absolute())
        beside = _clone() / ".seloste"
        account = service_account(beside / "pg")
        if can_enter(account, beside.parent):
            return cls(beside)
        return cls(_SYSTEM_HOME, f"{account.name} can't enter {beside.parent}: the home is {_SYSTEM_HOME}.")

    @property
    def pg(self) -> Path:
        return self.root / "pg"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def tickets(self) -> Path:
        return self.root / "tickets"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def engine_log(self) -> Path:
        """What the engine says about itself: its own life, never a statement or a value."""
        return self.log / "engine.log"

    @property
    def engine(self) -> Path:
        """Copies of the engine's binaries, where its account can't enter the clone."""
        return self.root / "engine"

    def prepare(self) -> Account:
        """Make the folders that lack, private to their accounts; the engine's account comes back.

        Raises HomeUnreachable when that account can't enter the home.
        """
        account = service_account(self.pg)
        try:
            self._make_folders(account)
        except OSError as error:
            raise EngineError(
                f"The home {self.root} can't be made or used: {error.strerror}.",
                help="Set SELOSTE_HOME to a folder that this account may write.",
            ) from None
        if not can_enter(account, self.root):
            raise HomeUnreachable(
                f"The engine's account {account.name} can't enter the home {self.root}.",
                help="Set SELOSTE_HOME to a folder that it can enter, such as /var/lib/seloste, "
                "or SELOSTE_SERVICE_USER to an account that can.",
            )
        return account

    def _make_folders(self, account: Account) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.keys, self.tickets, self.log, self.run):
            folder.mkdir(mode=0o700, exist_ok=True)
        if account != Account.current():
            if not can_enter(account, self.root):
                # The engine's account passes through the root to pg and run; it can't list the root.
                self.root.chmod(self.root.stat().st_mode & 0o777 | 0o011)
            os.chown(self.run, account.uid, account.gid, follow_symlinks=False)


@contextmanager
def alone(home: Home, name: str) -> Iterator[None]:
    """No other process does the same in this home meanwhile: a lock on a file that ends with its process."""
    descriptor = os.open(home.root / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _clone() -> Path:
    """The clone this code runs from; of an installed package, the working folder."""
    above = Path(__file__).resolve().parents[2]
    return above if (above / "pyproject.toml").is_file() else Path.cwd()
