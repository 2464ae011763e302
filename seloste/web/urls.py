"""The addresses. None carries a personal value: people are random ids, searches are posted."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from seloste.web.views import (
    discovery,
    entering,
    erasing,
    exporting,
    may,
    notice,
    organisations,
    people,
    person,
    proof,
    record,
)


class NoticeFile(StringConverter):
    """A form of the notice: ``fi.pdf``, or ``notice.jsonld``, which holds every language."""

    regex = r"(?:fi|sv|en)\.(?:md|txt|pdf)|notice\.jsonld"


register_converter(NoticeFile, "notice_file")
urlpatterns = [
    path("", notice.root, name="root"),
    path("notice", notice.notice, name="notice"),
    path("notice/<int:version>", notice.notice, name="version"),
    path("notice/<notice_file:name>", discovery.file, name="notice-file"),
    path("notice/<int:version>/<notice_file:name>", discovery.file, name="version-file"),
    path(".well-known/privacy-policy", discovery.policy, name="well-known-policy"),
    path(".well-known/privacy-notice", discovery.links, name="well-known-notice"),
    path("enter", entering.enter, name="enter"),
    path("signin", entering.signin, name="signin"),
    path("leave", entering.leave, name="leave"),
    path("settings", entering.settings, name="settings"),
    path("use", entering.use, name="use"),
    path("people", people.people, name="people"),
    path("people/<uuid:id>", person.person, name="person"),
    path("people/<uuid:id>/erase", erasing.erase, name="erase"),
    path("people/<uuid:id>/export", exporting.export, name="export"),
    path("organisations", organisations.every, name="organisations"),
    path("organisations/new", organisations.new, name="new-organisation"),
    path("organisations/<uuid:id>", organisations.one, name="organisation"),
    path("organisations/<uuid:id>/unadd", organisations.unadd, name="unadd-organisation"),
    path("may", may.may, name="may"),
    path("record", record.record, name="record"),
    path("record.xlsx", record.file, {"form": "xlsx"}, name="record-xlsx"),
    path("record.json", record.file, {"form": "json"}, name="record-json"),
    path("proof", proof.proof, name="proof"),
    path("proof/claims", proof.claimed, name="claims"),
    path("proof/<slug:name>", proof.one, name="promise"),
]
handler400 = "seloste.web.failures.bad_request"
handler404 = "seloste.web.failures.not_found"
handler500 = "seloste.web.failures.server_error"
