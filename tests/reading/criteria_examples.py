"""The small criteria set of these tests, and for every fault code one bad and one good way to write it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

SET = """\
format: 1
id: provsamling
version: "1"
status: draft
title: Provsamling
language: sv
files: [plan.yaml]
sampling: {size: 8, reserve: 4, strata: [form]}
facts:
  form:   {label: Form, type: choice, values: {hvb: HVB, annan: Annan}}
  barn:   {label: Barn, type: boolean}
  beslut: {label: Beslut, type: date}
  start:  {label: Start, type: date}
  storlek: {label: Storlek, type: choice, values: {stor: Stor, mellan: Mellan}, unit: auditee}
scales:
  s2:
    - {code: ja,  key: j, meaning: met,   label: Ja}
    - {code: nej, key: n, meaning: unmet, label: Nej, demands: [comment]}
"""

AREA = """\
area: PLA
title: Planering
criteria:
  - id: PLA-01
    rev: 1
    unit: case_file
    question: Finns en plan?
    guidance:
      - {until: 2025-06-30, text: Äldre ord.}
      - {text: Nyare ord.}
    look_in: [plan]
    search: [plan]
    scale: s2
    applies_when: barn or form == hvb
    judged_by_date: beslut
    legal_basis:
      - {act: SoL, sfs: "2001:453", provision: 3 kap. 5 §, binding: must, until: 2025-06-30, verified: text}
      - {act: SoL, sfs: "2025:400", provision: 10 kap. 1 §, binding: must, from: 2025-07-01, verified: text}
    requirement: K-PLAN
  - id: PLA-02
    rev: 1
    unit: case_file
    question: Finns mål?
    scale: s2
    applies_when: PLA-01 == ja and days(start, audit_date) >= 30
    requirement: R-MAL
  - id: PLA-03
    rev: 1
    unit: auditee
    question: Finns en rutin?
    scale: s2
    legal_basis: [{act: SoL, sfs: "2025:400", provision: 5 kap. 2 §, binding: must, verified: number}]
    requirement: K-RUTIN
requirements:
  - id: K-PLAN
    title: Planer
    text: Nämnden ska säkerställa att det finns planer.
    observation: saknas en plan
    proposed_when: {in_at_least: 2}
    account_within_days: 90
  - id: R-MAL
    title: Mål
    advice: Nämnden bör skriva mål.
    observation: saknas mål
    proposed_when: {share: "20 %"}
  - id: K-RUTIN
    title: Rutin
    text: Nämnden ska ha en rutin.
    observation: saknas en rutin
    proposed_when: {critical: true}
"""

FILES = {"set.yaml": SET, "plan.yaml": AREA}

_BASES = AREA[AREA.index("    legal_basis:\n") : AREA.index("    requirement: K-PLAN\n")]
_NEW_LAW = (
    '      - {act: SoL, sfs: "2025:400", provision: 10 kap. 1 §, binding: must, from: 2025-07-01, verified: text}\n'
)
CONDITION = "barn or form == hvb"
_MET = "    requirement: K-PLAN\n  - id: PLA-02\n    rev: 1\n"
_SCALES = SET[SET.index("scales:\n") :]
_REQUIREMENTS = AREA[AREA.index("requirements:\n") :]


def write_set(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert FILES[file].count(old) == 1, f"{old!r} stands {FILES[file].count(old)} times in {file}"
    return {**FILES, file: FILES[file].replace(old, new)}


class Example(NamedTuple):
    """In `file`, `old` written as `bad` has the fault at `place`; written as `good` (or left alone) it has not."""

    code: str
    file: str
    old: str
    bad: str
    place: str
    good: str | None = None


def in_condition(code: str, bad: str, column: int, good: str) -> Example:
    """A fault in the condition of PLA-01, `column` characters into it; the condition begins at column 19."""
    return Example(code, "plan.yaml", CONDITION, bad, f"14:{19 + column}", good)


EXAMPLES = [
    # Ids
    Example("C001", "plan.yaml", "id: PLA-02", "id: PLA_02", "20:9", "id: PLA-002"),
    Example("C002", "plan.yaml", "  - id: R-MAL", "  - id: R-Mal", "41:9"),
    Example("C003", "set.yaml", "  barn: ", "  Barn: ", "11:3"),
    Example("C003", "set.yaml", "annan: Annan", "3man: Annan", "10:58", "an_3: Annan"),
    Example("C003", "set.yaml", "code: nej", "code: Nej", "18:14"),
    Example("C003", "set.yaml", "  s2:", "  S-2:", "16:3"),
    Example("C004", "plan.yaml", "area: PLA", "area: Plan", "1:7"),
    Example("C005", "set.yaml", "id: provsamling", "id: Prov samling", "2:5", "id: prov-samling-2"),
    Example("C006", "plan.yaml", "id: PLA-03", "id: UPF-03", "27:9"),
    Example("C007", "set.yaml", "  start: ", "  audit_date: ", "13:3"),
    Example("C008", "set.yaml", "format: 1", "format: 2", "1:9"),
    Example("C010", "plan.yaml", "id: PLA-03", "id: PLA-02", "27:9", "id: PLA-04"),
    Example("C010", "plan.yaml", "- id: K-RUTIN", "- id: K-PLAN", "46:9"),
    Example("C010", "set.yaml", "code: nej", "code: ja", "18:14"),
    Example("C011", "set.yaml", "annan: Annan", "barn: Annan", "10:47"),
    Example("C012", "set.yaml", "label: Barn", "label: FORM", "11:19"),
    Example("C012", "set.yaml", "annan: Annan", "annan: Hvb", "10:47"),
    Example("C013", "set.yaml", "annan: Annan", "annan: Framgår inte", "10:47"),
    # Files
    Example("C020", "set.yaml", "[plan.yaml]", "[plan.yaml, plna.yaml]", "7:20"),
    Example("C021", "set.yaml", "[plan.yaml]", "[plan.yaml, ../plan.yaml]", "7:20"),
    Example("C021", "set.yaml", "[plan.yaml]", "[plan.yaml, plan.yaml]", "7:20"),
    Example("C023", "plan.yaml", AREA[AREA.index("criteria:\n") :], "criteria: []\n", ""),
    # Names that must resolve
    Example("C030", "plan.yaml", "question: Finns mål?\n    scale: s2", "question: Finns mål?\n    scale: s3", "24:12"),
    Example("C031", "plan.yaml", "requirement: R-MAL", "requirement: R-MÅL", "26:18"),
    Example("C032", "plan.yaml", "judged_by_date: beslut", "judged_by_date: beslutet", "15:21"),
    Example("C032", "set.yaml", "strata: [form]", "strata: [from]", "8:42"),
    Example("C034", "plan.yaml", "judged_by_date: beslut", "judged_by_date: barn", "15:21", "judged_by_date: start"),
    Example("C035", "set.yaml", "strata: [form]", "strata: [barn]", "8:42", "strata: []"),
    Example("C036", "set.yaml", ", values: {hvb: HVB, annan: Annan}", "", "10:3"),
    Example("C037", "set.yaml", "type: boolean", "type: boolean, values: {a: A}", "11:48"),
    Example(
        "C038W",
        "set.yaml",
        "scales:\n",
        "scales:\n  s9: [{code: a, key: x, meaning: met, label: A}, {code: d, key: y, meaning: unmet, label: D}]\n",
        "16:3",
    ),
    # Requirements
    Example("C040", "plan.yaml", "    requirement: K-RUTIN\n", "", "45:9"),
    Example("C041", "plan.yaml", "requirement: K-PLAN\n", "requirement: R-MAL\n", "41:9"),
    Example("C042", "plan.yaml", "    text: Nämnden ska ha en rutin.\n", "", "46:9"),
    Example("C043", "plan.yaml", "    advice: Nämnden bör skriva mål.\n", "", "41:9"),
    Example("C044", "plan.yaml", "{in_at_least: 2}", "{in_at_least: 2, critical: true}", "39:20", "{in_at_least: 3}"),
    Example("C044", "plan.yaml", "{in_at_least: 2}", "{}", "39:20"),
    Example("C044", "plan.yaml", "{in_at_least: 2}", "{critical: false}", "39:20"),
    Example("C045", "plan.yaml", '"20 %"', '"0.2"', "45:28", "7%"),
    Example(
        "C046",
        "plan.yaml",
        "    advice: Nämnden bör skriva mål.\n",
        "    advice: Nämnden bör.\n    text: Nämnden ska.\n",
        "44:11",
    ),
    Example("C047", "plan.yaml", "requirement: K-RUTIN", "requirement: K-PLAN", "35:9"),
    Example("C048", "plan.yaml", "{critical: true}", "{in_at_least: 2}", "50:20", "{in_at_least: 1}"),
    Example("C049W", "plan.yaml", _BASES, _BASES.replace("must", "should"), "35:9"),
    # The language of conditions
    in_condition("C050", "form = hvb", 5, "form == hvb"),
    in_condition("C051", "form ==", 7, "form == annan"),
    in_condition("C052", "barn or", 7, "barn or barn"),
    in_condition("C053", "days(start, beslut)", 19, "days(start, beslut) < 5"),
    in_condition("C054", "barn och barn", 5, "barn and barn"),
    in_condition("C055", "(barn", 5, "(barn)"),
    in_condition("C056", "beslut > 2025-02-30", 9, "beslut > 2025-02-28"),
    in_condition("C057", "(" * 60 + "barn" + ")" * 60, 41, "((barn))"),
    # What conditions speak of
    in_condition("C060", "not barm", 4, "not barn"),
    in_condition("C061", "form in (hvb, hem)", 14, "form in (hvb, annan)"),
    in_condition("C062", "barn == hvb", 8, "barn == nej"),
    in_condition("C062", "barn < ja", 7, "barn != ja"),
    in_condition("C063", "beslut >= 30", 10, "beslut >= 2025-07-01"),
    in_condition("C063", "audit_date", 0, "audit_date > 2025-07-01"),
    in_condition("C064", "days(start, barn) > 1", 12, "days(start, beslut) > 1"),
    in_condition("C065", "days(start, beslut) > 2025-01-01", 22, "days(start, beslut) in (1, 2)"),
    in_condition("C067", "form < hvb", 7, "form != hvb"),
    in_condition("C068", "form", 0, "barn"),
    in_condition("C069", "unstated(audit_date)", 9, "unstated(form)"),
    in_condition("C070", "PLA-02 == ja", 0, "barn"),
    in_condition("C070", "PLA-01 == ja", 0, "barn"),
    in_condition("C071", "PLA-03 == ja", 0, "barn"),
    Example("C066", "plan.yaml", "PLA-01 == ja and", "PLA-01 == kanske and", "25:29", "PLA-01 in (ja, nej) and"),
    Example(
        "C072",
        "plan.yaml",
        "question: Finns en rutin?\n",
        "question: Finns en rutin?\n    applies_when: barn\n",
        "31:19",
    ),
    Example(
        "C072",
        "plan.yaml",
        "question: Finns en rutin?\n",
        "question: Finns en rutin?\n    judged_by_date: beslut\n",
        "31:21",
    ),
    # Scales
    Example("C080", "set.yaml", "key: n", "key: nn", "18:24", "key: å"),
    Example("C081", "set.yaml", "key: n", "key: j", "18:24"),
    Example("C082", "set.yaml", "key: n", "key: G", "18:24", "key: g2"),
    Example("C082", "set.yaml", "key: n", "key: 7", "18:24"),
    Example("C083", "set.yaml", _SCALES, "scales:\n  s2: [{code: ja, key: j, meaning: met, label: Ja}]\n", "16:3"),
    # Dates
    Example("C090", "plan.yaml", "from: 2025-07-01,", "from: 2025-07-01, until: 2025-06-01,", "18:101"),
    Example(
        "C091",
        "plan.yaml",
        "{text: Nyare ord.}",
        "{from: 2025-06-30, text: Nyare ord.}",
        "10:16",
        "{from: 2025-07-01, text: Nyare ord.}",
    ),
    Example("C092", "plan.yaml", "{text: Nyare ord.}", "{from: 2025-08-01, text: Nyare ord.}", "10:16"),
    Example(
        "C095",
        "plan.yaml",
        "{until: 2025-06-30, text: Äldre",
        "{from: 2001-01-01, until: 2025-06-30, text: Äldre",
        "9:16",
    ),
    Example("C096", "plan.yaml", "{text: Nyare ord.}", "{until: 2030-06-30, text: Nyare ord.}", "10:17"),
    Example("C097", "plan.yaml", "{until: 2025-06-30, text: Äldre ord.}", "{text: Äldre ord.}", "10:9"),
    Example("C093W", "plan.yaml", "from: 2025-07-01,", "from: 2025-07-03,", "17:7", "from: 2025-06-15,"),
    Example("C094W", "plan.yaml", _NEW_LAW, "", "17:7"),
    # What criteria and facts are about, and whom they are put to
    in_condition("C110", "storlek == stor", 0, "barn"),
    Example(
        "C111",
        "plan.yaml",
        "    unit: case_file\n    question: Finns mål?\n",
        "    unit: agreement\n    question: Finns mål?\n",
        "22:11",
    ),
    Example("C112", "set.yaml", "strata: [form]", "strata: [storlek]", "8:42"),
    Example(
        "C113",
        "plan.yaml",
        _MET,
        _MET.replace("rev: 1", "rev: 1\n    asked_of: [provider]").replace(
            "    req", "    asked_of: [region]\n    req"
        ),
        "27:19",
        _MET.replace("rev: 1", "rev: 1\n    asked_of: [provider]").replace(
            "    req", "    asked_of: [region, provider]\n    req"
        ),
    ),
    # Texts
    Example("C100", "plan.yaml", "search: [plan]\n", "search: [plan]\n    asked_of: []\n", "13:15"),
    Example("C100", "plan.yaml", "search: [plan]", "search: []", "12:13", 'search: ["en plan"]'),
    Example("C101", "plan.yaml", "title: Planering", 'title: "Plan\u202eering"', "2:13"),
    Example("C102W", "plan.yaml", "saknas mål", "Saknas mål", "44:18", "SIP saknar mål"),
]
