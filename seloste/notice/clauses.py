"""The sentences that decide: each term of a notice in its own words, or in the default ones."""

from __future__ import annotations

from collections.abc import Callable

from seloste.notice import sentences
from seloste.notice.model import (
    BasisPhrase,
    CategoryEntry,
    Notice,
    Period,
    PurposeTerm,
    Term,
    Texts,
    UseEntry,
)
from seloste.notice.policy import Clause, Text
from seloste.notice.prose import Prose
from seloste.terms.words import Fate


class Clauses:
    """Makes the clauses of one notice and keeps each under its path."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.prose = {language: Prose.of(notice, language) for language in notice.languages}
        self.made: dict[str, Clause] = {}

    def said(self, texts: Texts | None) -> Text:
        found = {lang: texts.get(lang) for lang in self.notice.languages} if texts else {}
        return {lang: self.prose[lang].fill(text) for lang, text in found.items() if text is not None}

    def clause(self, path: str, section: str, texts: Texts | None, default: Callable[[str], str]) -> Clause:
        own = self.said(texts)
        sentence = {lang: own.get(lang) or default(lang) for lang in self.notice.languages}
        clause = Clause(path, section, sentence)
        self.made[path] = clause
        return clause

    def term_clause(
        self, path: str, term: Term | None, section: str, default: Callable[[str], str]
    ) -> Clause:
        at = term.at.value if term and term.at else section
        return self.clause(path, at, term.text if term else None, default)

    def basis_clause(
        self, term: UseEntry | PurposeTerm, purpose: PurposeTerm, basis: BasisPhrase, number: int,
        groups: tuple[str, ...],
    ) -> Clause:  # fmt: skip
        """Said once for all uses of a purpose, unless the use says its basis itself."""
        use = term if isinstance(term, UseEntry) else None
        path = f"{term.path}.basis" + (f".{number + 1}" if number else "")
        at = term.at or purpose.at
        return self.clause(
            path,
            at.value if at else "4",
            term.text or purpose.text,
            lambda lang: sentences.basis_sentence(self.notice, purpose, use, basis, groups, lang),
        )

    def own_clause(self, group: str, purpose: PurposeTerm, basis: BasisPhrase, number: int) -> Clause:
        term = self.notice.groups[group]
        return self.clause(
            f"{term.path}.basis" + (f".{number + 1}" if number else ""),
            term.at.value if term.at else "4",
            term.text,
            lambda lang: sentences.basis_sentence(self.notice, purpose, None, basis, (group,), lang),
        )

    def keep_clause(
        self, path: str, category: CategoryEntry, period: Period, fate: Fate, law: str,
        groups: tuple[str, ...], fields: tuple[str, ...], term: Term | None,
    ) -> Clause:  # fmt: skip
        own = self.notice.sections.get("keep")
        number = list(self.notice.categories).index(category.name.value) + 1
        section = f"{own.at.value if own and own.at else '9'}.{number}"

        def default(lang: str) -> str:
            return sentences.keep_sentence(self.notice, category, period, fate, law, groups, fields, lang)

        return self.term_clause(path, term, section, default)
