"""What belongs to an article: ALSO IN below it, the page of its story, and what the user decides of it."""

import pytest

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


def index_of(desk: RunningReader, text: str) -> int:
    return next(n for n, line in enumerate(desk.reading) if text in line)


@pytest.mark.usefixtures("told_twice")
async def test_the_other_articles_of_a_story_stand_below_one(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter")
        await desk.finish()
        lines = desk.reading
        at = index_of(desk, "ALSO IN")
        below = "\n".join(lines[at:])
        assert "Hill Post · 25 Nov 2026 06:05" in below
        assert SCHOOL in below
        assert "+ Only Hill Post says so of Village school" in " ".join(below.split())
        assert HARBOUR not in below
        assert str(desk.screen.panes.article.border_subtitle) == "2 sources · g c"


@pytest.mark.usefixtures("told_twice")
async def test_what_stands_below_comes_later_and_moves_no_line(start: Start) -> None:
    async with start() as desk:
        await desk.pilot.press("enter")
        await desk.settle()
        await desk.press("ctrl+d")
        view = desk.screen.panes.article
        before = view.scroll_offset.y, [view.render_line(y).text for y in range(5)]
        article = desk.screen.session.article
        assert article is not None
        desk.screen.controllers.article.read_more(article)
        await desk.finish()
        assert (view.scroll_offset.y, [view.render_line(y).text for y in range(5)]) == before
        assert any("ALSO IN" in line for line in desk.reading)


@pytest.mark.usefixtures("told_twice")
async def test_a_letter_opens_another_article_of_the_story_inside(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter")
        await desk.finish()
        line = desk.reading[index_of(desk, "Hill Post · 25 Nov")]
        letter = line[line.index("[") + 1]
        await desk.press("f", letter)
        assert desk.open_title == SCHOOL
        await desk.press("escape")
        assert desk.open_title == HARBOUR


async def test_an_article_that_is_alone_has_nothing_below_it(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("j", "enter")
        await desk.finish()
        assert desk.open_title == SNOW
        assert not any("ALSO IN" in line for line in desk.reading)
        await desk.press("g", "c")
        assert desk.variant == ""
        assert desk.told[-1].startswith("No other article tells this.")
        assert "story of 2" in told_twice.asked


@pytest.mark.usefixtures("told_twice")
async def test_the_page_of_a_story_tells_it_day_by_day(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "c")
        assert desk.variant == "story"
        lines = [line.strip() for line in desk.reading]
        assert lines[0] == SCHOOL
        assert "3 articles · 2 sources · 1 day · 3 unread" in lines
        assert "Wednesday 25 Nov 2026" in lines
        titles = [line for line in lines if line in {SCHOOL, FERRY, HARBOUR}]
        assert titles == [SCHOOL, SCHOOL, FERRY, HARBOUR], "in the order of time"
        assert "Hill Post · Coast Daily 2" in lines
        assert any(line.startswith("About #coast, they told so many") for line in lines)
        assert "Code Notes (3 of 4)" in lines
        footer = desk.screen.panes.footer.render_line(0).text
        assert "* follow" in footer
        assert "% split off" in footer
        assert "c s mute" in footer


async def test_an_article_opens_from_the_page_of_its_story_and_leads_back(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("g", "c", ")", ")", "enter")
        assert (desk.open_title, desk.variant) == (FERRY, "")
        assert told_twice.articles[4].entry.read  # type: ignore[index]
        await desk.press("escape")
        assert desk.variant == "story"
        await desk.press("escape")
        assert desk.screen.session.pane == "list"


async def test_from_the_page_one_comes_back_to_the_article(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("enter", "g", "c")
        assert desk.variant == "story"
        await desk.press("q")
        assert (desk.open_title, desk.variant, desk.screen.session.pane) == (HARBOUR, "", "article")
        assert not told_twice.articles[4].entry.read  # type: ignore[index]


async def test_a_story_is_followed_or_no_more(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("*")
        assert told_twice.followed == {1}
        assert desk.told[-1] == "Followed: z takes it back."
        await desk.press("g", "c")
        assert any("followed" in line for line in desk.reading)
        await desk.press("*")
        assert told_twice.followed == set()
        assert not any("followed" in line for line in desk.reading)
        await desk.press("q", "j", "*")
        assert "no story to follow" in desk.told[-1]


async def test_a_source_is_shown_first_of_its_stories_or_no_more(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("g", "c", ")", "^")
        await desk.finish()
        assert desk.told[-1] == "Hill Post is shown first of the stories that it tells: z takes it back."
        (line,) = [line for line in desk.reading if "shown first" in line]
        assert "Hill Post" in line
        assert (desk.titles[0], desk.variant) == (SCHOOL, "story")
        await desk.press("^")
        await desk.finish()
        assert [feed.options.prefer for feed in told_twice.feeds] == [False] * len(told_twice.feeds)
        assert desk.titles[0] == HARBOUR


async def test_an_article_is_taken_out_of_its_story(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("g", "c", ")", "%")
        assert told_twice.stories == {1: 1, 4: 1}, "the one with the focus"
        assert desk.variant == "story"
        assert not any(SCHOOL in line for line in desk.reading)
        await desk.press("escape")
        assert len(desk.titles) == 5
        assert SCHOOL in desk.titles
        await desk.press("j", "k", "%")
        assert "no story" not in desk.told[-1]
        assert 1 not in told_twice.stories


async def test_selected_articles_are_put_together(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("j", "x", "x", "k", "k", "k", "&")
        assert told_twice.stories == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}
        assert desk.titles == [HARBOUR, RELEASE]
        assert desk.screen.session.selection == frozenset()


async def test_one_that_is_close_is_chosen_where_nothing_is_selected(start: Start, told_twice: World) -> None:
    async with start() as desk:
        await desk.press("&")
        menu = desk.screen.interaction.menu
        assert menu is not None
        assert [item.title for item in menu._items] == [SNOW, PARSER]
        await desk.press("enter")
        assert told_twice.stories == {1: 1, 2: 1, 4: 1, 5: 1}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.usefixtures("told_twice")
async def test_the_page_fits_small_screens_without_signs(start: Start, size: tuple[int, int]) -> None:
    async with start(size, ascii_only=True) as desk:
        await desk.press("g", "c")
        assert desk.variant == "story"
        width = desk.screen.panes.article.column[1]
        assert all(len(line) <= width for line in desk.reading)
        assert all(line.isascii() for line in desk.reading)


async def test_copies_are_read_with_an_article_where_that_is_wanted(start: Start, told_twice: World) -> None:
    told_twice.mark_copies = True
    async with start() as desk:
        await desk.press("enter")
        assert sorted(n for n, article in told_twice.articles.items() if article.entry.read) == [1, 4, 5]
        assert desk.told[-1] == "3 read: z takes it back."
        await desk.press("z")
        assert not [n for n, article in told_twice.articles.items() if article.entry.read]
