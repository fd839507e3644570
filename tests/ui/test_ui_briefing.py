"""The briefing in the reader: an edition with headings that is read through, marked read, and ends."""

from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World
from ui.fake_reports import NOW as EDITION_NOW

HARBOUR = "Harbour opens again after the storm"
PARSER, FERRY = "A parser that never raises", "Ferry timetable for the winter"


def lines(desk: RunningReader) -> list[str]:
    """What the list shows, line by line."""
    headlines = desk.screen.panes.list
    drawn = [headlines.render_line(y).text.strip() for y in range(headlines.size.height)]
    return [" ".join(line.split()) for line in drawn if line]


async def test_g_b_shows_sections_and_says_at_the_end_that_it_was_all(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("g", "b")
        seen = lines(desk)
        assert desk.titles == [HARBOUR, PARSER, FERRY]
        assert "Top stories" in seen[0]
        assert HARBOUR in seen[1]
        assert "Also new" in seen[2]
        assert "That was all since" in seen[5]
        assert "2 left out" in seen[5]
        assert str(desk.screen.panes.list.border_title).startswith("Briefing · since")
        assert "1/3" in str(desk.screen.panes.list.border_subtitle)
        row = desk.screen.panes.sidebar.current
        assert row is not None
        assert row.name == "Briefing"


async def test_space_reads_through_it_to_its_end_and_opens_inside(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "b", "enter")
        assert desk.open_title == HARBOUR
        for title in (PARSER, FERRY):
            for _ in range(20):
                await desk.press("space")
                if desk.open_title == title:
                    break
            assert desk.open_title == title
        for _ in range(20):
            await desk.press("space")
            if desk.told:
                break
        assert "That was all since" in desk.told[-1]


async def test_the_edition_stays_until_all_of_it_is_read_and_then_there_is_another(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "b", "enter", "g", "i", "g", "b")
        assert desk.titles == [HARBOUR, PARSER, FERRY], "what was opened stays in it"
        assert world.asked.count("edition") == 1
        await desk.press("M")
        await desk.finish()
        assert sum(article.entry.read for article in world.articles.values()) == 4, "with what it stands for, no others"
        await desk.press("g", "i", "g", "b")
        assert desk.titles == ["Village school gets a library"]
        await desk.press("z")
        await desk.finish()
        assert sum(article.entry.read for article in world.articles.values()) == 1, "only what was opened is read then"


async def test_an_empty_briefing_is_a_kind_sentence(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("M")
        await desk.finish()
        await desk.press("g", "b")
        assert desk.titles == []
        assert "Enjoy the quiet" in desk.screen.panes.list.empty_text
        assert not [entry for entry in world.articles.values() if not entry.entry.read]


async def test_the_reader_begins_at_the_inbox_below_it(start: Start) -> None:
    async with start() as desk:
        row = desk.screen.panes.sidebar.current
        assert row is not None
        assert row.name == "Inbox"


async def test_on_its_row_of_the_sidebar_m_marks_nothing(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("1", *["k"] * 10)
        row = desk.screen.panes.sidebar.current
        assert row is not None
        assert row.name == "Briefing"
        await desk.press("M")
        await desk.finish()
        assert any("opens the briefing" in told for told in desk.told)
        assert not any(article.entry.read for article in world.articles.values())


async def test_filtered_it_is_a_list_of_what_is_new_and_the_place_is_not_kept_for_the_next_start(
    start: Start, world: World
) -> None:
    async with start() as desk:
        assert world.asked.count("visit begins") == 1
        await desk.press("g", "b", "=", *"tag:storm", "enter")
        assert any(asked.startswith("ids after:") and "tag:storm" in asked for asked in world.asked)
        await desk.press("Q")
        await desk.finish()
    assert not [asked for asked in world.asked if asked.startswith("visit ends")], "it was not read to its end"
    assert '"kind": "inbox"' in world.notes["reader"]


async def test_a_visit_counts_when_the_edition_was_read_or_the_reader_used_for_a_while(
    start: Start, world: World
) -> None:
    async with start() as desk:
        await desk.press("j", "Q")
        await desk.finish()
    assert not [asked for asked in world.asked if asked.startswith("visit ends")], "a look is no visit"
    async with start() as desk:
        desk.screen.session.minutes_used.update(range(5))
        await desk.press("Q")
        await desk.finish()
    assert f"visit ends {NOW}" in world.asked
    world.asked.clear()
    async with start() as desk:
        await desk.press("g", "b", "M")
        await desk.finish()
        await desk.press("Q")
        await desk.finish()
    assert f"visit ends {EDITION_NOW}" in world.asked, "what came after the edition was made is still to come"
