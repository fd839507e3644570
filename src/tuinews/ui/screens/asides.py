"""What is made of an article and shown in its place: what changed in it, what another program says about it."""

import asyncio
from dataclasses import replace

from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.screens.reading import Reading


class Asides(Reading):
    """The actions that show something else than the article's own text."""

    _piped = ""
    """The command that had an article last."""

    def action_changes(self) -> None:
        """Show what changed since the earlier version, or the text again."""
        if self.aside == "changes":
            self.arrive(self.leave_aside(), "article")
        else:
            self.arrive(self._changes(), "article")

    async def _changes(self) -> None:
        from tuinews.ui.paint.article.changes import compare, differs

        entry = await self.entry()
        if entry is None:
            return
        earlier = await self.library.articles.earlier(entry.id)
        if earlier is None:
            self.tell("The publisher has not changed this article since it came.")
            return
        if not differs(earlier.document, earlier.later):
            self.tell("The words are the same as before: only their setting changed.")
            return
        merged = await asyncio.to_thread(compare, earlier.document, earlier.later)
        notice = safe_text("What the publisher changed: words that went are struck out, words that came are marked.")
        self.show_article(Article(entry, merged, full_text=False, notice=notice), aside="changes")
        self.focus_pane("article")

    def action_pipe(self, command: str = "") -> None:
        """Give the article to a program as Markdown, and show what it prints."""
        self.inquire(self._pipe(command))

    async def _pipe(self, command: str) -> None:
        from tuinews.ui.programs.pipe import arguments, pipe

        ids = self.targets()
        if not ids:
            return
        what = "the article" if len(ids) == 1 else f"{len(ids)} articles"
        question = f"Pipe {what} as Markdown to a program"
        typed = command or await self.ask(question, self._piped, check=_wrong_arguments, over=True)
        if not typed:
            return
        self._piped = typed
        articles = [await self._whole(entry.id) for entry in await self.entries(ids)]
        text = await self.library.articles.markdown(*articles)
        with self.busy(f"running {safe_text(typed, 40)}"):
            said = await pipe(arguments(typed), text)
        if articles:
            self._show_said(articles[0], safe_text(typed, 80), said)

    async def _whole(self, entry_id: EntryId) -> Article:
        """The article as it is read here, or else as it is cached."""
        if self.article is not None and self.article.entry.id == entry_id and not self.aside:
            return self.article
        return await self.library.articles.open(entry_id)

    def _show_said(self, article: Article, command: SafeText, said: SafeText) -> None:
        words = said.strip()
        if "\n" not in words:
            self.tell(f"{command}: {words or 'done, it printed nothing.'}")
            return
        parts = (part.strip("\n") for part in said.split("\n\n"))
        document = Document(tuple(Paragraph((Span(SafeText(part)),)) for part in parts if part.strip()))
        self.show_article(replace(article, document=document, notice=safe_text(f"From {command}")), aside="output")
        self.focus_pane("article")


def _wrong_arguments(typed: str) -> str:
    """What is wrong with a typed command, if anything."""
    from tuinews.ui.programs.pipe import arguments

    try:
        arguments(typed)
    except TuinewsError as error:
        return str(error) if typed else ""
    return ""
