"""Changing keys while the register goes on being read: the master key, or every bucket's (resumable)."""

from __future__ import annotations

import json
from collections.abc import Callable

from seloste.protection import sealing, turning
from seloste.protection.keyfile import replace_file
from seloste.protection.vault import Vault
from seloste.terms.act import Act

PORTION = 64
Progress = Callable[[int, int], None]


def change_master(vault: Vault) -> None:
    """A new master key; the key file is wrapped anew under it, and the old one opens nothing any more."""
    with vault.keys.alone():
        vault.keys.change_master(sealing.new_key())


def turn_all(vault: Vault, act: Act, progress: Progress) -> int:
    """Turn every bucket, a portion at a time. One that was stopped goes on where it was: how many turned now."""
    journal = vault.keys.folder / "rotation"
    left = json.loads(journal.read_text()) if journal.exists() else list(range(2**vault.keys.bits))
    total, turned = 2**vault.keys.bits, 0
    while left:
        some, left = left[:PORTION], left[PORTION:]
        turning.turn(vault, act, some)
        replace_file(journal, json.dumps(left).encode())
        turned += len(some)
        progress(total - len(left), total)
    journal.unlink(missing_ok=True)
    return turned
