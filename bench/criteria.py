"""How long 500 criteria take to check, beside PyYAML's C parser that only composes a tree of the same text.

The criteria are those of the first published set, copied under ids of their own until there are enough. Reading from
disk is in ours and not in the yardstick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bench.measure import ROOT, in_turns, tell, tell_machine, timed
from tillsyn.problems import errors
from tillsyn.reading.criteria import check_paths, read_criteria
from tillsyn.reading.criteria_conditions import understood

SOURCE = ROOT / "criteria" / "missbruk-vuxna"
ENOUGH = 500
RUNS = 21
_AREA = re.compile(r"\b[A-ZÅÄÖ]{2,4}(?=-[0-9]{2,3}\b)|(?<=^area: )[A-ZÅÄÖ]{2,4}$", re.MULTILINE)
_REQUIREMENT = re.compile(r"\b([KR]-[A-ZÅÄÖ]+(?:-[A-ZÅÄÖ]+)*)\b")


def many_criteria(folder: Path) -> int:
    """Write a set of at least 500 criteria without faults into `folder`; gives how many they are."""
    head = (SOURCE / "set.yaml").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^files: \[(.*)\]$", head, re.MULTILINE)
    names = [name.strip() for name in listed.split(",")]
    one = len(read_criteria(SOURCE).criteria.criteria)  # type: ignore[union-attr]
    copies = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: -(-ENOUGH // one)]
    files = []
    for letter in copies:
        for name, text in _copy(names, letter):
            (folder / name).write_text(text, encoding="utf-8")
            files.append(name)
    (folder / "set.yaml").write_text(head.replace(listed, ", ".join(files)), encoding="utf-8")
    return one * len(copies)


def _copy(names: list[str], letter: str) -> Iterator[tuple[str, str]]:
    """Every area file with ids of its own: PLA-01 becomes PLB-01, K-PLANERING becomes K-PLANERING-B."""
    for name in names:
        text = _REQUIREMENT.sub(rf"\1-{letter}", (SOURCE / name).read_text(encoding="utf-8"))
        yield f"{letter}-{name}", _AREA.sub(lambda hit: hit.group()[:3] + letter, text)


def main() -> None:
    """Measure."""

    def compose() -> None:
        for text in texts:  # each tree is let go before the next, as one who only composes would
            yaml.compose(text, yaml.CLoader)

    def check() -> None:
        understood.cache_clear()  # a check that is run has parsed no condition before
        check_paths([folder])

    tell_machine()
    with TemporaryDirectory(prefix="tillsyn-bench-") as place:
        folder = Path(place)
        n = many_criteria(folder)
        texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))]
        assert not errors(check_paths([folder]))
        print(f"{n} criteria in {len(texts)} files, {sum(map(len, texts)) / 1000:.0f} kB")
        times = in_turns(
            {
                "criteria check": timed(check),
                "yaml.compose with the C parser": timed(compose),
            },
            runs=RUNS,
        )
        tell(times, goal=1.5)


if __name__ == "__main__":
    main()
