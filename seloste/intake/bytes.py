"""From bytes to lines of text: which file, which encoding, and nothing without a bound.

A byte-order mark decides; else strict UTF-8; else Windows-1252 with a warning, never
ISO-8859-1 (Š, Ž and € differ). A file is read whole once before its first record is believed,
so that a wrong byte in its last line does not leave half an import behind.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from seloste.intake.kinds import BROKEN_ZIP, READ, kind_of

LONGEST_LINE = 1 << 20
"""Characters of one line; a longer one is refused, so that memory stays bounded."""

_CHUNK = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LARGEST_MEMBER = 4 << 30
_MOST_MEMBERS = 1000


class Unreadable(Exception):
    """A file that can't be read as it is.

    ``code`` is stable, ``file`` the name of the file, ``line`` the line (from 1) where it is known.
    Nothing of the content is repeated.
    """

    def __init__(self, code: str, file: str, line: int | None = None) -> None:
        super().__init__(f"{file}: {code}" if line is None else f"{file}:{line}: {code}")
        self.code, self.file, self.line = code, file, line


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be read from its beginning more than once: a file, or one inside a zip."""

    name: str
    open: Callable[[], BinaryIO]
    size: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file become text; ``digest`` is the SHA-256 of the whole file."""

    codec: str
    bom: bool
    guessed: bool
    digest: str

    @property
    def label(self) -> str:
        """The name as reports give it."""
        return "utf-16" if self.codec.startswith("utf-16") else self.codec


def sources(path: Path) -> list[Source]:
    """The file at ``path``, or the files inside it when it is a zip. Raises ``Unreadable``.

    What no reader takes is named by its code: ``is_pdf``, ``is_html``, ``is_xls`` and so on.
    """
    with path.open("rb") as stream:
        kind = kind_of(stream, path.name)
    if kind.name not in READ:
        raise Unreadable(f"is_{kind.name}", path.name)
    if kind.name != "zip":
        return [Source(path.name, lambda: path.open("rb"), path.stat().st_size)]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except BROKEN_ZIP:
        raise Unreadable("bad_zip", path.name) from None
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_MEMBER:
        raise Unreadable("zip_too_large", path.name)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("zip_encrypted", path.name)
    return [_member(path, member) for member in members]


def detect(source: Source) -> Encoding:
    """The encoding of the whole of ``source``, read once in pieces. Raises ``Unreadable``."""
    return _detected(source, _head(source))


class Lines:
    """The lines of a text with their ends as they stand, each bounded; ``number`` is the last one's.

    ``begin`` tells that a record ended: a record of many lines is bounded too.
    """

    def __init__(self, source: Source, encoding: Encoding) -> None:
        stream = source.open()
        stream.read({"utf-8": 3}.get(encoding.codec, 2) if encoding.bom else 0)
        self._text = io.TextIOWrapper(stream, encoding=encoding.codec, errors="strict", newline="")
        self._name = source.name
        self._held = 0
        self.number = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self._held += len(line)
        if len(line) >= LONGEST_LINE or self._held > 4 * LONGEST_LINE:
            raise Unreadable("record_too_long", self._name, self.number)
        self.last = line
        return line

    def begin(self) -> None:
        """The next line begins a record."""
        self._held = 0

    def close(self) -> None:
        """Closes the file beneath."""
        self._text.close()


def _head(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read(4096)


def _detected(source: Source, head: bytes) -> Encoding:
    mark = next(((bom, codec) for bom, codec in _MARKS if head.startswith(bom)), None)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable("utf32", source.name)
    if mark is None and head.count(0) * 10 >= len(head) * 4 > 0:
        raise Unreadable("utf16_without_mark", source.name)
    for codec in (mark[1],) if mark else ("utf-8", "cp1252"):
        digest = _decodes(source, codec, len(mark[0]) if mark else 0)
        if digest is not None:
            return Encoding(codec, mark is not None, mark is None and codec == "cp1252", digest)
    raise Unreadable("bad_encoding", source.name)


def _decodes(source: Source, codec: str, skip: int) -> str | None:
    """The digest of the file when the whole of it is text in ``codec``, else None."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder(codec)("strict")
    with source.open() as stream:
        digest.update(stream.read(skip))
        try:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                if "\0" in decoder.decode(chunk):
                    raise Unreadable("nul_in_file", source.name)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return digest.hexdigest()


def _member(path: Path, member: zipfile.ZipInfo) -> Source:
    name = PurePosixPath(member.filename).name

    def opened() -> BinaryIO:
        try:
            archive = zipfile.ZipFile(path)
            inner = archive.open(member)
        except BROKEN_ZIP:
            raise Unreadable("bad_zip", name) from None
        # The archive's own handle closes when the member's last reader does.
        archive.close()
        return io.BufferedReader(_Member(inner, name), _CHUNK)

    return Source(name, opened, member.file_size)


class _Member(io.RawIOBase):
    """A file inside a zip; what is broken in it is ``Unreadable`` wherever it is read."""

    def __init__(self, inner: IO[bytes], name: str) -> None:
        self._inner, self._name = inner, name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        try:
            return self._inner.seek(offset, whence)
        except BROKEN_ZIP:
            raise Unreadable("bad_zip", self._name) from None

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, into: Any, /) -> int:
        try:
            found = self._inner.read(len(into))
        except BROKEN_ZIP:
            raise Unreadable("bad_zip", self._name) from None
        into[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._inner.close()
        super().close()
