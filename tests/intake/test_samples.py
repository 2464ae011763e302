"""Samples of other systems' exports, read as their expected files say (formats, section 0)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seloste.intake.as_json import as_json
from seloste.intake.mapped import read_mapped
from seloste.intake.mapping import read_mapping
from seloste.intake.odoo import read_partners
from seloste.intake.readings import AnyReading

SAMPLES = Path(__file__).parents[1] / "samples"
FURTHER = ("position.title", "position.department", "customership.language")


def by_mapping(path: Path) -> AnyReading:
    return read_mapped([path], read_mapping(SAMPLES / "mappings" / f"{path.stem}.toml", FURTHER))


def files(folder: str) -> list[Path]:
    return sorted((SAMPLES / folder).glob("*.csv"))


def without_explanations(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_explanations(v) for k, v in value.items() if k not in ("why", "notes")}
    return [without_explanations(v) for v in value] if isinstance(value, list) else value


def compare(path: Path, reading: AnyReading) -> None:
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))
    (read,) = as_json(reading)
    assert (read["format"], read["records_in_file"]) == (expected["format"], expected["records_in_file"])
    assert expected["read_as"].items() >= read["read_as"].items()
    assert without_explanations(read["accepted"]) == without_explanations(expected["accepted"])
    assert [(r["at"], r["reason"]) for r in read["rejected"]] == [
        (r["at"], r["reason"]) for r in expected["rejected"]
    ]
    for key in ("columns_dropped", "columns_refused"):
        names = {name.strip() for joined in expected.get(key, {}) for name in joined.split(",")}
        assert names <= set(read[key])
    told = {(one["at"], one["code"]) for one in read["warnings"]}
    rejected = {one["at"] for one in read["rejected"]}
    wanted = {(w["at"], w["code"]) for w in expected.get("warnings", ())}
    assert {one for one in wanted if one[0] not in rejected} <= told


@pytest.mark.parametrize("path", files("odoo"), ids=lambda path: path.name)
def test_each_odoo_sample_is_read_as_its_expected_file_says(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))
    reading = read_partners([path])

    assert [file.variant for file in reading.files] == [expected["variant"]]
    compare(path, reading)


@pytest.mark.parametrize("path", [*files("generic"), *files("crm-csv")], ids=lambda path: path.name)
def test_each_sample_of_other_systems_is_read_by_a_mapping(path: Path) -> None:
    compare(path, by_mapping(path))


@pytest.mark.parametrize("path", [*files("odoo"), *files("generic"), *files("crm-csv")], ids=lambda p: p.name)
def test_no_value_of_a_refused_or_unmapped_column_is_read(path: Path) -> None:
    """R5.0a: what has no category in the notice, and free text, doesn't leave the file."""
    reading = read_partners([path]) if path.parent.name == "odoo" else by_mapping(path)

    told = json.dumps(as_json(reading), ensure_ascii=False)

    for secret in ("010190-900P", "klo 12", "1503", "Myyjä Malli", "550 5.1.1", "a,b"):
        assert secret not in told
