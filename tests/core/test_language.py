from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.language import looks_english

ENGLISH = (
    "The council voted on Thursday to close two of the three bridges for repairs, which are expected to last until "
    "spring. Residents said they had not been told, and that the detour would add an hour to the way to work."
)
OTHERS = {
    "Spanish": (
        "El ayuntamiento votó el jueves a favor de cerrar dos de los tres puentes para repararlos, unas obras"
        " que durarán hasta la primavera. Los vecinos dijeron que no se les había avisado de nada y que el "
        "desvío es largo."
    ),
    "Portuguese": (
        "A câmara votou na quinta-feira a favor de fechar duas das três pontes para reparos, que devem durar "
        "até a primavera. Os moradores disseram que não foram avisados e que as obras as deixam sem caminho "
        "para o trabalho."
    ),
    "French": (
        "Le conseil a voté jeudi la fermeture de deux des trois ponts pour des travaux qui doivent durer "
        "jusqu'au printemps. Les habitants ont dit qu'on ne les avait pas prévenus et que le détour est trop "
        "long pour eux."
    ),
    "German": (
        "Der Rat hat am Donnerstag beschlossen, zwei der drei Brücken wegen Reparaturen zu sperren, die bis "
        "zum Frühjahr dauern sollen. Die Anwohner sagten, man habe es ihnen nicht gesagt, und der Umweg sei "
        "zu lang."
    ),
    "Dutch": (
        "De raad heeft donderdag besloten om twee van de drie bruggen te sluiten voor herstel, dat tot in de "
        "lente zal duren. Bewoners zeiden dat het hun niet was verteld en dat de omweg over het dorp te lang "
        "is."
    ),
    "Danish": (
        "Byrådet besluttede torsdag at lukke to af de tre broer for at få dem repareret, og det ventes at "
        "vare til foråret. Beboerne sagde, at de ikke havde fået det at vide, og at omvejen er for lang for "
        "dem."
    ),
    "Russian": ("Совет решил закрыть два моста на ремонт до весны."),
    "Chinese": ("市议会周四投票决定关闭三座桥梁中的两座进行维修,预计工程将持续到明年春天。"),
    "Arabic": ("صوت المجلس يوم الخميس على إغلاق جسرين من أجل الإصلاح"),
}


def test_english() -> None:
    assert looks_english(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages(language: str) -> None:
    assert not looks_english(OTHERS[language])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12:30 14:45 3,7",
        "Bonjour à tous.",
        "Goal: Müller, Kovács, Nguyễn, Oyelaran.",
        "Mr Иванов",
        ENGLISH + " “Не верю”, he said.",
        "Volgens de minister is het klaar.",
    ],
)
def test_doubt_is_english(text: str) -> None:
    assert looks_english(text)


def test_case_does_not_matter() -> None:
    assert looks_english(ENGLISH.upper())


def test_a_quotation_in_another_language_does_not_tip_an_article() -> None:
    assert looks_english(f"{ENGLISH}\n\n{OTHERS['German']}")


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_unicode(text: str) -> None:
    assert looks_english(text) in (True, False)
