"""One home for the commands, set up by the command itself; every run is a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from seloste.engine import launcher
from seloste.engine.connect import Connection, connect
from seloste.engine.home import Home
from seloste.register import people
from seloste.register.facts import Contact, Person
from seloste.register.installation import DATABASE, Installation
from seloste.register.people import Origin
from tests.database import NOTICE
from tests.people import Made, a_person

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> Any:
        """The one line that a program reads of an error."""
        return json.loads(self.err.splitlines()[-1])


@dataclass(frozen=True)
class Shell:
    """A home, a folder to write into, and the command line."""

    home: Home
    folder: Path

    def __call__(self, *words: object, said: str = "", **variables: str) -> Ran:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
        if service := os.environ.get("SELOSTE_SERVICE_USER"):
            kept["SELOSTE_SERVICE_USER"] = service
        done = subprocess.run(
            [sys.executable, "-m", "seloste", *map(str, words)],
            input=said, capture_output=True, text=True, check=False, cwd=self.folder,
            env={**kept, "SELOSTE_HOME": str(self.home.root), "PYTHONPATH": str(ROOT), **variables},
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    @property
    def installation(self) -> Installation:
        return Installation(self.home, server=False)

    def store(self, *made: tuple[Person, Made]) -> list[Made]:
        """People through the doors, as the first actor."""
        vault = self.installation.vault()
        people.add(vault, [person for person, _ in made], Origin("self", "rights"), self.installation.act())
        vault.connection.close()
        return [one for _, one in made]

    def give(self, person: Made, *contacts: Contact) -> None:
        vault = self.installation.vault()
        more = Person((), (), (), contacts, person.id)
        people.extend(vault, [more], Origin("self", "rights"), self.installation.act())
        vault.connection.close()

    def one(self, **more: Any) -> Made:
        return self.store(a_person(**more))[0]

    def superuser(self) -> Connection:
        return connect(launcher.ensure_running(self.home).superuser_dsn(DATABASE), autocommit=True)


@pytest.fixture(scope="session")
def bare() -> Iterator[Shell]:
    """A home that was set up, and nothing more."""
    folder = Path(tempfile.mkdtemp(prefix="sc-", dir="/tmp"))
    folder.chmod(0o755)
    shell = Shell(Home(folder / "home"), folder)
    try:
        assert shell("setup").code == 0
        yield shell
    finally:
        launcher.stop(shell.home)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shell(bare: Shell) -> Shell:
    """The same with the notice in force."""
    done = bare("notice", "publish", NOTICE)
    assert done.code == 0, done.err
    return bare
