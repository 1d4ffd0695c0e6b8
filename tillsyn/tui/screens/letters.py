"""The letters: what each auditee is to be sent as things stand, what makes it a draft, and writing it.

Owns the table and the folder letters are written to. Leaves the letters to `workflow.letters`, which is imported
in the thread that writes, for it brings heavy libraries along.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rich.text import Text
from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from tillsyn.domain.letters import DraftReason, Hindrance, LetterKind
from tillsyn.domain.moments import local_time
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.screens.base import Place
from tillsyn.tui.widgets.cells import words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.correspondence import PendingLetter, pending_letters
from tillsyn.workflow.desk import Desk

FOLDER = N_("letters of {audit}")
KINDS = {
    LetterKind.REQUIREMENT: N_("decision with requirements"),
    LetterKind.CLOSED: N_("decision to close"),
    LetterKind.NOTICE: N_("notice with request"),
}
REASONS = {
    DraftReason.UNDECIDED: N_("nobody has decided on {which}"),
    DraftReason.NO_DEMANDS: N_("no requirement is decided on"),
    DraftReason.DEMANDS_LEFT_OUT: N_("requirements are decided on but would be left out: {which}"),
    DraftReason.NO_BINDING_LAW: N_("no binding provision carries {which}"),
    DraftReason.UNVERIFIED_LAW: N_("nobody has checked the provision behind {which}"),
    DraftReason.NOTHING_BOUND: N_("criteria, plan and seed are not bound (tillsyn sample commit)"),
    DraftReason.BOUND_OTHERWISE: N_("other criteria or another plan than those bound hold now (tillsyn sample commit)"),
    DraftReason.ALREADY_DRAWN: N_("the files are drawn already"),
    DraftReason.ANSWER_DAY_PAST: N_("the day of answer has passed"),
    DraftReason.SEED_TOO_EARLY: N_("the seed becomes known before the register is due"),
    DraftReason.NO_ADDRESS: N_("the auditee has no address or no registry number"),
    DraftReason.NO_GROUND: N_("no checked provision gives the right to supervise this auditee"),
}


class LettersScreen(Place):
    """Every auditee's letter."""

    KEYS = bindings.LETTERS
    BINDINGS = [*bindings.LETTERS]
    AUTO_FOCUS = "DataTable"

    def __init__(self, opened: OpenAudit, auditee: str | None = None) -> None:
        super().__init__()
        self.opened = opened
        self._wanted = auditee
        self._letters: tuple[PendingLetter, ...] = ()

    def middle(self) -> Iterator[Widget]:
        """The table, and what the letter one stands on lacks."""
        yield DataTable(id="letters", cursor_type="row", zebra_stripes=True)
        yield Static(id="hindrances")
        yield Static("", id="next", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the table out for the width."""
        self._fill()

    def on_mount(self) -> None:
        """Gather what is pending."""
        self.topline.show(f"{self.opened.audit.title} › {_('Letters')}")
        self._read()

    def on_screen_resume(self) -> None:
        """Gather it again after something was decided."""
        self._read()

    def action_write(self) -> None:
        """Write the letter of the auditee one stands on."""
        if self._letters:
            self._write([self._letters[self._table.cursor_row].auditee.id])

    def action_write_all(self) -> None:
        """Write every letter."""
        self._write([letter.auditee.id for letter in self._letters])

    def action_findings(self) -> None:
        """Open the findings of the auditee."""
        from tillsyn.tui.screens.findings import FindingsScreen

        if self._letters:
            self.app.push_screen(FindingsScreen(self.opened, self._letters[self._table.cursor_row].auditee.id))

    def action_open(self) -> None:
        """Go to what makes the letter a draft: files that are not done, or findings."""
        if not self._letters:
            return
        letter = self._letters[self._table.cursor_row]
        in_files = {DraftReason.UNANSWERED, DraftReason.RECONSIDER, DraftReason.CONFLICTS, DraftReason.CONTROL}
        if any(hindrance.reason in in_files for hindrance in letter.hindrances):
            from tillsyn.tui.screens.cases import CasesScreen

            self.app.push_screen(CasesScreen(self.opened, letter.auditee))
        else:
            self.action_findings()

    @on(DataTable.RowSelected)
    def row_selected(self) -> None:
        """Go to what makes the letter a draft."""
        self.action_open()

    @on(DataTable.RowHighlighted)
    def row_highlighted(self) -> None:
        """Say what the letter lacks."""
        self._show_hindrances()

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#letters", DataTable)

    @property
    def _folder(self) -> Path:
        """Beside the store, so that it is found again."""
        return self.tillsyn.desk.store.path.resolve().parent / _(FOLDER).format(audit=self.opened.audit.id)

    def _read(self) -> None:
        start_job(self, "letters", partial(_gather, self.opened), self._gathered)

    def _gathered(self, letters: tuple[PendingLetter, ...]) -> None:
        self._letters = letters
        self._fill()
        ready = sum(not letter.hindrances for letter in letters)
        self.topline.show(
            f"{self.opened.audit.title} › {_('Letters')}",
            "",
            _("{n} of {all} can be sent").format(n=ready, all=len(letters)),
        )

    def _fill(self) -> None:
        table = self._table
        at = table.cursor_row
        table.clear(columns=True)
        narrow = self.size.width < 100
        table.add_column(put("", "{Kind}", self.who), width=32 if narrow else 44)
        table.add_column(_("Letter"), width=28)
        table.add_column(_("State"), width=8 if narrow else 14)
        if not narrow:
            table.add_column(_("Written"), width=16)
        for letter in self._letters:
            state = Text("! " + _("draft")) if letter.hindrances else Text("✓ " + _("ready"))
            written = local_time(letter.kept_at) or "–"
            cells = [words(letter.auditee.name, width=44), words(_(KINDS[letter.kind])), state, Text(written)]
            table.add_row(*(cells[:3] if narrow else cells), key=letter.auditee.id)
        ids = [letter.auditee.id for letter in self._letters]
        wanted, self._wanted = self._wanted if self._letters else None, None if self._letters else self._wanted
        table.move_cursor(row=ids.index(wanted) if wanted in ids else min(at, max(0, len(ids) - 1)))
        self._show_hindrances()

    def _show_hindrances(self) -> None:
        row = self._table.cursor_row
        if row >= len(self._letters):
            return
        letter = self._letters[row]
        head = Content.styled(one_line(letter.auditee.name), "bold")
        if letter.hindrances:
            lines = [Content(f"! {_hindrance(h, self.unit)}") for h in letter.hindrances]
            why = Content.styled(_("The letter is a draft because"), "$foreground-muted")
        else:
            lines, why = [], Content.styled(_("Nothing hinders: the letter can be sent."), "$text-success")
        self.query_one("#hindrances", Static).update(Content("\n").join([head, why, *lines]))

    def _write(self, auditees: list[str]) -> None:
        self._say(_("Writing …"))

        def told(done: int, of: int, name: str) -> None:
            text = _("Writing {done} of {of}: {name}").format(done=done + 1, of=of, name=one_line(name))
            if done < of:
                self.app.call_from_thread(self._say, text)

        work = partial(_render, self.opened, self._folder, auditees, told)
        start_job(self, "write", work, self._written, failed=partial(self._say, ""))

    def _written(self, count: int) -> None:
        text = ngettext("{n} letter is written in {folder}", "{n} letters are written in {folder}", count)
        self._say(text.format(n=count, folder=self._folder))
        self._read()

    def _say(self, text: str) -> None:
        self.query_one("#next", Static).update(text)


def _gather(opened: OpenAudit, desk: Desk) -> tuple[PendingLetter, ...]:
    return pending_letters(desk, opened)


def _render(opened: OpenAudit, folder: Path, auditees: list[str], told: object, desk: Desk) -> int:
    from tillsyn.workflow.letters import render_letters
    from tillsyn.workflow.profile import read_profile

    assert callable(told)
    return len(render_letters(desk, opened, read_profile(store=desk.store.path), folder, auditees, progress=told))


def _hindrance(hindrance: Hindrance, unit: str) -> str:
    if hindrance.reason is DraftReason.UNANSWERED:
        text = ngettext("answers are missing in {n} {row}", "answers are missing in {n} {rows}", hindrance.files)
        return put(unit, text, n=hindrance.files)
    if hindrance.reason is DraftReason.RECONSIDER:
        text = ngettext("answers are to be reconsidered in {n} {row}", "answers are to be reconsidered in {n} {rows}",
                        hindrance.files)  # fmt: skip
        return put(unit, text, n=hindrance.files)
    if hindrance.reason is DraftReason.CONFLICTS:
        n = hindrance.files
        text = ngettext("differing answers stand in {n} {row}", "differing answers stand in {n} {rows}", n)
        return put(unit, text, n=n)
    if hindrance.reason is DraftReason.CONTROL:
        text = ngettext(
            "{n} {row} is handed over, returned or changed since it was approved",
            "{n} {rows} are handed over, returned or changed since they were approved",
            hindrance.files,
        )
        return put(unit, text, n=hindrance.files)
    return _(REASONS[hindrance.reason]).format(which=", ".join(hindrance.requirements))
