"""The finishing step over a tagged PDF: what WeasyPrint 68–70 leaves undone for those who read by ear.

Owns two mendings. Table heads get their scope. Page numbers and running heads, which are painted as content
outside the tag tree, become artifacts, so that they are not read aloud in the middle of a sentence. Both lean on
how WeasyPrint writes its tags (`weasyprint/pdf/tags.py`); the tests fail when that changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def finish(document: object, pdf: Any) -> None:
    """Mend the tags of `pdf`, a `pydyf.PDF` about to be written; the document itself is not needed."""
    del document
    import pydyf

    root = _resolve(pdf, pdf.catalog["StructTreeRoot"])
    in_tree = set(_descend(pdf, root))
    for number in in_tree:
        element = pdf.objects[number]
        if element.get("S") == "/TH":
            element["A"]["Scope"] = "/Column" if _within_head(pdf, element) else "/Row"
    parents = _resolve(pdf, root["ParentTree"])["Nums"]
    for index, reference in enumerate(pdf.page_references):
        owners, stream = parents[2 * index + 1], _resolve(pdf, _resolve(pdf, reference)["Contents"]).stream
        for place, part in enumerate(stream):
            if isinstance(part, dict) and "MCID" in part and _number(owners[part["MCID"]]) not in in_tree:
                owners[part["MCID"]] = "null"
                stream[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _descend(pdf: Any, element: Any) -> Iterator[int]:
    """The object numbers of all structure elements under `element`."""
    for kid in element.get("K", ()):
        if not isinstance(kid, int):
            yield (number := _number(kid))
            yield from _descend(pdf, pdf.objects[number])


def _within_head(pdf: Any, element: Any) -> bool:
    return bool(_resolve(pdf, _resolve(pdf, element["P"])["P"]).get("S") == "/THead")


def _resolve(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    """The object number of a reference such as ``b'12 0 R'``."""
    return int(reference.split()[0])
