"""Each condition of the first set, by hand: a file where it asks, one where it does not, one where it is not known."""

from __future__ import annotations

from datetime import date

import pytest

from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.facts import FactValue
from tillsyn.reading.criteria import read_criteria
from tillsyn.resources import bundled

SET = read_criteria(bundled("criteria") / "missbruk-vuxna").criteria
assert SET is not None
AUDIT_DAY = date(2026, 3, 2)
CONDITIONAL = [criterion for criterion in SET.criteria if criterion.applies_when]

_PLAN = "insats_beviljad=ja"  # what PLA-01 and PLA-07 hang on
_BOTH = "bada_huvudman=ja sip_avbojd=nej"  # what SIP-02 hangs on
_SIP = f"{_BOTH} SIP-02=delvis"
_ORDER = "utforare=extern"  # what UPD-01 hangs on
_BEGUN = "insats_paborjad=ja insats_start=2026-01-31"  # thirty days before the audit date
_LATE = "insats_paborjad=ja insats_start=2026-02-01"  # twenty-nine
_FOLLOWED = "insats_avslutad=ja"  # what UPF-01 hangs on

# Condition → facts and answers where it asks, where it does not, where it is not known yet (and for want of what).
EXAMPLES: dict[str, tuple[str, str, str, str]] = {
    "behovsprovning": ("behovsprovning=ja", "behovsprovning=nej", "", "behovsprovning"),
    "barn_berors or unstated(barn_berors)": ("barn_berors=framgår_inte", "barn_berors=nej", "", "barn_berors"),
    "behovsprovning and not unstated(beslutsdatum)": (
        "behovsprovning=ja beslutsdatum=2025-07-01", "behovsprovning=ja beslutsdatum=framgår_inte",
        "behovsprovning=ja", "beslutsdatum",
    ),
    "lvm_signal": ("lvm_signal=ja", "lvm_signal=framgår_inte", "", "lvm_signal"),
    "insats_beviljad": (_PLAN, "insats_beviljad=nej", "", "insats_beviljad"),
    "insatsform in (hvb, familjehem)": ("insatsform=familjehem", "insatsform=boende", "", "insatsform"),
    "PLA-01 != nej": (f"{_PLAN} PLA-01=delvis", f"{_PLAN} PLA-01=nej", _PLAN, "PLA-01"),
    "insatsform in (hvb, familjehem) and (bada_huvudman or andra_huvudman)": (
        "insatsform=hvb bada_huvudman=nej andra_huvudman=ja", "insatsform=hvb bada_huvudman=nej andra_huvudman=nej",
        "insatsform=hvb bada_huvudman=nej", "andra_huvudman",
    ),
    "insatsform == hvb or lvm": ("insatsform=hvb", "insatsform=boende lvm=nej", "insatsform=boende", "lvm"),
    "forandring": ("forandring=ja", "forandring=nej", "", "forandring"),
    "barn_berors": ("barn_berors=ja", "barn_berors=framgår_inte", "", "barn_berors"),
    "bada_huvudman": ("bada_huvudman=ja", "bada_huvudman=nej", "", "bada_huvudman"),
    "bada_huvudman and not sip_avbojd": (
        "bada_huvudman=ja sip_avbojd=nej", "bada_huvudman=ja sip_avbojd=ja", "bada_huvudman=ja", "sip_avbojd",
    ),
    "SIP-02 in (ja, delvis)": (_SIP, f"{_BOTH} SIP-02=nej", _BOTH, "SIP-02"),
    "SIP-02 in (ja, delvis) and utforare == extern": (
        f"{_SIP} utforare=extern", f"{_SIP} utforare=handlaggaren", _SIP, "utforare",
    ),
    "SIP-02 in (ja, delvis) and days(sip_datum, audit_date) > 92": (
        f"{_SIP} sip_datum=2025-11-29", f"{_SIP} sip_datum=2025-11-30", _SIP, "sip_datum",
    ),
    "SIP-02 in (ja, delvis) and PLA-01 != nej": (
        f"{_SIP} {_PLAN} PLA-01=ja", f"{_SIP} {_PLAN} PLA-01=nej", f"{_SIP} {_PLAN}", "PLA-01",
    ),
    "utforare != handlaggaren": (_ORDER, "utforare=handlaggaren", "", "utforare"),
    "UPD-01 != nej": (f"{_ORDER} UPD-01=ja", f"{_ORDER} UPD-01=ej", _ORDER, "UPD-01"),
    "UPD-01 != nej and insats_paborjad": (
        f"{_ORDER} UPD-01=ja insats_paborjad=ja", f"{_ORDER} UPD-01=ja insats_paborjad=nej", f"{_ORDER} UPD-01=ja",
        "insats_paborjad",
    ),
    "UPD-01 != nej and insats_paborjad and days(insats_start, audit_date) >= 30": (
        f"{_ORDER} UPD-01=ja {_BEGUN}", f"{_ORDER} UPD-01=ja {_LATE}", f"{_ORDER} UPD-01=ja insats_paborjad=ja",
        "insats_start",
    ),
    "forandring and UPD-01 != nej": (
        f"forandring=ja {_ORDER} UPD-01=ja", f"forandring=ja {_ORDER} UPD-01=nej", f"forandring=ja {_ORDER}", "UPD-01",
    ),
    "utforare == extern or insatsform in (hvb, familjehem)": (
        "utforare=handlaggaren insatsform=hvb", "utforare=handlaggaren insatsform=boende", "insatsform=boende",
        "utforare",
    ),
    "insats_avslutad or (insats_paborjad and days(insats_start, audit_date) >= 30)": (
        f"insats_avslutad=nej {_BEGUN}", f"insats_avslutad=nej {_LATE}", f"insats_avslutad=nej {_PLAN}",
        "insats_paborjad",
    ),
    "PLA-07 == ja": (f"{_PLAN} PLA-07=ja", f"{_PLAN} PLA-07=delvis", _PLAN, "PLA-07"),
    "UPF-01 != nej": (f"{_FOLLOWED} UPF-01=ja", f"{_FOLLOWED} UPF-01=nej", _FOLLOWED, "UPF-01"),
    "UPF-01 != nej and PLA-01 != nej": (
        f"{_FOLLOWED} UPF-01=ja {_PLAN} PLA-01=ja", f"{_FOLLOWED} UPF-01=ja {_PLAN} PLA-01=nej",
        f"{_FOLLOWED} UPF-01=ja {_PLAN}", "PLA-01",
    ),
    "utforare != handlaggaren and insats_paborjad": (
        f"{_ORDER} insats_paborjad=ja", "utforare=handlaggaren insats_paborjad=ja", "insats_paborjad=ja", "utforare",
    ),
    "avbrott or ej_verkstallt": (
        "avbrott=nej ej_verkstallt=ja", "avbrott=nej ej_verkstallt=nej", "avbrott=nej", "ej_verkstallt",
    ),
    "insats_avslutad": ("insats_avslutad=ja", "insats_avslutad=nej", "", "insats_avslutad"),
    "insats_avslutad and days(insats_slut, audit_date) > 92": (
        "insats_avslutad=ja insats_slut=2025-11-29", "insats_avslutad=ja insats_slut=2025-11-30", "insats_avslutad=ja",
        "insats_slut",
    ),
    "OVK-01 != nej": ("OVK-01=delvis", "OVK-01=nej", "", "OVK-01"),
    "EGK-04 != nej": ("EGK-04=ja", "EGK-04=nej", "", "EGK-04"),
    "tidigare_krav": ("tidigare_krav=ja", "tidigare_krav=framgår_inte", "", "tidigare_krav"),
}  # fmt: skip


def state(written: str) -> CaseState:
    """A file by `name=value`, facts and answers alike."""
    assert SET is not None
    facts: dict[str, FactValue] = {}
    answers: dict[str, str] = {}
    for pair in written.split():
        name, _sign, value = pair.partition("=")
        if name in SET.criterion:
            assert SET.meaning(name, value) is not None
            answers[name] = value
        else:
            facts[name] = SET.fact[name].read(value.replace("_", " ") if value.startswith("framgår") else value)
    return CaseState(SET, facts, answers, AUDIT_DAY)


def test_no_condition_is_left_without_examples_and_no_example_without_its_condition() -> None:
    assert {c.applies_when.source for c in CONDITIONAL if c.applies_when} == set(EXAMPLES)


@pytest.mark.parametrize("criterion", CONDITIONAL, ids=lambda criterion: criterion.id)
def test_a_conditional_criterion_has_a_file_asked_one_not_asked_and_one_unknown(criterion: Criterion) -> None:
    assert criterion.applies_when is not None
    asked, not_asked, unknown, for_want_of = EXAMPLES[criterion.applies_when.source]

    assert state(asked).applicability(criterion.id).asked is Asked.YES
    assert state(not_asked).applicability(criterion.id).asked is Asked.NO
    waiting = state(unknown).applicability(criterion.id)
    assert waiting.asked is Asked.UNKNOWN
    assert for_want_of in waiting.missing


@pytest.mark.parametrize("criterion", CONDITIONAL, ids=lambda criterion: criterion.id)
def test_nothing_known_is_never_not_asked(criterion: Criterion) -> None:
    """An empty file shows every criterion: asked, or waiting for what is named."""
    where = state("").applicability(criterion.id)

    assert where.asked is Asked.UNKNOWN
    assert where.missing


def test_the_rest_is_always_asked() -> None:
    assert SET is not None
    for criterion in SET.criteria:
        if criterion not in CONDITIONAL:
            assert state("").applicability(criterion.id).asked is Asked.YES
