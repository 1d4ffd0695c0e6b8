"""An audit opened: its pinned criteria, its auditees, and the state of every sampled file.

Owns gathering what all other intentions start from. Leaves changing anything to them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from tillsyn.domain.answers import Answer, Progress, counting, progress, standing
from tillsyn.domain.applicability import CaseState
from tillsyn.domain.casefiles import Audit, Auditee, CaseFile, SampleRole
from tillsyn.domain.counting import Tally, tally
from tillsyn.domain.criteria import Area, CriteriaSet
from tillsyn.domain.editions import Comparison, compare
from tillsyn.domain.entries import Json
from tillsyn.domain.facts import FactValue
from tillsyn.domain.findings import Decision, JudgedFile
from tillsyn.domain.plans import SamplePlan, read_plan
from tillsyn.domain.ratings import AreaRating, Override, standing_ratings
from tillsyn.domain.sampling import Draw, StratumDraw, standing_sample
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.reading.compiled import load_set
from tillsyn.store import directory, queries, seat_queries
from tillsyn.workflow.desk import Desk

AUDITEE_LEVEL = ""
"""The case code under which the auditee itself is judged."""


@dataclass(frozen=True, slots=True)
class OpenAudit:
    """An audit with its pinned criteria and its auditees in Swedish order."""

    audit: Audit
    criteria: CriteriaSet
    auditees: tuple[Auditee, ...]
    changed: Mapping[str, Comparison] = field(default_factory=dict)
    """Hash of another edition this audit has stood on → what the present one does to it; empty if never upgraded."""

    @property
    def began(self) -> str:
        """The version of the criteria the audit was set up with, where it has gone over to another; else empty."""
        first = self.changed.get(self.audit.first_criteria_hash)
        return first.old.version if first else ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of auditee there are in it, each once."""
        return tuple(dict.fromkeys(auditee.kind.value for auditee in self.auditees))

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas where something is asked of somebody in it."""
        return self.criteria.areas_for({auditee.kind for auditee in self.auditees})

    def expect_rows(self) -> None:
        """Refuse what is about a register or a draw where the criteria ask nothing of its rows.

        Raises:
            UsageFault: with what to do instead.
        """
        if not self.criteria.asks_of_rows:
            raise UsageFault(
                _("There is nothing to draw: every question of {set} is about the auditee itself.").format(
                    set=self.criteria.id
                ),
                _("No register is needed. Ask for documents with “tillsyn sample commit” and a notice; then answer."),
            )

    @property
    def said_edition(self) -> dict[str, Json]:
        """What an answer or decision says beside its code: the edition it is given under, where the audit changed."""
        return {"criteria": self.audit.edition} if self.audit.edition else {}

    def marked(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Answers by criterion, with those marked that were given under an edition where it was materially other."""
        if not self.changed and not self.audit.edition:  # as good as always; there may be very many answers
            return dict(answers)
        return {name: replace(a, reconsider=self._stale(a.edition, name)) for name, a in answers.items()}

    def holds(self, decision: Decision) -> bool:
        """Whether a decision was made about the requirement as it stands now."""
        return not self._stale(decision.edition, decision.requirement)

    def _stale(self, edition: str, name: str) -> bool:
        hash_ = edition or self.audit.first_criteria_hash
        if hash_ == self.audit.criteria_hash:
            return False
        known = self.changed.get(hash_)
        return known is None or name in known.materially_other

    def auditee(self, auditee_id: str) -> Auditee:
        """The auditee with an id.

        Raises:
            UsageFault: when there is none.
        """
        for auditee in self.auditees:
            if auditee.id == auditee_id:
                return auditee
        raise UsageFault(
            _("There is no auditee “{id}” in the audit {audit}.").format(id=auditee_id, audit=self.audit.id),
            _("They are: {ids}.").format(ids=", ".join(a.id for a in self.auditees) or "–"),
        )


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """One file (or the auditee itself) with its facts, the answers that count, and how far it has come."""

    case: CaseFile
    state: CaseState
    answers: Mapping[str, Answer]
    progress: Progress
    ratings: Mapping[str, AreaRating] = field(default_factory=dict)
    """Area → the rating that stands in place of the computed one (`domain.ratings`)."""
    tallies: dict[str, Tally] = field(default_factory=dict, compare=False, repr=False)
    """By area, what `tally` has counted: it stays true, since nothing here changes."""
    seen: dict[str, JudgedFile] = field(default_factory=dict, compare=False, repr=False)
    """By requirement, how its rule has seen the file; likewise."""

    def tally(self, area: str) -> Tally:
        """The judgements of an area by meaning."""
        if area not in self.tallies:
            criteria = self.state.criteria.criteria_of(unit_of(self.state.criteria, self.case.code))
            self.tallies[area] = tally(self.state.meaning(c.id) for c in criteria if c.area == area)
        return self.tallies[area]


@dataclass(frozen=True, slots=True)
class AuditeeWork:
    """Everything judged about one auditee: its sampled files in number order, and itself."""

    auditee: Auditee
    cases: tuple[JudgedCase, ...]
    itself: JudgedCase

    @property
    def all(self) -> tuple[JudgedCase, ...]:
        """The files, then the auditee itself."""
        return (*self.cases, self.itself)

    @property
    def counted(self) -> tuple[JudgedCase, ...]:
        """What is counted: the files, or the auditee itself where the set asks nothing of files."""
        itself = self.itself.state.criteria.counted_unit is Unit.AUDITEE
        return (self.itself,) if itself else self.cases

    @property
    def complete(self) -> int:
        """How many of them are done."""
        return sum(case.progress.complete for case in self.counted)


def not_in_sample(case: str, auditee: str) -> UsageFault:
    """What is told where a case that is named was not drawn."""
    return UsageFault(
        _("{case} is not in the sample of {auditee}.").format(case=one_line(case) or "–", auditee=auditee),
        _("See the sample with “tillsyn sample list”."),
    )


def open_audit(desk: Desk, audit_id: str | None = None) -> OpenAudit:
    """Open an audit by id; without one, the only audit of the store.

    Raises:
        UsageFault: when there is no such audit, none at all, or several to choose from.
    """
    found = directory.audits(desk.store)
    chosen = [audit for audit in found if audit_id in (None, audit.id)]
    if len(chosen) == 1:
        audit = chosen[0]
        criteria = pinned_criteria(desk, audit)
        return OpenAudit(
            audit, criteria, directory.auditees(desk.store, audit.id), _earlier_editions(desk, audit, criteria)
        )
    ids = ", ".join(sorted(audit.id for audit in found))
    if audit_id is not None:
        raise UsageFault(
            _("There is no audit “{id}” in this store.").format(id=audit_id),
            _("There are: {ids}.").format(ids=ids or "–"),
        )
    if not found:
        raise UsageFault(_("There is no audit in this store yet."), _("Make one with “tillsyn audit new”."))
    raise UsageFault(_("There are several audits in this store: {ids}.").format(ids=ids), _("Choose one with --audit."))


def pinned_criteria(desk: Desk, audit: Audit) -> CriteriaSet:
    """The criteria an audit owns, exactly as they were pinned."""
    compiled = queries.compiled_set(desk.store, audit.criteria_hash)
    if compiled is None:
        raise UsageFault(_("The criteria of the audit {id} are missing.").format(id=audit.id), _("Merge them in."))
    return _loaded(compiled)


def _earlier_editions(desk: Desk, audit: Audit, criteria: CriteriaSet) -> dict[str, Comparison]:
    """What the present edition does to each other one the audit has stood on; one that is missing here is left out."""
    found = {}
    for sha256 in queries.editions_of(desk.store, audit.id):
        compiled = queries.compiled_set(desk.store, sha256)
        if compiled is not None and sha256 != audit.criteria_hash:
            found[sha256] = compare(_loaded(compiled), criteria)
    return found


@lru_cache(maxsize=8)
def _loaded(compiled: str) -> CriteriaSet:
    return load_set(compiled)


def standing_decisions(desk: Desk, opened: OpenAudit) -> dict[tuple[str, str], Decision]:
    """Decisions by (auditee, requirement); one about a requirement that has materially changed since is none."""
    found = queries.decisions(desk.store, opened.audit.id)
    return {place: decision for place, decision in found.items() if opened.holds(decision)}


def recorded_draw(data: Mapping[str, Any], auditee: str) -> Draw:
    """The draw that an entry recorded; those of earlier versions hold no plan, and the whole order."""
    if "plan" in data:
        plan = read_plan(data["plan"], data["seed"])
    else:
        plan = SamplePlan(data["size"], data["reserve"], tuple(data["strata"]), data["seed"])
    strata = [
        StratumDraw(
            s["stratum"], tuple(s["order"]), s.get("cases", len(s["order"])), s["size"], s["reserve"], s.get("more", 0),
            bool(data.get("second")),
        )
        for s in data["drawn"]
    ]  # fmt: skip
    return Draw(auditee, plan, tuple(strata))


def case_files(
    desk: Desk,
    opened: OpenAudit,
    auditee_id: str | None = None,
    filled: Mapping[queries.CaseKey, Mapping[str, str]] | None = None,
    case: str | None = None,
) -> dict[str, tuple[CaseFile, ...]]:
    """The sampled files of each auditee (or of one, or one of its files), register facts overridden by what was filled.

    What was `filled` is asked for at the seats that count, unless it is given.
    """
    audit = opened.audit.id
    left_out = queries.left_out(desk.store, audit)
    if filled is None:
        filled = seat_queries.facts_at(desk.store, audit, Seat.CONSENSUS, auditee_id, case)
    found = {}
    for auditee, data in queries.draws(desk.store, audit, auditee_id).items():
        drawn = standing_sample(recorded_draw(data, auditee), left_out.get(auditee, {}))
        wanted = [one for one in drawn if case in (None, one[0])]
        register = _drawn_facts(desk, audit, auditee, data["frame"], [one[0] for one in wanted])
        found[auditee] = tuple(
            CaseFile(
                code, auditee, number, role, stratum,
                _facts(opened.criteria, register[code], filled.get((auditee, code))),
            )
            for code, stratum, number, role in wanted
        )  # fmt: skip
    return found


def _drawn_facts(
    desk: Desk, audit: str, auditee: str, register: str, codes: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    """What the register of a hash says of some of its cases; a desk with a memory reads a register once."""
    known = {} if desk.memory is None else desk.memory.drawn
    if any((register, code) not in known for code in codes):
        rows = queries.drawn_rows(desk.store, audit, auditee, register)
        known |= {(register, code): said for code in codes if (said := rows.facts(code))}
    return {code: known.get((register, code), {}) for code in codes}


def audit_work(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> tuple[AuditeeWork, ...]:
    """The state of every sampled file of every auditee (or of one), auditees in Swedish order."""
    if desk.memory is None:
        return _work(desk, opened, auditee_id)
    with desk.store.snapshot():  # what is remembered must be of one moment
        works, stale = desk.memory.recall(desk.store, opened)
        for auditee in {auditee for auditee, _case in stale} & works.keys():
            works[auditee] = _again(desk, opened, works[auditee], [case for name, case in stale if name == auditee])
        wanted = [auditee.id for auditee in opened.auditees if auditee_id in (None, auditee.id)]
        missing = [auditee for auditee in wanted if auditee not in works]
        for one in [auditee_id] if missing == wanted else missing:
            works |= {work.auditee.id: work for work in _work(desk, opened, one)}
        desk.memory.keep(desk.store, opened, works)
    return tuple(works[auditee] for auditee in wanted)


def _again(desk: Desk, opened: OpenAudit, work: AuditeeWork, changed: Collection[str]) -> AuditeeWork:
    """The work on an auditee with some of its files judged anew."""
    if len(changed) > len(work.cases) / 4:
        return _work(desk, opened, work.auditee.id)[0]
    anew = {code: judged for code in changed for judged in _judged_anew(desk, opened, work.auditee, code)}
    cases = tuple(anew.get(case.case.code, case) for case in work.cases)
    return AuditeeWork(work.auditee, cases, anew.get(AUDITEE_LEVEL, work.itself))


def _judged_anew(desk: Desk, opened: OpenAudit, auditee: Auditee, code: str) -> tuple[JudgedCase, ...]:
    store, audit = desk.store, opened.audit.id
    filled = seat_queries.facts_at(store, audit, Seat.CONSENSUS, auditee.id, code)
    if code == AUDITEE_LEVEL:
        files: tuple[CaseFile, ...] = (_itself(opened, auditee, filled),)
    else:
        files = case_files(desk, opened, auditee.id, filled, code).get(auditee.id, ())
    readings = queries.answers(store, audit, auditee.id, code)
    rated = seat_queries.ratings(store, audit, auditee.id, code)
    here = (auditee.id, code)
    return tuple(_judged(opened, auditee, file, readings.get(here, {}), rated.get(here, {})) for file in files)


def _work(desk: Desk, opened: OpenAudit, auditee_id: str | None) -> tuple[AuditeeWork, ...]:
    """The work as it is, worked out from the store."""
    filled = seat_queries.facts_at(desk.store, opened.audit.id, Seat.CONSENSUS, auditee_id)
    cases = case_files(desk, opened, auditee_id, filled)
    answers = queries.answers(desk.store, opened.audit.id, auditee_id)
    rated = seat_queries.ratings(desk.store, opened.audit.id, auditee_id)

    def said(key: queries.CaseKey) -> tuple[Mapping[Seat, Mapping[str, Answer]], Mapping[Seat, Mapping[str, Override]]]:
        return answers.get(key, {}), rated.get(key, {})

    works = []
    for auditee in opened.auditees:
        if auditee_id not in (None, auditee.id):
            continue
        sampled = [case for case in cases.get(auditee.id, ()) if case.role is SampleRole.SAMPLE]
        itself = _itself(opened, auditee, filled)
        works.append(
            AuditeeWork(
                auditee,
                tuple(_judged(opened, auditee, case, *said((auditee.id, case.code))) for case in sampled),
                _judged(opened, auditee, itself, *said((auditee.id, AUDITEE_LEVEL))),
            )
        )
    return tuple(works)


def _itself(opened: OpenAudit, auditee: Auditee, filled: Mapping[queries.CaseKey, Mapping[str, str]]) -> CaseFile:
    """The auditee itself, as what is judged."""
    own = _facts(opened.criteria, {}, filled.get((auditee.id, AUDITEE_LEVEL)))
    return CaseFile(AUDITEE_LEVEL, auditee.id, 0, facts=own)


def unit_of(criteria: CriteriaSet, case: str) -> Unit:
    """What an answer about the case of a code is about: a row of the register, or the auditee itself."""
    return Unit.AUDITEE if case == AUDITEE_LEVEL else criteria.row_unit


def _judged(
    opened: OpenAudit,
    auditee: Auditee,
    case: CaseFile,
    readings: Mapping[Seat, Mapping[str, Answer]],
    rated: Mapping[Seat, Mapping[str, Override]],
) -> JudgedCase:
    answers = opened.marked(standing(readings))
    state = CaseState(opened.criteria, case.facts, counting(answers), opened.audit.day, auditee.kind)
    done = progress(state, answers, unit_of(opened.criteria, case.code))
    return JudgedCase(case, state, answers, done, standing_ratings(rated))


def kept_facts(criteria: CriteriaSet, written: Mapping[str, str]) -> dict[str, FactValue]:
    """Written facts as values; what the set does not know (merged from one with another edition) is left out."""
    found = {}
    for name, text in written.items():
        if name in criteria.fact:
            with suppress(ValueError):
                found[name] = criteria.fact[name].read(text)
    return found


def _facts(criteria: CriteriaSet, row: Mapping[str, str], filled: Mapping[str, str] | None) -> dict[str, FactValue]:
    return kept_facts(criteria, {**row, **(filled or {})})
