"""Brings one file: asks for what is missing of it, again when the server breaks off, until it is whole."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tuinews.engine.articles.request_origin import origin_of
from tuinews.engine.downloads.part_file import PartFile
from tuinews.engine.refusals import describe_refusal
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.fetch import Failed, Fetched, Request
from tuinews.model.enclosures.download import Download, DownloadState, choose_ending
from tuinews.model.error import TuinewsError
from tuinews.model.form import file_stem
from tuinews.model.language import tr
from tuinews.model.url import is_web

ATTEMPTS = 6
"""How often a file is asked for in a row, as long as more of it comes each time."""

_MOST_SECONDS = 86_400.0
_NO_LIMIT = 1 << 62

SaveDownload = Callable[[Download], None]


class Transfer:
    """One file on its way; `save` is called with what is to be remembered of it, and `report` with each piece."""

    def __init__(
        self, services: Services, web: WebClient, folder: Path, save: SaveDownload, report: SaveDownload
    ) -> None:
        self._services, self._web = services, web
        self._folder, self._save, self._report = folder, save, report

    async def bring(self, download: Download) -> Download:
        """Return the download with its file, which is whole.

        Raises:
            TuinewsError: it cannot be had or kept; what is here of it stays.
        """
        if not is_web(download.url):
            raise TuinewsError(tr("Only files on the web are fetched: this address is of another kind."))
        most = self._services.settings.downloads.max_megabytes * 1_000_000 or _NO_LIMIT
        now = download

        def see() -> Download:
            return replace(
                now, length=part.length or now.length, validator=part.validator or now.validator, received=part.size
            )

        def begin() -> None:
            self._report(see())
            self._save(see())

        with PartFile(self._folder, download.url, most, lambda: self._report(see()), begin) as part:
            for attempt in range(ATTEMPTS):
                now = see()
                if await self._ask(now, part):
                    return self._settle(see(), part)
                await asyncio.sleep(attempt)
        raise TuinewsError(tr("The server broke off again and again: try again later, it goes on from there."))

    async def _ask(self, download: Download, part: PartFile) -> bool:
        """Ask for what is missing, and return whether the file is whole.

        Raises:
            TuinewsError: it makes no sense to ask again.
        """
        if part.size and not download.validator:
            part.restart()  # nothing tells whether what is here is of the same file
        before = part.size
        outcome = await self._web.download(await self._request(download, part))
        match outcome:
            case Fetched():
                return part.length is None or part.size >= part.length
            case Failed(reply=reply) if reply is not None and reply.status == 416:
                if before and before == download.length:
                    return True
                part.restart()
                return False
            case Failed(reply=None) if part.size > before:
                return False
            case _:
                raise TuinewsError(describe_refusal(download.url, outcome))

    async def _request(self, download: Download, part: PartFile) -> Request:
        entry = await self._services.pages.do(lambda reader: reader.entry(download.entry_id))
        access = None if entry is None else self._services.secrets.find_access(entry.feed_id, download.url)
        headers = () if access is None else access.headers
        start = part.size
        piece = (("Range", f"bytes={start}-"), ("If-Range", download.validator)) if start else ()
        return Request(
            url=download.url,
            kind="file",
            origin_url=await origin_of(self._services, entry),
            headers=(*headers, *piece),
            auth=None if access is None else access.auth,
            max_bytes=_NO_LIMIT,
            sink=part,
            timeout=_MOST_SECONDS,
        )

    def _settle(self, download: Download, part: PartFile) -> Download:
        from tuinews.article.write.masthead import local_time

        stem = file_stem(local_time(download.added)[:10], download.title or f"file {download.id}")
        size = part.size
        try:
            path = part.settle(stem, choose_ending(download.url, download.type))
        except OSError as error:
            raise TuinewsError(
                tr(
                    "The file cannot be kept in {folder} ({strerror}): check the folder.",
                    folder=self._folder,
                    strerror=error.strerror,
                )
            ) from error
        return replace(
            download,
            state=DownloadState.DONE,
            path=str(path),
            length=size,
            received=size,
            finished=self._services.clock(),
        )
