"""The database's schema as SQL statements, generated from the registry of models.

The same for every notice: a notice compiles to rows that these functions read, never to DDL.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from seloste.engine.database import Roles
from seloste.engine.errors import Exit, SelosteError
from seloste.register.records import Kinds, PersonalRecord, registry

PACKAGE = Path(__file__).resolve().parent.parent
FIXED = (
    "gate/sql/010_policy.sql",
    "gate/sql/020_actors.sql",
    "register/sql/000_checks.sql",
    "register/sql/010_facts.sql",
    "protection/sql/010_keys.sql",
    "protection/sql/012_replay.sql",
    "protection/sql/020_index.sql",
    "register/sql/020_derive.sql",
    "register/sql/030_marks.sql",
)
AFTER = (
    "register/sql/090_people.sql",
    "register/sql/092_intake.sql",
    "register/sql/093_undo.sql.in",
    "register/sql/094_lists.sql.in",
    "register/sql/095_erase.sql",
    "register/sql/096_explain.sql.in",
    "register/sql/097_publish.sql.in",
    "register/sql/098_rights.sql.in",
    "register/sql/all_tables.sql.in",
    "protection/sql/replay.sql.in",
    "protection/sql/ledger_tree.sql",
)
SHARED = ("organisation", "opening", "deal")
"""Tables that are nobody's: a row of a person may name one of theirs."""
SCHEMAS = ("gate", "ledger", "protection", "register")
HEADER = "subject_id, id, fate, form, source, obtained_at, batch, notice, lawful, visible_until, expires_at, restricted, kind"


LAST_CODE = 30  # a person's tables are the bits of an int (register.standing)


def table_of(model: type[PersonalRecord]) -> str:
    """The table's name without its schema."""
    return str(model._meta.db_table).rsplit('"', 1)[-1]


def fits(lawful: str, visible_until: str, mask: str, horizon: str) -> str:
    """The one test of a row against a use: policies and functions are generated from this text."""
    return f"(({lawful} & {mask}) <> 0 and ({visible_until} > {horizon} or {horizon} = '-infinity'))"


def due(code: str) -> str:
    """Whether row ``t`` of a table is past its end at ``n`` and may go: not while a publication spares it, and 14
    days after it when the privacy contact has confirmed the list (spine 14)."""
    return (
        "coalesce((select w.confirmed_at is not null and w.published_at + interval '14 days' <= n"
        " from gate.spared q join gate.spared_list w using (publication)"
        f" where (q.subject_id, q.tbl, q.id) = (t.subject_id, {code}, t.id)), t.expires_at <= n)"
    )


def split(sql: str) -> Iterator[str]:
    """One statement at a time: a statement ends with a semicolon at a line's end, outside ``$$``."""
    statement: list[str] = []
    inside = False
    for line in sql.splitlines():
        statement.append(line)
        inside ^= line.count("$$") % 2 == 1
        if line.split("--")[0].rstrip().endswith(";") and not inside and not _compound(statement):
            yield "\n".join(statement)
            statement = []
    rest = "\n".join(statement)
    if re.sub(r"--[^\n]*", "", rest).strip():
        yield rest


def _compound(statement: list[str]) -> bool:
    """Whether the statement is an unfinished ``$$`` body that began on the same line as it ended."""
    return "\n".join(statement).count("$$") % 2 == 1


def _with_fits(sql: str) -> str:
    def fill(match: re.Match[str]) -> str:
        lawful, visible_until, mask, horizon = match.group(1).split(",")
        return fits(lawful, visible_until, mask, horizon)

    return re.sub(r"\{\{fits:([^{}]*)\}\}", fill, sql).replace("{{due}}", due("#"))


def _table_sql(model: type[PersonalRecord]) -> str:
    holds, table = model.holds, table_of(model)
    plain = holds.plain
    checks = ""
    if any(column.name == "label" for column in plain):
        checks = "perform gate.must_suit_grounds(people, ids, label, src);"
    words = {
        "table": table,
        "code": str(holds.code),
        "kinds": ", ".join(str(number) for number in holds.fields.values()),
        "columns": "\n  ".join(f"{column.name} {column.type}," for column in plain),
        "readable": ", ".join([HEADER, *(column.name for column in plain)]),
        "door_arguments": "".join(f"{column.name} {_bare(column.type)}[], " for column in plain),
        "door_dimensions": "".join(f"array_ndims({column.name}), " for column in plain),
        "door_lowers": "".join(f"array_lower({column.name}, 1), " for column in plain),
        "door_columns": "".join(f"{column.name}, " for column in plain),
        "door_values": "".join(f"add_{table}.{column.name}[m.ord], " for column in plain),
        "door_checks": checks,
        # two doors for one person stamp each other's rows where a channel opens or closes
        "door_lock": "no key update" if table == "contact" else "key share",
        "door_before": _KNOWN if table == "contact" else "",
        "door_after": _RESTAMP if table == "contact" else "",
        "key": holds.key,
        "links": "".join(_link(table, column, to) for column, to in holds.links),
        "link_indexes": _link_indexes(table, holds),
        "storage": "partition by range (at)" if holds.monthly else "with (fillfactor = 90)",
        "months": f"select register.make_months('{table}', 14);" if holds.monthly else "",
        "mark_via": f"add_{table}.{holds.relation}" if holds.relation else "null",
        "via_column": f"t.{holds.relation}" if holds.relation else "null::uuid",
        # where every row is kept, the key itself finds them
        "kept_index": ""
        if table == "evidence"
        else f"create index {table}_kept on register.{table} (subject_id, fate) where fate > 0;",
        # nearly everybody has contact rows, so nobody is asked first
        "who_has": "" if table == "contact" else _WHO_HAS.format(holds.code),
        "whole": "true" if table == "contact" else "false",
        "mark_states": f"add_{table}.{holds.state}"
        if holds.state
        else "array_fill(0::smallint, array[wanted])",
        "mark_ended": f"add_{table}.{holds.ended}"
        if holds.ended
        else "array_fill(null::timestamptz, array[wanted])",
        "state_column": f"t.{holds.state}" if holds.state else "0::smallint",
        "ended_column": f"t.{holds.ended}" if holds.ended else "null::timestamptz",
    }
    sql = (PACKAGE / "register/sql/table.sql.in").read_text()
    for word, value in words.items():
        sql = sql.replace("{{" + word + "}}", value)
    return _with_fits(sql)


def _link(table: str, column: str, to: str) -> str:
    """A row that this one names: of the same person by both columns, or one that is nobody's (spine 16)."""
    if to in SHARED:
        return f",\n  foreign key ({column}) references register.{to}"
    own = f" on delete set null ({column})" if to == table else ""
    return f",\n  foreign key (subject_id, {column}) references register.{to} (subject_id, id){own}"


def _link_indexes(table: str, holds: Kinds) -> str:
    """Whose rows name an organisation, an opening or a deal is found by that."""
    return "\n".join(
        f"create index {table}_{column} on register.{table} ({column}) where {column} is not null;"
        for column, to in holds.links
        if to in SHARED
    )


_WHO_HAS = "join register.standing s on s.subject_id = w.u and s.tables & (1 << {}) <> 0"

_KNOWN = "known := array(select distinct u from unnest(people) u where exists (select from register.contact c where c.subject_id = u));"
_RESTAMP = "perform gate.stamp_contact(known, null);"
"""A new address may open a channel for rows that stand already."""


def _bare(sql_type: str) -> str:
    return sql_type.removesuffix(" not null")


def _over_tables(sql: str, models: list[type[PersonalRecord]]) -> str:
    """Fills ``{{each:…}}``, ``{{union:…}}`` and the like: once for each table (@), code (#) and plain columns (~plain~)."""
    glue = {
        "each": "",
        "union": "\n    union all\n    ",
        "distinct": "\n    union\n    ",
        "any": " or ",
        "first": ",\n    ",
        "sum": ") + (",
    }

    def fill(match: re.Match[str]) -> str:
        return glue[match.group(1)].join(
            match.group(2)
            .replace("@", table_of(model))
            .replace("#", str(model.holds.code))
            .replace("~plain~", _plain_json(model.holds))
            for model in models
        )

    return re.sub(
        r"\{\{(each|union|distinct|any|first|sum):(.*?)\}\}(?!\})", fill, _with_fits(sql), flags=re.DOTALL
    )


def _plain_json(holds: Kinds) -> str:
    """The plain columns of a row ``r``, by name."""
    pairs = ", ".join(f"'{column.name}', r.{column.name}" for column in holds.plain)
    return f"jsonb_build_object({pairs})"


def _rows_json(models: list[type[PersonalRecord]]) -> str:
    """The rows of one person as the pure ``decide`` wants them: header words, no content."""
    parts = []
    for model in models:
        holds = model.holds
        extra = "".join(
            f", '{name}', t.{column}"
            for name, column in (("state", holds.state), ("label", "label" if _has(holds, "label") else None))
            if column
        )
        parts.append(
            f"select jsonb_build_object('id', t.id, 'kind', t.kind, 'fate', t.fate, 'lawful', t.lawful::text, "
            f"'visible_until', t.visible_until, 'expires_at', t.expires_at, 'obtained', t.obtained_at{extra}) o "
            f"from register.{table_of(model)} t where t.subject_id = person"
        )
    return f"(select coalesce(jsonb_agg(o), '[]') from ({' union all '.join(parts)}) x)"


def _with_consent(models: list[type[PersonalRecord]]) -> str:
    """The kinds that go with the consent that alone opens them."""
    return ", ".join(str(m.holds.fields[field]) for m in models for field in m.holds.with_consent)


def _has(holds: Kinds, column: str) -> bool:
    return any(plain.name == column for plain in holds.plain)


def _kind_rows(models: list[type[PersonalRecord]], known: Collection[int] = ()) -> str:
    rows = ", ".join(
        f"({number}, {model.holds.code}, '{model.holds.category}', '{field}')"
        for model in models
        for field, number in model.holds.fields.items()
        if number not in known
    )
    return f"insert into gate.kind (no, tbl, category, field) values {rows};"


def statements(roles: Roles, bucket_bits: int = 12) -> list[str]:
    """Every statement of a new database's schema, in order, one to a call."""
    models = checked(registry())
    found = [f"create schema {schema};" for schema in SCHEMAS]
    found.append("set check_function_bodies = off;")
    for name in FIXED:
        found += split((PACKAGE / name).read_text())
    for model in models:
        found += split(_table_sql(model))
    for name in AFTER:
        found += split(_walking(name, models))
    found += split(_kind_rows(models))
    found.append(f"insert into protection.bucket_size (bits) values ({bucket_bits});")
    found.append(
        f"insert into protection.bucket select n, 1 from generate_series(0, {2**bucket_bits - 1}) n;"
    )
    found.append("insert into protection.index_state (generation) values (1);")
    found.append("insert into protection.index_sentinel values (1);")
    return [_named(statement, roles) for statement in [*found, *_grants(models)]]


def additions(
    roles: Roles, new: list[type[PersonalRecord]], grown: list[type[PersonalRecord]], known: Collection[int]
) -> list[str]:
    """What a standing database lacks: tables of ``new``, fields of ``grown`` whose numbers aren't ``known``."""
    models = checked(registry())
    found = ["set check_function_bodies = off;"]
    for model in new:
        found += split(_table_sql(model))
    for model in grown:
        table, kinds = table_of(model), ", ".join(map(str, model.holds.fields.values()))
        found.append(
            f"alter table register.{table} drop constraint {table}_kind_check,"
            f" add constraint {table}_kind_check check (kind in ({kinds}));"
        )
    found += split(_kind_rows([*new, *grown], known))
    for name in AFTER:
        if name.endswith(".in"):  # functions that walk every table
            found += [
                _FUNCTION.sub("create or replace function", statement, count=1)
                for statement in split(_walking(name, models))
                if _FUNCTION.search(statement)
            ]
    return [_named(statement, roles) for statement in [*found, *_grants(models)]]


_FUNCTION = re.compile(r"^create function\b", re.MULTILINE)


def _walking(name: str, models: list[type[PersonalRecord]]) -> str:
    """The text of a file; of a template, with every table in it."""
    text = (PACKAGE / name).read_text()
    if not name.endswith(".in"):
        return text
    text = text.replace("{{rows_json}}", _rows_json(models)).replace(
        "{{with_consent}}", _with_consent(models)
    )
    return _over_tables(text, models)


def _grants(models: list[type[PersonalRecord]]) -> Iterator[str]:
    tables = "|".join(table_of(model) for model in models)
    for statement in split((PACKAGE / "gate/sql/900_grants.sql").read_text()):
        yield statement.replace("{tables}", tables)


class BadModels(SelosteError):
    """Two models want the same number, table or category, or one is out of the schema's reach."""

    exit_code = Exit.ENGINE
    code = "bad_models"


def checked(models: list[type[PersonalRecord]]) -> list[type[PersonalRecord]]:
    """The models, where nothing is taken twice: they come from applications that don't know each other."""
    for what, values in (
        ("code", [str(model.holds.code) for model in models]),
        ("table", [table_of(model) for model in models]),
        ("category", [model.holds.category for model in models]),
        ("field's number", [str(number) for model in models for number in model.holds.fields.values()]),
    ):
        if twice := sorted({value for value in values if values.count(value) > 1}):
            raise BadModels(f"Two models have the same {what}: {', '.join(twice)}.")
    for model in models:
        if not 1 <= model.holds.code <= LAST_CODE or model._meta.db_table != f'register"."{table_of(model)}':
            raise BadModels(
                f"{model.__name__}: its code is from 1 to {LAST_CODE}, and its db_table 'register\".\"NAME'."
            )
    return models


def _named(statement: str, roles: Roles) -> str:
    for role, name in roles.names.items():
        statement = statement.replace("{" + role + "}", name)
    return statement
