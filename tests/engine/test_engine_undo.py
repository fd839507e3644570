"""What is undone and done again, and the changes of folders and views that are."""

from contextlib import closing
from pathlib import Path

import pytest

from engine.stories import item, rss
from engine.web import Clock, Web
from tuinews.config import find_paths
from tuinews.config.settings import Settings
from tuinews.engine.library import Library, open_library
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import ConsentError, UsageError
from tuinews.model.event import Event
from tuinews.model.feed import Folder
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING
from tuinews.model.text import SafeText


async def test_each_of_two_readers_undoes_and_redoes_its_own_changes(
    library: Library, web: Web, clock: Clock, events: list[Event], tmp_path: Path
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1), item(web, 2))))
    first, second = [int(entry_id) for entry_id in await library.entries.ids(EVERYTHING)]
    other = open_library(find_paths(str(tmp_path), {}), Settings(), events.append, clock)
    with closing(other):
        await library.entries.mark(Mark(Flag.STARRED, value=True, ids=(EntryId(first),)))
        await other.entries.mark(Mark(Flag.LATER, value=True, ids=(EntryId(second),)))

        undone = await library.entries.undo(own=True)
        assert undone is not None
        assert undone.changed == (first,)
        assert (await library.entries.entry(EntryId(second))).later
        assert await other.entries.redo(own=True) is None, "it undid nothing"
        again = await library.entries.redo(own=True)
        assert again is not None
        assert again.changed == (first,)

        last = await other.entries.undo()
        assert last is not None
        assert last.changed == (second,), "a command undoes the last change of all"


async def test_what_another_one_did_to_a_feed_is_undone_though_the_feed_is_gone_by_then(
    library: Library, web: Web, clock: Clock, events: list[Event], tmp_path: Path
) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    with closing(open_library(find_paths(str(tmp_path), {}), Settings(), events.append, clock)) as other:
        await other.feeds.edit(added.feed.id, FeedEdit(title=SafeText("Mine"), url=web.url("/other.xml")))
        with pytest.raises(ConsentError) as wanted:
            await library.entries.undo(own=True, agreed=0)
        await library.entries.undo(own=True, agreed=wanted.value.change)
        assert await library.feeds.all() == ()

        assert await other.entries.undo() is not None
        await library.entries.redo(own=True)
        (feed,) = await library.feeds.all()
        assert (feed.title, feed.url) == (added.feed.title, added.feed.url)


async def test_undoing_ones_own_asks_before_all_that_is_more_than_a_mark(library: Library, web: Web) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), (SafeText("News"),))
    await library.feeds.edit(added.feed.id, FeedEdit(title=SafeText("Mine")))
    await library.feeds.move_folder((SafeText("News"),), (SafeText("World"),))
    await library.views.add("Boats", "boat")
    for what in (
        "view Boats saved",
        "folder News is World now",
        "Mine edited",
        "subscribed to Tidewater Times; it is gone",
    ):
        with pytest.raises(ConsentError, match=what) as refused:
            await library.entries.undo(own=True, agreed=0)
        assert await library.entries.undo(own=True, agreed=refused.value.change) is not None
    assert await library.feeds.all() == ()


def path(text: str) -> Folder:
    return tuple(SafeText(part) for part in text.split("/") if part)


@pytest.mark.parametrize(
    ("before", "after", "then"),
    [
        ("News", "World", ["World", "World/Sea", "Newsletters", ""]),
        ("News", "Press/Daily", ["Press/Daily", "Press/Daily/Sea", "Newsletters", ""]),
        ("News/Sea", "Sea", ["News", "Sea", "Newsletters", ""]),
        ("News", "", ["", "Sea", "Newsletters", ""]),
        ("News", "Newsletters", ["Newsletters", "Newsletters/Sea", "Newsletters", ""]),
        ("Nothing", "World", ["News", "News/Sea", "Newsletters", ""]),
    ],
)
async def test_a_folder_is_renamed_moved_and_removed_with_all_in_it(
    library: Library, before: str, after: str, then: list[str]
) -> None:
    folders = ["News", "News/Sea", "Newsletters", ""]
    outlines = "".join(f'<outline xmlUrl="http://a.example/{n}" category="{f}"/>' for n, f in enumerate(folders))
    listed = f"<opml version='2.0'><body>{outlines}</body></opml>"
    await library.feeds.import_list(listed.encode(), "list.opml")
    for feed in await library.feeds.all():
        await library.feeds.edit(feed.id, FeedEdit(folder=path(folders[int(feed.url[-1])])))

    async def now() -> list[str]:
        return ["/".join(feed.folder) for feed in sorted(await library.feeds.all(), key=lambda feed: feed.url)]

    moved = await library.feeds.move_folder(path(before), path(after))

    assert await now() == then
    assert moved == sum(a != b for a, b in zip(folders, then, strict=True))
    if moved:
        await library.entries.undo()
        assert await now() == folders


async def test_a_folder_is_not_moved_into_itself(library: Library) -> None:
    with pytest.raises(UsageError, match="News cannot be moved into itself"):
        await library.feeds.move_folder(path("News"), path("News/Sea"))


async def test_a_view_gets_another_name_and_query_and_keeps_its_place(library: Library) -> None:
    for name in ("Boats", "Weather"):
        await library.views.add(name, name.lower())

    edited = await library.views.edit("boats", "Ships", "ship OR boat")

    assert (edited.name, edited.query) == ("Ships", "ship OR boat")
    assert [view.name for view in await library.views.all()] == ["Ships", "Weather"]
    with pytest.raises(UsageError, match="There is a view Weather already"):
        await library.views.edit("Ships", "weather", "x")
    with pytest.raises(UsageError, match="place of the reader's own"):
        await library.views.edit("Ships", "Inbox", "x")
    await library.entries.undo()
    assert [(view.name, view.query) for view in await library.views.all()] == [
        ("Boats", "boats"),
        ("Weather", "weather"),
    ]
