"""The pictures of the library in memory: what the world holds, at any size."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.engine.files import SaveTarget
from tuinews.model.entry import Entry
from tuinews.model.picture import Box, Missing, Picture, Way
from tuinews.model.text import SafeText

if TYPE_CHECKING:
    from ui.fake_library import World


class FakePictures:
    def __init__(self, world: "World") -> None:
        self._world = world

    @property
    def able(self) -> bool:
        return self._world.able

    async def get(self, url: str, entry: Entry, box: Box, way: Way = "blocks") -> Picture | Missing:
        self._world.asked.append(f"picture {url} of {entry.id} in {box.columns}x{box.rows} for {way}")
        await self._world.gate.wait()
        found = self._world.pictures.get(url, Missing(SafeText("nobody drew it")))
        return replace(found, box=box) if isinstance(found, Picture) else found

    async def save(self, url: str, entry: Entry, target: SaveTarget, number: int) -> Path:
        self._world.asked.append(f"save {url} of {entry.id} as {number} in {target.folder}")
        return target.folder / f"picture-{number}.png"
