"""The record of GDPRbench as a kind of data of its own: 25 fields, one for each purpose."""

from __future__ import annotations

from bench.gdpr.plan import PURPOSES
from seloste.register.records import Kinds, PersonalRecord

CODE, FIRST_KIND = 12, 51


class Record(PersonalRecord):
    """A record; its field is its purpose."""

    holds = Kinds(
        code=CODE,
        category="records",
        fields={f"r{number:02d}": FIRST_KIND + number for number in range(PURPOSES)},
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        app_label = "gdpr"
        db_table = 'register"."record'
