"""Findings: what the rules propose from the answers, and what the inspector decides.

Owns the proposal of a requirement for one auditee, by the rule written in the criteria file, and the words for
decisions. Leaves gathering judgements to `workflow.findings`, law to `domain.law`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tillsyn.domain.counting import FileCount, Judgement, count_files
from tillsyn.domain.criteria import Criterion, DatedText, Requirement
from tillsyn.domain.law import Binding, LegalBasis, carries_requirement
from tillsyn.domain.ratings import AreaRating


class Disposition(StrEnum):
    """What the inspector decides about a proposal: krav, råd or ingen åtgärd."""

    REQUIREMENT = "requirement"
    ADVICE = "advice"
    NONE = "none"

    @classmethod
    def read(cls, word: str) -> Disposition:
        """The disposition that a Swedish or English word names.

        Raises:
            ValueError: when it names none.
        """
        words = {"krav": cls.REQUIREMENT, "råd": cls.ADVICE, "rad": cls.ADVICE, "ingen": cls.NONE}
        folded = word.strip().casefold()
        return words.get(folded) or cls(folded)


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """One case file (or the auditee itself) seen by a requirement: its judgements, and the law each rests on."""

    case: str
    number: int
    judgements: Mapping[str, Judgement]
    law: Mapping[str, tuple[LegalBasis, ...]]
    days: Mapping[str, date] = field(default_factory=dict)
    """Criterion → the day whose law and words hold for it here."""
    ratings: Mapping[str, AreaRating] = field(default_factory=dict)
    """Area → a person's rating in place of the computed one; no rule asks for it, only what is counted by area."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an inspector decided about a requirement for an auditee, with the reason."""

    auditee: str
    requirement: str
    disposition: Disposition
    reason: str
    actor: str = ""
    at: str = ""
    conflict: bool = False
    """Whether people decided differently; the latest counts until somebody settles it."""
    edition: str = ""
    """The hash of the criteria it was made under; empty for those the audit was set up with."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rule says of one requirement and one auditee."""

    requirement: Requirement
    auditee: str
    count: FileCount
    proposed: bool
    lacking: tuple[tuple[int, str, str], ...]
    """(file number, case code, criterion) for every lacking judgement, in file order; number 0 is the auditee."""
    law: tuple[LegalBasis, ...]
    """The provisions in force on the lacking files' own dates, each once, must before should."""
    binding: Binding
    """Must, when a citable binding provision was in force for some lacking judgement; otherwise only advice."""
    days: frozenset[date] = frozenset()
    """The days whose law and words hold for the lacking judgements."""

    @property
    def preliminary(self) -> bool:
        """Whether answers are still missing."""
        return self.count.unanswered > 0

    def told(self, text: DatedText, audit_day: date) -> str:
        """A text of the requirement in the words of the lacking files' dates; the audit's where those differ."""
        return text.among(self.days, audit_day)

    @property
    def about_auditee(self) -> bool:
        """Whether it is the auditee itself that lacks it, not its files."""
        return bool(self.lacking) and not any(case for _number, case, _criterion in self.lacking)


def propose(
    requirement: Requirement, criteria: Sequence[Criterion], auditee: str, files: Sequence[JudgedFile]
) -> Proposal:
    """Apply the requirement's rule to the judged files of one auditee."""
    count = count_files([f.judgements[c.id] for c in criteria if c.id in f.judgements] for f in files)
    lacking = [(f, c) for f in files for c in criteria if (m := f.judgements.get(c.id)) and m.lacking]
    bases = _unique(b for f, c in lacking for b in f.law[c.id])
    must = any(carries_requirement(f.law[c.id]) for f, c in lacking)
    return Proposal(
        requirement,
        auditee,
        count,
        requirement.proposed_when.met(count.lacking, count.applicable),
        tuple((f.number, f.case, c.id) for f, c in lacking),
        bases,
        Binding.MUST if must else Binding.SHOULD,
        frozenset(f.days[c.id] for f, c in lacking if c.id in f.days),
    )


def _unique(bases: Iterable[LegalBasis]) -> tuple[LegalBasis, ...]:
    """Each provision once: binding ones first, otherwise as they come."""
    return tuple(sorted(dict.fromkeys(bases), key=lambda b: b.binding is not Binding.MUST))
