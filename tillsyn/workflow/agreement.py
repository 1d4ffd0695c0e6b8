"""How far two readers of the same files agree: per criterion, per area, per pair of readers, and in all.

Owns which judgements are set beside each other and how they are grouped. Leaves the figures to `domain.agreement`,
gathering readings to `workflow.readings`, and words and tables to `workflow.agreement_told`.

Judgements are compared by what they count as. A question that one reader was asked and the other was not counts as not
applicable for the other. One that is put to neither is no judgement: counting it would make two who answered nothing
agree. What is unanswered is missing. Files count where both readers have begun.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.agreement import Agreed, agreed
from tillsyn.domain.counting import Judgement
from tillsyn.domain.criteria import CriteriaSet, Criterion, Meaning
from tillsyn.domain.seats import Seat
from tillsyn.domain.subsample import FileKey
from tillsyn.domain.text import swedish_key
from tillsyn.workflow.audits import OpenAudit, unit_of
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.readings import ReadFile, read_files


class By(StrEnum):
    """What one row of agreement is about."""

    CRITERION = "criterion"
    AREA = "area"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class JudgedTwice:
    """One question of one file as two have judged it; `readers` are who they were."""

    file: FileKey
    number: int
    criterion: Criterion
    first: Judgement
    second: Judgement
    readers: tuple[str, str] = ("", "")

    @property
    def both(self) -> bool:
        """Whether both have judged it."""
        return self.first is not None and self.second is not None

    @property
    def differs(self) -> bool:
        """Whether both have judged it, and not alike."""
        return self.both and self.first is not self.second


@dataclass(frozen=True, slots=True)
class GroupAgreed:
    """The agreement on a group of questions: its id, a title, and how many files stand behind it."""

    id: str
    title: str
    files: int
    agreed: Agreed
    readers: tuple[str, str] = ("", "")
    """The two readers, for a pair: whose judgements stand in the rows of the table, and in its columns."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """Groups in their order, and all of them together; `whole` is None where nothing was judged twice."""

    by: By
    groups: tuple[GroupAgreed, ...]
    whole: GroupAgreed | None


def agreements(desk: Desk, opened: OpenAudit, by: By = By.CRITERION, auditee: str = "") -> Agreements:
    """The agreement between first and second readers of an audit, or of one auditee's files."""
    return grouped((opened.criteria,), judged_twice(desk, opened, auditee), by, opened)


def judged_twice(desk: Desk, opened: OpenAudit, auditee: str = "") -> tuple[JudgedTwice, ...]:
    """Every question of every file that two have begun to read, as far as it is put to either of them."""
    files = read_files(desk, opened, auditee or None)
    return tuple(pair for file in files if file.read_twice for pair in _pairs(opened.criteria, file))


def grouped(sets: Sequence[CriteriaSet], pairs: Sequence[JudgedTwice], by: By, opened: OpenAudit) -> Agreements:
    """Judgements in groups, each with its figures; those without a single pair are left out.

    `sets` are the editions that were judged by: more than one where two audits are compared.
    """
    groups: dict[str, list[JudgedTwice]] = {}
    for pair in pairs:
        groups.setdefault(_group(pair, by), []).append(pair)
    titles = _titles(opened, by)
    order = list(titles) if titles else sorted(groups, key=swedish_key)
    found = [_told(sets, name, titles.get(name, name), groups.get(name, []), by) for name in order]
    whole = _told(sets, opened.audit.id, opened.audit.title, list(pairs), None)
    return Agreements(by, tuple(group for group in found if group), whole)


def _pairs(criteria: CriteriaSet, file: ReadFile) -> Iterable[JudgedTwice]:
    first, second = file.readings[Seat.FIRST], file.readings[Seat.SECOND]
    for criterion in criteria.criteria_of(unit_of(criteria, file.case.code)):
        if first.asks(criterion.id) or second.asks(criterion.id):
            yield JudgedTwice(
                file.key,
                file.case.number,
                criterion,
                first.judgement(criterion.id),
                second.judgement(criterion.id),
                (first.reader_of(criterion.id), second.reader_of(criterion.id)),
            )


def _titles(opened: OpenAudit, by: By) -> dict[str, str]:
    """Title by id in the order of the set; empty for pairs, which are sorted by name."""
    if by is By.PAIR:
        return {}
    if by is By.AREA:
        return {area.id: area.title for area in opened.criteria.areas}
    return {c.id: c.question.on(opened.audit.day) for c in opened.criteria.criteria}


def _group(pair: JudgedTwice, by: By) -> str:
    group: Callable[[JudgedTwice], str] = {
        By.CRITERION: lambda one: one.criterion.id,
        By.AREA: lambda one: one.criterion.area,
        By.PAIR: lambda one: " – ".join(_sorted(one.readers)),
    }[by]
    return group(pair)


def _sorted(readers: tuple[str, str]) -> tuple[str, str]:
    first, second = sorted(readers, key=swedish_key)
    return first, second


def _told(
    sets: Sequence[CriteriaSet], name: str, title: str, pairs: Sequence[JudgedTwice], by: By | None
) -> GroupAgreed | None:
    """A group's figures. Of a pair of readers, the rows of the table are those of the one first by name."""
    readers = _sorted(pairs[0].readers) if by is By.PAIR and pairs else ("", "")
    units = []
    for pair in pairs:
        turned = by is By.PAIR and pair.readers != readers
        units.append((pair.second, pair.first) if turned else (pair.first, pair.second))
    found = agreed(units, categories(sets, {pair.criterion.id for pair in pairs}))
    return GroupAgreed(name, title, count_files(pairs), found, readers) if found else None


def count_files(pairs: Iterable[JudgedTwice]) -> int:
    """How many files both have judged something in; the auditees, where only they themselves are judged."""
    found = {pair.file for pair in pairs if pair.both}
    return len([file for file in found if file[1]]) or len(found)


def categories(sets: Sequence[CriteriaSet], ids: Collection[str]) -> tuple[Meaning, ...]:
    """All that a reader may judge of some criteria in any of the sets, chosen or not, in the order of `Meaning`."""
    chosen = [(criteria, criteria.criterion[name]) for criteria in sets for name in ids]
    found = {step.meaning for criteria, criterion in chosen for step in criteria.scale_of(criterion).steps}
    if any(criterion.applies_when for _criteria, criterion in chosen):
        found.add(Meaning.NOT_APPLICABLE)
    return tuple(meaning for meaning in Meaning if meaning in found)
