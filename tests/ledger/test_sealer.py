"""Every committed line gets exactly one leaf, and what a crash left undone is made good."""

from __future__ import annotations

import json
import os
import random
import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from seloste.protection import sealer
from seloste.protection.merkle import Frontier, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Connection, Ledger

INSERT = (
    b"insert into ledger.line(verb, salt) values ('keep', sha256(uuid_send(gen_random_uuid()))) returning id"
)


CHANGES = (
    "verb = 'look'",
    "at = at + interval '1 microsecond'",
    "actor = gen_random_uuid()",
    "use = 9",
    "mask = 9",
    "reason = 'r'",
    "policy = 9",
    "tbl = 9",
    "people = 9",
    "ids_hash = 'h'",
    "cause = 9",
    """detail = '{"n": 1}'""",
    "salt = 's'",
    "at = 'infinity'",
)


def leaves_of(ledger: Ledger) -> list[tuple[int, int, bytes]]:
    query = b"select position, line, hash from ledger.leaf order by position"
    return [(p, line, bytes(h)) for p, line, h in ledger.superuser.execute(query)]


def test_the_tree_is_that_of_rfc_6962_over_the_lines(ledger: Ledger) -> None:
    ids = ledger.filled(batches=3, lines=7)

    shown = dict(ledger.superuser.execute(b"select id, line from ledger.shown").fetchall())
    hashes = [leaf_hash(sealer.canonical(shown[line])) for line in ids]
    kept = sealer.read_checkpoint(ledger.checkpoint)

    assert [line for _, line, _ in leaves_of(ledger)] == ids
    assert [found for _, _, found in leaves_of(ledger)] == hashes
    assert kept.root == Frontier().extended(hashes).root
    assert kept.size == len(ids)
    assert kept.is_signed()


def test_the_canonical_bytes_are_those_of_the_documentation(ledger: Ledger) -> None:
    line = {
        "actor": "0f0e0d0c-0b0a-4908-8706-050403020100", "at": 1764037595123456, "cause": None,
        "detail": '{"rows": 2}', "id": 7, "ids_hash": "ab" * 32, "mask": 4611686018427387904, "people": 2,
        "policy": 3, "reason": "request", "salt": "00" * 16, "tbl": 1, "use": 62, "verb": "open",
    }  # fmt: skip

    assert sealer.canonical(line | {"kind": "line"}) == (
        b"seloste line 1\n"
        b'{"actor":"0f0e0d0c-0b0a-4908-8706-050403020100","at":1764037595123456,"cause":null,'
        b'"detail":"{\\"rows\\": 2}","id":7,"ids_hash":"' + b"ab" * 32 + b'","mask":4611686018427387904,'
        b'"people":2,"policy":3,"reason":"request","salt":"'
        + b"00" * 16
        + b'","tbl":1,"use":62,"verb":"open"}'
    )


def test_each_value_of_a_line_but_ticket_and_transaction_changes_its_leaf(ledger: Ledger) -> None:
    line = ledger.write("open", tbl=3)
    ledger.seal()

    def now() -> bytes:
        shown = ledger.superuser.execute(b"select line from ledger.shown where id = %s", (line,)).fetchone()
        assert shown is not None
        return leaf_hash(sealer.canonical(shown[0]))

    before = now()
    ledger.tamper(f"update ledger.line set ticket = 'x', xid = '77' where id = {line}")
    assert now() == before
    for change in CHANGES:
        ledger.tamper(f"update ledger.line set {change} where id = {line}")
        assert now() != before, change
        before = now()


def test_nothing_new_makes_no_checkpoint(ledger: Ledger) -> None:
    assert ledger.seal() is None
    ledger.filled(batches=1)

    before = ledger.checkpoint.read_bytes()

    assert ledger.seal() is None
    assert ledger.checkpoint.read_bytes() == before
    assert ledger.checkpoint.stat().st_mode & 0o777 == 0o600


def test_a_second_sealer_leaves_the_first_alone(ledger: Ledger, as_role: Callable[[str], Connection]) -> None:
    ledger.write()
    other = as_role(ledger.roles.worker)
    other.execute("select pg_advisory_lock(%s)", (sealer._ONLY_SEALER,))

    assert ledger.seal() is None

    other.execute("select pg_advisory_unlock(%s)", (sealer._ONLY_SEALER,))
    assert ledger.seal() is not None


def test_the_sealer_refuses_to_work_inside_a_transaction(ledger: Ledger) -> None:
    with ledger.conn.transaction(), pytest.raises(ValueError, match="transactions of its own"):
        ledger.seal()


def test_every_committed_line_gets_one_leaf_beside_writers_rollbacks_and_a_long_transaction(
    ledger: Ledger,
) -> None:
    committed: list[list[int]] = [[] for _ in range(8)]
    superuser = ledger.superuser.info
    dsn = superuser.dsn + (f" password={superuser.password}" if superuser.password else "")

    def writer(number: int) -> None:
        draw = random.Random(number)
        with psycopg.connect(dsn) as conn:
            for _ in range(60):
                written = [conn.execute(INSERT).fetchone() for _ in range(draw.randint(1, 4))]
                if draw.random() < 0.3:
                    conn.rollback()
                else:
                    conn.commit()
                    committed[number] += [row[0] for row in written if row]

    with psycopg.connect(dsn) as held:
        first = held.execute(INSERT).fetchone()
        assert first is not None
        threads = [threading.Thread(target=writer, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        seals = 0
        while any(thread.is_alive() for thread in threads):
            seals += ledger.seal() is not None
        ledger.seal()
        sealed_while_held = {line for _, line, _ in leaves_of(ledger)}
        held.commit()
    ledger.seal()

    expected = {line for lines in committed for line in lines}
    found = leaves_of(ledger)
    assert seals > 1
    assert sealed_while_held == expected
    assert sorted(line for _, line, _ in found) == sorted(expected | {first[0]})
    assert [position for position, _, _ in found] == list(range(len(found)))
    assert ledger.verify().intact
    assert sealer.read_checkpoint(ledger.checkpoint).root == Frontier().extended(h for _, _, h in found).root


class Crash(Exception):
    pass


def crash(*_: Any) -> Any:
    raise Crash


def test_a_crash_before_the_signature_is_made_good(ledger: Ledger) -> None:
    ledger.filled(batches=1)
    ledger.write()
    with pytest.raises(Crash):
        sealer.seal(ledger.conn, sign=crash, public_key=ledger.public_key, path=ledger.checkpoint)
    assert len(leaves_of(ledger)) == 6
    assert sealer.read_checkpoint(ledger.checkpoint).size == 5

    checkpoint = ledger.seal()

    assert checkpoint is not None
    assert checkpoint.size == 6
    assert sealer.read_checkpoint(ledger.checkpoint) == checkpoint
    assert ledger.verify().vouched == 6


def test_a_crash_before_the_file_is_made_good(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.filled(batches=1)
    ledger.write()
    with monkeypatch.context() as broken:
        broken.setattr(sealer, "write_checkpoint", crash)
        with pytest.raises(Crash):
            ledger.seal()
    assert sealer.read_checkpoint(ledger.checkpoint).size == 5

    assert ledger.seal() is not None

    assert sealer.read_checkpoint(ledger.checkpoint).size == 6
    assert ledger.seal() is None


def test_a_half_written_file_is_never_the_checkpoint(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.filled(batches=1)
    before = ledger.checkpoint.read_bytes()
    ledger.write()
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", crash)
        with pytest.raises(Crash):
            ledger.seal()

    assert ledger.checkpoint.read_bytes() == before
    assert ledger.seal() is not None


def test_a_lost_file_and_lost_rows_are_made_anew_from_each_other(ledger: Ledger) -> None:
    ledger.filled()
    before = sealer.read_checkpoint(ledger.checkpoint)

    ledger.checkpoint.unlink()
    assert ledger.seal() is not None
    again = sealer.read_checkpoint(ledger.checkpoint)
    ledger.tamper("delete from ledger.checkpoint")
    assert ledger.seal() == again

    assert (again.size, again.root, again.frontier) == (before.size, before.root, before.frontier)
    assert ledger.superuser.execute(b"select size from ledger.checkpoint").fetchall() == [(before.size,)]


def test_a_rewritten_ledger_gets_no_signature(ledger: Ledger) -> None:
    """Whoever rewrites leaves and frontier together would else have the sealer sign it for them."""
    ids = ledger.filled()
    hashes = [found for _, _, found in leaves_of(ledger)]
    forged = Frontier().extended([leaf_hash(b"forged"), *hashes[1:]])
    nodes = ",".join(f"'\\x{node.hex()}'::bytea" for node in forged.nodes)
    ledger.tamper(
        f"update ledger.leaf set hash = '\\x{leaf_hash(b'forged').hex()}' where line = {ids[0]}",
        f"update ledger.tree set frontier = array[{nodes}]",
        "delete from ledger.checkpoint",
    )
    before = ledger.checkpoint.read_bytes()
    ledger.write()

    with pytest.raises(sealer.LedgerMismatch, match="rewritten"):
        ledger.seal()
    assert ledger.checkpoint.read_bytes() == before


def test_a_ledger_that_was_cut_gets_no_signature(ledger: Ledger) -> None:
    ids = ledger.filled()
    ledger.tamper(
        f"delete from ledger.leaf where line >= {ids[16]}",
        f"delete from ledger.line where id >= {ids[16]}",
        "update ledger.tree set size = 16, frontier = frontier[1:1]",
    )
    before = ledger.checkpoint.read_bytes()

    with pytest.raises(sealer.LedgerMismatch, match="16 leaves"):
        ledger.seal()
    assert ledger.checkpoint.read_bytes() == before


@pytest.mark.parametrize("damage", ["size", "root", "at", "frontier", "signature"])
def test_a_checkpoint_file_that_was_changed_is_refused(ledger: Ledger, damage: str) -> None:
    ledger.filled(batches=1)
    kept = json.loads(ledger.checkpoint.read_text())
    kept[damage] = {"size": 4, "at": kept["at"] + 1, "frontier": kept["frontier"][::-1]}.get(
        damage, "00" * (len(str(kept[damage])) // 2)
    )
    ledger.checkpoint.write_text(json.dumps(kept))

    with pytest.raises(sealer.CheckpointUnreadable):
        ledger.seal()


def test_after_a_restore_no_line_is_lost_or_sealed_twice(
    ledger: Ledger, as_role: Callable[[str], Connection]
) -> None:
    """Transaction numbers start anew: here as if all former ones lay in the future of this cluster."""
    ids = ledger.filled()
    unsealed = ledger.write()
    ledger.tamper("update ledger.line set xid = (xid::text::bigint + 1000000)::text::xid8")

    as_role(ledger.roles.owner).execute("select ledger.restored()")
    ledger.seal()
    later = ledger.write()
    ledger.seal()

    assert [line for _, line, _ in leaves_of(ledger)] == [*ids, unsealed, later]
    assert ledger.verify().intact
    future = ledger.superuser.execute(
        b"select count(*) from ledger.line where xid > pg_current_xact_id()"
    ).fetchone()
    assert future == (0,)
