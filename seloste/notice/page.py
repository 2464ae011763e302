"""The document of a notice: the answers first, then the twelve sections, all from its terms.

It is made of what could be read, complete or not: a notice that is only read is told as it is, and what
it leaves unsaid is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from seloste.notice import page_labels, page_words, sentences
from seloste.notice import vocabulary as words
from seloste.notice.details import lowered
from seloste.notice.model import Notice, Term
from seloste.notice.page_parts import first_up, section_title
from seloste.notice.page_sections import Sections, longest_of
from seloste.notice.page_world_labels import TITLES
from seloste.notice.public import public
from seloste.notice.resolve import bases_of
from seloste.notice.restated import Restated
from seloste.notice.tree import Block, Document, Fact, Facts, Section, Unsaid, plain, shown
from seloste.notice.unsaid import TITLE, unsaid
from seloste.terms.words import Basis


def document(notice: Notice, language: str) -> Document:
    """The notice in one of its languages. Raises ``ValueError`` for a language that it doesn't declare.

    A language beside fi, sv and en has no sentences of ours, and is refused likewise.
    """
    if language not in notice.languages or language not in words.LANGUAGES:
        raise ValueError(f"the notice has no language {language!r}; it has {', '.join(notice.languages)}")
    shown_notice = public(notice)
    parts = Sections(shown_notice, language) if notice.drives else Restated(shown_notice, language)
    return _Page(parts).document()


class _Page:
    def __init__(self, parts: Sections | Restated) -> None:
        self.parts = parts
        self.notice, self.language, self.words = parts.notice, parts.language, parts.words
        self.title, self.say = parts.title, parts.say
        self.unsaid = unsaid(parts.notice, parts.language)

    def document(self) -> Document:
        sample = self.notice.sample
        controller = self.parts.more.prose.names.get("controller.name", "")
        return Document(
            language=self.language,
            title=self.words["notice"],
            controller=shown(controller),
            register=shown(self.parts.more.prose.names.get("register.name", "")),
            dates=self._dates(),
            day=self._day(),
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
        further = TITLES[section_title(13)][self.parts.number]
        headings = (*page_words.SECTIONS[self.language], further)
        for number, (heading, blocks) in enumerate(zip(headings, self.parts.bodies(), strict=True), start=1):
            if number > len(page_words.SECTIONS[self.language]) and not blocks:
                continue  # nothing on anybody's device is told
            silent = tuple(map(shown, self.unsaid.get(number, ())))
            left: tuple[Block, ...] = (Unsaid(title, silent),) if silent else ()
            yield Section(number, heading, blocks + left)

    # -- the head and the answers ------------------------------------------------------------------

    def _day(self) -> date | None:
        version = self.notice.version
        day = version and (version.in_force or version.updated)
        return day.value if day else None

    # keeps: version.number, version.in_force by page; off: return ""
    def _dates(self) -> str:
        version = self.notice.version
        if version is None:
            return ""
        number = version.number.value if version.number else None
        if number and version.in_force:
            day = self.parts.day(version.in_force.value)
            return self.words["version"].format(number=number, day=day)
        updated = (
            self.words["updated"].format(day=self.parts.day(version.updated.value)) if version.updated else ""
        )
        return " ".join(
            part
            for part in (self.words["version_only"].format(number=number) if number else "", updated)
            if part
        )

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
        answers: tuple[tuple[str, Iterable[str]], ...] = (
            ("what", (self.title(c) for c in notice.categories.values())),
            ("how", self._handling()),
            ("why", (self.title(p) for p in notice.purposes.values())),
            ("whom", self._receivers()),
            ("whence", (self.title(s) for s in notice.sources.values())),
            ("long", self._lengths()),
            ("rights", (self.title(r) for r in notice.rights.values())),
        )
        for key, found in answers:
            said = list(dict.fromkeys(found))
            line = self._run_on(key, said) if said else self.words["unsaid"]
            yield Fact(self.words[key], plain(line))

    def _lengths(self) -> Iterator[str]:
        """The shortest time and the longest, each with what is kept so long; else the criterion told."""
        kept = self._kept()
        if kept:
            shortest, longest = min(kept), max(kept)
            times = {of: page_labels.long_span(*of, self.language) for of in (shortest, longest)}
            whose = {of: words.listed(kept[of], self.language) for of in (shortest, longest)}
            if shortest == longest:
                yield self.words["kept_alike"].format(time=times[longest])
            else:
                yield self.words["kept_between"].format(
                    short=times[shortest], brief=whose[shortest], long=times[longest], lasting=whose[longest]
                )
        told = [said for keep in self.notice.keeps.values() if (said := self.say(keep.text))]
        if not kept and told:
            yield told[0].rstrip(".")

    def _kept(self) -> dict[tuple[int, int], list[str]]:
        """What is kept for how many months and days: a field by its name, a category of which all is by its own."""
        found: dict[tuple[int, int], list[str]] = {}
        for category in self.notice.categories.values():
            times = longest_of(self.notice, category)
            if len(set(times.values())) == 1:
                found.setdefault(next(iter(times.values())), []).append(lowered(self.title(category)))
                continue
            for name, time in times.items():
                found.setdefault(time, []).append(sentences.field_title(category, name, self.language))
        return found

    def _handling(self) -> Iterator[str]:
        """How data is handled: on which bases, by which means, and whether by machines alone."""
        named = dict.fromkeys(page_words.BASES[basis][self.language] for basis in self._resting())
        if named:
            yield self.words["on_bases"].format(bases=words.listed(list(named), self.language))
        measures = [self.say(m.what) or self.say(m.text) for m in self.notice.measures.values()]
        yield from (one.rstrip(".") for one in measures if one.endswith("."))
        if means := [one for one in measures if one and not one.endswith(".")]:
            yield self.words["protected_by"].format(means=words.strung(means, self.language))
        if self.notice.profiling and self.notice.profiling.state == "none":
            yield self.words["no_profiling"].rstrip(".")

    def _resting(self) -> Iterator[Basis]:
        """Every basis that the notice names, for a purpose or for all of it."""
        for purpose in self.notice.purposes.values():
            for use in self.parts.uses_of(purpose):
                yield from (basis.basis.value for basis in bases_of(use, purpose)[0])
        for stated in self.notice.bases:
            yield from (basis.basis.value for basis in stated.basis)

    def _receivers(self) -> Iterator[str]:
        for processor in self.notice.processors.values():
            if processor.uses or processor.data or not self.notice.drives:
                entity = processor.entity
                named = entity and (entity.legal_name or entity.product)
                yield named.value if named else lowered(self.title(processor))
        yield from (lowered(self.title(recipient)) for recipient in self.notice.recipients.values())

    def _run_on(self, key: str, items: list[str]) -> str:
        """A sentence made of titles: only the first begins with a capital, companies as they are."""
        if key == "how":
            return " ".join(f"{first_up(item)}." for item in items)
        line = words.strung(items if key == "whom" else [lowered(i) for i in items], self.language)
        return f"{first_up(line)}."
