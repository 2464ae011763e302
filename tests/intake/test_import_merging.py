"""The rule of an import, pure: whatever stands, a file never raises a permission against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from seloste.intake.found import Accepted, Consent, ConsentState, ContactKind, ContactPoint, Name, Prohibition
from seloste.intake.growing import Growth
from seloste.intake.matching import HeldConsent, HeldProhibition, HeldRelation, HeldRow, Known, Met
from seloste.intake.merging import outcome, refusal
from seloste.intake.orders import EMAIL, EVIDENCE, NAME, Plan, ShownText
from seloste.notice import load_policy
from seloste.register.facts import Person
from seloste.register.facts import Prohibition as Refusal
from seloste.terms.words import RowState, Scope
from tests.database import NOTICE

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
POLICY = load_policy(NOTICE)
USE = "newsletter.email"
PLAN = Plan(
    POLICY,
    next(s for s in POLICY.sources if s.name == "mailchimp"),
    "prospect",
    USE,
    frozenset({EMAIL, NAME, EVIDENCE}),
    USE,
    True,
    ShownText("Haluan kirjeen.", "Tiina"),
    (),
    UUID(int=1),
    NOW,
)

times = st.integers(1, 900).map(lambda days: NOW - timedelta(days=days))
ends = st.one_of(st.none(), times, times.map(lambda at: at + timedelta(days=900)))
scopes = st.sampled_from([s for s in Scope if s is not Scope.USE])
prohibitions = st.builds(
    HeldProhibition,
    scope=scopes,
    use=st.none(),
    row=st.none(),
    since=st.one_of(st.none(), times),
    until=ends,
    source=st.sampled_from(["mailchimp", "website"]),
    complained=st.booleans(),
)
consents = st.builds(
    HeldConsent,
    id=st.uuids(),
    use=st.sampled_from([USE, "statistics"]),
    row=st.none(),
    started=times,
    ended=ends,
    why=st.sampled_from([None, "withdrawn", "ended", "objected"]),
)


@st.composite
def knowns(draw: st.DrawFn) -> Known:
    row = HeldRow(uuid4(), 2, draw(st.booleans()), draw(times), "website", False)
    relation = HeldRelation(uuid4(), draw(st.sampled_from(["prospect", "customer"])), draw(ends), draw(times))
    return Known(
        uuid4(),
        frozenset({row.id}),
        draw(st.booleans()),
        (relation,),
        tuple(draw(st.lists(consents, max_size=2))),
        tuple(draw(st.lists(prohibitions, max_size=2))),
        (row,),
    )


@st.composite
def records(draw: st.DrawFn) -> Accepted:
    state, at = draw(st.sampled_from(list(ConsentState))), draw(times)
    left = state is ConsentState.WITHDRAWN
    bounced = not left and draw(st.booleans())
    point = ContactPoint(
        ContactKind.EMAIL, "aino@example.com", state=RowState.UNDELIVERABLE if bounced else RowState.LIVE
    )
    own = (
        Prohibition("email", Scope.MARKETING_EMAIL, draw(st.one_of(st.none(), times)), draw(st.booleans())),
    )
    return Accepted(
        2,
        "f.csv",
        draw(st.sampled_from([None, Name("Aino", "Kuja")])),
        "",
        (point,),
        Consent(state, at, asked_at=at),
        own if left else (),
        (),
        (),
        draw(st.one_of(st.none(), times)),
    )


mets = st.builds(
    Met,
    people=st.lists(knowns(), max_size=2).map(tuple),
    kin=st.lists(knowns(), max_size=2).map(tuple),
    suppressed=st.frozensets(scopes, max_size=1),
)


def _grounds(found: Accepted, met: Met) -> list[object]:
    came = outcome(found, met, PLAN, digest="0" * 64, believed=True)
    people = [*([came.new] if came.new else []), *(growth.person for growth in came.growths)]
    return [ground for person in people for ground in person.grounds]


def _stands(held: HeldProhibition) -> bool:
    return (held.until is None or held.until > NOW) and _forbids(held.scope)


def _forbids(scope: Scope) -> bool:
    return USE in POLICY.scopes.get(scope, ())


@given(records(), mets)
def test_no_consent_is_opened_against_what_stands(found: Accepted, met: Met) -> None:
    mailbox = (*met.people, *met.kin)
    against = [
        *(p for k in mailbox for p in k.prohibitions if _stands(p)),
        *(g for k in mailbox for g in k.consents if g.use == USE and g.why in ("withdrawn", "objected")),
        *(r for k in met.people for r in k.rows if r.undeliverable),
        *(k for k in met.people if k.restricted),
        *(s for s in met.suppressed if _forbids(s)),
        *(p for p in found.prohibitions if _forbids(p.scope)),
    ]
    proven = found.consent.state in (ConsentState.GRANTED, ConsentState.SINGLE_OPT_IN)

    opened = _grounds(found, met)

    if against or not proven or found.contacts[0].state is RowState.UNDELIVERABLE:
        assert opened == []


def test_the_twin_where_nothing_stands_against_it_is_opened() -> None:
    point = ContactPoint(ContactKind.EMAIL, "aino@example.com")
    consent = Consent(ConsentState.GRANTED, NOW - timedelta(days=3), asked_at=NOW - timedelta(days=3))
    found = Accepted(2, "f.csv", None, "", (point,), consent, (), (), (), None)

    assert len(_grounds(found, Met())) == 1
    assert outcome(found, Met(), replace(PLAN, shown=None), digest="", believed=True).not_raised is None
    assert outcome(found, Met(), PLAN, digest="", believed=False).not_raised == "file_not_read_to_its_end"


@given(records(), mets)
def test_a_refusal_reaches_everybody_of_the_mailbox(found: Accepted, met: Met) -> None:
    grown = {growth.person.id: growth for growth in refusal(met, PLAN)}

    for known in (*met.people, *met.kin):
        added = grown[known.person].person.prohibitions if known.person in grown else ()
        standing = [p.scope for p in known.prohibitions if p.until is None]
        lifted = [p for p in known.prohibitions if p.scope is Scope.MARKETING_EMAIL and p.until is not None]
        assert Scope.MARKETING_EMAIL in (*standing, *(p.scope for p in added)) or lifted


def test_what_two_records_bring_to_one_person_is_joined_and_a_refusal_takes_the_consent_back() -> None:
    point = ContactPoint(ContactKind.EMAIL, "aino@example.com")
    consent = Consent(ConsentState.GRANTED, NOW - timedelta(days=3), asked_at=NOW - timedelta(days=3))
    found = Accepted(2, "f.csv", None, "", (point,), consent, (), (), (), None)
    row = HeldRow(uuid4(), 2, False, NOW, "website", False)
    known = Known(uuid4(), frozenset({row.id}), False, (), (), (), (row,))
    (yes,) = outcome(found, Met((known,)), PLAN, digest="", believed=True).growths
    no = Growth(Person(prohibitions=(Refusal(Scope.MARKETING_EMAIL),), id=known.person))
    assert len(yes.person.grounds) == 1

    for joined in (yes.joined(no), no.joined(yes)):
        assert joined.person.grounds == ()
        assert len(joined.person.prohibitions) == 1
        assert len(joined.person.relations) == 1
