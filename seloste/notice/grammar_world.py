"""The tables of the language that few notices need, and that some can't do without (their needs 13 to 40)."""

from __future__ import annotations

from typing import Final

from seloste.notice.grammar_kinds import (
    BASES,
    DATE,
    LENGTH,
    NUMBER,
    PERIODS,
    STRING,
    STRINGS,
    TEXT,
    TRUTH,
    Key,
    Kind,
    Shape,
    one,
    several,
    term,
    word,
    words,
)  # fmt: skip

_WAYS: Final = ("link in each letter", "own page", "mail", "contact", "post", "desk", "phone")
_LAW: Final = Key(Kind.STRING, of="law")

AUTHORITY: Final[Shape] = term(name=TEXT, address=STRING, mail=STRING, phone=STRING, since=DATE, until=DATE)
AGE: Final[Shape] = term(
    limit=NUMBER, below=TEXT, check=word("declared", "identified", "guardian", "not checked"), guardian=TEXT,
    uses=several("use"),
)  # fmt: skip
CONSENT: Final[Shape] = term(
    title=TEXT, purposes=several("purpose"), act=word("tick box", "button", "setting", "signature", "spoken", "reply"),
    explicit=TRUTH, bundled_with=STRINGS, given_by=word("the person", "guardian", "the person and guardian"),
    withdraw=words(*_WAYS), costs=STRING,
)  # fmt: skip
DECISION: Final[Shape] = term(
    title=TEXT, kind=word("profiling", "recommendation", "scoring", "automated decision"), data=several("data"),
    logic=TEXT, effect=TEXT, legal_effect=TRUTH, condition=word("contract", "law", "consent"), human=TEXT, stop=TEXT,
)  # fmt: skip
DEVICE: Final[Shape] = term(
    title=TEXT, kind=word("cookie", "local storage", "app identifier", "pixel", "fingerprint"), called=STRINGS,
    party=word("first", "third"), whose=one("receiver"), purpose=one("purpose"), why=TEXT, life=LENGTH, session=TRUTH,
    necessary=TRUTH, where=word("site", "app"),
)  # fmt: skip
PROMISE: Final[Shape] = term(
    title=TEXT, says=word("never", "only"),
    act=word("sell", "disclose", "transfer", "market", "profile", "decide by machine", "publish", "record"),
    data=several("data"), groups=several("group"), to=TEXT,
)  # fmt: skip
OCCASION: Final[Shape] = term(
    title=TEXT, when=word("law", "authority", "claim", "safety", "sale of the business", "consent"), to=TEXT,
    data=several("data"), basis=BASES, law=_LAW, told=TRUTH,
)  # fmt: skip
VISIBLE: Final[Shape] = term(
    title=TEXT, data=several("data"), to=word("the public", "members", "other users", "colleagues"), by_default=TRUTH,
    remove=TEXT,
)  # fmt: skip
RECORDING: Final[Shape] = term(
    title=TEXT, kind=word("camera", "call", "photo", "sound", "video"), place=TEXT, purpose=one("purpose"), sign=TRUTH,
    masked=TRUTH, sound=TRUTH, keep=PERIODS,
)  # fmt: skip
THIRD_PERSON: Final[Shape] = term(
    title=TEXT, purpose=one("purpose"), data=several("data"), group=one("group"),
    told_by=word("the giver", "us", "nobody"),
)  # fmt: skip
AS_PROCESSOR: Final[Shape] = term(
    title=TEXT, service=TEXT, ask=TEXT, instructions=TEXT, subprocessors=TEXT, agreement=STRING
)
SECONDARY: Final[Shape] = term(
    title=TEXT, kind=word("research", "statistics", "archive", "development", "compatible"), purposes=several("purpose"),
    data=several("data"), basis=BASES, condition=STRING, told=word("before", "after", "not"), compatible=TEXT,
)  # fmt: skip
WORK: Final[Shape] = term(
    title=TEXT,
    kind=word("aptitude test", "background check", "credit check", "drug test", "monitoring", "location", "reporting channel"),
    need=TEXT, consent=TRUTH, provider=STRING, statement=TRUTH, law=_LAW, data=several("data"),
)  # fmt: skip
SECRECY: Final[Shape] = term(title=TEXT, law=_LAW, agreed=TRUTH, who=TEXT, data=several("data"))
DELEGATED: Final[Shape] = term(title=TEXT, to=TEXT, own=TRUTH, essence_here=TRUTH, address=STRING)
DERIVED: Final[Shape] = term(
    title=TEXT, claim=word("anonymous", "aggregated", "pseudonymous"), method=TEXT, since=TEXT, least=NUMBER,
    data=several("data"),
)  # fmt: skip

NAMED: Final[dict[str, Shape]] = {
    "authority": AUTHORITY, "age": AGE, "consent": CONSENT, "decision": DECISION, "device": DEVICE, "promise": PROMISE,
    "occasion": OCCASION, "visible": VISIBLE, "recording": RECORDING, "third_person": THIRD_PERSON,
    "as_processor": AS_PROCESSOR, "secondary": SECONDARY, "work": WORK, "secrecy": SECRECY, "delegated": DELEGATED,
    "derived": DERIVED,
}  # fmt: skip
SINGLE: Final[dict[str, Shape]] = {
    "joint": term(essence=TEXT, ask=TEXT, agreement=STRING),
    "breach": term(people=word("without delay", "within 24 hours", "within 72 hours"),
                   authority=word("without delay", "within 24 hours", "within 72 hours"), how=TEXT),
}  # fmt: skip
STATED_SECTIONS: Final = tuple(NAMED)
"""Sections that may say that there is nothing of their kind: ``[recording]`` with ``state = "none"``."""
