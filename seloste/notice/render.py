"""The public page of a notice as an HTML fragment: the answers first, then the twelve sections.

No style attributes and no scripts (the content security policy forbids them); all text escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from html import escape

from seloste.notice import page_words, restated, sentences
from seloste.notice import vocabulary as words
from seloste.notice.compiling import compile_notice
from seloste.notice.model import Notice, PurposeTerm, Texts
from seloste.notice.places import in_eea
from seloste.notice.policy import Clause, Policy
from seloste.notice.prose import Prose
from seloste.notice.resolve import all_uses, bases_of, review_day


def render_page(notice: Notice, language: str, *, policy: Policy | None = None) -> str:
    """What stands inside ``<main>`` of the public page, in one language of the notice.

    ``policy``: what the notice compiled to, if at hand; without it the notice is compiled as on
    the day it was published. Raises ``NoticeErrors`` for a notice that does not compile, and
    ``ValueError`` for a language that it does not declare.
    """
    if language not in notice.languages:
        raise ValueError(f"the notice has no language {language!r}; it has {', '.join(notice.languages)}")
    if not notice.drives:
        return restated.page(notice, language)
    published = notice.version.published if notice.version else None
    policy = policy or compile_notice(notice, on=published.value if published else None)
    return _Page(notice, policy, language).html()


class _Page:
    def __init__(self, notice: Notice, policy: Policy, language: str) -> None:
        self.notice = notice
        self.policy = policy
        self.language = language
        self.words = page_words.WORDS[language]
        self.prose = Prose.of(notice, language)
        self.ids: set[str] = set()

    def html(self) -> str:
        bodies: tuple[Callable[[], Iterable[str]], ...] = (
            self._general, self._controller, self._register, self._purposes, self._categories,
            self._sources, self._disclosures, self._transfers, self._periods, self._measures,
            self._rights, self._changes,
        )  # fmt: skip
        titles = page_words.SECTIONS[self.language]
        sections = "".join(
            self._section(number, title, body())
            for number, (title, body) in enumerate(zip(titles, bodies, strict=True), start=1)
        )
        contents = "".join(
            f'<li><a href="#k{n}"><span>{n}</span>{escape(t)}</a></li>' for n, t in enumerate(titles, start=1)
        )
        label = escape(self.words["contents"])
        return (
            f"{self._head()}{self._sample()}{self._brief()}"
            f'<div class="notice-cols"><nav class="toc" aria-label="{label}"><h2>{label}</h2>'
            f'<ol>{contents}</ol></nav><div class="notice-body">{sections}</div></div>'
        )

    # -- small parts -------------------------------------------------------------------------------

    def _say(self, texts: Texts | None) -> str:
        """A text of the notice in this language, escaped; empty where there is none."""
        text = texts.get(self.language) if texts else None
        return escape(self.prose.fill(text)) if text else ""

    def _sentence(self, clause: Clause) -> str:
        return escape(clause.sentence[self.language])

    def _id(self, section: str) -> str:
        """The id of a citable paragraph, given once: ``k4.4``."""
        name = f"k{section}"
        if name in self.ids:
            return ""
        self.ids.add(name)
        return f' id="{escape(name)}"'

    def _cited(self, section: str, html: str, tag: str = "p") -> str:
        number = escape(section)
        return f'<{tag} class="cl"{self._id(section)}><span class="no">{number}</span>{html}</{tag}>'

    def _section(self, number: int, title: str, body: Iterable[str]) -> str:
        self.ids.add(f"k{number}")
        return (
            f'<section class="notice-sec" id="k{number}" aria-labelledby="h{number}"><h2 id="h{number}">'
            f'<span class="no">{number}</span>{escape(title)}</h2>'
            f'<div class="text">{"".join(body)}</div></section>'
        )

    def _intro(self, key: str) -> Iterable[str]:
        own = self.notice.sections.get(key)
        if own and (text := self._say(own.text)):
            yield f"<p>{text}</p>"

    def _day(self, when: date) -> str:
        return page_words.day(when.year, when.month, when.day, self.language)

    # -- the head and the six answers --------------------------------------------------------------

    def _head(self) -> str:
        version = self.notice.version
        line = ""
        if version and version.number and version.in_force:
            day = self._day(version.in_force.value)
            line = self.words["version"].format(number=version.number.value, day=day)
        return (
            f'<header class="public-head"><h1>{escape(self.words["notice"])}</h1>'
            f'<p class="lead">{escape(self.policy.register_name[self.language])}</p>'
            f'<p class="small quiet">{escape(line)}</p></header>'
        )

    def _sample(self) -> str:
        if not self.policy.sample:
            return ""
        line = self.words["sample"].format(controller=self.policy.controller[self.language])
        return (
            '<div class="note note-wait" role="note"><span class="i" aria-hidden="true"></span>'
            f"<p><strong>{escape(line)}</strong></p></div>"
        )

    def _brief(self) -> str:
        """R1.2a: what, how, for what and to whom, out of the terms alone."""
        language, policy = self.language, self.policy
        lengths = dict.fromkeys((keep.months, keep.days) for keep in policy.keeps)
        receivers = [p.entity for p in policy.processors if p.uses] + [
            self._title(recipient.title, recipient.name.value)
            for recipient in self.notice.recipients.values()
        ]
        answers = (
            ("why", [self._title(p.title, p.name.value) for p in self.notice.purposes.values()]),
            ("what", [category.title[language] for category in policy.categories]),
            ("whence", [source.title[language] for source in policy.sources]),
            ("whom", receivers),
            ("long", [words.length(*length, language) for length in lengths]),
            ("rights", [self._title(r.title, r.name.value) for r in self.notice.rights.values()]),
        )
        rows = "".join(
            f"<div><dt>{escape(self.words[key])}</dt><dd>{escape(self._run_on(key, said))}</dd></div>"
            for key, said in answers
            if said
        )
        title = escape(self.words["brief"])
        return (
            f'<section class="brief" aria-labelledby="brief-h"><h2 id="brief-h">{title}</h2>'
            f"<dl>{rows}</dl></section>"
        )

    def _title(self, texts: Texts | None, name: str) -> str:
        return (texts and texts.get(self.language)) or name

    def _run_on(self, key: str, items: list[str]) -> str:
        """A sentence made of titles: only the first begins with a capital, companies as they are."""
        lowered = [i[:1].lower() + i[1:] if i[1:2].islower() else i for i in items]
        line = words.listed(items if key == "whom" else lowered, self.language)
        return f"{_first_up(line)}."

    # -- the twelve sections -----------------------------------------------------------------------

    def _general(self) -> Iterable[str]:
        if self.notice.general and (text := self._say(self.notice.general.text)):
            yield f"<p>{text}</p>"
        people = sentences.people(self.notice, self.notice.groups, self.language)
        yield f"<p>{escape(self.words['people'].format(people=people))}</p>"
        if self.notice.profiling and self.notice.profiling.state == "none":
            yield f"<p>{escape(self.words['no_profiling'])}</p>"

    def _controller(self) -> Iterable[str]:
        names = self.prose.names
        lines = [names.get(key, "") for key in ("controller.name", "controller.address")]
        lines[0] += f", {self.policy.business_id}" if self.policy.business_id else ""
        yield f"<p>{'<br>'.join(escape(line) for line in lines if line)}</p>"
        controller = self.notice.controller
        contact = controller.contact if controller else None
        if contact:
            mail = escape(self.policy.contact_mail)
            parts = [_first_up(self._say(contact.role)), f'<a href="mailto:{mail}">{mail}</a>']
            if contact.phone:
                parts.append(f'<span class="nb">{escape(contact.phone.value)}</span>')
            yield f"<p>{', '.join(part for part in parts if part)}</p>"
        if controller and controller.officer:
            said = self._say(controller.officer.texts) or escape(self.words["no_officer"])
            yield f"<p>{said}</p>"

    def _register(self) -> Iterable[str]:
        yield f"<p>{escape(self.policy.register_name[self.language])}</p>"

    def _purposes(self) -> Iterable[str]:
        yield from self._intro("purpose")
        yield self._purpose_table()
        for name, purpose in self.notice.purposes.items():
            section = purpose.at.value if purpose.at else "4"
            used = [u for u in self.policy.uses if u.purpose == name]
            said = dict.fromkeys(
                self._sentence(rule.clause)
                for rule in self.policy.rules
                if rule.use in {u.name for u in used}
            )
            own = dict.fromkeys(
                self._sentence(use.clause) for use in used if use.clause.path in self._texts()
            )
            day = review_day(purpose)
            if day and purpose.balance and purpose.balance.done:
                done = self._day(purpose.balance.done.value)
                said[escape(self.words["balance"].format(done=done, review=self._day(day)))] = None
            yield self._cited(section, " ".join({**own, **said}))

    def _texts(self) -> set[str]:
        """Uses whose sentence is their own and not that of their purpose."""
        return {use.path for use in self.notice.uses.values() if use.text}

    def _purpose_table(self) -> str:
        heads = [self.words[key] for key in ("section", "purpose", "channel", "basis")]
        rows = "".join(self._purpose_row(purpose, heads) for purpose in self.notice.purposes.values())
        label = escape(self.words["purposes"])
        head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
        return (
            f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
            f'<table class="table table-plain table-stack table-top"><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _purpose_row(self, purpose: PurposeTerm, heads: list[str]) -> str:
        uses = [u for u in all_uses(self.notice).values() if u.purpose.value == purpose.name.value]
        channels = [words.CHANNELS[u.channel][self.language] for u in uses if u.channel]
        bases = dict.fromkeys(
            page_words.BASES[basis.basis.value][self.language]
            for use in uses
            for basis in bases_of(use, purpose)[0]
        )
        return (
            f'<tr><td class="faint">{escape(purpose.at.value if purpose.at else "4")}</td>'
            f'<th scope="row">{escape(self._title(purpose.title, purpose.name.value))}</th>'
            f'<td data-label="{escape(heads[2])}">{escape(", ".join(channels)) or "–"}</td>'
            f'<td data-label="{escape(heads[3])}">{escape(", ".join(bases))}</td></tr>'
        )

    def _categories(self) -> Iterable[str]:
        yield from self._intro("category")
        rows = []
        for category in self.policy.categories:
            entry = self.notice.categories[category.name]
            fields = ", ".join(sentences.field_title(entry, f, self.language) for f in category.fields)
            without = self._say(entry.without)
            section = category.clause.section
            rows.append(
                f"<div{self._id(section)}><dt>{escape(section)} {escape(category.title[self.language])}</dt>"
                f'<dd class="notice-words">{escape(fields)}{". " + without if without else ""}</dd></div>'
            )
        yield f'<dl class="facts">{"".join(rows)}</dl>'

    def _sources(self) -> Iterable[str]:
        yield from self._intro("source")
        for source in self.policy.sources:
            yield self._cited(source.clause.section, self._sentence(source.clause))
        yield from self._intro("processor")
        for processor in self.policy.processors:
            task = self._say(self.notice.processors[processor.name].task)
            told = self._sentence(processor.clause) + (f" ({task})" if task else "")
            yield self._cited(processor.clause.section, told)

    def _disclosures(self) -> Iterable[str]:
        yield from self._intro("disclosure")
        for recipient in self.notice.recipients.values():
            title = escape(self._title(recipient.title, recipient.name.value))
            section = recipient.at.value if recipient.at else "7"
            yield self._cited(section, f"<b>{title}.</b> {self._say(recipient.text)}")
        if not self.notice.recipients:
            yield f"<p>{escape(self.words['none_disclosed'])}</p>"

    def _transfers(self) -> Iterable[str]:
        clause = self.policy.stance_clause
        yield self._cited(clause.section, self._sentence(clause))
        for name, processor in self.notice.processors.items():
            transfer, entity = processor.transfer, processor.entity
            if not (transfer and transfer.mechanism and transfer.assessed and entity):
                continue
            day = transfer.assessed.value
            places = [w.value for w in (entity.seat, *entity.servers, entity.parent) if w]
            outside = [place for place in dict.fromkeys(places) if not in_eea(place, day)]
            line = self.words["mechanism"].format(
                processor=next(p.entity for p in self.policy.processors if p.name == name),
                mechanism=self._mechanism(transfer.mechanism.value),
                places=words.listed([self._country(place) for place in outside], self.language),
                day=self._day(day),
            )
            yield f"<p>{escape(line)}</p>"

    def _mechanism(self, name: str) -> str:
        return words.MECHANISMS.get(name, {}).get(self.language, name)

    def _country(self, code: str) -> str:
        return words.country(code, self.language)

    def _periods(self) -> Iterable[str]:
        yield from self._intro("keep")
        for clause in dict.fromkeys((k.clause.path, k.clause.section) for k in self.policy.keeps):
            path, section = clause
            yield self._cited(section, self._sentence(self.policy.clauses[path]))

    def _measures(self) -> Iterable[str]:
        yield from self._intro("measure")
        for measure in self.notice.measures.values():
            section = measure.at.value if measure.at else "10"
            yield self._cited(section, self._say(measure.text) or self._say(measure.what))

    def _rights(self) -> Iterable[str]:
        yield from self._intro("right")
        rows = []
        for right in self.notice.rights.values():
            section = right.at.value if right.at else "11"
            title = escape(self._title(right.title, right.name.value))
            rows.append(self._cited(section, f"<b>{title}.</b> {self._say(right.text)}", "li"))
        if rows:
            yield f'<ul class="rights">{"".join(rows)}</ul>'

    def _changes(self) -> Iterable[str]:
        if self.notice.changes and (text := self._say(self.notice.changes.text)):
            yield f"<p>{text}</p>"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
