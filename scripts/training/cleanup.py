"""Train the cleanup model.

    python -m scripts.training.cleanup --data ../shared/data --out runs/cleanup --minutes 60

The run stops at its wall-clock budget, writes a checkpoint every few minutes and goes on from the last one when
started again. The best average of the weights by dev F0.5 is kept in ``OUT/best``, the last in ``OUT/last``. Dropout is
off and the encoder's word embeddings rest: both cost more time on a CPU than they bring. ``--bfloat16`` nearly doubles
the speed where the CPU has instructions for it and is nine times slower where it has none.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerFast

from models.nn.cleanup import CleanupModel, new_model, silence
from models.nn.decoding import INPUTS, decode, tag
from models.nn.encoding import TextEncoder
from models.nn.names import load_names
from models.nn.network import READER_FILE, START
from models.nn.quantization import restored
from scripts.training import cleanup_data
from scripts.training.averaging import Average
from scripts.training.batches import IGNORE, Item, batches, collate
from scripts.training.cleanup_dev import dev_items, score_items
from scripts.training.warm_start import encoder_folder


def loss_of(model: CleanupModel, batch: dict[str, Tensor], wrong_weight: float, own_history: float) -> Tensor:
    """Weighted cross-entropy of the decoder plus half of the tagger's.

    A share ``own_history`` of the operations fed to the decoder are the tagger's guesses instead of the right ones
    (scheduled sampling, Bengio et al. 2015, arXiv 1506.03099), so that it learns not to trust its past blindly.
    """
    targets = batch["targets"]
    inputs = {k: v for k, v in batch.items() if k not in {"targets", "unchanged", "history", "masked"}}
    states = model.encode(inputs["input_ids"], inputs["token_type_ids"], inputs["hints"], inputs["attention_mask"])
    at_slots = model.slot_states(states, inputs["places"], inputs["antecedents"])
    blocked = ~batch["allowed"]
    tagged = model.tagger(at_slots).float().masked_fill(blocked, -1e4)
    history = batch["history"]
    guess = torch.cat([torch.full_like(history[:, :1], START), tagged.argmax(-1)[:, :-1]], 1)
    history = torch.where(torch.rand(history.shape) < own_history, guess, history)
    decoded = model.decoder(at_slots + model.operations(history), states, inputs["attention_mask"])
    logits = model.score(decoded).float().masked_fill(blocked, -1e4)
    hard = (targets != batch["unchanged"]) | batch["masked"]
    weight = torch.where(hard, wrong_weight, 1.0) * (targets != IGNORE)
    flat = targets.flatten().clamp(min=0)
    loss = torch.zeros(())
    for scores, share in ((logits, 1.0), (tagged, 0.5)):
        each = functional.cross_entropy(scores.flatten(0, 1), flat, reduction="none")
        loss = loss + share * (each * weight.flatten()).sum() / weight.sum().clamp(min=1)
    return loss


def blind_loss(model: CleanupModel, batch: dict[str, Tensor]) -> Tensor:
    """Cross-entropy of the tagger on the pronouns whose word is hidden."""
    states = model.encode(*(batch[name] for name in INPUTS))
    tagged = model.tagger(model.slot_states(states, batch["places"], batch["antecedents"])).float()
    asked = batch["masked"] & (batch["targets"] != IGNORE)
    scores = tagged.masked_fill(~batch["allowed"], -1e4)[asked]
    return functional.cross_entropy(scores, batch["targets"][asked], reduction="sum") / asked.sum().clamp(min=1)


def learning_rate(progress: float, peak: float) -> float:
    """Linear warm-up over 3 % of the budget, then a cosine to a tenth of a percent."""
    if progress < 0.03:
        return peak * progress / 0.03
    return peak * (0.001 + 0.999 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.03) / 0.97))))


def optimizer_of(model: CleanupModel, peak: float, frozen: int) -> torch.optim.AdamW:
    """AdamW; the decoder and the new tables learn twice as fast as the warm-started encoder."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    if frozen:
        model.encoder.embeddings.requires_grad_(False)
        model.hints.requires_grad_(False)
        for layer in model.encoder.encoder.layer[:frozen]:
            layer.requires_grad_(False)
    old = [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("encoder.")]
    new = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("encoder.")]
    groups = [{"params": old, "scale": 1.0}, {"params": new, "scale": 2.0}]
    return torch.optim.AdamW(groups, lr=peak, betas=(0.9, 0.98), weight_decay=0.01)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=Path("models/weights/cleanup-en/names.tsv.gz"))
    parser.add_argument("--round-trips", type=Path, help="output of scripts.roundtrip")
    parser.add_argument("--start", type=Path, help="folder of a trained model to go on from")
    parser.add_argument("--silent", action="store_true", help="the start knows nothing of antecedents yet")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--peak", type=float, default=2e-4)
    parser.add_argument("--tokens", type=int, default=4096, help="padded tokens a batch")
    parser.add_argument("--wrong-weight", type=float, default=2.0, help="weight of wrong and of hidden words")
    parser.add_argument("--hidden", type=float, default=cleanup_data.HIDDEN, help="share of texts with hidden pronouns")
    parser.add_argument("--blind", action="store_true", help="learn to read hidden pronouns, with the tagger alone")
    parser.add_argument("--own-history", type=float, default=0.25)
    parser.add_argument("--dev-minutes", type=float, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true", help="autocast: a gain only where the CPU has instructions")
    parser.add_argument("--frozen", type=int, default=0, help="first encoder layers that rest, with all embeddings")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = PreTrainedTokenizerFast.from_pretrained(encoder_folder())
    encoder = TextEncoder(tokenizer.backend_tokenizer, load_names(args.names))
    checkpoint = args.out / "checkpoint.pt"
    if args.start:
        model = CleanupModel.from_pretrained(args.start, dtype=torch.float32)
        if args.silent:
            silence(model)
        if args.blind and (args.start / READER_FILE).exists():
            # What a reader has of its own, in place of the first network's.
            model.load_state_dict(restored(load_file(args.start / READER_FILE)), strict=False)
    else:
        model = new_model(BertModel.from_pretrained(encoder_folder()))
    model.train()
    optimizer = optimizer_of(model, args.peak, args.frozen)
    state: dict[str, Any] = {"elapsed": 0.0, "step": 0, "tokens": 0, "best": 0.0}
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    average = Average(model)
    if checkpoint.exists() and "average" in saved:
        average.weights, average.steps = saved["average"], state["averaged"]
    dev = dev_items(args.data / "dev", encoder, blind=args.blind)
    hidden = 0.0 if args.blind else args.hidden
    stream = cleanup_data.mixture(args.data / "train", args.round_trips, args.seed + state["step"], hidden)
    if args.blind:
        rng = random.Random(args.seed + state["step"])
        stream = (cleanup_data.blinded(example, rng) for example in stream)
    groups = batches(stream, encoder, args.tokens, random.Random(args.seed))
    budget = 60 * args.minutes
    last, last_dev, running = time.monotonic(), state["elapsed"], []
    while state["elapsed"] < budget:
        rate = learning_rate(state["elapsed"] / budget, args.peak)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["scale"]
        items: list[Item] = next(groups)
        batch = collate(items, encoder)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bfloat16):
            if args.blind:
                loss = blind_loss(model, batch)
            else:
                loss = loss_of(model, batch, args.wrong_weight, args.own_history)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        average.update()
        running.append(loss.item())
        state["step"] += 1
        state["tokens"] += int(batch["attention_mask"].sum())
        now = time.monotonic()
        state["elapsed"] += now - last
        last = now
        if state["step"] % 50 == 0:
            print(
                f"step {state['step']} {state['elapsed'] / 60:.1f} min loss {sum(running[-50:]) / 50:.4f} "
                f"tokens {state['tokens'] / 1e6:.2f}M {state['tokens'] / state['elapsed']:.0f}/s lr {rate:.1e}",
                flush=True,
            )
        if state["elapsed"] - last_dev > 60 * args.dev_minutes or state["elapsed"] >= budget:
            last_dev = state["elapsed"]
            model.train(False)
            with average.applied():
                result = score_items(model, dev, encoder, tag if args.blind else decode)
                kept = ["last"]
                if result["f05"] >= state["best"]:
                    state["best"] = result["f05"]
                    kept.append("best")
                for name in kept:
                    model.save_pretrained(args.out / name)
                    tokenizer.save_pretrained(args.out / name)
            model.train()
            print(json.dumps({"minutes": round(state["elapsed"] / 60, 1), **result}), flush=True)
            with (args.out / "dev.jsonl").open("a") as log:
                log.write(json.dumps({**state, **result}) + "\n")
            temporary = checkpoint.with_suffix(".tmp")
            state["averaged"] = average.steps
            saved = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average.weights}
            torch.save(saved | {"state": state}, temporary)
            temporary.replace(checkpoint)
            last = time.monotonic()


if __name__ == "__main__":
    main()
