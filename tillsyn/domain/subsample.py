"""Which of the sampled files are read a second time.

Owns the choice. Files are ordered as in the draw itself, by SHA-256 of ``seed|auditee id|case code``, over one auditee
or over all of them. Leaves recording it to `workflow.second_reading`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from tillsyn.domain.sampling import order_key

FileKey = tuple[str, str]
"""Auditee id and case code; the code is empty for an auditee that is judged itself."""


@dataclass(frozen=True, slots=True)
class HowMany:
    """So many files, or a share of them rounded upwards; never more than there are."""

    size: int | None = None
    share: Fraction | None = None

    def of(self, files: int) -> int:
        """The number among `files`."""
        wanted = self.size if self.size is not None else ceil((self.share or Fraction(0)) * files)
        return min(files, wanted)


def added(seed: str, files: Collection[FileKey], before: Collection[FileKey], wanted: int) -> tuple[FileKey, ...]:
    """The files that fill `before` up to `wanted`: the next in order of those that are not in it.

    What was chosen before stays chosen when the sample has grown. A file that has left the sample does not count, so
    that the next in order takes its place.

    Raises:
        ValueError: when a part of a key holds the separator.
    """
    kept = [file for file in files if file in set(before)]
    rest = sorted((file for file in files if file not in set(before)), key=lambda file: order_key(seed, *file))
    return tuple(rest[: max(0, wanted - len(kept))])
