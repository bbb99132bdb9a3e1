from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from models.core.slots import OPERATIONS
from models.nn.decoding import TAGGER, collate, decode
from models.nn.encoding import windows
from models.nn.network import START
from tests.nn.tiny_cleanup import TEXT, encode

if TYPE_CHECKING:
    from models.nn.cleanup import CleanupModel
    from models.nn.predictor import CleanupPredictor


def test_decoding_agrees_with_teacher_forcing(predictor: CleanupPredictor, whole: CleanupModel) -> None:
    texts = [TEXT, "She lost it.", "“" + "he said it, " * 30]
    jobs = [(e, w) for e in (encode(predictor.encoder, text) for text in texts) for w in windows(e)]
    batch = collate(jobs, predictor.encoder)
    scores = decode(predictor.model, batch)
    chosen = scores.argmax(-1)
    assert len({int(i) for i in chosen.flatten()}) > 3
    history = torch.cat([torch.full((len(jobs), 1), START), chosen[:, :-1]], 1)
    with torch.inference_mode():
        forced = whole(**batch, history=history)
    assert forced.logits is not None
    said, tagged = (logits.log_softmax(-1) for logits in (forced.logits, forced.tagger_logits))
    assert not torch.allclose(said, tagged, atol=1e-2)
    torch.testing.assert_close(scores, (1 - TAGGER) * said + TAGGER * tagged, atol=1e-3, rtol=1e-3)
    assert bool(batch["allowed"].gather(2, chosen.unsqueeze(-1)).all())


def test_the_past_matters_to_the_decoder(predictor: CleanupPredictor, whole: CleanupModel) -> None:
    encoded = encode(predictor.encoder, "He said he had lost it.")
    batch = collate([(encoded, w) for w in windows(encoded)], predictor.encoder)
    one = torch.tensor([[START, OPERATIONS.index("he"), OPERATIONS.index("he")]])
    two = torch.tensor([[START, OPERATIONS.index("she"), OPERATIONS.index("he")]])
    with torch.inference_mode():
        first, second = (whole(**batch, history=history).logits for history in (one, two))
    assert torch.equal(first[:, 0], second[:, 0])
    assert not torch.allclose(first[:, 1], second[:, 1])
