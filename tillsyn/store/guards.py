"""What the database itself enforces: entries are only ever added.

Owns the triggers of SQLite. `INSERT OR REPLACE` would slip past guards on UPDATE and DELETE alone, so adding an
entry that is already there is refused too. Texts may be deleted (by a purge), but never changed.
"""

from __future__ import annotations

GUARDS = (
    "CREATE TRIGGER entry_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER entry_never_replaced BEFORE INSERT ON entry WHEN EXISTS "
    "(SELECT 1 FROM entry WHERE hash = NEW.hash OR (writer = NEW.writer AND seq = NEW.seq)) "
    "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER text_never_changed BEFORE UPDATE ON entry_text BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER text_never_replaced BEFORE INSERT ON entry_text WHEN EXISTS "
    "(SELECT 1 FROM entry_text WHERE entry = NEW.entry) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)
