"""A consent of a file opens the newsletter only with the declared text that was shown, for twelve months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from seloste.gate import bind
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import ImportRefused, Order, ShownText, read_shown
from seloste.protection.opening import look_and_open
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import (
    ASKED,
    CODE,
    CONFIRMED,
    TEXT,
    Asker,
    acting,
    bring,
    export,
    held,
    left,
    noted,
    opted_in,
    reached,
    vault_of,
)  # fmt: skip

BARE = {"OPTIN_TIME": "", "OPTIN_IP": "", "CONFIRM_TIME": "", "CONFIRM_IP": ""}


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def _evidence(register: Register, email: str) -> dict[str, Any]:
    """What proves the consent of this address, opened as the law lets claims be proven."""
    (ground,) = held(register, email)["grounds"]
    vault = vault_of(register)
    query = "select subject_id, id from register.evidence where id = %s"
    (opened,) = look_and_open(
        vault.connection,
        vault.keys,
        "legal",
        acting(register),
        "evidence",
        query,
        (UUID(ground["evidence"]),),
    )
    return dict(opened.content.show())


def test_without_the_text_no_consent_is_opened(register: Register, tmp_path: Path) -> None:
    report = bring(register, export(tmp_path, "subscribed", opted_in("ilman@example.com")), shown=None)

    assert report.counts["consent_without_text"] == 1
    assert held(register, "ilman@example.com")["grounds"] == []
    assert "ilman@example.com" not in reached(register)


def test_the_text_attached_later_opens_it(register: Register, tmp_path: Path) -> None:
    file = export(tmp_path, "subscribed", opted_in("myohemmin@example.com"))
    bring(register, file, shown=None)

    report = bring(register, file)

    assert (report.counts["new_people"], report.counts["consents"]) == (0, 1)
    assert "myohemmin@example.com" in reached(register)
    assert bring(register, file, shown=None).counts["consent_without_text"] == 0  # it is open


def test_a_single_opt_in_is_opened_alike(register: Register, tmp_path: Path) -> None:
    single = opted_in("yksi@example.com", CONFIRM_TIME="", CONFIRM_IP="")

    report = bring(register, export(tmp_path, "subscribed", single))

    assert report.counts["consents"] == 1
    (ground,) = held(register, "yksi@example.com")["grounds"]
    assert ground["incomplete"] is True
    assert ground["started"].startswith("2026-05-02T09:15:01")


@pytest.mark.parametrize(
    "cells", [{"OPTIN_TIME": "", "OPTIN_IP": ""}, BARE], ids=["confirmed alone", "no time"]
)
def test_what_nothing_proves_opens_nothing_whatever_is_attached(
    register: Register, tmp_path: Path, cells: dict[str, str]
) -> None:
    email = f"todistamaton{len(cells)}@example.com"

    report = bring(register, export(tmp_path, "subscribed", opted_in(email, **cells)))

    assert report.counts["unproven"] == 1
    assert held(register, email)["grounds"] == []


def test_the_evidence_tells_what_the_file_and_the_declarer_say(register: Register, tmp_path: Path) -> None:
    file = export(tmp_path, "subscribed", Asker("muu@example.com"), opted_in("naytto@example.com"))
    bring(register, file)

    told = _evidence(register, "naytto@example.com")

    assert told["shown"]["text"] == TEXT.text
    assert told["shown"]["sha256"] == TEXT.sha256
    assert told["shown"]["declared_by"] == "Tiina Tietosuoja"
    assert datetime.fromisoformat(told["shown"]["declared_at"]).tzinfo is not None
    assert told["asked_at"] == f"{ASKED.replace(' ', 'T')}+00:00"
    assert told["confirmed_at"] == f"{CONFIRMED.replace(' ', 'T')}+00:00"
    assert told["asked_from"] == told["confirmed_from"] == "192.0.2.7"
    assert told["file"]["record"] == 3
    assert len(told["file"]["sha256"]) == 64


def test_an_unconfirmed_consent_lapses_in_twelve_months_and_no_file_renews_it(
    engine: Engine, tmp_path: Path
) -> None:
    with a_register(engine) as register:
        file = export(tmp_path, "subscribed", opted_in("raukeava@example.com"))
        bring(register, file)
        _wait(register, "11 months 25 days")
        _settle(register)
        assert reached(register) == {"raukeava@example.com"}

        _wait(register, "12 months 2 days")
        assert reached(register) == set()
        _settle(register)
        assert reached(register) == set()
        report = bring(register, file)

        assert noted(report, "permission_not_raised") == [(2, "lapsed")]
        assert report.changed == 0
        assert reached(register) == set()


def test_a_consent_given_after_the_one_that_lapsed_is_a_new_one(engine: Engine, tmp_path: Path) -> None:
    with a_register(engine) as register:
        bring(register, export(tmp_path / "a", "subscribed", opted_in("uudestaan@example.com")))
        _wait(register, "13 months")
        later = datetime.now(UTC).replace(microsecond=0)
        stamps = {"OPTIN_TIME": f"{later:%Y-%m-%d %H:%M:%S}", "CONFIRM_TIME": f"{later:%Y-%m-%d %H:%M:%S}"}

        report = bring(
            register, export(tmp_path / "b", "subscribed", opted_in("uudestaan@example.com", **stamps))
        )

        assert report.counts["consents"] == 1
        assert reached(register) == {"uudestaan@example.com"}


def _wait(register: Register, drift: str) -> None:
    """Moves the register's clock, and the grants with it."""
    superuser = register.superuser()
    superuser.execute("update gate.clock set drift = %s::interval", (drift,))
    superuser.execute("update gate.granted set until = now() + interval '9 years'")


def _settle(register: Register) -> None:
    """The job that derives anew whatever a moment has changed."""
    vault_of(register).connection.execute("select gate.settle_due(1000)")


def test_a_later_act_of_the_person_moves_their_period_on_and_an_earlier_one_never_back(
    register: Register, tmp_path: Path
) -> None:
    def active() -> str:
        return str(held(register, "toimelias@example.com")["relations"][0]["active"])[:10]

    bring(register, export(tmp_path / "a", "subscribed", opted_in("toimelias@example.com")), shown=None)
    assert active() == "2026-05-02"
    bring(
        register, export(tmp_path / "b", "unsubscribed", left("toimelias@example.com", "2026-09-09 10:00:00"))
    )
    assert active() == "2026-09-09"
    bring(register, export(tmp_path / "c", "subscribed", opted_in("toimelias@example.com")))
    assert active() == "2026-09-09"
    assert len(held(register, "toimelias@example.com")["relations"]) == 1


def test_the_text_is_declared_by_name_and_is_a_text(tmp_path: Path) -> None:
    text = tmp_path / "teksti.txt"
    text.write_text("\ufeffHaluan kirjeen.\n", encoding="utf-8")
    assert read_shown(text, " Tiina  Tietosuoja ") == ShownText("Haluan kirjeen.", "Tiina Tietosuoja")

    for content, name in (
        (b"Haluan.", ""),
        (b" \n", "Tiina"),
        (b"\xff\xfe\x00", "Tiina"),
        (CODE.encode(), "Tiina"),
        (b"x" * 20_000, "Tiina"),
    ):
        text.write_bytes(content)
        with pytest.raises(ImportRefused):
            read_shown(text, name)
    with pytest.raises(ImportRefused):
        read_shown(tmp_path / "poissa.txt", "Tiina")


def test_an_actor_who_may_not_withdraw_still_has_refusals_obeyed(register: Register, tmp_path: Path) -> None:
    bring(register, export(tmp_path / "a", "subscribed", opted_in("kielto@example.com")))
    with bind.refusing(connection := vault_of(register).connection):
        connection.execute(
            "select gate.add_actor(%s, 'clerk', 'staff', array['customer_care', 'intake'], now() + '1 day')",
            (acting(register).ticket.secret,),
        )
    file = export(tmp_path / "b", "unsubscribed", left("kielto@example.com"))
    report = importing.run(
        vault_of(register), read_export([file]), Order("mailchimp"), register.ticket("clerk")
    )

    assert report.use == "customer_care"
    assert "kielto@example.com" not in reached(register)
