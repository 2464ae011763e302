"""Which format a file is, told from its bytes and headers; and the table of all formats that are read.

The first of the table that fits holds; the special come before the general. What no reader takes is
refused with what it is, never read as empty people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from seloste.intake import (
    asterisk,
    facebook,
    finvoice,
    freeswitch,
    google,
    industries,
    leadfeeder,
    linkedin,
    mailchimp,
    mailchimp_columns,
    odoo,
    odoo_columns,
    outlook,
    prohibition_lists,
    references,
    slack,
    vcard,
    ytj,
)
from seloste.intake.bytes import Unreadable, sources
from seloste.intake.found import What
from seloste.intake.glimpse import Glimpse, glimpse
from seloste.intake.looks import Looks, help_words, looks
from seloste.intake.mapped import read_mapped
from seloste.intake.mapping import OWN, CsvMapping, read_mapping
from seloste.intake.reading import IsHeader, header_key
from seloste.intake.readings import AnyReading
from seloste.intake.reasons import Words, sentences

_MAPPINGS = Path(__file__).with_name("mappings")
_READY = ("position.title", "position.department")
_MOST_GLIMPSED = 64


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says beside the files.

    ``rows``: what records are whose kind the file doesn't tell; ``zone``: of times without one; ``own``:
    the organisation's own numbers and extensions; ``not_after``: later times aren't believed;
    ``lists``: by what a list of refusals forbids (``phone``, ``email``, ``post``).
    """

    rows: What = What.UNDECIDED
    zone: ZoneInfo | None = None
    own: frozenset[str] = field(default=frozenset(), repr=False)
    not_after: datetime | None = None
    mapping: CsvMapping | None = None
    lists: str = ""


Read = Callable[[Sequence[Path], Told], AnyReading]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read. ``word`` is its name of one word, ``title`` what people call it."""

    name: str
    title: str
    fits: Callable[[Glimpse], bool]
    read: Read
    word: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What ``--format`` may say: the whole name, its first word, or the one of its own."""
        return tuple(dict.fromkeys(filter(None, (self.name, self.word or self.name.partition(".")[0]))))


@dataclass(frozen=True, slots=True)
class Recognised:
    """What files were taken for. ``misnamed``: those whose name says another kind, with what they are.

    ``told``: the user said which format it is.
    """

    format: Format
    misnamed: tuple[tuple[str, str], ...] = ()
    told: bool = False


class Unknown(Unreadable):
    """Files of no format that is known: what they look like, and what would help, in each language."""

    def __init__(self, seen: Looks | None, files: Sequence[Path]) -> None:
        super().__init__("format_unknown", seen.file if seen else ", ".join(path.name for path in files))
        self.words: Words = seen.words() if seen else sentences("no_export_file")
        self.help: Words = help_words(every_word())


def recognise(files: Sequence[Path]) -> Recognised:
    """The format of files that were given together.

    Raises ``Unknown``, and ``Unreadable``: ``several_formats``, and ``is_pdf`` and the like for what no reader
    takes.
    """
    met: dict[str, Format] = {}
    misnamed: list[tuple[str, str]] = []
    unknown: Glimpse | None = None
    for source in [source for path in files for source in sources(path)][:_MOST_GLIMPSED]:
        seen = glimpse(source)
        if seen.kind.misnamed:
            misnamed.append((source.name, seen.kind.name))
        found = next((one for one in formats() if one.fits(seen)), None)
        if found is None:
            unknown = seen
        else:
            met.setdefault(found.name, found)
    if not met:
        raise Unknown(looks(unknown) if unknown else None, files)
    if len(met) > 1:
        raise Unreadable("several_formats", ", ".join(path.name for path in files))
    return Recognised(next(iter(met.values())), tuple(misnamed))


def named(word: str, files: Sequence[Path]) -> Recognised:
    """The format that ``--format`` names; where several share a first word, the one that fits the files.

    Raises ``Unreadable``: ``no_such_format``, and ``is_pdf`` and the like.
    """
    called = [one for one in formats() if word.strip().casefold() in one.words]
    if not called:
        raise Unreadable("no_such_format", word)
    seen = [glimpse(source) for path in files for source in sources(path)[:_MOST_GLIMPSED]]
    misnamed = tuple((one.name, one.kind.name) for one in seen if one.kind.misnamed)
    fit = (one for one in called if any(one.fits(each) for each in seen))
    return Recognised(next(fit, called[0]), misnamed, told=True)


def every_word() -> list[str]:
    """All that ``--format`` may say."""
    return sorted({word for one in formats() for word in one.words})


def ready(name: str) -> CsvMapping:
    """A mapping that comes with the program."""
    return read_mapping(_MAPPINGS / f"{name}.toml", OWN | set(_READY))


@cache
def formats() -> tuple[Format, ...]:
    """Every format that is read, in the order in which they are tried."""
    return (*_people(), *_other(), *_by_mapping())


def _headed(is_header: IsHeader) -> Callable[[Glimpse], bool]:
    return lambda seen: seen.has(is_header)


def _plain(read: Callable[[Sequence[Path]], AnyReading]) -> Read:
    """A reader that needs nothing to be told."""
    return lambda files, _told: read(files)


def _people() -> tuple[Format, ...]:
    return (
        Format("vcard", "vCard", lambda seen: seen.kind.name == "vcard", _plain(vcard.read_vcards)),
        Format(
            "mailchimp.audience", "Mailchimp audience",
            lambda seen: mailchimp.status_of(seen.name) is not None or _is_mailchimp(seen),
            lambda files, told: mailchimp.read_export(files, not_after=told.not_after),
        ),
        Format(
            "facebook.leads", "Facebook lead ads", _headed(facebook.is_header),
            lambda files, told: facebook.read_facebook(files, told.zone),
        ),
        Format(
            "linkedin.connections", "LinkedIn connections", _headed(linkedin.is_connections),
            _plain(linkedin.read_connections),
        ),
        Format(
            "linkedin.lead_form", "LinkedIn lead form", _headed(linkedin.is_leads), _plain(linkedin.read_lead_forms),
        ),
        Format("slack.members", "Slack members", _headed(slack.is_header), _plain(slack.read_slack)),
        Format(
            "leadfeeder.companies", "Leadfeeder companies", _headed(leadfeeder.is_header),
            _plain(leadfeeder.read_leadfeeder),
        ),
        Format(
            "outlook.contacts.csv", "Outlook contacts", _headed(outlook.is_header), _plain(outlook.read_outlook)
        ),
        Format("google.contacts.csv", "Google Contacts", _headed(google.is_header), _plain(google.read_google)),
    )  # fmt: skip


def _other() -> tuple[Format, ...]:
    """Calls, invoices, organisations of the trade register, lists of refusals, references, industries."""
    return (
        Format(
            "freeswitch.cdr_csv", "FreeSWITCH call records", _first_line(freeswitch.is_freeswitch),
            lambda files, told: freeswitch.read_freeswitch(files, told.zone, told.own),
        ),
        Format(
            "asterisk.cdr_csv", "Asterisk call records", _first_line(asterisk.is_asterisk),
            lambda files, told: asterisk.read_asterisk(files, told.zone, told.own),
        ),
        Format(
            "freepbx.cdr", "FreePBX call records", _headed(asterisk.is_freepbx),
            lambda files, told: asterisk.read_freepbx(files, told.zone, told.own),
        ),
        Format(
            "finvoice", "Finvoice invoices", lambda seen: seen.kind.name == "xml" and "<Finvoice" in seen.text,
            _plain(finvoice.read_finvoice),
        ),
        Format("prh.ytj.v3", "trade register data (PRH, YTJ)", _is_ytj, _plain(ytj.read_ytj), "ytj"),
        Format(
            "statfi.classification", "classification of industries (Statistics Finland)", _is_classification,
            _plain(industries.read_industries),
        ),
        Format(
            "bank_references", "list of payment references",
            lambda seen: bool(seen.lines) and references.is_header([header_key(seen.lines[0])]),
            _plain(references.read_references),
        ),
        Format(
            "prohibition_list", "list of refusals (wash list)",
            lambda seen: seen.kind.name == "text" and prohibition_lists.is_list(seen.lines),
            lambda files, told: prohibition_lists.read_prohibitions(files, told.lists),
        ),
    )  # fmt: skip


def _first_line(is_record: Callable[[str], bool]) -> Callable[[Glimpse], bool]:
    """Call logs have no header: their first record tells them."""
    return lambda seen: seen.kind.name == "text" and bool(seen.lines) and is_record(seen.lines[0])


def _is_ytj(seen: Glimpse) -> bool:
    text = seen.text[:4096]
    return seen.kind.name == "json" and ('"companies"' in text or '"businessId"' in text)


def _is_classification(seen: Glimpse) -> bool:
    return seen.has(industries.is_header) or (
        seen.kind.name == "json" and '"classificationItemNames"' in seen.text[:8192]
    )


def _by_mapping() -> tuple[Format, ...]:
    """Ready mappings, contacts of Odoo, and whatever the user's own mapping reads."""
    return (
        _ready("hubspot", "HubSpot contacts", {"record id", "email"}),
        _ready("pipedrive", "Pipedrive people", {"person - name"}),
        _ready("salesforce", "Salesforce contacts (weekly export)", {"lastname", "firstname", "isdeleted"}),
        _ready("salesforce-report", "Salesforce contacts (report)", {"last name", "account name", "email opt out"}),
        Format(
            "odoo.res_partner", "Odoo contacts", _headed(_is_odoo),
            lambda files, told: odoo.read_partners(files, kind=told.rows),
        ),
        Format("any.csv", "CSV or XLSX by a mapping", lambda _seen: False, _own_mapping, "csv"),
    )  # fmt: skip


def _ready(name: str, title: str, marks: set[str]) -> Format:
    """A ready mapping, known by columns that no other program has together."""
    return Format(
        f"any.csv.{name}", title, _headed(lambda keys: marks <= set(keys)),
        lambda files, told: read_mapped(files, ready(name).in_zone(told.zone)), name,
    )  # fmt: skip


def _own_mapping(files: Sequence[Path], told: Told) -> AnyReading:
    if told.mapping is None:
        raise Unreadable("mapping_missing", ", ".join(path.name for path in files))
    return read_mapped(files, told.mapping.in_zone(told.zone))


def _is_mailchimp(seen: Glimpse) -> bool:
    """A file of the export whose name was changed: its status is lost, and that is told."""
    marks = {"member_rating", "optin_time", "leid", "euid"}
    return seen.has(lambda keys: len(marks.intersection(keys)) >= 3 and mailchimp_columns.is_header(keys))


def _is_odoo(keys: Sequence[str]) -> bool:
    """More than a name and an address: what Odoo alone has, or nothing that it hasn't."""
    if not odoo_columns.is_header(keys):
        return False
    fields = [found[0] if (found := odoo_columns.field_of(key)) else "" for key in keys]
    own = {
        "is_company",
        "company_type",
        "parent_id",
        "parent_id/id",
        "category_id/id",
        "country_id/id",
        "child_ids",
    }
    return bool(own.intersection(fields)) or (all(fields) and len(fields) >= 4)
