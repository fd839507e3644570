"""Marks: shown at once, stored beside, undone with one key."""

from collections.abc import Sequence
from functools import partial

from tuinews.model.entry import Flag, Mark, Marked
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.screens.asking import Asking
from tuinews.ui.widgets.headline_list import HeadlineList

_MOST_SHOWN = 50_000
"""Up to so many entries a list is marked by its ids; beyond, by its query and the highest of them."""


class Marking(Asking):
    """The actions that mark."""

    _changed: tuple[EntryId, ...] = ()

    def action_toggle_read(self) -> None:
        """Mark read or unread."""
        self._toggle(Flag.READ)

    def action_toggle_star(self) -> None:
        """Star or unstar."""
        self._toggle(Flag.STARRED)

    def action_toggle_later(self) -> None:
        """Keep for later, or not."""
        self._toggle(Flag.LATER)

    def _toggle(self, flag: Flag) -> None:
        """Turn a flag of the current entry; a selection follows its current one."""
        ids = self.targets()
        if not ids:
            return
        self.mark(flag, ids, value=not self._has(ids[0], flag))

    def _has(self, entry_id: EntryId, flag: Flag) -> bool:
        row = self.list.headline(entry_id)
        if row is not None:
            return bool(getattr(row, flag.value))
        entry = self.article.entry if self.article is not None and self.article.entry.id == entry_id else None
        return entry is not None and bool(getattr(entry, flag.value))

    def mark(self, flag: Flag, ids: Sequence[EntryId], *, value: bool) -> None:
        """Show a mark at once and store it; where it cannot be stored, take it back."""
        self.list.patch(ids, flag, value=value)
        self.job(self._store(Mark(flag, value, tuple(ids))), "marks")

    async def _store(self, mark: Mark) -> None:
        try:
            marked = await self.keeping.store(partial(self.library.entries.mark, mark), mark)
        except TuinewsError:
            self.list.patch(mark.ids, mark.flag, value=not mark.value)
            raise
        if marked is not None and len(mark.ids) > 1:
            self.tell(self._undoable(marked))

    def _undoable(self, marked: Marked) -> str:
        return f"{marked.sentence}: {self.env.keymap.shown('undo')} takes it back."

    def action_read_list(self) -> None:
        """Mark read what the list shows; new articles that wait stay unread."""
        self.job(self._read_list(), "marks")

    async def _read_list(self) -> None:
        query = self.view.query(self.env.clock())
        ids = self.list.ids if self.whole else await self.library.entries.ids(query)
        if len(ids) <= _MOST_SHOWN:
            mark = Mark(Flag.READ, True, tuple(map(EntryId, ids)))  # noqa: FBT003 — a value's field
            marked = await self.keeping.store(partial(self.library.entries.mark, mark), mark)
        else:
            # what comes later has a higher id, and this may wait for long
            last = EntryId(max(ids))
            every = partial(self.library.entries.mark_all, query, Flag.READ, value=True, last=last)
            marked = await self.keeping.store(every)
        self.list.reload()
        if marked is not None:
            self.tell(self._undoable(marked))

    def action_read_above(self) -> None:
        """Mark read everything above the current headline."""
        self.mark(Flag.READ, [EntryId(n) for n in self.list.ids_above()], value=True)

    def action_read_below(self) -> None:
        """Mark read everything below the current headline."""
        self.mark(Flag.READ, [EntryId(n) for n in self.list.ids_below()], value=True)

    # Selecting

    def action_select(self) -> None:
        """Select the current headline, or not, and go on."""
        current = self.list.current_id
        if current is not None:
            self.select(self.selection ^ {current})
            self._anchor = self.list.cursor
            self.list.move(1)

    def action_select_to(self) -> None:
        """Select from the last selected headline to this one."""
        self.select(self.selection | {EntryId(n) for n in self.list.ids_to(self._anchor)})

    _anchor = 0

    # Undo

    def action_undo(self) -> None:
        """Take the last change back."""
        self.job(self._undo(), "marks")

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.job(self._redo(), "marks")

    async def _undo(self) -> None:
        await self._turned(
            await self.keeping.store(partial(self.library.entries.undo, since=self.opened)),
            "Nothing of this session is left to undo; `tuinews undo` goes further back.",
        )

    async def _redo(self) -> None:
        await self._turned(await self.keeping.store(self.library.entries.redo), "There is nothing to redo.")

    async def _turned(self, marked: Marked | None, nothing: str) -> None:
        """Say what was done and show it; only feeds that come or go change which rows there are."""
        self.tell(nothing if marked is None else marked.sentence)
        if marked is None:
            return
        before = {feed.id for feed in self.feeds}
        await self.count()
        if {feed.id for feed in self.feeds} != before:
            await self.load(self.view, self.list.neighbours)
        else:
            self.list.reload()

    # Own tags

    def action_edit_tags(self, words: str = "") -> None:
        """Give the article tags of one's own, or take them off."""
        ids = self.targets()
        if ids:
            self.inquire(self._edit_tags(ids, words))

    async def _edit_tags(self, ids: Sequence[EntryId], words: str) -> None:
        typed = words or await self.ask("Own tags: +name to add, -name to take off")
        if not typed:
            return
        parts = [part for part in typed.replace(",", " ").split() if part.strip("+-#")]
        removed = tuple(safe_text(part[1:].lstrip("#")) for part in parts if part.startswith("-"))
        added = tuple(safe_text(part.lstrip("+#")) for part in parts if not part.startswith("-"))
        self.job(self._tag(ids, added, removed), "marks")

    async def _tag(self, ids: Sequence[EntryId], added: Sequence[SafeText], removed: Sequence[SafeText]) -> None:
        marked = await self.keeping.store(partial(self.library.entries.tag, ids, added, removed))
        if marked is not None:
            self.tell(self._undoable(marked) if len(marked.changed) > 1 else marked.sentence)
        if self.article is not None and self.article.entry.id in ids:
            article = await self.library.articles.open(self.article.entry.id)
            self.show_article(article, self.reader.position)

    def on_headline_list_failed(self, message: HeadlineList.Failed) -> None:
        """Rows could not be read: say why."""
        self.tell(str(message.error), "error")
