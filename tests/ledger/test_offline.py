"""The program that knows nothing of the register accepts what is genuine and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seloste.protection.merkle import leaf_hash
from seloste.protection.sealer import canonical, checkpoint_bytes, instant
from tests.ledger.offline import PROGRAM, Json, exported, of, program, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Ledger


def test_it_is_short_and_imports_nothing_of_the_register() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        name.split(".")[0]
        for node in imports
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
    }

    assert len(source.splitlines()) < 200
    assert modules - set(sys.stdlib_module_names) == {"cryptography"}


def test_a_genuine_export_is_accepted(ledger: Ledger) -> None:
    ids = ledger.filled()
    ledger.write("open", people=(uuid4(),), ticket=b"a ticket's hash")
    rows = exported(ledger)
    path = stored(ledger, rows)

    assert program(path).code == 0
    assert program(path, "--checkpoint", str(ledger.checkpoint)).code == 0
    assert program(path, "--public-key", ledger.public_key.hex()).code == 0
    assert [row["id"] for row in of(rows, "line")] == ids
    assert not any({"ticket", "xid"} & set(row) for row in rows)


def change(rows: list[Json]) -> None:
    of(rows, "line")[7]["actor"] = str(uuid4())


def change_with_its_leaf(rows: list[Json]) -> None:
    line = of(rows, "line")[7]
    line["verb"] = "look"
    of(rows, "leaf")[7]["hash"] = leaf_hash(canonical(line)).hex()


def change_type(rows: list[Json]) -> None:
    of(rows, "line")[7]["people"] = float(of(rows, "line")[7]["people"])


def add_a_word(rows: list[Json]) -> None:
    of(rows, "line")[7]["note"] = "seen by nobody"


def remove_line(rows: list[Json]) -> None:
    rows.remove(of(rows, "line")[7])


def remove_both(rows: list[Json]) -> None:
    rows.remove(of(rows, "line")[7])
    rows.remove(of(rows, "leaf")[7])


def remove_and_close_the_gap(rows: list[Json]) -> None:
    remove_both(rows)
    for position, leaf in enumerate(of(rows, "leaf")):
        leaf["position"] = position


def insert_line(rows: list[Json]) -> None:
    rows.append(of(rows, "line")[7] | {"id": 10_000})


def insert_line_with_leaf(rows: list[Json]) -> None:
    line = of(rows, "line")[7] | {"id": 10_000}
    position = len(of(rows, "leaf"))
    rows += [
        line,
        {"kind": "leaf", "position": position, "line": 10_000, "hash": leaf_hash(canonical(line)).hex()},
    ]


def repeat_line(rows: list[Json]) -> None:
    rows.append(dict(of(rows, "line")[7]))


def swap(rows: list[Json]) -> None:
    one, other = of(rows, "leaf")[6], of(rows, "leaf")[8]
    one["position"], other["position"] = 8, 6


def cut(rows: list[Json]) -> None:
    for row in of(rows, "line")[15:] + of(rows, "leaf")[15:]:
        rows.remove(row)


def change_root(rows: list[Json]) -> None:
    of(rows, "checkpoint")[1]["root"] = "00" * 32


def change_time(rows: list[Json]) -> None:
    of(rows, "checkpoint")[1]["at"] += 1


def remove_checkpoints(rows: list[Json]) -> None:
    for row in of(rows, "checkpoint"):
        rows.remove(row)


def sign_anew(rows: list[Json], *, all_of_them: bool = False) -> None:
    key = Ed25519PrivateKey.generate()
    for point in of(rows, "checkpoint")[0 if all_of_them else 1 :: 1 if all_of_them else 9]:
        said = checkpoint_bytes(point["size"], bytes.fromhex(point["root"]), instant(point["at"]))
        point["signature"] = key.sign(said).hex()
        point["public_key"] = key.public_key().public_bytes_raw().hex()


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (change, "changed"),
        (change_with_its_leaf, "root"),
        (change_type, "changed"),
        (add_a_word, "unreadable"),
        (remove_line, "removed"),
        (remove_both, "gap"),
        (remove_and_close_the_gap, "cut"),
        (insert_line, "inserted"),
        (insert_line_with_leaf, "inserted"),
        (repeat_line, "twice"),
        (swap, "root"),
        (cut, "cut"),
        (change_root, "signature"),
        (change_time, "signature"),
        (remove_checkpoints, "unreadable"),
        (sign_anew, "key"),
    ],
)
def test_a_tampered_export_is_refused(
    ledger: Ledger, tamper: Callable[[list[Json]], None], code: str
) -> None:
    ledger.filled()
    rows = exported(ledger)
    assert program(stored(ledger, rows)).code == 0

    tamper(rows)
    outcome = program(stored(ledger, rows))

    assert outcome.code == 1
    assert code in outcome.codes


def test_the_lines_that_are_wrong_are_named(ledger: Ledger) -> None:
    ids = ledger.filled()
    rows = exported(ledger)
    change(rows)

    assert f"line {ids[7]} or its hash was changed" in program(stored(ledger, rows)).text


def test_what_fits_in_itself_is_refused_against_what_was_kept_elsewhere(ledger: Ledger) -> None:
    ledger.filled()
    rows = exported(ledger)
    forged = exported(ledger)
    cut(forged)
    for point in of(forged, "checkpoint")[3:]:
        forged.remove(point)
    resigned = exported(ledger)
    sign_anew(resigned, all_of_them=True)

    for other, code in ((forged, "cut"), (resigned, "key")):
        path = stored(ledger, other)
        assert program(path).code == 0  # the twin: alone, nothing in it shows the forgery
        assert code in program(path, "--checkpoint", str(ledger.checkpoint)).codes
    path = stored(ledger, resigned)
    assert "key" in program(path, "--public-key", ledger.public_key.hex()).codes
    assert program(stored(ledger, rows), "--checkpoint", str(ledger.checkpoint)).code == 0


def test_nonsense_is_refused_in_words(ledger: Ledger) -> None:
    path = ledger.folder / "nonsense"
    for content in ("", "[]", "{", "7", '{"certificate": 1}', '{"kind": "ledger", "format": 1}', "\x00"):
        path.write_text(content)
        assert program(path).codes == {"unreadable"}, content
    assert program(ledger.folder / "absent").codes == {"unreadable"}


def test_without_json_it_says_the_same_in_words(ledger: Ledger) -> None:
    ledger.filled()
    rows = exported(ledger)

    def said() -> tuple[int, str]:
        command = [sys.executable, "-I", str(PROGRAM), str(stored(ledger, rows))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert said()[0] == 0
    assert "\nINTACT\n" in said()[1]
    change(rows)
    assert said()[0] == 1
    assert "NOT INTACT: " in said()[1]
