"""Kill a command at a random point, look whether the register is whole, run it again, compare with an undisturbed run."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from seloste.engine import launcher
from seloste.engine.errors import Exit
from tests.crash.checking import People, look
from tests.crash.commands import Command
from tests.crash.places import Place, Ran

SETTLES = 20.0
"""Seconds in which a server notices that a client was killed."""


@dataclass
class Tally:
    """What came of the kills of one command. Everything but ``kills`` is to be 0."""

    name: str
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    not_whole: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.stuck or self.not_whole)


@dataclass(frozen=True)
class Undisturbed:
    """A run that nobody killed: how long it took, and what it came to."""

    seconds: float
    outcome: People


def begin(place: Place, command: Command) -> None:
    """The register as the command finds it."""
    place.back_to(command.state)
    shutil.rmtree(place.folder / "backups", ignore_errors=True)
    command.before(place)


def undisturbed(place: Place, command: Command) -> Undisturbed:
    begin(place, command)
    ran = place.done(*command.words)
    seen = look(place)
    assert seen.faults == []
    return Undisturbed(ran.seconds, seen.people + command.beside(place))


def kill(
    place: Place, command: Command, calm: Undisturbed, tally: Tally, after: float, *, server: bool = False
) -> bool:
    """One kill of the command (or of the database server under it); False when the command was done before it."""
    begin(place, command)
    if server:
        _logged(place)
    victim = launcher.ensure_running(place.home).pid if server else None
    ran = place.run(command.words, kill=after, victim=victim)
    if server:
        _until_gone(place, victim)
    if ran.code == 0:
        return False
    tally.kills += 1
    where = f"killed after {after:.3f} s of {calm.seconds:.3f} s{' (the server)' if server else ''}"
    if command.serves:
        found = look(place).faults
        tally.not_whole += bool(found)
        tally.told += [f"{where}: {one}" for one in found]
    else:
        found = refusing(place)
        tally.not_whole += bool(found)
        tally.told += [f"{where}: {one}" for one in found]
    again = _again(place, command, server)
    if again.code != 0:
        tally.stuck += 1
        tally.told.append(f"{where}: run again it says: {again.said[-500:]}")
        return True
    _compare(place, command, calm, tally, where)
    return True


def refusing(place: Place) -> list[str]:
    """What is wrong while a restore is half done: nobody is told anything, and every face says how to go on.

    A restore that was killed after its last step has left a register that is whole.
    """
    asked = place.run(("subject", "find", "nobody@example.com"))
    if asked.code not in (Exit.ENGINE, Exit.RESTORING):
        return look(place).faults
    served = place.run(("serve", "--port", "0"), kill=SETTLES)
    return [
        f"{face} says: {ran.said[-300:]}"
        for face, ran in (("a command", asked), ("serve", served))
        if ran.code not in (Exit.ENGINE, Exit.RESTORING) or "seloste restore" not in ran.said
    ]


def _logged(place: Place) -> None:
    """A copied database has its sequences from the template, which logged their next values in its own stead: a crash
    would give numbers twice. Past a checkpoint the copy logs its own."""
    with place.superuser("postgres") as superuser:
        superuser.execute("checkpoint")


def _again(place: Place, command: Command, server: bool) -> Ran:
    """The same command, as soon as the server has noticed that the former has gone."""
    if server and command.serves:
        place.run(("index", "rebuild"))  # what the worker does at its start: the index is a cache
    deadline = time.monotonic() + SETTLES
    while True:
        ran = place.run(command.words)
        if ran.code == 0 or time.monotonic() > deadline:
            return ran
        time.sleep(0.2)


def _compare(place: Place, command: Command, calm: Undisturbed, tally: Tally, where: str) -> None:
    seen = look(place)
    found, outcome = seen.faults, seen.people + command.beside(place)
    lost, doubled = calm.outcome - outcome, outcome - calm.outcome
    tally.not_whole += bool(found)
    tally.lost += lost.total()
    tally.doubled += doubled.total()
    tally.told += [f"{where}, and run again: {one}" for one in found]
    for what, some in (("lost", lost), ("doubled", doubled)):
        if some:
            tally.told.append(f"{where}: {what} {some.total()}, such as {next(iter(some))[:300]}")


def _until_gone(place: Place, pid: int | None) -> None:
    deadline = time.monotonic() + SETTLES
    while launcher.status(place.home).pid == pid and time.monotonic() < deadline:
        time.sleep(0.05)


def kills(
    place: Place,
    command: Command,
    wanted: int,
    chance: random.Random,
    *,
    servers: int = 0,
    progress: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """So many kills of the command, and then so many of the server under it, each at a moment of its own."""
    calm, tally = undisturbed(place, command), Tally(command.name)
    for server, most in ((False, wanted), (True, wanted + servers)):
        while tally.kills < most:
            kill(place, command, calm, tally, chance.uniform(0, calm.seconds), server=server)
            progress(tally)
    return tally
