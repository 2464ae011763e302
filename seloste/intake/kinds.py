"""What a file is by its own bytes, whatever its name says.

A spreadsheet that is called ``.csv`` is read as the spreadsheet that it is; a web page, a document or
a picture is named as what it is. Nothing is opened that the bytes only refer to.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

HEAD = 4096
"""Bytes from which a kind is told."""

_MAGIC = (
    (b"%PDF-", "pdf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"), (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
    (b"SQLite format 3\0", "sqlite"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"), (b"MZ", "program"), (b"\x7fELF", "program"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"),
)  # fmt: skip
_WEB = (b"<!doctype html", b"<html", b"<head", b"<table", b"<body")
_IN_ZIP = {
    "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "word/document.xml": "docx", "ppt/presentation.xml": "pptx",
}  # fmt: skip
READ = frozenset({"text", "xlsx", "zip", "xml", "json", "vcard"})
"""The kinds that some reader takes; any other is named and refused."""

_BY_SUFFIX = {
    ".csv": "text", ".txt": "text", ".tsv": "text", ".xlsx": "xlsx", ".xlsm": "xlsx", ".zip": "zip", ".xml": "xml",
    ".json": "json", ".vcf": "vcard", ".vcard": "vcard",
}  # fmt: skip


BROKEN_ZIP = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
"""All that Python raises for an archive that is broken, locked, or packed in a way that isn't known."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is (``xlsx``, ``pdf``, ``text`` …), and whether its name says something else."""

    name: str
    misnamed: bool = False


def kind_of(stream: BinaryIO, file: str) -> Kind:
    """The kind of what ``stream`` gives from its beginning; ``file`` is its name. The stream is read, not closed."""
    head = stream.read(HEAD)
    name = _by_bytes(head)
    if name == "zip":
        name = _in_zip(stream)
    told = _BY_SUFFIX.get(PurePosixPath(file.lower()).suffix)
    of_text = {"text", "xml", "json", "vcard"}
    return Kind(name, told is not None and name not in ({told} if told not in of_text else of_text))


def _by_bytes(head: bytes) -> str:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return "zip"
    bare = _text_of(head).lstrip()[:200].lower()
    if bare.startswith(_WEB):
        return "html"
    if bare.startswith((b"<?xml", b"<soap", b"<finvoice")):
        return "html" if b"<html" in bare else "xml"
    if bare.startswith(b"begin:vcard"):
        return "vcard"
    if bare.startswith((b"{", b"[{", b"[ {")) or (bare[:1] == b"[" and bare[1:].lstrip()[:1] == b"{"):
        return "json"
    return "text"


def _text_of(head: bytes) -> bytes:
    """The first bytes without a mark; UTF-16 with one becomes plain."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode()
    return head


def _in_zip(stream: BinaryIO) -> str:
    """A spreadsheet and a document are zips with parts of fixed names."""
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").rpartition(b".")[2]
                return {b"spreadsheet": "ods", b"text": "odt"}.get(kind, "zip")
    except BROKEN_ZIP:
        return "zip"
    return next((kind for part, kind in _IN_ZIP.items() if part in names), "zip")
