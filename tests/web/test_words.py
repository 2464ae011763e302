"""Words: every key in three languages, every key that is used is there, and none is there in vain."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from seloste.gate.reasons import LAW
from seloste.register.deals import Kind, State
from seloste.retention import promises as trials
from seloste.terms.words import Scope
from seloste.web import words
from seloste.web.views.may import DECIDES, STEPS
from seloste.web.words import WORDS, decisions, frame, house, people, promises, publishing

WEB = Path(words.__file__).resolve().parent.parent
COMPOSED = (
    "language.",
    "organisation.own.",
    "field.",
    "role.",
    "verb.",
    "scope.",
    "may.step.",
    "erase.fact.",
    "erased.",
    "export.",
    "theme.",
    "proof.",
    "deal.kind.",
    "deal.state.",
    "timeline.",
    "rights",
    "upkeep",
    "legal",
)
"""Keys that the code composes of a prefix and a word of the register."""


def used() -> set[str]:
    found: set[str] = set()
    for path in (WEB / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"""\{%\s*say\s+["']([^"']+)["']""", text))
    for path in WEB.rglob("*.py"):
        if path.parent.name != "words":
            found |= set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)*)"', path.read_text(encoding="utf-8")))
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_key_speaks_three_languages(key: str) -> None:
    text = WORDS[key]

    assert all(said.strip() for said in text)
    assert placeholders(text.fi) == placeholders(text.sv) == placeholders(text.en)


def test_every_key_of_a_template_exists() -> None:
    said = {
        key
        for path in (WEB / "templates").rglob("*.html")
        for key in re.findall(r"""\{%\s*say\s+["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    }

    assert len(said) > 100
    assert said <= WORDS.keys()


def test_every_key_that_python_says_exists() -> None:
    said = {
        key
        for path in WEB.rglob("*.py")
        for key in re.findall(r'\bsay\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert len(said) > 10
    assert said <= WORDS.keys()


def test_no_key_is_there_in_vain() -> None:
    vain = {key for key in WORDS.keys() - used() if not key.startswith(COMPOSED)}

    assert vain == set()


def test_composed_keys_cover_what_the_register_can_say() -> None:
    scopes = {f"scope.{int(scope)}" for scope in Scope}
    steps = {f"may.step.{step}" for step in STEPS}

    dealt = {f"deal.kind.{kind.name.lower()}" for kind in Kind} | {
        f"deal.state.{s.name.lower()}" for s in State
    }

    assert scopes | steps | dealt <= WORDS.keys()
    assert set(DECIDES.values()) <= set(STEPS)
    assert LAW.keys() - {"nothing_published"} == DECIDES.keys()


def test_every_trial_has_a_title_and_words_for_what_it_may_find() -> None:
    source = Path(trials.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'_trial\(\s*[^"\n]*,\s*"([a-z_]+)"', source))
    codes |= set(re.findall(r'"([a-z_]+)" if', source)) | {"no_grant", "failed", "ledger_long", "index"}

    assert codes >= trials.TRIALS.keys()
    assert {f"proof.{name}" for name in trials.TRIALS} <= WORDS.keys()
    assert {f"proof.found.{code}" for code in codes} == {
        key for key in WORDS if key.startswith("proof.found.")
    }


def test_no_key_stands_twice() -> None:
    modules = (frame, people, house, promises, publishing, decisions)
    parts = [module.WORDS for module in modules]

    assert sum(map(len, parts)) == len(WORDS)


def test_no_text_stands_in_a_template_outside_the_catalogue() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        bare = re.sub(
            r"<script.*?</script>|\{% block width %\}[a-z-]+|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>",
            " ",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        bare = bare.replace("seloste subject certificate", "")  # a command, the same in every language

        assert not re.search(r"[^\W\d_]{2,}", bare), path.name
