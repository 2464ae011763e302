"""The addresses. None carries a personal value: people are random ids, searches are posted."""

from __future__ import annotations

from django.urls import path

from seloste.web.views import entering, erasing, may, notice, organisations, people, person, proof

urlpatterns = [
    path("", notice.root, name="root"),
    path("notice", notice.notice, name="notice"),
    path("notice/<int:version>", notice.notice, name="version"),
    path("enter", entering.enter, name="enter"),
    path("signin", entering.signin, name="signin"),
    path("leave", entering.leave, name="leave"),
    path("settings", entering.settings, name="settings"),
    path("use", entering.use, name="use"),
    path("people", people.people, name="people"),
    path("people/<uuid:id>", person.person, name="person"),
    path("people/<uuid:id>/erase", erasing.erase, name="erase"),
    path("organisations", organisations.every, name="organisations"),
    path("organisations/new", organisations.new, name="new-organisation"),
    path("organisations/<uuid:id>", organisations.one, name="organisation"),
    path("organisations/<uuid:id>/unadd", organisations.unadd, name="unadd-organisation"),
    path("may", may.may, name="may"),
    path("proof", proof.proof, name="proof"),
    path("proof/claims", proof.claimed, name="claims"),
    path("proof/<slug:name>", proof.one, name="promise"),
]
handler400 = "seloste.web.failures.bad_request"
handler404 = "seloste.web.failures.not_found"
handler500 = "seloste.web.failures.server_error"
