"""A mapping file: checked before a record is read, and each fault says file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from seloste.intake.bytes import Unreadable
from seloste.intake.found import Accepted, Rejected
from seloste.intake.mapped import read_mapped
from seloste.intake.mapping import MappingFault, read_mapping
from seloste.terms.words import Label

FIELDS = ("contact.email", "position.title", "customership.language", "events.note", "customership.account")


def mapping(folder: Path, text: str) -> Path:
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str, rows: str) -> list[Accepted | Rejected]:
    file = folder / "f.csv"
    file.write_text(rows, encoding="utf-8")
    return list(read_mapped([file], read_mapping(mapping(folder, text), FIELDS)))


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ('[column]\nEmail = "contact.mail"\n', 2, "contact.mail", "contact.email"),
        ('[column]\nEmail = "contact.email"\nNote = "events.note"\n', 3, "never taken from a file", "free text"),
        ('[column]\n"Assistant" = "contact.name"\n', 2, "third_person", "Take it out"),
        ('[column]\n"Henkilötunnus" = "customership.account"\n', 2, "identity_code", "Take it out"),
        ('[column]\nEmail = { field = "contact.email", label = "job" }\n', 2, "job", "work"),
        ('[column]\nT = { field = "position.title", split = "," }\n', 2, "one value", "contact.email"),
        ('[column]\nE = 3\n', 2, '"E"', "field"),
        ('rows = "people"\n[column]\nE = "contact.email"\n', 1, "people", "organisation"),
        ('colunm = 1\n[column]\nE = "contact.email"\n', 1, "colunm", "column"),
        ('[column]\n', 1, "no column", "[column]"),
        ('zone = "Europe/Atlantis"\n[column]\nE = "contact.email"\n', 1, "Atlantis", "Helsinki"),
        ('separator = "-"\n[column]\nE = "contact.email"\n', 1, "separator", ";"),
        ('country = "Suomi"\n[column]\nE = "contact.email"\n', 1, "Suomi", "FI"),
        ('[column]\nE = "contact.email"\n[[refusal]]\ncolumn = "Out"\nchannel = "fax"\n', 5, "fax", "email"),
        ('[column]\nE = "contact.email"\n[[claim]]\ncolumn = "In"\nwithdraws = true\n', 5, "withdraws", "Take it out"),
        ('[column]\nE = "contact.email"\n[[refusal]]\nis = ["1"]\n', 3, "no column", "column"),
        ('[column]\nE = "contact.email"\n[constant]\n"contact.email" = "a@example.com"\n', 4, "everybody", "language"),
        ('drop = "X"\n[column]\nE = "contact.email"\n', 1, "drop", "drop"),
        ('[column\n', 1, "line 1", "docs/importing.md"),
    ],
)  # fmt: skip
def test_a_fault_names_the_line_and_the_mend(
    tmp_path: Path, text: str, line: int, what: str, mend: str
) -> None:
    with pytest.raises(MappingFault) as fault:
        read_mapping(mapping(tmp_path, text), FIELDS)

    assert what in fault.value.message
    assert mend in (fault.value.help or "")
    assert f"m.toml:{line}:" in fault.value.message or f"line {line}" in fault.value.message


def test_a_column_that_the_file_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as fault:
        read(
            tmp_path,
            '[column]\nEmail = "contact.email"\n"Job title" = "position.title"\n',
            "email,name\na@example.com,A\n",
        )

    assert (fault.value.code, fault.value.line) == ("column_missing", 1)
    assert "job title" in fault.value.file


def test_two_columns_of_one_name_both_speak(tmp_path: Path) -> None:
    """python/cpython #61739: the first one vanishes when a row becomes a dictionary."""
    (found,) = read(
        tmp_path,
        '[column]\nname = "contact.name"\nphone = "contact.phone"\n',
        "name,phone,phone\nAino,0500001901,0500001902\n",
    )

    assert isinstance(found, Accepted)
    assert [point.value for point in found.contacts] == ["+358500001901", "+358500001902"]


def test_several_values_in_a_cell_are_parted_and_labelled(tmp_path: Path) -> None:
    text = '[column]\nE = { field = "contact.email", label = "work", split = ";" }\nN = "contact.name"\n'

    (found,) = read(tmp_path, text, "E,N\nA@example.com;b@example.com; a@example.com,Aino\n")

    assert isinstance(found, Accepted)
    assert [(point.value, point.label) for point in found.contacts] == [
        ("a@example.com", Label.WORK), ("b@example.com", Label.WORK),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "zone", "since"),
    [("31.12.2024", "Europe/Helsinki", "2024-12-31"), ("2024-12-31T23:30:00Z", "Europe/Helsinki", "2025-01-01"),
     ("2024-12-31T23:30:00Z", "UTC", "2024-12-31"), ("45567", "UTC", None), ("1.13.2024", "UTC", None)],
)  # fmt: skip
def test_a_day_is_read_by_its_form_and_zone_or_not_at_all(
    tmp_path: Path, told: str, zone: str, since: str | None
) -> None:
    text = f'zone = "{zone}"\n[column]\nE = "contact.email"\nS = "relation.started"\n'

    (found,) = read(tmp_path, text, f"E,S\na@example.com,{told}\n")

    assert isinstance(found, Accepted)
    assert found.since is not None
    assert (found.since.value.isoformat() if found.since.value else None) == since


def test_a_constant_is_the_same_for_everybody(tmp_path: Path) -> None:
    text = '[column]\nE = "contact.email"\nT = "position.title"\n[constant]\n"customership.language" = "sv"\n'

    (found,) = read(tmp_path, text, "E,T\na@example.com,Inköpare\n")

    assert isinstance(found, Accepted)
    assert [(one.path, one.value) for one in found.details] == [
        ("position.title", "Inköpare"),
        ("customership.language", "sv"),
    ]


def test_an_identity_code_in_a_mapped_cell_rejects_the_record(tmp_path: Path) -> None:
    """1050/2018 § 29."""
    (found,) = read(
        tmp_path,
        '[column]\nE = "contact.email"\nN = "contact.name"\n',
        "E,N\na@example.com,Olli 010190-900P\n",
    )

    assert isinstance(found, Rejected)
    assert (found.reason, found.column) == ("national_identity_code", "N")


def test_the_first_of_two_records_of_one_key_or_one_address_holds(tmp_path: Path) -> None:
    text = 'key = "id"\n[column]\nE = "contact.email"\n[[refusal]]\ncolumn = "out"\nis = ["1"]\n'

    found = read(tmp_path, text, "id,E,out\n1,a@example.com,\n1,b@example.com,\n2,A@example.com,1\n")

    assert [getattr(one, "reason", "") for one in found] == ["", "duplicate_in_file", "duplicate_in_file"]
    assert isinstance(found[2], Rejected)
    assert found[2].withdrawn_email == "a@example.com"  # the refusal holds though the record doesn't
