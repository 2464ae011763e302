"""The last part of a restore: everything that must be so before anybody reads, and only then the register is whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from seloste.backup.backing import Step, go_on
from seloste.backup.folder import BackupError, stamp_of
from seloste.engine.connect import connect
from seloste.gate import bind
from seloste.protection import indexing, outbox, proof, rotation, turning
from seloste.protection.vault import Vault
from seloste.retention import erasures, rounds
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP


@dataclass(frozen=True, slots=True)
class Place:
    """A restored register while nobody may read it: the owner's address, the worker's connection, and its act."""

    owner: str = field(repr=False)
    vault: Vault
    act: Act


def finish(place: Place, stamp: str, step: Step = go_on) -> tuple[int, int]:
    """How many people were settled, and how many lines the ledger has. The worker's connection is closed after it.

    Raises BackupError when the ledger doesn't verify; then nothing is served.
    """
    vault, act = place.vault, place.act
    with connect(place.owner, autocommit=True) as owner, vault.connection:
        proof.refound(vault)
        step("refound")
        rotation.finish_growth(vault, act)
        turning.recover(vault, act)
        erasures.resume(vault, act)
        step("erased")
        settled = rounds.settle_due(vault, act)
        indexing.ensure(vault, act)
        step("index")
        size = _proven(vault, act, stamp)
        step("verified")
        owner.execute("insert into gate.whole default values on conflict do nothing")
    return settled, size


def _proven(vault: Vault, act: Act, stamp: str) -> int:
    """The restore stands in the ledger and in the list, and the ledger verifies."""
    with bind.use(vault.connection, UPKEEP, act):
        vault.connection.execute("select gate.note_copy('restore', %s, null, null, '{}')", (stamp,))
    outbox.flush(vault, act)
    at = datetime.now(UTC)
    outbox.note(vault, act, {"what": "restored", "at": stamp_of(at), "detail": {"stamp": stamp}})
    proof.seal(vault)
    verdict = proof.check(vault, act)
    if not verdict.intact:
        raise BackupError(
            f"The restored ledger does not verify: {len(verdict.findings)} findings.",
            help="Restore an older backup with --at; this one was changed before it was made.",
        )
    return verdict.size
