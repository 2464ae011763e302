"""vCard 2.1, 3.0 and 4.0 as text: cards and their properties, bytes unfolded before they are decoded.

A fold may cut a character in two and a soft line break too, so bytes are joined first. A card that
begins inside another closes the other as broken. Every length is bounded.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

LONGEST_LINE = 64 << 10
LARGEST_CARD = 256 << 10
MOST_CARDS = 20_000

_CHUNK = 1 << 16
_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_QUOTED = re.compile(rb"quoted-printable", re.IGNORECASE)
_HEX = re.compile(rb"=[0-9A-Fa-f]{2}")
_CHARSETS = re.compile(
    r"ascii|utf-(?:8|16|32).*|(?:iso8859|koi8|mac|euc)[-_].*|cp\d+|gb.*|big5.*|shift_jis.*|johab|tis-620"
)
_LONGEST_CHARSET = 40
_ENCODINGS = frozenset({"quoted-printable", "base64", "b", "7bit", "8bit"})


@dataclass(frozen=True, slots=True)
class Property:
    """One property. ``value`` is bytes as they stand, unfolded; names and types are in capitals and lower case."""

    name: str
    group: str
    types: frozenset[str]
    parameters: dict[str, str]
    value: bytes = field(repr=False)
    quoted: bool = False


@dataclass(slots=True)
class Card:
    """One card. ``fault``: why it can't be taken, empty when it can. ``lines``: as they stood but unfolded, where they
    are asked for."""

    at: int
    properties: list[Property] = field(default_factory=list, repr=False)
    fault: str = ""
    size: int = 0
    lines: list[bytes] = field(default_factory=list, repr=False)


def cards(stream: BinaryIO, *, with_lines: bool = False) -> Iterator[Card | None]:
    """The cards of a file, and None for a line outside them. ``with_lines``: each with its lines, pictures left out."""
    card: Card | None = None
    at = 0
    nested = 0
    for line in _unfolded(stream):
        bare = line.strip().upper()
        if with_lines and card is not None and bare and bare != b"BEGIN:VCARD" and not _is_picture(line):
            card.lines.append(line)
        if bare == b"BEGIN:VCARD":
            if card is not None and _holds_agent(card):
                nested += 1
                if with_lines:
                    card.lines.append(line)
                continue
            if card is not None:
                card.fault = "unclosed_card"
                yield card
            at += 1
            card = Card(at)
        elif bare == b"END:VCARD":
            if nested:
                nested -= 1
            elif card is not None:
                yield card
                card = None
        elif card is None:
            if bare:
                yield None
        elif not nested and bare:
            _add(card, line)
    if card is not None:
        card.fault = "unclosed_card"
        yield card


def _is_picture(line: bytes) -> bool:
    one = _property(line)
    return one is not None and one.name in _PICTURES


def _holds_agent(card: Card) -> bool:
    """An agent's card stands inside the card of whom they serve (2.1)."""
    return bool(card.properties) and card.properties[-1].name == "AGENT" and not card.properties[-1].value


def _add(card: Card, line: bytes) -> None:
    one = _property(line)
    if one is None or one.name in _PICTURES:
        return
    card.size += len(line)
    if len(line) > LONGEST_LINE:
        card.fault = "line_too_long"
    elif card.size > LARGEST_CARD:
        card.fault = "card_too_large"
        card.properties.clear()
    else:
        card.properties.append(one)


def _property(line: bytes) -> Property | None:
    """A property of an unfolded line, or None when it has no colon."""
    parts = _cut(line)
    if parts is None:
        return None
    head, value = parts
    name, *told = _split_outside_quotes(head, ";")
    group, dot, bare = name.rpartition(".")
    types: set[str] = set()
    parameters: dict[str, str] = {}
    for one in told:
        key, equals, text = one.partition("=")
        key = key.strip().lower()
        if not equals or "(" in key:
            word = key.partition("(")[0]
            (parameters.__setitem__("encoding", word) if word in _ENCODINGS else types.add(word))
        elif key == "type":
            types |= {part.strip().lower() for part in text.replace('"', "").split(",")}
        else:
            parameters[key] = text.strip().strip('"')
    quoted = parameters.get("encoding", "").lower() == "quoted-printable"
    return Property(
        bare.strip().upper(), group.lower() if dot else "", frozenset(types), parameters, value, quoted
    )


def _cut(line: bytes) -> tuple[str, bytes] | None:
    """The part before the first colon outside quotes, and the value."""
    inside = False
    for place, byte in enumerate(line[:LONGEST_LINE]):
        if byte == 0x22:
            inside = not inside
        elif byte == 0x3A and not inside:
            return line[:place].decode("utf-8", "replace"), line[place + 1 :]
    return None


def _split_outside_quotes(text: str, sign: str) -> list[str]:
    parts, start, inside = [], 0, False
    for place, one in enumerate(text):
        inside ^= one == '"'
        if one == sign and not inside:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _unfolded(stream: BinaryIO) -> Iterator[bytes]:
    """Logical lines: folds and soft line breaks joined, longer ones cut one byte after the limit."""
    held: list[bytes] | None = None
    size, soft = 0, False
    for line in _lines(stream):
        if held is not None and (soft or line[:1] in (b" ", b"\t")):
            part = line
            if line[:1] in (b" ", b"\t") and (not soft or _HEX.match(line, 1)):
                part = line[1:]
        else:
            if held is not None:
                yield b"".join(held)[: LONGEST_LINE + 1]
            part, held, size = line, [], 0
        quoted = _QUOTED.search((held[0] if held else part)[:500].partition(b":")[0]) is not None
        soft = quoted and part.endswith(b"=")
        part = part[:-1] if soft else part
        if size <= LONGEST_LINE:
            held.append(part)
        size += len(part)
    if held is not None:
        yield b"".join(held)[: LONGEST_LINE + 1]


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines that end in CRLF, LF or CR; of a longer one than allowed only its beginning is kept."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        parts = (rest + chunk).splitlines(keepends=True)
        rest = b"" if parts[-1].endswith(b"\n") else parts.pop()
        for part in parts:
            yield part.rstrip(b"\r\n")
        if len(rest) > LONGEST_LINE + 1 and not rest.endswith(b"\r"):
            rest = rest[: LONGEST_LINE + 1]
    if rest:
        yield rest.rstrip(b"\r\n")


def text_of(one: Property, charset: str) -> str:
    """The value as text, not yet unescaped. Raises UnicodeDecodeError; ``charset`` is the card's."""
    raw = unquoted(one.value) if one.quoted else one.value
    return _decoded(raw, one, charset)


def parts_of(one: Property, charset: str) -> list[str]:
    """The parts of a structured value, each unescaped; parted before a quoted-printable value is decoded."""
    if one.quoted:
        raw = re.split(rb"(?<!\\);", one.value)
        return [unescaped(_decoded(unquoted(part), one, charset)) for part in raw]
    return [unescaped(part) for part in split(_decoded(one.value, one, charset), ";")]


def split(text: str, sign: str) -> list[str]:
    """The parts between unescaped signs."""
    parts, start, place = [], 0, 0
    while place < len(text):
        if text[place] == sign:
            parts.append(text[start:place])
            start = place + 1
        place += 2 if text[place] == "\\" else 1
    return [*parts, text[start:]]


def unescaped(text: str) -> str:
    """One layer of escapes taken off: ``\\\\``, ``\\;``, ``\\,``, ``\\n`` and, though no version asks for it, ``\\:``."""
    return re.sub(r"\\([\\;,:nN])", lambda found: "\n" if found[1] in "nN" else found[1], text)


def unquoted(raw: bytes) -> bytes:
    """Quoted-printable bytes decoded; what isn't hexadecimal stays as it is."""
    return _HEX.sub(lambda found: bytes([int(found[0][1:], 16)]), raw)


def _decoded(raw: bytes, one: Property, charset: str) -> str:
    """By the charset that the property tells, where it is one of texts and the bytes are in it; no zero signs."""
    told = one.parameters.get("charset", "")
    if not told:
        return raw.decode(charset).replace("\0", "")
    try:
        text = raw.decode(_charset(told))
    except (LookupError, UnicodeError):
        text = raw.decode("cp1252", "replace")
    return text.replace("\0", "")


def _charset(told: str) -> str:
    """What Python calls a charset of texts. Raises LookupError for every other of its codecs.

    Some of those decode into no characters, into none that can be kept, or for minutes.
    """
    if len(told) > _LONGEST_CHARSET or not (told.isascii() and told.isprintable()):
        raise LookupError
    name = codecs.lookup(told).name
    if not _CHARSETS.fullmatch(name):
        raise LookupError
    return name
