"""This machine's own notes in a store: drafts of comments, and the place to come back to.

Owns what is neither journalled, merged nor rebuilt. A draft is kept as it is typed and removed when the comment
is journalled.
"""

from __future__ import annotations

from tillsyn.store.engine import Store


def keep_draft(store: Store, key: str, text: str) -> None:
    """Keep what is being typed; an empty text removes the draft."""
    with store.transaction():
        if not text:
            store.run("DELETE FROM draft WHERE key = :key", key=key)
            return
        store.run(
            "INSERT INTO draft (key, text) VALUES (:key, :text) ON CONFLICT (key) DO UPDATE SET text = excluded.text",
            key=key,
            text=text,
        )


def read_draft(store: Store, key: str) -> str:
    """What was being typed, or an empty text."""
    row = store.one("SELECT text FROM draft WHERE key = :key", key=key)
    return row["text"] if row else ""


def keep_place(store: Store, key: str, value: str) -> None:
    """Remember where somebody was: at every step, so nobody waits for the disk, and the same again is not written."""
    if read_place(store, key) == value:
        return
    with store.transaction(lasting=False):
        store.run(
            "INSERT INTO place (key, value) VALUES (:key, :value) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key=key,
            value=value,
        )


def read_place(store: Store, key: str) -> str:
    """Where somebody was, or an empty text."""
    row = store.one("SELECT value FROM place WHERE key = :key", key=key)
    return row["value"] if row else ""
