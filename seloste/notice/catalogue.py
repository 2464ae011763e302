"""Every finding that the notice language knows: one stable code, its severity, its words.

SEL10.. the file and its syntax, 11.. keys and kinds of value, 12.. phrases, 13.. bases and
marketing, 14.. references, 15.. what is missing, 16.. the controller, 17.. transfers,
18.. versions and reviews, 19.. prose, 21.. what a strict reader misses (N),
22.. what nothing excuses. A code once given is never given another meaning.
"""

from __future__ import annotations

from enum import Enum

from seloste.notice.record import Record


class Severity(Enum):
    """An error keeps a notice from compiling; a warning and an advice do not."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Entry(Record):
    """``rule``: the law or the row of the rules that the finding stands on, if any.

    ``whole``: makes sense only when the whole file could be read (it speaks of what is absent).
    """

    severity: Severity
    message: str
    mend: str
    rule: str = ""
    whole: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """The numbers of the rules that it stands on: ``N17``, ``R4.2c``, ``H36``, ``M6``."""
        return tuple(part for part in self.rule.split(", ") if _is_number(part))

    @property
    def article(self) -> str:
        """The law that it stands on."""
        return ", ".join(part for part in self.rule.split(", ") if part and not _is_number(part))


def _is_number(part: str) -> bool:
    return part[:1] in "NRHML" and part[1:2].isdigit()


def _error(message: str, mend: str, rule: str = "", *, whole: bool = False) -> Entry:
    return Entry(Severity.ERROR, message, mend, rule, whole)


def _warning(message: str, mend: str, rule: str = "", *, whole: bool = False) -> Entry:
    return Entry(Severity.WARNING, message, mend, rule, whole)


def _advice(message: str, mend: str, rule: str = "", *, whole: bool = False) -> Entry:
    return Entry(Severity.ADVICE, message, mend, rule, whole)


CATALOGUE: dict[str, Entry] = {
    # -- the file and its syntax (TOML 1.0)
    "SEL1001": _error("these bytes are not UTF-8", "save the file as UTF-8"),
    "SEL1002": _error("the control character {number} may not stand here", "remove it"),
    "SEL1003": _error(
        "a key or a [table] was expected here",
        "write key = value; a key is of letters, digits, - and _, or stands in quotes",
    ),
    "SEL1004": _error(
        "this is no value", 'put text in quotes ("…"); true, false, numbers and dates stand without'
    ),
    "SEL1005": _error("there is no such day, time or number", "write a day as 2026-12-01"),
    "SEL1006": _error("this is opened and never closed", "close it with {end}"),
    "SEL1007": _error("a comma or {end} was expected here", "part the values by commas and close with {end}"),
    "SEL1008": _error("= was expected after the key", "write key = value, or quote a key with blanks in it"),
    "SEL1009": _error("{key} is said a second time", "keep one of the two; a closed table can't be added to"),
    "SEL1010": _error(
        "this text is never closed", 'close it with {quote} on the same line, or use """ for several'
    ),
    "SEL1011": _error(
        "there is no such escape", 'write \\\\ for a backslash; known are \\n \\t \\" \\\\ \\uXXXX'
    ),
    "SEL1012": _error("this is nested deeper than {most} levels", "flatten it"),
    "SEL1013": _error("the statement has ended, and this is left over", "begin a new line, or remove it"),
    "SEL1014": _error("the file can't be read: {why}", "check its path and its rights"),
    # -- keys and kinds of value
    "SEL1101": _error("{where} has no key {key}", "{mend}"),
    "SEL1102": _error("{key} must be {expected}", "write it as {example}"),
    "SEL1103": _error("{word} is not among the words that {key} knows", "{mend}"),
    "SEL1104": _error(
        "{name} can't be a name",
        "use small letters, digits and _, a letter first; and, for, claims, rights, upkeep, legal are taken",
    ),
    "SEL1105": _error(
        "{language} is not a language of this notice", "add it to languages, or remove this text"
    ),
    "SEL1106": _error(
        "{key} is said twice, differently", "a notice that drives a register says it once", "5(1)(a)"
    ),
    "SEL1107": _error("a list may not be open-ended here", "list what there is (N37)", "GDPR 5(1)(c)"),
    "SEL1108": _error(
        "a hedge can't drive a register", "say what is done, or leave the term out", "GDPR 12(1)"
    ),
    # -- phrases
    "SEL1201": _error("{word} is no basis", "{mend}", "GDPR 6(1)"),
    "SEL1202": _error(
        "a number was expected, not {word}", "write for example: 24 months after relation.ended"
    ),
    "SEL1203": _error("{word} is no unit of time", "{mend}"),
    "SEL1204": _error("{expected} was expected, not {word}", "write {example}"),
    "SEL1205": _error("{word} is no event from which a period runs", "{mend}"),
    "SEL1206": _error("the phrase has ended, and {word} is left over", "write {example}"),
    "SEL1207": _error("{word} was expected to be followed by {expected}", "write {example}"),
    # -- bases and marketing
    "SEL1301": _error(
        "electronic direct marketing to people can't rest on legitimate interest alone (channel {channel})",
        'use "consent", "existing_customer for …" (own similar products), or "task for …" for work addresses',
        "N17, 917/2014 § 200",
    ),
    "SEL1302": _error(
        "{channel} marketing needs consent; {basis} does not reach it",
        'use basis = "consent" for this use, or leave the channel out',
        "M6, 917/2014 § 200",
    ),
    "SEL1303": _error(
        "{basis} is a basis for direct marketing by email, sms or inbox only",
        "use consent, contract, law or interest here, or mark the purpose marketing = true",
        "M3, M10, 917/2014 §§ 200, 202",
    ),
    "SEL1304": _error(
        "task reaches only representatives at their work address, and {group} is none",
        "name a group with representative = true, or use another basis",
        "M10, 917/2014 § 202",
    ),
    "SEL1305": _error(
        "a contract is no basis for {group}: a representative is no party to it",
        'use "interest for {group}" with the interest and its balancing test',
        "N32, GDPR 6(1)(b)",
    ),
    "SEL1306": _error(
        "{basis} is no basis for direct marketing",
        "use consent, existing_customer, task, or (by phone and post) interest",
        "917/2014 §§ 200-203, GDPR 6",
    ),
    "SEL1307": _error("{basis} must say for whom", 'write "{basis} for GROUP"', "N33, GDPR 13(1)(c)"),
    "SEL1308": _error(
        "{purpose} is direct marketing and names no channel",
        "declare [use.{purpose}.email] or another channel: each has its own permission",
        "R4.3a",
    ),
    "SEL1309": _error(
        "{channel} reaches a person through {field}, which is not among this use's data",
        "add contact.{field} to its data",
    ),
    "SEL1310": _error("the notice has {number} uses, and a register can hold {most}", "join some of them"),
    "SEL1311": _error(
        "a notice of level read can't drive a register", 'write level = "drive", and mend what is then found'
    ),
    # -- references
    "SEL1401": _error("there is no group {name}", "{mend}", "R1.1a", whole=True),
    "SEL1402": _error("there is no category or field {name}", "{mend}", "R5.0a", whole=True),
    "SEL1403": _error("there is no purpose {name}", "{mend}", whole=True),
    "SEL1404": _error("there is no source {name}", "{mend}", "R6.1a", whole=True),
    "SEL1405": _error("there is no law {name}", "{mend}", "R4.2b", whole=True),
    "SEL1406": _error("there is no use {name}", "{mend}", "R4.1a", whole=True),
    "SEL1407": _error("there is no period keep.{name}", "{mend}", "R9.1a", whole=True),
    # -- what is missing
    "SEL1501": _error("{purpose} has no basis", 'add basis = "…"', "H17, GDPR 13(1)(c)", whole=True),
    "SEL1502": _error(
        "{purpose} uses no data", 'add data = ["contact.name", …]', "N8, GDPR 5(1)(b)", whole=True
    ),
    "SEL1503": _error(
        "no purpose uses {data}", "name it in a purpose's data, or do not collect it", "R5.0b", whole=True
    ),
    "SEL1504": _error("{category} has no source", 'add sources = ["self", …]', "GDPR 14(2)(f)", whole=True),
    "SEL1505": _error(
        "{category} has no period", 'add keep = "24 months after relation.ended"', "GDPR 13(2)(a)", whole=True
    ),
    "SEL1506": _error(
        "{purpose} rests on {basis} and does not say {what}",
        "add {example}",
        "R4.2c, GDPR 13(1)(d)",
        whole=True,
    ),
    "SEL1507": _error("{key} is not said in {languages}", "add {example}", "H36, GDPR 12(1)", whole=True),
    "SEL1508": _error("{where} does not say {key}", "add {example}", "GDPR 13", whole=True),
    "SEL1509": _warning(
        "{group} has no purpose of its own", "name it in a basis, or leave it out", "N29", whole=True
    ),
    "SEL1510": _error(
        "people of {group} have no period for {category}", "add a period for {group}", "R9.1a", whole=True
    ),
    "SEL1511": _advice(
        "{field} has no name for people", "add field.{field} = {{ fi = …, sv = …, en = … }}", whole=True
    ),
    "SEL1512": _warning(
        "no use brings in {data} from {source}", "name a use in the source's uses", "R6.1a", whole=True
    ),
    "SEL1513": _error(
        "default sentences exist in fi, sv and en, and not in {language}",
        "leave {language} out of the languages of a notice that drives a register",
    ),
    # -- the controller
    "SEL1601": _error(
        "{number} is no business ID: {why}", "check the number against the trade register", "R2.1a"
    ),
    "SEL1602": _error("{mail} is no e-mail address: {why}", "write it as name@domain", "R5.1a"),
    "SEL1603": _error("there is no time zone {zone}", "write it as Europe/Helsinki"),
    # -- transfers
    "SEL1701": _error(
        '{processor} sits or stores in {places}, outside the EEA, and the stance is "{stance}"',
        "take a processor inside the EEA, give it no data, or change transfer.stance and name the mechanism",
        "R8.1a, N1, GDPR 44",
    ),
    "SEL1702": _error(
        "{processor} sits or stores in {places}, outside the EEA, without {what}",
        "add transfer = {{ mechanism = …, assessed = … }}",
        "R8.1c, GDPR 46",
    ),
    "SEL1703": _error(
        "{country} is no code of a country", 'write two capital letters, such as "FI"', "R8.1b"
    ),
    "SEL1704": _error("the mechanism {mechanism} {why}", "name one that holds: {known}", "H8, GDPR 44-46"),
    "SEL1705": _error("{processor} does not say {what}", "add {example}", "R6.4b", whole=True),
    # -- versions and reviews
    "SEL1801": _error(
        "version {number} does not come after version {was}", "number must be greater than was", "N67"
    ),
    "SEL1802": _error(
        "the notice is in force before it is published", "in_force can't be before published", "GDPR 12(1)"
    ),
    "SEL1803": _warning(
        "the balancing test was to be reviewed by {day}", "review it and give the new day", "R4.2c"
    ),
    "SEL1804": _error("this language has version {known}, not {number}", "write seloste = {known}"),
    "SEL1805": _error(
        "a review must come after what it reviews", "give a day after {day}, or a period", "R4.2c"
    ),
    # -- prose
    "SEL1901": _error("{{{{ {name} }}}} names nothing of the notice", "{mend}"),
    "SEL1902": _error(
        "the form {form} of {word} is not given", 'add "{word}" = {{ {form} = "…" }} to [forms.{language}]'
    ),
    "SEL1903": _error("{{{{ is never closed by }}}}", "close it, or write the text without it"),
    # -- what a strict reader misses (rules N)
    "SEL2101": _error(
        "{processor} belongs to a group in {country}, and the notice claims that nothing leaves the EEA",
        "name the company, where its servers are and the ground of the transfer, or do without it",
        "N1, GDPR 13(1)(f), 44",
    ),
    "SEL2102": _error(
        "no period and no criterion that a reader could apply is told",
        'give each category a period, such as keep = "24 months after relation.ended"',
        "N2, GDPR 13(2)(a)",
    ),
    "SEL2103": _error(
        "the right to restriction is not named", "add [right.restrict]", "N3, GDPR 13(2)(b), 18"
    ),
    "SEL2104": _error(
        "legitimate interest is used, and the right to object to it is not named apart from the rest",
        "add [right.object] with set_apart = true",
        "N4, GDPR 13(2)(b), 21(1), 21(4)",
    ),
    "SEL2105": _error(
        "{purpose} rests on legitimate interest and does not say which",
        "add interest = {{ fi = …, sv = …, en = … }}",
        "N5, GDPR 13(1)(d)",
    ),
    "SEL2106": _error(
        "{purpose} concerns applicants and no basis is told for it",
        'add basis = "steps before a contract for applicant", for example',
        "N6, GDPR 13(1)(c)",
    ),
    "SEL2107": _warning("no basis is assigned to {purpose}", 'add basis = "…"', "N7, GDPR 13(1)(c)"),
    "SEL2108": _warning(
        "categories are not tied to purposes",
        'add data = ["contact", …] to each purpose',
        "N8, GDPR 5(1)(b), 13(1)(c)",
    ),
    "SEL2111": _error(
        "{right} is bound to a form ({form})",
        "offer the form as one way among others, and remove form",
        "N11, GDPR 12(2), 12(6), 25",
    ),
    "SEL2112": _warning(
        "nothing is said of automated decisions and profiling",
        'add profiling = "none", or say what is done',
        "N12, GDPR 13(2)(f), 22",
    ),
    "SEL2113": _warning(
        "whether data must be given, and what follows if not, is not told",
        'add required = {{ name = "contract" }} and without',
        "N13, GDPR 13(2)(e)",
    ),
    "SEL2118": _advice(
        "the supervisory authority is not named",
        'add authority = "fi-tsv" to [right.complaint]',
        "N18, GDPR 13(2)(d)",
    ),
    "SEL2120": _warning(
        "people are not told of material changes", "add told = {{ what, by, before }}", "N20, GDPR 5(1)(a)"
    ),
    "SEL2122": _advice(
        "whether there is a data protection officer is not said",
        'add officer = "none", or who it is',
        "N22, GDPR 13(1)(b)",
    ),
    "SEL2126": _error(
        "{purpose} rests on consent and tells no way to withdraw it",
        'add withdraw = ["link in each letter", …] to its use',
        "N26, GDPR 7(3), 13(2)(c)",
    ),
    "SEL2131": _error(
        "{purpose} is left open: a purpose must be specified",
        "say each purpose by name and leave the open end out",
        "N31, GDPR 5(1)(b), 13(1)(c)",
    ),
    "SEL2133": _error(
        "{purpose} has alternative bases and no word on which is for whom",
        'write "consent for GROUP" and "… for GROUP"',
        "N33, GDPR 13(1)(c)",
    ),
    "SEL2135": _warning(
        "the laws behind a legal duty are left open",
        "name each law with its section",
        "N35, GDPR 13(1)(c), 6(3)",
    ),
    "SEL2137": _warning(
        "the list of {category} is open-ended", "list what there is", "N37, GDPR 5(1)(c), 14(1)(d)"
    ),
    "SEL2141": _warning(
        "{product} is a product, and the company that receives the data is not named",
        "add the company's name to entity",
        "N41, GDPR 13(1)(e)",
    ),
    "SEL2157": _warning(
        "{right} is promised with a hedge, and its conditions are not told",
        "tell when it applies",
        "N57, GDPR 12(1), 13(2)(b)",
    ),
    "SEL2160": _advice(
        "neither the time of an answer nor that it is free is told",
        'add answer = "1 month" and fee = "none" to [right.access]',
        "N60, GDPR 12(3), 12(5)",
    ),
    "SEL2167": _advice("the notice has no version number", "add number to version", "N67, GDPR 12(1)"),
    "SEL1904": _error("a quote has {words} words; 25 at most", "quote the words that decide", ""),
    # -- what nothing excuses
    "SEL2201": _error(
        "no controller or contact is named", "name the controller and how to reach it", "GDPR 13(1)(a)"
    ),
    "SEL2202": _error(
        "going on using a service is no acceptance", "remove acceptance_by_use", "GDPR 4(11), 7"
    ),
    "SEL2203": _error(
        "the consent of {use} is bundled with something else", "ask for each consent by itself", "GDPR 7(4)"
    ),
    "SEL2204": _error(
        "{use} rests on consent that can't be withdrawn",
        "add [right.withdraw] and withdraw to the use",
        "GDPR 7(3)",
    ),
    "SEL2205": _error(
        "{field} is of a special category and no condition is told",
        'add condition = "9(2)(a)" or another',
        "GDPR 9(2)",
    ),
    "SEL2206": _error(
        "{field} is a national identity code and no ground is told",
        "leave it out, or add its ground",
        "L13, 1050/2018 § 29",
    ),
}


def sentences_of(code: str, language: str) -> tuple[str, str]:
    """Message and mend of a code in ``fi``, ``sv`` or ``en``, with places for their words."""
    if language == "en":
        return CATALOGUE[code].message, CATALOGUE[code].mend
    return translated(language)[code]


def translated(language: str) -> dict[str, tuple[str, str]]:
    """All messages and mends in ``fi`` or ``sv``."""
    from seloste.notice import catalogue_words, lint_words  # not needed to check

    found = {
        "fi": (catalogue_words.FI, lint_words.FI),
        "sv": (catalogue_words.SV, lint_words.SV),
    }[language]
    return found[0] | found[1]
