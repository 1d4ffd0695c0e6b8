"""The pictures of what is done at a seat: judging, reading twice, and controlling.

Owns their tables, all of the *picture*: made anew by `journal rebuild`. Leaves everything else to `store.tables`.

No `from __future__ import annotations` here: SQLModel needs the types themselves.
"""

from sqlmodel import Field, SQLModel


class FactRow(SQLModel, table=True):
    """Picture: a fact somebody filled in; those of the register stay in the frame."""

    __tablename__ = "fact"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    fact: str
    value: str


class AnswerRow(SQLModel, table=True):
    """Picture: the code given to a criterion; `case_code` is empty where the auditee itself is judged."""

    __tablename__ = "answer"
    subject: str = Field(primary_key=True)
    audit: str = Field(index=True)
    auditee: str
    case_code: str
    seat: str
    criterion: str
    code: str
    actor: str
    at: str


class CommentRow(SQLModel, table=True):
    """Picture: the comment to an answer."""

    __tablename__ = "comment"
    subject: str = Field(primary_key=True)
    audit: str = Field(index=True)
    auditee: str
    case_code: str
    seat: str
    criterion: str
    text: str


class EvidenceRow(SQLModel, table=True):
    """Picture: a quoted place in a document."""

    __tablename__ = "evidence"
    subject: str = Field(primary_key=True)
    audit: str = Field(index=True)
    auditee: str
    case_code: str
    seat: str
    criterion: str
    document: str
    line: int
    quote: str


class GoodExampleRow(SQLModel, table=True):
    """Picture: an answer marked as a good example."""

    __tablename__ = "good_example"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    criterion: str


class SourceRow(SQLModel, table=True):
    """Picture: where a comment has it from; `sources` is a JSON list."""

    __tablename__ = "source"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    criterion: str
    sources: str


class RatingRow(SQLModel, table=True):
    """Picture: a person's rating of an area in one file, in place of the computed one."""

    __tablename__ = "rating"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    area: str
    rating: str
    reason: str
    actor: str
    at: str


class SeatFactRow(SQLModel, table=True):
    """Picture: a fact as a reader who is to see nothing of the first one filled it in."""

    __tablename__ = "seat_fact"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    fact: str
    value: str


class OpenedRow(SQLModel, table=True):
    """Picture: somebody opened a file at a seat; `opening` is an id of its own."""

    __tablename__ = "opened"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    opening: str
    actor: str
    at: str


class RereadRow(SQLModel, table=True):
    """Picture: a draw of files that are to be read a second time; `said` is canonical JSON."""

    __tablename__ = "reread"
    subject: str = Field(primary_key=True)
    audit: str
    reread: str
    said: str
    reason: str
    actor: str
    at: str


class ControlRow(SQLModel, table=True):
    """Picture: the present step of a file's control; `judged` is the hash of the answers at that step."""

    __tablename__ = "control"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    state: str
    revision: int
    judged: str
    reason: str
    actor: str
    at: str


class RemarkRow(SQLModel, table=True):
    """Picture: a colleague's remark on one answer."""

    __tablename__ = "remark"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    criterion: str
    remark: str
    weight: str
    text: str
    actor: str
    at: str


class ReplyRow(SQLModel, table=True):
    """Picture: one line of the conversation on a remark."""

    __tablename__ = "reply"
    subject: str = Field(primary_key=True)
    audit: str
    auditee: str
    case_code: str
    seat: str
    criterion: str
    remark: str
    reply: str
    act: str
    text: str
    actor: str
    at: str


PICTURE = (
    "fact", "answer", "comment", "evidence", "good_example", "source", "rating", "seat_fact", "opened", "reread",
    "control", "remark", "reply",
)  # fmt: skip
