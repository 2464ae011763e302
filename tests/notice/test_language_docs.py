"""The page for the privacy contact names every key of the grammar, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seloste.notice import examine, model
from seloste.notice.catalogue import Severity
from seloste.notice.findings import render_finding
from seloste.notice.grammar import CHANNELS, EVENTS, NOTICE, SECTIONS, STANCES, USE, Shape
from seloste.notice.places import MECHANISMS
from tests.notice.builders import TODAY, edited, only_finding
from tools import language_reference

DOCS = (Path(__file__).parents[2] / "docs" / "notice-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)


def _keys(shape: Shape) -> set[str]:
    return set(shape) | {name for key in shape.values() for name in (_keys(key.inside) if key.inside else ())}


def test_every_key_and_word_of_the_language_is_documented():
    keys = _keys(NOTICE) | _keys(USE) | {key for shape in SECTIONS.values() for key in shape}
    held = {name for name, m in MECHANISMS.items() if m.until is None}

    for word in (*keys, *CHANNELS, *EVENTS, *STANCES, *held):
        assert re.search(rf"(?<![a-z_]){re.escape(word)}(?![a-z_])", DOCS), word


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_has_no_wrong_key_and_no_wrong_phrase(example: str):
    head = "" if "languages" in example else 'languages = ["fi", "sv", "en"]\n'

    _, findings = examine((head + example).encode(), on=TODAY)

    # An example is a part: what it leaves out and names elsewhere is not its fault.
    wrong = [
        f for f in findings if f.code[:5] in ("SEL10", "SEL11", "SEL12", "SEL13", "SEL16", "SEL17", "SEL18")
    ]
    assert [render_finding(f) for f in wrong if f.severity is Severity.ERROR] == []


def test_the_error_that_the_page_shows_is_the_error_that_is_given():
    text = edited(
        (
            '"existing_customer for customer", "task for customer_rep and partner_rep"]',
            '"interest for customer"]',
        )
    )
    shown = render_finding(only_finding(text, "SEL1301"))

    # Which line it is, is the shipped notice's affair; everything else must be as shown.
    assert _without_line(f"```text\n{shown}\n```") in _without_line(DOCS)


def _without_line(text: str) -> str:
    return re.sub(r"toml:\d+:|^\d+ \|", "", text, flags=re.MULTILINE)


def test_the_reference_is_made_from_the_model_and_is_current(capsys: pytest.CaptureFixture[str]):
    assert language_reference.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_key_without_a_word_of_explanation_fails_the_reference(monkeypatch: pytest.MonkeyPatch):
    """The twin: the check can fail."""
    monkeypatch.setattr(model.Breach, "__doc__", "What is promised.")

    assert "Breach.people" in language_reference.unexplained()
    assert language_reference.main(["--check"]) == 1
