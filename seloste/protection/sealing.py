"""Sealing: one AES-256-GCM message for each row, bound to its table, row, person, fate and form.

Data keys are wrapped by bucket keys, bucket keys by the master key; every message is
nonce (12 bytes) ‖ ciphertext ‖ tag (NIST SP 800-38D), every nonce random.
"""

from __future__ import annotations

import os
import struct
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.engine.errors import Exit, SelosteError

FORM = 1
"""The form of sealed content that is written now: MessagePack of plain values."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


class NotOpened(SelosteError):
    """A message that this key doesn't open: another key, or other words than were sealed."""

    exit_code = Exit.CONFLICT
    code = "not_opened"


def new_key() -> bytes:
    """256 random bits."""
    return os.urandom(32)


def wrap(key: bytes, under: AESGCM, bound_to: bytes) -> bytes:
    """60 bytes: a key sealed under another, good for ``bound_to`` alone."""
    nonce = os.urandom(12)
    return nonce + under.encrypt(nonce, key, bound_to)


def unwrap(wrapped: bytes, under: AESGCM, bound_to: bytes) -> bytes:
    """The key again. Raises NotOpened."""
    try:
        return under.decrypt(wrapped[:12], wrapped[12:], bound_to)
    except InvalidTag:
        raise NotOpened(
            "A wrapped key doesn't open: it belongs to another person, fate or generation."
        ) from None


def key_binding(person: UUID, fate: int, generation: int) -> bytes:
    """What a person's data key is good for."""
    return person.bytes + struct.pack(">HI", fate, generation)


def row_binding(table: int, row: UUID, person: UUID, fate: int, form: int) -> bytes:
    """What a row's message is good for (spine 15)."""
    return struct.pack(">HHH", table, fate, form) + row.bytes + person.bytes


# keeps: measure.sealing, measure.encrypted_data by door; off: key.encrypt(nonce, _encode(content), bound_to) => _encode(content) + bytes(16)
def seal(content: Any, key: AESGCM, bound_to: bytes) -> bytes:
    """The content of a row as one message."""
    nonce = os.urandom(12)
    return nonce + key.encrypt(nonce, _encode(content), bound_to)


def unseal(message: bytes, key: AESGCM, bound_to: bytes) -> Any:
    """The content again. Raises NotOpened."""
    try:
        return _decode(key.decrypt(message[:12], message[12:], bound_to))
    except InvalidTag:
        raise NotOpened("A row doesn't open under its person's key: it was changed or moved.") from None
