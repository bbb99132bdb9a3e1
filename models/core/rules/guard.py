"""Places that are no prose, where spaces and stops mean something else: addresses, code, tables, faces."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.document import Document

_TOP_LEVEL = "com|org|net|edu|gov|mil|int|info|biz|io|co|uk|us|eu|de|fr|es|it|ru|cn|jp|in|br|ca|au|tv|me|ai|app|dev|ly"
_SUFFIX = "txt|pdf|docx?|xlsx?|pptx?|csv|json|xml|ya?ml|html?|css|py|js|ts|java|cpp|exe|zip|gz|tar|jpe?g|png|gif|mp[34]"
_NO_PROSE = re.compile(
    rf"""
      ^```(?s:.*?)^```                                              # fenced code
    | `[^`\n]{{1,200}}`                                             # code
    | ^(?:\t|[ ]{{4}}).*$                                           # indented code
    | ^[^|\n]*\|[^|\n]*\|.*$ | ^[^\t\n]*\S\t.*$                     # a row of a table
    | ^[^\n]*\S[ ]{{4,}}\S.*$                                       # columns
    | \b(?:https?|ftp)://[^\s“”]+ | \bwww\.[^\s“”]+
    | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,5}}
    | (?<![\w.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,5}}\.(?:{_TOP_LEVEL})\b(?:/[^\s“”]*)?
    | (?<![\w.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,5}}\.(?:{_SUFFIX})\b
    | </?[A-Za-z][^<>\n]{{0,200}}>                                  # a tag
    | (?<!\S)[:;=8xX][-^o']?[()\[\]DPp/\\|*](?!\w)                  # a face
    | &\#?\w{{1,31}};                                               # an entity
    | \\\w+ | \$[A-Za-z_]\w*
    """,
    re.VERBOSE | re.MULTILINE,
)


class Guard:
    """The places of a text that prose rules leave alone."""

    def __init__(self, text: str) -> None:
        """Find the places."""
        self._spans = [match.span() for match in _NO_PROSE.finditer(text)]
        self._starts = [start for start, _ in self._spans]

    def covers(self, start: int, end: int) -> bool:
        """Tell whether ``start..end`` shares a code point with a guarded place."""
        index = bisect_right(self._starts, max(start, end - 1)) - 1
        return index >= 0 and self._spans[index][1] > start


def scan(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of ``pattern`` that lie in prose; the guard is only built when there is a match."""
    guard: Guard | None = None
    for match in pattern.finditer(document.text):
        guard = guard or Guard(document.text)
        if not guard.covers(*match.span()):
            yield match


def line_of(text: str, offset: int) -> tuple[int, int]:
    """Return the bounds of the line around ``offset``, but at most 300 code points to either side."""
    left = text.rfind("\n", max(0, offset - 300), offset) + 1 or max(0, offset - 300)
    right = text.find("\n", offset, offset + 300)
    return left, right if right >= 0 else min(len(text), offset + 300)
