"""What the wider tables leave out or contradict: each finding with what mends it, and nothing else is found (SEL25..)."""

from __future__ import annotations

from collections import Counter

import pytest

from seloste.notice.catalogue import CATALOGUE, translated
from tests.notice.builders import TEXT, findings_of

T = 'title = { fi = "Nimi", sv = "Namn", en = "Name" }\n'
SAID = '{ fi = "sana", sv = "ord", en = "word" }'
DECISION = f'[decision.one]\n{T}kind = "scoring"\nlogic = {SAID}\neffect = {SAID}\n'
PROFILING = ('profiling    = "none"\n', "")
CAMERA = f'[recording.gate]\n{T}kind = "camera"\nkeep = "7 days after obtained"\nsign = true\n'
SPECIAL = ('[category.contact]\n', '[category.contact]\nfield.name = { title = { fi = "n", sv = "n", en = "n" }, special = "health", condition = "9(2)(a)" }\n')  # fmt: skip
VISIBLE = (
    f'[visible.name]\n{T}data = ["contact.name"]\nto = "the public"\nby_default = false\nremove = {SAID}\n'
)
OUTSIDE = '[[transfer]]\nto = "mailchimp"\nseat = "US"\nmechanism = "dpf-2023"\nassessed = 2026-09-01\n'

Edits = tuple[tuple[str, str], ...]
CASES: dict[str, tuple[str, str, str, Edits]] = {
    # code: (what is added, the words in it that are wrong, what mends them, edits of the notice itself)
    "SEL2501": (f'[authority.other]\nname = {SAID}\ncountry = "fi"\n', '"fi"', '"se"', ()),
    "SEL2502": (f'[joint]\nessence = {SAID}\n', f"essence = {SAID}", "at = '2'",
                (("[controller]\n", '[controller]\nrole = "joint"\n'),)),
    "SEL2503": (
        f'[[register]]\nid = "b"\nname = {SAID}\npeople = ["customer"]\n', "", "",
        (("[register]\n", '[[register]]\nid = "a"\npeople = ["customer"]\npurposes = ["newsletter"]\n'),),
    ),
    "SEL2506": ("", f"officer = {SAID}", 'officer = { fi = "x", sv = "x", en = "x", mail = "o@saarni.fi" }',
                (('officer        = "none"\n', f"officer = {SAID}\n"), ('["officer", ', "["))),
    "SEL2507": (f'[recording]\nat = "5.9"\n{CAMERA}', 'at = "5.9"', 'state = "none"', ()),
    "SEL2508": (f'[promise.a]\n{T}says = "never"\nact = "publish"\n{CAMERA}', '"publish"', '"record"', ()),
    "SEL2509": (f'[delegated.a]\n{T}to = {SAID}\nessence_here = true\n', "essence_here = true", "own = true", ()),
    "SEL2510": (f'{DECISION}legal_effect = true\ncondition = "law"\n', 'condition = "law"\n', "", (PROFILING,)),
    "SEL2511": (DECISION, f"logic = {SAID}\n", "", (PROFILING,)),
    "SEL2512": (DECISION, "", "", ()),
    "SEL2513": (f'{DECISION}data = ["contact.name"]\ncondition = "consent"\n', '"consent"', '"law"', (PROFILING, SPECIAL)),
    "SEL2514": (f'[consent.a]\n{T}purposes = ["newsletter"]\ncosts = "none"\n', '"none"', '"5 euroa"', ()),
    "SEL2515": (f'[consent.a]\n{T}purposes = ["newsletter"]\n', '"newsletter"', '"billing"', ()),
    "SEL2516": (f'[secondary.a]\n{T}kind = "research"\ntold = "before"\n', '"before"', '"after"', ()),
    "SEL2517": (f'[age.a]\n{T}limit = 13\n', "13", "12", ()),
    "SEL2518": (f'[age.a]\n{T}limit = 15\n', "15", "18",
                (("[purpose.newsletter]\n", "[purpose.newsletter]\nmin_age = 15\n"),)),
    "SEL2519": (f'[work.a]\n{T}kind = "monitoring"\nneed = {SAID}\n', f"need = {SAID}\n", "", ()),
    "SEL2520": (f'[work.a]\n{T}kind = "aptitude test"\nneed = {SAID}\nconsent = true\n', "true", "false", ()),
    "SEL2521": ("", "", "", (("[use.newsletter.email]\n", '[use.newsletter.email]\noffers = "others"\n'),)),
    "SEL2522": ("", "", "", (("[category.contact]\n", '[category.contact]\nfield.name = { criminal = true }\n'),)),
    "SEL2523": ("", "", "", (("[category.contact]\n", '[category.contact]\nfield.name = { kept = "seen, not stored" }\n'),)),
    "SEL2524": (f'[consent.a]\n{T}purposes = ["newsletter"]\nexplicit = true\n', "true", "false", (SPECIAL,)),
    "SEL2525": ("", "", "", (("[category.contact]\n", '[category.contact]\norigin = "derived"\n'),)),
    "SEL2526": ("", "", "", (("[category.contact]\n", '[category.contact]\nunless = { when = "misuse" }\n'),)),
    "SEL2527": (
        f'[keep.a]\n{T}shape = "criterion"\ncriterion = {SAID}\nperiod = "at most 5 years after obtained"\n',
        f"criterion = {SAID}\n", "", (),
    ),
    "SEL2528": ("", "", "", (("6 years after end of year of financial_year.ended", "5 years after end of year of financial_year.ended"),)),
    "SEL2529": (f'[law.a]\nid = "fi/1/2000"\nname = {SAID}\nin_force = true\nuntil = 2030-01-01\n', "2030", "2020", ()),
    "SEL2530": (f'[device.a]\n{T}kind = "cookie"\nsession = true\npurpose = "newsletter"\nnecessary = false\n',
                '"newsletter"', '"billing"', ()),
    "SEL2531": (f'[device.a]\n{T}kind = "cookie"\nsession = true\nnecessary = true\n', "session = true\n", "", ()),
    "SEL2532": (CAMERA, 'keep = "7 days after obtained"\n', "", ()),
    "SEL2533": (CAMERA, "sign = true\n", "", ()),
    "SEL2534": (f'[third_person.a]\n{T}told_by = "us"\n', '"us"', '"nobody"', ()),
    "SEL2535": (f'[derived.a]\n{T}claim = "anonymous"\nmethod = {SAID}\n', f"method = {SAID}\n", "", ()),
    "SEL2536": (f'[occasion.a]\n{T}when = "claim"\nbasis = "consent"\n', 'basis = "consent"\n', "", ()),
    "SEL2537": (VISIBLE, "false", "true", ()),
    "SEL2538": (VISIBLE, f"remove = {SAID}\n", "", ()),
    "SEL2539": (f'[disclosure.a]\n{T}role = "controller"\ndata = ["contact.name"]\ncertainty = "does"\n', '"does"', '"may"',
                ()),
    "SEL2540": ("", "", "", (("[processor.mailchimp]\n", '[processor.mailchimp]\nunder = "mailchimp"\n'),)),
    "SEL2541": (f'[as_processor.a]\n{T}ask = {SAID}\n', f"ask = {SAID}\n", "", ()),
    "SEL2542": (f'[authority.other]\nname = {SAID}\nuntil = 2030-01-01\n', "2030", "2020", ()),
    "SEL2543": (f'[measure.a]\nwhat = {SAID}\ntestable = true\n', "true", "false", ()),
    "SEL2544": (f'[secrecy.a]\n{T}agreed = true\n', "true", "false", ()),
}  # fmt: skip


def _codes(added: str, edits: Edits) -> Counter[str]:
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return Counter(one.code for one in findings_of(f"{text}\n{added}"))


def _pair(code: str) -> tuple[Counter[str], Counter[str]]:
    """The findings of the notice with this one thing wrong, and with it mended."""
    added, sound, wrong, edits = CASES[code]
    if not sound:  # the edit itself is what is wrong
        return _codes(added, edits), _codes(added if code != "SEL2512" else "", ())
    whole = added or "\n".join(new for _, new in edits)
    assert sound in whole
    if added:
        return _codes(added.replace(sound, wrong, 1), edits), _codes(added, edits)
    mended = tuple((old, new.replace(sound, wrong)) for old, new in edits)
    return _codes("", edits), _codes("", mended)


@pytest.mark.parametrize("code", CASES)
def test_the_one_thing_is_found_and_falls_silent_when_mended_and_nothing_else_changes(code: str):
    wrong, mended = _pair(code)

    assert wrong[code] >= 1
    assert mended[code] == 0
    assert set(wrong - mended) == {code}


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code.startswith("SEL25")])
def test_each_finding_names_its_law_and_speaks_three_languages(code: str):
    entry = CATALOGUE[code]

    assert entry.article
    assert len({entry.message, translated("fi")[code][0], translated("sv")[code][0]}) == 3


def test_every_finding_of_the_wider_tables_is_tried():
    elsewhere = {"SEL2504", "SEL2505", "SEL2545"}  # in test_worlds

    assert set(CASES) | elsewhere == {code for code in CATALOGUE if code.startswith("SEL25")}


@pytest.mark.parametrize(("old", "new", "code"), [
    ('"dpf-2023"', '"privacy-shield"', "SEL1704"),
    ('"dpf-2023"', '["dpf-2023", "adequacy-jp"]', "SEL1704"),
    ('mechanism = "dpf-2023"\n', "", "SEL1702"),
    ("assessed = 2026-09-01\n", "", "SEL1702"),
    ('"US"', '"United States"', "SEL1704"),
])  # fmt: skip
def test_r8_1c_a_line_of_transfers_names_a_mechanism_that_holds(old: str, new: str, code: str):
    """R8.1c, H8: as strictly as where the processor itself names it."""
    lines = (("[transfer]\n", "[[transfer]]\n"),)
    sound, wrong = _codes(OUTSIDE, lines), _codes(OUTSIDE.replace(old, new), lines)

    assert code not in sound
    assert code in wrong


def test_a_bundled_consent_is_refused_wherever_it_is_said():
    added = f'[consent.a]\n{T}purposes = ["newsletter"]\nbundled_with = ["terms"]\n'

    assert _codes(added, ())["SEL2203"] == 1
