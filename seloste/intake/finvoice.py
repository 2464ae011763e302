"""Finvoice 3.0 and its forerunners: invoices as XML, alone or in a chain with the bank's frames.

A chain is no XML document: it is cut at the invoices first. A DOCTYPE is refused before anything is
parsed, the declared encoding is believed or the file refused, sums and check digits are tried, and
nothing that an invoice names is opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from seloste.intake import cells
from seloste.intake.bytes import Encoding, Source, Unreadable, sources
from seloste.intake.found import Brings, Column, Rejected, What
from seloste.intake.readings import Other, ReadFile, Reading, Stored, document
from seloste.terms.addresses import AddressError, normal_email, normal_phone, tidy
from seloste.terms.identity import BusinessIdError, business_id
from seloste.terms.references import ReferenceFault, finnish_reference, iban, national_of, rf_reference

LARGEST = 64 << 20
_MOST_ELEMENTS = 200_000
_BEGIN, _END = re.compile(rb"<Finvoice[\s>]"), re.compile(rb"</Finvoice\s*>")
_DECLARATION = re.compile(rb"<\?xml\s[^<>]*\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FRAME = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?Envelope[\s>]")
_CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "iso-8859-15": "iso-8859-15", "iso-8859-1": "iso-8859-1",
    "windows-1252": "cp1252", "cp1252": "cp1252", "us-ascii": "ascii", "ascii": "ascii", "utf-16": "utf-16",
}  # fmt: skip
_AMOUNT = re.compile(r"-?\d{1,15}(?:,\d{1,6})?")
_PARTY = {
    "seller": ("SellerPartyDetails", "SellerPartyIdentifier", "SellerOrganisationName", "SellerOrganisationTaxCode"),
    "buyer": ("BuyerPartyDetails", "BuyerPartyIdentifier", "BuyerOrganisationName", "BuyerOrganisationTaxCode"),
}  # fmt: skip
_NO_PLACE = (
    "SellerPartyDetails", "SellerInformationDetails", "DeliveryDetails", "InvoiceTotalVatExcludedAmount",
    "InvoiceTotalVatAmount", "InvoiceRow", "EpiRemittanceInfoIdentifier", "EpiAccountID", "SpecificationDetails",
    "InvoiceUrlText", "InvoiceFreeText",
)  # fmt: skip
"""Elements that are read for checks at the most: the register has no place for them, the voucher keeps them."""

_PAYMENT = "EpiDetails/EpiPaymentInstructionDetails"


class _Faults(Exception):
    """Why an invoice can't be taken: every reason that was found."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys. ``what`` is undecided without a business ID: the file doesn't tell a person.

    ``street`` and what follows are the buyer's alone: by them a person is known who is here already.
    """

    name: str = field(repr=False)
    business_id: str | None
    contact: str = field(default="", repr=False)
    street: str = field(default="", repr=False)
    post_code: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)

    @property
    def what(self) -> What:
        return What.ORGANISATION if self.business_id else What.UNDECIDED


@dataclass(frozen=True, slots=True)
class Bill(Other):
    """An invoice or credit note. Amounts are in ``currency``; a credit note's are negative. ``called``: what it calls
    itself."""

    at: int
    file: str
    kind: str
    number: str
    day: date
    due: date | None
    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal
    to_pay: Decimal
    seller: Party
    buyer: Party
    reference: str = field(default="", repr=False)
    reference_kind: str = ""
    iban: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()
    called: str = ""

    def as_json(self) -> dict[str, Any]:
        """The invoice in the shape that every reader prints; texts of its rows stay in the voucher."""
        buyer: dict[str, Any] = {
            "what": self.buyer.what.value, "name": self.buyer.name, "business_id": self.buyer.business_id,
        }  # fmt: skip
        if self.buyer.contact:
            buyer["contact_person"] = self.buyer.contact
        said: dict[str, Any] = {
            "at": self.at, "what": What.INVOICE.value, "kind": self.kind, "number": self.number,
            "date": self.day.isoformat(), "due": self.due.isoformat() if self.due else None,
            "currency": self.currency, "net": f"{self.net:.2f}", "vat": f"{self.vat:.2f}",
            "gross": f"{self.gross:.2f}", "to_pay": f"{self.to_pay:.2f}", "reference": self.reference or None,
            "reference_kind": self.reference_kind or None,
            "seller": {"name": self.seller.name, "business_id": self.seller.business_id}, "buyer": buyer,
            "iban": self.iban or None,
        }  # fmt: skip
        if self.reference_kind == "rf" and (national := national_of(self.reference)):
            said["reference_national"] = national
        return said


@dataclass(frozen=True, slots=True)
class _Cut:
    """One invoice out of a file: its bytes, the encoding that its declaration names, and the codec of that."""

    at: int
    raw: bytes = field(repr=False)
    codec: str | None
    declared: str = "utf-8"


class Finvoice(Reading[ReadFile]):
    """Files of invoices."""

    format = "finvoice"
    stored = Stored.INVOICES

    def __init__(self, files: Sequence[Path]) -> None:
        found = [source for path in files for source in sources(path)]
        if not found:
            raise Unreadable("no_export_file", ", ".join(path.name for path in files))
        self.files = [_opened(source) for source in found]

    def of(self, file: ReadFile) -> Iterator[Bill | Rejected]:
        """The invoices of one file; one that can't be taken tells every reason."""
        raw = _raw(file.table.source)
        hostile = _FORBIDDEN.search(raw) is not None
        for cut in _cuts(raw):
            try:
                if hostile:
                    raise _Faults("doctype")
                yield _invoice(cut, file.name)
            except _Faults as faults:
                yield from (Rejected(cut.at, file.name, reason) for reason in faults.reasons)


def read_finvoice(files: Sequence[Path]) -> Finvoice:
    """Opens files of invoices. Raises ``Unreadable``: ``no_invoice``, ``file_too_large`` and others."""
    return Finvoice(files)


def rejected_as_they_stood(file: ReadFile, wanted: Mapping[int, Sequence[str]]) -> Iterator[bytes]:
    """The invoices of these numbers, each behind its declaration and a remark of the reasons given beside it."""
    for cut in _cuts(_raw(file.table.source)):
        if cut.at in wanted:
            yield b'<?xml version="1.0" encoding="%s"?>\n' % cut.declared.upper().encode()
            yield f"<!-- seloste: record {cut.at}: {', '.join(wanted[cut.at])} -->\n".encode()
            yield cut.raw + b"\n"


def _opened(source: Source) -> ReadFile:
    raw = _raw(source)
    cuts = list(_cuts(raw))
    if not cuts:
        raise Unreadable("no_invoice", source.name)
    digest = hashlib.sha256(raw).hexdigest()
    encoding = Encoding(cuts[0].codec or "none", raw.startswith(b"\xef\xbb\xbf"), False, digest)
    shown = document(source, encoding, told_by="the XML declaration", namespace=None)
    found: list[Bill | Rejected] = []
    reasons: set[str] = set()
    hostile = _FORBIDDEN.search(raw) is not None
    for cut in cuts:
        try:
            if hostile:
                raise _Faults("doctype")
            found.append(_invoice(cut, source.name))
        except _Faults as faults:
            reasons |= set(faults.reasons)
    bills = [one for one in found if isinstance(one, Bill)]
    dropped = tuple(
        Column(name, "no_purpose") for name in _NO_PLACE if re.search(rb"<%s[\s/>]" % name.encode(), raw)
    )
    brings = (Brings("invoices of people", "customership.invoice", -1),)
    return ReadFile(shown, brings, dropped, (), (), _variant(raw, cuts, bills, reasons), records=len(cuts))


def _variant(raw: bytes, cuts: Sequence[_Cut], bills: Sequence[Bill], reasons: set[str]) -> str:
    """What is peculiar to the file, said in words."""
    if "doctype" in reasons:
        return "hostile: entities"
    if "encoding_lies" in reasons:
        return "says UTF-8, is ISO-8859-15"
    if not bills:
        return "a copy, without reference" if reasons == {"copy"} else "wrong check digits and sums"
    if _FRAME.search(raw):
        count = {1: "one message", 2: "two messages"}.get(len(cuts), f"{len(cuts)} messages")
        return f"3.0 with SOAP frames; {count} in one file"
    if len(bills) == 1 and bills[0].kind == "credit_note":
        return "credit note"
    if all(bill.buyer.what is What.UNDECIDED for bill in bills):
        return "the buyer is a consumer"
    return "3.0, no transmission frame"


def _raw(source: Source) -> bytes:
    """The bytes of a file, bounded; UTF-16 with its mark is made UTF-8."""
    with source.open() as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Unreadable("file_too_large", source.name)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return b"\xef\xbb\xbf" + raw.decode("utf-16").encode()
        except (UnicodeDecodeError, UnicodeEncodeError):
            raise Unreadable("bad_encoding", source.name) from None
    return raw


def _cuts(raw: bytes) -> Iterator[_Cut]:
    """The invoices, each with the declaration that stands before it and behind the invoice before."""
    marked = raw.startswith(b"\xef\xbb\xbf")
    before = at = 0
    # one after the other: a pattern of both would look to the end of the file from each beginning without an end
    while (begin := _BEGIN.search(raw, before)) and (end := _END.search(raw, begin.end())):
        at += 1
        told = _DECLARATION.findall(raw, before, begin.start())  # the invoice's own, else that of its frame
        declared = _ENCODING.search(told[-1]) if told else None
        name = declared[1].decode().lower() if declared and not marked else "utf-8"
        yield _Cut(at, raw[begin.start() : end.end()], _CODECS.get(name), name)
        before = end.end()


def _invoice(cut: _Cut, file: str) -> Bill:
    """What an invoice says. Raises ``_Faults``."""
    root = _parsed(cut)
    faults: list[str] = []
    warnings: list[str] = []
    origin = _text(root, "InvoiceDetails/OriginCode").casefold()
    if origin in ("copy", "cancel"):
        raise _Faults("copy" if origin == "copy" else "cancelled")
    net, vat, gross = (
        _amount(root, f"InvoiceDetails/InvoiceTotalVat{part}Amount", faults)
        for part in ("Excluded", "", "Included")
    )
    to_pay = _amount(root, f"{_PAYMENT}/EpiInstructedAmount", faults)
    reference, kind = _reference(root, faults)
    account = _account(root, faults)
    number, day = _text(root, "InvoiceDetails/InvoiceNumber"), _day(root, "InvoiceDetails/InvoiceDate")
    if None not in (net, vat, gross) and net + vat != gross:  # type: ignore[operator]  # none is None
        faults.append("sum_mismatch")
    faults += [code for code, missing in (("no_number", not number), ("bad_date", day is None)) if missing]
    seller, buyer = _party(root, "seller", warnings), _party(root, "buyer", warnings)
    faults += _never_stored(seller, buyer, number)
    if faults or net is None or vat is None or gross is None or to_pay is None or day is None:
        raise _Faults(*dict.fromkeys(faults))
    if buyer.what is What.UNDECIDED:
        warnings.append("kind_unknown")
    return Bill(
        cut.at, file, _kind(root), number, day, _due(root), _currency(root), net, vat, gross, to_pay, seller,
        buyer, reference, kind, account, tuple(dict.fromkeys(warnings)),
        _text(root, "InvoiceDetails/InvoiceTypeText"),
    )  # fmt: skip


def _parsed(cut: _Cut) -> ElementTree.Element:
    if cut.codec is None:
        raise _Faults("encoding_unknown")
    try:
        text = cut.raw.decode(cut.codec)
    except UnicodeDecodeError:
        raise _Faults("encoding_lies") from None
    if text.count("<") > _MOST_ELEMENTS:
        raise _Faults("record_too_long")
    try:
        # Without a DOCTYPE, which was refused before, there is no entity that could be expanded.
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise _Faults("bad_xml") from None


def _kind(root: ElementTree.Element) -> str:
    code, un = _text(root, "InvoiceDetails/InvoiceTypeCode"), _text(root, "InvoiceDetails/InvoiceTypeCodeUN")
    return "credit_note" if code == "INV02" or un == "381" else "invoice"


def _amount(root: ElementTree.Element, path: str, faults: list[str]) -> Decimal | None:
    """An amount with a decimal comma; anything else is a fault and never guessed at."""
    text = _text(root, path)
    if not _AMOUNT.fullmatch(text):
        faults.append("bad_amount")
        return None
    return Decimal(text.replace(",", "."))


def _currency(root: ElementTree.Element) -> str:
    found = root.find("InvoiceDetails/InvoiceTotalVatIncludedAmount")
    return (found.get("AmountCurrencyIdentifier", "") if found is not None else "").upper() or "EUR"


def _reference(root: ElementTree.Element, faults: list[str]) -> tuple[str, str]:
    text = _text(root, f"{_PAYMENT}/EpiRemittanceInfoIdentifier")
    if not text:
        return "", ""
    try:
        if text.upper().startswith("RF"):
            return rf_reference(text), "rf"
        return finnish_reference(text), "finnish"
    except ReferenceFault:
        faults.append("bad_reference")
        return "", ""


def _account(root: ElementTree.Element, faults: list[str]) -> str:
    text = _text(root, "EpiDetails/EpiPartyDetails/EpiBeneficiaryPartyDetails/EpiAccountID")
    if not text:
        return ""
    try:
        return iban(text)
    except ReferenceFault:
        faults.append("bad_iban")
        return ""


def _day(root: ElementTree.Element, path: str) -> date | None:
    """``CCYYMMDD``."""
    text = _text(root, path)
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _due(root: ElementTree.Element) -> date | None:
    return _day(root, f"{_PAYMENT}/EpiDateOptionDate") or _day(
        root, "InvoiceDetails/PaymentTermsDetails/InvoiceDueDate"
    )


def _party(root: ElementTree.Element, who: str, warnings: list[str]) -> Party:
    """A party; its business ID is the identifier's or the VAT number's."""
    within, number, name, tax = _PARTY[who]
    found = None
    for text in (_text(root, f"{within}/{number}"), _text(root, f"{within}/{tax}")):
        try:
            found = found or (business_id(text) if text else None)
        except BusinessIdError as fault:
            warnings.append(fault.code)
    named = _text(root, f"{within}/{name}")
    if who == "seller":
        return Party(named, found)
    post, reach = f"{within}/BuyerPostalAddressDetails", "BuyerCommunicationDetails"
    return Party(
        named, found, _text(root, "BuyerContactPersonName"), _text(root, f"{post}/BuyerStreetName"),
        _text(root, f"{post}/BuyerPostCodeIdentifier"),
        _normal(normal_email, _text(root, f"{reach}/BuyerEmailaddressIdentifier")),
        _normal(normal_phone, _text(root, f"{reach}/BuyerPhoneNumberIdentifier")),
    )  # fmt: skip


def _normal(form: Callable[[str], str], text: str) -> str:
    """An address in its normal form; empty for none."""
    try:
        return form(text) if text else ""
    except AddressError:
        return ""


def _never_stored(seller: Party, buyer: Party, number: str) -> list[str]:
    told = (seller.name, buyer.name, buyer.contact, number)
    return [reason for text in told if (reason := cells.forbidden(text, numeric=False))]


def _text(root: ElementTree.Element, path: str) -> str:
    return tidy(root.findtext(path) or "")[: cells.LONGEST_TEXT]
