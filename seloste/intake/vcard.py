"""vCards: people, organisations, and groups whose name becomes a label of their members.

What a card says of third persons, its pictures, notes and birthdays isn't read; no address in it is
ever fetched.
"""

from __future__ import annotations

import codecs
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from seloste.intake.bytes import Encoding, Source, Unreadable, sources
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, Brings, Column, Rejected, What
from seloste.intake.readings import ReadFile, Reading, document
from seloste.intake.seen import Once, Seen
from seloste.intake.vcard_lines import MOST_CARDS, Card, cards
from seloste.intake.vcard_people import FILLS, REFUSED, TAKEN, Opened, member_of, opened, read

_ALWAYS = frozenset({"contact", "tags_as_labels"})
_CHUNK = 1 << 16
OURS = frozenset({"X-SELOSTE-REASON"})
"""What stands in rejected cards that were saved."""


@dataclass(frozen=True, slots=True)
class CardFile(ReadFile):
    """One file of cards. ``labels``: names of groups by member; ``organisations``: ids by name, where one has it."""

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    organisations: Mapping[str, str] = field(default_factory=dict, repr=False)


class Cards(Reading[CardFile]):
    """Files of cards."""

    format = "vcard"
    organised = True
    lasting = True

    def __init__(self, files: Sequence[CardFile]) -> None:
        self.files = files

    def of(self, file: CardFile) -> Iterator[Accepted | Rejected]:
        """The cards of one file."""
        once, ids = Once(), Seen()
        with _stream(file.table.source) as stream:
            for card in cards(stream):
                if card is None:
                    continue
                try:
                    found = self._read(file, card, ids)
                except Misfit as fault:
                    yield Rejected(card.at, file.name, fault.reason, fault.column)
                else:
                    yield once.checked(found)

    def _read(self, file: CardFile, card: Card, ids: Seen) -> Accepted:
        if card.fault:
            raise Misfit(card.fault)
        one = opened(card)
        key = member_of(one.external_id)
        if key and key in ids:
            raise Misfit("duplicate_in_file", "UID")
        labels = file.labels.get(key, ()) if key else ()
        found = read(one, file.name, labels, file.organisations)
        if key:
            ids.note(key, card.at)
        return found


def read_vcards(files: Sequence[Path]) -> Cards:
    """Opens files of cards. Raises ``Unreadable``: ``no_card``, ``too_many_cards`` and others."""
    found = [source for path in files for source in sources(path)]
    if not found:
        raise Unreadable("no_export_file", ", ".join(path.name for path in files))
    return Cards([_surveyed(source) for source in found])


def cards_of(file: CardFile) -> Iterator[Card]:
    """The cards of a file with their lines, in the file's own encoding."""
    with _stream(file.table.source) as stream:
        yield from (card for card in cards(stream, with_lines=True) if card is not None)


def _surveyed(source: Source) -> CardFile:
    """Reads the whole file once: how many cards, which properties, who belongs to which group."""
    seen = _Survey()
    with _stream(source) as stream:
        for card in cards(stream):
            seen.take(card)
            if seen.count > MOST_CARDS:
                raise Unreadable("too_many_cards", source.name)
    if not seen.count:
        raise Unreadable("no_card", source.name)
    encoding = Encoding("cp1252" if seen.guessed else "utf-8", _marked(source), seen.guessed, _digest(source))
    dropped = {name: Column(name, "no_purpose") for name in seen.names - TAKEN - REFUSED - OURS}
    refused = {name: Column(name, "third_person") for name in seen.names & REFUSED}
    brings = tuple(Brings(name, path, -1) for name, path in FILLS if name in seen.names)
    warnings = ("text_outside_cards",) if seen.outside else ()
    organisations = {name: key for name, key in seen.organisations.items() if key}
    labels = {member: tuple(dict.fromkeys(names)) for member, names in seen.labels.items()}
    return CardFile(
        document(source, encoding, cards=seen.count), brings,
        tuple(dropped[name] for name in sorted(dropped)), tuple(refused[name] for name in sorted(refused)),
        warnings, seen.variant(), _ALWAYS, seen.count, labels=labels, organisations=organisations,
    )  # fmt: skip


class _Survey:
    """What a file tells as a whole."""

    def __init__(self) -> None:
        self.count = 0
        self.names: set[str] = set()
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.organisations: dict[str, str] = {}
        self.outside = self.guessed = self.broken = False
        self._versions: set[str] = set()
        self._makers: set[str] = set()

    def take(self, card: Card | None) -> None:
        """One card, or a line outside of any."""
        if card is None:
            self.outside = True
            return
        self.count += 1
        if card.fault:
            self.broken = True
            return
        one = opened(card)
        self.guessed |= one.charset == "cp1252"
        self.names |= {prop.name for prop in card.properties} - {"VERSION", "N"} | {"FN"}
        self._versions.add(one.version)
        self._makers |= set(_makers(card, one))
        if one.is_group:
            for member in one.members:
                self.labels[member].append(one.full_name)
        elif one.what is What.ORGANISATION and one.external_id:
            name = one.organisation_name
            self.organisations[name] = "" if name in self.organisations else one.external_id

    def variant(self) -> str:
        """Which version it is and who wrote it, as far as the file shows."""
        if self.outside or self.guessed or self.broken:
            return "what real files also hold"
        versions = " and ".join(sorted(self._versions)) or "without version"
        if "nextcloud" in self._makers and self._versions == {"3.0", "4.0"}:
            return "3.0 with quoted type lists (Nextcloud) and 4.0 in one file"
        for maker, words in _WRITERS:
            if maker in self._makers:
                return f"{versions} as {words}"
        return versions


_WRITERS = (
    ("apple", "Apple writes it (macOS, iOS, iCloud)"), ("outlook", "desktop Outlook writes it"),
    ("android", "Android writes it"), ("nextcloud", "Nextcloud writes it"), ("google", "Google writes it"),
)  # fmt: skip


def _makers(card: Card, one: Opened) -> Iterator[str]:
    """Marks of the programs that write cards."""
    maker = one.first("PRODID").casefold()
    names = {prop.name for prop in card.properties}
    if "apple" in maker:
        yield "apple"
    if "sabre" in maker or "nextcloud" in maker:
        yield "nextcloud"
    if any(name.startswith("X-MS-") for name in names):
        yield "outlook"
    quoted = one.version == "2.1" and any(
        prop.quoted and prop.parameters.get("charset", "").lower() == "utf-8" for prop in card.properties
    )
    if "X-ANDROID-CUSTOM" in names or quoted:
        yield "android"
    if "myContacts" in one.labels_with_system:
        yield "google"


def _stream(source: Source) -> BinaryIO:
    """The bytes of the cards in UTF-8 or as they are; UTF-16 becomes UTF-8 on the way."""
    stream = source.open()
    head = stream.read(4)
    stream.close()
    stream = source.open()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return io.BufferedReader(_Utf8(stream, source.name), _CHUNK)
    if head.startswith(b"\xef\xbb\xbf"):
        stream.read(3)
    return stream


class _Utf8(io.RawIOBase):
    """A stream of UTF-16 as UTF-8, piece by piece."""

    def __init__(self, inner: BinaryIO, name: str) -> None:
        self._inner, self._name, self._rest = inner, name, b""
        self._decoder = codecs.getincrementaldecoder("utf-16")("strict")

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        while not self._rest:
            raw = self._inner.read(_CHUNK)
            try:
                self._rest = self._decoder.decode(raw, final=not raw).encode()
            except (UnicodeDecodeError, UnicodeEncodeError):
                raise Unreadable("bad_encoding", self._name) from None
            if not raw:
                break
        count = min(len(into), len(self._rest))
        into[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        self._inner.close()
        super().close()


def _marked(source: Source) -> bool:
    with source.open() as stream:
        return stream.read(3).startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    with source.open() as stream:
        while chunk := stream.read(1 << 18):
            digest.update(chunk)
    return digest.hexdigest()
