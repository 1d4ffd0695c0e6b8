"""Signs that the bundled fonts do not have, told by their numbers: a paper with a hole in it says something else.

Owns knowing which signs those are. Used where people's words must reach paper whatever they hold, as in the protocol of
a case; a letter with such a sign is stopped instead (`writing.pdf`), for there the words can be changed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tillsyn.domain.entries import Json
from tillsyn.resources import bundled

FONTS = ("SourceSansPro-Regular.otf", "SourceSansPro-Bold.otf", "SourceSansPro-It.otf")
_ALWAYS = "\n\t"


def printable(part: Json) -> Json:
    """`part` with every sign that some bundled font lacks written as ``[U+1F600]``, in all its texts."""
    if isinstance(part, str):
        return _missing().sub(lambda hit: f"[U+{ord(hit.group()):04X}]", part)
    if isinstance(part, dict):
        return {key: printable(value) for key, value in part.items()}
    return [printable(one) for one in part] if isinstance(part, list) else part


@lru_cache(maxsize=1)
def _missing() -> re.Pattern[str]:
    """Any one sign that not all of the fonts have."""
    from fontTools.ttLib import TTFont

    folder = bundled("templates") / "fonts"
    known = set.intersection(*(set(TTFont(folder / name, lazy=True).getBestCmap()) for name in FONTS))
    kept = "".join(re.escape(chr(code)) for code in sorted(known | set(map(ord, _ALWAYS))))
    return re.compile(f"[^{kept}]")
