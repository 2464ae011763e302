"""Order and search of names as Finns, Swedes and the English expect them.

The engine has no ICU, so order is made here (spine 26). A sort key is plain text whose order by
code point is the order of the alphabet: ``å ä ö`` become the three signs that follow ``z`` in
ASCII. W is a letter of its own, after V, as in today's Finnish and Swedish order (CLDR).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Language = Literal["fi", "sv", "en"]

ALPHABET: tuple[str, ...] = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Å", "Ä", "Ö")
"""The letters of the rail in Finnish and Swedish; English takes the first 26."""

BUCKET_SIGNS = ". 0123456789abcdefghijklmnopqrstuvwxyz{|}~"
"""What a bucket is made of, in order: end of the name, space, digits, letters, any other script."""

_END, _OTHER = BUCKET_SIGNS[0], BUCKET_SIGNS[-1]

DEEPEST_BUCKET = 6
LONGEST_PREFIX = 8

_LAST_THREE = {"å": "{", "ä": "|", "ö": "}"}
_NORDIC = {"æ": "ä", "ę": "e", "ø": "ö", "œ": "ö", "ő": "ö", "ü": "y", "ű": "y"}  # fmt: skip
_PLAIN = {
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "ŋ": "n",
    "ŧ": "t", "ħ": "h", "ı": "i", "ǥ": "g", "ʒ": "z", "ĸ": "k",
}  # fmt: skip
_APOSTROPHES = re.compile("['\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4`]")
_DASHES = re.compile("[\u002d\u00ad\u2010-\u2015\u2212\ufe63\uff0d]+")
_PARTICLES = frozenset({
    "af", "av", "da", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du",
    "e", "i", "la", "le", "het", "ten", "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
})  # fmt: skip


def sort_key(name: str, lang: Language = "fi") -> str:
    """A text by whose code points names stand in the order of ``lang``.

    First come the letters alone; accents, apostrophes, particles in small letters (``von``,
    ``af``, ``de``) and capitals part only names that are alike without them.
    """
    return f"{_letters(name, lang)}\t{_tie(name)}"


def person_key(family: str, given: str, lang: Language = "fi") -> str:
    """The sort key of a person in a list by family name, then given name."""
    return "\t".join((_letters(family, lang), _letters(given, lang), _tie(family), _tie(given)))


def buckets(name: str, lang: Language = "fi") -> list[str]:
    """The prefix buckets of a family name, of 1 to 6 signs, by which a list walks the alphabet.

    Walking them in the order of ``BUCKET_SIGNS`` and sorting inside each by ``sort_key`` gives
    the order of the whole. A name that ends is filled with ``.``, one that goes on in another
    script with ``~``; Finnish and Swedish share their buckets, English has its own.
    """
    signs = "".join(c if c in BUCKET_SIGNS[1:] else _OTHER for c in _letters(name, lang)[:DEEPEST_BUCKET])
    known, other, _ = signs.partition(_OTHER)
    filled = (known + other).ljust(DEEPEST_BUCKET, other or _END)
    return [filled[:depth] for depth in range(1, DEEPEST_BUCKET + 1)]


def deeper(bucket: str) -> list[str]:
    """The buckets into which ``bucket`` parts, in order; none when it can't be parted."""
    if len(bucket) >= DEEPEST_BUCKET:
        return []
    if bucket.endswith((_END, _OTHER)):
        return [bucket + bucket[-1]]
    return [bucket + sign for sign in BUCKET_SIGNS]


def bucket_of(letter: str) -> str:
    """The first bucket of a letter of ``ALPHABET``."""
    return _letters(letter, "fi")


def letter_of(name: str, lang: Language = "fi") -> str:
    """The letter of the rail under which ``name`` stands; ``#`` for what begins with no letter of it."""
    first = _letters(name, lang)[:1]
    back = {sign: letter for letter, sign in _LAST_THREE.items()}
    letter = back.get(first, first).upper()
    return letter if letter in ALPHABET else "#"


def in_two(full: str) -> tuple[str, str]:
    """A name said in one piece, as its family part and its given part: *Maria von Aalto* is *von Aalto*, *Maria*.

    The last word is taken for the family name, with the particles that stand before it.
    """
    words = full.split()
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[max(first, 0) :]), " ".join(words[: max(first, 0)])


def search_words(name: str) -> list[str]:
    """The folded words under which a name is indexed, each once, sorted.

    Parts of a double name stand alone and joined (``anna liisa annaliisa``), what follows a
    short elided particle too (``dämico ämico``). Each word stands also without its dots and
    rings, so that ``a`` finds ``ä``, while ``ä`` finds ``ä`` only.
    """
    words: set[str] = set()
    for chunk in _composed(name).split():
        parts = [part for part in _DASHES.split(chunk) if _APOSTROPHES.sub("", part)]
        words.update(_APOSTROPHES.sub("", part) for part in parts)
        words.add(_APOSTROPHES.sub("", "".join(parts)))
        for part in parts:
            head, *tail = _APOSTROPHES.split(part)
            if tail and len(head) <= 2:
                words.add("".join(tail))
    folded = {fold for word in words for fold in (_searched(word), _bare(word))}
    return sorted(folded - {""})


def query_words(query: str) -> list[str]:
    """The folded words that a search asks for, in the order typed; each must begin a word of the name."""
    joined = _APOSTROPHES.sub("", _composed(query))
    words = (_searched(word) for word in _DASHES.sub(" ", joined).split())
    return list(dict.fromkeys(word for word in words if word))


def prefixes(word: str) -> list[str]:
    """The beginnings of ``word`` that are indexed: of 1 to 8 letters, and the whole word."""
    short = [word[:length] for length in range(1, min(len(word), LONGEST_PREFIX) + 1)]
    return short if len(word) <= LONGEST_PREFIX else [*short, word]


def asked_prefix(word: str) -> str:
    """The indexed prefix by which a word of a query is looked up; ``matches`` tests the rest."""
    return word[:LONGEST_PREFIX]


def matches(query: str, name: str) -> bool:
    """Whether every word of ``query`` begins a word of ``name``."""
    asked, held = query_words(query), search_words(name)
    return bool(asked) and all(any(word.startswith(q) for word in held) for q in asked)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold().replace("\u0307", ""))


def _letters(name: str, lang: Language) -> str:
    """The letters that decide the order: folded, particles off, words parted by one space."""
    spaced = _DASHES.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name)))
    words = spaced.split()
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    folded = (_nordic(word) if lang != "en" else _bare(word) for word in map(_composed, words))
    return " ".join(word for word in folded if word)


def _nordic(word: str) -> str:
    mapped = "".join(_NORDIC.get(c, c) for c in word)
    return "".join(_LAST_THREE.get(c) or _bare(c) for c in mapped)


def _searched(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word
    kept = {"æ": "ä", "ø": "ö", "å": "å", "ä": "ä", "ö": "ö"}
    return "".join(kept.get(c) or _bare(c) for c in word)


def _bare(word: str) -> str:
    """``word`` of plain letters and digits: accents, dots and rings off, signs away."""
    if word.isascii() and word.isalnum():
        return word
    parted = unicodedata.normalize("NFKD", "".join(_PLAIN.get(c, c) for c in word))
    return "".join(_PLAIN.get(c, c) for c in parted if c.isalnum())


def _tie(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return f"{decomposed.casefold()}\t{decomposed.swapcase()}"
