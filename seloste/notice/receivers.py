"""Who gets data: which processors and recipients serve which uses, and in which countries they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seloste.notice.model import Notice, ProcessorTerm, PurposeTerm, Recipient, UseEntry
from seloste.notice.places import in_eea
from seloste.notice.resolve import all_uses

Receiver = ProcessorTerm | Recipient


class Serving:
    """The uses of each purpose, and who serves which use; found once for a notice, however long it is."""

    def __init__(self, notice: Notice) -> None:
        self._uses: dict[str, dict[str, UseEntry]] = {}
        for name, use in all_uses(notice).items():
            self._uses.setdefault(use.purpose.value, {})[name] = use
        self._serve: dict[str, dict[int, Receiver]] = {}
        for place, one in enumerate(_every(notice)):
            for word in one.uses:
                self._serve.setdefault(word.value, {})[place] = one

    def uses(self, purpose: PurposeTerm) -> dict[str, UseEntry]:
        """Its uses by their names (``newsletter.email``)."""
        return self._uses.get(purpose.name.value, {})

    def receivers(self, purpose: PurposeTerm) -> tuple[Receiver, ...]:
        """Who serves one of its uses, processors first."""
        found = {place: one for use in self.uses(purpose) for place, one in self._serve.get(use, {}).items()}
        return tuple(found[place] for place in sorted(found))


def _every(notice: Notice) -> tuple[Receiver, ...]:
    return (*notice.processors.values(), *notice.recipients.values())


def unplaced(notice: Notice) -> Iterator[Receiver]:
    """Those of whom the notice doesn't say for which use they get data.

    A processor without uses and data gets nothing under a notice that drives a register, and is none of them.
    """
    for one in _every(notice):
        idle = notice.drives and isinstance(one, ProcessorTerm) and not one.data
        if not one.uses and not idle:
            yield one


def places_of(receiver: Receiver) -> tuple[str, ...]:
    """Its countries (ISO 3166-1): seat, servers, and the parent company's, each once."""
    entity = receiver.entity if isinstance(receiver, ProcessorTerm) else None
    if entity is None:
        return ()
    said = (entity.seat, *entity.servers, entity.parent)
    return tuple(dict.fromkeys(word.value for word in said if word))


def outside_eea(receiver: Receiver, on: date) -> tuple[str, ...]:
    """Those of its countries that are outside the European Economic Area on a day (GDPR chapter V)."""
    return tuple(place for place in places_of(receiver) if not in_eea(place, on))


def looked_at(notice: Notice, receiver: Receiver) -> date:
    """The day on which its countries count: of the transfer's assessment, else that of the version."""
    transfer = receiver.transfer if isinstance(receiver, ProcessorTerm) else None
    if transfer and transfer.assessed:
        return transfer.assessed.value
    version = notice.version
    said = version and (version.in_force or version.published or version.updated)
    return said.value if said else date.max
