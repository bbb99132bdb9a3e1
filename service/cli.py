"""The command ``copydesk``. Everything slow to import is imported inside the command that uses it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.batch import batch
from service.commands.clean import clean
from service.commands.failure import Exit, Failure
from service.commands.key import key
from service.commands.models import models
from service.commands.process import process
from service.commands.serve import serve
from service.commands.summarize import summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG = (
    "Exit codes: 0 done, 1 some documents of a batch failed, 2 usage, 3 input, 4 models, 5 output, 130 interrupted."
)

app = typer.Typer(
    name="copydesk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=_EPILOG,
)


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"copydesk {version('copydesk')}")
        raise typer.Exit


@app.callback()
def copydesk(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Copydesk cleans up machine-translated English and writes its brief, offline and on a CPU.

    \b
    Start here:
      copydesk process article.txt         clean, then summarize: a diff, the edits, the summary
      copydesk process article.txt --json  the same for programs
      copydesk batch articles/ results/    a whole folder; run it again to go on where it stopped
      copydesk serve                       the same over HTTP
    """


app.command(short_help="Clean an article, then summarize it.")(process)
app.command(short_help="Clean an article; show what changes and why.")(clean)
app.command(short_help="Summarize an article.")(summarize)
app.command(short_help="Process a whole folder; resumable.")(batch)
app.command(short_help="Start the HTTP service.")(serve)
app.command(short_help="Make an API key for the HTTP service.")(key)
app.add_typer(models, name="models", short_help="List and verify the installed models.")


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; failures become one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what a locale cannot show must not stop the run
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=list(arguments), prog_name="copydesk")
    except Failure as failure:
        print(f"copydesk: {failure}", file=sys.stderr)
        return failure.exit
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else Exit.OK
    return Exit.OK


def main() -> None:
    """Entry point of the console script."""
    sys.exit(run(sys.argv[1:]))
