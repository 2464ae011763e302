"""An import is taken back: its people are erased, its rows and changes of others go, what others built on stays.

A refusal and a withdrawal stay, whatever file brought them: only the person's own word ends them (R5.7b).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind
from seloste.intake.running import alone
from seloste.protection import keeping
from seloste.protection.indexing import FIELDS
from seloste.protection.opening import look_and_open
from seloste.protection.vault import Vault
from seloste.retention import erasures
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, UPKEEP

AT_ONCE = 1000
Progress = Callable[[int, int], None]


class NoSuchImport(SelosteError):
    """No import of this register has that id."""

    exit_code = Exit.BAD_INPUT
    code = "no_such_import"


@dataclass(frozen=True, slots=True)
class Run:
    """An import as it ran. ``changed``: how many people and organisations came or changed by it; ``people``: of how
    many a relation that it brought stands now; ``until``: how long what it replaced can return."""

    batch: UUID
    source: str
    format: str
    actor: str
    begun: datetime
    ended: datetime | None
    undone: datetime | None
    until: datetime
    changed: int
    people: int

    def as_json(self) -> dict[str, Any]:
        """For programs: times in ISO 8601."""
        return {
            name: value.isoformat()
            if isinstance(value, datetime)
            else str(value)
            if name == "batch"
            else value
            for name in self.__slots__
            for value in (getattr(self, name),)
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays: of a person (``restricted``, ``changed_since``: the whole of somebody who came in by the import;
    ``row``, ``relation``: what others have built on; ``changed``: what others have changed since), or an organisation."""

    id: UUID
    what: str


@dataclass(slots=True)
class Undone:
    """Counts by stable codes, and what stays. ``dry``: nothing was done."""

    run: Run
    dry: bool
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "batch": str(self.run.batch),
            "dry_run": self.dry,
            "counts": dict(sorted(self.counts.items())),
            "kept": [{"id": str(one.id), "what": one.what} for one in self.kept],
        }


@dataclass(frozen=True, slots=True)
class _Concerned:
    """People of an import: those to be erased, those who were here before, those whom others have taken up."""

    erased: list[UUID]
    known: list[UUID]
    taken_up: list[Kept]


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def imports(vault: Vault, act: Act) -> list[Run]:
    """Every import of this register, newest first. Needs the grant ``intake``."""
    rows = vault.connection.execute("select * from gate.imports(%s)", (act.ticket.secret,)).fetchall()
    return [Run(*row) for row in rows]


def find(vault: Vault, batch: str, act: Act) -> Run:
    """The import of this id, or of one that begins so. Raises NoSuchImport."""
    found = [run for run in imports(vault, act) if str(run.batch).startswith(batch.strip().lower())]
    if len(found) != 1 or not batch.strip():
        raise NoSuchImport(
            "No import has this id." if not found else "Several imports begin so.",
            help="`seloste import list` shows them.",
        )
    return found[0]


def undo(vault: Vault, run: Run, act: Act, progress: Progress = _silent, *, dry: bool = False) -> Undone:
    """Takes an import back. Needs the grants ``intake``, ``rights`` and ``upkeep``.

    Stopped at any point it loses nothing: the same call goes on. Raises ImportRunning.
    """
    done = Undone(run, dry)
    with alone(vault.connection):
        if not dry:
            erasures.resume(vault, act)
        concerned = _concerned(vault, run, act)
        done.kept += concerned.taken_up
        if dry:
            done.counts.update(people_erased=len(concerned.erased), people_changed=len(concerned.known))
            return done
        total = len(concerned.erased) + len(concerned.known)
        _take_up(vault, run, concerned.taken_up, act, done)
        for part in _parts(concerned.known):
            _revert(vault, run, part, act, done)
            progress(done.counts["people_changed"], total)
        _index(vault, run, act)
        for part in _parts(concerned.erased):
            _erase(vault, run, part, act, done)
            progress(done.counts["people_changed"] + done.counts["people_erased"], total)
        _organisations(vault, run, act, done)
        with bind.use(vault.connection, RIGHTS, act):
            vault.connection.execute("select gate.end_undo(%s)", (run.batch,))
    return done


def forget(vault: Vault, act: Act) -> int:
    """What imports replaced is kept as long as removed rows live in backups: how many such rows went."""
    total = 0
    while True:
        with bind.use(vault.connection, UPKEEP, act):
            row = vault.connection.execute("select gate.forget_former(10000)").fetchone()
        assert row is not None  # a function of one row
        total += int(row[0])
        if row[0] == 0:
            return total


def _concerned(vault: Vault, run: Run, act: Act, among: Sequence[UUID] | None = None) -> _Concerned:
    with bind.use(vault.connection, RIGHTS, act):
        rows = vault.connection.execute(
            "select person, came, why from gate.undo_people(%s, %s::uuid[])",
            (run.batch, None if among is None else list(among)),
        ).fetchall()
    return _Concerned(
        [person for person, _, why in rows if why is None],
        [person for person, came, why in rows if why is not None and not came],
        [Kept(person, why) for person, came, why in rows if why is not None and came],
    )


def _take_up(vault: Vault, run: Run, kept: Sequence[Kept], act: Act, done: Undone) -> None:
    """Whoever stays because others have taken them up loses the consents that the import claimed."""
    for part in _parts([one.id for one in kept]):
        with bind.use(vault.connection, RIGHTS, act):
            row = vault.connection.execute("select gate.undo_consents(%s, %s)", (run.batch, part)).fetchone()
        done.counts["consents"] += row[0] if row else 0


def _revert(vault: Vault, run: Run, people: list[UUID], act: Act, done: Undone) -> None:
    with bind.use(vault.connection, RIGHTS, act):
        row = vault.connection.execute("select gate.undo_known(%s, %s)", (run.batch, people)).fetchone()
    assert row is not None  # a function of one row
    done.kept += [Kept(UUID(one["person"]), one["what"]) for one in row[0].pop("kept")]
    done.counts.update(row[0])
    done.counts["people_changed"] += len(people)


def _index(vault: Vault, run: Run, act: Act) -> None:
    """Names that came back can be looked for again."""
    while True:
        with bind.use(vault.connection, RIGHTS, act):
            waiting = vault.connection.execute(
                "select * from gate.undo_names(%s, %s)", (run.batch, AT_ONCE)
            ).fetchall()
        if not waiting:
            return
        people, ids = [row[0] for row in waiting], [row[1] for row in waiting]
        opened = look_and_open(
            vault.connection, vault.keys, RIGHTS, act, "contact",
            "select u.p subject_id, u.i id from unnest(%s::uuid[], %s::uuid[]) u (p, i)", (people, ids),
        )  # fmt: skip
        with bind.use(vault.connection, UPKEEP, act):
            keeping.index(vault, [(o.person, o.row, FIELDS[o.kind], o.content.show()) for o in opened])
        with bind.use(vault.connection, RIGHTS, act):
            vault.connection.execute("select gate.undo_indexed(%s, %s, %s)", (run.batch, people, ids))


def _erase(vault: Vault, run: Run, people: list[UUID], act: Act, done: Undone) -> None:
    """By the ordinary erasure; whoever was taken up or restricted meanwhile is not asked for, and stays."""
    with bind.use(vault.connection, RIGHTS, act):
        rows = vault.connection.execute(
            "select person, line from gate.undo_ask(%s, %s)", (run.batch, people)
        ).fetchall()
    lines = {person: int(line) for person, line in rows}
    if lines:
        erasures.carry_out_asked(vault, lines, act, RIGHTS)
    done.counts["people_erased"] += len(lines)
    if stay := [person for person in people if person not in lines]:
        done.kept += _concerned(vault, run, act, stay).taken_up


def _organisations(vault: Vault, run: Run, act: Act, done: Undone) -> None:
    """Their deals and addresses first, then the organisations themselves, which must be named by nothing."""
    connection = vault.connection
    with bind.use(connection, RIGHTS, act):
        deals = connection.execute("select removed, kept from gate.undo_deals(%s)", (run.batch,)).fetchone()
        addresses = connection.execute(
            "select returned, kept from gate.undo_addresses(%s)", (run.batch,)
        ).fetchone()
        row = connection.execute(
            "select added, changed, kept from gate.undo_organisations(%s)", (run.batch,)
        ).fetchone()
    assert deals is not None  # each is a function of one row
    assert addresses is not None
    assert row is not None
    done.counts.update(
        deals=deals[0], addresses_returned=addresses[0], organisations=row[0], organisations_changed=row[1]
    )
    done.kept += [Kept(one, "deal") for one in deals[1]] + [Kept(one, "address") for one in addresses[1]]
    done.kept += [Kept(one, "organisation") for one in row[2]]


def _parts(people: Sequence[UUID]) -> Iterator[list[UUID]]:
    """In order of their ids, so that each bucket of keys is turned once."""
    ordered = sorted(people)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
