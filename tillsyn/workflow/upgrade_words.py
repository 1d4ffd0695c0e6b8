"""What an upgrade comes to, in words.

Owns these sentences. Leaves the changes themselves to `editions_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tillsyn.domain.editions import ChangeKind
from tillsyn.language import N_, _, ngettext
from tillsyn.workflow.editions_words import told
from tillsyn.workflow.upgrade_plan import Fate, Touched, UpgradePlan

_FATES = {
    Fate.KEPT: N_("are kept and count on"),
    Fate.AGAIN: N_("must be reconsidered before they count"),
    Fate.CODE_GONE: N_("must be reconsidered: the answer is no longer on the scale"),
    Fate.RETIRED: N_("are kept outside the counting: the question has been retired"),
    Fate.LEFT_OUT: N_("are kept outside the counting: the question is left out by the local selection"),
}


def told_plan(plan: UpgradePlan, texts: bool = True) -> Iterator[str]:
    """A plan in lines; with `texts` every change with its old and new text first."""
    if texts:
        yield from told(plan.comparison)
        yield ""
    yield _("Answers given:")
    for fate, said in _FATES.items():
        if plan.fates[fate] or fate is Fate.KEPT:
            yield f"  {plan.fates[fate]} {_(said)}"
    for line in filter(None, map(_touched, plan.touched)):
        yield f"  {line}"
    new = [one.change.id for one in plan.touched if one.change.kind is ChangeKind.NEW and not one.answers]
    if new:
        yield _("New questions, unanswered in every file: {ids}.").format(ids=", ".join(new))
    if plan.files:
        yield _("Files where something must be judged again:")
        for auditee, case in plan.files:
            yield f"  {auditee}  {case or _('the auditee itself')}"
    for auditee, requirement in plan.decisions:
        yield _("The decision on {requirement} for {auditee} must be made again.").format(
            requirement=requirement, auditee=auditee
        )


def plan_json(plan: UpgradePlan) -> dict[str, Any]:
    """A plan as plain values; keys as in docs/formats.md."""
    return {
        "answers": {fate.value: plan.fates[fate] for fate in Fate},
        "changes": [
            {"id": t.change.id, "change": t.change.kind.value, "answers": t.answers, "files": len(t.files)}
            for t in plan.touched
        ],
        "files": [{"auditee": auditee, "case": case} for auditee, case in plan.files],
        "decisions": [{"auditee": auditee, "requirement": requirement} for auditee, requirement in plan.decisions],
    }


def _touched(one: Touched) -> str:
    """How much a change of one criterion touches; empty where nothing is answered."""
    if not one.answers:
        return ""
    answers = ngettext("{n} answer given", "{n} answers given", one.answers).format(n=one.answers)
    files = ngettext("{n} file", "{n} files", len(one.files)).format(n=len(one.files))
    return _("{id}: {answers} in {files}").format(id=one.change.id, answers=answers, files=files)
