"""Schema only: the tables of personal data of this register. Private to the package."""

from __future__ import annotations

from django.db import models

from seloste.register.records import Kinds, PersonalRecord, Plain


class Contact(PersonalRecord):
    """A name, an address, a phone number or an e-mail address (section 5, contact details)."""

    label = models.SmallIntegerField()
    state = models.SmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    holds = Kinds(
        code=1,
        category="contact",
        fields={"name": 1, "email": 2, "phone": 3, "address": 4},
        plain=(
            Plain(
                "label", "smallint not null", "work or home: the marketing table M10 and M14 decides by it"
            ),
            Plain("state", "smallint not null", "undeliverable: narrows the row's mask", "0"),
            Plain("valid_from", "date", "a time"),
            Plain("valid_to", "date", "a time"),
        ),
        state="state",
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."contact'


class Evidence(PersonalRecord):
    """What proves a consent or another ground (GDPR 7(1)): kept for claims after everything else went."""

    ended = models.DateTimeField(null=True)

    holds = Kinds(
        code=2,
        category="consent",
        fields={"evidence": 5},
        plain=(Plain("ended", "timestamptz", "the day from which the period for claims runs"),),
        ended="ended",
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."evidence'


class Mention(PersonalRecord):
    """Another person who appears in somebody's row (a letter, a call), under that other person's own key."""

    of_table = models.SmallIntegerField()
    of_person = models.UUIDField()
    of_row = models.UUIDField()

    holds = Kinds(
        code=3,
        category="mention",
        fields={"mention": 6},
        plain=(
            Plain("of_table", "smallint not null", "an id"),
            Plain("of_person", "uuid not null", "a random id"),
            Plain("of_row", "uuid not null", "a random id"),
        ),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."mention'


class Organisation(models.Model):
    """A company, association or authority: not personal, in plain columns; it stays when people go (R9.3)."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    business_id = models.TextField(null=True)
    industry = models.TextField(null=True)
    sort_key = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'register"."organisation'
