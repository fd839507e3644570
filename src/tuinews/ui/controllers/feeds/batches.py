"""What is done with several feeds at once: select them, put them into a folder, archive them, leave them."""

from tuinews.model.feed import Feed, Folder
from tuinews.model.language import tr, tr_count
from tuinews.model.text import safe_text
from tuinews.ui.controllers.feeds.row_edits import RowEditsController
from tuinews.ui.controllers.feeds.sidebar import SidebarController, read_folder_path
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


class FeedBatchController:
    """Works with the selected feeds, or else with the feed or folder that is meant; undo takes each back as one."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        sidebar: SidebarController,
        row_edits: RowEditsController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._sidebar = sidebar
        self._row_edits = row_edits

    def select(self) -> None:
        """Select the feed under the cursor, or all of the folder there, or take them out; then go on."""
        feeds = frozenset(self._sidebar.feed_ids()) if self._sidebar.current_row is not None else frozenset()
        if not feeds:
            self._interaction.tell(
                tr("Go to a feed or a folder: what is selected is moved, archived or left together.")
            )
            return
        chosen = self._session.selected_feeds
        self._session.selected_feeds = chosen - feeds if feeds <= chosen else chosen | feeds
        self._sidebar.show_selection(move=1)

    def clear(self) -> None:
        """Select nothing any more."""
        self._session.selected_feeds = frozenset()
        self._sidebar.show_selection()

    def move(self, path: str = "") -> None:
        """Put the feeds, or the folder with all that is in it, into a folder; without a path, after asking which."""
        self._interaction.inquire(self._move(path), always=not path)

    async def _move(self, path: str) -> None:
        row = self._sidebar.current_row
        if row is not None and row.folder and not self._session.selected_feeds:
            await self._move_folder(row.folder, path)
            return
        feeds = self._find_feeds()
        if not feeds:
            self._interaction.tell(tr("Go to a feed or a folder first, or select some feeds: they can be moved then."))
            return
        folder = (
            read_folder_path(path)
            if path
            else await self._choose_folder(tr("Move {name} to …", name=_name(feeds)), feeds)
        )
        if folder is None:
            return
        moved = await self._env.library.feeds.move([feed.id for feed in feeds], folder)
        self.clear()
        await self._sidebar.count()
        where = "/".join(folder) or tr("no folder")
        undo = self._interaction.key("undo")
        done = tr_count(
            "{name} is in {where} now: {undo} takes it back.",
            "{name} are in {where} now: {undo} takes it back.",
            len(feeds),
            name=_name(feeds),
            where=where,
            undo=undo,
        )
        self._interaction.tell(done if moved else tr("{name}: in {where} already.", name=_name(feeds), where=where))

    async def _move_folder(self, folder: Folder, path: str) -> None:
        """Put a folder into another one, under its own name."""
        inside = self._session.feeds_in(folder)
        above = (
            read_folder_path(path)
            if path
            else await self._choose_folder(
                tr("Move the folder {folder} into …", folder="/".join(folder)), inside, besides=folder
            )
        )
        if above is not None:
            await self._row_edits.move_folder(folder, (*above, folder[-1]))

    async def _choose_folder(self, question: str, feeds: tuple[Feed, ...], besides: Folder = ()) -> Folder | None:
        """Return the folder that the user chooses, or makes by typing a new name; `None` when the user left."""
        items = [MenuItem(tr("No folder"), (), tr("the top"))]
        for path in self._sidebar.folder_paths():
            folder = read_folder_path(path)
            if not besides or folder[: len(besides)] != besides:
                count = tr_count("{count} feed", "{count} feeds", len(self._session.feeds_in(folder)))
                here = tr(" · here") if all(feed.folder == folder for feed in feeds) else ""
                items.append(MenuItem(path, folder, f"{count}{here}"))
        known = {item.title for item in items}
        chosen = await self._interaction.choose(
            question,
            items,
            placeholder=tr("Choose one, or type the name of a new one; inner ones after a /"),
            other=lambda typed: _offer_new(typed, known),
        )
        return chosen.value if chosen is not None and isinstance(chosen.value, tuple) else None

    def archive(self) -> None:
        """Poll the feeds no more and keep their articles; or, if all of them are archived, poll them again."""
        self._interaction.run(self._archive())

    async def _archive(self) -> None:
        feeds = self._find_feeds()
        if not feeds:
            self._interaction.tell(tr("Go to a feed first, or select some: they can be archived then."))
            return
        archived = not all(feed.options.archived for feed in feeds)
        await self._env.library.feeds.archive([feed.id for feed in feeds], archived=archived)
        self.clear()
        await self._sidebar.count()
        undo = self._interaction.key("undo")
        if archived:
            told = tr_count(
                "{name} is archived: the articles stay, no request is made.",
                "{name} are archived: the articles stay, no request is made.",
                len(feeds),
                name=_name(feeds),
            )
        else:
            told = tr_count("{name} is polled again.", "{name} are polled again.", len(feeds), name=_name(feeds))
        self._interaction.tell(tr("{told} {undo} takes it back.", told=told, undo=undo))

    def remove(self) -> None:
        """Leave the selected feeds after asking; without a selection, what the cursor is at."""
        feeds = self._find_selected()
        if feeds:
            self._interaction.inquire(self._remove(feeds))
        else:
            self._row_edits.remove()

    async def _remove(self, feeds: tuple[Feed, ...]) -> None:
        articles = tr_count("{count} article", "{count} articles", sum(feed.total for feed in feeds))
        yes = MenuItem(tr("Unsubscribe from {name}", name=_name(feeds)), "leave", articles)
        if await self._interaction.confirm("Unsubscribe?", yes, tr("Keep them"), placeholder=tr("Type to narrow")):
            self.clear()
            await self._row_edits.leave(feeds, _name(feeds))

    def _find_selected(self) -> tuple[Feed, ...]:
        return tuple(feed for feed in self._session.feeds if feed.id in self._session.selected_feeds)

    def _find_feeds(self) -> tuple[Feed, ...]:
        """Return the selected feeds, else those of the row under the cursor, else the one that is meant."""
        if selected := self._find_selected():
            return selected
        row = self._sidebar.current_row
        if row is not None and row.folder:
            return self._session.feeds_in(row.folder)
        feed = self._sidebar.feed()
        return () if feed is None else (feed,)


def _name(feeds: tuple[Feed, ...]) -> str:
    return feeds[0].title if len(feeds) == 1 else tr_count("{count} feed", "{count} feeds", len(feeds))


def _offer_new(typed: str, known: set[str]) -> MenuItem | None:
    """Return the folder that would be made of what was typed, or `None` where it is none or is there already."""
    folder = read_folder_path(typed)
    path = "/".join(folder)
    return MenuItem(tr("New folder {path}", path=safe_text(path, 80)), folder) if folder and path not in known else None
