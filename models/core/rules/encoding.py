"""Text that went through the wrong decoder: HTML entities, mojibake, zero-width junk."""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING

import ftfy
from ftfy.badness import is_bad

from models.core.rules.making import Finding, make_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.document import Document

_ENTITY = re.compile(
    r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    # Translation engines take entities apart: `& quot ;`, `& # 39;`.
    r"|&[ ]?(?:quot|amp|apos|nbsp)[ ]?;|&[ ]?\#[ ]?(?:34|39|160)[ ]?;"
)
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_TOKEN = re.compile(r"[^\s\x00-\x1f\ud800-\udfff]+")
# A character that was split into bytes is at least two characters now, none of them ASCII.
_SPLIT = re.compile(r"[^\x00-\x7f]{2}")
_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    replace_lossy_sequences=False,
    restore_byte_a0=True,
    decode_inconsistent_utf8=True,
    fix_c1_controls=False,
    explain=False,
)
_BYTE_ORDER_MARK = "\ufeff"
_ZERO_WIDTH = re.compile(r"\ufeff|(?<=[A-Za-z0-9.,;:!?\s])\u200b|\u200b(?=[A-Za-z0-9.,;:!?\s])")


def _entities(document: Document) -> Iterator[Finding]:
    text = document.text
    code: list[tuple[int, int]] | None = None
    for match in _ENTITY.finditer(text):
        name = re.sub(r"\s", "", match[0])
        if name[1] != "#" and name[1:] not in html5:
            continue
        after = html.unescape(name).replace("\xa0", " ")
        if not after or not after.isprintable() or after == "\ufffd":
            continue
        code = [span.span() for span in _CODE.finditer(text)] if code is None else code
        if not any(start <= match.start() < end for start, end in code):
            yield Finding(*match.span(), after, 0.98, f"The HTML entity {name} stands for a character.")


def _mojibake(document: Document) -> Iterator[Finding]:
    if document.text.isascii():
        return
    for token in _TOKEN.finditer(document.text):
        if token[0].isascii() or not _SPLIT.search(token[0]):
            continue
        fixed = ftfy.fix_encoding(token[0], _CONFIG)
        # A fix that grows, or that leaves the text as odd, is none that ftfy can be sure of.
        if len(fixed) < len(token[0]) and not is_bad(fixed) and fixed.isprintable():
            yield _changed(token.start(), token[0], fixed)


def _changed(offset: int, before: str, after: str) -> Finding:
    """Leave out what both have in common at the ends."""
    head = 0
    while head < len(after) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < len(after) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    start, end = offset + head, offset + len(before) - tail
    message = "These characters are one text read in the wrong encoding."
    return Finding(start, end, after[head : len(after) - tail], 0.97, message)


def _zero_width(document: Document) -> Iterator[Finding]:
    if document.text.isascii():
        return
    for match in _ZERO_WIDTH.finditer(document.text):
        what = "byte order mark" if match[0] == _BYTE_ORDER_MARK else "zero-width space"
        yield Finding(*match.span(), "", 0.96, f"A {what} is left over from another program.")


RULES = (
    make_rule("html-entity", "encoding", "An HTML entity becomes the character it stands for.", _entities),
    make_rule("mojibake", "encoding", "Text read in the wrong encoding is read in the right one.", _mojibake),
    make_rule("zero-width", "encoding", "Invisible junk between Latin letters goes.", _zero_width),
)
