"""Which tables, keys and kinds of value the language knows: the one list that reader and docs share."""

from __future__ import annotations

from enum import Enum
from typing import Final

from seloste.notice.record import Record

LANGUAGE_VERSION: Final = 1


class Kind(Enum):
    """A kind of value: how an error calls it, and an example."""

    TEXT = "a text in the notice's languages", '{ fi = "…", sv = "…", en = "…" }'
    STRING = "a text in quotes", '"…"'
    STRINGS = "a list of texts", '["…", "…"]'
    NAME = "a name", '"name"'
    NAMES = "a list of names", '["name", "name"]'
    BASES = "one basis or a list of them", '["consent", "contract for customer"]'
    PERIODS = "one period or a list of them", '"24 months after relation.ended"'
    SPAN_OF_TIME = "a length of time", '"12 months"'
    REVIEW = "a day or a length of time", '2027-10-05 or "12 months"'
    NUMBER = "a whole number", "3"
    DATE = "a day", "2026-12-01"
    TRUTH = "true or false", "true"
    PROPOSED = "true, or the list of this term's proposed keys", 'true or ["keep"]'
    STATED = 'a text, "none", or { not_applicable = "…" }', '"none"'
    LISTS = "lists of names by key", '{ sales = ["name"] }'
    WORDS = "text by key", '{ email = "voluntary" }'
    TABLE = "a table of its own keys", "{ key = … }"
    TABLES = "a table of named tables", "[table.name]"
    MANY = "one table or several of the same name", "[table] or [[table]]"

    def __init__(self, called: str, example: str) -> None:
        self.called = called
        self.example = example


class Key(Record):
    """``words``: the closed set of a string or of the strings of a list; ``inside``: a table's own keys."""

    kind: Kind
    words: tuple[str, ...] = ()
    inside: Shape | None = None


Shape = dict[str, Key]

CHANNELS: Final = ("email", "sms", "phone", "auto_call", "fax", "post", "inbox", "web")
STANCES: Final = ("none", "only as listed", "may", "yes")
EVENTS: Final = ("relation.ended", "activity", "obtained", "ground.ended", "financial_year.ended")
YEAR_END: Final = "financial_year.year_end"
"""``end of year of financial_year.ended``: the end of the calendar year in which the financial year ended (L16)."""
UNITS: Final = ("days", "weeks", "months", "years")
WITHDRAW: Final = ("link in each letter", "own page", "mail", "contact", "post", "desk", "phone")
RESERVED: Final = frozenset({"and", "for", "claims", "rights", "upkeep", "legal"})
"""Words of phrases, and the three uses that stand in every notice unwritten: no term may be called so."""

MOST_USES: Final = 60
"""A mask has a bit for each use; the bits above these are those of the unwritten uses."""

KEEP_SHAPES: Final = (
    "criterion", "to be set", "by law", "no end", "review", "until further notice", "until asked", "by the provider",
)  # fmt: skip
"""What stands in place of a period in notices as they are; none of these ends by itself."""

ROLES: Final = ("processor", "controller", "joint controller", "authority", "group company")

_text, _string, _strings = Key(Kind.TEXT), Key(Kind.STRING), Key(Kind.STRINGS)
_name, _names, _truth, _date = Key(Kind.NAME), Key(Kind.NAMES), Key(Kind.TRUTH), Key(Kind.DATE)

_EVERY_TERM: Final[Shape] = {
    "at": _string,
    "text": _text,
    "quote": _text,
    "hedge": _string,
    "proposed": Key(Kind.PROPOSED),
}


def _term(**keys: Key) -> Shape:
    return {**_EVERY_TERM, **keys}


VERSION: Final[Shape] = {
    "number": Key(Kind.NUMBER),
    "published": _date,
    "in_force": _date,
    "updated": _date,
    "was": Key(Kind.NUMBER),
    "proposed": Key(Kind.PROPOSED),
}
ADDRESS: Final[Shape] = {"street": _string, "postcode": _string, "town": _string}
CONTACT: Final[Shape] = {
    "role": _text,
    "person": _string,
    "mail": _string,
    "phone": _string,
    "proposed": Key(Kind.PROPOSED),
}
CONTROLLER: Final[Shape] = _term(
    name=_text,
    business_id=_string,
    address=Key(Kind.TABLE, inside=ADDRESS),
    contact=Key(Kind.TABLE, inside=CONTACT),
    officer=Key(Kind.STATED),
    representative=Key(Kind.STATED),
    time_zone=_string,
)
REGISTER: Final[Shape] = _term(name=_text, people=_names)
SERVICE: Final[Shape] = _term(title=_text)
GROUP: Final[Shape] = _term(title=_text, many=_text, representative=_truth)
BALANCE: Final[Shape] = {"done": _date, "review": Key(Kind.REVIEW), "record": _string}
PURPOSE: Final[Shape] = _term(
    title=_text,
    acts=_strings,
    basis=Key(Kind.BASES),
    people=_names,
    data=_names,
    interest=_text,
    balance=Key(Kind.TABLE, inside=BALANCE),
    marketing=_truth,
    research=_truth,
    figures=Key(Kind.NUMBER),
    min_age=Key(Kind.NUMBER),
)
USE: Final[Shape] = _term(
    title=_text,
    basis=Key(Kind.BASES),
    data=_names,
    evidence=Key(Kind.STRING, words=("opt_in", "double_opt_in", "signed", "spoken")),
    withdraw=Key(Kind.STRINGS, words=WITHDRAW),
    bundled_with=_strings,
    ends_with=Key(Kind.STRINGS, words=("withdrawal", "objection", "end of relation")),
)
CATEGORY: Final[Shape] = _term(
    title=_text,
    fields=_names,
    field=Key(
        Kind.TABLES, inside={"title": _text, "special": _string, "condition": _string, "ground": _string}
    ),
    required=Key(Kind.WORDS, words=("contract", "law", "voluntary")),
    without=_text,
    sources=_names,
    keep=Key(Kind.PERIODS),
)
SOURCE: Final[Shape] = _term(
    title=_text, group=_name, own=_truth, open=_truth, client=_truth, uses=_names, fields=_names, why=_text,
    tell=_string,
)  # fmt: skip
ENTITY: Final[Shape] = {
    "product": _string,
    "name": _string,
    "seat": _string,
    "servers": _strings,
    "parent": _string,
}
MECHANISM: Final[Shape] = {"mechanism": _string, "assessed": _date, "until": _date, "copy": _string}
PROCESSOR: Final[Shape] = _term(
    title=_text,
    entity=Key(Kind.TABLE, inside=ENTITY),
    task=_text,
    data=_names,
    uses=_names,
    transfer=Key(Kind.TABLE, inside=MECHANISM),
    agreement=_string,
)
RECIPIENT: Final[Shape] = _term(title=_text, role=Key(Kind.STRING, words=ROLES), uses=_names, data=_names)
TRANSFER: Final[Shape] = _term(stance=Key(Kind.STRING, words=STANCES))
ORGANISATION: Final[Shape] = _term(fields=Key(Kind.NAMES, ("email", "phone", "address")))
HOSTING: Final[Shape] = _term(database=_string, backups=_string, mail=_string, errors=_string)
LAW: Final[Shape] = {"at": _string, "id": _string, "name": _text, "proposed": Key(Kind.PROPOSED)}
STATED_BASIS: Final[Shape] = _term(basis=Key(Kind.BASES), purposes=_names)
GENERAL: Final[Shape] = _term(services=Key(Kind.STRING, words=("all",)), follows=_names)
KEEP: Final[Shape] = _term(
    title=_text, shape=Key(Kind.STRING, words=KEEP_SHAPES), period=Key(Kind.PERIODS), law=_string, only=_name
)
MEASURE: Final[Shape] = _term(
    what=_text, proof=_string, kind=Key(Kind.STRING, words=("technical", "organisational"))
)
RIGHT: Final[Shape] = _term(
    title=_text,
    ways=Key(Kind.STRINGS, words=("own page", "mail", "post", "desk", "phone")),
    identity=_string,
    answer=Key(Kind.SPAN_OF_TIME),
    fee=_string,
    form=_string,
    against=_strings,
    set_apart=_truth,
    marketing=_string,
    authority=_string,
)
TOLD: Final[Shape] = {"what": _string, "by": _strings, "before": Key(Kind.SPAN_OF_TIME)}
CHANGES: Final[Shape] = _term(because=_strings, acceptance_by_use=_truth, told=Key(Kind.TABLE, inside=TOLD))
ACCEPT: Final[Shape] = {"code": _string, "at": _string, "because": _string, "review": _date}

_SECTION: Final[Shape] = {"at": _string, "text": _text, "proposed": Key(Kind.PROPOSED)}
SECTIONS: Final[dict[str, Shape]] = {
    "keep": {**_SECTION, "backups": Key(Kind.SPAN_OF_TIME)},
    "disclosure": {**_SECTION, "to": Key(Kind.STRING, words=("none",))},
    "right": {**_SECTION, "like_access": _names},
}
"""What a section says of itself, beside the tables that it names; the others have ``_SECTION`` alone."""


def section(name: str) -> Shape:
    """The own keys of a section of named tables."""
    return SECTIONS.get(name, _SECTION)


LANGUAGES: Final = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv",
    "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "se", "sk", "sl", "smn", "sms", "sv", "uk",
)  # fmt: skip
"""Languages in which a notice may be written; default sentences exist in fi, sv and en."""

NOTICE: Final[Shape] = {
    "seloste": Key(Kind.NUMBER),
    "level": Key(Kind.STRING, words=("read", "drive")),
    "languages": _names,
    "version": Key(Kind.TABLE, inside=VERSION),
    "jurisdiction": _names,
    "profiling": Key(Kind.STATED),
    "sample": _truth,
    "proposed": Key(Kind.PROPOSED),
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
    "changes": Key(Kind.TABLE, inside=CHANGES),
    "forms": Key(Kind.TABLES),
    "accept": Key(Kind.MANY, inside=ACCEPT),
}
