"""What a new edition does, in words and in 80 columns: each change, with the old and the new text side by side.

Owns these sentences and the layout. Leaves each part's text to `editions_parts`.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from tillsyn.domain.criteria import Criterion
from tillsyn.domain.editions import Change, ChangeKind, Comparison
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.problems.editions import PARTS
from tillsyn.workflow.editions_parts import part_of, wordings

KINDS = {
    ChangeKind.SAME: N_("unchanged"),
    ChangeKind.EDITORIAL: N_("editorially changed"),
    ChangeKind.MATERIAL: N_("materially changed"),
    ChangeKind.NEW: N_("new"),
    ChangeKind.RETIRED: N_("retired"),
    ChangeKind.REPLACED: N_("replaced"),
    ChangeKind.LEFT_OUT: N_("left out by the local selection"),
}
_WIDTH = 79
_INDENT = "  "
_BETWEEN = " │ "
_COLUMN = (_WIDTH - len(_INDENT) - len(_BETWEEN)) // 2
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ])")


def told(comparison: Comparison) -> Iterator[str]:
    """A comparison in lines: its head, how many of each kind, and every change but none."""
    old, new = comparison.old, comparison.new
    yield from _wrapped(f"{new.title} ({old.id} {old.version} → {new.id} {new.version})", "", _INDENT)
    if old.id != new.id:
        yield from _wrapped(
            _("These are two sets, not two editions of one: the same id may mean different things."), "", ""
        )
    counts = Counter(change.kind for change in comparison.changes)
    said = " · ".join(f"{_(KINDS[kind])} {counts[kind]}" for kind in KINDS if counts[kind])
    yield from _wrapped(_("Criteria and requirements: {counts}").format(counts=said), "", _INDENT)
    for change in comparison.changes:
        if change.kind is not ChangeKind.SAME:
            yield ""
            yield from told_change(comparison, change)


def told_change(comparison: Comparison, change: Change) -> Iterator[str]:
    """One change: what it is, why, and both texts of every part that differs."""
    yield from _wrapped(f"{change.id}  {_kind_in_words(change)}", "", _INDENT)
    yield from (line for said in _remarks(change) for line in _wrapped(said, _INDENT, _INDENT))
    if change.old and change.new:
        for part in change.parts:
            before, after = part_of(comparison.old, change.old, part), part_of(comparison.new, change.new, part)
            yield f"{_INDENT}{_(PARTS[part])}:"
            yield from beside(before, after)
    elif isinstance(one := change.old or change.new, Criterion):
        yield from (line for text in wordings(one.question) for line in _wrapped(text, _INDENT, _INDENT))


def beside(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Old text to the left and new to the right, line by line; what both have is told once, shortened."""
    old, new = [one_line(line) for line in before], [one_line(line) for line in after]
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (_shared(line) for line in old[i:j])
            continue
        for one, other in zip_longest(old[i:j], new[k:m], fillvalue=""):
            yield from _line_beside(one, other)


def _line_beside(before: str, after: str) -> Iterator[str]:
    """One line that has changed, sentence by sentence."""
    old, new = _SENTENCE.split(before), _SENTENCE.split(after)
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield _shared(" ".join(old[i:j]))
            continue
        columns = [textwrap.wrap(" ".join(side), _COLUMN) for side in (old[i:j], new[k:m])]
        for one, other in zip_longest(*columns, fillvalue=""):
            yield f"{_INDENT}{one.ljust(_COLUMN)}{_BETWEEN}{other}".rstrip()


def _shared(text: str) -> str:
    """What both editions have, no longer than one line."""
    return _INDENT + textwrap.shorten(text, _WIDTH - len(_INDENT), placeholder=" […]")


def _kind_in_words(change: Change) -> str:
    said = _(KINDS[change.kind])
    if isinstance(change.old, Criterion) and isinstance(change.new, Criterion) and change.old.rev != change.new.rev:
        said += f" ({_('revision')} {change.old.rev} → {change.new.rev})"
    return f"{said}: {', '.join(_(PARTS[part]) for part in change.parts)}" if change.parts else said


def _remarks(change: Change) -> Iterator[str]:
    if change.kind is ChangeKind.MATERIAL and isinstance(change.new, Criterion):
        if change.comparable:
            yield _("Its author holds answers before and after comparable.")
        else:
            yield _("Answers before and after are not comparable.")
    if change.retired:
        yield change.retired.reason
        if change.retired.replaced_by:
            yield _("Replaced by {ids}.").format(ids=", ".join(change.retired.replaced_by))
    elif change.kind is ChangeKind.RETIRED:
        yield _("It is gone without a word: no reason is given under retired.")
    if change.left_out:
        yield change.left_out.reason


def _wrapped(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(one_line(text), _WIDTH, initial_indent=first, subsequent_indent=then)
