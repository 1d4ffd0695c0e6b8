"""Judging line by line, without the app: for screen readers, slow lines and small screens.

Owns the conversation: question, guidance, answers, comment; one gap after the other. Each answer is recorded
before the next question is put. Leaves everything else to `workflow.review`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tillsyn.cli.base import Call
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import say, tell
from tillsyn.domain.answers import Gap, GapKind
from tillsyn.domain.seats import Seat
from tillsyn.errors import ExitCode, TillsynError
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit, audit_work
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.editions_again import reconsidered
from tillsyn.workflow.sheet import Sheet, load_sheet


def review_plainly(call: Call, auditee: str | None, case: str | None, seat: Seat) -> int:
    """Go through every gap of the chosen files; an empty line skips, “q” stops."""
    call.expect_no_json()
    with audit_of(call, sign=False) as (desk, opened):
        for auditee_id, code in _files(desk, opened, auditee, case):
            sheet = load_sheet(desk, opened, auditee_id, code, seat)
            itself = put("", "{kind_itself}", (sheet.auditee.kind.value,))
            say(f"{sheet.auditee.name} · {code or itself}")
            if not _judge(desk, sheet):
                break
    tell(_("Everything answered is saved."))
    return ExitCode.DONE


def _files(desk: Desk, opened: OpenAudit, auditee: str | None, case: str | None) -> Iterator[tuple[str, str]]:
    if auditee:
        opened.auditee(auditee)
    for work in audit_work(desk, opened, auditee):
        for judged in work.all:
            if (case is None or judged.case.code == case) and not judged.progress.complete:
                yield work.auditee.id, judged.case.code


def _judge(desk: Desk, sheet: Sheet) -> bool:
    """Go through the gaps of a sheet; False where the person stopped."""
    skipped: set[tuple[GapKind, str]] = set()
    while gap := next((g for g in review.gaps(sheet) if (g.kind, g.criterion) not in skipped), None):
        answer = _ask(sheet, gap)
        if answer is None or answer.strip().casefold() == "q":
            return False
        if not answer.strip():
            skipped.add((gap.kind, gap.criterion))
            continue
        try:
            sheet = _record(desk, sheet, gap, answer.strip())
        except TillsynError as fault:
            say(f"{fault.message} {fault.remedy}".strip())
    return True


def _ask(sheet: Sheet, gap: Gap) -> str | None:
    """Put the question of a gap; None at the end of input."""
    criterion = sheet.opened.criteria.criterion[gap.criterion]
    day, _missing = sheet.state.judged_on(criterion)
    if gap.kind is GapKind.FACT:
        (label, *_rest) = review.missing_labels(sheet, gap.needs[:1])
        prompt = _("{fact}? (decides whether {criterion} is asked)").format(fact=label, criterion=criterion.id)
    elif gap.kind is GapKind.COMMENT:
        prompt = _("Comment to {criterion}").format(criterion=criterion.id)
    else:
        say("")
        say(f"{criterion.id}  {criterion.question.on(day)}")
        say(criterion.guidance.on(day))
        for line in reconsidered(sheet.opened, sheet.answers.get(gap.criterion)):
            say(line)
        prompt = ", ".join(f"{s.key} = {s.label}" for s in sheet.opened.criteria.scale_of(criterion).steps)
    say(f"{prompt}  [{_('empty: skip, q: stop')}]")
    sys.stdout.write("> ")
    sys.stdout.flush()
    return sys.stdin.readline() or None


def _record(desk: Desk, sheet: Sheet, gap: Gap, answer: str) -> Sheet:
    if gap.kind is GapKind.FACT:
        return review.fill_fact(desk, sheet, gap.needs[0], answer)
    if gap.kind is GapKind.COMMENT:
        return review.write_comment(desk, sheet, gap.criterion, answer)
    scale = sheet.opened.criteria.scale_of(sheet.opened.criteria.criterion[gap.criterion])
    code = next((step.code for step in scale.steps if answer.casefold() in (step.key, step.code.casefold())), answer)
    return review.give_answer(desk, sheet, gap.criterion, code)
