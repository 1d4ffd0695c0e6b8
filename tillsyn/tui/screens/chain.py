"""A finding in words: the rule, the decision, and each judgement behind it with comment, quotes and law.

Owns these texts. Leaves showing them to `screens.findings`.
"""

from __future__ import annotations

from textual.content import Content

from tillsyn.domain.findings import Disposition
from tillsyn.domain.law import Binding
from tillsyn.domain.moments import local_day
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.tui.marks import SIGNS, STYLES, law_sign
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.explaining import reach_in_words, rule_in_words
from tillsyn.workflow.finder import place_in_words
from tillsyn.workflow.findings import Explanation, Finding, Link

DECIDED = {
    Disposition.REQUIREMENT: N_("Requirement"),
    Disposition.ADVICE: N_("Advice"),
    Disposition.NONE: N_("No action"),
}


def finding_line(finding: Finding, with_auditee: bool, opened: OpenAudit) -> Content:
    """One finding in a list: its title, the files, and what was decided."""
    proposal, count = finding.proposal, finding.proposal.count
    where = f"{one_line(finding.auditee.name)} · " if with_auditee else ""
    day, unit = opened.audit.day, opened.criteria.row_unit
    files = put(unit, _("{lacking} of {applicable} {rows}"), lacking=count.lacking, applicable=count.applicable)
    if proposal.about_auditee:
        files = put("", "{kind_itself}", (finding.auditee.kind.value,))
    if finding.decision:
        state = (f"▸ {_(DECIDED[finding.decision.disposition])}", "bold $text-success")
    elif proposal.proposed:
        state = ("? " + _("to decide"), "bold $text-warning")
    else:
        state = ("· " + _("below the rule"), "$foreground-muted")
    return Content.assemble(
        (one_line(proposal.told(proposal.requirement.title, day) or proposal.requirement.id), "bold"),
        "\n",
        (f"  {where}{files}  ", "$foreground-muted"),
        state,
    )


def finding_words(explained: Explanation, opened: OpenAudit) -> Content:
    """The requirement, the rule in words, and the decision with its reason."""
    finding = explained.finding
    proposal, requirement = finding.proposal, finding.proposal.requirement
    advice = proposal.binding is not Binding.MUST
    text = requirement.advice if advice and requirement.advice else requirement.text
    count, unit, kind = proposal.count, opened.criteria.row_unit, (finding.auditee.kind.value,)
    parts = [
        Content.styled(one_line(text.on(opened.audit.day)), "bold"),
        Content(
            (
                put("", _("It is {kind_itself} that lacks it."), kind)
                if proposal.about_auditee
                else put(
                    unit,
                    _("{lacking} of {applicable} {rows} lack something."),
                    lacking=count.lacking,
                    applicable=count.applicable,
                )
            )
            + (" " + _preliminary(count.unanswered, unit) if proposal.preliminary else "")
        ),
        *([Content(reach_in_words(explained.among_all, unit))] if explained.among_all else []),
        Content.styled(
            f"{rule_in_words(requirement.proposed_when, explained.criteria[0].unit, kind)} {_met(proposal.proposed)}",
            "$foreground-muted",
        ),
    ]
    if advice:
        parts.append(Content.styled(_("No checked, binding provision carries it: advice at most."), "$text-warning"))
    if finding.decision:
        decision = finding.decision
        parts.append(
            Content.assemble(
                (f"▸ {_(DECIDED[decision.disposition])}", "bold $text-success"),
                (f"  {one_line(decision.actor)} {local_day(decision.at)}: ", "$foreground-muted"),
                one_line(decision.reason),
            )
        )
    return Content("\n").join(parts)


def link_words(link: Link, opened: OpenAudit, kind: str) -> Content:
    """One judgement: file (or the auditee of a `kind`), criterion, answer, quotes, and the law on the file's date."""
    step = opened.criteria.scale_of(link.criterion).step(link.answer.code)
    sign = SIGNS[step.meaning] if step else " "
    label = one_line(step.label) if step else one_line(link.answer.code)
    unit = opened.criteria.row_unit
    where = put(unit, _("{Case} {number}") if link.case else "{Kind_itself}", (kind,), number=link.number)
    lines = [
        Content.assemble(
            (f"{sign} ", STYLES.get(sign, "")),
            (f"{where} ({link.case})" if link.case else where, "bold"),
            f" · {link.criterion.id} · ",
            (label, "bold"),
        ),
        Content.styled(f"  {one_line(link.criterion.question.on(link.judged_on))}", "$foreground-muted"),
    ]
    if link.answer.comment:
        lines.append(Content(f"  {one_line(link.answer.comment)}"))
    lines += [
        Content.assemble(
            "  ❝ ", f"{one_line(e.quote)}", (f"  {one_line(e.document)} {place_in_words(place)}", "$foreground-muted")
        )
        for e, place in zip(link.answer.evidence, link.places, strict=True)
    ]
    law = " · ".join(f"{one_line(basis.citation)} {law_sign(basis)}" for basis in link.law) or _("no provision")
    lines.append(Content.styled(f"  {law} ({link.judged_on.isoformat()})", "$foreground-muted"))
    return Content("\n").join([*lines, Content("")])


def _met(proposed: bool) -> str:
    return _("The rule is met.") if proposed else _("The rule is not met.")


def _preliminary(unanswered: int, unit: str) -> str:
    sentence = ngettext(
        "Preliminary: answers are missing in {n} {row}.",
        "Preliminary: answers are missing in {n} {rows}.",
        unanswered,
    )
    return put(unit, sentence, n=unanswered)
