"""The notice as JSON-LD: well-formed, in terms of a closed list, and saying what the notice says (DPV 2.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seloste.notice import read, write_jsonld
from seloste.notice.render import render
from seloste.terms.words import Basis
from tests.notice.builders import REVISED, edited

PUBLISHED = REVISED.with_name("published.toml")
VOCABULARY = json.loads(write_jsonld.VOCABULARY.read_text(encoding="utf-8"))
LISTED = {
    VOCABULARY["prefixes"][prefix]["iri"] + term
    for prefix, terms in VOCABULARY["terms"].items()
    for term in terms
}
Node = dict[str, Any]


def _made(file: Path | str) -> Node:
    notice, _ = read(file if isinstance(file, Path) else file.encode())
    assert notice is not None
    made: Node = json.loads(render(notice, next(iter(notice.languages)), "jsonld"))
    return made


class _Expanded:
    """What a reader of JSON-LD makes of a document that uses prefixes and language maps, and nothing else."""

    def __init__(self, document: Node) -> None:
        self.context = document["@context"]
        self.iris: set[str] = set()
        self.ids: list[str] = []
        self.references: set[str] = set()
        self.faults: list[str] = []
        self._node({key: value for key, value in document.items() if key != "@context"})

    def _iri(self, name: str) -> str:
        prefix, colon, term = name.partition(":")
        known = self.context.get(prefix)
        if not colon or not isinstance(known, str):
            self.faults.append(f"{name} has no prefix that the context knows")
        return f"{known}{term}"

    def _node(self, node: Node) -> None:
        if "@value" in node:
            self._value(node)
            return
        if node.keys() == {"@id"}:
            self.references.add(node["@id"])
            return
        for key, value in node.items():
            if key == "@id":
                self.ids.append(value)
            elif key == "@type":
                self.iris |= {self._iri(one) for one in ([value] if isinstance(value, str) else value)}
            elif key.startswith("@"):
                self.faults.append(f"{key} is no keyword that is used")
            else:
                self._property(key, value)

    def _value(self, node: Node) -> None:
        if node.keys() != {"@type", "@value"} or not isinstance(node["@value"], str):
            self.faults.append(f"{node} is no typed value")
        self.iris.add(self._iri(node["@type"]))

    def _property(self, key: str, value: Any) -> None:
        known = self.context.get(key)
        if isinstance(known, dict):
            self.iris.add(self._iri(known["@id"]))
            if not (isinstance(value, dict) and value.keys() <= {"fi", "sv", "en"}):
                self.faults.append(f"{key} is no text by language")
            return
        self.iris.add(self._iri(key))
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                self._node(one)
            elif not isinstance(one, str) or not one:
                self.faults.append(f"{key} says {one!r}")


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _with_id(document: Node, id: str) -> Node:
    (found,) = [one for one in _nodes(document) if one.get("@id") == id and len(one) > 1]
    return found


@pytest.mark.parametrize("file", [REVISED, PUBLISHED], ids=lambda file: file.stem)
def test_it_is_json_ld_in_the_terms_of_the_list_and_of_no_other(file: Path):
    expanded = _Expanded(_made(file))

    assert expanded.faults == []
    assert expanded.iris <= LISTED
    assert len(expanded.ids) == len(set(expanded.ids))
    assert expanded.references <= set(expanded.ids)


def test_a_term_that_is_not_listed_and_a_fault_of_structure_are_seen():
    """The twin: this check can fail."""
    made = _made(REVISED)
    bad = {**made, "dpv:hasWorries": [{"@id": "#notice", "@type": "dpv:Dread", "@graph": []}], "plain": "x"}
    expanded = _Expanded(bad)

    assert {
        f"{VOCABULARY['prefixes']['dpv']['iri']}{term}" for term in ("hasWorries", "Dread")
    } <= expanded.iris - LISTED
    assert len(expanded.faults) == 2
    assert expanded.ids.count("#notice") == 2


def test_the_list_names_a_source_for_each_prefix_and_holds_no_term_in_vain():
    code = Path(write_jsonld.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:dpv|eu-gdpr|dct|xsd):[A-Za-z0-9-]+)"', code))

    assert VOCABULARY["prefixes"].keys() == VOCABULARY["terms"].keys()
    assert all("https://" in one["source"] for one in VOCABULARY["prefixes"].values())
    listed = {f"{prefix}:{term}" for prefix, terms in VOCABULARY["terms"].items() for term in terms}
    assert named == listed


def test_each_basis_of_the_language_is_one_of_article_6():
    assert {basis.name for basis in Basis} <= write_jsonld.BASES.keys()
    assert set(write_jsonld.BASES.values()) <= {f"eu-gdpr:{term}" for term in VOCABULARY["terms"]["eu-gdpr"]}


def test_a_purpose_is_a_process_with_its_bases_data_and_recipients():
    process = _with_id(_made(REVISED), "#process.newsletter")

    assert process["dpv:hasPurpose"]["@type"] == ["dpv:Purpose", "dpv:DirectMarketing"]
    assert [basis["@type"] for basis in process["dpv:hasLegalBasis"]] == [
        "eu-gdpr:A6-1-a", "eu-gdpr:A6-1-f", "eu-gdpr:A6-1-f"
    ]  # fmt: skip
    assert {"@id": "#category.contact.email"} in process["dpv:hasPersonalData"]
    assert {"@id": "#category.contact.phone"} not in process["dpv:hasPersonalData"]
    assert process["dpv:hasRecipient"] == [{"@id": "#processor.mailchimp"}]


def test_steps_before_a_contract_a_transfer_a_period_and_a_right_have_their_own_terms():
    made = _made(REVISED)
    bases = [basis["@type"] for basis in _with_id(made, "#process.ordering")["dpv:hasLegalBasis"]]
    google = _with_id(made, "#processor.google")
    kept = _with_id(made, "#category.position")["dpv:hasStorageCondition"]

    assert bases == [
        "eu-gdpr:A6-1-b-contract-performance",
        "eu-gdpr:A6-1-b-enter-into-contract",
        "eu-gdpr:A6-1-f",
    ]
    assert [one["dct:identifier"] for one in google["dpv:hasThirdCountry"]] == ["US"]
    assert [one["dct:identifier"] for one in google["dpv:hasCountry"]] == ["IE", "FI"]
    assert google["dpv:hasLegalBasis"]["@type"] == "eu-gdpr:A45-3"
    assert kept[0]["dpv:hasDuration"] == {"@type": "xsd:duration", "@value": "P12M"}
    assert _with_id(made, "#right.object")["@type"] == ["dpv:DataSubjectRight", "eu-gdpr:A21"]


def test_it_speaks_every_language_of_the_notice_with_its_terms_filled_in():
    made = _made(REVISED)
    text = _with_id(made, "#right.withdraw")["description"]

    assert made["dct:language"] == ["fi", "sv", "en"]
    assert text.keys() == {"fi", "sv", "en"}
    assert "the link in each message" in text["en"]
    assert "{{" not in json.dumps(made)


def test_a_change_of_the_notice_changes_it():
    changed = _made(edited(('fi = "Rekrytointi"', 'fi = "Väen haku"')))

    assert _with_id(changed, "#purpose.recruiting")["title"]["fi"] == "Väen haku"
