"""R5.6a, L29a: free text that looks like special-category data is told to its writer, by its kind alone."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from seloste.terms.special import LANGUAGES, hints, kinds, worded

LISTS: dict[str, Any] = tomllib.loads(
    resources.files("seloste.terms").joinpath("special.toml").read_text(encoding="utf-8")
)
HITS = [(kind, text) for kind, entry in LISTS.items() for lang in LANGUAGES for text in entry[lang]["hits"]]
MISSES = [text for entry in LISTS.values() for lang in LANGUAGES for text in entry[lang]["misses"]]


@pytest.mark.parametrize(("kind", "text"), HITS)
def test_r5_6a_what_the_list_gives_as_an_example_is_found(kind: str, text: str):
    assert kind in hints(text)


@pytest.mark.parametrize("text", MISSES)
def test_r5_6a_what_only_looks_alike_is_left_in_peace(text: str):
    """Of any kind: greetings are no illness, a novel is nobody's origin."""
    assert hints(text) == ()


def test_r5_6a_every_kind_has_words_examples_and_counter_examples_in_three_languages():
    assert len(kinds()) == len(LISTS) >= 7
    for entry in LISTS.values():
        assert set(entry["title"]) == set(LANGUAGES)
        assert all(
            entry[lang]["words"] and entry[lang]["hits"] and entry[lang]["misses"] for lang in LANGUAGES
        )


def test_r5_6a_inside_a_value_every_text_is_read_whatever_its_case():
    assert hints({"number": "1", "notes": ["kiitos", "OLI SAIRAUSLOMALLA"]}) == ("health",)
    assert hints({"number": 17, "at": None}) == ()


def test_r5_6a_several_kinds_are_told_by_their_names_in_the_readers_language():
    found = hints("Kuuluu ammattiliittoon ja on raskaana")

    assert found == ("health", "union")
    assert worded(found, "fi") == "terveys, ammattiliiton jäsenyys"
    assert worded(found, "sv") == "hälsa, medlemskap i fackförening"
    assert worded(found, "en") == "health, trade union membership"
