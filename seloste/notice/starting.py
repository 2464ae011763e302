"""A first notice for another company, out of a few answers: complete, in three languages, ready to be mended by hand.

What it is made of (groups, purposes with their bases and data, periods with their law) is data, in ``starter.toml``
and ``starter_frame.toml``. The result is level ``drive`` and passes the checks.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("fi", "sv", "en")
_NEEDED: Final = {
    "": ("contact.name", "contact.email"),
    "recruiting": ("applications.application", "applications.cv"),
}
"""What a purpose, or any, can't do without: nobody could be told apart, answered or judged."""
_EVIDENCE: Final = "consent.evidence"
_BY_CONTRACT: Final = ("contract", "purchase", "complaint")
"""Events by which a claim may be made or met: kept as long as it may be brought."""


@dataclass(frozen=True, slots=True)
class Processor:
    """Who handles data for the company. ``task``: one of the starter's; ``mechanism`` and ``assessed``: outside the EEA."""

    name: str
    seat: str
    servers: tuple[str, ...]
    task: str
    purposes: tuple[str, ...]
    product: str = ""
    mechanism: str = ""
    assessed: date | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a company says of itself. ``fields``: the data that is kept, of what the purposes could use.

    ``months``: lengths of periods by the starter's names; ``today``: the day of the first version.
    """

    name: str
    business_id: str
    street: str
    postcode: str
    town: str
    mail: str
    groups: tuple[str, ...]
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    balance: date
    today: date
    phone: str = ""
    processors: tuple[Processor, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict)


@cache
def starter() -> Mapping[str, Any]:
    """The questions and everything that can be chosen, by name."""
    return tomllib.loads(_resource("starter.toml"))


def purposes_for(groups: Sequence[str]) -> list[str]:
    """The purposes that concern one of these groups, in the starter's order."""
    return [name for name, one in starter()["purpose"].items() if set(one["bases"]) & set(groups)]


def fields_for(purposes: Sequence[str]) -> list[str]:
    """The data that these purposes could use, in the starter's order of categories."""
    used = [datum for name in purposes for datum in starter()["purpose"][name]["data"]]
    order = list(starter()["category"])
    return sorted(dict.fromkeys(used), key=lambda datum: order.index(datum.partition(".")[0]))


def needed_for(purposes: Sequence[str]) -> tuple[str, ...]:
    """The data that can't be left out."""
    return tuple(datum for name in ("", *purposes) for datum in _NEEDED.get(name, ()))


def months_of(name: str, answers: Answers | None = None) -> int:
    """A period in months: as answered, else the starter's."""
    return int((answers.months if answers else {}).get(name, starter()["period"][name]["months"]))


def rests_on_law(answers: Answers) -> bool:
    """Whether a purpose rests on a legal duty, whose law is then named."""
    return any("law" in _bases(name, answers.groups) for name in answers.purposes)


def uses_interest(groups: Sequence[str], purposes: Sequence[str]) -> bool:
    """Whether a balancing test is needed (GDPR 6(1)(f))."""
    return any("interest" in _bases(name, groups) for name in purposes)


def notice(answers: Answers) -> str:
    """The notice as TOML."""
    return "\n".join((*_head(answers), *_purposes(answers), *_categories(answers), *_rest(answers))) + "\n"


# -- sections ----------------------------------------------------------------------------------------


def _head(answers: Answers) -> Iterator[str]:
    own = starter()
    yield "# Tietosuojaseloste. Made by `seloste notice new`: read it through, and mend its words."
    yield ""
    yield "seloste      = 1"
    yield 'level        = "drive"'
    yield f"languages    = {_list(LANGUAGES)}"
    yield f"version      = {{ number = 1, published = {answers.today}, in_force = {answers.today} }}"
    yield 'jurisdiction = ["fi"]'
    yield 'profiling    = "none"'
    yield ""
    yield "[general]"
    yield from _text({
        "fi": "Tässä selosteessa kerromme, mitä henkilötietoja {{ controller.name }} kerää, miten ja mihin niitä käytetään ja kenelle niitä annetaan.",
        "sv": "Här berättar vi vilka personuppgifter {{ controller.name }} samlar in, hur och till vad de används och vem de lämnas till.",
        "en": "This notice says which personal data {{ controller.name }} collects, how and for what it is used and to whom it is given.",
    })  # fmt: skip
    yield ""
    yield "[group]"
    for name in answers.groups:
        group = own["group"][name]
        who = "representative = true, " if group.get("representative") else ""
        yield f"{name} = {{ {who}{_said(group['title'])}, many = {_texts(group['many'])} }}"
    yield ""
    yield "[controller]"
    yield f"name           = {_texts(dict.fromkeys(LANGUAGES, answers.name))}"
    yield f"business_id    = {_word(answers.business_id)}"
    yield f"address        = {{ street = {_word(answers.street)}, postcode = {_word(answers.postcode)}, town = {_word(answers.town)} }}"
    yield 'officer        = "none"'
    yield 'representative = { not_applicable = { fi = "rekisterinpitäjä toimii Suomessa", sv = "den personuppgiftsansvarige är etablerad i Finland", en = "the controller is established in Finland" } }'
    yield 'time_zone      = "Europe/Helsinki"'
    yield "[controller.contact]"
    yield 'role = { fi = "tietosuojan yhteyshenkilö", sv = "kontaktperson för dataskydd", en = "privacy contact" }'
    yield f"mail = {_word(answers.mail)}"
    if answers.phone:
        yield f"phone = {_word(answers.phone)}"
    yield ""
    yield "[register]"
    members = "member" in answers.groups and "customer" not in answers.groups
    yield f"name = {_texts(_REGISTER[members])}"


_REGISTER: Final = {
    False: {"fi": "Asiakasrekisteri", "sv": "Kundregister", "en": "Customer register"},
    True: {"fi": "Jäsenrekisteri", "sv": "Medlemsregister", "en": "Register of members"},
}


def _purposes(answers: Answers) -> Iterator[str]:
    for number, name in enumerate(answers.purposes, start=1):
        one, bases = starter()["purpose"][name], _bases(name, answers.groups)
        yield f"\n[purpose.{name}]"
        yield f'at       = "4.{number}"'
        yield f"title    = {_texts(one['title'])}"
        if one.get("marketing"):
            yield "marketing = true"
        yield f"basis    = {_list([_phrase(basis, groups) for basis, groups in bases.items()])}"
        if "interest" in bases:
            yield f"interest = {_texts(one['interest'])}"
            yield f'balance  = {{ done = {answers.balance}, review = "12 months", record = "internal:balance/{name}" }}'
        data = [datum for datum in one["data"] if datum in answers.fields]
        yield f"data     = {_list([*data, _EVIDENCE])}"
        if "text" in one:
            yield from _text(one["text"])
        if "channel" in one:
            yield f"[use.{name}.{one['channel']}]"
            yield f"evidence  = {_word(one['evidence'])}"
            yield f"withdraw  = {_list(one['withdraw'])}"
            yield 'ends_with = ["withdrawal", "objection"]'


def _categories(answers: Answers) -> Iterator[str]:
    kept: dict[str, list[str]] = {"contact": [], "consent": ["evidence"]}
    for datum in fields_for(answers.purposes):
        if datum in answers.fields:
            kept.setdefault(datum.partition(".")[0], []).append(datum.partition(".")[2])
    if kept.keys() & {"events", "applications"}:
        yield "\n[category]"
        yield from _text(starter()["free_text"]["text"])
    for number, name in enumerate((one for one in starter()["category"] if kept.get(one)), start=1):
        one, fields = starter()["category"][name], kept[name]
        yield f"\n[category.{name}]"
        yield f'at       = "5.{number}"'
        yield f"title    = {_texts(one['title'])}"
        yield f"fields   = {_list(fields)}"
        if name == "contact":
            yield from _required(answers, fields)
        yield f"sources  = {_list(['observed'] if name == 'behaviour' else ['self'])}"
        yield f"keep     = {_list(_periods(answers, name, fields))}"
        titles = {key: title for key, title in one.get("field", {}).items() if key in fields}
        if titles:
            yield f"[category.{name}.field]"
            yield from (f"{key} = {{ title = {_texts(title)} }}" for key, title in titles.items())


def _required(answers: Answers, fields: Sequence[str]) -> Iterator[str]:
    """Whether each must be given, and what follows (GDPR 13(2)(e))."""
    contract = any(
        basis in ("contract", "steps before a contract")
        for name in answers.purposes
        for basis in _bases(name, answers.groups)
    )
    needed = {one: "contract" if contract and one == "name" else "voluntary" for one in fields}
    yield "required = { " + ", ".join(f'{key} = "{value}"' for key, value in needed.items()) + " }"
    yield 'without  = { fi = "Ilman nimeä emme voi tehdä sopimusta tai vastata.", sv = "Utan namn kan vi inte ingå avtal eller svara.", en = "Without a name we cannot make a contract or answer." }'


def _periods(answers: Answers, category: str, fields: Sequence[str]) -> list[str]:
    relation, contract = months_of("relation", answers), months_of("contract", answers)
    application = months_of("application", answers)
    if category == "consent":
        return [f"{months_of('evidence', answers)} months after ground.ended for claims"]
    if category == "contact":
        lasting = [one for one in answers.groups if one not in ("applicant", "prospect")]
        return [
            *([f"{relation} months after relation.ended for {_and(lasting)}"] if lasting else []),
            *([f"{relation} months after activity for prospect"] if "prospect" in answers.groups else []),
            *(
                [f"{application} months after activity for applicant"]
                if "applicant" in answers.groups
                else []
            ),
        ]
    if category == "customership":
        return [
            f"{relation} months after relation.ended",
            *(["bookkeeping for invoice"] if "invoice" in fields else []),
        ]
    if category == "events":
        long, short = (
            [one for one in fields if one in _BY_CONTRACT],
            [one for one in fields if one not in _BY_CONTRACT],
        )
        return [
            *([f"{contract} months after relation.ended for {_and(long)}"] if long else []),
            *([f"{relation} months after obtained for {_and(short)}"] if short else []),
        ]
    if category == "applications":
        others = [one for one in fields if one != "decision"]
        return [
            *([f"{application} months after activity for {_and(others)}"] if others else []),
            *(
                [f"{application + 2} months after obtained for decision and claims"]
                if "decision" in fields
                else []
            ),
        ]
    return ["13 months after obtained"]


def _rest(answers: Answers) -> Iterator[str]:
    yield "\n[source]"
    yield 'self = { at = "6.1", own = true, fi = "sinä itse", sv = "du själv", en = "you yourself" }'
    if any(datum.startswith("behaviour.") for datum in answers.fields) and "web_use" in answers.purposes:
        yield 'observed = { at = "6.1", own = true, uses = ["web_use.web"], fi = "verkkosivujemme käyttö", sv = "din användning av vår webbplats", en = "your use of our website" }'
    for number, one in enumerate(answers.processors, start=2):
        yield from _processor(answers, one, number)
    yield "\n[disclosure]"
    yield from _receivers(answers)
    law = starter()["law"]["accounting"]
    if rests_on_law(answers):
        yield "\n[law]"
        yield f"accounting = {{ id = {_word(law['id'])}, name = {_texts(law['name'])} }}"
    if "customership.invoice" in answers.fields:
        yield "\n[keep.bookkeeping]"
        yield f"period = {_word(law['period'])}"
        yield f"law    = {_word(law['place'])}"
        yield 'only   = "billing"'
    yield "\n[keep]"
    yield 'backups = "35 days"'
    yield from _text({
        "fi": "Kun aika päättyy, tiedot poistetaan viimeistään seuraavana yönä. Varmuuskopioista ja lokeista ne häviävät {{ keep.backups }} myöhemmin.",
        "sv": "När tiden går ut raderas uppgifterna senast följande natt. Ur säkerhetskopior och loggar försvinner de {{ keep.backups }} senare.",
        "en": "When the time is up, the data is deleted during the following night at the latest. It leaves backups and logs {{ keep.backups }} later.",
    })  # fmt: skip
    yield ""
    frame = _resource("starter_frame.toml")
    for section, title in _FRAMED.items():
        frame = frame.replace(f"{{{{{section}}}}}", title)
    yield frame.rstrip()


def _receivers(answers: Answers) -> Iterator[str]:
    """What is billed reaches a bank, an auditor and the tax authority (GDPR 13(1)(e)); nothing else leaves."""
    booked = [one for one in ("customership.invoice", "customership.payment") if one in answers.fields]
    if "billing" not in answers.purposes:
        yield 'to = "none"'
        return
    yield from _text(starter()["disclosure"]["text"])
    yield "[disclosure.accounts]"
    yield 'at    = "7.1"'
    yield f"title = {_texts(starter()['disclosure']['title'])}"
    yield 'role  = "controller"'
    yield 'uses  = ["billing"]'
    yield f"data  = {_list(booked or ['contact.name'])}"
    yield from _text(starter()["disclosure"]["told"])


_FRAMED: Final = {"8": "Siirrot", "10": "Suojaus", "11": "Oikeudet", "12": "Muutokset"}


def _processor(answers: Answers, one: Processor, number: int) -> Iterator[str]:
    given = dict.fromkeys(
        datum
        for name in one.purposes
        for datum in starter()["purpose"][name]["data"]
        if datum in answers.fields
    )
    yield f"\n[processor.{_key(one.name)}]"
    yield f'at        = "6.{number}"'
    product = f"product = {_word(one.product)}, " if one.product else ""
    yield f"entity    = {{ {product}name = {_word(one.name)}, seat = {_word(one.seat)}, servers = {_list(one.servers)} }}"
    yield f"task      = {_texts(starter()['task'][one.task])}"
    yield f"data      = {_list(list(given))}"
    yield f"uses      = {_list([use_of(name) for name in one.purposes])}"
    if one.mechanism:
        yield f'transfer  = {{ mechanism = {_word(one.mechanism)}, assessed = {one.assessed}, copy = "contact" }}'
    yield f'agreement = "internal:agreement/{_key(one.name)}"'


def use_of(purpose: str) -> str:
    """``newsletter.email``: a purpose over its channel."""
    channel = starter()["purpose"][purpose].get("channel")
    return f"{purpose}.{channel}" if channel else purpose


# -- words -------------------------------------------------------------------------------------------


def _bases(purpose: str, groups: Sequence[str]) -> dict[str, list[str]]:
    """Each basis of a purpose with the groups that it is for."""
    found: dict[str, list[str]] = {}
    for group, bases in starter()["purpose"][purpose]["bases"].items():
        for basis in bases.split(", ") if group in groups else ():
            found.setdefault(basis, []).append(group)
    return found


def _phrase(basis: str, groups: Sequence[str]) -> str:
    if basis == "consent":
        return basis
    return f"{'law accounting' if basis == 'law' else basis} for {_and(groups)}"


def _and(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else words[0]


def _key(name: str) -> str:
    """A name for a table, of a company's."""
    bare = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name.lower()).strip("_")
    return bare if bare[:1].isalpha() else f"p_{bare}"


def _word(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_word, words))}]"


def _said(texts: Mapping[str, str]) -> str:
    return ", ".join(f"{language} = {_word(texts[language])}" for language in LANGUAGES)


def _texts(texts: Mapping[str, str]) -> str:
    return f"{{ {_said(texts)} }}"


def _text(texts: Mapping[str, str]) -> Iterator[str]:
    yield from (f"text.{language} = {_word(texts[language])}" for language in LANGUAGES)


def _resource(name: str) -> str:
    return resources.files("seloste.notice").joinpath(name).read_text(encoding="utf-8")
