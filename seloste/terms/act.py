"""An act: who does something and why. Made once at a face, passed as an argument, never ambient."""

from __future__ import annotations

from dataclasses import dataclass, field


class Ticket:
    """The 32 random bytes that prove who acts; they never print."""

    __slots__ = ("_bytes",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("a ticket is 32 bytes")
        self._bytes = secret

    @property
    def secret(self) -> bytes:
        return self._bytes

    def __repr__(self) -> str:
        return "Ticket(…)"


@dataclass(frozen=True, slots=True)
class Act:
    """``reason`` is a code (``work``, ``request``, ``import``), never free text: a line outlives its person."""

    ticket: Ticket = field(repr=False)
    reason: str = "work"
