"""Taking a running audit over to a new edition of its criteria, and back.

Owns when it may be done, the copy that is made first, and the entry. Leaves what it comes to to `upgrade_plan`. Nothing
that was recorded is touched: an upgrade is one more entry, and so is its undoing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.entries import Json, subject
from tillsyn.domain.letters import LetterKind
from tillsyn.domain.text import plain
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.reading.compiled import compile_set, load_set
from tillsyn.store import queries
from tillsyn.store.journal import Draft, entries_on
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.editions import Edition
from tillsyn.workflow.upgrade_plan import UpgradePlan, plan_upgrade

COPY = ".innan-"
"""What the name of the copy goes on with after the store's own; no suffix of a store, so that none opens it unasked."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done: from which edition to which, what it came to, and where the copy from before lies."""

    old: str
    new: str
    plan: UpgradePlan
    copy: Path


def upgrade(desk: Desk, opened: OpenAudit, new: Edition, reason: str = "") -> Upgraded:
    """Go over to `new`, after a copy of the store has been made.

    Raises:
        UsageFault: when the audit is finished, or `new` is no other edition of its set.
    """
    expect_upgradable(desk, opened, new)
    plan = plan_upgrade(desk, opened, new)
    return _go_over(desk, opened, new, plan, plan.as_json(), reason)


def undo_upgrade(desk: Desk, opened: OpenAudit, reason: str = "") -> Upgraded:
    """Go back to the edition before the latest upgrade; what was answered since is kept, and counts where it can.

    Raises:
        UsageFault: when there is nothing to undo, or the audit is finished.
    """
    plan = plan_undo(desk, opened)
    previous = Edition(plan.comparison.new, _previous(desk, opened))
    return _go_over(desk, opened, previous, plan, {**plan.as_json(), "undo": True}, reason)


def plan_undo(desk: Desk, opened: OpenAudit) -> UpgradePlan:
    """What undoing the latest upgrade would come to.

    Raises:
        UsageFault: as `undo_upgrade`.
    """
    _expect_unfinished(desk, opened)
    sha256 = _previous(desk, opened)
    compiled = queries.compiled_set(desk.store, sha256)
    if compiled is None:
        raise UsageFault(
            _("The criteria of the audit {id} are missing.").format(id=opened.audit.id), _("Merge them in.")
        )
    return plan_upgrade(desk, opened, Edition(load_set(compiled), sha256))


def expect_upgradable(desk: Desk, opened: OpenAudit, new: Edition) -> None:
    """Stop where the audit may not go over to `new`.

    Raises:
        UsageFault: with the reason.
    """
    _expect_unfinished(desk, opened)
    old = opened.criteria
    if new.criteria.id != old.id:
        raise UsageFault(
            _("The audit stands on {old}, and {new} is another set.").format(old=old.id, new=new.criteria.id),
            _("Make a new audit for it with “tillsyn audit new”."),
        )
    if new.sha256 == opened.audit.criteria_hash:
        raise UsageFault(
            _("The audit stands on this edition already ({version}).").format(version=old.version),
            _("There is nothing to do."),
        )
    if new.criteria.version == old.version and _whole(new.criteria, new.sha256) != _whole(
        old, opened.audit.criteria_hash
    ):
        raise UsageFault(
            _("Two editions are called {version}, with different content.").format(version=old.version),
            _("Give the new one a version of its own in set.yaml."),
        )


def _whole(criteria: CriteriaSet, sha256: str) -> str:
    """The hash of a set without its local selection."""
    return criteria.selection.whole if criteria.selection else sha256


def _expect_unfinished(desk: Desk, opened: OpenAudit) -> None:
    letters = queries.letters(desk.store, opened.audit.id)
    finished = [k.auditee for k in letters if k.kind != LetterKind.NOTICE and not _is_draft(k.view)]
    if finished:
        raise UsageFault(
            _("A letter that may be sent has been made to: {auditees}. A finished audit keeps its edition.").format(
                auditees=", ".join(dict.fromkeys(finished))
            ),
            _("Follow it up in a new audit, which may use the newer edition."),
        )


def _is_draft(view: str) -> bool:
    """Whether a letter says that it is a draft; one whose text has been purged may have been sent."""
    return bool(view and json.loads(view)["draft"])


def _previous(desk: Desk, opened: OpenAudit) -> str:
    """The edition before the latest upgrade that is not undone.

    Raises:
        UsageFault: when there is none.
    """
    before: list[str] = []
    for entry in entries_on(desk.store, subject("upgrade", opened.audit.id)):
        data = json.loads(entry.data)
        if data["plan"].get("undo"):
            before = before[:-1]
        else:
            before.append(data["previous"])
    while before and before[-1] == opened.audit.criteria_hash:  # two stores went over from it, and one has gone back
        before.pop()
    if not before:
        raise UsageFault(
            _("The audit {id} stands on the edition it was set up with.").format(id=opened.audit.id),
            _("There is nothing to undo."),
        )
    return before[-1]


def _go_over(desk: Desk, opened: OpenAudit, new: Edition, plan: UpgradePlan, told: Json, reason: str) -> Upgraded:
    copy = _copy(desk, new.criteria.version)
    compiled = compile_set(new.criteria)
    data: Json = {"previous": opened.audit.criteria_hash, "criteria": new.sha256, "plan": told}
    drafts = [Draft("upgrade", subject("upgrade", opened.audit.id), data, plain(reason).strip())]
    if queries.compiled_set(desk.store, new.sha256) is None:
        drafts.insert(0, Draft("criteria", subject("criteria", new.sha256), json.loads(compiled)))
    desk.record(drafts)
    return Upgraded(opened.criteria.version, new.criteria.version, plan, copy)


def _copy(desk: Desk, version: str) -> Path:
    """A copy of the store beside it, under a name of its own."""
    store = desk.store.path
    safe = "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in version)
    for number in count(1):
        target = store.with_name(f"{store.name}{COPY}{safe}{f'-{number}' if number > 1 else ''}")
        if not target.exists():
            desk.store.copy_to(target)
            return target
    raise AssertionError("there are more numbers than files")
