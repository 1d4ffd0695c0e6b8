"""The seat and its colleagues: remarks on the answer, the walk through them, and handing the file over or approving it.

Owns opening these dialogs and what the seat shows of them. Leaves the rules to `workflow.quality` and
`workflow.remarks`. A second reader sees nothing of it: her reading is compared, not controlled.
"""

from __future__ import annotations

from tillsyn.domain.control import Act, ControlState, Remark, Weight
from tillsyn.domain.seats import Seat
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.tui.screens.seat_part import SeatPart
from tillsyn.workflow.quality import file_control, has_judged
from tillsyn.workflow.remarks import add_remark, answer_remark


class SeatControl(SeatPart):
    """What colleagues say of the file, and where it is in its control."""

    _may_judge = False
    """Whether the person judges here, or was told what that means."""
    was_complete = False
    """Whether nothing was missing when the seat was last shown."""

    def holds_back(self) -> bool:
        """Whether a first change waits for a second key: who has judged nothing in a file and then does, by a key that
        was meant for reading, can no longer approve it.
        """
        if self._may_judge or self.sitting.sheet.control.state not in (ControlState.RETURNED, ControlState.REOPENED):
            return False
        sheet, self._may_judge = self.sitting.sheet, True
        file = file_control(self.sitting.desk, sheet.opened, sheet.auditee.id, sheet.case.code)
        if has_judged(self.sitting.desk, file):
            return False
        self.tell_fault(
            put(sheet.unit, _("You have judged nothing in {the_row} yet; nothing was changed.")),
            _("Whoever changes something in it cannot approve it. The same key once more does it all the same."),
        )
        return True

    def told_at_end(self, last: bool) -> str:
        """What comes now, after the last question or the last gap; empty where the next question simply follows."""
        if not self.sitting.progress.complete:
            return _("The last question. g goes to the next gap.") if last else ""
        if self.was_complete and not last:
            return ""
        if self._blind():
            return _("The second reading is done. Esc, then d, shows where the two differ once both are done.")
        return put(self.sitting.sheet.unit, _("{The_row} is done. S hands it over for control."))

    def action_remark(self) -> None:
        """Open the conversation on the answer."""
        from tillsyn.tui.dialogs.remark import RemarkDialog

        if self._blind():
            self.tell(_("A second reading has no remarks: it is compared, not controlled."))
            return
        self.app.push_screen(RemarkDialog(self.sitting, self._write_remark, self._answer_remark), self._left)

    def action_next_remark(self) -> None:
        """Go to the next criterion with an open remark, round the end."""
        waiting = self.sitting.remarked
        if not waiting:
            self.tell(_("No remark is open here."))
            return
        order = self.sitting.order
        at = order.index(self.sitting.here)
        found = [c for c in (*order[at + 1 :], *order[: at + 1]) if c in waiting]
        self.go_to(found[0] if found else None)
        self.tell(ngettext("{n} open remark. R opens it.", "{n} open remarks. R opens them.", len(waiting)).format(
            n=sum(waiting.values())
        ))  # fmt: skip

    def action_control(self) -> None:
        """Hand the file over, take it back, return, approve or open it again."""
        from tillsyn.tui.dialogs.control import ControlDialog

        sheet = self.sitting.sheet
        if self._blind():
            self.tell(put(sheet.unit, _("A second reading is not controlled: {the_row} is compared with the first.")))
            return
        with self.faults_told():
            file = file_control(self.sitting.desk, sheet.opened, sheet.auditee.id, sheet.case.code)
            self.app.push_screen(ControlDialog(self.sitting.desk, file), self._controlled)

    def remarks_here(self) -> str:
        """How many remarks on the answer are open, in words; empty where none is."""
        n = self.sitting.remarked[self.sitting.here]
        return ngettext("{n} open remark (R)", "{n} open remarks (R)", n).format(n=n) if n else ""

    def idle(self) -> dict[str, bool]:
        """Nothing to walk through, and nothing to hand over at a second reader's seat."""
        blind = self._blind()
        mine = {"next_remark": not self.sitting.remarked, "remark": blind, "control": blind}
        return {**super().idle(), **mine}

    def _blind(self) -> bool:
        return self.sitting.sheet.seat is Seat.SECOND

    def _write_remark(self, weight: Weight, text: str) -> bool:
        sheet = self.sitting.sheet
        place = (sheet.auditee.id, sheet.case.code, sheet.seat.value)
        with self.faults_told():
            add_remark(self.sitting.desk, sheet.opened, place, self.sitting.here, weight, text)
            self.sitting.reload()
            return True
        return False

    def _answer_remark(self, remark: Remark, act: Act, text: str) -> bool:
        with self.faults_told():
            answer_remark(self.sitting.desk, self.sitting.sheet.opened, remark, act, text)
            self.sitting.reload()
            return True
        return False

    def _left(self, _nothing: None) -> None:
        self.show()

    def _controlled(self, told: str | None) -> None:
        if told is not None:
            self.sitting.reload()
            self.moved()
            waits = self.sitting.sheet.control.state is ControlState.SUBMITTED
            colleague = _("A colleague approves or returns it; until then nothing in it changes. S takes it back.")
            self.tell(f"{told} {colleague}" if waits else told)
