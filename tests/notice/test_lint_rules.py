"""Each rule of the linter is about one thing: mend this one thing in the public notice, and it alone falls silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from seloste.notice.catalogue import CATALOGUE, translated
from seloste.notice.findings import Finding
from tests.notice.builders import findings_of

PUBLISHED = Path(__file__).parents[2] / "notices" / "avoin-systems" / "published.toml"
WORDS = PUBLISHED.read_text(encoding="utf-8")
HEAD = 'languages = ["fi"]\n'
CONSENT = 'basis     = ["consent", "interest"]'
ENTITY = 'name = "Yritys Esimerkki Oy", seat = "FI", servers = ["FI"]'

MENDS: dict[str, tuple[tuple[str, str], ...]] = {
    "SEL2101": (('stance   = "none"', 'stance   = "may"'),),
    "SEL2102": (('title.fi = "Yhteystiedot"', 'title.fi = "Yhteystiedot"\nkeep = "24 months after relation.ended"'),),
    "SEL2103": (("[right.rectify]", '[right.restrict]\ntitle.fi = "Rajoittaminen"\n[right.rectify]'),),
    "SEL2104": (('title.fi = "Kielto-oikeus"', 'title.fi = "Kielto-oikeus"\nset_apart = true'),),
    "SEL2105": (
        ('title.fi = "Palveluihin liittyvät asiakassuhteet"', 'title.fi = "Suhteet"\ninterest.fi = "suhteen hoito"'),
        ('title.fi  = "Markkinointi ja sen kohdentaminen"', 'title.fi = "Markkinointi"\ninterest.fi = "kertominen"'),
        (CONSENT, f'{CONSENT}\ninterest.fi = "uutiset"'),
    ),
    "SEL2106": (('people   = ["applicant"]', 'people   = ["applicant"]\nbasis = "steps before a contract for applicant"'),),
    "SEL2107": (
        ('title.fi = "Palvelut"', 'title.fi = "Palvelut"\nbasis = "contract for customer"'),
        ('title.fi = "Liiketoiminta"', 'title.fi = "Liiketoiminta"\nbasis = "interest for customer"'),
        ('title.fi  = "Suoramarkkinointi"', 'title.fi = "Suoramarkkinointi"\nbasis = "consent"'),
    ),
    "SEL2108": (('title.fi = "Palvelut"', 'title.fi = "Palvelut"\ndata = ["contact"]'),),
    "SEL2109": (
        ('title.fi = "Palvelut"', 'title.fi = "Palvelut"\ndata = ["calls"]'),
        ('title.fi = "Puhelutiedot"', 'title.fi = "Puhelutiedot"\nkeep = "6 months after obtained"'),
    ),
    "SEL2110": ((CONSENT, f'{CONSENT}\ndata = ["behaviour"]'),),
    "SEL2111": (('form     = "written and signed"\n', ""),),
    "SEL2112": ((HEAD, f'{HEAD}profiling = "none"\n'),),
    "SEL2113": (('title.fi = "Yhteystiedot"', 'title.fi = "Yhteystiedot"\nrequired = { name = "contract" }'),),
    "SEL2114": (("open = true, ", ""),),
    "SEL2115": tuple(
        (f'entity = {{ product = "{name}" }}', f'entity = {{ product = "{name}" }}\ntask.fi = "palvelu"')
        for name in ("Google", "Odoo", "Facebook", "Leadfeeder", "LinkedIn", "Slack", "MailChimp")
    ),
    "SEL2116": tuple((f"[disclosure.{name}]", f'[disclosure.{name}]\nrole = "processor"') for name in
                     ("partners", "telemarketer", "outsiders")),
    "SEL2117": ((CONSENT, 'basis = ["consent", "existing_customer for customer"]'),),
    "SEL2118": (('quote.fi = "tietosuojaviranomaiselle"', 'authority = "fi-tsv"'),),
    "SEL2119": (('ways     = ["post", "desk"]', 'ways     = ["post", "desk", "mail"]'),),
    "SEL2120": (('because  = ["palv', 'told = { what = "material", by = ["mail"] }\nbecause = ["palv'),),
    "SEL2122": (('business_id = "2349368-8"', 'business_id = "2349368-8"\nofficer = "none"'),),
    "SEL2123": tuple((f"{name} = {{ at", f'{name} = {{ uses = ["services"], at') for name in
                     ("colleague   ", "registers   ", "trade_register", "other_registers", "own_site    ")),
    "SEL2126": (("[use.newsletter.email]\n", '[use.newsletter.email]\nwithdraw = ["own page"]\n'),),
    "SEL2127": ((CONSENT, f'{CONSENT}\ndata = ["marketing.tracking"]'),),
    "SEL2129": (('people    = ["customer", "prospect"]',
                 'people = ["customer", "prospect", "customer_rep", "partner_rep", "provider_rep", "subcontractor_rep"]'),),
    "SEL2130": (('fields   = ["history", "recording"]', 'fields   = ["history", "recording", "application"]'),),
    "SEL2131": ((', "… muu vastaava tilanne, jossa tarvitaan yhteystietoja"', ""),),
    "SEL2132": (('basis    = "contract"\n', 'basis    = "contract for customer"\n'),),
    "SEL2133": ((CONSENT, 'basis = ["consent for prospect", "interest for customer"]'),),
    "SEL2134": (('basis    = "interest"\n', 'basis    = ["interest", "consent"]\n'),),
    "SEL2135": (('hedge    = "kuten"\n', ""),),
    "SEL2137": tuple((end, "") for end in (
        ', "… tms."', ', "… muut asiakassuhteen yksilöivät tiedot"', ', "… muut asiointitiedot"', ', "… esim."',
        ', "… esimerkiksi"')),
    "SEL2141": tuple((f'{{ product = "{name}" }}', f'{{ product = "{name}", {ENTITY} }}') for name in
                     ("Google", "Odoo", "Facebook", "Leadfeeder", "LinkedIn", "Slack", "MailChimp")),
    "SEL2142": (('entity = { product = "Leadfeeder" }', 'entity = { product = "Leadfeeder" }\ntask.fi = "tunnistus"'),),
    "SEL2143": tuple((f"{name} = {{ at", f'{name} = {{ tell = "within 1 month", at') for name in
                     ("colleague   ", "registers   ", "trade_register", "other_registers", "own_site    ")),
    "SEL2144": (('title.fi = "Yhteystiedot"', 'title.fi = "Yhteystiedot"\nsources = ["self"]'),),
    "SEL2146": tuple((f"[disclosure.{name}]", f'[disclosure.{name}]\ndata = ["contact"]') for name in
                     ("partners", "telemarketer", "outsiders")),
    "SEL2149": (("updated = 2022-10-06", "updated = 2023-10-06"),),
    "SEL2151": (('shape    = "to be set"\n', ""),),
    "SEL2152": (('shape    = "no end"\n', ""),),
    "SEL2153": (('shape    = "review"', 'shape    = "review"\nperiod = "12 months after activity"'),),
    "SEL2154": (('shape    = "by law"', 'shape = "by law"\nlaw = "accounting 2:10"\nperiod = "6 years after obtained"'),),
    "SEL2157": (('hedge    = "tietyissä tilanteissa"', 'text.fi = "Kun tietoa ei enää tarvita."'),) * 2,
    "SEL2159": (('against  = ["suoramainonta"', 'marketing = "always"\nagainst  = ["suoramainonta"'),),
    "SEL2160": (('form     = "written and signed"', 'form = "written and signed"\nanswer = "1 month"'),),
    "SEL2161": (('mail = "tuomo.aura@avoin.systems"', 'mail = "tietosuoja@avoin-systems.example"'),),
    "SEL2166": (("updated = 2022-10-06", "updated = 2025-10-06"),),
    "SEL2167": (("updated = 2022-10-06", "number = 1, updated = 2022-10-06"),),
    "SEL2168": (('services = "all"\n', ""),),
}  # fmt: skip


def _mended(*edits: tuple[str, str]) -> str:
    text = WORDS
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def _codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def test_every_rule_of_the_linter_is_tried():
    assert set(MENDS) == {code for code in CATALOGUE if code.startswith("SEL21")}


@pytest.mark.parametrize("code", MENDS)
def test_a_rule_falls_silent_when_its_one_thing_is_mended(code: str):
    """A near miss: the same words with this one thing said, or not left open."""
    before = findings_of(WORDS)

    after = findings_of(_mended(*MENDS[code]))

    assert code in _codes(before)
    assert code not in _codes(after)
    wrong = [one for one in after if not one.code.startswith("SEL21") and one.code[3:5] != "13"]
    assert [(one.code, one.path) for one in wrong] == []


@pytest.mark.parametrize("code", MENDS)
def test_mending_one_thing_removes_its_code_and_no_others_than_it_says(code: str):
    """What ``implies`` lists goes with it, all of it, and nothing else does."""
    before = _codes(findings_of(WORDS))

    gone = before - _codes(findings_of(_mended(*MENDS[code]))) - {code}

    found = next(one for one in findings_of(WORDS) if one.code == code)
    assert gone == set(found.as_json()["implies"])


@pytest.mark.parametrize("code", MENDS)
def test_a_finding_says_what_where_and_what_now_in_three_languages(code: str):
    """The final shape of a finding: code, rule, severity, article, path, line, column, message, mend."""
    found = next(one for one in findings_of(WORDS) if one.code == code)

    shape = found.as_json()
    number = int(code.removeprefix("SEL21"))
    assert f"N{number}" in shape["rule"]
    assert shape["article"]
    assert {"code", "severity", "implies", "path", "line", "column", "message", "mend"} <= set(shape)
    assert WORDS.splitlines()[found.line - 1] == found.excerpt
    said = {found.in_language(language).message for language in ("fi", "sv", "en")}
    assert len(said) == 3
    assert {code} <= translated("fi").keys() & translated("sv").keys()
