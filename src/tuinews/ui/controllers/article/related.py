"""The related articles, as a list to choose from."""

from tuinews.model.entry import RelatedEntry
from tuinews.model.language import tr
from tuinews.ui.controllers.article.links import LinksController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem


class RelatedController:
    """Shows what is near to the article one is in, or to the current headline."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, links: LinksController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._links = links

    def choose(self) -> None:
        """Choose among the related articles; the chosen one opens inside."""
        self._interaction.inquire(self._choose(), always=False)

    async def _choose(self) -> None:
        from tuinews.ui.paint.article.targets import Target

        entry = await self._listing.entry()
        if entry is None:
            return
        found = await self._env.library.related.find(entry.id)
        if not found:
            self._interaction.tell(tr("Nothing that is stored is near enough to this article."))
            return
        items = [item for near in found for item in _items(near)]
        placeholder = tr("{menu_choose} opens inside; type to narrow", menu_choose=self._interaction.key("menu-choose"))
        title = tr("Related to {title}", title=entry.title or tr("this article"))
        chosen = await self._interaction.choose(title, items, placeholder=placeholder, wide=True)
        if chosen is not None and isinstance(chosen.value, RelatedEntry):
            self._links.follow(Target("entry", chosen.value.title, "", chosen.value.id))


def _items(near: RelatedEntry) -> list[MenuItem]:
    why = tr("both: {shared}", shared=", ".join(near.shared))
    return [MenuItem(near.title or near.feed, near, near.feed, firm=True), MenuItem(why, quiet=True)]
