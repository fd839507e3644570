"""How much of a refresh is held in memory, and how often its threads hand over to each other: counts, no seconds."""

import asyncio
import pickle
from collections import Counter
from typing import Any

import pytest

from engine.living import rss
from engine.web import Web
from store.storing import draft
from tuinews.engine.connection_thread import ConnectionThread
from tuinews.engine.library import Library
from tuinews.engine.polling.backlog import Backlog
from tuinews.engine.polling.group_commit import count_fitting
from tuinews.model.ids import FeedId
from tuinews.model.parsed import Outline
from tuinews.model.text import safe_text


async def test_no_further_body_comes_while_many_wait_to_be_stored() -> None:
    backlog = Backlog(2)
    backlog.add(FeedId(1))
    await backlog.wait()
    backlog.add(FeedId(2))
    waiting = asyncio.ensure_future(backlog.wait())
    await asyncio.sleep(0)
    assert not waiting.done()

    backlog.remove(FeedId(3))
    await asyncio.sleep(0)
    assert not waiting.done()

    backlog.remove(FeedId(1))
    await waiting


@pytest.mark.parametrize(
    ("sizes", "count"), [([], 0), ([9_000], 1), ([9_000, 1], 1), ([1_000, 1_000, 1_000, 1_000], 3), ([0] * 64, 64)]
)
def test_commits_are_of_so_many_entries(sizes: list[int], count: int) -> None:
    assert count_fitting(sizes) == count


def test_drafts_come_out_of_a_worker_as_they_went_in() -> None:
    entry = draft("a1", html="<p>sea</p>", tags=["Sea"], source=safe_text("Harbour"))
    assert pickle.loads(pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)) == entry  # noqa: S301  what it was made of is ours


async def test_hops_between_threads_a_feed(library: Library, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    hops: Counter[str] = Counter()
    submit = ConnectionThread.submit

    def counted(thread: ConnectionThread[Any], work: Any) -> Any:
        hops[thread.name] += 1
        return submit(thread, work)

    feeds = 12
    outlines = [
        Outline((), safe_text(str(n)), web.put(f"/{n}", rss(f"{n}", f"{n}-b"), ETag=f'"{n}"')) for n in range(feeds)
    ]
    await library._services.writer.do(lambda writer: writer.import_feeds(outlines))
    monkeypatch.setattr(ConnectionThread, "submit", counted)

    first = await library.refresh.run()
    cold, hops = hops, Counter()
    again = await library.refresh.run(force=True)

    assert (first.updated, again.unchanged) == (feeds, feeds)
    assert cold["pages"] <= 12
    assert cold["writer"] <= feeds + 16
    assert hops["pages"] <= 12
    assert hops["writer"] <= feeds + 16
