"""What a consent alone lets us hold goes with it: identifiers for targeting (R5.8a) and visits (R5.9c)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from seloste.protection.opening import look_and_open
from seloste.register.facts import Ground, Prohibition, Row
from seloste.register.models import Behaviour
from seloste.register.values import RefusedValue
from seloste.retention import rounds
from seloste.terms.words import RIGHTS, Basis, Scope
from tests.database import Register
from tests.register.desk import Desk, consenting, ground, later
from tests.register.editions import Edit, publish
from tests.register.test_content_rules import POLICY, ends, give, there

TARGETING, VISITS, SESSION = "targeting.web", "web_use.web", timedelta(minutes=5)
ALSO_FOR_QUALITY: Edit = (
    'data     = ["calls", "events.feedback"',
    'data     = ["calls", "behaviour", "events.feedback"',
)
FIVE = {"ip": "192.0.2.7", "pages": ["/", "/hinnat"], "browser": "Firefox 140", "address": "https://example.fi/", "session": {"id": "1"}}  # fmt: skip
VISITS_FOR_TARGETING_ALONE: tuple[Edit, ...] = (
    ('data     = ["behaviour"]', 'data     = ["contact.name"]'),
    ('data      = ["marketing.targeting", "contact.email"]',
     'data      = ["marketing.targeting", "contact.email", "behaviour"]'),
)  # fmt: skip


def an_identifier() -> Row:
    return Row("marketing", "targeting", {"platform": "example", "id": "k-1"}, {"at": datetime.now(UTC)})


def a_visit(field: str) -> Row:
    when = datetime.now(UTC) - timedelta(days=1)
    return Row("behaviour", field, FIVE[field], {"at": when}, when)


def withdraw(desk: Desk, person: UUID, *grounds: Ground) -> None:
    ids = [one.id for one in grounds]
    desk.call(RIGHTS, "select gate.end_grounds(%s, %s, 'withdrawn')", [person] * len(ids), ids)


def test_r5_8a_an_identifier_for_targeting_goes_with_its_consent_and_another_stays(alone: Register):
    """R5.8a: at once, not only out of sight, and in the ledger."""
    desk, made, other = Desk(alone), consenting(alone), consenting(alone)
    mine, theirs = an_identifier(), an_identifier()
    consents = [ground(Basis.CONSENT, TARGETING) for _ in range(2)]
    desk.say(made.id, grounds=(consents[0],))
    desk.say(other.id, grounds=(consents[1],))
    give(desk, made.id, mine)
    give(desk, other.id, theirs)
    assert there(alone, "marketing", mine)

    withdraw(desk, made.id, consents[0])

    assert not there(alone, "marketing", mine)
    assert there(alone, "marketing", theirs)
    assert desk.may(made.id, "newsletter.email") == "lawful", "another consent and what it carries stand"
    line = alone.superuser().execute(
        "select detail->>'why', people from ledger.line where verb = 'remove' order by id desc limit 1"
    )
    assert line.fetchone() == ("consent_ended", 1)


def test_r5_8a_while_a_second_consent_for_it_stands_it_stays(alone: Register):
    desk, made, identifier = Desk(alone), consenting(alone), an_identifier()
    first, second = ground(Basis.CONSENT, TARGETING), ground(Basis.CONSENT, TARGETING)
    desk.say(made.id, grounds=(first, second))
    give(desk, made.id, identifier)

    withdraw(desk, made.id, first)
    assert there(alone, "marketing", identifier)

    withdraw(desk, made.id, second)
    assert not there(alone, "marketing", identifier)


def test_r5_8a_it_goes_too_when_the_consent_lapses_by_itself(alone: Register):
    desk, made, identifier = Desk(alone), consenting(alone), an_identifier()
    desk.say(
        made.id, grounds=(ground(Basis.CONSENT, TARGETING, ended=datetime.now(UTC) + timedelta(days=9)),)
    )
    give(desk, made.id, identifier)

    with later(alone, timedelta(days=10)):
        desk.settle()

        assert not there(alone, "marketing", identifier)


def test_r5_8a_a_lapse_is_not_lost_when_the_person_is_derived_before_the_round_comes(alone: Register):
    """R5.8a: whoever refuses something on the day of the lapse, or a publication, is derived anew by that."""
    desk, made, identifier = Desk(alone), consenting(alone), an_identifier()
    desk.say(
        made.id, grounds=(ground(Basis.CONSENT, TARGETING, ended=datetime.now(UTC) + timedelta(days=9)),)
    )
    give(desk, made.id, identifier)

    assert rounds.consents_lapsed(desk.vault, desk.act) == 0, "the consent stands"
    with later(alone, timedelta(days=10)):
        desk.say(made.id, Prohibition(Scope.MARKETING_POST))
        rounds.nightly(desk.vault, desk.act)

        assert not there(alone, "marketing", identifier)


def test_what_a_publication_closed_waits_for_the_privacy_contact_though_another_consent_ends(alone: Register):
    """Spine 14: publishing hides, it never erases, and the former version brings the rows back."""
    desk, made, visit = Desk(alone), consenting(alone), a_visit("pages")
    desk.say(made.id, grounds=(ground(Basis.CONSENT, VISITS),))
    give(desk, made.id, visit)
    publish(desk, 3, *VISITS_FOR_TARGETING_ALONE)

    desk.withdraw(made)  # the newsletter's consent
    rounds.consents_lapsed(desk.vault, desk.act)

    assert there(alone, "behaviour", visit)


def test_what_is_restricted_stays_when_its_consent_goes(alone: Register):
    """GDPR 18(2): stored, and nothing else, until the restriction is lifted."""
    desk, made, identifier = Desk(alone), consenting(alone), an_identifier()
    desk.say(made.id, grounds=(consent := ground(Basis.CONSENT, TARGETING),))
    give(desk, made.id, identifier)
    desk.restrict(made.id)

    withdraw(desk, made.id, consent)

    assert there(alone, "marketing", identifier)
    assert desk.may(made.id, TARGETING) == "restricted"


@pytest.mark.parametrize("field", FIVE)
def test_r5_9c_visits_are_tied_to_nobody_once_the_consent_is_withdrawn(alone: Register, field: str):
    """R5.9c."""
    desk, made, visit = Desk(alone), consenting(alone), a_visit(field)
    desk.say(made.id, grounds=(consent := ground(Basis.CONSENT, VISITS),))
    give(desk, made.id, visit)
    assert there(alone, "behaviour", visit)

    withdraw(desk, made.id, consent)

    assert not there(alone, "behaviour", visit)


def test_what_the_notice_opens_on_another_basis_too_stays_for_that_one(alone: Register):
    desk, made, visit = Desk(alone), consenting(alone, group="customer"), a_visit("pages")
    publish(desk, 3, ALSO_FOR_QUALITY)
    desk.say(made.id, grounds=(consent := ground(Basis.CONSENT, VISITS),))
    give(desk, made.id, visit)

    withdraw(desk, made.id, consent)

    assert there(alone, "behaviour", visit)


def test_r5_9b_of_behaviour_there_are_exactly_the_five_fields_that_the_notice_names():
    """R5.9b: IP address, pages, browser, web address, session with its time and length."""
    (declared,) = [c for c in POLICY.categories if c.name == "behaviour"]

    assert set(Behaviour.holds.fields) == set(declared.fields) == set(FIVE)
    assert [one.name for one in Behaviour.holds.plain] == ["at", "seconds"], "all else is sealed at arrival"


def test_r5_9b_each_is_kept_briefly_the_ip_address_most_so(alone: Register):
    """R5.9b: at most 13 months, an IP address three, whatever else stands of the person."""
    desk, made = Desk(alone), consenting(alone, group="customer")
    visits = {field: a_visit(field) for field in FIVE}
    desk.say(made.id, grounds=(ground(Basis.CONSENT, VISITS),))
    give(desk, made.id, *visits.values())

    kept = {field: ends(alone, "behaviour", row) - datetime.now(UTC) for field, row in visits.items()}

    assert kept.pop("ip") < timedelta(days=93)
    assert all(timedelta(days=390) < one < timedelta(days=397) for one in kept.values())


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        (" 192.0.2.255 ", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("192.0.2.0/24", "192.0.2.0/24"),
        ("192.0.0.0/16", "192.0.0.0/16"),
        ("192.0.2.7/32", "192.0.2.0/24"),
    ],
)
def test_r5_9b_an_ip_address_is_cut_at_arrival_and_the_raw_one_is_nowhere(
    alone: Register, came: str, kept: str
):
    """R5.9b: cut or sealed at arrival, raw gone within seven days: here it is never stored."""
    desk, made = Desk(alone), consenting(alone)
    row = Row("behaviour", "ip", came, {"at": datetime.now(UTC)})
    desk.say(made.id, grounds=(ground(Basis.CONSENT, VISITS),))
    give(desk, made.id, row)

    rows = look_and_open(
        desk.vault.connection, desk.vault.keys, VISITS, desk.act, "behaviour",
        "select subject_id, id from register.behaviour where subject_id = %s", (made.id,),
    )  # fmt: skip

    assert [one.content.show() for one in rows] == [row.value] == [kept]
    assert Row("behaviour", "ip", kept, {"at": datetime.now(UTC)}).value == kept, (
        "what was cut once stays as it is"
    )


@pytest.mark.parametrize("came", ["somebody", "192.0.2.300", "", "192.0.2.7/40"])
def test_r5_9b_what_is_no_ip_address_is_refused_without_being_repeated(came: str):
    with pytest.raises(RefusedValue) as caught:
        Row("behaviour", "ip", came, {"at": datetime.now(UTC)})

    assert not came or came not in str(caught.value)


@pytest.mark.parametrize("field", ["pages", "address"])
@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("https://example.fi/tilaa?email=aino%40example.com&token=s3cret", "https://example.fi/tilaa"),
        ("https://example.fi/oma#access_token=s3cret", "https://example.fi/oma"),
        ("https://aino:s3cret@example.fi/oma", "https://example.fi/oma"),
        ("/peru/aino@example.com/ok", "/peru/…/ok"),
        ("/peru/aino%40example.com", "/peru/…"),
        ("/hinnat", "/hinnat"),
        ("?utm=1", "/"),
    ],
)
def test_r5_9b_a_visited_page_is_kept_without_addresses_and_tokens(field: str, came: str, kept: str):
    """R5.9b: what a link carries along is no page."""
    assert Row("behaviour", field, came, {"at": datetime.now(UTC)}).value == kept
    assert Row("behaviour", field, [came, "/"], {"at": datetime.now(UTC)}).value == [kept, "/"]
