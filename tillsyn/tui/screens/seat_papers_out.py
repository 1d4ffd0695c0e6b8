"""Papers out of the seat: the protocol of the file that is open, written beside the store.

Owns where it is written and how that is told. Leaves the paper to `workflow.case_protocol`, which is imported in the
thread that writes, for it brings heavy libraries along.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tillsyn.domain.seats import Seat
from tillsyn.language import N_, _, ngettext
from tillsyn.tui.jobs import start_job
from tillsyn.tui.screens.base import Place
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sitting import Sitting

FOLDER = N_("protocols of {audit}")
LONG = 15
"""Seconds that a path stays to be read."""


class SeatPapersOut(Place):
    """Writing the open file's protocol."""

    sitting: Sitting

    def action_paper(self) -> None:
        """Write the protocol; the second reader's own shows nothing of the first."""
        sheet = self.sitting.sheet
        seat = Seat.SECOND if sheet.seat is Seat.SECOND else None
        folder = self.tillsyn.desk.store.path.resolve().parent / _(FOLDER).format(audit=sheet.opened.audit.id)
        self.tell(_("Writing …"))
        case = (sheet.auditee.id, sheet.case.number, sheet.case.code)
        start_job(self, "paper", partial(_write, sheet.opened, case, seat, folder), self._paper_written)

    def _paper_written(self, written: tuple[Path, int]) -> None:
        path, personal = written
        lines = [_("The protocol is written: {path}").format(path=path)]
        if personal:
            told = ngettext(
                "In {n} place words in it point out a person; the paper tells where.",
                "In {n} places words in it point out a person; the paper tells where.",
                personal,
            )
            lines.append(told.format(n=personal))
        self.app.clear_notifications()
        self.notify("\n".join(lines), severity="warning" if personal else "information", timeout=LONG, markup=False)


def _write(
    opened: OpenAudit, case: tuple[str, int, str], seat: Seat | None, folder: Path, desk: Desk
) -> tuple[Path, int]:
    from tillsyn.workflow.case_protocol import file_name, write_case_protocol

    auditee, number, code = case
    path = folder / file_name(auditee, number, code, seat)
    written = write_case_protocol(desk, opened, auditee, code, path, seat, noted=False)
    return written.path, len(written.personal)
