"""The items of a list in a JSON file, one at a time, however long the list is."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from seloste.intake.bytes import Source, Unreadable

_CHUNK = 1 << 18
LARGEST_ITEM = 4 << 20
_BEFORE = re.compile(r"[\s,]*")


def items(source: Source, key: str) -> Iterator[Any]:
    """The items of the list under ``key``, or of the file when it is a list. Raises ``Unreadable("bad_json")``."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
    reader = json.JSONDecoder()
    with source.open() as stream:

        def more() -> str:
            raw = stream.read(_CHUNK)
            try:
                return decoder.decode(raw, final=not raw)
            except UnicodeDecodeError:
                raise Unreadable("bad_encoding", source.name) from None

        held = _begin(source, key, more)
        ended = False
        while True:
            held = held[_end(_BEFORE, held) :]
            if held.startswith("]"):
                return
            try:
                item, place = reader.raw_decode(held) if held else (None, -1)
            except (ValueError, RecursionError):
                place = -1
            # A number at the end of what was read may go on.
            if place < 0 or (place == len(held) and not ended):
                if ended or len(held) > LARGEST_ITEM:
                    raise Unreadable("bad_json", source.name)
                chunk = more()
                ended = not chunk
                held += chunk
                continue
            yield item
            held = held[place:]


def _begin(source: Source, key: str, more: Callable[[], str]) -> str:
    """What follows the beginning of the list."""
    held = ""
    while chunk := more():
        held += chunk
        bare = held.lstrip()
        if bare.startswith("["):
            return bare[1:]
        found = re.search(rf'"{re.escape(key)}"\s*:\s*\[', held) if key else None
        if found:
            return held[found.end() :]
        if len(held) > LARGEST_ITEM:
            break
    raise Unreadable("bad_json", source.name)


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
