"""The questions of ``seloste notice new``, put to somebody in a terminal or to a file of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from seloste.cli.output import say
from seloste.cli.starting import BadAnswer
from seloste.notice import examine, starting
from seloste.notice.places import MECHANISMS, in_eea
from seloste.notice.starting import Answers, Processor
from seloste.notice.vocabulary import FIELDS
from seloste.notice.vocabulary import MECHANISMS as TITLES

WHO = ("name", "business_id", "street", "postcode", "town", "mail")
_PATHS = {
    "controller.name": "name", "controller.business_id": "business_id", "controller.address": "street",
    "controller.contact.mail": "mail", "controller.contact.phone": "phone",
}  # fmt: skip
"""Which question a finding of the check is about."""


class Dialogue:
    """Questions in one language; ``given``: answers by the names of the questions, and then nobody is asked."""

    def __init__(self, language: str, given: Mapping[str, Any] | None) -> None:
        self.language, self.given, self.starter = language, given, starting.starter()

    def words(self, key: str) -> str:
        return str(self.starter["ask"][key][self.language])

    def inside(self, given: Mapping[str, Any]) -> Dialogue:
        """The same about one of several, such as a processor."""
        return Dialogue(self.language, given)

    def text(self, key: str, default: str = "") -> str:
        if self.given is not None:
            return str(self.given.get(key, default))
        return self._heard(f"{self.words(key)}{f' [{default}]' if default else ''}: ").strip() or default

    def _heard(self, question: str) -> str:
        try:
            return input(question)
        except EOFError:
            raise BadAnswer(self.words("ended"), help="--answers FILE takes them from a file.") from None

    def needed(self, key: str) -> str:
        while not (answer := self.text(key)):
            self.refuse(key, answer)
        return answer

    def number(self, key: str, default: int) -> int:
        while not (answer := self.text(key, str(default))).isdecimal() or not 0 < int(answer) < 1000:
            self.refuse(key, answer)
        return int(answer)

    def day(self, key: str, default: date) -> date:
        while True:
            answer = self.text(key, default.isoformat())
            try:
                return date.fromisoformat(answer)
            except ValueError:
                self.refuse(key, answer)

    def chosen(self, key: str, options: Mapping[str, str], default: Sequence[str]) -> tuple[str, ...]:
        """Some of these, by their numbers or, in a file, by their names; at least one."""
        if self.given is not None:
            wanted = self.given.get(key, list(default))
            found = tuple(one for one in options if one in wanted)
            if not found or set(wanted) - set(options):
                self.refuse(key, ", ".join(map(str, wanted)))
            return found
        say(self.words(key))
        for number, title in enumerate(options.values(), start=1):
            say(f"  {number:>2}  {title}")
        usual = (
            self.words("all") if len(default) == len(options) else ", ".join(options[one] for one in default)
        )
        while True:
            hint = self.words("choose").format(default=usual) if default else self.words("pick")
            answer = self._heard(f"{hint}: ").replace(",", " ").split()
            if not answer and default:
                return tuple(default)
            if answer and all(one.isdecimal() and 1 <= int(one) <= len(options) for one in answer):
                return tuple(one for place, one in enumerate(options, start=1) if str(place) in answer)
            self.refuse(key, " ".join(answer))

    def refuse(self, key: str, answer: str) -> None:
        """Asks to be told once more; raises ``BadAnswer`` where nobody is asked."""
        if self.given is not None:
            raise BadAnswer(
                f"{key} = {answer!r} is no answer to: {self.words(key)}", help="Mend the file of answers."
            )
        say(self.words("again"))


def answers_of(dialogue: Dialogue) -> Answers:
    """Every answer, in the order of the questions. Raises ``BadAnswer`` where nobody is asked, or nobody answers."""
    own, lang, today = starting.starter(), dialogue.language, datetime.now(UTC).date()
    who = _who(dialogue)
    groups = dialogue.chosen("groups", {name: one["many"][lang] for name, one in own["group"].items()}, ())
    fitting = starting.purposes_for(groups)
    purposes = dialogue.chosen(
        "purposes", {name: own["purpose"][name]["title"][lang] for name in fitting}, fitting
    )
    purposes = _covering(dialogue, groups, purposes)
    usable = starting.fields_for(purposes)
    fields = dialogue.chosen("fields", {datum: _title(datum, lang) for datum in usable}, usable)
    fields = tuple(datum for datum in usable if datum in (*fields, *starting.needed_for(purposes)))
    interest = starting.uses_interest(groups, purposes)
    return starting.Answers(
        **who,
        groups=groups, purposes=purposes, fields=fields, today=today,
        balance=dialogue.day("balance", today) if interest else today,
        processors=tuple(_processors(dialogue, purposes, today)),
        months=dict(_months(dialogue, fields)),
    )  # fmt: skip


def _covering(dialogue: Dialogue, groups: Sequence[str], purposes: tuple[str, ...]) -> tuple[str, ...]:
    """Purposes that leave nobody of these groups without one: what is lacking is added."""
    bases = {name: starting.starter()["purpose"][name]["bases"] for name in starting.purposes_for(groups)}
    for group in groups:
        if not any(bases[name].get(group, "consent") != "consent" for name in purposes):
            purposes = (
                *purposes,
                next(name for name, own in bases.items() if own.get(group, "consent") != "consent"),
            )
    return tuple(name for name in bases if name in purposes)


def _who(dialogue: Dialogue) -> dict[str, str]:
    """Who the controller is, as the check accepts it; what it refuses is asked again."""
    who = {key: dialogue.needed(key) for key in WHO}
    who["phone"] = dialogue.text("phone")
    while wrong := _refused(who, dialogue.language):
        key, why = wrong
        if dialogue.given is not None:
            raise BadAnswer(f"{key} = {who[key]!r}: {why}", help="Mend the file of answers.")
        say(why)
        who[key] = dialogue.text(key)
    return who


def _refused(who: Mapping[str, str], language: str) -> tuple[str, str] | None:
    """The first answer that a notice of it would be refused for, and why."""
    today = datetime.now(UTC).date()
    probe = starting.Answers(
        **who, groups=("customer",), purposes=("care",), fields=starting.needed_for(("care",)), balance=today, today=today,
        processors=(), months={},
    )  # fmt: skip
    _, findings = examine(starting.notice(probe).encode(), on=today)
    for found in findings:
        key = next((key for path, key in _PATHS.items() if found.path.startswith(path)), None)
        if key:
            return ("postcode" if "postcode" in found.path else key), found.in_language(language).message
    return None


def _title(datum: str, language: str) -> str:
    category, _, name = datum.partition(".")
    own = starting.starter()["category"][category].get("field", {})
    return str((own.get(name) or FIELDS[name])[language])


def _months(dialogue: Dialogue, fields: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The periods that these data need, each with the starter's length as its default."""
    needed = {
        "relation": True,
        "contract": any(one in fields for one in ("events.contract", "events.purchase", "events.complaint")),
        "application": any(one.startswith("applications.") for one in fields),
    }
    for name in (name for name, is_needed in needed.items() if is_needed):
        if dialogue.given is None and (law := starting.starter()["period"][name].get("law")):
            say(f"  {law}: {starting.starter()['period'][name]['why'][dialogue.language]}")
        yield name, dialogue.number(name, starting.months_of(name))


def _processors(dialogue: Dialogue, purposes: Sequence[str], today: date) -> Iterator[Processor]:
    """Those who handle data for the company, until there are no more."""
    if dialogue.given is not None:
        for one in dialogue.given.get("processors", ()):
            yield _processor(dialogue.inside(one), str(one.get("processor", "")), purposes, today)
        return
    while name := dialogue.text("processor"):
        yield _processor(dialogue, name, purposes, today)


def _processor(dialogue: Dialogue, name: str, purposes: Sequence[str], today: date) -> Processor:
    own, lang = starting.starter(), dialogue.language
    product = dialogue.text("product")
    (seat,) = _countries(dialogue, "seat", most=1)
    servers = _countries(dialogue, "servers", default=seat)
    task = dialogue.chosen("task", {key: said[lang] for key, said in own["task"].items()}, ())[0]
    uses = dialogue.chosen("uses", {one: own["purpose"][one]["title"][lang] for one in purposes}, purposes)
    outside = [place for place in dict.fromkeys((seat, *servers)) if not in_eea(place, today)]
    mechanism, assessed = "", None
    if outside:
        holding = {
            one.name: TITLES[one.name][lang] for one in MECHANISMS.values()
            if one.name in TITLES and all(one.holds(place, today) for place in outside)
        }  # fmt: skip
        mechanism = dialogue.chosen("mechanism", holding, ())[0]
        assessed = dialogue.day("assessed", today)
    return starting.Processor(name, seat, servers, task, uses, product, mechanism, assessed)


def _countries(dialogue: Dialogue, key: str, *, most: int = 20, default: str = "") -> tuple[str, ...]:
    while True:
        answer = dialogue.text(key, default)
        found = tuple(dict.fromkeys(answer.upper().replace(",", " ").split()))
        if 0 < len(found) <= most and all(len(one) == 2 and one.isascii() and one.isalpha() for one in found):
            return found
        dialogue.refuse(key, answer)
