"""Times without a zone take the format's, else what ``--zone`` tells; never this machine's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from seloste.intake.found import Accepted
from seloste.intake.mapping import read_mapping
from seloste.intake.recognising import Told, named, recognise

HEAD = "id\tcreated_time\tad_id\tform_id\temail\n"
TOKYO = ZoneInfo("Asia/Tokyo")
BOUNCED = '[column]\nE = "contact.email"\n[[bounced]]\ncolumn = "Out"\nsince = "Since"\n'


def leads(folder: Path, when: str, zone: ZoneInfo | None) -> tuple[datetime | None, tuple[str, ...]]:
    """The time of a Facebook lead, and the warnings."""
    file = folder / "leads.csv"
    file.write_text(f"{HEAD}l:1\t{when}\tag:1\tf:1\tlead@example.com\n")
    reading = recognise([file]).format.read([file], Told(zone=zone))
    (found,) = [one for one in reading if isinstance(one, Accepted)]
    return found.activity, found.warnings


def since(
    folder: Path, extra: str, zone: ZoneInfo | None, when: str = "2026-03-01 10:00:00"
) -> datetime | None:
    """Since when an address bounces, in a table read by a mapping."""
    (folder / "m.toml").write_text(extra + BOUNCED)
    file = folder / "t.csv"
    file.write_text(f"E,Out,Since\nt@example.com,1,{when}\n")
    told = Told(zone=zone, mapping=read_mapping(folder / "m.toml", ()))
    (found,) = [one for one in named("csv", [file]).format.read([file], told) if isinstance(one, Accepted)]
    return found.contacts[0].since


def test_a_lead_s_time_without_an_offset_is_of_the_zone_that_is_told(tmp_path: Path):
    assert leads(tmp_path, "2026-03-01T10:00:00", TOKYO) == (datetime(2026, 3, 1, 1, tzinfo=UTC), ())


def test_without_a_zone_such_a_time_is_not_believed(tmp_path: Path):
    assert leads(tmp_path, "2026-03-01T10:00:00", None) == (None, ("time_without_zone",))


def test_a_time_s_own_offset_goes_before_what_is_told(tmp_path: Path):
    assert leads(tmp_path, "2026-03-01T10:00:00+02:00", TOKYO)[0] == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_a_mapped_table_takes_the_zone_that_is_told_unless_the_mapping_tells_its_own(tmp_path: Path):
    assert since(tmp_path, "", TOKYO) == datetime(2026, 3, 1, 1, tzinfo=UTC)
    assert since(tmp_path, 'zone = "UTC"\n', TOKYO) == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert since(tmp_path, "", None) == datetime(2026, 3, 1, 8, tzinfo=UTC), "Finland's by default"
    assert since(tmp_path, "", TOKYO, "2026-03-01 10:00:00+00:00") == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_mailchimp_s_times_are_utc_whatever_is_told(tmp_path: Path):
    """The format's own zone goes before: the vendor writes UTC."""
    file = tmp_path / "unsubscribed_email_audience_export_0a.csv"
    file.write_text(
        "Email Address,UNSUB_TIME,MEMBER_RATING,LEID,EUID\nm@example.com,2026-03-01 10:00:00,2,1,2\n"
    )

    (found,) = [
        one for one in recognise([file]).format.read([file], Told(zone=TOKYO)) if isinstance(one, Accepted)
    ]

    assert found.prohibitions[0].since == datetime(2026, 3, 1, 10, tzinfo=UTC)
