"""R5.4a: a code of TOL 2008 is told with the name of its section."""

from __future__ import annotations

import pytest

from seloste.terms.industries import section_of


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("62010", "informaatio ja viestintä"), ("J", "informaatio ja viestintä"), ("01", "maatalous, metsätalous ja kalatalous"),
        ("4321", "rakentaminen"), ("99", "kansainvälisten organisaatioiden toiminta"),
        ("34", ""), ("00", ""), ("4", ""), ("X", ""), ("", ""),
    ],
)  # fmt: skip
def test_r5_4a_a_code_belongs_to_its_section(code: str, said: str):
    assert section_of(code, "fi") == said


def test_r5_4a_no_division_belongs_to_two_sections_and_each_has_three_names():
    named = {f"{n:02}": section_of(f"{n:02}", "en") for n in range(100)}

    missing = {code for code, said in named.items() if not said}
    assert missing == {"00", "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"}
    for code in named.keys() - missing:
        assert len({section_of(code, language) for language in ("fi", "sv", "en")}) == 3
