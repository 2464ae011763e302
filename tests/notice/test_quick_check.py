"""Checking a notice is quick enough for an editor: it imports nothing that it doesn't need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NOTICES = Path(__file__).parents[2] / "notices" / "avoin-systems"
HEAVY = (
    "django", "psycopg", "cryptography", "dataclasses", "inspect", "pathlib", "hashlib", "uuid", "difflib",
    "email_validator", "stdnum", "zoneinfo", "seloste.notice.compiling", "seloste.notice.render",
)  # fmt: skip


def _imported(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_checking_a_whole_notice_imports_neither_django_nor_a_database_nor_what_is_slow_to_define():
    imported = _imported("seloste", "notice", "check", str(NOTICES / "revised.toml"))

    assert "seloste.notice.checks_lint" in imported  # the twin: what is used is seen
    assert {name for name in imported if name.split(".")[0] in HEAVY or name in HEAVY} == set()


@pytest.mark.parametrize("words", [("--version",), ("notice", "--help")])
def test_help_needs_no_database_either(words: tuple[str, ...]):
    imported = _imported("seloste", *words)

    assert {"django", "psycopg"} & {name.split(".")[0] for name in imported} == set()
