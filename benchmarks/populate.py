"""Fill a home with made-up news, for measuring: N entries spread over M feeds, straight through the store's writer.

    python benchmarks/populate.py --home DIR [--entries 50000] [--feeds 1000] [--bytes 400] [--unread 0.4] [--tags 0]
        [--index]

Deterministic. `--bytes` is the size of each body; `--index` feeds the search index too. `--tags` gives each entry five
of so many tags, each half as often as the one of half its rank (Zipf); without, two of 2,000.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from tuinews.model.change import EntryDraft, FeedUpdate
from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import pack
from tuinews.model.entry import Flag
from tuinews.model.feed import FeedCard
from tuinews.model.ids import FeedId
from tuinews.model.parsed import Outline
from tuinews.model.query import Not, Query, Since
from tuinews.model.text import safe_text
from tuinews.store import Reader, Writer, prepare

NOW: Instant = 1_800_000_000
SPAN = 365 * DAY
FOLDERS = tuple(
    safe_text(name) for name in ("World", "Science", "Sport", "Culture", "Business", "Local", "Travel", "Code")
)
SYLLABLES = [first + second for first in "bdfgklmnprst" for second in "aeiou"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--bytes", type=int, default=400)
    parser.add_argument("--unread", type=float, default=0.4, help="the newest part of the year that is left unread")
    parser.add_argument("--tags", type=int, default=0)
    parser.add_argument("--index", action="store_true")
    arguments = parser.parse_args()
    path = arguments.home / "data" / "tuinews.db"
    prepare(path, NOW)
    writer, reader = Writer(path, lambda: NOW), Reader(path)
    started = time.perf_counter()
    writer.import_feeds([_outline(number) for number in range(arguments.feeds)])
    feeds = sorted(feed.id for feed in reader.feeds())
    news = _Newsroom(random.Random(1), arguments.bytes, arguments.tags)  # noqa: S311  made-up news need no secrecy
    share, rest = divmod(arguments.entries, len(feeds))
    batch: list[FeedUpdate] = []
    for number, feed_id in enumerate(feeds):
        drafts = tuple(news.drafts(feed_id, share + (number < rest)))
        card, polling = FeedCard(title=safe_text(f"Feed {feed_id}")), reader.polls.polling(feed_id)
        batch.append(FeedUpdate(feed_id, NOW, card, drafts, polling=polling))
        if len(batch) == 100 or number == len(feeds) - 1:
            writer.apply(batch)
            batch.clear()
    old = Query("", Not(Since(NOW - int(SPAN * arguments.unread))))
    writer.mark_query(old, Flag.READ, value=True)
    while arguments.index and writer.index_some(500):
        continue
    writer.optimize()
    counts = reader.counts()
    reader.close()
    writer.close()
    seconds, size = time.perf_counter() - started, path.stat().st_size
    print(f"{counts.total} entries, {counts.unread} unread, {len(feeds)} feeds: {seconds:.1f} s, {size / 1e6:.0f} MB")


def _outline(number: int) -> Outline:
    folder = (FOLDERS[number % len(FOLDERS)],)
    return Outline(
        folder,
        safe_text(f"Feed {number + 1}"),
        f"http://127.{number // 62_500}.{number // 250 % 250}.{number % 250}:8931/{number}.xml",
    )


class _Newsroom:
    def __init__(self, chance: random.Random, size: int, tags: int = 0) -> None:
        self._chance = chance
        self._words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
        self._tags = [safe_text(word.title()) for word in self._words[:2_000]]
        self._many = [safe_text(f"{self._tags[n % 2_000]} {n}") for n in range(tags)]
        self._text = " ".join(chance.choices(self._words, k=200_000))
        self._size = size

    def drafts(self, feed_id: FeedId, count: int) -> Iterator[EntryDraft]:
        moments = sorted((NOW - int(SPAN * self._chance.random()) for _ in range(count)), reverse=True)
        for number, moment in enumerate(moments):
            address = f"http://example.org/{feed_id}/{number}"
            start = self._chance.randrange(len(self._text) - self._size)
            tags = {self._tags[int(len(self._tags) * self._chance.random() ** 3)]: None for _ in range(2)}
            if self._many:
                tags = {self._many[int(len(self._many) ** self._chance.random()) - 1]: None for _ in range(5)}
            yield EntryDraft(
                guid=address,
                title=safe_text(" ".join(self._chance.choices(self._words, k=8)).capitalize()),
                url=address,
                link_key=address.removeprefix("http://"),
                author=safe_text(f"Writer {number % 40}"),
                published=moment,
                updated=None,
                moment=moment,
                html=pack(f"<p>{self._text[start : start + self._size]}</p>"),
                base="",
                tags=tuple(tags),
                related=(),
                enclosures=(),
                images=(),
                lang=safe_text("en"),
                minutes=1 + number % 7,
                fingerprint=f"{feed_id:012x}{number:012x}",
            )


if __name__ == "__main__":
    main()
