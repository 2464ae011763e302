"""A notice compiles to the policy that it says, and a change of a sentence or a basis changes it."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.notice import Policy, policy_from_json, policy_to_json
from seloste.notice.citing import in_words
from seloste.notice.policy import Clause, Keep, MayCollect, Processor, Rule, Source, UseTerm
from seloste.terms.words import Basis, Fate, Scope
from tests.notice.builders import TEXT, policy_of

POLICY = policy_of()


def test_the_seven_kinds_of_relation_of_section_1_are_the_groups():
    assert [group.name for group in POLICY.groups] == [
        "customer", "prospect", "applicant", "customer_rep", "partner_rep", "provider_rep",
        "subcontractor_rep",
    ]  # fmt: skip


def test_a_use_is_a_purpose_over_a_channel_and_knows_the_field_that_it_reaches_people_through():
    uses = {use.name: (use.channel, use.address, use.marketing) for use in POLICY.uses}

    assert uses == {
        **dict.fromkeys(
            ("relation_upkeep", "customer_care", "relation_development", "analysis", "statistics", "ordering",
             "production", "billing", "service_development", "quality", "service_news", "planning",
             "job_applications", "recruiting", "cooperation"),
            (None, None, False),
        ),
        "newsletter.email": ("email", "email", True),
        "telemarketing.phone": ("phone", "phone", True),
        "direct_mail.post": ("post", "address", True),
        "targeting.web": ("web", None, True),
        "web_use.web": ("web", None, False),
    }  # fmt: skip


def test_a_rule_stands_for_each_use_field_and_basis():
    newsletter = [
        (r.category, r.field, r.basis, r.groups, r.law) for r in POLICY.rules if r.use == "newsletter.email"
    ]

    for category, field in (("contact", "name"), ("contact", "email"), ("consent", "evidence")):
        assert (category, field, Basis.CONSENT, (), "M2") in newsletter
        assert (category, field, Basis.EXISTING_CUSTOMER, ("customer",), "M3") in newsletter
        assert (category, field, Basis.TASK, ("customer_rep", "partner_rep"), "M10") in newsletter
    assert {(category, field) for category, field, *_ in newsletter} == {
        ("contact", "name"), ("contact", "email"), ("consent", "evidence"), ("customership", "language"),
        ("marketing", "campaign"), ("marketing", "tracking"),
    }  # fmt: skip
    assert {r.law for r in POLICY.rules if r.use == "billing"} == {"GDPR 6(1)(b)", "GDPR 6(1)(c)"}


def test_a_use_touches_only_the_fields_that_it_needs():
    touched = {(r.use, r.field) for r in POLICY.rules}

    assert ("newsletter.email", "phone") not in touched
    assert ("direct_mail.post", "email") not in touched
    narrowed = policy_of(
        ("[use.telemarketing.phone]\n", '[use.telemarketing.phone]\ndata = ["contact.phone"]\n')
    )
    assert {r.field for r in narrowed.rules if r.use == "telemarketing.phone"} == {"phone"}


def test_a_basis_can_be_narrowed_to_data():
    policy = policy_of(
        ('"law accounting for customer, customer_rep"', '"law accounting for contact.name, customer"')
    )

    law = [(r.field, r.groups) for r in policy.rules if r.basis is Basis.LAW]
    assert law == [("name", ("customer",))]


def test_a_use_may_say_its_own_basis():
    policy = policy_of(
        ("[use.direct_mail.post]\n", '[use.direct_mail.post]\nbasis = "consent"\nwithdraw = ["post"]\n')
    )

    rules = [r for r in policy.rules if r.use == "direct_mail.post"]
    assert {r.basis for r in rules} == {Basis.CONSENT}
    assert {r.clause.path for r in rules} == {"use.direct_mail.post.basis"}


def test_every_prohibition_scope_is_compiled_to_its_uses():
    assert POLICY.scopes == {
        Scope.MARKETING: ("newsletter.email", "telemarketing.phone", "direct_mail.post", "targeting.web"),
        Scope.MARKETING_EMAIL: ("newsletter.email",),
        Scope.MARKETING_PHONE: ("telemarketing.phone",),
        Scope.MARKETING_POST: ("direct_mail.post",),
        Scope.MARKETING_SMS: (),
        Scope.RESEARCH: (),
        Scope.INTEREST: (
            "relation_upkeep", "customer_care", "relation_development", "analysis", "statistics", "ordering",
            "production", "service_development", "quality", "service_news", "planning", "newsletter.email",
            "telemarketing.phone", "direct_mail.post", "job_applications", "recruiting", "cooperation",
        ),
    }  # fmt: skip
    research = policy_of(('at       = "4.5"\n', 'at       = "4.5"\nresearch = true\n'))
    assert research.scopes[Scope.RESEARCH] == ("statistics",)


def test_a_period_compiles_with_its_groups_its_event_and_its_fate():
    keeps = {(k.category, k.group, k.event, k.months, k.fate) for k in POLICY.keeps}

    assert ("contact", "customer", "relation.ended", 24, Fate.ORDINARY) in keeps
    assert ("contact", "prospect", "activity", 24, Fate.ORDINARY) in keeps
    assert ("contact", "prospect", "ground.ended", 3, Fate.ORDINARY) in keeps
    assert ("contact", "applicant", "activity", 13, Fate.ORDINARY) in keeps
    assert ("consent", None, "ground.ended", 36, Fate.CLAIMS) in keeps


def test_a_period_of_law_names_its_law_and_the_one_use_that_sees_it():
    """R4.2b, R9.2a, L16: a longer period names its law."""
    policy = policy_of(
        ('  "13 months after activity for applicant",\n',
         '  "13 months after activity for applicant",\n  "bookkeeping for name and address",\n'),
    )  # fmt: skip

    kept = [k for k in policy.keeps if k.fate is Fate.BY_LAW]
    assert [(k.category, k.field, k.months, k.only, k.law) for k in kept] == [
        ("contact", "name", 72, "billing", "accounting 2:10"),
        ("contact", "address", 72, "billing", "accounting 2:10"),
        ("customership", "invoice", 72, "billing", "accounting 2:10"),
    ]
    assert kept[0].clause.section == "9.5"


def test_a_source_brings_in_what_it_names_under_the_uses_that_it_names():
    mailchimp = {(c.category, c.field, c.use) for c in POLICY.collects if c.source == "mailchimp"}

    assert mailchimp == {
        ("contact", "name", "newsletter.email"),
        ("contact", "email", "newsletter.email"),
        ("consent", "evidence", "newsletter.email"),
        ("contact", "name", "customer_care"),
        ("contact", "email", "customer_care"),
        ("contact", "phone", "customer_care"),
        ("consent", "evidence", "customer_care"),
        ("marketing", "campaign", "newsletter.email"),
        ("marketing", "tracking", "newsletter.email"),
    }
    assert MayCollect("self", "contact", "phone", "telemarketing.phone") in POLICY.collects
    assert MayCollect("self", "contact", "phone", "newsletter.email") not in POLICY.collects
    source = next(s for s in POLICY.sources if s.name == "mailchimp")
    assert (source.group, source.own) == ("prospect", True)


def test_the_seven_processors_of_section_6_are_named_with_their_places():
    places = {p.name: (p.seat, p.parent, p.mechanism) for p in POLICY.processors}

    assert set(places) == {"google", "odoo", "facebook", "leadfeeder", "linkedin", "slack", "mailchimp"}
    assert places["mailchimp"] == ("US", "US", "dpf-2023")
    # S14: Odoo and Leadfeeder are not groups outside the EEA.
    assert {name for name, (_, parent, _) in places.items() if parent} == {
        "google", "facebook", "linkedin", "slack", "mailchimp",
    }  # fmt: skip


def test_the_head_of_the_policy_is_the_notices():
    assert (POLICY.version, POLICY.business_id, POLICY.backups_days) == (2, "2349368-8", 35)
    assert POLICY.contact_mail.endswith(".example")
    assert POLICY.time_zone == "Europe/Helsinki"
    assert POLICY.sample
    assert len(POLICY.digest) == 64


def test_every_clause_has_a_sentence_in_every_language_with_nothing_left_to_fill():
    assert POLICY.languages == ("fi", "sv", "en")
    assert len(POLICY.clauses) > 30
    for path, clause in POLICY.clauses.items():
        assert clause.path == path
        assert clause.section
        assert set(clause.sentence) == set(POLICY.languages)
        assert all(s.strip() and "{" not in s for s in clause.sentence.values()), path


def test_each_rule_period_use_and_source_points_at_a_clause_of_the_policy():
    stated: list[Rule | Keep | UseTerm | Source | Processor] = [*POLICY.rules, *POLICY.keeps, *POLICY.uses]
    stated += [*POLICY.sources, *POLICY.processors]

    assert all(POLICY.clauses[term.clause.path] == term.clause for term in stated)
    assert POLICY.prohibition_clause.section == "11.5"


def test_t11_a_changed_sentence_changes_what_is_said_and_nothing_else():
    old = "We send the newsletter if you have ordered it."
    policy = policy_of((old, "We send the newsletter to whoever has ordered it."))

    rule = next(r for r in policy.rules if r.use == "newsletter.email")
    assert rule.clause.sentence["en"].startswith("We send the newsletter to whoever")
    assert [(r.use, r.field, r.basis) for r in policy.rules] == [
        (r.use, r.field, r.basis) for r in POLICY.rules
    ]
    assert policy.digest != POLICY.digest


def test_t11_a_changed_basis_changes_the_rules():
    policy = policy_of(('"existing_customer for customer", ', ""))

    bases = {r.basis for r in policy.rules if r.use == "newsletter.email"}
    assert bases == {Basis.CONSENT, Basis.TASK}


def test_default_sentences_say_basis_and_people_in_three_languages():
    clause = POLICY.clauses["purpose.direct_mail.basis"]

    assert "oikeutettu etumme" in clause.sentence["fi"]
    assert "mahdolliset asiakkaat" in clause.sentence["fi"]
    assert "vårt berättigade intresse" in clause.sentence["sv"]
    assert "our legitimate interest" in clause.sentence["en"]


def test_a_word_is_inflected_by_the_forms_that_the_notice_gives():
    policy = policy_of(
        ("[general]\n", '[forms.fi]\n"Avoin.Systems Oy" = { gen = "Avoin.Systems Oy:n" }\n[general]\n'),
        ("Lähetämme uutiskirjeen, jos", "Lähetämme {{ controller.name | gen }} uutiskirjeen, jos"),
        ("Vi skickar nyhetsbrevet", "{{ controller.name }} skickar nyhetsbrevet"),
        ("We send the newsletter", "{{ controller.name }} sends the newsletter"),
    )

    said = policy.clauses["use.newsletter.email"].sentence["fi"]
    assert said.startswith("Lähetämme Avoin.Systems Oy:n uutiskirjeen, jos")


# -- JSON ----------------------------------------------------------------------------------------------

_name = st.text(min_size=1, max_size=8)
_texts = st.dictionaries(st.sampled_from(["fi", "sv", "en"]), st.text(max_size=10))
_clauses = st.builds(Clause, path=_name, section=_name, sentence=_texts)
_rules = st.builds(
    Rule, use=_name, category=_name, field=_name, basis=st.sampled_from(Basis),
    groups=st.lists(_name, max_size=2).map(tuple), until=st.none() | st.dates(), law=_name, clause=_clauses,
)  # fmt: skip
_keeps = st.builds(
    Keep, category=_name, field=st.none() | _name, group=st.none() | _name, event=_name,
    months=st.integers(0, 99), days=st.integers(0, 99), fate=st.sampled_from(Fate), only=st.none() | _name,
    law=st.none() | _name, clause=_clauses,
)  # fmt: skip
_processors = st.builds(
    Processor, name=_name, entity=_name, seat=_name, servers=st.lists(_name, max_size=2).map(tuple),
    mechanism=st.none() | _name, uses=st.lists(_name, max_size=2).map(tuple),
    fields=st.lists(_name, max_size=2).map(tuple), clause=_clauses, parent=st.none() | _name,
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(_rules, max_size=3), st.lists(_keeps, max_size=3), st.lists(_processors, max_size=2),
    st.dictionaries(st.sampled_from(Scope), st.lists(_name, max_size=2).map(tuple)),
)  # fmt: skip
def test_a_policy_comes_back_from_json_as_it_went(rules, keeps, processors, scopes):
    policy = dataclasses.replace(
        POLICY, rules=tuple(rules), keeps=tuple(keeps), processors=tuple(processors), scopes=scopes
    )

    assert policy_from_json(json.loads(json.dumps(policy_to_json(policy)))) == policy


@pytest.mark.parametrize("damage", [
    {}, {"version": "2"}, {"rules": [{}]}, {"rules": None}, {"scopes": {"NOWHERE": []}}, {"extra": 1},
    {"languages": "fi"}, {"sample": 1},
])  # fmt: skip
def test_json_that_is_no_policy_is_refused(damage: dict[str, object]):
    data = {**policy_to_json(POLICY), **damage} if damage else {}

    with pytest.raises(ValueError, match=r"\w"):
        policy_from_json(data)


def test_the_notice_package_is_light_and_knows_no_database():
    script = (
        "import sys, seloste.notice as n\n"
        "bad = {'django', 'psycopg', 'stdnum', 'email_validator', 'asyncio'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(bad)) or None)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_day_of_a_policy_is_an_argument_and_not_the_clocks():
    policy: Policy = policy_of()

    assert {r.until for r in policy.rules} == {None, date(2027, 11, 4)}


def test_periods_of_one_category_say_which_data_each_is_for():
    """R9.1: somebody who reads two periods under one heading sees which of them is whose."""
    said = [
        (keep.field, keep.clause.sentence["fi"]) for keep in policy_of().keeps if keep.category == "calls"
    ]

    assert [field for field, _ in said] == ["history", "recording"]
    assert said[0][1].startswith("Puhelut (puheluhistoria): säilytämme tiedot 24")
    assert said[1][1].startswith("Puhelut (puhelunauhoitteet): säilytämme tiedot 6")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "kirjanpitolaki (1336/1997) 2 luku 10 §"),
        ("sv", "bokföringslagen (1336/1997) 2 kap. 10 §"),
        ("en", "the Finnish Accounting Act (1336/1997), chapter 2, section 10"),
    ],
)
def test_a_place_of_law_is_said_in_words_by_the_name_that_the_notice_gives_the_law(language: str, said: str):
    policy = policy_of()

    assert in_words(policy, "accounting 2:10", language) == said
    assert in_words(policy, "GDPR 17(3)(b); accounting 2:10", language) == f"GDPR 17(3)(b); {said}"
    assert in_words(policy, "GDPR 17(3)(e)", language) == "GDPR 17(3)(e)"


def test_a_period_of_law_without_words_of_its_own_names_the_law_and_not_its_key():
    start = TEXT.index('text.fi  = "Laskut säilytämme')
    policy = policy_of((TEXT[start : TEXT.index("proposed = true", start)], ""))

    (keep,) = [one for one in policy.keeps if one.fate is Fate.BY_LAW]

    assert "kirjanpitolaki (1336/1997) 2 luku 10 §" in keep.clause.sentence["fi"]
    assert "accounting" not in " ".join(keep.clause.sentence.values())
