"""Related articles in memory, as `library.related` gives them."""

from typing import TYPE_CHECKING

from tuinews.model.entry import RelatedEntry
from tuinews.model.ids import EntryId

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeRelated:
    """Gives what the world says is related."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def find(self, entry_id: EntryId) -> tuple[RelatedEntry, ...]:
        self._world.asked.append(f"related to {entry_id}")
        return self._world.near.get(entry_id, ())
