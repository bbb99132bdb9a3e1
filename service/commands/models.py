"""``copydesk models``: what is installed, and whether it is whole."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands import io
from service.commands.failure import Exit, Failure
from service.commands.parameters import CleanupModel, Json, ModelsDir, SummaryModel
from service.payload import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.registry import ModelInfo
    from models.seq2seq.listing import ConfiguredModel

models = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@models.callback()
def list_models(
    context: typer.Context,
    as_json: Json = False,
    models_dir: ModelsDir = None,
    cleanup_model: CleanupModel = None,
    summary_model: SummaryModel = None,
) -> None:
    """List the installed models, and checkpoints that are configured: family, revision, sha256, whether they are here.

    \b
    Examples:
      copydesk models
      copydesk models --json
      copydesk models --summary-model facebook/bart-large-cnn
      copydesk models verify
    """
    context.obj = models_dir
    if context.invoked_subcommand is not None:
        return
    found = _installed(models_dir)
    others = _configured(cleanup_model, summary_model, found)
    if as_json:
        rows = [{**dataclasses.asdict(model), "path": str(model.path)} for model in found]
        rows += [dataclasses.asdict(model) for model in others]
        io.print_bytes(to_json(rows, indent=2) + b"\n")
        return
    if found:
        _show(("name", "task", "version", "sha256", "licence"), found)
    else:
        typer.echo("No models are installed; rules and a classical ranker do the work.")
    if others:
        typer.echo()
        _show(("name", "task", "kind", "revision", "sha256", "pinned", "offline", "problem"), others)


@models.command()
def verify(context: typer.Context, models_dir: ModelsDir = None) -> None:
    """Hash every file of every model again and compare with the manifest; exit code 4 when one differs.

    \b
    Example:
      copydesk models verify
    """
    from models.registry import verify as verify_models

    problems = verify_models(_folder(models_dir or context.obj))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise Failure("model_damaged", f"{len(problems)} problem(s) found", Exit.MODEL)
    typer.echo("All model files are as the manifest says.")


@models.command()
def convert(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Folder or hub name of a seq2seq checkpoint.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder to make; name it in the model's place.")],
) -> None:
    """Convert a checkpoint to 8 bits for the fast path (`pip install 'copydesk[fast]'`).

    \b
    Example:
      copydesk models convert facebook/bart-large-cnn bart-large-cnn-int8
      copydesk summarize article.txt --summary-model ./bart-large-cnn-int8
    """
    from models.registry import ModelError
    from models.seq2seq.fast import convert as convert_model

    try:
        digest = convert_model(model, folder)
    except ModelError as error:
        raise Failure(error.code, str(error), Exit.MODEL) from error
    except OSError as error:
        raise Failure("unwritable", f"{folder}: {error.strerror}", Exit.OUTPUT) from error
    typer.echo(f"{folder}: model.bin has sha256 {digest}")


def _folder(models_dir: Path | None) -> Path | None:
    if models_dir is not None and not models_dir.is_dir():
        raise Failure("not_found", f"{models_dir}: no such folder", Exit.MODEL)
    return models_dir


def _installed(models_dir: Path | None) -> Sequence[ModelInfo]:
    from models.registry import installed

    try:
        return installed(_folder(models_dir))
    except (OSError, ValueError, LookupError) as error:
        raise Failure("model_damaged", f"the models cannot be listed: {error}", Exit.MODEL) from error


def _configured(cleanup: str | None, summary: str | None, found: Sequence[ModelInfo]) -> Sequence[ConfiguredModel]:
    if not cleanup and not summary:
        return []
    from models.seq2seq.listing import configured

    return configured(cleanup, summary, [model.name for model in found], io.read_pins_of(cleanup, summary))


def _show(headings: Sequence[str], found: Sequence[ModelInfo] | Sequence[ConfiguredModel]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for model in found:
        table.add_row(*(_cell(getattr(model, heading), heading) for heading in headings))
    io.console().print(table)


def _cell(value: object, heading: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)[:16] if heading in {"sha256", "revision"} else str(value)
