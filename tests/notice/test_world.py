"""Everything that real notices say can be written down, and is told on the page in three languages (issue 8).

``world.toml`` is an invented notice in which each key of the language's wider tables stands once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.notice import examine
from seloste.notice.checks_controller import inside, terms_of
from seloste.notice.constructs import CONSTRUCTS, SHAPES
from seloste.notice.details import Details
from seloste.notice.grammar import NOTICE, SECTIONS, Kind
from seloste.notice.grammar_kinds import EVERY_TERM
from seloste.notice.model import Notice, Stated, Term, Texts
from seloste.notice.page import document
from seloste.notice.page_labels import label as old_label
from seloste.notice.page_terms import BESIDE, Telling
from seloste.notice.page_world_labels import LABELS, TITLES
from seloste.notice.page_world_values import VALUES
from seloste.notice.render import render
from seloste.notice.splicing import Edit, set_value, splice
from seloste.notice.tree import shown, texts
from tests.notice.builders import TODAY, findings_of, leaves

WORLD = Path(__file__).with_name("world.toml").read_text(encoding="utf-8")
LANGUAGES = ("fi", "sv", "en")
WIDER = [one for one in CONSTRUCTS if one.section]


def _notice(text: str = WORLD) -> Notice:
    notice, _ = examine(text.encode(), on=TODAY)
    assert notice is not None
    return notice


def _page(language: str, text: str = WORLD) -> str:
    made = document(_notice(text), language)
    return shown("\n".join(line for section in made.sections for line in texts(section.blocks)))


def test_a_notice_that_says_everything_is_read_without_an_error_of_the_language():
    wrong = [one for one in findings_of(WORLD) if one.code.startswith(("SEL1", "SEL22", "SEL25"))]

    assert [(one.code, one.line, one.message) for one in wrong] == []


def _said(term: Term, key: str) -> bool:
    held = {"name": "names", "contact": "contacts"}.get(key, key)
    value = getattr(term, held, None) if key != "name" or hasattr(term, "names") else term
    return value is not None and value != ()


def test_the_notice_of_this_test_says_each_key_of_the_wider_tables():
    """The twin of all that follows: what is not said there is not tried."""
    notice = _notice()
    kinds: dict[type[Term], list[Term]] = {}
    for term in (*terms_of(notice), *([notice.version] if notice.version else [])):
        kinds.setdefault(type(term), []).append(term)

    closed = {"agreement", "bundled_with"}  # never published; refused
    wider = {**{one.model: tuple(one.shape) for one in WIDER}}
    wider |= {one.model: BESIDE[one.key] for one in CONSTRUCTS if one.key in BESIDE}
    missing = [
        (model.__name__, key)
        for model, keys in wider.items()
        for key in keys
        if key not in {*EVERY_TERM, *closed} and not any(_said(term, key) for term in kinds.get(model, []))
    ]

    assert missing == [("Authority", "title")] or missing == []


def _texts(notice: Notice, language: str) -> Iterator[tuple[str, str]]:
    """Every text of the notice in a language, with its path."""
    for term in terms_of(notice):
        for _, value in term.given():
            told = value.texts if isinstance(value, Stated) else value
            if isinstance(told, Texts) and (said := told.get(language)):
                yield term.path, said


@pytest.mark.parametrize("level", ["read", "drive"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_each_text_in_each_language(language: str, level: str):
    text = WORLD.replace('level        = "read"', f'level        = "{level}"')
    page = _page(language, text).lower()

    told = list(_texts(_notice(text), language))
    assert len(told) > 80
    untold = {"group.member", "controller", "basis"}  # the plural stands for the singular there
    assert [(path, said) for path, said in told if said.lower() not in page and path not in untold] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fact_of_a_wider_table_reaches_the_page_and_none_as_a_word_of_the_language(language: str):
    notice = _notice()
    telling = Telling(Details(notice, language))
    page = _page(language)

    for one in WIDER:
        held = getattr(notice, one.attribute)
        for term in held.values() if isinstance(held, dict) else [held]:
            facts = telling.facts(one.key, term)
            assert facts, one.key
            for fact in facts:
                assert shown("".join(run.text for run in fact.line)) in page, (one.key, fact.term)
    for word in ("local storage", "the person and guardian", "aptitude test") if language != "en" else ():
        assert word not in page


def test_every_key_and_every_closed_word_of_the_wider_tables_reads_in_three_languages():
    for one in WIDER:
        assert one.key in TITLES
        for key, known in one.shape.items():
            if key in {*EVERY_TERM, "title", "agreement"}:
                continue
            assert f"{one.key}.{key}" in LABELS or key in LABELS or old_label(key, "fi"), key
            for word in known.words if key not in ("withdraw",) else ():
                by_word = VALUES.get(f"{one.key}.{key}") or VALUES.get(key) or VALUES["promptly"]
                assert len(set(by_word[word])) >= 1, (one.key, key, word)
                assert len(by_word[word]) == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["html", "md"])
def test_every_form_of_the_notice_is_made(language: str, form: str):
    made = render(_notice(), language, form).decode()

    assert "internal:" not in made
    assert "2026-02-01" not in made


def _strings(notice: Notice) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Table, key, closed words and what its names name, for each such key of the wider tables."""
    for one in WIDER:
        for key, known in one.shape.items():
            if known.kind in (Kind.STRING, Kind.STRINGS, Kind.NAME, Kind.NAMES) and (known.words or known.of):
                yield one.key, key, known.words, known.of


KEYS = list(_strings(_notice()))


@pytest.mark.parametrize(("table", "key", "words", "of"), KEYS, ids=[f"{one[0]}.{one[1]}" for one in KEYS])
def test_a_word_or_name_that_means_nothing_is_found_at_its_place_with_a_mend(
    table: str, key: str, words: tuple[str, ...], of: str
):
    path = f"{table}.{key}" if NOTICE[table].kind is Kind.TABLE else f"{table}.new.{key}"
    data = splice(WORLD.encode(), [set_value(_notice(), path, '"unheardof"')])

    found = [one for one in findings_of(data) if one.text == '"unheardof"']

    assert {one.code for one in found} & {
        "SEL1103",
        "SEL1402",
        "SEL1403",
        "SEL1401",
        "SEL1405",
        "SEL1406",
        "SEL1408",
    }
    assert all(one.mend and one.path.endswith(key) for one in found if one.code.startswith("SEL1"))


def test_a_section_may_say_that_there_is_none_and_the_page_says_it():
    text = re.sub(
        r"\[recording\.yard\].*?(?=\n\[third)", '[recording]\nstate = "none"\n', WORLD, flags=re.DOTALL
    )

    assert "Tallenteet ja kamerat: ei ole." in _page("fi", text)
    assert "Inspelningar och kameror: finns inte." in _page("sv", text)
    assert all("state" in SECTIONS[one.key] for one in WIDER if one.kind is Kind.TABLES)


def test_cookies_stand_in_a_section_and_table_of_their_own():
    made = document(_notice(), "fi")
    (section,) = [one for one in made.sections if one.number == 13]

    assert section.title == "Evästeet ja muu laitteelle tallennettava"
    said = " | ".join(texts(section.blocks))
    assert "Kielivalinta | selaimen paikallinen muisti | lang | oma" in said
    assert "ikkuna ensimmäisellä käynnillä" in said
    bare = re.sub(r"\[device\].*", "", WORLD, flags=re.DOTALL)
    assert all(one.number <= 12 for one in document(_notice(bare), "fi").sections)


def test_what_holds_in_one_country_says_so():
    assert "Ruotsin viranomainen. (vain tässä maassa: Ruotsi)" in _page("fi")
    assert "in this country only: Sweden" in _page("en")


def test_a_kind_of_term_has_the_keys_that_its_table_has():
    """The model can't outlive the grammar, nor the grammar the model."""
    for model, shape in SHAPES.items():
        names = set(model._names) - {"path", "name", "broken", "purpose", "channel", "written"}
        known = {
            {"names": "name", "legal_name": "name", "contacts": "contact"}.get(one, one) for one in names
        }
        extra = {key for key in shape if key not in known} - {"purpose"}
        assert extra == set(), model.__name__
        assert known - set(shape) - {*EVERY_TERM, "title"} <= {"purpose"}, model.__name__


def test_terms_inside_terms_are_reached():
    notice = _notice()
    contact = notice.categories["contact"]

    assert {type(one).__name__ for one in inside(contact)} == {"FieldTitle", "Unless"}


def test_the_notice_goes_round_every_third_value_said_again_as_it_stands_leaves_each_byte_in_place():
    notice, data = _notice(), WORLD.encode()

    for path in leaves(WORLD)[::3]:
        edit = set_value(notice, path, "0")
        written = data[edit.start : edit.end].decode()

        assert splice(data, [set_value(notice, path, written)]) == data
        again, _ = examine(splice(splice(data, [edit]), [_back(edit, written)]), on=TODAY)
        assert again == notice


def _back(edit: Edit, written: str) -> Edit:
    return Edit(edit.start, edit.start + len(edit.text.encode()), written)
