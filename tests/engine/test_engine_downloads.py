"""Downloads: they go on where they ended, never mix two files, and write nothing but their own file."""

import asyncio
import fcntl
import resource
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.conftest import opened
from engine.web import Clock, Web
from tuinews.config import Settings
from tuinews.config.settings import DownloadSettings, RefreshSettings
from tuinews.engine.downloads.part_names import find_part, is_held
from tuinews.engine.library import Library
from tuinews.model.clock import DAY
from tuinews.model.enclosures.download import Download, DownloadState, choose_ending, describe_progress
from tuinews.model.entry import Enclosure, Entry
from tuinews.model.error import NotFoundError
from tuinews.model.event import Event, Noticed
from tuinews.model.query import parse_query

SOUND = bytes(range(256)) * 400


@dataclass
class SoundServer:
    """Serves one sound, or the part of it that is asked for, and may break off."""

    body: bytes = SOUND
    tag: str = '"one"'
    breaks_at: int = 0
    """The byte at which the next answer ends early; 0: none does."""
    asked: list[tuple[str | None, str | None]] = field(default_factory=list)
    """The `Range` and the `If-Range` of each request."""
    headers: dict[str, str] = field(default_factory=dict)
    gate: threading.Event = field(default_factory=threading.Event)
    came: threading.Event = field(default_factory=threading.Event)
    came_once: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        sound = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                sound.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/episode.mp3?a=1"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        ranged, condition = request.headers.get("Range"), request.headers.get("If-Range")
        self.asked.append((ranged, condition))
        self.came_once.set()
        start = int(ranged[6:-1]) if ranged and condition == self.tag else 0
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/{len(self.body)}")
        for name, value in {"ETag": self.tag, "Content-Length": str(len(self.body) - start), **self.headers}.items():
            request.send_header(name, value)
        request.end_headers()
        end, self.breaks_at = self.breaks_at or len(self.body), 0
        request.wfile.write(self.body[start:end])
        request.wfile.flush()
        if end < len(self.body):
            request.close_connection = True
        if not self.gate.is_set():
            self.came.set()
            self.gate.wait(30)

    def close(self) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def sound() -> Iterator[SoundServer]:
    served = SoundServer()
    yield served
    served.close()


async def episode(library: Library, web: Web, sound: SoundServer) -> tuple[Entry, Enclosure]:
    feed = (
        '<rss version="2.0"><channel><title>Coast</title><item><guid>1</guid><title>../../The lamp</title>'
        f'<enclosure url="{sound.url}" type="audio/mpeg" length="7"/></item></channel></rss>'
    )
    await library.feeds.add(web.put("/feed", feed))
    (number,) = await library.entries.ids(parse_query("", 0))
    (headline,) = await library.entries.page([number])
    entry = await library.entries.entry(headline.id)
    return entry, entry.enclosures[0]


def file_of(download: Download) -> Path:
    return Path(download.path)


async def fetch(library: Library, web: Web, sound: SoundServer) -> Download:
    download = await library.downloads.add(*await episode(library, web, sound))
    (done,) = await library.downloads.run([download.id])
    return done


async def test_a_file_that_breaks_off_goes_on_where_it_ended(
    library: Library, web: Web, sound: SoundServer, events: list[Event]
) -> None:
    sound.breaks_at = 40_000
    done = await fetch(library, web, sound)
    assert (done.state, done.length, done.error) == (DownloadState.DONE, len(SOUND), "")
    path = file_of(done)
    assert path.read_bytes() == SOUND
    assert (path.parent, path.name) == (library.downloads.folder, "2027-01-15-the-lamp.mp3")
    assert path.stat().st_mode & 0o777 == 0o600
    assert sound.asked[0] == (None, None)
    ranged, condition = sound.asked[1]
    assert ranged is not None
    assert 0 < int(ranged[6:-1]) <= 40_000
    assert condition == '"one"'
    assert [entry.name for entry in path.parent.iterdir()] == [path.name], "nothing else is left"
    assert any(isinstance(event, Noticed) and "Downloaded" in event.sentence for event in events)


async def test_what_is_here_is_not_fetched_again(library: Library, web: Web, sound: SoundServer) -> None:
    done = await fetch(library, web, sound)
    entry = await library.entries.entry(done.entry_id)
    again = await library.downloads.add(entry, entry.enclosures[0])
    assert again == done
    assert await library.downloads.run([again.id]) == (done,)
    assert len(sound.asked) == 1
    file_of(done).unlink()
    assert [one.state for one in await library.downloads.all()] == [DownloadState.LOST]
    await library.downloads.add(entry, entry.enclosures[0])
    assert (await library.downloads.run([done.id]))[0].state is DownloadState.DONE


async def test_another_file_at_the_address_is_never_mixed_with_the_part_that_is_here(
    library: Library, web: Web, sound: SoundServer
) -> None:
    download = await library.downloads.add(*await episode(library, web, sound))
    part = find_part(library.downloads.folder, sound.url)
    part.parent.mkdir(parents=True)
    for tag, kept in (('"old"', b"x" * 5_000), ("", b"y" * 5_000)):
        part.write_bytes(kept)
        library.downloads._save(replace(download, validator=tag))
        (done,) = await library.downloads.run([download.id])
        assert file_of(done).read_bytes() == SOUND
        file_of(done).unlink()
    assert [condition for _, condition in sound.asked] == ['"old"', None]


async def test_after_a_kill_it_is_stopped_and_goes_on(library: Library, web: Web, sound: SoundServer) -> None:
    download = await library.downloads.add(*await episode(library, web, sound))
    part = find_part(library.downloads.folder, sound.url)
    part.parent.mkdir(parents=True)
    part.write_bytes(SOUND[:30_000])
    running = replace(download, state=DownloadState.RUNNING, validator='"one"', length=len(SOUND))
    library.downloads._save(running)  # as a process left it that was killed
    (found,) = await library.downloads.all()
    assert (found.state, found.received) == (DownloadState.STOPPED, 30_000)
    assert describe_progress(found) == "stopped, 30 kB of 102 kB (29 %)"
    (done,) = await library.downloads.run([found.id])
    assert file_of(done).read_bytes() == SOUND
    assert sound.asked == [("bytes=30000-", '"one"')]


async def test_what_another_process_fetches_is_left_to_it(library: Library, web: Web, sound: SoundServer) -> None:
    download = await library.downloads.add(*await episode(library, web, sound))
    part = find_part(library.downloads.folder, sound.url)
    part.parent.mkdir(parents=True)
    with part.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert is_held(library.downloads.folder, sound.url)
        (refused,) = await library.downloads.run([download.id])
    assert refused.state is DownloadState.FAILED
    assert "Another tuinews" in refused.error
    assert not sound.asked


async def test_a_link_in_the_place_of_a_part_leads_nowhere(
    library: Library, web: Web, sound: SoundServer, tmp_path: Path
) -> None:
    download = await library.downloads.add(*await episode(library, web, sound))
    part, mine = find_part(library.downloads.folder, sound.url), tmp_path / "mine"
    part.parent.mkdir(parents=True)
    mine.write_text("mine")
    for link in (part.symlink_to, part.hardlink_to):
        link(mine)
        (refused,) = await library.downloads.run([download.id])
        assert refused.state is DownloadState.FAILED
        assert mine.read_text() == "mine"
        part.unlink()
    taken = library.downloads.folder / "2027-01-15-the-lamp.mp3"
    taken.symlink_to(mine)
    (done,) = await library.downloads.run([download.id])
    assert file_of(done).name == "2027-01-15-the-lamp-2.mp3"
    assert mine.read_text() == "mine"


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Files may grow to 60 kB, as if the disk were full then."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("small_disk")
async def test_a_disk_that_is_full_is_one_sentence_and_it_goes_on_later(
    library: Library, web: Web, sound: SoundServer
) -> None:
    download = await library.downloads.add(*await episode(library, web, sound))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    (failed,) = await library.downloads.run([download.id])
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert failed.state is DownloadState.FAILED
    assert "make room" in failed.error
    assert 0 < failed.received <= 60_000
    (done,) = await library.downloads.run([download.id])
    assert file_of(done).read_bytes() == SOUND
    assert sound.asked[-1] == (f"bytes={failed.received}-", '"one"')


async def test_a_file_that_is_too_large_or_packed_is_refused(
    tmp_path: Path, clock: Clock, events: list[Event], web: Web, sound: SoundServer
) -> None:
    settings = Settings(refresh=RefreshSettings(host_gap_seconds=0.0), downloads=DownloadSettings(max_megabytes=1))
    for library in opened(tmp_path, settings, clock, events):
        sound.body = SOUND * 20
        refused = await fetch(library, web, sound)
        assert "larger than 1.0 MB" in refused.error
        assert refused.received == 0
        sound.body, sound.headers = SOUND, {"Content-Encoding": "gzip"}
        (refused,) = await library.downloads.run([refused.id])
        assert "packed" in refused.error


async def test_a_download_is_stopped_and_resumed_and_removed_with_its_file(
    library: Library, web: Web, sound: SoundServer
) -> None:
    entry, file = await episode(library, web, sound)
    sound.headers, sound.body = {"Content-Length": str(len(SOUND))}, SOUND[:50_000]
    sound.gate.clear()
    download = await library.downloads.add(entry, file)
    library.downloads.start()
    assert await library.downloads._services.loop.call(_wait_for(sound.came))
    await library.downloads.stop(download.id)
    sound.gate.set()
    (stopped,) = await library.downloads.all()
    assert stopped.state is DownloadState.STOPPED
    sound.headers, sound.body = {}, SOUND
    await library.downloads.resume(download.id)
    (done,) = await library.downloads.run([download.id])
    assert file_of(done).read_bytes() == SOUND
    assert (await library.downloads.find_files([sound.url]))[sound.url].id == download.id
    await library.downloads.remove(download.id)
    assert not file_of(done).exists()
    assert await library.downloads.all() == ()
    with pytest.raises(NotFoundError):
        await library.downloads.remove(download.id)


async def _wait_for(event: threading.Event) -> bool:
    return await asyncio.to_thread(event.wait, 30)


async def test_what_was_kept_long_enough_is_deleted(
    tmp_path: Path, clock: Clock, events: list[Event], web: Web, sound: SoundServer
) -> None:
    settings = Settings(refresh=RefreshSettings(host_gap_seconds=0.0), downloads=DownloadSettings(keep_days=3))
    for library in opened(tmp_path, settings, clock, events):
        done = await fetch(library, web, sound)
        clock.now += 2 * DAY
        assert [one.id for one in await library.downloads.all()] == [done.id]
        clock.now += 2 * DAY
        assert await library.downloads.all() == ()
        assert not file_of(done).exists()


async def test_a_list_that_somebody_broke_is_no_end(library: Library, web: Web, sound: SoundServer) -> None:
    done = await fetch(library, web, sound)
    place = library.downloads._list._path
    for text in ("{", '[{"id": 1}, 3, null]', '{"a": 1}'):
        place.write_text(text)
        assert await library.downloads.all() == ()
    assert file_of(done).exists()
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("url", "declared", "ending"),
    [
        ("https://a.example/b.MP3?c=d.exe", "", ".mp3"),
        ("https://a.example/b", "audio/mpeg; charset=x", ".mp3"),
        ("https://a.example/b.desktop", "", ""),
        ("https://a.example/b.sh#x.mp3", "audio/mpeg", ""),
        ("https://a.example/b.tar.gz", "", ".gz"),
        ("https://a.example/b.a/b", "", ""),
        ("https://a.example/b.toolong", "application/pdf", ".pdf"),
        ("https://a.example/", "nonsense", ""),
    ],
)
def test_the_publisher_decides_of_a_name_its_ending_alone(url: str, declared: str, ending: str) -> None:
    assert choose_ending(url, declared) == ending


async def test_what_waits_goes_on_when_the_reader_opens_again(
    library: Library, web: Web, sound: SoundServer, events: list[Event]
) -> None:
    library.warm()
    download = await library.downloads.add(*await episode(library, web, sound))
    assert not sound.asked
    library.warm()
    assert await library.downloads._services.loop.call(_wait_for(sound.came_once))
    (done,) = await library.downloads.run([download.id])
    assert done.state is DownloadState.DONE
    assert len(sound.asked) == 1
