"""The proof page: each promise tried against the living register, and found out where it doesn't hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from seloste.notice import load_policy
from seloste.retention import promises
from seloste.retention.promises import TRIALS, Held
from seloste.terms.words import UPKEEP
from seloste.web import published, vaults
from tests.database import NOTICE, Register
from tests.web.conftest import Visitor, a_clerk, a_person, add


@pytest.fixture(scope="module", autouse=True)
def somebody(register: Register) -> None:
    add(register, a_person("Proosa", "Todiste", "proosa.todiste@example.com"))


def held(html: str) -> dict[str, str]:
    """How each promise of the page came out, by name."""
    rows = re.findall(r"<tr.*?badge-(yes|no|wait).*?(?:href=\"/proof/(\w+)\"|</tr>)", html, re.DOTALL)
    return {name: state for state, name in rows}


@contextmanager
def broken(register: Register, harm: str, mend: str) -> Iterator[None]:
    superuser = register.superuser()
    superuser.execute(harm.encode())
    try:
        yield
    finally:
        superuser.execute(mend.encode())


def test_every_promise_is_tried_now_and_says_when_and_in_whose_words(staff: Visitor) -> None:
    html = staff.get("/proof").content.decode()

    assert held(html) == dict.fromkeys(TRIALS, "yes")
    assert f"{len(TRIALS)} lupausta pitää" in html
    assert "jokaisesta katselusta jää merkintä" in html  # section 10.2 of the notice, in its own words
    assert '<a class="sec" href="/notice#k10.2">' in html
    assert html.count(f"{datetime.now(UTC).year} klo") >= len(TRIALS)


@pytest.mark.parametrize(
    ("name", "harm", "mend", "says"),
    [
        (
            "tables",
            "alter table register.call disable row level security",
            "alter table register.call enable row level security",
            "register.call: row security",
        ),
        (
            "closed",
            "alter table register.contact disable row level security",
            "alter table register.contact enable row level security",
            "register.contact",
        ),
        (
            "retention",
            "update register.contact set expires_at = now() - interval '3 days' where kind = 2",
            "update register.contact set expires_at = 'infinity' where kind = 2",
            "myöhässä: 1",
        ),
        (
            "clock",
            "update gate.clock set drift = interval '1 day'",
            "update gate.clock set drift = interval '0'",
            "kelloon",
        ),
        (
            "notice",
            "update gate.policy set source = source || ' '",
            "update gate.policy set source = rtrim(source, ' ')",
            "verrattiin julkaistuun tekstiin",
        ),
        (
            "copies",
            "update protection.bucket set generation = generation + 7 where no = 5",
            "update protection.bucket set generation = generation - 7 where no = 5",
            "kesken kääntämisen 1",
        ),
        (
            "index",
            "update protection.index_sentinel set generation = generation + 1",
            "update protection.index_sentinel set generation = generation - 1",
            "rakennetaan",
        ),
    ],
)
def test_a_promise_that_is_broken_is_found_out_and_stands_first(
    staff: Visitor, register: Register, name: str, harm: str, mend: str, says: str
) -> None:
    with broken(register, harm, mend):
        html = staff.get(f"/proof/{name}").content.decode()
        whole = staff.get("/proof").content.decode()

    assert "badge-no" in html
    assert says in html
    assert held(whole)[name] == "no"
    assert "lupausta ei pidä" in whole or "lupaus ei pidä" in whole
    assert "badge-yes" in staff.get(f"/proof/{name}").content.decode()


def test_keys_that_others_may_read_break_a_promise(staff: Visitor, register: Register) -> None:
    (register.keys_folder / "keyfile").chmod(0o644)
    try:
        html = staff.get("/proof/keys").content.decode()
    finally:
        (register.keys_folder / "keyfile").chmod(0o600)

    assert "badge-no" in html
    assert "keyfile" in html


def test_a_changed_line_of_the_ledger_is_told_in_the_readers_language(
    staff: Visitor, register: Register
) -> None:
    staff.get("/proof/ledger")  # seals what there is
    alter = "alter table ledger.line {} trigger user"
    change = "update ledger.line set reason = 'other' where id = (select min(id) from ledger.line where reason = 'work')"
    back = (
        change.replace("'other'", "'was'")
        .replace("reason = 'work'", "reason = 'other'")
        .replace("'was'", "'work'")
    )
    with broken(register, f"{alter.format('disable')}; {change}", f"{back}; {alter.format('enable')}"):
        finnish = staff.get("/proof/ledger").content.decode()

    assert "badge-no" in finnish
    assert 'class="mono" lang="fi"' in finnish
    assert "badge-yes" in staff.get("/proof/ledger").content.decode()


def test_an_overdue_balancing_test_breaks_a_promise_in_the_words_of_its_purpose(
    staff: Visitor, register: Register
) -> None:
    """R4.2c: the day stands in the notice; here the trial is made with a policy of that day."""
    policy = load_policy(NOTICE)
    days = [rule.until for rule in policy.rules if rule.until]
    trial = promises.attempt(
        "balance", promises.Bench(register.vault(), register.act, policy, register.roles)
    )

    assert trial.held is Held.YES
    assert trial.numbers == {"day": min(days)}
    assert "oikeutettu etumme" in staff.get("/proof/balance").content.decode()


def test_a_long_ledger_is_verified_when_that_is_asked_for(
    staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "LONG_LEDGER", 0)

    assert held(staff.get("/proof").content.decode())["ledger"] == "wait"
    assert "badge-yes" in staff.get("/proof/ledger").content.decode()


def test_a_trial_without_its_grant_is_not_made_and_says_so(register: Register) -> None:
    """The privacy contact's right opens the page; the ledger is verified as upkeep."""
    contact = Visitor().signed_in(a_clerk(register, "tietosuoja", "notice", "customer_care"))
    states = held(contact.get("/proof").content.decode())

    assert states["ledger"] == states["retention"] == "wait"
    assert states["tables"] == "yes"


def test_only_the_privacy_contact_sees_the_page(register: Register) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "tiski", "customer_care", UPKEEP))

    assert clerk.get("/proof").status_code == 403
    assert clerk.get("/proof/ledger").status_code == 403


def test_a_promise_that_nobody_made_is_no_page(staff: Visitor) -> None:
    assert staff.get("/proof/happiness").status_code == 404


def test_the_notices_own_sentences_are_taken_in_each_of_its_languages(register: Register) -> None:
    source = published.source(vaults.vault().connection, load_policy(NOTICE).version)

    for language, word in (("fi", "merkintä"), ("sv", "antecknas"), ("en", "leaves a line")):
        said = published.promises(source, language)
        assert said["ledger"].section == "10.2"
        assert word in said["ledger"].sentence
        assert "35" in said["retention"].sentence


def test_a_measure_that_names_its_trial_speaks_for_it() -> None:
    source = NOTICE.read_text(encoding="utf-8").replace(
        "[measure.sealing]\n", '[measure.sealing]\nproof    = "clock"\n', 1
    )

    assert published.promises(source, "fi")["clock"].sentence.startswith("Jokaisen ihmisen tiedot")
