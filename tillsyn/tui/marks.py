"""The signs that carry meaning, so that nothing hangs on colour alone.

Owns one sign for each state of a criterion, the bar of progress, and their explanation. Leaves which state it
is to `domain`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tillsyn.domain.answers import Answer, GapKind, gap_of
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.law import LegalBasis, Verified
from tillsyn.language import N_

if TYPE_CHECKING:
    from tillsyn.workflow.sitting import Sitting

HERE = "▸"
UNANSWERED = "·"
WANTS_COMMENT = "!"
CONFLICT = "≠"
RECONSIDER = "↻"
TWICE = "²"
KEPT = "○"
GOOD = "★"
NOTED = "✎"
REMARKED = "¶"
SIGNS = {
    Meaning.MET: "✓",
    Meaning.PARTLY: "◐",
    Meaning.UNMET: "✗",
    Meaning.NOT_APPLICABLE: "–",
    Meaning.CANNOT_JUDGE: "?",
}
STYLES = {
    "✓": "$text-success",
    "◐": "$text-warning",
    "✗": "$text-error bold",
    "–": "$foreground-muted",
    "?": "$text-warning",
    WANTS_COMMENT: "$text-warning bold",
    CONFLICT: "$text-error bold",
    RECONSIDER: "$text-warning bold",
    KEPT: "$foreground-muted",
    GOOD: "$text-accent",
    NOTED: "$text-accent",
    REMARKED: "$text-warning bold",
    UNANSWERED: "$foreground-muted",
    HERE: "$text-primary bold",
}
LEGEND = (
    ("✓", N_("yes")),
    ("◐", N_("partly")),
    ("✗", N_("no")),
    ("–", N_("not applicable, or not asked")),
    ("?", N_("cannot be judged")),
    (WANTS_COMMENT, N_("an answer that lacks its comment, or rests on other sources alone")),
    (CONFLICT, N_("differing answers both stand")),
    (RECONSIDER, N_("to be reconsidered: the criterion has changed")),
    (KEPT, N_("an answer that is kept but does not count: the question is not asked here")),
    (REMARKED, N_("a remark on the answer is open: R opens it")),
    (TWICE, N_("drawn to be read a second time")),
    (UNANSWERED, N_("unanswered")),
    (HERE, N_("you are here")),
    (GOOD, N_("a good example (beside the answer)")),
    (NOTED, N_("you have a note to yourself on the file (at the top)")),
    ("❝", N_("a line that is cited for the question")),
    ("·3", N_("after a document: so many hits for the words of the question")),
    ("2/8", N_("in a list: flaws of what is judged; … where nothing is judged yet")),
    ("→ ← ✓ «", N_("in a list: handed over, returned, approved, open again; then the number of the revision")),
    ("Δ", N_("in a list: changed since it was handed over or approved")),
)


def mark_of(state: CaseState, answers: Mapping[str, Answer], criterion: str) -> str:
    """The sign of one criterion in one file."""
    asked, answer = state.applicability(criterion).asked, answers.get(criterion)
    if answer is None:
        return SIGNS[Meaning.NOT_APPLICABLE] if asked is Asked.NO else UNANSWERED
    if asked is not Asked.YES:
        return KEPT
    if answer.conflict:
        return CONFLICT
    if answer.reconsider:
        return RECONSIDER
    gap = gap_of(state, answers, criterion)
    if gap is not None and gap.kind in (GapKind.COMMENT, GapKind.SOURCE):
        return WANTS_COMMENT
    meaning = state.criteria.meaning(criterion, answer.code)
    return SIGNS[meaning] if meaning else UNANSWERED


def marks_of(sitting: Sitting) -> dict[str, str]:
    """The sign of every criterion; that of an open remark before what is answered, but not before a conflict."""
    marks = {c: mark_of(sitting.state, sitting.sheet.counted, c) for c in sitting.order}
    remarked = sitting.remarked
    return {c: REMARKED if c in remarked and sign != CONFLICT else sign for c, sign in marks.items()}


def bar(done: int, whole: int, width: int = 10) -> str:
    """How much of `whole` is done, as `width` cells; full only when nothing is left."""
    if whole <= 0:
        return "░" * width
    full = min(width, done * width // whole)
    return "▓" * full + "░" * (width - full)


def law_sign(basis: LegalBasis) -> str:
    """How far a provision was checked, as a sign."""
    return {Verified.TEXT: "✓", Verified.NUMBER: "§", Verified.NO: "?"}[basis.verified]
