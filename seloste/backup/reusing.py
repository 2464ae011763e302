"""What a data archive has in common with the former one stands on the disk once: files of tables that didn't change.

An archive has a file for each table and each month of what comes by months. One whose bytes are those of a file of
the former archive is replaced by a second name of that file (a hard link), which is read again before it is trusted.
Each archive stays whole by itself: whichever goes first takes its own names along.
"""

from __future__ import annotations

import os
from pathlib import Path

from seloste.backup.folder import BackupError, Backups, digest_of, half


def reuse(archive: Path, files: dict[str, str], backups: Backups) -> int:
    """Puts names of former files in the place of equal ones; how many bytes that saves.

    ``files``: the archive's, each with its SHA-256. Where the disk knows no second names, nothing is saved.
    """
    saved = 0
    for name, former in _equal(files, backups):
        if digest_of(former) == files[name]:
            size = (archive / name).stat().st_size
            if not _again(former, archive / name):
                return saved
            saved += size
    return saved


def _equal(files: dict[str, str], backups: Backups) -> list[tuple[str, Path]]:
    """Files of the newest archive here that were of these digests when it was made."""
    stamps = backups.stamps()
    if not stamps:
        return []
    try:
        former, _ = backups.read(stamps[-1])
    except BackupError:
        return []
    by_digest = {digest: backups.dump(former.stamp) / name for name, digest in former.files.items()}
    found = [(name, by_digest[digest]) for name, digest in files.items() if digest in by_digest]
    return [(name, path) for name, path in found if path.is_file()]


def _again(former: Path, name: Path) -> bool:
    """False where the disk can't."""
    try:
        os.link(former, half(name))
    except OSError:
        return False
    half(name).replace(name)
    return True
