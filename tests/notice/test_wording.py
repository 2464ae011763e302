"""Rules of wording: each entry of the lists has a sentence that fires and two that don't, whatever its form."""

from __future__ import annotations

from typing import Any

import pytest

from seloste.notice.catalogue import CATALOGUE
from seloste.notice.lint_tokens import bare
from seloste.notice.lint_wording import SCOPES
from tests.notice.builders import findings_of
from tools.words import LANGUAGES, lists, made

ENTRIES: list[tuple[str, dict[str, Any]]] = [
    (language, entry) for language in LANGUAGES for entry in lists(language)["entry"]
]
IDS = [f"{language}-{entry['code']}-{entry['lemma']}" for language, entry in ENTRIES]
TABLES = {
    "right": "[right.erase]\ntext.{0} = {1}",
    "source": "[source.other]\ntext.{0} = {1}",
    "purpose": "[purpose.other]\ntext.{0} = {1}",
    "category": "[category.other]\ntext.{0} = {1}",
    "disclosure": "[disclosure.other]\ntext.{0} = {1}",
    "keep": "[keep.other]\ntext.{0} = {1}",
    "measure": "[measure.other]\nwhat.{0} = {1}",
    "transfer": "[[transfer]]\ntext.{0} = {1}",
    "group": "[group.other]\ntitle.{0} = {1}",
    "general": "[general]\ntext.{0} = {1}",
}


def _codes(language: str, code: str, sentence: str) -> set[str]:
    """What is found in a notice that says this one sentence where the code looks."""
    section = SCOPES.get(code, ("general",))[0]
    table = TABLES[section].format(language, f'"{sentence}"')
    return {f.code for f in findings_of(f'level = "read"\nlanguages = ["{language}"]\n{table}\n')}


@pytest.mark.parametrize(("language", "entry"), ENTRIES, ids=IDS)
def test_each_entry_fires_on_its_sentence_and_is_silent_on_two_others(language: str, entry: dict[str, Any]):
    code = entry["code"]

    assert code in _codes(language, code, entry["fires"])
    assert len(entry["silent"]) >= 2
    for sentence in entry["silent"]:
        assert code not in _codes(language, code, sentence), sentence


@pytest.mark.parametrize(("language", "entry"), ENTRIES, ids=IDS)
def test_another_form_of_the_same_words_finds_the_same(language: str, entry: dict[str, Any]):
    sentence = bare(entry["fires"])
    form = max((bare(f) for f in entry["forms"] if bare(f) in sentence), key=len)

    found = {
        other: _codes(language, entry["code"], sentence.replace(form, other)) for other in entry["forms"]
    }

    assert len({frozenset(codes) for codes in found.values()}) == 1, found


def test_the_lists_know_only_codes_of_the_catalogue_and_say_each_form_once():
    for language in LANGUAGES:
        forms = [bare(form) for entry in lists(language)["entry"] for form in entry["forms"]]
        assert [form for form in forms if forms.count(form) > 1] == []
        assert {entry["code"] for entry in lists(language)["entry"]} <= set(CATALOGUE)


def test_each_language_knows_words_of_the_same_codes_and_kinds():
    by_language = [lists(language) for language in LANGUAGES]

    assert len({frozenset(entry["code"] for entry in told["entry"]) for told in by_language}) == 1
    assert len({frozenset(told["stems"]) for told in by_language}) == 1


def test_the_compiled_lists_are_those_of_the_files():
    from seloste.notice import wording_lists

    assert wording_lists.__file__ is not None
    with open(wording_lists.__file__, encoding="utf-8") as file:
        assert file.read() == made()


def test_a_word_in_another_section_is_no_finding():
    """An example in the text of a right leaves no list open; a promise beside a period does no harm."""
    said = '"Poistamme tiedon esimerkiksi, kun se on väärä."'
    assert "SEL2137" not in _codes("fi", "SEL2157", said.strip('"'))
    period = 'level = "read"\nlanguages = ["fi"]\n[keep.a]\ntext.fi = "Tarpeellisen ajan."\n'

    assert "SEL2102" in {f.code for f in findings_of(period)}
    assert "SEL2102" not in {f.code for f in findings_of(period + 'period = "2 years after obtained"\n')}


def test_what_a_term_says_is_no_wording_of_the_text():
    twice = 'level = "read"\nlanguages = ["en"]\n[general]\ntext.en = "We, {}, are we."\n'

    assert "SEL2164" in {f.code for f in findings_of(twice.format("the the"))}
    assert "SEL2164" not in {f.code for f in findings_of(twice.format("as {{ controller.name }} as"))}


@pytest.mark.parametrize(("sentence", "slip"), [
    ("Henkilötietoja  kerätään.", "Henkilötietoja  kerätään"), ("Tiedot ja ja osoite.", "ja ja"),
])  # fmt: skip
def test_n64_a_slip_is_shown_at_its_place(sentence: str, slip: str):
    text = f'level = "read"\nlanguages = ["fi"]\n[general]\ntext.fi = "{sentence}"\n'

    (found,) = [f for f in findings_of(text) if f.code == "SEL2164"]

    assert found.text == slip
