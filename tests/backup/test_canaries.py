"""No name, address, number or consent text stands in a backup, packed or unpacked (R10.1b)."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from seloste.backup import backing
from seloste.backup.folder import Backups
from seloste.engine.clients import Clients
from seloste.protection import archive
from seloste.protection.keys import Master
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.people import Origin
from seloste.terms.words import Basis
from tests.backup.conftest import copied
from tests.backup.since import flush, forbid
from tests.database import Register
from tests.people import Made
from tests.protection.canaries import Canary, Flock, found_in


def _person(one: Canary) -> Person:
    email = Contact("email", one.email)
    ground = Ground(
        Basis.CONSENT, "newsletter.email", {"text": one.consent, "name": one.family}, row=email.id
    )
    name = Contact("name", {"given": one.given, "family": one.family})
    return Person((Relation("prospect"),), (ground,), (), (name, email))


def _everything(register: Register, folder: Path) -> bytes:
    """Every byte of the folder, and of what its archives hold when they are unpacked and opened."""
    found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    clients = Clients.fit_for(register.connect().info.server_version)
    for stamp in Backups(folder).stamps():
        with clients.reading("pg_restore", ["--file=-", str(Backups(folder).dump(stamp))]) as script:
            found.append(script.read())
    master = Master.of(register.keys_folder).read()
    found += [part for _, _, parts in archive.read(folder / "keys.archive", master) for part in parts]
    return b"".join(found)


def test_no_value_stands_in_a_backup(register: Register, folder: Path) -> None:
    """R10.1b."""
    flock = Flock.fresh(3)
    stored = [_person(one) for one in flock.people]
    people.add(register.vault(), stored, Origin("website", "newsletter.email"), register.act)
    name = stored[0].contacts[0]
    forbid(register, Made(stored[0].id, "", "", uuid4(), name.id, None))

    backing.back_up(copied(register), folder)

    assert found_in(_everything(register, folder), flock) == []


def test_the_search_finds_a_value_that_stands_in_a_backup(register: Register, folder: Path) -> None:
    """The twin: a value in a plain column is found through the archive's compression."""
    flock = Flock.fresh(1)
    register.superuser().execute(
        "insert into register.organisation (id, name) values (%s, %s)", (uuid4(), flock.mark)
    )
    flush(register)

    backing.back_up(copied(register), folder)

    assert "mark as utf-8" in found_in(_everything(register, folder), flock)
