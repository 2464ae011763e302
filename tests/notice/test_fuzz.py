"""Bad input: whatever stands in a file, reader, linter and renderers come to an end without a crash."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from seloste.notice import examine, render_findings
from seloste.notice.render import render
from seloste.notice.sarif import as_sarif
from tests.notice.builders import TEXT, TODAY
from tests.notice.test_lint_rules import WORDS

FORMS = ("html", "md")
WHOLE = [TEXT.encode(), WORDS.encode()]
SIGNS = (b'"', b"'", b'"""', b"[", b"]]", b"{", b"}", b"{{", b"}}", b"=", b".", b"#", b"\n", b"\r\n", b"\x00", b"\xff", b"\\u12", b"\xef\xbb\xbf", b"1979-05-27T07:32:00Z", b"inf", b"\xe2\x80\xa6")  # fmt: skip
LIMIT = settings(max_examples=12, deadline=timedelta(seconds=20))


def _through(data: bytes) -> None:
    """All that is ever done with a file; what is found can be told in each way."""
    notice, findings = examine(data, on=TODAY)
    assert render_findings(findings, "fi", colour=True)
    json.dumps([finding.as_json() for finding in findings])
    json.dumps(as_sarif(findings))
    if notice is not None and notice.sound and notice.languages:
        for language in notice.languages[:1]:
            if language in ("fi", "sv", "en"):
                for form in FORMS:
                    assert render(notice, language, form)


@LIMIT
@given(st.binary(max_size=400))
def test_any_bytes_come_to_an_end(data: bytes):
    _through(data)


@LIMIT
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(SIGNS)), min_size=1, max_size=4),
)
def test_a_notice_with_bytes_cut_out_and_signs_put_in_comes_to_an_end(
    data: bytes, cuts: list[tuple[float, int, bytes]]
):
    for where, length, sign in cuts:
        start = int(where * len(data))
        data = data[:start] + sign + data[start + length :]

    _through(data)


@LIMIT
@given(st.sampled_from(WHOLE), st.floats(0, 1), st.floats(0, 1))
def test_a_notice_that_ends_anywhere_or_begins_anywhere_comes_to_an_end(
    data: bytes, start: float, end: float
):
    _through(data[: int(end * len(data))])
    _through(data[int(start * len(data)) :])


@LIMIT
@example("{{ controller.name }}n {{")
@example("  \u202e  ja ja")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_words_in_prose_come_to_an_end(words: str):
    said = json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")

    _through(TEXT.replace('"Keräämme vain tietoja', f"{said[:-1]}Keräämme vain tietoja", 1).encode())
    _through(WORDS.replace('"tietosuojaviranomaiselle"', said, 1).encode())
