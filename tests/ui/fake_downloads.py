"""The downloads of the library in memory: each is whole as soon as it begins, unless the test holds it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from tuinews.model.enclosures.chapter import Chapter, read_chapter_facts
from tuinews.model.enclosures.download import Download, DownloadState
from tuinews.model.entry import Enclosure, Entry
from tuinews.model.error import NotFoundError


@dataclass
class FakeDownloads:
    folder: Path = Path("/downloads")
    known: dict[str, Download] = field(default_factory=dict)
    held: bool = False

    async def all(self) -> tuple[Download, ...]:
        return tuple(reversed(self.known.values()))

    async def find(self, number: int) -> Download:
        for download in self.known.values():
            if download.id == number:
                return download
        raise NotFoundError(f"There is no download {number}.")

    async def find_files(self, urls: Collection[str]) -> dict[str, Download]:
        return {url: download for url, download in self.known.items() if url in urls}

    async def read_chapters(self, entry: Entry) -> tuple[Chapter, ...]:
        return read_chapter_facts(entry.facts)

    async def add(self, entry: Entry, file: Enclosure) -> Download:
        number = len(self.known) + 1
        self.known[file.url] = Download(number, file.url, entry.id, entry.title, file.type, file.length)
        return self.known[file.url]

    def start(self) -> None:
        state = DownloadState.RUNNING if self.held else DownloadState.DONE
        for url, download in self.known.items():
            if download.state is DownloadState.WAITING:
                self.known[url] = replace(download, state=state, path=str(self.folder / "episode.mp3"))

    async def stop(self, number: int) -> None:
        await self._put(number, DownloadState.STOPPED)

    async def resume(self, number: int) -> None:
        await self._put(number, DownloadState.WAITING)

    async def remove(self, number: int) -> Download:
        download = await self.find(number)
        del self.known[download.url]
        return download

    async def _put(self, number: int, state: DownloadState) -> None:
        download = await self.find(number)
        self.known[download.url] = replace(download, state=state)
