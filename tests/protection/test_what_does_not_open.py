"""Any writer may store a key that opens nothing: it closes its own rows and nobody else's."""

from __future__ import annotations

import logging
from dataclasses import replace
from uuid import UUID

import pytest

from seloste.protection import opening, sealing
from seloste.register import people
from seloste.register.facts import Contact
from seloste.register.people import Origin
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.people import a_person, store


def spoil(register: Register, *who: UUID) -> None:
    """Keys as a writer might have stored them: of the right length, and opening nothing."""
    register.superuser().execute(
        "update protection.key set wrapped = decode(repeat('5a', 60), 'hex') where subject_id = any(%s)",
        (list(who),),
    )


def read(register: Register, *who: UUID) -> set[UUID]:
    vault = register.vault()
    rows = opening.look_and_open(
        vault.connection, vault.keys, RIGHTS, register.act, "contact",
        "select subject_id, id from register.contact where subject_id = any(%s)", (list(who),),
    )  # fmt: skip
    return {row.person for row in rows}


def test_a_row_that_does_not_open_is_left_out_counted_in_the_log_and_closes_nobody_elses(
    alone: Register, caplog: pytest.LogCaptureFixture
):
    one, other = store(alone, a_person(), a_person())
    assert read(alone, one.id, other.id) == {one.id, other.id}
    spoil(alone, one.id)

    with caplog.at_level(logging.WARNING, logger="seloste"):
        assert read(alone, one.id, other.id) == {other.id}

    (record,) = [each for each in caplog.records if each.name == "seloste.protection"]
    assert record.__dict__["count"] >= 1
    assert str(one.id) not in record.getMessage()


def test_where_nothing_opens_it_is_said_for_then_the_keys_are_the_wrong_ones(alone: Register):
    one, other = store(alone, a_person(), a_person())
    spoil(alone, one.id, other.id)

    with pytest.raises(sealing.NotOpened):
        read(alone, one.id, other.id)


def test_a_second_name_at_the_turn_of_a_page_of_names_is_not_lost(
    alone: Register, monkeypatch: pytest.MonkeyPatch
):
    """Names are opened a thousand rows at a time, and somebody's two names may lie on both sides of the turn."""
    names = [Contact("name", {"given": given, "family": "Kaksinimi"}) for given in ("Ilma", "Immi") * 5]
    twice = [
        replace(a_person()[0], contacts=(Contact("email", f"ilma{n}@example.com"), *names[2 * n : 2 * n + 2]))
        for n in range(5)
    ]
    vault = alone.vault()
    people.add(vault, twice, Origin("website", "newsletter.email"), alone.act)
    tokens = [vault.blind().bucket("ka")]
    whole = opening.open_names(vault.connection, vault.keys, RIGHTS, alone.act, tokens)
    assert len(whole) > len({row.person for row in whole}) == len(twice)

    take = opening.bind.take_names
    monkeypatch.setattr(opening, "SORTED_AT_ONCE", 3)
    monkeypatch.setattr(opening.bind, "take_names", lambda *words: take(*words)[:3])
    paged = opening.open_names(vault.connection, vault.keys, RIGHTS, alone.act, tokens)

    assert {row.row for row in paged} == {row.row for row in whole}
