"""docs/rules.md is made from the tests, and a rule that nobody knows is seen."""

from __future__ import annotations

import tomllib

from tests.docs.pages import ROOT
from tools.rule_index import Rules, index_of, named, page, proofs, written

TOUCHED = ("R1.1", "R2.1a", "R3.1", "R4.1a", "R4.2", "R5.0", "R5.1", "R5.2", "R5.3", "R5.4", "R5.5", "R5.7", "R8.1a", "R9.1", "R9.2",
           "R9.3", "R9.4", "R12.1")  # fmt: skip
"""Rules that the house touches: each is named by a test."""


def rules() -> Rules:
    return Rules(tomllib.loads((ROOT / "tools" / "rules.toml").read_text(encoding="utf-8")))


def test_rules_are_read_from_names_and_docstrings():
    assert named("test_r5_0a_and_l13_a_code_is_refused") == {"R5.0a", "L13"}
    assert named("test_m2_to_m10_a_basis") == {"M2", "M10"}
    assert named("test_the_first_row_of_r5_people") == set()
    assert written("R9.1b, R9.4b: what is past (GDPR 17(1)) goes; L5d and N33 too") == {
        "R9.1b",
        "R9.4b",
        "L5d",
        "N33",
    }
    assert written(None) == set()


def test_what_a_module_says_is_proven_by_the_module_and_what_a_test_says_by_the_test():
    text = '"""R1.1a: all."""\ndef test_one():\n    """R1.1b."""\ndef helper():\n    """R9.9z."""\n'

    assert set(index_of(text, "tests/test_x.py")) == {
        ("R1.1a", "tests/test_x.py"),
        ("R1.1b", "tests/test_x.py::test_one"),
    }


def test_every_rule_that_a_test_names_is_known_and_a_wrong_one_is_not():
    known = rules()

    assert [name for name in proofs(ROOT / "tests") if not known.knows(name)] == []
    for wrong in ("R13.1a", "R5.0z", "N71", "M18", "L99", "S15"):
        assert not known.knows(wrong)


def test_the_rules_that_the_house_touches_are_each_named_by_a_test():
    found = proofs(ROOT / "tests")

    assert [rule for rule in TOUCHED if not any(name.startswith(rule) for name in found)] == []


def test_a_rule_without_a_test_is_listed_as_such():
    told = page(rules(), {"R1.1a": ["tests/test_x.py::test_one"]})

    assert "| R1.1a | Nobody stands" in told
    assert "`tests/test_x.py::test_one`" in told
    assert "R1.1a" not in told.split("No test names these yet")[1]
    assert "R1.1b" in told.split("No test names these yet")[1]
