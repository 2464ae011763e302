"""A crash takes no line of what was handed out, even when the client does not wait for the disk."""

from __future__ import annotations

import os
import signal
import time

import psycopg
import pytest

from seloste.engine import launcher
from seloste.engine.connect import connect
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.installation import Installation
from seloste.terms.words import Basis
from tests.gate.alone import an_installation, superuser
from tests.gate.raw import MAILCHIMP, NEWSLETTER, Intruder, email_of


def _a_subscriber(installation: Installation) -> Person:
    email = Contact("email", "kaatuva@example.com")
    ground = Ground(Basis.CONSENT, NEWSLETTER, {"text": "I agree"}, row=email.id)
    person = Person(
        (Relation("prospect"),), (ground,), (), (Contact("name", {"given": "Kaatu", "family": "Va"}), email)
    )
    vault = installation.vault()
    with vault.connection:
        people.add(vault, [person], MAILCHIMP, installation.act())
    return person


def _killed(installation: Installation) -> None:
    """kill -9, and wait until its children have left the shared memory."""
    pid = launcher.ensure_running(installation.home).pid
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while os.path.exists(f"/proc/{pid}") and time.monotonic() < deadline:
        time.sleep(0.02)


def _standing(installation: Installation, lines: list[int]) -> set[int]:
    with superuser(installation.home) as reader:
        return {
            row[0]
            for row in reader.execute("select id from ledger.line where id = any(%s)", (lines,)).fetchall()
        }


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes through /proc")
def test_what_was_handed_out_before_a_crash_has_its_line_after_it() -> None:
    with an_installation() as installation:
        person = _a_subscriber(installation)
        with superuser(installation.home) as calm:
            calm.execute(
                "alter system set wal_writer_delay = '10s'"
            )  # nobody flushes but who commits or opens
            calm.execute("select pg_reload_conf()")
        hasty = Intruder(connect(installation.address("app"), autocommit=True), installation.act())
        hasty.run("set synchronous_commit = off")
        time.sleep(0.5)

        opened, merely_looked = [], []
        for _ in range(20):
            line = hasty.look([email_of(person)])
            assert line
            assert hasty.taken(line)  # ciphertext and key are out: from here on the line must last
            opened.append(line)
        for _ in range(5):
            merely_looked.append(hasty.look([email_of(person)]))
        _killed(installation)

        assert _standing(installation, opened) == set(opened)
        assert (
            _standing(installation, [line for line in merely_looked if line]) == set()
        )  # the twin: a crash does lose lines
        with pytest.raises(psycopg.OperationalError):
            hasty.run("select 1")
        hasty.connection.close()
