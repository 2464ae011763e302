"""Sealing the ledger: lines become leaves of a signed tree, and the newest checkpoint a file outside.

``docs/ledger.md`` gives every byte that is hashed or signed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from seloste.engine.errors import Exit, SelosteError
from seloste.protection.master import replace_file
from seloste.protection.merkle import Frontier, leaf_hash

Sign = Callable[[bytes], bytes]
"""Signs a message with the ledger's Ed25519 key: 64 bytes."""

FIELDS = (
    "actor", "at", "cause", "detail", "id", "ids_hash", "mask", "people",
    "policy", "reason", "salt", "tbl", "use", "verb",
)  # fmt: skip
"""What of a line is hashed. Its ticket and its transaction's number are not."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONLY_SEALER = 0x5E105E1ED6E7  # the advisory lock that the one sealer of a database holds


class LedgerError(SelosteError):
    """What went wrong with the ledger; ``code`` is stable.

    LedgerError
      + CheckpointUnreadable   the file of the newest checkpoint is missing, broken or wrongly signed
      + LedgerMismatch         the ledger is not what its newest checkpoint says: nothing is signed
      + NotSealed              a line that has no proof yet, or doesn't stand
    """

    exit_code = Exit.CONFLICT
    code = "ledger"


class CheckpointUnreadable(LedgerError):
    code = "ledger_checkpoint_unreadable"


class LedgerMismatch(LedgerError):
    code = "ledger_mismatch"


class NotSealed(LedgerError):
    code = "ledger_not_sealed"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement: at this time the ledger had this many leaves and this root.

    ``frontier`` lets the sealer go on from the file alone; the root vouches for it.
    """

    size: int
    root: bytes
    at: datetime
    signature: bytes
    public_key: bytes
    frontier: tuple[bytes, ...] = ()

    def is_signed(self) -> bool:
        """Does its own public key confirm it? Whose key that is, the caller must know."""
        try:
            key = Ed25519PublicKey.from_public_bytes(self.public_key)
            key.verify(self.signature, checkpoint_bytes(self.size, self.root, self.at))
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_json(self) -> dict[str, Any]:
        """The form in exports and certificates (without the frontier)."""
        return {
            "size": self.size,
            "root": self.root.hex(),
            "at": micros(self.at),
            "signature": self.signature.hex(),
            "public_key": self.public_key.hex(),
        }


def micros(at: datetime) -> int:
    """Microseconds since 1970-01-01 00:00 UTC, exact."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def instant(microseconds: int) -> datetime:
    """The reverse of ``micros``."""
    return _EPOCH + timedelta(microseconds=microseconds)


def canonical(line: Mapping[str, Any]) -> bytes:
    """The bytes of a line that its leaf is the hash of."""
    body = {name: line[name] for name in FIELDS}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return b"seloste line 1\n" + text.encode("ascii")


def ids_hash(people: Iterable[UUID]) -> bytes:
    """What ``ids_hash`` of a line must be: over the 16 bytes of each person once, in ascending order."""
    return sha256(b"".join(sorted({person.bytes for person in people}))).digest()


def checkpoint_bytes(size: int, root: bytes, at: datetime) -> bytes:
    """The bytes that a checkpoint's signature is over."""
    return f"seloste checkpoint 1\n{size}\n{root.hex()}\n{micros(at)}\n".encode("ascii")


def read_checkpoint(path: Path) -> Checkpoint:
    """The checkpoint kept in a file, its signature and frontier tried.

    Raises CheckpointUnreadable; whether the key is the right one is for the caller to say.
    """
    try:
        kept = json.loads(path.read_bytes())
        at = instant(int(kept["at"]))
        root, signature, key = (bytes.fromhex(kept[name]) for name in ("root", "signature", "public_key"))
        frontier = tuple(bytes.fromhex(node) for node in kept.get("frontier", []))
        checkpoint = Checkpoint(int(kept["size"]), root, at, signature, key, frontier)
        fits = not frontier or Frontier(checkpoint.size, frontier).root == root
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise CheckpointUnreadable(f"{path.name} holds no checkpoint that can be read: {error}") from error
    if not fits or not checkpoint.is_signed():
        raise CheckpointUnreadable(f"{path.name} holds a checkpoint that its signature does not confirm")
    return checkpoint


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Replace the file in one step; it is on disk when this returns."""
    body = checkpoint.as_json() | {"frontier": [node.hex() for node in checkpoint.frontier]}
    replace_file(path, (json.dumps(body, sort_keys=True, indent=1) + "\n").encode("ascii"))


def seal(conn: Connection[Any], *, sign: Sign, public_key: bytes, path: Path) -> Checkpoint | None:
    """Give every committed line its leaf, sign the tree and replace the checkpoint at ``path``.

    Returns None when another sealer is at work or nothing is new. ``conn`` must be outside a
    transaction. What a crash left undone (leaves without a checkpoint, a checkpoint without its
    file) the next call makes good. Raises LedgerMismatch, and signs nothing, when the tree doesn't
    continue the checkpoint that ``path`` holds; CheckpointUnreadable when that can't be read.
    """
    if conn.info.transaction_status is not TransactionStatus.IDLE:
        raise ValueError("the ledger is sealed in transactions of its own")
    with _only_sealer(conn) as alone:
        if not alone:
            return None
        kept = read_checkpoint(path) if path.exists() else None
        frontier, at, signed = _take_leaves(conn, kept)
        held = kept.size if kept else 0
        if frontier.size == held == signed or frontier.size == 0:
            return None
        if kept and frontier.size == held:
            checkpoint = kept  # the file was ahead of the table: the signature is there already
        else:
            signature = sign(checkpoint_bytes(frontier.size, frontier.root, at))
            checkpoint = Checkpoint(frontier.size, frontier.root, at, signature, public_key, frontier.nodes)
        if not checkpoint.is_signed():
            raise LedgerMismatch("the key that signs is not the one whose public half was given")
        _record(conn, checkpoint)
        write_checkpoint(path, checkpoint)
        return checkpoint


@contextmanager
def _only_sealer(conn: Connection[Any]) -> Iterator[bool]:
    # Taken before the sealing transaction, so that its snapshot sees what the last sealer did.
    with conn.transaction():
        alone = bool(_row(conn, "select pg_try_advisory_lock(%s)", _ONLY_SEALER)[0])
    try:
        yield alone
    finally:
        if alone and not conn.broken and not conn.closed:
            with conn.transaction():
                conn.execute("select pg_advisory_unlock(%s)", (_ONLY_SEALER,))


def _take_leaves(conn: Connection[Any], kept: Checkpoint | None) -> tuple[Frontier, datetime, int]:
    """The frontier with the new leaves in it, the time, and the size of the newest recorded checkpoint."""
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read")
        size, nodes, signed, now = _row(conn, "select size, frontier, signed, now_us from ledger.state()")
        frontier = _continued(conn, kept, size)
        if frontier.nodes != tuple(bytes(node) for node in nodes):
            raise LedgerMismatch("the ledger was rewritten: its tree does not continue the newest checkpoint")
        ids, hashes = [], []
        with conn.cursor(row_factory=tuple_row) as cursor:
            for (line,) in cursor.execute("select line from ledger.unsealed()"):
                ids.append(line["id"])
                hashes.append(leaf_hash(canonical(line)))
        if ids:
            frontier = frontier.extended(hashes)
            conn.execute(
                "select ledger.append(%s::bigint[], %s::bytea[], %s::bytea[])",
                (ids, hashes, list(frontier.nodes)),
            )
        return frontier, instant(now), signed


def _continued(conn: Connection[Any], kept: Checkpoint | None, size: int) -> Frontier:
    # From the file outside and not from the table: whoever rewrote the tables would get a signature.
    if kept and kept.size and not kept.frontier:
        raise CheckpointUnreadable("the newest checkpoint lacks its frontier: nothing can be sealed on it")
    start = Frontier(kept.size, kept.frontier) if kept else Frontier()
    if start.size > size:
        raise LedgerMismatch(f"the ledger has {size} leaves, but its newest checkpoint counts {start.size}")
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("select hash from ledger.hashes(%s, %s)", (start.size, size))
        frontier = start.extended(bytes(found) for (found,) in cursor)
    if frontier.size != size:
        raise LedgerMismatch(f"the ledger should have {size} leaves, but leaves are missing")
    return frontier


def _record(conn: Connection[Any], checkpoint: Checkpoint) -> None:
    with conn.transaction():
        conn.execute(
            "select ledger.keep_checkpoint(%s, %s, %s, %s, %s)",
            (
                checkpoint.size,
                checkpoint.root,
                micros(checkpoint.at),
                checkpoint.signature,
                checkpoint.public_key,
            ),
        )


def recorded_checkpoints(conn: Connection[Any]) -> list[Checkpoint]:
    """Every checkpoint that the database holds, oldest first, none of them tried yet."""
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("select size, root, at_us, signature, public_key from ledger.checkpoints()")
        return [
            Checkpoint(size, bytes(root), instant(at), bytes(signature), bytes(key))
            for size, root, at, signature, key in cursor
        ]


def refound(conn: Connection[Any], *, public_key: bytes, path: Path) -> int:
    """After a restore of older data: the newest checkpoint that it holds takes the place of the one at ``path``.

    It must be signed by this register's key, and the leaves must give its root. How many lines it vouches for.
    Raises LedgerMismatch.
    """
    found = recorded_checkpoints(conn)
    if not found:
        path.unlink(missing_ok=True)
        return 0
    newest = found[-1]
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("select hash from ledger.hashes(0, %s)", (newest.size,))
        frontier = Frontier().extended(bytes(leaf) for (leaf,) in cursor)
    if newest.public_key != public_key or not newest.is_signed() or frontier.root != newest.root:
        raise LedgerMismatch("the restored ledger is not what its newest checkpoint signed")
    write_checkpoint(path, replace(newest, frontier=frontier.nodes))
    return newest.size


def _row(conn: Connection[Any], query: str, *values: object) -> tuple[Any, ...]:
    with conn.cursor(row_factory=tuple_row) as cursor:
        row = cursor.execute(query.encode(), values).fetchone()
    if row is None:
        raise LedgerMismatch("the ledger's tree is gone")
    return row
