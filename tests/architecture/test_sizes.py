"""Files and functions stay small enough to read, and everything public says what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = sorted((ROOT / "tillsyn").rglob("*.py"))
EVERYTHING = PACKAGE + [file for place in ("bench", "tools", "tests") for file in sorted((ROOT / place).rglob("*.py"))]
LINES_A_FILE = 400
LINES_A_FUNCTION = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, Named]]:
    """Public classes and functions of a module, and public methods of its public classes."""
    for node in body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, f"{node.name}.")


def _overload(node: Named) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)


@cache
def _tree(file: Path) -> tuple[str, str, ast.Module]:
    text = file.read_text(encoding="utf-8")
    return file.relative_to(ROOT).as_posix(), text, ast.parse(text)


def _trees(files: list[Path]) -> Iterator[tuple[str, str, ast.Module]]:
    return (_tree(file) for file in files)


def test_no_file_is_long() -> None:
    long = {name: lines for name, text, _tree in _trees(EVERYTHING) if (lines := text.count("\n")) > LINES_A_FILE}
    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{name}:{node.lineno} {node.name}": lines
        for name, _text, tree in _trees(EVERYTHING)
        for node in _functions(tree)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LINES_A_FUNCTION
    }
    assert long == {}


def test_every_module_says_what_it_owns() -> None:
    assert [name for name, text, tree in _trees(EVERYTHING) if text.strip() and not ast.get_docstring(tree)] == []


def test_everything_public_says_what_it_is() -> None:
    silent = [
        f"{name}:{node.lineno} {said}"
        for name, _text, tree in _trees(PACKAGE)
        for said, node in _public(tree.body)
        if not ast.get_docstring(node) and not _overload(node)
    ]
    assert silent == []
