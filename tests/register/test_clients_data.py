"""R1.1d: what a client owns, and we only process for it, can't come into our own register."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seloste.gate import collect, publishing
from seloste.gate.errors import Undeclared
from seloste.notice import read
from seloste.notice.policy_json import policy_from_json, policy_to_json
from seloste.notice.render import render
from seloste.register import people
from seloste.register.people import Origin
from seloste.terms.decision import Lawful, Refused
from tests.database import Register
from tests.notice.builders import TODAY, findings_of, policy_of
from tests.people import a_person
from tests.register.desk import CARE, Desk
from tests.register.editions import Edit, edition, publish

CLIENTS: Edit = (
    "[source]\n",
    "[source]\nhosted = { client = true, fi = \"asiakkaan järjestelmä\", sv = \"kundens system\","
    " en = \"a client's system\", proposed = true }\n",
)  # fmt: skip
NAMED: Edit = ('sources  = ["self", "website", "mailchimp", "colleague"', 'sources  = ["hosted", "self", "website", "mailchimp", "colleague"')  # fmt: skip


def test_r1_1d_the_doors_take_nothing_that_comes_from_a_clients_system(alone: Register):
    """R1.1d: whatever category names the source, and not even a bare relation."""
    desk = Desk(alone)
    publish(desk, 3, CLIENTS, NAMED)
    theirs, ours = a_person(group="customer")[0], a_person(group="customer")[0]

    with pytest.raises(Undeclared):
        people.add(desk.vault, [theirs], Origin("hosted", CARE), desk.act)

    assert not desk.stands(theirs.id)
    assert people.add(desk.vault, [ours], Origin("colleague", CARE), desk.act) == 1


def test_r1_1d_collecting_is_refused_in_words_that_say_whose_it_is():
    policy = policy_of(CLIENTS, NAMED)
    at = datetime(2026, 11, 25, tzinfo=UTC)

    refused = collect(policy, "hosted", "contact", "email", at)

    assert isinstance(refused, Refused)
    assert refused.reasons[0].code == "clients_data"
    assert set(refused.reasons[0].sentence) == {"fi", "sv", "en"}
    assert isinstance(collect(policy, "colleague", "contact", "email", at), Lawful)


def test_r1_1d_a_category_that_names_such_a_source_is_told_that_nothing_comes_from_it():
    _, text = edition(3, CLIENTS, NAMED)

    assert ("SEL1512", "category.contact.sources") in [
        (one.code, one.path) for one in findings_of(text, TODAY)
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Ne kuuluvat asiakkaallemme"), ("sv", "De tillhör vår kund"), ("en", "It belongs to our client"),
    ],
)  # fmt: skip
def test_r1_1d_the_page_says_so(language: str, said: str):
    notice, _ = read(edition(3, CLIENTS)[1].encode())
    assert notice is not None

    assert said in render(notice, language, "md").decode()


def test_a_policy_that_was_stored_before_it_knew_services_laws_and_clients_is_read_as_it_was():
    """An upgrade opens a register whose versions were published by the program before it."""
    policy = policy_of()
    stored = policy_to_json(policy)
    older = {key: value for key, value in stored.items() if key not in ("services", "laws")}
    older["sources"] = [{k: v for k, v in one.items() if k != "client"} for one in stored["sources"]]

    read_back = policy_from_json(older)

    assert (read_back.services, read_back.laws) == ((), ())
    assert publishing.rows_of(read_back, {}) == publishing.rows_of(policy, {})
    with pytest.raises(ValueError, match="keys"):
        policy_from_json({key: value for key, value in stored.items() if key != "uses"})
