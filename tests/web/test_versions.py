"""R12.1: every version that was ever published stays readable at an address of its own."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from seloste.gate import publishing
from seloste.notice import Policy, compile_notice, read
from seloste.register import kinds
from tests.database import Register
from tests.notice.builders import TODAY, edited
from tests.register.editions import edition
from tests.web.conftest import Visitor

NEW_NAME = ('sv = "Rekrytering", en = "Recruiting"', 'sv = "Rekrytering", en = "Finding colleagues"')


@pytest.fixture(scope="module", autouse=True)
def third(register: Register) -> None:
    """Version 3 beside the second, with another title for one purpose."""
    policy, text = edition(3, NEW_NAME)
    publishing.publish(register.connect(), policy, text, register.act, kinds())


def _of(visitor: Visitor, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_notice_in_force_is_the_newest_publication(visitor: Visitor) -> None:
    html = _of(visitor.speaking("en"), "/notice")

    assert "Finding colleagues" in html
    assert "which is not in force" not in html


def test_an_older_version_is_read_as_it_was_and_says_that_it_is_older(visitor: Visitor) -> None:
    """R12.1a: every earlier version stays readable."""
    html = _of(visitor.speaking("en"), "/notice/2")

    assert "Finding colleagues" not in html
    assert "Recruiting" in html
    assert "You are reading version 2, which is not in force." in html
    assert "Read version 3, which is in force" in html


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_all_versions_are_listed_with_their_days_and_which_is_in_force(
    visitor: Visitor, language: str
) -> None:
    """R12.1a."""
    html = _of(visitor.speaking(language), "/notice")
    listed = html.partition('id="versions-h"')[2].partition("</section>")[0]

    items = re.findall(r"<li>.*?</li>", listed, re.DOTALL)
    assert [re.findall(r'href="/notice/(\d+)"', item) for item in items] == [["3"], ["2"]]
    assert all(re.search(r"20\d\d", item) for item in items)
    assert ["badge-yes" in item for item in items] == [True, False]


def test_a_version_is_read_from_the_database_in_each_language(visitor: Visitor) -> None:
    for language, word in (("fi", "Rekrytointi"), ("sv", "Rekrytering"), ("en", "Recruiting")):
        assert word in _of(visitor, f"/notice/2?lang={language}")


@pytest.mark.parametrize("address", ["/notice/1", "/notice/4", "/notice/0", "/notice/99999999999"])
def test_a_version_that_never_was_is_not_found(visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_an_older_version_put_in_force_again_is_in_force(register: Register, visitor: Visitor) -> None:
    connection = register.connect()
    for number, edits in ((2, ()), (3, (NEW_NAME,))):
        policy, text = edition(number, *edits) if number == 3 else _shipped()
        publishing.publish(connection, policy, text, register.act, kinds())
        html = _of(visitor.speaking("en"), "/notice")
        in_force = re.search(r'href="/notice/(\d)"[^>]*>[^<]*</a>(?:(?!<li>).)*badge-yes', html, re.DOTALL)
        assert in_force is not None
        assert ("Finding colleagues" in html) is (number == 3)


def _shipped() -> tuple[Policy, str]:
    notice, _ = read(edited().encode())
    assert notice is not None
    return compile_notice(notice, on=TODAY), edited()


def test_the_file_is_kept_to_the_byte_so_that_its_digest_holds(register: Register, tmp_path: Path) -> None:
    """R12.1a: A file with the line ends of Windows: what is kept is what was hashed."""
    text = edition(4)[1].replace("\n", "\r\n")
    file = tmp_path / "notice.toml"
    file.write_bytes(text.encode())
    notice, _ = read(file)
    assert notice is not None
    connection = register.connect()

    publishing.rehearse(connection, compile_notice(notice, on=TODAY), file, register.act, kinds())
    publishing.publish(connection, compile_notice(notice, on=TODAY), file, register.act, kinds())

    row = connection.execute(
        "select digest, gate.version_source(version) from gate.versions() where version = 4"
    ).fetchone()
    assert row is not None
    assert hashlib.sha256(row[1].encode()).hexdigest() == row[0] == notice.digest
