"""What the tables of data, receivers, rights and protection leave out or contradict (SEL2522 to SEL2545)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.lint_parts import Found, at_term, rests_on
from seloste.notice.model import CategoryEntry, Device, NamedPeriod, Notice, Period, Transfer
from seloste.notice.phrases import read_period
from seloste.notice.places import MECHANISMS, in_eea
from seloste.notice.resolve import known_period
from seloste.notice.said import Said
from seloste.notice.source import At, Phrase, Word
from seloste.terms.words import Basis

_EXPLICIT: Final = "9(2)(a)"


def is_true(fact: At[bool] | None) -> bool:
    return bool(fact and fact.value)


def is_false(fact: At[bool] | None) -> bool:
    return fact is not None and not fact.value


def _fields(notice: Notice, _today: date) -> Iterator[Found]:
    """Single fields: offences, what is only seen, explicit consent, and what follows if it is not given."""
    vague = [one.name.value for one in notice.consents.values() if is_false(one.explicit)]
    for category in notice.categories.values():
        stored = {word.value for word in category.fields}
        for name, field in (category.field or {}).items():
            words = {"field": f"{category.name.value}.{name}"}
            if is_true(field.criminal) and field.ground is None:
                yield "SEL2522", field.name.span, field.path, words
            if field.kept and field.kept.value == "seen, not stored" and name in stored:
                yield "SEL2523", field.kept.span, f"{field.path}.kept", words
            if vague and field.condition and field.condition.value == _EXPLICIT:
                yield "SEL2524", field.condition.span, f"{field.path}.condition", words | {"term": vague[0]}
            must = field.required and field.required.value in ("contract", "law")
            if must and field.if_missing is None and category.without is None:
                yield "SEL2545", field.name.span, field.path, words


def _derived_categories(notice: Notice, _today: date) -> Iterator[Found]:
    for category in notice.categories.values():
        derived = category.origin and category.origin.value == "derived"
        if derived and category.lacks("derived_from") and category.lacks("how"):
            yield at_term(category, "SEL2525", category=category.name.value)


def _exceptions(notice: Notice, _today: date) -> Iterator[Found]:
    kept: list[CategoryEntry | NamedPeriod] = [*notice.categories.values(), *notice.keeps.values()]
    for term in kept:
        for one in term.unless:
            if "until" not in one.broken and (one.until is None or one.until.value == "unsaid"):
                yield "SEL2526", one.name.span, f"{term.path}.unless", {"term": term.path}


def _criteria(notice: Notice, _today: date) -> Iterator[Found]:
    for keep in notice.keeps.values():
        told = keep.text or keep.quote or keep.criterion or "criterion" in keep.broken
        if keep.shape and keep.shape.value == "criterion" and not told:
            yield at_term(keep, "SEL2527", keep=keep.name.value)


def _law_periods(notice: Notice, today: date) -> Iterator[Found]:
    """L16: a period said to be by law is no shorter than that law's, as far as its period is known."""
    for keep in notice.keeps.values():
        known = known_period(notice, keep, today)
        demanded = known and _read(notice, keep, known.period)
        for period in keep.period if known and demanded else ():
            if known and demanded and not period.named and _days(period) < _days(demanded):
                words = {"keep": keep.name.value, "law": known.source, "period": known.period}
                yield "SEL2528", period.span, f"{keep.path}.period", words


def _read(notice: Notice, keep: NamedPeriod, written: str) -> Period | None:
    from seloste.notice.findings import Findings

    span = keep.name.span
    return read_period(Phrase(written, span, [span.start] * len(written)), Findings(notice.source), keep.path)


def _days(period: Period) -> int:
    return period.days + 31 * period.months


def _laws(notice: Notice, today: date) -> Iterator[Found]:
    for name, law in notice.laws.items():
        over = law.replaced_by is not None or (law.until is not None and law.until.value <= today)
        if is_true(law.in_force) and over and law.in_force:
            yield "SEL2529", law.in_force.span, f"{law.path}.in_force", {"law": name}


def _devices(notice: Notice, _today: date) -> Iterator[Found]:
    """917/2014 § 205: what isn't necessary rests on consent, and people are told how long it stays (C-673/17)."""
    for device in notice.devices.values():
        if is_false(device.necessary) and not _consented(notice, device):
            yield at_term(device, "SEL2530", term=device.name.value)
        if device.lacks("life") and not is_true(device.session):
            yield at_term(device, "SEL2531", term=device.name.value)


def _consented(notice: Notice, device: Device) -> bool:
    purpose = notice.purposes.get(device.purpose.value) if device.purpose else None
    return "purpose" in device.broken or (purpose is not None and Basis.CONSENT in rests_on(notice, purpose))


def _recordings(notice: Notice, _today: date) -> Iterator[Found]:
    for recording in notice.recordings.values():
        if recording.lacks("keep"):
            yield at_term(recording, "SEL2532", term=recording.name.value)
        camera = recording.kind and recording.kind.value == "camera"
        if camera and not is_true(recording.sign) and "sign" not in recording.broken:
            yield at_term(recording, "SEL2533", term=recording.name.value)


def _third_persons(notice: Notice, _today: date) -> Iterator[Found]:
    for person in notice.third_persons.values():
        if "told_by" not in person.broken and (person.told_by is None or person.told_by.value == "nobody"):
            yield at_term(person, "SEL2534", term=person.name.value)


def _derived_sets(notice: Notice, _today: date) -> Iterator[Found]:
    for made in notice.derived.values():
        if made.claim and made.claim.value == "anonymous" and made.lacks("method"):
            yield at_term(made, "SEL2535", term=made.name.value)


def _receivers(notice: Notice, _today: date) -> Iterator[Found]:
    for occasion in notice.occasions.values():
        if occasion.lacks("basis") and occasion.law is None:
            yield at_term(occasion, "SEL2536", term=occasion.name.value)
    for visible in notice.visibles.values():
        public = visible.to and visible.to.value == "the public"
        if public and is_true(visible.by_default):
            yield at_term(visible, "SEL2537", term=visible.name.value)
        if visible.lacks("remove"):
            yield at_term(visible, "SEL2538", term=visible.name.value)
    for name, recipient in notice.recipients.items():
        if recipient.certainty and recipient.certainty.value == "may":
            yield "SEL2539", recipient.certainty.span, f"{recipient.path}.certainty", {"recipient": name}
    for part in notice.as_processors.values():
        if part.lacks("ask"):
            yield at_term(part, "SEL2541", term=part.name.value)


def _sub_processors(notice: Notice, _today: date) -> Iterator[Found]:
    for name, processor in notice.processors.items():
        above, seen = processor.under, {name}
        while above and above.value in notice.processors and above.value not in seen:
            seen.add(above.value)
            above = notice.processors[above.value].under
        if processor.under and above and above.value == name:
            yield "SEL2540", processor.under.span, f"{processor.path}.under", {"processor": name}


def _transfer_lines(notice: Notice, today: date) -> Iterator[Found]:
    """R8.1c: a line of its own to a place outside the EEA names a mechanism that holds and reaches it."""
    stance = next((one.stance.value for one in notice.transfers if one.stance), "")
    for line in notice.transfers if notice.drives else ():
        places = [place for place in (line.seat, *line.servers) if place and not in_eea(place.value, today)]
        if line.to is None or not places:
            continue
        words = {"processor": line.to.value, "places": ", ".join(place.value for place in places)}
        if stance == "none":
            yield "SEL1701", places[0].span, line.path, words | {"stance": stance}
        elif line.lacks("mechanism"):
            yield "SEL1702", places[0].span, line.path, words | {"what": "a mechanism"}
        elif line.assessed is None and "assessed" not in line.broken:
            yield "SEL1702", line.mechanism[0].span, line.path, words | {"what": "a day of assessment"}
        yield from _mechanisms(line, places, today)


def _mechanisms(line: Transfer, places: list[Word], today: date) -> Iterator[Found]:
    """Of several that are joined by "or" each must hold: the register takes the first."""
    known = ", ".join(name for name, one in MECHANISMS.items() if one.until is None or one.until > today)
    for word in line.mechanism:
        one = MECHANISMS.get(word.value)
        why: str | Said = ""
        if one is None:
            why = "is not known"
        elif one.until and one.until <= today:
            why = Said("lapsed", (one.source,))
        elif beyond := [place.value for place in places if not one.holds(place.value, today)]:
            why = Said("beyond", (", ".join(beyond),))
        elif line.until and line.until.value <= today:
            why = Said("assessed", (line.until.value.isoformat(),))
        if why:
            yield (
                "SEL1704",
                word.span,
                f"{line.path}.mechanism",
                {"mechanism": word.value, "why": why, "known": known},
            )


def _rights(notice: Notice, today: date) -> Iterator[Found]:
    for authority in notice.authorities.values():
        if authority.until and authority.until.value <= today:
            name = authority.name.value
            yield "SEL2542", authority.until.span, f"{authority.path}.until", {"authority": name}


def _protection(notice: Notice, _today: date) -> Iterator[Found]:
    for measure in notice.measures.values():
        if is_false(measure.testable):
            yield at_term(measure, "SEL2543", term=measure.name.value)
    for secrecy in notice.secrecies.values():
        if secrecy.law is None and not is_true(secrecy.agreed):
            yield at_term(secrecy, "SEL2544", term=secrecy.name.value)


THINGS: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    _fields, _derived_categories, _exceptions, _criteria, _law_periods, _laws, _devices, _recordings, _third_persons,
    _derived_sets, _receivers, _sub_processors, _transfer_lines, _rights, _protection,
)  # fmt: skip
