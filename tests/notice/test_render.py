"""The public page: the answers first, stable ids, everything escaped, and the word sample on it."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest

from seloste.notice import read, render_page
from seloste.notice.policy import Keep, Processor, Rule, Source
from tests.notice.builders import edited, policy_of

_VOID = {"br"}


class _Outline(HTMLParser):
    """Tags, ids and attributes of a fragment; a tag left open or closed twice fails."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _page(language: str, *edits: tuple[str, str]) -> tuple[str, _Outline]:
    notice, _ = read(edited(*edits).encode())
    assert notice is not None
    html = render_page(notice, language)
    return html, _Outline(html)


@pytest.mark.parametrize(("language", "line"), [
    ("fi", "Tämä on malliseloste. Avoin.Systems Oy ei ole antanut sitä"),
    ("sv", "Det här är en exempelbeskrivning. Avoin.Systems Oy har inte gett den"),
    ("en", "This is a sample notice. Avoin.Systems Oy has not given it"),
])  # fmt: skip
def test_a_sample_notice_says_so_in_each_language(language: str, line: str):
    html, _ = _page(language)
    real, _ = _page(language, ("sample       = true\n", ""))

    assert line in html
    assert line not in real


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_has_twelve_sections_and_each_id_once(language: str):
    _, outline = _page(language)

    assert {f"k{n}" for n in range(1, 13)} <= set(outline.ids)
    assert {"k4.1", "k4.4", "k5.1", "k6.1", "k8.1", "k9.1", "k11.5"} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)


def test_no_style_attribute_no_script_and_no_external_address():
    _, outline = _page("fi")

    assert "script" not in outline.tags
    assert not {a for a in outline.attributes if a == "style" or a.startswith("on")}
    assert all(link.startswith(("#", "mailto:")) for link in outline.links)


def test_whatever_a_notice_says_is_escaped():
    evil = '<script>alert(1)</script>&\\"'
    html, outline = _page(
        "fi",
        ('fi = "Rekrytointi"', f'fi = "{evil}"'),
        ('text.fi = "Keräämme vain', f'text.fi = "{evil} Keräämme vain'),
        ('product = "Odoo"', f'product = "{evil}"'),
        ('at       = "4.8"', "at       = '4.8\"><script>'"),
    )

    assert "script" not in outline.tags
    assert "<script>" not in html
    assert any("<script>alert(1)</script>" in said for said in outline.said)


def test_r1_2a_the_first_answers_are_made_of_terms():
    html, _ = _page("fi", ('fi = "Rekrytointi"', 'fi = "Väen haku"'))
    brief = re.search(r'<section class="brief".*?</section>', html)

    assert brief is not None
    assert "väen haku" in brief.group()


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("fi", "3\u00a0kuukautta (IP-osoite)", "6\u00a0vuotta (laskut)"),
        ("sv", "3\u00a0månader (IP-adress)", "6\u00a0år (fakturor)"),
        ("en", "3\u00a0months (IP address)", "6\u00a0years (invoices)"),
    ],
)
def test_r1_2a_how_long_is_told_by_the_shortest_and_the_longest_time_and_what_is_kept_so(
    language: str, short: str, long: str
):
    """R1.2a, GDPR 13(2)(a): a reader gets to know what a row of bare numbers would not say."""
    html, _ = _page(language)
    changed, _ = _page(language, ("3 months after obtained for ip", "5 months after obtained for ip"))

    assert short in html
    assert long in html
    assert short not in changed
    assert short.replace("3", "5") in changed


def test_r3_1a_the_registers_name_stands_verbatim():
    html, _ = _page("fi")

    assert html.count("Avoin.Systems Oy:n asiakas- ja markkinointirekisteri") == 2


def test_every_deciding_sentence_stands_on_the_page():
    notice, _ = read(edited().encode())
    assert notice is not None
    policy = policy_of()
    html = render_page(notice, "en")

    terms: list[Rule | Keep | Source | Processor] = [*policy.rules, *policy.keeps]
    terms += [*policy.sources, *policy.processors]
    sentences = [t.clause.sentence["en"] for t in terms]
    assert all(escape(s) in html for s in sentences)


def test_a_language_that_the_notice_does_not_declare_is_refused():
    notice, _ = read(edited().encode())
    assert notice is not None

    with pytest.raises(ValueError, match="no language 'de'"):
        render_page(notice, "de")
