"""The phrase bank: the set's phrases, the authority's own, and what the reader has written more than once.

Owns which files are meant and what counts as used. Leaves the format to `reading.phrases`, the order to
`domain.phrases`. A second reader is offered her own words alone, never those of the other reading of the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.disclosure import find_disclosures
from tillsyn.domain.phrases import Offer, Origin, Phrase, offers
from tillsyn.domain.seats import people
from tillsyn.problems import Problem
from tillsyn.reading.phrases import PHRASES_FILE, read_phrases
from tillsyn.resources import places, user_folder
from tillsyn.store import seat_queries
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import Sheet

OFTEN = 2
"""Comments that say the same before it is offered as a phrase."""
LONGEST = 400


@dataclass(frozen=True, slots=True)
class PhraseBank:
    """Phrases for one comment, the likeliest first, and the faults of the files they come from."""

    offers: tuple[Offer, ...]
    problems: tuple[Problem, ...] = ()

    def holding(self, words: str) -> list[Offer]:
        """The phrases that hold every word, or the beginning or a part of it."""
        wanted = words.casefold().split()
        return [offer for offer in self.offers if all(word in offer.phrase.text.casefold() for word in wanted)]


def phrase_bank(desk: Desk, sheet: Sheet, criterion: str) -> PhraseBank:
    """What can be put into the comment on a criterion."""
    criteria = sheet.opened.criteria
    read = [read_phrases(path, criteria, origin) for path, origin in _files(desk, criteria.id)]
    used = _used(desk, sheet)
    phrases = [*(phrase for reading in read for phrase in reading.phrases), *_own(used)]
    answer = sheet.answers.get(criterion)
    area = criteria.criterion[criterion].area
    found = offers(phrases, criterion, area, answer.code if answer else "", used)
    return PhraseBank(found, tuple(problem for reading in read for problem in reading.problems))


def _files(desk: Desk, set_id: str) -> list[tuple[Path, Origin]]:
    """The authority's file (in this folder, beside the store or the user's own), then that of the set."""
    own = (Path.cwd() / PHRASES_FILE, desk.store.path.with_name(PHRASES_FILE), user_folder() / PHRASES_FILE)
    of_set = (folder / set_id / PHRASES_FILE for folder in places("criteria"))
    found = [(next((path for path in own if path.is_file()), None), Origin.AGENCY)]
    found.append((next((path for path in of_set if path.is_file()), None), Origin.SET))
    return [(path, origin) for path, origin in found if path]


def _used(desk: Desk, sheet: Sheet) -> list[tuple[str, str]]:
    """What those at the desk have written in this audit, as (criterion, text); nothing of another seat of this file."""
    here, me = (sheet.auditee.id, sheet.case.code), set(people(desk.pen.actor))
    return [
        (written.criterion, written.text)
        for written in seat_queries.comments_written(desk.store, sheet.opened.audit.id)
        if me & set(people(written.actor))
        and ((written.auditee, written.case) != here or written.seat == sheet.seat.value)
    ]


def _own(used: list[tuple[str, str]]) -> list[Phrase]:
    """Comments that say the same at least `OFTEN`, with nothing in them that points somebody out."""
    times = Counter(text for _criterion, text in used)
    often = [text for text, n in times.most_common() if n >= OFTEN and len(text) <= LONGEST]
    return [Phrase(text, origin=Origin.OWN) for text in often if not find_disclosures(text)]
