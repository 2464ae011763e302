"""A notice is changed by splices: what is said changes, and every byte outside them stays (issue 8, the language)."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.notice import read
from seloste.notice.model import Notice
from seloste.notice.splicing import Edit, NotSpliced, _parts, add_table, remove, replace, set_value, splice
from tests.notice.builders import TEXT, leaves

SMALL = """# ensimmäinen huomautus
languages = ["fi", "sv", "en"]   # kolme

[purpose.letter]
title     = { fi = "Kirje", sv = "Brev" }   # toinen
text.fi   = "Lähetämme kirjeen."

# ennen toista
[purpose.count]
title = { fi = "Tilasto" }

[[transfer]]
stance = "none"
[[transfer]]
stance = "may"
"""


def _notice(text: str | bytes) -> Notice:
    notice, _ = read(text if isinstance(text, bytes) else text.encode())
    assert notice is not None
    return notice


def _set(text: str, path: str, value: str) -> str:
    return splice(text.encode(), [set_value(_notice(text), path, value)]).decode()


def test_a_value_is_replaced_and_nothing_else_is_touched():
    changed = _set(SMALL, "purpose.letter.title.fi", '"Uutiskirje"')

    assert changed == SMALL.replace('"Kirje"', '"Uutiskirje"')


def test_a_missing_key_gets_its_line_under_the_last_one_of_its_table():
    changed = _set(SMALL, "purpose.letter.basis", '"consent"')

    assert changed == SMALL.replace('kirjeen."\n', 'kirjeen."\nbasis     = "consent"\n')


def test_a_missing_language_stands_beside_the_others_however_these_are_written():
    inline = _set(SMALL, "purpose.letter.title.en", '"Letter"')
    dotted = _set(SMALL, "purpose.letter.text.en", '"We send it."')

    assert inline == SMALL.replace('sv = "Brev" }', 'sv = "Brev", en = "Letter" }')
    assert dotted == SMALL.replace('kirjeen."\n', 'kirjeen."\ntext.en = "We send it."\n')


def test_a_missing_table_inside_a_term_is_written_inline_and_one_of_the_notice_with_its_header():
    inner = _set(SMALL, "purpose.count.balance.done", "2026-10-05")
    outer = _set(SMALL, "controller.business_id", '"1234567-1"')
    beside = _set(SMALL, "purpose.care.basis", '"consent"')

    assert inner == SMALL.replace(
        '{ fi = "Tilasto" }\n', '{ fi = "Tilasto" }\nbalance = { done = 2026-10-05 }\n'
    )
    assert outer == SMALL + '\n[controller]\nbusiness_id = "1234567-1"\n'
    assert beside == SMALL.replace(
        '{ fi = "Tilasto" }\n', '{ fi = "Tilasto" }\n\n[purpose.care]\nbasis = "consent"\n'
    )


def test_a_key_of_the_head_stands_before_the_first_table():
    changed = _set(SMALL, "level", '"read"')

    assert changed == SMALL.replace("# kolme\n", '# kolme\nlevel     = "read"\n')


def test_of_several_tables_of_one_name_the_number_says_which():
    assert _set(SMALL, "transfer[1].stance", '"yes"') == SMALL.replace('"may"', '"yes"')
    with pytest.raises(NotSpliced, match="2 of transfer"):
        set_value(_notice(SMALL), "transfer.stance", '"yes"')


def test_a_table_is_added_after_the_last_of_its_section_and_another_kind_at_the_end():
    notice = _notice(SMALL)
    purpose = splice(SMALL.encode(), [add_table(notice, '[purpose.care]\nbasis = "consent"\n')]).decode()
    accept = splice(SMALL.encode(), [add_table(notice, '[[accept]]\ncode = "SEL1803"')]).decode()

    assert purpose == SMALL.replace(
        '{ fi = "Tilasto" }\n', '{ fi = "Tilasto" }\n\n[purpose.care]\nbasis = "consent"\n'
    )
    assert accept == SMALL + '\n[[accept]]\ncode = "SEL1803"\n'


@pytest.mark.parametrize("text", ["no table", "[purpose.letter]\nbasis = 1", "a = 1\n[b]", "[unclosed", ""])
def test_what_would_break_the_file_is_refused(text: str):
    with pytest.raises(NotSpliced):
        add_table(_notice(SMALL), text)


@pytest.mark.parametrize("value", ["", "1 2", '"open', "a = 1", '"x" # remark\n[next]'])
def test_a_value_is_one_toml_value(value: str):
    with pytest.raises(NotSpliced):
        set_value(_notice(SMALL), "purpose.letter.basis", value)


@pytest.mark.parametrize(
    "path", ["", "a..b", "purpose.", ".x", "purpose.letter", "purpose", "languages.x", "transfer[7].at"]
)
def test_a_path_that_leads_to_no_value_is_refused(path: str):
    with pytest.raises(NotSpliced):
        set_value(_notice(SMALL), path, "1")


def test_a_key_is_removed_with_its_line_or_its_comma():
    def without(path: str) -> str:
        return splice(SMALL.encode(), [remove(_notice(SMALL), path)]).decode()

    assert without("purpose.letter.text.fi") == SMALL.replace('text.fi   = "Lähetämme kirjeen."\n', "")
    assert without("purpose.letter.title.sv") == SMALL.replace(', sv = "Brev"', "")
    assert without("purpose.letter.title.fi") == SMALL.replace('fi = "Kirje", ', "")


def test_edits_of_one_file_are_made_together_and_may_not_overlap():
    notice = _notice(SMALL)
    edits = [set_value(notice, "transfer[1].stance", '"yes"'), set_value(notice, "level", '"read"')]

    assert splice(SMALL.encode(), edits).decode() == _set(
        _set(SMALL, "level", '"read"'), "transfer[1].stance", '"yes"'
    )
    with pytest.raises(NotSpliced, match="overlaps"):
        splice(b"abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])
    with pytest.raises(NotSpliced, match="leaves the file"):
        splice(b"abc", [Edit(2, 9, "x")])
    with pytest.raises(NotSpliced, match="cuts a character"):
        splice("ä".encode(), [Edit(1, 2, "x")])


def test_what_is_put_in_at_one_place_stands_in_the_order_given():
    assert splice(b"ab", [Edit(1, 1, "1"), Edit(1, 1, "2")]) == b"a12b"


def test_line_ends_and_a_byte_order_mark_stay_as_the_author_has_them():
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    notice = _notice(data)

    changed = splice(
        data,
        [set_value(notice, "purpose.letter.basis", '"consent"'), add_table(notice, "[changes]\nat = '12'")],
    )

    assert changed.startswith(b"\xef\xbb\xbf# ensimm")
    assert b"\n" not in changed.replace(b"\r\n", b"")
    assert b'kirjeen."\r\nbasis     = "consent"\r\n' in changed


def test_a_finding_s_place_can_be_replaced():
    notice = _notice(SMALL)
    (title,) = [one.title for name, one in notice.purposes.items() if name == "count"]
    assert title is not None

    changed = splice(SMALL.encode(), [replace(notice, title.by_language["fi"].span, '"Luvut"')])

    assert changed.decode() == SMALL.replace('"Tilasto"', '"Luvut"')


LEAVES = leaves(TEXT)
NOTICE = _notice(TEXT)


def _at(value: Any, path: str) -> Any:
    """What stands at a path of ours, in the standard library's reading."""
    for name, index in _parts(path):
        value = value[name] if index is None else value[name][index]
    return value


@settings(max_examples=40)
@given(st.sampled_from(LEAVES), st.sampled_from(['"ä"', "12", "[1, 2]", '{ a = "b" }', "'''x\ny'''"]))
def test_any_value_of_the_shipped_notice_can_be_set_and_the_rest_means_the_same(path: str, value: str):
    edit = set_value(NOTICE, path, value)
    data = TEXT.encode()

    changed = splice(data, [edit])

    assert changed[: edit.start] == data[: edit.start]
    assert changed[len(changed) - (len(data) - edit.end) :] == data[edit.end :]
    now, before = tomllib.loads(changed.decode()), tomllib.loads(TEXT)
    assert _at(now, path) == tomllib.loads(f"x = {value}")["x"]
    back = splice(changed, [set_value(_notice(changed), path, TEXT.encode()[edit.start : edit.end].decode())])
    assert back == data
    assert tomllib.loads(back.decode()) == before


@settings(max_examples=40)
@given(st.sampled_from(LEAVES), st.sampled_from(["new_key", "other.inner"]))
def test_a_key_that_is_new_is_said_beside_any_other_and_the_rest_means_the_same(path: str, name: str):
    beside = f"{path.rpartition('.')[0]}.{name}".lstrip(".")

    changed = splice(TEXT.encode(), [set_value(NOTICE, beside, "1")]).decode()

    now = tomllib.loads(changed)
    assert _at(now, beside) == 1
    assert len(changed) > len(TEXT)
    assert all(_at(now, leaf) == _at(tomllib.loads(TEXT), leaf) for leaf in (path, LEAVES[0], LEAVES[-1]))


@settings(max_examples=40)
@given(st.sampled_from(LEAVES))
def test_any_key_can_be_taken_away_and_the_others_stay(path: str):
    changed = splice(TEXT.encode(), [remove(NOTICE, path)]).decode()

    now = tomllib.loads(changed)
    with pytest.raises(KeyError):
        _at(now, path)
    left = [leaf for leaf in LEAVES if leaf != path]
    assert all(_at(now, leaf) == _at(tomllib.loads(TEXT), leaf) for leaf in left[:: max(1, len(left) // 7)])
