"""What a person who must reconsider an answer needs to see: what has changed, and how it read before.

Owns these lines. Leaves the comparison to `domain.editions`, and the mark to `tui`.
"""

from __future__ import annotations

from tillsyn.domain.answers import Answer
from tillsyn.domain.editions import MATERIAL
from tillsyn.language import _
from tillsyn.problems.editions import PARTS
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.editions_parts import part_of


def reconsidered(opened: OpenAudit, answer: Answer | None) -> tuple[str, ...]:
    """Why an answer is to be reconsidered, then the old text of each part that has changed; empty where it is not."""
    if answer is None or not answer.reconsider:
        return ()
    head = _("To be reconsidered: {parts} changed after it was answered. The same answer again confirms it.")
    known = opened.changed.get(answer.edition or opened.audit.first_criteria_hash)
    change = next((c for c in known.criteria if c.id == answer.criterion), None) if known else None
    if known is None or change is None or change.old is None:
        return (head.format(parts=_("the criterion")),)
    parts = [part for part in change.parts if part in MATERIAL]
    before = [" ".join(part_of(known.old, change.old, part)) or "–" for part in parts]
    old = (_("Before, {part}: {text}").format(part=_(PARTS[p]), text=t) for p, t in zip(parts, before, strict=True))
    return (head.format(parts=", ".join(_(PARTS[part]) for part in parts)), *old)
