"""The costs of what can be wrong with quotation marks, in nats: minus the logarithm of how rare it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of the readings of a text.

    Attributes:
        side: a mark lacks its space on one side, or has one on the wrong side.
        moved: both sides are wrong: the space slipped from one to the other.
        direction: the glyph points the wrong way.
        both: what the direction adds to wrong spaces that it agrees with: one accident, not two.
        impossible: an opening mark at the end of a block, a closing one at its start.
        single: what any fault of a single mark costs on top: most are apostrophes.
        literal: a double mark that is no quotation mark.
        literal_twin: what it adds when another mark touches it.
        measure: a double mark behind a digit: inches.
        framed: what it adds when another mark stands right before the number: ``"20/20"``.
        apostrophe: a single mark that is an apostrophe, by where it stands.
        delete: a mark too many.
        doubled: the same right behind its twin.
        torn: a mark inside ``he said``.
        unopened: a closing mark whose opening one is nowhere.
        unopened_first: the same in the first block: the text may begin inside a quotation.
        unclosed: an opening mark whose closing one is nowhere.
        cut: the same where the text breaks off.
        cut_sentence: the same where the text ends with a sentence.
        unclosed_single: a single mark opened and not closed: an apostrophe after all.
        unclosed_curly: the same with a glyph that opens by itself.
        nested: a quotation inside one with marks of the same level.
        nested_straight: the same with marks that do not show their direction.
        nested_family: the same with other glyphs.
        nested_twin: what it adds when the two opening marks touch.
        crossed: the marks of a pair are of different families.
        empty: a quotation with nothing in it.
        continued: a paragraph of the same quotation opens again.
        continued_phrase: what it adds for a quotation that began inside a sentence.
        continued_cut: what it adds when the paragraph does not end with a sentence.
        carried: a paragraph of the same quotation does not open again.
        line: the same for a line of one paragraph.
        misled: a quotation is left open for a paragraph that begins with a closing mark, or with none.
        phrase: a quotation that begins inside a sentence runs over the end of the sentence.
        shift: a mark stands some words from its place.
        evident: inserting a mark where only a model asks for one.
    """

    side: float = 2.2
    moved: float = 2.2
    direction: float = 2.5
    both: float = 0.6
    impossible: float = 9.0
    single: float = 2.0
    literal: float = 7.5
    literal_twin: float = 3.0
    measure: float = 0.8
    framed: float = 5.0
    apostrophe: float = 0.3
    delete: float = 8.5
    doubled: float = 2.0
    torn: float = 7.0
    unopened: float = 7.0
    unopened_first: float = 4.0
    unclosed: float = 7.0
    cut: float = 2.0
    cut_sentence: float = 4.0
    unclosed_single: float = 2.5
    unclosed_curly: float = 4.0
    nested: float = 6.5
    nested_straight: float = 4.5
    nested_family: float = 1.5
    nested_twin: float = 3.5
    crossed: float = 0.7
    empty: float = 5.0
    continued: float = 0.3
    continued_phrase: float = 1.8
    continued_cut: float = 2.0
    carried: float = 3.5
    line: float = 0.3
    misled: float = 3.0
    phrase: float = 1.2
    shift: float = 4.0
    evident: float = 5.0


COSTS = Costs()
