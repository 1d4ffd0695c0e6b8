"""Every key of the app, in one table: what it does, what it is called, and what it says of itself.

Owns the tables; the foot of each screen, the help and the palette are made from them, so that none can go
stale. Labels are msgids, looked up when they are shown, with the noun for a row (`tillsyn.nouns`) in its places.
Leaves what a key does to the screens.

A key of the seat is taken from those that a criteria set may not use for answers (`reading.criteria_values`).
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from tillsyn.language import N_
from tillsyn.tui.bindings_control import CONFLICTS, REMARKS
from tillsyn.tui.keys import BACK
from tillsyn.tui.keys import key as _key

APP: tuple[Binding, ...] = (
    _key(
        "question_mark",
        "app.help",
        N_("help"),
        N_("All keys of this screen, and what the signs mean"),
        "app.help",
        True,
    ),
    Binding(
        "f1",
        "app.help_here",
        N_("help here"),
        show=False,
        id="app.help.here",
        tooltip=N_("Help for where you stand: the question and its law, the document, a line or a dialog"),
        priority=True,
    ),
    Binding(
        "ctrl+p",
        "app.command_palette",
        N_("commands"),
        show=False,
        id="app.palette",
        tooltip=N_("Search for anything the app can do here"),
        priority=True,
    ),
    _key("t", "app.toggle_theme", N_("light or dark"), N_("Switch between a light and a dark screen"), "app.theme"),
    _key("q", "app.leave", N_("quit"), N_("Leave the program; everything is already saved"), "app.quit"),
    Binding("ctrl+q", "app.leave", N_("quit"), show=False, id="app.quit.ctrl", system=True, priority=True),
)

START: tuple[Binding, ...] = (
    _key("enter", "open", N_("open"), N_("Open what is chosen"), "start.open", True),
    _key("q", "app.leave", N_("quit"), N_("Leave the program; everything is already saved"), "start.quit", True),
)

OVERVIEW: tuple[Binding, ...] = (
    _key(
        "enter",
        "open",
        N_("open"),
        N_("Open {the_rows}, the findings or the letter behind the cell"),
        "overview.open",
        True,
    ),
    _key("b", "findings", N_("findings"), N_("What the rules propose, and what you decide"), "overview.findings", True),
    _key("B", "all_findings", N_("all findings"), N_("The findings of every auditee"), "overview.all_findings"),
    _key("l", "letters", N_("letters"), N_("Which letter each auditee gets, and write it"), "overview.letters", True),
    _key(
        "m",
        "summary",
        N_("summary"),
        N_("The counts of the whole audit, by area and criterion"),
        "overview.summary",
        True,
    ),
    _key(
        "s",
        "sort",
        N_("sort"),
        N_("Sort by the column you stand in; once more for the other direction"),
        "overview.sort",
        True,
    ),
    _key("n", "remarks", N_("remarks"), N_("The open remarks of the whole audit"), "overview.remarks"),
    _key(
        "K",
        "conflicts",
        N_("conflicts"),
        N_("What is recorded differently by different people, side by side, to be settled"),
        "overview.conflicts",
    ),
    _key("D", "drift", N_("drift"), N_("How each reader judges against the others"), "overview.drift"),
    _key("r", "reload", N_("read again"), N_("Read everything again from the store"), "overview.reload"),
    BACK,
)

CASES: tuple[Binding, ...] = (
    _key("enter", "open", N_("review"), N_("Open {the_row} and its next gap"), "cases.open", True),
    _key("b", "findings", N_("findings"), N_("The findings of this auditee"), "cases.findings", True),
    _key("l", "letters", N_("letters"), N_("The letter of this auditee"), "cases.letters", True),
    _key(
        "2",
        "open_as('second')",
        N_("second reading"),
        N_("Read {the_row} a second time, without seeing the first"),
        "cases.second",
    ),
    _key("3", "open_as('consensus')", N_("consensus"), N_("Settle the two readings into one"), "cases.consensus"),
    _key(
        "d",
        "differences",
        N_("differences"),
        N_("Where two readings of {the_row} differ, side by side, to be settled"),
        "cases.differences",
        True,
    ),
    _key("n", "remarks", N_("remarks"), N_("The open remarks on {of_kind} {rows}"), "cases.remarks"),
    _key("a", "all", N_("all {rows}"), N_("Show all {rows} again, not only those behind the cell"), "cases.all", True),
    BACK,
)

REVIEW: tuple[Binding, ...] = (
    _key(
        "c",
        "comment",
        N_("comment"),
        N_("Write the comment on one line; Esc leaves it as a gap"),
        "review.comment",
        True,
    ),
    _key(
        "b",
        "cite",
        N_("evidence"),
        N_("Cite the chosen line of the document; once more takes it away"),
        "review.cite",
        True,
    ),
    _key(
        "f",
        "next_hit",
        N_("next hit"),
        N_("Go to the next place in the documents where a search word stands"),
        "review.hit",
        True,
    ),
    _key("F", "previous_hit", N_("hit before"), N_("Go back to the hit before"), "review.hit.back"),
    _key(
        "g",
        "next_gap",
        N_("next gap"),
        N_("Go to the next question that lacks an answer or a comment"),
        "review.gap",
        True,
    ),
    _key("u", "undo", N_("undo"), N_("Take back the latest change of this sitting"), "review.undo", True),
    _key("U", "redo", N_("redo"), N_("Make again what was just taken back"), "review.redo"),
    _key(
        "delete",
        "withdraw",
        N_("take the answer away"),
        N_("Take the answer away, so that the question is unanswered again"),
        "review.withdraw",
    ),
    _key("C", "long_comment", N_("long comment"), N_("Write the comment in a larger editor"), "review.long"),
    _key("p", "phrases", N_("phrases"), N_("Put a phrase from the phrase bank into the comment"), "review.phrases"),
    Binding("f2", "phrases", N_("phrases"), show=False, id="review.phrases.line", system=True),
    _key(
        "asterisk",
        "good",
        N_("good example"),
        N_("Mark the answer as a good example; once more takes it away"),
        "review.good",
    ),
    _key(
        "k",
        "sources",
        N_("sources"),
        N_("Say where the comment comes from: {the_row}, a talk, another source"),
        "review.sources",
    ),
    _key("N", "note", N_("note to self"), N_("Write a note to yourself; it stays on this computer"), "review.note"),
    _key("i", "facts", N_("{facts}"), N_("Fill in {facts}, which decide what is asked"), "review.facts"),
    _key(
        "G",
        "gaps",
        N_("list of gaps"),
        N_("Everything that is missing, and every question of {the_row}"),
        "review.gaps",
    ),
    _key(
        "v",
        "why",
        N_("why, and law"),
        N_("Why the question is asked here or not, and its law in short: then, before and after"),
        "review.why",
    ),
    _key(
        "h",
        "history",
        N_("history"),
        N_("Every answer and comment that was ever recorded here, by whom and when"),
        "review.history",
    ),
    _key(
        "A",
        "ratings",
        N_("ratings"),
        N_("What each area comes to in {the_row}, and rating one otherwise, with reasons"),
        "review.ratings",
    ),
    _key("R", "remark", N_("remark"), N_("Remarks on this answer: write one, reply, resolve"), "review.remark"),
    _key("m", "next_remark", N_("next remark"), N_("Go to the next open remark"), "review.remark.next"),
    _key(
        "S",
        "control",
        N_("control"),
        N_("Hand {the_row} over for control, approve it, return it or open it again"),
        "review.control",
    ),
    _key("slash", "find", N_("find"), N_("Find a word in {of_row} documents"), "review.find"),
    _key("O", "outline", N_("contents"), N_("The headings of the document, to go from"), "review.outline"),
    _key(
        "T",
        "timeline",
        N_("timeline"),
        N_("The dates in the documents beside those that are recorded"),
        "review.timeline",
    ),
    _key("P", "paper", N_("protocol as PDF"), N_("Write the protocol of {the_row} as a PDF"), "review.paper"),
    _key(
        "W", "beside", N_("who sits here"), N_("Name who shares the seat; both stand by every answer"), "review.beside"
    ),
    _key("z", "pause", N_("break"), N_("Cover the screen; the same key returns to the very place"), "review.pause"),
    _key(
        "exclamation_mark",
        "danger",
        N_("person in danger"),
        N_("The routine when somebody may be in danger now"),
        "review.danger",
    ),
    _key("r", "again", N_("try again"), N_("Try again what could not be saved"), "review.again"),
    _key(
        "up",
        "criterion(-1)",
        N_("question before"),
        N_("Go to the question before (in the document: the line before)"),
        "review.up",
    ),
    _key(
        "down",
        "criterion(1)",
        N_("question after"),
        N_("Go to the question after (in the document: the line after)"),
        "review.down",
    ),
    _key(
        "tab",
        "other_side",
        N_("document or question"),
        N_("Move between document and question; on a narrow screen either takes all of it"),
        "review.tab",
    ),
    Binding("shift+tab", "other_side", N_("document or question"), show=False, id="review.tab.back", system=True),
    *(
        Binding(
            str(n),
            f"document({n})",
            N_("document"),
            show=False,
            id=f"review.document.{n}",
            tooltip=N_("Show a document by its number"),
            key_display="1…9",
            system=n > 1,
        )
        for n in range(1, 10)
    ),
    _key("escape", "back", N_("back"), N_("Back to {the_rows}; everything is saved"), "review.back"),
)

DOCUMENT: tuple[Binding, ...] = (
    Binding("up", "line(-1)", N_("line before"), show=False, id="document.up"),
    Binding("down", "line(1)", N_("line after"), show=False, id="document.down"),
    Binding(
        "shift+up",
        "line(-1, True)",
        N_("choose more lines"),
        show=False,
        id="document.more.up",
        tooltip=N_("Choose several lines, to be cited as one"),
    ),
    Binding("shift+down", "line(1, True)", N_("choose more lines"), show=False, id="document.more.down"),
    Binding("pageup", "page(-1)", N_("page before"), show=False, id="document.pageup"),
    Binding("pagedown,space", "page(1)", N_("page after"), show=False, id="document.pagedown", key_display="PgDn"),
    Binding("home", "edge(-1)", N_("first line"), show=False, id="document.home"),
    Binding("end", "edge(1)", N_("last line"), show=False, id="document.end"),
)

QUESTION: tuple[Binding, ...] = (
    Binding("pageup", "page(-1)", N_("page before"), show=False, id="question.pageup"),
    Binding("pagedown,space", "page(1)", N_("page after"), show=False, id="question.pagedown", key_display="PgDn"),
)

FINDINGS: tuple[Binding, ...] = (
    _key(
        "k",
        "decide('requirement')",
        N_("requirement"),
        N_("Decide on a requirement; asks for the reason"),
        "findings.requirement",
        True,
    ),
    _key("r", "decide('advice')", N_("advice"), N_("Decide on advice; asks for the reason"), "findings.advice", True),
    _key("x", "decide('none')", N_("no action"), N_("Decide on no action; asks for the reason"), "findings.none", True),
    _key(
        "enter", "open", N_("open {the_row}"), N_("Open {the_row} at the judgement you stand on"), "findings.open", True
    ),
    _key(
        "tab",
        "other_side",
        N_("the chain"),
        N_("Move between the findings and the judgements behind them"),
        "findings.tab",
        True,
    ),
    BACK,
)

LETTERS: tuple[Binding, ...] = (
    _key("w", "write", N_("write"), N_("Write the letter of the auditee you stand on"), "letters.write", True),
    _key("W", "write_all", N_("write all"), N_("Write the letters of every auditee"), "letters.all", True),
    _key("b", "findings", N_("findings"), N_("The findings of the auditee"), "letters.findings", True),
    _key("enter", "open", N_("what is missing"), N_("Go to what makes the letter a draft"), "letters.open", True),
    BACK,
)

SUMMARY: tuple[Binding, ...] = (
    _key(
        "s",
        "sort",
        N_("sort"),
        N_("Sort by the column you stand in; once more for the other direction"),
        "summary.sort",
        True,
    ),
    BACK,
)

DIFFERENCES: tuple[Binding, ...] = (
    _key("1", "take('first')", N_("the first"), N_("Take what the first reader says"), "differences.first", True),
    _key("2", "take('second')", N_("the second"), N_("Take what the second reader says"), "differences.second", True),
    _key("c", "comment", N_("comment"), N_("Write the comment of what is settled"), "differences.comment"),
    _key("u", "undo", N_("undo"), N_("Take back what was settled last in this sitting"), "differences.undo", True),
    _key(
        "delete",
        "unsettle",
        N_("take the consensus away"),
        N_("Take the consensus away, so that the difference waits again"),
        "differences.unsettle",
    ),
    _key("v", "words", N_("words too"), N_("Show also where only comment or evidence differ"), "differences.words"),
    _key("enter", "open", N_("open"), N_("Open the question at the seat of consensus"), "differences.open"),
    BACK,
)

DRIFT: tuple[Binding, ...] = (
    _key("enter", "open", N_("open {the_row}"), N_("Open {the_row} at the judgement you stand on"), "drift.open", True),
    _key("v", "every", N_("all or marked"), N_("Every reader, or only what is worth looking at"), "drift.all", True),
    _key(
        "tab", "other_side", N_("the cases"), N_("Move between rates and the judgements behind them"), "drift.tab", True
    ),
    BACK,
)

PARTS: tuple[tuple[str, tuple[Binding, ...]], ...] = (
    (N_("Start"), START),
    (N_("Overview"), OVERVIEW),
    (N_("{Rows}"), CASES),
    (N_("Review"), REVIEW),
    (N_("In the document"), DOCUMENT),
    (N_("Findings"), FINDINGS),
    (N_("Letters"), LETTERS),
    (N_("Summary"), SUMMARY),
    (N_("Remarks"), REMARKS),
    (N_("Conflicts"), CONFLICTS),
    (N_("Differences"), DIFFERENCES),
    (N_("Drift"), DRIFT),
    (N_("Everywhere"), APP),
)
"""Every table under the name of the place where its keys work."""


def listed(bindings: Iterable[Binding]) -> list[Binding]:
    """Those that help and palette show: one of each, without second keys for the same thing."""
    return [binding for binding in bindings if not binding.system]
