"""The first run: ways to come by feeds, while there are none."""

import os
import sys
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.engine.feeds.starter_packs import LANGUAGES, StarterPack, sort_packs
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr, tr_count
from tuinews.model.parsed import Outline
from tuinews.model.text import safe_text
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.feeds.subscriptions import SubscriptionsController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.programs.browser import browse_here
from tuinews.ui.programs.newsboat_files import NewsboatFiles, find_newsboat_files
from tuinews.ui.widgets.menu import MenuItem

if TYPE_CHECKING:
    from tuinews.ui.controllers.feeds.composition import FeedWorkControllers

_Way = Callable[[], Awaitable[bool]]
"""A way to begin: does it, and returns whether the user has feeds now."""


class FirstRunController:
    """Offers ways to begin until one of them led to feeds or the user leaves."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        subscriptions: SubscriptionsController,
        refresh: RefreshController,
        work: "FeedWorkControllers",
    ) -> None:
        """`work` has the lists that can be imported, and the account on a server."""
        self._env = env
        self._interaction = interaction
        self._subscriptions = subscriptions
        self._work = work
        self._refresh = refresh

    def begin(self, *, unasked: bool = False) -> None:
        """Show the ways to begin; `unasked`, not over a dialog that the user opened meanwhile."""
        self._interaction.inquire(self._begin(unasked=unasked), always=not unasked)

    def take_packs(self) -> None:
        """Have the user choose among the starter packs."""
        self._interaction.inquire(self._take_packs_alone())

    async def _begin(self, *, unasked: bool) -> None:
        found = await to_thread(find_newsboat_files, Path.home(), os.environ)
        counted = [(files, count) for files in found if (count := await self._work.imports.count(files.urls))]
        if unasked and self._interaction.question is not None:
            return
        add, leave = self._interaction.key("add-feed"), self._interaction.key("close-dialog")
        placeholder = tr("Paste an address here, or choose; {leave} begins with nothing", leave=leave)
        while True:
            chosen = await self._interaction.choose(
                tr("Welcome to tuinews: where do your feeds come from?"),
                [*self._offer(counted)],
                placeholder=placeholder,
                other=_offer_address,
            )
            if chosen is None:
                palette = self._interaction.key("palette")
                self._interaction.tell(
                    tr("{add} adds a feed at any time; {palette} and “begin” lead back here.", add=add, palette=palette)
                )
                return
            try:
                if await self._follow(chosen.value):
                    return
            except TuinewsError as error:
                self._interaction.tell(str(error), "error")

    def _offer(self, counted: Sequence[tuple[NewsboatFiles, int]]) -> Iterator[MenuItem]:
        """Give the ways to begin; what is on this machine already comes first."""
        for files, count in counted:
            marks = tr(", with what is read there") if files.cache else ""
            yield MenuItem(
                tr(
                    "Take your {feeds} from newsboat{marks}",
                    feeds=tr_count("{count} feed", "{count} feeds", count),
                    marks=marks,
                ),
                files,
                str(files.urls),
            )
        yield MenuItem(tr("Type or paste an address"), self._ask_address, tr("a site, a feed, a channel"))
        yield MenuItem(tr("Import a list"), self._work.imports.ask, tr("OPML, newsboat, an export of tuinews"))
        yield MenuItem(
            tr("Connect a server"), self._work.account.ask_and_add, tr("FreshRSS, Miniflux, any Google Reader API")
        )
        yield MenuItem(tr("Take a starter pack"), self._choose_packs, tr("well-known feeds by topic and language"))
        if not self._interaction.in_browser:  # there is no terminal in which it could be run
            yield MenuItem(tr("Take a tour of two minutes"), "tour", tr("in a sample portal, no network"))
            yield MenuItem(tr("Look around the sample portal"), "demo", tr("nothing of it stays"))

    async def _follow(self, way: object) -> bool:
        """Go a way that was chosen; return whether that led to feeds."""
        if isinstance(way, NewsboatFiles):
            return await self._work.imports.take(way.urls, way)
        if isinstance(way, str) and way in {"demo", "tour"}:
            await self._run_demo(way)
            return False
        if isinstance(way, str):
            return await self._subscriptions.ask_and_add(way)
        return await way() if callable(way) else False

    async def _ask_address(self) -> bool:
        return await self._subscriptions.ask_and_add()

    async def _run_demo(self, command: str) -> None:
        """Run the sample portal in this terminal until the user leaves it."""
        with self._interaction.terminal_given_away():
            browse_here((sys.executable, "-m", "tuinews", command))

    # Starter packs

    async def _take_packs_alone(self) -> None:
        await self._choose_packs()

    async def _choose_packs(self) -> bool:
        """Have the user choose packs, then feeds of them, and subscribe to these; return whether there are any."""
        packs = await self._pick(tr("Starter packs: by language and topic"), [*pack_items(sort_packs(_language()))])
        chosen = [pack for pack in packs if isinstance(pack, StarterPack)]
        if not chosen:
            return False
        outlines = [outline for pack in chosen for outline in _outlines(pack)]
        title = tr(
            "{feeds}: which of them? They are their publishers' own.",
            feeds=tr_count("{count} feed", "{count} feeds", len(outlines)),
        )
        picked = await self._pick(title, [*_feed_items(chosen)], ticked=outlines)
        wanted = [outline for outline in picked if isinstance(outline, Outline)]
        if not wanted:
            return False
        added = await self._env.library.feeds.add_listed(wanted)
        undo = self._interaction.key("undo")
        done = tr(
            "Subscribed to {feeds}: {undo} takes it back.",
            feeds=tr_count("{count} feed", "{count} feeds", added),
            undo=undo,
        )
        self._interaction.tell(done if added else tr("They were all here already."))
        self._refresh.refresh_all()
        return True

    async def _pick(self, title: str, items: Sequence[MenuItem], ticked: Sequence[object] = ()) -> tuple[object, ...]:
        from tuinews.ui.dialogs.picker import Picker

        pick, every, accept = (self._interaction.key(name) for name in ("pick", "pick-all", "menu-choose"))
        foot = tr("{pick} ticks · {every} all · {accept} takes what is ticked", pick=pick, every=every, accept=accept)
        picker = Picker(title, items, ticked, foot=foot)
        answer = await self._interaction.put(picker)
        return answer.value if answer is not None and isinstance(answer.value, tuple) else ()


def pack_items(packs: Sequence[StarterPack]) -> Iterator[MenuItem]:
    """Give the packs below the names of their languages."""
    above = ""
    for pack in packs:
        if pack.lang != above:
            above = pack.lang
            yield MenuItem(LANGUAGES[above])
        names = " · ".join(feed.title for feed in pack.feeds)
        yield MenuItem(pack.topic, pack, names, words=f"{LANGUAGES[pack.lang]} {pack.lang}")


def _feed_items(packs: Sequence[StarterPack]) -> Iterator[MenuItem]:
    """Give the feeds below the names of their packs."""
    for pack in packs:
        yield MenuItem(f"{pack.topic} · {LANGUAGES[pack.lang]}")
        yield from (MenuItem(outline.feed_title, outline, outline.url) for outline in _outlines(pack))


def _outlines(pack: StarterPack) -> Iterator[Outline]:
    """Give the feeds of a pack as those of a list: the folder is its topic, the titles are the publishers'."""
    for feed in pack.feeds:
        title = safe_text(feed.title)
        yield Outline((safe_text(pack.topic),), title, feed.url, feed_title=title)


def _offer_address(typed: str) -> MenuItem | None:
    """Return the way to add what looks like an address, or `None`."""
    looks_so = "." in typed.strip(".") and not any(letter.isspace() for letter in typed)
    return MenuItem(tr("Add {typed}", typed=safe_text(typed, 80)), typed) if looks_so else None


def _language() -> str:
    """Return the language that the terminal's programs speak: `de_DE.UTF-8`."""
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "en")
