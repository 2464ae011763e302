"""The program that knows nothing of the register accepts what is genuine and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from seloste.protection.merkle import Frontier, leaf_hash
from seloste.protection.sealer import NotSealed, canonical
from seloste.protection.verify import certificate, proof_for, proofs_for
from tests.ledger.offline import Json, exported, program, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Ledger


def an_erasure(ledger: Ledger, *others: UUID) -> tuple[UUID, list[int]]:
    """One rotate line and one erase line among others, all sealed."""
    subject = uuid4()
    ledger.filled(batches=2)
    lines = [
        ledger.write("rotate", detail='{"buckets": [7]}'),
        ledger.write("erase", people=(subject, *others)),
    ]
    ledger.filled(batches=1)
    return subject, lines


def certified(ledger: Ledger, subject: UUID, lines: list[int], **named: Any) -> Json:
    with ledger.entered():
        paper = certificate(
            subject,
            proofs_for(ledger.conn, lines),
            final=["rows", "keys"],
            pending=["index"],
            residue=["worn disks"],
            **named,
        )
    copy: Json = json.loads(json.dumps(paper))
    return copy


def on_paper(ledger: Ledger, paper: Json) -> Path:
    path = ledger.folder / "certificate.json"
    path.write_text(json.dumps(paper, indent=2), encoding="utf-8")
    return path


def test_a_genuine_certificate_is_accepted(ledger: Ledger) -> None:
    subject, lines = an_erasure(ledger)
    path = on_paper(ledger, certified(ledger, subject, lines))

    assert program(path).code == 0
    assert program(path, "--checkpoint", str(ledger.checkpoint)).code == 0
    assert program(path, "--public-key", ledger.public_key.hex()).code == 0


def test_a_certificate_of_a_bulk_erasure_shows_whom_its_line_names(ledger: Ledger) -> None:
    others = (uuid4(), uuid4())
    subject, lines = an_erasure(ledger, *others)

    with pytest.raises(ValueError, match="no proven line"):
        certified(ledger, subject, lines)
    assert program(on_paper(ledger, certified(ledger, subject, lines, named={lines[1]: others}))).code == 0


def test_no_certificate_without_an_erasure(ledger: Ledger) -> None:
    subject, lines = an_erasure(ledger)

    with pytest.raises(ValueError, match="no proven line"):
        certified(ledger, subject, lines[:1])
    with pytest.raises(ValueError, match="no proven line"):
        certified(ledger, uuid4(), lines)


def another_subject(paper: Json) -> None:
    paper["subject"] = str(uuid4())


def another_subject_named(paper: Json) -> None:
    another_subject(paper)
    paper["lines"][1]["named"] = [paper["subject"]]


def another_time(paper: Json) -> None:
    paper["erased_at"] = "2020-01-01T00:00:00+00:00"


def another_verb(paper: Json) -> None:
    paper["lines"][0]["verb"] = "erase"


def another_position(paper: Json) -> None:
    paper["proofs"][1]["position"] -= 1


def another_path(paper: Json) -> None:
    paper["proofs"][1]["path"][0] = "00" * 32


def shorter_path(paper: Json) -> None:
    paper["proofs"][1]["path"].pop()


def longer_path(paper: Json) -> None:
    paper["proofs"][1]["path"].append("00" * 32)


def no_proof(paper: Json) -> None:
    paper["proofs"].pop()


def no_erasure(paper: Json) -> None:
    paper["lines"].pop()


def another_root(paper: Json) -> None:
    paper["checkpoint"]["root"] = "00" * 32


def another_size(paper: Json) -> None:
    paper["checkpoint"]["size"] += 1


def own_tree(paper: Json) -> None:
    """All consistent in itself, but signed with nobody's signature."""
    leaves = [leaf_hash(canonical(line)) for line in paper["lines"]]
    paper["proofs"] = [
        {"line": line["id"], "position": n, "path": [leaves[1 - n].hex()]}
        for n, line in enumerate(paper["lines"])
    ]
    paper["checkpoint"] |= {"size": 2, "root": Frontier().extended(leaves).root.hex()}


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (another_subject, "not_erased"),
        (another_subject_named, "names"),
        (another_time, "not_erased"),
        (another_verb, "not_included"),
        (another_position, "not_included"),
        (another_path, "not_included"),
        (shorter_path, "not_included"),
        (longer_path, "not_included"),
        (no_proof, "not_included"),
        (no_erasure, "not_erased"),
        (another_root, "signature"),
        (another_size, "signature"),
        (own_tree, "signature"),
    ],
)
def test_a_tampered_certificate_is_refused(ledger: Ledger, tamper: Callable[[Json], None], code: str) -> None:
    paper = certified(ledger, *an_erasure(ledger))
    assert program(on_paper(ledger, paper)).code == 0

    tamper(paper)
    outcome = program(on_paper(ledger, paper))

    assert outcome.code == 1
    assert code in outcome.codes


def test_a_certificate_is_compared_with_a_kept_checkpoint_of_its_size_only(ledger: Ledger) -> None:
    paper = certified(ledger, *an_erasure(ledger))
    ledger.filled(batches=1)

    outcome = program(on_paper(ledger, paper), "--checkpoint", str(ledger.checkpoint))

    assert outcome.codes == {"other_size"}
    rows = stored(ledger, exported(ledger))
    kept = ledger.folder / "kept.json"
    kept.write_text(json.dumps(paper["checkpoint"]))
    assert program(rows, "--checkpoint", str(kept)).code == 0


def test_a_line_has_no_proof_before_its_checkpoint(ledger: Ledger) -> None:
    sealed = ledger.filled(batches=1)
    waiting = ledger.write()

    with ledger.entered():
        assert proof_for(ledger.conn, sealed[2]).position == 2
        for line in (waiting, 10_000):
            with pytest.raises(NotSealed):
                proof_for(ledger.conn, line)
