"""A rewriter's output held against its input: what may become an edit, what a suggestion, what nothing.

The policy, over the words and marks that differ:

- spacing, punctuation and quotation marks between the same words: edits;
- a pronoun for another of its case family: an edit;
- a word or words written twice, once taken out: an edit;
- a pronoun of another family, a word parted or joined, a name written twice: suggestions;
- everything else, and whatever touches a number, a name or a negation: nothing.

So no rewriter, however wrong, puts another word into a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from models.core.edit import Edit, Kind, select
from models.core.handover import Proposals
from models.core.slots.pronoun import ALTERNATIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Probability that such an edit is right is not known: below every rule, so that rules win where both speak.
CONFIDENCE = 0.9
SUGGESTED = 0.5

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+|\s+|[^\w\s]"  # numbers, words, mixtures, spaces, marks
)
_MARKS = frozenset("\"'“”‘’„«»")
_PUNCTUATION = frozenset(".,;:!?()…") | _MARKS
_NEGATION = re.compile(r"(?:not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|\w*n['’]t)$", re.I)
_MESSAGES: dict[str, str] = {
    "quote": "The rewriter sets the quotation marks so.",
    "spacing": "The rewriter sets the spaces so.",
    "punctuation": "The rewriter punctuates so.",
    "pronoun": "The rewriter takes “{before}” to stand for someone or something else: “{after}”.",
    "duplicate": "“{before}” is written twice.",
}


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def word(self) -> bool:
        return self.text[0].isalnum() or self.text[0] == "_"


def compare(text: str, output: str, source: str, offset: int = 0) -> Proposals:
    """The edits and suggestions that lead from ``text`` to ``output`` as far as the policy goes.

    Args:
        text: what the rewriter was given, a sentence or a few: the comparison takes quadratic time.
        output: what it made of it.
        source: name of the rewriter.
        offset: where ``text`` begins in its document; offsets of the edits count from there.
    """
    ours, theirs = _tokens(text), _tokens(output)
    words, other_words = [t for t in ours if t.word], [t for t in theirs if t.word]
    # A capital more or less is no edit, and does not keep the marks next to it from being compared.
    matcher = SequenceMatcher(
        None, [t.text.lower() for t in words], [t.text.lower() for t in other_words], autojunk=False
    )
    edits: list[Edit] = []
    suggestions: list[Edit] = []
    pairs: list[tuple[int, int]] = []  # positions of words that stay
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            pairs += zip(range(i, j), range(k, m), strict=True)
            continue
        found = _judge(text, words, (i, j), [t.text for t in other_words[k:m]], source, offset)
        if found is not None:
            edit, sure = found
            (edits if sure else suggestions).append(edit)
    edits += _between(text, output, words, other_words, pairs, source, offset)
    applied = select(edits)
    return Proposals(tuple(applied), tuple(select(suggestions)))


def _tokens(text: str) -> list[_Token]:
    return [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _judge(
    text: str, words: Sequence[_Token], where: tuple[int, int], after: Sequence[str], source: str, offset: int
) -> tuple[Edit, bool] | None:
    """What becomes of words that the rewriter changed: an edit (true), a suggestion (false), or nothing."""
    i, j = where
    before = [t.text for t in words[i:j]]
    if any(_untouchable(word) for word in [*before, *after]):
        return None
    if len(before) == len(after) == 1:
        one, two = before[0], after[0]
        family = ALTERNATIVES.get(one.lower())
        if family is None or one.lower() == two.lower() or two.lower() not in ALTERNATIVES or not _cased(one, two):
            return None
        return _edit(text, words[i].start, words[i].end, two, "pronoun", source, offset), two.lower() in family
    if before and not after:
        return _duplicate(text, words, i, j, source, offset)
    if "".join(before).lower() == "".join(after).lower() and before and len(before) != len(after):
        start, end = words[i].start, words[j - 1].end
        if text[start:end].replace(" ", "") == "".join(before):
            return _edit(text, start, end, " ".join(after), "spacing", source, offset), False
    return None


def _duplicate(
    text: str, words: Sequence[_Token], i: int, j: int, source: str, offset: int
) -> tuple[Edit, bool] | None:
    """Words taken out that stand next to themselves, with nothing but spaces between."""
    size = j - i
    for a, b in ((i - size, i), (j, j + size)):
        if a < 0 or b > len(words) or [w.text.lower() for w in words[a:b]] != [w.text.lower() for w in words[i:j]]:
            continue
        first, last = min(a, i), max(b, j)
        span = text[words[first].start : words[last - 1].end]
        if re.fullmatch(r"[\w'’ ]+", span) is None:
            continue
        # The second copy goes, with the space before it, whichever the comparison chose.
        start, end = words[first + size - 1].end, words[last - 1].end
        named = any(w.text[:1].isupper() for w in words[first + size : last])
        edit = _edit(text, start, end, "", "duplicate", source, offset)
        return edit, not named
    return None


def _between(
    text: str,
    output: str,
    words: Sequence[_Token],
    others: Sequence[_Token],
    pairs: Sequence[tuple[int, int]],
    source: str,
    offset: int,
) -> list[Edit]:
    """Edits of the spaces and marks between words that both texts have next to one another."""
    edits: list[Edit] = []
    known = dict(pairs)
    for left in range(-1, len(words)):
        right = left + 1
        other_left = -1 if left < 0 else known.get(left)
        if other_left is None or (right < len(words) and known.get(right) != other_left + 1):
            continue
        if right == len(words) and other_left != len(others) - 1:
            continue
        start = words[left].end if left >= 0 else 0
        end = words[right].start if right < len(words) else len(text)
        other_start = others[other_left].end if other_left >= 0 else 0
        other_end = others[other_left + 1].start if other_left + 1 < len(others) else len(output)
        before, after = text[start:end], output[other_start:other_end]
        if left < 0 or right == len(words):  # rewriters trim the ends
            outer = before[: len(before) - len(before.lstrip())] if left < 0 else before[len(before.rstrip()) :]
            after = outer + after.lstrip() if left < 0 else after.rstrip() + outer
        if before == after or not _harmless(text, start, end, before, after):
            continue
        edits.append(_edit(text, start, end, after, _kind(before, after), source, offset))
    return edits


def _harmless(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether only spaces and plain punctuation change, no word is joined or parted, and no number is touched."""
    changed = set(before) ^ set(after) if sorted(before) != sorted(after) else set()
    if any(not (c in _PUNCTUATION or c == " ") for c in changed):
        return False
    if any(before.count(c) != after.count(c) for c in set(before) | set(after) if not (c in _PUNCTUATION or c == " ")):
        return False
    inner = start > 0 and end < len(text)
    if inner and (not before.strip(" ") or not after.strip(" ")) and bool(before) != bool(after):
        return False
    digits = (start > 0 and text[start - 1].isdigit()) or (end < len(text) and text[end].isdigit())
    # Next to a number only spaces may change, and not those that part it from another.
    both = start > 0 and text[start - 1].isdigit() and end < len(text) and text[end].isdigit()
    return not (digits and before.replace(" ", "") != after.replace(" ", "")) and not both


def _kind(before: str, after: str) -> Kind:
    if [c for c in before if c in _MARKS] != [c for c in after if c in _MARKS]:
        return "quote"
    if before.replace(" ", "") == after.replace(" ", ""):
        return "quote" if _MARKS & set(before) else "spacing"
    return "punctuation"


def _untouchable(word: str) -> bool:
    return any(c.isdigit() for c in word) or _NEGATION.match(word) is not None


def _cased(one: str, two: str) -> bool:
    return one[0].isupper() == two[0].isupper() and one[1:].islower() == two[1:].islower()


def _edit(text: str, start: int, end: int, after: str, kind: Kind, source: str, offset: int) -> Edit:
    before = text[start:end]
    message = _MESSAGES[kind].format(before=before.strip(), after=after)
    return Edit(offset + start, offset + end, before, after, kind, CONFIDENCE, source, message)
