"""What sections miss beside each other and what words give away (N, SEL21..), and what others' notices miss (H, SEL23..)."""

from __future__ import annotations

from seloste.notice.catalogue_entries import Entry, advice, error, warning

MORE: dict[str, Entry] = {
    "SEL2121": advice(
        "that processing before a withdrawal stays lawful is not told",
        "say it in the text of [right.withdraw]",
        "N21, GDPR 13(2)(c), 7(3)",
    ),
    "SEL2124": advice(
        "{product} is run together with whoever offers it, and joint controllership is not told",
        'add a [disclosure] of role "joint controller", and say who answers for what',
        "N24, GDPR 26(2)",
    ),
    "SEL2125": advice(
        "{number} kinds of people, and it is not told whose data is used for what",
        "name people and data in each purpose",
        "N25, GDPR 12(1)",
        implies=("SEL2108",),
    ),
    "SEL2128": warning(
        "the register's name hides {group}",
        "name them in it, or give them a purpose of their own with its data",
        "N28, GDPR 5(1)(a), 5(1)(b)",
    ),
    "SEL2136": error(
        "{purpose} aims advertising on the web at people, and no consent is told for it",
        'let it rest on "consent", and name who receives the data',
        "N36, GDPR 13(1)(e), 6(1)",
    ),
    "SEL2138": warning(
        "{data} belongs to surveys, and no purpose is told for them",
        "name it in the data of a purpose",
        "N38, GDPR 13(1)(c)",
    ),
    "SEL2139": advice(
        "{data} may hold what people write or say freely, and special categories are not spoken of",
        "say in the text of [category] what is not to be written there",
        "N39, GDPR 9",
    ),
    "SEL2140": advice(
        "processors stand among the sources, under {at}",
        "give processors a number of their own",
        "N40, GDPR 12(1)",
    ),
    "SEL2145": warning(
        "{recipient} are processors in one section and recipients in another",
        'add role = "processor", or say what else they are',
        "N45, GDPR 4(8), 4(9), 13(1)(e)",
    ),
    "SEL2147": warning(
        "{purpose} takes bookkeepers, banks or the tax office, and none of them is told",
        "name them as processors or recipients",
        "N47, GDPR 13(1)(e)",
    ),
    "SEL2148": advice(
        "{said}: ownership stands in place of the roles of controller and processor",
        "give each recipient its role",
        "N48, GDPR 4(7), 4(8), 12(1)",
    ),
    "SEL2150": warning(
        "nothing is said to be transferred, and of {processor} neither servers nor who reaches them is told",
        "add servers and parent to its entity, or transfer with copy",
        "N50, GDPR 13(1)(f)",
    ),
    "SEL2155": advice(
        "{said} is told in place of an agreement on processing",
        "add agreement to each processor",
        "N55, GDPR 28(3)",
    ),
    "SEL2156": advice("{said}: nobody can test this word", "say what is done instead", "N56, GDPR 5(2), 32"),
    "SEL2158": warning(
        "access is told as looking at the data, and no copy is promised",
        "say that a copy is given, with purposes, recipients, sources and periods",
        "N58, GDPR 15, 13(2)(b)",
    ),
    "SEL2162": advice(
        "{number} stands without a word on what number it is", "write what it is before it", "N62, GDPR 12(1)"
    ),
    "SEL2163": advice(
        "the controller has several names: {names}", "choose one, and use it throughout", "N63, GDPR 12(1)"
    ),
    "SEL2164": advice("{said} is a slip", "correct it", "N64, GDPR 12(1)"),
    "SEL2165": advice(
        "{said} is a term of a law that is no longer in force",
        "use the words of the law of today, or leave it out",
        "N65, GDPR 12(1)",
    ),
    "SEL2169": warning(
        "{recipient} is given data for calls, and no purpose or channel of marketing by telephone is told",
        "add the purpose with [use.PURPOSE.phone]",
        "N69, GDPR 13(1)(c), 917/2014 § 200",
    ),
    # -- what others' notices miss (rules H)
    "SEL2301": error(
        "{said}: using a service is no consent and no acceptance",
        "leave it out, or ask for consent by itself",
        "H1, GDPR 4(11), 7, recital 32",
    ),
    "SEL2302": error(
        "{purpose} is direct marketing and can't rest on {basis}",
        "use consent, or interest where no message is sent",
        "H2, GDPR 6(1), 5(1)(a)",
    ),
    "SEL2306": warning(
        "{said} is no law in force here", "cite the law of today, or leave it out", "H6, GDPR 5(1)(a), 12(1)"
    ),
    "SEL2307": error(
        "{said}: neither country nor recipient nor the ground of the transfer is told",
        "name each recipient with its country and transfer = {{ mechanism = … }}",
        "H7, GDPR 13(1)(f), 44-46",
    ),
    "SEL2308": error(
        "{said} has lapsed and carries no transfer",
        "name a ground that holds, or do without the transfer",
        "H8, GDPR 44-46",
    ),
    "SEL2309": error(
        "{said}: a right is limited beyond the law",
        "leave the limit out",
        "H9, GDPR 12, 15-22, 7(3)",
    ),
    "SEL2310": error(
        "{said}: more proof of identity than the matter needs",
        'write identity = "what we already hold"',
        "H10, GDPR 12(6), 5(1)(c)",
    ),
    "SEL2312": warning(
        "there are several registers, and whose data is in this one is not told",
        "add people to each register",
        "H12, GDPR 12(1)",
    ),
    "SEL2313": warning(
        "what is announced does not follow", "write what follows the colon", "H13, GDPR 12(1)"
    ),
    "SEL2314": warning(
        "the controller can't be reached by what is told: {what} is missing",
        "add the address, and a mail address or telephone",
        "H14, GDPR 13(1)(a)",
    ),
    "SEL2315": advice(
        "the notice has no date", "add updated or published to version", "H15, GDPR 12(1), 5(2)"
    ),
    "SEL2316": error(
        "the right {right} is not named", "add [right.{right}]", "H16, GDPR 13(2)(b), 13(2)(c), 13(2)(d)"
    ),
    "SEL2317": error(
        "no legal basis is told at all", 'add basis = "…" to each purpose', "H17, GDPR 13(1)(c)"
    ),
    "SEL2319": error(
        "profiling is denied, and {name} is called so",
        "say what is done, or call it what it is",
        "H19, GDPR 13(2)(f), 4(4)",
    ),
    "SEL2320": warning(
        "{said}: what singles a person out is not anonymous",
        "call it a pseudonym or an identifier",
        "H20, GDPR 4(1), 4(5), recital 26",
    ),
    "SEL2321": warning(
        "{said}: a period with such an exception has no end",
        "say how long at most, and when the exception holds",
        "H21, GDPR 13(2)(a), 5(1)(e)",
    ),
    "SEL2323": warning(
        "the data protection officer leads the company and can't watch over it",
        "appoint somebody who decides nothing on processing",
        "H23, GDPR 38(6)",
    ),
    "SEL2324": warning(
        "{said}: a browser's settings are no choice on cookies",
        "ask for consent before anything is stored",
        "H24, 917/2014 § 205, GDPR 7",
    ),
    "SEL2325": error(
        "{category} is camera surveillance, and its purpose, basis or period is not told",
        "name it in a purpose with a basis, and give it a period",
        "H25, GDPR 13(1)(c), 14",
        implies=("SEL1503", "SEL1505", "SEL2102"),
    ),
    "SEL2326": advice(
        "{data} tells of other people, who are no group of the notice",
        "add a group for them, and say how they are told",
        "H26, GDPR 14",
    ),
    "SEL2327": error(
        "{said}: nobody can tell from this to whom data is disclosed and why",
        "name each recipient with its use",
        "H27, GDPR 13(1)(e), 6",
    ),
    "SEL2328": advice(
        "{said} is no longer the authority's name or address",
        "give the name and address of today",
        "H28, GDPR 13(2)(d)",
    ),
    "SEL2329": error(
        "{data} is data of offences, and no ground is told",
        "add ground to its field, or leave it out",
        "H29, GDPR 10",
    ),
    "SEL2330": error(
        "{said}: recipients are named all the same",
        "leave the statement or the recipients out",
        "H30, GDPR 5(1)(a), 12(1)",
    ),
    "SEL2331": warning(
        "{said}: what must be told here is left to somebody else's document",
        "tell it here",
        "H31, GDPR 12(1)",
    ),
    "SEL2332": warning(
        "one controller has two business IDs, {number} is one of them",
        "check the number against the trade register",
        "H32, GDPR 13(1)(a)",
    ),
    "SEL2333": warning("{said}: an open-ended group of people", "name each group", "H33, GDPR 12(1)"),
    "SEL2334": warning(
        "to be in {group} tells of health or need of care, and no condition is said",
        'add special = "…" and condition = "9(2)(…)" to its fields',
        "H34, GDPR 9(1), 9(2)",
    ),
    "SEL2335": warning(
        "{data} comes of a test of aptitude, and no consent is told for it",
        "name it in the data of a purpose that rests on consent",
        "H35, 759/2004 § 13",
    ),
    "SEL2336": warning("this is not said in {languages}", "say it in each language", "H36, GDPR 12(1)"),
    "SEL2338": warning(
        "{product} is named, and whoever runs it is no processor or recipient here",
        "add it to [processor]",
        "H38, GDPR 13(1)(e), 13(1)(f)",
    ),
    "SEL2339": advice("how data is protected is not told", "add [measure]", "H39, GDPR 32, 24"),
    "SEL2343": warning(
        "no kind of data is told, and some of it does not come from the people themselves",
        "add [category]",
        "H43, GDPR 14(1)(d)",
    ),
    "SEL2345": error(
        "{said}: nobody can sign away the duty to protect data", "leave it out", "H45, GDPR 32, 82"
    ),
}
