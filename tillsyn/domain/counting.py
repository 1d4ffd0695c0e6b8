"""Adding up judgements, by the one rule everything else rests on.

Owns the rule: lacking = unmet + partly; applicable = met + partly + unmet + cannot judge. A false condition or
an answer that means *not applicable* is the only thing that leaves the denominator. What is unanswered is
counted apart and never as unmet. The two levels, files and auditees, are never mixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tillsyn.domain.criteria import Meaning

Judgement = Meaning | None
"""What one criterion comes to in one file; None is unanswered (also while it is not known whether it is asked)."""
_LACKING = frozenset({Meaning.UNMET, Meaning.PARTLY})
_APPLICABLE = _LACKING | {Meaning.MET, Meaning.CANNOT_JUDGE}


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of judgements by meaning."""

    met: int = 0
    partly: int = 0
    unmet: int = 0
    not_applicable: int = 0
    cannot_judge: int = 0
    unanswered: int = 0

    @property
    def lacking(self) -> int:
        """Unmet and partly met."""
        return self.unmet + self.partly

    @property
    def applicable(self) -> int:
        """The denominator: judged, and asked."""
        return self.met + self.partly + self.unmet + self.cannot_judge

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def tally(judgements: Iterable[Judgement]) -> Tally:
    """Count judgements."""
    found = Counter("unanswered" if j is None else j.value for j in judgements)
    return Tally(**{name: found[name] for name in Tally.__slots__})


@dataclass(frozen=True, slots=True)
class FileCount:
    """Files, not judgements: how many of the files where something was asked lack something."""

    applicable: int = 0
    lacking: int = 0
    unanswered: int = 0
    """Files where some answer is still missing; as long as there is one, a proposal is preliminary."""


def count_files(files: Iterable[Iterable[Judgement]]) -> FileCount:
    """Count files, each given as its judgements of the criteria in question. One lacking is enough for a file."""
    applicable = lacking = unanswered = 0
    for judgements in files:
        found = set(judgements)  # no tally: there may be hundreds of files under dozens of requirements
        applicable += not found.isdisjoint(_APPLICABLE)
        lacking += not found.isdisjoint(_LACKING)
        unanswered += None in found
    return FileCount(applicable, lacking, unanswered)
