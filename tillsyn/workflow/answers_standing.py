"""What stands of one auditee's judgements at one seat: now, and as the author of an answer file saw it.

Owns working both out from the journal, since the picture knows only what stands now. Leaves what is done about a
difference to `workflow.answers_intake`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tillsyn.domain.answers import Answer, Evidence, Source
from tillsyn.domain.casefiles import CaseFile
from tillsyn.domain.entries import SUBJECT_SEPARATOR, Entry, read_data, subject
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.store import queries
from tillsyn.store.journal import entries_below, writer_heads
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, case_files, kept_facts
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import facts_kind


@dataclass(frozen=True, slots=True)
class Version:
    """What stands on a subject: its heads (oldest first) and what the latest of them says; nothing where none is."""

    hashes: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    differs: bool = False
    """Whether several heads stand that say different things."""
    actor: str = ""
    at: str = ""

    @property
    def stands(self) -> bool:
        """Whether it says anything: it is not withdrawn."""
        return any(value for key, value in self.data.items() if key != "criteria") if self.data else bool(self.text)

    def says_as(self, other: Version) -> bool:
        """Whether nobody differs and it says what another does."""
        return not self.differs and (self.data, self.text) == (other.data, other.text)


class Standings:
    """The judgements of one auditee at one seat. A second reader's hold nothing of the first, facts included."""

    def __init__(
        self, desk: Desk, opened: OpenAudit, auditee: str, seat: Seat, seen: Mapping[str, int] | None = None
    ) -> None:
        """`seen` is how far each writer had come for the author of a file; None: as far as now."""
        self.facts_kind = facts_kind(seat)
        self._place = (opened.audit.id, auditee)
        self._seat = seat
        self._seen = seen
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._by_case: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for kind in ("answer", "comment", "evidence", "good", "source", self.facts_kind):
            self._read(desk, kind)

    def _read(self, desk: Desk, kind: str) -> None:
        for entry in entries_below(desk.store, kind, *self._place):
            parts = entry.subject.split(SUBJECT_SEPARATOR)[3:]
            if not _known(kind, parts):
                continue
            if kind == "fact" or parts[1] == self._seat.value:
                self._entries[entry.subject].append(entry)
                if kind not in ("fact", "seat_fact"):
                    self._by_case[parts[0]][parts[2]].add(entry.subject)

    def subject(self, kind: str, case: str, *place: str) -> str:
        """The journal's name for something of a case at this seat."""
        seat = () if kind == "fact" else (self._seat.value,)
        return subject(kind, *self._place, case, *seat, *place)

    def now(self, name: str) -> Version:
        """What stands on a subject."""
        return _version(self._entries.get(name, ()))

    def then(self, name: str) -> Version:
        """What stood on it for the author of the file."""
        if self._seen is None:
            return self.now(name)
        seen = self._seen
        return _version([e for e in self._entries.get(name, ()) if e.seq <= seen.get(e.writer, 0)])

    def fact(self, case: str, fact: str) -> str:
        """What was filled in of a fact, as written; empty where nothing was."""
        return str(self.now(self.subject(self.facts_kind, case, fact)).data.get("value", ""))

    def answers(self, case: str) -> dict[str, Answer]:
        """By criterion, all that is said of a case; the code is empty where only a comment or a quote stands."""
        found = {criterion: self._answer(case, criterion) for criterion in self._by_case.get(case, ())}
        said = (a for a in found.values() if a.code or a.comment or a.evidence or a.good or a.sources)
        return {answer.criterion: answer for answer in said}

    def cited(self, case: str, criterion: str, then: bool = False) -> dict[tuple[str, int], Evidence]:
        """The quoted places of a criterion, now or as the author of the file saw them."""
        found = {}
        for name in sorted(self._by_case.get(case, {}).get(criterion, ())):
            kind, *_rest, document, line = name.split(SUBJECT_SEPARATOR)
            if kind == "evidence":
                version = self.then(name) if then else self.now(name)
                if version.data.get("cited"):
                    found[document, int(line)] = Evidence(document, int(line), plain(version.text).strip())
        return found

    def _answer(self, case: str, criterion: str) -> Answer:
        answer, comment, good, source = (
            self.now(self.subject(kind, case, criterion)) for kind in ("answer", "comment", "good", "source")
        )
        cited = self.cited(case, criterion)
        return Answer(
            criterion,
            str(answer.data.get("code", "")),
            plain(comment.text).strip(),
            tuple(cited[place] for place in sorted(cited)),
            answer.actor,
            answer.at,
            answer.differs or comment.differs,
            str(answer.data.get("criteria", "")),
            sources=sources_of(source),
            good=bool(good.data.get("good")),
        )


def drawn_files(desk: Desk, opened: OpenAudit, auditee: str, seat: Seat) -> dict[str, CaseFile]:
    """By code, the drawn files with the facts a seat begins from, and under an empty code the auditee itself.

    Those are the register's, and for a consensus also what the first reader filled in.
    """
    base = queries.facts(desk.store, opened.audit.id, auditee) if seat is Seat.CONSENSUS else {}
    files = {case.code: case for case in case_files(desk, opened, auditee, base).get(auditee, ())}
    own = kept_facts(opened.criteria, base.get((auditee, AUDITEE_LEVEL), {}))
    return {**files, AUDITEE_LEVEL: CaseFile(AUDITEE_LEVEL, auditee, 0, facts=own)}


def sources_of(version: Version) -> tuple[Source, ...]:
    """Where a comment is said to have it from."""
    named = version.data.get("sources")
    return tuple(source for source in Source if isinstance(named, list) and source.value in named)


def seen_now(desk: Desk) -> dict[str, int]:
    """How far each writer of the store has come: what whoever exports a file now has seen."""
    return {writer: seq for writer, seq, _hash in writer_heads(desk.store)}


def lacks(desk: Desk, seen: Mapping[str, int]) -> bool:
    """Whether the author of a file saw entries that this store does not hold."""
    here = seen_now(desk)
    return any(here.get(writer, 0) < number for writer, number in seen.items())


def _known(kind: str, parts: Sequence[str]) -> bool:
    """Whether an entry has the shape of its kind; others, of a newer version or not ours, stay unseen."""
    if len(parts) != {"fact": 2, "evidence": 5}.get(kind, 3):
        return False
    return kind != "evidence" or parts[-1].isdecimal()


def _version(entries: Sequence[Entry]) -> Version:
    superseded = {base for entry in entries for base in entry.base}
    heads = sorted((e for e in entries if e.hash not in superseded), key=lambda e: (e.at, e.hash))
    if not heads:
        return Version()
    latest = heads[-1]
    return Version(
        tuple(head.hash for head in heads),
        read_data(latest.data),
        latest.text or "",
        _differ(heads),
        latest.actor,
        latest.at,
    )


def _differ(heads: Iterable[Entry]) -> bool:
    return len({(head.data, head.text) for head in heads}) > 1
