"""What the screens show at a glance: small values from the work done and the findings.

Owns counting for the overview, the files of an auditee and the summary. Leaves the counting rule to
`domain.counting` and findings to `workflow.findings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tillsyn.domain.answers import GapKind
from tillsyn.domain.casefiles import Audit, Auditee
from tillsyn.domain.control import ControlCount, Controlled
from tillsyn.domain.counting import Tally, tally
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.ratings import AreaFiles, AreaRating, added, as_rated, count_area
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.store import directory, queries
from tillsyn.workflow.audits import AuditeeWork, JudgedCase, OpenAudit, audit_work, standing_decisions, unit_of
from tillsyn.workflow.control_state import controlled_files, count_of
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.review import Bookmark, last_bookmark
from tillsyn.workflow.second_reading import chosen_files


@dataclass(frozen=True, slots=True)
class AuditsInStore:
    """The audits to choose from, and where this person was, if it is in one of them."""

    audits: tuple[Audit, ...]
    sizes: Mapping[str, int]
    """Audit id → how many auditees it has."""
    bookmark: Bookmark | None
    bookmarked_auditee: str
    """The name of the auditee the bookmark is in."""


@dataclass(frozen=True, slots=True)
class AuditeeRow:
    """One auditee at a glance; `areas` maps area ids to files lacking of files applicable."""

    auditee: Auditee
    files: int
    files_done: int
    areas: Mapping[str, AreaFiles]
    undecided: int
    requirements: int
    advice: int
    dismissed: int
    answered: int
    """Answers given, of its files and of itself."""
    reconsider: int = 0
    """Answers that must be confirmed or changed, since their criterion has changed."""
    control: ControlCount = field(default_factory=ControlCount)


@dataclass(frozen=True, slots=True)
class Overview:
    """Every auditee, and what is next."""

    rows: tuple[AuditeeRow, ...]
    conflicts: int

    @property
    def control(self) -> ControlCount:
        """How many files of all are where in their control."""
        return sum((row.control for row in self.rows), ControlCount())


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One file (or the auditee itself, by an empty code) at a glance."""

    code: str
    number: int
    about: str
    done: int
    asked: int
    answers_missing: int
    comments_missing: int
    facts_missing: int
    areas: Mapping[str, Tally]
    conflicts: int
    reconsider: int = 0
    """Answers that must be confirmed or changed, since their criterion has changed."""
    control: Controlled | None = None
    """How it stands with its control; None where it was never handed over and nobody has remarked on it."""
    rated: Mapping[str, AreaRating] = field(default_factory=dict)
    """Area → the rating that counts in place of what its answers come to."""
    reread: bool = False
    """Whether it is drawn to be read a second time."""

    def lacks(self, area: str) -> bool:
        """Whether the file counts as lacking in an area."""
        return self.rated[area] is AreaRating.LACKING if area in self.rated else self.areas[area].lacking > 0


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """One criterion over the whole audit, at both levels: judgements, and auditees with at least one lacking."""

    criterion: Criterion
    tally: Tally
    auditees_lacking: int
    auditees: int
    """Auditees where it is applicable at all."""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One area over the whole audit: files lacking of files applicable, and auditees with at least one."""

    area: str
    title: str
    files: AreaFiles
    auditees_lacking: int
    auditees: int
    criteria: tuple[CriterionCount, ...]


def audits_in(desk: Desk, audit_id: str | None = None) -> AuditsInStore:
    """The audits of the store (or the one named), with the bookmark if it leads into one of them."""
    found = tuple(audit for audit in directory.audits(desk.store) if audit_id in (None, audit.id))
    listed = {audit.id: directory.auditees(desk.store, audit.id) for audit in found}
    bookmark = last_bookmark(desk)
    names = {a.id: a.name for a in listed.get(bookmark.audit, ())} if bookmark else {}
    if bookmark and bookmark.auditee not in names:
        bookmark = None
    name = names[bookmark.auditee] if bookmark else ""
    return AuditsInStore(found, {audit: len(auditees) for audit, auditees in listed.items()}, bookmark, name)


def place_of_bookmark(found: AuditsInStore) -> str:
    """Where this person was, in words: the auditee, the file and the criterion."""
    place = found.bookmark
    if place is None:
        return ""
    case = f" › {place.case}" if place.case else ""
    return one_line(f"{found.bookmarked_auditee}{case} › {place.criterion}")


def overview(desk: Desk, opened: OpenAudit) -> Overview:
    """Everything the overview shows."""
    decisions = standing_decisions(desk, opened)
    works = audit_work(desk, opened)
    controlled = controlled_files(desk, opened, works)
    rows = tuple(replace(auditee_row(opened, work, decisions), control=count_of(work, controlled)) for work in works)
    return Overview(rows, _conflicts(desk, opened.audit))


def auditee_row(opened: OpenAudit, work: AuditeeWork, decisions: Mapping[tuple[str, str], Decision]) -> AuditeeRow:
    """One auditee at a glance."""
    from tillsyn.workflow.findings import findings_of  # brings a YAML reader along, which the first screen must not

    found = findings_of(opened, work, decisions)
    made = [finding.decision.disposition for finding in found if finding.decision]
    return AuditeeRow(
        work.auditee,
        len(work.counted),
        work.complete,
        {area.id: _area_files(opened.criteria, area.id, work) for area in opened.criteria.areas},
        sum(finding.proposal.proposed and finding.decision is None for finding in found),
        made.count(Disposition.REQUIREMENT),
        made.count(Disposition.ADVICE),
        made.count(Disposition.NONE),
        sum(len(case.answers) for case in work.all),
        sum(gap.kind is GapKind.RECONSIDER for case in work.all for gap in case.progress.gaps),
    )


def case_rows(desk: Desk, opened: OpenAudit, auditee_id: str) -> tuple[CaseRow, ...]:
    """The files of one auditee in number order, then the auditee itself where anything is asked of it."""
    (work,) = audit_work(desk, opened, auditee_id)
    own = (work.itself,) if opened.criteria.criteria_of(Unit.AUDITEE) else ()
    controlled = controlled_files(desk, opened, [work])
    twice = chosen_files(desk, opened)
    keyed = [((auditee_id, case.case.code), case) for case in (*work.cases, *own)]
    return tuple(
        replace(_case_row(opened.criteria, case), control=controlled.get(key), reread=key in twice)
        for key, case in keyed
    )


def region(desk: Desk, opened: OpenAudit) -> tuple[AreaCount, ...]:
    """The counts of the whole audit, by area and criterion."""
    works = audit_work(desk, opened)
    return tuple(_area_count(opened.criteria, area.id, area.title, works) for area in opened.areas)


def _case_row(criteria: CriteriaSet, judged: JudgedCase) -> CaseRow:
    missing = [gap.kind for gap in judged.progress.gaps]
    return CaseRow(
        judged.case.code,
        judged.case.number,
        about_case(criteria, judged),
        judged.progress.done,
        judged.progress.asked,
        missing.count(GapKind.ANSWER),
        missing.count(GapKind.COMMENT),
        missing.count(GapKind.FACT),
        {area.id: judged.tally(area.id) for area in criteria.areas},
        sum(answer.conflict for answer in judged.answers.values()),
        missing.count(GapKind.RECONSIDER),
        rated=_rated(criteria, judged),
    )


def _rated(criteria: CriteriaSet, judged: JudgedCase) -> dict[str, AreaRating]:
    """The ratings that count in place of what the answers of the file come to."""
    unit = unit_of(criteria, judged.case.code)
    found = {}
    for area, rating in judged.ratings.items():
        judgements = [judged.state.meaning(c.id) for c in criteria.criteria_of(unit) if c.area == area]
        if as_rated(judgements, rating) is not judgements:
            found[area] = rating
    return found


def about_case(criteria: CriteriaSet, judged: JudgedCase) -> str:
    """The strata a file belongs to, in words."""
    facts = judged.case.facts
    known = [(criteria.fact[name], facts[name]) for name in criteria.sampling.strata if name in facts]
    return ", ".join(definition.show(value) for definition, value in known)


def _area_files(criteria: CriteriaSet, area: str, work: AuditeeWork) -> AreaFiles:
    ids = [c.id for c in criteria.criteria_of(criteria.counted_unit) if c.area == area]
    return count_area(([case.state.meaning(c) for c in ids], case.ratings.get(area)) for case in work.counted)


def _own_count(criteria: CriteriaSet, area: str, work: AuditeeWork) -> AreaFiles:
    """What is asked of the auditee itself in an area, counted as one."""
    ids = [c.id for c in criteria.criteria_of(Unit.AUDITEE) if c.area == area]
    return count_area([([work.itself.state.meaning(c) for c in ids], work.itself.ratings.get(area))])


def _area_count(criteria: CriteriaSet, area: str, title: str, works: Sequence[AuditeeWork]) -> AreaCount:
    counted = [_area_files(criteria, area, work) for work in works]
    files = added(counted)
    of_rows = area in {one.id for one in criteria.matrix_areas}
    counts = counted if of_rows else [_own_count(criteria, area, work) for work in works]
    listed = tuple(_criterion_count(c, works) for c in criteria.criteria if c.area == area)
    return AreaCount(
        area, title, files, sum(c.lacking > 0 for c in counts), sum(c.applicable > 0 for c in counts), listed
    )


def _criterion_count(criterion: Criterion, works: Iterable[AuditeeWork]) -> CriterionCount:
    each = [tally(case.state.meaning(criterion.id) for case in _of(work, criterion)) for work in works]
    whole = sum(each, Tally())
    return CriterionCount(criterion, whole, sum(t.lacking > 0 for t in each), sum(t.applicable > 0 for t in each))


def _of(work: AuditeeWork, criterion: Criterion) -> tuple[JudgedCase, ...]:
    return (work.itself,) if criterion.unit is Unit.AUDITEE else work.cases


def _conflicts(desk: Desk, audit: Audit) -> int:
    """How many subjects of an audit have differing heads; a subject names its audit as its second part."""
    return sum(subject.split("|")[1:2] == [audit.id] for subject, _heads in queries.conflicts(desk.store))
