"""Build the table of names that ships with the cleanup model.

    python -m scripts.build_names --data ../shared/data --out models/weights/cleanup-en/names.tsv.gz

First names come from nomquamgender (MIT) and the given names of the US Social Security Administration (public domain);
words that the news uses otherwise are left out. The rest is counted on the news: which single words are places, as
those often have `in` before them; which last names tell a gender, by the first names before them; and which people have
another gender than their first name says, by the pronouns behind them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from models.core.mentions import OFFICES
from models.core.names import Names
from models.core.rules.words import words
from scripts.corpus import read_jsonl
from scripts.people import calls, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:[’'-](?!s\b)[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
MIN_BIRTHS = 400
MIN_COUNTS = 25
_ARTICLES = 6000  # for the words that are no first names
_IN = words("in near across throughout outside around into northern southern eastern western central")
_POINTS = words("north south east west")  # of the compass, which are written small as well
_PLACE_SEEN, _PLACE_SHARE = 15, 0.17  # times that a word stands alone, and the share of them behind one of the above
_LAST_SEEN, _LAST_ALONE = 6, 10  # articles with a first name before a last name, and times that it stands alone
_CALLED = (8, 92)  # percent feminine up to, or from, which a last name tells a gender
_SURELY = 4  # percent feminine of a name that is a man's beyond doubt
_MANY = 1000  # people of a name whose share of women is believed
_COMMON = 10_000  # people of a name that stays a first name though news call things by it
_OPEN = 50  # percent of a name that tells nothing
_SHORTEST = 3


@dataclass
class Uses:
    """How a corpus uses words with a capital.

    Attributes:
        lower, upper: times in lower case and with a capital, by the word in lower case.
        first: of the latter, those with another capitalized word behind them, as a first name has.
        alone: those with none on either side.
        inside: of those, the ones with `in` or its like before them.
        called: by last name, the articles that have it behind a first name, by that.
    """

    lower: Counter[str] = field(default_factory=Counter)
    upper: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    called: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, text: str) -> None:
        """Count a text."""
        found = list(_WORD.finditer(text))
        before: set[tuple[str, str]] = set()
        joined = [text[a.end() : b.start()] == " " for a, b in pairwise(found)] + [False]
        capital = [match[0][0].isupper() for match in found] + [False]
        for i, match in enumerate(found):
            word = match[0].lower()
            if not capital[i]:
                # `aren't` speaks against `Aren` too.
                self.lower.update({word, *_LETTERS.findall(word)} if match[0].islower() else ())
                continue
            goes_on = joined[i] and capital[i + 1]
            self.upper[word] += 1
            self.first[word] += goes_on
            if i and joined[i - 1] and capital[i - 1]:
                if not goes_on:
                    before.add((word, found[i - 1][0].lower()))
            elif not goes_on:
                self.alone[word] += 1
                self.inside[word] += bool(i) and joined[i - 1] and found[i - 1][0] in _IN
        for last, name in before:
            self.called[last][name] += 1

    def not_first(self) -> set[str]:
        """Words that the news does not use as first names.

        Those that stand in lower case more often than capitalized (``will``), and those that, capitalized, hardly ever
        have another capitalized word behind them (``Russia``, ``Wednesday``).
        """
        return {
            word
            for word in self.lower.keys() | self.upper.keys()
            if self.lower[word] > self.upper[word]
            or (self.upper[word] >= 20 and self.first[word] < 0.2 * self.upper[word])
        }

    def places(self) -> set[str]:
        """Words that name a place where they stand alone."""
        return {
            word
            for word, count in self.alone.items()
            if count >= _PLACE_SEEN
            and self.inside[word] >= _PLACE_SHARE * count
            and len(word) >= _SHORTEST
            and self.lower[word] < 0.2 * self.upper[word]
        }

    def last(self, first: Mapping[str, int], places: set[str], full: Mapping[str, int]) -> dict[str, int]:
        """Last names to percent feminine, of those that tell a gender, and of first names that are last names as well.

        Args:
            first: percent feminine by first name, ``Bill`` and other words among them.
            places: words that are no last names.
            full: percent feminine by first and last name of people who are not what their first name says.
        """
        out: dict[str, int] = {}
        for word, names in self.called.items():
            known = {name: count for name, count in names.items() if name in first}
            seen = sum(known.values())
            if seen < _LAST_SEEN or self.alone[word] < _LAST_ALONE or word in places or len(word) < _SHORTEST:
                continue
            people = sum(count * full.get(f"{name} {word}", first[name]) for name, count in known.items())
            percent = round(people / seen)
            if self.lower[word] >= 0.2 * self.upper[word] or 2 * seen <= sum(names.values()):
                continue
            # `Clinton` may be Hillary or Bill Clinton, or Clinton Doe: the text must tell.
            several = _CALLED[0] < percent < _CALLED[1] or abs(first.get(word, percent) - percent) > 50
            if not several:
                out[word] = percent
            elif word in first:
                out[word] = _OPEN
        return out


def uses(texts: Iterable[str]) -> Uses:
    """Count texts."""
    found = Uses()
    for text in texts:
        found.add(text)
    return found


def other_words(news: Path) -> set[str]:
    """Words that the news does not use as first names."""
    return uses(record["text"] for record in islice(read_jsonl(news), _ARTICLES)).not_first()


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a TSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def first_names(names: Path) -> dict[str, int]:
    """Lower-case first name to percent feminine, of all lists together.

    Births tell what names are given, and many a woman who is called Alex, Sam or Andy was given another: where they say
    that a name is surely a man's, and the other list, of people by whatever name they go, doubts it, that one counts.
    """
    table: dict[str, int] = {}
    called: dict[str, int] = {}
    for row in read_table(names / "nomquamgender.tsv"):
        name = row["name"].lower()
        if name.isalpha() and len(name) >= _SHORTEST and int(float(row["n_counts"])) >= MIN_COUNTS:
            table[name] = round(100 * float(row["p_female"]))
            if int(float(row["n_counts"])) >= _MANY:
                called[name] = table[name]
    for row in read_table(names / "ssa_us.tsv"):
        feminine, masculine = int(row["F"] or 0), int(row["M"] or 0)
        name = row["name"].lower()
        if feminine + masculine >= MIN_BIRTHS and name.isalpha() and len(name) >= _SHORTEST:
            given = round(100 * feminine / (feminine + masculine))
            doubted = given <= _SURELY and called.get(name, 0) > _SURELY
            table[name] = called[name] if doubted else given
    return table


def common(names: Path) -> set[str]:
    """First names of so many that no use of the word makes it another thing."""
    rows = read_table(names / "nomquamgender.tsv")
    return {row["name"].lower() for row in rows if float(row["n_counts"]) >= _COMMON}


def build(names: Path, news: Path) -> Names:
    """The table."""
    known = first_names(names)
    called = calls((record["text"] for record in read_jsonl(news)), known)
    others = other_words(news) | (things(called) - common(names)) | OFFICES
    first = {name: percent for name, percent in known.items() if name not in others}
    used = uses(record["text"] for record in read_jsonl(news))
    places = used.places() | _POINTS
    full = {
        f"{name} {behind}": percent
        for (name, behind), call in called.items()
        if name in first and name not in places and 5 * used.lower[behind] < used.upper[behind]
        if (percent := call.percent(first[name])) is not None
    }
    return Names(first, used.last(known, places, full), frozenset(places), full)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    table = build(args.data / "names", args.data / "train" / "news.jsonl.gz")
    rows = [("first", name, percent) for name, percent in sorted(table.first.items())]
    rows += [("last", name, percent) for name, percent in sorted(table.last.items())]
    rows += [("place", name, 0) for name in sorted(table.places)]
    rows += [("full", name, percent) for name, percent in sorted(table.full.items())]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    # A fixed time stamp, so that the same table is the same file.
    with args.out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write("".join(f"{kind}\t{name}\t{percent}\n" for kind, name, percent in rows).encode())
    sizes = f"{len(table.first)} first names, {len(table.last)} last names, {len(table.places)} places"
    print(f"{sizes}, {len(table.full)} people, {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
