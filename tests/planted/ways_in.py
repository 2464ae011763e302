"""Canaries by every way in: files of each kind that is stored, verbs with evidence and free text, forms of the pages."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import UUID

from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.register.people import Origin
from seloste.terms.words import Basis, Scope
from seloste.web import choices, tickets
from tests.crash.places import Place
from tests.intake.import_files import export, left, opted_in
from tests.intake.partner_files import contact, partners
from tests.protection.canaries import Canary, Flock

Words = tuple[object, ...]
SOURCE: Words = ("--source", "odoo", "--relation", "customer_rep")


@dataclass
class Planted:
    """A register with the canaries in it, and all that it said: complaints of commands, answers of pages."""

    place: Place
    flock: Flock
    said: dict[str, bytes] = field(default_factory=dict)

    @property
    def files(self) -> Path:
        """What people hand us lies outside the register."""
        made = self.place.folder / "handed"
        made.mkdir(exist_ok=True)
        return made

    def complains(self, *words: object) -> None:
        """A command that fails, whose answer must not quote what it was given."""
        ran = self.place.run(words)
        assert ran.code != 0, (words, ran.said)
        self.said["complaint of " + " ".join(map(str, words[:2])) + f" {len(self.said)}"] = ran.said.encode()


def files_of_every_kind(planted: Planted) -> Iterator[tuple[str, Words]]:
    """Each file that is stored, by its kind, with the words that bring it in."""
    one, two, three, four, five, six = planted.flock.people[:6]
    folder = planted.files
    text = folder / "shown.txt"
    text.write_text(f"Kyllä, haluan uutiskirjeen. {one.consent}", encoding="utf-8")
    told = {"Phone Number": one.phone, "TAGS": f'"{one.given}"'}
    asked = export(folder / "mailchimp", "subscribed", opted_in(one.email, one.given, one.family, **told))
    gone = export(folder / "mailchimp", "unsubscribed", left(two.email))
    yield (
        "mailchimp",
        ("import", asked, gone, "--source", "mailchimp", "--shown", text, "--declared-by", "first"),
    )
    yield "odoo", ("import", _odoo(folder, three), *SOURCE)
    yield "google", ("import", _google(folder, four), *SOURCE)
    yield "vcard", ("import", _vcard(folder, five), *SOURCE)
    yield "mapped", ("import", *_mapped(folder, six), *SOURCE)
    yield (
        "calls",
        (
            "import",
            _calls(folder, three),
            "--source",
            "telephone",
            "--own",
            "101",
            "--zone",
            "Europe/Helsinki",
        ),
    )
    yield (
        "refusals",
        (
            "import",
            _refusals(folder, four),
            "--lists",
            "phone",
            "--source",
            "odoo",
            "--format",
            "prohibition_list",
        ),
    )


def _odoo(folder: Path, one: Canary) -> Path:
    record = contact(
        "o.1", f"{one.given} {one.family}", email=one.email, phone=one.phone, comment=one.consent
    )
    return partners(folder / "odoo.csv", [record])


def _google(folder: Path, one: Canary) -> Path:
    head = ("First Name", "Last Name", "Notes", "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label",
            "Phone 1 - Value", "Address 1 - Label", "Address 1 - Street", "Address 1 - City", "Labels")  # fmt: skip
    row = (one.given, one.family, one.consent, "* Work", one.email, "Mobile", one.phone, "Work", one.street,
           "Oulu", "* myContacts")  # fmt: skip
    return _written(folder / "google.csv", f"{','.join(head)}\n{','.join(row)}\n")


def _vcard(folder: Path, one: Canary) -> Path:
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"N:{one.family};{one.given};;;", f"FN:{one.given} {one.family}",
             f"EMAIL;TYPE=WORK:{one.email}", f"TEL;TYPE=CELL:{one.phone}", f"NOTE:{one.consent}",
             f"ADR;TYPE=WORK:;;{one.street};Oulu;;00990;Suomi", "END:VCARD")  # fmt: skip
    return _written(folder / "cards.vcf", "\r\n".join(lines) + "\r\n")


def _mapped(folder: Path, one: Canary) -> tuple[object, ...]:
    mapping = _written(
        folder / "mapping.toml",
        'name = "a list of our own"\nrows = "person"\n[column]\n"Etunimi" = "contact.name.given"\n'
        '"Sukunimi" = "contact.name.family"\n"Posti" = "contact.email"\n"Puhelin" = "contact.phone"\n',
    )
    row = f"Etunimi;Sukunimi;Posti;Puhelin;Muuta\n{one.given};{one.family};{one.email};{one.phone};{one.consent}\n"
    return _written(folder / "own.csv", row), "--mapping", mapping


def _calls(folder: Path, one: Canary) -> Path:
    row = f'"","{one.phone}","101","from-trunk","""{one.given} {one.family}"" <{one.phone}>","PJSIP/trunk-1","PJSIP/101-2",'
    times = '"Dial","PJSIP/101","2026-10-25 10:59:50","2026-10-25 11:00:05","2026-10-25 11:04:10",260,245,"ANSWERED",'
    return _written(folder / "Master.csv", row + times + '"DOCUMENTATION","1792889990.1",""\n')


def _refusals(folder: Path, one: Canary) -> Path:
    return _written(folder / "kielto.txt", f"{one.phone}\n")


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def by_the_verbs(planted: Planted) -> UUID:
    """Evidence with a text and a name, a refusal, and every kind of contact: by the doors, as the applications do."""
    one = planted.flock.people[6]
    installation = planted.place.installation
    email = Contact("email", one.email)
    address = {"street": one.street, "post_code": "00100", "city": "Helsinki", "country": "FI"}
    shown = {"text": one.consent, "name": one.family}
    person = Person(
        (Relation("prospect"),), (Ground(Basis.CONSENT, "newsletter.email", shown, row=email.id),), (),
        (Contact("name", {"given": one.given, "family": one.family}), email),
    )  # fmt: skip
    more = Person(
        (Relation("customer"),), (), (Prohibition(Scope.MARKETING_PHONE),),
        (Contact("phone", one.phone), Contact("address", address)), id=person.id,
    )  # fmt: skip
    with (vault := installation.vault()).connection:
        people.add(vault, [person], Origin("mailchimp", "newsletter.email"), installation.act())
        people.extend(vault, [more], Origin("self", "customer_care"), installation.act())
    return person.id


def by_the_pages(planted: Planted, port: int, person: UUID) -> None:
    """Searches, questions and addresses of pages that hold a canary: right ones, wrong ones, and forged forms."""
    one = planted.flock.people[6]
    ask = _browser(planted, port)
    good = [ask("GET", "/people"), ask("GET", f"/people/{person}"), ask("POST", "/people", q=one.family),
            ask("POST", "/people", q=one.email), ask("POST", "/may", who=one.email, use="newsletter.email")]  # fmt: skip
    assert [status for status in good if status >= 400] == []
    for address in (
        f"/people/{quote(one.family)}",
        f"/{one.email}",
        f"/people?from={one.phone}",
        f"/notice/{quote(one.street)}",
    ):
        ask("GET", address)
    ask("POST", "/may", form=True, who=one.consent * 3, use=one.family)
    ask("POST", f"/people/{person}/erase", token="", plan=one.email)
    ask("POST", "/people", forged=True, q=one.email)
    ask("POST", "/people", q=one.email * 4000)


def _browser(planted: Planted, port: int) -> Callable[..., int]:
    """Asks for a page, keeps what an error answers, and returns the status.

    ``form``: the answer gives a form back to be mended, with what was typed in it, to whoever typed it.
    """
    token, ticket = "k" * 32, planted.place.installation.act().ticket.secret.hex()
    cookie = f"{tickets.COOKIE}={ticket}; {choices.USE}=rights; seloste_csrf={token}"

    def ask(method: str, address: str, *, forged: bool = False, form: bool = False, **fields: str) -> int:
        body = urlencode(fields | {"csrfmiddlewaretoken": "f" * 32 if forged else token}) if fields else None
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        connection.request(method, address, body if method == "POST" else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 400 and not form:
            planted.said[f"error page {len(planted.said)}: {answer.status}"] = content + bytes(answer.headers)
        connection.close()
        return answer.status

    return ask
