"""What a notice only tells is on its page, in each of its languages: that is how such a claim is kept (R1.2, R2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pytest

from seloste.notice import Notice, page_words, read
from seloste.notice.model import Texts
from seloste.notice.page import document
from seloste.notice.source import Word
from seloste.notice.tree import texts
from tests.notice.builders import TEXT

LANGUAGES = ("fi", "sv", "en")


@pytest.fixture(scope="module")
def notice() -> Notice:
    return shipped()


@lru_cache
def shipped() -> Notice:
    found, _ = read(TEXT.encode(), name="notice.toml")
    assert found is not None
    return found


@lru_cache
def page(language: str, number: int) -> str:
    """The words of a section of the page."""
    (section,) = (one for one in document(shipped(), language).sections if one.number == number)
    return "\n".join(texts(section.blocks)).lower()


def missing(said: Iterable[Texts | Word | None], number: int) -> list[str]:
    """What of this isn't on the page, by language; titles may stand there without their capital."""
    return [
        f"{language}: {words}"
        for one in said
        for language, words in _words(one)
        if words.lower() not in page(language, number)
    ]


def _words(one: Texts | Word | None) -> Iterator[tuple[str, str]]:
    assert one is not None, "the notice says nothing here"
    for language in LANGUAGES:
        yield language, (one.get(language) or "") if isinstance(one, Texts) else one.value


# keeps: controller.name, controller.business_id, controller.address.* through notice.page_parts.Parts.controller_lines
# keeps: controller.contact.*, controller.officer.* through notice.page_parts.Parts.controller_lines
# keeps: controller.representative.* through notice.page_parts.Parts.controller_lines
def test_r2_1_who_is_responsible_and_whom_to_write_to(notice: Notice):
    controller = notice.controller
    assert controller
    assert controller.address
    assert controller.contact
    assert controller.representative
    address, contact = controller.address, controller.contact
    said = (controller.names, controller.business_id, address.street, address.postcode, address.town)

    assert missing((*said, contact.role, contact.mail, controller.representative.texts), 2) == []
    assert [page_words.WORDS[one]["no_officer"].lower() in page(one, 2) for one in LANGUAGES] == [True] * 3


# keeps: general.*, group.*.many, service.* through notice.page_sections.Sections._general
def test_r1_1_whom_and_which_services_it_is_about(notice: Notice):
    groups, services = notice.groups.values(), notice.services.values()

    assert missing((*(one.many for one in groups), *(one.title for one in services)), 1) == []
    assert all("avoin.systems oy" in page(language, 1) for language in LANGUAGES)


# keeps: register.* through notice.page_sections.Sections._register
def test_r3_1_the_registers_name(notice: Notice):
    assert missing((one.names for one in notice.registers), 3) == []


# keeps: purpose.*.interest, purpose.*.balance.done through notice.page_sections.Sections._purposes
def test_r4_2c_each_interest_and_the_day_of_its_test(notice: Notice):
    resting = [one for one in notice.purposes.values() if one.interest]

    assert missing((one.interest for one in resting), 4) == []
    assert "5.10.2026" in page("fi", 4)
    assert "5\u00a0october\u00a02026" in page("en", 4)


# keeps: category.*.field.*, category.*.without, category.*.required through notice.page_sections.Sections._categories
def test_r5_0_each_field_by_its_name_and_what_comes_of_leaving_it_out(notice: Notice):
    fields = (field.title for one in notice.categories.values() for field in (one.field or {}).values())
    without = (one.without for one in notice.categories.values() if one.without)

    assert missing((*fields, *without), 5) == []
    assert "nimi: " in page("fi", 5)


# keeps: processor.*.entity.product, processor.*.transfer.copy through notice.page_sections.Sections._sources
# keeps: source.*.why, processor.*.task, processor.*.entity.name through notice.page_sections.Sections._sources
def test_r6_1_why_another_source_and_what_each_processor_does(notice: Notice):
    whys = (one.why for one in notice.sources.values() if one.why)
    tasks = (one.task for one in notice.processors.values())
    entities = [one.entity for one in notice.processors.values() if one.entity]
    products = (one.product for one in entities if one.product and one.product.value in ("Odoo", "Mailchimp"))

    assert missing((*whys, *tasks, *products, *(one.legal_name for one in entities)), 6) == []
    assert "jäljennös" in page("fi", 6), "how a copy of the safeguards is had (GDPR 13(1)(f))"


# keeps: disclosure.*.role through notice.page_sections.Sections._disclosures
def test_r7_1_as_what_a_recipient_receives(notice: Notice):
    assert notice.recipients
    assert "käsittelee tietoja puolestamme" in page("fi", 7)
    assert "handles data for us" in page("en", 7)


# keeps: law.*.name through notice.page_sections.Sections._periods
def test_r9_2_the_law_behind_a_longer_period(notice: Notice):
    assert missing((one.names for one in notice.laws.values()), 9) == []


# keeps: right.complaint, right.complaint.* through notice.page_sections.Sections._rights
def test_r11_6_to_whom_one_complains(notice: Notice):
    complaint = notice.rights["complaint"]

    assert missing((complaint.title, complaint.text), 11) == []


# keeps: version.number, version.in_force through notice.page._Page._dates
def test_r12_1_which_version_it_is_and_since_when(notice: Notice):
    assert "2" in document(notice, "fi").dates
    assert "16.11.2026" in document(notice, "fi").dates
