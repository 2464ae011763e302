"""A check of JSON against one of our schemas: the words of JSON Schema 2020-12 that they use, and no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

_KNOWN = {
    "$schema", "$ref", "$defs", "title", "description", "type", "properties", "required", "additionalProperties",
    "items", "anyOf", "enum", "const", "format", "default",
}  # fmt: skip
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
_FORMATS: dict[str, Callable[[str], object]] = {
    "uuid": UUID, "date-time": datetime.fromisoformat, "date": date.fromisoformat,
}  # fmt: skip


def faults(
    value: Any, schema: dict[str, Any], whole: dict[str, Any] | None = None, at: str = "$"
) -> list[str]:
    """What doesn't fit, each with its place; a word that this check doesn't know is a fault too."""
    whole = whole if whole is not None else schema
    if unknown := set(schema) - _KNOWN:
        return [f"{at}: the schema says {sorted(unknown)}"]
    if "$ref" in schema:
        return faults(value, _found(whole, schema["$ref"]), whole, at)
    if "anyOf" in schema:
        several = [faults(value, one, whole, at) for one in schema["anyOf"]]
        return [] if any(not one for one in several) else [f"{at}: none of several", *chain(*several)]
    return [*_plain(value, schema, at), *_parts(value, schema, whole, at)]


def _found(whole: dict[str, Any], reference: str) -> dict[str, Any]:
    name = re.fullmatch(r"#/\$defs/(\w+)", reference)
    assert name is not None, reference
    found: dict[str, Any] = whole["$defs"][name[1]]
    return found


def _plain(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{at}: no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: isn't {schema['const']}"
    if "format" in schema:
        try:
            _FORMATS[schema["format"]](value)
        except ValueError:
            yield f"{at}: no {schema['format']}"


def _parts(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for place, one in enumerate(value):
            yield from faults(one, schema["items"], whole, f"{at}[{place}]")
    if not isinstance(value, dict):
        return
    named, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{at}.{name}: is missing" for name in schema.get("required", []) if name not in value)
    for name, one in value.items():
        if name in named:
            yield from faults(one, named[name], whole, f"{at}.{name}")
        elif others is False:
            yield f"{at}.{name}: is not in the schema"
        elif isinstance(others, dict):
            yield from faults(one, others, whole, f"{at}.{name}")
