"""How soon the places of a criterion's search words are known in a file of 500 pages, beside FTS5 and bare `str.find`.

The text is made of the words of the sample cases, in no order: 200,000 of them on 500 pages. Each search is that of
another criterion of the first published set, so that no answer is remembered from before. “Just opened” counts what
must be done once for a file: the text is made ready, and SQLite builds its index.

FTS5 is asked for words that begin with a root, and gives pages; the places are then sought on them, as ours seeks them
in the whole text. It finds no word inside another. How long the best page alone takes it is told beside. `str.find`
gives every place where a word stands as it is written, and no more.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from itertools import count
from statistics import median, quantiles

from bench.measure import ROOT, in_turns, tell, tell_machine, timed
from tillsyn.domain.casefiles import Document
from tillsyn.domain.outline import headings
from tillsyn.domain.passages import lines_of, shown
from tillsyn.reading import finder
from tillsyn.reading.criteria import read_criteria
from tillsyn.reading.stems import form_of

PAGES = 500
WORDS_ON_A_PAGE = 400
WIDTH = 82
MOST_AT_ONCE = 0.05
"""Seconds: what takes longer would be felt in the key that asks for it."""


def many_pages(pages: int = PAGES, seed: int = 1) -> str:
    """A text of so many pages as a PDF would give it, made of the words of the sample cases."""
    chance = random.Random(seed)
    known = [w for p in sorted((ROOT / "sample_cases").rglob("*.md")) for w in p.read_text(encoding="utf-8").split()]
    return "\n\n".join(
        (f"— sida {n} —\n\n" if n > 1 else "") + _page(chance.choices(known, k=WORDS_ON_A_PAGE))
        for n in range(1, pages + 1)
    )


def _page(words: list[str]) -> str:
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
        if word.endswith(".") and len(line) < WIDTH // 2:
            lines += [line, ""]
            line = ""
    return "\n".join([*lines, line])


def searches() -> list[tuple[str, ...]]:
    """The search words of every criterion that has some."""
    criteria = read_criteria(ROOT / "criteria" / "missbruk-vuxna").criteria
    assert criteria is not None
    return [criterion.search for criterion in criteria.criteria if criterion.search]


def forget() -> None:
    """As a file that was never opened."""
    for made in (finder.text_of, finder.places_of, headings, lines_of, shown):
        made.cache_clear()


def ours(text: str, words: list[tuple[str, ...]], opening: bool) -> Callable[[], float]:
    """The finder, for one criterion after another."""
    documents = [Document("A-1", "01-journal", "journal", "Journal", text)]
    turn = count()

    def search() -> None:
        finder.find(documents, words[next(turn) % len(words)])

    def case() -> float:
        if opening:
            forget()
        else:
            finder.places_of.cache_clear()
        return timed(search)()

    return case


class FullText:
    """SQLite's full-text search over the pages, by the same roots, the best page first."""

    def __init__(self, text: str) -> None:
        self.pages = finder.fold(shown(text)).split("\n\n— sida ")
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute(
            "CREATE VIRTUAL TABLE page USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')"
        )
        self.connection.executemany("INSERT INTO page VALUES (?)", [(page,) for page in self.pages])

    def best(self, phrases: tuple[str, ...], most: int = -1) -> list[str]:
        """The pages that hold a word, best first."""
        roots = [" + ".join(f'"{form_of(word).root}"*' for word in finder.words_of(phrase)) for phrase in phrases]
        query = "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank LIMIT ?"
        return [self.pages[number - 1] for (number,) in self.connection.execute(query, (" OR ".join(roots), most))]

    def places(self, phrases: tuple[str, ...]) -> int:
        """How many places the words have on those pages, each sought out."""
        sought = [finder.words_of(phrase) for phrase in phrases]
        return sum(1 for page in self.best(phrases) for one in sought for _place in finder._places(one, page))


def fts5(text: str, words: list[tuple[str, ...]], opening: bool) -> Callable[[], float]:
    """Full-text search for one criterion after another."""
    kept = FullText(text)
    turn = count()

    def search() -> None:
        (FullText(text) if opening else kept).places(words[next(turn) % len(words)])

    def case() -> float:
        if opening:
            forget()
        return timed(search)()

    return case


def best_page(text: str, words: list[tuple[str, ...]]) -> Callable[[], float]:
    """The best page of full-text search, and nothing of where on it."""
    kept, turn = FullText(text), count()
    return timed(lambda: kept.best(words[next(turn) % len(words)], 1))


def bare(text: str, words: list[tuple[str, ...]]) -> Callable[[], float]:
    """Every place of every word as it is written."""
    folded = text.lower()
    turn = count()

    def search() -> None:
        for word in words[next(turn) % len(words)]:
            at = folded.find(word)
            while at >= 0:
                at = folded.find(word, at + 1)

    return timed(search)


def main() -> None:
    """Measure."""
    tell_machine()
    text, words = many_pages(), searches()
    print(f"{PAGES} pages, {len(text.split()):,} words, {len(text):,} signs; {len(words)} criteria")
    just_opened = {
        "finder, file just opened": ours(text, words, opening=True),
        "FTS5, file just opened": fts5(text, words, opening=True),
    }
    tell(in_turns(just_opened, runs=11), goal=1)
    again = {
        "finder, one criterion more": ours(text, words, opening=False),
        "FTS5, one criterion more": fts5(text, words, opening=False),
        "str.find, as written": bare(text, words),
        "FTS5, the best page alone": best_page(text, words),
    }
    times = in_turns(again, runs=len(words) - 1)
    tell(times, goal=1)
    finder_times, _fts5, found, _page = times.values()
    print(f"{median(finder_times) / median(found):5.2f} × str.find of the words as they are written; no goal")
    slow = quantiles(finder_times, n=20)[-1]
    verdict = "within" if slow <= MOST_AT_ONCE else "BEYOND"
    print(f"        19 of 20 criteria in {1000 * slow:.0f} ms ({verdict} the goal of {1000 * MOST_AT_ONCE:.0f} ms)")


if __name__ == "__main__":
    main()
