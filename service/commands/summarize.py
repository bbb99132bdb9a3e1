"""``copydesk summarize``: the brief alone."""

from __future__ import annotations

from typing import Annotated

import typer

from service.commands import io
from service.commands.parameters import (
    CleanupModel,
    File,
    Json,
    ModelsDir,
    Sentences,
    Style,
    SummaryModel,
    Threads,
    Words,
    make_options,
)


def summarize(
    file: File,
    as_json: Json = False,
    sentences: Sentences = None,
    words: Words = None,
    clean: Annotated[
        bool, typer.Option("--clean/--no-clean", help="Clean the article before it is summarized.")
    ] = True,
    quote_style: Style = "keep",
    models_dir: ModelsDir = None,
    cleanup_model: CleanupModel = None,
    summary_model: SummaryModel = None,
    threads: Threads = None,
) -> None:
    """Summarize an article and print the summary alone.

    A text shorter than the length asked for comes back whole. A sentence is never cut off.

    \b
    Examples:
      copydesk summarize article.txt
      copydesk summarize article.txt --sentences 2
      copydesk summarize article.txt --words 50 --no-clean
    """
    options = make_options(sentences, words, quote_style)
    source = io.read_source(file)
    desk = io.load_desk(models_dir, cleanup_model, summary_model, threads)
    result = desk.summarize(source.text, options, clean=clean)
    if as_json:
        io.print_json(source, result)
    elif result.summary is not None:
        io.print_bytes(result.summary.text.encode("utf-8", errors="backslashreplace") + b"\n")
