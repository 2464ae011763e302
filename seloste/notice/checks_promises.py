"""Absolute promises, held against everything else that the notice says (SEL2508)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.lint_parts import Found
from seloste.notice.model import Notice, Promise
from seloste.notice.places import in_eea
from seloste.notice.resolve import all_uses, fields_of
from seloste.notice.source import Word

_INSIDE: Final = frozenset({"processor", "sub-processor"})
"""Who acts for the controller: what it gets is no disclosure."""

Breaking = Iterator[str]
"""What breaks a promise, by the name of its term."""


def broken_promises(notice: Notice, today: date) -> Iterator[Found]:
    """``never``, and another term that does it with data and people of the promise's scope."""
    for promise in notice.promises.values():
        act = promise.act
        if promise.says is None or promise.says.value != "never" or act is None:
            continue
        for term in dict.fromkeys(_ACTS[act.value](notice, promise, today)):
            yield "SEL2508", act.span, f"{promise.path}.act", {"act": act.value, "term": term}


def _in_scope(notice: Notice, promise: Promise, data: tuple[Word, ...]) -> bool:
    """Whether some of the data is what the promise speaks of; what names none may be any."""
    if not promise.data or not data:
        return True
    return bool({*fields_of(notice, promise.data)} & {*fields_of(notice, data)})


def _disclosed(notice: Notice, promise: Promise, _today: date) -> Breaking:
    for name, recipient in notice.recipients.items():
        outside = recipient.role is None or recipient.role.value not in _INSIDE
        if outside and _in_scope(notice, promise, recipient.data):
            yield f"disclosure.{name}"
    for name, visible in notice.visibles.items():
        if _in_scope(notice, promise, visible.data):
            yield f"visible.{name}"


def _sold(notice: Notice, promise: Promise, _today: date) -> Breaking:
    """Only what is told as such: a sale of the business hands the register on for money."""
    for name, occasion in notice.occasions.items():
        sale = occasion.when and occasion.when.value == "sale of the business"
        if sale and _in_scope(notice, promise, occasion.data):
            yield f"occasion.{name}"


def _transferred(notice: Notice, promise: Promise, today: date) -> Breaking:
    for name, processor in notice.processors.items():
        entity = processor.entity
        places = [*((entity.seat, *entity.servers, entity.parent) if entity else ())]
        given = processor.data or processor.uses
        if given and _outside(places, today) and _in_scope(notice, promise, processor.data):
            yield f"processor.{name}"
    for transfer in notice.transfers:
        if _outside([transfer.seat, *transfer.servers], today) or (
            transfer.published and transfer.published.value
        ):
            yield f"transfer.{transfer.to.value}" if transfer.to else "transfer"


def _outside(places: list[Word | None], today: date) -> bool:
    return any(place and not in_eea(place.value, today) for place in places)


def _marketed(notice: Notice, promise: Promise, _today: date) -> Breaking:
    people = {word.value for word in promise.groups}
    for name, purpose in notice.purposes.items():
        sold = purpose.marketing and purpose.marketing.value
        named = {word.value for basis in purpose.basis for word in basis.targets} | {
            w.value for w in purpose.people
        }
        whose = not people or not (named & set(notice.groups)) or bool(named & people)
        if sold and whose and _in_scope(notice, promise, _data(notice, name)):
            yield f"purpose.{name}"


def _data(notice: Notice, purpose: str) -> tuple[Word, ...]:
    uses = (use for use in all_uses(notice).values() if use.purpose.value == purpose)
    return tuple(word for use in uses for word in use.data) or notice.purposes[purpose].data


def _profiled(notice: Notice, promise: Promise, _today: date) -> Breaking:
    for name, decision in notice.decisions.items():
        if _in_scope(notice, promise, decision.data):
            yield f"decision.{name}"


def _decided(notice: Notice, promise: Promise, _today: date) -> Breaking:
    for name, decision in notice.decisions.items():
        if (
            decision.kind
            and decision.kind.value == "automated decision"
            and _in_scope(notice, promise, decision.data)
        ):
            yield f"decision.{name}"


def _published(notice: Notice, promise: Promise, _today: date) -> Breaking:
    for name, visible in notice.visibles.items():
        if visible.to and visible.to.value == "the public" and _in_scope(notice, promise, visible.data):
            yield f"visible.{name}"
    for transfer in notice.transfers:
        if transfer.published and transfer.published.value:
            yield "transfer"


def _recorded(notice: Notice, _promise: Promise, _today: date) -> Breaking:
    yield from (f"recording.{name}" for name in notice.recordings)


_ACTS: Final[dict[str, Callable[[Notice, Promise, date], Breaking]]] = {
    "sell": _sold,
    "disclose": _disclosed,
    "transfer": _transferred,
    "market": _marketed,
    "profile": _profiled,
    "decide by machine": _decided,
    "publish": _published,
    "record": _recorded,
}
"""For each act of the grammar, what in a notice does it."""
