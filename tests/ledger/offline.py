"""The offline program as a process of its own, and exports to give it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seloste.protection.verify import export

if TYPE_CHECKING:
    from tests.ledger.conftest import Ledger

PROGRAM = Path(__file__).parents[2] / "tools" / "verify_ledger.py"
Json = dict[str, Any]


@dataclass
class Outcome:
    code: int
    text: str
    codes: set[str]


def program(path: Path, *options: str) -> Outcome:
    """Run it apart from this process, in an empty folder, without the clone on its path."""
    command = [sys.executable, "-I", str(PROGRAM), str(path), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=path.parent, check=False)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["intact"] is (done.returncode == 0)
    return Outcome(done.returncode, done.stdout, {problem["code"] for problem in told["problems"]})


def exported(ledger: Ledger) -> list[Json]:
    out = io.StringIO()
    with ledger.entered():
        export(ledger.conn, out)
    return [json.loads(row) for row in out.getvalue().splitlines()]


def stored(ledger: Ledger, rows: list[Json]) -> Path:
    path = ledger.folder / "ledger.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def of(rows: list[Json], kind: str) -> list[Json]:
    return [row for row in rows if row["kind"] == kind]
