"""Whatever a notice says stays text: no sign of it acts as HTML, Markdown or Typst."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seloste.notice import write_html, write_markdown, write_typst
from seloste.notice.tree import Kind, Paragraph, Run, shown

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
