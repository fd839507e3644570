"""The refresh of the library that the reader is tested on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.engine.accounts.base import ReportRefreshed
from tuinews.engine.results import Summary
from tuinews.model.ids import FeedId

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeRefresh:
    def __init__(self, world: "World") -> None:
        self._world = world

    async def run(
        self,
        feeds: Sequence[FeedId] = (),
        *,
        force: bool = False,
        quiet: bool = False,
        patience: float = 0,
        report: ReportRefreshed | None = None,
        accounts: Sequence[str] = (),
    ) -> Summary:
        assert not accounts, "the screen asks all"
        assert report is None, "the screen listens to events instead"
        assert not (quiet and force), "nobody waits for a quiet one"
        assert not patience, "the refresh of another process brings its news by itself"
        self._world.asked.append(f"refresh {','.join(map(str, feeds)) or 'due'}{' force' if force else ''}")
        return Summary(len(self._world.feeds), 0, len(self._world.feeds), 0, 0, 5, 0, self._world.early)

    def cancel(self) -> None:
        self._world.asked.append("cancel")
