"""What a person may know, from the command line: the copy, who looked, and what goes by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seloste.rights import document
from seloste.terms.words import RowState
from tests.cli.conftest import Shell


def test_a_copy_is_written_whole_for_this_account_alone(shell: Shell):
    """L5c: a faithful copy; the value stands in the file and on no terminal."""
    made, file = shell.one(consent=True), shell.folder / "copy.json"

    done = shell("subject", "export", "-", "-o", file, "--json", said=made.email)

    assert done.code == 0, done.err
    copy = document.from_json(file.read_bytes())
    assert (str(copy.subject.id), copy.subject.names) == (str(made.id), [f"Aino {made.family}"])
    assert done.json["rows"] == sum(len(one.rows) for one in copy.categories) == 3
    assert made.email in file.read_text()
    assert made.email not in done.out + done.err
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in shell.folder.iterdir() if "copy.json" in one.name] == ["copy.json"]


def test_a_file_that_is_there_is_replaced_by_force_alone_and_nothing_half_is_left(shell: Shell):
    made, file = shell.one(), shell.folder / "open.json"
    file.write_text("before")
    file.chmod(0o644)

    missing = shell("subject", "export", made.email, "-o", shell.folder / "nowhere" / "x.json", "--json")
    there = shell("subject", "export", made.email, "-o", file, "--json")
    nobody = shell("subject", "export", "ei.ketaan@example.com", "-o", file, "--force", "--json")
    assert missing.code == 3
    assert (there.code, there.complaint["error"]) == (3, "file_exists")
    assert (nobody.code, file.read_text()) == (1, "before")

    assert shell("subject", "export", made.id, "-o", file, "--force").code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert made.email in file.read_text()


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", b"\xef\xbb\xbfcategory,"), ("vcard", b"BEGIN:VCARD\r\n"), ("pdf", b"%PDF-")]
)
def test_each_format_is_a_file_for_this_account_and_has_its_line(shell: Shell, form: str, begins: bytes):
    """L5, R10.1c: the ledger tells how it was written, before anything was opened."""
    made, file = shell.one(consent=True), shell.folder / f"copy.{form}"

    done = shell("subject", "export", made.email, "--to", form, "-o", file, "--lang", "sv", "--json")

    assert done.code == 0, done.err
    assert file.read_bytes().startswith(begins)
    assert file.stat().st_mode & 0o777 == 0o600
    assert made.email not in done.out + done.err
    with shell.superuser() as superuser:
        told = superuser.execute(
            "select l.detail->>'format' from ledger.line l join ledger.named n on n.line = l.id where l.verb = 'export' and %s = any(n.subjects)",
            (made.id,),
        ).fetchall()
    assert told == [(form,)]


def test_a_pdf_needs_a_file_and_text_may_go_on(shell: Shell):
    made = shell.one()

    bare = shell("subject", "export", made.email, "--to", "pdf", "--json")
    card = shell("subject", "export", made.email, "--to", "vcard")

    assert (bare.code, bare.complaint["error"]) == (2, "no_file")
    assert f"EMAIL:{made.email}" in card.out


def test_l9_what_can_be_taken_elsewhere_is_what_the_person_gave(shell: Shell):
    """GDPR 20(1): from the person, on their consent."""
    made = shell.one(consent=True)

    every = document.from_json(shell("subject", "export", made.email).out.encode())
    taken = document.from_json(shell("subject", "export", made.email, "--portable").out.encode())

    assert {one.name for one in every.categories} == {"contact", "consent"}
    assert {one.name for one in taken.categories} == {"contact"}


def test_who_looked_is_told_with_use_and_role_since_a_day(shell: Shell):
    made = shell.one(consent=True)
    assert shell("subject", "show", made.email, "--use", "customer_care").code == 0
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

    told = shell("who-looked", made.id, "--json")
    later = shell("who-looked", "-", "--since", tomorrow, "--json", said=made.email)
    wrong = shell("who-looked", made.email, "--since", "yesterday", "--json")

    assert told.code == 0, told.err
    first = next(one for one in told.json["looks"] if one["what"] == "open")
    assert (first["use"], first["role"], first["name"]) == ("customer_care", "administrator", "first")
    assert (later.code, later.json["looks"]) == (0, [])
    assert (wrong.code, wrong.complaint["error"]) == (3, "bad_day")
    assert "customer_care" in shell("who-looked", made.email).out
    assert shell("who-looked", "ei.ketaan@example.com").code == 1


def test_a_preview_tells_what_goes_and_why_and_nobody_by_name(shell: Shell):
    made = shell.one(active=datetime.now(UTC) - timedelta(days=715))

    told = shell("retention", "preview", "--days", "40", "--json")
    said = shell("retention", "preview", LC_ALL="fi_FI.UTF-8")
    wrong = shell("retention", "preview", "--days", "0", "--json")

    assert told.code == 0, told.err
    assert sum(told.json["whole"].values()) >= 1
    kinds = {(one["category"], one["field"]) for one in told.json["going"]}
    assert kinds >= {("contact", "name"), ("contact", "email")}
    assert all(one["clauses"] for one in told.json["going"])
    assert made.family not in told.out + said.out
    assert str(made.id) not in told.out
    assert "kuukautta" in said.out
    assert (wrong.code, wrong.complaint["error"]) == (3, "bad_period")


def test_a_preview_calls_things_by_their_names_in_the_notice_and_says_each_sentence_once(shell: Shell):
    """R9.4a: for whoever reviews it, and not for whoever wrote the program."""
    shell.one(active=datetime.now(UTC) - timedelta(days=715))

    said = shell("retention", "preview", LC_ALL="fi_FI.UTF-8").out

    assert "Yhteystiedot: nimi" in said
    assert "contact." not in said
    sentences = [
        line.strip() for line in said.splitlines() if line.strip().startswith("Yhteystiedot: säilytämme")
    ]
    assert len(sentences) == len(set(sentences)) >= 1


def test_a_review_shows_dead_addresses_and_deletes_those_that_somebody_names(shell: Shell):
    """R9.1c: by ids, in the notice's words, and nothing that it hasn't shown."""
    made = shell.one(state=RowState.UNDELIVERABLE)

    said = shell("retention", "review", LC_ALL="fi_FI.UTF-8")
    strange = shell("retention", "review", "--let-go", made.name_row, "--json")
    done = shell("retention", "review", "--let-go", made.email_row, "--json")

    assert said.code == 0, said.err
    assert str(made.email_row) in said.out
    assert "Yhteystiedot: sähköposti" in said.out
    assert made.family not in said.out
    assert (strange.code, strange.complaint["error"]) == (3, "not_proposed")
    assert done.json["deleted"] == 1
    assert str(made.email_row) not in {one["row"] for one in done.json["proposed"]}
