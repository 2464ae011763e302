"""What goes wrong ends in a page that says what to do, and in a log without a value."""

from __future__ import annotations

import errno
import io
from typing import Any

import psycopg
import pytest
from django.test import Client

from seloste.engine.errors import EngineNotStarted
from seloste.web import rows, tickets, vaults
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.web.conftest import Visitor, a_clerk, a_person, add, events


def test_another_name_than_our_own_is_a_bad_request(register: Register) -> None:
    answer = Client(headers={"host": "rebound.example"}).get("/notice")

    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer


def test_a_list_without_its_grant_says_what_to_ask_for(register: Register) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "unsorted", "newsletter.email"))

    answer = clerk.get("/people")

    assert answer.status_code == 403
    assert "sort" in answer.content.decode()


def test_an_actor_without_a_use_is_told_so(register: Register) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "useless", "upkeep"))

    assert clerk.get("/people").status_code == 403


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_rebuilding_index_answers_503_with_its_progress(engine: Engine, language: str) -> None:
    with a_register(engine) as register:
        vaults.use_installation(register)
        add(register, a_person("Kesken", "Eräinen", "kesken@example.com"))
        register.superuser().execute("delete from protection.index_sentinel")
        staff = Visitor().signed_in(register.act, language=language)

        for answer in (
            staff.get("/people"),
            staff.post("/people", q="kesken"),
            staff.post("/people", q="kesken@example.com"),
        ):
            assert answer.status_code == 503
            assert answer["Refresh"] == answer["Retry-After"] == "5"
        vaults.drop()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "palautetaan varmuuskopiosta"), ("sv", "från en säkerhetskopia"), ("en", "from a backup")],
)
def test_while_a_backup_comes_back_every_page_says_so(engine: Engine, language: str, words: str) -> None:
    """Nothing is shown before everything that was erased or forbidden since the backup is done again."""
    with a_register(engine) as register:
        vaults.use_installation(register)
        (person,) = add(register, a_person("Palaa", "Vainen", "palaa@example.com"))
        staff = Visitor().signed_in(register.act, use="rights", language=language)
        assert staff.get(f"/people/{person}").status_code == 200  # the twin
        register.superuser().execute("delete from gate.whole")

        for answer in (
            staff.get("/people"),
            staff.get(f"/people/{person}"),
            staff.post("/people", q="palaa"),
        ):
            assert answer.status_code == 503
            assert words in answer.content.decode()
            assert "Palaa" not in answer.content.decode()
            assert answer["Refresh"] == "5"
        vaults.drop()


def test_a_database_that_a_restore_has_yet_to_fill_answers_503(engine: Engine) -> None:
    """A face that runs on while its database is made anew: it is asked again soon, and calls nothing a fault."""
    with a_register(engine) as register:
        vaults.use_installation(register)
        staff = Visitor().signed_in(register.act, use="rights")
        register.superuser().execute("alter schema gate rename to not_yet")

        for answer in (staff.get("/people"), staff.post("/people", q="palaa"), Visitor().get("/notice")):
            assert answer.status_code == 503
            assert answer["Refresh"] == "5"
        vaults.drop()


def test_before_a_publication_everything_is_closed(engine: Engine) -> None:
    with a_register(engine) as register:
        vaults.use_installation(register)
        register.superuser().execute("update gate.state set policy = null")
        staff = Visitor().signed_in(register.act)

        assert staff.get("/people").status_code == 409
        assert "ei ole vielä julkaistu" in Visitor().get("/notice").content.decode()
        vaults.drop()


def test_a_person_whom_the_database_has_yet_to_derive_anew_is_closed_and_breaks_no_page(
    engine: Engine,
) -> None:
    with a_register(engine) as register:
        vaults.use_installation(register)
        person, _ = add(
            register,
            a_person("Odotta", "Vainen", "odotta@example.com"),
            a_person("Muu", "Muunen", "muu@example.com"),
        )
        staff = Visitor().signed_in(register.act, use="rights")
        before = staff.get(f"/people/{person}").content.decode()
        register.superuser().execute(
            "update register.contact set visible_until = now() - interval '1 minute' where subject_id = %s",
            (person,),
        )

        listed, shown = staff.get("/people"), staff.get(f"/people/{person}")
        asked = staff.post("/may", who=str(person), use="newsletter.email")

        assert (listed.status_code, shown.status_code, asked.status_code) == (200, 200, 200)
        assert 'class="use-mark y"' in before
        assert 'class="use-mark y"' not in shown.content.decode()
        assert "laskee ne juuri uudelleen" in shown.content.decode()
        vaults.drop()


class _Away:
    def __init__(self, error: Exception) -> None:
        self.error = error

    @property
    def roles(self) -> Any:
        raise self.error

    def vault(self) -> Any:
        raise self.error


@pytest.mark.parametrize(
    "error",
    [
        EngineNotStarted("the engine does not answer"),
        psycopg.errors.DiskFull("could not extend file"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system", "replay.lock"),
    ],
)
def test_without_a_database_or_a_disk_the_page_tries_again_later(error: Exception) -> None:
    vaults.use_installation(_Away(error))
    visitor = Visitor()
    visitor.client.cookies[tickets.COOKIE] = "00" * 32

    answer = visitor.get("/people")

    assert answer.status_code == 503
    assert answer["Refresh"] == "5"


def test_a_connection_that_broke_is_made_anew(engine: Engine) -> None:
    with a_register(engine) as register:
        vaults.use_installation(register)
        staff = Visitor().signed_in(register.act)
        assert staff.get("/may").status_code == 200

        register.superuser().execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )

        assert staff.get("/may").status_code == 200
        vaults.drop()


@pytest.mark.parametrize(
    "error",
    [
        ValueError("salaisuus@example.com"),
        psycopg.DataError("salaisuus@example.com"),
        KeyError("salaisuus@example.com"),
    ],
)
def test_a_fault_of_ours_shows_and_logs_no_value(
    register: Register, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO, error: Exception
) -> None:
    vaults.use_installation(register)
    staff = Visitor().signed_in(register.act)
    add(register, a_person("Salainen", "Arvo", "salaisuus@example.com"))

    def broken(*_: object) -> Any:
        raise error

    monkeypatch.setattr(rows, "lines", broken)
    answer = staff.get("/people")

    assert answer.status_code == 500
    assert "salaisuus" not in answer.content.decode()
    assert "salaisuus" not in logged.getvalue()
    assert "Traceback" not in answer.content.decode()
    assert any(event["event"] == "a page failed" for event in events(logged))


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/people", "q"), ("/organisations", "q"), ("/may", "who"),
        ("/organisations/new", "name"), ("/organisations/new", "industry"),
    ],
)  # fmt: skip
def test_a_zero_sign_in_a_form_is_a_bad_request_and_no_fault_of_ours(
    staff: Visitor, logged: io.StringIO, address: str, field: str
) -> None:
    """The engine's texts can't hold it: such a form is refused before it gets there."""
    answer = staff.post(address, **{"name": "Nolla Oy", "use": "newsletter.email", field: "kana\0rialintu"})

    assert answer.status_code == 400
    assert not any(event["level"] == "error" and "error" in event for event in events(logged))
    assert "kana" not in logged.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Lomake on liian suuri"), ("sv", "Formuläret är för stort"), ("en", "The form is too large")],
)
def test_a_form_larger_than_any_of_ours_is_said_to_be_so_and_not_repeated(
    staff: Visitor, language: str, words: str
) -> None:
    answer = staff.speaking(language).post("/people", q="iso@example.com" * 10_000)

    assert answer.status_code == 413
    assert words in answer.content.decode()
    assert "iso@example.com" not in answer.content.decode()
