"""Data of any age with the newest keys: exactly the living come back, and what happened since is done again."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from seloste.backup import backing, restoring
from seloste.backup.folder import BackupError
from seloste.backup.loading import Standing
from seloste.gate import bind
from seloste.gate.errors import Restoring
from seloste.protection import proof
from seloste.register import catalogue, finding, people
from seloste.register.facts import Contact, Person, Prohibition
from seloste.register.people import Origin
from seloste.terms.words import Scope
from tests.backup.conftest import Elsewhere, copied
from tests.backup.since import Stopped, erase, flush, forbid, stop_at
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.people import Made, a_person, store

NEWSLETTER = "newsletter.email"


def _masks(place: Elsewhere, one: Made) -> int:
    """For which uses the person's e-mail address may be touched."""
    with place.vault("owner").connection as owner:
        row = owner.execute("select lawful from register.contact where id = %s", (one.email_row,)).fetchone()
    return int(row[0]) if row else 0


def test_who_was_erased_since_is_in_no_row_and_all_others_are_there(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """Spine 20: data of any age plus the newest keys opens exactly the living."""
    gone, *others = store(register, *(a_person(consent=True) for _ in range(4)))
    backing.back_up(copied(register), folder)
    erase(register, gone)
    elsewhere.bring(register.keys_folder)

    done = restoring.restore(elsewhere.target, folder)

    assert done.caught.erased == [gone.id]
    assert elsewhere.shown() == {one.id: one.email for one in others}
    vault = elsewhere.vault()
    for one in others:
        assert finding.by_address(vault, "email", one.email, NEWSLETTER, elsewhere.act())
    assert not finding.by_address(vault, "email", gone.email, NEWSLETTER, elsewhere.act())
    owner = elsewhere.vault("owner").connection
    for table in ("register.contact", "register.standing", "register.ground", "register.relation"):
        rows = owner.execute(f"select 1 from {table} where subject_id = %s".encode(), (gone.id,))
        assert rows.fetchall() == [], table


@ONE_ENGINE
def test_a_prohibition_made_since_stands_again(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    one, other = store(register, a_person(consent=True), a_person(consent=True))
    backing.back_up(copied(register), folder)
    forbid(register, one)
    elsewhere.bring(register.keys_folder)

    done = restoring.restore(elsewhere.target, folder)

    assert done.caught.replayed == {"prohibition": 1}
    found = finding.by_address(elsewhere.vault(), "email", one.email, NEWSLETTER, elsewhere.act())
    assert not found
    assert finding.by_address(elsewhere.vault(), "email", other.email, NEWSLETTER, elsewhere.act())


@ONE_ENGINE
def test_a_consent_withdrawn_since_stays_withdrawn(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    one, other = store(register, a_person(consent=True), a_person(consent=True))
    backing.back_up(copied(register), folder)
    connection = register.vault().connection
    with bind.use(connection, "rights", register.act):
        connection.execute("select gate.end_grounds(%s, %s, 'withdrawn')", ([one.id], [one.ground]))
    flush(register)
    elsewhere.bring(register.keys_folder)

    done = restoring.restore(elsewhere.target, folder)

    assert done.caught.replayed == {"ground": 1}
    assert _masks(elsewhere, one) != _masks(elsewhere, other)
    assert not finding.by_address(elsewhere.vault(), "email", one.email, NEWSLETTER, elsewhere.act())


@ONE_ENGINE
def test_a_restriction_set_since_is_set_and_one_lifted_since_is_lifted(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """GDPR 18."""
    one, other = store(register, a_person(consent=True), a_person(consent=True))
    connection, first, second = register.vault().connection, uuid4(), uuid4()
    with bind.use(connection, "rights", register.act):
        connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([other.id], [first]))
    flush(register)
    backing.back_up(copied(register), folder)
    with bind.use(connection, "rights", register.act):
        connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([one.id], [second]))
        connection.execute("select gate.lift_restriction(%s, %s)", ([other.id], [first]))
    flush(register)
    elsewhere.bring(register.keys_folder)

    restoring.restore(elsewhere.target, folder)

    vault, act = elsewhere.vault(), elsewhere.act()
    assert not finding.by_address(vault, "email", one.email, NEWSLETTER, act)
    assert finding.by_address(vault, "email", other.email, NEWSLETTER, act)


def test_a_row_put_right_since_comes_back_right(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """R11.2a: the superseded row goes, and the row in its place, sealed, stands."""
    (one,) = store(register, a_person(consent=True))
    backing.back_up(copied(register), folder)
    vault, right = register.vault(), Contact("name", {"given": "Aino", "family": "Oikea"})
    people.extend(
        vault, [Person((), (), (), (right,), id=one.id)], Origin("website", NEWSLETTER), register.act
    )
    with bind.use(vault.connection, "rights", register.act):
        vault.connection.execute("select gate.remove_rows(1::smallint, %s, %s)", ([one.id], [one.name_row]))
    flush(register)
    elsewhere.bring(register.keys_folder)

    restoring.restore(elsewhere.target, folder)

    with elsewhere.vault("owner").connection as owner:
        names = owner.execute("select id from register.contact where kind = 1").fetchall()
    assert names == [(right.id,)]
    assert finding.by_name(elsewhere.vault(), "Oikea", NEWSLETTER, elsewhere.act())


@ONE_ENGINE
def test_a_refusal_that_outlived_an_erasure_outlives_the_restore(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """R5.7b: the keyed hash of the address comes back with the list."""
    (one,) = store(register, a_person(prohibitions=(Prohibition(Scope.MARKETING_EMAIL),)))
    backing.back_up(copied(register), folder)
    erase(register, one)
    elsewhere.bring(register.keys_folder)

    done = restoring.restore(elsewhere.target, folder)

    assert done.caught.replayed["suppression"] >= 1
    with elsewhere.vault("owner").connection as owner:
        kept = owner.execute("select hash from protection.suppression").fetchall()
    assert kept == register.superuser().execute("select hash from protection.suppression").fetchall()
    assert kept


@ONE_ENGINE
def test_an_erasure_asked_for_and_not_done_is_done(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    (one, other) = store(register, a_person(), a_person())
    backing.back_up(copied(register), folder)
    connection = register.vault().connection
    with bind.use(connection, "rights", register.act):
        connection.execute("select gate.ask_erasure(%s, 'request')", ([one.id],))
    flush(register)
    elsewhere.bring(register.keys_folder)

    done = restoring.restore(elsewhere.target, folder)

    assert done.caught.waiting == [one.id]
    assert elsewhere.shown().keys() == {other.id}


def test_the_schema_comes_back_as_it_was_generated(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """Policies, grants, functions and triggers: without one of them there is no mask, or no line."""
    store(register, a_person())
    backing.back_up(copied(register), folder)

    restoring.restore(elsewhere.target, folder)

    assert catalogue.findings(elsewhere.vault("owner").connection, register.roles) == []


@ONE_ENGINE
def test_what_waited_when_the_data_was_kept_is_not_done_after_what_undid_it(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """The record of a restriction stands in the data and in the list; lifting it came later, however often."""
    (one,) = store(register, a_person(consent=True))
    connection, restriction = register.vault().connection, uuid4()

    def restrict(step: str) -> None:
        if step == "tidy":
            with bind.use(connection, "rights", register.act):
                connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([one.id], [restriction]))

    backing.back_up(copied(register), folder, step=restrict)
    flush(register)
    with bind.use(connection, "rights", register.act):
        connection.execute("select gate.lift_restriction(%s, %s)", ([one.id], [restriction]))
    flush(register)
    elsewhere.bring(register.keys_folder)

    for _ in range(2):
        done = restoring.restore(elsewhere.target, folder, over=True)
        elsewhere.drop_aside(done.left)

        assert finding.by_address(elsewhere.vault(), "email", one.email, NEWSLETTER, elsewhere.act())


@ONE_ENGINE
def test_while_it_is_restored_nobody_is_told_anything(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    (one,) = store(register, a_person(consent=True))
    backing.back_up(copied(register), folder)
    told: list[str] = []

    def look(step: str) -> None:
        if step in ("erased", "index", "verified"):
            with pytest.raises(Restoring):
                finding.by_address(elsewhere.vault(), "email", one.email, NEWSLETTER, elsewhere.act())
            told.append(step)

    restoring.restore(elsewhere.target, folder, step=look)

    assert told == ["erased", "index", "verified"]
    assert finding.by_address(elsewhere.vault(), "email", one.email, NEWSLETTER, elsewhere.act())


@ONE_ENGINE
@pytest.mark.parametrize(
    "at", ["chosen", "room", "keys", "loaded", "caught up", "refound", "erased", "index", "verified"]
)
def test_stopped_anywhere_the_same_restore_finishes(
    register: Register, folder: Path, elsewhere: Elsewhere, at: str
) -> None:
    gone, one = store(register, a_person(), a_person())
    backing.back_up(copied(register), folder)
    erase(register, gone)
    elsewhere.bring(register.keys_folder)
    with pytest.raises(Stopped):
        restoring.restore(elsewhere.target, folder, step=stop_at(at))

    done = restoring.restore(elsewhere.target, folder)

    assert done.caught.erased == [gone.id]
    assert elsewhere.shown() == {one.id: one.email}
    assert proof.check(elsewhere.vault("worker"), elsewhere.act("worker")).intact


@ONE_ENGINE
def test_a_register_that_stands_is_not_written_over(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    store(register, a_person())
    backing.back_up(copied(register), folder)
    restoring.restore(elsewhere.target, folder)

    with pytest.raises(Standing, match="--over"):
        restoring.restore(elsewhere.target, folder)

    done = restoring.restore(elsewhere.target, folder, over=True)

    assert elsewhere.drop_aside(done.left)


@ONE_ENGINE
def test_what_the_register_that_stood_here_had_not_yet_told_the_list_is_done_again(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """Nobody's prohibition is lost because no worker ran."""
    (one,) = store(register, a_person(consent=True))
    backing.back_up(copied(register), folder)
    restoring.restore(elsewhere.target, folder)
    said = Person((), (), (Prohibition(Scope.MARKETING_EMAIL),), (), id=one.id)
    people.extend(elsewhere.vault(), [said], Origin("self", "rights"), elsewhere.act())

    done = restoring.restore(elsewhere.target, folder, over=True)

    elsewhere.drop_aside(done.left)
    assert done.left
    assert done.left.carried
    assert done.caught.replayed == {"prohibition": 1}
    assert not finding.by_address(elsewhere.vault(), "email", one.email, NEWSLETTER, elsewhere.act())


def test_a_changed_archive_or_manifest_is_found(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """The sealed list vouches for the manifest, and the manifest for the archive."""
    store(register, a_person())
    done = backing.back_up(copied(register), folder)
    dump = folder / done.manifest.file / "toc.dat"
    manifest = folder / f"data-{done.manifest.stamp}.json"
    whole = dump.read_bytes()

    dump.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(BackupError, match="damaged or was changed"):
        restoring.restore(elsewhere.target, folder)
    dump.write_bytes(whole)
    told = manifest.read_bytes()
    manifest.write_bytes(told.replace(b'"bits": 12', b'"bits": 13'))
    with pytest.raises(BackupError, match="manifest was changed"):
        restoring.restore(elsewhere.target, folder)

    manifest.write_bytes(told)
    assert restoring.restore(elsewhere.target, folder).stamp == done.manifest.stamp
