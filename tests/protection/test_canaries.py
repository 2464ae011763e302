"""No name, address, number or consent text stands in a dump, a data folder, a log or a key folder."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from seloste.engine import launcher
from seloste.engine.account import service_account
from seloste.engine.connect import connect
from seloste.engine.programs import Programs
from seloste.protection.opening import look_and_open
from seloste.register import finding, people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.installation import DATABASE, Installation
from seloste.retention import erasures
from seloste.terms.words import Basis
from tests.gate.alone import an_installation, as_engine, superuser
from tests.protection.canaries import Canary, Flock, found_in, found_under, rows_of_dump, spellings

NEWSLETTER = people.Origin("mailchimp", "newsletter.email")
CARE = people.Origin("self", "customer_care")


@dataclass(frozen=True)
class Stored:
    """A register with people in it, and every value that it must not show."""

    installation: Installation
    flock: Flock

    def dump(self, role: str, *options: str) -> bytes:
        """The whole database in plain format, by the engine's own pg_dump."""
        home = self.installation.home
        tool = Programs.find(home, service_account(home.pg)).folder / "pg_dump"
        address = self.installation.address(role) if role == "owner" else superuser_address(self.installation)
        return as_engine(home, tool, "--format=plain", *options, "--dbname", address)

    def on_disk(self) -> dict[str, list[str]]:
        """What a search of the whole home finds: data files and WAL, logs, keys."""
        with superuser(self.installation.home) as forcing:
            forcing.execute("checkpoint")
        home = self.installation.home
        return found_under([home.pg, home.log, home.keys, home.tickets, home.run], self.flock)


def superuser_address(installation: Installation) -> str:
    return launcher.ensure_running(installation.home).superuser_dsn(DATABASE)


def _person(one: Canary) -> tuple[Person, Person]:
    """What comes by the sign-up form, and what the person tells later."""
    email = Contact("email", one.email)
    ground = Ground(
        Basis.CONSENT, "newsletter.email", {"text": one.consent, "name": one.family}, row=email.id
    )
    name = Contact("name", {"given": one.given, "family": one.family})
    first = Person((Relation("prospect"),), (ground,), (), (name, email))
    address = Contact(
        "address", {"street": one.street, "post_code": "00100", "city": "Helsinki", "country": "FI"}
    )
    later = Person((Relation("customer"),), (), (), (Contact("phone", one.phone), address), id=first.id)
    return first, later


@pytest.fixture(scope="module")
def stored() -> Iterator[Stored]:
    with an_installation() as installation:
        flock = Flock.fresh(4)
        pairs = [_person(one) for one in flock.people]
        vault, act = installation.vault(), installation.act()
        with vault.connection:
            people.add(vault, [first for first, _ in pairs], NEWSLETTER, act)
            people.extend(vault, [later for _, later in pairs], CARE, act)
            for one in flock.people[:3]:
                assert finding.by_address(vault, "email", one.email, "newsletter.email", act)
                assert finding.by_address(vault, "phone", one.phone, "customer_care", act)
                assert finding.by_name(vault, one.family, "newsletter.email", act)
            erasures.carry_out(vault, erasures.plan(vault, pairs[0][0].id, act), act)
        yield Stored(installation, flock)


def test_the_values_are_really_there_for_whoever_may_open_them(stored: Stored) -> None:
    vault, act = stored.installation.vault(), stored.installation.act()
    with vault.connection:
        query = "select subject_id, id from register.contact limit 1000"
        shown = [
            row.content.show()
            for row in look_and_open(vault.connection, vault.keys, "rights", act, "contact", query)
        ]

    for one in stored.flock.people[1:]:
        for value in (one.email, one.phone, one.given, one.family, one.street):
            assert value in str(shown)


# keeps: measure.sealing, measure.encrypted_data through protection.sealing.seal
@pytest.mark.parametrize(("role", "options"), [("owner", ("--enable-row-security",)), ("superuser", ())])
def test_no_value_stands_in_a_dump(stored: Stored, role: str, options: tuple[str, ...]) -> None:
    """R10.1b."""
    assert found_in(stored.dump(role, *options), stored.flock) == []


def test_no_value_stands_in_the_data_folder_its_log_or_its_keys(stored: Stored) -> None:
    """R10.1b."""
    assert stored.on_disk() == {}


@pytest.mark.parametrize(("role", "options"), [("owner", ("--enable-row-security",)), ("superuser", ())])
def test_a_dump_holds_every_row_of_every_table(stored: Stored, role: str, options: tuple[str, ...]) -> None:
    """Spine 1: by row security a dump may hold no rows and say nothing about it."""
    counts = rows_of_dump(stored.dump(role, *options))
    with superuser(stored.installation.home) as reader:
        tables = [row[0] for row in reader.execute(
            "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = "
            "c.relnamespace"
            " where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')"
        ).fetchall()]  # fmt: skip
        rows = {
            table: reader.execute(f"select count(*) from {table}".encode()).fetchone() for table in tables
        }

    assert {table.replace('"', ""): (count,) for table, count in counts.items()} == rows
    assert counts["register.contact"] == 4 * (len(stored.flock.people) - 1)
    assert counts["protection.key"] > 0


def test_the_application_dumps_nothing(stored: Stored) -> None:
    with connect(stored.installation.address("app"), autocommit=True) as app:
        for table in ("register.contact", "protection.key", "ledger.line"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(f"copy {table} to stdout".encode())


@pytest.mark.parametrize("spelling", sorted(spellings("Äiti Tavällinen")))
def test_the_search_finds_a_value_in_each_spelling(spelling: str) -> None:
    """The twin of the search, pure."""
    flock = Flock.fresh(2)

    for value in flock.wanted().values():
        content = b"before" + spellings(value).get(spelling, value.encode()) + b"after"  # digits have no case
        assert found_in(content, flock)


def test_base64_is_found_wherever_the_value_begins() -> None:
    flock = Flock.fresh(1)
    for before in (b"", b"x", b"xy", b"xyz"):
        assert found_in(base64.b64encode(before + flock.people[0].email.encode() + b"behind"), flock)


def test_the_search_finds_a_planted_value_in_dump_and_folder(stored: Stored) -> None:
    """The twin of the whole: planted in a plain table by hand, both searches report it."""
    planted = stored.flock.people[-1].email
    with superuser(stored.installation.home) as careless:
        careless.execute("create table public.careless (text text)")
        careless.execute("grant select on public.careless to public")
        careless.execute("insert into public.careless values (%s)", (planted,))

    try:
        assert "mark as utf-8" in found_in(stored.dump("superuser"), stored.flock)
        files = stored.on_disk()
        assert any("mark as utf-8" in hits for path, hits in files.items() if "/pg/base/" in path)
        assert any("mark as utf-8" in hits for path, hits in files.items() if "/pg/pg_wal/" in path)
    finally:
        with superuser(stored.installation.home) as careful:
            careful.execute("drop table public.careless")
