"""``copydesk clean``: repair the form of a text."""

from __future__ import annotations

from typing import Annotated

import typer

from service.commands import io
from service.commands.failure import Exit, Failure
from service.commands.parameters import CleanupModel, Disable, File, Json, ModelsDir, Style, Threads, make_options


def clean(
    file: File,
    as_json: Json = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print the diff and the edits (this is the default).")] = False,
    as_text: Annotated[bool, typer.Option("--text", help="Print the clean text and nothing else.")] = False,
    quote_style: Style = "keep",
    disable: Disable = None,
    models_dir: ModelsDir = None,
    cleanup_model: CleanupModel = None,
    threads: Threads = None,
) -> None:
    """Clean an article: quotation marks, pronouns, spacing, punctuation, repeated words.

    Shows what changes, where and why. The file itself is left alone.

    \b
    Examples:
      copydesk clean article.txt
      copydesk clean article.txt --text > clean.txt
      copydesk clean article.txt --json --quote-style straight
      copydesk clean - --disable space-before-comma < article.txt
    """
    if as_json + diff + as_text > 1:
        raise Failure("conflicting_outputs", "give one of --json, --diff and --text", Exit.USAGE)
    options = make_options(quote_style=quote_style, disable=disable)
    source = io.read_source(file)
    result = io.load_desk(models_dir, cleanup_model, None, threads).clean(source.text, options)
    if as_json:
        io.print_json(source, result)
    elif as_text:
        io.print_bytes(result.text.encode("utf-8", errors="backslashreplace"))
    else:
        io.show(source, result)
