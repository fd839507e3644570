"""Pages in the browser: of what is meant, or of an address."""

import os
from collections.abc import Sequence

from tuinews.model.entry import Flag
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.model.url import host_to_show, is_web
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.marks import MarksController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

MOST_UNASKED = 5
"""Pages that open in the browser at one key without a question."""


class BrowserController:
    """Opens pages in the user's browser; one that needs the terminal gets it."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, marks: MarksController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._marks = marks

    def open_targets(self, *, read: bool) -> None:
        """Open the page of what is meant in the browser, after asking when it is much; `read` marks it read."""
        ids = self._listing.targets()
        if len(ids) > MOST_UNASKED:
            self._interaction.inquire(self._ask(ids, read=read))
        else:
            self._open(ids, read=read)

    async def _ask(self, ids: Sequence[EntryId], *, read: bool) -> None:
        question = tr("Open {count} pages in the browser?", count=len(ids))
        if await self._interaction.confirm(question, MenuItem(tr("Open all {count}", count=len(ids)), "open")):
            self._open(ids, read=read)

    def _open(self, ids: Sequence[EntryId], *, read: bool) -> None:
        self._interaction.run(self._open_entries(ids))
        if read:
            self._marks.mark(Flag.READ, ids, value=True)

    async def _open_entries(self, ids: Sequence[EntryId]) -> None:
        entries = await self._listing.entries(ids)
        if len(entries) > 1:
            await self._open_pages([entry.url for entry in entries])
        elif entries and entries[0].url:
            await self._open_page(entries[0].url)
        elif entries:
            self._interaction.tell(tr("This article has no web page."))

    def open_url(self, url: str) -> None:
        """Open an address in the browser, telling the host it leads to."""
        self._interaction.run(self._open_page(url))

    async def _open_page(self, url: str) -> None:
        """Open an address in the browser; what does not work is told, also when that shows only after a while."""
        from tuinews.ui.programs.browser import browse, browse_here, browser_command, takes_the_terminal

        tell = self._interaction.tell
        if self._interaction.in_browser and is_web(url):
            self._interaction.open_beside(url)
            return
        try:
            command = browser_command(self._env.settings.browser.command, url, os.environ)
            if self._env.settings.browser.terminal or takes_the_terminal(command):
                with self._interaction.terminal_given_away():
                    said = browse_here(command)
                tell(said)
                return
            # not that it is open: whether the browser can open it shows only after a while
            told = safe_text(tr("Opening {host_to_show} in the browser.", host_to_show=host_to_show(url)))
            trouble = await browse(command, lambda: tell(told))
        except TuinewsError as error:
            trouble = safe_text(str(error))
        if trouble:
            tell(trouble, "warning")

    async def _open_pages(self, urls: Sequence[str]) -> None:
        """Open many addresses, a few at a time; those that are no web pages are left out, and told."""
        if self._interaction.in_browser:
            for url in filter(is_web, urls):
                self._interaction.open_beside(url)
            return
        from tuinews.ui.programs.browser import browse_all, browser_command, takes_the_terminal

        commands = []
        for url in urls:
            try:
                commands.append(browser_command(self._env.settings.browser.command, url, os.environ))
            except TuinewsError as error:
                refused = error
        if not commands:
            raise refused
        if self._env.settings.browser.terminal or takes_the_terminal(commands[0]):
            raise TuinewsError(
                tr("A browser of the terminal shows one page at a time: open one article after the other.")
            )
        self._interaction.tell(tr("Opening {count} pages in the browser …", count=len(commands)))
        opened = await browse_all(commands)
        left = (
            tr("; {count} have none that can be opened", count=len(urls) - len(commands))
            if len(urls) > len(commands)
            else ""
        )
        if opened.trouble:
            told = tr(
                "{pages} of {count} pages were opened. {trouble}",
                pages=opened.pages,
                count=len(commands),
                trouble=opened.trouble,
            )
            self._interaction.tell(told, "warning")
        else:
            self._interaction.tell(tr("Opened {pages} pages in the browser{left}.", pages=opened.pages, left=left))
