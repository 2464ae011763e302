"""Planted values: canaries by every way in, everything exercised, and no byte of what stays holds one in the clear.

R10.1b and issue 7. What people are meant to be shown (pages, exports, answers of commands) holds the values, of
course; data folder, keys, logs, dump, backup, ledger export, job table and error pages hold none.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from seloste.engine import launcher
from seloste.engine.account import service_account
from seloste.engine.programs import Programs
from seloste.register.installation import DATABASE
from tests.crash.places import ROOT, a_place
from tests.database import NOTICE
from tests.gate.alone import as_engine
from tests.planted.ways_in import (
    Planted,
    by_the_pages,
    by_the_verbs,
    faults_of_pages,
    files_of_every_kind,
    files_of_further_kinds,
)
from tests.protection.canaries import Flock, found_in, found_under
from tests.web.test_serving import free_port


@contextmanager
def _served(planted: Planted) -> Iterator[int]:
    """``seloste serve`` as its own process, with its worker; what it prints and logs goes to a file."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
    with (planted.place.folder / "serve.log").open("wb") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "seloste", "serve", "--port", str(port)], stdout=log, stderr=log, cwd=ROOT,
            env={**kept, "SELOSTE_HOME": str(planted.place.home.root)},
        )  # fmt: skip
        try:
            deadline = time.monotonic() + 60
            while not _answers(port):
                assert served.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield port
            _carried_over(planted, deadline=time.monotonic() + 60)
        finally:
            served.terminate()
            served.wait(30)


def _carried_over(planted: Planted, deadline: float) -> None:
    """The worker has sealed every line, and carried over what a restore must do again."""
    waits = "select (select count(*) from ledger.unsealed()) + (select count(*) from gate.replay)"
    with planted.place.superuser() as superuser:
        while (superuser.execute(waits).fetchone() or (0,))[0]:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _answers(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def planted() -> Iterator[Planted]:
    with a_place() as place:
        planted = Planted(place, Flock.fresh(10))
        place.done("setup")
        place.done("notice", "publish", NOTICE)
        for _, words in (*files_of_every_kind(planted), *files_of_further_kinds(planted)):
            place.done(*words)
        person = by_the_verbs(planted, planted.flock.people[6])
        erased = by_the_verbs(planted, planted.flock.people[9])
        with _served(planted) as port:
            by_the_pages(planted, port, person, erased)
            faults_of_pages(planted, port)
        _exercise(planted)
        yield planted


def _exercise(planted: Planted) -> None:
    """Read, disclose, refuse, erase, back up, export; and what commands say to nonsense."""
    place, outside = planted.place, planted.files
    one, refused, last = planted.flock.people[0], planted.flock.people[1], planted.flock.people[6]
    place.done("subject", "show", one.email)
    place.done("subject", "find", last.family)
    place.done("subject", "export", one.email, "-o", outside / "copy.json")
    for ending in ("csv", "xlsx", "vcf", "json"):
        place.done("audience", "newsletter.email", "-o", outside / f"audience.{ending}")
    for form in ("csv", "vcard", "pdf"):
        place.done("subject", "export", last.email, "--to", form, "-o", outside / f"copy.{form}")
    bad = planted.files / "bad.csv"
    bad.write_text(f"Name,Email\n{last.family},{last.street}\n", encoding="utf-8")
    told = ("--format", "odoo", "--rows", "person", "--source", "odoo", "--relation", "customer_rep")
    place.done("import", bad, *told, "--save-rejected", outside / "rejected.csv")
    place.run(("may", last.email, "newsletter.email"))
    place.done("backup", place.folder / "backups")
    place.done("subject", "erase", one.email, "--yes", "--now", "-o", place.folder / "certificate.json")
    place.done("subject", "erase", refused.email, "--yes", "-o", outside / "second.json")
    place.done("backup", place.folder / "backups")
    place.done("backup", "drill", place.folder / "backups")
    place.done("upkeep")
    place.done("ledger", "export", "-o", place.folder / "ledger.jsonl")
    place.done("doctor")
    wrong = outside / "wrong.csv"
    wrong.write_text(f"{last.consent};{last.email}\n{last.family};{last.phone}\n", encoding="utf-8")
    planted.complains("import", wrong, "--source", "odoo")
    planted.complains("import", outside / "odoo.csv", "--source", last.family)
    planted.complains("subject", "show", f"{last.given}@{last.family}.example")
    planted.complains("may", last.email, last.family)
    planted.complains("import", "undo", last.family)


def _everything(planted: Planted) -> dict[str, list[str]]:
    """What a search of every byte finds, by the place where it stands."""
    place = planted.place
    with place.superuser() as forcing:
        forcing.execute("checkpoint")
    home = place.home
    kept = [one for one in home.root.iterdir() if one != home.engine]  # the engine's own binaries
    found = found_under([*(one for one in kept if one.is_dir()), place.folder / "backups"], planted.flock)
    texts = {
        name: (place.folder / name).read_bytes() for name in ("serve.log", "ledger.jsonl", "certificate.json")
    }
    texts |= {one.name: one.read_bytes() for one in kept if one.is_file()}
    texts |= {"dump": _dump(planted), **planted.said}
    return found | {
        name: hits for name, content in texts.items() if (hits := found_in(content, planted.flock))
    }


def _dump(planted: Planted) -> bytes:
    """All of the database in plain text, the job table and the index among it."""
    home = planted.place.home
    tool = Programs.find(home, service_account(home.pg)).folder / "pg_dump"
    address = launcher.ensure_running(home).superuser_dsn(DATABASE)
    return as_engine(home, tool, "--format=plain", "--dbname", address)


def test_every_way_in_was_taken_and_its_values_open(planted: Planted) -> None:
    """Else nothing would have been looked for."""
    for one in planted.flock.people[2:9]:
        assert planted.place.run(("subject", "show", one.email)).said.count(one.family) >= 1, one
    handed = (planted.files / "copy.json").read_text(encoding="utf-8")
    assert planted.flock.people[0].email in handed
    with planted.place.superuser() as superuser:
        for table in (
            "register.evidence",
            "register.call",
            "public.procrastinate_jobs",
            "protection.suppression",
        ):
            assert superuser.execute(f"select 1 from {table} limit 1".encode()).fetchone(), table
    told = {name.rpartition(" ")[2] for name in planted.said if name.startswith("error page")}
    assert {"400", "403", "404", "413", "500", "503"} <= told
    assert planted.place.run(("subject", "show", planted.flock.people[9].email)).code != 0, "erased in a page"
    for name in ("audience.xlsx", "audience.vcf", "copy.pdf", "rejected.csv"):
        assert (planted.files / name).stat().st_size
    assert list((planted.place.folder / "backups").glob("data-*.dump"))


def test_no_planted_value_stands_anywhere_in_the_clear(planted: Planted) -> None:
    assert _everything(planted) == {}


def test_the_search_finds_a_value_wherever_it_was_put_on_purpose(planted: Planted) -> None:
    """The twin of the harness: in each of the places that it goes through, all at once."""
    value, place, home = planted.flock.people[3].email, planted.place, planted.place.home
    files = [
        folder / "careless"
        for folder in (home.log, home.keys, home.tickets, home.run, place.folder / "backups")
    ]
    texts = {
        name: (place.folder / name).read_bytes() for name in ("serve.log", "ledger.jsonl", "certificate.json")
    }
    answers = {name: said for name, said in planted.said.items() if not name.startswith("complaint")}
    try:
        with place.superuser() as superuser:
            superuser.execute("create table public.careless as select %s::text as text", (value,))
        for path in files:
            path.write_text(value)
        for name, text in texts.items():
            (place.folder / name).write_bytes(text + value.encode())
        planted.said |= {name: said + value.encode() for name, said in answers.items()}
        found = _everything(planted)
    finally:
        planted.said |= answers
        for name, text in texts.items():
            (place.folder / name).write_bytes(text)
        for path in files:
            path.unlink(missing_ok=True)
        with place.superuser() as superuser:
            superuser.execute("drop table if exists public.careless")

    wanted = {*map(str, files), *texts, *answers, "dump"}
    assert {name for name in wanted if "mark as utf-8" not in found.get(name, [])} == set()
    assert any(name.startswith(str(home.pg)) for name in found), "in the engine's own files"
