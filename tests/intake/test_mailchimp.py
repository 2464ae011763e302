"""A Mailchimp export: states become grounds and prohibitions, never more permission than was there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from seloste.intake.as_json import as_json
from seloste.intake.bytes import Unreadable
from seloste.intake.found import Accepted, ConsentState, Rejected
from seloste.intake.mailchimp import read_export, status_of
from seloste.intake.mailchimp_rows import Status
from seloste.terms.words import RowState, Scope
from tests.intake.export_folder import (
    CODE,
    DOUBLE,
    accepted,
    email_of,
    one,
    outcome,
    someone,
)

SAMPLES = Path(__file__).parents[1] / "samples" / "mailchimp"


def without_explanations(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_explanations(v) for k, v in value.items() if k not in ("why", "notes")}
    return [without_explanations(v) for v in value] if isinstance(value, list) else value


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
