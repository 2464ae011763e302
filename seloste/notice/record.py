"""Frozen values, like frozen dataclasses, whose definition generates no code.

The language has some sixty kinds of value. As dataclasses they took three times as long to define
as a whole notice takes to be checked; ``seloste notice check`` stands in editors and hooks, so
starting is most of its time (``bench/check.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """A value with the annotated names of its class, by place or by name; an assigned name has a default.

    Records of one class are equal when their values are. Defaults must not be mutable.
    """

    _names: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = [
            n for n, kind in vars(cls).get("__annotations__", {}).items() if not kind.startswith("ClassVar")
        ]
        cls._names = (*cls._names, *own)
        cls._known = frozenset(cls._names)
        cls._needed = cls._needed | {name for name in own if name not in vars(cls)}

    def __init__(self, *values: Any, **named: Any) -> None:
        held = self.__dict__
        held.update(named)
        if values:
            given = dict(zip(self._names, values, strict=False))
            if len(values) > len(self._names) or given.keys() & named.keys():
                raise TypeError(f"{type(self).__name__} takes {', '.join(self._names)}")
            held.update(given)
        if not self._needed <= held.keys() <= self._known:
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._names)}, not {', '.join(held)}")

    def given(self) -> Iterable[tuple[str, Any]]:
        """The values that were given, by name: those left at their defaults are not among them."""
        return self.__dict__.items()

    def changed(self, **named: Any) -> Self:
        """The same with other values under these names."""
        return type(self)(**{name: getattr(self, name) for name in self._names} | named)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({said})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be deleted")


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Named(Record):
    """A record whose values are given by name alone."""
