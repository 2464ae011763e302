"""What the gate refuses, as a small tree.

GateError
├── NotPermitted      no grant, no ticket, or the notice doesn't allow it
│   └── Undeclared    the notice names no such use, source, field or processor
├── NestedUse         a use is outermost
├── StaleGeneration   a bucket was turned meanwhile: wrap under the generation in force
├── IndexRebuilding   the blind index isn't whole: nobody is told "nobody"
├── Restoring         a restore has not finished: nobody is told anything
└── Rejected          a door took nothing: what came in breaks a rule
"""

from __future__ import annotations

import json

import psycopg

from seloste.engine.errors import Exit, SelosteError


class GateError(SelosteError):
    """Something the gate does not do."""

    exit_code = Exit.NOT_PERMITTED
    code = "gate"


class NotPermitted(GateError):
    """The actor, the ticket or the notice doesn't allow it."""


class Undeclared(NotPermitted):
    """The notice names no such thing."""


class NestedUse(GateError):
    """A use is outermost: one transaction, one use (spine 7)."""


class StaleGeneration(GateError):
    """``bucket`` has been turned to ``generation`` since the key was read."""

    def __init__(self, message: str, bucket: int | None, generation: int | None) -> None:
        super().__init__(message)
        self.bucket, self.generation = bucket, generation


class IndexRebuilding(GateError):
    """``done`` of ``people`` are indexed; look-ups answer when all are."""

    exit_code = Exit.INDEX_REBUILDING
    code = "index_rebuilding"

    def __init__(self, done: int, people: int) -> None:
        super().__init__(
            f"The index is being rebuilt: {done} of {people} people are in it.",
            help="Wait for the worker, or run `seloste index rebuild`.",
        )
        self.done, self.people = done, people


class Restoring(GateError):
    """The database came out of a backup, and what must be done again has not all been done."""

    exit_code = Exit.RESTORING
    code = "restoring"

    def __init__(self) -> None:
        super().__init__(
            "The register is being restored: nobody is told anything until it is whole.",
            help="Wait, or run the same `seloste restore` again if it was stopped.",
        )


class Rejected(GateError):
    """A door took nothing; ``code`` is the database's stable code (SL0nn)."""

    exit_code = Exit.BAD_INPUT

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


_NOT_PERMITTED = {"SL001", "SL004", "SL005", "SL006", "SL007", "SL018", "SL040", "42501"}


def translated(error: psycopg.Error) -> Exception:
    """The gate's own error for one of the database's; any other comes back as it is."""
    code = error.sqlstate or ""
    message = error.diag.message_primary or "refused"
    if code == "SL003":
        return NestedUse(message)
    if code == "SL030":
        found = json.loads(error.diag.message_detail or "{}")
        return IndexRebuilding(int(found.get("done", 0)), int(found.get("people", 0)))
    if code == "SL060":
        return Restoring()
    if code == "SL020":
        found = json.loads(error.diag.message_detail or "{}")
        return StaleGeneration(message, found.get("bucket"), found.get("generation"))
    if code in ("SL013", "SL014"):
        return Undeclared(message)
    if code in _NOT_PERMITTED:
        return NotPermitted(message)
    if code.startswith("23"):  # a constraint: its name says which rule, and never a value
        return Rejected(
            f"A rule of the register refuses this: {error.diag.constraint_name or error.diag.column_name}.",
            code,
        )
    if code.startswith("SL"):
        return Rejected(message, code)
    return error
