"""What every copy says beside the person's data: their rights, and why something is not shown in it."""

from __future__ import annotations

from seloste.rights.document import Right, Words

_AUTHORITY: Words = {
    "fi": "Voit valittaa tietosuojavaltuutetulle (tietosuoja.fi).",
    "sv": "Du kan klaga hos dataombudsmannen (tietosuoja.fi/sv).",
    "en": "You may lodge a complaint with the Data Protection Ombudsman (tietosuoja.fi/en).",
}
RIGHTS: tuple[Right, ...] = (
    Right("rectification", "GDPR 16", {
        "fi": "Voit pyytää virheellisten tietojen oikaisua.",
        "sv": "Du kan begära att felaktiga uppgifter rättas.",
        "en": "You may ask for wrong data to be rectified.",
    }),
    Right("erasure", "GDPR 17", {
        "fi": "Voit pyytää tietojesi poistamista.",
        "sv": "Du kan begära att dina uppgifter raderas.",
        "en": "You may ask for your data to be erased.",
    }),
    Right("restriction", "GDPR 18", {
        "fi": "Voit pyytää tietojesi käsittelyn rajoittamista.",
        "sv": "Du kan begära att behandlingen av dina uppgifter begränsas.",
        "en": "You may ask for the processing of your data to be restricted.",
    }),
    Right("portability", "GDPR 20", {
        "fi": "Voit siirtää antamasi tiedot toiselle rekisterinpitäjälle: ne on merkitty sanalla portable.",
        "sv": "Du kan flytta de uppgifter du gett till en annan personuppgiftsansvarig: de är märkta portable.",
        "en": "You may take the data you gave to another controller: they are marked portable.",
    }),
    Right("objection", "GDPR 21", {
        "fi": "Voit vastustaa tietojesi käsittelyä ja kieltää suoramarkkinoinnin milloin tahansa.",
        "sv": "Du kan invända mot behandlingen och när som helst förbjuda direktmarknadsföring.",
        "en": "You may object to the processing, and prohibit direct marketing at any time.",
    }),
    Right("withdrawal", "GDPR 7(3)", {
        "fi": "Voit peruuttaa antamasi suostumuksen milloin tahansa.",
        "sv": "Du kan när som helst återkalla ditt samtycke.",
        "en": "You may withdraw your consent at any time.",
    }),
    Right("complaint", "GDPR 77", _AUTHORITY),
)  # fmt: skip
KEPT_BY_LAW: Words = {
    "fi": "Nämä tiedot säilytetään vain lain vaatimusta varten, eikä niitä avata muuhun. Saat ne pyytämällä erikseen.",
    "sv": "Dessa uppgifter bevaras bara för att lagen kräver det och öppnas inte för annat. Du får dem om du ber om dem särskilt.",
    "en": "These data are kept only because the law demands it and open for nothing else. You get them if you ask for them separately.",
}
CLAIMS: Words = {
    "fi": "Nämä tiedot säilytetään vain oikeusvaateiden varalta, eikä niitä avata muuhun. Saat ne pyytämällä erikseen.",
    "sv": "Dessa uppgifter bevaras bara för rättsliga anspråk och öppnas inte för annat. Du får dem om du ber om dem särskilt.",
    "en": "These data are kept only for legal claims and open for nothing else. You get them if you ask for them separately.",
}
OTHERS: Words = {
    "fi": "Kenen muun tiedoissa sinut mainitaan, jätetään kertomatta toisen ihmisen suojaksi.",
    "sv": "I vilken annan människas uppgifter du nämns berättas inte, till skydd för den andra.",
    "en": "In whose data you are mentioned is not told, to protect that other person.",
}
