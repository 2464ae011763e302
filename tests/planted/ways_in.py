"""Canaries by every way in: files of each kind that is stored, verbs with evidence and free text, forms of the pages."""

from __future__ import annotations

import csv
import http.client
import json
import re
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

SAMPLES = Path(__file__).parents[1] / "samples"
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


def files_of_further_kinds(planted: Planted) -> Iterator[tuple[str, Words]]:
    """The other formats: a header as the sample has it, and one row of somebody new or known by then."""
    one, two = planted.flock.people[7:9]
    folder = planted.files
    for sample, cells in (*_rows_of_people(one), *_rows_of_people(two)):
        name = f"{Path(sample).stem}-{cells['email']}.csv"
        file = _as_sample(
            folder / name, sample, {key: value for key, value in cells.items() if key != "email"}
        )
        yield sample, ("import", file, *SOURCE)
    calls = ("--source", "telephone", "--own", "101", "--zone", "Europe/Helsinki")
    yield "freepbx", ("import", _freepbx(folder, one), *calls)
    yield "freeswitch", ("import", _freeswitch(folder, one), *calls)
    yield "finvoice", ("import", _invoice(folder, one), "--source", "odoo")
    yield (
        "ytj",
        ("import", _sole_trader(folder, two), "--source", "trade_register", "--relation", "customer_rep"),
    )


def _rows_of_people(one: Canary) -> Iterator[tuple[str, dict[str, str]]]:
    """By sample: what stands in which column; ``email`` tells the files apart."""
    name = {"First Name": one.given, "Last Name": one.family}
    whole = f"{one.given} {one.family}"
    yield "google/google-outlook.csv", {**name, "email": one.email, "E-mail Address": one.email,
                                        "Business Street": one.street, "Spouse": one.family, "Notes": one.consent}  # fmt: skip
    yield "linkedin/lead-form-unverified-layout.csv", {**name, "email": one.email, "Email Address": one.email,
                                                       "Form": "Lomake", "Submitted At (UTC)": "2026-10-25 00:30:00"}  # fmt: skip
    yield "facebook/leads-utf8-comma.csv", {"email": one.email, "id": f"l:{one.phone[-9:]}", "full_name": whole,
                                            "created_time": "2026-10-24T23:30:00+03:00", "phone_number": f"p:{one.phone}",
                                            "milloin_sopii?": one.consent}  # fmt: skip
    yield "slack/slack-members.csv", {"email": one.email, "username": one.given, "status": "Member",
                                      "userid": f"U{one.phone[-9:]}", "fullname": whole}  # fmt: skip
    yield "leadfeeder/companies-unverified-layout.csv", {"email": one.email, "Company name": "Tmi Kuka Vain",
                                                         "Visitor email": one.email}  # fmt: skip
    yield "crm-csv/hubspot-contacts.csv", {**name, "email": one.email, "Email": one.email, "Record ID": one.phone[-9:],
                                           "Job Title": one.family, "Contact owner": one.given}  # fmt: skip
    yield "crm-csv/pipedrive-people.csv", {"email": one.email, "Person - ID": one.phone[-9:], "Person - Name": whole,
                                           "Person - Email - Work": one.email, "Person - Title": one.family}  # fmt: skip
    yield "crm-csv/salesforce-contact.csv", {"email": one.email, "Id": one.phone[-9:], "IsDeleted": "0", "Email": one.email,
                                             "FirstName": one.given, "LastName": one.family,
                                             "Description": one.consent}  # fmt: skip


def _as_sample(path: Path, sample: str, cells: dict[str, str]) -> Path:
    """A file of one row under the sample's own header. A column called ``email`` is filled too."""
    with (SAMPLES / sample).open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    told = cells | ({"email": path.stem.rpartition("-")[2]} if "email" in header else {})
    assert set(told) <= set(header), sample
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, [told.get(name, "") for name in header]])
    return path


def _freepbx(folder: Path, one: Canary) -> Path:
    with (SAMPLES / "asterisk" / "freepbx-cdr.csv").open(encoding="utf-8", newline="") as file:
        header, row = next(rows := csv.reader(file)), next(rows)
    told = dict(zip(header, row, strict=True)) | {"src": one.phone, "cnum": one.phone, "cnam": one.family}
    told["clid"] = f'"{one.given} {one.family}" <{one.phone}>'
    with (folder / "freepbx.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, [told[name] for name in header]])
    return folder / "freepbx.csv"


def _freeswitch(folder: Path, one: Canary) -> Path:
    times = '"2026-11-02 10:15:00","2026-11-02 10:15:15","2026-11-02 10:16:15","75","60","NORMAL_CLEARING"'
    ids = '"00000000-0000-4000-8000-0000000000e1","00000000-0000-4000-8000-0000000000e2","","PCMA","PCMA"'
    row = f'"{one.given} {one.family}","{one.phone}","101","default",{times},{ids}\n'
    return _written(folder / "freeswitch.csv", row)


def _invoice(folder: Path, one: Canary) -> Path:
    """Of a company, with a contact person and a text of a row."""
    text = (SAMPLES / "finvoice" / "invoice-30.xml").read_bytes().decode("iso-8859-15")
    text = text.replace("Bertta Näyte", f"{one.given} {one.family}").replace("Työ 1 h", one.consent)
    path = folder / "invoice.xml"
    path.write_bytes(text.encode("iso-8859-15"))
    return path


def _sole_trader(folder: Path, one: Canary) -> Path:
    """Whose name and address are a person's, and so rejected."""
    address = {
        "type": 1,
        "street": one.street,
        "postCode": "00990",
        "postOffices": [{"city": "OULU", "languageCode": "1"}],
    }
    company = {
        "businessId": {"value": "9900005-0"}, "names": [{"name": f"{one.given} {one.family}", "type": "1"}],
        "companyForms": [{"type": "26"}], "addresses": [address],
    }  # fmt: skip
    return _written(folder / "ytj.json", json.dumps({"totalResults": 1, "companies": [company]}))


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


def by_the_verbs(planted: Planted, one: Canary) -> UUID:
    """Evidence with a text and a name, a refusal, and every kind of contact: by the doors, as the applications do."""
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


def by_the_pages(planted: Planted, port: int, person: UUID, erased: UUID) -> None:
    """Searches, questions and addresses of pages that hold a canary: right ones, wrong ones, and forged forms."""
    one = planted.flock.people[6]
    ask = _browser(planted, port)
    good = [ask("GET", "/people"), ask("GET", f"/people/{person}"), ask("POST", "/people", q=one.family),
            ask("POST", "/people", q=one.email), ask("POST", "/may", who=one.email, use="newsletter.email"),
            ask("GET", f"/people/{person}/export"), ask("POST", f"/people/{person}/export", form="pdf"),
            _erased_in_a_page(planted, ask, erased)]  # fmt: skip
    assert [status for status in good if status >= 400] == []
    for address in (
        f"/people/{quote(one.family)}",
        f"/{one.email}",
        f"/people?from={one.phone}",
        f"/notice/{quote(one.street)}",
    ):
        ask("GET", address)
    ask("POST", "/may", given_back=True, who=one.consent * 3, use=one.family)
    ask("POST", f"/people/{person}/erase", token="", plan=one.email)
    ask("POST", f"/people/{person}/export", form=one.email)
    ask("POST", "/people", forged=True, q=one.email)
    ask("POST", "/people", q=one.email * 4000)
    ask("POST", "/people", q=one.email * 200_000)


def _erased_in_a_page(planted: Planted, ask: Callable[..., int], person: UUID) -> int:
    """The plan is looked at, and carried out by its own form; the page of what was done is kept as what was said."""
    pages: list[bytes] = []
    ask("GET", f"/people/{person}/erase", into=pages)
    found = re.search(rb'name="digest" value="([0-9a-f]{64})"', pages[0])
    assert found is not None
    status = ask("POST", f"/people/{person}/erase", into=pages, digest=found[1].decode())
    planted.said["page of an erasure"] = pages[1]
    return status


def faults_of_pages(planted: Planted, port: int) -> None:
    """What a page answers to a canary while the index is being rebuilt (503), and while a function is gone (500)."""
    one, ask = planted.flock.people[6], _browser(planted, port)
    with planted.place.superuser() as superuser:
        superuser.execute("alter function gate.find(uuid[]) rename to found")
        ask("POST", "/people", q=one.email)
        superuser.execute("alter function gate.found(uuid[]) rename to find")
        superuser.execute("create table public.sentinel as select * from protection.index_sentinel")
        superuser.execute("delete from protection.index_sentinel")
        ask("POST", "/people", q=one.email)
        superuser.execute(
            "insert into protection.index_sentinel select * from public.sentinel on conflict do nothing"
        )
        superuser.execute("drop table public.sentinel")


def _browser(planted: Planted, port: int) -> Callable[..., int]:
    """Asks for a page, keeps what an error answers, and returns the status.

    ``given_back``: the answer is a form to be mended, with what was typed in it, for whoever typed it. ``into``
    takes the answer's page.
    """
    token, ticket = "k" * 32, planted.place.installation.act().ticket.secret.hex()
    cookie = f"{tickets.COOKIE}={ticket}; {choices.USE}=rights; seloste_csrf={token}"

    def ask(
        method: str, address: str, *, forged: bool = False, given_back: bool = False,
        into: list[bytes] | None = None, **fields: str,
    ) -> int:  # fmt: skip
        body = urlencode(fields | {"csrfmiddlewaretoken": "f" * 32 if forged else token}) if fields else None
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        connection.request(method, address, body if method == "POST" else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        if into is not None:
            into.append(content)
        if answer.status >= 400 and not given_back:
            planted.said[f"error page {len(planted.said)}: {answer.status}"] = content + bytes(answer.headers)
        connection.close()
        return answer.status

    return ask
