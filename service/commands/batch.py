"""``copydesk batch``: a whole folder."""

from __future__ import annotations

import functools
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands import io
from service.commands.failure import Exit, Failure
from service.commands.parameters import (
    CleanupModel,
    Disable,
    ModelsDir,
    Sentences,
    Style,
    SummaryModel,
    Words,
    make_options,
)

if TYPE_CHECKING:
    from models.options import Options
    from service.batch.engine import Engine
    from service.batch.runner import Report, Shard
    from service.batch.task import DeskFactory

_SHOWN = 10
"""Failures that are printed at the end; all of them are in the manifest."""


class EngineName(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    inputs: Annotated[Path, typer.Argument(metavar="IN", help="Folder of .txt .md .html .htm .jsonl .jsonl.gz files.")],
    outputs: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the results; made if need be.")],
    sentences: Sentences = None,
    words: Words = None,
    workers: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Processes; each holds the models.")] = 1,
    engine: Annotated[EngineName, typer.Option(help="This machine, or a Ray cluster (`copydesk[ray]`).")] = (
        EngineName.LOCAL
    ),
    shard: Annotated[str, typer.Option(metavar="I/N", help="Do only the I-th of N parts.")] = "1/1",
    quote_style: Style = "keep",
    disable: Disable = None,
    models_dir: ModelsDir = None,
    cleanup_model: CleanupModel = None,
    summary_model: SummaryModel = None,
) -> None:
    """Process every document below IN; write one JSON file each below OUT.

    IN/a/b.txt becomes OUT/a/b.json. A row of IN/news.jsonl (`text`, and `id` if you like) becomes OUT/news/ID.json, or
    its line number. OUT/summaries.md has all summaries, OUT/manifest.jsonl one line for each document.

    A document that fails is recorded and does not stop the run. Run the same command again after a stop, a kill or a
    change: it does what is missing or changed, and nothing else. Exit code 1 says that some documents failed.

    \b
    Examples:
      copydesk batch articles/ results/
      copydesk batch articles/ results/ --words 60 --workers 4
      copydesk batch articles/ results/ --shard 2/8
    """
    from service.batch.engine import threads_for
    from service.desk import share_weights

    options = make_options(sentences, words, quote_style, disable)
    part = _parse_shard(shard)
    if workers > 1 and engine is EngineName.LOCAL:
        share_weights(models_dir, cleanup_model)
    factory = functools.partial(io.load_desk, models_dir, cleanup_model, summary_model, threads_for(workers))
    _show(run_folder(inputs, outputs, _engine(engine, factory, options, workers), options, part), outputs)


def run_folder(inputs: Path, outputs: Path, engine: Engine, options: Options, shard: Shard) -> Report:
    """Run a folder, with failures told the way the command line tells them.

    Raises:
        Failure: the folders cannot be used, the engine does not start, or the disk takes no more.
    """
    from service.batch.engine import EngineError
    from service.batch.runner import Run
    from service.batch.store import Busy, Store

    if not inputs.is_dir():
        raise Failure("not_found", f"{inputs}: no such folder", Exit.INPUT)
    if inputs.resolve() == outputs.resolve():
        raise Failure("same_folder", "IN and OUT are the same folder", Exit.USAGE)
    try:
        store = Store(outputs, shard.suffix)
    except Busy:
        raise Failure("output_busy", f"another run is writing to {outputs}", Exit.OUTPUT) from None
    except OSError as error:
        raise Failure("unwritable", f"{outputs}: {error.strerror}", Exit.OUTPUT) from error
    try:
        with engine:
            return Run(inputs, store, engine, options, shard)()
    except EngineError as error:
        raise Failure(error.code, error.message, Exit.MODEL) from error
    except OSError as error:
        message = f"{outputs}: {error.strerror}; make room and run the same command again"
        raise Failure("unwritable", message, Exit.OUTPUT) from error
    except KeyboardInterrupt:
        message = "stopped; run the same command again to go on"
        raise Failure("interrupted", message, Exit.INTERRUPTED) from None
    finally:
        store.close()


def _engine(name: EngineName, factory: DeskFactory, options: Options, workers: int) -> Engine:
    if name is EngineName.RAY:
        from service.batch.cluster import RayEngine

        return RayEngine(factory, options, workers)
    from service.batch.local import LocalEngine
    from service.settings import SettingsError

    try:
        return LocalEngine(factory, options, workers)
    except SettingsError as error:
        raise Failure("invalid_settings", str(error), Exit.USAGE) from error


def _parse_shard(value: str) -> Shard:
    from service.batch.runner import Shard

    match = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", value)
    if match is None or int(match[1]) > int(match[2]):
        raise Failure("invalid_shard", f"--shard {value}: write I/N with I from 1 to N, such as 2/8", Exit.USAGE)
    return Shard(int(match[1]), int(match[2]))


def _show(report: Report, outputs: Path) -> None:
    if not report.documents:
        raise Failure("no_documents", "no documents found", Exit.INPUT)
    noun = "document" if report.documents == 1 else "documents"
    typer.echo(
        f"{report.documents} {noun}: {report.done} processed, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed. Results, summaries.md and manifest.jsonl are in {outputs}."
    )
    for record in report.failed[:_SHOWN]:
        place = record.path if record.line is None else f"{record.path}:{record.line}"
        typer.echo(f"  failed: {place}: {record.message} [{record.code}]")
    if len(report.failed) > _SHOWN:
        typer.echo(f"  … and {len(report.failed) - _SHOWN} more: see the manifest")
    if report.failed:
        raise typer.Exit(Exit.PARTLY)
