"""Prose against terms in a notice that drives a register: what can change stands in a term, and texts name it."""

from __future__ import annotations

import pytest

from seloste.notice.catalogue import CATALOGUE, Severity
from tests.notice.builders import TEXT, edited, findings_of, only_finding

SAID = "Muuhun tietoja ei käytetä."
BARE = {
    "SEL1905": (("Säilytämme tietoja 24 kuukautta.", "24"), ("Web2-palvelu ei kerää tietoja.", "Kaksi viikkoa.")),
    "SEL1906": (("Palvelin on Irlannissa.", "Irlannissa"), ("Palvelin on täällä.", "Irlantilainen laki.")),
    "SEL1907": (("Noudatamme lakia 1336/1997.", "1336/1997"), ("Noudatamme lakia.", "{{ law.accounting }} velvoittaa.")),
    "SEL1908": (
        ("Kirjoita osoitteeseen testi@example.fi.", "testi@example.fi"),
        ("Kirjoita: {{ controller.contact.mail }}.", "Katso tietosuoja.fi."),
    ),
    "SEL1909": (
        ("Kirjeet lähettää Mailchimp.", "Mailchimp"), ("Kirjeet lähettää {{ processor.mailchimp }}.", "Kirjeet menevät perille."),
    ),
}  # fmt: skip


def _codes(sentence: str) -> set[str]:
    """With the same terms in the other languages, so that nothing else is found."""
    place = sentence[sentence.index("{{") : sentence.index("}}") + 2] if "{{" in sentence else ""
    others = (
        ("Uppgifterna används inte till annat.", f"Inte annat {place}."),
        ("The data is used for nothing else.", f"Nothing else {place}."),
    )
    return {finding.code for finding in findings_of(edited((SAID, sentence), *others))}


@pytest.mark.parametrize("code", BARE)
def test_what_belongs_in_a_term_is_found_at_its_word(code: str):
    (sentence, word), _ = BARE[code]

    finding = only_finding(edited((SAID, sentence)), code)

    assert finding.text == word
    assert finding.path == "purpose.text.fi"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("code", BARE)
@pytest.mark.parametrize("number", [0, 1])
def test_a_text_that_names_the_term_or_says_nothing_of_the_kind_is_left_in_peace(code: str, number: int):
    assert _codes(BARE[code][1][number]) == set()


def test_each_language_of_a_text_names_the_same_terms_as_often():
    one = (
        "Här berättar vi vilka personuppgifter {{ controller.name }} samlar in",
        "Här berättar vi vad vi samlar in",
    )
    two = ("This notice says which", "{{ controller.name }}: this notice says which")

    for edit in (one, two):
        finding = only_finding(edited(edit), "SEL1910")
        assert finding.severity is Severity.ERROR
        assert "controller.name" in finding.message
    assert "SEL1910" not in {f.code for f in findings_of(TEXT)}


def test_the_order_of_terms_in_a_sentence_is_each_language_s_own():
    text = edited(
        (SAID, "{{ controller.name }}, {{ register.name }}"),
        ("Uppgifterna används inte till annat.", "{{ register.name }}, {{ controller.name }}"),
        ("The data is used for nothing else.", "{{ controller.name }} and {{ register.name }}"),
    )

    assert findings_of(text) == []


@pytest.mark.parametrize(
    ("glued", "ending"), [("{{ controller.name }}n", "n"), ("{{ controller.name }}:lle", ":lle")]
)
def test_an_ending_glued_to_a_term_is_an_error(glued: str, ending: str):
    text = edited((
        "mitä henkilötietoja {{ controller.name }} kerää", f"mitä tietoja {glued} palvelu kerää",
    ))  # fmt: skip

    finding = only_finding(text, "SEL1911")

    assert finding.text == ending
    assert finding.severity is Severity.ERROR
    whole = edited(
        ("mitä henkilötietoja {{ controller.name }} kerää", "mitä tietoja {{ controller.name }}: kerää")
    )
    assert findings_of(whole) == []


def test_a_notice_that_is_only_read_may_say_all_of_it_in_prose():
    read = ('level        = "drive"', 'level        = "read"')

    found = {
        f.code for (sentence, _), _ in BARE.values() for f in findings_of(edited(read, (SAID, sentence)))
    }

    assert {code for code in CATALOGUE if "SEL1905" <= code <= "SEL1911"} & found == set()
