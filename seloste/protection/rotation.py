"""Changing keys while the register goes on being read: the master key, or every bucket's (resumable)."""

from __future__ import annotations

import json
from collections.abc import Callable

from seloste.gate import bind
from seloste.protection import sealing, turning
from seloste.protection.master import replace_file
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

PEOPLE_A_BUCKET = 64
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


def grow(vault: Vault, act: Act) -> int:
    """Twice as many buckets; their number now. Nobody's key is wrapped anew (spine 19)."""
    with vault.keys.alone():
        _grow(vault, act)
    return int(2**vault.keys.bits)


def grow_if_needed(vault: Vault, act: Act) -> bool:
    """About a bucket for every 64 people, and never fewer than at first. True when they grew."""
    finished = finish_growth(vault, act)
    people = vault.connection.execute("select people from gate.register_size()").fetchone()
    with vault.keys.alone():
        if people is None or people[0] <= PEOPLE_A_BUCKET * 2 ** (_bits(vault) + 1):
            return finished
        _grow(vault, act)
    return True


def finish_growth(vault: Vault, act: Act) -> bool:
    """Complete a growth that was stopped between the key file and the database. True when there was one."""
    if vault.keys.bits == _bits(vault):
        return False
    with vault.keys.alone():  # which reads the file again
        if vault.keys.bits == _bits(vault):
            return False
        _grow(vault, act)
    return True


def _bits(vault: Vault) -> int:
    row = vault.connection.execute("select gate.bucket_bits()").fetchone()
    assert row is not None  # a function of one row
    return int(row[0])


def _grow(vault: Vault, act: Act) -> None:
    """The key file first: with it alone grown every key still opens, and the next round does the rest."""
    bits = _bits(vault)
    with bind.use(vault.connection, UPKEEP, act):
        if vault.keys.bits == bits:
            vault.keys.grow()
        turning.split_rows(vault.keys)
        vault.connection.execute("select gate.grow_buckets(%s)", (bits,))
