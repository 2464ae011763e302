"""A reading in the shape that every reader of files prints (``seloste import --dry-run --json``)."""

from __future__ import annotations

from typing import Any

from seloste.intake.found import (
    Accepted,
    Column,
    Consent,
    ConsentState,
    ContactPoint,
    Name,
    Prohibition,
    Rejected,
    Told,
    What,
)
from seloste.intake.readings import AnyReading, ReadFile
from seloste.intake.reasons import explained
from seloste.terms.addresses import PostalAddress
from seloste.terms.words import Label, RowState

Json = dict[str, Any]


def as_json(reading: AnyReading, *, text_on_file: bool = False) -> list[Json]:
    """One object for each file. It holds values of people: print it to whoever gave the files only.

    ``text_on_file``: whether the text of the form is on file, without which a single opt-in
    counts as unproven.
    """
    return [_file(reading, file, text_on_file=text_on_file) for file in reading.files]


def _file(reading: AnyReading, file: ReadFile, *, text_on_file: bool) -> Json:
    accepted: list[Json] = []
    rejected: list[Json] = []
    warnings: list[Json] = [{"at": 0, "code": code} for code in file.warnings]
    source = f"{reading.format.partition('.')[0]} export"
    for found in reading.of(file):
        if not isinstance(found, Rejected):
            accepted.append(
                _record(found, file.always, source, text_on_file=text_on_file)
                if isinstance(found, Accepted)
                else found.as_json()
            )
            warnings += ({"at": found.at, "code": code} for code in found.warnings)
        else:
            column = {"column": found.column} if found.column else {}
            rejected.append({"at": found.at, "reason": found.reason} | column)
    columns = (*file.columns_dropped, *file.columns_refused)
    return {
        "sample": file.name,
        "format": reading.format,
        "variant": file.variant,
        "read_as": file.table.read_as,
        "records_in_file": file.records,
        "accepted": accepted,
        "rejected": rejected,
        "columns_dropped": _columns(file.columns_dropped),
        "columns_refused": _columns(file.columns_refused),
        "warnings": warnings,
        "reasons": explained(
            [one["reason"] for one in rejected] + [one["code"] for one in warnings] + [c.why for c in columns]
        ),
    }


def _columns(columns: tuple[Column, ...]) -> Json:
    return {column.name: column.why for column in columns}


def _record(found: Accepted, always: frozenset[str], source: str, *, text_on_file: bool) -> Json:
    said: Json = {"at": found.at, "what": found.what.value}
    times_told = "times" in always
    of_whom = "organisation" if found.what is What.CONTACT_DETAILS_OF else found.what.value
    listed: Json = {
        "also": list(found.also),
        "external_id": found.external_id,
        "name": found.organisation or _name(found.name),
        "works_for_name": found.works_for_name,
        "also_works_for_name": list(found.more_employers),
        "belongs_to": found.belongs_to,
        "role": found.role,
        "archived": found.archived,
        "contact": [_contact(point, of_whom, found.role, times_told=times_told) for point in found.contacts],
        "labels" if "tags_as_labels" in always else "tags": list(found.tags),
        "tag_ids": list(found.tag_ids),
        "external_ids": dict(found.external_ids),
        "consent": _consents(found.consent, source, text_on_file=text_on_file, times_told=times_told),
        # What a tag reads as holds until somebody decides; the file itself doesn't say it.
        "prohibition": [_prohibition(one) for one in found.prohibitions if not one.by_tag],
    }
    said |= {key: value for key, value in listed.items() if value or key in always}
    said |= _told("works_for", found.works_for) | _told("business_id", found.business_id)
    said |= _told("since", found.since) | _details(found) | dict(found.said)
    if found.natural_person:
        said["natural_person"] = True
    return said


def _told(key: str, told: Told[Any] | None) -> Json:
    if told is None:
        return {}
    return {key: told.value if told.value is None or isinstance(told.value, str) else told.value.isoformat()}


def _details(found: Accepted) -> Json:
    """Further fields: the customer's language by itself, the others under their category."""
    said: Json = {}
    for detail in found.details:
        category, _, name = detail.path.partition(".")
        if category == "customership":
            said[name] = detail.value
        else:
            said.setdefault(category, {})[name] = detail.value
    return said


def _name(name: Name | None) -> Json | None:
    if name is None:
        return None
    parts = {
        "full": name.full, "prefix": name.prefix, "given": name.given, "middle": name.middle, "family": name.family,
    }  # fmt: skip
    return {part: value for part, value in parts.items() if value}


def _contact(point: ContactPoint, of_whom: str, role: str, *, times_told: bool) -> Json:
    said: Json = {"kind": point.kind.value, "value": point.value, "of": (point.of or of_whom)}
    if isinstance(point.value, PostalAddress):
        address = point.value
        parts = {"street": address.street, "post_code": address.post_code, "city": address.city}
        said["value"] = {k: v for k, v in (parts | {"country": address.country}).items() if v}
    if role or point.use or point.label is not Label.UNKNOWN:
        said["label"] = role or point.use or point.label.name.lower()
    if point.preferred:
        said["preferred"] = True
    if point.extension:
        said["extension"] = point.extension
    if point.country_assumed:
        said["assumed_country"] = point.country_assumed
    if point.state is RowState.UNDELIVERABLE:
        said["state"] = "undeliverable"
        if point.since or times_told:
            said["since"] = point.since.isoformat() if point.since else None
    return said


def _consents(consent: Consent, source: str, *, text_on_file: bool, times_told: bool) -> list[Json]:
    if consent.state is ConsentState.NOT_TOLD:
        return []
    state = consent.state.value
    if consent.state is ConsentState.SINGLE_OPT_IN:
        state = "granted" if text_on_file else "unproven"
    said: Json = {"channel": consent.channel, "purpose": consent.purpose, "state": state}
    if state == "granted":
        times = {"asked_at": consent.asked_at, "confirmed_at": consent.confirmed_at}
        said["at"] = consent.at.isoformat() if consent.at else None
        said["proof"] = {name: time.isoformat() for name, time in times.items() if time} | dict(consent.proof)
        said |= {} if consent.proof else {"source": source}
    elif consent.state is ConsentState.WITHDRAWN and (consent.at or times_told):
        said["at"] = consent.at.isoformat() if consent.at else None
        if consent.granted_at:
            said["earlier"] = {"granted_at": consent.granted_at.isoformat()}
    return [said]


def _prohibition(prohibition: Prohibition) -> Json:
    since = prohibition.since.isoformat() if prohibition.since else None
    scope = prohibition.about or "direct_marketing"
    said: Json = {"channel": prohibition.channel, "scope": scope, "since": since}
    if prohibition.complained:
        said["complained"] = True
    if prohibition.campaign:
        said["campaign"] = prohibition.campaign
    return said
