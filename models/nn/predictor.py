"""The cleanup model at work: documents in, decided slots out."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer

from models.core.decision import SlotDecision, Thresholds
from models.core.slots import OPERATIONS
from models.core.slots.finder import ALL_KINDS, WORD_KINDS
from models.core.stop import Check, go_on
from models.nn.confidence import CONFIDENCE_FILE, Confidence, Heard, Scored
from models.nn.decoding import ROWS, TAGGER, bucket, collate, decode_heads, tag
from models.nn.encoder_cache import EncoderCache
from models.nn.encoding import Encoded, TextEncoder, Window, windows
from models.nn.names import NAMES_FILE, load_names
from models.nn.network import CleanupNetwork
from models.nn.objections import NONE
from models.nn.scaling import PLAIN, Scaling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor

    from models.core.document import Document
    from models.core.slots import Slot

    #: A document as it is read, and the scores of its slots by index.
    Read = tuple[Encoded, dict[int, Scored]]

#: Doubt of a pronoun's word from which it is hidden from the reader, and from which its window is read again.
DOUBT, AGAIN = 0.01, 0.1


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
        self._reread = EncoderCache(self.model.reader.encode) if self.model.reader else None
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.encoder = TextEncoder(tokenizer, load_names(folder / NAMES_FILE))
        self.thresholds: Mapping[str, Thresholds] = {
            key: Thresholds(**value) for key, value in calibration.get("thresholds", {}).items()
        }
        self.scalings: Mapping[str, Scaling] = {
            kind: Scaling(**value) for kind, value in calibration.get("scalings", {}).items()
        }
        confidence = folder / CONFIDENCE_FILE
        self.confidence = Confidence.load(confidence) if confidence.exists() else None
        self.quote_weight = float(calibration.get("quote_weight", 0.0))
        # Most slots have to do with marks: where the search over marks does not ask, they are not decided at all.
        self.kinds = ALL_KINDS if self.quote_weight else WORD_KINDS

    def decide(self, documents: Sequence[Document], check: Check = go_on) -> list[list[SlotDecision]]:
        """Decide all slots of all documents, each as if it were alone; memory does not grow with their number."""
        read = self._score(documents, check)
        trust = self.confidence is not None
        return [
            self._decisions(encoded, found, heard)
            for (encoded, found), heard in zip(read, self._hear(documents, read, check, trust), strict=True)
        ]

    def hear(self, documents: Sequence[Document], check: Check = go_on) -> list[list[Heard]]:
        """What the network says of the pronouns of documents, before it is asked how far to trust it."""
        return [list(heard.values()) for heard in self._hear(documents, self._score(documents, check), check)]

    def _encoded(
        self, documents: Sequence[Document], check: Check, hidden: Sequence[Collection[int]] | None = None
    ) -> Iterator[Encoded]:
        """Each document as it is read; ``hidden`` are the starts of the pronouns of each whose word is hidden."""
        for i, d in enumerate(documents):
            check()
            paragraphs = [(p.start, p.end) for p in d.paragraphs]
            yield self.encoder.encode(d.text, paragraphs, self.kinds, hidden[i] if hidden else ())

    def _score(self, documents: Sequence[Document], check: Check) -> list[Read]:
        """Each document as it is read, and the scores of its slots by index, in order."""
        encoded = list(self._encoded(documents, check))
        jobs = [(i, window) for i, e in enumerate(encoded) for window in windows(e)]
        # Like lengths together pad little; the order of the answers is restored below.
        jobs.sort(key=lambda job: (job[1].end - job[1].start, job[0], job[1].start))
        found: list[dict[int, Scored]] = [{} for _ in documents]
        for group in grouped(jobs):
            batch = collate([(encoded[i], window) for i, window in group], self.encoder)
            heads = decode_heads(self.model, batch, check, self._encode)
            for row, (i, window) in zip(heads.unbind(1), group, strict=True):
                found[i].update(scored(encoded[i], window, row))
        return [(e, dict(sorted(by_slot.items()))) for e, by_slot in zip(encoded, found, strict=True)]

    def _hear(
        self, documents: Sequence[Document], read: Sequence[Read], check: Check, twice: bool = True
    ) -> list[dict[int, Heard]]:
        """The pronouns of each document by the index of their slots, with what the reader says where in doubt."""
        hidden: list[dict[int, Mapping[str, float]]] = [{} for _ in documents]
        for i, (encoded, found) in enumerate(read):
            doubts = {
                index: 1 - PLAIN.probabilities(said.both, slot.unchanged)[slot.unchanged]
                for index, said in found.items()
                if twice and (slot := encoded.slots[index]).kind == "pronoun"
            }
            if any(doubt >= AGAIN for doubt in doubts.values()):
                hidden[i] = self._read_hidden(documents[i], encoded, doubts, check)
        return [self._heard(*one, said) for one, said in zip(read, hidden, strict=True)]

    def _read_hidden(
        self, document: Document, seen: Encoded, doubts: Mapping[int, float], check: Check
    ) -> dict[int, Mapping[str, float]]:
        """What the reader says of the pronouns, by index, that are in doubt; ``doubts`` are those of all pronouns."""
        if self.model.reader is None:
            return {}
        asked = {index for index, doubt in doubts.items() if doubt >= DOUBT}
        (encoded,) = self._encoded([document], check, [{seen.slots[index].start for index in asked}])
        said: dict[int, Mapping[str, float]] = {}
        for window in windows(encoded):
            own = [index for index in range(window.first_own, window.last_slot) if index in asked]
            if not any(doubts[index] >= AGAIN for index in own):
                continue
            check()
            # Each window alone: sums of floating point numbers depend on the shapes of the tensors.
            scores = tag(self.model.reader, collate([(encoded, window)], self.encoder), self._reread)[0]
            said |= {index: allowed(encoded.slots[index], scores[index - window.first_slot].tolist()) for index in own}
        return said

    def _heard(
        self, encoded: Encoded, found: Mapping[int, Scored], hidden: Mapping[int, Mapping[str, float]]
    ) -> dict[int, Heard]:
        """The pronouns of a document by the index of their slots."""
        scaling = self.scalings.get("pronoun", PLAIN)
        return {
            index: Heard(
                start=slot.start,
                own=slot.unchanged,
                decoder=said.decoder,
                tagger=said.tagger,
                scores=said.both,
                probabilities=scaling.probabilities(said.both, slot.unchanged),
                antecedents=encoded.antecedents[index],
                objections=encoded.objections.get(index, NONE),
                hidden=hidden.get(index),
            )
            for index, said in found.items()
            if (slot := encoded.slots[index]).kind == "pronoun"
        }

    def _decisions(
        self, encoded: Encoded, found: Mapping[int, Scored], heard: Mapping[int, Heard]
    ) -> list[SlotDecision]:
        """The decisions of a document, with the calibrated probabilities of their kind."""
        trusted = (
            self.confidence.of(list(heard.values())) if self.confidence else [h.probabilities for h in heard.values()]
        )
        decided = dict(zip(heard, trusted, strict=True))
        for index in found.keys() - heard.keys():
            slot = encoded.slots[index]
            decided[index] = self.scalings.get(slot.kind, PLAIN).probabilities(found[index].both, slot.unchanged)
        return [
            SlotDecision(encoded.slots[index], decided[index], objections.contested, objections.bound)
            for index in found
            for objections in [encoded.objections.get(index, NONE)]
        ]


def scored(encoded: Encoded, window: Window, heads: Tensor) -> Iterator[tuple[int, Scored]]:
    """The scores of a window's own slots, by index of the slot, from those (2, slots, operations) of the heads."""
    both = torch.lerp(heads[0], heads[1], TAGGER).tolist()
    said, tagged = heads.tolist()
    for index in range(window.first_own, window.last_slot):
        row = index - window.first_slot
        yield index, Scored(*(allowed(encoded.slots[index], scores[row]) for scores in (said, tagged, both)))


def allowed(slot: Slot, scores: Sequence[float]) -> dict[str, float]:
    """The scores of the operations that a slot allows, from those of all in order."""
    return {o: score for o, score in zip(OPERATIONS, scores, strict=True) if o in slot.operations}


def grouped(jobs: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Cut jobs, sorted by length, into groups of at most ``ROWS`` that are padded to the same length."""
    for _, alike in groupby(jobs, key=lambda job: bucket(job[1].end - job[1].start + 2)):
        while group := list(islice(alike, ROWS)):
            yield group
