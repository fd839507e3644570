"""A store in a temporary folder with a clock of its own, and entries to put into it."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from new_store import put_store
from tuinews.model.change import Edited, EntryDraft, FeedUpdate, UpdateResult
from tuinews.model.codec.stored_text import pack
from tuinews.model.entry import Flag, Mark, Marked
from tuinews.model.feed import FeedCard, NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.store import Reader, Writer, prepare, visibility
from tuinews.store.file.disk import journal_mode

NOW = 1_800_000_000

PLAIN: dict[str, Any] = {
    "author": safe_text(""),
    "published": None,
    "updated": None,
    "base": "",
    "tags": (),
    "related": (),
    "enclosures": (),
    "images": (),
    "lang": safe_text(""),
    "minutes": 0,
}


def draft(guid: str, title: str = "", html: str = "", **more: Any) -> EntryDraft:
    """An entry with this guid; its number, if the guid ends in one, is its minute."""
    number = int("".join(filter(str.isdigit, guid)) or 0)
    tags = tuple(safe_text(tag) for tag in more.pop("tags", ()))
    values = PLAIN | {
        "guid": guid,
        "title": safe_text(title or f"Headline {guid}"),
        "url": f"https://news.example/{guid}",
        "link_key": f"news.example/{guid}",
        "moment": NOW - 100_000 + 60 * number,
        "html": pack(html),
        "fingerprint": f"{guid} {title} {html} {more}",
        "tags": tags,
    }
    return EntryDraft(**(values | more))


def replace_reasons(monkeypatch: pytest.MonkeyPatch, **bits: int) -> None:
    """Have these reasons to be hidden and no others, whatever reasons the program has."""
    for name in tuple(visibility.REASONS):
        monkeypatch.delitem(visibility.REASONS, name)
    for name, bit in bits.items():
        monkeypatch.setitem(visibility.REASONS, name, bit)


_MOST_SLICES = 10_000


class House:
    """A reader and a writer on one new store."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "data" / "tuinews.db"
        self.now = NOW
        if not self.path.exists() and journal_mode(self.path) == "wal":
            put_store(self.path)
        prepare(self.path, NOW)
        self.writer = Writer(self.path, lambda: self.now)
        self.reader = Reader(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()
        self.writer.close()

    def feed(self, name: str = "harbour", folder: Sequence[str] = ()) -> FeedId:
        """Subscribe to a feed whose publisher calls it by its capitalised name."""
        feed_id = self.writer.add_feed(
            NewFeed(f"https://{name}.example/feed", folder=tuple(safe_text(part) for part in folder))
        )
        self.writer.apply([self.update(feed_id, card=FeedCard(title=safe_text(name.title())))])
        return feed_id

    def update(
        self,
        feed_id: FeedId,
        new: Sequence[EntryDraft] = (),
        edited: Sequence[Edited] = (),
        card: FeedCard | None = None,
    ) -> FeedUpdate:
        """What a poll brought."""
        return FeedUpdate(feed_id, self.now, card, tuple(new), tuple(edited), self.reader.polls.polling(feed_id))

    def store(self, feed_id: FeedId, *drafts: EntryDraft) -> tuple[EntryId, ...]:
        """Store new entries; their ids in the order given."""
        return self.apply(self.update(feed_id, drafts)).new

    def apply(self, update: FeedUpdate) -> UpdateResult:
        """Store one update."""
        (applied,) = self.writer.apply([update])
        return applied

    def find(self, query: str = "") -> list[int]:
        """The ids that a query gives."""
        return list(self.reader.lists.ids(parse_query(query, self.now), self.now))

    def guids(self, query: str = "") -> list[str]:
        """The guids of what a query gives."""
        entries = [self.reader.entry(EntryId(number)) for number in self.find(query)]
        return [entry.guid for entry in entries if entry is not None]

    def mark(self, flag: Flag, *ids: EntryId, value: bool = True) -> Marked:
        """Set or clear a flag."""
        return self.writer.mark(Mark(flag, value, ids))

    def mark_all(self, query: str, flag: Flag, *, value: bool = True) -> Marked:
        """Set or clear a flag on all that a query gives."""
        return self.writer.mark_query(parse_query(query, self.now), flag, value=value)

    def index(self) -> None:
        """Let the search index catch up."""
        for _ in range(_MOST_SLICES):
            if not self.writer.index_some(3):
                return
        raise AssertionError("The index never has all.")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        return self.writer._connection.execute(sql).fetchall()
