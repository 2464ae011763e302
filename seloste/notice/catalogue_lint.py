"""What a strict reader misses (SEL21.., by the numbers of rules N) and what nothing excuses (SEL22..)."""

from __future__ import annotations

from seloste.notice.catalogue_entries import Entry, advice, error, warning

LINT: dict[str, Entry] = {
    # -- what a strict reader misses (rules N)
    "SEL2101": error(
        "{processor} belongs to a group in {country}, and the notice claims that nothing leaves the EEA",
        "name the company, where its servers are and the ground of the transfer, or do without it",
        "N1, GDPR 13(1)(f), 44",
    ),
    "SEL2102": error(
        "no period and no criterion that a reader could apply is told",
        'give each category a period, such as keep = "24 months after relation.ended"',
        "N2, GDPR 13(2)(a)",
    ),
    "SEL2103": error(
        "the right to restriction is not named", "add [right.restrict]", "N3, GDPR 13(2)(b), 18"
    ),
    "SEL2104": error(
        "legitimate interest is used, and the right to object to it is not named apart from the rest",
        "add [right.object] with set_apart = true",
        "N4, GDPR 13(2)(b), 21(1), 21(4)",
    ),
    "SEL2105": error(
        "{purpose} rests on legitimate interest and does not say which",
        "add interest = {{ fi = …, sv = …, en = … }}",
        "N5, GDPR 13(1)(d)",
    ),
    "SEL2106": error(
        "{purpose} concerns applicants and no basis is told for it",
        'add basis = "steps before a contract for applicant", for example',
        "N6, GDPR 13(1)(c)",
    ),
    "SEL2107": warning("no basis is assigned to {purpose}", 'add basis = "…"', "N7, GDPR 13(1)(c)"),
    "SEL2108": warning(
        "categories are not tied to purposes",
        'add data = ["contact", …] to each purpose',
        "N8, GDPR 5(1)(b), 13(1)(c)",
    ),
    "SEL2111": error(
        "{right} is bound to a form ({form})",
        "offer the form as one way among others, and remove form",
        "N11, GDPR 12(2), 12(6), 25",
    ),
    "SEL2112": warning(
        "nothing is said of automated decisions and profiling",
        'add profiling = "none", or say what is done',
        "N12, GDPR 13(2)(f), 22",
    ),
    "SEL2113": warning(
        "whether data must be given, and what follows if not, is not told",
        'add required = {{ name = "contract" }} and without',
        "N13, GDPR 13(2)(e)",
    ),
    "SEL2118": advice(
        "the supervisory authority is not named",
        'add authority = "fi-tsv" to [right.complaint]',
        "N18, GDPR 13(2)(d)",
    ),
    "SEL2120": warning(
        "people are not told of material changes", "add told = {{ what, by, before }}", "N20, GDPR 5(1)(a)"
    ),
    "SEL2122": advice(
        "whether there is a data protection officer is not said",
        'add officer = "none", or who it is',
        "N22, GDPR 13(1)(b)",
    ),
    "SEL2126": error(
        "{purpose} rests on consent and tells no way to withdraw it",
        'add withdraw = ["link in each letter", …] to its use',
        "N26, GDPR 7(3), 13(2)(c)",
    ),
    "SEL2131": error(
        "{purpose} is left open: a purpose must be specified",
        "say each purpose by name and leave the open end out",
        "N31, GDPR 5(1)(b), 13(1)(c)",
    ),
    "SEL2133": error(
        "{purpose} has alternative bases and no word on which is for whom",
        'write "consent for GROUP" and "… for GROUP"',
        "N33, GDPR 13(1)(c)",
    ),
    "SEL2135": warning(
        "the laws behind a legal duty are left open",
        "name each law with its section",
        "N35, GDPR 13(1)(c), 6(3)",
    ),
    "SEL2137": warning(
        "the list of {category} is open-ended", "list what there is", "N37, GDPR 5(1)(c), 14(1)(d)"
    ),
    "SEL2141": warning(
        "{product} is a product, and the company that receives the data is not named",
        "add the company's name to entity",
        "N41, GDPR 13(1)(e)",
    ),
    "SEL2157": warning(
        "{right} is promised with a hedge, and its conditions are not told",
        "tell when it applies",
        "N57, GDPR 12(1), 13(2)(b)",
    ),
    "SEL2160": advice(
        "neither the time of an answer nor that it is free is told",
        'add answer = "1 month" and fee = "none" to [right.access]',
        "N60, GDPR 12(3), 12(5)",
    ),
    "SEL2167": advice("the notice has no version number", "add number to version", "N67, GDPR 12(1)"),
    "SEL2109": error(
        "{data} is recorded, and neither a purpose nor a period is told for it",
        "name it in a purpose, and give it a period",
        "N9, GDPR 13(1)(c), 5(1)(a)",
        implies=("SEL2102", "SEL2108"),
    ),
    "SEL2110": error(
        "{category} comes from people's devices, and no consent is told for it",
        "name it in the data of a purpose that rests on consent",
        "N10, 917/2014 § 205, GDPR 13(1)(c)",
        implies=("SEL2108",),
    ),
    "SEL2114": warning(
        "{source} names no source: it is left open", "name the registers", "N14, GDPR 14(2)(f)"
    ),
    "SEL2115": warning(
        "{processor} handles data, and neither its task nor the data is told",
        "add task and data",
        "N15, GDPR 13(1)(e), 28",
        implies=("SEL2142", "SEL2124"),
    ),
    "SEL2116": warning(
        "whether {recipient} is a processor or a controller is not told",
        "add role",
        "N16, GDPR 13(1)(e), 28",
        implies=("SEL2145", "SEL2148"),
    ),
    "SEL2117": error(
        "{use}: electronic marketing to people can't rest on legitimate interest without the customer exception",
        'use consent, or "existing_customer for …"',
        "N17, 917/2014 § 200",
        implies=("SEL2133",),
    ),
    "SEL2119": warning(
        "no electronic way to use one's rights is told", 'add "mail" or "own page" to ways', "N19, GDPR 12(2)"
    ),
    "SEL2123": warning(
        "{source} may bring in data of applicants, who must consent to it",
        "narrow the source by uses",
        "N23, 759/2004 § 4",
    ),
    "SEL2127": error(
        "{data} follows whether messages are read, and no consent is told for it",
        "name it in the data of a purpose that rests on consent",
        "N27, 917/2014 § 205, GDPR 13(1)(c)",
        implies=("SEL2108",),
    ),
    "SEL2129": warning(
        "{group} has no purpose of its own",
        "name it in a purpose's people or basis, or leave it out",
        "N29, GDPR 13(1)(c)",
    ),
    "SEL2130": warning(
        "applicants are a group, and no category is told for them",
        "add a category with application and cv",
        "N30, GDPR 14(1)(d), 759/2004 § 3",
    ),
    "SEL2132": error(
        "contract is told as a basis for all, and {group} is no party to it",
        'say for whom it is: "contract for GROUP"',
        "N32, GDPR 6(1)(b)",
    ),
    "SEL2134": warning(
        "{purpose} rests on consent, which is missing from the bases of the notice",
        "name it there too, or drop the list",
        "N34, GDPR 13(1)(c)",
    ),
    "SEL2142": warning(
        "{product} recognises visitors, and neither how nor on which basis is told",
        "add task, and a purpose for it",
        "N42, GDPR 14(2)(f), 917/2014 § 205",
    ),
    "SEL2143": advice(
        "when people are told of data from {source} is not said",
        'add tell = "within 1 month"',
        "N43, GDPR 14(3)",
    ),
    "SEL2144": advice(
        "which data comes from which source is not told",
        "add sources to each category, or fields to each source",
        "N44, GDPR 14(1)(d), 14(2)(f)",
    ),
    "SEL2146": warning(
        "{recipient} may use data without a limit: neither uses nor data are told",
        "add uses and data",
        "N46, GDPR 13(1)(e), 6",
    ),
    "SEL2149": warning(
        "what is said of transfers is older than the decision of {day} and was not looked at again",
        "look at it again, and date the notice",
        "N49, GDPR 5(2), 24(1)",
    ),
    "SEL2151": warning(
        "periods are promised to be set, and are not told", "tell the periods", "N51, GDPR 13(2)(a), 5(1)(e)"
    ),
    "SEL2152": warning(
        "{keep} is kept with no end",
        "tell until when, or say that nobody is named in it",
        "N52, GDPR 5(1)(e)",
    ),
    "SEL2153": advice(
        "a review is promised, and not how often",
        "add period, or say the interval",
        "N53, GDPR 5(2), 25",
        implies=("SEL2102",),
    ),
    "SEL2154": warning(
        "a period by law is told without its law, section or length",
        "add law and period",
        "N54, GDPR 13(2)(a)",
        implies=("SEL2102",),
    ),
    "SEL2159": advice(
        "what may be refused does not include profiling for marketing",
        'add marketing = "always"',
        "N59, GDPR 21(2)",
    ),
    "SEL2161": advice(
        "one person's own mailbox is the only address for rights",
        "give a role address or a telephone",
        "N61, GDPR 12(2), 24",
    ),
    "SEL2166": warning(
        "the notice is of {day}, more than 24 months old",
        "look at it again, and date it",
        "N66, GDPR 5(2), 24",
        implies=("SEL2149",),
    ),
    "SEL2168": warning(
        "all services are covered, those where the controller works for its customers too",
        "name the services, or say which are left out",
        "N68, GDPR 4(7), 4(8)",
    ),
    # -- what nothing excuses
    "SEL2201": error(
        "no controller or contact is named", "name the controller and how to reach it", "GDPR 13(1)(a)"
    ),
    "SEL2202": error(
        "going on using a service is no acceptance", "remove acceptance_by_use", "H1, GDPR 4(11), 7"
    ),
    "SEL2203": error(
        "the consent of {use} is bundled with something else", "ask for each consent by itself", "GDPR 7(4)"
    ),
    "SEL2204": error(
        "{use} rests on consent that can't be withdrawn",
        "add [right.withdraw] and withdraw to the use",
        "GDPR 7(3)",
    ),
    "SEL2205": error(
        "{field} is of a special category and no condition is told",
        'add condition = "9(2)(a)" or another',
        "H3, GDPR 9(2)",
    ),
    "SEL2206": error(
        "{field} is a national identity code and no ground is told",
        "leave it out, or add its ground",
        "H4, L13, 1050/2018 § 29",
    ),
}
