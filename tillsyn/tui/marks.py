"""The signs that carry meaning, so that nothing hangs on colour alone.

Owns one sign for each state of a criterion, the bar of progress, and their explanation. Leaves which state it
is to `domain`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tillsyn.domain.answers import Answer, GapKind, gap_of
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.law import LegalBasis, Verified
from tillsyn.language import N_

HERE = "▸"
UNANSWERED = "·"
WANTS_COMMENT = "!"
CONFLICT = "≠"
RECONSIDER = "↻"
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
    UNANSWERED: "$foreground-muted",
    HERE: "$text-primary bold",
}
LEGEND = (
    ("✓", N_("yes")),
    ("◐", N_("partly")),
    ("✗", N_("no")),
    ("–", N_("not applicable, or not asked")),
    ("?", N_("cannot be judged")),
    (WANTS_COMMENT, N_("an answer that lacks its comment")),
    (CONFLICT, N_("differing answers both stand")),
    (RECONSIDER, N_("to be reconsidered: the criterion has changed")),
    (UNANSWERED, N_("unanswered")),
    (HERE, N_("you are here")),
)
VERIFIED = {
    Verified.TEXT: N_("✓ wording checked"),
    Verified.NUMBER: N_("§ only the number checked"),
    Verified.NO: N_("? not checked"),
}


def mark_of(state: CaseState, answers: Mapping[str, Answer], criterion: str) -> str:
    """The sign of one criterion in one file."""
    if state.applicability(criterion).asked is Asked.NO:
        return SIGNS[Meaning.NOT_APPLICABLE]
    answer = answers.get(criterion)
    if answer is None or state.applicability(criterion).asked is Asked.UNKNOWN:
        return UNANSWERED
    if answer.conflict:
        return CONFLICT
    if answer.reconsider:
        return RECONSIDER
    gap = gap_of(state, answers, criterion)
    if gap is not None and gap.kind is GapKind.COMMENT:
        return WANTS_COMMENT
    meaning = state.criteria.meaning(criterion, answer.code)
    return SIGNS[meaning] if meaning else UNANSWERED


def bar(done: int, whole: int, width: int = 10) -> str:
    """How much of `whole` is done, as `width` cells; full only when nothing is left."""
    if whole <= 0:
        return "░" * width
    full = min(width, done * width // whole)
    return "▓" * full + "░" * (width - full)


def law_sign(basis: LegalBasis) -> str:
    """How far a provision was checked, as a sign."""
    return {Verified.TEXT: "✓", Verified.NUMBER: "§", Verified.NO: "?"}[basis.verified]
