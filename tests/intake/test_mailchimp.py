"""A Mailchimp export: states become grounds and prohibitions, never more permission than was there."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.intake.as_json import as_json
from seloste.intake.bytes import Unreadable
from seloste.intake.found import Accepted, ConsentState, ContactKind, Rejected
from seloste.intake.mailchimp import read_export, status_of
from seloste.intake.mailchimp_rows import Status
from seloste.terms.addresses import suppression_keys
from seloste.terms.identity import check_character
from seloste.terms.words import Label, RowState, Scope

SAMPLES = Path(__file__).parents[1] / "samples" / "mailchimp"
CODE = "010190-900" + check_character("010190", "900")

HEADER = ["Email Address", "First Name", "Last Name", "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP",
          "CONFIRM_TIME", "CONFIRM_IP", "UNSUB_TIME", "UNSUB_REASON", "CLEAN_TIME", "LEID", "EUID", "NOTES",
          "TAGS"]  # fmt: skip
DOUBLE = {"OPTIN_TIME": "2026-01-01 10:00:00", "CONFIRM_TIME": "2026-01-01 10:05:00"}


def without_explanations(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_explanations(v) for k, v in value.items() if k not in ("why", "notes")}
    return [without_explanations(v) for v in value] if isinstance(value, list) else value


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


class Folder:
    """Writes export files of records given by header."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, status: str, *records: dict[str, str], more: tuple[str, ...] = ()) -> Path:
        header = [*more, *HEADER] if "Email Address" in more else [*HEADER[:3], *more, *HEADER[3:]]
        lines = [",".join(map(quoted, header))]
        lines += (",".join(quoted(record.get(name, "")) for name in header) for record in records)
        path = self.path / f"{status}_email_audience_export_00aa11bb22.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


@pytest.fixture
def export(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def someone(email: str = "aino@example.com", **cells: str) -> dict[str, str]:
    return {"Email Address": email} | cells


def accepted(*paths: Path, **told: Any) -> list[Accepted]:
    read = list(read_export(paths, **told))
    assert all(isinstance(found, Accepted) for found in read)
    return [found for found in read if isinstance(found, Accepted)]


def one(path: Path) -> Accepted:
    (found,) = accepted(path)
    return found


def name_of(found: Accepted) -> tuple[str, str]:
    return (found.name.given, found.name.family) if found.name else ("", "")


def outcome(*paths: Path) -> list[str]:
    return [
        found.reason if isinstance(found, Rejected) else found.consent.state.value
        for found in read_export(paths)
    ]


def email_of(found: Accepted) -> str:
    return next(str(point.value) for point in found.contacts if point.kind is ContactKind.EMAIL)


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("*.csv")))
def test_each_sample_is_read_as_its_expected_file_says(sample):
    expected = json.loads((SAMPLES / f"{sample}.expected.json").read_text(encoding="utf-8"))

    (read,) = as_json(read_export([SAMPLES / sample]))

    for key in ("format", "variant", "records_in_file"):
        assert read[key] == expected[key]
    assert expected["read_as"].items() >= read["read_as"].items()
    assert without_explanations(read["accepted"]) == without_explanations(expected["accepted"])
    assert [(r["at"], r["reason"]) for r in read["rejected"]] == [
        (r["at"], r["reason"]) for r in expected["rejected"]
    ]
    for key in ("columns_dropped", "columns_refused"):
        names = {name.strip() for joined in expected.get(key, {}) for name in joined.split(",")}
        assert names <= set(read[key])


def test_the_columns_dropped_are_those_of_the_sample_and_no_others():
    name = "subscribed_email_audience_export_0123abcdef.csv"
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))["columns_dropped"]

    (file,) = read_export([SAMPLES / name]).files

    assert {c.name for c in file.columns_dropped} == {n.strip() for key in expected for n in key.split(",")}
    assert file.columns_refused == ()


def test_the_whole_export_is_read_refusals_first_whatever_the_order_of_the_files():
    forwards, backwards = sorted(SAMPLES.glob("*.csv")), sorted(SAMPLES.glob("*.csv"), reverse=True)

    read = read_export(backwards)

    assert [file.status for file in read.files] == [
        Status.UNSUBSCRIBED, Status.UNSUBSCRIBED, Status.CLEANED, Status.SUBSCRIBED, Status.NONSUBSCRIBED,
    ]  # fmt: skip
    assert list(read) == list(read_export(forwards)) == list(read)
    assert read.records == 12


def test_the_withdrawal_wins_whatever_the_newer_file_says():
    read = list(read_export(sorted(SAMPLES.glob("*_audience_export_*.csv"))))

    maija = [f for f in read if isinstance(f, Accepted) and email_of(f) == "maija.meikalainen@example.com"]
    assert [(f.consent.state, f.file.split("_")[0]) for f in maija] == [
        (ConsentState.WITHDRAWN, "unsubscribed")
    ]
    assert [f.reason for f in read if isinstance(f, Rejected) and f.at in (2, 5)] == [
        "duplicate_in_export"
    ] * 2


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("subscribed_members_export_00aa11bb22.csv", Status.SUBSCRIBED),
        ("unsubscribed_email_audience_export_00aa11bb22.csv", Status.UNSUBSCRIBED),
        ("nonsubscribed_email_audience_export_00aa11bb22 (1).csv", Status.NONSUBSCRIBED),
        ("CLEANED_members_export_00aa11bb22.csv", Status.CLEANED),
        ("my_subscribed_members.csv", None),
        ("resubscribed_export.csv", None),
        ("subscribedness.csv", None),
    ],
)
def test_the_status_is_the_first_word_of_the_file_name_whole(name, status):
    assert status_of(name) is status


def test_a_file_that_tells_no_status_is_refused(export, tmp_path):
    path = export.write("subscribed", someone()).rename(tmp_path / "people.csv")

    with pytest.raises(Unreadable) as refused:
        read_export([path])
    assert refused.value.code == "status_not_in_file_name"


@pytest.mark.parametrize(
    ("times", "state"),
    [
        (DOUBLE, ConsentState.GRANTED),
        ({"OPTIN_TIME": "2026-01-01 10:00:00"}, ConsentState.SINGLE_OPT_IN),
        ({"CONFIRM_TIME": "2026-01-01 10:00:00"}, ConsentState.UNPROVEN),
        ({}, ConsentState.UNPROVEN),
        ({"OPTIN_TIME": "#########", "CONFIRM_TIME": "2026-01-01 10:00:00"}, ConsentState.UNPROVEN),
        ({"OPTIN_TIME": "2026-01-02 10:00:00", "CONFIRM_TIME": "2026-01-01 10:00:00"}, ConsentState.UNPROVEN),
    ],
)
def test_no_record_proves_more_than_its_times_do(export, times, state):
    assert one(export.write("subscribed", someone(**times))).consent.state is state
    assert one(export.write("nonsubscribed", someone(**times))).consent.state is ConsentState.NEVER_GIVEN
    assert one(export.write("unsubscribed", someone(**times))).consent.state is ConsentState.WITHDRAWN


def test_a_single_opt_in_counts_as_unproven_until_the_text_of_the_form_is_on_file(export):
    reading = read_export([export.write("subscribed", someone(OPTIN_TIME="2026-01-01 10:00:00"))])

    def state(**told) -> str:
        return str(as_json(reading, **told)[0]["accepted"][0]["consent"][0]["state"])

    assert (state(), state(text_on_file=True)) == ("unproven", "granted")


def test_a_time_in_the_future_proves_nothing_and_still_forbids(export):
    future = "2030-01-01 00:00:00"
    paths = [
        export.write(
            "subscribed", someone("a@example.com", OPTIN_TIME="2026-01-01 10:00:00", CONFIRM_TIME=future)
        ),
        export.write("unsubscribed", someone("b@example.com", UNSUB_TIME=future)),
    ]

    left, subscribed = accepted(*paths, not_after=datetime(2026, 11, 25, tzinfo=UTC))

    assert subscribed.consent.state is ConsentState.SINGLE_OPT_IN
    assert (left.consent.state, left.prohibitions[0].since) == (ConsentState.WITHDRAWN, None)
    assert "time_in_future" in left.warnings


def test_activity_is_the_latest_of_the_persons_own_acts(export):
    assert one(export.write("subscribed", someone(**DOUBLE))).activity == datetime(
        2026, 1, 1, 10, 5, tzinfo=UTC
    )
    admins = someone(CONFIRM_TIME="2026-01-01 10:00:00")
    assert one(export.write("subscribed", admins)).activity is None
    assert one(export.write("cleaned", someone(CLEAN_TIME="2026-01-01 10:00:00"))).activity is None
    left = someone(**DOUBLE, UNSUB_TIME="2026-03-01 00:00:00")
    assert one(export.write("unsubscribed", left)).activity == datetime(2026, 3, 1, tzinfo=UTC)


def test_leaving_forbids_marketing_by_email_and_a_complaint_is_marked(export):
    found = one(export.write("unsubscribed", someone(UNSUB_REASON="ABUSE", UNSUB_TIME="2026-03-01 00:00:00")))

    (prohibition,) = found.prohibitions
    assert (prohibition.scope, prohibition.complained) == (Scope.MARKETING_EMAIL, True)
    assert prohibition.since == datetime(2026, 3, 1, tzinfo=UTC)


def test_a_bounce_says_nothing_of_the_persons_will(export):
    found = one(export.write("cleaned", someone(**DOUBLE, CLEAN_TIME="2026-03-01 00:00:00")))

    assert found.contacts[0].state is RowState.UNDELIVERABLE
    assert (found.consent.state, found.prohibitions) == (ConsentState.GRANTED, ())


def test_of_two_records_of_an_address_the_better_proven_one_holds_wherever_it_stands(export):
    admins = someone("AINO@example.com", CONFIRM_TIME="2020-01-01 00:00:00")
    newer = someone(OPTIN_TIME="2026-02-01 10:00:00", CONFIRM_TIME="2026-02-01 10:05:00")
    path = export.write("subscribed", admins, newer, someone(**DOUBLE))

    assert outcome(path) == ["duplicate_in_file", "duplicate_in_file", "granted"]


def test_a_record_that_is_rejected_keeps_no_other_of_its_address_out(export):
    path = export.write("subscribed", someone(**DOUBLE, **{"Last Name": CODE}), someone())

    assert outcome(path) == ["national_identity_code", "unproven"]


def test_a_bounce_is_not_forgotten_because_its_record_is_rejected(export):
    bounced = export.write("cleaned", someone(**{"Last Name": CODE}))
    subscribed = export.write("subscribed", someone(**DOUBLE))

    assert outcome(subscribed, bounced) == ["national_identity_code", "duplicate_in_export"]


def test_a_file_without_anybody_in_it_is_no_error(export):
    assert outcome(export.write("unsubscribed"), export.write("subscribed", someone())) == ["unproven"]


def test_a_card_number_in_a_stored_column_rejects_the_row(export):
    assert outcome(export.write("subscribed", someone(**{"Last Name": "4111 1111 1111 1111"}))) == [
        "card_number"
    ]


@pytest.mark.parametrize("spelling", ["Maija.Meika@gmail.com", "maijameika+uusi@googlemail.com"])
def test_r5_7b_a_refusal_holds_for_every_spelling_in_the_same_export(export, spelling):
    left = export.write("unsubscribed", someone("maija.meika@gmail.com"))
    subscribed = export.write("subscribed", someone(spelling, **DOUBLE), someone("bo@gmail.com", **DOUBLE))

    states = outcome(subscribed, left)

    assert states[0] == "withdrawn"
    assert states[1] in ("duplicate_in_export", "unproven")
    assert states[2] == "granted"


def test_l13_an_identity_code_in_a_stored_column_rejects_the_row_without_repeating_it(export):
    paths = [
        export.write("subscribed", someone("a@example.com", **DOUBLE, **{"Last Name": f"Malli {CODE}"})),
        export.write("nonsubscribed", someone("b@example.com", TAGS=f'"{CODE}"')),
        export.write("cleaned", someone(f"{CODE}@example.com")),
    ]

    read = list(read_export(paths))

    assert {(f.reason, f.column) for f in read if isinstance(f, Rejected)} == {
        ("national_identity_code", "Last Name"),
        ("national_identity_code", "TAGS"),
        ("national_identity_code", "Email Address"),
    }
    assert CODE[:6] not in repr(read) + json.dumps(as_json(read_export(paths)))


def test_l13_an_identity_code_in_a_dropped_column_is_dropped_as_ever(export):
    path = export.write("subscribed", someone(NOTES=CODE, Hetu=CODE, **DOUBLE), more=("Hetu",))

    (file,) = read_export([path]).files

    assert outcome(path) == ["granted"]
    assert [c.name for c in file.columns_refused] == ["Hetu"]
    assert CODE not in json.dumps(as_json(read_export([path])))


def test_a_withdrawal_is_obeyed_even_when_its_record_may_not_be_stored(export):
    left = export.write("unsubscribed", someone("Aino@example.com", **{"Last Name": CODE}))
    subscribed = export.write("subscribed", someone(**DOUBLE))

    rejected, again = (found for found in read_export([subscribed, left]) if isinstance(found, Rejected))

    assert (rejected.reason, rejected.withdrawn_email) == ("national_identity_code", "aino@example.com")
    assert again.reason == "duplicate_in_export"
    assert "aino" not in repr(rejected)


def test_a_merge_field_named_like_a_system_column_is_no_proof_of_a_consent(export):
    path = export.path / "subscribed_email_audience_export_00aa11bb22.csv"
    merge, times = "OPTIN_TIME,CONFIRM_TIME", "2026-01-01 10:00:00,2026-01-01 10:05:00"
    path.write_text(f"Email Address,{merge},{merge},LEID\na@example.com,{times},,,1\n")

    assert one(path).consent.state is ConsentState.UNPROVEN

    path.write_text(f"Email Address,{merge},{merge},LEID\na@example.com,,,{times},1\n")
    assert one(path).consent.state is ConsentState.GRANTED


@pytest.mark.parametrize(
    ("label", "kind", "cell", "value", "of"),
    [
        ("Puhelin", ContactKind.PHONE, "050 000 1101", "+358500001101", Label.UNKNOWN),
        ("Matkapuhelin", ContactKind.PHONE, "'+358 50 000 1101", "+358500001101", Label.MOBILE),
        ("Telefonnummer", ContactKind.PHONE, "500001101", "+358500001101", Label.UNKNOWN),
    ],
)
def test_a_phone_is_known_by_its_label_in_three_languages(export, label, kind, cell, value, of):
    found = one(export.write("subscribed", someone(**{label: cell}), more=(label,)))

    assert [(p.kind, p.value, p.label) for p in found.contacts[1:]] == [(kind, value, of)]


def test_a_damaged_phone_is_left_out_with_a_warning_and_the_person_stays(export):
    found = one(export.write("subscribed", someone(Phone="3,585E+11", **DOUBLE), more=("Phone",)))

    assert len(found.contacts) == 1
    assert found.warnings == ("number_damaged_by_spreadsheet",)


def test_address_company_and_whole_name_come_from_merge_fields(export):
    cells = {"Osoite": "Keksitie 1  Helsinki  00999  FI", "Yritys": "Keksitty Oy", "Nimi": "Saku Sarake"}

    (read,) = as_json(read_export([export.write("subscribed", someone(**cells), more=tuple(cells))]))

    (person,) = read["accepted"]
    assert person["name"] == {"full": "Saku Sarake"}
    assert person["works_for_name"] == "Keksitty Oy"
    address = {"street": "Keksitie 1", "post_code": "00999", "city": "Helsinki", "country": "FI"}
    assert person["contact"][1] == {"kind": "address", "value": address, "of": "person"}


def test_columns_without_a_purpose_are_dropped_and_those_of_third_persons_refused(export):
    more = ("Lempiväri", "Puoliso", "Allergies", "Email")

    (file,) = read_export([export.write("subscribed", someone(), more=more)]).files

    assert {"Lempiväri", "Email", "NOTES", "MEMBER_RATING"} <= {c.name for c in file.columns_dropped}
    assert {c.name: c.why for c in file.columns_refused} == {
        "Puoliso": "third_person",
        "Allergies": "special_category",
    }
    assert file.warnings == ("second_email_column",)


def test_a_renamed_email_column_is_the_first_one(export):
    path = export.write("subscribed", someone())
    path.write_text(path.read_text().replace("Email Address", "Postilaatikko"))

    assert email_of(one(path)) == "aino@example.com"


def test_a_tag_that_reads_as_a_refusal_forbids_until_somebody_decides(export):
    found = one(export.write("subscribed", someone(TAGS='"Älä soita","VIP, avain"', **DOUBLE)))

    assert found.tags == ("Älä soita", "VIP, avain")
    assert [p.scope for p in found.prohibitions] == [Scope.MARKETING_PHONE]
    assert "tag_looks_like_prohibition" in found.warnings


def test_a_formula_is_no_name(export):
    found = one(export.write("subscribed", someone(**{"First Name": "'=HYPERLINK(1)", "Last Name": "Malli"})))

    assert name_of(found) == ("", "Malli")
    assert "text_is_formula" in found.warnings


def test_values_of_people_do_not_show_in_a_log(export):
    found = one(
        export.write("subscribed", someone(**DOUBLE, **{"First Name": "Kaarlo", "OPTIN_IP": "192.0.2.7"}))
    )

    assert found.consent.asked_from == "192.0.2.7"
    assert not any(value in repr(found) for value in ("aino@", "Kaarlo", "192.0.2.7"))


def test_a_file_saved_again_by_a_finnish_spreadsheet_is_read(export):
    path = export.write("subscribed", someone(**DOUBLE, **{"First Name": "Äijö"}))
    path.write_bytes(path.read_text(encoding="utf-8").replace('","', '";"').encode("cp1252"))

    (file,) = read_export([path]).files

    assert (file.table.separator, file.warnings) == (";", ("windows_1252_assumed",))
    assert name_of(one(path))[0] == "Äijö"


def test_the_older_json_lines_are_read(tmp_path):
    path = tmp_path / "subscribed_members_export_00aa11bb22.csv"
    lines = [HEADER, ["aino@example.com", "Äijö", *[""] * 13]]
    path.write_text("\n".join(map(json.dumps, lines)))

    assert name_of(one(path))[0] == "Äijö"


def test_a_zip_gives_the_same_reading_as_its_files(tmp_path):
    files = sorted(SAMPLES.glob("*.csv"))
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "hei")
        for file in files:
            archive.write(file, f"audience/{file.name}")

    read = read_export([tmp_path / "export.zip"])

    assert list(read) == list(read_export(files))
    assert read.skipped == ("readme.txt",)


def test_an_unclosed_quote_is_reported_and_nothing_after_it_is_believed(export):
    path = export.write("subscribed", someone("a@example.com"), someone("b@example.com"))
    path.write_text(path.read_text() + '"c@example.com,\nd@example.com,,\n')

    assert outcome(path) == ["unproven", "unproven", "unclosed_quote"]
    assert [f.rest_unread for f in read_export([path]) if isinstance(f, Rejected)] == [True]


cell = st.sampled_from(
    ["", "aino@example.com", "AINO@example.com", "bo+x@gmail.com", "b.o@gmail.com", "x",
     "2026-01-01 10:00:00", "2026-01-01 10:05:00", "0000-00-00 00:00:00", "ABUSE", '"a","b"', CODE,
     "=1", "\u202ex", "192.0.2.1"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)  # fmt: skip
records = st.lists(st.lists(cell, min_size=len(HEADER), max_size=len(HEADER)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(records, records)
def test_whatever_stands_in_the_cells_no_refused_mailbox_has_a_permission(tmp_path_factory, left, subscribed):
    folder = Folder(tmp_path_factory.mktemp("export"))
    named = [[dict(zip(HEADER, cells, strict=True)) for cells in some] for some in (left, subscribed)]
    files = [folder.write("unsubscribed", *named[0]), folder.write("subscribed", *named[1])]

    found = list(read_export(files))

    taken = [f for f in found if isinstance(f, Accepted)]
    refused = {email_of(f) for f in taken if f.consent.state is ConsentState.WITHDRAWN}
    refused |= {f.withdrawn_email for f in found if isinstance(f, Rejected) and f.withdrawn_email}
    permitted = {email_of(f) for f in taken if f.consent.state is ConsentState.GRANTED}
    assert not {suppression_keys(email)[-1] for email in refused} & {
        suppression_keys(e)[-1] for e in permitted
    }
    assert len({email_of(f) for f in taken}) == len(taken)
    assert CODE not in repr(found)
