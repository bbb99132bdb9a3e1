"""What is known of names: how feminine a first or a last name is, and which single words are places.

An input of the models and not a rule: Washington is also a man's name, and the text around it decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Names:
    """Names, in lower case.

    Attributes:
        first: first name to percent feminine, 0 to 100.
        last: last name to percent feminine, of those by which news call mostly one gender: ``Merkel``.
        places: words that, standing alone, name a place.
        full: the first two words of a name to percent feminine, of people who are not what the first says:
            ``lindsey graham``.
    """

    first: Mapping[str, int]
    last: Mapping[str, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    full: Mapping[str, int] = field(default_factory=dict)

    def before(self, word: str, behind: str) -> int | None:
        """Percent feminine of whoever is called by ``word`` and, behind it, ``behind``, both in lower case.

        ``None`` if ``word`` is no first name. Of ``Jong-un`` the part before the hyphen counts.
        """
        return self.full.get(f"{word} {behind.partition('-')[0]}", self.first.get(word))

    def alone(self, word: str, *, person: bool = False) -> int | None:
        """Percent feminine of whoever is called by the single name ``word``, in lower case; ``None`` if unknown.

        ``person`` tells that it is no place: a title stands before it.
        """
        if word in self.places and not person:
            return None
        return self.last.get(word, self.first.get(word))
