"""Every finding that the notice language knows: one stable code, its severity, its words.

SEL10.. the file and its syntax, 11.. keys and kinds of value, 12.. phrases, 13.. bases and
marketing, 14.. references, 15.. what is missing, 16.. the controller, 17.. transfers,
18.. versions and reviews, 19.. prose, 21.. what a strict reader misses (N),
22.. what nothing excuses, 23.. what strict readers find in others' notices (H), 25.. tables that few notices need.
A code once given is never given another meaning.
"""

from __future__ import annotations

from seloste.notice.catalogue_entries import Entry, Severity, advice, error, warning
from seloste.notice.catalogue_lint import LINT
from seloste.notice.catalogue_more import MORE
from seloste.notice.catalogue_world import WORLD

__all__ = ["CATALOGUE", "Entry", "Severity", "sentences_of", "translated"]

CATALOGUE: dict[str, Entry] = (
    {
        # -- the file and its syntax (TOML 1.0)
        "SEL1001": error("these bytes are not UTF-8", "save the file as UTF-8"),
        "SEL1002": error("the control character {number} may not stand here", "remove it"),
        "SEL1003": error(
            "a key or a [table] was expected here",
            "write key = value; a key is of letters, digits, - and _, or stands in quotes",
        ),
        "SEL1004": error(
            "this is no value", 'put text in quotes ("…"); true, false, numbers and dates stand without'
        ),
        "SEL1005": error("there is no such day, time or number", "write a day as 2026-12-01"),
        "SEL1006": error("this is opened and never closed", "close it with {end}"),
        "SEL1007": error(
            "a comma or {end} was expected here", "part the values by commas and close with {end}"
        ),
        "SEL1008": error(
            "= was expected after the key", "write key = value, or quote a key with blanks in it"
        ),
        "SEL1009": error(
            "{key} is said a second time", "keep one of the two; a closed table can't be added to"
        ),
        "SEL1010": error(
            "this text is never closed", 'close it with {quote} on the same line, or use """ for several'
        ),
        "SEL1011": error(
            "there is no such escape", 'write \\\\ for a backslash; known are \\n \\t \\" \\\\ \\uXXXX'
        ),
        "SEL1012": error("this is nested deeper than {most} levels", "flatten it"),
        "SEL1013": error("the statement has ended, and this is left over", "begin a new line, or remove it"),
        "SEL1014": error("the file can't be read: {why}", "check its path and its rights"),
        # -- keys and kinds of value
        "SEL1101": error("{where} has no key {key}", "{mend}"),
        "SEL1102": error("{key} must be {expected}", "write it as {example}"),
        "SEL1103": error("{word} is not among the words that {key} knows", "{mend}"),
        "SEL1104": error(
            "{name} can't be a name",
            "use small letters, digits and _, a letter first; and, for, claims, rights, upkeep, legal are taken",
        ),
        "SEL1105": error(
            "{language} is not a language of this notice", "add it to languages, or remove this text"
        ),
        "SEL1106": error(
            "{key} is said twice, differently", "a notice that drives a register says it once", "5(1)(a)"
        ),
        "SEL1107": error("a list may not be open-ended here", "list what there is (N37)", "GDPR 5(1)(c)"),
        "SEL1108": error(
            "a hedge can't drive a register", "say what is done, or leave the term out", "GDPR 12(1)"
        ),
        "SEL1109": error(
            "a basis said for the whole notice assigns nothing",
            "say it in the purposes that rest on it",
            "N7, GDPR 13(1)(c)",
        ),
        "SEL1110": error(
            "a period that says only its least has no end", "say how long it is at most", "H21, GDPR 13(2)(a)"
        ),
        "SEL1111": error(
            "{shape} is no period that could end", "give it a period, or leave it out", "H21, GDPR 13(2)(a)"
        ),
        # -- phrases
        "SEL1201": error("{word} is no basis", "{mend}", "GDPR 6(1)"),
        "SEL1202": error(
            "a number was expected, not {word}", "write for example: 24 months after relation.ended"
        ),
        "SEL1203": error("{word} is no unit of time", "{mend}"),
        "SEL1204": error("{expected} was expected, not {word}", "write {example}"),
        "SEL1205": error("{word} is no event from which a period runs", "{mend}"),
        "SEL1206": error("the phrase has ended, and {word} is left over", "write {example}"),
        "SEL1207": error("{word} was expected to be followed by {expected}", "write {example}"),
        # -- bases and marketing
        "SEL1301": error(
            "electronic direct marketing to people can't rest on legitimate interest alone (channel {channel})",
            'use "consent", "existing_customer for …" (own similar products), or "task for …" for work addresses',
            "N17, 917/2014 § 200",
        ),
        "SEL1302": error(
            "{channel} marketing needs consent; {basis} does not reach it",
            'use basis = "consent" for this use, or leave the channel out',
            "M6, 917/2014 § 200",
        ),
        "SEL1303": error(
            "{basis} is a basis for direct marketing by email, sms or inbox only",
            "use consent, contract, law or interest here, or mark the purpose marketing = true",
            "M3, M10, 917/2014 §§ 200, 202",
        ),
        "SEL1304": error(
            "task reaches only representatives at their work address, and {group} is none",
            "name a group with representative = true, or use another basis",
            "M10, 917/2014 § 202",
        ),
        "SEL1305": error(
            "a contract is no basis for {group}: a representative is no party to it",
            'use "interest for {group}" with the interest and its balancing test',
            "N32, GDPR 6(1)(b)",
        ),
        "SEL1306": error(
            "{basis} is no basis for direct marketing",
            "use consent, existing_customer, task, or (by phone and post) interest",
            "917/2014 §§ 200-203, GDPR 6",
        ),
        "SEL1307": error("{basis} must say for whom", 'write "{basis} for GROUP"', "N33, GDPR 13(1)(c)"),
        "SEL1308": error(
            "{purpose} is direct marketing and names no channel",
            "declare [use.{purpose}.email] or another channel: each has its own permission",
            "R4.3a",
        ),
        "SEL1309": error(
            "{channel} reaches a person through {field}, which is not among this use's data",
            "add contact.{field} to its data",
        ),
        "SEL1310": error("the notice has {number} uses, and a register can hold {most}", "join some of them"),
        "SEL1311": error(
            "a notice of level read can't drive a register",
            'write level = "drive", and mend what is then found',
        ),
        "SEL1312": error(
            "{purpose} is direct marketing and uses {data}: answers to studies serve no marketing",
            "leave {data} out of its data",
            "R5.6c, GDPR 5(1)(b)",
        ),
        "SEL1313": error(
            "{category} may come from {source}, which is not the applicant, and no consent carries it",
            "leave {source} out of its sources, or let a purpose that uses it rest on consent",
            "L17, N23, 759/2004 § 4",
        ),
        "SEL1314": error(
            "{purpose} only counts, and either reaches people by a channel or tells figures of too few",
            "give figures = 5 ({least} at least), and leave the channel out",
            "R4.1c, GDPR 5(1)(b)-(c)",
        ),
        "SEL1315": error(
            "{basis} can be told in a notice that is read, and carries no use of a register",
            "rest the use on another basis, or leave it out of the register",
            "GDPR 6(1)(d)-(e)",
        ),
        # -- references
        "SEL1401": error("there is no group {name}", "{mend}", "R1.1a", whole=True),
        "SEL1402": error("there is no category or field {name}", "{mend}", "R5.0a", whole=True),
        "SEL1403": error("there is no purpose {name}", "{mend}", whole=True),
        "SEL1404": error("there is no source {name}", "{mend}", "R6.1a", whole=True),
        "SEL1405": error("there is no law {name}", "{mend}", "R4.2b", whole=True),
        "SEL1406": error("there is no use {name}", "{mend}", "R4.1a", whole=True),
        "SEL1407": error("there is no period keep.{name}", "{mend}", "R9.1a", whole=True),
        "SEL1408": error("there is no processor or recipient {name}", "{mend}", "GDPR 13(1)(e)", whole=True),
        "SEL1409": error("there is no register {name}", "{mend}", "GDPR 13(1)(a)", whole=True),
        "SEL1410": error("no authority {name} is known", "{mend}", "GDPR 13(2)(d)", whole=True),
        # -- what is missing
        "SEL1501": error("{purpose} has no basis", 'add basis = "…"', "H17, GDPR 13(1)(c)", whole=True),
        "SEL1502": error(
            "{purpose} uses no data", 'add data = ["contact.name", …]', "N8, GDPR 5(1)(b)", whole=True
        ),
        "SEL1503": error(
            "no purpose uses {data}", "name it in a purpose's data, or do not collect it", "R5.0b", whole=True
        ),
        "SEL1504": error(
            "{category} has no source", 'add sources = ["self", …]', "GDPR 14(2)(f)", whole=True
        ),
        "SEL1505": error(
            "{category} has no period",
            'add keep = "24 months after relation.ended"',
            "GDPR 13(2)(a)",
            whole=True,
        ),
        "SEL1506": error(
            "{purpose} rests on {basis} and does not say {what}",
            "add {example}",
            "R4.2c, GDPR 13(1)(d)",
            whole=True,
        ),
        "SEL1507": error("{key} is not said in {languages}", "add {example}", "H36, GDPR 12(1)", whole=True),
        "SEL1508": error("{where} does not say {key}", "add {example}", "GDPR 13", whole=True),
        "SEL1509": warning(
            "{group} has no purpose of its own", "name it in a basis, or leave it out", "N29", whole=True
        ),
        "SEL1510": error(
            "people of {group} have no period for {category}", "add a period for {group}", "R9.1a", whole=True
        ),
        "SEL1511": advice(
            "{field} has no name for people", "add field.{field} = {{ fi = …, sv = …, en = … }}", whole=True
        ),
        "SEL1512": warning(
            "no use brings in {data} from {source}", "name a use in the source's uses", "R6.1a", whole=True
        ),
        "SEL1513": error(
            "default sentences exist in fi, sv and en, and not in {language}",
            "leave {language} out of the languages of a notice that drives a register",
        ),
        "SEL1514": error(
            "keep.{keep} is said to be by law and does not say {what}",
            'add law = "accounting 2:10", a law of [law] and its section, or say it without the law',
            "R4.2b, R9.2a, GDPR 13(2)(a), 5(1)(e)",
            whole=True,
        ),
        # -- the controller
        "SEL1601": error(
            "{number} is no business ID: {why}", "check the number against the trade register", "R2.1a"
        ),
        "SEL1602": error("{mail} is no e-mail address: {why}", "write it as name@domain", "R5.1a"),
        "SEL1603": error("there is no time zone {zone}", "write it as Europe/Helsinki"),
        # -- transfers
        "SEL1701": error(
            '{processor} sits or stores in {places}, outside the EEA, and the stance is "{stance}"',
            "take a processor inside the EEA, give it no data, or change transfer.stance and name the mechanism",
            "R8.1a, N1, GDPR 44",
        ),
        "SEL1702": error(
            "{processor} sits or stores in {places}, outside the EEA, without {what}",
            "add transfer = {{ mechanism = …, assessed = … }}",
            "R8.1c, GDPR 46",
        ),
        "SEL1703": error(
            "{country} is no code of a country", 'write two capital letters, such as "FI"', "R8.1b"
        ),
        "SEL1704": error("the mechanism {mechanism} {why}", "name one that holds: {known}", "H8, GDPR 44-46"),
        "SEL1705": error("{processor} does not say {what}", "add {example}", "R6.4b", whole=True),
        "SEL1706": error(
            "the register's {part} is in {country}, outside the EEA",
            "keep it in a country of the EEA",
            "R8.1d, GDPR 44",
        ),
        # -- versions and reviews
        "SEL1801": error(
            "version {number} does not come after version {was}", "number must be greater than was", "N67"
        ),
        "SEL1802": error(
            "the notice is in force before it is published",
            "in_force can't be before published",
            "GDPR 12(1)",
        ),
        "SEL1803": warning(
            "the balancing test was to be reviewed by {day}", "review it and give the new day", "R4.2c"
        ),
        "SEL1804": error("this language has version {known}, not {number}", "write seloste = {known}"),
        "SEL1805": error(
            "a review must come after what it reviews", "give a day after {day}, or a period", "R4.2c"
        ),
        "SEL1806": error(
            "people are told of changes longer before than this version comes into force",
            "give in_force a day from {day} on, or change changes.told.before",
            "R12.1d, GDPR 5(1)(a), 12(1)",
        ),
        # -- prose
        "SEL1901": error("{{{{ {name} }}}} names nothing of the notice", "{mend}"),
        "SEL1902": error(
            "the form {form} of {word} is not given",
            'add "{word}" = {{ {form} = "…" }} to [forms.{language}]',
        ),
        "SEL1903": error("{{{{ is never closed by }}}}", "close it, or write the text without it"),
        "SEL1905": warning(
            "{said} is a bare number: nothing keeps it as the terms say",
            "put a term in its place, such as {{{{ keep.NAME }}}}, or leave it to the term's own sentence",
            "GDPR 5(1)(a), 12(1)",
        ),
        "SEL1906": warning(
            "{said}: a country in prose, which the terms may contradict",
            "leave it to the sentences of processors and hosting",
            "GDPR 5(1)(a), 13(1)(f)",
        ),
        "SEL1907": warning(
            "{said}: a law in prose, which may be another one tomorrow",
            "declare it under [law], and write {{{{ law.NAME }}}}",
            "GDPR 5(1)(a), 12(1)",
        ),
        "SEL1908": warning(
            "{said}: an address in prose, which a change of the term leaves behind",
            "write {{{{ controller.contact.mail }}}} or {{{{ controller.address }}}}",
            "GDPR 12(1), 13(1)(a)",
        ),
        "SEL1909": warning(
            "{said}: a recipient's name in prose",
            "write {{{{ processor.NAME }}}}, or leave it to the term's own sentence",
            "GDPR 12(1), 13(1)(e)",
        ),
        "SEL1910": error(
            "the languages do not say the same terms: {language} differs by {said}",
            "put the same terms in each language of this text",
            "H36, GDPR 12(1)",
        ),
        "SEL1911": error(
            "the ending {said} is glued to a term",
            "ask for the form: {{{{ {name} | gen }}}}, and give it under [forms.{language}]",
            "GDPR 12(1)",
        ),
        "SEL1904": error("a quote has {words} words; 25 at most", "quote the words that decide", ""),
    }
    | LINT
    | MORE
    | WORLD
)


def sentences_of(code: str, language: str) -> tuple[str, str]:
    """Message and mend of a code in ``fi``, ``sv`` or ``en``, with places for their words."""
    if language == "en":
        return CATALOGUE[code].message, CATALOGUE[code].mend
    return translated(language)[code]


def translated(language: str) -> dict[str, tuple[str, str]]:
    """All messages and mends in ``fi`` or ``sv``."""
    from seloste.notice import (  # not needed to check
        catalogue_words,
        lint_words,
        lint_words_more,
        world_words,
    )

    found = {
        "fi": (catalogue_words.FI, lint_words.FI, lint_words_more.FI, world_words.FI),
        "sv": (catalogue_words.SV, lint_words.SV, lint_words_more.SV, world_words.SV),
    }[language]
    return found[0] | found[1] | found[2] | found[3]
