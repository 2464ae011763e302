"""Keeping: keys for people who come in or are known, sealing of their rows, and the index beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.gate import bind
from seloste.gate.errors import GateError, StaleGeneration
from seloste.protection import sealing
from seloste.protection.master import KeyDestroyed
from seloste.protection.opening import TABLES
from seloste.protection.sealing import FORM
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.addresses import AddressError, suppression_keys
from seloste.terms.alphabet import in_two

__all__ = ["FORM", "Keyring", "index", "known_keys", "new_keys"]


@dataclass(slots=True)
class Keyring:
    """Data keys of some people, for one transaction of writing."""

    ciphers: dict[tuple[UUID, int], AESGCM] = field(default_factory=dict, repr=False)
    wrapped: list[tuple[UUID, int, int, bytes]] = field(default_factory=list, repr=False)

    def seal(self, table: str, row: UUID, person: UUID, fate: int, content: Any) -> bytes:
        """The content of a row as one message under its person's key."""
        bound = sealing.row_binding(TABLES[table], row, person, fate, FORM)
        return sealing.seal(content, self.ciphers[person, int(fate)], bound)

    def columns(self) -> tuple[list[UUID], list[int], list[int], list[bytes]]:
        """People, fates, generations and wrapped keys, as the doors want them: in order of people."""
        rows = sorted(self.wrapped)
        return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows]

    def missing(self, needed: Mapping[UUID, set[int]]) -> dict[UUID, set[int]]:
        """Which fates' keys these people lack."""
        lacking = {
            person: {fate for fate in fates if (person, fate) not in self.ciphers}
            for person, fates in needed.items()
        }
        return {person: fates for person, fates in lacking.items() if fates}

    def joined(self, other: Keyring) -> Keyring:
        return Keyring(self.ciphers | other.ciphers, self.wrapped + other.wrapped)


def new_keys(vault: Vault, fates: Mapping[UUID, set[int]]) -> Keyring:
    """Fresh keys, wrapped under the bucket keys in force."""
    ring = Keyring()
    rows = vault.connection.execute(
        "select bucket, generation from gate.bucket_generations(%s)", (list(fates),)
    ).fetchall()
    in_force = {int(bucket): int(generation) for bucket, generation in rows}
    bits = vault.connection.execute("select gate.bucket_bits()").fetchone()
    assert bits is not None  # a function of one row
    for person, wanted in fates.items():
        generation = in_force[int.from_bytes(person.bytes[:3], "big") >> (24 - bits[0])]
        under = _in_force(vault, person, generation)
        for fate in sorted(wanted):
            key = sealing.new_key()
            ring.ciphers[person, fate] = AESGCM(key)
            bound = sealing.key_binding(person, fate, generation)
            ring.wrapped.append((person, fate, generation, sealing.wrap(key, under, bound)))
    return ring


def _in_force(vault: Vault, person: UUID, generation: int) -> AESGCM:
    """A bucket key, or StaleGeneration when the bucket was turned since its generation was read."""
    try:
        return vault.keys.of_person(person, generation)
    except KeyDestroyed as error:
        raise StaleGeneration(error.message, vault.keys.bucket_of(person), None) from None


def known_keys(vault: Vault, people: Sequence[UUID], use: str, act: Act) -> Keyring:
    """Keys of people who are in the register: a keep line that names them is committed first.

    Raises GateError when one of them has no key (erased meanwhile).
    """
    ring = Keyring()
    for person, fate, generation, wrapped in bind.take_keys(vault.connection, use, act, people):
        under = _in_force(vault, person, generation)
        bound = sealing.key_binding(person, fate, generation)
        ring.ciphers[person, fate] = AESGCM(sealing.unwrap(wrapped, under, bound))
    if gone := set(people) - {person for person, fate in ring.ciphers if fate == 0}:
        raise GateError(f"{len(gone)} of these people have gone from the register.")
    return ring


def index(vault: Vault, rows: Iterable[tuple[UUID, UUID, str, Any]]) -> None:
    """Tokens of rows just stored (person, row, kind, value), in the transaction that stores them."""
    blind = vault.blind()
    exact, names = _tokens(blind, rows)
    if exact:
        people, ids, hashes = zip(*exact, strict=True)
        vault.connection.execute(
            "select gate.index_rows(1::smallint, %s, %s, %s, %s)",
            (list(people), list(ids), list(hashes), blind.generation),
        )
    if names:
        people, ids, tokens, buckets = zip(*names, strict=True)
        vault.connection.execute(
            "select gate.index_names(%s, %s, %s::text[], %s::text[], %s)",
            (list(people), list(ids), list(tokens), list(buckets), blind.generation),
        )


def _tokens(
    blind: Any, rows: Iterable[tuple[UUID, UUID, str, Any]]
) -> tuple[list[tuple[UUID, UUID, UUID]], list[tuple[UUID, UUID, str, str]]]:
    exact, names = [], []
    for person, row, kind, value in rows:
        if kind in ("email", "phone"):
            exact.append((person, row, blind.address(kind, value)))
            exact += [(person, row, blind.address(MAILBOX, form)) for form in wider_forms(kind, value)]
        elif kind == "name":
            tokens = "{" + ",".join(map(str, [*blind.name(spoken(value)), blind.whole_name(value)])) + "}"
            buckets = "{" + ",".join(map(str, blind.name_buckets(sorted_by(value)))) + "}"
            names.append((person, row, tokens, buckets))
    return exact, names


MAILBOX = "mailbox"
"""Under this word an address is also indexed by the widest form under which a prohibition of it holds."""


def wider_forms(kind: str, value: str) -> tuple[str, ...]:
    """The form in which another spelling of an e-mail address is one mailbox with it, if it has one (R5.7b)."""
    try:
        return suppression_keys(value)[1:] if kind == "email" else ()
    except AddressError:
        return ()


def spoken(name: Mapping[str, Any]) -> str:
    """A name as people say it."""
    return str(name.get("full") or f"{name.get('given') or ''} {name.get('family') or ''}").strip()


def sorted_by(name: Mapping[str, Any]) -> str:
    """The part of a name by which it is listed: the family name, else the last word, else all of it."""
    return str(name.get("family") or (spoken(name).split() or [""])[-1])


def parts(name: Mapping[str, Any]) -> tuple[str, str]:
    """Family and given name, as a list orders and shows them; a name said in one piece is parted before its last word."""
    family, given = str(name.get("family") or ""), str(name.get("given") or "")
    if family or not name.get("full"):
        return family or sorted_by(name), given
    return in_two(spoken(name))
