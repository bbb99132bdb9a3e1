"""HTML pages read in processes of their own, which are killed when one takes too long.

No deadline reaches into the parser of HTML, which is C, and pages can be written that keep it busy for minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import anyio.to_process

from service import capacity
from service.errors import DeadlineExceeded, Overloaded, QueueTimeout
from service.html import extract_html

if TYPE_CHECKING:
    from service.settings import Settings


class PageReader:
    """Finds articles in pages. Processes start when the first page comes, and are kept for the next."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places: anyio.Semaphore | None = None
        self._waiting = 0

    async def article(self, html: str) -> str | None:
        """Return the article of a page, or ``None``; see :func:`service.html.extract_html`. Cancel to break off.

        Raises:
            Overloaded: too many pages wait.
            QueueTimeout: it was not its turn within ``max_wait_seconds``.
            DeadlineExceeded: it took longer than ``max_html_seconds``.
        """
        settings = self._settings
        if self._waiting >= settings.max_waiting:
            raise Overloaded(1)
        places = self._places = self._places or anyio.Semaphore(capacity.running(settings))
        self._waiting += 1
        try:
            with anyio.fail_after(settings.max_wait_seconds):
                await places.acquire()
        except TimeoutError:
            raise QueueTimeout(settings.max_wait_seconds, 1) from None
        finally:
            self._waiting -= 1
        try:
            with anyio.fail_after(settings.max_html_seconds):
                return await anyio.to_process.run_sync(extract_html, html, cancellable=True)
        except TimeoutError:
            raise DeadlineExceeded(settings.max_html_seconds) from None
        finally:
            places.release()
