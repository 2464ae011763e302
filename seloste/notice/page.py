"""The document of a notice: the answers first, then the twelve sections, all from its terms.

It is made of what could be read, complete or not: a notice that is only read is told as it is, and what
it leaves unsaid is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seloste.notice import page_labels, page_words, restated
from seloste.notice import vocabulary as words
from seloste.notice.details import lowered
from seloste.notice.model import Notice, Term
from seloste.notice.page_parts import first_up
from seloste.notice.page_sections import Sections
from seloste.notice.public import public
from seloste.notice.resolve import bases_of
from seloste.notice.tree import Block, Document, Fact, Facts, Paragraph, Section, Unsaid, plain, shown
from seloste.notice.unsaid import TITLE, unsaid


def document(notice: Notice, language: str) -> Document:
    """The notice in one of its languages. Raises ``ValueError`` for a language that it doesn't declare.

    A language beside fi, sv and en has no sentences of ours, and is refused likewise.
    """
    if language not in notice.languages or language not in words.LANGUAGES:
        raise ValueError(f"the notice has no language {language!r}; it has {', '.join(notice.languages)}")
    return _Page(public(notice), language).document()


class _Page(Sections):
    def document(self) -> Document:
        self.unsaid = unsaid(self.notice, self.language)
        version, sample = self.notice.version, self.notice.sample
        controller = self.more.prose.names.get("controller.name", "")
        return Document(
            language=self.language,
            title=self.words["notice"],
            controller=shown(controller),
            register=shown(self.more.prose.names.get("register.name", "")),
            dates=self._dates(),
            day=version.in_force.value if version and version.in_force else None,
            sample=shown(self.words["sample"].format(controller=controller)) if sample else "",
            mark=self.words["mark"] if sample else "",
            remarks=tuple(self._remarks()),
            brief_title=self.words["brief"],
            brief=Facts(tuple(self._brief())),
            contents_title=self.words["contents"],
            sections=tuple(self._numbered()),
            page_word=self.words["page"],
        )

    def _numbered(self) -> Iterator[Section]:
        """The sections, each closing with what it leaves unsaid."""
        title = TITLE[words.LANGUAGES.index(self.language)]
        bodies = self.bodies() if self.notice.drives else self._as_it_stands()
        numbered = enumerate(zip(page_words.SECTIONS[self.language], bodies, strict=True), start=1)
        for number, (heading, blocks) in numbered:
            silent = tuple(map(shown, self.unsaid.get(number, ())))
            left: tuple[Block, ...] = (Unsaid(title, silent),) if silent else ()
            yield Section(number, heading, blocks + left)

    def _as_it_stands(self) -> Iterator[tuple[Block, ...]]:
        """A notice that is only read: each fact in its section, with its quotes and hedges."""
        for part in restated.parts(self.notice, self.language):
            yield tuple(Paragraph(plain(line)) for line in part.lines)

    # -- the head and the answers ------------------------------------------------------------------

    def _dates(self) -> str:
        version = self.notice.version
        if not (version and version.number):
            return ""
        if version.in_force:
            day = self.day(version.in_force.value)
            return self.words["version"].format(number=version.number.value, day=day)
        return self.words["version_only"].format(number=version.number.value)

    def _remarks(self) -> Iterator[str]:
        terms: Iterable[Term] = (
            *self.notice.purposes.values(), *self.notice.categories.values(), *self.notice.rights.values(),
            *self.notice.processors.values(), *self.notice.sources.values(),
        )  # fmt: skip
        if any(term.proposed for term in terms):
            yield self.words["proposed_means"].format(tag=self.words["proposed"])
        if silent := sum(len(items) for items in self.unsaid.values()):
            yield self.words["unsaid_count"].format(count=silent)

    def _brief(self) -> Iterator[Fact]:
        """R1.2a: what is collected, how it is handled, for what, and to whom it goes; from terms alone."""
        notice = self.notice
        lengths = dict.fromkeys(
            (p.months, p.days) for c in notice.categories.values() for k in c.keep for p in self.lengths(k)
        )
        answers: tuple[tuple[str, Iterable[str]], ...] = (
            ("what", (self.title(c) for c in notice.categories.values())),
            ("how", self._handling()),
            ("why", (self.title(p) for p in notice.purposes.values())),
            ("whom", self._receivers()),
            ("whence", (self.title(s) for s in notice.sources.values())),
            ("long", (page_labels.span(*length, self.language) for length in lengths if any(length))),
            ("rights", (self.title(r) for r in notice.rights.values())),
        )
        for key, found in answers:
            said = list(dict.fromkeys(found))
            line = self._run_on(key, said) if said else self.words["unsaid"]
            yield Fact(self.words[key], plain(line))

    def _handling(self) -> Iterator[str]:
        """How data is handled: on which bases, and whether by machines alone."""
        bases = (
            b for p in self.notice.purposes.values() for use in self.uses_of(p) for b in bases_of(use, p)[0]
        )
        named = dict.fromkeys(page_words.BASES[b.basis.value][self.language] for b in bases)
        if named:
            yield self.words["on_bases"].format(bases=words.listed(list(named), self.language))
        if measures := [self.say(m.what) or self.say(m.text) for m in self.notice.measures.values()]:
            yield from (one.rstrip(".") for one in measures if one)
        if self.notice.profiling and self.notice.profiling.state == "none":
            yield self.words["no_profiling"].rstrip(".")

    def _receivers(self) -> Iterator[str]:
        for processor in self.notice.processors.values():
            if processor.uses or processor.data or not self.notice.drives:
                entity = processor.entity
                named = entity and (entity.legal_name or entity.product)
                yield named.value if named else self.title(processor)
        yield from (lowered(self.title(recipient)) for recipient in self.notice.recipients.values())

    def _run_on(self, key: str, items: list[str]) -> str:
        """A sentence made of titles: only the first begins with a capital, companies as they are."""
        if key == "how":
            return " ".join(f"{first_up(item)}." for item in items)
        line = words.strung(items if key == "whom" else [lowered(i) for i in items], self.language)
        return f"{first_up(line)}."
