"""Closed word lists of English that more than one family of rules asks."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


ABBREVIATIONS = words(
    """
    adm al apr apt approx ariz ark assn assoc aug ave avg bldg blvd br bros ca calif capt cf cit cmdr co col colo comdr
    conn corp dec del dept dist div dr ed eds est et etc excl ext feb fig figs fl fla fr fri ft ga gal gen gov govt hon
    hr hrs ill inc incl ind inst intl jan jr jul jun kan kans ken ky lb lbs lit lt ltd maj mar mass max md messrs mfg
    mgr mich min minn misc miss mlle mme mo mon mont mr mrs ms msgr mt mts mph natl neb nev no nos nov nr oct okla op
    ore orig oz pa penn ph pl pop pp pres prof prop pt pts pvt rd ref rep reps repr ret rev sat sec secy sen sens sept
    sgt sp spec sq sr st sta ste sun supt tel temp tenn tex thu thur thurs tue tues univ usu va var viz vol vols vs vt
    wash wed wis wisc wk wyo yr yrs bn mn tr trans prev
    """
)
PREPOSITIONS = words(
    """
    about above across after against along amid among around at before behind below beneath beside between beyond by
    despite during for from in inside into near of off on onto out over per since than through throughout till to toward
    towards under until unto up upon via with within without
    """
)
CONJUNCTIONS = words("and or but nor yet so because while although though whereas unless if whether as that")
RELATIVES = words("who whom whose which where when what why how that whoever whatever wherever")
PRONOUNS = words(
    """
    i me you he him she her it we us they them one someone somebody anyone anybody everyone everybody nobody this these
    those there here myself yourself himself herself itself ourselves themselves
    """
)
DETERMINERS = words("the a an this that these those his her its their our my your some any every each no")


def is_abbreviation(word: str) -> bool:
    """Tell whether a stop may belong to ``word``: a known short form, an initial, or letters without a vowel."""
    lower = word.lower()
    return len(word) < 2 or "." in word or lower in ABBREVIATIONS or not any(letter in "aeiouy" for letter in lower)
