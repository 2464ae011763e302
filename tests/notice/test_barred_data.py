"""What the law keeps from a use or a source whatever the notice says: studies (R5.6c) and applicants (L17)."""

from __future__ import annotations

from seloste.notice import Policy, compile_despite, read
from tests.notice.builders import TODAY, edited, findings_of, only_finding

STUDY = (
    'data      = ["contact.name", "contact.phone"]',
    'data      = ["contact.name", "contact.phone", "events.answer"]',
)
ELSEWHERE = (
    'fields   = ["application", "cv", "stage", "decision"]\nsources  = ["self", "website"]',
    'fields   = ["application", "cv", "stage", "decision"]\nsources  = ["self", "website", "business_card"]',
)
CARDS = ('uses = ["customer_care", "cooperation", "direct_mail.post"]', 'uses = ["customer_care", "cooperation", "recruiting", "direct_mail.post"]')  # fmt: skip


def _despite(*edits: tuple[str, str]) -> Policy:
    notice, _ = read(edited(*edits).encode())
    assert notice is not None
    return compile_despite(notice, on=TODAY)


def test_r5_6c_answers_to_studies_serve_no_marketing():
    """R5.6c: neither in the notice nor, despite its errors, in what it compiles to."""
    assert only_finding(edited(STUDY), "SEL1312").text == '"events.answer"'
    quality = (
        'data     = ["events.feedback", "events.service"',
        'data     = ["events.answer", "events.feedback"',
    )
    assert findings_of(edited(quality)) == []

    policy = _despite(STUDY)

    assert {r.use for r in policy.rules if r.field == "answer"}.isdisjoint({"telemarketing.phone"})
    assert [c for c in policy.collects if c.field == "answer" and c.use == "telemarketing.phone"] == []
    assert [r for r in policy.rules if r.use == "telemarketing.phone" and r.field == "phone"]


def test_l17_what_an_applicant_has_not_told_themselves_needs_their_consent():
    """L17, N23, 759/2004 § 4: neither in the notice nor, despite its errors, at the door."""
    found = only_finding(edited(ELSEWHERE, CARDS), "SEL1313")
    assert (found.text, found.as_json()["rule"]) == ('"business_card"', ["L17", "N23"])

    assert [c for c in _despite(ELSEWHERE, CARDS).collects if c.category == "applications" and c.source == "business_card"] == []  # fmt: skip
    asked = (
        'basis    = ["steps before a contract for applicant", "interest for applicant"]',
        'basis    = ["consent", "interest for applicant"]',
    )
    way = ("# ------------------------------------------------------------------------------ 5 Tietosisältö", '[use.recruiting]\nevidence = "opt_in"\nwithdraw = ["contact"]\nends_with = ["withdrawal"]\n')  # fmt: skip
    assert findings_of(edited(ELSEWHERE, CARDS, asked, way)) == []
