"""``seloste backup``, ``backup drill`` and ``restore``, each a process of its own, on a home of their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.engine import launcher
from seloste.engine.connect import connect
from seloste.engine.home import Home
from seloste.register.installation import DATABASE
from tests.cli.conftest import Shell
from tests.database import NOTICE
from tests.people import Made


@pytest.fixture(scope="module")
def own() -> Iterator[Shell]:
    """A home that this module may lose and bring back."""
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    folder.chmod(0o755)
    shell = Shell(Home(folder / "home"), folder)
    try:
        for words in (("setup",), ("notice", "publish", str(NOTICE))):
            done = shell(*words)
            assert done.code == 0, done.err
        yield shell
    finally:
        launcher.stop(shell.home)
        shutil.rmtree(folder)


def _found(shell: Shell, person: Made) -> bool:
    done = shell("subject", "find", person.email, "--use", "rights", "--json")
    return done.code == 0 and str(person.id) in done.out


def _erase(shell: Shell, person: Made) -> None:
    done = shell("subject", "erase", str(person.id), "--yes")
    assert done.code == 0, done.err


def test_who_was_erased_after_a_backup_stays_erased_and_older_keys_are_refused(own: Shell) -> None:
    """Spine 20, by the commands: what an operator sees."""
    gone, one = own.one(consent=True), own.one(consent=True)
    backups, then = own.folder / "backups", own.folder / "keys-of-then"
    made = own("backup", backups, "--json")
    assert made.code == 0, made.err
    shutil.copytree(own.home.keys, then)
    _erase(own, gone)

    drilled = own("backup", "drill", backups, "--json")
    older = own("restore", backups, "--over", "--keys", then, "--json")
    standing = own("restore", backups, "--json")
    back = own("restore", backups, "--over", "--json")

    assert drilled.code == 0, drilled.err
    assert drilled.json["restored"]["erased_since"] == 1
    assert (older.code, older.complaint["error"]) == (7, "older_keys")
    assert "Nothing overrides this" in older.complaint["help"]
    assert (standing.code, standing.complaint["error"]) == (7, "register_stands")
    assert back.code == 0, back.err
    assert back.json["stamp"] == made.json["stamp"]
    assert _found(own, one)
    assert not _found(own, gone)
    assert own("subject", "certificate", str(gone.id), "--json").code == 0


def test_an_older_database_is_not_read_until_it_is_caught_up(own: Shell) -> None:
    """Recovery of a server to a point in time obeys the same."""
    gone, one = own.one(consent=True), own.one(consent=True)
    superuser = connect(launcher.ensure_running(own.home).superuser_dsn(), autocommit=True)
    superuser.execute(f"create database then_kept template {DATABASE}".encode())
    _erase(own, gone)
    superuser.execute(f"alter database {DATABASE} rename to of_today".encode())
    superuser.execute(f"alter database then_kept rename to {DATABASE}".encode())
    superuser.close()

    asked = own("subject", "find", one.email, "--use", "rights", "--json")
    looked = own("doctor", "--json")
    caught = own("restore", "--here", "--json")

    assert (asked.code, asked.complaint["error"]) == (7, "database_older")
    assert "older copy" in looked.out
    assert caught.code == 0, caught.err
    assert caught.json["erased_since"] == 1
    assert _found(own, one)
    assert not _found(own, gone)


def test_a_spare_machine_with_the_archives_and_the_master_key_brings_the_register_back(own: Shell) -> None:
    """Neither archive holds the master key, and without it nothing opens."""
    one, backups = own.one(consent=True), own.folder / "elsewhere"
    assert own("backup", backups).code == 0
    spare = Shell(Home(own.folder / "spare"), own.folder)
    master = own.home.keys / "master"
    try:
        without = spare("restore", backups, "--json")
        back = spare("restore", backups, "--json", SELOSTE_MASTER_KEY_FILE=str(master))
        found = spare(
            "subject", "find", one.email, "--use", "rights", "--json", SELOSTE_MASTER_KEY_FILE=str(master)
        )
    finally:
        launcher.stop(spare.home)

    assert (without.code, without.complaint["error"]) == (7, "keys")
    assert back.code == 0, back.err
    assert back.json["keys"].endswith("keys.archive")
    assert str(one.id) in found.out


def test_doctor_names_the_last_backup_and_drill(own: Shell) -> None:
    backups = own.folder / "more"

    for words in (("backup", backups), ("backup", "drill", backups)):
        done = own(*words)
        assert done.code == 0, done.err

    told = own("doctor", "--json").json["findings"]
    said = [finding["says"] for finding in told if finding["about"] == "backup"]
    assert [says.rsplit(" is of ")[0] for says in said] == ["the last backup", "the last drill"]


def test_words_that_do_not_fit_together_are_refused(own: Shell) -> None:
    for words in (
        ("backup", "a", "b"),
        ("backup", "a", "--at", "b"),
        ("restore",),
        ("restore", "a", "--here"),
    ):
        done = own(*words, "--json")
        assert (done.code, done.complaint["error"]) == (2, "usage"), words
    assert own("restore", own.folder / "nothing", "--over").code == 3
