"""A certificate's pending copy becomes final when the keys' archive has been replaced and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seloste.backup import backing
from seloste.backup import keys as archives
from seloste.protection.keys import KeyFile, Master
from seloste.retention import certificates, erasures
from tests.backup.conftest import copied
from tests.backup.since import Stopped, stop_at
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.people import a_person, store


def _words(certificate: dict[str, Any], part: str) -> set[str]:
    return {one["what"] for one in certificate[part]}


def test_the_keys_archive_is_pending_until_the_next_backup_and_then_final(
    register: Register, folder: Path
) -> None:
    """Spine 20: a keys' archive elsewhere still knows the erased until it is replaced."""
    one, other = store(register, a_person(), a_person())
    vault, act = register.vault(), register.act
    backing.back_up(copied(register), folder)
    erased = erasures.carry_out(vault, erasures.plan(vault, one.id, act), act)
    before = certificates.certify(vault, erased, act)

    done = backing.back_up(copied(register), folder)
    after = certificates.again(vault, one.id, act)

    assert "keys_archive" in _words(before, "pending")
    assert after is not None
    assert "keys_archive" not in _words(after, "pending")
    said = next(found for found in after["final"] if found["what"] == "keys_archive")
    day = done.archived_at.date()
    assert f"{day.day}.{day.month}.{day.year}" in said["sentence"]["fi"]
    later = erasures.carry_out(vault, erasures.plan(vault, other.id, act), act)
    assert "keys_archive" in _words(certificates.certify(vault, later, act), "pending")


@ONE_ENGINE
def test_no_archive_holds_the_old_key_of_a_turn_that_was_stopped_while_it_was_made(
    register: Register, folder: Path, tmp_path: Path
) -> None:
    """Spine 20: the certificate calls the archive final from its moment on, so no key of the erased is in it."""
    (one,) = store(register, a_person())
    vault, act = register.vault(), register.act

    def erase_by_halves(step: str) -> None:
        if step == "noted":
            with pytest.raises(Stopped):
                erasures.carry_out(vault, erasures.plan(vault, one.id, act), act, step=stop_at("database"))

    backing.back_up(copied(register), folder, step=erase_by_halves)

    certificate = certificates.again(vault, one.id, act)
    assert certificate is not None
    assert "keys_archive" in _words(certificate, "final")
    archives.unpack(folder / "keys.archive", Master.of(register.keys_folder), tmp_path / "in it")
    (tmp_path / "in it" / "master").symlink_to(register.keys_folder / "master")
    keys = KeyFile(tmp_path / "in it")
    assert keys.generations(keys.bucket_of(one.id)) == (2,)
