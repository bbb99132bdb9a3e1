"""``copydesk serve`` with a desk without models: ``python -m tests.load.served SECONDS [serve's options]``.

A text with the word ``HANG`` makes a run sleep for an hour without looking up, as a wedged library may; one with
``DIE`` ends the process, as a fault in native code may. The trial takes no time. Other processes of the service import
this module again, so the desk is set on import.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

from service import lifecycle, trial
from tests.service.stand_in import StandInDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.result import Result
    from service.settings import Settings

HANG = "HANG"
DIE = "DIE"


class ServedDesk(StandInDesk):
    def _run(self, name: str, texts: Sequence[str], *arguments: Any, **options: Any) -> list[Result]:
        if list(texts) == [trial.TEXT]:
            return StandInDesk()._run(name, texts, *arguments, **options)
        if any(HANG in text for text in texts):
            time.sleep(3600)
        if any(DIE in text for text in texts):
            os._exit(9)
        self.calls.clear()  # a million of them would be a leak of the test's own
        return super()._run(name, texts, *arguments, **options)


def load(settings: Settings) -> ServedDesk:
    del settings
    return ServedDesk(delay=float(sys.argv[1]))


# Only where this module is the program, or that of a worker process that it started: tests import it for its names.
if __name__ in {"__main__", "__mp_main__"}:
    lifecycle.load_desk = load  # type: ignore[attr-defined]

if __name__ == "__main__":
    from service.cli import run

    sys.exit(run(["serve", *sys.argv[2:]]))
