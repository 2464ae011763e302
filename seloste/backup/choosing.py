"""Which keys a restore goes by: the newest that are known, or none.

A key folder is as new as another when each of its buckets has turned as often, and its replay list holds the
other's to its end. Older ones would open whom the register has erased since, so wherever something newer is
known they are refused, and nothing overrides that.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from uuid import UUID

from seloste.backup import keys as archives
from seloste.backup.folder import BackupError, Backups
from seloste.backup.scratch import BROUGHT
from seloste.protection import proof, sealing, turning
from seloste.protection.keys import KeyDestroyed, KeyFile, KeysError, Master
from seloste.protection.replay import ReplayList

_RECORD = archives.RECORD
Wrapped = tuple[UUID, int, int, bytes]
"""Person, fate, generation, wrapped key."""


class OlderKeys(BackupError):
    """Keys from before something that is known: they would bring the erased back."""

    code = "older_keys"


@dataclass(frozen=True, slots=True)
class Known:
    """A key folder that was found, and what it is called in a message."""

    name: str
    keys: KeyFile

    @property
    def listed(self) -> ReplayList:
        return ReplayList(self.keys)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys to go by, and the unpacked archive with everybody's wrapped keys (None: they are in the database)."""

    newest: Known
    archive: Known | None


def choose(
    home: Path, backups: Backups, given: Path | None, work: Path, checkpoint: Path | None = None
) -> Chosen:
    """The newest keys of the home, the folder of backups and those that were given.

    ``work``: a folder of this account's own, in which archives are unpacked; ``checkpoint``: one that was kept
    elsewhere. Raises OlderKeys, KeysError.
    """
    found = [Known("the home's own key folder", KeyFile(home))] if (home / "keyfile").exists() else []
    archive = _unpacked(backups.keys, work / BROUGHT, home, str(backups.keys))
    found += [archive] if archive else []
    if given is not None:
        brought = _given(given, work / f"{BROUGHT}.given", home)
        _one_register([brought, *found])
        if older := [one for one in found if not as_new_as(brought, one)]:
            raise _older(brought, older[0])
        found = [brought, *found]
        archive = brought if (brought.keys.folder / archives.ROWS).exists() else archive
    if not found:
        raise KeysError("There are no keys here, so nothing would open.", help="Name them with --keys.")
    _one_register(found)
    newest = next((one for one in found if all(as_new_as(one, other) for other in found)), None)
    if newest is None:
        raise _older(found[-1], found[0])
    if not (home / "keyfile").exists():
        _refuse_before(newest, home / "checkpoint")
        _refuse_shorter(newest, home)
    if checkpoint is not None:
        _refuse_before(newest, checkpoint)
    return Chosen(newest, archive)


def _one_register(found: list[Known]) -> None:
    for one in found[1:]:
        if one.keys.public_key != found[0].keys.public_key:
            raise KeysError(
                f"{found[0].name} and {one.name} are of two registers.",
                help="Restore into a home of its own: SELOSTE_HOME names it.",
            )


def as_new_as(one: Known, other: Known) -> bool:
    """Whether the first knows of everything that the second knows."""
    mine, theirs = one.keys, other.keys
    newest = {no: theirs.generations(no)[-1] for no in range(2**theirs.bits)}
    if mine.index_generation < theirs.index_generation or turned_since(mine, newest):
        return False
    return _list_holds(one.listed, other.listed)


def turned_since(keys: KeyFile, generations: Mapping[int, int]) -> bool:
    """Whether a bucket has turned, or all have grown, after these keys; by each bucket's generation there."""
    wide = 2**keys.bits // max(1, len(generations))
    return wide < 1 or any(
        keys.generations(half)[-1] < generation
        for no, generation in generations.items()
        for half in range(no * wide, (no + 1) * wide)
    )


def _list_holds(mine: ReplayList, theirs: ReplayList) -> bool:
    tags, wanted = mine.tags(), theirs.tags()
    if not wanted:
        return True
    last = max(wanted)
    return bool(tags) and max(tags) >= last and (last < min(tags) or tags[last] == wanted[last])


def _unpacked(path: Path, into: Path, home: Path, name: str) -> Known | None:
    if not path.exists():
        return None
    master = Master.of(home)
    archives.unpack(path, master, into)
    return Known(name, _opened(into, master))


def _opened(folder: Path, master: Master) -> KeyFile:
    """A key folder under the master key that is in force here; no copy of it is made."""
    if not (folder / "master").exists():
        (folder / "master").symlink_to(master.path.absolute())
    return KeyFile(folder)


def _given(path: Path, into: Path, home: Path) -> Known:
    if path.is_dir():
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(mode=0o700, parents=True)
        copy_folder(path, into)
        return Known(str(path), _opened(into, Master.of(home)))
    found = _unpacked(path, into, home, str(path))
    if found is None:
        raise KeysError(f"There is no {path}.", help="--keys names a key folder or a keys' archive.")
    return found


def _older(older: Known, newer: Known) -> OlderKeys:
    return OlderKeys(
        f"{older.name} is older than {newer.name}: it would open people who were erased since.",
        help="Nothing overrides this. Restore with the newest keys; people erased since the data was kept stay erased.",
    )


def _refuse_before(newest: Known, checkpoint: Path) -> None:
    """What is left of a home, or was kept elsewhere, may be a checkpoint of a time after these keys."""
    if proof.size_at(checkpoint) > proof.size_at(newest.keys.folder / "checkpoint"):
        raise OlderKeys(
            f"{checkpoint} is of a time after {newest.name}: people may have been erased since.",
            help="Nothing overrides this. Bring the newest key folder, or the keys' archive of the newest backup.",
        )


def _refuse_shorter(newest: Known, home: Path) -> None:
    """Or a list that goes on where that of these keys ends."""
    if not _list_holds(newest.listed, ReplayList(newest.keys, beside=home)):
        raise OlderKeys(
            f"The replay list in {home} knows of more than {newest.name}: people may have been erased since.",
            help="Nothing overrides this. Bring the newest key folder, or the keys' archive of the newest backup.",
        )


def put(chosen: Chosen, home: Path) -> KeyFile:
    """The chosen keys in the home's key folder."""
    if chosen.newest.keys.folder != home:
        copy_folder(chosen.newest.keys.folder, home)
    return KeyFile(home)


def copy_folder(source: Path, target: Path) -> None:
    """A key folder's files, never the master key, on disk when this returns; the key file last: stopped before it, by
    a power cut too, nothing counts as keys."""
    for name in sorted(archives.names(source), key=lambda name: name == "keyfile"):
        if name == "keyfile":
            _sync(target)
        (target / name).parent.mkdir(mode=0o700, exist_ok=True)
        _copy(source / name, target / name)
    _sync(target)


def _sync(target: Path) -> None:
    """The names of a key folder's files, those in its folders first."""
    for folder in (*(one for one in target.iterdir() if one.is_dir()), target):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copy(source: Path, target: Path) -> None:
    beside = target.with_name(target.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)


def archived_rows(folder: Path) -> Iterator[Wrapped]:
    """The wrapped keys of an unpacked archive, in the order of people."""
    with (folder / archives.ROWS).open("rb") as file:
        while record := file.read(_RECORD):
            yield (
                UUID(bytes=record[:16]), int.from_bytes(record[16:18], "big"),
                int.from_bytes(record[18:22], "big"), record[22:],
            )  # fmt: skip


def openable(keys: KeyFile, source: Iterable[Wrapped]) -> Iterator[Wrapped]:
    """Of wrapped keys in the order of people, and those beside the key file, each person's newest that these keys
    open: the living, and nobody else."""
    for no, rows in groupby(source, key=lambda row: keys.bucket_of(row[0])):
        best: dict[tuple[UUID, int], tuple[int, bytes]] = {}
        for person, fate, generation, wrapped in chain(rows, turning.read_rows(keys, no)):
            held = best.get((person, fate))
            if (held is None or held[0] < generation) and _opens(keys, person, fate, generation, wrapped):
                best[person, fate] = generation, wrapped
        for (person, fate), (generation, wrapped) in best.items():
            yield person, fate, generation, wrapped


def _opens(keys: KeyFile, person: UUID, fate: int, generation: int, wrapped: bytes) -> bool:
    no = keys.bucket_of(person)
    if generation not in keys.generations(no):
        return False
    try:
        sealing.unwrap(wrapped, keys.bucket(no, generation), sealing.key_binding(person, fate, generation))
    except (sealing.NotOpened, KeyDestroyed):
        return False
    return True
