"""Our TOML reader against the standard library's, and against anything at all."""

from __future__ import annotations

import math
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seloste.notice import examine
from seloste.notice.document import read_document
from seloste.notice.findings import Findings
from seloste.notice.nodes import Scalar, Table, plain
from seloste.notice.source import Phrase, Source
from tests.notice.builders import TEXT, TODAY

_PIECES = st.sampled_from(
    [
        *("a", "b", "a.b", "'c d'", '"e"', " = ", "=", "[", "]", "[[", "]]", "{", "}", ",", ".", "x", "ä"),
        *("\n", "\r\n", "\r", "\t", " ", "# c\n", '"', "'", '"""', "'''", "\x00", "\x7f", "\ufeff", "\u2028"),
        *(
            "\\",
            "\\u00e4",
            "\\U0001F600",
            "\\n",
            "\\\n  ",
            "1",
            "-0",
            "1_0",
            "0x1F",
            "0o7",
            "0b1",
            "1.5",
            "1e3",
        ),
        *("inf", "-nan", "true", "false", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "1979-02-30"),
        *("a = 1\n", "[a]\n", "[[a]]\n", "a.b = 1\n", "[a.b]\n", "a = {b = 1}\n", "a = [1, 2]\n", "b = []\n"),
        *("[[a.b]]\n",),
    ]
)
_TOML_LIKE = st.lists(_PIECES, max_size=30).map("".join)


def _ours(text: str) -> tuple[Any, list[str]]:
    source = Source.of("t.toml", text)
    findings = Findings(source)
    root, whole = read_document(source, findings)
    assert whole is not bool(findings.found)
    return plain(root), [f.code for f in findings.found]


def _theirs(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _same(one: Any, other: Any) -> bool:
    """Equal, also in type; nan equals itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return type(one) is type(other) and bool(one == other)


def _assert_as_tomllib(text: str) -> None:
    value, codes = _ours(text)
    theirs = _theirs(text)
    if theirs is None:
        assert codes, "tomllib refuses and we do not"
    else:
        assert not codes, f"tomllib reads it and we say {codes}"
        assert _same(value, theirs)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_reads_as_tomllib_reads_it_or_both_refuse(text: str):
    _assert_as_tomllib(text)


@given(_TOML_LIKE)
@example('a = """x\\\n   y"""""\n')
@example("a = '''\r\nx'''''")
@example("[a]\nb.c = 1\n[a.b]\n")
@example("a.b = 1\n[a]\n")
@example("[a.b.c]\n[a]\nb.d = 1\n")
@example("a = [{b = 1}]\n[[a]]\n")
@example("[[a]]\n[a.b]\n[[a]]\n[a.b]\n")
@example("a = {b.c = 1, b.d = 2}\na.e = 3\n")
@example("a = {b = {}, b.c = 1}\n")
@example("a = 1979-05-27 07:32:00.123456789+01:30\n")
@example("a = +0b1\n")
@example("a = {b = 1,}\n")
@example('a = "\\ud800"\n')
@example('a = "\\U00110000"\n')
@example("# \x7f\n")
@example("a = 1 # x\ry\n")
@example("a = 'x\x00'\n")
@example('a = """x\ry"""\n')
@example("a = 01\n")
@example("a = 1__0\n")
@example("a = 0x_1\n")
@example("a = 1.\n")
@example("a = " + "9" * 5000 + "\n")
@settings(max_examples=1500, deadline=None)
def test_anything_like_toml_reads_as_tomllib_reads_it_or_both_refuse(text: str):
    _assert_as_tomllib(text)


def test_the_shipped_notice_reads_as_tomllib_reads_it():
    _assert_as_tomllib(TEXT)


@given(st.integers(0, len(TEXT)), st.integers(0, 40), _TOML_LIKE)
@settings(max_examples=100, deadline=None)
def test_a_mutated_notice_reads_as_tomllib_reads_it_and_crashes_nothing(start: int, gone: int, put: str):
    text = TEXT[:start] + put + TEXT[start + gone :]

    _assert_as_tomllib(text)
    notice, findings = examine(text.encode(), on=TODAY)

    assert notice is not None
    assert all(f.line >= 1 and f.column >= 1 and f.length >= 1 and f.mend for f in findings)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_crash_the_reader(data: bytes):
    notice, findings = examine(data, on=TODAY)

    assert notice is not None
    assert findings  # nothing so short is a whole notice


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "a = " + "{b = " * 5000, ".".join("a" * 5000) + " = 1"]
)
def test_deep_nesting_is_refused_and_not_run_out_of_stack(text: str):
    _, codes = _ours(text)

    assert codes == ["SEL1012"]


def test_all_syntax_errors_of_a_file_come_in_one_run():
    text = 'a = \nb = "open\n[c\nd = 1 1\n[e]\nf = 2020-02-30\ng = 1\ng = 2\n'

    source = Source.of("t.toml", text)
    findings = Findings(source)
    root, whole = read_document(source, findings)

    assert not whole
    assert [(f.code, f.line) for f in findings.found] == [
        ("SEL1004", 1),
        ("SEL1010", 2),
        ("SEL1006", 3),
        ("SEL1013", 4),
        ("SEL1005", 6),
        ("SEL1009", 8),
    ]
    assert plain(root) == {"e": {"g": 1}}


def test_an_array_that_is_never_closed_does_not_swallow_the_rest():
    source = Source.of("t.toml", 'a = ["x",\n  "y"\n\n[b]\nc = 1\n')
    findings = Findings(source)
    root, _ = read_document(source, findings)

    assert [f.code for f in findings.found] == ["SEL1007"]
    assert plain(root)["b"] == {"c": 1}


def test_every_character_of_a_string_knows_its_place():
    text = 'a = "x\\u00e4\\ty"\n'
    root, _ = read_document(Source.of("t.toml", text), Findings(Source.of("t.toml", text)))

    node = root.entries["a"].node
    assert isinstance(node, Scalar)
    assert isinstance(node.value, Phrase)
    assert node.value.value == "x\u00e4\ty"
    assert [text[node.value.places[i]] for i in range(4)] == ["x", "\\", "\\", "y"]


def test_keys_and_values_have_their_spans():
    text = "[t]\n  'k e' = [1, 22]\n"
    root, _ = read_document(Source.of("t.toml", text), Findings(Source.of("t.toml", text)))

    table = root.entries["t"].node
    assert isinstance(table, Table)
    entry = table.entries["k e"]
    assert text[entry.key.start : entry.key.end] == "'k e'"
    assert text[entry.node.span.start : entry.node.span.end] == "[1, 22]"
