"""Which tables, keys and kinds of value the language knows: the one list that reader and docs share."""

from __future__ import annotations

from typing import Final

from seloste.notice.grammar_kinds import (
    BASES,
    DATE,
    LENGTH,
    NUMBER,
    PERIODS,
    PROPOSED,
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
from seloste.notice.grammar_world import NAMED, SINGLE, STATED_SECTIONS

__all__ = [
    "CHANNELS", "EVENTS", "KEEP_SHAPES", "LANGUAGES", "LANGUAGE_VERSION", "MOST_USES", "NOTICE", "RESERVED", "ROLES",
    "SECTIONS", "STANCES", "UNITS", "USE", "YEAR_END", "Key", "Kind", "Shape", "section",
]  # fmt: skip

LANGUAGE_VERSION: Final = 1

CHANNELS: Final = ("email", "sms", "phone", "auto_call", "fax", "post", "inbox", "web")
STANCES: Final = ("none", "only as listed", "may", "yes")
EVENTS: Final = ("relation.ended", "activity", "obtained", "ground.ended", "financial_year.ended")
YEAR_END: Final = "financial_year.year_end"
"""``end of year of financial_year.ended``: the end of the calendar year in which the financial year ended (L16)."""
UNITS: Final = ("days", "weeks", "months", "years")
REQUIRED: Final = ("contract", "law", "voluntary")
WITHDRAW: Final = ("link in each letter", "own page", "mail", "contact", "post", "desk", "phone")
RESERVED: Final = frozenset({"and", "for", "claims", "rights", "upkeep", "legal"})
"""Words of phrases, and the three uses that stand in every notice unwritten: no term may be called so."""

MOST_USES: Final = 60
"""A mask has a bit for each use; the bits above these are those of the unwritten uses."""

KEEP_SHAPES: Final = (
    "criterion", "to be set", "by law", "no end", "review", "until further notice", "until asked", "by the provider",
)  # fmt: skip
"""What stands in place of a period in notices as they are; none of these ends by itself."""

ROLES: Final = (
    "processor", "sub-processor", "controller", "joint controller", "group company", "authority", "umbrella body",
    "funder", "other users", "the public",
)  # fmt: skip
TOPICS: Final = ("rights", "privacy", "preferences", "support", "complaints")

LANGUAGES: Final = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv",
    "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "se", "sk", "sl", "smn", "sms", "sv", "uk",
)  # fmt: skip
"""Languages in which a notice may be written; default sentences exist in fi, sv and en."""


VERSION: Final[Shape] = {
    "number": NUMBER, "adopted": DATE, "published": DATE, "in_force": DATE, "updated": DATE, "was": NUMBER,
    "proposed": PROPOSED,
}  # fmt: skip
ADDRESS: Final[Shape] = {"street": STRING, "postcode": STRING, "town": STRING}
CONTACT: Final[Shape] = {
    "role": TEXT, "person": STRING, "mail": STRING, "phone": STRING, "topic": word(*TOPICS),
    "languages": Key(Kind.NAMES, LANGUAGES), "register": one("register"), "where": TEXT, "proposed": PROPOSED,
}  # fmt: skip
CONTROLLER: Final[Shape] = term(
    name=TEXT, business_id=STRING, address=Key(Kind.TABLE, inside=ADDRESS),
    contact=Key(Kind.MANY, inside=CONTACT), officer=Key(Kind.PARTY), representative=Key(Kind.PARTY),
    time_zone=STRING, role=word("joint", "separate", "unclear"), answers_for=TEXT, purposes=several("purpose"),
)  # fmt: skip
REGISTER: Final[Shape] = term(
    id=STRING, name=TEXT, people=several("group"), languages=Key(Kind.NAMES, LANGUAGES), purposes=several("purpose"),
    shares=words("authority", "rights", "contact", "officer", "measures", "changes"),
)  # fmt: skip
SERVICE: Final[Shape] = term(title=TEXT)
GROUP: Final[Shape] = term(
    title=TEXT, many=TEXT, representative=TRUTH, open=TRUTH, purposes=several("purpose"), categories=several("category"),
    basis=BASES, sources=several("source"), keep=PERIODS, contact=Key(Kind.MANY, inside=CONTACT),
)  # fmt: skip
BALANCE: Final[Shape] = {"done": DATE, "review": Key(Kind.REVIEW), "record": STRING}
PURPOSE: Final[Shape] = term(
    title=TEXT, acts=STRINGS, basis=BASES, choice=TEXT, people=several("group"), data=several("data"), interest=TEXT,
    balance=Key(Kind.TABLE, inside=BALANCE), marketing=TRUTH, research=TRUTH, figures=NUMBER, min_age=NUMBER,
)  # fmt: skip
USE: Final[Shape] = term(
    title=TEXT, basis=BASES, data=several("data"), evidence=word("opt_in", "double_opt_in", "signed", "spoken"),
    withdraw=words(*WITHDRAW), bundled_with=STRINGS,
    ends_with=words("withdrawal", "objection", "end of relation"),
    offers=word("own", "others"), audience=word("consumers", "companies", "associations", "authorities"),
)  # fmt: skip
FIELD: Final[Shape] = {
    "title": TEXT, "special": STRING, "condition": STRING, "ground": STRING, "criminal": TRUTH, "access": several("use"),
    "apart": TRUTH, "kept": word("stored", "seen, not stored"), "required": word(*REQUIRED), "if_missing": TEXT,
}  # fmt: skip
UNLESS: Final[Shape] = {
    "when": word("legal claim", "law", "misuse", "safety", "consent", "open matter"),
    "until": word("claim settled", "law allows", "matter closed", "consent withdrawn", "unsaid"), "text": TEXT,
}  # fmt: skip
CATEGORY: Final[Shape] = term(
    title=TEXT, fields=Key(Kind.NAMES), field=Key(Kind.TABLES, inside=FIELD), required=Key(Kind.WORDS, REQUIRED),
    without=TEXT, sources=several("source"), origin=word("given", "observed", "created", "derived", "received"),
    derived_from=several("data"), how=TEXT, keep=PERIODS, unless=Key(Kind.MANY, inside=UNLESS),
)  # fmt: skip
SOURCE: Final[Shape] = term(
    title=TEXT,
    kind=word("person", "device", "social login", "colleague", "guardian", "referrer", "register", "public web",
              "another company", "authority"),
    group=one("group"), own=TRUTH, open=TRUTH, client=TRUTH, uses=several("use"), fields=several("data"), why=TEXT,
    tell=STRING,
)  # fmt: skip
ENTITY: Final[Shape] = {
    "product": STRING, "name": STRING, "seat": STRING, "servers": STRINGS, "parent": STRING,
}  # fmt: skip
MECHANISM: Final[Shape] = {"mechanism": STRING, "assessed": DATE, "until": DATE, "copy": STRING}
PROCESSOR: Final[Shape] = term(
    title=TEXT, entity=Key(Kind.TABLE, inside=ENTITY), task=TEXT, data=several("data"), uses=several("use"),
    under=one("processor"), transfer=Key(Kind.TABLE, inside=MECHANISM), agreement=STRING,
)  # fmt: skip
RECIPIENT: Final[Shape] = term(
    title=TEXT, role=word(*ROLES), entity=Key(Kind.TABLE, inside=ENTITY), uses=several("use"), data=several("data"),
    basis=BASES, certainty=word("does", "may"), agreement=STRING,
)  # fmt: skip
TRANSFER: Final[Shape] = term(
    stance=word(*STANCES), to=one("receiver"), seat=STRING, servers=STRINGS, mechanism=STRINGS, assessed=DATE, until=DATE,
    copy=STRING, published=TRUTH,
)  # fmt: skip
ORGANISATION: Final[Shape] = term(fields=Key(Kind.NAMES, ("email", "phone", "address")))
HOSTING: Final[Shape] = term(database=STRING, backups=STRING, mail=STRING, errors=STRING)
LAW: Final[Shape] = {
    "at": STRING, "id": STRING, "name": TEXT, "section": STRING, "in_force": TRUTH, "until": DATE,
    "replaced_by": one("law"), "hinted": TRUTH, "proposed": PROPOSED,
}  # fmt: skip
STATED_BASIS: Final[Shape] = term(basis=BASES, purposes=several("purpose"))
GENERAL: Final[Shape] = term(services=word("all"), follows=several("law"))
KEEP: Final[Shape] = term(
    title=TEXT, shape=word(*KEEP_SHAPES), criterion=TEXT, period=PERIODS, law=Key(Kind.STRING, of="law"), only=one("use"),
    unless=Key(Kind.MANY, inside=UNLESS),
)  # fmt: skip
MEASURE: Final[Shape] = term(
    what=TEXT, proof=STRING, kind=word("technical", "organisational"),
    place=word("paper", "phone", "calendar", "own server", "cloud", "office", "vehicle", "own device"),
    by=one("processor"), testable=TRUTH, certificate=STRING,
)  # fmt: skip
RIGHT: Final[Shape] = term(
    title=TEXT, ways=words("own page", "mail", "post", "desk", "phone"), identity=STRING, evidence=TEXT, answer=LENGTH,
    fee=STRING, form=STRING, scope=TEXT, limit=TEXT, against=STRINGS, set_apart=TRUTH, marketing=STRING, passes_on=TRUTH,
    authority=one("authority"),
)  # fmt: skip
TOLD: Final[Shape] = {"what": STRING, "by": STRINGS, "before": LENGTH}
CHANGES: Final[Shape] = term(because=STRINGS, acceptance_by_use=TRUTH, told=Key(Kind.TABLE, inside=TOLD))
ACCEPT: Final[Shape] = {"code": STRING, "at": STRING, "because": STRING, "review": DATE}

_SECTION: Final[Shape] = {"at": STRING, "text": TEXT, "proposed": PROPOSED}
SECTIONS: Final[dict[str, Shape]] = {
    "keep": {**_SECTION, "backups": LENGTH},
    "disclosure": {**_SECTION, "to": word("none")},
    "right": {**_SECTION, "like_access": Key(Kind.NAMES)},
    **{key: {**_SECTION, "state": word("none")} for key in STATED_SECTIONS},
    "device": {**_SECTION, "state": word("none"), "tool": TEXT, "back": TEXT, "refusal": TEXT},
}
"""What a section says of itself, beside the tables that it names; the others have ``_SECTION`` alone."""


def section(name: str) -> Shape:
    """The own keys of a section of named tables."""
    return SECTIONS.get(name, _SECTION)


NOTICE: Final[Shape] = {
    "seloste": NUMBER,
    "level": Key(Kind.STRING, words=("read", "drive")),
    "languages": Key(Kind.NAMES),
    "version": Key(Kind.TABLE, inside=VERSION),
    "jurisdiction": Key(Kind.NAMES),
    "profiling": Key(Kind.STATED),
    "sample": TRUTH,
    "proposed": PROPOSED,
    "group": Key(Kind.TABLES, inside=GROUP),
    "service": Key(Kind.TABLES, inside=SERVICE),
    "controller": Key(Kind.MANY, inside=CONTROLLER),
    "register": Key(Kind.MANY, inside=REGISTER),
    "general": Key(Kind.TABLE, inside=GENERAL),
    "basis": Key(Kind.MANY, inside=STATED_BASIS),
    "purpose": Key(Kind.TABLES, inside=PURPOSE),
    "use": Key(Kind.TABLES),
    "category": Key(Kind.TABLES, inside=CATEGORY),
    "source": Key(Kind.TABLES, inside=SOURCE),
    "processor": Key(Kind.TABLES, inside=PROCESSOR),
    "disclosure": Key(Kind.TABLES, inside=RECIPIENT),
    "transfer": Key(Kind.MANY, inside=TRANSFER),
    "organisation": Key(Kind.TABLE, inside=ORGANISATION),
    "hosting": Key(Kind.TABLE, inside=HOSTING),
    "law": Key(Kind.TABLES, inside=LAW),
    "keep": Key(Kind.TABLES, inside=KEEP),
    "measure": Key(Kind.TABLES, inside=MEASURE),
    "role": Key(Kind.LISTS),
    "right": Key(Kind.TABLES, inside=RIGHT),
    **{key: Key(Kind.TABLES, inside=shape) for key, shape in NAMED.items()},
    **{key: Key(Kind.TABLE, inside=shape) for key, shape in SINGLE.items()},
    "changes": Key(Kind.TABLE, inside=CHANGES),
    "forms": Key(Kind.TABLES),
    "accept": Key(Kind.MANY, inside=ACCEPT),
}
