"""National identity codes are found and never repeated (L13); business IDs are checked (R2.1a)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.fi import hetu

from seloste.terms.identity import (
    BusinessIdError,
    business_id,
    check_character,
    holds_card_number,
    holds_identity_code,
)

SIGNS = {"+": 1800, "-": 1900} | dict.fromkeys("UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """A code of an invented person: the individual number in the 900s is given to nobody."""
    sign = draw(st.sampled_from(sorted(SIGNS)))
    born = draw(st.dates(date(SIGNS[sign], 1, 1), date(SIGNS[sign] + 99, 12, 31)))
    individual = str(draw(st.integers(900, 999)))
    day = born.strftime("%d%m") + f"{born.year % 100:02d}"
    return day + sign + individual + check_character(day, individual)


words = st.text(st.sampled_from("abcåäö .,:;()\n"), max_size=20)


@given(codes(), words, words)
def test_l13_a_code_is_found_wherever_it_stands_in_a_text(code: str, before: str, after: str):
    assert holds_identity_code(f"{before} {code} {after}")
    assert holds_identity_code(f"{before} {code.lower()}.{after}")


@given(codes())
def test_l13_what_others_who_check_codes_call_right_is_found(code: str):
    assert hetu.is_valid(code, allow_temporary=True)


@given(codes())
def test_l13_every_other_check_character_is_no_code_so_that_other_numbers_are_not_struck(code: str):
    others = set("0123456789ABCDEFHJKLMNPRSTUVWXY") - {code[-1]}

    assert not any(holds_identity_code(code[:-1] + other) for other in others)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(codes().filter(lambda code: code[6] == "-"))
def test_l13_other_dashes_hidden_signs_and_wide_digits_hide_no_code(code: str):
    assert holds_identity_code(code.replace("-", "\u2013"))
    assert holds_identity_code(code.replace("-", "\u2212"))
    assert holds_identity_code(code.replace("-", " - "))
    assert holds_identity_code(code[:3] + "\u200b" + code[3:])
    assert holds_identity_code("".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in code))


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_l13_each_sign_of_a_century_is_known(sign: str):
    assert holds_identity_code(f"010190{sign}900{check_character('010190', '900')}")


def test_l13_a_day_that_never_was_makes_no_code():
    assert not holds_identity_code("310290-900" + check_character("310290", "900"))
    assert holds_identity_code("290204A900" + check_character("290204", "900"))
    assert not holds_identity_code("290205A900" + check_character("290205", "900"))


def test_phone_numbers_dates_and_hexadecimal_ids_are_no_identity_codes():
    code = "010190A900" + check_character("010190", "900")

    assert not holds_identity_code("+358 50 000 1101, 24.12.2025, 010190-90")
    assert not holds_identity_code("9" + "010190-900" + check_character("010190", "900"))
    assert not holds_identity_code("c0ffee" + code.lower() + "beef")


def test_a_card_number_is_found_by_its_luhn_sum():
    assert holds_card_number("kortti 4111 1111 1111 1111")
    assert not holds_card_number("kortti 4111 1111 1111 1112")
    assert not holds_card_number("400000001")


@pytest.mark.parametrize("text", ["2349368-8", "23493688", "FI23493688", " fi2349368-8 "])
def test_r2_1a_a_business_id_is_read_in_each_spelling(text: str):
    assert business_id(text) == "2349368-8"


@pytest.mark.parametrize("text", ["2349368-7", "234936-8", "2349368-", "", "9900005-1", "2349368-88"])
def test_r2_1a_a_wrong_business_id_is_refused_without_repeating_it(text: str):
    with pytest.raises(BusinessIdError) as refused:
        business_id(text)

    assert str(refused.value) == "bad_business_id"


def test_r2_1a_a_rest_of_nothing_gives_the_check_digit_0():
    assert business_id("9900005-0") == "9900005-0"


@given(st.integers(0, 9_999_999))
def test_r2_1a_of_ten_check_digits_one_is_right_or_none(number: int):
    right = 0
    for digit in range(10):
        try:
            business_id(f"{number:07d}-{digit}")
        except BusinessIdError:
            continue
        right += 1

    rest = sum(w * int(d) for w, d in zip((7, 9, 10, 5, 8, 4, 2), f"{number:07d}", strict=True)) % 11
    assert right == (0 if rest == 1 else 1)


@given(
    codes(), st.sampled_from(["{} {}{}{}", "{}{}{}{}", "{} {} {}{}"]), st.sampled_from([str.upper, str.lower])
)
def test_l13_the_short_look_at_plain_text_overlooks_no_way_to_write_a_code(code: str, form: str, case):
    """What the quick test passes over, the whole test would have passed over too."""
    spaced = form.format(code[:6], code[6], code[7:10], code[10:])
    written = spaced if code[6] in "+-" else code

    assert holds_identity_code(case(written))
    assert holds_identity_code(f"ä {case(written)}")  # by the long way
