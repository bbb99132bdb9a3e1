"""The trees of scikit-learn's gradient boosting as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.core.forest import Tree


def trees_of(model: Any, *, digits: int, share: float = 1.0) -> list[Tree]:
    """The trees of a fitted histogram gradient boosting of one output, with ``share`` of their values.

    Args:
        model: the regressor or classifier.
        digits: of the thresholds that are kept; values have one more.
        share: what values are multiplied by.
    """
    return [_tree(predictors[0].nodes, 0, digits, share) for predictors in model._predictors]


def _tree(nodes: Any, number: int, digits: int, share: float) -> Tree:
    node = nodes[number]
    if node["is_leaf"]:
        return round(float(node["value"]) * share, digits + 1)
    left, right = (_tree(nodes, int(node[side]), digits, share) for side in ("left", "right"))
    return (int(node["feature_idx"]), round(float(node["num_threshold"]), digits), left, right)
