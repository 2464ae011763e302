"""The catalogue walked: what must stand in the database for the gate to hold, whoever changed it last.

``findings(connection, roles)`` compares the living database with the registry of models and with a
verdict for every table. It reads only what every role may read, so it can run at start, in doctor
and in a test; a finding is a sentence. Empty: everything stands as it was generated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from seloste.engine.connect import Connection
from seloste.engine.database import FACES, LARGE_OBJECTS, Roles
from seloste.register.records import registry
from seloste.register.schema import HEADER, SCHEMAS, table_of

PATH = "search_path=pg_catalog, pg_temp"
USE_SEES = (
    "(((lawful & ( SELECT gate.mask() AS mask)) <> 0)"
    " AND ((visible_until > ( SELECT gate.horizon() AS horizon))"
    " OR (( SELECT gate.horizon() AS horizon) = '-infinity'::timestamp with time zone)))"
)
SETTLED = ("relation", "ground", "prohibition", "restriction")
REPLAYED = {
    "replays_insert": ("register.prohibition", "register.restriction"),
    "replays_update": tuple(f"register.{table}" for table in SETTLED),
    "replays_delete": tuple(f"register.{table}" for table in SETTLED),
    "replays_state": ("register.contact",),
    "replays": ("gate.erasure", "gate.policy", "protection.suppression"),
}
"""Triggers that note what a restore must do again, and where they stand."""
CLOSED = "no grant: the gate's functions alone read it"
_CLOSED_TABLES = {
    "register": ("ids, times and words of the notice", ("subject", "standing", *SETTLED)),
    "gate": (
        "the notice's rows, who acts, ids",
        (
            "clock", "policy", "state", "use_bit", "group_no", "source_no", "kind", "rule", "scope",
            "channel", "mask_class", "on_disk", "may_collect", "keep_class", "keep", "spared", "spared_list", "actor", "ticket",
            "granted", "erasure", "before", "import_run", "import_organisation", "import_deal", "import_address",
            "replay", "replay_state", "whole", "copied",
        ),
    ),
    "protection": (
        "wrapped keys and keyed hashes",
        (
            "key", "bucket", "bucket_size", "index_state", "index_sentinel", "blind", "name_index",
            "suppression",
        ),
    ),
    "ledger": ("ids, codes and hashes", ("line", "named", "leaf", "tree", "checkpoint", "period")),
}  # fmt: skip
_QUEUE = tuple(f"public.procrastinate_{name}" for name in ("jobs", "events", "periodic_defers", "workers"))
PLAIN = {
    "register.organisation": "not personal (R9.3); the faces read it, add and rename",
    "register.organisation_address": "not personal (L27): addresses of the organisation itself; the faces read, add and delete them",
    "register.opening": "not personal: a job that is open; the faces read it, add and change",
    "register.deal": "not personal (R9.3): an organisation's contract, invoice or project, without names; the faces read it, add and set its state",
    "register.former": f"what an import replaced or changed, rows sealed as they were, for its undoing alone; {CLOSED}",
    "public.django_migrations": "names of migrations; no grant: the owner alone reads it",
    **{
        f"{schema}.{table}": f"{why}; {CLOSED}"
        for schema, (why, tables) in _CLOSED_TABLES.items()
        for table in tables
    },
    **dict.fromkeys(
        _QUEUE, "names of tasks and numbers of ledger lines, never a ticket and no content (spine 6)"
    ),
}
"""Every table that isn't personal, and why it may do without a policy."""

_JOBS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
OPEN = {
    "register.organisation": {"SELECT", "INSERT", "UPDATE"},
    "register.organisation_address": {"SELECT", "INSERT", "DELETE"},
    "register.opening": {"SELECT", "INSERT", "UPDATE"},
    "register.deal": {"SELECT", "INSERT", "UPDATE"},
    **dict.fromkeys(_QUEUE, _JOBS),
    **{f"{table}_id_seq": {"USAGE"} for table in _QUEUE},
}
"""What a face may touch without a policy, and how."""


def findings(connection: Connection, roles: Roles) -> list[str]:
    """Everything that isn't as it must be."""
    walks = (
        _functions,
        _tables,
        _policies,
        _columns,
        _views,
        _grants,
        _memberships,
        _attributes,
        _making,
        _triggers,
    )
    return [found for walk in walks for found in walk(connection, roles)]


def _rows(connection: Connection, query: str, *parameters: Any) -> list[Any]:
    return connection.execute(query.encode(), parameters).fetchall()


def _faces(roles: Roles) -> list[str]:
    return [roles[face] for face in FACES]


def _functions(connection: Connection, roles: Roles) -> Iterator[str]:
    """Definers: the path with pg_temp last, owned by the gate; nothing of ours is everybody's (spine 2)."""
    for name, definer, settings, owner, public in _rows(
        connection,
        "select p.oid::regprocedure::text, p.prosecdef, coalesce(p.proconfig, '{}'), "
        "p.proowner::regrole::text,"
        " exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where "
        "a.grantee = 0)"
        " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ "
        "'^pg_(toast|temp)' order by 1",
    ):
        if public and (
            definer or not name.startswith("procrastinate_")
        ):  # the queue's run with their caller's rights
            yield f"{name}: everybody may call it"
        if definer and PATH not in settings:
            yield f"{name}: a definer function whose search_path is not pg_catalog, pg_temp"
        if definer and owner != roles["gate"]:
            yield f"{name}: a definer function that {owner} owns and not the gate"


def _tables(connection: Connection, roles: Roles) -> Iterator[str]:
    """A verdict for each table: personal (or a month of one, which nobody is granted), or plain and why."""
    personal = {f"register.{table_of(model)}" for model in registry()}
    standing: set[str] = set()
    for name, kind, secured, forced, owner, whole in _rows(
        connection,
        "select n.nspname || '.' || c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, "
        "c.relowner::regrole::text,"
        " (select q.nspname || '.' || p.relname from pg_inherits h join pg_class p on p.oid = h.inhparent"
        "   join pg_namespace q on q.oid = p.relnamespace where h.inhrelid = c.oid)"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', "
        "'p', 'f', 'm')"
        " and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ "
        "'^pg_(toast|temp)' order by 1",
    ):
        standing.add(name)
        if kind in ("m", "f"):
            yield f"{name}: a materialised view or foreign table knows no use"
        elif name in personal and not (secured and forced):
            yield f"{name}: row security is not enabled and forced"
        elif name not in personal and name not in PLAIN and whole not in personal:
            yield f"{name}: a table without a verdict"
        if owner in (*_faces(roles), roles["gate"]):
            yield f"{name}: {owner} owns it, whom no policy would bind"
    for missing in sorted((personal | set(PLAIN)) - standing):
        yield f"{missing}: the table is not there"


def _policies(connection: Connection, roles: Roles) -> Iterator[str]:
    """Exactly the two that were generated, on each personal table."""
    faces = sorted((roles["app"], roles["worker"]))
    wanted = {
        "gate_sees": ("*", True, [roles["gate"]], "true", "true"),
        "use_sees": ("r", True, faces, USE_SEES, None),
    }
    for model in registry():
        table = f"register.{table_of(model)}"
        found = {
            row[0]: (row[1], row[2], sorted(row[3]), _flat(row[4]), _flat(row[5]))
            for row in _rows(
                connection,
                "select polname, polcmd, polpermissive, array(select r::regrole::text from "
                "unnest(polroles) r),"
                " pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy "
                "where polrelid = to_regclass(%s)",
                table,
            )
        }
        for name in sorted(wanted.keys() | found.keys()):
            if found.get(name) != wanted.get(name):
                yield f"{table}: the policy {name} is not the one that was generated"


def _flat(text: str | None) -> str | None:
    return None if text is None else re.sub(r"\s+", " ", text)


def _columns(connection: Connection, roles: Roles) -> Iterator[str]:
    """Faces read the header and the plain columns; never ``sealed``, and nothing is written."""
    for model in registry():
        table = f"register.{table_of(model)}"
        readable = {*HEADER.split(", "), *(column.name for column in model.holds.plain)}
        for role in _faces(roles):
            wanted = readable if role != roles["signin"] else set()
            rows = _rows(
                connection,
                "select attname, has_column_privilege(%s, attrelid, attnum, 'SELECT'),"
                " has_column_privilege(%s, attrelid, attnum, 'INSERT, UPDATE, REFERENCES')"
                " from pg_attribute where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped",
                role, role, table,
            )  # fmt: skip
            if (read := {column for column, may_read, _ in rows if may_read}) != wanted:
                others = ", ".join(sorted(read ^ wanted))
                yield f"{table}: {role} reads other columns than it should: {others}"
            if any(written for _, _, written in rows):
                yield f"{table}: {role} may write columns"


def _views(connection: Connection, _roles: Roles) -> Iterator[str]:
    """A view reads as its owner, past every policy, unless it is told otherwise."""
    for name, options in _rows(
        connection,
        "select c.oid::regclass::text, coalesce(c.reloptions, '{}') from pg_class c join "
        "pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema') order by 1",
    ):
        if not {"security_invoker=on", "security_invoker=true"} & set(options):
            yield f"{name}: a view without security_invoker"


def _grants(connection: Connection, roles: Roles) -> Iterator[str]:
    """Whole tables, sequences and defaults: nothing for a face or for everybody but what OPEN says."""
    named = {*_faces(roles), "-"}
    for name, grantee, privilege in _rows(
        connection,
        "select n.nspname || '.' || c.relname, a.grantee::regrole::text, a.privilege_type from pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace cross join lateral ("
        "   select (aclexplode(c.relacl)).* union all"
        "   select (aclexplode(t.attacl)).* from pg_attribute t where t.attrelid = c.oid and "
        "t.attnum > 0 and c.relname <> all(%s)) a"
        " where n.nspname not in ('pg_catalog', 'information_schema') order by 1, 2, 3",
        [table_of(model) for model in registry()],
    ):
        if grantee in named and privilege not in OPEN.get(name, set()):
            yield f"{name}: {'everybody' if grantee == '-' else grantee} has {privilege} on it"
    for grantee, kind in _rows(
        connection,
        "select a.grantee::regrole::text, d.defaclobjtype from pg_default_acl d cross join lateral "
        "aclexplode(d.defaclacl) a",
    ):
        if grantee in named:
            yield f"default rights of kind {kind} for {grantee}"


def _memberships(connection: Connection, roles: Roles) -> Iterator[str]:
    """Only the owner is the gate's member; no face is anybody's (spine 1)."""
    for member, of in _rows(
        connection, "select member::regrole::text, roleid::regrole::text from pg_auth_members order by 1, 2"
    ):
        if member in (*_faces(roles), roles["gate"]) or (
            of in roles.names.values() and (of, member) != (roles["gate"], roles["owner"])
        ):
            yield f"{member} is a member of {of}"


def _attributes(connection: Connection, roles: Roles) -> Iterator[str]:
    """No role of ours passes by row security, makes roles or replicates; the gate does not log in."""
    for name, strong, login in _rows(
        connection,
        "select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication, "
        "rolcanlogin"
        " from pg_roles where rolname = any(%s) order by 1",
        list(roles.names.values()),
    ):
        if strong:
            yield f"{name}: a role with rights over the server"
        if login and name == roles["gate"]:
            yield f"{name}: the gate may log in"


def _making(connection: Connection, roles: Roles) -> Iterator[str]:
    """Faces make nothing: no temporary table that could shadow a name, no object, no large object."""
    for role in _faces(roles):
        for privilege in ("TEMP", "CREATE"):
            if _rows(
                connection, "select has_database_privilege(%s, current_database(), %s)", role, privilege
            )[0][0]:
                yield f"{role} has {privilege} on the database"
        for (schema,) in _rows(
            connection,
            "select nspname from pg_namespace where nspname !~ '^pg_(toast|temp)' and "
            "has_schema_privilege(%s, oid, 'CREATE') order by 1",
            role,
        ):
            yield f"{role} may create in the schema {schema}"
        for function in LARGE_OBJECTS:
            if _rows(
                connection, "select has_function_privilege(%s, %s, 'EXECUTE')", role, f"pg_catalog.{function}"
            )[0][0]:
                yield f"{role} may call {function}"
    for schema in SCHEMAS:
        if _rows(connection, "select has_schema_privilege(%s, %s, 'CREATE')", roles["gate"], schema)[0][0]:
            yield f"{roles['gate']} may create in the schema {schema}"


def _triggers(connection: Connection, _roles: Roles) -> Iterator[str]:
    """Facts settle and are noted for a restore whoever writes them, and the ledger refuses change, only while these
    stand enabled."""
    wanted = {
        (f"register.{table}", f"settle_{event}")
        for table in SETTLED
        for event in ("insert", "update", "delete")
    }
    wanted |= {(f"register.{table_of(model)}", "holds") for model in registry()}
    wanted |= {(f"register.{table_of(model)}", "replays") for model in registry()}
    wanted |= {(table, name) for name, tables in REPLAYED.items() for table in tables}
    wanted |= {("register.subject", "relates"), ("register.relation", "relates")}
    for table in ("line", "named", "leaf", "checkpoint", "tree"):
        wanted |= {(f"ledger.{table}", "stands"), (f"ledger.{table}", "stands_whole")}
    standing = {
        (table, name)
        for table, name, enabled in _rows(
            connection,
            "select n.nspname || '.' || c.relname, tgname, tgenabled from pg_trigger join pg_class c on c.oid = tgrelid"
            " join pg_namespace n on n.oid = c.relnamespace where not tgisinternal",
        )
        if enabled in ("O", "A")
    }
    for table, name in sorted(wanted - standing):
        yield f"{table}: the trigger {name} does not stand"


def verdicts() -> dict[str, str]:
    """Every table and its verdict: personal, or plain because …"""
    personal = {
        f"register.{table_of(model)}": f"personal: {model.holds.category}; row security, sealed content"
        for model in registry()
    }
    return dict(sorted({**personal, **{name: f"plain: {why}" for name, why in PLAIN.items()}}.items()))
