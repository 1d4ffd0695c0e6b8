"""The plan of an auditee's sample in a few words, for a heading.

Owns these words alone. Leaves the plan's sentences to `sampleplan_words`.
"""

from __future__ import annotations

from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.store import queries
from tillsyn.workflow.audits import OpenAudit, recorded_draw
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sampleplan import plan_for


def sample_heading(desk: Desk, opened: OpenAudit, auditee_id: str) -> str:
    """How many were drawn of how many and in which step; before the draw what is planned, empty without a plan."""
    if not opened.criteria.asks_of_rows:
        return ""
    data = queries.draws(desk.store, opened.audit.id).get(auditee_id)
    if data is None:
        recorded = plan_for(desk, opened, auditee_id)
        if recorded is None:
            return ""
        size = recorded.plan.size
        sentence = ngettext("plan: {n} {row}", "plan: {n} {rows}", size)
        planned = put(opened.criteria.row_unit, sentence, n=size)
        return planned if recorded.plan.steps is None else f"{planned} · {_('two steps')}"
    made = recorded_draw(data, auditee_id)
    drawn = _("{n} of {cases} drawn").format(n=len(made.sample), cases=made.cases)
    if made.plan.steps is None:
        return drawn
    step = 2 if any(part.second for part in made.strata) else 1
    return f"{drawn} · {_('step {step} of 2').format(step=step)}"
