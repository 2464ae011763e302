"""Sections 6 and 8: processors, and every seat and server against the transfer stance."""

from __future__ import annotations

import re
from datetime import date

from seloste.notice.findings import Findings
from seloste.notice.model import Mechanism, Notice, ProcessorTerm
from seloste.notice.places import MECHANISMS, in_eea
from seloste.notice.resolve import hosted, mechanism_of
from seloste.notice.said import Said
from seloste.notice.source import Word


# keeps: transfer.stance.*, processor.*.transfer.mechanism, processor.*.transfer.assessed by check; off: return None
def check_processors(notice: Notice, findings: Findings, today: date) -> None:
    for transfer in notice.transfers:
        if transfer.stance and transfer.stance.value in ("may", "yes"):  # H7: an open transfer clause
            findings.add("SEL1108", transfer.stance.span, f"{transfer.path}.stance")
    for processor in notice.processors.values():
        _check_entity(processor, findings)
        outside = _outside(processor, findings, today)
        # To whom nothing is given, nothing is transferred; the gate refuses such a processor anyway.
        if outside and gets_data(notice, processor):
            _check_stance(notice, processor, outside, findings, today)


def gets_data(notice: Notice, processor: ProcessorTerm) -> bool:
    """Whether data reaches a processor: its own, or as a sub-processor that of the one above it (GDPR 28(2))."""
    one, seen = processor, {processor.name.value}
    while not (one.uses or one.data):
        above = notice.processors.get(one.under.value) if one.under else None
        if above is None or above.name.value in seen:
            return False
        seen.add(above.name.value)
        one = above
    return True


# keeps: hosting.* by check; off: return None
def check_hosting(notice: Notice, findings: Findings, today: date) -> None:
    """R8.1d: the register's own parts are in the EEA, as its stance of transfers says."""
    for part, place in hosted(notice).items():
        path = f"hosting.{part}"
        if place.value == "none":
            continue
        if not re.fullmatch(r"[A-Z]{2}", place.value):
            findings.add("SEL1703", place.span, path, country=place.value)
        elif not in_eea(place.value, today):
            findings.add("SEL1706", place.span, path, part=part, country=place.value)


def _check_entity(processor: ProcessorTerm, findings: Findings) -> None:
    entity = processor.entity
    lacking = ["entity"] if processor.lacks("entity") else []
    if entity:
        names = (("legal_name", "name"), ("seat", "seat"), ("servers", "servers"))
        lacking = [said for key, said in names if entity.lacks(key) and said not in entity.broken]
    name = processor.name.value
    for key in lacking:
        example = 'entity = { name = "…", seat = "FI", servers = ["FI"] }'
        findings.add(
            "SEL1705", processor.name.span, processor.path, processor=name, what=key, example=example
        )


def _outside(processor: ProcessorTerm, findings: Findings, today: date) -> list[Word]:
    """The seat, servers and parent company outside the EEA on that day."""
    entity = processor.entity
    if entity is None:
        return []
    outside = []
    for place in (entity.seat, *entity.servers, entity.parent):
        if place is None:
            continue
        if not re.fullmatch(r"[A-Z]{2}", place.value):
            findings.add("SEL1703", place.span, f"{processor.path}.entity", country=place.value)
        elif not in_eea(place.value, today):
            outside.append(place)
    return outside


def _check_stance(
    notice: Notice, processor: ProcessorTerm, outside: list[Word], findings: Findings, today: date
) -> None:
    stance = notice.transfer.stance.value if notice.transfer and notice.transfer.stance else None
    places = ", ".join(dict.fromkeys(place.value for place in outside))
    name, path = processor.name.value, processor.path
    if stance == "none":
        findings.add("SEL1701", outside[0].span, path, processor=name, places=places, stance=stance)
        return
    transfer = processor.transfer
    if transfer is None or transfer.mechanism is None:
        if not processor.broken & {"transfer"} and mechanism_of(notice, processor) is None:
            findings.add("SEL1702", outside[0].span, path, processor=name, places=places, what="a mechanism")
        return
    if transfer.lacks("assessed"):
        findings.add(
            "SEL1702",
            transfer.mechanism.span,
            path,
            processor=name,
            places=places,
            what="a day of assessment",
        )
    why = _lapsed(transfer.mechanism.value, transfer, outside, today)
    if why:
        known = ", ".join(name for name, m in MECHANISMS.items() if m.until is None or m.until > today)
        findings.add(
            "SEL1704", transfer.mechanism.span, f"{path}.transfer.mechanism",
            mechanism=transfer.mechanism.value, why=why, known=known, since=_since(transfer, today),
        )  # fmt: skip


def _since(transfer: Mechanism, today: date) -> str:
    """The first day on which the mechanism carried nothing, where time alone ended it."""
    known = MECHANISMS.get(transfer.mechanism.value) if transfer.mechanism else None
    ends = (transfer.until.value if transfer.until else None, known.until if known else None)
    past = [day for day in ends if day and day <= today]
    return min(past).isoformat() if past else ""


def _lapsed(name: str, transfer: Mechanism, outside: list[Word], today: date) -> str | Said:
    """Why a mechanism does not carry a transfer to these places today; empty when it does."""
    mechanism, until = MECHANISMS.get(name), transfer.until.value if transfer.until else None
    if mechanism is None:
        return "is not known"
    if until and until <= today:
        return Said("assessed", (until.isoformat(),))
    if mechanism.until and mechanism.until <= today:
        return Said("lapsed", (mechanism.source,))
    beyond = [place.value for place in outside if not mechanism.holds(place.value, today)]
    return Said("beyond", (", ".join(beyond),)) if beyond else ""
