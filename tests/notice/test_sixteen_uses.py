"""R4.1a: what section 4 of the public notice is for, in sixteen words, is sixteen uses in the revised one."""

from __future__ import annotations

import tomllib

from seloste.notice.grammar import MOST_USES
from seloste.notice.policy import Policy
from tests.notice.builders import REVISED, TEXT, policy_of

RELATIONS, SERVICES, BUSINESS = "customer_relations", "services", "business"
MARKETING, RECRUITING = "marketing", "recruiting"
Act = tuple[str, tuple[str, ...]]
"""A purpose of the public notice and what it consists of."""

SIXTEEN: dict[Act, dict[str, str]] = {
    (RELATIONS, ("ylläpitäminen",)): {"relation_upkeep": "Asiakassuhteen ylläpitäminen"},
    (RELATIONS, ("hoitaminen",)): {"customer_care": "Asiakassuhteen hoito"},
    (RELATIONS, ("kehittäminen",)): {"relation_development": "Asiakassuhteen kehittäminen"},
    (RELATIONS, ("analysointi",)): {"analysis": "Asiakassuhteiden analysointi"},
    (RELATIONS, ("tilastointi",)): {"statistics": "Tilastointi"},
    (SERVICES, ("tilaaminen",)): {"ordering": "Palvelujen tilaaminen"},
    (SERVICES, ("tuottaminen",)): {"production": "Palvelujen tuottaminen"},
    (SERVICES, ("laskutus",)): {"billing": "Laskutus ja kirjanpito"},
    (SERVICES, ("palveluiden kehittäminen",)): {"service_development": "Palvelujen kehittäminen"},
    (SERVICES, ("laadunvarmistus",)): {"quality": "Laadunvarmistus"},
    (SERVICES, ("tiedottaminen",)): {"service_news": "Palveluista tiedottaminen"},
    (BUSINESS, ("suunnittelu", "kehitys")): {"planning": "Liiketoiminnan suunnittelu ja kehitys"},
    # Each channel has a permission of its own (R4.3a), so marketing is as many uses as it has channels.
    (MARKETING, ("markkinointi",)): {
        "newsletter.email": "Uutiskirje",
        "telemarketing.phone": "Puhelinmarkkinointi",
        "direct_mail.post": "Markkinointi postitse",
    },
    (MARKETING, ("markkinoinnin kohdentaminen",)): {"targeting.web": "Verkkomainonnan kohdentaminen"},
    (RECRUITING, ("työhakemukset",)): {"job_applications": "Työhakemusten käsittely"},
    (RECRUITING, ("rekrytointi",)): {"recruiting": "Rekrytointi"},
}  # fmt: skip


def _lacking(policy: Policy) -> list[Act]:
    """Those of the sixteen that are no use with a rule of their own, under the name and title given here."""
    permitted = {rule.use for rule in policy.rules}
    titles = {use.name: use.title["fi"] for use in policy.uses if use.name in permitted}
    return [act for act, uses in SIXTEEN.items() if any(titles.get(u) != t for u, t in uses.items())]


def _without(purpose: str) -> tuple[str, str]:
    """An edit that takes a purpose out of the notice."""
    start = TEXT.index(f"[purpose.{purpose}]")
    return TEXT[start : TEXT.index("[purpose.", start + 1)], ""


def test_r4_1a_each_of_the_sixteen_is_a_use_by_name_that_permits_something():
    """R4.1a."""
    assert len(SIXTEEN) == 16
    assert _lacking(policy_of()) == []
    assert _lacking(policy_of(_without("analysis"))) == [(RELATIONS, ("analysointi",))]


def test_r4_1a_no_two_of_the_sixteen_are_one_use():
    """R4.1a: whoever states one of them states no other."""
    named = [use for uses in SIXTEEN.values() for use in uses]

    assert len(named) == len(set(named))
    assert len(policy_of().uses) <= MOST_USES


def test_r4_1a_the_sixteen_are_those_of_the_public_notice():
    """R4.1a: word by word what its first paragraph names; what it leaves open (N31) is no use."""
    public = tomllib.loads(REVISED.with_name("published.toml").read_text(encoding="utf-8"))["purpose"]
    said = [
        (name, act)
        for name in (RELATIONS, SERVICES, BUSINESS, MARKETING, RECRUITING)
        for act in public[name]["acts"]
    ]

    assert [one for one in said if not one[1].startswith("…")] == [
        (purpose, act) for purpose, acts in SIXTEEN for act in acts
    ]
