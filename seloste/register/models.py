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


class Position(PersonalRecord):
    """What somebody is and does in an organisation (section 5, R5.2): it belongs to that relation."""

    relation = models.UUIDField()

    holds = Kinds(
        code=4,
        category="position",
        fields={"position": 7, "role": 8, "task": 9, "title": 10, "duties": 11, "area": 12},
        plain=(Plain("relation", "uuid not null", "a random id"),),
        relation="relation",
        links=(("relation", "relation"),),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."position'


class Call(PersonalRecord):
    """A call, and the record of its recording, which goes apart from it (R5.3)."""

    at = models.DateTimeField()
    direction = models.SmallIntegerField()
    seconds = models.IntegerField(null=True)
    of_call = models.UUIDField(null=True)

    holds = Kinds(
        code=5,
        category="calls",
        fields={"history": 13, "recording": 14},
        plain=(
            Plain("at", "timestamptz not null", "a time"),
            Plain("direction", "smallint not null", "in (1) or out (2)", "2"),
            Plain("seconds", "int", "a time"),
            Plain("of_call", "uuid", "a random id: the call that a recording is of"),
        ),
        links=(("of_call", "call"),),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."call'


class Employer(PersonalRecord):
    """What was said of somebody's employer (R5.4); the organisation itself is in plain columns of its own."""

    organisation = models.UUIDField(null=True)

    holds = Kinds(
        code=6,
        category="employer",
        fields={"name": 15, "business_id": 16, "industry": 17},
        plain=(Plain("organisation", "uuid", "a random id"),),
        links=(("organisation", "organisation"),),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."employer'


class Customership(PersonalRecord):
    """Account, billing, payments and what else tells a customer relation (R5.5); invoices may stay by law."""

    at = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.TextField(null=True)
    due_on = models.DateField(null=True)
    state = models.SmallIntegerField()
    ended = models.DateTimeField(null=True)

    holds = Kinds(
        code=7,
        category="customership",
        fields={
            "account": 18, "billing": 19, "payment": 20, "invoice": 21, "identifier": 22, "language": 23,
            "owner": 24, "stage": 25,
        },
        plain=(
            Plain("at", "date", "a time"),
            Plain("amount", "numeric(12, 2)", "an amount"),
            Plain("currency", "text", "of the amount"),
            Plain("due_on", "date", "a time"),
            Plain("state", "smallint not null", "open, paid or void", "0"),
            Plain("ended", "timestamptz", "the end of the financial year, from which bookkeeping's period runs"),
        ),
        ended="ended",
    )  # fmt: skip

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."customership'


class Event(PersonalRecord):
    """Contracts, purchases, feedback, contacts, answers, complaints and other dealings, notes and tasks (R5.6)."""

    at = models.DateTimeField()
    state = models.SmallIntegerField()
    organisation = models.UUIDField(null=True)
    deal = models.UUIDField(null=True)

    holds = Kinds(
        code=8,
        category="events",
        fields={
            "contract": 26, "purchase": 27, "feedback": 28, "service": 29, "answer": 30, "complaint": 31,
            "dealing": 32, "note": 33, "task": 34,
        },
        plain=(
            Plain("at", "timestamptz not null", "a time"),
            Plain("state", "smallint not null", "open or done", "0"),
            Plain("organisation", "uuid", "a random id"),
            Plain("deal", "uuid", "a random id: of the organisation's deal in which the person stands for it"),
        ),
        links=(("organisation", "organisation"), ("deal", "deal")),
    )  # fmt: skip

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."event'


class Marketing(PersonalRecord):
    """Identifiers for targeting, campaigns, and what was opened and read (R5.8)."""

    at = models.DateTimeField()
    campaign = models.UUIDField(null=True)

    holds = Kinds(
        code=9,
        category="marketing",
        fields={"targeting": 35, "campaign": 36, "tracking": 37},
        with_consent=("targeting",),
        plain=(
            Plain("at", "timestamptz not null", "a time"),
            Plain("campaign", "uuid", "a random id"),
        ),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."marketing'


class Behaviour(PersonalRecord):
    """Use of the website: address, pages, browser, session (R5.9); many and short-lived, so a month a partition."""

    pk = models.CompositePrimaryKey("subject_id", "at", "id")
    at = models.DateTimeField()
    seconds = models.IntegerField(null=True)

    holds = Kinds(
        code=10,
        category="behaviour",
        fields={"ip": 38, "pages": 39, "browser": 40, "address": 41, "session": 42},
        plain=(
            Plain("at", "timestamptz not null", "a time"),
            Plain("seconds", "int", "a time"),
        ),
        monthly=True,
        with_consent=("ip", "pages", "browser", "address", "session"),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."behaviour'


class Application(PersonalRecord):
    """An application for work: what was sent, its stages, and the decision, which stays for claims (L17, L18)."""

    opening = models.UUIDField(null=True)
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    holds = Kinds(
        code=11,
        category="applications",
        fields={"application": 43, "cv": 44, "stage": 45, "decision": 46},
        plain=(
            Plain("opening", "uuid", "a random id"),
            Plain("at", "timestamptz not null", "a time"),
            Plain("ended", "timestamptz", "the day of the choice, from which the period for claims runs"),
        ),
        ended="ended",
        links=(("opening", "opening"),),
    )

    class Meta(PersonalRecord.Meta):
        managed = False
        db_table = 'register"."application'


class Opening(models.Model):
    """A job that is open: not personal."""

    id = models.UUIDField(primary_key=True)
    title = models.TextField()
    opened = models.DateField()
    closed = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = 'register"."opening'


class Deal(models.Model):
    """A contract, an invoice or a project of an organisation: not personal, without names (R5.6b, R9.3)."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("Organisation", models.PROTECT)
    kind = models.SmallIntegerField()
    number = models.TextField()
    at = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.TextField(null=True)
    due_on = models.DateField(null=True)
    state = models.SmallIntegerField()
    represented = models.BooleanField()
    source = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = 'register"."deal'


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
