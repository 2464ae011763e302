"""What of a notice may leave: an explicit list of paths, and the notice with everything else taken away.

Every public form (``render.FORMS``) is made from ``public(notice)``, so that what isn't listed
here is in none of them, whatever a writer does. A new key of the language is closed until it is listed.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from seloste.notice.model import Notice, Stated, Term, Texts
from seloste.notice.source import At

X = TypeVar("X", bound=Term)

_MARKS: Final = ("at", "title", "text", "quote", "hedge", "proposed")
"""What any term may say of itself in public."""

_PATHS: Final[dict[str, str]] = {
    "version": "number published in_force updated",
    "general": "services follows",
    "group.*": "many",
    "service.*": "",
    "controller": "name business_id officer representative",
    "controller.address": "street postcode town",
    "controller.contact": "role person mail phone",
    "register": "name people",
    "basis": "basis purposes",
    "purpose.*": "acts basis people data interest marketing research figures min_age",
    "purpose.*.balance": "done review",
    "use.*": "basis data evidence withdraw ends_with bundled_with",
    "category.*": "fields required without sources keep",
    "category.*.field.*": "special condition ground",
    "source.*": "group own open client uses fields why tell",
    "processor.*": "task data uses",
    "processor.*.entity": "product name seat servers parent",
    "processor.*.transfer": "mechanism assessed until copy",
    "disclosure": "to",
    "disclosure.*": "role uses data",
    "transfer": "stance",
    "organisation": "fields",
    "hosting": "database backups mail errors",
    "law.*": "id name",
    "keep": "backups",
    "keep.*": "shape period law",
    "measure.*": "what kind",
    "right": "like_access",
    "right.*": "ways identity answer fee form against set_apart marketing authority",
    "changes": "because acceptance_by_use",
    "changes.told": "what by before",
}
_SECTIONS: Final = ("group", "service", "purpose", "category", "source", "processor", "law", "measure")
"""Sections that may open with a text of their own and say nothing else."""

PUBLIC_PATHS: Final = frozenset(
    f"{place}.{key}"
    for place, keys in (_PATHS | dict.fromkeys(_SECTIONS, "")).items()
    for key in (*_MARKS, *keys.split())
)
"""``purpose.*.interest``: ``*`` stands for any name of the notice. Languages, jurisdiction, profiling and
``sample`` of the head are public, and so are inflected forms: they stand for words that are."""

_WRITTEN: Final = {"names": "name", "legal_name": "name"}
"""How the file calls what the model calls otherwise."""

_OPEN: Final = frozenset({"path", "name", "broken", "purpose", "channel", "written"})
"""What says which term it is, and nothing that its author wrote about it."""

INTERNAL: Final = "internal:"
"""What begins so is never published, wherever it stands."""


def public(notice: Notice) -> Notice:
    """The notice without what isn't public: no internal records, agreements, proofs, roles and accepted findings."""
    named = {
        "groups": "group", "services": "service", "purposes": "purpose", "uses": "use", "categories": "category", "sources": "source",
        "processors": "processor", "recipients": "disclosure", "laws": "law", "keeps": "keep",
        "measures": "measure", "rights": "right",
    }  # fmt: skip
    several = {
        "controllers": "controller",
        "registers": "register",
        "transfers": "transfer",
        "bases": "basis",
    }
    single = {
        "version": "version",
        "general": "general",
        "hosting": "hosting",
        "organisation": "organisation",
        "changes": "changes",
    }
    left: dict[str, Any] = {"accepts": (), "data": b"", "reading": (), "roles": {}}
    for key, place in named.items():
        terms: dict[str, Term] = getattr(notice, key)
        left[key] = {name: _of(term, f"{place}.*") for name, term in terms.items()}
    for key, place in several.items():
        left[key] = tuple(_of(term, place) for term in getattr(notice, key))
    for key, place in single.items():
        term = getattr(notice, key)
        left[key] = _of(term, place) if term else None
    left["sections"] = {key: _of(own, key) for key, own in notice.sections.items()}
    if notice.profiling:
        left["profiling"] = _cleared(notice.profiling)
    return notice.changed(**left)


def _of(term: X, place: str) -> X:
    """A term with its public values alone; the others are as if they had not been said."""
    kept: dict[str, Any] = {}
    for key, value in term.given():
        path = f"{place}.{_WRITTEN.get(key, key)}"
        if key in _OPEN:
            kept[key] = value
        elif isinstance(value, Term):
            if any(known.startswith(f"{path}.") for known in PUBLIC_PATHS):
                kept[key] = _of(value, path)
        elif isinstance(value, dict) and all(isinstance(inner, Term) for inner in value.values()):
            kept[key] = {name: _of(inner, f"{path}.*") for name, inner in value.items()}
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
        return Stated(
            value.state, "" if _is_internal(value.why) else value.why, _cleared(value.texts), value.span
        )
    if isinstance(value, tuple):
        return tuple(one for one in map(_cleared, value) if one is not None)
    if isinstance(value, dict):
        return {key: one for key, inner in value.items() if (one := _cleared(inner)) is not None}
    return value


def _is_internal(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().lower().startswith(INTERNAL)
