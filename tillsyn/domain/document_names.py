"""Sorts of documents in words: file names write them without dots and rings, people do not.

Owns finding the spelling: the criteria themselves use the words (vårdplan, ansökan) in what they ask and search for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tillsyn.domain.casefiles import Document
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.text import nfc, one_line

LONGEST = 22
_WORD = re.compile(r"[^\W\d_]+")
_ASCII = str.maketrans("åäö", "aao")


def spellings(criteria: CriteriaSet) -> dict[str, str]:
    """Every sort of document the criteria point to, as they spell it elsewhere; otherwise as it is."""
    wanted = {kind.casefold() for criterion in criteria.criteria for kind in criterion.look_in}
    found: dict[str, str] = {}
    for criterion in criteria.criteria:
        for word in _WORD.findall(_words(criterion)):
            folded = word.translate(_ASCII)
            if folded in wanted:
                found.setdefault(folded, word)
    return {kind: found.get(kind, kind) for kind in wanted}


def tab_name(document: Document, spelled: Mapping[str, str]) -> str:
    """What a tab says: the sort of document and its day, or its title where the sort is not known."""
    kind = document.kind.casefold()
    name = spelled.get(kind, kind).capitalize() if kind else one_line(document.title)
    if len(name) > LONGEST:
        name = name[: LONGEST - 1].rstrip() + "…"
    day = document.day.isoformat() if document.day else ""
    return name if not day or day in name else f"{name} {day}"


def _words(criterion: Criterion) -> str:
    texts = [w.text for text in (criterion.question, criterion.guidance) for w in text.wordings]
    return nfc(" ".join([*criterion.search, *texts])).casefold()
