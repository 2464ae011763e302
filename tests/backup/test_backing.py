"""``seloste backup``: consistent, complete, sealed where it must be, and never half."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.backup import backing, dumping, loading
from seloste.backup.catching_up import records_since
from seloste.backup.folder import BackupError, Backups, Tally
from seloste.backup.scratch import AnotherRuns
from seloste.engine.clients import Clients
from seloste.protection import archive
from seloste.protection.keys import Master
from seloste.protection.replay import ReplayList
from seloste.register import installing
from tests.backup.conftest import copied
from tests.conftest import ONE_ENGINE, Engine
from tests.database import Register, a_register
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
def test_the_keys_archive_of_another_register_is_not_replaced(
    register: Register, folder: Path, engine: Engine
) -> None:
    """Two registers that name one folder: the second would take everybody's key from the first."""
    backing.back_up(copied(register), folder)
    before = _files(folder)

    with a_register(engine) as other:
        shutil.rmtree(other.keys_folder)
        installing.make_keys(other.keys_folder)
        superuser = other.superuser()  # what the keys of the template have signed
        superuser.execute("set session_replication_role = replica")
        superuser.execute("truncate ledger.checkpoint")
        with pytest.raises(BackupError, match="another register"):
            backing.back_up(copied(other), folder)

    assert _files(folder) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@ONE_ENGINE
def test_records_that_a_backup_in_another_folder_needs_stay(
    register: Register, folder: Path, tmp_path: Path
) -> None:
    """One folder's archives that are past ``keep.backups`` say nothing of another folder's of last week."""
    other = backing.back_up(copied(register), tmp_path / "other")
    first = backing.back_up(copied(register), folder).manifest.stamp
    backups = Backups(folder)
    for path in (backups.manifest(first), backups.dump(first)):
        path.rename(path.with_name(path.name.replace(first, "20200101T000000Z")))

    again = backing.back_up(copied(register), folder)

    assert again.removed == ("20200101T000000Z",)
    listed = ReplayList(register.vault().keys)
    assert records_since(listed, other.manifest.replay_from)


@ONE_ENGINE
def test_a_second_backup_does_not_clear_away_the_first_ones_files(register: Register, folder: Path) -> None:
    """Two at a time, by two timers: the second is refused, and the first is whole."""
    store(register, a_person())
    refused: list[str] = []

    def another(step: str) -> None:
        if step in ("tidy", "dump", "alone"):
            with pytest.raises(AnotherRuns):
                backing.back_up(copied(register), folder)
            refused.append(step)

    done = backing.back_up(copied(register), folder, step=another)

    assert refused == ["tidy", "dump", "alone"]
    loading.verify(Backups(folder), done.manifest)
    assert Backups(folder).stamps() == [done.manifest.stamp]


@ONE_ENGINE
def test_no_file_of_anybody_else_goes_from_the_folder(register: Register, folder: Path) -> None:
    """A folder may hold more than backups: only what a stopped backup has left is cleared away."""
    folder.mkdir()
    others = ["report.new", "data-2025.dump", "data-old.json.new", "keys.archive.old"]
    left = ["keys.archive.new", "data-20260101T000000Z.dump", "data-20260101T000000Z.json.new"]
    for name in (*others, *left):
        (folder / name).write_text("x")

    backing.back_up(copied(register), folder)

    assert {path.name for path in folder.iterdir()} >= set(others)
    assert not {path.name for path in folder.iterdir()} & set(left)


@ONE_ENGINE
def test_nobody_else_reads_an_archive_while_it_is_written(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R10.1b: also in a folder that others may enter, and not only once it is whole."""
    folder.mkdir(mode=0o755)
    modes: list[int] = []
    run = Clients.run

    def looked_at(self: Clients, *words: Any) -> None:
        run(self, *words)
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*.new"))

    monkeypatch.setattr(Clients, "run", looked_at)
    before = os.umask(0o022)
    try:
        backing.back_up(copied(register), folder)
    finally:
        os.umask(before)

    modes += [stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")]
    assert modes
    assert not any(mode & 0o077 for mode in modes)


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
