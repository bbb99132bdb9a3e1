"""The article in an HTML page."""

from __future__ import annotations

import logging
from html.parser import HTMLParser

_SKIPPED = frozenset({"script", "style", "head", "nav", "header", "footer", "aside", "template", "noscript", "form"})
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"],
)

_SMALL = 5_000
"""Code points of a small page. The parser takes quadratic time over tags that are never closed."""


def extract_html(html: str) -> str | None:
    """Return the article of a page as plain text, its blocks parted by blank lines; ``None`` when there is none.

    Entities are resolved and runs of white space inside a block become one space, as a browser would show them;
    nothing else is changed. Trafilatura finds the article among menus and teasers. Of a page too small for its
    statistics (a bare ``<p>…</p>``) every visible block is taken.
    """
    text = _article(html)
    if not text:
        # A bare fragment that is large is taken for no page at all, unless it looks like one.
        text = _visible_blocks(html) if len(html) <= _SMALL else _article(f"<html><body>{html}</body></html>")
    blocks = [line.strip() for line in (text or "").split("\n")]
    return "\n\n".join(block for block in blocks if block) or None


def _article(html: str) -> str | None:
    import trafilatura  # a third of a second: only for those who bring HTML

    # It takes a small page for an accident and says so; what there is to say, the caller says.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Fast: without the second opinions, one of which takes more than quadratic time over long lists.
    return trafilatura.extract(html, include_comments=False, include_tables=False, fast=True)


def _visible_blocks(html: str) -> str:
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return "\n".join(" ".join(block.split()) for block in "".join(parser.parts).split("\0"))


class _Blocks(HTMLParser):
    """Collects visible text in ``parts``; NUL, which no HTML text holds, parts the blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._hidden += 1
        if tag not in _INLINE:
            self.parts.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._hidden = max(0, self._hidden - 1)
        if tag not in _INLINE:
            self.parts.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data.replace("\0", ""))
