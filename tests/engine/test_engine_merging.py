"""Two subscriptions that turn out to be one feed become one; nothing that the user set or marked is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.living import Living, rss
from engine.web import Page
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag, Mark
from tuinews.model.feed import Access, Feed
from tuinews.model.ids import EntryId
from tuinews.model.query import DEPTH_LIMIT, LENGTH_LIMIT, TERM_LIMIT
from tuinews.model.text import SafeText

OLD, NEW = "http://news.example/old", "http://news.example/new"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    opened = Living(tmp_path)
    yield opened
    opened.close()


async def two_feeds(living: Living) -> tuple[Feed, Feed]:
    """Two subscriptions with two entries in common and one each of their own; the first has moved to the second."""
    old = await living.add(OLD, rss("a", "b", "old"))
    new = await living.add(NEW, rss("a", "b", "new"))
    living.answer(OLD, Page(status=301, headers={"Location": "/new"}))
    return old, new


async def by_title(living: Living, feed: Feed) -> dict[str, EntryId]:
    """The entries of a feed."""
    ids = await living.library._services.pages.do(
        lambda reader: [
            row[0] for row in reader._connection.rows("SELECT id FROM entries WHERE feed_id = ?", (feed.id,))
        ]
    )
    page = await living.library.entries.page(ids)
    return {headline.title.removeprefix("Story "): headline.id for headline in page}


async def confirm(living: Living) -> None:
    """Let the redirect be believed."""
    for _ in range(3):
        await living.refresh(force=True, later=DAY + 1)


async def counts(living: Living) -> list[tuple[str, int, int]]:
    """The address of each feed with its counters, which have to be right."""
    wrong = await living.library._services.pages.do(
        lambda reader: list(
            reader._connection.rows(
                "SELECT feed_id FROM tallies t WHERE (unread, total, starred, later) <> (SELECT "
                "count(*) FILTER (WHERE presence = 0 AND read = 0), count(*) FILTER (WHERE presence = 0), "
                "count(*) FILTER (WHERE presence < 2 AND starred), count(*) FILTER (WHERE presence < 2 AND later) "
                "FROM states s WHERE s.feed_id = t.feed_id)"
            )
        )
    )
    assert wrong == []
    return sorted((feed.url, feed.unread, feed.total) for feed in await living.library.feeds.all())


async def test_a_mute_of_the_feed_that_goes_holds_for_the_one_that_stays(living: Living) -> None:
    old, new = await two_feeds(living)
    whole = await living.library.mutes.add("", feed_id=old.id)
    part = await living.library.mutes.add("nothing", feed_id=old.id)
    await confirm(living)

    mutes = await living.library.mutes.all()
    assert [(mute.id, mute.query, mute.feed_id) for mute in mutes] == [
        (whole.id, f"feed:{new.id}", new.id),
        (part.id, "nothing", new.id),
    ]
    assert (await living.library.feeds.counts()).total == 0
    await living.library.entries.undo()
    assert [mute.feed_id for mute in await living.library.mutes.all()] == [old.id, old.id]


async def test_marks_options_and_entries_of_both_are_kept_and_undo_parts_them(living: Living) -> None:
    old, new = await two_feeds(living)
    entries, feeds = living.library.entries, living.library.feeds
    ours, theirs = await by_title(living, old), await by_title(living, new)
    await entries.mark(Mark(Flag.STARRED, value=True, ids=(ours["a"], ours["old"])))
    await entries.mark(Mark(Flag.LATER, value=True, ids=(theirs["b"],)))
    await entries.mark(Mark(Flag.READ, value=True, ids=(ours["b"],)))
    await entries.tag([ours["b"]], [SafeText("harbour")], [])
    await feeds.edit(old.id, FeedEdit(title=SafeText("Mine"), folder=(SafeText("Coast"),), interval=7200))
    await feeds.edit(new.id, FeedEdit(folder=(SafeText("World"),), tags=(SafeText("daily"),)))
    assert await counts(living) == [(NEW, 3, 3), (OLD, 2, 3)]
    await confirm(living)
    (one,) = await feeds.all()
    assert (one.id, one.title, one.folder, one.tags) == (new.id, "Mine", ("World",), ("daily", "Coast"))
    assert one.options.interval == 7200
    assert await counts(living) == [(NEW, 3, 4)]
    assert sorted(await living.guids("is:starred")) == ["a", "old"]
    assert await living.guids("is:later") == await living.guids("is:read") == await living.guids("tag:harbour") == ["b"]
    assert any("are one feed now" in notice for notice in living.notices)

    await entries.undo()
    assert await counts(living) == [(NEW, 3, 3), (OLD, 3, 4)]  # the redirect had brought one more
    back = await feeds.get(new.id)
    assert (back.folder, back.tags, back.own_title, back.options.interval) == (("World",), ("daily",), "", None)
    assert sorted(await living.guids("is:starred")) == ["a", "old"]
    await entries.redo()
    assert await counts(living) == [(NEW, 3, 4)]


async def test_the_notes_of_both_are_one(living: Living) -> None:
    old, new = await two_feeds(living)
    ours, theirs = await by_title(living, old), await by_title(living, new)
    entries = living.library.entries
    await entries.write_note(ours["a"], SafeText("from the old one"))
    await entries.write_note(theirs["a"], SafeText("from the new one"))
    await entries.write_note(ours["old"], SafeText("alone"))
    await confirm(living)
    assert (await entries.entry(theirs["a"])).note == "from the new one\n\nfrom the old one"
    assert sorted(await living.guids("has:note")) == ["a", "old"]

    await entries.undo()
    assert (await entries.entry(theirs["a"])).note == "from the new one"
    assert (await entries.entry(ours["a"])).note == "from the old one"


async def merge_rules(living: Living, gone: str, stays: str) -> str:
    """The rule that remains when a feed with the one is merged into a feed with the other."""
    old, new = await two_feeds(living)
    await living.library.feeds.edit(old.id, FeedEdit(mark_read=gone))
    await living.library.feeds.edit(new.id, FeedEdit(mark_read=stays))
    await confirm(living)
    (one,) = await living.library.feeds.all()
    assert one.id == new.id
    return one.options.mark_read


@pytest.mark.parametrize(
    ("gone", "stays", "left"),
    [
        ("title:rain", "tag:ads OR tag:sport", "(tag:ads OR tag:sport) OR (title:rain)"),
        ("title:rain", "", "title:rain"),
        ("", "title:rain", "title:rain"),
        ("title:rain", "title:rain", "title:rain"),
    ],
)
async def test_what_either_marks_read_is_marked_read(living: Living, gone: str, stays: str, left: str) -> None:
    assert await merge_rules(living, gone, stays) == left


@pytest.mark.parametrize(
    ("gone", "stays"),
    [
        (f"title:{'a' * (LENGTH_LIMIT // 2)}", f"title:{'b' * (LENGTH_LIMIT // 2)}"),
        ("a " * (TERM_LIMIT // 2 + 1), "b " * (TERM_LIMIT // 2)),
        ("(" * DEPTH_LIMIT + "a" + ")" * DEPTH_LIMIT, "b"),
    ],
)
async def test_rules_that_are_no_query_together_leave_that_of_the_feed_that_stays(
    living: Living, gone: str, stays: str
) -> None:
    assert (await merge_rules(living, gone, stays)).strip() == stays.strip()


async def test_what_moves_in_the_poll_that_merges_is_kept(living: Living) -> None:
    await two_feeds(living)
    for _ in range(2):
        await living.refresh(force=True, later=DAY + 1)
    living.put(NEW, rss("a", "b", "new", "newest"))
    await living.refresh(force=True, later=DAY + 1)
    assert await counts(living) == [(NEW, 5, 5)]
    await living.refresh(force=True, later=DAY + 1)
    assert await counts(living) == [(NEW, 5, 5)]


async def test_entries_with_other_ids_are_the_same_by_a_link_of_their_own(living: Living) -> None:
    await living.add(OLD, rss("a", "x"))
    renumbered = "<guid isPermaLink='false'>v2:"
    await living.add(NEW, rss("a", "x").replace("<guid isPermaLink='false'>", renumbered))
    living.put(NEW, rss("a").replace("<guid isPermaLink='false'>", renumbered))
    living.answer(OLD, Page(status=301, headers={"Location": "/new"}))
    await confirm(living)
    assert sorted(await living.guids()) == ["a", "x"]


async def test_entries_that_share_a_link_stay_apart(living: Living) -> None:
    shared = rss("s1", "s2").replace("/story/s1", "/status").replace("/story/s2", "/status")
    await living.add(OLD, shared)
    await living.add(NEW, rss("s3").replace("/story/s3", "/status"))
    living.answer(OLD, Page(status=301, headers={"Location": "/new"}))
    await confirm(living)
    assert sorted(await living.guids()) == ["s1", "s2", "s3"]


async def test_a_login_goes_along_on_the_same_host_only(living: Living) -> None:
    old, new = await two_feeds(living)
    await living.library.feeds.edit(old.id, FeedEdit(), Access("ann", "pass"))
    await confirm(living)
    assert living.library.feeds.access(await living.library.feeds.get(new.id)) == Access("ann", "pass")


async def test_a_login_goes_to_no_other_host(living: Living) -> None:
    old = await living.add("http://other.example/old", rss("a"))
    new = await living.add(NEW, rss("a"))
    await living.library.feeds.edit(old.id, FeedEdit(), Access("ann", "pass"))
    living.answer(old.url, Page(status=301, headers={"Location": NEW}))
    await confirm(living)
    assert [feed.id for feed in await living.library.feeds.all()] == [new.id]
    assert living.library.feeds.access(new) is None


async def test_one_redirect_is_not_believed_yet(living: Living) -> None:
    await two_feeds(living)
    await living.refresh(force=True, later=DAY + 1)
    assert len(await living.library.feeds.all()) == 2


@pytest.mark.parametrize(("ours", "theirs"), [((), ("a",)), (("a",), ()), ((), ())])
async def test_feeds_without_a_common_entry_are_merged_too(
    living: Living, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    await living.add(OLD, rss(*ours))
    await living.add(NEW, rss(*theirs))
    living.answer(OLD, Page(status=308, headers={"Location": "/new"}))
    await confirm(living)
    assert await counts(living) == [(NEW, len(ours + theirs), len(ours + theirs))]


async def test_a_merge_that_was_undone_is_not_made_again(living: Living) -> None:
    await two_feeds(living)
    await confirm(living)
    assert [url for url, _, _ in await counts(living)] == [NEW]
    await living.library.entries.undo()
    await confirm(living)
    assert [url for url, _, _ in await counts(living)] == [NEW, OLD]
