"""The page of what keeps each claim of the notice, with the last run of each duty."""

from __future__ import annotations

import re

from seloste.notice import markers
from seloste.web.words import WORDS
from tests.database import Register
from tests.web.conftest import Visitor, a_clerk, a_person, add

DONE = (
    "with job as (insert into public.procrastinate_jobs (queue_name, task_name, status) values ('default', 'nightly', 'succeeded') returning id)"
    " insert into public.procrastinate_events (job_id, type, at) select id, 'succeeded', '2026-11-24 00:15+00' from job"
)


def claims(html: str) -> dict[str, tuple[str, str]]:
    """Of each claim by its path: how it is kept, and its row."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return {
        path[1]: (state[1], row)
        for row in rows
        if (path := re.search(r'<span class="mono" lang="en">([^<]+)<', row))
        and (state := re.search(r"badge-(yes|no|wait)", row))
    }


def test_each_claim_stands_in_the_notices_words_with_what_keeps_it(staff: Visitor) -> None:
    found = claims(staff.get("/proof/claims").content.decode())

    state, row = found["right.erase.text.1"]
    assert state == "yes"
    assert "Tieto poistetaan, kun sille ei ole enää perustetta." in row
    assert "toistuva ajo" in row
    assert found["right.access.answer"][0] == "wait"
    assert "Mikään ei valvo" in found["right.access.answer"][1]
    assert (
        "oikeutettu etumme" in found["purpose.quality.basis.1"][1]
        or "etu" in found["purpose.quality.basis.1"][1]
    )
    assert len(found) > 300


def test_each_duty_tells_its_last_run_and_one_that_never_ran_says_so(
    register: Register, staff: Visitor
) -> None:
    before = staff.get("/proof/claims").content.decode()
    register.superuser().execute(DONE.encode())
    after = staff.get("/proof/claims").content.decode()

    assert "24.11.2026 klo\u00a02.15" not in before
    assert "24.11.2026 klo\u00a02.15" in after
    assert "24.11.2026 klo\u00a02.15" in claims(after)["category.contact.keep.1"][1]
    assert "ei vielä" in after, "no backup has been made"


def test_a_claim_is_not_kept_while_a_trial_of_it_fails(register: Register, staff: Visitor) -> None:
    """R9.1b: a period is promised, and a row past its end is there all the same."""
    superuser = register.superuser()
    add(register, a_person("Vanha", "Tieto", "vanha.tieto@example.com"))
    superuser.execute("update register.contact set expires_at = now() - interval '3 days' where kind = 2")
    late = claims(staff.get("/proof/claims").content.decode())
    superuser.execute("update register.contact set expires_at = 'infinity' where kind = 2")
    mended = claims(staff.get("/proof/claims").content.decode())

    assert late["category.contact.keep.1"][0] == "no"
    assert "Ei toteudu" in late["category.contact.keep.1"][1]
    assert late["right.port"][0] == mended["category.contact.keep.1"][0] == "yes"


def test_the_page_is_the_privacy_contacts_and_leads_from_the_promises(
    register: Register, staff: Visitor
) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "claims-clerk", "customer_care"), "customer_care")

    assert 'href="/proof/claims"' in staff.get("/proof").content.decode()
    assert clerk.get("/proof/claims").status_code == 403


def test_every_way_of_keeping_has_its_words() -> None:
    assert {f"proof.way.{way}" for way in markers.WAYS} <= WORDS.keys()
