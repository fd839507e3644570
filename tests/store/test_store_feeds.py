import itertools
from dataclasses import replace
from functools import partial

import pytest

from pollings import made
from store.storing import NOW, House, draft
from tuinews.model.change import FeedEdit, FeedUpdate, ImportedState
from tuinews.model.clock import DAY
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.feed import FeedCard, FeedStatus, NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.parsed import ExtractedPage, Outline
from tuinews.model.polling import PendingMove
from tuinews.model.text import safe_text
from tuinews.model.url import canonical_url


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"last_checked": None}, FeedStatus.NEW),
        ({"last_checked": 1}, FeedStatus.OK),
        ({"last_checked": 1, "failures": 1}, FeedStatus.FAILING),
        ({"last_checked": 1, "failures": 1, "http_status": 429}, FeedStatus.LIMITED),
        ({"last_checked": 1, "gone": True}, FeedStatus.GONE),
    ],
)
def test_a_feed_says_how_it_is_doing(house: House, values: dict[str, int], status: FeedStatus) -> None:
    feed = house.feed()
    house.apply(FeedUpdate(feed, NOW, polling=made(feed, "https://harbour.example/feed", **values)))

    assert house.reader.feeds()[0].status is status


def test_a_wish_that_came_during_a_poll_is_not_lost(house: House) -> None:
    feed = house.feed()
    begun = house.update(feed)
    house.writer.edit_feed(feed, FeedEdit(interval=7200, full_text=True, url="https://harbour.example/other"))

    house.apply(begun)

    polling = house.reader.polls.polling(feed)
    assert (polling.options.interval, polling.options.full_text, polling.url) == (
        7200,
        True,
        "https://harbour.example/other",
    )


def test_a_confirmed_move_changes_the_address(house: House) -> None:
    feed = house.feed()
    old, new = "https://harbour.example/feed", "https://harbour.example/new"
    house.apply(FeedUpdate(feed, NOW, polling=made(feed, old, moved_to=new, moved_since=NOW)))
    assert house.reader.polls.polling(feed).url == old

    house.apply(FeedUpdate(feed, NOW + DAY, polling=made(feed, new)))

    assert house.reader.polls.polling(feed).url == new

    house.writer.undo()

    assert house.reader.polls.polling(feed).url == old
    assert house.reader.polls.polling(feed).move == PendingMove(new, None), (
        "the redirect is known as one that was taken back"
    )
    house.writer.redo()
    assert house.reader.polls.polling(feed).url == new


def test_the_publishers_card_names_a_feed_until_the_user_does(house: House) -> None:
    feed = house.writer.add_feed(NewFeed("https://xn--hfen-5qa.example/feed"))
    assert house.reader.feeds()[0].title == "xn--hfen-5qa.example"
    card = FeedCard(
        *map(safe_text, ("Häfen", "https://h.example", "Daily", "Ed", "(c)", "mail", "de", "https://h.example/i.png"))
    )
    house.apply(house.update(feed, card=card))

    assert (house.reader.feeds()[0].title, house.reader.feeds()[0].card) == ("Häfen", card)
    house.writer.edit_feed(feed, FeedEdit(title=safe_text("Mine"), folder=(safe_text("World"),)))
    house.apply(house.update(feed, card=card))
    assert (house.reader.feeds()[0].title, house.reader.feeds()[0].folder) == ("Mine", ("World",))
    house.writer.edit_feed(feed, FeedEdit(title=safe_text("")))
    assert house.reader.feeds()[0].title == "Häfen"


def test_feeds_come_by_folder_and_title(house: House) -> None:
    for name, folder in (("b", []), ("C", []), ("a", ["World"]), ("d", ["science"]), ("e", ["World", "Asia"])):
        house.feed(name, folder)

    assert [(feed.folder, feed.title) for feed in house.reader.feeds()] == [
        ((), "B"),
        ((), "C"),
        (("science",), "D"),
        (("World",), "A"),
        (("World", "Asia"), "E"),
    ]


def test_a_list_is_imported_once(house: House) -> None:
    house.feed("harbour")
    world = (safe_text("World"),)
    outlines = [
        Outline(world, safe_text("One"), "https://one.example/feed"),
        Outline((), safe_text("Again"), "https://one.example/feed"),
        Outline(world, safe_text(""), "https://harbour.example/feed"),
    ]

    assert house.writer.import_feeds(outlines)[:4] == (1, 0, 1, 0)
    assert house.writer.import_feeds(outlines)[:4] == (0, 2, 0, 0)
    assert {(feed.title, feed.folder) for feed in house.reader.feeds()} == {("One", world), ("Harbour", world)}
    assert (house.writer.undo() or ("",))[0] == "Undone: 1 feeds imported, 1 moved; it is gone with 0 entries"
    assert {(feed.title, feed.folder) for feed in house.reader.feeds()} == {("Harbour", ())}


def test_what_does_not_exist_is_said_in_a_sentence(house: House) -> None:
    feed = house.feed()
    house.feed("other")
    with pytest.raises(NotFoundError, match="no feed 99"):
        house.reader.polls.polling(FeedId(99))
    with pytest.raises(NotFoundError, match="no feed 99"):
        house.writer.edit_feed(FeedId(99), FeedEdit(interval=1))
    with pytest.raises(NotFoundError, match="no feed 0"):
        house.writer.remove_feed(FeedId(0))
    with pytest.raises(NotFoundError, match="no entry 99"):
        house.writer.save_page(EntryId(99), ExtractedPage(), NOW)
    with pytest.raises(UsageError, match="subscribed to already"):
        house.writer.edit_feed(feed, FeedEdit(url="https://other.example/feed"))
    assert house.reader.feed(FeedId(99)) is None
    assert house.reader.entry(EntryId(99)) is None


def test_what_was_read_elsewhere_is_found_by_guid_or_address_in_no_more_steps_in_a_long_feed(house: House) -> None:
    steps: list[int] = []
    for name, length in (("short", 50), ("long", 1_000)):
        drafts = [draft(f"{name}{n}", url=f"https://{name}.example/{n}") for n in range(length)]
        drafts = [replace(each, link_key=canonical_url(each.url)) for each in drafts]
        house.store(house.feed(name), *drafts)
        feed = f"https://{name}.example/feed"
        known = [
            ImportedState(feed, f"{name}1", "", read=True, starred=False),
            ImportedState(feed, "?", drafts[2].url, read=True, starred=False),
        ]
        unknown = [
            ImportedState(feed, f"?{n}", f"https://{name}.example/?{n}", read=True, starred=False) for n in range(200)
        ]
        count = itertools.count()
        house.writer._connection.set_progress_handler(partial(_tick, count), 10)
        house.writer.import_feeds((), states=(*known, *unknown))
        steps.append(next(count))

    assert sorted(house.guids("is:read")) == ["long1", "long2", "short1", "short2"]
    assert steps[1] < steps[0] * 2


def _tick(count: "itertools.count[int]") -> bool:
    """Count ten steps of SQLite's machine; it goes on."""
    return next(count) < 0
