"""Despite its errors a notice permits only what it says: silence, a slip or an unfit basis permits nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seloste.notice import NoticeErrors, Policy, compile_despite, read
from seloste.notice.policy import UseTerm
from tests.notice.builders import TEXT, TODAY, edited, policy_of

WHOLE = policy_of()
LINES = TEXT.splitlines()
WRITTEN = [number for number, line in enumerate(LINES) if line and not line.startswith("#")]
NEWSLETTER = '["consent", "existing_customer for customer", "task for customer_rep and partner_rep"]'


def _despite(*edits: tuple[str, str]) -> Policy:
    notice, _ = read(edited(*edits).encode())
    assert notice is not None
    return compile_despite(notice, on=TODAY)


def _use(policy: Policy, name: str) -> UseTerm:
    return next(use for use in policy.uses if use.name == name)


def _bases(policy: Policy, use: str) -> set[str]:
    return {rule.basis.name for rule in policy.rules if rule.use == use}


def test_a_whole_notice_permits_the_same_either_way():
    assert _despite() == WHOLE
    assert all(use.shut == {} for use in WHOLE.uses)


@pytest.mark.parametrize(
    ("old", "new", "use", "said"),
    [
        (f"basis     = {NEWSLETTER}", "", "newsletter.email", "The notice does not say on which legal basis"),
        ('data      = ["contact.name", "contact.phone"', 'research  = false #', "telemarketing.phone",
         "The notice does not say which data"),
        ('[use.telemarketing.phone]\nends_with = ["objection"]\nproposed  = true\n', "", "telemarketing",
         "by which channel"),
        ("law accounting for customer, customer_rep", "law accounting for custmer", "billing", ""),
    ],
)  # fmt: skip
def test_what_is_unsaid_shuts_a_use_and_is_told_in_plain_words(old: str, new: str, use: str, said: str):
    """R4.2a: no basis, no data or no channel said: the use permits nothing, and the reason is the silence."""
    policy = _despite((old, new))

    if said:
        assert _bases(policy, use) == set()
        assert said in _use(policy, use).shut["en"]
        assert all(_use(policy, use).shut[language] for language in policy.languages)
    else:  # the other basis of this use goes on holding
        assert _bases(policy, use) == {"CONTRACT"}
        assert _use(policy, use).shut == {}


def test_r4_2b_a_legal_duty_without_its_law_permits_nothing():
    """R4.2b: a law that is hinted at, and not to be looked up, carries no use."""
    assert "LAW" in _bases(WHOLE, "billing")
    assert "LAW" not in _bases(_despite(('id = "fi/1336/1997", ', "")), "billing")


def test_r4_2c_legitimate_interest_without_its_interest_or_its_test_permits_nothing():
    silent = _despite(('interest  = { fi = "omien palvelujen tarjoaminen', "#"))
    untested = _despite(('balance   = { done = 2026-10-05, review = "12 months", record = "internal:balance/telemarketing" }', ""))  # fmt: skip

    assert _bases(silent, "telemarketing.phone") == set()
    assert _use(silent, "telemarketing.phone").shut["fi"] == "Seloste ei kerro, mikä oikeutettu etu on."
    assert _bases(untested, "telemarketing.phone") == set()


def test_n17_a_basis_that_the_law_does_not_know_for_a_channel_compiles_to_nothing():
    """N17, 917/2014 § 200: interest does not carry e-mail, whoever publishes despite it."""
    policy = _despite((NEWSLETTER, '["interest for customer"]'))

    assert _bases(policy, "newsletter.email") == set()
    assert "under the law" in _use(policy, "newsletter.email").shut["en"]


def test_n33_of_bases_without_a_criterion_the_one_that_asks_most_compiles():
    assert _bases(_despite((NEWSLETTER, '["interest", "consent"]')), "newsletter.email") == {"CONSENT"}


def test_a_misspelt_group_narrows_and_never_widens():
    """An unknown name after ``for`` must not turn a basis for some into one for everybody."""
    policy = _despite(
        ('basis     = "interest for customer, customer_rep"', 'basis     = "interest for cstomer"')
    )

    assert _bases(policy, "telemarketing.phone") == set()


def test_r6_4b_a_processor_whose_places_are_unsaid_receives_nothing():
    """R6.4b: incomplete means closed."""
    policy = _despite((', seat = "BE", servers = ["BE", "FR"]', ""))

    (odoo,) = [p for p in policy.processors if p.name == "odoo"]
    assert (odoo.uses, odoo.fields) == ((), ())
    assert next(p for p in WHOLE.processors if p.name == "odoo").uses


def test_a_source_that_names_unknown_data_brings_in_nothing():
    policy = _despite(
        (
            'fields = ["contact.name", "contact.email", "contact.phone", "consent.evidence", "marketing.campaign", "marketing.tracking"]',
            'fields = ["contact.nmae"]',
        )
    )

    assert [may for may in policy.collects if may.source == "mailchimp"] == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(WRITTEN), min_size=1, max_size=4))
def test_silence_never_permits_what_the_whole_notice_does_not(gone: set[int]):
    """Spine 10, "never guessed": leave out any lines; no use gains a field or a basis, and nothing breaks."""
    text = "\n".join("" if number in gone else line for number, line in enumerate(LINES))
    notice, _ = read(text.encode())
    assert notice is not None
    try:
        policy = compile_despite(notice, on=date(2026, 11, 25))
    except NoticeErrors:
        return

    def allowed(of: Policy) -> set[tuple[str, str, str]]:
        return {(rule.use, rule.category, rule.field) for rule in of.rules}

    assert allowed(policy) <= allowed(WHOLE) | {
        (use, *datum) for use, *datum in allowed(policy) if use not in {u.name for u in WHOLE.uses}
    }
