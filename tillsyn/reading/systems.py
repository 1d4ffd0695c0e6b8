"""What is remembered of a case system: which of its columns and words mean what, in a small file of YAML.

Owns the format (docs/formats.md). Nothing is known of any system before somebody has mapped its columns. Leaves where
the files lie, and when they are written, to `workflow.systems`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Texts
from pathlib import Path

from tillsyn.domain.frames import Layout
from tillsyn.problems import Problem
from tillsyn.reading.columns import folded
from tillsyn.reading.faults import fault
from tillsyn.reading.tree import Mapping, Node, Scalar, read_tree

FORMAT = "1"


def read_system(path: Path) -> tuple[Layout, tuple[Problem, ...]]:
    """What is remembered in a file; with a fault among the problems nothing is."""
    parsed = read_tree(path, str(path))
    root = parsed.root
    if parsed.problems or not isinstance(root, Mapping):
        return Layout(), parsed.problems or (fault("R044", str(path)),)
    columns, values = _texts(root.get("columns")), _values(root.get("values"))
    known = {name.text for name, _node in root.pairs} <= {"format", "system", "columns", "values"}
    written_by_us = isinstance(number := root.get("format"), Scalar) and number.text == FORMAT
    if columns is None or values is None or not known or not written_by_us:
        return Layout(), (fault("R044", str(path)),)
    return Layout(columns, values), ()


def system_text(system: str, layout: Layout) -> str:
    """A system's file, to be read by people too."""
    lines = [f"format: {FORMAT}", f"system: {json.dumps(system, ensure_ascii=False)}"]
    if layout.columns:
        lines += ["columns:", *_lines(layout.columns, 2)]
    if layout.values:
        lines.append("values:")
        for fact, renamed in sorted(layout.values.items()):
            lines += [f"  {json.dumps(fact, ensure_ascii=False)}:", *_lines(renamed, 4)]
    return "\n".join(lines) + "\n"


def joined(old: Layout, new: Layout) -> Layout:
    """What is remembered once `new` has been used; where the two differ about a heading or a word, `new` holds."""
    values = {fact: dict(renamed) for fact, renamed in old.values.items()}
    for fact, renamed in new.values.items():
        values[fact] = _over(values.get(fact, {}), renamed)
    return Layout(_over(old.columns, new.columns), values)


def _over(old: Texts[str, str], new: Texts[str, str]) -> dict[str, str]:
    replaced = {folded(name) for name in new}
    return {**{name: meant for name, meant in old.items() if folded(name) not in replaced}, **new}


def _lines(texts: Texts[str, str], indent: int) -> list[str]:
    pairs = (f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(texts[key], ensure_ascii=False)}" for key in texts)
    return [" " * indent + pair for pair in pairs]


def _texts(node: Node | None) -> dict[str, str] | None:
    """Texts by name; None where the node is something else."""
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        return None
    found = {name.text: value.text for name, value in node.pairs if isinstance(value, Scalar)}
    return found if len(found) == len(node.pairs) else None


def _values(node: Node | None) -> dict[str, dict[str, str]] | None:
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        return None
    found = {name.text: _texts(value) for name, value in node.pairs}
    whole = {name: texts for name, texts in found.items() if texts is not None}
    return whole if len(whole) == len(found) else None
