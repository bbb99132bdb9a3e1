from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from models.cleaner import Cleaner
from models.core.summary.ranker import Ranker
from models.desk import DEFAULT, Desk
from scripts.evaluation.steadiness import agreement, damaged

if TYPE_CHECKING:
    from models.options import Options
    from models.result import Result

ARTICLE = """PORT ANSEL — The council of Port Ansel voted on Tuesday to close the old harbour to cargo ships by spring.

Anna Keller, the mayor, said the decision was hard. “We have looked at every figure twice,” she told reporters. “Her \
bay is dying, and this town lives by her bay.”

The harbour, which was built in 1902, handles some 400 ships a year. They bring timber, grain and wine, and they leave \
with cars. The new port in Ostwick will take over their freight, the council said.

“It is a black day,” said Robert Brandt, who leads the dockers' union. He said that his members would lose 230 jobs, \
and that they had not been asked. “Nobody told us anything,” he said. His union plans a strike for Friday.

Keller promised to meet the union on Thursday. She said the town would pay for training, “whatever it costs”. Her \
deputy, Maria Lund, put the price at 4 million crowns.

Fishing boats and ferries may go on using the harbour. Their owners welcomed the vote. “The water will be ours again,” \
said Peter Holm, a fisherman. He has worked in the bay for forty years, as his father did before him.

The harbour was last closed by a storm in 1987, when 40 ships had to wait outside for a week."""


def test_a_damaged_article_gives_the_summary_of_the_clean_one() -> None:
    desk = Desk(Cleaner(), Ranker(), {})
    shares = []
    for seed in range(12):
        assert damaged(ARTICLE, Random(seed)) != ARTICLE
        shares.append(agreement(desk, ARTICLE, Random(seed)))
    assert sum(shares) / len(shares) >= 0.8
    assert max(shares) == 1.0


class Forgetful(Desk):
    """Reads another text the second time."""

    calls = 0

    def process(self, text: str, options: Options = DEFAULT) -> Result:
        self.calls += 1
        return super().process(text if self.calls == 1 else "A storm closed the roads. Two men were hurt.", options)


def test_another_summary_agrees_in_nothing() -> None:
    assert agreement(Forgetful(Cleaner(), Ranker(), {}), ARTICLE, Random(1)) == 0.0
