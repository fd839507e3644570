"""Finding: by words, by a query, by tag, and saving what was found as a view."""

from contextlib import suppress

from tuinews.model.error import NotFoundError, QueryError
from tuinews.model.query import AllOf, Condition, Everything, TextMatch, parse_query, quote
from tuinews.model.text import fold, safe_text
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE, FEEDS
from tuinews.ui.places import Listing, listing_of, search_place, tag_place
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


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
        typed = words or await ask("Search in this list", self._session.listing.filter, remark=self._explain_words)
        if typed is not None:
            await self._narrow(typed, spoken=True)

    def filter(self, words: str = "") -> None:
        """Filter the list by a query; none shows all again."""
        self._interaction.inquire(self._filter(words))

    async def _filter(self, words: str) -> None:
        question = "Filter: is:starred tag:climate -feed:bbc newer:2d …"
        before, ask = self._session.listing.filter, self._interaction.ask
        typed = words or await ask(question, before, check=self._check_filter, remark=self._find_error)
        if typed is not None:
            await self._narrow(typed)

    def search_everything(self, words: str = "") -> None:
        """Search all articles."""
        self._interaction.inquire(self._search_everything(words))

    async def _search_everything(self, words: str) -> None:
        question = "Search everything: words, “phrases”, tag:… feed:… newer:1w"
        ask = self._interaction.ask
        typed = words or await ask(question, check=self._check_filter, remark=self._find_error)
        if typed:
            place = search_place(typed)
            self._listing.visit(place)
            self._listing.list.highlight(plain_words(typed))
            await self._tell_unsearched(listing_of(place))

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
            return f"As words: {why}"
        return "" if _is_plain(parse_query(text, self._env.clock()).condition) else "As a query"

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
            self._interaction.tell(f"Looked for as words: {error.what.removesuffix('.')}.")
        headlines = self._listing.list
        self._listing.look_at(listing, headlines.neighbours[:1] if spoken else headlines.neighbours)
        headlines.highlight(plain_words(text))
        await self._tell_unsearched(listing)

    async def _tell_unsearched(self, listing: Listing) -> None:
        """Say so when articles that came just now cannot be found yet."""
        behind = await self._env.library.entries.count_unsearched(listing.query(self._env.clock()))
        if behind:
            self._interaction.tell(f"{behind} new articles are still being made searchable: search again in a moment.")

    # Saved views

    def save_view(self, name: str = "") -> None:
        """Save what is shown as a view of its own."""
        self._interaction.inquire(self._save_view(name))

    async def _save_view(self, name: str) -> None:
        query = self._session.listing.text()
        if not query:
            key = self._env.keymap.label("filter")
            self._interaction.tell(f"Filter the list first, with {key}: a view is a saved query.")
            return
        called = name or await self._interaction.ask(f"Save “{safe_text(query, 60)}” as a view: its name")
        if called:
            instead = await self._find_replaced_query(called, query)
            view = await self._env.library.views.add(called, query)
            self._interaction.tell(f"Saved the view {view.name}{instead}: it is among the feeds.")

    async def _find_replaced_query(self, name: str, query: str) -> str:
        """Which query a view of that name loses to this one, for the sentence about it; `""` when none does."""
        with suppress(NotFoundError):
            old = await self._env.library.views.find(name)
            if fold(old.name) == fold(name) and old.query != query:
                return f", in place of the one that was {safe_text(old.query, 60)}"
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
            self._interaction.tell(f"This article has no tags; {key} gives it some.")
            return
        by_user = set(entry.user_tags)
        items = [MenuItem(f"#{tag}", tag, "yours" if tag in by_user else "") for tag in tags]
        chosen = await self._interaction.choose("Tags", items)
        if chosen is not None:
            self._listing.visit(tag_place(next(tag for tag in tags if tag == chosen.value)))


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
