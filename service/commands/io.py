"""What commands read and print."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.pins import read_pins
from service.commands.failure import Exit, Failure
from service.payload import result_payload, to_json
from service.reading import HTML_SUFFIXES, ReadError, read_stdin, read_text

if TYPE_CHECKING:
    from rich.console import Console

    from models.result import Result
    from service.desk import Desk

PLAIN_WIDTH = 110
"""Width of what is printed when the output is no terminal and COLUMNS is not set."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was read: its name for people, and whether it was taken out of an HTML page."""

    name: str
    text: str
    html: bool


def read_source(file: str) -> Source:
    """Read ``FILE`` or, for ``-``, standard input.

    Raises:
        Failure: the file cannot be read, or there is no text in it.
    """
    path = Path(file)
    name = "standard input" if file == "-" else path.name
    try:
        text = read_stdin() if file == "-" else read_text(path)
    except ReadError as error:
        raise Failure(error.code, f"{name if file == '-' else file}: {error.message}", Exit.INPUT) from error
    if not text or text.isspace():
        raise Failure("empty_text", f"{name}: the text is empty or has nothing but white space", Exit.INPUT)
    return Source(name, text, html=file != "-" and path.suffix.lower() in HTML_SUFFIXES)


def load_desk(models_dir: Path | None, cleanup: str | None, summary: str | None, threads: int | None) -> Desk:
    """Load the desk; slow when neural models are installed.

    Raises:
        Failure: a model is missing or damaged.
    """
    from models.desk import Desk as LoadedDesk

    policy = os.environ.get("COPYDESK_ON_UNSUPPORTED") or "drop"
    if policy not in ("drop", "mark", "fallback"):
        raise Failure("invalid_settings", "COPYDESK_ON_UNSUPPORTED: give drop, mark or fallback", Exit.USAGE)
    guard = os.environ.get("COPYDESK_GUARD") or "standard"
    if guard not in ("standard", "strict"):
        raise Failure("invalid_settings", "COPYDESK_GUARD: give standard or strict", Exit.USAGE)
    pins = read_pins_of(cleanup, summary)
    try:
        return LoadedDesk.load(
            models_dir=models_dir,
            cleanup=cleanup,
            summary=summary,
            threads=threads,
            on_unsupported=policy,  # type: ignore[arg-type]  # one of the three, see above
            guard=guard,  # type: ignore[arg-type]  # one of the two, likewise
            cleanup_prefix=os.environ.get("COPYDESK_CLEANUP_PREFIX"),
            pins=pins,
        )
    except (OSError, ValueError, LookupError, RuntimeError) as error:
        code = getattr(error, "code", "load_failed")
        raise Failure(code, f"the models cannot be loaded: {_one_line(error)}", Exit.MODEL) from error


def read_pins_of(cleanup: str | None, summary: str | None) -> dict[str, str]:
    """The hashes that the environment sets for models that are named.

    Raises:
        Failure: one cannot be read, or is for another model.
    """
    named = filter(None, [cleanup or "", *(summary or "").split(",")])
    try:
        return read_pins(os.environ.get("COPYDESK_WEIGHTS_SHA256") or "", named)
    except ValueError as error:
        raise Failure("invalid_settings", f"COPYDESK_WEIGHTS_SHA256: {error}", Exit.USAGE) from error


def print_json(source: Source, result: Result) -> None:
    """Print the JSON of a result, indented."""
    print_bytes(to_json(result_payload(result, source.text if source.html else None), indent=2) + b"\n")


def print_bytes(data: bytes) -> None:
    """Write to standard output as it is: no change of line ends, no encoding of the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show(source: Source, result: Result) -> None:
    """Print a result for people."""
    from service.render import show_result

    out = console()
    with out.capture() as captured:
        show_result(out, source.name, source.text, result)
    text = captured.get()
    if out.color_system is None:  # rich fills its columns up with spaces
        text = "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])
    sys.stdout.write(text)


def console() -> Console:
    """Return a console on standard output: coloured on a terminal, plain elsewhere and when NO_COLOR is set."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    no_colour = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    return Console(highlight=False, markup=False, emoji=False, width=width, color_system=None if no_colour else "auto")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
