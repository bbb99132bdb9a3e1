"""A sum of small regression trees: gradient boosting (Friedman 2001), as far as predicting goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A split, ``(feature, threshold, left, right)``, or a leaf, its value. The left branch is for values up to the
#: threshold.
Tree = tuple[int, float, "Tree", "Tree"] | float


@dataclass(frozen=True, slots=True)
class Forest:
    """``base`` plus what each tree says of a row of numbers."""

    base: float
    trees: tuple[Tree, ...]

    def predict(self, row: Sequence[float]) -> float:
        """The value of a row; features are numbered by their place in it."""
        value = self.base
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                feature, threshold, left, right = node
                node = left if row[feature] <= threshold else right
            value += node
        return value
