"""``copydesk key``: make an API key, or hash one."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from service.commands.failure import Exit, Failure


def key(
    hash_only: Annotated[
        bool, typer.Option("--hash", help="Read a key from standard input and print its hash.")
    ] = False,
) -> None:
    """Make an API key for the HTTP service: the key for the caller, its hash for the service.

    \b
    Examples:
      copydesk key
      copydesk key --hash < key.txt
    """
    from service.keys import HASHED, KeyFormatError, make_key, read_entries

    if not hash_only:
        made = make_key()
        typer.echo(f"key   {made}\nhash  {read_entries([made])[0]}")
        return
    given = sys.stdin.readline().strip()
    try:
        (hashed,) = read_entries([given])
    except KeyFormatError as error:
        raise Failure("invalid_key", str(error), Exit.INPUT) from error
    if given.startswith(HASHED):
        raise Failure("invalid_key", "this is a hash already", Exit.INPUT)
    typer.echo(hashed)
