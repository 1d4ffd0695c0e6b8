"""The sample county's own texts point out nobody: the finder gives no alarm, right or wrong, on any of them."""

from __future__ import annotations

from tillsyn.domain.disclosure import find_disclosures
from tillsyn.resources import bundled


def test_no_register_document_answer_or_decision_holds_a_personal_detail() -> None:
    folder = bundled("sample_cases")
    files = [path for ending in ("md", "csv", "yaml") for path in folder.glob(f"*/**/*.{ending}")]
    assert files
    assert [path.name for path in files if find_disclosures(path.read_text(encoding="utf-8"))] == []
