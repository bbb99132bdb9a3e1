"""A desk without models: it mends ``" ,"`` and takes first sentences. Also a folder run on it, to be killed."""

from __future__ import annotations

import functools
import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from models.core.edit import Edit
from models.core.stop import Check, go_on
from models.options import Options
from models.result import Result, Summary, SummarySentence, Warning
from service import trial
from service.batch.worker import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from service.batch.task import Outcome, Task

SPACE = re.compile(r"\s+(?=,)")


class FakeDesk:
    """Deterministic and quick. Some texts make it fail or die."""

    def __init__(self, name: str = "fake@1", log: Path | None = None, pause: float = 0.0, slow: str = "") -> None:
        self.models: Mapping[str, str] = {"cleanup": name, "summary": name}
        self._log = log
        self._pause = pause
        self._slow = slow

    @classmethod
    def load(cls, **ignored: object) -> Self:
        del ignored
        return cls()

    def clean(self, text: str, options: Options = Options()) -> Result:
        del options
        edits = tuple(
            Edit(m.start(), m.end(), m[0], "", "spacing", 0.99, "rule:space-before-comma", "No space before a comma.")
            for m in SPACE.finditer(text)
        )
        suggestion = (Edit(0, 1, text[:1], "X", "pronoun", 0.5, "fake", "Perhaps."),) if "maybe" in text else ()
        found = text.find("Subscribe")
        warnings = (Warning("boilerplate", "Not part of the article.", found, len(text)),) if found >= 0 else ()
        return Result(SPACE.sub("", text), edits, suggestion, warnings, None, self.models, {"clean": 1.23456})

    def summarize(self, text: str, options: Options = Options(), *, clean: bool = True) -> Result:
        cleaned = self.clean(text, options) if clean else Result(text, (), (), (), None, self.models)
        first = cleaned.text.partition(".")[0] + "."
        sentence = SummarySentence(first, 0, text.find(".") + 1)
        summary = Summary(first, len(first.split()), (sentence,))
        return Result(
            cleaned.text, cleaned.edits, cleaned.suggestions, cleaned.warnings, summary, self.models, cleaned.timings_ms
        )

    def process(self, text: str, options: Options = Options()) -> Result:
        return self.summarize(text, options)

    def clean_many(self, texts: Sequence[str], options: Options = Options(), *, check: Check = go_on) -> list[Result]:
        check()
        return [self.clean(text, options) for text in texts]

    def summarize_many(
        self, texts: Sequence[str], options: Options = Options(), *, clean: bool = True, check: Check = go_on
    ) -> list[Result]:
        check()
        return [self.summarize(text, options, clean=clean) for text in texts]

    def process_many(self, texts: Sequence[str], options: Options = Options(), *, check: Check = go_on) -> list[Result]:
        check()
        if any("BOOM" in text for text in texts):
            raise ValueError("text of the document")
        if any("KILL" in text for text in texts):
            os._exit(9)
        while self._slow and any(self._slow in text for text in texts):
            time.sleep(0.01)
            check()
        results = []
        for text in texts:
            time.sleep(self._pause)
            results.append(self.process(text, options))
        if self._log is not None and list(texts) != [trial.TEXT]:
            with self._log.open("a") as file:
                file.write("".join(f"{text.split()[0]}\n" for text in texts))
        return results


class Here:
    """An engine without processes."""

    def __init__(self, desk: FakeDesk, options: Options) -> None:
        self._desk = desk
        self._options = options
        self.models = desk.models

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def run(self, groups: Iterable[Sequence[Task]]) -> Iterator[list[Outcome]]:
        for group in groups:
            yield answer(self._desk, group, self._options)


def broken() -> FakeDesk:
    raise ValueError("weights are\nmissing")


def dying() -> FakeDesk:
    os._exit(9)


def main(inputs: str, outputs: str, log: str, workers: str, pause: str) -> None:
    from service.batch.local import LocalEngine
    from service.batch.runner import Shard
    from service.commands.batch import run_folder

    options = Options()
    factory = functools.partial(FakeDesk, log=Path(log), pause=float(pause))
    report = run_folder(Path(inputs), Path(outputs), LocalEngine(factory, options, int(workers)), options, Shard())
    print(report.done, report.unchanged, len(report.failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
