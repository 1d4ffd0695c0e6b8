"""How a file stands with its control, in words: for lists, the seat's top line, and the history of its steps.

Owns these words, which screens and commands share. Leaves the values to `domain.control`.
"""

from __future__ import annotations

from tillsyn.domain.control import DOCUMENTS, Act, ControlCount, Controlled, ControlState, Move, Remark, Weight
from tillsyn.domain.moments import local_time
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.store.control_queries import ControlStep
from tillsyn.workflow.audits import OpenAudit

STATES = {
    ControlState.OPEN: N_("not handed over"),
    ControlState.SUBMITTED: N_("handed over"),
    ControlState.RETURNED: N_("returned"),
    ControlState.APPROVED: N_("approved"),
    ControlState.REOPENED: N_("open again"),
}
SIGNS = {
    ControlState.OPEN: "",
    ControlState.SUBMITTED: "→",
    ControlState.RETURNED: "←",
    ControlState.APPROVED: "✓",
    ControlState.REOPENED: "«",
}
"""One sign for each, for lists where words have no room."""
CHANGED = "Δ"
DISPUTED = "≠"
MOVES = {
    Move.SUBMIT: N_("Hand over for control"),
    Move.TAKE_BACK: N_("Take back"),
    Move.RETURN: N_("Return to the reader"),
    Move.APPROVE: N_("Approve"),
    Move.REOPEN: N_("Open again"),
}
WEIGHTS = {Weight.MUST_FIX: N_("must be fixed"), Weight.INFORMATION: N_("for information")}
ACTS = {Act.REPLY: N_("reply"), Act.RESOLVE: N_("resolved"), Act.REOPEN: N_("opened again")}
MOST_NAMED = 4


def state_words(found: Controlled, opened: OpenAudit) -> str:
    """Where a file is, with its revision and what has changed since; empty where it was never handed over."""
    control = found.control
    begun = control.state is not ControlState.OPEN or found.disputed
    parts = [_(STATES[control.state])] if begun else []
    if control.revision > 1:
        parts.append(_("revision {n}").format(n=control.revision))
    if found.disputed:
        parts.append(_("controllers differ"))
    if found.changed:
        since = _("changed after approval: {which}")
        if control.state is not ControlState.APPROVED:
            since = _("changed after it was handed over: {which}")
        parts.append(since.format(which=named_parts(found.changed, opened)))
    if found.remarks:
        parts.append(ngettext("{n} open remark", "{n} open remarks", found.remarks).format(n=found.remarks))
    return ", ".join(parts)


def short_state(found: Controlled) -> str:
    """The same in few words, for a line that has little room."""
    control = found.control
    parts = [_(STATES[control.state])] if control.state is not ControlState.OPEN else []
    if control.revision > 1:
        parts.append(_("rev. {n}").format(n=control.revision))
    if found.changed:
        parts.append(_("changed"))
    if found.disputed:
        parts.append(_("controllers differ"))
    return " ".join([parts[0], *(f"· {part}" for part in parts[1:])]) if parts else ""


def whole_state(found: Controlled, opened: OpenAudit) -> str:
    """The same as a sentence, also of a file that was never handed over."""
    words = state_words(found, opened)
    if found.control.state is ControlState.OPEN and not found.disputed:
        words = ", ".join(filter(None, (_(STATES[ControlState.OPEN]), words)))
    return f"{words[:1].upper()}{words[1:]}."


def state_sign(found: Controlled) -> str:
    """The same as signs: “✓”, “✓2” for a second revision, “✓Δ” where it was changed since."""
    control = found.control
    revision = str(control.revision) if control.revision > 1 else ""
    sign = SIGNS[control.state] + revision if control.state is not ControlState.OPEN else ""
    return sign + (CHANGED if found.changed else "") + (DISPUTED if found.disputed else "")


def named_parts(parts: tuple[str, ...], opened: OpenAudit) -> str:
    """Criteria and areas by id, facts by label; of many the first few, and how many more."""
    facts = opened.criteria.fact
    known = {DOCUMENTS: _("the documents")} | {name: one_line(fact.label) for name, fact in facts.items()}
    names = [known.get(part) or one_line(part) for part in parts]
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED])
    return _("{listed} and {n} more").format(listed=listed, n=more) if more > 0 else listed


def count_words(count: ControlCount, unit: str, who: tuple[str, ...] = ()) -> str:
    """How many files are approved of how many; empty where control is not used."""
    if not count.used:
        return ""
    sentence = _("{approved} of {files} {rows} are approved")
    parts = [put(unit, sentence, who, approved=count.approved, files=count.files)]
    if count.submitted:
        parts.append(_("{n} wait for a controller").format(n=count.submitted))
    return ", ".join(parts)


def step_words(step: ControlStep) -> str:
    """One step of a file's control: when, who, what, and why."""
    revision = f" ({_('revision {n}').format(n=step.revision)})" if step.revision > 1 else ""
    reason = f": {one_line(step.reason)}" if step.reason else ""
    return f"{local_time(step.at)}  {one_line(step.actor)}  {_(STATES[step.state])}{revision}{reason}"


def last_line(remark: Remark) -> tuple[str, str, str]:
    """The latest of a conversation: its words (or what was done without words), by whom, and when."""
    if not remark.replies:
        return one_line(remark.text), one_line(remark.actor), remark.at
    last = remark.replies[-1]
    return one_line(last.text) or _(ACTS[last.act]), one_line(last.actor), last.at
