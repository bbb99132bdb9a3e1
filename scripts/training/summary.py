r"""Train the summary model within a wall-clock budget; it can be stopped and started again.

    python -m scripts.training.summary --cache runs/summary/cache --data ../shared/data --out runs/summary/first \\
        --minutes 40 --threads 2

The decoder learns at each step the distribution that the gains of all sentences give (a soft oracle: two sentences
that would help alike are no error for each other), the coverage head how much of a summary each sentence holds alone.
One fold of every corpus is held out: it chooses the checkpoint, and results on it are fair.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerFast

from models.core.summary.budget import Budget, count_words
from models.nn.pointer import BLOCKED
from models.nn.pointing import PointerSummarizer
from scripts.evaluation.summary import load
from scripts.rouge import Profile, f1
from scripts.training.averaging import Average
from scripts.training.signs import fit_signs
from scripts.training.summary_batches import Sampler, cut, tensors
from scripts.training.summary_data import Example, read
from scripts.training.summary_model import new_model
from scripts.training.warm_start import encoder_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from models.core.summary.summarizer import Summarizer
    from models.nn.summary import SummaryModel
    from scripts.evaluation.summary import Article

SHARPNESS = 50.0  # by which gains, in ROUGE of 0 to 1, become logits of the target
WARM_UP = 0.05  # share of the budget in which the learning rate rises
_CHECKED = 8  # examples a batch when measuring
_FITTED = 1500  # examples that the signs are fitted on
HELD_OUT = {"cnn_highlights": 60, "neus": 40, "usgov": 20}  # documents that are summarized at each check


def losses(model: SummaryModel, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """The loss of the choices (divergence from the soft oracle) and that of the coverage."""
    output = model(**batch)
    assert output.logits is not None
    assert output.coverage is not None
    logits = output.logits[batch["steps"]]
    target = (batch["gains"][batch["steps"]] * SHARPNESS).masked_fill(logits <= BLOCKED / 2, -math.inf).softmax(-1)
    choice = functional.kl_div(logits.log_softmax(-1), target, reduction="batchmean")
    mask = batch["sentence_mask"]
    coverage = functional.binary_cross_entropy_with_logits(output.coverage.float()[mask], batch["coverage"][mask])
    return choice, coverage


def rate(progress: float) -> float:
    """The learning rate as a share of its peak: a linear rise, then a cosine to 0."""
    if progress < WARM_UP:
        return progress / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP))))


def optimizer_of(model: SummaryModel, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with one peak rate for the pretrained encoder and one for the rest; no decay of biases and norms."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups.setdefault((name.startswith("encoder."), parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        {"params": parameters, "peak": encoder_rate if encoder else head_rate, "weight_decay": 0.01 * decays}
        for (encoder, decays), parameters in groups.items()
    )


def freeze(model: SummaryModel, layers: int) -> None:
    """Keep the embeddings of words as they are, and with the first layers of the encoder all embeddings."""
    model.encoder.embeddings.word_embeddings.requires_grad_(False)
    if layers:
        model.encoder.embeddings.requires_grad_(False)
        for layer in model.encoder.encoder.layer[:layers]:
            layer.requires_grad_(False)


@torch.inference_mode()
def held_out_loss(
    model: SummaryModel, examples: Sequence[Example], special: tuple[int, int]
) -> tuple[float, float, float]:
    """The mean losses of choices and of coverage on examples not trained on, and the mean gain (x 100) of the first."""
    model.eval()  # type: ignore[no-untyped-call]
    loss = covered = gain = 0.0
    for i in range(0, len(examples), _CHECKED):
        batch = tensors(examples[i : i + _CHECKED], *special)
        choice, coverage = losses(model, batch)
        loss += float(choice) * len(batch["chosen"])
        covered += float(coverage) * len(batch["chosen"])
        first = model(**batch).logits[:, :1, :-1].argmax(-1, keepdim=True)
        gain += 100 * float(batch["gains"][:, :1].gather(-1, first).sum())
    return loss / len(examples), covered / len(examples), gain / len(examples)


def rouge(summarizer: Summarizer, articles: Sequence[Article], budget: Budget) -> dict[str, float]:
    """Mean ROUGE-1 and -2 (x 100) and length of summaries, by the fast scorer."""
    one = two = words = 0.0
    for article in articles:
        picks = summarizer.summarize(article.document, sentences=budget.sentences, words=budget.words)
        found = f1(Profile.of(article.references[0]), Profile.joined(Profile.of(pick.text) for pick in picks))
        one, two = one + 100 * found[0], two + 100 * found[1]
        words += sum(count_words(pick.text) for pick in picks)
    return {name: round(sum_ / len(articles), 2) for name, sum_ in (("rouge1", one), ("rouge2", two), ("words", words))}


class Run:
    """A training run: its model, its clock, and the folder where it leaves its state."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder: Path = options.out
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tokenizer = PreTrainedTokenizerFast.from_pretrained(encoder_folder())
        self.special = (int(self.tokenizer.cls_token_id), int(self.tokenizer.sep_token_id))
        self.model = new_model(BertModel.from_pretrained(encoder_folder(), add_pooling_layer=False))
        freeze(self.model, options.frozen)
        self.optimizer = optimizer_of(self.model, options.encoder_rate, options.head_rate)
        self.average = Average(self.model)
        self.step, self.tokens = 0, 0
        self.best, self.before = math.inf, 0.0
        self.started = monotonic()
        if self._state.exists():
            self._resume()

    @property
    def _state(self) -> Path:
        return self.folder / "state.pt"

    @property
    def elapsed(self) -> float:
        """Seconds of training so far, those of earlier starts included."""
        return float(self.before + monotonic() - self.started)

    @property
    def progress(self) -> float:
        """The part of the budget that is used, 0 to 1."""
        return float(min(1.0, self.elapsed / (60 * self.options.minutes)))

    def train_step(self, batch: dict[str, Tensor]) -> tuple[float, float]:
        """One step; the two losses are returned."""
        self.model.train()
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate(self.progress)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.options.bfloat16):
            choice, coverage = losses(self.model, batch)
        self.optimizer.zero_grad()
        torch.autograd.backward(choice + coverage)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.average.update()
        self.step += 1
        self.tokens += int(batch["attention_mask"].sum())
        return float(choice.detach()), float(coverage.detach())

    def save(self) -> None:
        """Leave the state for the next start; a stop in the middle of it leaves the last one."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average.weights,
            "numbers": (self.step, self.tokens, self.best, self.elapsed),
        }
        partial = self._state.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(self._state)

    def _resume(self) -> None:
        state = torch.load(self._state, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.tokens, self.best, self.before = state["numbers"]
        self.average.weights, self.average.steps = state["average"], self.step

    def log(self, **row: Any) -> None:
        """Append a row to the log and print it."""
        row = {"step": self.step, "minutes": round(self.elapsed / 60, 2), "tokens": self.tokens, **row}
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")
        print(row, flush=True)

    def check(self, held_out: Sequence[Example], articles: dict[str, list[Article]]) -> None:
        """Measure the average of the weights on what is held out; keep it if its loss is the lowest so far."""
        with self.average.applied():
            loss, covered, gain = held_out_loss(self.model, held_out, self.special)
            summarizer = PointerSummarizer(self.model, self.tokenizer)
            scores = {name: rouge(summarizer, rows, Budget(sentences=3)) for name, rows in articles.items()}
            self.log(held_out=round(loss, 4), coverage=round(covered, 4), first_gain=round(gain, 2), **scores)
            kept = ["last"]
            if loss < self.best:
                self.best = loss
                kept.append("best")
            for name in kept:
                self.model.save_pretrained(self.folder / name)
                self.tokenizer.save_pretrained(self.folder / name)
        self.save()


def train(options: argparse.Namespace) -> None:
    """Train until the time is used up."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    examples = [*read(options.cache / "real.jsonl.gz"), *read(options.cache / "news.jsonl.gz")]
    held_out = [cut(e, options.pieces) for e in examples if e.fold == options.fold and e.set in HELD_OUT]
    held_out = Random(options.seed).sample(held_out, min(options.held_out, len(held_out)))
    articles = {name: load(options.data, name, count, fold=options.fold) for name, count in HELD_OUT.items()}
    run = Run(options)
    seen = [e for e in examples if e.fold != options.fold]
    sampler = Sampler(seen, options.seed + run.step)
    if run.step == 0:
        brief = [cut(e, options.pieces) for e in seen if e.style == 0]
        choice, coverage = fit_signs(run.model, Random(options.seed).sample(brief, min(_FITTED, len(brief))), SHARPNESS)
        run.log(signs_choice=round(choice, 4), signs_coverage=round(coverage, 4))
    next_check = run.elapsed + 60 * options.check
    while run.progress < 1:
        for group in sampler.batches(run.progress, options.tokens, options.pieces):
            choice, coverage = run.train_step(tensors(group, *run.special))
            if run.step % options.log_every == 0:
                run.log(choice=round(choice, 4), coverage=round(coverage, 4), speed=round(run.tokens / run.elapsed))
            if run.elapsed > next_check or run.progress >= 1:
                run.check(held_out, articles)
                next_check = run.elapsed + 60 * options.check
            if run.progress >= 1:
                break
    if run.best == math.inf:  # the time was used up before the first check: there is a model all the same
        run.check(held_out, articles)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description="Train the summary model.")
    parser.add_argument("--cache", type=Path, required=True, help="folder written by scripts.training.summary_data")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; a run found there goes on")
    parser.add_argument("--minutes", type=float, default=40, help="wall-clock budget")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true", help="autocast: a gain only where the CPU has instructions")
    parser.add_argument("--tokens", type=int, default=4000, help="pieces a batch")
    parser.add_argument("--pieces", type=int, default=640, help="pieces of an article that are read")
    parser.add_argument("--frozen", type=int, default=0, help="encoder layers that are not trained")
    parser.add_argument("--encoder-rate", type=float, default=5e-5, help="peak learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=2e-4, help="peak learning rate of the rest")
    parser.add_argument("--fold", type=int, default=0, help="the fold that is held out")
    parser.add_argument("--held-out", type=int, default=160, help="examples whose loss chooses the checkpoint")
    parser.add_argument("--check", type=float, default=8, help="minutes between checks")
    parser.add_argument("--log-every", type=int, default=20, help="steps between lines of the log")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args(arguments))


if __name__ == "__main__":
    main()
