"""A finding explained: the chain from requirement to law, as lines and as plain values.

Owns the words of the chain. Leaves the chain itself to `workflow.findings`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tillsyn.domain.criteria import ProposalRule
from tillsyn.domain.findings import Disposition
from tillsyn.domain.units import Unit
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.stats.intervals import Interval
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.finder import place_in_words
from tillsyn.workflow.findings import Explanation, Finding, Link
from tillsyn.workflow.library import shown_basis


def rule_in_words(rule: ProposalRule, unit: Unit, who: Collection[str] = ()) -> str:
    """The rule of a requirement as a sentence; `unit` is what its criteria are about, `who` is audited."""
    if rule.critical:
        return put(unit, _("Proposed as soon as one {row} lacks it."), who)
    if rule.in_at_least is not None:
        n = rule.in_at_least
        sentence = ngettext(
            "Proposed when at least {n} {row} lacks it.", "Proposed when at least {n} {rows} lack it.", n
        )
        return put(unit, sentence, who, n=n)
    percent = f"{float((rule.share or 0) * 100):g}"
    return put(unit, _("Proposed when at least {share} of {the_rows} lack it."), share=f"{percent} %")


def disposition_in_words(disposition: Disposition) -> str:
    """What was decided, as people say it."""
    words = {
        Disposition.REQUIREMENT: _("requirement"),
        Disposition.ADVICE: _("advice"),
        Disposition.NONE: _("none"),
    }
    return words[disposition]


def reach_in_words(reach: Interval, unit: Unit) -> str:
    """What the sample says of the whole register, as a sentence."""
    if reach.certain:
        return put(unit, _("Of all {n} {cases} in {register} {low} lack it."), n=reach.population, low=reach.low)
    sentence = _("Of all {n} {cases} in {register} between {low} and {high} lack it (95 % confidence).")
    return put(unit, sentence, n=reach.population, low=reach.low, high=reach.high)


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
    requirement, unit = proposal.requirement, opened.criteria.row_unit
    kind = (chain.finding.auditee.kind.value,)
    yield f"{requirement.id} – {proposal.told(requirement.title, opened.audit.day)} · {chain.finding.auditee.name}"
    if proposal.about_auditee:
        yield put("", _("It is {kind_itself} that lacks it."), kind)
    else:
        count = proposal.count
        yield put(unit, _("Lacking in {x} of {y} {rows}."), x=count.lacking, y=count.applicable)
    if proposal.preliminary:
        yield put(unit, _("Preliminary: answers are still missing in {n} {rows}."), n=proposal.count.unanswered)
    if chain.among_all is not None:
        yield reach_in_words(chain.among_all, unit)
    rule = rule_in_words(requirement.proposed_when, chain.criteria[0].unit, kind)
    yield f"{rule} {_('So it is.') if proposal.proposed else _('So it is not.')}"
    if decision:
        yield _("Decided by {actor}: {what} – {reason}").format(
            actor=decision.actor, what=disposition_in_words(decision.disposition), reason=decision.reason
        )
    for criterion in chain.criteria:
        links = [link for link in chain.links if link.criterion.id == criterion.id]
        yield ""
        yield f"{criterion.id}  {criterion.question.among({link.judged_on for link in links}, opened.audit.day)}"
        for link in links:
            yield from _link_lines(opened, link, put("", "{Kind_itself}", kind))


def explanation_json(chain: Explanation) -> dict[str, Any]:
    """The chain as plain values; keys as in docs/formats.md."""
    return {
        **finding_json(chain.finding),
        "rule": rule_in_words(
            chain.finding.proposal.requirement.proposed_when,
            chain.criteria[0].unit,
            (chain.finding.auditee.kind.value,),
        ),
        "preliminary": chain.finding.proposal.preliminary,
        "among_all": _reach_json(chain.among_all),
        "reason": chain.finding.decision.reason if chain.finding.decision else None,
        "answers": [_link_json(link) for link in chain.links],
    }


def _link_lines(opened: OpenAudit, link: Link, itself: str) -> Iterator[str]:
    step = opened.criteria.scale_of(link.criterion).step(link.answer.code)
    unit = opened.criteria.row_unit
    row = put(unit, _("{Row} {n} ({case})"), n=link.number, case=link.case) if link.case else ""
    where = row or itself
    yield f"  {where}: {step.label if step else link.answer.code}. {link.answer.comment}".rstrip()
    for evidence, place in zip(link.answer.evidence, link.places, strict=True):
        yield f"    » {evidence.quote} « {evidence.document} {place_in_words(place)}".rstrip()
    note = put(unit, _(" ({of_row} own date is missing: the audit date)")) if link.date_missing else ""
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
        "evidence": [
            {"document": e.document, "line": e.line, "page": place.page, "quote": e.quote}
            for e, place in zip(link.answer.evidence, link.places, strict=True)
        ],
        "judged_on": link.judged_on.isoformat(),
        "date_missing": link.date_missing,
        "law": [basis.citation for basis in link.law],
    }
