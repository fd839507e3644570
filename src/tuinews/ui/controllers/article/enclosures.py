"""The files that come with an article: played, fetched to be kept, or handed to the browser."""

import json
import os
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple

from tuinews.model.enclosures.chapter import Chapter, format_clock
from tuinews.model.enclosures.download import Download, DownloadState, describe_progress, describe_size
from tuinews.model.entry import Enclosure, Entry, is_kept_whole
from tuinews.model.error import NotFoundError
from tuinews.model.language import tr, tr_count
from tuinews.ui.controllers.article.browser import BrowserController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

_PLACES, _MOST_PLACES = "playback", 300
"""Under which key it is remembered where playing stopped, and of how many files."""
_LEAST_PLACE = 15.0
"""Seconds from which on it is worth to go on from there."""
_BUSY = frozenset({DownloadState.RUNNING, DownloadState.WAITING})


class _ChosenFile(NamedTuple):
    """A file with what is known of it."""

    entry: Entry
    file: Enclosure
    download: Download | None
    place: float
    """Where playing it stopped, in seconds."""
    chapters: tuple[Chapter, ...]


class EnclosuresController:
    """Shows the files of an article and all downloads, and what can be done with each."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, browser: BrowserController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._browser = browser
        self._playing: dict[str, float] = {}
        """Where mpv is, by addresses of files that are played."""

    def choose(self) -> None:
        """Choose among the files that come with the article."""
        self._interaction.inquire(self._choose())

    async def _choose(self) -> None:
        entry = await self._listing.entry()
        if entry is None:
            return
        if not entry.enclosures:
            self._interaction.tell(tr("No file comes with this article."))
            return
        if len(entry.enclosures) == 1:
            await self._offer(entry, entry.enclosures[0])
            return
        known = await self._env.library.downloads.find_files({file.url for file in entry.enclosures})
        items = [_file_item(file, known.get(file.url), entry) for file in entry.enclosures]
        placeholder = tr(
            "{menu_choose} shows what can be done with a file", menu_choose=self._interaction.key("menu-choose")
        )
        chosen = await self._interaction.choose(tr("Files"), items, placeholder=placeholder, wide=True)
        if chosen is not None and isinstance(chosen.value, Enclosure):
            await self._offer(entry, chosen.value)

    async def _offer(self, entry: Entry, file: Enclosure) -> None:
        """Offer what can be done with one file."""
        downloads = self._env.library.downloads
        download = (await downloads.find_files({file.url})).get(file.url)
        place = (await self._read_places()).get(file.url, 0.0)
        chapters = await downloads.read_chapters(entry) if is_kept_whole(file) else ()
        items = [
            MenuItem(_name_file(file)),
            MenuItem(_describe_file(file, entry, download), quiet=True),
            *self._play_items(place, chapters),
            *_download_items(download),
            MenuItem(tr("Open in the browser"), "browse"),
            MenuItem(tr("Copy the address"), "copy"),
        ]
        chosen = await self._interaction.choose(
            tr("File of {title}", title=entry.title), items, placeholder=tr("What do you want to do?")
        )
        if chosen is not None:
            await self._do(str(chosen.value), _ChosenFile(entry, file, download, place, chapters))

    def _play_items(self, place: float, chapters: tuple[Chapter, ...]) -> list[MenuItem]:
        items = (
            [MenuItem(tr("Play from {clock}, where you stopped", clock=format_clock(place)), "go-on")] if place else []
        )
        items.append(MenuItem(tr("Play from the beginning") if place else tr("Play"), "play"))
        return [*items, MenuItem(tr("Chapters …"), "chapters", str(len(chapters)))] if chapters else items

    async def _do(self, what: str, of: _ChosenFile) -> None:
        match what:
            case "play" | "go-on":
                await self._play(of.file.url, of.download, of.place if what == "go-on" else 0.0)
            case "chapters":
                items = [MenuItem(one.title or tr("(no name)"), one, format_clock(one.start)) for one in of.chapters]
                chosen = await self._interaction.choose(tr("Chapters"), items)
                if chosen is not None and isinstance(chosen.value, Chapter):
                    await self._play(of.file.url, of.download, chosen.value.start)
            case "download":
                await self._download(of.entry, of.file)
            case "browse":
                self._browser.open_url(of.file.url)
            case "copy":
                self._interaction.copy(of.file.url)
                self._interaction.tell(tr("Copied the address of the file."))
            case _ if of.download is not None:
                await self._change(what, of.download)

    async def _download(self, entry: Entry, file: Enclosure) -> None:
        downloads = self._env.library.downloads
        await downloads.add(entry, file)
        downloads.start()
        self._interaction.tell(
            tr(
                "Fetching {file}: {downloads} shows how far it is.",
                file=_name_file(file),
                downloads=self._interaction.key("downloads"),
            )
        )

    async def _change(self, what: str, download: Download) -> None:
        downloads = self._env.library.downloads
        match what:
            case "resume":
                await downloads.resume(download.id)
                downloads.start()
                self._interaction.tell(tr("It goes on: {title}.", title=download.title))
            case "stop":
                await downloads.stop(download.id)
                self._interaction.tell(tr("Stopped; what is here stays: {title}.", title=download.title))
            case "delete":
                question = tr("Delete the file of {title}?", title=download.title)
                if await self._interaction.confirm(question, MenuItem(tr("Delete it"), "delete"), tr("Keep it")):
                    await downloads.remove(download.id)
                    self._interaction.tell(tr("Deleted the file of {title}.", title=download.title))

    # All downloads

    def show_downloads(self) -> None:
        """Show all downloads with how far they are."""
        self._interaction.inquire(self._show_downloads())

    async def _show_downloads(self) -> None:
        downloads = self._env.library.downloads
        found = await downloads.all()
        if not found:
            key = self._interaction.key("enclosures")
            self._interaction.tell(
                tr("Nothing was downloaded yet: {key} on an article fetches the files that come with it.", key=key)
            )
            return
        waiting = sum(one.state in {DownloadState.STOPPED, DownloadState.FAILED} for one in found)
        items = [MenuItem(tr("Go on with all that stopped"), "all", str(waiting))] if waiting else []
        for one in found:
            items.append(MenuItem(one.title or one.url, one, describe_progress(one), firm=True))
            items.append(MenuItem(one.error or one.path or one.url, quiet=True))
        title = tr("Downloads, in {folder}", folder=downloads.folder)
        chosen = await self._interaction.choose(title, items, placeholder=tr("Type to narrow"), wide=True)
        if chosen is None:
            return
        if isinstance(chosen.value, Download):
            await self._offer_download(chosen.value)
            return
        for one in found:
            if one.state in {DownloadState.STOPPED, DownloadState.FAILED}:
                await downloads.resume(one.id)
        downloads.start()
        self._interaction.tell(tr_count("{count} download goes on.", "{count} downloads go on.", waiting))

    async def _offer_download(self, download: Download) -> None:
        entry: Entry | None = None
        with suppress(NotFoundError):
            entry = await self._env.library.entries.entry(download.entry_id)
        if entry is not None:
            file = Enclosure(download.url, download.type, download.length)
            await self._offer(entry, next((one for one in entry.enclosures if one.url == download.url), file))
            return
        # its article is gone
        items = [MenuItem(tr("Play"), "play"), *_download_items(download)]
        chosen = await self._interaction.choose(download.title or download.url, items)
        if chosen is not None and chosen.value == "play":
            await self._play(download.url, download, 0.0)
        elif chosen is not None:
            await self._change(str(chosen.value), download)

    # Playing

    async def _play(self, url: str, download: Download | None, start: float) -> None:
        from tuinews.ui.programs.browser import browse_here
        from tuinews.ui.programs.browser import start as start_program
        from tuinews.ui.programs.player import find_player

        here = download is not None and download.state is DownloadState.DONE
        file = download.path if download is not None and here else url
        player = find_player(self._env.settings.player.command, file, start, os.environ)
        if player.takes_terminal:
            with self._interaction.terminal_given_away():
                said = browse_here(player.command)
            self._interaction.tell(said)
            return
        start_program(player.command)
        self._interaction.tell(tr("Playing it in {name}.", name=PurePath(player.command[0]).name))
        if player.socket:
            self._interaction.run(self._watch(player.socket, url), "player")

    async def _watch(self, socket: str, url: str) -> None:
        """Remember where mpv is when it leaves."""
        from tuinews.ui.programs.player import watch_place

        def note(place: float) -> None:
            self._playing[url] = place

        await watch_place(socket, note)
        if url in self._playing:
            await self._keep_place(url, self._playing.pop(url))

    async def _read_places(self) -> dict[str, float]:
        stored = await self._env.library.memory.get(_PLACES)
        try:
            places = json.loads(stored or "{}")
            return {str(url): float(place) for url, place in places.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    async def _keep_place(self, url: str, place: float) -> None:
        places = {known: at for known, at in (await self._read_places()).items() if known != url}
        if place >= _LEAST_PLACE:
            places[url] = round(place, 1)
        kept = dict(list(places.items())[-_MOST_PLACES:])
        await self._env.library.memory.put(_PLACES, json.dumps(kept))


def _download_items(download: Download | None) -> list[MenuItem]:
    """What can be done about keeping a file."""
    if download is None or download.state is DownloadState.LOST:
        return [MenuItem(tr("Download"), "download")]
    if download.state is DownloadState.DONE:
        return [MenuItem(tr("Delete the downloaded file"), "delete", describe_size(download.length))]
    said, what = (
        (tr("Stop the download"), "stop") if download.state in _BUSY else (tr("Go on with the download"), "resume")
    )
    return [MenuItem(said, what, describe_progress(download)), MenuItem(tr("Delete what is here of it"), "delete")]


def _name_file(file: Enclosure) -> str:
    from tuinews.ui.paint.article.targets import file_name

    return file_name(file.url)


def _describe_file(file: Enclosure, entry: Entry, download: Download | None) -> str:
    """What is known of a file: its type, size, length, host, and how far its download is."""
    from tuinews.ui.paint.article.targets import describe_address

    lengths = [fact.value for fact in entry.facts if fact.name == "Length"] if is_kept_whole(file) else []
    size = "" if download is not None else describe_size(file.length)
    state = describe_progress(download) if download is not None else ""
    return " · ".join(filter(None, (file.type, size, *lengths[:1], state, describe_address(file.url))))


def _file_item(file: Enclosure, download: Download | None, entry: Entry) -> MenuItem:
    return MenuItem(_name_file(file), file, _describe_file(file, entry, download), firm=True)
