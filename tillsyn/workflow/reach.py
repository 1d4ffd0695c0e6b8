"""What a sample says of the whole register: between which numbers of all files lack something.

Owns laying a draw's strata beside the files judged. Leaves the exact interval to `stats.intervals`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tillsyn.domain.sampling import Draw
from tillsyn.stats.intervals import Interval, Sampled, combined


def among_all(draw: Draw, lacking: Mapping[str, bool]) -> Interval:
    """The interval over the whole frame; `lacking` says of each reviewed case code whether it lacks something."""
    return combined(
        [
            Sampled(
                part.cases,
                sum(code in lacking for code in part.order),
                sum(lacking.get(code, False) for code in part.order),
            )
            for part in draw.strata
        ]
    )
