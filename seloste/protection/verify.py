"""Verifying the ledger against its signed checkpoints; its export; proofs of single lines.

All of it reads under a use that may: the caller has entered ``upkeep`` (or, for proofs, ``rights``)
in the transaction that ``conn`` is in. ``docs/ledger.md`` gives the formats.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn
from uuid import UUID

from psycopg import Connection
from psycopg.rows import namedtuple_row, tuple_row

from seloste.protection.merkle import Frontier, inclusion_paths, leaf_hash
from seloste.protection.sealer import (
    Checkpoint,
    LedgerMismatch,
    NotSealed,
    canonical,
    ids_hash,
    instant,
    read_checkpoint,
    recorded_checkpoints,
)


class Kind(StrEnum):
    """What verification can find. The values are stable."""

    CHANGED = "changed"
    NAMES_CHANGED = "names_changed"
    SWAPPED = "swapped"
    REMOVED = "removed"
    INSERTED = "inserted"
    LEAF_MISSING = "leaf_missing"
    REWRITTEN = "rewritten"
    CUT = "cut"
    FALSE_CHECKPOINT = "false_checkpoint"


SENTENCES: dict[Kind, dict[str, str]] = {
    Kind.CHANGED: {
        "fi": "Riviä tai sen tiivistettä on muutettu.",
        "sv": "Raden eller dess hashvärde har ändrats.",
        "en": "The line or its hash was changed.",
    },
    Kind.NAMES_CHANGED: {
        "fi": "Rivin nimeämien henkilöiden luetteloa on muutettu.",
        "sv": "Förteckningen över de personer som raden nämner har ändrats.",
        "en": "The list of people whom the line names was changed.",
    },
    Kind.SWAPPED: {
        "fi": "Rivit on vaihdettu keskenään.",
        "sv": "Raderna har bytt plats med varandra.",
        "en": "The lines were swapped with each other.",
    },
    Kind.REMOVED: {
        "fi": "Rivi on poistettu, eikä mikään kirjaus kerro sen vanhentuneen.",
        "sv": "Raden har tagits bort, och ingen anteckning visar att dess tid hade gått ut.",
        "en": "The line was removed, and no record says that its period had passed.",
    },
    Kind.INSERTED: {
        "fi": "Rivi tai tiiviste on lisätty jälkikäteen.",
        "sv": "Raden eller hashvärdet har lagts till i efterhand.",
        "en": "The line or leaf was inserted afterwards.",
    },
    Kind.LEAF_MISSING: {
        "fi": "Puusta puuttuu tiivisteitä näistä kohdista.",
        "sv": "Hashvärden saknas i trädet på dessa platser.",
        "en": "The tree lacks the leaves of these positions.",
    },
    Kind.REWRITTEN: {
        "fi": "Näiden kohtien tiivisteitä on muutettu: ne eivät enää vastaa allekirjoitusta.",
        "sv": "Hashvärdena på dessa platser har ändrats: de stämmer inte längre med signaturen.",
        "en": "The leaves of these positions were changed: they no longer give the root that was signed.",
    },
    Kind.CUT: {
        "fi": "Lokin loppu on katkaistu: tarkistuspiste todistaa useammista riveistä.",
        "sv": "Loggens slut har kapats: kontrollpunkten vittnar om fler rader.",
        "en": "The end of the ledger was cut off: the checkpoint attests to more lines.",
    },
    Kind.FALSE_CHECKPOINT: {
        "fi": "Tarkistuspiste ei ole lokin omalla avaimella allekirjoitettu.",
        "sv": "Kontrollpunkten är inte signerad med loggens egen nyckel.",
        "en": "The checkpoint is not signed with the ledger's own key.",
    },
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the ids of the lines, and the first and last position concerned."""

    kind: Kind
    lines: tuple[int, ...] = ()
    positions: tuple[int, int] | None = None

    @property
    def sentence(self) -> dict[str, str]:
        """What it means, in each language."""
        return SENTENCES[self.kind]


class Dropped(NamedTuple):
    """A line that rightly went: ``by`` is the line that recorded it."""

    line: int
    position: int
    by: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was verified: ``size`` leaves, the first ``vouched`` of them under a signature."""

    size: int
    vouched: int
    unsealed: int
    findings: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]
    checkpoint: Checkpoint

    @property
    def intact(self) -> bool:
        """Nothing was found, up to the newest checkpoint."""
        return not self.findings

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict has no truth value: ask whether it is intact")

    def as_json(self) -> dict[str, Any]:
        """The form that ``seloste ledger verify --json`` prints."""
        return {
            "intact": self.intact,
            "size": self.size,
            "vouched": self.vouched,
            "unsealed": self.unsealed,
            "dropped": [one._asdict() for one in self.dropped],
            "findings": [
                {"kind": f.kind, "lines": f.lines, "positions": f.positions, "sentence": f.sentence}
                for f in self.findings
            ],
            "checkpoint": self.checkpoint.as_json(),
        }


@dataclass(slots=True)
class _Walk:
    """One pass over the ledger in the order of its leaves."""

    marks: dict[int, set[bytes]]  # size -> roots that a trusted signature gives for it
    frontier: Frontier = field(default_factory=Frontier)
    end: int = 0  # the position after the last leaf
    vouched: int = 0
    whole: bool = True  # no leaf is missing and no signed root has failed so far
    unsealed: int = 0
    ids: list[int] = field(default_factory=list)  # line ids of the leaves since the last good root
    findings: list[Finding] = field(default_factory=list)
    changed: list[tuple[int, dict[str, Any], bytes]] = field(default_factory=list)
    absent: dict[int, int] = field(default_factory=dict)
    expired: dict[tuple[int, int], int] = field(default_factory=dict)

    def take(self, entry: Any) -> None:
        """One leaf with its line, a leaf alone, or a line alone."""
        if entry.pos is not None:
            self._leaf(entry)
        if entry.standing in ("orphan", "beyond"):
            line = entry.leaf_line if entry.line is None else entry.line["id"]
            self._found(Kind.INSERTED, line, entry.pos)
        elif entry.standing == "waiting":
            self.unsealed += 1
        if entry.line is None:
            self.absent[entry.pos] = entry.leaf_line
        elif entry.standing != "orphan":
            self._line(entry)

    def _leaf(self, entry: Any) -> None:
        if entry.pos > self.frontier.size and self.whole:
            self.findings.append(
                Finding(Kind.LEAF_MISSING, tuple(self.ids[-1:]), (self.frontier.size, entry.pos - 1))
            )
            self.whole = False
        self.end = entry.pos + 1
        self.ids.append(entry.leaf_line)
        if not self.whole:
            return
        self.frontier = self.frontier.extended([bytes(entry.hash)])
        roots = self.marks.get(self.frontier.size, set())
        if roots == {self.frontier.root}:
            self.vouched, self.ids = self.frontier.size, []
        elif roots:
            span = (self.vouched, self.frontier.size - 1)
            self.findings.append(Finding(Kind.REWRITTEN, tuple(self.ids), span))
            self.whole = False

    def _line(self, entry: Any) -> None:
        line: dict[str, Any] = entry.line
        if entry.hash is not None and leaf_hash(canonical(line)) != entry.hash:
            self.changed.append((entry.pos, line, bytes(entry.hash)))
            return
        names = entry.names.hex() if entry.names is not None else None
        if names != line["ids_hash"] or entry.named not in (0, line["people"]):
            self._found(Kind.NAMES_CHANGED, line["id"], entry.pos)
        if line["verb"] == "expire":
            self.expired |= dict.fromkeys(_named_as_expired(line), line["id"])

    def _found(self, kind: Kind, line: int, position: int | None) -> None:
        place = None if position is None else (position, position)
        self.findings.append(Finding(kind, (line,), place))

    def close(self, given: Checkpoint) -> Verdict:
        """What the pass found, in the order of the ledger."""
        size = self.end
        furthest = max(self.marks, default=0)
        if size < furthest:
            self.findings.append(Finding(Kind.CUT, tuple(self.ids[-1:]), (size, furthest - 1)))
        dropped = []
        for position, line in self.absent.items():
            if by := self.expired.get((position, line)):
                dropped.append(Dropped(line, position, by))
            else:
                self._found(Kind.REMOVED, line, position)
        self.findings.extend(_told_apart(self.changed))
        self.findings.sort(key=lambda f: (f.positions or (size, size), f.lines))
        return Verdict(size, self.vouched, self.unsealed, tuple(self.findings), tuple(dropped), given)


def verify(conn: Connection[Any], checkpoint_file: Path, *, former_keys: Collection[bytes] = ()) -> Verdict:
    """Compare the whole ledger with the checkpoint in this file and with all that it has recorded.

    The file's public key is the one that is trusted, with ``former_keys`` for checkpoints of
    before it was changed. Needs the use ``upkeep`` in this transaction. Raises CheckpointUnreadable.
    """
    given = read_checkpoint(checkpoint_file)
    trusted = {given.public_key, *former_keys}
    marks: dict[int, set[bytes]] = {given.size: {given.root}} if given.size else {}
    false = []
    for recorded in recorded_checkpoints(conn):
        if recorded.public_key in trusted and recorded.is_signed():
            marks.setdefault(recorded.size, set()).add(recorded.root)
        else:
            false.append(Finding(Kind.FALSE_CHECKPOINT, (), (recorded.size - 1, recorded.size - 1)))
    walk = _Walk(marks, findings=false)
    for entry in _entries(conn):
        walk.take(entry)
    return walk.close(given)


def _named_as_expired(line: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Position and id of each line that an ``expire`` line says to have dropped."""
    try:
        runs = [(int(p), int(first), int(n)) for p, first, n in json.loads(line["detail"])["runs"]]
    except (KeyError, TypeError, ValueError):
        return  # an unsealed line by a stranger's hand: it excuses nothing
    for position, first, count in runs:
        yield from ((position + i, first + i) for i in range(min(count, 10_000)))


def _told_apart(changed: Sequence[tuple[int, dict[str, Any], bytes]]) -> Iterator[Finding]:
    """Two changed lines of which each fits the other's leaf were swapped; all others were changed."""
    rest = list(changed)
    while rest:
        position, line, leaf = rest.pop(0)
        for other in rest[:100]:  # enough to name a swap; the search is quadratic
            place, body, hashed = other
            if _fits(line, body["id"], hashed) and _fits(body, line["id"], leaf):
                rest.remove(other)
                lines = tuple(sorted((line["id"], body["id"])))
                yield Finding(Kind.SWAPPED, lines, (position, place))
                break
        else:
            yield Finding(Kind.CHANGED, (line["id"],), (position, position))


def _fits(line: Mapping[str, Any], other_id: int, leaf: bytes) -> bool:
    swapped_back = {**line, "id": other_id}
    return leaf in (leaf_hash(canonical(line)), leaf_hash(canonical(swapped_back)))


def export(conn: Connection[Any], out: IO[str]) -> int:
    """Write the ledger up to its newest checkpoint as JSON lines, for ``tools/verify_ledger.py``.

    Returns how many lines stand in it. Salts are included, tickets and people's ids are not.
    Needs the use ``upkeep`` in this transaction. Raises NotSealed when nothing is signed yet, or
    when lines have expired and the record of it is still unsealed: seal, and begin again.
    """

    def put(kind: str, body: Mapping[str, Any]) -> None:
        out.write(json.dumps({"kind": kind, **body}, sort_keys=True) + "\n")

    checkpoints = recorded_checkpoints(conn)
    if not checkpoints:
        raise NotSealed("the ledger has no checkpoint yet: seal it before you export it")
    put("ledger", {"format": 1})
    for checkpoint in checkpoints:
        put("checkpoint", checkpoint.as_json())
    count = 0
    for entry in _entries(conn):
        if entry.pos is not None and entry.pos < checkpoints[-1].size:
            put("leaf", {"position": entry.pos, "line": entry.leaf_line, "hash": entry.hash.hex()})
            if entry.line is not None:
                put("line", entry.line)
                count += 1
        elif entry.line is not None and entry.line["verb"] == "expire":
            raise NotSealed("lines have just expired: seal the ledger, then export it again")
    return count


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """A line, its place in the tree, the path from its leaf to the root, and who signed that root."""

    line: dict[str, Any]
    position: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint

    def as_json(self) -> dict[str, Any]:
        """The form in a certificate's ``proofs``."""
        return {"line": self.line["id"], "position": self.position, "path": [p.hex() for p in self.path]}


def proof_for(conn: Connection[Any], line_id: int) -> InclusionProof:
    """The proof of one line. Raises NotSealed while no checkpoint covers it, or when it doesn't stand."""
    return proofs_for(conn, [line_id])[0]


def proofs_for(conn: Connection[Any], line_ids: Sequence[int]) -> tuple[InclusionProof, ...]:
    """The proofs of these lines under the newest checkpoint, in the order of their ids.

    Needs the use ``upkeep`` or ``rights`` in this transaction. Reads every leaf hash once.
    Raises NotSealed, or LedgerMismatch when the leaves don't give the signed root.
    """
    ids, recorded = sorted(set(line_ids)), recorded_checkpoints(conn)
    with conn.cursor(row_factory=tuple_row) as cursor:
        found = cursor.execute("select line, pos from ledger.placed(%s::bigint[])", (ids,)).fetchall()
        sealed = [place for _, place in found if place is not None]
        if not recorded or len(sealed) < len(ids) or any(place >= recorded[-1].size for place in sealed):
            raise NotSealed(f"no checkpoint covers all of the lines {ids} yet")
        newest = recorded[-1]
        cursor.execute("select hash from ledger.hashes(0, %s)", (newest.size,))
        leaves = [bytes(leaf) for (leaf,) in cursor]
    if Frontier().extended(leaves).root != newest.root:
        raise LedgerMismatch("the leaves do not give the root of the newest checkpoint: verify the ledger")
    paths = inclusion_paths(leaves, sealed)
    return tuple(InclusionProof(line, place, paths[place], newest) for line, place in found)


def certificate(
    subject: UUID,
    proofs: Sequence[InclusionProof],
    *,
    named: Mapping[int, Collection[UUID]] | None = None,
    final: Sequence[Any] = (),
    pending: Sequence[Any] = (),
    residue: Sequence[Any] = (),
) -> dict[str, Any]:
    """An erasure certificate that ``tools/verify_ledger.py`` can verify without the register.

    Among the proven lines must be one of verb ``erase`` that names the subject: its time is when
    they were erased. A line that names others too needs all their ids in ``named``, by line id.
    Raises ValueError when no such line is there, LedgerMismatch when proofs differ in checkpoint.
    """
    if len({proof.checkpoint for proof in proofs}) != 1:
        raise LedgerMismatch("a certificate needs proofs under one checkpoint")
    others = named or {}
    people = {p.line["id"]: sorted({subject, *others.get(p.line["id"], ())}) for p in proofs}
    naming = [p.line for p in proofs if p.line["ids_hash"] == ids_hash(people[p.line["id"]]).hex()]
    erasing = [line for line in naming if line["verb"] == "erase"]
    if not erasing:
        raise ValueError("no proven line says that this person was erased")
    shown = {line["id"]: [str(person) for person in people[line["id"]]] for line in naming}
    lines = [p.line | ({"named": shown[p.line["id"]]} if p.line["id"] in shown else {}) for p in proofs]
    return {
        "certificate": 1,
        "subject": str(subject),
        "erased_at": instant(erasing[-1]["at"]).isoformat(timespec="microseconds"),
        "lines": lines,
        "proofs": [proof.as_json() for proof in proofs],
        "checkpoint": proofs[0].checkpoint.as_json(),
        "final": list(final),
        "pending": list(pending),
        "residue": list(residue),
    }


def _entries(conn: Connection[Any]) -> Iterator[Any]:
    """Every leaf and line as one statement sees them, fetched in portions."""
    with conn.cursor("seloste_ledger", row_factory=namedtuple_row) as cursor:
        cursor.itersize = 5000
        cursor.execute("select * from ledger.entries()")
        yield from cursor
