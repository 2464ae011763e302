"""Whatever a notice says stays text: no sign of it acts as HTML, Markdown, Typst, JSON-LD or the frame of a mail."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seloste.notice import activities, read, write_html, write_jsonld, write_markdown, write_text, write_typst
from seloste.notice.page import document
from seloste.notice.tree import Fact, Facts, Items, Kind, Paragraph, Run, Section, Table, shown

SIGNS = "#*_$@<>\\[]`~/-=+|!&^{}().:;'\"%0123456789. \n\t“”–\u00a0äŠ\u202e\x00"
TEXTS = st.one_of(st.text(max_size=60), st.text(SIGNS, max_size=60), st.sampled_from([
    "1. first", "- item", "# head", "=== --- ***", "[a](b)", "![a](b)", "<script>alert(1)</script>", "a -- b --- c...",
    "#import \"x.typ\"", "#read(\"/etc/passwd\")", "$ x $", "@ref <label>", "~~a~~", "`code`", "\\", "\\\\*a*", "&amp;",
    "| a | b |", "http://example.com/a_b_c", "// comment", "/* a */", "= head", "+ item", "/ term: x", "2) x", "> q",
    "    four", "***", "___", "a\\", "\"); read(\"x", "]", "*", "{{ controller.name }}", ":", "\\u{41}",
]))  # fmt: skip
KINDS = st.sampled_from([Kind.PLAIN, Kind.STRONG, Kind.QUOTE, Kind.NUMBER])


class _Said(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(deadline=None)
@given(text=TEXTS, kind=KINDS)
def test_html_gives_the_text_back(text: str, kind: Kind):
    said = _Said(write_html.line((Run(shown(text), kind),)))

    assert said.text == shown(text)
    assert said.tags <= {"b", "span"}


def _of_markdown(markup: str) -> tuple[str, set[str]]:
    """The text of a Markdown source, and what is in it beside paragraphs, emphasis and text."""
    text, kinds = "", set()
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markup):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            text += child.content
    return text, kinds


@settings(deadline=None)
@given(text=TEXTS)
def test_markdown_gives_the_text_back(text: str):
    said, kinds = _of_markdown(write_markdown.line((Run(shown(text)),)))

    # CommonMark takes blanks of every alphabet off the ends of a paragraph.
    assert said.strip() == shown(text).strip()
    assert kinds <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}


@settings(deadline=None)
@given(text=TEXTS, before=TEXTS)
def test_markdown_gives_the_text_back_inside_a_line_a_list_and_a_table(text: str, before: str):
    line = (Run(shown(before)), Run(" x "), Run(shown(text)), Run(" y"))
    wanted = "".join(run.text for run in line).strip()

    said, _ = _of_markdown("- " + write_markdown.line(line))
    cell, kinds = _of_markdown(f"| a |\n| --- |\n| x {write_markdown.escape(shown(text))} y |")

    assert said == wanted
    assert cell == f"ax {shown(text)} y"
    assert not kinds & {
        "heading_open",
        "link_open",
        "image",
        "code_inline",
        "html_inline",
        "em_open",
        "strong_open",
    }


_FLAT = """
#let flat(c) = if type(c) == str { c } else if c.has("text") { c.text } else if c.has("children") {
  c.children.map(flat).join("") } else if c.has("body") { flat(c.body) } else if c == [ ] { " " } else { repr(c.func()) }
#let joined(c) = { let all = flat(c); if all == none { "" } else { all } }
"""


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.tuples(TEXTS, KINDS), min_size=1, max_size=12))
def test_typst_gives_the_text_back(texts: list[tuple[str, Kind]]):
    lines = "\n".join(
        f"#metadata(joined({write_typst.line((Run(shown(text), kind),))})) <said>" for text, kind in texts
    )

    found = json.loads(typst.query((_FLAT + lines).encode(), "<said>", field="value"))

    assert found == [shown(text) for text, _ in texts]


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=12))
def test_no_text_breaks_a_pdf(texts: list[str]):
    blocks = [write_typst._block(Paragraph((Run(shown(text)),), "1")) for text in texts]
    source = "#let cited(section, body) = par(body)\n#{\n" + "\n".join(blocks) + "\n}"

    assert typst.compile(source.encode()).startswith(b"%PDF")


def test_the_checks_see_markup_that_acts():
    assert _Said("<b>a</b><script>b</script>").tags == {"b", "script"}
    assert "em_open" in _of_markdown("*a*")[1]
    assert "ordered_list_open" in _of_markdown("1. a")[1]
    said = json.loads(
        typst.query((_FLAT + "#metadata(joined([*a* -- b])) <said>").encode(), "<said>", field="value")
    )
    assert said != ["*a* -- b"]


@settings(deadline=None)
@given(text=st.text())
def test_what_is_shown_has_no_control_and_no_turned_writing(text: str):
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown(text))
    assert shown(shown(text)) == shown(text)


def test_a_mail_address_can_be_nothing_else():
    evil = 'a@example.com?subject=x" onclick="y) [z](javascript:1'
    html = write_html.run(Run(evil, Kind.MAIL))
    markdown = _of_markdown(write_markdown.run(Run(evil, Kind.MAIL)))

    assert html.startswith('<a href="mailto:a@example.com%3Fsubject%3Dx%22%20onclick')
    assert 'onclick="' not in html
    assert markdown[0] == evil


SMALL = """
seloste = 1
level = "read"
languages = ["fi", "en"]
[controller]
name = {{ fi = {0}, en = {0} }}
address = {{ street = {0}, postcode = "00000", town = {0} }}
contact = {{ person = {0}, mail = {0} }}
[purpose.one]
at = {0}
title = {{ fi = {0}, en = {0} }}
text.fi = {0}
[processor.one]
at = "6.1"
entity = {{ product = {0}, name = {0} }}
task.fi = {0}
[measure.one]
what.fi = {0}
"""


def _string(text: str) -> str:
    """A text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(deadline=None)
@given(text=TEXTS, kind=KINDS, title=TEXTS)
def test_only_headings_of_ours_begin_at_the_edge_of_a_mail(text: str, kind: Kind, title: str):
    """No prose can pass for a heading, a quotation ("> "), a signature ("-- ") or a header ("From ")."""
    notice, _ = read(SMALL.format('"x"').encode())
    assert notice is not None
    line = (Run(shown(text), kind),)
    blocks = (
        Paragraph(line, "4.4"), Paragraph(line), Items((Paragraph(line),)), Facts((Fact(shown(text), line),)),
        Table("", ("a", "b", "c"), ((shown(text), shown(text), shown(text)),)),
    )  # fmt: skip
    made = replace(
        document(notice, "fi"),
        sections=(Section(4, "Title", blocks),),
        remarks=(shown(title),),
        register=shown(title),
    )

    mail = write_text.write(made)

    lines = mail.split("\n")
    edge = [one for one in lines if one and not one.startswith("  ")]
    assert edge == ["Tietosuojaseloste", "=" * 17, "Lyhyesti", "-" * 8, "4 Title", "-" * 7]
    assert all(len(one) <= write_text.WIDTH for one in lines)
    assert _without_blanks(mail).count(_without_blanks(shown(text))) >= (8 if _without_blanks(text) else 0)
    assert _without_blanks(shown(title)) in _without_blanks(mail)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_whatever_a_notice_says_is_the_value_of_a_string_in_json_ld_and_in_the_record(text: str):
    said = text or "x"
    notice, _ = read(SMALL.format(_string(said)).encode())
    plain, _ = read(SMALL.format('"x"').encode())
    assert notice is not None
    assert notice.sound
    assert plain is not None
    written = write_jsonld.write(notice)
    made = json.loads(written)

    assert not set("<>&") & set(written.decode())
    assert _shape(made) <= _shape(json.loads(write_jsonld.write(plain)))
    (controller,) = made["dpv:hasDataController"]
    if shown(said):
        assert controller["name"] == {"fi": shown(said), "en": shown(said)}
    kept = activities.record(notice, "fi")
    assert activities.from_json(activities.as_json(kept)) == kept
    assert kept.controllers[0].name == shown(said)


def _shape(value: object, at: str = "") -> set[str]:
    """Every place of a document that has a key, an id or a type, with what stands there."""
    if isinstance(value, dict):
        own = {f"{at}.{key}" for key in value}
        own |= {f"{at}.{key}={value[key]}" for key in ("@id", "@type") if key in value}
        return own.union(*(_shape(inner, f"{at}.{key}") for key, inner in value.items()))
    if isinstance(value, list):
        return set().union(*(_shape(inner, at) for inner in value))
    return set()


def test_the_mail_and_the_shape_see_what_acts():
    """The twins."""
    forged = write_text.wrapped("-- ", "")
    assert not forged.startswith("  ")
    assert _shape({"a": {"@id": "#x"}}) != _shape({"a": {"@id": "#y"}})
