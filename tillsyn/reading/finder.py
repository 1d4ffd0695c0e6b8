"""Finding words in the documents of a file, inflected and inside other words too, the best places first.

Owns where a word or a phrase stands and the order hits are gone through. It only shows where to read: it never
answers anything. Leaves what is a form of what to `reading.stems`, and showing hits to whoever asked.

Roots are sought with `str.find` in the text itself, and only words that hold one are looked at: an index of 200,000
words takes longer to build than all searches of a sitting (docs/architecture.md).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from tillsyn.domain.casefiles import Document
from tillsyn.domain.outline import headings
from tillsyn.domain.passages import Hits, Likeness, shown
from tillsyn.domain.text import nfc
from tillsyn.reading.stems import LONGEST, Form, form_of

NEAR = 150
"""Signs: words so near one another are about the same thing."""
MOST_NEAR = 4
MOST = 2_000
"""Hits of one word that are kept in one document; nobody steps through more."""
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\u00ad-]{1,3}")


_Span = tuple[int, int, int, int]
"""Where something stands in a text (start, end), its likeness to what was sought, and which of the sought it is."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it is shown: its signs in small letters, where its lines begin, and which are headings."""

    folded: str
    starts: tuple[int, ...]
    headings: frozenset[int]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Line, start and end in it of a span; what goes on in the next line is left out."""
        line = bisect_right(self.starts, start)
        begin = self.starts[line - 1]
        after = self.starts[line] - 1 if line < len(self.starts) else len(self.folded)
        return line, start - begin, min(end, after) - begin


def find(documents: Sequence[Document], words: Sequence[str], first: Sequence[str] = ()) -> Hits:
    """Every place of the search words, best first.

    Documents of the kinds in `first` come before the others; then the word as it is written, its inflected forms,
    longer words that hold it; then places where several of the words stand together; then headings; then the order
    of reading.
    """
    sought = tuple(sorted({words_of(word) for word in words} - {()}))
    return _ranked(documents, first, [_spans(sought, document.text) for document in documents])


def find_typed(documents: Sequence[Document], typed: str) -> Hits:
    """Every place of what a reader has typed, as it stands and as words, best first."""
    literal = fold(nfc(typed).strip())
    if not literal:
        return Hits()
    sought = words_of(typed)
    by_words = (sought,) if sought else ()
    found = []
    for document in documents:
        words = _spans(by_words, document.text) if len(literal) > 2 else ()
        spans = [*_literal(literal, text_of(document.text).folded), *words]
        found.append(_apart(spans))
    return _ranked(documents, (), found)


@lru_cache(maxsize=128)
def text_of(text: str) -> Text:
    """A document's text, made ready to be searched; made once while it is in use."""
    whole = shown(text)
    starts = (0, *(found.end() for found in re.finditer("\n", whole)))
    return Text(fold(whole), starts, frozenset(heading.line for heading in headings(text)))


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in small letters."""
    return tuple(_WORD.findall(fold(nfc(phrase))))


def fold(text: str) -> str:
    """Small letters, sign by sign, so that places in the text stay what they are (ß would become two)."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(s if len(s.lower()) != 1 else s.lower() for s in text)


def _ranked(documents: Sequence[Document], first: Sequence[str], spans: Sequence[Sequence[_Span]]) -> Hits:
    ranked = []
    for number, document in enumerate(documents):
        text, apart = text_of(document.text), document.kind not in first
        for (start, end, likeness, _sought), company in zip(spans[number], _company(spans[number]), strict=True):
            place = text.place(start, end)
            ranked.append((apart, likeness, -company, place[0] not in text.headings, number, *place))
    ranked.sort()
    return Hits((number, line, start, end, likeness) for _a, likeness, _c, _h, number, line, start, end in ranked)


def _company(spans: Sequence[_Span]) -> Iterator[int]:
    """For each span, how many different ones of the sought stand near it, itself included."""
    near: Counter[int] = Counter()
    first = last = 0
    for start, _end, _likeness, _sought in spans:
        while last < len(spans) and spans[last][0] <= start + NEAR:
            near[spans[last][3]] += 1
            last += 1
        while spans[first][0] < start - NEAR:
            gone = spans[first][3]
            near[gone] -= 1
            if not near[gone]:
                del near[gone]
            first += 1
        yield min(len(near), MOST_NEAR)


def _spans(sought: tuple[tuple[str, ...], ...], text: str) -> list[_Span]:
    """The places of every phrase in one text, in its order, none over another."""
    found: list[_Span] = []
    for number, phrase in enumerate(sought):
        numbers = iter(places_of(phrase, text))
        found += (
            (start, end, likeness, number) for start, end, likeness in zip(numbers, numbers, numbers, strict=True)
        )
    return _apart(found)


@lru_cache(maxsize=4096)
def places_of(phrase: tuple[str, ...], text: str) -> array[int]:
    """Start, end and likeness of each place of a phrase in one text; remembered, since criteria share many words."""
    return array("l", chain.from_iterable(_places(phrase, text_of(text).folded)))


def _apart(spans: list[_Span]) -> list[_Span]:
    """Of spans that overlap, the one that begins first, is longest and comes nearest."""
    found: list[_Span] = []
    reached = 0
    for span in sorted(spans, key=lambda s: (s[0], -s[1], s[2])):
        if span[0] >= reached:
            found.append(span)
            reached = span[1]
    return found


def _literal(literal: str, folded: str) -> Iterator[_Span]:
    at, count = folded.find(literal), 0
    while at >= 0 and count < MOST:
        yield at, at + len(literal), Likeness.EXACT, 0
        at, count = folded.find(literal, at + len(literal)), count + 1


def _places(phrase: tuple[str, ...], folded: str) -> Iterator[tuple[int, int, Likeness]]:
    """Where a phrase stands: sought by the word in it that has the longest root, the others must stand beside it."""
    forms = [form_of(word) for word in phrase]
    anchor = max(range(len(forms)), key=lambda n: len(forms[n].root))
    for start, end in islice(_holding(forms[anchor].root, folded), MOST):
        likeness = forms[anchor].likeness(folded[start:end])
        if likeness is None:
            continue
        if len(forms) == 1:
            yield *_narrowed(forms[0], folded, start, end), likeness
        elif likeness < Likeness.WITHIN and (whole := _beside(forms, anchor, folded, (start, end))):
            yield whole[0], whole[1], max(likeness, whole[2])


def _holding(root: str, text: str) -> Iterator[tuple[int, int]]:
    """Each word that holds a root, as its place."""
    at = text.find(root)
    while at >= 0:
        start = at
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        word = _WORD.match(text, at)
        end = word.end() if word else at + len(root)
        yield start, end
        at = text.find(root, end)


def _narrowed(form: Form, text: str, start: int, end: int) -> tuple[int, int]:
    """What is too long to be a word is shown by the part that was sought alone."""
    if end - start <= LONGEST:
        return start, end
    at = text.find(form.base, start, end)
    return at, at + len(form.base)


def _beside(forms: Sequence[Form], anchor: int, text: str, place: tuple[int, int]) -> tuple[int, int, Likeness] | None:
    """A phrase around its found word: where it stands and its least likeness, or None."""
    start, end = place
    worst = Likeness.EXACT
    for form in reversed(forms[:anchor]):
        before = _word_before(text, start)
        likeness = form.likeness(text[before[0] : before[1]]) if before else None
        if before is None or likeness is None or likeness is Likeness.WITHIN:
            return None
        start, worst = before[0], max(worst, likeness)
    for form in forms[anchor + 1 :]:
        after = _word_after(text, end)
        likeness = form.likeness(text[after[0] : after[1]]) if after else None
        if after is None or likeness is None or likeness is Likeness.WITHIN:
            return None
        end, worst = after[1], max(worst, likeness)
    return start, end, worst


def _word_after(text: str, end: int) -> tuple[int, int] | None:
    gap = _GAP.match(text, end)
    word = _WORD.match(text, gap.end()) if gap else None
    return word.span() if word else None


def _word_before(text: str, start: int) -> tuple[int, int] | None:
    end = start
    while end > 0 and start - end < 3 and _GAP.match(text[end - 1]):
        end -= 1
    begin = end
    while begin > 0 and end - begin <= LONGEST and text[begin - 1].isalnum():
        begin -= 1
    return (begin, end) if begin < end < start else None
