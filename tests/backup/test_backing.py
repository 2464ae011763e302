"""``seloste backup``: consistent, complete, sealed where it must be, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.backup import backing, dumping
from seloste.backup.folder import BackupError, Backups, Tally
from seloste.engine.clients import Clients
from seloste.protection import archive
from seloste.protection.keys import Master
from tests.backup.conftest import copied
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.people import a_person, store


def _clients(register: Register) -> Clients:
    return Clients.fit_for(register.connect().info.server_version)


def _read(path: Path, master: AESGCM) -> dict[str, bytes]:
    return {name: b"".join(parts) for name, _, parts in archive.read(path, master)}


def test_every_row_of_every_table_is_in_the_archive(register: Register, folder: Path) -> None:
    """Spine 1: by row security a dump may hold no rows and say nothing about it."""
    store(register, a_person(consent=True), a_person())

    done = backing.back_up(copied(register), folder)

    written = dumping.rows_in(_clients(register), folder / done.manifest.file)
    assert written["register.contact"] == 4
    assert written == {name: one.rows for name, one in done.manifest.tables.items()}


def test_no_key_no_index_and_no_ticket_is_in_the_data(register: Register, folder: Path) -> None:
    store(register, a_person(consent=True))

    done = backing.back_up(copied(register), folder)

    written = dumping.rows_in(_clients(register), folder / done.manifest.file)
    assert written["register.evidence"] == 1  # the twin: what must be there is
    for table in ("protection.key", "protection.blind", "protection.name_index", "gate.ticket", "gate.whole"):
        assert table not in written


def test_rows_that_the_owner_does_not_see_are_no_reason_to_be_content(
    register: Register, folder: Path
) -> None:
    """Without the gate's policy both the dump and the counting see no row, and pg_dump says nothing (spine 1)."""
    store(register, a_person())
    register.superuser().execute("drop policy gate_sees on register.contact")

    with pytest.raises(BackupError, match=r"register\.contact"):
        backing.back_up(copied(register), folder)

    assert Backups(folder).stamps() == []
    assert list(folder.iterdir()) == []


def test_an_archive_with_other_counts_than_the_database_is_refused() -> None:
    counted = {"register.contact": Tally(2, 7), "register.event": Tally(0, 0)}

    dumping.compare(counted, {"register.contact": 2, "register.event": 0})
    for written in ({"register.contact": 1}, {}, {"register.contact": 2, "public.careless": 1}):
        with pytest.raises(BackupError, match="not whole"):
            dumping.compare(counted, written)


def test_the_keys_archive_is_one_file_and_holds_no_master_key(register: Register, folder: Path) -> None:
    """It is replaced, never accumulated (spine 20)."""
    store(register, a_person(consent=True), a_person())

    first = backing.back_up(copied(register), folder)
    second = backing.back_up(copied(register), folder)

    assert first.keys_digest != second.keys_digest
    assert [path.name for path in folder.iterdir() if "keys" in path.name] == ["keys.archive"]
    assert len(Backups(folder).stamps()) == 2
    master = Master.of(register.keys_folder)
    entries = {
        name: b"".join(parts) for name, _, parts in archive.read(folder / "keys.archive", master.read())
    }
    assert {"keyfile", "protection.key"} <= entries.keys()
    assert len(entries["protection.key"]) == 3 * 82  # two ordinary keys, and one for claims
    secret = master.path.read_bytes().strip()
    assert not any(
        secret in content or bytes.fromhex(secret.decode()) in content for content in entries.values()
    )


def test_a_changed_keys_archive_does_not_open(register: Register, folder: Path) -> None:
    backing.back_up(copied(register), folder)
    path, master = folder / "keys.archive", Master.of(register.keys_folder).read()
    whole = path.read_bytes()

    for damaged in (whole[:-1], whole + b"x", whole[:300] + bytes([whole[300] ^ 1]) + whole[301:]):
        path.write_bytes(damaged)
        with pytest.raises(archive.ArchiveUnreadable):
            _read(path, master)
    path.write_bytes(whole)
    assert "keyfile" in _read(path, master)


# keeps: keep.backups through backup.backing._let_go
def test_what_is_past_keep_backups_goes_with_the_next_backup(register: Register, folder: Path) -> None:
    """The notice's ``keep.backups`` is 35 days."""
    done = backing.back_up(copied(register), folder)
    backups = Backups(folder)
    for path in (backups.manifest(done.manifest.stamp), backups.dump(done.manifest.stamp)):
        path.rename(path.with_name(path.name.replace(done.manifest.stamp, "20200101T000000Z")))

    again = backing.back_up(copied(register), folder)

    assert again.removed == ("20200101T000000Z",)
    assert backups.stamps() == [again.manifest.stamp]


@ONE_ENGINE
@pytest.mark.parametrize("at", ["tidy", "dump", "manifest", "noted", "alone", "archive", "line"])
def test_stopped_anywhere_the_same_command_finishes(register: Register, folder: Path, at: str) -> None:
    class Stopped(Exception):
        """The process ends here."""

    def stop(step: str) -> None:
        if step == at:
            raise Stopped

    store(register, a_person())
    with pytest.raises(Stopped):
        backing.back_up(copied(register), folder, step=stop)

    done = backing.back_up(copied(register), folder)

    assert done.manifest.stamp in Backups(folder).stamps()
    assert {path.suffix for path in folder.iterdir()} == {".dump", ".json", ".archive"}
    assert len(list(folder.glob("*.dump"))) == len(Backups(folder).stamps())
