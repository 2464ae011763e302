"""R12.1a: the file of a published version is in the database, to the byte, and no file on disk is asked."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from seloste.gate import publishing
from seloste.gate.editions import Altered, NoSuchVersion, edition
from seloste.notice import compile_notice, read
from seloste.register import kinds
from tests.database import NOTICE, Register
from tests.notice.builders import TODAY
from tests.register import editions


@pytest.fixture
def windows(register: Register, tmp_path: Path) -> bytes:
    """Version 5, published out of a file that is gone: line ends of Windows, letters outside ASCII."""
    text = editions.edition(5)[1].replace("\n", "\r\n") + "# loppu: ääkkösiä, 中文\r\n"
    file = tmp_path / "fifth.toml"
    file.write_bytes(text.encode())
    notice, _ = read(file)
    assert notice is not None
    publishing.publish(register.connect(), compile_notice(notice, on=TODAY), file, register.act, kinds())
    file.unlink()
    return text.encode()


def test_a_version_comes_back_byte_for_byte_by_its_number_its_digest_or_as_the_one_in_force(
    register: Register, windows: bytes
) -> None:
    connection, digest = register.connect(), hashlib.sha256(windows).hexdigest()

    found = [edition(connection, wanted) for wanted in ("5", digest, digest.upper(), "")]

    assert {one.data for one in found} == {windows}
    assert {(one.number, one.digest) for one in found} == {(5, digest)}
    assert edition(connection, "2").data == NOTICE.read_bytes()


@pytest.mark.parametrize("wanted", ["4711", "0", "ab" * 32, "5 or 1=1", "%"])
def test_a_version_that_never_was_is_refused(register: Register, wanted: str) -> None:
    with pytest.raises(NoSuchVersion):
        edition(register.connect(), wanted)


def test_what_was_altered_in_the_database_is_not_given_as_published(register: Register) -> None:
    """The digest under which a version was published is held against its bytes."""
    register.superuser().execute("update gate.policy set source = source || ' ' where version = 2")

    with pytest.raises(Altered):
        edition(register.connect(), "2")

    register.superuser().execute("update gate.policy set source = left(source, -1) where version = 2")
    assert edition(register.connect(), "2").data == NOTICE.read_bytes()
