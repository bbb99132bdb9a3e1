from __future__ import annotations

import random

import torch

from models.nn.encoding import TextEncoder
from scripts.training.batches import collate, prepare
from scripts.training.cleanup import blind_loss
from scripts.training.cleanup_data import Example, blinded, noisy
from tests.nn.tiny_cleanup import NAMES, tiny, tokenizer

TEXT = "Wendy said that she had lost her hat. Tom said that he had it. " * 8


def test_wrong_words_are_hidden_and_some_of_the_right_ones() -> None:
    wrong = hidden = right = covered = 0
    for seed in range(80):
        rng = random.Random(seed)
        example = noisy(TEXT, "test", rng, 0.3, hidden=0.0)
        found = blinded(example, rng)
        assert found.gold == example.gold
        assert found.text == example.text
        assert found.masked <= {start for _, start in example.gold}
        for (_, start), word in example.gold.items():
            if example.text[start : start + len(word)].lower() == word:
                right += 1
                covered += start in found.masked
            else:
                wrong += 1
                hidden += start in found.masked
    assert wrong > 100
    assert hidden / wrong > 0.9
    assert 0.5 < covered / right < 0.9


def test_only_hidden_words_are_learned() -> None:
    encoder = TextEncoder(tokenizer().backend_tokenizer, NAMES)
    model = tiny()

    def loss(gold: dict[tuple[str, int], str], masked: frozenset[int]) -> torch.Tensor:
        item = prepare(Example("Wendy said that she had lost it.", gold, "test", masked), encoder)
        assert item is not None
        return blind_loss(model, collate([item], encoder))

    she, it = ("pronoun", 16), ("pronoun", 29)
    one = loss({she: "she", it: "it"}, frozenset({16}))
    assert torch.equal(one, loss({she: "she", it: "he"}, frozenset({16})))
    assert not torch.equal(one, loss({she: "he", it: "it"}, frozenset({16})))
    # Where nothing is hidden there is nothing to learn.
    assert float(loss({she: "she", it: "it"}, frozenset()).detach()) == 0.0
