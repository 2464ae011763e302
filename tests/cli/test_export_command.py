"""``seloste notice export``: the published file out of the database, byte for byte (R12.1a)."""

from __future__ import annotations

import os
import subprocess
import sys

from seloste.notice import load_policy
from tests.cli.conftest import ROOT, Shell
from tests.database import NOTICE


def test_a_published_version_is_written_as_it_was(shell: Shell):
    out = shell.folder / "back.toml"

    told = shell("notice", "export", "2", "-o", out, "--json")

    data = NOTICE.read_bytes()
    assert out.read_bytes() == data
    assert told.json == {
        "file": str(out),
        "version": 2,
        "digest": load_policy(NOTICE).digest,
        "bytes": len(data),
    }


def test_to_standard_output_it_is_the_bytes_and_nothing_else(shell: Shell):
    done = subprocess.run(
        [sys.executable, "-m", "seloste", "notice", "export", "2"], capture_output=True, check=True, cwd=shell.folder,
        env={**os.environ, "SELOSTE_HOME": str(shell.home.root), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip

    assert done.stdout == NOTICE.read_bytes()


def test_what_cannot_be_given_is_refused_by_a_code(shell: Shell):
    never = shell("notice", "export", "4711", "-o", shell.folder / "no.toml", "--json")
    both = shell("notice", "export", "2", "--json")

    assert (never.code, never.complaint["error"]) == (3, "no_such_version")
    assert (both.code, both.complaint["error"]) == (3, "cannot_render")
    assert not (shell.folder / "no.toml").exists()
