"""Editing and removing what a row of the sidebar stands for: a feed, a folder, a saved view."""

from tuinews.model.change import FeedEdit
from tuinews.model.feed import Feed, Folder
from tuinews.model.language import tr, tr_count
from tuinews.model.text import SafeText
from tuinews.ui.controllers.feeds.sidebar import SidebarController, read_folder_path
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.topics.decisions import TopicEdits
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.places import INBOX, folder_place, place_of_view
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


class RowEditsController:
    """Edits and removes the feed, folder or view that is meant; undo takes each back as one change."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        sidebar: SidebarController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar
        self._topics = TopicEdits(env, interaction)

    def edit(self) -> None:
        """Edit title and folder of a feed, the path of a folder, or name and query of a view."""
        self._interaction.inquire(self._edit())

    def remove(self) -> None:
        """Unsubscribe, or remove a folder or a view, after asking; undo brings it back."""
        self._interaction.inquire(self._remove())

    async def _edit(self) -> None:
        place, feed = self._sidebar.place, self._sidebar.feed()
        if place.kind == "folder" and self._is_row:
            await self._edit_folder(place.trail)
        elif place.kind == "view" and (self._is_row or feed is None):
            await self._edit_view(place.name)
        elif place.kind == "tag" and self._is_row:
            await self._topics.rename(place.name.removeprefix("#"))
        elif feed is not None:
            await self.edit_feed(feed)
        else:
            self._interaction.tell(tr("Go to a feed, a folder or a view first: its name can be edited then."))

    async def _remove(self) -> None:
        place, feed = self._sidebar.place, self._sidebar.feed()
        if place.kind == "view" and self._is_row:
            await self._remove_view(place.name)
        elif place.kind == "folder" and self._is_row:
            await self._remove_folder(place.trail)
        elif place.kind == "tag" and self._is_row:
            await self._topics.follow(place.name.removeprefix("#"), followed=False)
        elif feed is not None:
            await self.unsubscribe(feed)
        else:
            self._interaction.tell(tr("Go to the feed, the folder or the view first that you want to remove."))

    @property
    def _is_row(self) -> bool:
        """Whether the user stands on a row of the sidebar, rather than on a headline of a place."""
        return self._sidebar.current_row is not None

    @property
    def _undo(self) -> str:
        return self._env.keymap.label("undo")

    # A feed

    async def edit_feed(self, feed: Feed) -> None:
        """Show the form of a feed, and carry out what was changed there."""
        from tuinews.ui.controllers.feeds.feed_form import describe_changes, feed_fields, publisher_lines, read_form
        from tuinews.ui.dialogs.field_form import FieldForm

        now = self._env.clock()
        activity = await self._env.library.feeds.activity(feed.id)
        fields = [*feed_fields(feed, self._sidebar.folder_paths(), activity.ttl, now)]
        accept, leave = self._interaction.key("form-accept"), self._interaction.key("close-dialog")
        foot = tr("{accept} saves · Tab goes on · {leave} leaves it as it is", accept=accept, leave=leave)
        typed = await self._interaction.put(
            FieldForm(tr("Edit {title}", title=feed.title), fields, lines=publisher_lines(feed), foot=foot)
        )
        if typed is None:
            return
        edit = read_form(feed, typed, now)
        if edit == FeedEdit():
            self._interaction.tell(tr("Nothing was changed in {title}.", title=feed.title))
            return
        changed = await self._env.library.feeds.edit(feed.id, edit)
        await self._sidebar.count()
        told = _describe_edit(feed, changed) or tr(
            "{title}: changed {changes}.", title=changed.title, changes=describe_changes(feed, edit)
        )
        self._interaction.tell(tr("{told} {undo} takes it back.", told=told, undo=self._undo))

    async def unsubscribe(self, feed: Feed) -> None:
        """Unsubscribe from a feed after asking."""
        yes = MenuItem(
            tr("Unsubscribe from {title}", title=feed.title),
            "leave",
            tr_count("{count} article", "{count} articles", feed.total),
        )
        if not await self._interaction.confirm("Unsubscribe?", yes, tr("Keep it"), placeholder=tr("Type to narrow")):
            return
        await self.leave((feed,), feed.title)

    async def leave(self, feeds: tuple[Feed, ...], name: str) -> None:
        """Unsubscribe from feeds, as one change, and tell it by a name for all of them."""
        gone = await self._env.library.feeds.remove(*(feed.id for feed in feeds))
        self._interaction.tell(
            tr(
                "Left {name}, {articles} went: {undo} brings it back.",
                name=name,
                articles=tr_count("{count} article", "{count} articles", gone),
                undo=self._undo,
            )
        )
        await self._sidebar.count()
        here = self._session.listing.place
        if here.feed_id in {feed.id for feed in feeds} or (
            here.kind == "folder" and not self._session.feeds_in(here.trail)
        ):
            self._listing.visit(INBOX)
        else:
            await self._listing.load_again()

    # A folder

    async def _edit_folder(self, folder: Folder) -> None:
        question, path = tr("Folder, inner ones after a / (empty: its feeds are in none)"), "/".join(folder)
        typed = await self._interaction.ask(question, path, self._sidebar.folder_paths())
        if typed is not None:
            await self.move_folder(folder, read_folder_path(typed))

    async def move_folder(self, folder: Folder, target: Folder) -> None:
        """Give a folder another path, `()` to take it away; raises UsageError where it would lie in itself."""
        moved = await self._env.library.feeds.move_folder(folder, target)
        depth = len(folder)
        self._session.folded = frozenset(
            (*target, *other[depth:]) if other[:depth] == folder else other for other in self._session.folded
        ) - {()}
        await self._sidebar.count()
        here, feeds = self._session.listing.place, tr_count("{count} feed", "{count} feeds", moved)
        if here.kind == "folder" and here.trail[:depth] == folder:
            trail = (*target, *here.trail[depth:])
            self._listing.visit(folder_place(trail) if trail else INBOX)
        path, called = "/".join(folder), "/".join(target)
        if target == folder:
            self._interaction.tell(tr("{path} is called that already.", path=path))
        elif target:
            self._interaction.tell(tr("{path} is {called} now, with {feeds}.", path=path, called=called, feeds=feeds))
        else:
            self._interaction.tell(
                tr(
                    "Removed the folder {path}, its {feeds} stayed: {undo} brings it back.",
                    path=path,
                    feeds=feeds,
                    undo=self._undo,
                )
            )

    async def _remove_folder(self, folder: Folder) -> None:
        feeds, path = self._session.feeds_in(folder), "/".join(folder)
        count = tr_count("{count} feed", "{count} feeds", len(feeds))
        articles = tr_count("{count} article", "{count} articles", sum(feed.total for feed in feeds))
        items = [
            MenuItem(tr("Keep it"), "keep"),
            MenuItem(tr("Remove the folder {path} only", path=path), "folder", tr("its {count} stay", count=count)),
            MenuItem(tr("Unsubscribe from all in {path}", path=path), "feeds", f"{count} · {articles}"),
        ]
        chosen = await self._interaction.choose(tr("Remove the folder?"), items)
        if chosen is not None and chosen.value == "folder":
            await self.move_folder(folder, folder[:-1])
        elif chosen is not None and chosen.value == "feeds":
            await self.leave(feeds, tr("{path} with {count}", path=path, count=count))

    # A view

    async def _edit_view(self, name: SafeText) -> None:
        from tuinews.ui.controllers.headlines.view_forms import ViewForms

        views = self._env.library.views
        view = await views.find(name)
        draft = await ViewForms(self._env, self._session, self._interaction).ask(tr("Edit the view"), view)
        if draft is None:
            return
        edited = await views.edit(view.name, *draft)
        await self._sidebar.count()
        if self._session.listing.place == place_of_view(view):
            self._listing.visit(place_of_view(edited))
        self._interaction.tell(
            tr(
                "The view {name} is {query} now: {undo} takes it back.",
                name=edited.name,
                query=edited.query,
                undo=self._undo,
            )
        )

    async def _remove_view(self, name: SafeText) -> None:
        view = await self._env.library.views.remove(name)
        self._interaction.tell(tr("Took the view {name} away: {undo} brings it back.", name=view.name, undo=self._undo))


def _describe_edit(before: Feed, after: Feed) -> str:
    """What an edit changed of title and folder, as a sentence; `""` where that is not all of it."""
    done = []
    if after.title != before.title:
        done.append(tr("is called {title} now", title=after.title))
    if after.folder != before.folder:
        done.append(tr("is in {folder} now", folder="/".join(after.folder) or tr("no folder")))
    rest = (after.options, after.url, after.tags, after.hidden) == (
        before.options,
        before.url,
        before.tags,
        before.hidden,
    )
    return f"{before.title} {tr(' and ').join(done)}." if done and rest else ""
