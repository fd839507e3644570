"""Subscribing to feeds."""

from asyncio import to_thread
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tuinews.engine.results import Added, FeedPreview, LoginNeededError
from tuinews.model.change import FeedEdit
from tuinews.model.clock import Instant, format_ago, to_local
from tuinews.model.error import StoreError, TuinewsError
from tuinews.model.feed import Access, Feed, FeedLink, Folder
from tuinews.model.language import tr, tr_count
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.feeds.sidebar import SidebarController, read_folder_path
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

_SHOWN = 2
"""Entries of each of several feeds that are shown."""


class SubscriptionsController:
    """Subscribes to a feed, or to one that a site names, and takes its login."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        sidebar: SidebarController,
        refresh: RefreshController,
        old: OldArticlesController,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
        self._refresh = refresh
        self._old = old
        self._mistyped = ""
        """The address that could not be added: to be mended when asked for the next time."""

    def add(self, url: str = "") -> None:
        """Add a feed or a site."""
        self._interaction.inquire(self._add(url))

    async def _add(self, url: str) -> None:
        await self.ask_and_add(url)

    async def ask_and_add(self, url: str = "") -> bool:
        """Ask for an address, show what is there and subscribe to what the user chooses; return whether any was.

        Raises:
            TuinewsError: there is no feed, with what to do.
        """
        previews = await self._look(url) if url else await self._ask_and_look()
        chosen = await self._choose(previews) if previews else ()
        if not chosen:
            return False
        fresh = [preview for preview in chosen if preview.known is None]
        if not fresh:
            self._mistyped = ""
            self._tell_known([preview.known for preview in chosen if preview.known is not None])
            return True
        wanted = await self._ask_details(fresh)
        if wanted is None or not await self._subscribe(fresh, *wanted):
            return False
        self._mistyped = ""
        return True

    async def _ask_and_look(self) -> tuple[FeedPreview, ...]:
        """Return what is at the address that the user gives, who is asked again while there is nothing."""
        question = tr("Add a feed: the address of a feed or of a site")
        while typed := await self._interaction.ask(question, self._mistyped, over=True):
            self._mistyped = typed
            try:
                return await self._look(typed)
            except StoreError:
                raise
            except TuinewsError as error:
                self._interaction.tell(str(error), "error")
        return ()

    async def _look(self, url: str, access: Access | None = None) -> tuple[FeedPreview, ...]:
        """Return what is at an address; nothing when the user stopped that, or gave no login where one is wanted."""
        shown = host_to_show(url) or safe_text(url, 40)
        try:
            found = await self._interaction.wait(
                tr("Looking for feeds at {shown}", shown=shown), self._env.library.feeds.look(url, access)
            )
        except LoginNeededError as error:
            self._interaction.tell(str(error), "warning")
            given = await self._ask_login(host_to_show(url), Access() if access is None else access)
            # a login is for the site that asked for it: the engine sends it to those of its feeds that are on its host
            return () if given is None else await self._look(url, given)
        return () if found is None else found

    async def _choose(self, previews: Sequence[FeedPreview]) -> Sequence[FeedPreview]:
        """Return those of several feeds that the user ticks."""
        if len(previews) == 1:
            return previews
        from tuinews.ui.dialogs.picker import Picker

        items = [item for preview in previews for item in _preview_items(preview, self._env.clock())]
        pick, accept = self._interaction.key("pick"), self._interaction.key("menu-choose")
        foot = tr("{pick} ticks · {accept} takes what is ticked, or the current one", pick=pick, accept=accept)
        answer = await self._interaction.put(
            Picker(tr("{count} feeds: which of them?", count=len(previews)), items, foot=foot)
        )
        picked = answer.value if answer is not None and isinstance(answer.value, tuple) else ()
        return [preview for preview in previews if preview.link.href in picked]

    async def _ask_details(self, previews: Sequence[FeedPreview]) -> tuple[Folder, SafeText] | None:
        """Show the last entries of one feed; return the folder and the name that the user gives, `None` to leave."""
        from tuinews.ui.dialogs.field_form import Field, FieldForm

        first = previews[0]
        name = first.called
        lines: list[str] = []
        fields = [
            Field(
                "folder",
                tr("Folder"),
                "/".join(self._sidebar.folder()),
                tr("One that is there or a new one, inner ones after a /; empty for none."),
                words=self._sidebar.folder_paths(),
            )
        ]
        if len(previews) == 1:
            told = _offer(first.link)
            lines = [told] if told else []
            lines += [_headline(title, date, self._env.clock()) for title, date in first.headlines]
            fields.insert(
                0, Field("name", tr("Name"), name, tr("What you call it; the publisher's own name if you leave it."))
            )
        else:
            lines = [preview.called for preview in previews]
        title = tr_count("Subscribe to {name}", "Subscribe to {count} feeds", len(previews), name=name)
        accept, leave = self._interaction.key("form-accept"), self._interaction.key("close-dialog")
        foot = tr("{accept} subscribes · Tab goes on · {leave} leaves", accept=accept, leave=leave)
        form = FieldForm(title, fields, lines=lines, foot=foot)
        typed = await self._interaction.put(form)
        if typed is None:
            return None
        own = typed.get("name", "")
        return read_folder_path(typed["folder"]), EMPTY if own == name else safe_text(own, 200)

    async def _subscribe(self, previews: Sequence[FeedPreview], folder: Folder, title: SafeText) -> bool:
        """Subscribe to feeds, whichever of them fail, and tell what came of it; return whether there is any now."""
        added: list[Added] = []
        failures: list[str] = []
        with self._interaction.busy(
            tr("subscribing to {feeds}", feeds=tr_count("{count} feed", "{count} feeds", len(previews)))
        ):
            for preview in previews:
                try:
                    added += await self._env.library.feeds.add(preview.link.href, folder, title)
                except TuinewsError as error:
                    failures.append(str(error))
        await self._sidebar.show_added()
        for sentence in failures:
            self._interaction.tell(sentence, "error")
        if added:
            self._tell_added(added)
            numbers = [await self._old.count(f"feed:{item.feed.id}") for item in added if item.new]
            self._old.offer(sum(numbers))
        return bool(added)

    def _tell_added(self, added: Sequence[Added]) -> None:
        names = ", ".join(item.feed.title for item in added[:3]) + (", …" if len(added) > 3 else "")
        new = tr_count("{count} article", "{count} articles", sum(item.new for item in added))
        warnings = "".join(f" {item.warning}" for item in added if item.warning)
        undo = tr_count(
            "{undo} takes it back.",
            "{undo} takes them back, one after the other.",
            len(added),
            undo=self._interaction.key("undo"),
        )
        self._interaction.tell(
            tr("{names} was here already.", names=names)
            if all(item.existed for item in added)
            else tr(
                "Added {names}: {new}.{warnings} {undo}",
                names=names,
                new=new,
                warnings=warnings,
                undo=undo,
            )
        )

    def _tell_known(self, feeds: Sequence[Feed]) -> None:
        names = ", ".join(f"{feed.title}{_say_where(feed)}" for feed in feeds)
        self._interaction.tell(tr("{names}: subscribed to already.", names=names))

    # Logins

    def give_login(self) -> None:
        """Ask for the name and password that are sent to the feed's server."""
        self._interaction.inquire(self._give_login())

    async def _give_login(self) -> None:
        feed, feeds = self._sidebar.feed(), self._env.library.feeds
        if feed is None:
            self._interaction.tell(tr("Go to a feed first: its name and password can be given then."))
            return
        known: Access | None = await to_thread(feeds.access, feed)
        access = await self._ask_login(feed.title, Access() if known is None else known)
        if access is None:
            return
        await feeds.edit(feed.id, FeedEdit(), access)
        done = tr("{title} is asked with this name and password from now on.", title=feed.title)
        self._interaction.tell(
            done if access.auth else tr("The name and password of {title} are forgotten.", title=feed.title)
        )
        self._refresh.refresh_feed(feed.id)

    async def _ask_login(self, what: str, known: Access) -> Access | None:
        """Return the credentials as the user types them; `None` when the user left."""
        user = await self._interaction.ask(tr("Name for {what} (empty: none)", what=what), known.user, over=True)
        if not user:
            return None if user is None else replace(known, user="", password="")
        password = await self._interaction.ask(tr("Password of {user}", user=user), secret=True)
        return None if password is None else replace(known, user=user, password=password)


def _offer(link: FeedLink) -> str:
    """What is known of a feed to choose: its kind, how much is in it, how old the newest of that is, its address."""
    if not link.kind:
        return link.href if link.title else link.type
    told = [link.kind, tr_count("{count} entry", "{count} entries", link.entries or 0)]
    latest = "" if link.latest is None else to_local(link.latest).date().isoformat()
    told += [latest, link.href if link.title else ""]
    return " · ".join(part for part in told if part)


def _preview_items(preview: FeedPreview, now: Instant) -> Iterator[MenuItem]:
    """Give a feed to choose, and below it its last entries."""
    link, known = preview.link, preview.known
    detail = tr("subscribed to already{where}", where=_say_where(known)) if known is not None else _offer(link)
    yield MenuItem(link.title or link.href, link.href, detail)
    for title, date in preview.headlines[:_SHOWN]:
        yield MenuItem(_headline(title, date, now), quiet=True)


def _headline(title: str, date: Instant | None, now: Instant) -> str:
    """Return a title and how old it is."""
    return f"{'' if date is None else format_ago(date, now):>4}  {title}"


def _say_where(feed: Feed) -> str:
    return tr(", in {folder}", folder="/".join(feed.folder)) if feed.folder else ""
