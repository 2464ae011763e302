"""A notice published despite its errors: what it says compiles, what it leaves unsaid compiles to nothing.

Nothing is guessed. A basis that lacks what the law wants said beside it permits nothing, and of
statements that disagree the narrower one counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from seloste.notice import marketing
from seloste.notice.model import BasisPhrase, Notice, ProcessorTerm, PurposeTerm, UseEntry
from seloste.notice.resolve import bases_of, data_of, fields_of, is_data
from seloste.terms.words import Basis

_MARKETING_ONLY: Final = (Basis.EXISTING_CUSTOMER, Basis.TASK)
_NARROWER: Final = (
    Basis.CONSENT, Basis.CONTRACT, Basis.LAW, Basis.PUBLIC_TASK, Basis.VITAL, Basis.TASK, Basis.EXISTING_CUSTOMER, Basis.INTEREST,
)  # fmt: skip
"""The basis that asks most of the controller first."""

STANCES: Final = ("none", "only as listed", "may", "yes")
"""The narrowest first; open stances carry no transfer, as the gate asks for a mechanism."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """The bases on which a use may rest, and, where there are none, what keeps it shut (keys of ``WHY``)."""

    bases: tuple[BasisPhrase, ...]
    shut: tuple[str, ...]


def permitted(notice: Notice, use: UseEntry, purpose: PurposeTerm) -> Permitted:
    """What an incomplete notice lets a use rest on."""
    said = _narrowest(_said_bases(notice, use, purpose))
    lacking = [_lacking(notice, use, purpose, basis) for basis in said]
    bases = tuple(basis for basis, why in zip(said, lacking, strict=True) if why is None)
    shut: list[str] = []
    if not said:
        shut.append("basis")
    if not fields_of(notice, data_of(use, purpose)):
        shut.append("data")
    if not bases:
        shut += [why for why in lacking if why]
    return Permitted(() if "data" in shut else bases, tuple(dict.fromkeys(shut)))


def carries(notice: Notice, use: UseEntry, purpose: PurposeTerm, basis: BasisPhrase) -> bool:
    """Whether one basis, as it is said, may carry a use."""
    return _lacking(notice, use, purpose, basis) is None


def _said_bases(notice: Notice, use: UseEntry, purpose: PurposeTerm) -> tuple[BasisPhrase, ...]:
    """Its own, or those that the notice says elsewhere of this very purpose (``[[basis]]``)."""
    own, _ = bases_of(use, purpose)
    name = purpose.name.value
    return own or tuple(
        basis
        for stated in notice.bases
        if name in {w.value for w in stated.purposes}
        for basis in stated.basis
    )


def _narrowest(bases: tuple[BasisPhrase, ...]) -> tuple[BasisPhrase, ...]:
    """Of bases between which the notice gives no criterion, the one that asks most (N33)."""
    bare = [basis for basis in bases if not basis.targets]
    if len(bare) < 2:
        return bases
    kept = min(bare, key=lambda basis: _NARROWER.index(basis.basis.value))
    return tuple(basis for basis in bases if basis.targets or basis is kept)


def _lacking(notice: Notice, use: UseEntry, purpose: PurposeTerm, basis: BasisPhrase) -> str | None:
    """What is missing for this basis to carry this use; None when nothing is."""
    kind = basis.basis.value
    sold = bool(purpose.marketing and purpose.marketing.value)
    if not _known(notice, purpose, basis):
        return "whom"
    if kind in (Basis.PUBLIC_TASK, Basis.VITAL):
        return "unfit"
    if sold and use.channel is None:
        return "channel"
    if (sold and marketing.refusal(use.channel, kind)) or (not sold and kind in _MARKETING_ONLY):
        return "unfit"
    groups = [target.value for target in basis.targets or purpose.people if target.value in notice.groups]
    acting = [name for name in groups if _represents(notice, name)]
    if (kind is Basis.CONTRACT and acting) or (kind is Basis.TASK and len(acting) < len(groups)):
        return "unfit"
    if kind in _MARKETING_ONLY and not groups:
        return "whom"
    if kind is Basis.LAW:
        law = notice.laws.get(basis.law.value) if basis.law else None
        return None if law and law.id else "law"
    return _of_interest(purpose) if kind in (Basis.INTEREST, Basis.TASK) else None


def _of_interest(purpose: PurposeTerm) -> str | None:
    """R4.2c: the interest is told, and its balancing test is dated and reviewed."""
    balance = purpose.balance
    if purpose.interest is None:
        return "interest"
    return None if balance and balance.done and balance.review else "balance"


def _known(notice: Notice, purpose: PurposeTerm, basis: BasisPhrase) -> bool:
    """A name that means nothing must not widen a basis to everybody."""
    targets = all(t.value in notice.groups or is_data(notice, t.value) for t in basis.targets)
    return targets and all(person.value in notice.groups for person in purpose.people)


def _represents(notice: Notice, group: str) -> bool:
    term = notice.groups[group]
    return bool(term.representative and term.representative.value)


def is_whole(processor: ProcessorTerm) -> bool:
    """Whether it is told who receives and where (R6.4b); else the gate gives it nothing."""
    entity = processor.entity
    return bool(entity and entity.legal_name and entity.seat and entity.servers)


def sentences_of(shut: tuple[str, ...], language: str) -> Iterator[str]:
    """In plain words, why a use is shut."""
    position = ("fi", "sv").index(language) if language in ("fi", "sv") else 2
    yield from (WHY[key][position] for key in shut)


WHY: Final[dict[str, tuple[str, str, str]]] = {
    "basis": (
        "Seloste ei kerro, mihin oikeusperusteeseen tämä käyttö perustuu.",
        "Beskrivningen berättar inte på vilken rättslig grund denna användning vilar.",
        "The notice does not say on which legal basis this use rests.",
    ),
    "data": (
        "Seloste ei kerro, mitä tietoja tähän käytetään.",
        "Beskrivningen berättar inte vilka uppgifter som används för detta.",
        "The notice does not say which data is used for this.",
    ),
    "whom": (
        "Seloste ei kerro, ketä peruste koskee.",
        "Beskrivningen berättar inte vem grunden gäller.",
        "The notice does not say whom the basis is for.",
    ),
    "channel": (
        "Seloste ei kerro, mitä kanavaa markkinointiin käytetään.",
        "Beskrivningen berättar inte vilken kanal som används för marknadsföringen.",
        "The notice does not say by which channel the marketing goes.",
    ),
    "law": (
        "Seloste ei kerro, mihin lakiin velvoite perustuu.",
        "Beskrivningen berättar inte på vilken lag skyldigheten grundar sig.",
        "The notice does not say which law demands this.",
    ),
    "interest": (
        "Seloste ei kerro, mikä oikeutettu etu on.",
        "Beskrivningen berättar inte vilket det berättigade intresset är.",
        "The notice does not say what the legitimate interest is.",
    ),
    "balance": (
        "Oikeutetun edun tasapainotestiä ei ole kirjattu.",
        "Ingen intresseavvägning är antecknad.",
        "No balancing test of the legitimate interest is on record.",
    ),
    "unfit": (
        "Selosteen ilmoittama peruste ei lain mukaan riitä tähän käyttöön.",
        "Den grund som beskrivningen anger räcker enligt lagen inte för denna användning.",
        "The basis that the notice gives does not carry this use under the law.",
    ),
}
