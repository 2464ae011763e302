"""A certificate's pending copy becomes final when the keys' archive has been replaced and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seloste.backup import backing
from seloste.retention import certificates, erasures
from tests.backup.conftest import copied
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
