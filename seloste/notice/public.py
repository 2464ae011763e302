"""What of a notice may leave: an explicit list of paths, and the notice with everything else taken away.

Every public form (``render.FORMS``) is made from ``public(notice)``, so that what isn't listed
here is in none of them, whatever a writer does. A new key of the language is closed until it is listed.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from seloste.notice.constructs import ATTRIBUTES, CONSTRUCTS
from seloste.notice.grammar_world import STATED_SECTIONS
from seloste.notice.model import Notice, Stated, Term, Texts, UseEntry
from seloste.notice.source import At

X = TypeVar("X", bound=Term)

_MARKS: Final = ("at", "title", "text", "quote", "hedge", "proposed", "country")
"""What any term may say of itself in public."""

_CONTACT: Final = "role person mail phone topic languages register where"
_ENTITY: Final = "product name seat servers parent"
_PATHS: Final[dict[str, str]] = {
    "version": "number adopted published in_force updated",
    "general": "services follows",
    "group.*": "many open purposes categories basis sources keep",
    "group.*.contact": _CONTACT,
    "service.*": "",
    "delegated.*": "to own essence_here address",
    "promise.*": "says act data groups to",
    "controller": "name business_id officer representative role answers_for purposes",
    "controller.address": "street postcode town",
    "controller.contact": _CONTACT,
    "joint": "essence ask",
    "register": "id name people languages purposes shares",
    "basis": "basis purposes",
    "purpose.*": "acts basis choice people data interest marketing research figures min_age",
    "purpose.*.balance": "done review",
    "use.*": "basis data evidence withdraw ends_with bundled_with offers audience",
    "consent.*": "purposes act explicit bundled_with given_by withdraw costs",
    "decision.*": "kind data logic effect legal_effect condition human stop",
    "secondary.*": "kind purposes data basis condition told compatible",
    "age.*": "limit below check guardian uses",
    "work.*": "kind need consent provider statement law data",
    "category.*": "fields required without sources origin derived_from how keep",
    "category.*.field.*": "special condition ground criminal access apart kept required if_missing",
    "category.*.unless": "when until",
    "recording.*": "kind place purpose sign masked sound keep",
    "third_person.*": "purpose data group told_by",
    "derived.*": "claim method since least data",
    "source.*": "kind group own open client uses fields why tell",
    "processor.*": "task data uses under",
    "processor.*.entity": _ENTITY,
    "processor.*.transfer": "mechanism assessed until copy",
    "as_processor.*": "service ask instructions subprocessors",
    "disclosure": "to",
    "disclosure.*": "role uses data basis certainty",
    "disclosure.*.entity": _ENTITY,
    "occasion.*": "when to data basis law told",
    "visible.*": "data to by_default remove",
    "transfer": "stance to seat servers mechanism assessed until copy published",
    "organisation": "fields",
    "hosting": "database backups mail errors",
    "law.*": "id name section in_force until replaced_by hinted",
    "keep": "backups",
    "keep.*": "shape criterion period law",
    "keep.*.unless": "when until",
    "measure.*": "what kind place by testable certificate",
    "secrecy.*": "law agreed who data",
    "breach": "people authority how",
    "right": "like_access",
    "right.*": "ways identity evidence answer fee form scope limit against set_apart marketing passes_on authority",
    "authority.*": "name address mail phone since until",
    "changes": "because acceptance_by_use",
    "changes.told": "what by before",
    "device": "tool back refusal",
    "device.*": "kind called party whose purpose why life session necessary where",
}
_STATED: Final = {key: f"state {_PATHS.get(key, '')}" for key in STATED_SECTIONS}
_SECTIONS: Final = ("group", "service", "purpose", "category", "source", "processor", "law", "measure")
"""Sections that may open with a text of their own and say nothing else."""

PUBLIC_PATHS: Final = frozenset(
    f"{place}.{key}"
    for place, keys in (_PATHS | dict.fromkeys(_SECTIONS, "") | _STATED).items()
    for key in (*_MARKS, *keys.split())
)
"""``purpose.*.interest``: ``*`` stands for any name of the notice. Languages, jurisdiction, profiling and
``sample`` of the head are public, and so are inflected forms: they stand for words that are."""

_OPEN: Final = frozenset({"path", "name", "broken", "channel", "written"})
"""What says which term it is, and nothing that its author wrote about it."""

INTERNAL: Final = "internal:"
"""What begins so is never published, wherever it stands."""


def public(notice: Notice) -> Notice:
    """The notice without what isn't public: no internal records, agreements, proofs, roles and accepted findings."""
    left: dict[str, Any] = {"data": b"", "reading": (), "roles": {}}
    for one in CONSTRUCTS:
        held = getattr(notice, one.attribute)
        if one.key == "accept":
            left[one.attribute] = ()
        elif isinstance(held, dict):
            left[one.attribute] = {name: _of(term, f"{one.key}.*") for name, term in held.items()}
        elif isinstance(held, tuple):
            left[one.attribute] = tuple(_of(term, one.key) for term in held)
        else:
            left[one.attribute] = _of(held, one.key) if held else None
    left["sections"] = {key: _of(own, key) for key, own in notice.sections.items()}
    if notice.profiling:
        left["profiling"] = _cleared(notice.profiling)
    return notice.changed(**left)


def _of(term: X, place: str) -> X:
    """A term with its public values alone; the others are as if they had not been said."""
    kept: dict[str, Any] = {}
    for key, value in term.given():
        path = f"{place}.{ATTRIBUTES.get(key, key)}"
        if key in _OPEN or (key == "purpose" and isinstance(term, UseEntry)):
            kept[key] = value
        elif isinstance(value, Term):
            if any(known.startswith(f"{path}.") for known in PUBLIC_PATHS):
                kept[key] = _of(value, path)
        elif isinstance(value, dict) and all(isinstance(inner, Term) for inner in value.values()):
            kept[key] = {name: _of(inner, f"{path}.*") for name, inner in value.items()}
        elif isinstance(value, tuple) and value and isinstance(value[0], Term):
            if any(known.startswith(f"{path}.") for known in PUBLIC_PATHS):
                kept[key] = tuple(_of(inner, path) for inner in value)
        elif path in PUBLIC_PATHS:
            kept[key] = _cleared(value)
    return type(term)(**kept)


def _cleared(value: Any) -> Any:
    """A public value without whatever in it is marked as internal."""
    if isinstance(value, At):
        return None if _is_internal(value.value) else value
    if isinstance(value, Texts):
        said = {lang: phrase for lang, phrase in value.by_language.items() if not _is_internal(phrase.value)}
        return Texts(said, value.span)
    if isinstance(value, Stated):
        why = "" if _is_internal(value.why) else value.why
        reached = (_cleared(word) for word in (value.person, value.mail, value.phone))
        return Stated(value.state, why, _cleared(value.texts), value.span, *reached)
    if isinstance(value, tuple):
        return tuple(one for one in map(_cleared, value) if one is not None)
    if isinstance(value, dict):
        return {key: one for key, inner in value.items() if (one := _cleared(inner)) is not None}
    return value


def _is_internal(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().lower().startswith(INTERNAL)
