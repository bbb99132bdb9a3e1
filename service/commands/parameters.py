"""Options that several commands share, and what they mean to the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from models.options import Options, QuoteStyle
from service.commands.failure import Exit, Failure
from service.limits import MAX_SENTENCES, MAX_WORDS

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A text or HTML file in UTF-8; `-` reads text from standard input.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the JSON of the result.")]
Sentences = Annotated[
    int | None,
    typer.Option(min=1, max=MAX_SENTENCES, metavar="N", help="Length of the summary in sentences.  [default: 3]"),
]
Words = Annotated[
    int | None,
    typer.Option(min=1, max=MAX_WORDS, metavar="N", help="Length of the summary in words, never exceeded."),
]
Style = Annotated[
    QuoteStyle,
    typer.Option("--quote-style", help="House style of quotation marks; `keep` follows the article's own."),
]
Disable = Annotated[
    list[str] | None, typer.Option("--disable", metavar="RULE", help="Id of a rule that must not run; repeatable.")
]
ModelsDir = Annotated[
    Path | None,
    typer.Option(
        envvar="COPYDESK_MODELS_DIR", help="Folder of models; by default the ones in the package.", show_default=False
    ),
]
CleanupModel = Annotated[
    str | None,
    typer.Option(
        envvar="COPYDESK_CLEANUP_MODEL",
        metavar="NAME",
        help="Cleanup model: name (`rules` for none), or folder or hub name of a rewriter.",
        show_default=False,
    ),
]
SummaryModel = Annotated[
    str | None,
    typer.Option(
        envvar="COPYDESK_SUMMARY_MODEL",
        metavar="NAME",
        help="Summary model: name, or folder or hub name of a seq2seq checkpoint.",
        show_default=False,
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(envvar="COPYDESK_THREADS", min=1, max=256, metavar="N", help="Processor threads.", show_default=False),
]


def make_options(
    sentences: int | None = None,
    words: int | None = None,
    quote_style: QuoteStyle = "keep",
    disable: list[str] | None = None,
) -> Options:
    """Build the options of the desk; without a length its default holds.

    Raises:
        Failure: both lengths are given.
    """
    if sentences is not None and words is not None:
        raise Failure("conflicting_lengths", "give --sentences or --words, not both", Exit.USAGE)
    length: dict[str, Any] = {}
    if words is not None:
        length = {"sentences": None, "words": words}
    elif sentences is not None:
        length = {"sentences": sentences}
    return Options(**length, quote_style=quote_style, disabled_rules=frozenset(disable or ()))
