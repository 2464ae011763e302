"""What a backup, a drill or a restore leaves that was killed: no copy of keys lives on, and nothing half done is read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.backup import restoring, scratch
from seloste.cli import backups
from seloste.engine import launcher
from seloste.engine.home import Home
from tests.backup.since import Stopped, stop_at
from tests.cli.conftest import ROOT, Shell
from tests.database import NOTICE


@pytest.fixture(scope="module")
def own() -> Iterator[Shell]:
    """A home of this module's own, with somebody in it and a backup beside it."""
    folder = Path(tempfile.mkdtemp(prefix="sh-", dir="/tmp"))
    folder.chmod(0o755)
    shell = Shell(Home(folder / "home"), folder)
    try:
        for words in (("setup",), ("notice", "publish", NOTICE), ("backup", folder / "backups")):
            done = shell(*words)
            assert done.code == 0, done.err
        yield shell
    finally:
        launcher.stop(shell.home)
        shutil.rmtree(folder)


def _killed_drill(shell: Shell) -> None:
    """``seloste backup drill``, killed as soon as it has copied the keys."""
    kept = {name: value for name, value in os.environ.items() if name != "SELOSTE_DATABASE_URL"}
    drill = subprocess.Popen(
        [sys.executable, "-m", "seloste", "backup", "drill", str(shell.folder / "backups")],
        cwd=shell.folder, env={**kept, "SELOSTE_HOME": str(shell.home.root), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not (shell.home.root / "drill" / "keys" / "keyfile").exists():
        assert drill.poll() is None
        time.sleep(0.01)
    time.sleep(0.5)  # its engine starts
    drill.send_signal(signal.SIGKILL)
    drill.wait()


@pytest.mark.parametrize("clearing", ["backup", "start"])
def test_the_keys_that_a_killed_drill_had_copied_do_not_live_on(own: Shell, clearing: str) -> None:
    """Spine 20: whoever is erased later would open by them. Doctor names them; backup and start clear them away."""
    _killed_drill(own)
    (own.home.root / "keys.brought.given").mkdir()  # what a restore had unpacked that was killed

    told = own("doctor", "--json")
    if clearing == "backup":
        assert own("backup", own.folder / "backups").code == 0
    else:
        begun = "import django; django.setup(); from seloste.cli.serving import begin; begin()"
        subprocess.run(
            [sys.executable, "-c", begun], check=True,
            env={**os.environ, "SELOSTE_HOME": str(own.home.root), "PYTHONPATH": str(ROOT),
                 "DJANGO_SETTINGS_MODULE": "seloste.engine.settings"},
        )  # fmt: skip

    bad = [one["says"] for one in told.json["findings"] if one["state"] == "bad"]
    assert any("drill" in says and "keys.brought.given" in says for says in bad), bad
    assert not (own.home.root / "drill").exists()
    assert not (own.home.root / "keys.brought.given").exists()
    assert [one for one in own("doctor", "--json").json["findings"] if "copies of keys" in one["says"]] == []


def test_what_runs_keeps_its_copies(own: Shell) -> None:
    """The twin: neither a second drill nor a clearing away touches what is in use."""
    with scratch.alone(own.home):
        copy = scratch.drill_home(own.home).root
        copy.mkdir()

        second = own("backup", "drill", own.folder / "backups", "--json")
        cleared = own("backup", own.folder / "backups")

        assert (second.code, second.complaint["error"]) == (7, "another_runs")
        assert cleared.code == 0, cleared.err
        assert scratch.left(own.home) == []
        assert copy.exists()
    assert not copy.exists()


COMMANDS = (
    ("may", "kukaan@example.com", "newsletter.email"), ("audience", "newsletter.email"), ("figures", "statistics"),
    ("subject", "find", "Kukaan", "--use", "rights"), ("who-looked", "kukaan@example.com"), ("retention", "preview"),
    ("sweep",), ("upkeep",), ("index", "rebuild"), ("ledger", "verify"), ("keys", "rotate", "--buckets"),
    ("backup", "more"), ("worker",), ("serve",), ("import", "list"), ("user", "add", "joku", "--uses", "*"),
    ("notice", "publish", str(NOTICE)),
)  # fmt: skip


AT_LENGTH = [
    pytest.param(at, marks=pytest.mark.at_length) for at in ("room", "caught up", "refound", "verified")
]


@pytest.mark.parametrize("at", ["loaded", *AT_LENGTH])
def test_a_half_done_restore_is_refused_by_every_command(own: Shell, at: str) -> None:
    """Exit code 8 says that the same restore finishes it, and doctor says so too."""
    folder = own.folder / "backups"
    with pytest.raises(Stopped):
        restoring.restore(backups._target(own.installation), folder, over=True, step=stop_at(at))

    commands = (*COMMANDS, ("setup",)) if at == "room" else COMMANDS  # where nothing stands, none is set up
    told = {words: own(*words, "--json") for words in commands}
    looked = own("doctor", "--json")
    finished = own("restore", folder, "--json")

    assert {words: (ran.code, ran.complaint["error"]) for words, ran in told.items()} == dict.fromkeys(
        commands, (8, "restoring")
    )
    assert not looked.json["well"]
    assert "being restored" in looked.out
    assert finished.code == 0, finished.err
