"""The notice as a reader reads it: what is asked for, by what law, how files are drawn, and what is bound."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import page
import pytest
from pypdf import PdfReader

from tests.writing.a_letter import AGENCY, AUDITEE, CRITERIA, HASH, a_material, words_of
from tillsyn.domain.casefiles import Audit, AuditeeKind, AuditKind
from tillsyn.domain.commitments import Commitment
from tillsyn.domain.entries import canonical
from tillsyn.domain.letters import DraftReason
from tillsyn.domain.notices import NoticeState, answer_day
from tillsyn.domain.plans import SamplePlan, SeedSource
from tillsyn.writing.letters import leaks, letter_html, letter_pdf
from tillsyn.writing.notice import NoticeMaterial, notice_view

DAY, DUE = date(2026, 3, 16), date(2026, 4, 10)
LOTTERY = SeedSource("Lotto, dragning 1", date(2026, 4, 11), "lotto.example")
PLAN = SamplePlan(4, 2, ("form",), "hemligt-frö")
AUDIT = a_material().audit


def a_commitment(**changes: object) -> Commitment:
    """What is bound for the committee; its seed is known, and so told by its hash alone."""
    made = Commitment(
        auditee="vik",
        criteria_title=CRITERIA.title,
        criteria_version=CRITERIA.version,
        criteria_sha256=HASH,
        plan_sha256="0123456789abcdef" * 4,
        plan_words=("4 akter dras", "Ytterligare 2 akter står i reserv."),
        seed_words="Fröet är förseglat.",
        seed_sha256="fedcba9876543210" * 4,
        seed_source=None,
        population=("Alla ärenden.",),
        requested=("En förteckning över alla ärenden", "Efter dragningen: alla handlingar i de dragna akterna."),
        answer_by=DUE,
        frame_sha256="",
        frame_cases=0,
        check_code="AAAA-BBBB-CCCC-DDDD",
        actor="Inga Granskare",
        at="2026-03-02T08:00:00Z",
        plan=PLAN,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def a_state(bound: Commitment | None = None, **changes: object) -> NoticeState:
    """The state of a notice that may be sent."""
    return replace(NoticeState(AUDIT, AUDITEE, bound or a_commitment(), DAY, DUE), **changes)  # type: ignore[arg-type]


def a_notice(state: NoticeState | None = None) -> NoticeMaterial:
    """The material of a notice."""
    return NoticeMaterial(state or a_state(), CRITERIA, HASH, AGENCY, {"form"})


def read(state: NoticeState | None = None) -> str:
    return words_of(letter_html(notice_view(a_notice(state))))


def of(kind: AuditKind, day: date = AUDIT.day) -> Audit:
    return replace(AUDIT, kind=kind, day=day)


def reasons(state: NoticeState) -> list[DraftReason]:
    return [hindrance.reason for hindrance in state.hindrances]


def test_it_says_who_is_inspected_by_what_and_until_when() -> None:
    text = read()
    for words in (
        "Underrättelse om tillsyn, med begäran om handlingar. Tillsynen gäller Socialnämnden i Vik, Viks kommun.",
        "kriterierna i samlingen Missbruks- och beroendevård, version 1.0",
        "Förhållandena bedöms som de är den 2 mars 2026.",
        "Det som begärs nedan ska, utom det som lämnas efter dragningen, ha kommit in till Provmyndigheten senast",
        "Förteckningen och handlingarna skickas till post@prov.example. Ange dnr EX 2026-1.",
        "tillsyn frame code",
        "Frågor besvaras av inspektör Hanna Handlagg, telefon 010-111 11 11",
        "Insatsform | ja, för dragningen | HVB eller Öppenvård",
    ):
        assert words in text, words
    assert "Utkast" not in text


def test_it_says_what_is_bound_what_for_and_how_it_is_checked() -> None:
    text = read()
    assert "Kriterierna | a1b2 c3d4 e5f6 0000" in text
    assert "Planen | " + " ".join(["0123 4567 89ab cdef"] * 4) in text
    assert "Fröet | " + " ".join(["fedc ba98 7654 3210"] * 4) in text
    assert "så att ingen kan säga att ärendena eller kriterierna valdes i efterhand" in text
    assert "tillsyn sample verify PROTOKOLL --frame FÖRTECKNING" in text
    assert "kontrollkoden AAAA-BBBB-CCCC-DDDD" in text


def test_a_seed_that_is_known_never_stands_in_the_view() -> None:
    assert PLAN.seed not in canonical(notice_view(a_notice()))


def test_a_seed_to_come_has_no_hash() -> None:
    text = read(a_state(a_commitment(seed_sha256="", seed_source=LOTTERY)))
    assert "Fröet | " not in text
    assert "Ingen kan känna det innan det har lottats." in text


def test_what_replaced_something_bound_says_so_and_why() -> None:
    text = read(a_state(a_commitment(replaces=1, reason="En handling till begärs")))
    assert "Det här ersätter vad som har bestämts tidigare (en gång). Skäl: En handling till begärs." in text


@pytest.mark.parametrize(
    ("day", "law"),
    [
        (date(2025, 6, 30), "13 kap. 1–6 §§ SoL (2001:453)"),
        (date(2025, 7, 1), "28 kap. 1–6 §§ SoL (2025:400)"),
    ],
)
def test_the_law_is_that_of_the_day_of_the_audit(day: date, law: str) -> None:
    text = read(a_state(audit=of(AuditKind.SUPERVISION, day)))
    assert f"Tillsynen görs enligt {law}." in text
    assert law.split(" 1–6")[0] + " 5 §" in text


@pytest.mark.parametrize("kind", [AuditKind.SELF_AUDIT, AuditKind.USER_LED])
def test_without_authority_nothing_is_demanded(kind: AuditKind) -> None:
    text = read(a_state(audit=of(kind)))
    assert "ombeds lämna" in text
    assert "efter överenskommelse" in text
    for word in ("SoL", "begär\n", "allmän handling", "Tillsynen", "ska ha kommit"):
        assert word not in text, word


@pytest.mark.parametrize("auditee", list(AuditeeKind))
@pytest.mark.parametrize("kind", list(AuditKind))
def test_it_renders_for_everyone(auditee: AuditeeKind, kind: AuditKind) -> None:
    state = a_state(audit=of(kind), auditee=replace(AUDITEE, kind=auditee))
    assert "undefined" not in read(state).casefold()
    no_authority = kind is not AuditKind.SUPERVISION
    assert reasons(state) == [] if no_authority or auditee is not AuditeeKind.REGION else [DraftReason.NO_GROUND]


def test_each_hindrance_makes_it_a_draft_and_is_told() -> None:
    early = a_commitment(seed_source=replace(LOTTERY, when=date(2026, 4, 9)))
    for state, reason, words in (
        (replace(a_state(), bound=None), DraftReason.NOTHING_BOUND, "är inte bundna"),
        (a_state(changed=True), DraftReason.BOUND_OTHERWISE, "eller en annan plan gäller nu"),
        (a_state(drawn=True), DraftReason.ALREADY_DRAWN, "redan draget"),
        (a_state(day=date(2026, 4, 11)), DraftReason.ANSWER_DAY_PAST, "har passerat"),
        (a_state(early), DraftReason.SEED_TOO_EARLY, "Fröet blir känt innan"),
        (a_state(auditee=replace(AUDITEE, dnr="")), DraftReason.NO_ADDRESS, "diarienummer saknas"),
    ):
        assert reasons(state) == [reason]
        text = read(state)
        assert "Brevet är ett utkast och får inte skickas." in text
        assert words in text


def test_the_register_is_due_on_the_bound_day_else_on_a_working_day_after_the_letter() -> None:
    assert answer_day(a_commitment(), DAY, 10) == DUE
    open_day = a_commitment(answer_by=None)
    assert answer_day(open_day, date(2026, 3, 16), 21) == date(2026, 4, 7)  # 6 April is Easter Monday
    assert answer_day(None, date(2026, 3, 16), None) == date(2026, 4, 7)


def test_where_nothing_is_drawn_it_speaks_of_no_register_and_no_seed() -> None:
    text = read(a_state(draws=False))
    assert "Handlingarna ska ha kommit in" in text
    for word in ("Fröet", "Bilaga", "förteckning som", "sample verify"):
        assert word not in text, word


def test_personal_details_in_what_is_asked_for_are_found() -> None:
    found = leaks(notice_view(a_notice(a_state(a_commitment(requested=("Akten om 19900101-0017",))))))
    assert [leak.field for leak in found] == ["requested"]
    assert leaks(notice_view(a_notice())) == ()


def test_peoples_words_are_never_markup_or_template() -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} [/] </style>"
    bound = a_commitment(requested=(nasty,), plan_words=(nasty,), replaces=2, reason=nasty)
    html = letter_html(notice_view(a_notice(a_state(bound, auditee=replace(AUDITEE, name=nasty)))))
    assert "<script" not in html
    assert html.count("{{ 7*7 }}") >= 4


@pytest.mark.pdf
def test_it_is_pdf_ua_with_scoped_heads_and_the_same_bytes_again() -> None:
    made = letter_pdf(notice_view(a_notice()))
    assert page.validate_pdf_bytes(made, profile="ua1").is_compliant
    assert made == letter_pdf(notice_view(a_notice()))
    assert str(PdfReader(io.BytesIO(made)).metadata.title).startswith("Underrättelse: Tillsyn av provvården")  # type: ignore[union-attr]
