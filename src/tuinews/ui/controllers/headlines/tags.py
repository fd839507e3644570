"""The user's own tags on entries."""

from collections.abc import Sequence
from functools import partial

from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites


class TagsController:
    """Gives entries tags of the user's own, or takes them off."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        listing: ListingController,
        article: ArticleController,
        writes: PendingWrites,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._article = article
        self._writes = writes

    def edit(self, words: str = "") -> None:
        """Give what is meant tags of the user's own, or take them off."""
        ids = self._listing.targets()
        if ids:
            self._interaction.inquire(self._edit(ids, words))

    async def _edit(self, ids: Sequence[EntryId], words: str) -> None:
        typed = words or await self._interaction.ask(tr("Own tags: +name to add, -name to take off"))
        if not typed:
            return
        parts = [part for part in typed.replace(",", " ").split() if part.strip("+-#")]
        removed = tuple(safe_text(part[1:].lstrip("#")) for part in parts if part.startswith("-"))
        added = tuple(safe_text(part.lstrip("+#")) for part in parts if not part.startswith("-"))
        self._interaction.run(self._tag(ids, added, removed), "marks")

    async def _tag(self, ids: Sequence[EntryId], added: Sequence[SafeText], removed: Sequence[SafeText]) -> None:
        marked = await self._writes.store(partial(self._env.library.entries.tag, ids, added, removed))
        if marked is not None:
            undo = tr(": {undo} takes it back.", undo=self._env.keymap.label("undo")) if len(marked.changed) > 1 else ""
            self._interaction.tell(f"{marked.sentence}{undo}")
        await self._article.show_again(ids)
