"""What a strict reader misses in sections 5 to 9 (rules N): data, sources, recipients, transfers, periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.lint_parts import (
    Found,
    at_term,
    fields_of_kind,
    groups_of_kind,
    open_end,
    silent,
    used_data,
)
from seloste.notice.model import CategoryEntry, Notice
from seloste.notice.places import MECHANISMS, THIRD_COUNTRY_GROUPS, VISITOR_RECOGNITION, in_eea
from seloste.notice.resolve import law_unsaid
from seloste.notice.source import Word
from seloste.terms.words import Basis

_SHAPES: Final = {"to be set": "SEL2151", "no end": "SEL2152", "review": "SEL2153", "by law": "SEL2154"}


def _n1_transfers(notice: Notice, today: date) -> Iterator[Found]:
    """N1: no transfer is claimed, and a processor belongs to a group outside the EEA, with no mechanism."""
    if notice.drives or not any(t.stance and t.stance.value == "none" for t in notice.transfers):
        return  # a notice that drives a register names each place: SEL1701 holds them against the stance
    for processor in notice.processors.values():
        entity = processor.entity
        product = entity.product.value.lower() if entity and entity.product else ""
        country = entity.parent.value if entity and entity.parent else THIRD_COUNTRY_GROUPS.get(product)
        if country and not in_eea(country, today) and processor.transfer is None:
            named = entity.product.value if entity and entity.product else processor.name.value
            yield at_term(processor, "SEL2101", processor=named, country=country)


def _n2_periods(notice: Notice, _today: date) -> Iterator[Found]:
    """N2: neither a period nor a criterion that a reader can apply."""
    said = any(c.keep for c in notice.categories.values()) or any(k.period for k in notice.keeps.values())
    if notice.categories and not said and not notice.drives:
        place = next(iter(notice.keeps.values()), None)
        yield at_term(place, "SEL2102") if place else silent("SEL2102", "keep")


def _n8_data(notice: Notice, _today: date) -> Iterator[Found]:
    """N8: categories are not tied to purposes."""
    if notice.categories and notice.purposes and not any(p.data for p in notice.purposes.values()):
        yield at_term(next(iter(notice.categories.values())), "SEL2108")


def _n9_recordings(notice: Notice, _today: date) -> Iterator[Found]:
    """N9: speech is recorded, and no purpose or period is told for it."""
    for category, word in fields_of_kind(notice, "recording"):
        if not notice.drives and not (_used(notice, category, word) and category.keep):
            yield _field("SEL2109", category, word)


def _n10_devices(notice: Notice, _today: date) -> Iterator[Found]:
    """N10: data from people's devices, and no consent covers it."""
    read = list(fields_of_kind(notice, "device"))
    for category in notice.categories.values():
        device = [word for one, word in read if one is category]
        if len(device) > 1 and not any(_consented(notice, category, word) for word in device):
            yield at_term(category, "SEL2110", category=category.name.value)


def _n13_duty(notice: Notice, _today: date) -> Iterator[Found]:
    fields = (field for c in notice.categories.values() for field in (c.field or {}).values())
    told = any(c.required for c in notice.categories.values()) or any(field.required for field in fields)
    if notice.categories and not told:
        yield at_term(next(iter(notice.categories.values())), "SEL2113")


def _n14_open_sources(notice: Notice, _today: date) -> Iterator[Found]:
    """N14: a source that is not named."""
    for source in notice.sources.values():
        if source.open and source.open.value and not notice.drives:
            yield at_term(source, "SEL2114", source=source.name.value)


def _n15_tasks(notice: Notice, _today: date) -> Iterator[Found]:
    """N15: processors without task and data."""
    for processor in notice.processors.values():
        if processor.lacks("task") and processor.lacks("data") and processor.lacks("text"):
            yield at_term(processor, "SEL2115", processor=processor.name.value)


def _n16_roles(notice: Notice, _today: date) -> Iterator[Found]:
    """N16, N46: a recipient whose role, or whose use, has no word."""
    for recipient in notice.recipients.values():
        if recipient.lacks("role"):
            yield at_term(recipient, "SEL2116", recipient=recipient.name.value)
        authority = recipient.role and recipient.role.value == "authority"
        if recipient.lacks("uses") and recipient.lacks("data") and not authority:
            yield at_term(recipient, "SEL2146", recipient=recipient.name.value)


def _n23_applicants(notice: Notice, _today: date) -> Iterator[Found]:
    """N23, 759/2004 § 4: applicants' data from others than themselves, without their consent."""
    if not groups_of_kind(notice, "applicant") or notice.drives:
        return
    for source in notice.sources.values():
        if not (source.own and source.own.value) and source.lacks("uses"):
            yield at_term(source, "SEL2123", source=source.name.value)
            return


def _n27_tracking(notice: Notice, _today: date) -> Iterator[Found]:
    """N27: openings of messages are followed, and no consent covers it."""
    for category, word in fields_of_kind(notice, "tracking"):
        if not _consented(notice, category, word):
            yield _field("SEL2127", category, word)


def _n30_applications(notice: Notice, _today: date) -> Iterator[Found]:
    """N30: applicants, and no category of theirs."""
    groups = groups_of_kind(notice, "applicant")
    if groups and notice.categories and not any(fields_of_kind(notice, "application")):
        yield at_term(groups[0], "SEL2130")


def _n37_open_categories(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.drives:
        return  # there it is an error of its own
    for category in notice.categories.values():
        if word := open_end(category.fields):
            yield "SEL2137", word.span, f"{category.path}.fields", {"category": category.name.value}


def _n41_entities(notice: Notice, _today: date) -> Iterator[Found]:
    for processor in notice.processors.values():
        entity = processor.entity
        if entity and entity.product and entity.legal_name is None:
            yield at_term(processor, "SEL2141", product=entity.product.value)


def _n42_visitors(notice: Notice, _today: date) -> Iterator[Found]:
    """N42: a product that recognises visitors, and no word on how."""
    for processor in notice.processors.values():
        product = processor.entity.product if processor.entity else None
        if product and product.value.lower() in VISITOR_RECOGNITION and processor.lacks("task"):
            yield at_term(processor, "SEL2142", product=product.value)


def _n43_telling(notice: Notice, _today: date) -> Iterator[Found]:
    """N43: data from elsewhere, and no word on when people are told."""
    for source in notice.sources.values():
        own = source.own and source.own.value
        if not own and source.lacks("tell") and source.lacks("why"):
            yield at_term(source, "SEL2143", source=source.name.value)
            return


def _n44_which_source(notice: Notice, _today: date) -> Iterator[Found]:
    """N44: which data comes from where."""
    told = any(c.sources for c in notice.categories.values()) or any(
        s.fields for s in notice.sources.values()
    )
    if notice.sources and notice.categories and not told and not notice.drives:
        yield at_term(next(iter(notice.sources.values())), "SEL2144")


def _n49_old_transfers(notice: Notice, _today: date) -> Iterator[Found]:
    """N49: what is said of transfers is older than the law of today."""
    version, decision = notice.version, MECHANISMS["dpf-2023"].since
    day = version and (version.updated or version.published)
    if version and day and day.value < decision and notice.transfers:
        yield "SEL2149", day.span, "version", {"day": decision.isoformat(), "since": decision.isoformat()}


def _n51_shapes(notice: Notice, _today: date) -> Iterator[Found]:
    """N51 to N54: what stands in place of a period."""
    for keep in notice.keeps.values():
        code = _SHAPES.get(keep.shape.value) if keep.shape else None
        untold = keep.lacks("period") or (code == "SEL2154" and law_unsaid(keep))
        if code and untold and not notice.drives:
            yield at_term(keep, code, **({"keep": keep.name.value} if code == "SEL2152" else {}))


# -- parts -----------------------------------------------------------------------------------------


def _field(code: str, category: CategoryEntry, word: Word) -> Found:
    return code, word.span, f"{category.path}.fields", {"data": f"{category.name.value}.{word.value}"}


def _used(notice: Notice, category: CategoryEntry, word: Word, basis: Basis | None = None) -> bool:
    """Whether a purpose (that rests on this basis) names this field in its data."""
    bases = used_data(notice).get((category.name.value, word.value))
    return bases is not None and (basis is None or basis in bases)


def _consented(notice: Notice, category: CategoryEntry, word: Word) -> bool:
    return _used(notice, category, word, Basis.CONSENT)


DATA_RULES: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    _n1_transfers, _n2_periods, _n8_data, _n9_recordings, _n10_devices, _n13_duty, _n14_open_sources, _n15_tasks,
    _n16_roles, _n23_applicants, _n27_tracking, _n30_applications, _n37_open_categories, _n41_entities,
    _n42_visitors, _n43_telling, _n44_which_source, _n49_old_transfers, _n51_shapes,
)  # fmt: skip
