"""May we? A decision asked of the register: by the pure rule and by the database, and both must agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from seloste.engine.connect import Connection
from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind, facts
from seloste.gate.decide import KindNames, Question, decide
from seloste.gate.facts import Facts, RowFact
from seloste.gate.publishing import Published
from seloste.gate.reasons import refused
from seloste.notice.policy import Policy
from seloste.terms.act import Act
from seloste.terms.decision import Decision, Lawful
from seloste.terms.words import Fate


class Disagreement(SelosteError):
    """The rule in Python and the rule in the database differ: nothing may be believed until it is mended."""

    exit_code = Exit.CONFLICT
    code = "disagreement"


def read_facts(
    connection: Connection, person: UUID, use: str, act: Act, *, under: str = ""
) -> tuple[Facts, datetime]:
    """The dated facts of a person, and the gate's own time. A line of verb ``ask`` names the person.

    ``under``: the use entered, where that is not the one asked about (``rights`` may ask about all).
    """
    entered = under or (use if use in _declared(connection) else "rights")
    with bind.use(connection, entered, act):
        row = connection.execute("select gate.facts(%s, %s), gate.now()", (person, use)).fetchone()
    assert row is not None  # a function of one row
    return facts.from_json(row[0]), row[1]


def _declared(connection: Connection) -> set[str]:
    return {row[0] for row in connection.execute("select name from gate.use_bits() where live").fetchall()}


def may(
    policy: Policy, use: str, found: Facts, at: datetime, kinds: KindNames, bits: Mapping[str, int], *,
    row: UUID | None = None, now: datetime | None = None,
) -> Decision:  # fmt: skip
    """The decision for a person or one of their rows; for this very moment it is compared with the mask.

    Raises Disagreement when the two differ.
    """
    asked = Question(policy, use, found, at, kinds)
    one = next((r for r in found.rows if r.id == row), None) if row else None
    decision = decide(asked, one)
    if now == at and use in bits:
        derived = _derived(asked, one, bits[use])
        if isinstance(decision, Lawful) and not derived and _waits(asked, one):
            return refused(asked, "waits")
        if derived is not isinstance(decision, Lawful):
            raise Disagreement(
                f"The rule and the database disagree about {use}.",
                help="Run `seloste doctor`; open nothing meanwhile.",
            )
    return decision


def _asked_rows(asked: Question, row: RowFact | None) -> list[RowFact]:
    """The row asked about, or all through which the use reaches the person."""
    if row is not None:
        return [row]
    term = asked.term
    through = ("contact", term.address) if term is not None and term.address else None
    rows = [one for one in asked.facts.rows if one.fate == Fate.ORDINARY]
    return [one for one in rows if through is None or asked.kinds[one.kind] == through]


def _derived(asked: Question, row: RowFact | None, bit: int) -> bool:
    """What the headers say."""
    return any(
        one.lawful >> bit & 1 and (one.visible_until is None or one.visible_until > asked.at)
        for one in _asked_rows(asked, row)
    )


def _waits(asked: Question, row: RowFact | None) -> bool:
    """Whether time has changed something and the job has not derived it yet: closed until then (spine 13)."""
    return any(
        one.visible_until is not None
        and one.visible_until <= asked.at
        and (one.expires_at is None or one.expires_at > asked.at)
        for one in _asked_rows(asked, row)
    )


def nobody(published: Published, use: str, at: datetime, *, suppressed: bool = False) -> Decision:
    """The answer about an address that nobody in the register has."""
    asked = Question(published.policy, use, Facts(), at, {})
    return refused(asked, "suppressed" if suppressed else "unknown_person")
