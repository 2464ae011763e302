"""Tickets: nothing without one, one-time ones spent by a button alone, leaving ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from seloste.register import installing
from seloste.web import tickets, urls
from tests.database import Register
from tests.web.conftest import Visitor, a_clerk, a_person, add

PUBLIC = {
    "root", "notice", "notice-file", "version-file", "well-known-policy", "well-known-notice", "enter", "signin", "leave",
    "settings",
}  # fmt: skip
NO_TICKET = "00" * 32
NOBODY = "5ae2d1c0-0000-4000-8000-000000000000"


def addresses() -> dict[str, str]:
    """Every address that the pages have, by its name."""
    paths = ((route.name, str(route.pattern)) for route in urls.urlpatterns)
    return {str(name): "/" + path.replace("<uuid:id>", NOBODY) for name, path in paths}


@pytest.mark.parametrize("name", sorted(addresses().keys() - PUBLIC))
@pytest.mark.parametrize("ticket", ["", NO_TICKET, "not hex"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_people_without_a_ticket(visitor: Visitor, name: str, ticket: str, method: str) -> None:
    if ticket:
        visitor.client.cookies[tickets.COOKIE] = ticket

    answer = getattr(visitor.client, method)(addresses()[name])

    assert answer.status_code == 401


def test_an_address_that_is_no_page_tells_nobody_so(visitor: Visitor) -> None:
    assert visitor.get("/people/etc").status_code == 401
    assert visitor.get("/.env").status_code == 401


def test_looking_at_a_one_time_address_spends_nothing(register: Register, visitor: Visitor) -> None:
    once = installing.sign_in(register.addresses.signin, "first", timedelta(hours=1), once=True).secret.hex()

    looked = [visitor.get(f"/enter?once={once}").status_code for _ in range(3)]
    entered = visitor.post("/enter", once=once)

    assert looked == [200, 200, 200]
    assert entered["Location"] == "/people"
    assert once not in str(entered.cookies)
    assert visitor.get("/people").status_code == 200


def test_a_one_time_ticket_enters_once(register: Register, visitor: Visitor) -> None:
    once = installing.sign_in(register.addresses.signin, "first", timedelta(hours=1), once=True).secret.hex()
    Visitor().post("/enter", once=once)

    again = visitor.post("/enter", once=once)

    assert again.status_code == 401
    assert tickets.COOKIE not in again.cookies


def test_a_one_time_ticket_opens_no_page_by_itself(register: Register, visitor: Visitor) -> None:
    once = installing.sign_in(register.addresses.signin, "first", timedelta(hours=1), once=True)
    visitor.client.cookies[tickets.COOKIE] = once.secret.hex()

    assert visitor.get("/people").status_code == 401


def test_the_ticket_is_out_of_reach_of_scripts_and_of_other_sites(
    register: Register, visitor: Visitor
) -> None:
    answer = visitor.post("/signin", ticket=register.ticket("first").ticket.secret.hex())
    cookie = answer.cookies[tickets.COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["secure"]) == (
        True,
        "Strict",
        "",
        "",
    )


def test_a_wrong_ticket_is_refused_and_not_repeated(visitor: Visitor) -> None:
    typed = "ab" * 32

    answer = visitor.post("/signin", ticket=typed)

    assert answer.status_code == 401
    assert typed not in answer.content.decode()


def test_leaving_ends_an_exchanged_ticket(register: Register, visitor: Visitor) -> None:
    once = installing.sign_in(register.addresses.signin, "first", timedelta(hours=1), once=True).secret.hex()
    visitor.post("/enter", once=once)
    ticket = visitor.client.cookies[tickets.COOKIE].value

    visitor.post("/leave")
    visitor.client.cookies[tickets.COOKIE] = ticket

    assert visitor.get("/people").status_code == 401


def test_leaving_only_forgets_a_pasted_ticket(register: Register, visitor: Visitor) -> None:
    ticket = register.ticket("first").ticket.secret.hex()
    visitor.post("/signin", ticket=ticket)

    visitor.post("/leave")

    assert visitor.get("/people").status_code == 401
    visitor.client.cookies[tickets.COOKIE] = ticket
    assert visitor.get("/people").status_code == 200


def test_a_newcomer_begins_where_somebody_is_visible(register: Register, visitor: Visitor) -> None:
    add(register, a_person("Onni", "Hopeasuo", "onni.hopeasuo@example.com"))

    visitor.post("/signin", ticket=register.ticket("first").ticket.secret.hex())

    assert "Hopeasuo" in visitor.get("/people").content.decode()


@pytest.mark.parametrize("address", ["/leave", "/use", "/settings"])
def test_what_changes_something_takes_a_post_alone(staff: Visitor, address: str) -> None:
    assert staff.get(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/people", "/may", "/use", "/leave", "/settings", "/enter", "/signin", f"/people/{NOBODY}/erase"],
)
def test_a_form_of_another_site_is_refused(register: Register, address: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.cookies[tickets.COOKIE] = register.act.ticket.secret.hex()

    answer = strict.post(address, {"q": "x", "back": "/"})

    assert answer.status_code == 403
    assert "Location" not in answer


def test_only_uses_that_are_held_are_offered_and_taken(register: Register) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "reader", "newsletter.email", "sort"), use="rights")

    html = clerk.get("/people").content.decode()
    offered = html[html.index('action="/use"') :].partition("</form>")[0]
    clerk.post("/use", use="telemarketing.phone", back="/people")

    assert 'value="newsletter.email"' in offered
    assert 'value="telemarketing.phone"' not in offered
    assert 'value="rights"' not in html
    assert 'option value="newsletter.email" selected' in clerk.get("/people").content.decode()


def test_a_browser_never_sends_a_ticket_elsewhere_than_to_this_host(
    register: Register, settings: None
) -> None:
    served = Client(headers={"host": "register.example.com"})

    answer = served.post("/signin", {"ticket": register.ticket("first").ticket.secret.hex()})

    assert answer.cookies[tickets.COOKIE]["secure"] is True
    assert "max-age" in answer["Strict-Transport-Security"]


@pytest.fixture
def settings(register: Register) -> object:
    from django.test import override_settings

    with override_settings(ALLOWED_HOSTS=["register.example.com"]):
        yield None
