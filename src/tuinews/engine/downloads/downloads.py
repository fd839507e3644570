"""The downloads of the library: asked for, brought one after the other, and listed."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tuinews.engine.downloads.download_list import DownloadList
from tuinews.engine.downloads.part_names import count_received, find_part, is_held
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.clock import DAY
from tuinews.model.enclosures.chapter import Chapter
from tuinews.model.enclosures.download import Download, DownloadState, describe_size
from tuinews.model.entry import Enclosure, Entry
from tuinews.model.error import NotFoundError, TuinewsError
from tuinews.model.event import Noticed
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, safe_text
from tuinews.model.url import host_key

ReportDownload = Callable[[Download], None]


def _ignore(_download: Download) -> None:
    """Do nothing: nobody watches."""


class Downloads:
    """`library.downloads`."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services, self._web = services, web
        self._list = DownloadList(services.downloads.with_suffix(".json"))
        self._tasks: dict[int, asyncio.Task[Download]] = {}
        self._stopped: set[int] = set()
        self._now: dict[int, Download] = {}
        """Downloads that run here, as they are now."""
        self._slots = asyncio.Semaphore(services.settings.downloads.at_once)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @property
    def folder(self) -> Path:
        """Where files are kept."""
        named = self._services.settings.downloads.folder
        return Path(named).expanduser() if named else self._services.downloads

    async def all(self) -> tuple[Download, ...]:
        """Return all downloads as they are now, the newest first; those that were kept long enough are deleted."""
        return tuple(reversed(await asyncio.to_thread(self._read)))

    async def find(self, number: int) -> Download:
        """Return one download; raises NotFoundError."""
        for download in await self.all():
            if download.id == number:
                return download
        raise NotFoundError(
            tr("There is no download {number}: `tuinews download --list` shows what there is.", number=number)
        )

    async def find_files(self, urls: Collection[str]) -> dict[str, Download]:
        """Return the downloads of these addresses."""
        return {download.url: download for download in reversed(await self.all()) if download.url in urls}

    async def read_chapters(self, entry: Entry) -> tuple[Chapter, ...]:
        """Return the chapters of the episode that comes with an entry; none if it has none, or they cannot be had."""
        from tuinews.engine.downloads.chapters import fetch_chapters

        return await self._services.loop.call(fetch_chapters(self._services, self._web, entry))

    async def add(self, entry: Entry, file: Enclosure) -> Download:
        """Put a file that comes with an entry into the queue; one that is here already, or on its way, stays.

        Raises:
            TuinewsError: the list of downloads cannot be written.
        """
        return await asyncio.to_thread(self._add, entry, file)

    def start(self) -> None:
        """Bring in the background what waits."""
        self._services.loop.submit(self._run_all())

    async def run(self, numbers: Sequence[int], report: ReportDownload | None = None) -> tuple[Download, ...]:
        """Bring these downloads, and return them as they are then; `report` hears of each piece."""
        return await self._services.loop.call(self._run(numbers, report or _ignore))

    async def stop(self, number: int) -> None:
        """End a download for now: what is here of it stays."""
        await self._services.loop.call(self._stop(number))

    async def resume(self, number: int) -> None:
        """Put a download back into the queue."""
        await asyncio.to_thread(self._set_state, number, DownloadState.WAITING)

    async def remove(self, number: int) -> Download:
        """Delete a download, its file and its part; return what it was. Raises NotFoundError."""
        download = await self.find(number)
        await self.stop(number)
        await asyncio.to_thread(self._delete, [download])
        return download

    # What is remembered

    def _read(self) -> tuple[Download, ...]:
        days = self._services.settings.downloads.keep_days
        found = self._list.read()
        if days:
            now = self._services.clock()
            old = [one for one in found if one.finished is not None and now - one.finished > days * DAY]
            if old:
                self._delete(old)
                found = self._list.read()
        return tuple(map(self._look, found))

    def _find_done(self, number: int) -> Download | None:
        """Return a download whose file is whole and there, `None` otherwise."""
        looked = (self._look(one) for one in self._list.read() if one.id == number)
        return next((one for one in looked if one.state is DownloadState.DONE), None)

    def _look(self, download: Download) -> Download:
        """Return a download with what the disk says of it."""
        if download.id in self._now:
            return self._now[download.id]
        if download.state is DownloadState.DONE:
            there = Path(download.path).is_file()
            return download if there else replace(download, state=DownloadState.LOST)
        received = count_received(self.folder, download.url)
        if download.state is DownloadState.RUNNING and not is_held(self.folder, download.url):
            return replace(download, state=DownloadState.STOPPED, received=received)
        return replace(download, received=received)

    def _add(self, entry: Entry, file: Enclosure) -> Download:
        wanted: list[Download] = []

        def change(before: tuple[Download, ...]) -> tuple[Download, ...]:
            known = [self._look(one) for one in before if one.url == file.url]
            if known and known[0].state in {DownloadState.DONE, DownloadState.RUNNING}:
                wanted[:] = known[:1]
                return before
            number = known[0].id if known else max((one.id for one in before), default=0) + 1
            new = Download(
                number, file.url, entry.id, entry.title, file.type, file.length, added=self._services.clock()
            )
            new = replace(new, validator=known[0].validator, length=known[0].length) if known else new
            wanted[:] = [new]
            return (*(one for one in before if one.url != file.url), new)

        self._list.change(change)
        return wanted[0]

    def _save(self, download: Download) -> None:
        self._list.change(lambda before: tuple(download if one.id == download.id else one for one in before))

    def _set_state(self, number: int, state: DownloadState) -> None:
        def change(before: tuple[Download, ...]) -> tuple[Download, ...]:
            return tuple(replace(one, state=state, error=EMPTY) if one.id == number else one for one in before)

        self._list.change(change)

    def _delete(self, gone: Iterable[Download]) -> None:
        for download in gone:
            with suppress(OSError):
                find_part(self.folder, download.url).unlink(missing_ok=True)
            if download.path and Path(download.path).parent == self.folder:
                with suppress(OSError):
                    Path(download.path).unlink(missing_ok=True)
        numbers = {download.id for download in gone}
        self._list.change(lambda before: tuple(one for one in before if one.id not in numbers))

    # On the engine's loop

    async def _run_all(self) -> None:
        waiting = await asyncio.to_thread(self._list.read)
        await self._run([one.id for one in waiting if one.state is DownloadState.WAITING], _ignore)

    async def _run(self, numbers: Sequence[int], report: ReportDownload) -> tuple[Download, ...]:
        known = {one.id: one for one in await asyncio.to_thread(self._read)}
        for number in numbers:
            if number in known and number not in self._tasks and known[number].state is not DownloadState.DONE:
                self._tasks[number] = asyncio.create_task(self._bring(known[number], report))
        waited = [self._tasks[number] for number in numbers if number in self._tasks]
        await asyncio.gather(*waited, return_exceptions=True)
        return tuple(one for one in await asyncio.to_thread(self._read) if one.id in set(numbers))

    async def _bring(self, download: Download, report: ReportDownload) -> Download:
        from tuinews.engine.downloads.transfer import Transfer

        def note(now: Download) -> None:
            self._now[now.id] = now
            report(now)

        transfer = Transfer(self._services, self._web, self.folder, self._save, note)
        download = replace(download, state=DownloadState.WAITING, error=EMPTY)
        try:
            async with self._hosts[host_key(download.url)], self._slots:
                # while it waited for its turn, another may have brought it
                if (done := await asyncio.to_thread(self._find_done, download.id)) is not None:
                    return done
                download = replace(download, state=DownloadState.RUNNING)
                note(download)
                await asyncio.to_thread(self._save, download)
                download = await transfer.bring(download)
                self._save(download)  # before anybody can take it for one that is not whole
        except TuinewsError as error:
            now = self._now.get(download.id, download)
            download = replace(now, state=DownloadState.FAILED, error=safe_text(str(error), 400))
            self._save(download)
        except asyncio.CancelledError:
            state = DownloadState.STOPPED if download.id in self._stopped else DownloadState.WAITING
            self._save(replace(self._now.get(download.id, download), state=state))
            raise
        finally:
            self._now.pop(download.id, None)
            self._tasks.pop(download.id, None)
            self._stopped.discard(download.id)
        self._tell(download)
        return download

    def _tell(self, download: Download) -> None:
        if download.state is DownloadState.DONE:
            size = describe_size(download.length)
            self._services.publish(
                Noticed(
                    safe_text(tr("Downloaded {title} ({size}).", title=download.title, size=size), 300), "information"
                )
            )
        else:
            self._services.publish(Noticed(safe_text(f"{download.title}: {download.error}", 400), "warning"))

    async def _stop(self, number: int) -> None:
        task = self._tasks.get(number)
        if task is None:
            if any(one.id == number and one.state is DownloadState.WAITING for one in self._list.read()):
                self._set_state(number, DownloadState.STOPPED)
            return
        self._stopped.add(number)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
