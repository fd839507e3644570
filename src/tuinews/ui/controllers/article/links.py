"""The links of an article: letters beside them, following them inside or in the browser, and lists of them."""

from typing import TYPE_CHECKING, Literal, cast

from tuinews.model.language import tr
from tuinews.model.url import is_web
from tuinews.ui.controllers.article.browser import BrowserController
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE
from tuinews.ui.places import tag_place
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import Target


class LinksController:
    """Follows links, tags and related articles."""

    def __init__(
        self,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        article: ArticleController,
        browser: BrowserController,
    ) -> None:
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._article = article
        self._browser = browser

    # Following

    def follow(self, target: "Target", *, browser: bool = False) -> None:
        """Go where a target leads; where its words name another host, the real one is told and asked about first."""
        from tuinews.ui.paint.article.targets import find_claimed_host

        claimed = find_claimed_host(target) if target.kind == "link" else ""
        if claimed:
            self._interaction.inquire(self._warn(target, claimed, browser=browser))
        else:
            self._go(target, browser=browser)

    async def _warn(self, target: "Target", claimed: str, *, browser: bool) -> None:
        from tuinews.ui.paint.article.targets import describe_address

        real = describe_address(target.href)
        if await self._interaction.confirm(
            tr("This link says {claimed}, but leads to {real}", claimed=claimed, real=real),
            MenuItem(tr("Open {real}", real=real), "open"),
        ):
            self._go(target, browser=browser)

    def _go(self, target: "Target", *, browser: bool) -> None:
        """Go to a tag's place, to an article inside, or to the browser."""
        if target.kind == "tag":
            self._listing.visit(tag_place(target.text))
        elif target.entry_id is not None and target.kind == "entry" and not browser:
            self._interaction.lead_to("article", self._open_inside(target))
        elif browser or not is_web(target.href):
            self._browser.open_url(target.href)
        else:
            self._interaction.lead_to("article", self._open_inside(target))

    async def _open_inside(self, target: "Target") -> None:
        full = self._article.shows_full_text
        article = await self._article.fetch_linked(target.href, target.text, target.entry_id)
        self._session.history.leave(self._listing.waypoint)
        self._session.followed = True
        self._article.arrive(article)
        if full and not article.full_text:
            await self._article.fetch_full_text(article.entry.id)

    # Letters beside links

    def show_hints(self, kind: Literal["inside", "browser"]) -> None:
        """Show letters beside the links; typing one opens the link inside or in the browser."""
        if self._session.article is None:
            self._interaction.tell(self._nothing_open)
        elif not self._article.is_seen:
            self._interaction.tell(
                tr(
                    "The article is not on the screen: {focus_article} goes there.",
                    focus_article=self._interaction.key("focus-article"),
                )
            )
        elif not self._article.show_hints(kind):
            self._interaction.tell(tr("This article has no links."))

    @property
    def _nothing_open(self) -> str:
        return tr("No article is open: {open_key} opens the current headline.", open_key=self._article.open_key)

    # Lists

    def choose_link(self) -> None:
        """Choose among all links of the article."""
        self._interaction.inquire(self._choose_link())

    async def _choose_link(self) -> None:
        current = self._listing.list.current_id
        if self._session.pane != ARTICLE and current is not None:
            await self._article.open_cached(current)
        if self._session.article is None:
            self._interaction.tell(self._nothing_open)
            return
        targets = self._article.view.links.find()
        items = [_link_item(target) for target in targets if target.kind in {"link", "related", "entry"}]
        if not items:
            self._interaction.tell(tr("This article has no links."))
            return
        placeholder = tr("{menu_choose} opens inside; type to narrow", menu_choose=self._interaction.key("menu-choose"))
        chosen = await self._interaction.choose(tr("Links"), items, placeholder=placeholder)
        if chosen is not None:
            self.follow(cast("Target", chosen.value))


def _link_item(target: "Target") -> MenuItem:
    from tuinews.ui.paint.article.foot import CACHED
    from tuinews.ui.paint.article.targets import describe_address

    cached = f"{CACHED} · " if target.entry_id is not None else ""
    return MenuItem(
        target.text or describe_address(target.href), target, f"{cached}{describe_address(target.href)}", firm=True
    )
