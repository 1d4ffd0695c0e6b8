"""The tables of a store, declared once for SQLite and PostgreSQL.

Owns three groups. *Journal*: entries and their texts, append-only. *Picture*: what the entries come to today,
made anew by `journal rebuild`. *Local*: this machine's own notes, neither merged nor rebuilt. Imported only
when a store is made (SQLModel costs 0.4 s); reading and writing is plain SQL in `store.engine`. Leaves the pictures
of what is done at a seat to `store.seat_tables`.

No `from __future__ import annotations` here: SQLModel needs the types themselves.
"""

from sqlmodel import Field, SQLModel, UniqueConstraint

from tillsyn.store import seat_tables


class Entry(SQLModel, table=True):
    """Journal: one recorded fact; `base` and `data` are canonical JSON."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("writer", "seq"),)
    hash: str = Field(primary_key=True)
    writer: str
    seq: int
    prev: str
    at: str = Field(index=True)
    actor: str
    kind: str = Field(index=True)
    subject: str = Field(index=True)
    base: str
    data: str
    text_hash: str


class EntryText(SQLModel, table=True):
    """Journal: people's words, apart from their entry so that they alone can be purged."""

    __tablename__ = "entry_text"
    entry: str = Field(primary_key=True, foreign_key="entry.hash")
    salt: str
    text: str


class EntryBase(SQLModel, table=True):
    """Picture: which entries have been named as base on a subject, and so no longer stand."""

    __tablename__ = "entry_base"
    subject: str = Field(primary_key=True)
    base: str = Field(primary_key=True)


class CriteriaSetRow(SQLModel, table=True):
    """Picture: a compiled criteria set under its SHA-256."""

    __tablename__ = "criteria_set"
    subject: str = Field(primary_key=True)
    sha256: str
    compiled: str


class AuditRow(SQLModel, table=True):
    """Picture: an audit."""

    __tablename__ = "audit"
    subject: str = Field(primary_key=True)
    audit: str
    title: str
    kind: str
    day: str
    criteria: str


class UpgradeRow(SQLModel, table=True):
    """Picture: the edition an audit has gone over to; `plan` is canonical JSON, what it came to then."""

    __tablename__ = "upgrade"
    subject: str = Field(primary_key=True)
    audit: str
    previous: str
    criteria: str
    plan: str
    reason: str
    actor: str
    at: str


class AuditeeRow(SQLModel, table=True):
    """Picture: an auditee; `address` is a JSON list of lines."""

    __tablename__ = "auditee"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    name: str
    kind: str
    body: str
    address: str
    dnr: str


class FrameRow(SQLModel, table=True):
    """Picture: a register that was taken in; `rows` is how many. The rows themselves stand in the entry alone.

    In a store that an earlier version made, `rows` holds them until it is rebuilt; nothing reads it.
    """

    __tablename__ = "frame"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    sha256: str
    rows: str


class PlanRow(SQLModel, table=True):
    """Picture: the plan of a draw, for one auditee or (with an empty one) for all; `plan` is canonical JSON."""

    __tablename__ = "plan"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    sha256: str
    plan: str
    reason: str
    actor: str
    at: str


class CommitmentRow(SQLModel, table=True):
    """Picture: what was bound before the draw; `said` is canonical JSON, `requested` a JSON list of lines."""

    __tablename__ = "commitment"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    said: str
    requested: str
    actor: str
    at: str


class DrawRow(SQLModel, table=True):
    """Picture: what a draw came to; `draw` is canonical JSON."""

    __tablename__ = "draw"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    draw: str


class LeftOutRow(SQLModel, table=True):
    """Picture: a drawn case that was left out, for a listed reason."""

    __tablename__ = "left_out"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    reason: str


class DocumentRow(SQLModel, table=True):
    """Picture: one document of a case file."""

    __tablename__ = "document"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    name: str
    kind: str
    day: str
    title: str
    text: str


class DecisionRow(SQLModel, table=True):
    """Picture: what was decided about a requirement."""

    __tablename__ = "decision"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    requirement: str
    disposition: str
    reason: str
    actor: str
    at: str


class LetterRow(SQLModel, table=True):
    """Picture: the frozen view of a letter, canonical JSON, with its SHA-256."""

    __tablename__ = "letter"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    kind: str
    sha256: str
    view: str
    at: str


class CalibrationRow(SQLModel, table=True):
    """Picture: one attempt of one person at a set's made-up case files; `said` is canonical JSON, counts and codes."""

    __tablename__ = "calibration"
    subject: str = Field(primary_key=True)
    audit: str
    set_id: str
    actor: str
    attempt: str
    said: str


class ConflictRow(SQLModel, table=True):
    """Picture: a subject with several differing heads; `heads` is a JSON list of hashes, the standing one last."""

    __tablename__ = "conflict"
    subject: str = Field(primary_key=True)
    kind: str
    heads: str


class Draft(SQLModel, table=True):
    """Local: a comment being typed, kept until it is journalled."""

    __tablename__ = "draft"
    key: str = Field(primary_key=True)
    text: str


class Place(SQLModel, table=True):
    """Local: where an actor was, to come back to."""

    __tablename__ = "place"
    key: str = Field(primary_key=True)
    value: str


class HeadSeen(SQLModel, table=True):
    """Local: the highest entry of each writer this store has ever held."""

    __tablename__ = "head_seen"
    writer: str = Field(primary_key=True)
    seq: int
    hash: str


class OwnWriter(SQLModel, table=True):
    """Local: the writers that have written in this very file, and where it lay then."""

    __tablename__ = "own_writer"
    writer: str = Field(primary_key=True)
    place: str


class Meta(SQLModel, table=True):
    """Local: the store's own id and format."""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str


PICTURE = (
    "entry_base", "criteria_set", "audit", "upgrade", "auditee", "frame", "plan", "commitment", "draw", "left_out",
    "document", *seat_tables.PICTURE, "decision", "letter", "calibration", "conflict",
)  # fmt: skip
LOCAL = ("draft", "place", "head_seen", "own_writer", "meta")
METADATA = SQLModel.metadata
