"""What is said of one seat's work on a question: which reading it is, what is missing, sources, ratings, history.

Owns these words, which the screen, the line-by-line review, forms and lists of conflicts share. Leaves control and
remarks to `workflow.control_words`, and why a question is asked to `workflow.reasons`.
"""

from __future__ import annotations

from collections.abc import Iterable

from tillsyn.domain.answers import Gap, GapKind, Source
from tillsyn.domain.criteria import Scale
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.workflow.review import Past, missing_labels
from tillsyn.workflow.sheet import Sheet, Step

READINGS = {
    Seat.FIRST: N_("the first reading"),
    Seat.SECOND: N_("the second reading"),
    Seat.CONSENSUS: N_("the consensus"),
}
GAPS = {
    GapKind.ANSWER: N_("no answer"),
    GapKind.COMMENT: N_("no comment"),
    GapKind.FACT: N_("waits for"),
    GapKind.RECONSIDER: N_("to be reconsidered"),
    GapKind.SOURCE: N_("rests on other sources alone"),
}
SOURCES = {
    Source.FILE: N_("{the_row}"),
    Source.PERSON: N_("talk with the person"),
    Source.STAFF: N_("staff"),
    Source.OTHER: N_("another source"),
}
SOURCE_KEYS = {"a": Source.FILE, "e": Source.PERSON, "p": Source.STAFF, "n": Source.OTHER}
"""The letter that chooses each, on the screen and line by line."""
RATINGS = {
    AreaRating.MET: N_("met"),
    AreaRating.LACKING: N_("lacking"),
    AreaRating.NOT_APPLICABLE: N_("not applicable"),
    AreaRating.INCOMPLETE: N_("answers are missing"),
}

TURNED = {
    "answer": N_("the answer to {about}"),
    "comment": N_("the comment to {about}"),
    "evidence": N_("the evidence for {about}"),
    "good": N_("the good example at {about}"),
    "source": N_("the sources of the comment to {about}"),
    "rating": N_("the rating of {about}"),
}
"""What a change was about, by its kind; a fact is named by its label alone."""


def turned_words(sheet: Sheet, step: Step) -> str:
    """What was taken back or made again."""
    fact = sheet.opened.criteria.fact.get(step.criterion)
    about = fact.label if fact and step.kind not in TURNED else step.criterion
    return one_line(_(TURNED[step.kind]).format(about=about) if step.kind in TURNED else about)


def gap_words(sheet: Sheet, gap: Gap) -> str:
    """What is missing, and which facts or answers it waits for."""
    needs = ", ".join(missing_labels(sheet, gap.needs))
    return one_line(_(GAPS[gap.kind]) + (f": {needs}" if needs else ""))


def source_words(sources: Iterable[Source], unit: str, who: tuple[str, ...] = ()) -> str:
    """Where a comment comes from; nothing where no source is named."""
    return ", ".join(put(unit, _(SOURCES[source]), who) for source in sources)


def past_words(past: Past, scale: Scale) -> str:
    """What was recorded at one time: an answer by its step, a comment, or that either was taken away."""
    if past.kind == "answer":
        step = scale.step(past.content)
        return one_line(step.label if step else past.content) if past.content else _("answer withdrawn")
    return _("comment: {text}").format(text=one_line(past.content)) if past.content else _("comment removed")
