"""Finding: by words, by a query, by tag, and the places that are always there."""

from collections.abc import Sequence
from contextlib import suppress

from tuinews.model.entry import Entry
from tuinews.model.error import NotFoundError, QueryError
from tuinews.model.ids import EntryId
from tuinews.model.query import AllOf, Condition, Everything, Order, TextMatch, parse_query
from tuinews.model.text import fold, safe_text
from tuinews.ui.places import EVERYTHING, INBOX, LATER, SAVED, Listing, listing_of, quoted, search_place, tag_place
from tuinews.ui.screens.marking import Marking
from tuinews.ui.widgets.menu import Item


class Finding(Marking):
    """The actions that find."""

    # By words

    def action_search(self, words: str = "") -> None:
        """Search in the article one is in, else in this list."""
        self.inquire(self._search_article(words) if self.pane == "article" else self._search_list(words))

    async def _search_article(self, words: str) -> None:
        typed = words or await self.ask("Search in this article")
        found = self.reader.search(typed or "")
        self.searching = bool(typed)
        self.annotate()
        if typed and not found:
            self.tell_unfound()

    async def _search_list(self, words: str) -> None:
        typed = words or await self.ask("Search in this list", self.view.filter, remark=self._understood)
        if typed is not None:
            await self.narrow(typed, spoken=True)

    def action_filter(self, words: str = "") -> None:
        """Filter the list by a query; none shows all again."""
        self.inquire(self._filter(words))

    async def _filter(self, words: str) -> None:
        question = "Filter: is:starred tag:climate -feed:bbc newer:2d …"
        typed = words or await self.ask(question, self.view.filter, check=self._wrong_filter, remark=self._unread_part)
        if typed is not None:
            await self.narrow(typed)

    def _unread_part(self, text: str) -> str:
        """What of a query cannot be read so far, if anything."""
        try:
            parse_query(text, self.env.clock())
        except QueryError as error:
            return error.what
        return ""

    def _understood(self, text: str) -> str:
        """How words for a search are understood so far, where that is not plain."""
        if why := self._unread_part(text):
            return f"As words: {why}"
        return "" if _is_plain(parse_query(text, self.env.clock()).condition) else "As a query"

    def _wrong_filter(self, text: str) -> str:
        """What is wrong with a filter of this place, if anything."""
        try:
            # alone first: then the places in it are counted as they were typed
            parse_query(text, self.env.clock())
            self.view._replace(filter=text).query(self.env.clock())
        except QueryError as error:
            return str(error)
        return ""

    async def narrow(self, text: str, *, spoken: bool = False) -> None:
        """Filter the place one is at; words that are no query are looked for as they stand, if `spoken`.

        Raises:
            QueryError: it cannot be read.
        """
        view = self.view._replace(filter=text)
        try:
            view.query(self.env.clock())
        except QueryError as error:
            if not spoken:
                raise
            view = view._replace(filter=quoted(text))
            self.tell(f"Looked for as words: {error.what.removesuffix('.')}.")
        self.look_at(view, self.list.neighbours[:1] if spoken else self.list.neighbours)
        self.list.highlight(plain_words(text))
        await self._tell_unsearched(view)

    async def _tell_unsearched(self, view: Listing) -> None:
        """Say so when articles that came just now cannot be found yet."""
        behind = await self.library.entries.unsearched(view.query(self.env.clock()))
        if behind:
            self.tell(f"{behind} new articles are still being made searchable: search again in a moment.")

    def leave_filter(self) -> None:
        """Show the very list from before the filter, with the headline that was current then."""
        spot = self.history.unfiltered(self.here)
        if spot is None:
            self.arrive(self.load(self.view._replace(filter=""), self.list.neighbours))
        else:
            self.arrive(self.show_waypoint(spot))

    def action_search_everything(self, words: str = "") -> None:
        """Search all articles."""
        self.inquire(self._search_everything(words))

    async def _search_everything(self, words: str) -> None:
        question = "Search everything: words, “phrases”, tag:… feed:… newer:1w"
        typed = words or await self.ask(question, check=self._wrong_filter, remark=self._unread_part)
        if typed:
            place = search_place(typed)
            self.visit(place)
            self.list.highlight(plain_words(typed))
            await self._tell_unsearched(listing_of(place))

    def action_save_view(self, name: str = "") -> None:
        """Save what is shown as a view of its own."""
        self.inquire(self._save_view(name))

    async def _save_view(self, name: str) -> None:
        query = self.view.text()
        if not query:
            self.tell(f"Filter the list first, with {self.env.keymap.shown('filter')}: a view is a saved query.")
            return
        called = name or await self.ask(f"Save “{safe_text(query, 60)}” as a view: its name")
        if called:
            instead = await self._instead(called, query)
            view = await self.library.views.add(called, query)
            self.tell(f"Saved the view {view.name}{instead}: it is among the feeds.")

    async def _instead(self, name: str, query: str) -> str:
        """Which query a view of that name loses to this one, for the sentence about it; `""` when none does."""
        with suppress(NotFoundError):
            old = await self.library.views.find(name)
            if fold(old.name) == fold(name) and old.query != query:
                return f", in place of the one that was {safe_text(old.query, 60)}"
        return ""

    # How the list is looked at

    def action_toggle_unread(self) -> None:
        """Show only what is unread, or all."""
        self.look_again(unread=not self.view.unread)

    def action_sort(self) -> None:
        """Sort by the next order there is."""
        orders = list(Order)
        self.look_again(order=orders[(orders.index(self.view.order) + 1) % len(orders)])

    def look_again(self, *, unread: bool | None = None, order: Order | None = None) -> None:
        """Show the same place otherwise, without a step in the history."""
        view = self.view._replace(
            unread=self.view.unread if unread is None else unread,
            order=self.view.order if order is None else order,
        )
        self.arrive(self.load(view, self.list.neighbours))

    def action_show_waiting(self) -> None:
        """Show what is new."""
        self.arrive(self.load(self.view, self.list.neighbours))
        self.stale()

    # Places

    def action_inbox(self) -> None:
        """Go to all that is unread."""
        self.visit(INBOX)

    def action_everything(self) -> None:
        """Go to all articles."""
        self.visit(EVERYTHING)

    def action_saved(self) -> None:
        """Go to what is starred."""
        self.visit(SAVED)

    def action_later(self) -> None:
        """Go to what is to be read later."""
        self.visit(LATER)

    def action_topics(self) -> None:
        """Choose among all tags."""
        self.inquire(self._topics())

    async def _topics(self) -> None:
        topics = await self.library.entries.topics()
        items = [Item(f"#{topic.name}", topic.name, _numbers(topic.unread, topic.total)) for topic in topics]
        if not items:
            self.tell("No article carries a tag yet.")
            return
        chosen = await self.choose("Topics", items, hint="Type a part of a tag")
        if chosen is not None:
            self.visit(tag_place(next(topic.name for topic in topics if topic.name == chosen.value)))

    def action_tags(self) -> None:
        """Choose among the tags of this article."""
        self.inquire(self._tags())

    async def _tags(self) -> None:
        entry = await self.entry()
        if entry is None:
            return
        tags = (*entry.tags, *entry.user_tags)
        if not tags:
            self.tell(f"This article has no tags; {self.env.keymap.shown('edit-tags')} gives it some.")
            return
        own = set(entry.user_tags)
        chosen = await self.choose("Tags", [Item(f"#{tag}", tag, "yours" if tag in own else "") for tag in tags])
        if chosen is not None:
            self.visit(tag_place(next(tag for tag in tags if tag == chosen.value)))

    async def entry(self) -> Entry | None:
        """The article one is in, or that of the current headline; raises NotFoundError."""
        if self.pane == "article" and self.article is not None:
            return self.article.entry
        current = self.list.current_id
        return None if current is None else await self.library.entries.entry(current)

    async def entries(self, ids: Sequence[EntryId]) -> tuple[Entry, ...]:
        """The entries with these ids, in the list's order; of many those that vanished are left out.

        Raises:
            NotFoundError: the only one is gone.
        """
        if len(ids) == 1:
            here = self.article.entry if self.article is not None else None
            return (here if here is not None and here.id == ids[0] else await self.library.entries.entry(ids[0]),)
        places = {number: place for place, number in enumerate(self.list.ids)}
        found = []
        for entry_id in sorted(ids, key=lambda entry_id: places.get(entry_id, len(places))):
            with suppress(NotFoundError):
                found.append(await self.library.entries.entry(entry_id))
        return tuple(found)


def _is_plain(condition: Condition) -> bool:
    """Whether a query is words and nothing else."""
    return (
        all(map(_is_plain, condition.parts))
        if isinstance(condition, AllOf)
        else isinstance(condition, TextMatch | Everything)
    )


def plain_words(query: str) -> tuple[str, ...]:
    """The words of a query that can be seen in a title."""
    return tuple(
        word.strip('"()') for word in query.split() if ":" not in word and word[:1] not in "-/" and word != "OR"
    )


def _numbers(unread: int, total: int) -> str:
    return f"{unread} unread · {total}" if unread else str(total)
