"""Who gets data: which processors and recipients serve which uses, and in which countries they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from seloste.notice.model import Notice, ProcessorTerm, Recipient
from seloste.notice.places import in_eea

Receiver = ProcessorTerm | Recipient


def receivers(notice: Notice, uses: Collection[str]) -> Iterator[Receiver]:
    """Those whose uses are among these (``newsletter.email``), processors first."""
    every: tuple[Receiver, ...] = (*notice.processors.values(), *notice.recipients.values())
    return (one for one in every if any(word.value in uses for word in one.uses))


def unplaced(notice: Notice) -> Iterator[Receiver]:
    """Those of whom the notice doesn't say for which use they get data.

    A processor without uses and data gets nothing under a notice that drives a register, and is none of them.
    """
    every: tuple[Receiver, ...] = (*notice.processors.values(), *notice.recipients.values())
    for one in every:
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
