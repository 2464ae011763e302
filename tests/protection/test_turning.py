"""Spine 19, 20 and 25: erasing turns the bucket, whatever stops it and whoever writes meanwhile."""

from __future__ import annotations

import secrets
import threading
from uuid import UUID

import pytest

from seloste.protection import indexing, rotation, sealing, turning
from seloste.protection.keys import KeyFile, KeysError
from seloste.protection.opening import look_and_open
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.people import Origin
from seloste.retention import certificates, erasures, sweeping
from tests.database import Register
from tests.people import a_person, store

BUCKET = 0x5A5


class Stopped(Exception):
    """A process that ends between two steps of a turn."""


def in_bucket(bucket: int = BUCKET) -> UUID:
    """A random id whose first twelve bits are the bucket's."""
    raw = bytearray(secrets.token_bytes(16))
    raw[0], raw[1] = bucket >> 4, (bucket & 0xF) << 4 | raw[1] & 0xF
    raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
    return UUID(bytes=bytes(raw))


def readable(vault: Vault, register: Register, who: list[UUID]) -> set[UUID]:
    """Whose rows open."""
    rows = look_and_open(
        vault.connection, vault.keys, "rights", register.act, "contact",
        "select subject_id, id from register.contact where subject_id = any(%s) limit 1000", (who,),
    )  # fmt: skip
    return {row.person for row in rows}


@pytest.mark.parametrize("stop", ["line", "key beside", "database", "rows beside", "old key gone"])
def test_a_turn_that_is_stopped_after_any_step_is_finished_and_nobody_living_is_lost(
    register: Register, stop: str
):
    vault = register.vault()
    made = store(register, *(a_person(id=in_bucket()) for _ in range(5)))
    leaving, living = made[0].id, [one.id for one in made[1:]]

    def step(name: str) -> None:
        if name == stop:
            raise Stopped

    with pytest.raises(Stopped):
        erasures.carry_out(vault, erasures.plan(vault, leaving, register.act), register.act, step=step)

    assert readable(register.vault(), register, living) == set(living)
    fresh = register.vault()
    turning.recover(fresh, register.act)
    sweeping.sweep(fresh, register.act)
    assert readable(fresh, register, [one.id for one in made]) == set(living)
    assert fresh.keys.half_turned() == []


def test_the_former_bucket_key_is_nowhere_once_a_turn_is_done(register: Register):
    vault = register.vault()
    one, other = store(register, a_person(id=in_bucket()), a_person(id=in_bucket()))
    before = vault.keys.generations(BUCKET)

    erasures.carry_out(vault, erasures.plan(vault, one.id, register.act), register.act)

    keys = KeyFile(register.keys_folder)
    assert keys.generations(BUCKET) == (before[0] + 1,)
    rows = turning.read_rows(keys, BUCKET)
    assert other.id in {person for person, *_ in rows}
    assert one.id not in {person for person, fate, *_ in rows if fate == 0}


def test_wrapped_keys_of_an_older_copy_open_nobody_of_a_turned_bucket(register: Register):
    vault = register.vault()
    made = store(register, *(a_person(id=in_bucket(0x777)) for _ in range(3)))
    owner = register.connect("owner")
    old = owner.execute(
        "select subject_id, fate, generation, wrapped from protection.key where subject_id = any(%s)",
        ([m.id for m in made],),
    ).fetchall()

    erasures.carry_out(vault, erasures.plan(vault, made[0].id, register.act), register.act)

    keys = KeyFile(register.keys_folder)
    for person, fate, generation, wrapped in old:
        with pytest.raises(Exception, match="not in the key file"):
            sealing.unwrap(
                wrapped, keys.bucket(0x777, generation), sealing.key_binding(person, fate, generation)
            )
    beside = {(person, fate) for person, fate, *_ in turning.read_rows(keys, 0x777)}
    assert {(m.id, 0) for m in made[1:]} <= beside
    assert (made[0].id, 0) not in beside


def test_eight_writers_against_two_hundred_turns_and_every_person_opens(alone: Register):
    """Spine 19. Each turn lets four of the writers store somebody more, so that they write during every one."""
    stop, allowance = threading.Event(), threading.Semaphore(0)
    written: list[UUID] = []
    failures: list[BaseException] = []

    def write() -> None:
        vault = alone.vault()
        while allowance.acquire(timeout=60) and not stop.is_set():
            person, made = a_person(id=in_bucket(0x100 + len(written) % 2))
            try:
                people.add(vault, [person], Origin("website", "newsletter.email"), alone.act)
            except Exception as error:  # noqa: BLE001 - whatever a writer meets is shown by the test
                failures.append(error)
                return
            written.append(made.id)

    writers = [threading.Thread(target=write) for _ in range(8)]
    for thread in writers:
        thread.start()
    turner = alone.vault()
    for _ in range(200):
        allowance.release(4)
        turning.turn(turner, alone.act, [0x100, 0x101])
    stop.set()
    allowance.release(8)
    for thread in writers:
        thread.join()

    assert not failures
    assert len(written) > 700
    vault = alone.vault()
    opened = {
        person
        for start in range(0, len(written), 300)
        for person in readable(vault, alone, written[start : start + 300])
    }
    assert opened == set(written)
    assert KeyFile(alone.keys_folder).generations(0x100)[0] > 200


def test_all_buckets_turn_while_the_register_is_read_and_a_stopped_rotation_goes_on(alone: Register):
    made = store(alone, *(a_person() for _ in range(20)))
    vault = alone.vault()

    class Enough(Exception):
        pass

    def halfway(done: int, total: int) -> None:
        assert readable(alone.vault(), alone, [made[0].id]) == {made[0].id}
        if done >= total // 2:
            raise Enough

    with pytest.raises(Enough):
        rotation.turn_all(vault, alone.act, halfway)
    turned = rotation.turn_all(vault, alone.act, lambda done, total: None)

    assert turned == 2048
    assert all(vault.keys.generations(no) == (2,) for no in range(4096))
    assert readable(alone.vault(), alone, [m.id for m in made]) == {m.id for m in made}


def test_a_new_master_key_opens_everybody_and_the_former_one_opens_nothing(alone: Register):
    made = store(alone, a_person())
    vault = alone.vault()
    former = (alone.keys_folder / "master").read_text()

    rotation.change_master(vault)

    assert readable(alone.vault(), alone, [made[0].id]) == {made[0].id}
    (alone.keys_folder / "master").write_text(former)
    with pytest.raises(Exception, match="doesn't open"):
        KeyFile(alone.keys_folder)


def test_a_change_of_the_master_key_stopped_between_its_files_is_finished(alone: Register):
    made = store(alone, a_person())
    former = (alone.keys_folder / "master").read_text()
    rotation.change_master(alone.vault())
    (alone.keys_folder / "master").rename(alone.keys_folder / "master.next")
    (alone.keys_folder / "master").write_text(former)

    assert readable(alone.vault(), alone, [made[0].id]) == {made[0].id}
    assert not (alone.keys_folder / "master.next").exists()


def test_growing_doubles_the_buckets_and_everybody_opens_before_and_after_one_half_turns(alone: Register):
    """Spine 19. A process that read the key file before the growth goes on as well."""
    made = store(alone, *(a_person(id=in_bucket(0x5A5)) for _ in range(12)))
    before = alone.vault()
    assert readable(before, alone, [m.id for m in made]) == {m.id for m in made}
    erasures.carry_out(before, erasures.plan(before, made[0].id, alone.act), alone.act)
    living = {m.id for m in made[1:]}
    vault = alone.vault()

    assert rotation.grow(vault, alone.act) == 8192

    halves = {vault.keys.bucket_of(m.id) for m in made}
    assert halves <= {0xB4A, 0xB4B}
    assert turning.turn(vault, alone.act, [0xB4A]).buckets == (0xB4A, 0xB4B)
    assert turning.turn(vault, alone.act, [0xB4A]).buckets == (0xB4A,)
    for each in (before, vault, alone.vault()):
        assert readable(each, alone, list(living)) == living
    late = store(alone, *(a_person(id=in_bucket(0x5A5)) for _ in range(4)))
    people.add(before, [a_person(id=in_bucket(0x5A5))[0]], Origin("website", "newsletter.email"), alone.act)
    assert readable(before, alone, [m.id for m in late]) == {m.id for m in late}
    kept = {person for no in halves for person, *_ in turning.read_rows(vault.keys, no)}
    assert made[0].id not in kept
    assert living <= kept


def test_a_growth_stopped_before_the_database_is_finished_by_the_next_round(alone: Register):
    made = store(alone, a_person())
    vault = alone.vault()
    vault.keys.grow()

    assert readable(alone.vault(), alone, [made[0].id]) == {made[0].id}
    meanwhile = store(alone, a_person())
    with pytest.raises(KeysError, match="half grown"):
        turning.turn(vault, alone.act, [1])
    assert vault.keys.half_turned() == []
    assert readable(alone.vault(), alone, [meanwhile[0].id]) == {meanwhile[0].id}
    assert rotation.grow_if_needed(vault, alone.act)
    assert not rotation.grow_if_needed(vault, alone.act)
    (late,) = store(alone, a_person())
    assert readable(alone.vault(), alone, [made[0].id, late.id]) == {made[0].id, late.id}


def test_the_key_that_two_halves_share_is_destroyed_when_either_of_them_erases(alone: Register):
    """Else an older copy would open the erased by the other half's key."""
    leaving, staying = store(alone, a_person(id=in_bucket(0x5A5)), a_person(id=in_bucket(0x5A5)))
    vault = alone.vault()
    owner = alone.connect("owner")
    query = "select generation, wrapped from protection.key where subject_id = %s and fate = 0"
    generation, wrapped = owner.execute(query, (leaving.id,)).fetchone() or (0, b"")
    rotation.grow(vault, alone.act)
    rotation.grow(vault, alone.act)

    erasures.carry_out(vault, erasures.plan(vault, leaving.id, alone.act), alone.act)

    keys = KeyFile(alone.keys_folder)
    for no in range(0x5A5 << 2, (0x5A5 << 2) + 4):
        for kept in keys.generations(no):
            with pytest.raises(sealing.NotOpened):
                sealing.unwrap(wrapped, keys.bucket(no, kept), sealing.key_binding(leaving.id, 0, generation))
    assert readable(alone.vault(), alone, [staying.id]) == {staying.id}


def test_a_certificate_is_given_only_when_a_stopped_turn_is_finished(register: Register):
    """Spine 20: the old key is out of the file first, and only then the certificate."""
    vault = register.vault()
    (made,) = store(register, a_person(id=in_bucket(0x321)))

    def stop(step: str) -> None:
        if step == "database":
            raise Stopped

    with pytest.raises(Stopped):
        erasures.carry_out(vault, erasures.plan(vault, made.id, register.act), register.act, step=stop)
    assert len(KeyFile(register.keys_folder).generations(0x321)) == 2

    certificate = certificates.again(register.vault(), made.id, register.act)

    assert certificate is not None
    assert len(KeyFile(register.keys_folder).generations(0x321)) == 1


def test_buckets_that_may_share_a_key_are_never_parted_into_two_turns():
    portions = list(turning._portions(list(range(1000, 3000)), 3))

    assert [no for some in portions for no in some] == list(range(1000, 3000))
    assert max(len(some) for some in portions) <= turning.AT_ONCE
    homes = [{no >> 3 for no in some} for some in portions]
    assert all(not one & other for n, one in enumerate(homes) for other in homes[n + 1 :])


def test_an_index_renewal_that_was_stopped_before_its_old_key_went_is_finished(alone: Register):
    store(alone, a_person())
    vault = alone.vault()
    generation = indexing.renew(vault, alone.act)
    vault.keys.next_index()

    assert vault.keys.index_keys() == 2
    assert indexing.renew(vault, alone.act) == generation + 1
    assert vault.keys.index_keys() == 1
