from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import example, given, settings

from models.nn.encoding import TextEncoder
from tests.nn.test_windows import check_windows
from tests.nn.tiny_cleanup import ANY, NAMES, encode, tokenizer


def hint_of(encoder: TextEncoder, text: str, word: str) -> int:
    """The hint of the last ``word`` of ``text``."""
    encoded = encode(encoder, text)
    pieces = zip(encoded.starts, encoded.ids, encoded.hints, strict=True)
    return next(hint for start, piece, hint in pieces if start == text.rindex(word) and piece != encoder.sep)


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("Wendy Sherman left. Nobody knew why.\n\nSherman slept.", "Sherman", 5),
        ("Sherman slept.", "Sherman", 1),
        ("Tom Hat left. The Hat lost.", "Hat", 1),
        ("Mrs. Hat left. Then Hat lost.", "Hat", 5),
        ("Mr Hat left. Then Hat lost.", "Hat", 1),
        ("Mrs. Hat", "Mrs", 5),
        ("They saw Wendy. Hat left.", "Hat", 0),
        ("Robin Hat left.", "Hat", 0),
        ("wendy hat", "wendy", 0),
        ("Hat agreed.", "Hat", 0),
        ("Hat Sherman agreed.", "Hat", 1),
        ("Wendy Hat left. Hat slept.", "Hat", 5),
        ("Wendy Hat left. Her brother Tom Hat", "Hat", 1),
        ("Wendy Hat left. Her brother Tom Hat slept. Hat won.", "Hat", 5),
        ("Zorro left.", "Zorro", 5),
        ("South Tom agreed.", "Tom", 0),
        ("Wendy Mayor left.", "Wendy", 1),
        ("Wendy Mayor left.", "Mayor", 1),
        ("Wendy Mayor left. Wendy slept.", "Wendy", 5),
        ("Wendy mayor left.", "Wendy", 5),
    ],
)
def test_hints_of_names(encoder: TextEncoder, text: str, word: str, hint: int) -> None:
    assert hint_of(encoder, text, word) == hint


def test_hints_of_marks_tell_the_spaces_around_them(encoder: TextEncoder) -> None:
    text = "“he” said “ she a”b"
    encoded = encode(encoder, text)
    hints = [h for h, s in zip(encoded.hints, encoded.starts, strict=True) if text[s] in "“”"]
    assert hints == [7, 8, 9, 6]


def test_pieces_know_their_case_and_slots_their_piece(encoder: TextEncoder) -> None:
    text = "The nun; He\n\n“it"
    encoded = encode(encoder, text)
    assert encoded.types[0] == 1
    assert encoded.types[1] == 0
    assert encoded.ids.count(encoder.sep) == 1
    for slot, place in zip(encoded.slots, encoded.places, strict=True):
        if slot.kind != "gap":
            assert encoded.starts[place] == slot.start


@settings(deadline=None)
@example("0\x1fiT")
@given(ANY)
def test_any_text_is_encoded(text: str) -> None:
    encoder = TextEncoder(tokenizer().backend_tokenizer, NAMES)
    encoded = encode(encoder, text)
    assert len(encoded.ids) == len(encoded.types) == len(encoded.hints) == len(encoded.starts)
    assert all(0 <= start < len(text) for start in encoded.starts)
    assert encoded.starts == sorted(encoded.starts)
    assert encoded.places == sorted(encoded.places)
    for slot, place in zip(encoded.slots, encoded.places, strict=True):
        if slot.kind in {"pronoun", "mark"}:
            # The tokenizer drops control characters: what stands around one may be a single piece.
            glued = category(text[slot.start - 1 : slot.start] or " ")[0] == "C" or "\ufffd" in text
            assert encoded.starts[place] <= slot.start if glued else encoded.starts[place] == slot.start
    check_windows(encoded, 40, 8, 4)


def test_a_hidden_word_is_masked(encoder: TextEncoder) -> None:
    text = "Tom said that he had lost his hat, he said."
    spans = [(0, len(text))]
    seen, hidden = encoder.encode(text, spans), encoder.encode(text, spans, hidden={text.index("he had")})
    changed = [i for i, (a, b) in enumerate(zip(seen.ids, hidden.ids, strict=True)) if a != b]
    assert [hidden.starts[i] for i in changed] == [text.index("he had")]
    assert [hidden.ids[i] for i in changed] == [encoder.mask]
    assert hidden.places == seen.places
    assert hidden.hints == seen.hints
