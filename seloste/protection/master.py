"""Where the master key is, and files that are replaced whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.engine.errors import Exit, SelosteError


class KeysError(SelosteError):
    """The keys can't be used; the message says which file and what to do."""

    exit_code = Exit.CONFLICT
    code = "keys"


class KeyDestroyed(KeysError):
    """A bucket key that is not in the file any more: its bucket was turned meanwhile, or the file is another's."""

    code = "key_destroyed"


@dataclass(frozen=True, slots=True)
class Master:
    """Where the master key is: ``SELOSTE_MASTER_KEY_FILE``, else ``keys/master`` (64 hex digits, 0600)."""

    path: Path

    @classmethod
    def of(cls, folder: Path) -> Master:
        named = os.environ.get("SELOSTE_MASTER_KEY_FILE")
        return cls(Path(named) if named else folder / "master")

    def read(self) -> AESGCM:
        try:
            secret = bytes.fromhex(self.path.read_text().strip())
        except FileNotFoundError:
            raise KeysError(
                f"There is no master key at {self.path}.",
                help="Set SELOSTE_MASTER_KEY_FILE to where it was moved; without it nothing opens.",
            ) from None
        except ValueError:
            secret = b""
        if len(secret) != 32:
            raise KeysError(f"{self.path} holds no master key (64 hexadecimal digits).")
        return AESGCM(secret)

    def write(self, secret: bytes) -> None:
        replace_file(self.path, secret.hex().encode() + b"\n")


def replace_file(path: Path, content: bytes) -> None:
    """The file whole or not at all: written beside it, synced, renamed, the folder synced; 0600."""
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        beside.unlink(missing_ok=True)  # on a full disk half a file would only take room
        raise
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
