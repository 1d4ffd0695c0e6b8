"""Which screen comes first: the seat when it was asked for, the overview of the only audit, or the start.

Owns that choice. Leaves the screens themselves to `screens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, audit_work, open_audit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.overview import audits_in
from tillsyn.workflow.sheet import load_sheet

if TYPE_CHECKING:
    from tillsyn.tui.app import StartAt, TillsynApp


def open_first(app: TillsynApp) -> None:
    """Push the screens that are seen first; beneath them those that going back leads to."""
    found = audits_in(app.desk, app.audit_id)
    if app.start_at is not None:
        opened = open_audit(app.desk, app.audit_id)
        push_overview(app, opened)
        _open_seat(app, opened, app.start_at)
    elif len(found.audits) == 1 and found.bookmark is None:
        push_overview(app, open_audit(app.desk, found.audits[0].id))
    else:
        from tillsyn.tui.screens.start import StartScreen

        app.push_screen(StartScreen(found))


def expect_place(desk: Desk, audit_id: str | None, start: StartAt | None) -> None:
    """Refuse a place that does not exist while the terminal is still the shell's.

    Raises:
        UsageFault: when the audit, the auditee or the case is not there.
    """
    if audit_id is None and start is None:
        return
    opened = open_audit(desk, audit_id)
    if start is not None:
        load_sheet(desk, opened, start.auditee, start.case or AUDITEE_LEVEL, start.seat)


def push_overview(app: TillsynApp, opened: OpenAudit) -> None:
    """Show the overview of an audit."""
    from tillsyn.tui.screens.overview import OverviewScreen

    app.push_screen(OverviewScreen(opened))


def _open_seat(app: TillsynApp, opened: OpenAudit, start: StartAt) -> None:
    from tillsyn.tui.screens.cases import CasesScreen

    app.push_screen(CasesScreen(opened, opened.auditee(start.auditee)))
    if start.case is not None:
        app.review(opened, start.auditee, start.case, start.seat)
        return
    (work,) = audit_work(app.desk, opened, start.auditee)
    unfinished = [case for case in work.all if not case.progress.complete]
    if unfinished:
        app.review(opened, start.auditee, unfinished[0].case.code, start.seat)
