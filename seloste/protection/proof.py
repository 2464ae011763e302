"""The ledger as the rest of the program knows it: sealed, verified, exported, and proven from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from seloste.gate import bind
from seloste.protection import sealer, verify
from seloste.protection.sealer import Checkpoint, CheckpointUnreadable, LedgerError
from seloste.protection.vault import Vault
from seloste.protection.verify import Verdict
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

__all__ = [
    "Checkpoint",
    "CheckpointUnreadable",
    "LedgerError",
    "Verdict",
    "certificate",
    "check",
    "export",
    "seal",
    "sealed",
    "signed_at",
]


def checkpoint_path(vault: Vault) -> Path:
    """The newest signed checkpoint, outside the database."""
    return vault.keys.folder / "checkpoint"


def seal(vault: Vault) -> Checkpoint | None:
    """Take every line that has no leaf yet into the tree, and sign it. None when there was nothing new."""
    return sealer.seal(
        vault.connection, sign=vault.keys.sign, public_key=vault.keys.public_key, path=checkpoint_path(vault)
    )


def refound(vault: Vault) -> int:
    """After a restore of older data: the checkpoint outside is the newest that the data holds, tried against it."""
    path = checkpoint_path(vault)
    return sealer.refound(vault.connection, public_key=vault.keys.public_key, path=path)


def size_at(path: Path) -> int:
    """How many lines a checkpoint's file vouches for; 0 where there is none. Raises CheckpointUnreadable."""
    return sealer.read_checkpoint(path).size if path.exists() else 0


def signed_at(vault: Vault) -> datetime | None:
    """When the newest checkpoint outside the database was signed; None where there is none. Raises CheckpointUnreadable."""
    path = checkpoint_path(vault)
    return sealer.read_checkpoint(path).at if path.exists() else None


def check(vault: Vault, act: Act, against: Path | None = None) -> Verdict:
    """The whole ledger against the newest checkpoint, or against one that was kept elsewhere."""
    with bind.use(vault.connection, UPKEEP, act):
        return verify.verify(vault.connection, against or checkpoint_path(vault))


def export(vault: Vault, act: Act, out: IO[str]) -> int:
    """The ledger as JSON lines, sealed first; how many lines."""
    seal(vault)
    with bind.use(vault.connection, UPKEEP, act):
        return verify.export(vault.connection, out)


def certificate(
    vault: Vault,
    act: Act,
    subject: UUID,
    line: int,
    *,
    final: list[Any],
    pending: list[Any],
    residue: list[Any],
) -> dict[str, Any]:
    """The line of an erasure with its proof in the signed tree."""
    with bind.use(vault.connection, UPKEEP, act):
        proofs = verify.proofs_for(vault.connection, [line])
    return verify.certificate(
        subject, proofs, named={line: [subject]}, final=final, pending=pending, residue=residue
    )


def sealed(vault: Vault) -> int:
    """How many lines the newest checkpoint vouches for."""
    found = sealer.recorded_checkpoints(vault.connection)
    return found[-1].size if found else 0
