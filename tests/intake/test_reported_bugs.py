"""Bugs that were reported of other readers of these formats (formats, bugs.md): each number is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from seloste.intake.as_json import as_json
from seloste.intake.bytes import Unreadable
from seloste.intake.mapped import read_mapped
from seloste.intake.mapping import read_mapping
from seloste.terms.identity import business_id
from seloste.terms.references import finnish_reference, national_of, rf_reference
from tests.intake.readings_of import codes, reading, reasons, values
from tests.intake.workbooks import workbook

FIELDS = ("position.title",)


def mapped(folder: Path, content: str | bytes, mapping: str):
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    path = folder / "f.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (read,) = as_json(read_mapped([path], read_mapping(folder / "m.toml", FIELDS)))
    return read


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def test_1_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path):
    read = mapped(
        tmp_path,
        b"\xef\xbb\xbfemail,name\r\na@example.com,Aino\r\n",
        '[column]\nemail = "contact.email"\nname = "contact.name"',
    )

    assert values(read, "email") == ["a@example.com"]


def test_2_bytes_that_are_no_utf_8_are_read_whole_as_windows_1252_and_said(tmp_path: Path):
    read = mapped(
        tmp_path, b"email,tag\na@example.com,10 \x96 20\n", '[column]\nemail = "contact.email"\ntag = "tag"'
    )

    assert read["accepted"][0]["labels"] == ["10 – 20"]
    assert "windows_1252_assumed" in codes(read)


def test_6_two_columns_of_one_name_are_both_read(tmp_path: Path):
    read = mapped(
        tmp_path,
        "name,phone,phone\nAino,0500001901,0500001902\n",
        '[column]\nname = "contact.name"\nphone = "contact.phone"',
    )

    assert values(read) == ["+358500001901", "+358500001902"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [("3.585E+11", None), ("'+358500001906", "+358500001906"), ('"0500001904"', "+358500001904")],
)
def test_11_12_14_what_a_spreadsheet_did_to_a_number(tmp_path: Path, cell: str, told: str | None):
    read = mapped(
        tmp_path, f"name,phone\nAino,{cell}\n", '[column]\nname = "contact.name"\nphone = "contact.phone"'
    )

    if told is None:
        assert reasons(read) == [(2, "number_damaged_by_spreadsheet")]
    else:
        assert values(read) == [told]


def test_13_a_number_cell_of_a_workbook_is_a_phone_number_and_a_post_code_of_three_digits_is_none(
    tmp_path: Path,
):
    path = workbook(
        tmp_path / "x.xlsx",
        [("Name", "Phone", "Zip", "City", "Email"), ("Aino", 358500001905, 100, "Oulu", "a@example.com")],
    )

    read = reading(tmp_path, path.read_bytes(), "y.xlsx", "odoo")

    assert values(read) == ["+358500001905"]
    assert {"number_in_text_column", "post_code_lost_zeros"} <= set(codes(read))


def test_15_a_real_apostrophe_stays(tmp_path: Path):
    read = mapped(
        tmp_path,
        "email,city\na@example.com,'s-Hertogenbosch\n",
        '[column]\nemail = "contact.email"\ncity = "contact.address.city"',
    )

    assert values(read, "address") == [{"city": "'s-Hertogenbosch"}]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("07 FEB 2022", "2022-02-07"),
        ("7-Feb-22", "2022-02-07"),
        ("7.2.2022", "2022-02-07"),
        ("vappuna", None),
    ],
)
def test_17_days_in_other_forms_are_read_and_an_unknown_one_is_said(
    tmp_path: Path, written: str, told: str | None
):
    read = reading(
        tmp_path, f"First Name,Last Name,URL,Connected On\nAino,M,https://www.linkedin.com/in/a,{written}\n"
    )

    assert read["accepted"][0]["connected_on"] == told
    assert ("bad_date" in codes(read)) == (told is None)


def test_19_a_tag_by_id_is_one_tag_though_its_name_stayed_empty(tmp_path: Path):
    key = "__export__.res_partner_category_3_0a0b0c0d"
    read = reading(
        tmp_path, f'"name","email","category_id/id","category_id"\n"Aino","a@example.com","{key}",""\n'
    )

    assert (read["accepted"][0]["tag_ids"], read["accepted"][0].get("tags", [])) == ([key], [])


def test_21_a_parent_called_false_is_none(tmp_path: Path):
    path = workbook(
        tmp_path / "x.xlsx",
        [("Name", "Email", "Is a Company", "Related Company"), ("Aino", "a@example.com", False, "False")],
    )

    read = reading(tmp_path, path.read_bytes(), "y.xlsx")

    assert read["accepted"][0]["works_for"] is None
    assert "unknown_reference" not in codes(read)


def test_22_a_grouped_list_tells_no_tags_and_its_headings_are_no_people(tmp_path: Path):
    heading, deeper = ("<is><t>Finland (1)</t></is>", 1), ("<is><t>    Oulu (1)</t></is>", 1)
    rows = [("Name", "Email", "Tags"), (heading,), (deeper,), ("Aino", "a@example.com", "")]
    path = workbook(tmp_path / "x.xlsx", rows)

    read = reading(tmp_path, path.read_bytes(), "y.xlsx", "odoo")

    assert reasons(read) == [(2, "group_heading"), (3, "group_heading")]
    assert "tags" not in read["accepted"][0]


def test_23_a_comma_in_a_tag_is_never_guessed_apart(tmp_path: Path):
    read = reading(
        tmp_path,
        '"name","email","category_id"\n"Aino","a@example.com","Avain, tärkeä,Asiakas"\n',
        "p.csv",
        "odoo",
    )

    assert "tags" not in read["accepted"][0]
    assert "tags_not_parted" in codes(read)


def test_24_several_values_in_one_cell_of_google_are_several_numbers(tmp_path: Path):
    read = reading(tmp_path, "Name,Phone 1 - Type,Phone 1 - Value\nAino,Mobile,0500001908 ::: 0500001909\n")

    assert values(read) == ["+358500001908", "+358500001909"]
    assert {one["label"] for one in read["accepted"][0]["contact"]} == {"mobile"}


def test_26_numbers_of_every_type_arrive(tmp_path: Path):
    head = ",".join(f"Phone {n} - Type,Phone {n} - Value" for n in (1, 2, 3))
    read = reading(tmp_path, f"Name,{head}\nAino,Home,0500001911,Work,0500001912,Mobile,0500001913\n")

    assert [(one["label"], one["value"][-1]) for one in read["accepted"][0]["contact"]] == [
        ("home", "1"), ("work", "2"), ("mobile", "3"),
    ]  # fmt: skip


def test_27_the_newer_layout_without_a_whole_name_is_read(tmp_path: Path):
    read = reading(
        tmp_path, "First Name,Middle Name,Last Name,Birthday,E-mail 1 - Value\nAino,,Mallikas,,a@e.fi\n"
    )

    assert read["accepted"][0]["name"] == {"full": "Aino Mallikas", "given": "Aino", "family": "Mallikas"}


@pytest.mark.parametrize(
    "content", ["Vorname,Nachname,E-Mail-Adresse\nAino,Mallikas,a@example.com\n", "foo,bar\n1,2\n", "hello\n"]
)
def test_29_30_an_unknown_header_is_an_error_and_never_empty_people(tmp_path: Path, content: str):
    with pytest.raises(Unreadable) as refused:
        reading(tmp_path, content)
    assert refused.value.code == "format_unknown"


def test_31_categories_of_outlook_are_parted_by_semicolons(tmp_path: Path):
    head = "First Name,Last Name,E-mail Address,Business Phone,Categories"
    read = reading(tmp_path, f"{head}\nAino,Mallikas,a@example.com,,Ystävä;Asiakas\n")

    assert read["accepted"][0]["labels"] == ["Ystävä", "Asiakas"]


def test_32_a_soft_break_may_cut_a_character(tmp_path: Path):
    text = card(
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=", "=84ij=C3=B6", "EMAIL:a@example.com", version="2.1"
    )

    assert reading(tmp_path, text, "a.vcf")["accepted"][0]["name"] == {"full": "Äijö"}


def test_33_a_quoted_printable_value_may_be_folded_too(tmp_path: Path):
    text = card(
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=",
        " =90=D0=BD=D0=BD=D0",
        " =B0",
        "EMAIL:a@e.fi",
        version="2.1",
    )

    assert reading(tmp_path, text, "a.vcf")["accepted"][0]["name"] == {"full": "Анна"}


def test_34_plain_letters_in_quoted_printable_are_decoded(tmp_path: Path):
    text = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=61=6C=6C=69;=41=69=6E=6F;;;",
        "EMAIL:a@e.fi",
        version="2.1",
    )

    assert reading(tmp_path, text, "a.vcf")["accepted"][0]["name"] == {
        "full": "Aino Malli", "given": "Aino", "family": "Malli",
    }  # fmt: skip


def test_35_a_bare_encoding_in_lower_case_is_one(tmp_path: Path):
    text = "begin:vcard\r\nfn;quoted-printable:D=C3=BCmmy Oy\r\nemail:a@e.fi\r\nversion:2.1\r\nend:vcard\r\n"

    assert reading(tmp_path, text, "a.vcf")["accepted"][0]["name"]["full"] == "Dümmy Oy"


def test_38_39_40_41_one_layer_of_escapes_is_taken_off(tmp_path: Path):
    text = card(
        "FN:Aino M", "TITLE:eka, toka", "ADR;TYPE=HOME:;;Keksilaan 22\\, Z;Kekstad;;9999 ZZ;Nederland",
        "TEL:0500001914\\;\\,", "URL:http\\://example.com", "ORG:A\\\\\\, b",
    )  # fmt: skip
    one = reading(tmp_path, text, "a.vcf")["accepted"][0]

    assert one["position"] == {"title": "eka, toka"}
    assert one["works_for_name"] == "A\\, b"
    assert [point["value"] for point in one["contact"]] == [
        {"street": "Keksilaan 22, Z", "post_code": "9999 ZZ", "city": "Kekstad", "country": "NL"},
        "+358500001914", "http://example.com",
    ]  # fmt: skip


def test_42_43_44_groups_are_taken_off_and_their_labels_are_no_values(tmp_path: Path):
    text = card(
        "PRODID:-//X//EN", "FN:Aino M", "item1.TEL:+358500001910", "item1.X-ABLabel:Mökki", "item2.ADR:;;;;;;",
        "item2.X-ABLabel:",
    )  # fmt: skip

    (point,) = reading(tmp_path, text, "a.vcf")["accepted"][0]["contact"]

    assert (point["value"], point["label"]) == ("+358500001910", "other")


@pytest.mark.parametrize(
    ("head", "label"),
    [('TEL;TYPE="CELL,VOICE"', "mobile"), ("TEL;TYPE=work;TYPE=voice", "work"), ("TEL;HOME;VOICE", "home")],
)
def test_45_types_are_read_in_every_way_they_are_written(tmp_path: Path, head: str, label: str):
    (point,) = reading(tmp_path, card("FN:Aino M", f"{head}:0500001911"), "a.vcf")["accepted"][0]["contact"]

    assert point["label"] == label


def test_46_an_empty_organisation_is_none_and_an_empty_unit_is_no_part_of_its_name(tmp_path: Path):
    empty = reading(tmp_path, card("FN:Aino M", "ORG:;", "EMAIL:a@e.fi"), "a.vcf")
    named = reading(tmp_path, card("FN:Aino M", "ORG:Mallisto Ky;", "EMAIL:a@e.fi"), "b.vcf")

    assert "works_for_name" not in empty["accepted"][0]
    assert named["accepted"][0]["works_for_name"] == "Mallisto Ky"


def test_47_48_a_card_without_a_person_is_its_organisation_named_whole(tmp_path: Path):
    text = card("N:;;;;", "FN:", "ORG:Mallisto Ky") + card(
        "FN:Malli Vakuutus", "ORG:Malli;Vakuutus", "X-ABSHOWAS:COMPANY"
    )

    read = reading(tmp_path, text, "a.vcf")

    assert [(one["what"], one["name"]) for one in read["accepted"]] == [
        ("organisation", "Mallisto Ky"), ("organisation", "Malli Vakuutus"),
    ]  # fmt: skip


def test_50_a_birthday_isn_t_read(tmp_path: Path):
    text = card("FN:Aino M", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-07", "EMAIL:a@example.com")

    assert "1604" not in str(reading(tmp_path, text, "a.vcf")["accepted"])


def test_52_a_fold_inside_a_begin_glues_no_two_cards_together(tmp_path: Path):
    text = (
        card("FN:Aino M", "EMAIL:a@e.fi")
        + "BEGI\r\n N:VCARD\r\nVERSION:3.0\r\nFN:Bo B\r\nEMAIL:b@e.fi\r\nEND:VCARD\r\n"
    )

    read = reading(tmp_path, text, "a.vcf")

    assert [one["name"]["full"] for one in read["accepted"]] == ["Aino M", "Bo B"]


@pytest.mark.parametrize(("text", "told"), [("0000001232", "1232"), ("12 32", "1232")])
def test_73_leading_zeros_and_spaces_of_a_reference_mean_nothing(text: str, told: str):
    assert finnish_reference(text) == told
    assert national_of(rf_reference("RF11 1232")) == told


def test_74_a_business_id_whose_rest_is_nought_ends_in_nought():
    assert business_id("9900005-0") == "9900005-0"


def test_72_another_version_with_an_unknown_element_is_read(tmp_path: Path):
    sample = Path(__file__).parents[1] / "samples" / "finvoice" / "invoice-30.xml"
    raw = sample.read_bytes().replace(b'Version="3.0"', b'Version="1.3"')

    read = reading(tmp_path, raw.replace(b"<InvoiceRow>", b"<Unheard>1</Unheard><InvoiceRow>"), "i.xml")

    assert [one["number"] for one in read["accepted"]] == ["20260001"]


def test_70_a_byte_order_mark_before_the_declaration_is_passed_over(tmp_path: Path):
    sample = Path(__file__).parents[1] / "samples" / "finvoice" / "invoice-30.xml"
    text = sample.read_bytes().decode("iso-8859-15").replace("ISO-8859-15", "UTF-8")

    read = reading(tmp_path, b"\xef\xbb\xbf" + text.encode(), "i.xml")

    assert [one["number"] for one in read["accepted"]] == ["20260001"]


def test_75_a_list_of_one_column_is_a_file(tmp_path: Path):
    read = reading(tmp_path, "0500001801\n0500001802\n", "list.txt")

    assert [one["value"] for one in read["accepted"]] == ["+358500001801", "+358500001802"]
