"""The first schema: everything that register/schema.py generates from the models, one statement to a call."""

from __future__ import annotations

from django.apps import apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ModelState

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


def models() -> list[migrations.CreateModel]:
    """Django's own notion of the models. None is managed: their tables are made by the statements."""
    states = [ModelState.from_model(model) for model in apps.get_app_config("register").get_models()]
    return [migrations.CreateModel(one.name, list(one.fields.items()), options=one.options) for one in states]


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [*models(), migrations.RunPython(install, migrations.RunPython.noop)]
