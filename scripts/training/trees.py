"""The trees of scikit-learn's gradient boosting as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.core.forest import Tree


def trees_of(model: Any, *, digits: int | None, share: float = 1.0) -> list[Tree]:
    """The trees of a fitted histogram gradient boosting of one output, with ``share`` of their values.

    Args:
        model: the regressor or classifier.
        digits: of the values that are kept, and of the thresholds one less; ``None`` keeps all.
        share: what values are multiplied by.
    """
    return [_tree(predictors[0].nodes, 0, digits, share) for predictors in model._predictors]


def _tree(nodes: Any, number: int, digits: int | None, share: float) -> Tree:
    node = nodes[number]
    value, threshold = float(node["value"]) * share, float(node["num_threshold"])
    if digits is not None:
        value, threshold = round(value, digits), round(threshold, digits - 1)
    if node["is_leaf"]:
        return value
    left, right = (_tree(nodes, int(node[side]), digits, share) for side in ("left", "right"))
    return (int(node["feature_idx"]), threshold, left, right)
