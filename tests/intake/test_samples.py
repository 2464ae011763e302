"""Samples of other systems' exports, recognised and read as their expected files say (formats, section 0)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from seloste.intake.as_json import as_json
from seloste.intake.mapping import read_mapping
from seloste.intake.readings import AnyReading
from seloste.intake.recognising import Told, named, recognise

SAMPLES = Path(__file__).parents[1] / "samples"
FURTHER = ("position.title", "position.department", "customership.language")
PATHS = sorted(
    path for path in SAMPLES.rglob("*.*")
    if path.is_file() and not path.name.endswith(".expected.json") and path.parent.name != "mappings"
)  # fmt: skip
STRICT = {"odoo", "generic", "crm-csv", "mailchimp"}
"""Folders whose expected files tell empty lists apart from lists that aren't there."""

ZONES = {"Master-16-localtime.csv": "Europe/Helsinki", "freepbx-cdr.csv": "Europe/Helsinki",
         "Master-18.csv": "UTC", "Master-21.csv": "UTC", "Master.csv": "Europe/Helsinki",
         "asterisk-template.csv": "Europe/Helsinki"}  # fmt: skip
"""What the user tells: the files of calls hold no zone."""

LISTS = {"phones.txt": "phone", "emails-hashed.csv": "email", "names-addresses-latin1.csv": "post"}
SAID_OTHERWISE = {
    "Relation n": "Relation 1 - Value", "Custom Field n": "Custom Field 1 - Value", "Event n": "Event 1 - Value",
    "phonetic columns": "Phonetic First Name", "Yomi Name and the other phonetic columns": "Yomi Name",
    "User 1-4": "User 1",
}  # fmt: skip
"""Several columns of which the expected file speaks in one word, and one of them."""

_EXPLAINS = ("why", "notes", "row_text_kept", "matches")
_COMPARED = {
    "contact": ("kind", "value", "label", "of", "state", "extension"),
    "consent": ("channel", "purpose", "state", "proof", "at"),
    "prohibition": ("channel", "scope", "since"),
}


def expected_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8")
    )
    return found


def reading_of(path: Path) -> AnyReading:
    """The reading as the command makes it: recognised, unless the file is one that only its user knows."""
    own = SAMPLES / "mappings" / f"{path.stem}.toml"
    mapping = read_mapping(own, FURTHER) if own.exists() else None
    zone = ZoneInfo(ZONES[path.name]) if path.name in ZONES else None
    told = Told(zone=zone, own=frozenset({"101", "102"}), mapping=mapping, lists=LISTS.get(path.name, ""))
    by_name = "csv" if mapping else "prohibition_list" if path.name in LISTS else ""
    taken = named(by_name, [path]) if by_name else recognise([path])
    return taken.format.read([path], told)


def described(variant: str) -> str:
    """A variant without what the expected file says of its sample alone."""
    return re.sub(r" \((?:excerpt of eight items; CC BY 4\.0|one item, shortened)\)", "", variant)


def compared(value: Any, *, strict: bool) -> Any:
    """A record by the keys that are compared; where ``strict`` isn't, what is empty is not there."""
    kept: dict[str, Any] = {}
    for key, told in value.items():
        if key in _COMPARED and isinstance(told, list):
            told = [{name: one[name] for name in _COMPARED[key] if name in one} for one in told]
        if key not in _EXPLAINS and (strict or told not in (None, [])):
            kept[key] = told
    return kept


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_sample_is_recognised_and_read_as_its_expected_file_says(path: Path) -> None:
    expected = expected_of(path)
    strict = path.parent.name in STRICT

    (read,) = as_json(reading_of(path))

    assert read["format"] == expected["format"]
    assert read["variant"] == described(expected.get("variant") or read["variant"])
    assert read["records_in_file"] == expected.get("records_in_file", read["records_in_file"])
    if strict:
        assert expected["read_as"].items() >= read["read_as"].items()
    assert [compared(one, strict=strict) for one in read["accepted"]] == [
        compared(one, strict=strict) for one in expected["accepted"]
    ]
    assert sorted((r["at"], r["reason"]) for r in read["rejected"]) == sorted(
        (r["at"], r["reason"]) for r in expected["rejected"]
    )
    for key in ("columns_dropped", "columns_refused"):
        names = {name.strip() for joined in expected.get(key, {}) for name in joined.split(",")}
        assert {SAID_OTHERWISE.get(name, name) for name in names} <= set(read[key])
    told = {(one["at"], one["code"]) for one in read["warnings"]}
    rejected = {one["at"] for one in read["rejected"]}
    wanted = {(w["at"], w["code"]) for w in expected.get("warnings", ())}
    assert {one for one in wanted if one[0] not in rejected} <= told


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_value_of_a_refused_or_unmapped_column_is_read(path: Path) -> None:
    """R5.0a: what has no category in the notice, and free text, doesn't leave the file."""
    told = json.dumps(as_json(reading_of(path)), ensure_ascii=False)

    for secret in (
        "010190-900P", "150785-901A", "klo 12", "1503", "Myyjä Malli", "550 5.1.1", "Joku Toinen",
        "Joku Muu", "Joku Päällikkö", "photos.example.com", "Pitkä muistiinpano", "hanna@example.com",
    ):  # fmt: skip
        assert secret not in told
    assert re.search(r"\b1980-?03-?22\b|\b1985-02-28\b|\b1990-01-02\b", told) is None


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_record_of_a_sample_is_accepted_or_rejected_once(path: Path) -> None:
    """Nothing lost: what was read, what was rejected and what continues another record is the whole file."""
    (read,) = as_json(reading_of(path))

    ats = [one["at"] for one in read["accepted"]] + [
        at for one in read["accepted"] for at in one.get("also", ())
    ]
    refused = {one["at"] for one in read["rejected"]}
    assert len(ats) == len(set(ats))
    assert not refused & set(ats)
