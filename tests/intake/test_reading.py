"""The rules that hold for every file: bytes, separators, headers, widths, quotes (formats, section 1)."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.intake import bytes as bytes_of
from seloste.intake.bytes import Source, Unreadable, sources
from seloste.intake.reading import Damaged, Record, header_key, is_formula, open_table, without_guard

BOM = b"\xef\xbb\xbf"


def source(content: bytes, name: str = "file.csv") -> Source:
    return Source(name, lambda: io.BytesIO(content), len(content))


def table(content: bytes | str, header: str = "email", **told):
    content = content.encode() if isinstance(content, str) else content
    return open_table(source(content), lambda keys: header in keys, **told)


def rows(content: bytes | str, header: str = "email"):
    return list(table(content, header).records())


def cells(content: bytes | str, header: str = "email"):
    return [row.cells for row in rows(content, header)]


def fault(content: bytes | str, header: str = "email") -> str:
    with pytest.raises(Unreadable) as refused:
        table(content, header)
    return refused.value.code


@pytest.mark.parametrize("quote", ["", '"'])
def test_case_3_a_byte_order_mark_is_never_part_of_the_first_heading(quote):
    content = BOM + f"{quote}Sähköposti{quote};Etunimi\r\nsiiri@saaristo.example;Siiri\r\n".encode()

    read = table(content, "sähköposti")

    assert read.header == ("Sähköposti", "Etunimi")
    assert (read.encoding.label, read.encoding.bom, read.separator) == ("utf-8", True, ";")


def test_case_3_a_quoted_separator_stays_inside_its_cell():
    content = 'Sähköposti;Etunimi;Sukunimi;Yritys\r\ne@koivikko.example;Eero;Mäntylä;"Mäntylä; Pojat Ky"\r\n'

    assert cells(content, "sähköposti") == [("e@koivikko.example", "Eero", "Mäntylä", "Mäntylä; Pojat Ky")]


def test_case_4_repeated_empty_and_similar_headings_keep_their_own_columns():
    content = (
        "email,phone,phone,,name,,phone_2,Email \r\n"
        "a@koivikko.example,0457 000 0101,0457 000 0102,tyhjä1,"
        "Aino,tyhjä2,0457 000 0103,t@koivikko.example\r\n"
    )

    read = table(content)
    (record,) = read.records()

    assert read.header == ("email", "phone", "phone", "", "name", "", "phone_2", "Email ")
    assert record.cells[1:4] + record.cells[6:] == (
        "0457 000 0101", "0457 000 0102", "tyhjä1", "0457 000 0103", "t@koivikko.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("codec", "mark"),
    [("utf-8", BOM), ("utf-8", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_a_mark_decides_the_encoding_and_utf_8_needs_none(codec, mark):
    read = table(mark + "email,nimi\na@example.com,Äijö €\n".encode(codec))

    assert [record.cells for record in read.records()] == [("a@example.com", "Äijö €")]
    assert read.warnings == ()


def test_bytes_that_are_no_utf_8_are_windows_1252_and_the_user_is_told():
    read = table("email,nimi\na@example.com,Šimon Žukov €\n".encode("cp1252"))

    assert [record.cells[1] for record in read.records()] == ["Šimon Žukov €"]
    assert read.warnings == ("windows_1252_assumed",)


def test_a_wrong_byte_in_the_last_line_changes_the_reading_of_the_first_never_half():
    content = (
        "email,nimi\na@example.com,Äijö\n".encode("cp1252") + b"b@example.com,x\n" * 50_000 + b"c,\x96\n"
    )

    assert [record.cells[1] for record in list(table(content).records())[::50_001]] == ["Äijö", "–"]


def test_utf_16_without_a_mark_is_refused_and_named():
    assert fault("email,nimi\na@example.com,Aino\n".encode("utf-16-le")) == "utf16_without_mark"


def test_bytes_of_no_encoding_and_zero_bytes_are_refused():
    assert fault(b"email,nimi\na@example.com,\x81\x8d\n") == "bad_encoding"
    assert fault(b"email,nimi\na@example.com,A\0ino and much more text\n") == "nul_in_file"


def test_a_first_line_sep_decides_and_is_counted_but_is_no_data():
    read = table(BOM + b"sep=;\r\nemail;nimi\r\na@example.com;x,y\r\n")

    assert (read.separator, read.header_record) == (";", 2)
    assert [(record.at, record.cells) for record in read.records()] == [(3, ("a@example.com", "x,y"))]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_trial(separator):
    content = f'email{separator}nimi\na@example.com{separator}"{separator},;"\n'

    assert table(content).separator == separator
    assert cells(content) == [("a@example.com", f"{separator},;")]


def test_cells_with_commas_and_a_header_one_cell_short_do_not_make_a_comma_file():
    read = table('email;b\n"x, y, z";2;\n')

    assert read.separator == ";"
    (record,) = read.records()
    assert (record.cells, record.warnings) == (("x, y, z", "2"), ("long_record",))


def test_a_file_of_one_column_is_a_file():
    assert cells("email\na@example.com\n") == [("a@example.com",)]


def test_a_tie_of_separators_is_asked_and_not_guessed():
    content = "email,x;email\na,b;c\n"

    with pytest.raises(Unreadable) as asked:
        open_table(source(content.encode()), lambda keys: any("email" in key for key in keys))
    assert asked.value.code == "separator_unclear"
    assert table(content, "email", separator=",").separator == ","


def test_the_header_is_found_by_its_cells_after_a_preamble_and_records_are_counted_with_it():
    read = table(
        "Notes:\n\nvienti,x\n E\u200bmail\u00a0,Nimi\na@example.com,Aino\n\nb@example.com,Bo\n", "email"
    )

    assert read.header_record == 4
    assert [record.at for record in read.records()] == [5, 7]


def test_a_line_separator_of_another_kind_does_not_move_the_header():
    assert table("Notes:\u2028a\x0bb\nemail,n\na,1\n").header_record == 2


def test_a_file_without_a_known_header_is_refused_and_never_read_as_empty_people():
    assert fault("Vorname,Nachname\nAino,Mallikas\n") == "no_header"
    assert fault("") == fault("\n\n") == "empty_file"


def test_a_short_record_is_filled_a_long_one_must_be_empty_beyond_the_header():
    read = rows("email,a,b\n1,2\n1,2,3,,\n1,2,3,4\n")

    assert read == [
        Record(2, 2, ("1", "2", ""), ("short_record",)),
        Record(3, 3, ("1", "2", "3"), ("long_record",)),
        Damaged(4, 4, "too_many_cells"),
    ]


def test_an_unclosed_quote_swallows_nothing_in_silence():
    read = rows(
        'name,note,email\n"Rivi\nVaihto","a,b",r@example.com\nKesken,"ei lopu,k@example.com\nV,x,v@e.fi\n'
    )

    assert [row.at for row in read] == [2, 3]
    assert read[0].cells[0] == "Rivi\nVaihto"
    assert read[1] == Damaged(3, 5, "unclosed_quote", rest=True)


def test_a_bad_quote_spoils_its_own_line_only_when_nothing_is_left_open():
    read = rows('n,email\n1,"a"b\n2,ok\n')
    assert read == [Damaged(2, 2, "bad_quotes"), Record(3, 3, ("2", "ok"))]

    read = rows('n,email\n1,"a"b"\n2,ok\n')
    assert read == [Damaged(2, 2, "bad_quotes", rest=True)]


def test_a_quote_inside_a_bare_cell_is_text():
    assert cells('n,email\n1,ok\n2,6" of snow\n3,ok\n') == [("1", "ok"), ("2", '6" of snow'), ("3", "ok")]


def test_mixed_line_ends_and_a_last_line_without_one_are_read():
    assert [c[0] for c in cells("email,n\r\na,1\nb,2\rc,3\r\nd,4")] == ["a", "b", "c", "d"]


def test_line_separators_of_other_kinds_are_text():
    assert cells("email,n\na,x\u2028y\u0085z\x0b\n") == [("a", "x\u2028y\u0085z\x0b")]


def test_huge_headers_lines_and_cells_are_refused_in_bounded_memory(monkeypatch):
    assert fault("email" + ",x" * 1000 + "\n") == "too_many_columns"
    assert fault("email,n\n" + "x" * (1 << 20)) == "record_too_long"
    assert rows('email,n\na,1\nb,"' + "x" * 140_000 + '"\n')[-1] == Damaged(3, 3, "cell_too_long", rest=True)

    monkeypatch.setattr(bytes_of, "LONGEST_LINE", 64)
    endless = "email,n\na,1\n" + 'b,"\n",' * 100 + "\n"
    assert rows(endless)[-1].reason == "record_too_long"


def test_lines_of_json_arrays_are_read_as_the_older_export_wrote_them():
    read = table('["Email","Nimi"]\n["a@example.com","Äijö, \\"Ä\\""]\n\n[null,3]\n{"x":1}\n', "email")

    assert read.header == ("Email", "Nimi")
    assert list(read.records()) == [
        Record(2, 2, ("a@example.com", 'Äijö, "Ä"')), Record(4, 4, ("", "3")), Damaged(5, 5, "bad_json"),
    ]  # fmt: skip


def test_a_zip_is_read_by_its_members_and_as_often_as_asked(tmp_path: Path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/a.csv", "email,n\na@example.com,1\n")
    (member,) = sources(path)

    read = open_table(member, lambda keys: "email" in keys)

    assert member.name == "a.csv"
    assert [list(read.records()) for _ in range(2)] == [[Record(2, 2, ("a@example.com", "1"))]] * 2


def test_what_is_no_zip_is_refused(tmp_path: Path):
    path = tmp_path / "export.zip"
    path.write_bytes(b"PK\3\4 not really")

    with pytest.raises(Unreadable) as refused:
        sources(path)
    assert refused.value.code == "bad_zip"


def test_a_guard_against_formulas_is_taken_off_and_a_real_apostrophe_stays():
    assert without_guard("'+358500001906") == "+358500001906"
    assert without_guard("'s-Hertogenbosch") == "'s-Hertogenbosch"
    assert is_formula('=HYPERLINK("x")')
    assert not is_formula("+358")


def test_headers_are_compared_without_case_space_and_hidden_signs():
    assert header_key("\ufeff  E-Mail\u00a0Address\u200b ") == "e-mail address"


cell = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@given(
    st.lists(st.tuples(cell, cell, cell), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_csv_writer_wrote_comes_back_cell_by_cell(some, separator, end, codec):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("email", "b", "c"), *some])

    read = table(out.getvalue().encode(codec))

    assert (read.separator, [record.cells for record in read.records()]) == (separator, some)


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text('email,;\t|"\r\n[]\\ sep=aä', max_size=80).map(str.encode))
def test_no_bytes_break_the_reader(content):
    try:
        read = table(content)
    except Unreadable:
        return
    seen = list(read.records())
    assert all(isinstance(row, Damaged) or len(row.cells) == len(read.header) for row in seen)
    assert json.dumps([row.at for row in seen]) == json.dumps(sorted(row.at for row in seen))
