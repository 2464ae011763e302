"""The bytes of a published notice, as they lie in the database (R12.1a): no file on disk is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, LiteralString

from seloste.engine.connect import Connection
from seloste.engine.errors import Exit, SelosteError


class NoSuchVersion(SelosteError):
    """A version that was never published here."""

    exit_code = Exit.BAD_INPUT
    code = "no_such_version"


class Altered(SelosteError):
    """What is kept is not what was published: its digest is another."""

    exit_code = Exit.CONFLICT
    code = "notice_altered"


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version: its number, the SHA-256 of its file in hex, and the file."""

    number: int
    digest: str
    data: bytes


_ONE: Final[LiteralString] = (
    "select version, digest, gate.version_source(version) from gate.versions()"
    " where case when %(wanted)s = '' then in_force else %(wanted)s in (version::text, digest) end"
)


def edition(connection: Connection, wanted: str = "") -> Edition:
    """A version by its number or by its file's whole digest; none named: the one in force.

    Raises ``NoSuchVersion``, and ``Altered`` when the bytes don't have the digest under which they were published.
    """
    row = connection.execute(_ONE, {"wanted": wanted.lower()}).fetchone()
    if row is None or row[2] is None:
        raise NoSuchVersion(
            f"Version {wanted} was never published here." if wanted else "No notice is published.",
            help="The page /notice lists every version with its digest.",
        )
    found = Edition(int(row[0]), str(row[1]), str(row[2]).encode())
    if hashlib.sha256(found.data).hexdigest() != found.digest:
        raise Altered(
            f"What is kept of version {found.number} doesn't have the digest under which it was published.",
            help="`seloste doctor` says what else has changed; a verified backup holds the file as it was.",
        )
    return found
