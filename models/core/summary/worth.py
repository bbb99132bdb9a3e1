"""What sentences are worth to a summary, learned from summaries that people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.summary import term_weights
from models.core.summary.sentence_trees import FOREST
from models.core.summary.term_worth import term_probabilities
from models.core.summary.traits import Genre, traits_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.core.forest import Forest
    from models.core.summary.candidates import Candidate
    from models.core.summary.centrality import Vector
    from models.core.summary.signs import Signs


@dataclass(frozen=True, slots=True)
class Worth:
    """Two trained parts, for the words and for the sentences of a document.

    Attributes:
        words: weights of the regression for words, see `models.core.summary.term_worth`.
        sentences: gives the share of a summary, 0 to 1, that a sentence holds by itself, from its traits.
    """

    words: Mapping[str, float]
    sentences: Forest

    def of(
        self, found: Sequence[Candidate], rows: Sequence[Vector], signs: Sequence[Signs]
    ) -> tuple[dict[str, float], list[float]]:
        """The probability of each word of a document, and the share that each candidate holds by itself.

        Args:
            found: the candidates, as they stand in the text.
            rows: the vectors of their texts.
            signs: their classical signs.
        """
        if not found:
            return {}, []
        genre = Genre.of(found)
        probabilities = term_probabilities(found, signs, genre, self.words)
        return probabilities, [self.sentences.predict(row) for row in traits_of(found, rows, signs, genre)]


TRAINED = Worth(term_weights.WEIGHTS, FOREST)
