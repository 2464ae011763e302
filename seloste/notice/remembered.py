"""What is reckoned of a whole notice once, however many terms ask for it: a check stays linear in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from seloste.notice.model import Notice

T = TypeVar("T")


class remembered(Generic[T]):
    """A function of a notice that keeps its answer for as long as the same notice is asked about.

    The answer is shared: nobody may change it. One notice is kept, the last.
    """

    def __init__(self, make: Callable[[Notice], T]) -> None:
        self.make = make
        self.last: tuple[Notice, T] | None = None
        self.__doc__ = make.__doc__

    def __call__(self, notice: Notice) -> T:
        last = self.last
        if last is None or last[0] is not notice:
            last = self.last = (notice, self.make(notice))
        return last[1]
