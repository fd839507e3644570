"""The views of the library that the reader is tested on."""

from typing import TYPE_CHECKING

from tuinews.model.error import NotFoundError
from tuinews.model.event import FeedsChanged
from tuinews.model.feed import SavedView
from tuinews.model.text import fold, safe_text

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeViews:
    """Views that find what they are told, whatever their query says."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def all(self) -> tuple[SavedView, ...]:
        return tuple(self._world.views.values())

    async def add(self, name: str, query: str) -> SavedView:
        view = SavedView(len(self._world.views) + 1, safe_text(name), query, 2, 3)
        self._world.views[name] = view
        self._world.publish(FeedsChanged())
        return view

    async def find(self, ref: str) -> SavedView:
        for view in self._world.views.values():
            if fold(view.name) == fold(ref):
                return view
        raise NotFoundError(f"There is no view {ref}.")

    async def remove(self, ref: str) -> SavedView:
        self._world.publish(FeedsChanged())
        return self._world.views.pop(ref)
