"""Words for people: titles and roles that tell a gender, and nouns that a pronoun may stand for."""

from __future__ import annotations

from models.core.rules.words import words

#: Titles before a name.
TITLES = {
    "feminine": words("Mrs Ms Miss Lady Dame Queen Princess Baroness Duchess Countess Madame"),
    "masculine": words("Mr Sir Lord King Prince Baron Duke Count Monsieur"),
}
#: Roles right before a name, as in `spokeswoman Ann Doe`.
ROLES = {
    "feminine": words(
        """
        spokeswoman chairwoman congresswoman councilwoman businesswoman actress heroine policewoman stateswoman
        sportswoman assemblywoman alderwoman waitress hostess stewardess noblewoman ballerina
        """
    ),
    "masculine": words(
        """
        spokesman chairman congressman councilman businessman policeman statesman sportsman assemblyman alderman
        fireman nobleman fisherman salesman
        """
    ),
}
#: Singular nouns for someone of one gender.
NOUNS = {
    "feminine": words(
        """
        woman girl lady wife mother daughter sister aunt niece grandmother granddaughter girlfriend widow mistress
        bride fiancée fiancee queen princess duchess countess baroness actress heroine waitress nun mum mom
        stepmother stepdaughter schoolgirl goddess ship boat vessel country nation
        """
    )
    | ROLES["feminine"],
    "masculine": words(
        """
        man boy gentleman guy husband father son brother uncle nephew grandfather grandson boyfriend widower groom
        bridegroom fiancé fiance king prince duke count baron lord monk priest pope bishop god dad stepfather stepson
        schoolboy gunman marksman cameraman workman militiaman serviceman lawman policeman imam rabbi cardinal emperor
        """
    )
    | ROLES["masculine"],
}
#: Singular nouns for someone, or an animal, of any gender.
ANYONE = words(
    """
    president premier minister secretary chancellor senator governor mayor lawmaker deputy delegate candidate leader
    chief head director manager boss executive ceo founder owner chair chairperson spokesperson official officer agent
    cop detective sheriff inspector commander captain general colonel major sergeant lieutenant admiral soldier sniper
    driver pilot passenger cyclist pedestrian suspect victim witness defendant plaintiff prosecutor attorney lawyer
    judge magistrate juror prisoner inmate detainee hostage convict killer murderer attacker shooter bomber robber thief
    burglar hacker intruder stalker terrorist militant rapist abuser fugitive doctor surgeon physician nurse patient
    dentist therapist psychologist professor teacher tutor lecturer pupil student graduate scholar scientist researcher
    expert analyst economist historian critic writer author novelist poet journalist reporter editor columnist
    correspondent blogger photographer singer musician composer conductor pianist actor star dancer comedian artist
    painter sculptor designer architect engineer director producer player coach trainer striker goalkeeper champion
    athlete runner boxer swimmer teammate rival opponent predecessor successor adviser advisor aide assistant ambassador
    diplomat envoy activist dissident refugee migrant immigrant tourist visitor guest stranger neighbor neighbour friend
    colleague partner spouse parent sibling twin relative cousin child kid baby infant toddler teenager teen youth adult
    person someone somebody anyone anybody everyone everybody nobody another one client customer buyer seller employee
    worker employer contractor farmer cook chef waiter baker builder landlord tenant member voter resident citizen hero
    idol legend deceased dog cat horse bear lion tiger elephant monkey puppy pet animal robot character
    father-in-law mother-in-law son-in-law daughter-in-law brother-in-law sister-in-law who
    whose whom other latter former
    """
)
#: Capitalized words that name no person.
NO_PERSON = words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December I Congress Senate House Parliament Kremlin Pentagon Cabinet Treasury Christmas Easter
    English French German Russian Ukrainian British American European Chinese Western Eastern
    """
)
