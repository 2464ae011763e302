"""A full disk: one sentence, nothing half done, and the same command finishes when there is room."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.engine.errors import Exit
from seloste.protection.keys import KeyFile
from tests.crash.checking import faults
from tests.crash.commands import AT_LENGTH, Command, make_states
from tests.crash.disks import Disk, a_disk
from tests.crash.loop import begin, refusing
from tests.crash.places import Place, Ran, a_place, contents

WRITING = (
    ("import", "publish", "erase", "undo", "sweep", "rotate", "master", "restore")
    if AT_LENGTH
    else ("import", "erase", "restore")
)


@pytest.fixture(scope="module")
def disk() -> Iterator[Disk]:
    with a_disk(600) as made:
        yield made


@pytest.fixture(scope="module")
def place(disk: Disk) -> Iterator[Place]:
    with a_place(disk.path) as made:
        yield made


@pytest.fixture(scope="module")
def commands(place: Place) -> dict[str, Command]:
    return make_states(place)


@pytest.fixture(autouse=True)
def _room_afterwards(disk: Disk) -> Iterator[None]:
    yield
    disk.free()


def one_sentence(ran: Ran) -> None:
    """What happened and what to do, in two lines at most, and nothing of the program's inside."""
    lines = [line for line in ran.said.splitlines() if line.startswith(("seloste:", "  "))]
    assert ran.code == Exit.ENGINE, ran
    assert "seloste: " in ran.said
    assert "No room is left" in ran.said or "No space left" in ran.said, ran
    assert len(lines) <= 3, ran
    assert "fault of this program" not in ran.said
    assert "Traceback" not in ran.said


@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_meets_a_full_disk_says_so_and_finishes_when_there_is_room(
    disk: Disk, place: Place, commands: dict[str, Command], name: str
) -> None:
    command = commands[name]
    begin(place, command)
    with place.superuser("postgres") as superuser:
        superuser.execute("checkpoint")

    disk.fill()
    met = place.run(command.words)

    one_sentence(met)
    disk.free()
    assert (faults(place) if command.serves else refusing(place)) == [], met
    again = place.run(command.words)
    assert again.code == 0, again
    assert faults(place) == []


def test_a_backup_that_meets_a_full_disk_leaves_nothing_and_finishes_when_there_is_room(
    place: Place, commands: dict[str, Command]
) -> None:
    begin(place, commands["backup"])
    for leave in (0, 4096, 200_000) if AT_LENGTH else (4096,):
        with a_disk(40) as small:
            folder = small.path / "backups"
            place.done("backup", folder)
            before = contents(folder)
            small.fill(leave=leave)

            met = place.run(("backup", folder))

            one_sentence(met)
            assert contents(folder) == before
            small.free()
            place.done("backup", folder)
            assert len(list(folder.glob("data-*.dump"))) == 2
            assert faults(place) == []


def test_a_list_that_meets_a_full_disk_leaves_no_file(place: Place, commands: dict[str, Command]) -> None:
    begin(place, commands["sweep"])
    words = ("audience", "newsletter.email")
    with a_disk(1) as small:
        small.fill()

        met = place.run((*words, "-o", small.path / "list.csv"))

        one_sentence(met)
        assert {path.name for path in small.path.iterdir()} == {"filling"}
        small.free()
        place.done(*words, "-o", small.path / "list.csv")


def test_keys_that_could_not_be_written_are_those_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker lives on after a full disk: a key that it only believes to be destroyed would never be (spine 19)."""
    keys = KeyFile.create(tmp_path / "keys")
    keys.begin_turn([7])
    ordinary = os.fsync

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keys.end_turn([7], keep={7: 2})
    monkeypatch.setattr(os, "fsync", ordinary)

    assert keys.half_turned() == [7]
    assert not list(keys.folder.glob("*.new"))
    keys.end_turn([7], keep={7: 2})
    assert KeyFile(keys.folder).generations(7) == (2,)
