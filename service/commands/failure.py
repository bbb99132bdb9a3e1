"""How a command fails: a stable code, one line for people, and an exit code."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of ``copydesk``, documented in the README. Usage errors (2) come from the parser of the options."""

    OK = 0
    PARTLY = 1
    USAGE = 2
    INPUT = 3
    MODEL = 4
    OUTPUT = 5
    INTERRUPTED = 130


class Failure(Exception):
    """A command cannot do what was asked.

    Attributes:
        code: stable name of the error, in the manner of the HTTP errors (``invalid_encoding``).
        message: one line for people.
        exit: exit code of the command.
    """

    def __init__(self, code: str, message: str, exit_code: Exit) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.exit = exit_code

    def __str__(self) -> str:
        """One line: ``draft.txt: no such file [not_found]``."""
        return f"{self.message} [{self.code}]"
