"""Writing the protocol of one case for the registry: gather everything at its seats, write the file.

Owns which seats it tells of, and pointing to words in it that point out a person. Leaves what it says to
`writing.case_protocol_view`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from tillsyn.domain.answers import standing
from tillsyn.domain.applicability import Asked
from tillsyn.domain.control import Control
from tillsyn.domain.facts import FactValue
from tillsyn.domain.ratings import COUNTING_SEATS
from tillsyn.domain.seats import PRECEDENCE, Seat
from tillsyn.language import _
from tillsyn.store import seat_queries
from tillsyn.store.control_queries import steps_of
from tillsyn.store.writings import writings
from tillsyn.workflow import clock
from tillsyn.workflow.audits import AUDITEE_LEVEL, JudgedCase, OpenAudit, case_files
from tillsyn.workflow.control_state import changed_since
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.differences import waiting
from tillsyn.workflow.files import document_ending, write_file
from tillsyn.workflow.letters import leak_in_words
from tillsyn.workflow.material import store_code
from tillsyn.workflow.review import computed_ratings, note_opening
from tillsyn.workflow.sheet import Sheet, load_sheet
from tillsyn.writing.case_protocol import case_html, case_pdf
from tillsyn.writing.case_protocol_material import CaseMaterial, Presence, Reading
from tillsyn.writing.case_protocol_view import case_view, personal_places
from tillsyn.writing.views import View

_MAKERS: dict[str, Callable[[View, Path | None], bytes]] = {
    ".pdf": case_pdf,
    ".html": lambda view, templates: case_html(view, templates).encode(),
}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class WrittenProtocol:
    """Where the protocol lies, and every place in it (a line each) where words point out a person."""

    path: Path
    personal: tuple[str, ...]


def write_case_protocol(
    desk: Desk,
    opened: OpenAudit,
    auditee: str,
    case: str,
    path: Path,
    seat: Seat | None = None,
    templates: Path | None = None,
    noted: bool = True,
) -> WrittenProtocol:
    """Write the protocol of a case (an empty code: the auditee itself) to `path`, whose ending says PDF or HTML.

    It tells of all seats, or of one: the second reader's own paper shows nothing of the first. The file can be read by
    its owner alone. Whoever has it written sees the whole case, which is `noted` as an opening where it is not open.

    Raises:
        UsageFault: when the ending is another, or the case is not in the sample.
        DocumentFault: when PDF cannot be made here, a template is faulty, or the file cannot be written.
    """
    make = _MAKERS[document_ending(path)]
    view = case_view(case_material(desk, opened, auditee, case, seat))
    write_file(path, make(view, templates), private=True)
    if noted:
        note_opening(desk, load_sheet(desk, opened, auditee, case, seat or Seat.FIRST))
    return WrittenProtocol(path, _pointed_out(case or auditee, view))


def file_name(auditee: str, number: int, case: str, seat: Seat | None = None) -> str:
    """What the protocol of a case is called where nobody names it: signs that no file system refuses."""
    code = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in case)
    reading = _("-second-reading") if seat is Seat.SECOND else ""
    return f"{auditee}{f'-{number:02}-{code}' if case else ''}{reading}.pdf"


def case_material(
    desk: Desk, opened: OpenAudit, auditee: str, case: str = AUDITEE_LEVEL, seat: Seat | None = None
) -> CaseMaterial:
    """Everything that is known and judged of a case, as it stands now: at all seats, or at one.

    Raises:
        UsageFault: when the case is not in the sample.
    """
    with desk.store.snapshot():
        chosen = (seat,) if seat else tuple(Seat)
        sheets = {one: load_sheet(desk, opened, auditee, case, one) for one in chosen}
        whole = replace(sheets[seat], answers=sheets[seat].counted, agreed={}) if seat else _whole(sheets)
        return _material(desk, whole, sheets, seat)


def _whole(sheets: Mapping[Seat, Sheet]) -> Sheet:
    """What counts, as one sheet: that of the consensus, with what stands of each seat."""
    answers = standing({seat: sheet.answers for seat, sheet in sheets.items()})
    return replace(
        sheets[Seat.CONSENSUS],
        answers=answers,
        comments=_first_of([sheets[seat].comments for seat in PRECEDENCE]),
        evidence=_first_of([sheets[seat].evidence for seat in PRECEDENCE]),
        overrides=_first_of([sheets[seat].overrides for seat in COUNTING_SEATS]),
        agreed={},
    )


def _first_of(found: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """For each name the value of the first that has it."""
    joined: dict[str, Value] = {}
    for one in reversed(found):
        joined.update(one)
    return joined


def _material(desk: Desk, whole: Sheet, sheets: Mapping[Seat, Sheet], seat: Seat | None) -> CaseMaterial:
    opened, here = whole.opened, (whole.auditee.id, whole.case.code)
    return CaseMaterial(
        opened.audit,
        whole.auditee,
        whole.case,
        whole.unit,
        whole.state,
        whole.answers,
        whole.progress,
        clock.today(),
        desk.pen.actor,
        store_code(desk),
        seat,
        whole.documents,
        whole.comments,
        whole.evidence,
        _register(desk, whole),
        frozenset(_filled(desk, opened, here, seat)),
        tuple(_reading(one, sheet) for one, sheet in sheets.items() if sheet.answers),
        _presences(desk, opened, here, seat),
        computed_ratings(whole),
        whole.overrides,
        whole.control,
        changed_since(desk, opened, JudgedCase(whole.case, whole.state, whole.answers, whole.progress), whole.control),
        whole.remarks,
        opened.began,
        () if seat else waiting(desk, sheets),
        () if seat is Seat.SECOND else _steps(desk, opened, here),
    )


def _steps(desk: Desk, opened: OpenAudit, here: tuple[str, str]) -> tuple[Control, ...]:
    found = steps_of(desk.store, opened.audit.id, *here)
    return tuple(Control(one.state, one.revision, one.reason, one.actor, one.at) for one in found)


def _reading(seat: Seat, sheet: Sheet) -> Reading:
    state = sheet.state
    unasked = (c.id for c in sheet.criteria if state.applicability(c.id).asked is Asked.NO)
    return Reading(seat, sheet.answers, sheet.facts, frozenset(unasked))


def _register(desk: Desk, sheet: Sheet) -> Mapping[str, FactValue]:
    """The facts of a case as the register alone has them."""
    found = case_files(desk, sheet.opened, sheet.auditee.id, {}).get(sheet.auditee.id, ())
    return next((case.facts for case in found if case.code == sheet.case.code), {})


def _filled(desk: Desk, opened: OpenAudit, here: tuple[str, str], seat: Seat | None) -> Mapping[str, str]:
    seen = seat_queries.facts_at(desk.store, opened.audit.id, seat or Seat.CONSENSUS, here[0])
    return seen.get(here, {})


def _presences(desk: Desk, opened: OpenAudit, here: tuple[str, str], seat: Seat | None) -> tuple[Presence, ...]:
    """Who opened the case and who wrote in it, by seat and then by the first time."""
    found: dict[tuple[Seat, str], Presence] = {}
    for one in seat_queries.openings(desk.store, opened.audit.id, here[0]):
        if one.case == here[1]:
            _add(found, Presence(one.seat, one.actor, 1, 0, one.at, one.at))
    for wrote in writings(desk.store, opened.audit.id, *here):
        if wrote.seat:
            _add(found, Presence(wrote.seat, wrote.actor, 0, wrote.entries, wrote.first, wrote.last))
    order = list(Seat)
    chosen = [one for one in found.values() if seat in (None, one.seat)]
    return tuple(sorted(chosen, key=lambda one: (order.index(one.seat), one.first, one.actor)))


def _add(found: dict[tuple[Seat, str], Presence], one: Presence) -> None:
    before = found.get((one.seat, one.actor))
    found[one.seat, one.actor] = (
        one
        if before is None
        else Presence(
            one.seat,
            one.actor,
            before.opened + one.opened,
            before.entries + one.entries,
            min(before.first, one.first),
            max(before.last, one.last),
        )
    )


def _pointed_out(about: str, view: View) -> tuple[str, ...]:
    return tuple(leak_in_words(about, leak) for leak in personal_places(view))
