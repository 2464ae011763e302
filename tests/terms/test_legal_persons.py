"""L27: an organisation's own addresses are no personal data; what points to one person is, and doubt counts as that."""

from __future__ import annotations

import pytest

from seloste.terms.legal_persons import is_its_own, is_legal_person, is_own_mailbox


@pytest.mark.parametrize(
    "name",
    ["Usvalyhty Oy", "Oy Usvalyhty Ab", "Usvalyhty Oyj", "Silverlykta rf", "Keksittylän kaupunki", "Lyhty ry.", "Fogs Ltd."],
)  # fmt: skip
def test_l27_a_company_an_association_or_a_municipality_is_nobody(name: str):
    assert is_legal_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Tmi Aino Usvalyhty",
        "Aino Usvalyhty",
        "Usvalyhdyn parturi",
        "Toiminimi Usva Oy",
        "Oyster bar",
        "Saarinen",
        "",
    ],
)
def test_l27_a_sole_trader_and_whoever_does_not_say_is_a_person(name: str):
    """The hard case: one person's firm; its name may look like any other's."""
    assert not is_legal_person(name)


@pytest.mark.parametrize(
    ("email", "own"),
    [
        ("info@yritys.example", True), ("Laskut@yritys.example", True), ("no-reply@yritys.example", True),
        ("asiakas.palvelu@yritys.example", True), ("aino.usvalyhty@yritys.example", False),
        ("aino@yritys.example", False), ("info2.aino@yritys.example", False), ("toimitusjohtaja@yritys.example", False),
    ],
)  # fmt: skip
def test_l27_a_mailbox_with_a_name_or_of_one_office_is_somebodys(email: str, own: bool):
    assert is_own_mailbox(email) is own


@pytest.mark.parametrize(
    ("name", "kind", "value", "own"),
    [
        ("Usvalyhty Oy", "phone", "+358500000001", True),
        ("Usvalyhty Oy", "address", "Keksittykuja 1", True),
        ("Usvalyhty Oy", "email", "info@usvalyhty.example", True),
        ("Usvalyhty Oy", "email", "aino@usvalyhty.example", False),
        ("Tmi Aino Usvalyhty", "phone", "+358500000001", False),
        ("Tmi Aino Usvalyhty", "email", "info@usvalyhty.example", False),
        ("Aino Usvalyhty", "address", "Keksittykuja 1", False),
    ],
)
def test_l27_of_a_firm_of_one_person_nothing_is_the_firms_own(name: str, kind: str, value: str, own: bool):
    assert is_its_own(name, kind, value) is own
