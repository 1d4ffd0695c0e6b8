"""Settling which draw stands, where one auditee was drawn in several copies of a store that were merged.

Owns telling such draws apart, the choice, and who made it. Leaves drawing to `sample`, what the protocol says of the
draws that do not stand to `protocol`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tillsyn.domain.entries import Entry, subject
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store import queries
from tillsyn.store.journal import Draft, entries_on, standing_hashes
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk

_SHORT = 8


@dataclass(frozen=True, slots=True)
class DrawKey:
    """What tells one draw from another; two who drew with the same of all three drew the same files."""

    seed: str
    plan_sha256: str
    """Empty for a draw of earlier versions."""
    frame: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> DrawKey:
        """The key of a draw as its entry holds it."""
        return cls(str(data.get("seed", "")), str(data.get("plan_sha256", "")), str(data.get("frame", "")))


@dataclass(frozen=True, slots=True)
class Which:
    """The draw that is meant: its seed, and the first signs of its register's and its plan's hash, or nothing."""

    seed: str
    frame: str = ""
    plan: str = ""

    def fits(self, key: DrawKey) -> bool:
        """Whether it can be this draw."""
        found = key.frame.startswith(self.frame.lower()), key.plan_sha256.startswith(self.plan.lower())
        return key.seed == self.seed and all(found)


@dataclass(frozen=True, slots=True)
class Settled:
    """The draw that stands from now on, and those that do not."""

    auditee: str
    stands: DrawKey
    others: tuple[DrawKey, ...]


def settle(desk: Desk, opened: OpenAudit, auditee_id: str, which: Which, reason: str) -> Settled:
    """Let one of the draws of an auditee stand, for a reason; the others stay in the journal and the protocol.

    Raises:
        UsageFault: when the draws do not differ, none or several are as asked for, or no reason is given.
    """
    opened.expect_rows()
    if not reason.strip():
        raise UsageFault(_("A reason is missing."), _("Say with --reason why this draw stands and not the other."))
    with desk.store.transaction():  # what is settled is what was looked at
        name = subject("draw", opened.audit.id, opened.auditee(auditee_id).id)
        heads = unsettled(desk, opened, auditee_id)
        if not heads:
            raise UsageFault(
                _("There are not two draws of {auditee} to settle between.").format(auditee=auditee_id),
                _("See the sample with “tillsyn sample list”. Nothing was recorded."),
            )
        stands = _chosen(auditee_id, heads, which)
        others = tuple(key for key in _keys(heads) if key != stands)
        told = {**_data_of(heads, stands), "settles": [asdict(key) for key in others]}
        desk.record([Draft("draw", name, told, reason.strip())])
    return Settled(auditee_id, stands, others)


def unsettled(desk: Desk, opened: OpenAudit, auditee_id: str) -> tuple[Entry, ...]:
    """The draws of an auditee that stand against one another, oldest first; none where all is settled."""
    name = subject("draw", opened.audit.id, auditee_id)
    if not queries.is_conflict(desk.store, name):
        return ()
    heads = standing_hashes(desk.store, name)
    entries = entries_on(desk.store, subject("draw", opened.audit.id, auditee_id))
    return tuple(entry for entry in entries if entry.hash in heads)


def settling(entries: Iterable[Entry], other: DrawKey) -> Entry | None:
    """The latest of a draw's entries by which it was settled that another one does not stand."""
    named = [entry for entry in entries if asdict(other) in json.loads(entry.data).get("settles", ())]
    return named[-1] if named else None


def expect_settled(desk: Desk, opened: OpenAudit, auditee_id: str) -> None:
    """Refuse to go on from one of several draws before somebody has said which of them stands.

    Raises:
        UsageFault: when the draws of the auditee differ.
    """
    if unsettled(desk, opened, auditee_id):
        raise UsageFault(
            _("{auditee} was drawn in several copies of the store, and the draws differ.").format(auditee=auditee_id),
            _("Say which of them stands with “tillsyn sample settle”."),
        )


def key_of(entry: Entry) -> DrawKey:
    """The key of the draw that an entry records."""
    return DrawKey.of(json.loads(entry.data))


def _keys(heads: Sequence[Entry]) -> tuple[DrawKey, ...]:
    return tuple(dict.fromkeys(map(key_of, heads)))


def _data_of(heads: Sequence[Entry], stands: DrawKey) -> dict[str, Any]:
    """What the draw holds. Where the same one went on in several copies: the latest that has a second step."""
    same: list[dict[str, Any]] = [json.loads(entry.data) for entry in heads if key_of(entry) == stands]
    return next((data for data in reversed(same) if data.get("second")), same[-1])


def _chosen(auditee_id: str, heads: Sequence[Entry], which: Which) -> DrawKey:
    fitting = [key for key in _keys(heads) if which.fits(key)]
    if len(fitting) == 1:
        return fitting[0]
    said = {key_of(entry): entry.actor for entry in reversed(heads)}
    if not fitting:
        raise UsageFault(
            _("None of the draws of {auditee} that differ is such a one.").format(auditee=auditee_id),
            _("They are: {draws}. Nothing was recorded.").format(draws=_listed(said)),
        )
    raise UsageFault(
        _("Several draws of {auditee} were made with that seed.").format(auditee=auditee_id),
        _("Choose with --frame or --plan, the first signs of a hash: {draws}. Nothing was recorded.").format(
            draws=_listed({key: said[key] for key in fitting})
        ),
    )


def _listed(said: Mapping[DrawKey, str]) -> str:
    line = _("“{seed}” by {actor} (register {frame}, plan {plan})")
    return "; ".join(
        line.format(seed=key.seed, actor=actor, frame=key.frame[:_SHORT], plan=key.plan_sha256[:_SHORT] or "–")
        for key, actor in said.items()
    )
