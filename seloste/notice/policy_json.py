"""A policy as plain JSON and back, without loss: how the database keeps a published version."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import IntEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from seloste.notice import policy as terms
from seloste.notice.policy import Policy
from seloste.terms.words import Scope

D = TypeVar("D")


def policy_to_json(policy: Policy) -> dict[str, Any]:
    """Plain dicts, lists, texts, numbers and None; enums by name, days as ``2026-12-01``."""
    return cast(dict[str, Any], _plain(policy))


def policy_from_json(data: dict[str, Any]) -> Policy:
    """The policy that ``policy_to_json`` wrote. Raises ``ValueError`` on anything else."""
    try:
        return _made(Policy, data)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no policy: {error}") from error


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, IntEnum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {k.name if isinstance(k, Scope) else k: _plain(v) for k, v in value.items()}
    return value


def _made(cls: type[D], data: dict[str, Any]) -> D:
    hints = get_type_hints(cls, vars(terms))
    names = {f.name for f in fields(cast(Any, cls))}
    # What a term has a default for may be missing: a policy that was published before the term was there.
    wanted = {f.name for f in fields(cast(Any, cls)) if f.default is f.default_factory is MISSING}
    if not wanted <= set(data) <= names:
        raise ValueError(f"{cls.__name__} has the keys {sorted(names)}, not {sorted(data)}")
    return cls(**{name: _as(hints[name], value) for name, value in data.items()})


def _as(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return _as(next(each for each in inner if each is not NoneType), value)
    if origin is tuple:
        return tuple(_as(inner[0], item) for item in _expected(list, value))
    if origin is dict:
        return {_as(inner[0], k): _as(inner[1], v) for k, v in _expected(dict, value).items()}
    if is_dataclass(hint):
        return _made(cast(type[Any], hint), value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, IntEnum):
        return hint[value]
    return _expected(hint, value)


def _expected(hint: type[D], value: Any) -> D:
    if type(value) is not hint:
        raise ValueError(f"{hint.__name__} was expected, not {type(value).__name__}")
    return value
