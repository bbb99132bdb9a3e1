"""A folder run: from the documents of one folder to the results in another, as often as needed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service import __version__
from service.batch import inputs
from service.batch.manifest import Manifest, Record, dump, load
from service.batch.progress import Progress, progress
from service.batch.report import summaries
from service.batch.store import Store, StoreError
from service.batch.task import Document, Outcome, Refused, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.options import Options
    from service.batch.engine import Engine

GROUP = 8
"""Documents that go to a worker together."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``total`` parts of a run, counted from 1. Parts can run at the same time, anywhere."""

    number: int = 1
    total: int = 1

    def holds(self, path: str, line: int | None) -> bool:
        """Tell whether a document belongs to this part; that depends on its place alone."""
        if self.total == 1:
            return True
        key = f"{path}\0{line}".encode("utf-8", errors="surrogateescape")
        return int.from_bytes(hashlib.sha256(key).digest()[:8], "big") % self.total == self.number - 1

    @property
    def suffix(self) -> str:
        """Part of the names of the files that each part has for itself."""
        return "" if self.total == 1 else f".{self.number}-of-{self.total}"


@dataclass(slots=True)
class Report:
    """What a run did: documents written, left as they were, and the records of those that failed."""

    done: int = 0
    unchanged: int = 0
    failed: list[Record] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """All documents of the run."""
        return self.done + self.unchanged + len(self.failed)


class Run:
    """One run. ``engine`` processes, ``store`` keeps; both are open when the run begins."""

    def __init__(self, folder: Path, store: Store, engine: Engine, options: Options, shard: Shard) -> None:
        self._folder = folder
        self._store = store
        self._engine = engine
        self._shard = shard
        self._options = fingerprint(options)
        self._models = dict(engine.models)
        self._path = store.root / f"manifest{shard.suffix}.jsonl"
        # Results of a run that was divided otherwise count too; what this part wrote itself comes last and wins.
        others = sorted(path for path in store.root.glob("manifest*.jsonl") if path != self._path)
        self._records = load([*others, self._path] if self._path.exists() else others)
        self._seen: list[tuple[str, int | None]] = []
        self._report = Report()

    def __call__(self, show: Callable[[int], Progress] = progress) -> Report:
        """Process what is missing or changed.

        Raises:
            OSError: the output folder takes no more (a full disk); what was done before counts.
        """
        total = inputs.count(self._folder, without=self._store.root, wanted=self._shard.holds)
        manifest = Manifest(self._path)
        try:
            with show(total) as shown:
                for outcomes in self._engine.run(self._groups(manifest, shown)):
                    for outcome in outcomes:
                        self._keep(outcome, manifest, shown)
                    manifest.sync()
        finally:
            manifest.close()
        self._finish()
        return self._report

    def _groups(self, manifest: Manifest, shown: Progress) -> Iterator[list[Task]]:
        group: list[Task] = []
        for item in inputs.find(self._folder, without=self._store.root, wanted=self._shard.holds):
            document = item.document
            self._seen.append((document.path, document.line))
            if isinstance(item, Refused):
                self._fail(document, item.code, item.message, None, manifest, shown)
            elif self._is_current(item):
                self._report.unchanged += 1
                shown.advance(unchanged=True)
            else:
                group.append(item)
                if len(group) == GROUP:
                    yield group
                    group = []
        if group:
            yield group

    def _is_current(self, task: Task) -> bool:
        """Tell whether the whole result of this very input, with these options and models, is there."""
        document = task.document
        record = self._records.get((document.path, document.line))
        return (
            record is not None
            and record.status == "ok"
            and record.output == document.output
            and record.input_sha256 == task.sha256
            and record.options == self._options
            and record.models == self._models
            and record.output_sha256 == self._store.digest(document.output)
        )

    def _keep(self, outcome: Outcome, manifest: Manifest, shown: Progress) -> None:
        task = outcome.task
        if outcome.payload is None:
            self._fail(task.document, outcome.code or "", outcome.message or "", task.sha256, manifest, shown)
            return
        try:
            self._store.write(task.document.output, outcome.payload)
        except StoreError as error:
            self._fail(task.document, error.code, error.message, task.sha256, manifest, shown)
            return
        record = Record(
            **dataclasses.asdict(task.document),
            status="ok",
            input_sha256=task.sha256,
            options=self._options,
            models=self._models,
            output_sha256=hashlib.sha256(outcome.payload).hexdigest(),
            ms=round(outcome.ms, 3),
        )
        self._add(record, manifest)
        self._report.done += 1
        shown.advance()

    def _fail(
        self, document: Document, code: str, message: str, sha256: str | None, manifest: Manifest, shown: Progress
    ) -> None:
        before = self._records.get((document.path, document.line))
        if before is not None and before.status == "ok" and before.output == document.output:
            self._forget(before.output)
        record = Record(
            **dataclasses.asdict(document),
            status="failed",
            code=code,
            message=message,
            input_sha256=sha256,
            options=self._options,
            models=self._models,
        )
        self._add(record, manifest)
        self._report.failed.append(record)
        shown.advance(failed=True)

    def _forget(self, output: str) -> None:
        """Remove the result of an earlier input: it would pass for the result of this one."""
        try:
            self._store.remove(output)
        except StoreError:
            return

    def _add(self, record: Record, manifest: Manifest) -> None:
        self._records[record.key] = record
        manifest.append(record)

    def _finish(self) -> None:
        """Make the manifest compact, and write the page of summaries."""
        keys = dict.fromkeys(self._seen)
        seen = [self._records[key] for key in keys]
        mine = [
            record
            for key, record in self._records.items()
            if key not in keys and self._shard.holds(record.path, record.line)
        ]
        self._store.write(self._path.name, dump([*seen, *mine]))
        self._store.write(f"summaries{self._shard.suffix}.md", summaries(self._store, seen))


def fingerprint(options: Options) -> str:
    """Hash the options together with the version of Copydesk, whose rules may decide otherwise in the next one."""
    fields = {**dataclasses.asdict(options), "disabled_rules": sorted(options.disabled_rules), "version": __version__}
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:16]
