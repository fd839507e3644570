"""Measure stories in a large home that `populate.py` filled: grouping an entry, counting, listing and searching.

    python benchmarks/stories.py --home DIR [--events 400] [--per-event 5] [--refreshes 40]

Groups what waits of the last five days, then stores made-up events as refreshes bring them, and groups after each.
Times are of this process alone, medians and 95th percentiles in milliseconds.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from populate import NOW, SYLLABLES
from tuinews.engine.stories.grouper import WINDOW
from tuinews.engine.stories.stored_index import StoredIndex
from tuinews.engine.stories.story_slices import group_slice
from tuinews.model.change import EntryDraft, FeedUpdate
from tuinews.model.codec.stored_text import pack
from tuinews.model.entry import Flag
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.model.text import safe_text
from tuinews.store import Reader, Writer, prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--events", type=int, default=400)
    parser.add_argument("--per-event", type=int, default=5)
    parser.add_argument("--refreshes", type=int, default=40)
    arguments = parser.parse_args()
    path = arguments.home / "data" / "tuinews.db"
    prepare(path, NOW)
    writer, reader = Writer(path, lambda: NOW), Reader(path)
    counts = reader.counts()
    print(f"{counts.total} entries, {counts.unread} unread, {reader.stories.count_ungrouped()} wait to be grouped")
    _tell_grouping("the window", *_group(writer))
    events = list(_invent(random.Random(2), arguments.events, arguments.per_event))  # noqa: S311  made-up news
    feeds = [feed.id for feed in reader.feeds()]
    each = -(-len(events) // arguments.refreshes)
    grouped, seconds = 0, 0.0
    for start in range(0, len(events), each):
        drafts = events[start : start + each]
        writer.apply(
            [FeedUpdate(feeds[(start + at) % len(feeds)], NOW, new=(draft,)) for at, draft in enumerate(drafts)]
        )
        some, took = _group(writer)
        grouped, seconds = grouped + some, seconds + took
    _tell_grouping(f"{arguments.refreshes} refreshes", grouped, seconds)
    _measure_reading(reader)
    _measure_marks(writer, reader)
    reader.close()
    writer.close()


def _group(writer: Writer) -> tuple[int, float]:
    started, grouped, index = time.process_time(), 0, StoredIndex(WINDOW)
    while some := writer.stories.group(lambda tables: group_slice(tables, index, NOW - WINDOW)).grouped:
        grouped += some
    return grouped, time.process_time() - started


def _tell_grouping(what: str, grouped: int, seconds: float) -> None:
    print(f"grouping of {what}: {grouped} entries, {1000 * seconds / max(grouped, 1):.2f} ms an entry")


def _measure_reading(reader: Reader) -> None:
    stories = reader.stories.select(EVERYTHING)
    print(f"{len(stories)} stories")
    _tell("counters", reader.counts)
    _tell("newest 50 stories", lambda: reader.stories.read(reader.stories.select(EVERYTHING, limit=50)))
    _tell("all stories", lambda: reader.stories.read(reader.stories.select(EVERYTHING)))
    for text in (f"story:{stories[0]}", "story:>2", "story:>9", "story:>1 is:unread", "story:<2", "is:followed"):
        query = parse_query(text, NOW)
        _tell(f"first page of {text}", lambda query=query: reader.lists.ids(query, NOW, 100))  # type: ignore[misc]


def _measure_marks(writer: Writer, reader: Reader) -> None:
    for value in (True, False):
        query = parse_query("newer:60d", NOW)
        started = time.process_time()
        changed = len(writer.mark_query(query, Flag.READ, value=value).changed)
        seconds = time.process_time() - started
        print(f"{changed} marked {'read' if value else 'unread'}: {1000 * seconds:.0f} ms")
        _tell("counters after that", reader.counts)


def _tell(what: str, work: Callable[[], object], times: int = 20) -> None:
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - started))
    print(f"{what}: {statistics.median(taken):.1f} ms, 95 % below {statistics.quantiles(taken, n=20)[-1]:.1f} ms")


def _invent(chance: random.Random, events: int, per_event: int) -> Iterator[EntryDraft]:
    """Yield articles, each of one of the events."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    told = [chance.choices(words, k=50) for _ in range(events)]
    order = [event for event in range(events) for _ in range(per_event)]
    chance.shuffle(order)
    for number, event in enumerate(order):
        kept = [word if chance.random() < 0.7 else chance.choice(words) for word in told[event]]
        title = " ".join(chance.sample([word.capitalize() for word in told[event][:12]], 8))
        address = f"http://example.org/told/{number}"
        yield EntryDraft(
            guid=address,
            title=safe_text(title),
            url=address,
            link_key=address.removeprefix("http://"),
            author=safe_text(""),
            published=NOW - 60 * number,
            updated=None,
            moment=NOW - 60 * number,
            html=pack(f"<p>{' '.join(kept)}.</p>"),
            base="",
            fingerprint=str(number),
            tags=(),
            related=(),
            enclosures=(),
            images=(),
            lang=safe_text("en"),
            minutes=1,
        )


if __name__ == "__main__":
    main()
