"""Muting in the reader: two keys, what would go, until when; and looking after mutes."""

from dataclasses import replace

import pytest

from tuinews.model.ids import EntryId
from tuinews.model.text import safe_text
from tuinews.ui.dialogs.chooser import Chooser
from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World


def offered(desk: RunningReader) -> list[str]:
    """The lines of the list that is open to choose from."""
    chooser = desk.app.screen
    assert isinstance(chooser, Chooser)
    return [item.title for item in chooser._menu._items]


def name_the_author(world: World) -> None:
    article = world.articles[EntryId(1)]
    world.articles[EntryId(1)] = replace(article, entry=replace(article.entry, author=safe_text("Kim Marren")))


async def test_a_word_is_muted_in_two_keys_after_its_preview(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("c", "w")
        assert offered(desk) == ["“Harbour”", "“opens”", "“again”", "“storm”"]
        await desk.press(*"storm", "enter")
        assert offered(desk)[:4] == ["For good", "For a day", "For a week", "For a month"]
        assert "Would go: 1 article, 1 of the last 30 days" in offered(desk)
        assert "Harbour opens again after the storm" in offered(desk)
        assert not world.muted.mutes, "nothing is muted yet"
        await desk.press("enter")
        assert "Harbour opens again after the storm" not in desk.titles
        assert [(mute.query, mute.until) for mute in world.muted.mutes.values()] == [('title:"storm"', None)]
        assert desk.told == ["Muted “storm”: 1 article hidden. z takes it back."]


async def test_an_author_is_muted_for_a_week_and_undone(start: Start, world: World) -> None:
    name_the_author(world)
    async with start() as desk:
        await desk.press("c", "a", *"week", "enter")
        (mute,) = world.muted.mutes.values()
        assert (mute.query, mute.until) == ('author:"Kim Marren"', NOW + 7 * 86_400)
        assert "Harbour opens again after the storm" not in desk.titles
        await desk.press("z")
        assert "Harbour opens again after the storm" in desk.titles


async def test_a_feed_and_a_tag_are_muted(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("c", "f", "enter")
        assert [mute.feed_id for mute in world.muted.mutes.values()] == [1]
        await desk.press("c", "t", *"snow", "enter", "enter")
        assert [mute.query for mute in world.muted.mutes.values()][1:] == ['tag:"snow"']
        assert desk.titles[::2] == ["A parser that never raises", "Notes on a small release"]


@pytest.mark.parametrize("keys", [(), ("g", "c"), ("g", "c", ")")], ids=["the list", "its page", "a title there"])
async def test_a_story_is_muted_from_the_list_and_from_its_page(
    start: Start, world: World, keys: tuple[str, ...]
) -> None:
    world.stories = {1: 7, 4: 7, 5: 7}
    async with start() as desk:
        before = desk.titles
        await desk.press(*keys, "c", "s")
        assert "Would go: 3 articles, 3 of the last 30 days" in offered(desk)
        await desk.press("enter")
        assert [mute.query for mute in world.muted.mutes.values()] == ["story:7"]
        assert desk.told == ["Muted this story: 3 articles hidden. z takes it back."]
        assert sorted(world.articles) == [2, 3, 6]
        assert desk.titles == before[1:]
        assert desk.variant == ("story" if keys else ""), "who reads its page goes on with it"
        await desk.press("z")
        assert sorted(world.articles) == [1, 2, 3, 4, 5, 6]
        assert desk.titles == before


async def test_what_an_article_has_not_cannot_be_muted(start: Start) -> None:
    async with start() as desk:
        await desk.press("c", "a")
        assert desk.told[-1:] == ["This article has no author that could be muted."]
        await desk.press("c", "s")
        assert desk.told[-1:] == ["This article has no story that could be muted."]


async def test_a_preview_that_is_left_mutes_nothing(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("c", "f", "escape")
        assert not world.muted.mutes
        await desk.press("c", "f", *"another", "enter", *"yesterday", "enter")
        assert "over already" in desk.complaint
        await desk.press("escape")
        assert not world.muted.mutes


async def test_mutes_are_shown_and_removed(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("c", "m")
        assert desk.told == ["Nothing is muted: c c on an article mutes what it is about."]
        await desk.press("c", "f", "enter")
        await desk.press("c", "m")
        assert offered(desk) == ["feed:1"]
        await desk.press("enter", *"remove", "enter")
        assert not world.muted.mutes
        assert "Harbour opens again after the storm" in desk.titles


async def test_the_muted_pile_is_a_place_with_its_count(start: Start) -> None:
    async with start() as desk:
        await desk.press("c", "f", "enter")
        rows = [(row.name, row.number) for row in desk.screen.panes.sidebar.rows if row.place is not None]
        assert ("Muted", 2) in rows
        await desk.press("g", "m")
        assert desk.screen.session.listing.text() == "is:muted"
