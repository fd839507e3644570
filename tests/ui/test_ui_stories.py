"""Stories in the list: one line for the articles that tell the same."""

import pytest

from tuinews.model.event import EntriesChanged
from tuinews.model.ids import EntryId
from tuinews.model.stories.entry_groups import GroupKind
from tuinews.store.group_keys import KEYS
from tuinews.ui.paint.headlines.groups import GROUPS
from tuinews.ui.places import FOLDED_IN
from ui.conftest import RunningReader, Start
from ui.fake_library import World

HARBOUR = "Harbour opens again after the storm"
SNOW = "Snow closes the northern pass"
PARSER = "A parser that never raises"
FERRY = "Ferry timetable for the winter"
SCHOOL = "Village school gets a library"
RELEASE = "Notes on a small release"


@pytest.fixture
def told_twice(world: World) -> World:
    """Harbour, ferry and school are one story, of two feeds."""
    world.stories = {1: 1, 4: 1, 5: 1}
    return world


def lines(desk: RunningReader) -> list[str]:
    """The lines of the list as they are painted, blanks at their ends left out."""
    shown = desk.screen.panes.list
    return [shown.render_line(y).text.strip() for y in range(len(shown.rows))]


def count(desk: RunningReader) -> str:
    return str(desk.screen.panes.list.border_subtitle)


def read(world: World) -> list[int]:
    return sorted(entry_id for entry_id, article in world.articles.items() if article.entry.read)


@pytest.mark.usefixtures("told_twice")
async def test_a_story_is_one_line_that_says_how_many_tell_it(start: Start) -> None:
    async with start((180, 40)) as desk:
        assert desk.titles == [HARBOUR, SNOW, PARSER, RELEASE]
        assert "+2" in lines(desk)[0]
        assert "Coast Daily & 1" in lines(desk)[0]
        assert count(desk) == "1/4 · stories"


@pytest.mark.usefixtures("told_twice")
async def test_one_key_unfolds_a_story_in_place_and_folds_it_again(start: Start) -> None:
    async with start() as desk:
        await desk.press("-")
        assert desk.titles == [HARBOUR, FERRY, SCHOOL, SNOW, PARSER, RELEASE]
        assert [line[:5] for line in lines(desk)[:4]] == ["● Har", "● ├ F", "● └ V", "● Sno"]
        assert (desk.current, count(desk)) == (HARBOUR, "1/4 · stories")
        await desk.press("j", "j")
        assert (desk.current, count(desk)) == (SCHOOL, "1/4 · stories")
        await desk.press("-")
        assert (desk.titles, desk.current) == ([HARBOUR, SNOW, PARSER, RELEASE], HARBOUR)
        await desk.press("j", "-")
        assert "No other article" in desk.told[-1]


@pytest.mark.usefixtures("told_twice")
async def test_a_click_on_the_number_of_others_unfolds_a_story(start: Start) -> None:
    async with start() as desk:
        x = desk.screen.panes.list.render_line(0).text.index("+2")
        await desk.pilot.click("#list", offset=(x + 2, 1))
        await desk.settle()
        assert desk.titles[:4] == [HARBOUR, FERRY, SCHOOL, SNOW]
        assert desk.open_title == ""


@pytest.mark.usefixtures("told_twice")
async def test_folding_is_turned_off_and_remembered_for_the_place(start: Start) -> None:
    async with start() as desk:
        await desk.press("_")
        assert desk.titles == [HARBOUR, SNOW, PARSER, FERRY, SCHOOL, RELEASE]
        assert count(desk) == "1/6"
        await desk.press("g", "e")
        assert len(desk.titles) == 4, "elsewhere stories fold"
        await desk.press("g", "i")
        assert len(desk.titles) == 6
    async with start() as desk:
        assert len(desk.titles) == 6
        await desk.press("g", "e", "g", "i")
        assert len(desk.titles) == 6
        await desk.press("_")
        assert len(desk.titles) == 4


async def test_marking_a_folded_line_marks_its_articles_and_is_undone_whole(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("m")
        assert read(told_twice) == [1, 4, 5]
        assert desk.told[-1] == "Marked 3 articles of this story read: z takes it back."
        assert lines(desk)[0].startswith("○")
        await desk.press("z")
        assert read(told_twice) == []
        assert lines(desk)[0].startswith("●")


async def test_a_line_is_unread_as_long_as_one_of_its_articles_is(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("enter", "q")
        assert read(told_twice) == [1]
        assert lines(desk)[0].startswith("●")
        await desk.press("m", "m")
        assert read(told_twice) == []
        assert desk.told[-1] == "Marked 3 articles of this story unread: z takes it back."


async def test_in_an_unfolded_story_each_article_is_marked_by_itself(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("-", "m")
        assert read(told_twice) == [1]
        await desk.press("j", "m")
        assert read(told_twice) == [1, 4]
        assert [line[0] for line in lines(desk)[:3]] == ["○", "○", "●"]


async def test_a_star_is_given_to_the_article_that_is_shown(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("s")
        assert [n for n, article in told_twice.articles.items() if article.entry.starred] == [1]
        await desk.press("g", "s")
        assert desk.titles == [HARBOUR]


async def test_what_is_above_or_selected_is_marked_with_its_stories(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("j", "{")
        assert read(told_twice) == [1, 4, 5]
        await desk.press("z", "k", "x", "x", "m")
        assert read(told_twice) == [1, 2, 4, 5]


async def test_the_whole_list_is_marked_with_what_is_folded(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("M")
        assert read(told_twice) == [1, 2, 3, 4, 5, 6]


async def test_the_next_unread_is_a_story_of_which_one_article_is_unread(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("enter", "q", "G", "p", "p", "p")
        assert desk.current == HARBOUR
        await desk.press("m", "G", "p", "p", "p")
        assert desk.current == SNOW


@pytest.mark.usefixtures("told_twice")
async def test_what_was_read_of_a_story_leaves_the_rest_on_its_line(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "q", ".")
        assert desk.titles == [SNOW, PARSER, FERRY, RELEASE]
        assert desk.current == FERRY, "the next article of the story that was current"
        assert "+1" in lines(desk)[2]


@pytest.mark.usefixtures("told_twice")
async def test_going_back_shows_a_story_as_it_was_left(start: Start) -> None:
    async with start() as desk:
        await desk.press("-", "j", "g", "e", "ctrl+o")
        assert desk.titles == [HARBOUR, FERRY, SCHOOL, SNOW, PARSER, RELEASE]
        assert desk.current == FERRY


async def test_news_of_a_story_that_is_shown_wait(start: Start, told_twice: World) -> None:
    async with start() as desk:
        told_twice.stories[2] = 1
        await desk.press("j", ".")
        assert desk.titles == [HARBOUR, PARSER, RELEASE]
        assert desk.current == HARBOUR, "the article is on the line of its story now"


@pytest.mark.usefixtures("told_twice")
async def test_stories_are_seen_without_colours_and_in_ascii(start: Start) -> None:
    async with start((80, 24), ascii_only=True) as desk:
        await desk.press("-")
        text = desk.app.export_screenshot()
        assert "├" not in text
        assert [line[:5] for line in lines(desk)[1:3]] == ["* | F", "* ` V"]


@pytest.mark.parametrize("size", [(40, 12), (24, 10)])
@pytest.mark.usefixtures("told_twice")
async def test_on_a_small_screen_the_number_of_others_stays(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as desk:
        assert "+2" in lines(desk)[0]
        await desk.press("-")
        assert len(lines(desk)) == 6


async def test_starred_articles_are_not_folded(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("-", "s", "j", "s", "g", "s")
        assert desk.titles == [HARBOUR, FERRY]
        assert told_twice.articles[EntryId(4)].entry.starred


async def test_stories_found_in_a_list_that_nobody_reads_yet_are_folded_at_once(start: Start, world: World) -> None:
    articles, world.articles = world.articles, {}
    async with start((180, 40)) as desk:
        assert desk.titles == []
        world.articles = articles
        world.publish(EntriesChanged(frozenset(), 1, len(articles)))
        await desk.settle()
        assert len(desk.titles) == 6
        world.stories = {1: 1, 4: 1, 5: 1}
        world.publish(EntriesChanged(frozenset(), 2, 0))
        await desk.settle()
        assert desk.titles == [HARBOUR, SNOW, PARSER, RELEASE]


async def test_stories_found_under_the_cursor_wait_until_the_list_is_shown_anew(start: Start, world: World) -> None:
    async with start((180, 40)) as desk:
        before = [*desk.titles]
        await desk.press("j")
        world.stories = {1: 1, 4: 1, 5: 1}
        world.publish(EntriesChanged(frozenset(), 2, 0))
        await desk.settle()
        assert desk.titles == before


def test_every_kind_of_group_is_read_looks_like_something_and_has_its_places() -> None:
    assert set(KEYS) == set(GROUPS) == set(FOLDED_IN) == set(GroupKind)


async def test_undo_shows_what_belongs_together_again(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("j", "m")
        told_twice.stories = {2: 1, 3: 1}
        await desk.press("z")
        assert desk.titles == [HARBOUR, SNOW, FERRY, SCHOOL, RELEASE]
        assert desk.current == SNOW
        assert "+1" in lines(desk)[1]
