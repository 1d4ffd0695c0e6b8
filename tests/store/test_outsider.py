"""Somebody outside, with nothing but Python and the description of the format, comes to the same answer as we do.

Follows the section on the journal in docs/formats.md: whoever changes the one changes the other. Nothing of tillsyn is
used in `outsider`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.making import NOW, without_guards
from tillsyn.store.engine import open_read_only
from tillsyn.store.verify import verify
from tillsyn.workflow.sheet import load_sheet


def outsider(path: Path) -> bool:
    """Whether every entry follows the one before it, unchanged, with the words it was written with."""
    sha = lambda text: hashlib.sha256(text.encode()).hexdigest()  # noqa: E731
    packed = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))  # noqa: E731
    with closing(sqlite3.connect(path)) as store:
        texts = {entry: (salt, text) for entry, salt, text in store.execute("SELECT * FROM entry_text")}
        rows = store.execute("SELECT * FROM entry ORDER BY writer, seq").fetchall()
        last: dict[str, tuple[int, str]] = {}
        for digest, writer, seq, prev, at, actor, kind, subject, base, data, text_hash in rows:
            before, link = last.get(writer, (0, ""))
            fields = [1, prev, writer, seq, at, actor, kind, subject, json.loads(base), sha(data), text_hash]
            salt, text = texts.pop(digest, ("", ""))
            words = sha(salt + text) if salt else ""
            if (seq, prev) != (before + 1, link) or sha(packed(fields)) != digest or packed(fields[8]) != base:
                return False
            if words != text_hash or len(salt) not in (0, 32):
                return False
            last[writer] = (seq, digest)
        heads = store.execute("SELECT writer, seq, hash FROM head_seen").fetchall()
        return not texts and all(last.get(writer, (0, ""))[0] >= seq for writer, seq, _digest in heads)


DAMAGE = [
    'UPDATE entry SET data = \'{"code":"ja"}\' WHERE data = \'{"code":"nej"}\'',
    "UPDATE entry SET actor = 'Någon Annan' WHERE seq = 7",
    "UPDATE entry SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 7",
    "UPDATE entry SET base = '[]' WHERE base <> '[]'",
    "UPDATE entry SET base = replace(base, '\",\"', '\", \"') || ' ' WHERE seq = 3",
    "UPDATE entry SET seq = seq + 100",
    "DELETE FROM entry WHERE seq = 5",
    "DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)",
    "UPDATE entry_text SET text = text || '.'",
    "UPDATE entry_text SET salt = salt || substr(text, 1, 1), text = substr(text, 2)",
    "DELETE FROM entry_text",
    "INSERT INTO entry_text VALUES ('ingen', '0123456789abcdef0123456789abcdef', 'ord')",
]


def ours(path: Path) -> bool:
    with open_read_only(path) as store:
        return verify(store, NOW).ok


def test_an_outsider_finds_the_county_whole(county_file: Path) -> None:
    assert outsider(county_file)
    assert ours(county_file)


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_outsider_sees_the_damage_we_see(small_file: Path, tmp_path: Path, damage: str) -> None:
    copy = Path(shutil.copy(small_file, tmp_path / "skadad.tillsyn"))
    _judge(copy)
    assert outsider(copy)
    assert ours(copy)
    with closing(without_guards(copy)) as connection:
        assert connection.execute(damage).rowcount

    assert not outsider(copy)
    assert not ours(copy)


def _judge(path: Path) -> None:
    from tillsyn.workflow import review
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk

    with open_desk(path) as desk:
        sheet = load_sheet(desk, open_audit(desk), "vik", "V-01")
        for code in ("ja", "nej"):
            sheet = review.give_answer(desk, sheet, "PLA-01", code)
        review.write_comment(desk, sheet, "PLA-01", "Ingen plan i akten.")
