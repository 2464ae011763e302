"""What must hold before a notice may drive a register; the marketing table row by row."""

from __future__ import annotations

from datetime import date

import pytest

from seloste.notice import NoticeErrors, compile_notice, read
from seloste.notice.catalogue import Severity
from seloste.notice.places import in_eea
from tests.notice.builders import TEXT, TODAY, edited, findings_of, line_of, only_finding, policy_of

_NEWSLETTER = (
    'basis     = ["consent", "existing_customer for customer", "task for customer_rep and partner_rep"]'
)
_USE = "[use.newsletter.email]"
_MAILER = 'data      = ["contact.name", "contact.email"]\nuses      = ["newsletter.email"]\ntransfer  = '


def _newsletter(basis: str, channel: str) -> str:
    """The newsletter by another channel and on another basis, with data that the channel needs."""
    return edited(
        (_NEWSLETTER, f'basis = "{basis}"'),
        (_USE, f"[use.newsletter.{channel}]"),
        (
            'data      = ["contact.name", "contact.email", "consent.evidence", ',
            'data = ["contact", "consent.evidence", ',
        ),
        # followed by consent alone (N27), whatever the newsletter rests on
        (
            '"marketing.campaign", "marketing.tracking"]\ntext.fi   = "Lähetämme',
            '"marketing.campaign"]\ntext.fi = "Lähetämme',
        ),
        ('data      = ["marketing.targeting"', 'data = ["marketing.tracking", "marketing.targeting"'),
    ).replace("newsletter.email", f"newsletter.{channel}")


@pytest.mark.parametrize(("number", "why"), [
    ("2349368-7", "check digit"),
    ("234936-8", "seven digits"),
    ("23493688", "write it as 2349368-8"),
    ("FI23493688", "seven digits"),
])  # fmt: skip
def test_r2_1a_a_wrong_business_id_is_refused_and_says_why(number: str, why: str):
    finding = only_finding(edited(('"2349368-8"', f'"{number}"')), "SEL1601")

    assert finding.text == f'"{number}"'
    assert why in finding.message or "trade register" in finding.mend


def test_r2_1a_the_seeds_business_id_passes():
    assert 'business_id    = "2349368-8"' in TEXT
    assert findings_of(TEXT) == []


# -- the marketing table (rules 2.4) -----------------------------------------------------------------

ALLOWED = [
    ("consent", "email", "M2"), ("consent", "sms", "M2"), ("consent", "inbox", "M2"),
    ("consent", "auto_call", "M2"), ("consent", "fax", "M2"),
    ("existing_customer for customer", "email", "M3"), ("existing_customer for customer", "sms", "M3"),
    ("interest for customer", "phone", "M7"), ("interest for customer", "post", "M8"),
    ("task for customer_rep", "email", "M10"), ("task for customer_rep", "inbox", "M10"),
]  # fmt: skip
REFUSED = [
    ("interest for customer", "email", "SEL1301"), ("interest for customer", "sms", "SEL1301"),
    ("interest for customer", "inbox", "SEL1301"),
    ("interest for customer", "auto_call", "SEL1302"), ("interest for customer", "fax", "SEL1302"),
    ("existing_customer for customer", "auto_call", "SEL1302"), ("task for customer_rep", "fax", "SEL1302"),
    ("existing_customer for customer", "phone", "SEL1303"), ("task for customer_rep", "post", "SEL1303"),
    ("contract for customer", "email", "SEL1306"), ("law accounting for customer", "post", "SEL1306"),
]  # fmt: skip


@pytest.mark.parametrize(("basis", "channel", "row"), ALLOWED)
def test_m2_to_m10_a_basis_that_the_table_knows_compiles_with_its_row(basis: str, channel: str, row: str):
    notice, findings = read(_newsletter(basis, channel).encode())
    assert notice is not None
    assert findings == []

    policy = compile_notice(notice, on=TODAY)

    assert {rule.law for rule in policy.rules if rule.use == f"newsletter.{channel}"} == {row}


# keeps: purpose.*.marketing.true through notice.checks_purposes._check_basis
@pytest.mark.parametrize(("basis", "channel", "code"), REFUSED)
def test_m6_and_n17_a_basis_that_the_table_does_not_know_is_refused(basis: str, channel: str, code: str):
    text = _newsletter(basis, channel)

    found = [f for f in findings_of(text) if f.severity is Severity.ERROR]

    assert [f.code for f in found] == [code]
    assert found[0].text == basis.split(" ")[0]
    notice, _ = read(text.encode())
    assert notice is not None
    with pytest.raises(NoticeErrors):
        compile_notice(notice, on=TODAY)


def test_r4_3a_marketing_without_a_channel_is_refused():
    text = edited(('[use.telemarketing.phone]\nends_with = ["objection"]\nproposed  = true\n', "")).replace(
        '["telemarketing.phone"]', '["telemarketing"]'
    )

    assert only_finding(text, "SEL1308").text == "telemarketing"


def test_a_channel_needs_the_field_that_it_reaches_people_through():
    text = edited(
        (
            'data      = ["contact.name", "contact.phone"]\nproposed',
            'data      = ["contact.name", "contact.email"]\nproposed',
        )
    )

    finding = next(f for f in findings_of(text) if f.code == "SEL1309")

    assert "contact.phone" in finding.mend


def test_m10_task_reaches_representatives_only():
    text = edited(("task for customer_rep and partner_rep", "task for customer_rep and prospect"))

    finding = only_finding(text, "SEL1304")

    assert (finding.line, finding.column) == line_of(
        text, 'prospect"]\ninterest  = { fi = "omista palveluista kertominen asiakkaille ja heidän'
    )


@pytest.mark.parametrize("basis", ["existing_customer", "task"])
def test_n33_an_exception_must_say_for_whom(basis: str):
    text = edited((_NEWSLETTER, f'basis     = ["consent", "{basis}", "existing_customer for customer"]'))

    assert only_finding(text, "SEL1307").text == basis


# keeps: group.*.representative.true through notice.checks_purposes._check_basis
def test_n32_a_contract_is_no_basis_for_a_representative():
    """R4.2a: a representative is no party to the contract."""
    text = edited(('["contract for customer", "interest', '["contract for customer_rep", "interest'))

    assert only_finding(text, "SEL1305").text == "customer_rep"


def test_the_exceptions_of_marketing_are_no_basis_elsewhere():
    text = edited(('["contract for customer", "law', '["existing_customer for customer", "law'))

    assert only_finding(text, "SEL1303").text == "existing_customer"


# -- completeness ------------------------------------------------------------------------------------


def test_r4_2c_an_interest_needs_its_text_and_its_balancing_test():
    interest = TEXT[TEXT.index('interest  = { fi = "omien palvelujen') :].split("\n")[0] + "\n"
    balance = (
        'balance   = { done = 2026-10-05, review = "12 months", record = "internal:balance/telemarketing" }\n'
    )

    found = findings_of(edited((interest, ""), (balance, "")))

    assert [f.code for f in found] == ["SEL1506", "SEL1506"]
    assert {f.text for f in found} == {"interest"}


# keeps: purpose.*.balance.review through notice.checks_purposes._check_interest
def test_r4_2c_a_balancing_test_without_a_review_is_refused():
    text = edited(
        (
            'review = "12 months", record = "internal:balance/telemarketing"',
            'record = "internal:balance/telemarketing"',
        )
    )

    assert "review" in only_finding(text, "SEL1506").mend


def test_r4_2c_an_overdue_review_is_a_warning_and_its_rules_end_after_the_grace():
    found = findings_of(TEXT, date(2027, 10, 6))

    assert {f.code for f in found} == {"SEL1803"}
    assert findings_of(TEXT, date(2027, 10, 5)) == []
    assert {r.until for r in policy_of().rules if r.use == "telemarketing.phone"} == {date(2027, 11, 4)}


@pytest.mark.parametrize(("line", "code"), [
    ('sources  = ["self", "website", "mailchimp"]\n', "SEL1504"),
    ('keep     = "36 months after ground.ended for claims"\n', "SEL1505"),
    ('data     = ["contact.address", "employer.industry"]\n', "SEL1502"),
    ("stance   = \"only as listed\"\n", "SEL1508"),
    ('business_id    = "2349368-8"\n', "SEL1508"),
    ('mail     = "tietosuoja@avoin-systems.example"\n', "SEL1508"),
])  # fmt: skip
def test_r5_0b_silence_is_found(line: str, code: str):
    assert code in {f.code for f in findings_of(edited((line, "")))}


def test_r5_0b_a_field_that_no_purpose_uses_is_refused():
    text = edited(('fields   = ["evidence"]', 'fields   = ["evidence", "language"]'))

    finding = only_finding(text, "SEL1503")

    assert finding.text == '"language"'


def test_r9_1a_a_group_without_a_period_is_refused():
    text = edited(('  "13 months after activity for applicant",\n', ""))

    assert "applicant" in only_finding(text, "SEL1510").message


def test_n29_a_group_without_a_purpose_is_a_warning():
    text = edited(
        ("[controller]", 'visitor = { fi = "kävijä", sv = "besökare", en = "visitor" }\n[controller]')
    )
    text = text.replace('activity for prospect"', 'activity for prospect, visitor"')

    assert only_finding(text, "SEL1509").severity is Severity.WARNING


def test_n37_an_open_list_can_not_drive_a_register():
    """R5.5c: an open phrase gives no column."""
    assert (
        only_finding(edited(('fields   = ["evidence"]', 'fields   = ["evidence", "muut …"]')), "SEL1107").text
        == '"muut …"'
    )


def test_a_hedge_can_not_drive_a_register():
    text = edited(('stance   = "only as listed"', 'stance   = "only as listed"\nhedge = "tarvittaessa"'))

    assert only_finding(text, "SEL1108").text == '"tarvittaessa"'


def test_a_notice_that_says_a_thing_twice_can_not_drive_a_register():
    text = edited(("[transfer]\n", '[[transfer]]\nat = "6"\nstance = "may"\n[[transfer]]\n'))

    assert "SEL1106" in {f.code for f in findings_of(text)}


def test_a_notice_that_is_only_read_may_be_silent_hedged_and_say_a_thing_twice():
    text = """
level = "read"
languages = ["fi"]
[[transfer]]
at = "8"
stance = "none"
quote.fi = "ei siirretä"
[[transfer]]
at = "6"
stance = "may"
hedge = "tarvittaessa"
[category.position]
title.fi = "Asema"
fields = ["role", "title", "… tms."]
"""
    notice, findings = read(text.encode())

    assert notice is not None
    assert findings == []
    assert [
        f.code for f in findings_of(text) if f.code < "SEL2"
    ] == []  # what a reader misses is told, and no fault
    assert [t.stance.value for t in notice.transfers if t.stance] == ["none", "may"]


# -- transfers ---------------------------------------------------------------------------------------


# keeps: transfer.stance.* through notice.checks_transfers.check_processors
def test_r8_1a_no_transfer_and_a_processor_outside_are_a_contradiction():
    found = findings_of(edited(('stance   = "only as listed"', 'stance   = "none"')))

    assert {f.code for f in found} == {"SEL1701"}
    assert {f.path for f in found} == {"processor.google", "processor.mailchimp"}
    assert {f.text for f in found} == {'"US"'}


def test_r8_1a_a_processor_without_data_contradicts_nothing_and_gets_nothing():
    slack = next(p for p in policy_of().processors if p.name == "slack")

    assert slack.servers == ("US",)
    assert slack.mechanism is None
    assert slack.uses == slack.fields == ()


# keeps: processor.*.transfer.mechanism, processor.*.transfer.assessed through notice.checks_transfers.check_processors
def test_r8_1c_a_listed_transfer_needs_a_mechanism_and_its_assessment():
    transfer = _MAILER + '{ mechanism = "dpf-2023", assessed = 2026-09-01, copy = "contact" }'

    assert only_finding(edited((transfer, _MAILER + "{ }")), "SEL1702").path == "processor.mailchimp"
    assert (
        "assessment"
        in only_finding(edited((transfer, _MAILER + '{ mechanism = "dpf-2023" }')), "SEL1702").message
    )


@pytest.mark.parametrize(("transfer", "why"), [
    ('{ mechanism = "dpf", assessed = 2026-09-01 }', "is not known"),
    ('{ mechanism = "privacy-shield", assessed = 2026-09-01 }', "lapsed"),
    ('{ mechanism = "adequacy-jp", assessed = 2026-09-01 }', "does not reach US"),
    ('{ mechanism = "dpf-2023", assessed = 2026-09-01, until = 2026-11-25 }', "until 2026-11-25 only"),
])  # fmt: skip
def test_h8_a_mechanism_that_does_not_hold_is_refused(transfer: str, why: str):
    old = _MAILER + '{ mechanism = "dpf-2023", assessed = 2026-09-01, copy = "contact" }'

    assert why in only_finding(edited((old, _MAILER + transfer)), "SEL1704").message


@pytest.mark.parametrize(("code", "day", "inside"), [
    ("FI", TODAY, True), ("IS", TODAY, True), ("LI", TODAY, True), ("NO", TODAY, True), ("HR", TODAY, True),
    ("GB", TODAY, False), ("GB", date(2020, 12, 31), True), ("CH", TODAY, False), ("US", TODAY, False),
    ("HR", date(2014, 4, 11), False),
])  # fmt: skip
def test_r8_1b_the_eea_is_a_dated_list(code: str, day: date, inside: bool):
    assert in_eea(code, day) is inside


def test_r8_1b_the_eea_has_thirty_states():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    assert sum(in_eea(a + b, TODAY) for a in letters for b in letters) == 30


# -- limits of a register ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rights", "upkeep", "legal", "claims", "and", "2nd", "Care"])
def test_a_name_that_is_taken_or_is_no_name_is_refused(name: str):
    text = TEXT + f'\n[purpose.{name}]\nbasis = "consent"\n'

    assert only_finding(text, "SEL1104").text == name


def test_a_notice_has_no_more_uses_than_a_mask_has_bits():
    title = 'title = {{ fi = "t", sv = "t", en = "t" }}'
    purpose = f'[purpose.p{{0}}]\n{title}\nbasis = "contract for customer"\ndata = ["contact.name"]\n'
    used = len(policy_of().uses)
    full = TEXT + "".join(purpose.format(n) for n in range(60 - used))

    assert findings_of(full) == []
    assert only_finding(full + purpose.format(99), "SEL1310").text == "p99"


def test_a_notice_that_is_only_read_compiles_to_nothing():
    notice, _ = read(edited(('level        = "drive"', 'level        = "read"')).encode())
    assert notice is not None

    with pytest.raises(NoticeErrors) as caught:
        compile_notice(notice, on=TODAY)

    assert [(f.code, f.text) for f in caught.value.findings] == [("SEL1311", '"read"')]


def test_a_mark_of_a_proposal_names_keys_that_exist():
    text = edited(('proposed = ["data"]', 'proposed = ["datum"]'))

    assert only_finding(text, "SEL1101").mend == "did you mean data?"


@pytest.mark.parametrize("stance", ["may", "yes"])
def test_h7_an_open_transfer_clause_can_not_drive_a_register(stance: str):
    text = edited(('stance   = "only as listed"', f'stance   = "{stance}"'))

    assert only_finding(text, "SEL1108").text == f'"{stance}"'


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([("in_force = 2026-11-16", "in_force = 2026-11-15")], {"SEL1806"}),
        ([("in_force = 2026-11-16", "in_force = 2026-11-16")], set()),
        ([('before = "14 days"', 'before = "1 month"')], {"SEL1806"}),
        ([('before = "14 days"', 'before = "1 month"'), ("in_force = 2026-11-16", "in_force = 2026-12-02")], set()),
        ([(', in_force = 2026-11-16, was = 1', ", in_force = 2026-11-15")], set()),
    ],
    ids=["a day too early", "on the day", "a longer promise", "kept", "a first version changes nothing"],
)  # fmt: skip
# keeps: changes.told.before through notice.checks_controller._check_told
def test_r12_1d_a_changed_notice_takes_effect_only_after_the_time_that_people_were_promised(
    edits: list[tuple[str, str]], found: set[str]
):
    """R12.1d: people are told first; that they might read the page again is not enough."""
    assert {one.code for one in findings_of(edited(*edits))} == found


@pytest.mark.parametrize(
    "edit",
    [
        ('figures  = 5\ntitle    = { fi = "Tilastointi"', 'figures  = 2\ntitle    = { fi = "Tilastointi"'),
        ("[purpose.newsletter]\n", "[purpose.newsletter]\nfigures = 5\n"),
    ],
    ids=["a figure of two", "a purpose with a channel"],
)
def test_r4_1c_a_purpose_that_only_counts_tells_no_figure_of_two_and_reaches_nobody(edit: tuple[str, str]):
    assert [one.code for one in findings_of(edited(edit))] == ["SEL1314"]
