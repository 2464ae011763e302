"""Sections 10 to 12: protection, rights, changes, and what the file says of its own findings."""

from __future__ import annotations

from datetime import date

from seloste.notice.model_values import Length, Term, Texts
from seloste.notice.source import At, Word


class Measure(Term):
    """How data is protected (section 10).

        what: what is done
        kind: technical or organisational
        place: where it holds
        by: the processor whose measure it is
        testable: whether somebody could test it, rather than a mere adjective
        certificate: a certificate that proves it
        proof: what proves it here; never published

    Information only; ``proof`` names what shows that it is kept.
    """

    what: Texts | None = None
    proof: Word | None = None
    kind: Word | None = None
    place: Word | None = None
    by: Word | None = None
    testable: At[bool] | None = None
    certificate: Word | None = None


class Secrecy(Term):
    """A duty of secrecy, by law or by agreement.

        law: the law and section
        agreed: it is agreed with those who see the data
        who: whom it binds
        data: which data

    Information only.
    """

    law: Word | None = None
    agreed: At[bool] | None = None
    who: Texts | None = None
    data: tuple[Word, ...] = ()


class Breach(Term):
    """What is promised for the case of a breach (GDPR 33, 34).

        people: when people are told
        authority: when the authority is told
        how: how they are told

    Information only.
    """

    people: Word | None = None
    authority: Word | None = None
    how: Texts | None = None


class Right(Term):
    """A right of the person (section 11), and how it is used.

        ways: channels for a request
        identity: how the person is recognised
        evidence: what must be shown with the request
        answer: within which time it is answered
        fee: what it costs; ``"none"``
        form: a form that is demanded
        scope: what is promised, where it is less or more than the law's
        limit: limits that are claimed
        against: what may be objected to
        set_apart: shown apart from the rest (GDPR 21(4))
        marketing: objection to marketing always holds
        passes_on: recipients are told (GDPR 19)
        authority: where to complain: a known authority, or one of ``[authority]``

    Information only, but for ``object``: its sentence is shown whenever a prohibition refuses a use.
    """

    ways: tuple[Word, ...] = ()
    identity: Word | None = None
    evidence: Texts | None = None
    answer: Length | None = None
    fee: Word | None = None
    form: Word | None = None
    scope: Texts | None = None
    limit: Texts | None = None
    against: tuple[Word, ...] = ()
    set_apart: At[bool] | None = None
    marketing: Word | None = None
    passes_on: At[bool] | None = None
    authority: Word | None = None


class Told(Term):
    """How changes are told.

    what: which changes
    by: by which ways
    before: how long before they come into force
    """

    what: Word | None = None
    by: tuple[Word, ...] = ()
    before: Length | None = None


class Changes(Term):
    """What the notice says of its own changes (section 12).

        because: what may change it
        acceptance_by_use: a claim that going on using the service accepts it (refused whatever the reason)
        told: how changes are told

    ``told.before`` holds back the day on which a version comes into force.
    """

    because: tuple[Word, ...] = ()
    acceptance_by_use: At[bool] | None = None
    told: Told | None = None


class Accept(Term):
    """A warning that is lived with until a day; never published.

    code: of the finding
    at: the term that it stands at
    because: why
    review: the day from which it is found again
    """

    code: Word | None = None
    because: Word | None = None
    review: At[date] | None = None


class Section(Term):
    """What a section says of itself beside its terms.

    backups: the life of backups and logs (``[keep]``)
    to: nobody gets anything (``[disclosure]``)
    like_access: rights that are used like access (``[right]``)
    state: there is nothing of the kind
    tool: how consent is asked for (``[device]``)
    back: how to change one's mind (``[device]``)
    refusal: what follows a refusal (``[device]``)
    """

    backups: Length | None = None
    to: Word | None = None
    like_access: tuple[Word, ...] = ()
    state: Word | None = None
    tool: Texts | None = None
    back: Texts | None = None
    refusal: Texts | None = None
