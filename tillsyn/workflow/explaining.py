"""A finding explained: the chain from requirement to law, as lines and as plain values.

Owns the words of the chain. Leaves the chain itself to `workflow.findings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tillsyn.domain.criteria import ProposalRule
from tillsyn.domain.findings import Disposition
from tillsyn.language import _, ngettext
from tillsyn.stats.intervals import Interval
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.findings import Explanation, Finding, Link
from tillsyn.workflow.library import shown_basis


def rule_in_words(rule: ProposalRule) -> str:
    """The rule of a requirement as a sentence."""
    if rule.critical:
        return _("Proposed as soon as one file lacks it.")
    if rule.in_at_least is not None:
        n = rule.in_at_least
        return ngettext(
            "Proposed when at least {n} file lacks it.", "Proposed when at least {n} files lack it.", n
        ).format(n=n)
    percent = f"{float((rule.share or 0) * 100):g}"
    return _("Proposed when at least {share} of the files lack it.").format(share=f"{percent} %")


def disposition_in_words(disposition: Disposition) -> str:
    """What was decided, as people say it."""
    words = {
        Disposition.REQUIREMENT: _("requirement"),
        Disposition.ADVICE: _("advice"),
        Disposition.NONE: _("none"),
    }
    return words[disposition]


def reach_in_words(reach: Interval) -> str:
    """What the sample says of the whole register, as a sentence."""
    if reach.certain:
        return _("Of all {n} cases in the register {low} lack it.").format(n=reach.population, low=reach.low)
    return _("Of all {n} cases in the register between {low} and {high} lack it (95 % confidence).").format(
        n=reach.population, low=reach.low, high=reach.high
    )


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; keys as in docs/formats.md."""
    proposal, decision = finding.proposal, finding.decision
    return {
        "auditee": finding.auditee.id,
        "requirement": proposal.requirement.id,
        "files_applicable": proposal.count.applicable,
        "files_lacking": proposal.count.lacking,
        "proposed": proposal.proposed,
        "disposition": decision.disposition.value if decision else None,
    }


def explanation_lines(opened: OpenAudit, chain: Explanation) -> Iterator[str]:
    """The chain as lines for a terminal."""
    proposal, decision = chain.finding.proposal, chain.finding.decision
    requirement = proposal.requirement
    yield f"{requirement.id} – {proposal.told(requirement.title, opened.audit.day)} · {chain.finding.auditee.name}"
    if proposal.about_auditee:
        yield _("The auditee itself lacks it.")
    else:
        yield _("Lacking in {x} of {y} files.").format(x=proposal.count.lacking, y=proposal.count.applicable)
    if proposal.preliminary:
        yield _("Preliminary: answers are still missing in {n} files.").format(n=proposal.count.unanswered)
    if chain.among_all is not None:
        yield reach_in_words(chain.among_all)
    yield rule_in_words(requirement.proposed_when) + " " + (_("So it is.") if proposal.proposed else _("So it is not."))
    if decision:
        yield _("Decided by {actor}: {what} – {reason}").format(
            actor=decision.actor, what=disposition_in_words(decision.disposition), reason=decision.reason
        )
    for criterion in chain.criteria:
        yield ""
        yield f"{criterion.id}  {criterion.question.on(opened.audit.day)}"
        for link in (link for link in chain.links if link.criterion.id == criterion.id):
            yield from _link_lines(opened, link)


def explanation_json(opened: OpenAudit, chain: Explanation) -> dict[str, Any]:
    """The chain as plain values; keys as in docs/formats.md."""
    return {
        **finding_json(chain.finding),
        "rule": rule_in_words(chain.finding.proposal.requirement.proposed_when),
        "preliminary": chain.finding.proposal.preliminary,
        "among_all": _reach_json(chain.among_all),
        "reason": chain.finding.decision.reason if chain.finding.decision else None,
        "answers": [_link_json(link) for link in chain.links],
    }


def _link_lines(opened: OpenAudit, link: Link) -> Iterator[str]:
    step = opened.criteria.scale_of(link.criterion).step(link.answer.code)
    where = _("File {n} ({case})").format(n=link.number, case=link.case) if link.case else _("The auditee itself")
    yield f"  {where}: {step.label if step else link.answer.code}. {link.answer.comment}".rstrip()
    for evidence in link.answer.evidence:
        yield f"    » {evidence.quote} « {evidence.document}:{evidence.line}"
    note = _(" (the file's own date is missing: the audit date)") if link.date_missing else ""
    yield "    " + _("Law on {day}{note}:").format(day=link.judged_on, note=note)
    for basis in link.law:
        yield f"      {shown_basis(basis)}"


def _reach_json(reach: Interval | None) -> dict[str, int] | None:
    return None if reach is None else {"low": reach.low, "high": reach.high, "cases": reach.population}


def _link_json(link: Link) -> dict[str, Any]:
    return {
        "case": link.case,
        "number": link.number,
        "criterion": link.criterion.id,
        "code": link.answer.code,
        "comment": link.answer.comment,
        "evidence": [{"document": e.document, "line": e.line, "quote": e.quote} for e in link.answer.evidence],
        "judged_on": link.judged_on.isoformat(),
        "date_missing": link.date_missing,
        "law": [basis.citation for basis in link.law],
    }
