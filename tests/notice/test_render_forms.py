"""A notice as HTML, Markdown, text and PDF: the same twelve sections, values and marks in each language (R1.2, R3.1)."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from seloste.notice import read, write_html, write_markdown, write_text, write_typst
from seloste.notice.model import Notice
from seloste.notice.page import document
from seloste.notice.page_words import SECTIONS, WORDS
from seloste.notice.render import render
from seloste.notice.tree import Section, Table, text_of, texts
from seloste.notice.unsaid import unsaid
from tests.notice.builders import REVISED, edited

LANGUAGES = ("fi", "sv", "en")
FORMS = ("html", "md", "txt", "pdf")
"""In which the notice is read as prose; JSON-LD and the record of processing have tests of their own."""
PUBLISHED = REVISED.with_name("published.toml")


def _notice(*edits: tuple[str, str]) -> Notice:
    notice, _ = read(edited(*edits).encode())
    assert notice is not None
    return notice


def _squeezed(text: str) -> str:
    """Without blanks, hyphens and brackets: a PDF breaks lines and words, Markdown puts a mark into brackets."""
    return re.sub(r"[\s\u00a0\u00ad\-()]", "", text)


def _text(made: bytes, form: str) -> str:
    """What a reader sees of it."""
    if form == "pdf":
        return _squeezed("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))
    if form == "txt":
        return _squeezed(made.decode())
    html = MarkdownIt("commonmark").enable("table").render(made.decode()) if form == "md" else made.decode()
    return _squeezed(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_the_twelve_sections_and_the_values_of_the_terms(form: str, language: str):
    notice = _notice()

    said = _text(render(notice, language, form), form)

    for title in SECTIONS[language]:
        assert _squeezed(title) in said
    wanted = ["Avoin.Systems Oy", "2349368-8", "tietosuoja@avoin-systems.example", WORDS[language]["mark"]]
    wanted += [document(notice, language).register, document(notice, language).dates]
    for value in wanted[:3] + wanted[4:]:
        assert _squeezed(value) in said


@pytest.mark.parametrize(("language", "length"), [("fi", "35 päivää"), ("sv", "35 dagar"), ("en", "35 days")])
@pytest.mark.parametrize("form", FORMS)
def test_a_term_inside_a_text_stands_as_its_value(form: str, language: str, length: str):
    """``{{ keep.backups }}`` in the prose is what the term says, in every form."""
    said = _text(render(_notice(), language, form), form)
    changed = _text(render(_notice(('backups  = "35 days"', 'backups  = "41 days"')), language, form), form)

    assert _squeezed(length) in said
    assert _squeezed(length.replace("35", "41")) in changed
    assert "{{" not in said


def _body(made: bytes) -> str:
    """The text of a PDF without the lines above and below each page."""
    pages = [page.extract_text().split("\n") for page in PdfReader(io.BytesIO(made)).pages]
    return _squeezed("".join("".join(lines[1 if number else 0 : -1]) for number, lines in enumerate(pages)))


@pytest.mark.parametrize(
    ("file", "language"), [(REVISED, "fi"), (REVISED, "sv"), (REVISED, "en"), (PUBLISHED, "fi")]
)
def test_every_form_says_every_word_of_the_document(file: Path, language: str):
    notice, _ = read(file)
    assert notice is not None
    made = document(notice, language)
    html, markdown, mail = (_text(render(notice, language, form), form) for form in ("html", "md", "txt"))
    paper = _body(render(notice, language, "pdf"))

    said = list(texts((made.brief, *(block for section in made.sections for block in section.blocks))))

    assert len(said) > 100
    for text in said:
        for word in map(_squeezed, text.split(": ")):
            assert word in html
            assert word in markdown
            assert word in mail
            assert word in paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_samples_pdf_says_that_it_is_one(language: str):
    """Whoever holds one sheet of a sample sees that it binds nobody."""
    mark = WORDS[language]["mark"]

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render(_notice(), language, "pdf"))).pages]
    real = PdfReader(io.BytesIO(render(_notice(("sample       = true\n", "")), language, "pdf"))).pages

    assert len(pages) > 3
    sentence = _squeezed(WORDS[language]["sample"].format(controller="Avoin.Systems Oy"))
    assert sentence in _squeezed(pages[0])
    assert all(
        page.startswith(f"{WORDS[language]['notice']} – Avoin.Systems Oy – {mark}") for page in pages[1:]
    )
    assert all(f"{number}/{len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert not any(page.extract_text().partition("\n")[0].endswith(f" – {mark}") for page in real)


def test_the_pdf_is_a4_in_our_own_faces_and_knows_its_language_and_title():
    reader = PdfReader(io.BytesIO(render(_notice(), "sv", "pdf")))
    page = reader.pages[0]
    fonts = {str(font.get_object()["/BaseFont"]).partition("+")[2] for one in reader.pages
             for font in one["/Resources"]["/Font"].values()}  # type: ignore[index]  # fmt: skip

    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    assert {font.partition("-")[0] for font in fonts} == {"SelosteSerif", "SelosteSans"}
    assert reader.metadata is not None
    assert reader.metadata.title == "Dataskyddsbeskrivning – Avoin.Systems Oy"
    assert str(reader.root_object["/Lang"]) == "sv"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_notice_gives_the_same_bytes(form: str):
    first, second = (render(_notice(), "fi", form) for _ in range(2))
    other = render(_notice(('fi = "Rekrytointi"', 'fi = "Väen haku"')), "fi", form)

    assert first == second
    assert first != other


@pytest.mark.parametrize("width", [2, 3, 4, 6])
def test_a_table_of_any_width_is_whole_in_every_form(width: int):
    """A table of cookies has other heads than one of purposes."""
    heads = tuple(f"Head{n}" for n in range(width))
    cells = tuple(f"cell{n}" for n in range(width))
    made = replace(document(_notice(), "en"), sections=(Section(4, "T", (Table("t", heads, (cells,)),)),))

    pages = PdfReader(io.BytesIO(write_typst.pdf(made))).pages
    for text in (
        "".join(page.extract_text() for page in pages), write_html.write(made), write_text.write(made), write_markdown.write(made),
    ):  # fmt: skip
        assert all(word in text for word in (*heads, *cells))


def test_a_form_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no form 'doc'"):
        render(_notice(), "fi", "doc")


@pytest.mark.parametrize("language", LANGUAGES)
def test_r1_2a_what_how_why_and_to_whom_come_first(language: str):
    """R1.2a: the four answers stand before everything else, from terms."""
    brief = document(_notice(), language).brief.rows

    assert [fact.term for fact in brief[:4]] == [
        WORDS[language][key] for key in ("what", "how", "why", "whom")
    ]
    assert all(text_of(fact.line) for fact in brief)


def test_a_notice_that_says_everything_leaves_nothing_unsaid():
    assert unsaid(_notice(), "fi") == {}


@pytest.mark.parametrize(
    ("cut", "section", "sentence"),
    [
        (('officer        = "none"\n', ""), 2, "whether a data protection officer has been appointed"),
        (('stance   = "only as listed"\n', ""), 8, "whether data is transferred outside the EU and EEA"),
        (('keep     = "36 months after ground.ended for claims"\n', ""), 9,
         "how long these data are kept: consents and prohibitions"),
        (('profiling    = "none"\n', ""), 4, "whether automated decisions are made or people profiled"),
        (('told     = { what = "material", by = ["mail", "own page"], before = "14 days" }\n', ""), 12,
         "how changes are told"),
    ],
)  # fmt: skip
def test_what_is_not_said_is_told_in_its_section(cut: tuple[str, str], section: int, sentence: str):
    """GDPR 13 and 14: silence is neither filled in nor passed over."""
    notice = _notice(cut)

    assert unsaid(notice, "en") == {section: (sentence,)}
    html = render(notice, "en", "html").decode()
    assert sentence in html.partition(f'id="k{section}"')[2].partition("</section>")[0]
    assert _squeezed(sentence) in _text(render(notice, "en", "pdf"), "pdf")
    assert sentence in render(notice, "en", "md").decode()


def test_a_key_that_was_misspelt_is_no_silence():
    assert 9 not in unsaid(_notice(("24 months after relation.ended", "24 moons after relation.ended")), "fi")


def test_words_of_the_notice_a_hedge_and_a_proposal_are_marked_as_such():
    notice = _notice(
        ('at       = "10.1"\n', 'at       = "10.1"\nquote.en = "by all means"\nhedge = "as a rule"\n'),
    )

    html, markdown = render(notice, "en", "html").decode(), render(notice, "en", "md").decode()

    assert '<span class="quoted">“by all means”</span>' in html
    assert '<span class="quoted">“as a rule”</span>' in html
    assert "(in the notice's words “by all means”) (hedged “as a rule”) (proposed)" in markdown
    assert '<span class="tag">proposed</span>' in html.partition('id="k10.1"')[2].partition("</p>")[0]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_internal_stands_in_no_form(form: str):
    """Agreements, records of balancing and proofs are of the controller alone."""
    secret = "kanarialintu4711"
    notice = _notice(
        ("internal:agreement/google", f"internal:{secret}"), ("internal:balance/newsletter", f"internal:{secret}"),
        ('ways     = ["own page", "mail", "post", "desk"]\nidentity = "what we already hold"',
         f'ways     = ["own page", "mail", "post", "desk"]\nidentity = "internal:{secret}"'),
        ('at       = "10.1"\n', f'at       = "10.1"\nproof    = "{secret}"\n'),
        ("# ---", f"# {secret}\n# ---"),
    )  # fmt: skip

    shown = _notice(('identity = "what we already hold"', f'identity = "{secret}"'))

    assert secret not in _text(render(notice, "fi", form), form)
    assert secret in _text(render(shown, "fi", form), form)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Edustajaa EU:ssa ei tarvita: yritys toimii Suomessa."),
        ("sv", "Någon företrädare i EU behövs inte: företaget är etablerat i Finland."),
        ("en", "No representative in the EU is needed: the company is established in Finland."),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_why_a_question_does_not_arise_is_shown_in_each_language(form: str, language: str, said: str):
    assert _squeezed(said) in _text(render(_notice(), language, form), form)


@pytest.mark.parametrize(("reason", "shown"), [("pieni yritys", True), ("internal: laskettu 2026", False)])
def test_a_reason_that_is_internal_is_in_no_public_form(reason: str, shown: bool):
    notice = _notice(
        ('officer        = "none"', f'officer        = {{ not_applicable = "{reason}" }}'),
    )
    said = _text(render(notice, "fi", "html"), "html")

    assert (_squeezed(f"Tietosuojavastaavaa ei tarvita: {reason}.") in said) == shown
    assert (_squeezed("laskettu 2026") in said) is False
