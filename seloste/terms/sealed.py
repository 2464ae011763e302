"""Personal content has a type of its own, which says nothing by accident."""

from __future__ import annotations

from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


class Sealed(Generic[T]):
    """A personal value that was opened under a ledger line.

    It can't be printed, logged, compared, hashed, formatted, pickled or turned into JSON: only
    ``show()`` gives the value, at the place where a person is to see it.
    """

    __slots__ = ("_value", "_what")

    def __init__(self, what: str, value: T) -> None:
        self._what = what
        self._value = value

    def show(self) -> T:
        """The value itself, for the page or file that the use is for."""
        return self._value

    def __repr__(self) -> str:
        return f"Sealed({self._what})"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError(f"{self!r} is personal: show() it where it is to be seen, and nowhere else")

    __eq__ = _refuse
    __hash__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __reduce__ = __getstate__ = _refuse
    __iter__ = __len__ = __bool__ = _refuse
