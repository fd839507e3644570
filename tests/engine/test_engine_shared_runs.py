"""When a shared folder is read and written: one process at a time, before a refresh, now and then, and at the end."""

import asyncio
from pathlib import Path

from engine.web import Clock
from tuinews.engine.library import Library
from tuinews.model.clock import MINUTE
from tuinews.model.feed import NewFeed

FEED = NewFeed("https://harbour.example/feed")
OTHER = "elsewhere:1"
LEASE = "shared folder"


async def subscribe(library: Library, name: str) -> None:
    """Decide something that is to be told."""
    feed = FEED._replace(url=f"https://{name}.example/feed")
    await library._services.writer.do(lambda writer: writer.add_feed(feed))


async def test_two_processes_of_one_library_take_turns(library: Library, clock: Clock, tmp_path: Path) -> None:
    await library.folder.join(str(tmp_path / "folder"))
    await subscribe(library, "harbour")
    now = clock()
    await library._services.writer.do(lambda writer: writer.lease(LEASE, OTHER, 600, now))
    assert (await library.folder.run(patient=False)).pushed == 0
    waiting = asyncio.ensure_future(library.folder.run())
    await asyncio.sleep(0)
    await library._services.writer.do(lambda writer: writer.release(LEASE, OTHER))
    assert (await waiting).pushed == 1


async def test_a_reader_looks_now_and_then_and_tells_when_it_is_left(
    library: Library, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    await library.folder.join(str(folder))
    (log,) = folder.iterdir()
    assert library._turns.is_due(5)
    assert not library._turns.is_due(5)
    clock.now += 5 * MINUTE
    assert library._turns.is_due(5)
    assert not library._turns.is_due(0)
    await library._share()
    await subscribe(library, "valley")
    assert "valley" not in log.read_text()
    await asyncio.to_thread(library.close)
    assert "valley" in log.read_text()


async def test_a_refresh_takes_over_first_and_goes_on_where_the_folder_is_gone(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    await library.folder.join(str(folder))
    await subscribe(library, "valley")
    (log,) = folder.iterdir()
    folder.rename(tmp_path / "gone")
    await library._share()
    assert "is not there" in (await library.folder.status()).error
    (tmp_path / "gone").rename(folder)
    await library.refresh._share()
    assert "valley" in log.read_text()
    assert not (await library.folder.status()).error
