"""Each fault is found at its word, with file, line, column, the offending text and the mend."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from seloste.notice import (
    NoticeErrors,
    compile_notice,
    examine,
    load_policy,
    read,
    read_file,
    render_findings,
)
from seloste.notice.catalogue import CATALOGUE, Severity, sentences_of
from seloste.notice.findings import render_finding
from tests.notice.builders import REVISED, TEXT, TODAY, edited, findings_of, line_of, only_finding

_TELEMARKETING = 'basis     = "interest for customer, customer_rep"'
_CONTACT_KEEP = '"24 months after activity for prospect"'

FAULTS = [
    # code, what the file says, what it says instead, the offending text, a word of the mend
    ("SEL1101", "title    = { fi = \"Rekrytointi\"", "titel    = { fi = \"Rekrytointi\"", "titel", "title"),
    ("SEL1103", 'stance   = "only as listed"', 'stance   = "only as liste"', '"only as liste"',
     "only as listed"),
    ("SEL1102", "marketing = true", 'marketing = "yes"', '"yes"', "true"),
    ("SEL1104", "[measure.sealing]", "[measure.Sealing]", "Sealing", "small letters"),
    ("SEL1105", "role     = { fi =", "role     = { de = \"x\", fi =", "de", "languages"),
    ("SEL1201", '"contract for customer", "law', '"kontract for customer", "law', "kontract", "contract"),
    ("SEL1202", _CONTACT_KEEP, '"many months after activity for prospect"', "many", "24 months"),
    ("SEL1203", _CONTACT_KEEP, '"24 moons after activity for prospect"', "moons", "months"),
    ("SEL1204", _CONTACT_KEEP, '"24 months from activity for prospect"', "from", "after"),
    ("SEL1205", _CONTACT_KEEP, '"24 months after activities for prospect"', "activities", "activity"),
    ("SEL1206", _CONTACT_KEEP, '"24 months after activity of prospect"', "of", "for customer"),
    ("SEL1207", '"law accounting for customer, customer_rep"', '"law for customer"', "law", "law accounting"),
    ("SEL1401", _CONTACT_KEEP, '"24 months after activity for prospekt, prospect"', "prospekt", "prospect"),
    ("SEL1402", 'data     = ["contact.address", "emp', 'data     = ["contact.adress", "contact.address", "emp',
     '"contact.adress"', "contact.address"),
    ("SEL1404", 'sources  = ["self", "website", "mailchimp"]', 'sources  = ["self", "web_site"]',
     '"web_site"', "website"),
    ("SEL1405", '"law accounting for', '"law acounting for', "acounting", "accounting"),
    ("SEL1406", 'uses      = ["newsletter.email"]', 'uses      = ["newsletter.mail"]', '"newsletter.mail"',
     "newsletter.email"),
    ("SEL1501", 'basis    = "interest for customer, prospect"\ninterest = { fi = "palvelujen',
     'interest = { fi = "palvelujen', "statistics", "basis"),
    ("SEL1507", 'title    = { fi = "Puhelut", sv = "Samtal", ', 'title    = { fi = "Puhelut", ',
     '{ fi = "Puhelut", en = "Calls" }', 'sv = "…"'),
    ("SEL1601", '"2349368-8"', '"2349368-7"', '"2349368-7"', "trade register"),
    ("SEL1602", '"tietosuoja@avoin-systems.example"', '"tietosuoja.example"', '"tietosuoja.example"',
     "name@domain"),
    ("SEL1603", '"Europe/Helsinki"', '"Europe/Helsingfors"', '"Europe/Helsingfors"', "Europe/Helsinki"),
    ("SEL1703", 'seat = "BE"', 'seat = "Belgium"', '"Belgium"', "two capital letters"),
    ("SEL1704", 'mechanism = "dpf-2023"', 'mechanism = "privacy-shield"', '"privacy-shield"', "scc-2021"),
    ("SEL1706", 'backups  = "FI"', 'backups  = "US"', '"US"', "EEA"),
    ("SEL1801", "number = 2,", "number = 1,", "1", "greater"),
    ("SEL1802", "in_force = 2026-11-16", "in_force = 2026-11-01", "2026-11-01", "in_force"),
    ("SEL1804", "seloste      = 1", "seloste      = 2", "2", "seloste = 1"),
    ("SEL1805", 'review = "12 months", record = "internal:balance/recruiting"',
     'review = 2026-10-05, record = "internal:balance/recruiting"', "2026-10-05", "2026-10-05"),
    ("SEL1806", "in_force = 2026-11-16", "in_force = 2026-11-15", "2026-11-15", "2026-11-16"),
    ("SEL1901", 'text.fi = "Tässä selosteessa kerromme, mitä henkilötietoja {{ controller.name }}',
     'text.fi = "Tässä selosteessa kerromme, mitä henkilötietoja {{ controller.nam }}', "controller.nam",
     "controller.name"),
    ("SEL1902", 'text.fi = "Tässä selosteessa kerromme, mitä henkilötietoja {{ controller.name }}',
     'text.fi = "Tässä selosteessa kerromme, mitä henkilötietoja {{ controller.name | gen }}', "gen",
     "[forms.fi]"),
    ("SEL1903", 'text.fi = "Keräämme vain', 'text.fi = "{{ Keräämme vain', "{{", "close it"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "text", "mend"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_found_at_its_word_with_its_mend(code: str, old: str, new: str, text: str, mend: str):
    notice = edited((old, new))

    finding = only_finding(notice, code)

    start = notice.index(new) + new.index(text) if text in new else notice.index(text)
    line, column = notice.count("\n", 0, start) + 1, start - notice.rfind("\n", 0, start)
    assert (finding.file, finding.line, finding.column) == ("notice.toml", line, column)
    assert (finding.text, finding.length) == (text, len(text))
    assert mend in finding.mend
    assert finding.severity is CATALOGUE[code].severity


def test_n17_newsletter_on_interest_alone_is_refused_at_the_word_interest():
    notice = edited(
        (
            'basis     = ["consent", "existing_customer for customer"',
            'basis     = ["consent", "interest for customer"',
        )
    )

    finding = only_finding(notice, "SEL1301")

    assert (finding.line, finding.column) == line_of(notice, 'interest for customer", "task')
    assert finding.text == "interest"
    assert finding.path == "purpose.newsletter.basis"
    assert "existing_customer" in finding.mend
    assert CATALOGUE["SEL1301"].rule.startswith("N17")


def test_several_faults_come_in_one_run_reading_and_checking_alike():
    notice = edited(
        ('title    = { fi = "Rekrytointi"', 'titel    = { fi = "Rekrytointi"'),
        (_CONTACT_KEEP, '"24 moons after activity for prospect"'),
        (_TELEMARKETING, 'basis     = "interest for customer, costumer_rep"'),
        ('"existing_customer for customer"', '"interest for customer"'),
        ('fi = "sinä itse", sv = "du själv", ', 'fi = "sinä itse", '),
        ('business_id    = "2349368-8"', "business_id    = 23493688"),
    )

    found = findings_of(notice)

    assert {f.code for f in found} == {"SEL1101", "SEL1203", "SEL1401", "SEL1301", "SEL1507", "SEL1102"}
    assert [(f.line, f.column) for f in found] == sorted((f.line, f.column) for f in found)


def test_a_syntax_error_hides_no_fault_elsewhere_and_invents_none():
    notice = edited(("[purpose.statistics]", "[purpose.statistics"), ('"2349368-8"', '"2349368-7"'))

    assert [f.code for f in findings_of(notice)] == ["SEL1601", "SEL1006"]


def test_bytes_that_are_not_utf_8_are_found_at_their_place():
    data = TEXT.encode().replace(
        "tietosuojan yhteyshenkilö".encode(),
        b"tietosuojan yhteyshenkil\xf6",
        1,
    )

    found = findings_of(data)

    assert [f.code for f in found] == ["SEL1001"]
    assert (found[0].line, found[0].column) == line_of(data.decode(errors="replace"), "\ufffd")


def test_a_byte_order_mark_and_windows_lines_change_nothing():
    assert findings_of(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()) == []


def test_a_finding_reads_as_a_compilers_excerpt():
    notice = edited((_CONTACT_KEEP, '"24 moons after activity for prospect"'))
    finding = only_finding(notice, "SEL1203")

    shown = render_finding(finding).splitlines()

    line = str(finding.line)
    assert shown[0] == "error[SEL1203]: moons is no unit of time"
    assert shown[1] == f"{' ' * len(line)}--> notice.toml:{line}:7"
    assert shown[3] == f'{line} |   "24 moons after activity for prospect",'
    assert shown[4] == f"{' ' * len(line)} |       ^^^^^"
    assert shown[-1].endswith("= mend: did you mean months?")


def test_nothing_in_a_file_steers_the_terminal_that_shows_it():
    shown = render_findings(findings_of('level = "\\u001b[31m"\nx\x1b[31m = 1\n'))

    assert "\x1b" not in shown


def test_findings_are_plain_json():
    found = findings_of(edited(('"2349368-8"', '"2349368-7"')))

    assert json.loads(json.dumps([f.as_json() for f in found]))[0]["code"] == "SEL1601"


def test_a_missing_file_is_a_finding_and_no_crash(tmp_path: Path):
    notice, found = read_file(tmp_path / "none.toml")

    assert notice is None
    assert [f.code for f in found] == ["SEL1014"]


def test_load_policy_raises_all_findings(tmp_path: Path):
    path = tmp_path / "notice.toml"
    path.write_text(edited(('"2349368-8"', '"2349368-7"'), ("number = 2,", "number = 1,")), encoding="utf-8")

    with pytest.raises(NoticeErrors) as caught:
        load_policy(path, on=TODAY)

    assert {f.code for f in caught.value.findings} == {"SEL1601", "SEL1801"}


def test_the_shipped_notice_has_no_finding():
    assert examine(REVISED, on=TODAY)[1] == []


def test_every_code_of_the_catalogue_is_used_and_every_used_code_is_in_it():
    package = REVISED.parents[2] / "seloste" / "notice"
    used: set[str] = set()
    for path in package.glob("*.py"):
        if not path.name.startswith("catalogue"):
            used |= set(re.findall(r'"(SEL\d{4})"', path.read_text(encoding="utf-8")))

    assert used == set(CATALOGUE)


def test_a_warning_can_be_lived_with_until_a_day_and_an_error_never():
    overdue = date(2027, 10, 20)
    accept = '\n[[accept]]\ncode = "{}"\nat = "{}"\nbecause = "internal:known"\nreview = 2027-12-31\n'
    warning = accept.format("SEL1803", "purpose.")
    error = accept.format("SEL1601", "controller")

    assert {f.code for f in findings_of(TEXT, overdue)} == {"SEL1803"}
    assert findings_of(TEXT + warning, overdue) == []
    assert {f.code for f in findings_of(TEXT + warning, date(2028, 1, 1))} == {"SEL1803"}
    assert only_finding(edited(('"2349368-8"', '"2349368-7"')) + error, "SEL1601").severity is Severity.ERROR


def _places(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_finding_is_said_in_finnish_swedish_and_english(code: str):
    said = [sentences_of(code, language) for language in ("fi", "sv", "en")]

    messages = {message for message, _ in said}
    assert len(messages) == 3
    # A translation may leave a word out, and never asks for one that is not there.
    known = _places(said[2][0]) | _places(said[2][1])
    assert all(_places(message) | _places(mend) <= known for message, mend in said)


@pytest.mark.parametrize(("language", "head", "mend"), [
    ("fi", "virhe[SEL1203]: moons ei ole ajan yksikkö", "= korjaus: tarkoititko months?"),
    ("sv", "fel[SEL1203]: moons är ingen tidsenhet", "= åtgärd: menade du months?"),
])  # fmt: skip
def test_an_excerpt_speaks_the_readers_language(language: str, head: str, mend: str):
    found = findings_of(edited((_CONTACT_KEEP, '"24 moons after activity for prospect"')))

    shown = render_findings(found, language)

    assert shown.startswith(head)
    assert mend in shown


def test_a_long_line_is_shown_round_its_fault():
    line = f'x = "{"a" * 300}" oops {"b" * 300}'

    shown = render_finding(next(f for f in findings_of(line) if f.code == "SEL1013")).splitlines()

    assert len(shown[3]) < 140
    assert shown[3][shown[4].index("^") :].startswith("oops")


def test_a_notice_that_was_misread_compiles_to_nothing_and_says_why():
    notice, reading = read(edited((_CONTACT_KEEP, '"24 moons after activity for prospect"')).encode())
    assert notice is not None

    with pytest.raises(NoticeErrors) as caught:
        compile_notice(notice, on=TODAY)

    assert [f.code for f in caught.value.findings] == ["SEL1203"]
    assert [f.code for f in reading] == ["SEL1203"]


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_why_a_file_cannot_be_read_is_told_in_each_language(tmp_path: Path, kind: str):
    """The system tells it in English alone."""
    place = tmp_path / "notice.toml"
    if kind == "folder":
        place.mkdir()

    (found,) = [one for one in examine(place)[1] if one.code == "SEL1014"]

    said = {language: found.in_language(language).message for language in ("fi", "sv", "en")}
    reason = {"missing": "No such file or directory", "folder": "Is a directory"}[kind]
    assert reason in said["en"]
    assert len(set(said.values())) == 3
    assert [language for language in ("fi", "sv") if reason in said[language]] == []
