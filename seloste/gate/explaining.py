"""A decision as people read it: the verdict, what decides, and where it stands in the notice."""

from __future__ import annotations

from seloste.terms.decision import Decision, Lawful

VERDICT = {"fi": ("Saa.", "Ei saa."), "sv": ("Ja.", "Nej."), "en": ("Yes.", "No.")}
SECTION = {"fi": "selosteen kohta {}", "sv": "beskrivningens punkt {}", "en": "section {} of the notice"}


def explain(decision: Decision, language: str) -> list[str]:
    """Lines in one language: the verdict, then each reason with its section and its rule of law."""
    tongue = language if language in VERDICT else "en"
    lines = [VERDICT[tongue][0 if isinstance(decision, Lawful) else 1]]
    for reason in decision.reasons:
        words = reason.sentence.get(tongue) or next(iter(reason.sentence.values()), "")
        where = SECTION[tongue].format(reason.section) if reason.section else reason.path
        lines += [words, f"  {where}; {reason.rule}"]
    return lines
