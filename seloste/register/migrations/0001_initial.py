"""The first schema: everything that register/schema.py generates from the models, one statement to a call."""

from __future__ import annotations

import uuid

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import seloste.register.records
from seloste.engine import jobs
from seloste.engine.database import Roles
from seloste.register import schema


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Runs as the owner; the roles' prefix and the number of buckets come with the connection."""
    told = editor.connection.settings_dict
    roles = Roles(told["ROLE_PREFIX"])
    with editor.connection.cursor() as cursor:
        for statement in schema.statements(roles, told["BUCKET_BITS"]) + jobs.schema_statements(roles):
            cursor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4)),
                ("fate", models.SmallIntegerField()),
                ("form", models.SmallIntegerField()),
                ("source", models.SmallIntegerField()),
                ("obtained_at", models.DateTimeField()),
                ("batch", models.UUIDField(null=True)),
                ("notice", models.IntegerField()),
                ("lawful", models.BigIntegerField()),
                ("visible_until", seloste.register.records.Instant(null=True)),
                ("expires_at", seloste.register.records.Instant(null=True)),
                ("restricted", models.BooleanField()),
                ("kind", models.SmallIntegerField()),
                ("label", models.SmallIntegerField()),
                ("state", models.SmallIntegerField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
            ],
            options={
                "db_table": 'register"."contact',
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4)),
                ("fate", models.SmallIntegerField()),
                ("form", models.SmallIntegerField()),
                ("source", models.SmallIntegerField()),
                ("obtained_at", models.DateTimeField()),
                ("batch", models.UUIDField(null=True)),
                ("notice", models.IntegerField()),
                ("lawful", models.BigIntegerField()),
                ("visible_until", seloste.register.records.Instant(null=True)),
                ("expires_at", seloste.register.records.Instant(null=True)),
                ("restricted", models.BooleanField()),
                ("kind", models.SmallIntegerField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'register"."evidence',
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4)),
                ("fate", models.SmallIntegerField()),
                ("form", models.SmallIntegerField()),
                ("source", models.SmallIntegerField()),
                ("obtained_at", models.DateTimeField()),
                ("batch", models.UUIDField(null=True)),
                ("notice", models.IntegerField()),
                ("lawful", models.BigIntegerField()),
                ("visible_until", seloste.register.records.Instant(null=True)),
                ("expires_at", seloste.register.records.Instant(null=True)),
                ("restricted", models.BooleanField()),
                ("kind", models.SmallIntegerField()),
                ("of_table", models.SmallIntegerField()),
                ("of_person", models.UUIDField()),
                ("of_row", models.UUIDField()),
            ],
            options={
                "db_table": 'register"."mention',
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("business_id", models.TextField(null=True)),
                ("industry", models.TextField(null=True)),
                ("sort_key", models.TextField()),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'register"."organisation',
                "managed": False,
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
