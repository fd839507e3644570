"""Runs the reader on a made-up library where something goes wrong: `defect`, `stuck` or `unreadable`."""

import sys
import time

from tuinews.config.settings import Refresh, Settings
from tuinews.model.error import StoreError, TuinewsError
from tuinews.model.feed import Counts, Feed
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText
from tuinews.ui.app import run
from ui.conftest import NOW, long_document
from ui.fake_library import FakeFeeds, World, article_of, entry_of, library_of


class Defective(FakeFeeds):
    async def all(self) -> tuple[Feed, ...]:
        raise ZeroDivisionError("a made-up defect")


class Stuck(FakeFeeds):
    async def all(self) -> tuple[Feed, ...]:
        # a loop that does not answer is what is wanted
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pass
        return ()


class Unreadable(FakeFeeds):
    async def counts(self) -> Counts:
        raise StoreError("The store cannot be read: `tuinews doctor` examines it.")


def main() -> int:
    world = World(feeds=[Feed(FeedId(1), "https://coast.example/feed", SafeText("Coast Daily"))])
    entry = entry_of(1, world.feeds[0], "Headline 01", NOW)
    world.articles[entry.id] = article_of(entry, long_document("the coast"))
    library = library_of(world)
    kind = {"defect": Defective, "stuck": Stuck, "unreadable": Unreadable}[sys.argv[1]]
    library.feeds = kind(world)  # type: ignore[assignment]
    try:
        return run(library, Settings(refresh=Refresh(at_start=False, while_open=False)), clock=lambda: NOW)
    except TuinewsError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
