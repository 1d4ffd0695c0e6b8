"""One person, one file, one question at a time: what the seat knows, without a screen.

Owns which criterion is in front of the reader, what comes next, and calling `workflow.review` for every change;
what it returns is on disk. The app and the line-by-line review both sit on it. Leaves looks and keys to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tillsyn.domain.answers import Answer, Evidence, GapKind, Progress, Source, progress
from tillsyn.domain.applicability import Applicability, Asked, CaseState
from tillsyn.domain.control import Controlled
from tillsyn.domain.criteria import Criterion, Scale, ScaleStep
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.workflow import review
from tillsyn.workflow.changing import expect_unlocked, redo, undo
from tillsyn.workflow.control_words import short_state
from tillsyn.workflow.desk import Desk, with_others
from tillsyn.workflow.editions_again import reconsidered
from tillsyn.workflow.quality import file_control
from tillsyn.workflow.sheet import Sheet, load_sheet, reload_sheet

READINGS = {Seat.FIRST: N_("the first"), Seat.SECOND: N_("the second")}


class Sitting:
    """A sheet and the place in it."""

    before_key = ""
    """What is written before a key; nothing where it is pressed."""

    def __init__(self, desk: Desk, sheet: Sheet, criterion: str | None = None) -> None:
        self.desk = desk
        self.order = tuple(c.id for c in sheet.criteria)
        self._take(sheet)
        self._readings = self._other_readings() if sheet.seat is Seat.CONSENSUS else {}
        gap = review.next_gap(sheet, None)
        chosen = criterion if criterion in self.order else (gap.criterion if gap else None)
        self.here = chosen or (self.order[0] if self.order else "")
        self._seen = desk.others_wrote()
        self._kept: tuple[str, str, str, int] | None = None
        self.note = review.note(desk, sheet)

    @property
    def criterion(self) -> Criterion:
        """The criterion in front of the reader."""
        return self.sheet.opened.criteria.criterion[self.here]

    @property
    def scale(self) -> Scale:
        """The scale it is answered on."""
        return self.sheet.opened.criteria.scale_of(self.criterion)

    @property
    def answer_here(self) -> Answer | None:
        """What was answered, or None."""
        return self.sheet.answers.get(self.here)

    @property
    def changed_here(self) -> tuple[str, ...]:
        """Why the answer here is to be reconsidered, and how the criterion read before; empty where it counts."""
        return reconsidered(self.sheet.opened, self.answer_here)

    @property
    def other_readings_here(self) -> str:
        """At the seat of consensus: what the first and the second reading came to."""
        return " · ".join(
            f"{_(READINGS[seat])}: {self.label(sheet.answers[self.here].code)}"
            for seat, sheet in self._readings.items()
            if self.here in sheet.answers
        )

    @property
    def comment_here(self) -> str:
        """The comment, also where the answer is withdrawn."""
        return self.sheet.comments.get(self.here, "")

    @property
    def draft_here(self) -> str:
        """A comment that was begun and never left."""
        return review.comment_draft(self.desk, self.sheet, self.here)

    @property
    def asked_here(self) -> Applicability:
        """Whether the criterion is asked."""
        return self.state.applicability(self.here)

    @property
    def wants_comment(self) -> bool:
        """Whether the answer given here lacks the comment it demands."""
        return any(gap.criterion == self.here and gap.kind is GapKind.COMMENT for gap in self.progress.gaps)

    @property
    def place(self) -> str:
        """Where the criterion stands, as “12 av 44”."""
        return _("{number} of {count}").format(number=self.order.index(self.here) + 1, count=len(self.order))

    def step(self, key: str) -> ScaleStep | None:
        """The step that a key gives, or None."""
        return next((step for step in self.scale.steps if step.key == key), None)

    def label(self, code: str) -> str:
        """The words of an answer on the scale here."""
        step = self.scale.step(code)
        return one_line(step.label) if step else one_line(code)

    def answer(self, code: str) -> None:
        """Give an answer; on disk when this returns."""
        self._take(review.give_answer(self.desk, self.sheet, self.here, code))

    def withdraw(self) -> None:
        """Take the answer away; its comment stays."""
        self._take(review.withdraw_answer(self.desk, self.sheet, self.here))

    def expect_unlocked(self) -> None:
        """Refuse what would be written in vain: the file is handed over or approved.

        Raises:
            UsageFault: with the way there is to change it all the same.
        """
        expect_unlocked(self.sheet)

    def comment(self, text: str) -> None:
        """Write the comment."""
        self._take(review.write_comment(self.desk, self.sheet, self.here, text))

    def keep_draft(self, text: str) -> None:
        """Keep a comment as it is typed."""
        review.keep_comment_draft(self.desk, self.sheet, self.here, text)

    def cite(self, document: str, line: int, quote: str) -> bool:
        """Keep a place as evidence, or take it away; returns whether it is evidence now."""
        self._take(review.cite(self.desk, self.sheet, self.here, Evidence(document, line, quote)))
        return any((e.document, e.line) == (document, line) for e in self.evidence_here)

    @property
    def evidence_here(self) -> tuple[Evidence, ...]:
        """What is cited for the criterion."""
        return self.sheet.evidence.get(self.here, ())

    @property
    def facts(self) -> tuple[FactDefinition, ...]:
        """The facts of what is open: a row of the register, or the auditee itself."""
        return self.sheet.opened.criteria.facts_of(self.sheet.unit)

    def fill(self, fact: str, text: str) -> None:
        """Fill in a fact."""
        self._take(review.fill_fact(self.desk, self.sheet, fact, text))

    def undo(self) -> bool:
        """Take back the latest change and go where it was; False when there is none."""
        return self._turned(*undo(self.desk, self.sheet))

    def redo(self) -> bool:
        """Make again what was last taken back, and go where it was; False when there is nothing."""
        return self._turned(*redo(self.desk, self.sheet))

    def _turned(self, sheet: Sheet, about: str | None) -> bool:
        if about is None:
            return False
        self._take(sheet)
        if about in self.order:
            self.here = about
        return True

    def mark_good(self) -> bool:
        """Mark the answer as a good example, or take the mark away; returns whether it is one now."""
        self._take(review.mark_good(self.desk, self.sheet, self.here))
        return self.here in self.sheet.good

    def name_sources(self, sources: Sequence[Source]) -> None:
        """Say where the comment has it from."""
        self._take(review.name_sources(self.desk, self.sheet, self.here, sources))

    @property
    def sources_here(self) -> tuple[Source, ...]:
        """Where the comment has it from; nothing means the file."""
        return self.sheet.sources.get(self.here, ())

    def rate(self, area: str, rating: AreaRating | None, reason: str = "") -> None:
        """Rate an area otherwise than its answers come to, with a reason; None goes back to those."""
        self._take(review.rate_area(self.desk, self.sheet, area, rating, reason))

    def write_note(self, text: str) -> None:
        """Keep a note to oneself on the file, on this computer alone."""
        review.keep_note(self.desk, self.sheet, text)
        self.note = text

    def note_opening(self) -> None:
        """Record that the file was opened; kept apart from judging, and never undone."""
        review.note_opening(self.desk, self.sheet)

    def share(self, names: Sequence[str]) -> Desk:
        """Go on with others at the seat, or alone; returns the desk that signs for all of them."""
        self.desk = with_others(self.desk, names)
        self.note = review.note(self.desk, self.sheet)
        return self.desk

    @property
    def kept_here(self) -> bool:
        """Whether the question has an answer that is kept but not counted, since it is not asked here now."""
        return self.answer_here is not None and self.asked_here.asked is not Asked.YES

    @property
    def warnings_here(self) -> tuple[str, ...]:
        """What must be known of the answer before one goes on, each as a sentence; most often nothing."""
        if self.kept_here:
            unknown = self.asked_here.asked is Asked.UNKNOWN
            until = _("The answer is kept but does not count until it is known whether the question is asked.")
            return (until if unknown else _("The answer is kept but does not count: the question is not asked here."),)
        if any(gap.criterion == self.here and gap.kind is GapKind.SOURCE for gap in self.progress.gaps):
            return (
                _("What is not in the file is not met, even if somebody can tell that it was done."),
                _("Answer no, or name the file among the sources ({k}) and cite the place ({b}).").format(
                    k=self._key("k"), b=self._key("b")
                ),
            )
        return ()

    def reload_if_others_wrote(self) -> bool:
        """Read the sheet again when another process has written in the store; keeps the place."""
        now = self.desk.others_wrote()
        if now == self._seen:
            return False
        self._seen = now
        self._take(reload_sheet(self.desk, self.sheet))
        return True

    def move(self, step: int) -> None:
        """Go to a neighbouring criterion."""
        self.here = self.order[max(0, min(self.order.index(self.here) + step, len(self.order) - 1))]

    @property
    def following(self) -> Criterion | None:
        """The criterion that comes next, or None at the end."""
        found = review.next_asked(self.sheet, self.here)
        return self.sheet.opened.criteria.criterion[found] if found else None

    def go_on(self) -> bool:
        """Go to the next question that is asked; False at the end."""
        found = review.next_asked(self.sheet, self.here)
        if found is None:
            return False
        self.here = found
        return True

    def go_to_gap(self) -> bool:
        """Go to the next gap, round the end; False when nothing is missing."""
        gap = review.next_gap(self.sheet, self.here)
        if gap is None:
            return False
        self.here = gap.criterion
        return True

    def keep_place(self, document: str = "", line: int = 1) -> None:
        """Remember the place, to come back to, with the line of the document; the same again is not written."""
        place = (self.desk.person, self.here, document, line)
        if place != self._kept:
            review.keep_bookmark(self.desk, self.sheet, self.here, document, line)
            self._kept = place

    @property
    def remarked(self) -> Counter[str]:
        """How many remarks are open, by criterion."""
        return Counter(remark.criterion for remark in self.sheet.remarks if remark.is_open)

    @property
    def control(self) -> str:
        """Where the file is in its control, in few words; empty where it never was handed over or may not be seen."""
        return short_state(self._controlled)

    def reload(self) -> None:
        """Read the sheet again after something was recorded beside it."""
        self._take(reload_sheet(self.desk, self.sheet))

    def areas(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The criteria of each area."""
        found: dict[str, list[str]] = {}
        for criterion in self.sheet.criteria:
            found.setdefault(criterion.area, []).append(criterion.id)
        return tuple((area, tuple(ids)) for area, ids in found.items())

    def missing(self) -> str:
        """In words, what the file lacks."""
        count = Counter(gap.kind for gap in self.progress.gaps)
        words = [
            form.format(n=count[kind])
            for kind, form in (
                (GapKind.ANSWER, ngettext("{n} answer", "{n} answers", count[GapKind.ANSWER])),
                (GapKind.RECONSIDER, _("{n} to reconsider")),
                (GapKind.COMMENT, ngettext("{n} comment", "{n} comments", count[GapKind.COMMENT])),
                (GapKind.SOURCE, _("{n} not in the file")),
                (GapKind.FACT, ngettext("{n} question waits", "{n} questions wait", count[GapKind.FACT])),
            )
            if count[kind]
        ]
        return _("missing: {what}").format(what=", ".join(words)) if words else _("nothing is missing")

    def instead_of_steps(self) -> str:
        """Why the question cannot be answered now, or an empty text."""
        where = self.asked_here
        if where.asked is Asked.YES:
            return ""
        if where.asked is Asked.NO:
            return _("Not asked here: {v} shows why.").format(v=self._key("v"))
        facts = self.sheet.opened.criteria.fact
        missing = ", ".join(review.missing_labels(self.sheet, where.missing))
        if any(name in facts for name in where.missing):
            return _("Fill in {missing} first, with {i}.").format(missing=missing, i=self._key("i"))
        return _("Answer {missing} first.").format(missing=missing)

    def _key(self, key: str) -> str:
        return f"{self.before_key}{key}"

    def about(self) -> str:
        """The file in a few words: its stratum and the date most of it is judged by."""
        criteria = self.sheet.opened.criteria
        words = [self._fact(name) for name in criteria.sampling.strata]
        dates = Counter(c.judged_by_date for c in self.sheet.criteria if c.judged_by_date)
        if dates:
            name = dates.most_common(1)[0][0]
            value = self.sheet.facts.get(name)
            shown = value.isoformat() if isinstance(value, date) else "–"
            words.append(f"{criteria.fact[name].label.casefold()} {shown}")
        return " · ".join(one_line(word) for word in words if word)

    def _fact(self, name: str) -> str:
        definition, value = self.sheet.opened.criteria.fact.get(name), self.sheet.facts.get(name)
        return definition.show(value) if definition and value is not None else ""

    def _other_readings(self) -> dict[Seat, Sheet]:
        sheet = self.sheet
        return {seat: load_sheet(self.desk, sheet.opened, sheet.auditee.id, sheet.case.code, seat) for seat in READINGS}

    def _take(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._controlled = _controlled(self.desk, sheet)
        self.state: CaseState = sheet.state
        self.progress: Progress = progress(self.state, sheet.counted, sheet.unit)


def _controlled(desk: Desk, sheet: Sheet) -> Controlled:
    """How the file stands with its control; what has changed since is looked for only where it is locked."""
    if not sheet.locked:
        return Controlled(sheet.control)
    return file_control(desk, sheet.opened, sheet.auditee.id, sheet.case.code).controlled
