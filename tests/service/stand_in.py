"""A desk without models for the HTTP tests: quick, deterministic, and honest about offsets."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.edit import Edit, apply_edits
from models.core.language import looks_english
from models.core.stop import Check, go_on
from models.options import Options
from models.result import Result, Summary, SummarySentence, Warning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BOOM = "BOOM"
"""A text with this word makes the desk fail, quoting the text in the message as real code may do."""


@dataclass
class StandInDesk:
    """Closes the space before a comma; the summary is the first line of the text.

    Attributes:
        delay: seconds that a run takes.
        calls: name of the method, number of texts and options of each call.
        peak: most runs at the same time.
    """

    delay: float = 0.0
    models: Mapping[str, str] = field(default_factory=lambda: {"cleanup": "fake@1", "summary": "fake@2"})
    calls: list[tuple[str, int, Options]] = field(default_factory=list)
    peak: int = 0
    _running: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def clean(self, text: str, options: Options = Options()) -> Result:
        return self._run("clean", [text], options, summary=False)[0]

    def summarize(self, text: str, options: Options = Options(), *, clean: bool = True) -> Result:
        return self._run("summarize", [text], options, clean=clean)[0]

    def process(self, text: str, options: Options = Options()) -> Result:
        return self._run("process", [text], options)[0]

    def clean_many(self, texts: Sequence[str], options: Options = Options(), *, check: Check = go_on) -> list[Result]:
        return self._run("clean_many", texts, options, summary=False, check=check)

    def summarize_many(
        self, texts: Sequence[str], options: Options = Options(), *, clean: bool = True, check: Check = go_on
    ) -> list[Result]:
        return self._run("summarize_many", texts, options, clean=clean, check=check)

    def process_many(self, texts: Sequence[str], options: Options = Options(), *, check: Check = go_on) -> list[Result]:
        return self._run("process_many", texts, options, check=check)

    def _run(
        self,
        name: str,
        texts: Sequence[str],
        options: Options,
        *,
        clean: bool = True,
        summary: bool = True,
        check: Check = go_on,
    ) -> list[Result]:
        with self._lock:
            self._running += 1
            self.peak = max(self.peak, self._running)
            self.calls.append((name, len(texts), options))
        try:
            until = time.monotonic() + self.delay
            check()
            while (left := until - time.monotonic()) > 0:
                time.sleep(min(left, 0.01))
                check()
            return [self._one(text, clean=clean, summary=summary) for text in texts]
        finally:
            with self._lock:
                self._running -= 1

    def _one(self, text: str, *, clean: bool, summary: bool) -> Result:
        if BOOM in text:
            raise ValueError(f"cannot read {text!r}")
        spaces = re.finditer(r" (?=,)", text) if clean else ()
        edits = tuple(
            Edit(match.start(), match.end(), " ", "", "spacing", 0.99, "rule:fake", "No space stands before a comma.")
            for match in spaces
        )
        end = text.find("\n") if "\n" in text else len(text)
        first = SummarySentence(text[:end], 0, end)
        return Result(
            text=apply_edits(text, edits),
            edits=edits,
            suggestions=(),
            warnings=() if looks_english(text) else (Warning("language", "The text does not look English."),),
            summary=Summary(first.text, len(first.text.split()), (first,)) if summary else None,
            models=self.models,
            timings_ms={"clean": 1.0},
        )
