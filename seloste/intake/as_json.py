"""A reading in the shape that every reader of files prints (``seloste import --dry-run --json``)."""

from __future__ import annotations

from typing import Any

from seloste.intake.found import Accepted, Column, Consent, ConsentState, ContactPoint, Name, Prohibition
from seloste.intake.mailchimp import ExportFile, Reading
from seloste.intake.mailchimp_rows import Status
from seloste.terms.addresses import PostalAddress
from seloste.terms.words import Label, RowState

Json = dict[str, Any]


def as_json(reading: Reading, *, text_on_file: bool = False) -> list[Json]:
    """One object for each file. It holds values of people: print it to whoever gave the files only.

    ``text_on_file``: whether the text of the form is on file, without which a single opt-in
    counts as unproven.
    """
    return [_file(reading, file, text_on_file=text_on_file) for file in reading.files]


def _file(reading: Reading, file: ExportFile, *, text_on_file: bool) -> Json:
    accepted: list[Json] = []
    rejected: list[Json] = []
    warnings: list[Json] = [{"at": 0, "code": code} for code in file.warnings]
    for found in reading.of(file):
        if isinstance(found, Accepted):
            accepted.append(_person(found, file, text_on_file=text_on_file))
            warnings += ({"at": found.at, "code": code} for code in found.warnings)
        else:
            column = {"column": found.column} if found.column else {}
            rejected.append({"at": found.at, "reason": found.reason} | column)
    return {
        "sample": file.name,
        "format": "mailchimp.audience",
        "variant": _variant(file),
        "read_as": {
            "encoding": file.table.encoding.label,
            "bom": file.table.encoding.bom,
            "separator": file.table.separator,
            "header_record": file.table.header_record,
        },
        "records_in_file": file.records,
        "accepted": accepted,
        "rejected": rejected,
        "columns_dropped": _columns(file.columns_dropped),
        "columns_refused": _columns(file.columns_refused),
        "warnings": warnings,
    }


def _variant(file: ExportFile) -> str:
    older = ", older file name" if "_members_export" in file.name.lower() else ""
    doubled = ", merge fields called like system columns (duplicate headers)" if file.columns.doubled else ""
    return file.status.name.lower() + older + doubled


def _columns(columns: tuple[Column, ...]) -> Json:
    return {column.name: column.why for column in columns}


def _person(found: Accepted, file: ExportFile, *, text_on_file: bool) -> Json:
    subscribed = file.status is Status.SUBSCRIBED
    said: Json = {"at": found.at, "what": "person", "name": _name(found.name)}
    if found.works_for_name:
        said["works_for_name"] = found.works_for_name
    said["contact"] = [_contact(point) for point in found.contacts]
    if subscribed or found.tags:
        said["tags"] = list(found.tags)
    said["external_ids"] = dict(found.external_ids)
    said["consent"] = [_consent(found.consent, text_on_file=text_on_file)]
    if found.prohibitions:
        said["prohibition"] = [_prohibition(one) for one in found.prohibitions]
    return said


def _name(name: Name | None) -> Json | None:
    if name is None:
        return None
    parts = {"given": name.given, "family": name.family, "full": name.full}
    return {part: value for part, value in parts.items() if value}


def _contact(point: ContactPoint) -> Json:
    said: Json = {"kind": point.kind.value, "value": point.value, "of": "person"}
    if isinstance(point.value, PostalAddress):
        address = point.value
        parts = {"street": address.street, "post_code": address.post_code, "city": address.city}
        said["value"] = {k: v for k, v in (parts | {"country": address.country}).items() if v}
    if point.label is not Label.UNKNOWN:
        said["label"] = point.label.name.lower()
    if point.state is RowState.UNDELIVERABLE:
        said |= {"state": "undeliverable", "since": point.since.isoformat() if point.since else None}
    return said


def _consent(consent: Consent, *, text_on_file: bool) -> Json:
    said: Json = {"channel": consent.channel, "purpose": consent.purpose, "state": consent.state.value}
    if consent.state is ConsentState.SINGLE_OPT_IN:
        said["state"] = "granted" if text_on_file else "unproven"
    if said["state"] == "granted":
        times = {"asked_at": consent.asked_at, "confirmed_at": consent.confirmed_at}
        said["at"] = consent.at.isoformat() if consent.at else None
        said["proof"] = {name: time.isoformat() for name, time in times.items() if time}
        said["source"] = "mailchimp export"
    elif consent.state is ConsentState.WITHDRAWN:
        said["at"] = consent.at.isoformat() if consent.at else None
        if consent.granted_at:
            said["earlier"] = {"granted_at": consent.granted_at.isoformat()}
    return said


def _prohibition(prohibition: Prohibition) -> Json:
    since = prohibition.since.isoformat() if prohibition.since else None
    said: Json = {"channel": prohibition.channel, "scope": "direct_marketing", "since": since}
    if prohibition.complained:
        said["complained"] = True
    if prohibition.campaign:
        said["campaign"] = prohibition.campaign
    return said
