"""Commands that go somewhere: to a question, a gap, another file, or out.

Owns these commands. Leaves what is said at the place to `telling`.
"""

from __future__ import annotations

from tillsyn.cli.plain.commands import Command, listed
from tillsyn.cli.plain.conversation import Conversation, Left, Moved
from tillsyn.cli.plain.lines import say, tell_lines
from tillsyn.cli.plain.seat import progress_of
from tillsyn.cli.plain.telling import file_lines, gap_line, place_line, question_of, sentence_of
from tillsyn.domain.applicability import Asked
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.workflow.audits import AUDITEE_LEVEL
from tillsyn.workflow.readings import read_files


def _help(talk: Conversation, _rest: str) -> None:
    say(_("A line without a dot answers what is asked. Commands begin with a dot:"))
    tell_lines(*listed(talk.table))


def _repeat(talk: Conversation, _rest: str) -> None:
    talk.show()


def _where(talk: Conversation, _rest: str) -> None:
    tell_lines(*file_lines(talk.seat), place_line(talk.seat))


def _next_gap(talk: Conversation, _rest: str) -> None:
    if not talk.seat.go_to_gap():
        say(_("Nothing is missing."))
        return
    talk.seat.go_to(talk.seat.here)
    raise Moved


def _gaps(talk: Conversation, _rest: str) -> None:
    say(sentence_of(talk.seat.missing()))
    tell_lines(*(gap_line(talk.seat, gap) for gap in talk.seat.progress.gaps))


def _questions(talk: Conversation, _rest: str) -> None:
    for criterion in talk.seat.order:
        tell_lines(f"{criterion}, {_state_of(talk, criterion)}. {question_of(talk.seat, criterion)}")


def _state_of(talk: Conversation, criterion: str) -> str:
    seat = talk.seat
    if seat.state.applicability(criterion).asked is Asked.NO:
        return _("not asked")
    answer = seat.sheet.answers.get(criterion)
    if answer is None:
        return _("unanswered")
    step = seat.sheet.opened.criteria.scale_of(seat.sheet.opened.criteria.criterion[criterion]).step(answer.code)
    return one_line(step.label if step else answer.code)


def _to(talk: Conversation, rest: str) -> None:
    wanted = rest.strip().casefold()
    order = talk.seat.order
    found = next((c for c in order if c.casefold() == wanted), None)
    if found is None and wanted.isdecimal() and 0 < int(wanted) <= len(order):
        found = order[int(wanted) - 1]
    if found is None:
        raise UsageFault(
            _("There is no question “{name}” here.").format(name=one_line(rest)[:40]), _(".questions lists them.")
        )
    talk.seat.go_to(found)
    raise Moved


def _forward(talk: Conversation, _rest: str) -> None:
    _step(talk, 1)


def _back(talk: Conversation, _rest: str) -> None:
    _step(talk, -1)


def _step(talk: Conversation, step: int) -> None:
    before = talk.seat.here
    talk.seat.move(step)
    if talk.seat.here == before:
        say(_("There is no question before this.") if step < 0 else _("There is no question after this."))
        return
    talk.seat.go_to(talk.seat.here)
    raise Moved


def _files(talk: Conversation, _rest: str) -> None:
    sheet = talk.seat.sheet
    for read in read_files(talk.seat.desk, sheet.opened, sheet.auditee.id):
        done = progress_of(talk.seat.desk, sheet.opened, read, sheet.seat)
        itself = put("", "{kind_itself}", sheet.kinds)
        name = f"{read.case.number}, {read.case.code}" if read.case.code else itself
        said = _("{name}: done {done} of {asked}.").format(name=name, done=done.done, asked=done.asked)
        tell_lines(said if read.case.code != sheet.case.code else f"{said} {_('You are here.')}")


def _file(talk: Conversation, rest: str) -> None:
    sheet = talk.seat.sheet
    wanted = rest.strip().casefold()
    for read in read_files(talk.seat.desk, sheet.opened, sheet.auditee.id):
        names = {read.case.code.casefold(), str(read.case.number)} if read.case.code else {sheet.auditee.id, "0"}
        if wanted in names:
            raise Left(read.case.code or AUDITEE_LEVEL)
    raise UsageFault(
        _("{case} is not in the sample of {auditee}.").format(case=one_line(rest)[:40], auditee=sheet.auditee.id),
        _(".list says what is."),
    )


def _onward(talk: Conversation, _rest: str) -> None:
    raise Left


def _leave(talk: Conversation, _rest: str) -> None:
    raise Left(ended=True)


MOVING: tuple[Command, ...] = (
    Command("?", N_(".help"), "", N_("lists the commands"), _help),
    Command("", N_(".repeat"), "", N_("says the question again; so does a dot alone"), _repeat),
    Command("", N_(".where"), "", N_("says which file and question it is, and what is missing"), _where),
    Command("g", N_(".gap"), "", N_("goes to the next gap"), _next_gap),
    Command("G", N_(".gaps"), "", N_("lists what is missing"), _gaps),
    Command("", N_(".questions"), "", N_("lists every question and how it is answered"), _questions),
    Command("t", N_(".to"), N_("QUESTION"), N_("goes to a question, by its id or number"), _to),
    Command("", N_(".next"), "", N_("goes to the next question, answered or not"), _forward),
    Command("", N_(".previous"), "", N_("goes to the question before"), _back),
    Command("", N_(".list"), "", N_("lists the files of the auditee and how far they have come"), _files),
    Command("", N_(".open"), N_("CODE"), N_("goes to another file, by its code or number; 0 is the auditee"), _file),
    Command("", N_(".onward"), "", N_("goes to the next file that lacks something"), _onward),
    Command("z", N_(".break"), "", N_("stops; the next time you are back at the very place"), _leave),
    Command("q", N_(".quit"), "", N_("the same"), _leave),
)
