"""`tillsyn calibrate`: judge a set's made-up case files, and see how far from the key one stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import Call, Command
from tillsyn.cli.output import say, say_json, say_table, tell, tell_problems, yes_no
from tillsyn.domain.calibration import ComparedAnswer, ComparedCase, Nearness
from tillsyn.errors import ExitCode
from tillsyn.language import N_, _, ngettext

if TYPE_CHECKING:
    from tillsyn.domain.criteria import CriteriaSet
    from tillsyn.workflow.calibration import Sitting
    from tillsyn.workflow.calibration_result import CalibrationResult

_NEARNESS = {Nearness.SAME: N_("as the key"), Nearness.NEAR: N_("near"), Nearness.FAR: N_("far")}


@click.command(
    cls=Command,
    help=N_(
        "Judge the made-up case files of a set, and see how far from the key you stand.\n\n"
        "The key of a case is shown when every question of it is answered. With --store or --audit a finished "
        "calibration is recorded in that audit too, and the report says how many have calibrated."
    ),
)
@click.argument("name", metavar="SET")
@click.option("--list", "listing", is_flag=True, help=N_("List the made-up case files and how far you have come."))
@click.option(
    "--answers", metavar="FILE", type=click.Path(path_type=Path), help=N_("Take the answers from an answer file.")
)
@click.option("--result", "only_result", is_flag=True, help=N_("Show the result, and do not open the app."))
@click.option("--again", is_flag=True, help=N_("Begin a new attempt; the first stands first in the report."))
@click.pass_obj
def calibrate(call: Call, name: str, listing: bool, answers: Path | None, only_result: bool, again: bool) -> int:
    """Calibrate."""
    from tillsyn.workflow.calibration import sitting

    if listing:
        with sitting(name, call.actor) as found:
            _list(call, found)
        return ExitCode.DONE
    if answers is None and not only_result and (code := _judge(call, name, again)) != ExitCode.DONE:
        return code
    with sitting(name, call.actor, again and answers is not None) as found:
        if answers is not None:
            from tillsyn.workflow.answers import import_answers

            tell_problems(import_answers(found.desk, found.opened, answers).problems)
        _finish(call, found)
    return ExitCode.DONE


def _judge(call: Call, name: str, again: bool) -> int:
    """Open the app on the attempt; returns its exit code."""
    from tillsyn.cli.app import open_app
    from tillsyn.workflow.calibration import AUDITEE, sitting

    with sitting(name, call.actor, again) as found:
        place, audit = found.desk.store.path, found.opened.audit.id
    return open_app(Call(str(place), audit, call.actor, call.json, call.debug), AUDITEE)


def _list(call: Call, found: Sitting) -> None:
    from tillsyn.workflow.calibration import documents_of, judged

    rows = [
        (c.case.code, documents_of(found, c.case.code), c.progress.done, c.progress.asked, judged(c))
        for c in found.cases
    ]
    if call.json:
        keys = ("case", "documents", "done", "asked", "judged")
        say_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    headings = [_("case"), _("documents"), _("done"), _("asked"), _("judged")]
    say_table(headings, [(*row[:4], yes_no(row[4])) for row in rows])


def _finish(call: Call, found: Sitting) -> None:
    """Show what is judged beside the key, and record it when all is."""
    from tillsyn.workflow.calibration_result import calibration_result, keep_result, result_as_json

    result = calibration_result(found)
    if not result.left:
        keep_result(found, result, found.desk, found.opened)
    if call.json:
        say_json(result_as_json(result, found.made_up.criteria.id))
    else:
        for line in _lines(result, found.made_up.criteria):
            say(line)
    if result.left:
        tell(ngettext(
            "{n} case file is not judged yet. Its key is shown when every question is answered.",
            "{n} case files are not judged yet. Their keys are shown when every question is answered.",
            result.left,
        ).format(n=result.left))  # fmt: skip
    if call.store or call.audit:
        _keep_in_audit(call, found, result)


def _keep_in_audit(call: Call, found: Sitting, result: CalibrationResult) -> None:
    from tillsyn.cli.opening import audit_of
    from tillsyn.workflow.calibration_result import keep_result

    with audit_of(call) as (desk, opened):
        if keep_result(found, result, desk, opened):
            tell(_("The calibration is recorded in the audit {audit}.").format(audit=opened.audit.id))


def _lines(result: CalibrationResult, criteria: CriteriaSet) -> Iterator[str]:
    for case in result.cases:
        yield f"{case.case}  {case.title}"
        for answer in case.answers:
            yield from _answer(criteria, answer)
        yield from _facts(criteria, case)
        yield ""
    counts = result.agreement
    if counts.of:
        yield _(
            "You agree with the key in {same} of {of} judgements; {near} are near it and {far} far from it."
        ).format(same=counts.same, of=counts.of, near=counts.near, far=counts.far)
        yield _("Near: another answer, but as lacking or not. Far: lacking against not lacking.")


def _answer(criteria: CriteriaSet, answer: ComparedAnswer) -> Iterator[str]:
    given = _label(criteria, answer.criterion, answer.given) or _("not asked, by your facts")
    key = _label(criteria, answer.criterion, answer.key)
    if answer.nearness is Nearness.SAME:
        yield f"  {answer.criterion}  {key}"
        return
    yield _("  {criterion}  you: {given}, the key: {key} ({nearness})").format(
        criterion=answer.criterion, given=given, key=key, nearness=_(_NEARNESS[answer.nearness])
    )
    yield f"    {answer.why}"


def _facts(criteria: CriteriaSet, case: ComparedCase) -> Iterator[str]:
    for fact in case.facts:
        known = criteria.fact[fact.fact]
        given = known.show(fact.given) if fact.given is not None else _("not filled in")
        yield _("  {fact}: you: {given}, the key: {key}").format(
            fact=known.label, given=given, key=known.show(fact.key)
        )


def _label(criteria: CriteriaSet, criterion: str, code: str) -> str:
    step = criteria.scale_of(criteria.criterion[criterion]).step(code)
    return step.label if step else ""
