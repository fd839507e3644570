"""What is made of an article and shown in its place: what changed in it, what another program says about it."""

import asyncio
from dataclasses import replace

from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr, tr_in
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session, Variant


class VariantsController:
    """Shows something else than the article's own text."""

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
        self._piped = ""
        """The command that had an article last."""

    def toggle_changes(self) -> None:
        """Show what changed since the earlier version, or the text again."""
        shown = self._session.variant == "changes"
        self._interaction.lead_to("article", self._article.leave_variant() if shown else self._show_changes())

    async def _show_changes(self) -> None:
        from tuinews.ui.paint.article.change_signs import drop_marks, sign_changes
        from tuinews.ui.paint.article.changes import compare, differs

        entry = await self._listing.entry()
        if entry is None:
            return
        earlier = await self._env.library.articles.find_earlier(entry.id)
        if earlier is None:
            self._interaction.tell(tr("The publisher has not changed this article since it came."))
            return
        if not differs(earlier.document, earlier.later):
            self._interaction.tell(tr("The words are the same as before: only their setting changed."))
            return
        before, after = drop_marks(earlier.document), drop_marks(earlier.later)
        merged = await asyncio.to_thread(compare, before, after)
        notice = safe_text(tr("What the publisher changed: [-words that went-] and {+words that came+}."))
        self._show(Article(entry, sign_changes(merged), full_text=False, notice=notice), "changes")

    def show_story(self) -> None:
        """Show the page of the story that the article tells with others."""
        self._interaction.lead_to("article", self._show_story())

    async def _show_story(self) -> None:
        entry, here = await self._listing.entry(), self._listing.waypoint
        if entry is None or self._session.variant == "story":
            return
        if await self._article.show_story(entry.id):
            self._session.history.leave(here)
            self._session.followed = True
            self._article.focus()
        else:
            key = self._interaction.key("merge-stories")
            self._interaction.tell(
                tr("No other article tells this. If one does: select it, then {key} puts them together.", key=key)
            )

    def pipe(self, command: str = "") -> None:
        """Give the article to a program as Markdown, and show what it prints."""
        self._interaction.inquire(self._pipe(command))

    async def _pipe(self, command: str) -> None:
        from tuinews.ui.programs.pipe import arguments, pipe

        ids = self._listing.targets()
        if not ids:
            return
        what = tr_in("share", "the article") if len(ids) == 1 else tr("{count} articles", count=len(ids))
        question = tr("Pipe {what} as Markdown to a program", what=what)
        typed = command or await self._interaction.ask(question, self._piped, check=_check_arguments, over=True)
        if not typed:
            return
        self._piped = typed
        articles = [await self._read_whole(entry.id) for entry in await self._listing.entries(ids)]
        text = await self._env.library.articles.markdown(*articles)
        with self._interaction.busy(tr("running {typed}", typed=safe_text(typed, 40))):
            said = await pipe(arguments(typed), text)
        if articles:
            self._show_said(articles[0], safe_text(typed, 80), said)

    async def _read_whole(self, entry_id: EntryId) -> Article:
        """The article as it is read here, or else as it is cached."""
        article = self._session.article
        if article is not None and article.entry.id == entry_id and not self._session.variant:
            return article
        return await self._env.library.articles.open(entry_id)

    def _show_said(self, article: Article, command: SafeText, said: SafeText) -> None:
        words = said.strip()
        if "\n" not in words:
            self._interaction.tell(f"{command}: {words or tr('done, it printed nothing.')}")
            return
        parts = (part.strip("\n") for part in said.split("\n\n"))
        document = Document(tuple(Paragraph((Span(SafeText(part)),)) for part in parts if part.strip()))
        self._show(
            replace(article, document=document, notice=safe_text(tr("From {command}", command=command))), "output"
        )

    def _show(self, article: Article, variant: Variant) -> None:
        self._article.show(article, variant=variant)
        self._article.focus()


def _check_arguments(typed: str) -> str:
    """What is wrong with a typed command, if anything."""
    from tuinews.ui.programs.pipe import arguments

    try:
        arguments(typed)
    except TuinewsError as error:
        return str(error) if typed else ""
    return ""
