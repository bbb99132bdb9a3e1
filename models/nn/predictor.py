"""The cleanup model at work: documents in, decided slots out."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from models.core.decision import SlotDecision, Thresholds
from models.core.slots import OPERATIONS
from models.core.slots.finder import ALL_KINDS, WORD_KINDS
from models.core.stop import Check, go_on
from models.nn.decoding import ROWS, bucket, collate, decode
from models.nn.encoder_cache import EncoderCache
from models.nn.encoding import Encoded, TextEncoder, Window, windows
from models.nn.names import NAMES_FILE, load_names
from models.nn.network import CleanupNetwork
from models.nn.scaling import PLAIN, Scaling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor

    from models.core.document import Document


class CleanupPredictor:
    """Decides the slots of documents with the weights of a folder.

    Args:
        folder: ``config.json``, ``model.safetensors``, the tokenizer and the table of names.
        name: source of the edits.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.model, calibration = CleanupNetwork.load(folder)
        self._encode = EncoderCache(self.model.encode)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.encoder = TextEncoder(tokenizer, load_names(folder / NAMES_FILE))
        self.thresholds: Mapping[str, Thresholds] = {
            key: Thresholds(**value) for key, value in calibration.get("thresholds", {}).items()
        }
        self.scalings: Mapping[str, Scaling] = {
            kind: Scaling(**value) for kind, value in calibration.get("scalings", {}).items()
        }
        self.quote_weight = float(calibration.get("quote_weight", 0.0))
        # Most slots have to do with marks: where the search over marks does not ask, they are not decided at all.
        self.kinds = ALL_KINDS if self.quote_weight else WORD_KINDS

    def decide(self, documents: Sequence[Document], check: Check = go_on) -> list[list[SlotDecision]]:
        """Decide all slots of all documents, each as if it were alone; memory does not grow with their number."""
        encoded = []
        for d in documents:
            check()
            encoded.append(self.encoder.encode(d.text, [(p.start, p.end) for p in d.paragraphs], self.kinds))
        jobs = [(i, window) for i, e in enumerate(encoded) for window in windows(e)]
        # Like lengths together pad little; the order of the answers is restored below.
        jobs.sort(key=lambda job: (job[1].end - job[1].start, job[0], job[1].start))
        found: list[dict[int, SlotDecision]] = [{} for _ in documents]
        for group in grouped(jobs):
            batch = collate([(encoded[i], window) for i, window in group], self.encoder)
            scores = decode(self.model, batch, check, self._encode)
            for row, (i, window) in zip(scores, group, strict=True):
                for slot, decision in self._decisions(encoded[i], window, row):
                    found[i][slot] = decision
        return [[by_slot[slot] for slot in sorted(by_slot)] for by_slot in found]

    def _decisions(self, encoded: Encoded, window: Window, scores: Tensor) -> Iterator[tuple[int, SlotDecision]]:
        """The decisions of a window's own slots, with the calibrated probabilities of their kind."""
        for index in range(window.first_own, window.last_slot):
            slot = encoded.slots[index]
            row = scores[index - window.first_slot].tolist()
            found = {o: score for o, score in zip(OPERATIONS, row, strict=True) if o in slot.operations}
            probabilities = self.scalings.get(slot.kind, PLAIN).probabilities(found, slot.unchanged)
            yield index, SlotDecision(slot, probabilities, encoded.contested.get(index, frozenset()))


def grouped(jobs: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Cut jobs, sorted by length, into groups of at most ``ROWS`` that are padded to the same length."""
    for _, alike in groupby(jobs, key=lambda job: bucket(job[1].end - job[1].start + 2)):
        while group := list(islice(alike, ROWS)):
            yield group
