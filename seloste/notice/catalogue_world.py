"""What is wrong or missing in the tables that few notices need (SEL25..), each with the law that it stands on."""

from __future__ import annotations

from seloste.notice.catalogue_entries import Entry, advice, error, warning

WORLD: dict[str, Entry] = {
    # -- controllers, registers, groups
    "SEL2501": warning(
        "{term} holds in {country} alone, and jurisdiction does not name that country",
        "add it to jurisdiction, or remove country",
        "GDPR 12(1)",
    ),
    "SEL2502": error(
        "there are joint controllers, and who answers for what is not told",
        "add [joint] with essence, and answers_for to each controller",
        "GDPR 26(2)",
        whole=True,
    ),
    "SEL2503": warning(
        "{purpose} belongs to none of the registers",
        "name it in the purposes of a register",
        "GDPR 13(1)(c)",
        whole=True,
    ),
    "SEL2504": warning(
        "{purpose} rests on a basis for {group}, and the purposes of {group} leave it out",
        "add the purpose to the group, or leave the group out of the basis",
        "GDPR 5(1)(a), 13(1)(c)",
    ),
    "SEL2505": warning(
        "{source} brings in people of {group}, and the sources of {group} leave it out",
        "add the source to the group, or remove its group",
        "GDPR 14(2)(f)",
    ),
    "SEL2506": warning(
        "an officer is named, and not how to reach them",
        'add mail = "…" to officer',
        "GDPR 13(1)(b)",
    ),
    "SEL2507": error(
        "{section} says that there is none, and {term} is one", "keep one of the two", "GDPR 5(1)(a)"
    ),
    "SEL2508": error(
        "the promise about {act} is broken by {term}",
        "keep the promise, narrow it, or leave it out",
        "GDPR 5(1)(a), 38/1978 2:6",
    ),
    "SEL2509": warning(
        "{term} is told in another document, and its essence is not told here",
        "tell the essence here and set essence_here = true",
        "GDPR 12(1), 13",
    ),
    # -- purposes, consents, decisions
    "SEL2510": error(
        "{term} has legal or similar effects, and no case of Article 22(2) allows it",
        'add condition = "contract", "law" or "consent", or let a human decide',
        "GDPR 22(1), 22(2)",
    ),
    "SEL2511": warning(
        "{term} does not tell its logic and what it means for the person",
        "add logic and effect",
        "GDPR 13(2)(f)",
    ),
    "SEL2512": error(
        "profiling is denied, and {term} is told", "keep one of the two", "GDPR 5(1)(a), 13(2)(f)"
    ),
    "SEL2513": error(
        "{term} is made from a special category ({data}), and rests on no explicit consent",
        'leave the field out of data, or add condition = "consent"',
        "GDPR 22(4)",
    ),
    "SEL2514": error(
        "withdrawing {term} costs something ({costs})", 'write costs = "none"', "GDPR 7(3), 7(4)"
    ),
    "SEL2515": warning(
        "{term} is a consent to {purpose}, which does not rest on consent",
        "add consent to its basis, or leave it out of the consent",
        "GDPR 6(1)(a), 13(1)(c)",
    ),
    "SEL2516": error(
        "{term} uses data for something else, and people are not told before",
        'write told = "before"',
        "GDPR 13(3), 14(4)",
    ),
    "SEL2517": error(
        "the age of {limit} is below the {least} years of the law ({law})",
        "raise limit, or say that a guardian consents",
        "GDPR 8(1)",
    ),
    "SEL2518": error(
        "{purpose} takes consent from {low} years on, and {term} says {limit}",
        "make min_age and limit agree",
        "GDPR 8(1), 5(1)(a)",
    ),
    "SEL2519": warning("{term} does not say why it is needed for the work", "add need", "759/2004 § 3"),
    "SEL2520": error("{term} is an aptitude test without consent", "write consent = true", "759/2004 § 13"),
    "SEL2521": error(
        "{use} offers others' goods and rests on {basis}, which carries one's own only",
        'use "consent", or write offers = "own"',
        "M3, 917/2014 § 200(3)",
    ),
    # -- data and periods
    "SEL2522": error(
        "{field} tells of offences, and no ground is told",
        "add ground with its law",
        "GDPR 10, 1050/2018 § 7",
    ),
    "SEL2523": error(
        "{field} is said to be seen and not stored, and stands among the stored fields",
        'leave it out of fields, or write kept = "stored"',
        "GDPR 5(1)(a), 5(1)(c)",
    ),
    "SEL2524": error(
        "{field} rests on explicit consent, and {term} is not explicit",
        "make the consent explicit, or name another case of Article 9(2)",
        "GDPR 9(2)(a)",
    ),
    "SEL2525": warning(
        "{category} is derived, and neither from what nor how is told",
        "add derived_from or how",
        "GDPR 5(1)(a), 14(2)(f)",
    ),
    "SEL2526": warning(
        "an exception to the period of {term} has no end", 'add until = "…"', "GDPR 13(2)(a), 5(1)(e)"
    ),
    "SEL2527": warning(
        "keep.{keep} has a criterion in place of a period, and does not tell it",
        "add criterion = {{ fi = …, sv = …, en = … }}",
        "GDPR 13(2)(a)",
    ),
    "SEL2528": error(
        "keep.{keep} is shorter than {law} demands ({period})",
        "write that period, or leave period out and the law's own holds",
        "H22, L16, GDPR 6(1)(c)",
    ),
    "SEL2529": warning(
        "{law} is said to be in force, and no longer is", "name the law that took its place", "GDPR 13(1)(c)"
    ),
    "SEL2530": error(
        "{term} is not necessary, and no consent carries it",
        "name a purpose that rests on consent, or do without it",
        "N10, 917/2014 § 205",
    ),
    "SEL2531": warning(
        "{term} does not tell how long it stays",
        'add life = "12 months", or session = true',
        "GDPR 13(2)(a), 917/2014 § 205",
    ),
    "SEL2532": warning("{term} does not tell how long it is kept", 'add keep = "…"', "GDPR 13(2)(a)"),
    "SEL2533": warning(
        "no sign on the spot tells of {term}", "put up a sign and write sign = true", "GDPR 12(1), 13(1)"
    ),
    "SEL2534": warning("nobody tells {term} of it", "say who tells them in told_by", "GDPR 14(1), 14(3)"),
    "SEL2535": warning(
        "{term} is claimed to be anonymous, and how is not told", "add method", "GDPR 4(1), 5(1)(a)"
    ),
    # -- receivers, rights, protection
    "SEL2536": warning("{term} tells no basis for the disclosure", 'add basis = "…"', "GDPR 6(1), 13(1)(e)"),
    "SEL2537": error(
        "{term} is shown to everybody before the person has chosen", "write by_default = false", "GDPR 25(2)"
    ),
    "SEL2538": warning("how to take {term} down is not told", "add remove", "GDPR 12(2), 21"),
    "SEL2539": warning(
        "whether {recipient} gets data is left open", 'write certainty = "does"', "GDPR 13(1)(e)"
    ),
    "SEL2540": error(
        "{processor} is under itself", "name the processor whose sub-processor it is", "GDPR 28(2)"
    ),
    "SEL2541": warning("{term} does not say whom a person asks", "add ask", "GDPR 12(2), 28(3)(e)"),
    "SEL2542": warning(
        "the address of {authority} holds no longer",
        "give the new address and its first day",
        "GDPR 13(2)(d)",
    ),
    "SEL2543": advice(
        "{term} says that it can't be tested", "say something that somebody could test", "GDPR 5(2), 24(1)"
    ),
    "SEL2544": advice(
        "{term} rests neither on a law nor on an agreement", "add law, or agreed = true", "GDPR 28(3)(b), 32"
    ),
    "SEL2545": warning(
        "{field} must be given, and what follows if it is not is not told",
        "add if_missing",
        "N13, GDPR 13(2)(e)",
    ),
}
