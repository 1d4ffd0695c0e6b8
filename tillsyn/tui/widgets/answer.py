"""What was answered: the step, who gave it, the evidence and the comment.

Owns showing it in few rows that keep their place. Leaves editing to the screen.
"""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tillsyn.domain.answers import Answer
from tillsyn.domain.moments import local_day
from tillsyn.domain.seats import people
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.nouns import persons
from tillsyn.tui.marks import GOOD, REMARKED, STYLES, WANTS_COMMENT


class AnswerView(Widget):
    """The answer to the question that is shown."""

    def __init__(self) -> None:
        super().__init__(id="answer")
        self._shown: tuple[Content, ...] = ()

    def show(
        self, label: str, answer: Answer | None, places: str, comment: str, draft: str, readings: str = "",
        sources: str = "", remarks: str = "", lacking: str = "",
    ) -> None:  # fmt: skip
        """Show an answer by the label of its step, and where its evidence stands.

        `readings` tells of other seats, `sources` of where the comment comes from, where that is said,
        `remarks` of those that are open, and `lacking` of a comment that is demanded and not written.
        """
        shown = (
            _answer(label, answer)
            + Content.styled(f"   {readings}" if readings else "", "$text-accent")
            + Content.styled(f"   {REMARKED} {remarks}" if remarks else "", STYLES[REMARKED]),
            Content.assemble(
                (_("Evidence: "), "$foreground-muted"),
                places or "–",
                (_("   Sources: ") if sources else "", "$foreground-muted"),
                sources,
            ),
            _comment(comment, draft, lacking),
        )
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """Three rows and what follows of the comment, or two where there is no room for more."""
        if not self._shown:
            return Content("")
        answer, evidence, comment = self._shown
        if self.content_size.height > 2:
            return Content("\n").join(self._shown)
        first = answer + Content("   ") + evidence
        return Content("\n").join([first.truncate(self.content_size.width, ellipsis=True), comment])


def _answer(label: str, answer: Answer | None) -> Content:
    head = Content.styled(_("Answer: "), "$foreground-muted")
    if answer is None:
        return head + Content("–")
    if answer.conflict:
        words = _("{label} ≠ differing answers both stand: h shows them, a new answer settles it")
        return head + Content.styled(words.format(label=label), "bold $text-error")
    when = local_day(answer.at)
    by = f"   {persons(people(one_line(answer.actor)))} {when}".rstrip()
    good = f"  {GOOD} " + _("good example") if answer.good else ""
    return head + Content.assemble((label, "bold"), (good, STYLES[GOOD]), (by, "$foreground-muted"))


def _comment(comment: str, draft: str, lacking: str) -> Content:
    head = Content.styled(_("Comment: "), "$foreground-muted")
    if draft and draft != comment:
        return head + Content.assemble((_("(draft) "), "$text-warning"), one_line(draft))
    if lacking and not comment:
        return head + Content.styled(f"{WANTS_COMMENT} {lacking}", STYLES[WANTS_COMMENT])
    return head + Content(one_line(comment) or "–")
