from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch
from transformers import AutoModelForSeq2SeqLM

from models.nn.article import FEATURES, Article
from models.nn.pointer import BLOCKED, PLACES, places
from models.nn.register import register
from models.nn.summary import SummaryModel
from models.nn.windows import collate
from tests.nn.tiny import tiny_encoder, tiny_model

if TYPE_CHECKING:
    from pathlib import Path

MODEL = tiny_model()


def article(lengths: list[int]) -> Article:
    ids = [[5 + (7 * i + k) % 60 for k in range(n)] for i, n in enumerate(lengths)]
    features = [[(i % 5) / 5] * FEATURES for i in range(len(lengths))]
    return Article(ids, [[k % 2 for k in range(n)] for n in lengths], features)


@torch.inference_mode()
def scores(articles: list[Article], chosen: list[list[int]]) -> torch.Tensor:
    logits = MODEL(**collate(articles, 2, 3), chosen=torch.tensor(chosen, dtype=torch.long)).logits
    assert isinstance(logits, torch.Tensor)
    return logits


def test_a_batch_scores_like_each_alone() -> None:
    long, short = article([9, 30, 4, 60, 12, 100, 100, 100]), article([5, 8, 3])
    together = scores([long, short], [[0, 2], [1, -1]])
    assert together.shape == (2, 3, 9)
    torch.testing.assert_close(together[0], scores([long], [[0, 2]])[0], rtol=1e-4, atol=1e-4)
    alone = scores([short], [[1]])[0]
    torch.testing.assert_close(together[1, :2, :3], alone[:, :3], rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(together[1, :2, -1], alone[:, -1], rtol=1e-4, atol=1e-4)


def test_what_is_chosen_or_padding_is_blocked() -> None:
    logits = scores([article([5, 5, 5]), article([5, 5])], [[2, 0], [1, -1]])
    blocked = (logits == BLOCKED)[..., :-1].tolist()
    assert blocked[0] == [[False, False, False], [False, False, True], [True, False, True]]
    assert blocked[1][:2] == [[False, False, True], [False, True, True]]


def test_a_choice_sees_only_those_before_it() -> None:
    one, other = (scores([article([5] * 6)], [[3, last]])[0] for last in (1, 4))
    torch.testing.assert_close(one[:2], other[:2])
    assert not torch.equal(one[2], other[2])


def test_choices_change_what_comes_next() -> None:
    one, other = (scores([article([5] * 6)], [[first]])[0, 1] for first in (1, 4))
    assert abs(one[0] - other[0]) > 1e-3


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    register()
    MODEL.save_pretrained(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"config.json", "model.safetensors"}
    loaded = AutoModelForSeq2SeqLM.from_pretrained(tmp_path)
    assert isinstance(loaded, SummaryModel)
    assert loaded.config.styles == MODEL.config.styles
    for name, value in MODEL.state_dict().items():
        assert torch.equal(value, loaded.state_dict()[name]), name


def test_windows_in_parts_are_windows_at_once() -> None:
    batch = collate([article([120] * 40)], 2, 3)
    with torch.no_grad():
        parts = MODEL.encode(**batch).worth
    whole = MODEL.encode(**batch).worth
    torch.testing.assert_close(parts, whole.detach(), rtol=1e-4, atol=1e-4)


def test_positions_grow_ever_coarser() -> None:
    found = places(5_000).tolist()
    assert found[: PLACES // 2] == list(range(PLACES // 2))
    assert found == sorted(found)
    assert found[-1] == PLACES - 1


def test_the_warm_start_copies_the_encoder() -> None:
    encoder = tiny_encoder()
    torch.manual_seed(0)
    model = tiny_model()
    wanted = encoder.state_dict()
    state = model.state_dict()
    for part in ("encoder.encoder.layer.1.attention", "document.encoder.layer.1.attention"):
        assert torch.equal(
            state[f"{part}.self.query.weight"], 4 * wanted["encoder.layer.1.attention.self.query.weight"]
        )
    for part in ("attention", "crossattention"):
        found = state[f"decoder.encoder.layer.0.{part}.self.value.weight"]
        assert torch.equal(found, 4 * wanted["encoder.layer.1.attention.self.value.weight"])
    types = state["encoder.embeddings.token_type_embeddings.weight"]
    assert torch.equal(types[0], types[1])


@pytest.mark.parametrize("styles", [[0], [1], [2]])
def test_styles_are_known(styles: list[int]) -> None:
    batch = collate([article([5, 6, 7])], 2, 3, styles)
    assert torch.isfinite(MODEL(**batch, chosen=torch.tensor([[0]])).logits).all()
