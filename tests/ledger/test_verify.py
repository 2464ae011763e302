"""What was changed, removed, inserted, swapped or cut is found and named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seloste.protection.merkle import leaf_hash
from seloste.protection.sealer import (
    Checkpoint,
    CheckpointUnreadable,
    canonical,
    checkpoint_bytes,
    instant,
    micros,
    read_checkpoint,
)
from seloste.protection.verify import SENTENCES, Finding, Kind, verify

if TYPE_CHECKING:
    from tests.ledger.conftest import Ledger


def found(ledger: Ledger) -> list[Finding]:
    verdict = ledger.verify()
    assert verdict.intact is not bool(verdict.findings)
    return list(verdict.findings)


def rehash(ledger: Ledger, line: int) -> str:
    """The statement that gives a changed line the leaf that fits it, as a careful forger would."""
    row = ledger.superuser.execute(b"select line from ledger.shown where id = %s", (line,)).fetchone()
    assert row is not None
    return f"update ledger.leaf set hash = '\\x{leaf_hash(canonical(row[0])).hex()}' where line = {line}"


def test_an_untouched_ledger_is_intact(ledger: Ledger) -> None:
    ids = ledger.filled()
    waiting = [ledger.write(), ledger.write()]

    verdict = ledger.verify()

    assert verdict.intact
    assert (verdict.size, verdict.vouched) == (len(ids), len(ids))
    assert verdict.unsealed == len(waiting)
    with pytest.raises(TypeError):
        bool(verdict)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'look'",
        "actor = gen_random_uuid()",
        "at = at - interval '1 day'",
        "people = 0, ids_hash = null",
    ],
)
def test_a_changed_line_is_named(ledger: Ledger, change: str) -> None:
    ids = ledger.filled()

    ledger.tamper(f"update ledger.line set {change} where id = {ids[7]}")

    assert found(ledger) == [Finding(Kind.CHANGED, (ids[7],), (7, 7))]


def test_a_changed_leaf_is_named_and_fails_its_checkpoint(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(f"update ledger.leaf set hash = sha256('other') where line = {ids[7]}")

    assert found(ledger) == [
        Finding(Kind.REWRITTEN, tuple(ids[5:10]), (5, 9)),
        Finding(Kind.CHANGED, (ids[7],), (7, 7)),
    ]


def test_a_line_changed_with_its_leaf_is_named_among_its_seal(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(f"update ledger.line set actor = gen_random_uuid() where id = {ids[7]}")
    ledger.tamper(rehash(ledger, ids[7]))

    assert found(ledger) == [Finding(Kind.REWRITTEN, tuple(ids[5:10]), (5, 9))]


def test_changed_names_of_a_line_are_found(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        f"update ledger.named set subjects = array[gen_random_uuid(), subjects[2]] where line = {ids[3]}",
        f"delete from ledger.named where line = {ids[4]}",
    )

    assert found(ledger) == [
        Finding(Kind.NAMES_CHANGED, (ids[3],), (3, 3)),
        Finding(Kind.NAMES_CHANGED, (ids[4],), (4, 4)),
    ]


def test_a_removed_line_is_named(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(f"delete from ledger.line where id = {ids[7]}")

    assert found(ledger) == [Finding(Kind.REMOVED, (ids[7],), (7, 7))]


def test_a_line_removed_with_its_leaf_leaves_a_gap(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        f"delete from ledger.line where id = {ids[7]}", f"delete from ledger.leaf where line = {ids[7]}"
    )

    assert found(ledger) == [Finding(Kind.LEAF_MISSING, (ids[6],), (7, 7))]


def test_a_removal_that_closes_the_gap_fails_the_checkpoint_and_the_count(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        f"delete from ledger.line where id = {ids[7]}",
        f"delete from ledger.leaf where line = {ids[7]}",
        "update ledger.leaf set position = position + 100 where position > 7",
        "update ledger.leaf set position = position - 101 where position > 100",
    )

    kinds = found(ledger)
    assert Finding(Kind.REWRITTEN, (*ids[5:7], *ids[8:11]), (5, 9)) in kinds
    assert any(f.kind is Kind.CUT and f.positions == (19, 19) for f in kinds)


def test_an_inserted_line_without_a_leaf_is_named(ledger: Ledger) -> None:
    ledger.filled()
    inserted = ledger.write()

    ledger.tamper(f"update ledger.line set xid = '5' where id = {inserted}")

    assert [(f.kind, f.lines) for f in found(ledger)] == [(Kind.INSERTED, (inserted,))]


def test_an_inserted_line_with_a_leaf_at_the_end_is_named(ledger: Ledger) -> None:
    ids = ledger.filled()
    inserted = ledger.write()

    ledger.tamper(f"insert into ledger.leaf values ({len(ids)}, {inserted}, sha256('x'))")
    ledger.tamper(rehash(ledger, inserted))

    assert found(ledger) == [Finding(Kind.INSERTED, (inserted,), (len(ids), len(ids)))]


def test_a_line_inserted_in_the_middle_fails_its_checkpoint(ledger: Ledger) -> None:
    ids = ledger.filled()
    inserted = ledger.write()

    ledger.tamper(
        "update ledger.leaf set position = position + 100 where position >= 7",
        "update ledger.leaf set position = position - 99 where position >= 100",
        f"insert into ledger.leaf values (7, {inserted}, sha256('x'))",
    )
    ledger.tamper(rehash(ledger, inserted))

    first = next(f for f in found(ledger) if f.kind is Kind.REWRITTEN)
    assert inserted in first.lines
    assert first.positions == (5, 9)
    assert set(first.lines) <= {*ids[5:10], inserted}


def test_lines_with_swapped_contents_are_both_named(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        "alter table ledger.line alter column id set generated by default",
        f"update ledger.line set id = -1 where id = {ids[3]}",
        f"update ledger.line set id = {ids[3]} where id = {ids[12]}",
        f"update ledger.line set id = {ids[12]} where id = -1",
        f"update ledger.named set line = -1 where line = {ids[3]}",
        f"update ledger.named set line = {ids[3]} where line = {ids[12]}",
        f"update ledger.named set line = {ids[12]} where line = -1",
    )

    assert found(ledger) == [Finding(Kind.SWAPPED, (ids[3], ids[12]), (3, 12))]


def test_swapped_hashes_are_both_named(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        f"update ledger.leaf set line = -1 where line = {ids[3]}",
        f"update ledger.leaf set line = {ids[3]} where line = {ids[12]}",
        f"update ledger.leaf set line = {ids[12]} where line = -1",
    )

    assert found(ledger) == [Finding(Kind.SWAPPED, (ids[3], ids[12]), (3, 12))]


def test_swapped_positions_fail_their_checkpoint(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        "update ledger.leaf set position = 100 where position = 6",
        "update ledger.leaf set position = 6 where position = 8",
        "update ledger.leaf set position = 8 where position = 100",
    )

    assert [(f.kind, set(f.lines)) for f in found(ledger)] == [(Kind.REWRITTEN, set(ids[5:10]))]


def test_a_cut_end_is_found(ledger: Ledger) -> None:
    ids = ledger.filled()

    ledger.tamper(
        f"delete from ledger.line where id >= {ids[15]}",
        "delete from ledger.leaf where position >= 15",
        "delete from ledger.checkpoint where size > 15",
        "update ledger.tree set size = 15, frontier = array_fill(sha256('x'), array[4])",
    )

    assert found(ledger) == [Finding(Kind.CUT, (), (15, 19))]


def test_the_older_file_vouches_for_less_but_the_recorded_checkpoints_for_all(ledger: Ledger) -> None:
    ledger.filled(batches=2)
    older = ledger.folder / "kept-elsewhere"
    older.write_bytes(ledger.checkpoint.read_bytes())
    ids = ledger.filled(batches=1)

    assert ledger.verify(older).vouched == 15

    ledger.tamper("delete from ledger.checkpoint where size > 10")
    verdict = ledger.verify(older)
    assert verdict.intact
    assert (verdict.size, verdict.vouched) == (15, 10)
    assert len(ids) == 5


def test_a_checkpoint_by_another_key_is_false(ledger: Ledger) -> None:
    ledger.filled()
    stranger = Ed25519PrivateKey.generate()
    kept = read_checkpoint(ledger.checkpoint)
    signature = stranger.sign(checkpoint_bytes(kept.size, kept.root, kept.at))
    key = stranger.public_key().public_bytes_raw()

    ledger.tamper(
        f"update ledger.checkpoint set signature = '\\x{signature.hex()}', public_key = '\\x{key.hex()}' "
        f"where size = {kept.size}"
    )

    assert found(ledger) == [Finding(Kind.FALSE_CHECKPOINT, (), (kept.size - 1, kept.size - 1))]


def test_a_checkpoint_signed_with_a_former_key_is_trusted_when_it_is_named(ledger: Ledger) -> None:
    ledger.filled(batches=2)
    former = ledger.public_key
    ledger.key = Ed25519PrivateKey.generate()
    ledger.filled(batches=1)

    assert {f.kind for f in found(ledger)} == {Kind.FALSE_CHECKPOINT}
    with ledger.entered():
        assert verify(ledger.conn, ledger.checkpoint, former_keys=[former]).intact


def test_without_a_readable_checkpoint_nothing_is_verified(ledger: Ledger) -> None:
    ledger.filled(batches=1)
    ledger.checkpoint.unlink()

    with pytest.raises(CheckpointUnreadable):
        ledger.verify()


def old_lines(ledger: Ledger) -> list[int]:
    """Ten lines that were written 20 days ago and sealed 10 days ago."""
    past = datetime.now(UTC) - timedelta(days=20)
    ids = [ledger.write("open", people=(uuid4(),), at=past) for _ in range(10)]
    sealed = ledger.seal()
    assert sealed is not None
    then = sealed.at - timedelta(days=10)
    signature = ledger.key.sign(checkpoint_bytes(sealed.size, sealed.root, then))
    ledger.tamper(
        f"update ledger.checkpoint set at = at - interval '10 days', signature = '\\x{signature.hex()}'",
        "insert into ledger.period values ('open', interval '1 day')",
    )
    return ids


def drop(ledger: Ledger, before: str = "5 days", most: int = 10_000) -> int:
    with ledger.entered():
        row = ledger.conn.execute(
            "select ledger.drop_expired(clock_timestamp() - %s::interval, array['open', 'keep'], %s)",
            (before, most),
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_lines_whose_period_has_passed_go_and_the_tree_still_verifies(ledger: Ledger) -> None:
    ids = old_lines(ledger)
    young = ledger.write("open", people=(uuid4(),))
    kept = ledger.write("keep", at=datetime.now(UTC) - timedelta(days=20))

    assert drop(ledger, most=4) == 4
    ledger.seal()
    assert drop(ledger) == 6
    verdict = ledger.verify()  # the second record is still unsealed

    assert verdict.intact
    assert [gone.line for gone in verdict.dropped] == ids
    assert [gone.position for gone in verdict.dropped] == list(range(10))
    assert len({gone.by for gone in verdict.dropped}) == 2
    standing = {line for (line,) in ledger.superuser.execute(b"select id from ledger.line")}
    assert {young, kept} <= standing
    assert not standing & set(ids)
    assert ledger.superuser.execute(b"select array_agg(line) from ledger.named").fetchone() == ([young],)


def test_nothing_goes_that_no_checkpoint_shows_to_be_old(ledger: Ledger) -> None:
    old_lines(ledger)
    backdated = ledger.write("open", at=datetime.now(UTC) - timedelta(days=400))
    ledger.seal()

    assert drop(ledger, before="11 days") == 0
    assert drop(ledger, before="9 days") == 10
    assert ledger.superuser.execute(b"select 1 from ledger.line where id = %s", (backdated,)).fetchone()


def test_a_verb_without_a_period_never_goes(ledger: Ledger) -> None:
    old_lines(ledger)
    ledger.tamper("delete from ledger.period")

    assert drop(ledger) == 0


def test_a_line_removed_beside_the_expired_is_still_found(ledger: Ledger) -> None:
    old_lines(ledger)
    ids = ledger.filled(batches=1)
    assert drop(ledger) == 10

    ledger.tamper(f"delete from ledger.line where id = {ids[2]}")

    assert found(ledger) == [Finding(Kind.REMOVED, (ids[2],), (12, 12))]


def test_an_expired_line_whose_record_was_removed_counts_as_removed(ledger: Ledger) -> None:
    ids = old_lines(ledger)
    assert drop(ledger) == 10
    ledger.seal()

    ledger.tamper("delete from ledger.line where verb = 'expire'")

    assert {line for f in found(ledger) if f.kind is Kind.REMOVED for line in f.lines} > set(ids)


def test_every_kind_has_its_sentence_in_three_languages() -> None:
    assert set(SENTENCES) == set(Kind)
    assert all(set(sentence) == {"fi", "sv", "en"} for sentence in SENTENCES.values())


def test_microseconds_are_exact() -> None:
    for exact in (0, 1, 1764037595123456, 253402300799999999):
        assert micros(instant(exact)) == exact


def test_a_checkpoint_knows_its_signature() -> None:
    key = Ed25519PrivateKey.generate()
    at, root = instant(1764037595123456), leaf_hash(b"x")
    signature = key.sign(checkpoint_bytes(1, root, at))
    public = key.public_key().public_bytes_raw()

    assert Checkpoint(1, root, at, signature, public).is_signed()
    assert not Checkpoint(2, root, at, signature, public).is_signed()
    assert not Checkpoint(1, root, instant(0), signature, public).is_signed()


def test_a_forged_record_of_expiry_excuses_only_what_it_names(ledger: Ledger) -> None:
    ids = ledger.filled()
    ledger.write("expire", detail='{"runs": "nonsense"}', actor=uuid4())

    ledger.tamper(f"delete from ledger.line where id = {ids[2]}")

    assert [f.kind for f in found(ledger)] == [Kind.REMOVED]
