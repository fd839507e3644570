"""The saved views of the library that the reader is tested on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.model.entry import Entry
from tuinews.model.error import NotFoundError
from tuinews.model.event import FeedsChanged
from tuinews.model.feed import NOTHING_CHOSEN, SavedView, ViewChoices
from tuinews.model.text import fold, safe_text

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeViews:
    def __init__(self, world: "World", find: Callable[[str], list[Entry]]) -> None:
        self._world = world
        self._find = find

    async def all(self) -> tuple[SavedView, ...]:
        return tuple(map(self._counted, self._world.views.values()))

    def _counted(self, view: SavedView) -> SavedView:
        found = self._find(view.query)
        return view._replace(unread=sum(not entry.read for entry in found), total=len(found))

    async def add(self, name: str, query: str, chosen: ViewChoices = NOTHING_CHOSEN) -> SavedView:
        made = SavedView(len(self._world.views) + 1, safe_text(name), query)
        view = self._counted(choose(self._world.views.get(name, made)._replace(query=query), chosen))
        self._world.views[name] = view
        self._world.publish(FeedsChanged())
        return view

    async def edit(self, ref: str, name: str, query: str, chosen: ViewChoices = NOTHING_CHOSEN) -> SavedView:
        view = await self.find(ref)
        edited = self._counted(choose(view._replace(name=safe_text(name), query=query), chosen))
        now = [edited if known == view else known for known in self._world.views.values()]
        self._world.views = {known.name: known for known in now}
        self._world.publish(FeedsChanged())
        return edited

    async def find(self, ref: str) -> SavedView:
        for view in self._world.views.values():
            if fold(view.name) == fold(ref) or str(view.id) == ref:
                return view
        raise NotFoundError(f"There is no view {ref}.")

    async def remove(self, ref: str) -> SavedView:
        view = await self.find(ref)
        self._world.publish(FeedsChanged())
        return self._world.views.pop(view.name)


def choose(view: SavedView, chosen: ViewChoices) -> SavedView:
    shortcut = view.shortcut if chosen.shortcut is None else chosen.shortcut
    return view._replace(shortcut=shortcut, folder=view.folder if chosen.folder is None else chosen.folder)
