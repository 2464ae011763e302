"""Addresses have one normal form (R5.1a), and a prohibition holds in every spelling (R5.7b)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import email_validator
import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seloste.terms.addresses import (
    AddressError,
    PostalAddress,
    looks_damaged,
    lost_its_zero,
    match_key,
    normal_email,
    normal_phone,
    normal_post_code,
    parse_postal,
    postal,
    suppression_keys,
    tidy,
)

locals_ = st.from_regex(r"[a-z0-9][a-z0-9_%+-]{0,10}(\.[a-z0-9_+-]{1,8})?", fullmatch=True)
domains = st.sampled_from(["example.com", "example.fi", "häme.example", "gmail.com", "a-b.example.org"])
emails = st.builds("{}@{}".format, locals_, domains)


def refusal(reader: Callable[[str], object], text: str) -> str | None:
    """The code with which ``text`` is refused, or None."""
    try:
        reader(text)
    except AddressError as refused:
        return refused.code
    return None


@given(emails)
def test_r5_1a_case_and_space_make_no_second_address(email: str):
    spellings = {normal_email(s) for s in (email, email.upper(), email.title(), f"  {email}\u200b ")}

    assert spellings == {email}


@given(st.text(max_size=40) | emails)
@example("İ@example.com")
@example("ß@example.com")
@example("a@EXAMPLE.com.")
def test_the_normal_form_of_an_email_is_its_own_normal_form(text: str):
    if (code := refusal(normal_email, text)) is not None:
        assert code == "bad_email"
    else:
        normal = normal_email(text)
        assert normal_email(normal) == normal
        assert match_key(normal) == match_key(text)


def test_an_internationalised_domain_has_one_form_however_it_is_written():
    spellings = [
        "aino@häme.example",
        "Aino@HÄME.example",
        "aino@xn--hme-qla.example",
        "aino@ha\u0308me.example",
    ]

    assert {normal_email(s) for s in spellings} == {"aino@häme.example"}
    assert {match_key(s) for s in spellings} == {"aino@xn--hme-qla.example"}


@pytest.mark.parametrize(
    "text",
    ["", "ei-osoite", "@example.com", "a@", "a@b", "a..b@example.com", "a b@example.com", "a@[192.0.2.1]",
     "Aino <a@example.com>", "a@localhost", "a@foo.invalid", "a@b@example.com", "a@-x.example",
     "x" * 243 + "@example.com",
     "a@" + "x" * 64 + ".example"],
)  # fmt: skip
def test_what_is_no_email_is_refused_and_never_repeated(text: str):
    with pytest.raises(AddressError) as refused:
        normal_email(text)

    assert (refused.value.code, str(refused.value)) == ("bad_email", "bad_email")


def test_a_local_part_longer_than_the_standard_says_is_read_as_other_programs_write_it():
    long = "kaksi.katko.jonka.osoite.on.niin.pitka.etta.se.taitetaan.kahdelle.riville@example.com"

    assert len(long.partition("@")[0]) > 64
    assert normal_email(long.title()) == long


def held_by(prohibited: str, later: str) -> bool:
    return suppression_keys(prohibited)[-1] == suppression_keys(later)[-1]


@pytest.mark.parametrize(
    "later",
    ["MAIJA.meikalainen@gmail.com", "maijameikalainen@gmail.com", "maija.meikalainen+uusi@gmail.com",
     "m.a.i.j.a.meikalainen@googlemail.com"],
)  # fmt: skip
def test_r5_7b_a_prohibition_holds_for_every_spelling_of_the_mailbox(later: str):
    assert held_by("maija.meikalainen@gmail.com", later)


def test_r5_7b_a_plus_tag_opens_no_way_round_a_refusal_at_any_domain():
    assert held_by("aino@häme.example", "Aino+kauppa@xn--hme-qla.example")


def test_r5_7b_somebody_else_is_not_silenced():
    assert not held_by("maija.meikalainen@example.com", "maijameikalainen@example.com")
    assert not held_by("aino@example.com", "aino@example.fi")


@given(emails, st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True))
def test_r5_7b_a_tag_never_changes_the_widest_form(email: str, tag: str):
    local, _, domain = email.partition("@")

    assert held_by(email, f"{local}+{tag}@{domain}")
    assert suppression_keys(email)[0] == match_key(email)


@pytest.mark.parametrize(
    "text",
    ["050 000 1101", "+358 50 000 1101", "+358500001101", "00358 50 0001101", "050-000 1101",
     "(050) 000 1101", "358500001101", "500001101", "0500001101 ext. 12"],
)  # fmt: skip
def test_r5_1a_a_phone_number_has_one_form(text: str):
    assert normal_phone(text) == "+358500001101"


@pytest.mark.parametrize("text", ["3,585E+11", "3.58500E+11", "#NUM!", "#########", '="0500001101"'])
def test_a_number_that_lost_its_digits_is_refused_and_not_guessed_at(text: str):
    with pytest.raises(AddressError) as refused:
        normal_phone(text)

    assert refused.value.code == "number_damaged_by_spreadsheet"


@pytest.mark.parametrize(
    "text", ["", "112", "-", "ei ole", "0400000000", "1-800-FLOWERS", "050 000 1101 / 02"]
)
def test_what_is_no_phone_number_is_refused(text: str):
    with pytest.raises(AddressError) as refused:
        normal_phone(text)

    assert str(refused.value) == "bad_phone"


@given(st.text(max_size=30) | st.from_regex(r"\+?[0-9 ()-]{3,18}", fullmatch=True))
def test_the_normal_form_of_a_phone_number_is_its_own_normal_form(text: str):
    try:
        normal = normal_phone(text)
    except AddressError:
        return
    assert normal_phone(normal) == normal


@given(st.text(max_size=12) | st.text("a\u0308ä \u00ad\u200b\u3000\t\x85é", max_size=12))
def test_a_tidy_text_is_composed_and_holds_no_invisible_sign_and_single_spaces(text: str):
    tidied = tidy(text)
    assert unicodedata.is_normalized("NFC", tidied)
    assert tidied == " ".join(tidied.split()) == tidy(tidied)
    assert not any(unicodedata.category(c) == "Cc" or c in "\u00ad\u200b\ufeff" for c in tidied)


def by_the_library(text: str, region: str) -> str | None:
    """What the library alone makes of a number; None for what it doesn't take."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or str(number.national_number).endswith("0000000"):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@settings(max_examples=500)
@given(
    st.from_regex(r"(\+358[ -]?|0)(4[0-9]|50|5[1-9])([ -]?[0-9]){3,9}", fullmatch=True),
    st.sampled_from(["FI", "AX", "SE", "EE"]),
)
@example("0400000000", "FI")
@example("+358 50 000 1101", "SE")
@example("050 000 1101", "SE")
@example("040 1234", "FI")
def test_a_plain_finnish_number_is_read_as_the_library_reads_it(text: str, region: str):
    try:
        ours: str | None = normal_phone(text, region)
    except AddressError:
        ours = None
    assert ours == by_the_library(text, region)


def test_a_zero_that_a_spreadsheet_ate_is_noticed():
    assert lost_its_zero("500001502")
    assert not lost_its_zero("0500001502")
    assert not lost_its_zero("+46 500001502")


def test_r5_1a_a_finnish_post_code_has_five_digits():
    assert normal_post_code("00100") == normal_post_code("FI-00100") == normal_post_code("00 100") == "00100"
    for text, code in (("100", "post_code_lost_zeros"), ("001000", "bad_post_code"), ("x", "bad_post_code")):
        with pytest.raises(AddressError) as refused:
            normal_post_code(text)
        assert refused.value.code == code


def test_a_post_code_abroad_is_not_measured_by_the_finnish_rule():
    assert normal_post_code("sw1a 1aa", "GB") == "SW1A 1AA"


@pytest.mark.parametrize(
    "text",
    ["Keksitie 1 B 2  Helsinki  00999  Finland", "Keksitie 1 B 2, 00999 Helsinki",
     "Keksitie 1 B 2\n00999 Helsinki\nSuomi",
     "Keksitie 1 B 2  Helsinki    00999  FI", " Keksitie 1 B 2 , FI-00999 Helsinki"],
)  # fmt: skip
def test_an_address_in_one_cell_is_parted_however_it_is_written(text: str):
    assert parse_postal(text) == PostalAddress("Keksitie 1 B 2", "00999", "Helsinki", "FI")


def test_an_address_that_cannot_be_parted_stays_whole_in_the_street():
    assert parse_postal("mökillä kesällä") == PostalAddress("mökillä kesällä", "", "", "FI")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_coded_refusal(text: str):
    if (code := refusal(parse_postal, text)) is not None:
        assert code in {"bad_address", "bad_post_code"}
    else:
        found = parse_postal(text)
        assert found.street or found.post_code or found.city


def test_an_address_of_nothing_is_refused():
    with pytest.raises(AddressError):
        postal(" ", "", "", "FI")


def test_the_parts_of_an_address_do_not_show_in_a_log():
    assert "Keksitie" not in repr(parse_postal("Keksitie 1, 00999 Helsinki"))


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing(text: str):
    assert tidy(tidy(text)) == tidy(text)


def test_ordinary_words_are_not_taken_for_damage():
    assert not any(map(looks_damaged, ["Aino", "E2E", "3", "00100", "Oy E+1"]))


@given(emails | st.from_regex(r"[A-Za-z0-9._%+-]{1,12}@[A-Za-z0-9.-]{1,14}\.[a-z]{2,8}", fullmatch=True))
@example("a@local.test")
@example("a..b@example.com")
@example("-a@-example.com")
def test_r5_1a_the_short_way_through_a_plain_address_gives_what_the_long_one_does(email: str):
    """Plain addresses are known by their shape alone; the validator must say the same of each."""
    try:
        checked = email_validator.validate_email(email, check_deliverability=False)
        wanted = f"{checked.local_part.lower()}@{checked.domain}"
    except email_validator.EmailNotValidError:
        wanted = None

    try:
        assert normal_email(email) == wanted
    except AddressError:
        assert wanted is None
