"""A register in a home of its own, set back within a moment to a state that was kept, for commands to be killed in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from seloste.engine import database, launcher
from seloste.engine.connect import Connection, connect
from seloste.engine.home import Home
from seloste.register.installation import DATABASE, Installation

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How a command ended: ``code`` is negative when it was killed; ``said``: all that it printed."""

    code: int
    seconds: float
    said: str


@dataclass
class Place:
    """The home, a folder beside it, and the warm process in which commands are begun.

    ``within``: words before that process, which choose how it sees the machine.
    """

    home: Home
    folder: Path
    within: tuple[str, ...] = ()
    _warm: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def installation(self) -> Installation:
        return Installation(self.home, server=False)

    def superuser(self, dbname: str = DATABASE) -> Connection:
        return connect(launcher.ensure_running(self.home).superuser_dsn(dbname), autocommit=True)

    def run(self, words: Sequence[object], *, kill: float | None = None, victim: int | None = None) -> Ran:
        """A command in a process of its own, killed (or ``victim`` in its stead) after so many seconds."""
        said = self.folder / "said"
        order = {"home": str(self.home.root), "words": [str(word) for word in words], "said": str(said)}
        warm = self._begun()
        assert warm.stdin
        assert warm.stdout
        warm.stdin.write(json.dumps(order | {"kill": kill, "victim": victim}) + "\n")
        warm.stdin.flush()
        answer = json.loads(warm.stdout.readline())
        return Ran(answer["code"], answer["seconds"], said.read_text(errors="replace"))

    def done(self, *words: object) -> Ran:
        """A command that must succeed."""
        ran = self.run(words)
        assert ran.code == 0, (words, ran.said)
        return ran

    def keep(self, state: str) -> None:
        """Remember what stands now under a name."""
        with self.superuser("postgres") as superuser:
            _cut_off(superuser, DATABASE)
            superuser.execute(f"drop database if exists kept_{state}".encode())
            superuser.execute(f"create database kept_{state} template {DATABASE}".encode())
        shutil.rmtree(self._kept(state), ignore_errors=True)
        for name in ("keys", "tickets"):
            shutil.copytree(self.home.root / name, self._kept(state) / name)

    def back_to(self, state: str) -> None:
        """What was kept stands again, and nothing else: neither database nor file of what was killed since."""
        with self.superuser("postgres") as superuser:
            for (name,) in superuser.execute(
                "select datname from pg_database where datname like 'seloste%'"
            ).fetchall():
                superuser.execute(f'drop database "{name}" with (force)'.encode())
            database.make_database(superuser, DATABASE, self.installation.roles, template=f"kept_{state}")
        for name in ("keys", "tickets"):
            shutil.rmtree(self.home.root / name)
            shutil.copytree(self._kept(state) / name, self.home.root / name)

    def _kept(self, state: str) -> Path:
        return self.folder / f"kept-{state}"

    def _begun(self) -> subprocess.Popen[str]:
        if self._warm is None:
            kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
            if service := os.environ.get("SELOSTE_SERVICE_USER"):
                kept["SELOSTE_SERVICE_USER"] = service
            self._warm = subprocess.Popen(
                [*self.within, sys.executable, "-m", "tests.crash.warm"], cwd=ROOT, env=kept, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        return self._warm

    def leave(self) -> None:
        """No more commands; the engine goes on."""
        if self._warm is not None:
            self._warm.communicate()
            self._warm = None

    def close(self) -> None:
        self.leave()
        launcher.stop(self.home)


def _cut_off(superuser: Connection, name: str) -> None:
    superuser.execute(
        "select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = %s", (name,)
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and those below it, by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def a_place(disk: Path | None = None) -> Iterator[Place]:
    """A short folder that the engine's account can enter, with the home in it or on a disk of its own; its engine is
    stopped, then all of it goes."""
    folder = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    folder.chmod(0o755)
    place = Place(Home((disk or folder) / "home"), folder)
    try:
        yield place
    finally:
        place.close()
        shutil.rmtree(folder)
