"""A home that can't be written: one sentence from every command, nothing changed, and all is well when it can again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.cli.main import COMMANDS
from seloste.engine import launcher
from seloste.engine.errors import Exit
from tests.crash.checking import faults
from tests.crash.commands import Command, make_states
from tests.crash.disks import Disk, a_disk
from tests.crash.loop import begin
from tests.crash.places import Place, Ran, a_place, contents
from tests.database import NOTICE

WORDS: dict[str, tuple[object, ...]] = {
    "setup": (), "user": ("ticket", "first"), "db": ("url",), "notice": ("publish", NOTICE),
    "may": ("nobody@example.com", "newsletter.email"), "audience": ("newsletter.email",), "figures": ("newsletter.email",),
    "subject": ("find", "nobody@example.com"), "who-looked": ("nobody@example.com",), "retention": ("preview",),
    "sweep": (), "upkeep": (), "index": ("renew",), "ledger": ("verify",), "keys": ("rotate", "--buckets"), "doctor": (),
    "serve": ("--port", "0"), "worker": (), "demo": ("--no-serve",),
}  # fmt: skip
"""What is tried of each command; imports, backups and restores take the words of their own states."""


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


def every(commands: dict[str, Command]) -> dict[str, tuple[object, ...]]:
    """Every command there is, with words."""
    own = {name: commands[name].words for name in ("import", "backup", "restore")}
    found = {name: (name, *words) for name, words in WORDS.items()} | own
    assert found.keys() == COMMANDS.keys()
    return found


def told(name: str, ran: Ran) -> None:
    """Two or three lines: what happened, and what to do."""
    assert ran.code not in (0, 70), (name, ran)
    assert "seloste: " in ran.said, (name, ran)
    assert "fault of this program" not in ran.said, (name, ran)
    assert "Traceback" not in ran.said, (name, ran)
    assert "Read-only file system" in ran.said or "read-only" in ran.said, (name, ran)
    assert len(ran.said.splitlines()) <= 4, (name, ran)


def test_with_a_read_only_home_every_command_says_so_and_changes_nothing(
    disk: Disk, place: Place, commands: dict[str, Command]
) -> None:
    begin(place, commands["sweep"])
    launcher.stop(place.home)
    before = contents(place.home.root)
    disk.read_only(yes=True)
    try:
        for name, words in every(commands).items():
            told(name, place.run(words, kill=30))
    finally:
        disk.read_only(yes=False)

    assert contents(place.home.root) == before
    place.done("sweep")
    assert faults(place) == []


def test_under_a_running_engine_a_read_only_home_lets_nothing_be_half_done(
    place: Place, commands: dict[str, Command]
) -> None:
    """The engine has opened its files; the commands see the home as read-only."""
    begin(place, commands["sweep"])
    launcher.ensure_running(place.home)
    before = contents(place.home.keys)
    beside = Place(place.home, place.folder, within=read_only_view(place.home.root))
    try:
        for name, words in every(commands).items():
            ran = beside.run(words, kill=3 if name in ("serve", "worker") else 20)
            assert "fault of this program" not in ran.said, (name, ran)
            assert "Traceback" not in ran.said, (name, ran)
            assert (
                ran.code in (0, 1)
                or name in ("serve", "worker")
                or "seloste: " in ran.said
                or name == "doctor"
            ), (name, ran)
    finally:
        beside.leave()

    assert contents(place.home.keys) == before
    assert faults(place) == []
    place.done("sweep")


def test_what_a_command_did_stands_also_when_the_list_cannot_be_written_and_is_carried_later(
    place: Place, commands: dict[str, Command]
) -> None:
    """Refusals come in with the file; what a restore must do again goes into the list beside the keys."""
    begin(place, commands["import"])
    beside = Place(place.home, place.folder, within=read_only_view(place.home.root))
    try:
        met = beside.run(commands["import"].words)
    finally:
        beside.leave()

    assert met.code == Exit.ENGINE, met
    assert "What this command did stands" in met.said
    assert faults(place) == []
    waiting = "select count(*) from gate.replay"
    with place.superuser() as superuser:
        assert superuser.execute(waiting).fetchone() != (0,)
    place.done("upkeep")
    with place.superuser() as superuser:
        assert superuser.execute(waiting).fetchone() == (0,)


def read_only_view(home: Path) -> tuple[str, ...]:
    """Begins a process that sees the home as read-only, and alone does."""
    script = f'mount --bind {home} {home} && mount -o remount,bind,ro {home} && exec "$@"'
    return ("unshare", "--mount", "sh", "-c", script, "sh")
