"""The quick way to a tree: PyYAML's C parser composes it, where the text is such that nothing can be amiss.

Owns the question whether a text may go this way, and the composing. It reports nothing: whatever is the least odd
gives None, and `reading.tree` then reads the text with care and tells of every fault. A text that goes this way
gives the same tree there, in three times the time.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from tillsyn.reading.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from yaml._yaml import CParser
else:
    CParser = yaml.cyaml.CParser if yaml.__with_libyaml__ else object

MAX_DEPTH = 30
# C0 but tab and line ends, DEL, C1, line and paragraph separators, a stray byte order mark, lone surrogates.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
# Signs that turn the direction of writing: a condition or a law that reads otherwise than it stands.
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = "&*!"
_BLOCKS = ("|", ">")
_BEFORE_A_MARK = frozenset("\r\n,[]{}:?-")
# The C composer calls itself for every level and dies of too many, 1500 on a stack of half a megabyte. A text has no
# more levels than it has brackets and, on its deepest line, blanks and dashes: twice, for a list may stand under its
# key without indentation.
_MOST_BRACKETS = 600
_LONG_LINE = 150
_DEEP_LINE = re.compile(rf"^[ \t?:-]{{{_LONG_LINE}}}", re.MULTILINE)


def compose(text: str) -> Node | None:
    """The tree of a text in which nothing is amiss; None where something is or might be. Never raises."""
    if getattr(yaml, "CSafeLoader", None) is None or not _harmless(text):
        return None
    composer = _Composer(text)
    try:
        root = composer.get_single_node()
        return None if root is None else _node(root, 1)
    except (yaml.YAMLError, _Odd):
        return None
    finally:
        composer.dispose()


def _harmless(text: str) -> bool:
    """Whether every sign is seen and in normal form, none escaped, and no mark or depth to be feared."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")  # a lone one ends a line too, where no line is looked for below
    seen = text.replace("\n", "").isprintable() or not (HIDDEN.search(text) or BIDI.search(text))
    return (
        seen
        and "\\" not in text
        and "\r" not in text
        and is_normalized("NFC", text)
        and text.count("[") + text.count("{") <= _MOST_BRACKETS
        and not (max(map(len, text.split("\n"))) >= _LONG_LINE and _DEEP_LINE.search(text))
        and not any(sign in text and _may_mark(text, sign) for sign in _MARKS)
    )


def _may_mark(text: str, sign: str) -> bool:
    """Whether `sign` stands where an anchor, a reference or a type could begin: not after a word, as in ``a != b``."""
    at = text.find(sign)
    while at >= 0:
        before = at - 1
        while before >= 0 and text[before] in " \t":
            before -= 1
        if before < 0 or text[before] in _BEFORE_A_MARK:
            return True
        at = text.find(sign, at + 1)
    return False


class _Odd(Exception):
    """Something that the careful reader is to tell of."""


class _Composer(CParser):
    """The C composer without YAML's guesses of types: it asks these of every node, and all of ours are text.

    What nothing comes of is asked of built-in functions, which is quicker than asking one of ours.
    """

    descend_resolver = operator.is_  # takes a parent and an index
    ascend_resolver = tuple  # takes nothing

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        """No type."""
        return ""


def _node(node: Any, depth: int) -> Node:
    kind = type(node)
    if kind is ScalarNode:
        return Scalar(node.value, node.start_mark, node.end_mark, node.style)
    if depth > MAX_DEPTH:
        raise _Odd
    if kind is SequenceNode:
        return Sequence(tuple([_node(item, depth + 1) for item in node.value]), node.start_mark)
    return _mapping(node, depth)


def _mapping(node: MappingNode, depth: int) -> Mapping:
    entries: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value
        if type(key) is not ScalarNode or not name or name == "<<" or key.style in _BLOCKS:
            raise _Odd
        if type(value) is ScalarNode:  # as most are: spares a call
            entries[name] = Scalar(value.value, value.start_mark, value.end_mark, value.style)
        else:
            entries[name] = _node(value, depth + 1)
    if len(entries) < len(node.value):  # a key that stands twice
        raise _Odd
    return Mapping(entries, [key.start_mark for key, _value in node.value], node.start_mark)
