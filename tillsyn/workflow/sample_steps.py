"""Two-stage plans: whether the first step is a clear pass or a clear fail, and the second step when it is neither.

Owns the verdicts and taking the second step, whose files are already determined. Leaves counting to `domain.counting`
and the order to `domain.sampling`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.counting import FileCount, count_files
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.entries import subject
from tillsyn.domain.plans import Steps
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import AuditeeWork, OpenAudit, audit_work, case_files
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sample import drawn_for
from tillsyn.workflow.sample_settle import expect_settled


class Verdict(StrEnum):
    """What the first step says: a clear pass, a clear fail, neither, or not yet known for want of answers."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    MORE = "more"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """The verdict about one requirement, or about a criterion that belongs to none."""

    id: str
    title: str
    count: FileCount
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a two-stage draw has come: its verdicts, and the files of the second step, taken or not."""

    auditee: str
    steps: Steps
    taken: bool
    verdicts: tuple[StepVerdict, ...]
    next_cases: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """What follows for the whole: more as soon as one says so, else open while one is."""
        found = {told.verdict for told in self.verdicts}
        return next((v for v in (Verdict.MORE, Verdict.OPEN, Verdict.FAIL) if v in found), Verdict.PASS)


def stage(desk: Desk, opened: OpenAudit, auditee_id: str, about: str | None = None) -> Stage:
    """What the answers so far say, about everything or about one requirement or criterion.

    Raises:
        UsageFault: when nothing is drawn, the plan has one step only, or there is no such requirement or criterion.
    """
    made = drawn_for(desk, opened, opened.auditee(auditee_id).id)
    if made.plan.steps is None:
        raise UsageFault(
            _("The plan of {auditee} has one step only.").format(auditee=auditee_id),
            _("Only a plan made with --two-stage reads more files by rule."),
        )
    (work,) = audit_work(desk, opened, auditee_id)
    items = [(name, title, criteria) for name, title, criteria in _items(opened) if about in (None, name)]
    if not items:
        raise UsageFault(_("There is no requirement or criterion “{id}” about files.").format(id=about), "")
    verdicts = tuple(_verdict(work, made.plan.steps, *item) for item in items)
    taken = any(part.second for part in made.strata)
    return Stage(
        auditee_id, made.plan.steps, taken, verdicts, tuple(c for part in made.strata for c in part.second_step)
    )


def take_next(desk: Desk, opened: OpenAudit, auditee_id: str, about: str | None = None) -> tuple[str, ...]:
    """Take the second step in where the verdict asks for it; returns the case codes that were added.

    Raises:
        UsageFault: as `stage`; and when it is taken already, the first step is clear or not finished, or two draws
            stand against one another.
    """
    with desk.store.transaction():
        expect_settled(desk, opened, auditee_id)
        found = stage(desk, opened, auditee_id, about)
        _expect_in_between(found)
        before = {case.code for case in case_files(desk, opened, auditee_id)[auditee_id]}
        data = queries.draws(desk.store, opened.audit.id)[auditee_id]
        data.pop("settles", None)  # who settled stands in the entry that did
        asked_by = [told.id for told in found.verdicts if told.verdict is Verdict.MORE]
        name = subject("draw", opened.audit.id, auditee_id)
        desk.record([Draft("draw", name, {**data, "second": True, "second_for": asked_by})])
        after = case_files(desk, opened, auditee_id)[auditee_id]
    return tuple(case.code for case in after if case.code not in before)


def _expect_in_between(found: Stage) -> None:
    if found.taken:
        raise UsageFault(
            _("The second step of {auditee} is taken already.").format(auditee=found.auditee),
            _("No plan reads more than its second step. See the sample with “tillsyn sample list”."),
        )
    if found.verdict is not Verdict.MORE:
        said = {
            Verdict.OPEN: _("The first step is not finished: answers are missing."),
            Verdict.PASS: _("The first step is a clear pass: no more files are read."),
            Verdict.FAIL: _("The first step is clear: no more files are read."),
        }[found.verdict]
        raise UsageFault(said, _("By the plan more is read only between the two limits. Nothing was recorded."))
    if not found.next_cases:
        raise UsageFault(_("All files are read already; there are no more."), "")


def _items(opened: OpenAudit) -> Iterable[tuple[str, str, tuple[Criterion, ...]]]:
    """What a verdict is given about: each requirement about files, and each criterion that belongs to none."""
    criteria = opened.criteria
    for requirement in criteria.requirements:
        about_files = tuple(c for c in criteria.criteria_for(requirement.id) if c.unit is not Unit.AUDITEE)
        if about_files:
            yield requirement.id, requirement.title.on(opened.audit.day), about_files
    for criterion in criteria.criteria:
        if criterion.requirement is None and criterion.unit is not Unit.AUDITEE:
            yield criterion.id, criterion.question.on(opened.audit.day), (criterion,)


def _verdict(work: AuditeeWork, steps: Steps, name: str, title: str, criteria: tuple[Criterion, ...]) -> StepVerdict:
    count = count_files([case.state.meaning(c.id) for c in criteria] for case in work.cases)
    if count.unanswered:
        certain = count.lacking >= steps.fail_at  # no answer that is missing could change it
        return StepVerdict(name, title, count, Verdict.FAIL if certain else Verdict.OPEN)
    if count.lacking <= steps.pass_at:
        return StepVerdict(name, title, count, Verdict.PASS)
    return StepVerdict(name, title, count, Verdict.FAIL if count.lacking >= steps.fail_at else Verdict.MORE)
