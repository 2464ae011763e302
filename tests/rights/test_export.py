"""L5, L9 (GDPR 15, 20): a copy of everything that is held, and what it says beside each value."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from seloste.gate import bind, disclose, publishing
from seloste.gate.errors import NotPermitted
from seloste.notice.policy import Policy
from seloste.register.facts import Person, Prohibition, Row
from seloste.register.people import Origin, extend
from seloste.register.showing import NotVisible
from seloste.rights import document
from seloste.rights.document import Copy
from seloste.rights.exporting import export
from seloste.terms.words import RIGHTS, Scope
from tests.database import Register
from tests.people import canary
from tests.register.copies import mention
from tests.register.desk import CARE, Desk, consenting, stranger
from tests.register.editions import MENTIONS, publish
from tests.rights.whole import POLICY, WHEN, Whole, declared, whole

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "subject-export.json"


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


@pytest.fixture(scope="module")
def everything(desk: Desk) -> Whole:
    return whole(desk)


@pytest.fixture(scope="module")
def copy(desk: Desk, everything: Whole) -> Copy:
    return export(desk.vault, everything.person, POLICY, desk.act)


def row_of(copy: Copy, category: str, field: str) -> document.Row:
    return next(row for one in copy.categories if one.name == category for row in one.rows if row.field == field)  # fmt: skip


def test_r5_3e_recordings_are_part_of_a_copy_of_everything(copy: Copy, everything: Whole):
    """R5.3e: which recording there is, of which call, and that it was announced (the sound itself comes with it later)."""
    row = row_of(copy, "calls", "recording")

    assert row.opened
    assert row.value == everything.values["calls", "recording"]
    assert {"file", "hash", "codec", "announced_at"} <= set(row.value)


# keeps: right.access through rights.exporting.export
@pytest.mark.parametrize(("category", "field"), declared(), ids=[".".join(one) for one in declared()])
def test_l5_each_field_is_in_the_copy_with_its_source_day_period_and_notice(
    copy: Copy, everything: Whole, category: str, field: str
):
    """Out of the registry: a field that a model and the notice have, and that the copy left out, fails here."""
    row = row_of(copy, category, field)

    if (category, field) in everything.kept:
        assert (row.opened, row.value) == (False, None)
        assert row.fate == "claims"
    else:
        assert (row.opened, row.value) == (True, everything.values[category, field])
        assert row.fate == "ordinary"
    assert row.source == everything.sources[category, field]
    assert row.source in copy.sources
    assert row.obtained.tzinfo is not None
    assert row.notice == POLICY.version
    assert row.kept
    assert all(set(one.sentence) == set(POLICY.languages) for one in row.kept)


def test_the_categories_stand_in_the_order_of_the_notice_with_its_titles(copy: Copy):
    order = [term.name for term in POLICY.categories]
    names = [one.name for one in copy.categories]

    assert names == [name for name in order if name in names]
    assert len(names) >= 10
    assert all(one.section and set(one.title) == set(POLICY.languages) for one in copy.categories)


def test_a_use_that_may_touch_a_value_now_is_told_with_its_sentence(copy: Copy):
    email = row_of(copy, "contact", "email")

    assert {"newsletter.email", "customer_care"} <= set(email.uses)
    assert set(email.uses) <= set(copy.uses)
    assert "newsletter" in copy.uses["newsletter.email"].sentence["en"].lower()
    assert copy.uses["newsletter.email"].bases


def test_columns_that_are_not_sealed_are_in_the_copy_in_words(copy: Copy):
    assert row_of(copy, "calls", "history").columns["direction"] == "in"
    assert row_of(copy, "contact", "email").columns["label"] == "work"
    assert row_of(copy, "customership", "invoice").columns["amount"] == "12.30"
    assert row_of(copy, "events", "contract").columns["at"].startswith(WHEN.date().isoformat())


def test_l9_portable_is_what_the_person_gave_and_a_use_touches_on_their_consent(desk: Desk, copy: Copy):
    assert row_of(copy, "contact", "email").portable, "from the person, for the newsletter, on consent"
    assert not row_of(copy, "employer", "industry").portable, "from elsewhere, or on an interest"

    bare = stranger(desk.register)
    told = export(desk.vault, bare.id, POLICY, desk.act)
    assert not row_of(told, "contact", "email").portable, "on an interest alone"


def test_facts_recipients_rights_and_versions_are_told(desk: Desk):
    made = consenting(desk.register, prohibitions=(Prohibition(Scope.MARKETING_PHONE),))
    desk.restrict(made.id)

    told = export(desk.vault, made.id, POLICY, desk.act)

    assert [one.group for one in told.relations] == ["prospect"]
    assert [(one.basis, one.use, one.row) for one in told.grounds] == [
        ("consent", "newsletter.email", made.email_row)
    ]
    assert [one.scope for one in told.prohibitions] == ["marketing_phone"]
    assert [one.reason for one in told.restrictions] == ["accuracy"]
    assert row_of(told, "contact", "email").uses == [], "restricted: stored, and nothing else (GDPR 18)"
    assert told.recipients == []
    assert {one.law for one in told.rights} >= {"GDPR 16", "GDPR 17", "GDPR 18", "GDPR 21", "GDPR 77"}
    assert [one.version for one in told.notices] == [POLICY.version]
    assert told.subject.names == [f"Aino {made.family}"]
    assert told.controller.business_id == POLICY.business_id


def test_l5b_who_may_receive_and_who_did_receive_are_two_lists(desk: Desk):
    """C-154/21: actual recipients by name and day, beside those who may receive."""
    made = consenting(desk.register, group="customer")
    with bind.use(desk.vault.connection, CARE, desk.act):
        disclose(desk.vault.connection, "odoo", [(made.id, made.email_row)], 1, ["contact.email"])

    told = export(desk.vault, made.id, POLICY, desk.act)

    may = {one.name: one for one in told.recipients}
    assert "odoo" in may
    assert "contact.email" in may["odoo"].fields
    assert "slack" not in may, "its servers are outside the stance of section 8"
    assert [(one.to, one.use, one.fields) for one in told.disclosures] == [("odoo", CARE, ["contact.email"])]
    assert told.disclosures[0].at.tzinfo is not None


def test_l5d_who_looked_is_told_by_role_and_use_and_no_name_of_staff(desk: Desk):
    """C-579/21: dates and purposes of look-ups belong to the person, names of staff as a rule not."""
    made = consenting(desk.register)
    desk.opens(made.id, CARE)

    told = export(desk.vault, made.id, POLICY, desk.act)

    assert ("open", CARE) in {(one.what, one.use) for one in told.looks}
    assert {one.role for one in told.looks} == {"administrator"}
    assert b'"first"' not in document.as_json(told), "the name of the one who looked"


def test_the_copy_has_a_line_of_its_own_that_stands_before_the_openings(desk: Desk):
    made = consenting(desk.register)

    told = export(desk.vault, made.id, POLICY, desk.act)

    whats = [one.what for one in told.looks]
    assert whats.count("export") == 1, "it tells of itself"
    assert whats.index("export") > whats.index("open"), "newest first: written before anything was opened"


def test_somebody_who_is_mentioned_is_told_what_is_said_and_not_in_whose_data(alone: Register):
    """L5e (GDPR 15(4)): other people are protected in a copy."""
    desk = Desk(alone)
    publish(desk, 3, *MENTIONS)
    policy = policy_of(desk)
    said, other = consenting(alone), consenting(alone)
    words = canary()
    mention(desk, said.id, other.id, other.email_row, words)

    mine = export(desk.vault, said.id, policy, desk.act)
    theirs = export(desk.vault, other.id, policy, desk.act)

    assert row_of(mine, "mention", "mention").value == words
    assert str(other.id).encode() not in document.as_json(mine)
    assert ("who_mentions", 1) in {(one.what, one.rows) for one in mine.withheld}
    assert words.encode() not in document.as_json(theirs)
    assert {one.version for one in mine.notices} == {2, 3}


def policy_of(desk: Desk) -> Policy:
    found = publishing.published(desk.vault.connection)
    assert found is not None
    return found.policy


def test_what_is_kept_for_claims_is_told_and_not_opened(desk: Desk, copy: Copy):
    evidence = row_of(copy, "consent", "evidence")

    assert (evidence.opened, evidence.value, evidence.fate) == (False, None, "claims")
    claims = next(one for one in copy.withheld if one.what == "claims")
    assert claims.rows >= 1
    assert set(claims.sentence) == {"fi", "sv", "en"}


def test_more_than_a_thousand_rows_of_one_table_are_all_in_the_copy(alone: Register):
    desk = Desk(alone)
    made = consenting(alone, group="customer")
    source = next(c.source for c in POLICY.collects if (c.category, c.field) == ("events", "feedback"))
    rows = tuple(Row("events", "feedback", f"palaute {n}", {"at": WHEN}) for n in range(1203))
    extend(desk.vault, [Person(id=made.id, rows=rows)], Origin(source, RIGHTS), desk.act)

    told = export(desk.vault, made.id, POLICY, desk.act)

    events = next(one for one in told.categories if one.name == "events")
    assert {row.value for row in events.rows} == {row.value for row in rows}
    assert all(row.opened for row in events.rows)


def test_the_document_reads_back_and_a_word_more_or_less_is_refused(copy: Copy):
    text = document.as_json(copy)

    assert document.as_json(document.from_json(text)) == text
    plain = json.loads(text)
    for damaged in ({**plain, "more": 1}, {key: value for key, value in plain.items() if key != "looks"}):
        with pytest.raises(msgspec.ValidationError):
            document.from_json(json.dumps(damaged).encode())


def test_the_schema_in_the_docs_is_that_of_the_document():
    """`python -m seloste.rights.document` writes it anew."""
    assert json.loads(SCHEMA.read_text()) == document.schema()


def test_nobody_of_this_id_and_nobody_without_the_grant(alone: Register):
    """Spine 8: ``rights`` needs a grant of its own; the grant of every use of the notice is none."""
    desk, made = Desk(alone), consenting(alone)
    with pytest.raises(NotVisible):
        export(desk.vault, uuid4(), POLICY, desk.act)

    alone.connect("owner").execute("delete from gate.granted where right_to = 'rights'")
    with pytest.raises(NotPermitted):
        export(desk.vault, made.id, POLICY, desk.act)
