"""Pages of the web that the user keeps for later, though no feed brought them."""

from tuinews.model.entry import Flag
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.marks import MarksController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.places import LATER


class KeptPagesController:
    """Reads any page that the user names and keeps it for later, as an article."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, marks: MarksController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._marks = marks
        self._mistyped = ""
        """The address that could not be read: to be mended when asked for the next time."""

    def show(self, url: str = "") -> None:
        """Go to what is kept for later, or keep the page with this address."""
        if url:
            self.keep(url)
        else:
            self._listing.visit(LATER)

    def keep(self, url: str = "") -> None:
        """Keep a page for later, after asking for its address if none is given."""
        self._interaction.inquire(self._keep(url))

    async def _keep(self, url: str) -> None:
        question = tr("Keep a page for later: its address")
        typed = url or await self._interaction.ask(question, self._mistyped, over=True)
        if not typed:
            return
        self._mistyped = typed
        with self._interaction.busy(
            tr("reading {host_to_show}", host_to_show=host_to_show(typed) or safe_text(typed, 40))
        ):
            article = await self._env.library.articles.keep_page(typed)
        self._mistyped = ""
        self._marks.mark(Flag.LATER, (article.entry.id,), value=True)
        notice = f" {article.notice}" if article.notice else ""
        self._interaction.tell(
            tr(
                "Kept for later: {title}.{notice} {later} goes there.",
                title=article.entry.title,
                notice=notice,
                later=self._interaction.key("later"),
            )
        )
