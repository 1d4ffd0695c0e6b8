"""Commands that concern others: remarks and control, who shares the seat, ratings, the protocol, a person in danger.

Owns these commands. Leaves who may do what to `workflow.quality` and `workflow.remarks`. A second reader sees none of
it: her reading is compared, not controlled.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tillsyn.cli.output import shown_path
from tillsyn.cli.plain.commands import Command
from tillsyn.cli.plain.conversation import Conversation, Moved
from tillsyn.cli.plain.lines import say, tell_lines
from tillsyn.domain.control import Act, Move, Remark, Weight
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat, people
from tillsyn.domain.text import one_line, plain
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import persons, put
from tillsyn.workflow import quality, remarks
from tillsyn.workflow.control_words import ACTS, WEIGHTS, whole_state
from tillsyn.workflow.review import computed_ratings
from tillsyn.workflow.routine import danger_routine
from tillsyn.workflow.seat_words import RATINGS

WEIGHT_KEYS = {"!": Weight.MUST_FIX, "i": Weight.INFORMATION}
MOVES = {
    N_("submit"): Move.SUBMIT,
    N_("take-back"): Move.TAKE_BACK,
    N_("send-back"): Move.RETURN,
    N_("approve"): Move.APPROVE,
    N_("reopen"): Move.REOPEN,
}
_RATING_KEYS = {"u": AreaRating.MET, "b": AreaRating.LACKING, "e": AreaRating.NOT_APPLICABLE}


def _control(talk: Conversation, rest: str) -> None:
    """Say how the file stands, or take a step: .S submit, .S return with the reason."""
    sheet = talk.seat.sheet
    _expect_not_blind(talk)
    file = quality.file_control(talk.seat.desk, sheet.opened, sheet.auditee.id, sheet.case.code)
    word, _blank, reason = rest.partition(" ")
    step = next((move for name, move in MOVES.items() if word and word.casefold() == _(name)), None)
    if word and step is None:
        known = ", ".join(_(name) for name in MOVES)
        raise UsageFault(
            _("There is no step “{name}”.").format(name=one_line(word)[:40]),
            _("They are: {names}.").format(names=known),
        )
    if step:
        file = quality.take_step(talk.seat.desk, file, step, reason)
        talk.seat.reload()
        say(_("Saved."))
    tell_lines(whole_state(file.controlled, sheet.opened), one_line(file.controlled.control.reason))
    if not step:
        say(_("Steps: {names}. A reason follows the word.").format(names=", ".join(_(name) for name in MOVES)))


def _remark(talk: Conversation, rest: str) -> None:
    """List the remarks on this answer, write one, reply or resolve."""
    _expect_not_blind(talk)
    first, _blank, words = rest.partition(" ")
    if not rest:
        _tell_remarks(talk)
        return
    if first in WEIGHT_KEYS:
        place = (talk.seat.sheet.auditee.id, talk.seat.sheet.case.code, talk.seat.sheet.seat.value)
        desk, opened, weight = talk.seat.desk, talk.seat.sheet.opened, WEIGHT_KEYS[first]
        _record(talk, lambda: remarks.add_remark(desk, opened, place, talk.seat.here, weight, words))
        return
    found = _remarks_here(talk)
    if not first.isdecimal() or not 0 < int(first) <= len(found):
        raise UsageFault(_("There is no remark {name} here.").format(name=one_line(first)[:20]), _(".R lists them."))
    remark = found[int(first) - 1]
    act_word, _blank, text = words.partition(" ")
    acts = {_("resolve"): Act.RESOLVE, _("reopen"): Act.REOPEN}
    act = acts.get(act_word.casefold(), Act.REPLY)
    said = words if act is Act.REPLY else text
    _record(talk, lambda: remarks.answer_remark(talk.seat.desk, talk.seat.sheet.opened, remark, act, said))


def _record(talk: Conversation, act: Callable[[], object]) -> None:
    if talk.save(act):
        talk.seat.reload()
        say(_("Saved."))
        _tell_remarks(talk)


def _tell_remarks(talk: Conversation) -> None:
    found = _remarks_here(talk)
    for number, remark in enumerate(found, start=1):
        state = _("still open") if remark.is_open else _("resolved")
        tell_lines(f"{number}. {_(WEIGHTS[remark.weight])}, {state}, {remark.actor}: {remark.text}")
        tell_lines(*(": ".join(filter(None, (f"{r.actor}, {_(ACTS[r.act])}", r.text))) for r in remark.replies))
    if not found:
        say(_("No remarks on {criterion}.").format(criterion=talk.seat.here))
    say(_("Write one with .R ! and the words if something must be fixed, .R i for information."))
    if found:
        say(_("Reply with .R, its number and the words; .R 1 resolve, .R 1 reopen."))


def _remarks_here(talk: Conversation) -> list[Remark]:
    return [remark for remark in talk.seat.sheet.remarks if remark.criterion == talk.seat.here]


def _next_remark(talk: Conversation, _rest: str) -> None:
    seat = talk.seat
    waiting = {remark.criterion for remark in seat.sheet.remarks if remark.is_open}
    at = seat.order.index(seat.here)
    ahead = [name for name in (*seat.order[at + 1 :], *seat.order[: at + 1]) if name in waiting]
    if not ahead:
        say(_("No remark is open here."))
        return
    seat.go_to(ahead[0])
    _tell_remarks(talk)
    raise Moved


def _ratings(talk: Conversation, rest: str) -> None:
    """List what each area comes to, or rate one otherwise: .A PLA b and the reason."""
    if rest:
        area, _blank, said = rest.partition(" ")
        key, _blank, reason = said.partition(" ")
        if key and key not in _RATING_KEYS and key != "-":
            raise UsageFault(_("Write u for met, b for lacking, e for not applicable, or - for what is computed."), "")
        rating = _RATING_KEYS.get(key)
        if not talk.save(lambda: talk.seat.rate(area.upper(), rating, reason)):
            return
        say(_("Saved."))
    overrides = talk.seat.sheet.overrides
    for area, computed in computed_ratings(talk.seat.sheet).items():
        said = _("{area}: {rating}.").format(area=area, rating=_(RATINGS[computed]))
        if own := overrides.get(area):
            given = _("Rated as {rating} by {actor}: {reason}").format(
                rating=_(RATINGS[own.rating]), actor=own.actor, reason=own.reason
            )
            said = f"{said} {given}"
        tell_lines(said)
    say(_("Rate one otherwise with .A, the area, u, b or e, and the reason; - goes back to what is computed."))


def _beside(talk: Conversation, rest: str) -> None:
    seat = talk.seat
    if rest:
        names = [] if rest == "-" else [name for name in rest.split(",") if name.strip()]
        seat.share(names)
    say(_("At the seat: {names}.").format(names=persons(people(seat.desk.pen.actor))))
    if not rest:
        say(_("Write .W and the names of those beside you, commas between; .W - when you sit alone."))


def _paper(talk: Conversation, rest: str) -> None:
    if not rest:
        raise UsageFault(_("Write .P and the name of the file, which ends in .pdf or .html."), "")
    from tillsyn.workflow.case_protocol import write_case_protocol

    sheet = talk.seat.sheet
    seat = sheet.seat if sheet.seat is Seat.SECOND else None
    place = (sheet.auditee.id, sheet.case.code, Path(rest))
    written = write_case_protocol(talk.seat.desk, sheet.opened, *place, seat)
    say(_("Written to {path}.").format(path=shown_path(written.path)))
    tell_lines(*written.personal)


def _danger(_talk: Conversation, _rest: str) -> None:
    say(_("Nothing of this is recorded in tillsyn."))
    tell_lines(*(line.lstrip("# ") for line in plain(danger_routine().text).split("\n")))


def _expect_not_blind(talk: Conversation) -> None:
    sheet = talk.seat.sheet
    if sheet.seat is Seat.SECOND:
        raise UsageFault(put(sheet.unit, _("A second reading is compared, not controlled.")), "")


COLLEAGUES: tuple[Command, ...] = (
    Command(
        "R",
        N_(".remark"),
        N_("[WORDS]"),
        N_("lists the remarks on this answer; writes, answers and resolves them"),
        _remark,
    ),
    Command("m", N_(".remarks"), "", N_("goes to the next question with an open remark"), _next_remark),
    Command(
        "S", N_(".control"), N_("[STEP]"), N_("says how the file stands with its control, or takes a step"), _control
    ),
    Command(
        "A",
        N_(".ratings"),
        N_("[AREA RATING REASON]"),
        N_("says what each area comes to, or rates one otherwise"),
        _ratings,
    ),
    Command("W", N_(".beside"), N_("[NAMES]"), N_("says who sits here, or names who shares the seat"), _beside),
    Command("P", N_(".protocol"), N_("FILE"), N_("writes the protocol of the file as PDF or HTML"), _paper),
    Command(
        "!", N_(".danger"), "", N_("reads the routine when somebody may be in danger now; records nothing"), _danger
    ),
)
