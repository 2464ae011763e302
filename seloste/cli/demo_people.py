"""Invented people for the demo, written as the Mailchimp export of an audience.

The same seed and day give the same bytes. Nothing is held but the row at hand, so a million
people can be written as well as five thousand.
"""

from __future__ import annotations

import math
import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TextIO

from seloste.cli.demo_names import (
    CITIES,
    COMPANY_FORMS,
    DOMAINS,
    FINNISH,
    OTHER,
    PARTICLES,
    STREETS,
    SWEDISH,
    TAGS,
    Tongue,
)
from seloste.terms.identity import check_character

_HEAD = ("Email Address", "First Name", "Last Name", "Company", "Phone Number", "Address", "MEMBER_RATING",
         "OPTIN_TIME", "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP", "LATITUDE", "LONGITUDE", "GMTOFF", "DSTOFF",
         "TIMEZONE", "CC", "REGION")  # fmt: skip
_MIDDLE: dict[str, tuple[str, ...]] = {
    "subscribed": ("LAST_CHANGED",),
    "nonsubscribed": ("LAST_CHANGED",),
    "unsubscribed": ("UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE", "UNSUB_CAMPAIGN_ID", "UNSUB_REASON",
                     "UNSUB_REASON_OTHER"),
    "cleaned": ("CLEAN_TIME", "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID"),
}  # fmt: skip
_TAIL = ("LEID", "EUID", "NOTES", "TAGS")

_LEFT = len(_HEAD)  # UNSUB_TIME in a record of those who left

_PERIOD = 24 * 31
"""Days after which every period of 24 months has ended."""

# What becomes of people, in thousandths of all.
_FATES = (
    ("double", 520), ("single", 90), ("admin", 60), ("no_time", 20), ("old", 60),
    ("left", 120), ("complaint", 10), ("bounced", 50), ("customer", 70),
)  # fmt: skip
_FATE_OF = tuple(fate for fate, share in _FATES for _ in range(share))
_FILE_OF = {
    "left": "unsubscribed",
    "complaint": "unsubscribed",
    "bounced": "cleaned",
    "customer": "nonsubscribed",
}
_TONGUES = (FINNISH, FINNISH, FINNISH, SWEDISH, SWEDISH, OTHER)


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person, as far as the walk through the demo tells of them."""

    given: str
    family: str
    email: str
    phone: str
    company: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written. ``people`` have one record each that is to be accepted; ``bad_rows`` are beside them.

    ``period_ended``: every act of theirs is more than 24 months old. ``hero`` asked for the
    newsletter twice over (double opt-in) and has phone, address and company; ``left`` withdrew;
    ``old`` is one whose period has ended.
    """

    folder: Path
    files: tuple[Path, ...]
    people: int
    granted: int
    single_opt_in: int
    unproven: int
    never_given: int
    withdrawn: int
    complaints: int
    undeliverable: int
    period_ended: int
    bad_rows: dict[str, int] = field(default_factory=dict)
    hero: Invented = field(default=Invented("", "", "", "", ""), repr=False)
    left: Invented = field(default=Invented("", "", "", "", ""), repr=False)
    old: Invented = field(default=Invented("", "", "", "", ""), repr=False)


def write_export(folder: Path, *, people: int = 5000, today: date, seed: int = 917) -> Summary:
    """Writes the four files of an export of ``people`` invented people into ``folder``.

    ``people`` is at least 50. All times lie before ``today``. The files' names carry ten
    hexadecimal digits out of the seed, as the vendor's do.
    """
    if people < 50:
        raise ValueError("a demo of fewer than 50 people shows nothing")
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(seed)
    mark = f"{draw.getrandbits(40):010x}"
    paths = {status: folder / f"{status}_email_audience_export_{mark}.csv" for status in _MIDDLE}
    with ExitStack() as stack:
        files = {s: stack.enter_context(p.open("w", encoding="utf-8", newline="")) for s, p in paths.items()}
        for status, out in files.items():
            _write(out, (*_HEAD, *_MIDDLE[status], *_TAIL))
        return _people(files, folder, tuple(paths.values()), people, _Clock(today, draw))


class _Clock:
    """Draws times before a day."""

    def __init__(self, today: date, draw: random.Random) -> None:
        self.start = datetime.combine(today, time(), UTC)
        self.draw = draw

    def between(self, nearest: int, farthest: int) -> datetime:
        """A time of ``nearest`` to ``farthest`` days ago."""
        return self.start - timedelta(seconds=self.draw.randint(nearest * 86400, farthest * 86400))

    def since(self, begun: datetime) -> datetime:
        """A time after ``begun`` and at least a day ago."""
        return begun + (self.start - timedelta(days=1) - begun) * self.draw.random()


def _people(
    files: Mapping[str, TextIO], folder: Path, paths: tuple[Path, ...], people: int, clock: _Clock
) -> Summary:
    counts: Counter[str] = Counter()
    shown: dict[str, Invented] = {}
    fates, long_ago = _fates(people, clock.draw), _stamp(_period_end(clock))
    for number, fate in enumerate(fates):
        person = _hero() if number == 0 else invented(number, clock.draw)
        row = _row(person, number, fate, clock)
        _write(files[_FILE_OF.get(fate, "subscribed")], row)
        counts[fate] += 1
        gone = fate in ("left", "complaint") and row[_LEFT] < long_ago
        counts["period_ended"] += fate == "old" or gone
        shown.setdefault(fate, person)
    bad = _bad_rows(files, shown, people, clock)
    return Summary(
        folder, paths, people,
        granted=counts["double"] + counts["old"],
        single_opt_in=counts["single"],
        unproven=counts["admin"] + counts["no_time"],
        never_given=counts["customer"],
        withdrawn=counts["left"] + counts["complaint"],
        complaints=counts["complaint"],
        undeliverable=counts["bounced"],
        period_ended=counts["period_ended"],
        bad_rows=bad, hero=shown["double"], left=shown["left"], old=shown["old"],
    )  # fmt: skip


def _period_end(clock: _Clock) -> datetime:
    return clock.start - timedelta(days=_PERIOD)


def _fates(people: int, draw: random.Random) -> Iterator[str]:
    """One of each fate first, so that even a small demo shows them all; then by their shares."""
    yield from (fate for fate, _ in _FATES)
    for _ in range(people - len(_FATES)):
        yield _FATE_OF[draw.randrange(len(_FATE_OF))]


def _hero() -> Invented:
    return Invented(
        "Åsa-Maria", "von Dimklocka", "asa-maria.von.dimklocka@example.fi", "+358 50 000 0917", "Usvalyhty Oy"
    )


def invented(number: int, draw: random.Random) -> Invented:
    """A person whose e-mail address no other number gives: number and address are one to one."""
    turn, place = divmod(number, len(_TONGUES))
    tongue = _TONGUES[place]
    ordinal = turn * _TONGUES.count(tongue) + _TONGUES[:place].count(tongue)
    given, family, domain, round_ = _combined(tongue, ordinal)
    second = ""
    if number % 17 == 3:
        second = f"-{tongue.first[turn % len(tongue.first)]}{tongue.second[turn % len(tongue.second)]}"
    particle = PARTICLES[number % len(PARTICLES)] if tongue is SWEDISH else ""
    local = f"{ascii_of(given)}.{ascii_of(particle + family + second)}{round_ or ''}"
    company = f"{family.capitalize()} {COMPANY_FORMS[number % 5]}" if draw.random() < 0.4 else ""
    return Invented(given, particle + family + second, f"{local}@{domain}", _phone(number, draw), company)


def _combined(tongue: Tongue, number: int) -> tuple[str, str, str, int]:
    """The ``number``-th combination of names and domain, in an order that looks drawn by lot."""
    sizes = (len(tongue.given), len(tongue.first), len(tongue.second), len(DOMAINS))
    total = math.prod(sizes)
    step = next(s for s in range(int(total * 0.618), total) if math.gcd(s, total) == 1)
    round_, place = number // total, number % total * step % total
    parts: list[int] = []
    for size in sizes:
        place, part = divmod(place, size)
        parts.append(part)
    family = tongue.first[parts[1]] + tongue.second[parts[2]]
    return tongue.given[parts[0]], family, DOMAINS[parts[3]], round_


def _phone(number: int, draw: random.Random) -> str:
    """Six in ten have a number, out of a block meant to be unassigned; beyond 9,999 they come again."""
    last = f"{number % 9999 + 1:04d}"
    if last == "0917" or draw.random() > 0.6:
        return ""
    return (f"+358 50 000 {last}", f"050 000 {last}", f"+35850000{last}")[number % 3]


def _row(person: Invented, number: int, fate: str, clock: _Clock) -> tuple[str, ...]:
    draw = clock.draw
    asked, confirmed = _times(fate, clock)
    from_where = f"192.0.2.{number % 254 + 1}"
    address = ""
    if number == 0 or draw.random() < 0.25:
        street, city = STREETS[number % len(STREETS)], CITIES[number % len(CITIES)]
        address = f"{street} {number % 97 + 1}  {city}  0099{number % 10}  FI"
    tags = draw.sample(TAGS, draw.randint(0, 2)) or ([TAGS[0]] if number == 0 else [])
    return (
        person.email, person.given, person.family, person.company, person.phone, address,
        str(draw.randint(1, 5)),
        _stamp(asked), from_where if asked else "", _stamp(confirmed), from_where if confirmed else "",
        *([""] * 7),
        *_middle(fate, confirmed or asked, clock),
        str(400_000_000 + number), f"aa{number:08x}", "", ",".join(f'"{tag}"' for tag in tags),
    )  # fmt: skip


def _times(fate: str, clock: _Clock) -> tuple[datetime | None, datetime | None]:
    """OPTIN_TIME and CONFIRM_TIME."""
    if fate in ("no_time", "customer"):
        return None, None
    asked = clock.between(_PERIOD + 30, 2500) if fate == "old" else clock.between(10, 690)
    if fate in ("left", "complaint"):
        asked = clock.between(700, 2500)
    if fate == "single":
        return asked, None
    confirmed = asked + timedelta(seconds=clock.draw.randint(40, 7200))
    return (None, asked) if fate == "admin" else (asked, confirmed)


def _middle(fate: str, begun: datetime | None, clock: _Clock) -> tuple[str, ...]:
    if fate in ("left", "complaint"):
        soonest = begun or _period_end(clock)
        end = clock.since(soonest)
        reason = "ABUSE" if fate == "complaint" else clock.draw.choice(("NORMAL", "NORMAL", "OTHER", ""))
        return _stamp(end), "Kuukausikirje", "c0ffee0001", reason, ""
    if fate == "bounced":
        return _stamp(clock.since(begun or _period_end(clock))), "Kuukausikirje", "c0ffee0001"
    return (_stamp(begun or clock.between(10, 600)),)


def _bad_rows(
    files: Mapping[str, TextIO], shown: dict[str, Invented], people: int, clock: _Clock
) -> dict[str, int]:
    """Rows that an importer must reject, as real exports have them: reason and count."""
    code = "010190-917" + check_character("010190", "917")  # 900s: given to nobody
    hero, left = shown["double"], shown["left"]
    bad = (
        ("bad_email", Invented("Virhe", "Rivilyhty", "ei-osoite", "", "")),
        ("bad_email", Invented("Tyhjä", "Rivikello", "", "", "")),
        ("duplicate_in_file", Invented("Åsa-M.", "Dimklocka", hero.email.upper(), "", "")),
        ("duplicate_in_export", Invented(left.given, left.family, left.email, "", "")),
        ("national_identity_code", Invented("Tunnus", "Väärässäkentässä", "tunnus@example.com", "", code)),
    )
    for number, (_, person) in enumerate(bad, start=people):
        _write(files["subscribed"], _row(person, number, "admin", clock))
    return dict(Counter(reason for reason, _ in bad))


def _stamp(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def ascii_of(name: str) -> str:
    """A name as it stands in an address: lower case, plain letters."""
    plain = unicodedata.normalize("NFKD", name.replace("Ł", "L").replace("ł", "l"))
    kept = "".join(c for c in plain.lower().replace(" ", ".") if c.isascii() and (c.isalnum() or c in ".-"))
    return kept.strip(".-")


def _write(out: TextIO, cells: Iterable[str]) -> None:
    """A line as the vendor writes it: quotes only round what holds a space, a comma or a quote."""
    out.write(",".join(map(_quoted, cells)) + "\n")


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in ' ,"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
