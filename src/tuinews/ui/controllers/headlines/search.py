"""Finding: by words, by a query, by tag, and saving what was found as a view."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from tuinews.model.clock import format_ago
from tuinews.model.error import NotFoundError, QueryError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.query import AllOf, Condition, Everything, Order, TextMatch, parse_query, quote
from tuinews.model.text import fold, safe_text
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE, FEEDS
from tuinews.ui.places import Listing, listing_of, search_place, tag_place
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


class FoundEntry(NamedTuple):
    """An entry that was chosen among those found while typing, and what was typed."""

    typed: str
    entry_id: EntryId


class SearchController:
    """Searches in the article, in the list and everywhere; filters, and goes to what carries a tag."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        article: ArticleController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._article = article

    # By words

    def search_here(self, words: str = "") -> None:
        """Search in the article one is in, among the names of feeds if one is there, else in this list."""
        if self._session.pane == FEEDS and not words:
            self._interaction.inquire(self._listing.choose_place())
            return
        in_article = self._session.pane == ARTICLE
        self._interaction.inquire(self._article.search(words) if in_article else self._search_list(words))

    async def _search_list(self, words: str) -> None:
        ask = self._interaction.ask
        complete = QueryCompleter(self._env, self._session.saved_views)
        before = self._session.listing.filter
        typed = words or await ask(tr("Search in this list"), before, remark=self._explain_words, complete=complete)
        if typed is not None:
            await self._narrow(typed, spoken=True)

    def filter(self, words: str = "") -> None:
        """Filter the list by a query; none shows all again."""
        self._interaction.inquire(self._filter(words))

    async def _filter(self, words: str) -> None:
        question = tr("Filter: is:starred tag:climate -feed:bbc newer:2d …")
        before, ask = self._session.listing.filter, self._interaction.ask
        complete = QueryCompleter(self._env, self._session.saved_views)
        typed = words or await ask(
            question, before, check=self._check_filter, remark=self._find_error, complete=complete
        )
        if typed is not None:
            await self._narrow(typed)

    def search_everything(self, words: str = "") -> None:
        """Search all articles."""
        self._interaction.inquire(self._search_everything(words))

    async def _search_everything(self, words: str) -> None:
        typed, chosen = words, None
        if not words:
            complete = QueryCompleter(self._env, self._session.saved_views)
            item = await self._interaction.search(tr("Search everything"), self._find_hits, self._find_fault, complete)
            if item is None:
                return
            typed, chosen = item.value if isinstance(item.value, FoundEntry) else (str(item.value), None)
        listing = listing_of(search_place(typed))
        self._listing.look_at(listing, () if chosen is None else (chosen,))
        self._listing.list.highlight(plain_words(typed))
        if chosen is not None:
            self._article.open_entry(chosen)
        await self._tell_unsearched(listing)

    async def _find_hits(self, typed: str) -> list[MenuItem]:
        """Return the first things that are found with what was typed so far, each with a piece of its text."""
        now = self._env.clock()
        try:
            query = parse_query(complete_last_word(typed), now)
        except QueryError:
            return []
        order = Order.RELEVANCE if query.order is Order.NEWEST else query.order
        hits = await self._env.library.search.find_hits(replace(query, order=order))
        items: list[MenuItem] = []
        for headline, snippet in hits:
            said = f"{headline.feed} · {format_ago(headline.moment, now)}"
            found = FoundEntry(typed.strip(), headline.id)
            items.append(
                MenuItem(headline.title or snippet.text, found, said, lead="" if headline.read else "●", firm=True)
            )
            if snippet.text:
                items.append(MenuItem(snippet.text, quiet=True, marks=snippet.marks))
        return items

    def _find_fault(self, text: str) -> tuple[str, int | None]:
        """What is wrong with a query, if anything, and at which character."""
        try:
            parse_query(text, self._env.clock())
        except QueryError as error:
            return str(error), error.position
        return "", None

    def _find_error(self, text: str) -> str:
        """What of a query cannot be read so far, if anything."""
        try:
            parse_query(text, self._env.clock())
        except QueryError as error:
            return error.what
        return ""

    def _explain_words(self, text: str) -> str:
        """How words for a search are understood so far, where that is not plain."""
        if why := self._find_error(text):
            return tr("As words: {why}", why=why)
        return "" if _is_plain(parse_query(text, self._env.clock()).condition) else tr("As a query")

    def _check_filter(self, text: str) -> str:
        """What is wrong with a filter of this place, if anything."""
        try:
            # alone first: then the positions in it are counted as they were typed
            parse_query(text, self._env.clock())
            self._session.listing._replace(filter=text).query(self._env.clock())
        except QueryError as error:
            return str(error)
        return ""

    async def _narrow(self, text: str, *, spoken: bool = False) -> None:
        """Filter the place one is at; words that are no query are looked for as they stand, if `spoken`.

        Raises:
            QueryError: it cannot be read.
        """
        listing = self._session.listing._replace(filter=text)
        try:
            listing.query(self._env.clock())
        except QueryError as error:
            if not spoken:
                raise
            listing = listing._replace(filter=quote(text))
            self._interaction.tell(
                tr("Looked for as words: {removesuffix}.", removesuffix=error.what.removesuffix("."))
            )
        headlines = self._listing.list
        self._listing.look_at(listing, headlines.neighbours[:1] if spoken else headlines.neighbours)
        headlines.highlight(plain_words(text))
        await self._tell_unsearched(listing)

    async def _tell_unsearched(self, listing: Listing) -> None:
        """Say so when articles that came just now cannot be found yet."""
        behind = await self._env.library.entries.count_unsearched(listing.query(self._env.clock()))
        if behind:
            self._interaction.tell(
                tr("{behind} new articles are still being made searchable: search again in a moment.", behind=behind)
            )

    # Saved views

    def save_view(self, name: str = "") -> None:
        """Save what is shown as a view of its own."""
        self._interaction.inquire(self._save_view(name))

    async def _save_view(self, name: str) -> None:
        from tuinews.ui.controllers.headlines.view_forms import ViewDraft, ViewForms, new_view

        query, views = self._session.listing.text(), self._env.library.views
        if not query:
            key = self._env.keymap.label("filter")
            self._interaction.tell(tr("Filter the list first, with {key}: a view is a saved query.", key=key))
            return
        forms = ViewForms(self._env, self._session, self._interaction)
        draft = ViewDraft(name, query) if name else await forms.ask(tr("Save a view"), new_view(name, query))
        if draft is not None:
            instead = await self._find_replaced_query(draft.name, draft.query)
            view = await views.add(*draft)
            self._interaction.tell(
                tr("Saved the view {name}{instead}: it is among the feeds.", name=view.name, instead=instead)
            )

    async def _find_replaced_query(self, name: str, query: str) -> str:
        """Which query a view of that name loses to this one, for the sentence about it; `""` when none does."""
        with suppress(NotFoundError):
            old = await self._env.library.views.find(name)
            if fold(old.name) == fold(name) and old.query != query:
                return tr(", in place of the one that was {query}", query=safe_text(old.query, 60))
        return ""

    # Tags

    def choose_tag(self) -> None:
        """Choose among the tags of this article, and go there."""
        self._interaction.inquire(self._choose_tag())

    async def _choose_tag(self) -> None:
        entry = await self._listing.entry()
        if entry is None:
            return
        tags = (*entry.tags, *entry.user_tags)
        if not tags:
            key = self._env.keymap.label("edit-tags")
            self._interaction.tell(tr("This article has no tags; {key} gives it some.", key=key))
            return
        by_user = set(entry.user_tags)
        items = [MenuItem(f"#{tag}", tag, tr("yours") if tag in by_user else "") for tag in tags]
        chosen = await self._interaction.choose(tr("Tags"), items)
        if chosen is not None:
            self._listing.visit(tag_place(next(tag for tag in tags if tag == chosen.value)))


_OPEN_WORD = re.compile(r"(?:\A|[\s(])-?[^\s\"/():*-][^\s\"/():*]+\Z")


def complete_last_word(typed: str) -> str:
    """Return what was typed with its last word open at the end, as long as it may go on."""
    goes_on = _OPEN_WORD.search(typed) and typed.count('"') % 2 == 0
    return f"{typed}*" if goes_on and not typed.endswith((" OR", " AND", " NEAR")) else typed


def _is_plain(condition: Condition) -> bool:
    """Whether a query is words and nothing else."""
    if isinstance(condition, AllOf):
        return all(map(_is_plain, condition.parts))
    return isinstance(condition, TextMatch | Everything)


def plain_words(query: str) -> tuple[str, ...]:
    """The words of a query that can be seen in a title."""
    return tuple(
        word.strip('"()') for word in query.split() if ":" not in word and word[:1] not in "-/" and word != "OR"
    )
