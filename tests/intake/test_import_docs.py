"""docs/importing.md names every code that an import can give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seloste.terms.addresses import AddressError

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
INTAKE = ROOT / "seloste" / "intake"


def _codes(module: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (INTAKE / module).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("module", "pattern", "one"),
    [
        ("bytes.py", r'Unreadable\("([a-z0-9_]+)"', "bad_zip"),
        ("reading.py", r'Unreadable\("([a-z0-9_]+)"', "no_header"),
        ("reading.py", r'return "([a-z]+_[a-z_]+)!?"', "unclosed_quote"),
        ("reading.py", r'"(bad_[a-z]+)!?"', "bad_json"),
        ("mailchimp.py", r'"(duplicate_[a-z_]+|too_many_[a-z]+|no_export_file)"', "duplicate_in_file"),
        ("cells.py", r'"(card_number|national_identity_code)"', "card_number"),
        ("permission.py", r'return "([a-z_]+)"\n', "prohibited"),
        ("permission.py", r'None, "([a-z_]+)"\n', "lapsed"),
    ],
)
def test_every_code_stands_in_the_documentation(module: str, pattern: str, one: str) -> None:
    codes = _codes(module, pattern)

    assert one in codes
    assert {code for code in codes if f"`{code}`" not in DOCS} == set()


def test_the_address_s_own_code_is_the_one_documented() -> None:
    assert f"`{AddressError('bad_email').code}`" in DOCS
