"""Swedish words and their inflected forms: whether a word in a text is a form of the word that is looked for.

Owns the stemmer and what it leaves out. Leaves where words stand, and their order, to `reading.finder`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from tillsyn.domain.passages import Likeness

LONGEST = 60
"""Letters; what is longer is no word, and is not stemmed."""
_MAY_END = 4
"""A shorter word ends others by chance: “dom” in “sjukdom”, “mål” in “omål”."""
_MAY_STAND_INSIDE = 5
_ENDINGS = ("", "en", "et", "er")
"""The stemmer leaves some endings on: “barnet” and “insatsen” have other stems than “barn” and “insats”."""
_AFTER_A_VOWEL = ("n", "t")
_LOCK = Lock()
"""A stemmer holds the word it works on, and a timeline may be made in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Form:
    """One word that is looked for. Every form of it begins with `root`; `base` is what stands in compounds."""

    word: str
    stems: frozenset[str]
    base: str
    root: str

    def likeness(self, token: str) -> Likeness | None:
        """How near `token` (in small letters) comes to the word, or None; irregular forms (män) are not known."""
        return _likeness(self.word, token)


@lru_cache(maxsize=4096)
def form_of(word: str) -> Form:
    """The forms of a word in small letters."""
    if len(word) > LONGEST:
        return Form(word, frozenset({word}), word, word)
    stems = {stem(word + ending) for ending in (*_ENDINGS, *(_AFTER_A_VOWEL if word[-1] in "aeo" else ()))}
    if len(word) > 4 and word.endswith("an"):
        stems.add(stem(word[:-2] + "ning"))  # ansökan, ansökningar
    base = _base(word)
    return Form(word, frozenset(stems), base, _beginning([*stems, base]))


def _base(word: str) -> str:
    """The word without its ending, unless that is more than an ending: “läkare” would become “läk”."""
    short = stem(word)
    cut = len(word) - len(short)
    return word if cut > 2 or (cut == 1 and word.endswith("s")) else short


def _beginning(words: list[str]) -> str:
    """What all words begin with."""
    least, most = min(words), max(words)
    alike = (n for n, sign in enumerate(least) if not most.startswith(sign, n))
    return least[: next(alike, len(least))]


@lru_cache(maxsize=100_000)
def _likeness(word: str, token: str) -> Likeness | None:
    if token == word:
        return Likeness.EXACT
    form = form_of(word)
    if len(token) > LONGEST:
        return Likeness.WITHIN if form.base in token else None
    if stem(token) in form.stems:
        return Likeness.INFLECTED
    return Likeness.WITHIN if _is_compound(form.base, token) else None


def _is_compound(base: str, token: str) -> bool:
    """Whether a longer word begins with, ends with or holds the word."""
    more = len(token) - len(base)
    if token.startswith(base):
        return len(base) >= _MAY_END or (len(base) == _MAY_END - 1 and more >= 3)
    if len(base) >= _MAY_STAND_INSIDE:
        return base in token
    return len(base) >= _MAY_END and more >= 2 and (token.endswith(base) or stem(token).endswith(base))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What the forms of a word in small letters mostly have in common."""
    with _LOCK:
        return _stemmer()(word)


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # 18 ms, and needed only when something is looked for

    found: Callable[[str], str] = snowballstemmer.stemmer("swedish").stemWord
    return found
