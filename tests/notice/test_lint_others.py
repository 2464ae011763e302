"""Rules H: each finds its one fault in an otherwise whole notice, and is silent on two that come near it."""

from __future__ import annotations

from typing import Final

import pytest

from seloste.notice.catalogue import CATALOGUE, translated
from seloste.notice.lint_wording import SCOPES
from tests.notice.builders import edited, findings_of
from tools.words import lists

READ = ('level        = "drive"', 'level        = "read"')
Edits = tuple[tuple[str, str], ...]
END: Final = "\x00"
"""What is put at the end of the file."""

NEWSLETTER = (
    'basis     = ["consent", "existing_customer for customer", "task for customer_rep and partner_rep"]'
)
STANCE = '[transfer]\nat       = "8.1"\nstance   = "only as listed"'
MECHANISM = 'transfer  = { mechanism = "dpf-2023", assessed = 2026-09-01, copy = "contact" }'
VERSION = (
    "version      = { number = 2, published = 2026-11-02, in_force = 2026-11-16, was = 1, proposed = true }"
)
CONTACT = '[controller.contact]\nrole     = { fi = "tietosuojan yhteyshenkilö"'
REGISTER = "[register]\nname = "
KEEP = 'period   = "6 years after end of year of financial_year.ended"'
THREE = '{{ fi = "{0}", sv = "{1}", en = "{2}" }}'


def _category(fi: str, sv: str, en: str, more: str = "") -> tuple[str, str]:
    title = THREE.format(fi, sv, en)
    return (
        END,
        f'\n[category.extra]\ntitle = {title}\nfields = ["extra"]\nfield = {{ extra = {{ title = {title} }} }}\n{more}',
    )


def _purpose(data: str, basis: str) -> tuple[str, str]:
    title = THREE.format("Turvallisuus", "Säkerhet", "Safety")
    return END, f'\n[purpose.extra]\ntitle = {title}\nbasis = "{basis}"\ndata = ["{data}"]\n'


CAMERA = ("Kameratallenteet", "Kameraupptagningar", "Camera footage")
FAULTS: dict[str, tuple[Edits, Edits, Edits]] = {
    # code: the fault, and two notices that come near it
    "SEL2302": (
        ((NEWSLETTER, 'basis = "contract for customer"'),), ((NEWSLETTER, 'basis = "consent"'),),
        (("basis    = \"interest for customer, customer_rep\"\ninterest = { fi = \"asiakkaan tarpeiden", 'basis = "contract for customer"\ninterest = { fi = "asiakkaan tarpeiden'),),
    ),
    "SEL2307": (
        ((STANCE, '[transfer]\nat = "8.1"\nstance = "may"'), (MECHANISM, ""), (MECHANISM, "")),
        ((STANCE, '[transfer]\nat = "8.1"\nstance = "yes"'),), ((MECHANISM, ""), (MECHANISM, "")),
    ),
    "SEL2308": (
        ((MECHANISM, 'transfer = { mechanism = "privacy-shield", copy = "contact" }'),),
        ((MECHANISM, 'transfer = { mechanism = "scc-2021", copy = "contact" }'),),
        ((MECHANISM, 'transfer = { mechanism = "bcr", copy = "contact" }'),),
    ),
    "SEL2312": (
        ((REGISTER, f'[[register]]\nname = {THREE.format("Toinen", "Andra", "Second")}\npeople = ["customer"]\n[[register]]\nname = '),),
        ((REGISTER, f'[[register]]\nname = {THREE.format("Toinen", "Andra", "Second")}\npeople = ["applicant"]\n[[register]]\npeople = ["customer"]\nname = '),),
        ((REGISTER, '[register]\npeople = ["customer"]\nname = '),),
    ),
    "SEL2313": (
        (("Muuhun tietoja ei käytetä.", "Keräämme seuraavat tiedot:"),),
        (("Muuhun tietoja ei käytetä.", "Keräämme seuraavat tiedot: nimi ja osoite."),),
        (("Muuhun tietoja ei käytetä.", "Kello 12:30 emme käytä tietoja."),),
    ),
    "SEL2314": (
        (('address        = { street = "Kuortaneenkatu 2", postcode = "00510", town = "Helsinki" }\n', ""),),
        (('mail     = "tietosuoja@avoin-systems.example"', 'phone = "+358500000001"'),),
        ((', town = "Helsinki" }', " }"),),
    ),
    "SEL2315": (
        ((VERSION, "version = { number = 2 }"),), ((VERSION, "version = { number = 2, updated = 2026-10-06 }"),),
        ((VERSION, "version = { number = 2, in_force = 2026-10-06 }"),),
    ),
    "SEL2317": (
        (("basis    =", "# ="),) * 16 + (("basis     =", "# ="),) * 4,
        (("basis    =", "# ="),) * 16, (("basis     =", "# ="),) * 4,
    ),
    "SEL2319": (
        (_purpose("contact", "consent"), ('"Turvallisuus"', '"Profilointi"')),
        (("profiling    = \"none\"", f'profiling = {THREE.format("profiloimme", "vi profilerar", "we profile")}'),
         _purpose("contact", "consent"), ('"Turvallisuus"', '"Profilointi"')),
        (_purpose("contact", "consent"),),
    ),
    "SEL2528": (
        ((KEEP, 'period   = "3 years after end of year of financial_year.ended"'),),
        ((KEEP, 'period   = "10 years after end of year of financial_year.ended"'),),
        ((KEEP, 'period   = "3 years after end of year of financial_year.ended"'), ("accounting 2:10", "accounting 3:12")),
    ),
    "SEL2323": (
        (('officer        = "none"', f'officer = {THREE.format("toimitusjohtaja", "verkställande direktör", "managing director")}'),),
        (('officer        = "none"', f'officer = {THREE.format("Testi Keksitty", "Testi Keksitty", "Testi Keksitty")}'),),
        (('role     = { fi = "tietosuojan yhteyshenkilö"', 'role     = { fi = "toimitusjohtaja"'),),
    ),
    "SEL2325": (
        (_category(*CAMERA),), (_category(*CAMERA, 'keep = "1 month after obtained"\n'), _purpose("extra", "consent")),
        (_category("Kuvat", "Bilder", "Pictures"),),
    ),
    "SEL2326": (
        (_category("Suosittelijat", "Referenser", "Referees"),),
        (_category("Suosittelijat", "Referenser", "Referees"), (END, f'\n[group.third]\ntitle = {THREE.format("suosittelija", "referent", "referee")}\n')),
        (_category("Kuvat", "Bilder", "Pictures"),),
    ),
    "SEL2329": (
        (_category("Rikostausta", "Brottslig bakgrund", "Criminal record"),),
        (_category("Rikostausta", "Brottslig bakgrund", "Criminal record"), ("field = { extra = {", 'field = { extra = { ground = "504/2002",')),
        (_category("Sopimusrikkomukset", "Avtalsbrott", "Breaches of contract"),),
    ),
    "SEL2330": (
        (('[disclosure]\n', '[disclosure]\nto = "none"\n'), ('role     = "processor"', 'role     = "controller"')),
        (('[disclosure]\n', '[disclosure]\nto = "none"\n'),), (('role     = "processor"', 'role     = "controller"'),),
    ),
    "SEL2332": (
        (("[controller]\n", '[[controller]]\nname = { fi = "Avoin.Systems Oy", sv = "Avoin.Systems Oy", en = "Avoin.Systems Oy" }\nbusiness_id = "1234567-1"\n'
          'officer = "none"\naddress = { street = "Keksikatu 1", postcode = "00100", town = "Helsinki" }\ncontact = { mail = "a@example.fi" }\n[[controller]]\n'),),
        (("[controller]\n", '[[controller]]\nname = { fi = "Avoin.Systems Oy", sv = "Avoin.Systems Oy", en = "Avoin.Systems Oy" }\nbusiness_id = "2349368-8"\n'
          'officer = "none"\naddress = { street = "Keksikatu 1", postcode = "00100", town = "Helsinki" }\ncontact = { mail = "a@example.fi" }\n[[controller]]\n'),),
        (("[controller]\n", '[[controller]]\nname = { fi = "Keksitty Oy", sv = "Keksitty Oy", en = "Keksitty Oy" }\nbusiness_id = "1234567-1"\n'
          'officer = "none"\naddress = { street = "Keksikatu 1", postcode = "00100", town = "Helsinki" }\ncontact = { mail = "a@example.fi" }\n[[controller]]\n'),),
    ),
    "SEL2334": (
        (('customer          = { fi = "asiakas"', 'customer = { fi = "lastensuojelun asiakas"'),),
        (('customer          = { fi = "asiakas"', 'customer = { fi = "lastenvaatteiden ostaja"'),),
        (('customer          = { fi = "asiakas"', 'customer = { fi = "lastensuojelun asiakas"'),
         (END, '\n[category.extra]\ntitle = { fi = "Tuki", sv = "Stöd", en = "Support" }\nfields = ["extra"]\n'
          'field = { extra = { special = "health", condition = "9(2)(a)", title = { fi = "tuki", sv = "stöd", en = "support" } } }\n')),
    ),
    "SEL2335": (
        (_category("Soveltuvuusarvio", "Lämplighetstest", "Aptitude test"),),
        (_category("Soveltuvuusarvio", "Lämplighetstest", "Aptitude test"), _purpose("extra", "consent")),
        (_category("Soveltuvat tuotteet", "Lämpliga produkter", "Fitting products"),),
    ),
    "SEL2336": (
        (('fi = "asiantuntijatyö", sv = "konsultarbete", en = "consulting"', 'fi = "asiantuntijatyö"'),),
        (('fi = "asiantuntijatyö", sv = "konsultarbete", en = "consulting"', 'fi = "työ", sv = "arbete", en = "work"'),),
        (('languages    = ["fi", "sv", "en"]', 'languages = ["fi", "sv", "en"]'),),
    ),
    "SEL2338": (
        (("Muuhun tietoja ei käytetä.", "Vastaamme WhatsApp-viesteihin."),),
        (("Muuhun tietoja ei käytetä.", "Vastaamme Slack-viesteihin."),),
        (("Muuhun tietoja ei käytetä.", "Vastaamme viesteihin."),),
    ),
}  # fmt: skip
RIGHTS = ("access", "rectify", "erase", "complaint", "port", "withdraw")
BY_TERMS_ALONE = {"SEL2316", "SEL2339", "SEL2343"}


def _text(edits: Edits) -> str:
    text = edited(READ)
    for old, new in edits:
        if old is END or old == END:
            text += new
        else:
            assert old in text, old
            text = text.replace(old, new, 1)
    return text


def _codes(edits: Edits) -> set[str]:
    return {finding.code for finding in findings_of(_text(edits))}


CLEAN = _codes(())


@pytest.mark.parametrize("code", FAULTS)
def test_the_one_fault_is_found_and_mending_it_removes_this_code_and_no_other(code: str):
    fault, _, _ = FAULTS[code]

    found = _codes(fault)

    assert code in found
    assert {one for one in found - CLEAN if one.startswith("SEL23") or one == code} == {code}


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("code", FAULTS)
def test_what_comes_near_is_left_in_peace(code: str, number: int):
    assert code not in CLEAN
    assert code not in _codes(FAULTS[code][number])


@pytest.mark.parametrize("right", RIGHTS)
def test_h16_each_right_that_is_not_named_is_a_finding_of_its_own(right: str):
    other = ((f"[right.{right}]", f"[right.other_{right}]"),)

    found = [finding for finding in findings_of(_text(other)) if finding.code == "SEL2316"]

    assert [finding.path for finding in found] == [f"right.{right}"]
    assert "SEL2316" not in CLEAN


def test_h16_a_right_that_does_not_apply_under_the_basis_used_is_not_missed():
    """Part 4, leave in peace: no portability and no withdrawal where nothing rests on consent or contract."""
    law = 'level = "read"\nlanguages = ["en"]\n[law.a]\nid = "fi/1/2000"\n[purpose.a]\nbasis = "{} a"\n'
    missed = {f.path for f in findings_of(law.format("law")) if f.code == "SEL2316"}

    assert missed == {"right.access", "right.rectify", "right.erase", "right.complaint"}
    consent = findings_of(law.replace('"{} a"', '"consent"'))
    assert {f.path for f in consent if f.code == "SEL2316"} - missed == {"right.port", "right.withdraw"}


def test_h39_and_h43_ask_for_measures_and_for_kinds_of_data_only_where_the_law_does():
    """Part 4, leave in peace: Article 13 asks neither of a notice for people who gave the data themselves."""
    notice = 'level = "read"\nlanguages = ["en"]\n[source.a]\nown = {}\ntitle.en = "you"\n'
    own, other = (findings_of(notice.format(truth)) for truth in ("true", "false"))

    assert "SEL2343" in {f.code for f in other}
    assert "SEL2343" not in {f.code for f in own}
    assert "SEL2343" not in CLEAN
    assert {f.severity.value for f in own if f.code == "SEL2339"} == {"advice"}
    assert "SEL2339" not in CLEAN
    assert "SEL2339" not in {
        f.code for f in findings_of(notice.format("true") + '[measure.a]\nwhat.en = "locks"\n')
    }


def test_every_rule_of_this_kind_is_tried_by_terms_or_by_words():
    by_words = {entry["code"] for entry in lists("en")["entry"]}

    tried = set(FAULTS) | by_words | BY_TERMS_ALONE

    assert {code for code in CATALOGUE if code.startswith("SEL23")} <= tried
    assert set(SCOPES) <= set(CATALOGUE)


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code.startswith("SEL23")])
def test_each_code_is_that_of_its_rule_and_is_said_in_three_languages(code: str):
    assert f"H{int(code[5:])}" in CATALOGUE[code].rules
    assert CATALOGUE[code].article
    assert {code} <= translated("fi").keys() & translated("sv").keys()
