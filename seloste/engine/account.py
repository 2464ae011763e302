"""Which account of the operating system runs the engine.

PostgreSQL refuses to run as root. Started as root, the engine drops to an account that exists
already; none is ever created, and nothing outside the home changes its owner or mode.
"""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from seloste.engine.errors import EngineError

_CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the operating system, with all the groups it is in."""

    name: str
    uid: int
    gid: int
    groups: frozenset[int]

    @classmethod
    def of(cls, entry: pwd.struct_passwd) -> Account:
        groups = frozenset(os.getgrouplist(entry.pw_name, entry.pw_gid))
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid, groups)

    @classmethod
    def current(cls) -> Account:
        """The account of this process; a number without a name stands for itself."""
        uid = os.geteuid()
        try:
            return cls.of(pwd.getpwuid(uid))
        except KeyError:
            return cls(str(uid), uid, os.getegid(), frozenset(os.getgroups()))

    @property
    def is_root(self) -> bool:
        return self.uid == 0


def service_account(data_folder: Path) -> Account:
    """The account the engine runs under.

    An existing data folder decides by its owner. Else it is this account, or for root
    ``$SELOSTE_SERVICE_USER``, ``postgres`` or ``nobody``, whichever exists first.
    """
    current = Account.current()
    if not current.is_root:
        return current
    if data_folder.exists() and (uid := data_folder.stat().st_uid) != 0:
        return _by_number(uid)
    wanted = os.environ.get("SELOSTE_SERVICE_USER")
    for name in (wanted,) if wanted else _CANDIDATES:
        if (account := _by_name(name)) and not account.is_root:
            return account
    raise EngineError(
        f"root can't run PostgreSQL, and there is no account {wanted or ' or '.join(_CANDIDATES)}.",
        help="Set SELOSTE_SERVICE_USER to an existing account without rights, or run as another user.",
    )


def can_enter(account: Account, path: Path) -> bool:
    """Whether the account may pass through every existing folder of the path, by their modes."""
    if account.is_root:
        return True
    path = path.resolve()
    return all(_may_pass(account, step.stat()) for step in (path, *path.parents) if step.is_dir())


def _may_pass(account: Account, folder: os.stat_result) -> bool:
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid in account.groups:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def _by_name(name: str) -> Account | None:
    try:
        return Account.of(pwd.getpwnam(name))
    except KeyError:
        return None


def _by_number(uid: int) -> Account:
    try:
        return Account.of(pwd.getpwuid(uid))
    except KeyError:
        return Account(str(uid), uid, uid, frozenset({uid}))
