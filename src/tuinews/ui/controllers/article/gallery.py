"""The pictures of an article one by one, each as large as the screen has room for."""

from dataclasses import replace

from tuinews.model.document import Document, Image, Span
from tuinews.model.entry import Article
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.text import SafeText
from tuinews.ui.controllers.article.browser import BrowserController
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


class GalleryController:
    """Shows one picture after the other, opens it outside, and saves it as a file."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        article: ArticleController,
        browser: BrowserController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._article = article
        self._browser = browser
        self._whole: Article | None = None
        """The article whose pictures are shown."""
        self._pictures: tuple[Image, ...] = ()
        self._at = 0

    def toggle(self) -> None:
        """Show the pictures of the article, or its text again."""
        if self._session.variant == "gallery":
            self._interaction.lead_to("article", self._article.leave_variant())
        else:
            self._interaction.lead_to("article", self._open())

    async def _open(self) -> None:
        from tuinews.ui.paint.article.pictures import find_pictures

        article = await self._article.read_meant()
        if article is None:
            return
        self._whole, self._pictures, self._at = article, find_pictures(article), 0
        if not self._pictures:
            self._interaction.tell(tr("This article has no pictures."))
        elif self._env.library.pictures.able:
            self._show()
        else:
            self._interaction.inquire(self._choose())

    async def _choose(self) -> None:
        """Where pictures cannot be shown, choose one to open in the browser."""
        items = [MenuItem(self._words(n) or image.url, image.url) for n, image in enumerate(self._pictures)]
        placeholder = tr("{menu_choose} opens in the browser", menu_choose=self._interaction.key("menu-choose"))
        chosen = await self._interaction.choose(tr("Pictures"), items, placeholder=placeholder)
        if chosen is not None:
            self._browser.open_url(str(chosen.value))

    def _show(self) -> None:
        if self._whole is None:
            return
        image = self._pictures[self._at]
        place = tr("{at} of {count}", at=self._at + 1, count=len(self._pictures))
        caption = (*image.caption, Span(SafeText(f" \u00b7 {place}" if image.caption else place)))
        bare = replace(self._whole.entry, images=(), enclosures=())
        alone = Document((replace(image, caption=caption),))
        self._article.show(replace(self._whole, entry=bare, document=alone, story=None, near=()), variant="gallery")
        self._article.focus()

    def _words(self, number: int) -> str:
        image = self._pictures[number]
        return "".join(span.text for span in image.caption).strip() or image.alt

    def move(self, delta: int) -> None:
        """Show the next picture (1) or the one before (-1)."""
        if 0 <= self._at + delta < len(self._pictures):
            self._at += delta
            self._show()
        else:
            self._interaction.tell(tr("That was the last picture.") if delta > 0 else tr("This is the first picture."))

    def browse(self) -> None:
        """Open the picture in the browser."""
        if self._pictures:
            self._browser.open_url(self._pictures[self._at].url)

    def save(self) -> None:
        """Save the picture as it was published."""
        if self._whole is not None and self._pictures:
            self._interaction.inquire(self._save(self._whole, self._pictures[self._at].url, self._at + 1))

    async def _save(self, article: Article, url: str, number: int) -> None:
        saving = self._env.library.saving

        def check(typed: str) -> str:
            try:
                return "" if not saving.target(typed).name else tr("Pictures are saved into a folder: name one.")
            except UsageError as error:
                return str(error)

        offered = str(saving.target().folder.absolute())
        typed = await self._interaction.ask(tr("Save the picture into this folder"), offered, check=check, over=True)
        if typed:
            path = await self._env.library.pictures.save(url, article.entry, saving.target(typed), number)
            self._interaction.tell(tr("Saved {path}.", path=path))
