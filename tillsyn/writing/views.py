"""The view of a letter: everything it says, as plain JSON, before it is put into words.

Owns what a letter tells and in which order. The view is frozen in the journal under its hash: the same view
gives the same letter. Leaves words to the templates, rules to `domain`, and gathering to `workflow.letters`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tillsyn import __version__
from tillsyn.domain.agency import AgencyProfile, Official
from tillsyn.domain.casefiles import Audit, Auditee
from tillsyn.domain.criteria import Area, Criterion
from tillsyn.domain.deadlines import account_due
from tillsyn.domain.entries import Json
from tillsyn.domain.findings import Disposition, Proposal
from tillsyn.domain.law import Binding, LegalBasis, in_reading_order
from tillsyn.domain.letters import Judged, LetterKind, demanded, disposition
from tillsyn.domain.units import Unit
from tillsyn.writing.counts import criterion_counts, criterion_tally, files_of_area, otherwise_view, own_labels
from tillsyn.writing.material import LetterMaterial
from tillsyn.writing.method import method_view, row_view
from tillsyn.writing.words import auditee_word

FORMAT = 1
DEFAULT_ACCOUNT_DAYS = 90
View = dict[str, Json]


def letter_view(material: LetterMaterial) -> View:
    """Everything the letter says, as JSON without floats; holds no case code."""
    about = material.about
    return {
        "format": FORMAT,
        "kind": material.kind.value,
        "program": __version__,
        "language": material.agency.language,
        "date": material.day.isoformat(),
        "sender": sender_view(material.agency),
        **row_view(material.criteria),
        "addressee": addressee_view(about.auditee, material.audit.day),
        "audit": audit_view(material.audit),
        "draft": _draft(material),
        "demands": _demands(material),
        "account": _account(material),
        "method": method_view(
            material.criteria, about, material.check_code, material.audit.criteria_hash, material.began
        ),
        "areas": _areas(material),
        "advice": [_remark(material, f) for f in _with(about.findings, Disposition.ADVICE)],
        "noted": [_remark(material, f) for f in _with(about.findings, Disposition.NONE)],
        "annex": _annex(material),
    }


def sender_view(agency: AgencyProfile) -> View:
    """The sender as the letterhead and the signature need it."""
    return {
        "name": agency.name,
        "short_name": agency.short_name or agency.name,
        "department": agency.department,
        "address": list(agency.address),
        "email": agency.email,
        "account_email": agency.account_address,
        "phone": agency.phone,
        "web": agency.web,
        "officer": _official(agency.officer),
        "decider": _official(agency.decider),
        "rapporteur": _official(agency.rapporteur),
        "place": agency.place,
        "closing": agency.closing,
        "logo": agency.logo_uri,
    }


def audit_view(audit: Audit) -> View:
    """The undertaking the letter belongs to."""
    return {"title": audit.title, "kind": audit.kind.value, "day": audit.day.isoformat()}


def _official(official: Official | None) -> Json:
    return {"name": official.name, "title": official.title} if official else None


def addressee_view(auditee: Auditee, day: date) -> View:
    """Who gets the letter, by the word for it on the day of the audit."""
    return {
        "name": auditee.name,
        "kind": auditee_word(auditee.kind, day),
        "body": auditee.body,
        "address": list(auditee.address),
        "dnr": auditee.dnr,
    }


def _draft(material: LetterMaterial) -> list[Json]:
    found = material.hindrances
    titles = {r.id: r.title.on(material.audit.day) for r in material.criteria.requirements}
    return [
        {"reason": h.reason.value, "files": h.files, "requirements": [titles[r] for r in h.requirements]} for h in found
    ]


def _demands(material: LetterMaterial) -> list[Json]:
    if material.kind is not LetterKind.REQUIREMENT:
        return []
    return [
        {
            "number": number,
            "id": p.requirement.id,
            "title": _title(material, p),
            "text": p.requirement.text.on(material.audit.day),
        }
        for number, (p, _) in enumerate(demanded(material.about.findings), start=1)
    ]


def _account(material: LetterMaterial) -> list[Json]:
    """The days accounts are due, each with the numbers of the demands it is about."""
    if material.kind is not LetterKind.REQUIREMENT:
        return []
    due: defaultdict[date, list[Json]] = defaultdict(list)
    for number, (p, _) in enumerate(demanded(material.about.findings), start=1):
        days = p.requirement.account_within_days or DEFAULT_ACCOUNT_DAYS
        due[account_due(material.day, days)].append(number)
    return [{"due": day.isoformat(), "demands": due[day]} for day in sorted(due)]


def _areas(material: LetterMaterial) -> list[Json]:
    return [_area(material, area) for area in material.criteria.areas if _asked(material, area)]


def _asked(material: LetterMaterial, area: Area) -> bool:
    criteria = [c for unit in Unit for c in _criteria(material, area, unit)]
    return any(c.id in file.judgements for c in criteria for file in material.about.files)


def _area(material: LetterMaterial, area: Area) -> View:
    """One area: what the files show, the law it is measured by, and the judgement."""
    findings = [f for f in material.about.findings if f[0].requirement.area == area.id]
    demands = demanded(findings) if material.kind is LetterKind.REQUIREMENT else ()
    counted = files_of_area(material.criteria, area.id, material.about.cases)
    return {
        "id": area.id,
        "title": area.title,
        "files": {
            "applicable": counted.applicable,
            "lacking": counted.lacking,
            "unanswered": counted.unanswered,
            **otherwise_view(counted),
        },
        "whole": _whole(material, area),
        "lacks": [_lack(material, p) for p, decision in findings if decision is None and p.count.lacking],
        "observations": [_observation(material, proposal) for proposal, _ in demands],
        "law": _law(material, [proposal for proposal, _ in demands]),
        "assessments": [_assessment(material, finding) for finding in demands],
    }


def _whole(material: LetterMaterial, area: Area) -> Json:
    """How many questions were asked of the auditee itself, and how many show a lack; None without any."""
    counted = [criterion_tally(c, material.about.files) for c in _criteria(material, area, Unit.AUDITEE)]
    if not counted:
        return None
    return {"applicable": sum(t.applicable for t in counted), "lacking": sum(t.lacking for t in counted)}


def _observation(material: LetterMaterial, proposal: Proposal) -> View:
    """What the files show of one requirement; `whole` tells of the auditee itself and not of files."""
    count = proposal.count
    numbers = sorted({number for number, _, _ in proposal.lacking if number})
    return {
        "title": _title(material, proposal),
        "text": proposal.told(proposal.requirement.observation, material.audit.day),
        "whole": not numbers,
        "lacking": count.lacking,
        "applicable": count.applicable,
        "reviewed": len(material.about.cases),
        "files": [*numbers],
    }


def _title(material: LetterMaterial, proposal: Proposal) -> str:
    return proposal.told(proposal.requirement.title, material.audit.day)


def _lack(material: LetterMaterial, proposal: Proposal) -> View:
    """A requirement that some file lacks and that nothing was decided about: too few for the rule to propose it."""
    return {
        "title": _title(material, proposal),
        "lacking": proposal.count.lacking,
        "applicable": proposal.count.applicable,
        "whole": not any(number for number, _, _ in proposal.lacking),
    }


def _assessment(material: LetterMaterial, finding: Judged) -> View:
    proposal, decision = finding
    grounds = [b for b in proposal.law if b.citable and b.binding is Binding.MUST]
    return {
        "title": _title(material, proposal),
        "reason": decision.reason if decision else "",
        "consequence": proposal.told(proposal.requirement.consequence, material.audit.day),
        "grounds": _grounds(grounds),
        "number": _number_of(material, proposal),
    }


def _grounds(bases: Iterable[LegalBasis]) -> list[Json]:
    """The provisions, gathered by the statute they stand in."""
    told: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for basis in in_reading_order(bases):
        told[basis.statute][basis.provision] = None
    return [{"statute": statute, "provisions": [*provisions]} for statute, provisions in told.items()]


def _number_of(material: LetterMaterial, proposal: Proposal) -> int:
    ids = [p.requirement.id for p, _ in demanded(material.about.findings)]
    return ids.index(proposal.requirement.id) + 1


def _remark(material: LetterMaterial, finding: Judged) -> View:
    """A finding that is no demand: what was seen, the advice if there is any, and the reason."""
    proposal, decision = finding
    return {
        "title": _title(material, proposal),
        "area": proposal.requirement.area,
        "text": proposal.requirement.advice.on(material.audit.day),
        "observation": _observation(material, proposal),
        "reason": decision.reason if decision else "",
    }


def _with(findings: Iterable[Judged], wanted: Disposition) -> list[Judged]:
    return [finding for finding in findings if disposition(finding) is wanted]


def _law(material: LetterMaterial, proposals: Sequence[Proposal]) -> list[Json]:
    """The provisions in force on each lacking file's own date, grouped by the last day they held (empty: still)."""
    applied: defaultdict[LegalBasis, set[int]] = defaultdict(set)
    law = {file.case: file.law for file in material.about.files}
    for proposal in proposals:
        for number, case, criterion in proposal.lacking:
            for basis in law[case][criterion]:
                if basis.citable:
                    applied[basis].add(number)
    groups: defaultdict[date, list[LegalBasis]] = defaultdict(list)
    for basis in applied:
        groups[_held_until(basis, material.day)].append(basis)
    return [_law_group(until, groups[until], applied) for until in sorted(groups)]


def _held_until(basis: LegalBasis, day: date) -> date:
    """The last day a provision held, if that is past on `day`; otherwise the end of time."""
    return basis.valid_until if basis.valid_until and basis.valid_until < day else date.max


def _law_group(until: date, bases: Sequence[LegalBasis], applied: Mapping[LegalBasis, set[int]]) -> View:
    """One group; a provision names its files only where they are not all the files of the group."""
    told: defaultdict[tuple[str, str], list[LegalBasis]] = defaultdict(list)
    for basis in in_reading_order(bases):
        told[basis.citation, basis.about].append(basis)
    all_files = _numbers(bases, applied)
    provisions: list[Json] = [
        {
            "citation": citation,
            "about": about,
            "binding": any(basis.binding is Binding.MUST for basis in same),
            "files": [] if (files := _numbers(same, applied)) == all_files else [*files],
        }
        for (citation, about), same in told.items()
    ]
    return {"until": "" if until == date.max else until.isoformat(), "files": [*all_files], "provisions": provisions}


def _numbers(bases: Sequence[LegalBasis], applied: Mapping[LegalBasis, set[int]]) -> list[int]:
    """The numbers of the files that some of the provisions were applied to."""
    return sorted({number for basis in bases for number in applied[basis] if number})


def _annex(material: LetterMaterial) -> list[Json]:
    """Per area the counts of each criterion: files, and apart from them what is asked of the auditee itself."""
    return [
        {
            "title": area.title,
            "files": [_annex_row(material, c) for c in _criteria(material, area, material.criteria.row_unit)],
            "auditee": [_annex_row(material, c) for c in _criteria(material, area, Unit.AUDITEE)],
        }
        for area in material.criteria.areas
    ]


def _criteria(material: LetterMaterial, area: Area, unit: Unit) -> list[Criterion]:
    """What is put to such an auditee about one kind of thing."""
    kind = material.about.auditee.kind
    return [c for c in material.criteria.criteria_of(unit) if c.area == area.id and c.put_to(kind)]


def _question(material: LetterMaterial, criterion: Criterion) -> str:
    """In the words of the files it was put to; in the audit's where they differ."""
    days = {file.days[criterion.id] for file in material.about.files if criterion.id in file.days}
    return criterion.question.among(days, material.audit.day)


def _annex_row(material: LetterMaterial, criterion: Criterion) -> View:
    counted = criterion_counts(criterion, material.about.files)
    told = {"id": criterion.id, "question": _question(material, criterion)}
    return {**told, **own_labels(material.criteria, criterion), **counted}
