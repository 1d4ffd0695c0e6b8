"""What the seat says of itself: help for what has the focus, and the places in it that the palette goes to.

Owns these words and names. Leaves going there to the other parts of the seat.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from tillsyn.domain.answers import Source
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.bindings import DOCUMENT, QUESTION, REVIEW
from tillsyn.tui.dialogs.help import part
from tillsyn.tui.screens.base import Command
from tillsyn.tui.screens.facts_panel import FactsPanel
from tillsyn.tui.screens.seat_beside import SeatBeside
from tillsyn.tui.screens.seat_facts import SeatFacts
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.workflow.seat_words import source_words

OF_DOCUMENT = ("cite", "next_hit", "previous_hit", "find", "outline", "timeline", "other_side")
LINES = {
    "comment": N_(
        "Enter keeps the comment, and the next question comes where the answer demanded it. Esc leaves what is written "
        "as a draft. F2 puts in a phrase."
    ),
    "find": N_("Enter goes to the next place. Esc returns to the words of the question."),
    "fact-value": N_("Enter keeps the fact. What would come and go is told above the line. Esc changes nothing."),
}


FOOT = {
    "comment": (("Enter", N_("keep")), ("Esc", N_("leave a gap")), ("F2", N_("phrases")), ("F1", N_("help"))),
    "find": (("Enter", N_("next place")), ("Esc", N_("end")), ("F1", N_("help"))),
    "fact-value": (("Enter", N_("keep")), ("Esc", N_("change nothing")), ("F1", N_("help"))),
    "fact-list": (
        ("Enter", N_("write")), ("1…9", N_("document")), ("Tab", N_("read")), ("Esc", N_("to the questions")),
        ("F1", N_("help here")), ("?", N_("help")),
    ),
}  # fmt: skip
"""What the keys do while a line is written on, or the list of facts has them: then they do not answer."""


class SeatHelp(SeatFacts, SeatBeside):
    """Help, and places to go to."""

    @on(events.DescendantFocus)
    def foot_follows(self, event: events.DescendantFocus) -> None:
        """Show the keys of what has the focus."""
        self.keyline.show_instead([(key, _(words)) for key, words in FOOT.get(event.widget.id or "", ())])

    def help_here(self) -> tuple[str, Content]:
        """Help for the question, the document, the facts, or the line that is written on."""
        focused = self.focused
        if isinstance(focused, Input) and focused.id in LINES:
            return _("The line you write on"), Content(_(LINES[focused.id]))
        if isinstance(focused, DocumentView):
            return _("In the document"), self._keys((*DOCUMENT, *_of(OF_DOCUMENT)))
        if self.has_class("-facts"):
            about = _(
                "Facts decide what is asked. The keys that answer the one you stand on are told under the list: j, n, "
                "a number, or f where the file does not tell. Each is kept at once; what comes and goes is told before "
                "you go on: + is asked, − is not."
            )
            title = put(self.unit, _("{Facts}"), self.who)
            return title, Content("\n\n").join([Content(about), self._keys(FactsPanel.keys())])
        return self.sitting.here, self._about_question()

    def commands(self) -> Iterator[Command]:
        """Criteria, areas, documents, facts, sources and ratings, by name."""
        sheet, state = self.sitting.sheet, self.sitting.state
        go = _("Go to {name}")
        for criterion in sheet.criteria:
            question = one_line(criterion.question.on(state.judged_on(criterion)[0]))
            yield Command(go.format(name=criterion.id), question, partial(self.go_to, criterion.id))
        titles = {area.id: one_line(area.title) for area in sheet.opened.criteria.areas}
        for area, criteria in self.sitting.areas():
            name = _("the area {area}: {title}").format(area=area, title=titles[area])
            yield Command(go.format(name=name), "", partial(self.go_to, criteria[0]))
            rate = _("Rate the area {area}: {title}").format(area=area, title=titles[area])
            yield Command(rate, "", partial(self.action_ratings, area))
        for number, document in enumerate(self.papers.documents):
            title = self.papers.titles[document.name]
            yield Command(_("Show the document {title}").format(title=title), "", partial(self.papers.choose, number))
        for fact in self.sitting.facts:
            name = _("Fill in: {fact}").format(fact=one_line(fact.label))
            yield Command(name, one_line(fact.help), partial(self.open_facts, fact.id))
        for source in Source:
            name = _("Source of the comment: {source}").format(source=source_words([source], self.unit, self.who))
            yield Command(name, "", partial(self._turn_source, source))

    def _turn_source(self, source: Source) -> None:
        """Name a source, or take it away."""
        named = set(self.sitting.sources_here or (Source.FILE,)) ^ {source}
        if self.done(lambda: self.sitting.name_sources(tuple(named)), partial(self._turn_source, source)):
            self.show()

    def _about_question(self) -> Content:
        """The guidance, the law, then the keys."""
        from tillsyn.tui.dialogs.why import WhyDialog

        criterion = self.sitting.criterion
        day, _missing = self.sitting.state.judged_on(criterion)
        asked = Content.styled(one_line(criterion.question.on(day)), "bold")
        texts = [asked, Content(one_line(criterion.guidance.on(day))), WhyDialog(self.sitting).text()]
        beside = tuple(b for b in REVIEW if b.action not in OF_DOCUMENT and not b.action.startswith("document"))
        return Content("\n\n").join([*filter(None, texts), self._answers(), self._keys((*QUESTION, *beside))])

    def _answers(self) -> Content:
        lines = [
            Content.assemble((f"  {step.key:<12}", "bold $text-accent"), " ", one_line(step.label))
            for step in self.sitting.scale.steps
        ]
        return Content("\n").join([Content.styled(_("Answers"), "bold $text-primary"), *lines])

    def _keys(self, keys: tuple[Binding, ...]) -> Content:
        return part(N_("Keys here"), keys, self.unit, self.who)


def _of(actions: tuple[str, ...]) -> tuple[Binding, ...]:
    return tuple(binding for binding in REVIEW if binding.action in actions)
