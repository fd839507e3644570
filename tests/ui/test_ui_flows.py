"""What a reader does, from start to end."""

from tuinews.model.entry import Flag, set_flag
from tuinews.model.event import EntriesChanged, Noticed, RefreshProgressed
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.ui.paint.text.runs import line_text
from ui.conftest import ELSEWHERE, NOW, Start, long_document
from ui.fake_library import World, article_of, entry_of

HARBOUR = "Harbour opens again after the storm"
SNOW = "Snow closes the northern pass"
PARSER = "A parser that never raises"
FERRY = "Ferry timetable for the winter"


async def test_it_starts_in_the_inbox_with_the_newest_first(start: Start) -> None:
    async with start() as desk:
        assert desk.titles[0] == HARBOUR
        assert len(desk.titles) == 6
        assert desk.screen.panes.header.trail == ("Inbox",)
        assert desk.current == HARBOUR


async def test_moving_and_opening_marks_read_and_goes_to_the_article(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "enter")
        assert desk.open_title == SNOW
        assert desk.screen.session.pane == "article"
        assert desk.world.articles[EntryId(2)].entry.read
        assert desk.titles[1] == SNOW, "the list does not move because of one's own mark"
        row = desk.screen.panes.list.current
        assert row is not None
        assert row.headline.read


async def test_a_tag_is_a_place_and_leaving_it_leads_back(start: Start) -> None:
    async with start() as desk:
        await desk.press("t")
        await desk.press("down", "enter")
        assert desk.screen.panes.header.trail == ("#storm",)
        assert desk.titles == [HARBOUR, SNOW]
        await desk.press("q")
        assert desk.screen.panes.header.trail == ("Inbox",)
        assert desk.current == HARBOUR


async def test_the_way_back_leads_to_the_list_as_it_was(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("enter", "t")
        await desk.press("enter")
        await desk.settle()
        assert desk.screen.panes.header.trail == ("#harbour",)
        entry = entry_of(50, world.feeds[0], "Just in", NOW)
        world.articles[entry.id] = article_of(entry, long_document("just in"))
        await desk.press("q")
        assert desk.titles[0] == HARBOUR, "it was read meanwhile and is still there"
        assert len(desk.titles) == 6
        assert desk.screen.session.waiting == 1


async def test_a_topic_is_found_by_a_part_of_its_name(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "t")
        await desk.press(*"relea", "enter")
        assert desk.titles == ["Notes on a small release"]


async def test_read_also_opens_inside_and_going_back_finds_the_same_paragraph(start: Start) -> None:
    async with start(size=(140, 24)) as desk:
        await desk.press("enter", "j", "j", "j", "j", "j", "j", "j")
        position = desk.screen.panes.article.position
        assert position > 0
        related = desk.screen.panes.article.links.find("related")
        assert [target.entry_id for target in related] == [None, EntryId(4)]
        desk.screen.controllers.links.follow(related[0])
        await desk.settle()
        assert desk.open_title == "How the pilots saw it"
        assert f"follow {ELSEWHERE} How the pilots saw it from 1" in desk.world.asked
        await desk.press("ctrl+o")
        assert desk.open_title == HARBOUR
        assert desk.screen.panes.article.position == position
        await desk.press("alt+right")
        assert desk.open_title == "How the pilots saw it"


async def test_a_cached_related_article_needs_no_network(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter")
        desk.screen.controllers.links.follow(desk.screen.panes.article.links.find("related")[1])
        await desk.settle()
        assert desk.open_title == FERRY
        assert not any(asked.startswith("follow") for asked in desk.world.asked)
        await desk.press("escape")
        back = desk.open_title
        assert back == HARBOUR, "leaving an article that a link led to goes back"
        await desk.press("escape")
        assert desk.screen.session.pane == "list"


async def test_while_a_page_is_fetched_the_header_says_so_and_keys_work(start: Start, world: World) -> None:
    world.gate.clear()
    async with start() as desk:
        await desk.press("enter")
        desk.screen.controllers.links.follow(desk.screen.panes.article.links.find("related")[0])
        await desk.pilot.pause()
        assert desk.screen.panes.header.busy == "opening elsewhere.example"
        await desk.pilot.press("h", "j")
        assert desk.current == SNOW
        world.gate.set()
        await desk.settle()
        assert desk.screen.panes.header.busy == ""


async def test_a_link_that_cannot_be_opened_is_one_sentence(start: Start, world: World) -> None:
    del world.pages[ELSEWHERE]
    async with start() as desk:
        await desk.press("enter")
        desk.screen.controllers.links.follow(desk.screen.panes.article.links.find("related")[0])
        await desk.settle()
        assert any("nothing is there" in told for told in desk.told)
        assert desk.open_title == HARBOUR
        assert desk.screen.panes.header.busy == ""


async def test_undo_and_redo_say_what_they_did(start: Start) -> None:
    async with start(mark_read="never") as desk:
        await desk.press("s")
        assert desk.world.articles[EntryId(1)].entry.starred
        await desk.press("z")
        assert not desk.world.articles[EntryId(1)].entry.starred
        assert any("Undone: 1 starred" in told for told in desk.told)
        await desk.press("ctrl+y")
        assert desk.world.articles[EntryId(1)].entry.starred
        row = desk.screen.panes.list.current
        assert row is not None
        assert row.headline.starred


async def test_marks_apply_to_a_selection(start: Start) -> None:
    async with start() as desk:
        await desk.press("x", "j", "x", "L")
        assert [n for n, a in desk.world.articles.items() if a.entry.later] == [1, 3]
        assert desk.screen.panes.footer.note == "2 selected"
        await desk.press("escape")
        assert desk.screen.session.selection == frozenset()


async def test_a_range_can_be_selected(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "x", "j", "X")
        assert desk.screen.session.selection == {2, 3, 4}


async def test_reading_the_list_leaves_what_waits_unread(start: Start, world: World) -> None:
    async with start() as desk:
        entry = entry_of(50, world.feeds[0], "Just in", NOW)
        world.articles[entry.id] = article_of(entry, long_document("just in"))
        await desk.press("M")
        assert not world.articles[EntryId(50)].entry.read
        assert sum(not article.entry.read for article in world.articles.values()) == 1


async def test_above_and_below_are_marked_without_the_current_one(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "j", "{")
        assert [n for n, a in desk.world.articles.items() if a.entry.read] == [1, 2]
        await desk.press("}")
        assert [n for n, a in desk.world.articles.items() if not a.entry.read] == [3]


async def test_new_articles_wait_until_they_are_asked_for(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("j")
        entry = entry_of(50, world.feeds[0], "Just in", NOW)
        world.articles[entry.id] = article_of(entry, long_document("just in"))
        desk.bridge.publish(EntriesChanged(frozenset({world.feeds[0].id}), 1, new=1))
        await desk.settle()
        assert desk.titles[0] == HARBOUR
        assert "1 new · press . to show" in str(desk.screen.panes.list._border_subtitle)
        await desk.press(".")
        assert desk.titles[0] == "Just in"
        assert desk.current == SNOW, "the current headline stays current"
        assert "new" not in str(desk.screen.panes.list._border_subtitle)


async def test_an_empty_library_fills_before_ones_eyes(start: Start, world: World) -> None:
    articles, feeds = dict(world.articles), list(world.feeds)
    world.articles.clear()
    world.feeds.clear()
    async with start() as desk:
        assert "Press a" in desk.screen.panes.list.empty_text
        world.feeds.extend(feeds)
        world.articles[EntryId(1)] = articles[EntryId(1)]
        desk.bridge.publish(EntriesChanged(frozenset({feeds[0].id}), 1, new=1))
        await desk.settle()
        assert desk.titles == [HARBOUR]
        world.articles.update(articles)
        desk.bridge.publish(EntriesChanged(frozenset({feeds[0].id}), 2, new=5))
        await desk.settle()
        assert len(desk.titles) == 6


async def test_events_drive_the_header_and_notices_are_told(start: Start) -> None:
    async with start() as desk:
        desk.bridge.publish(RefreshProgressed(3, 48, 1, 17, running=True))
        desk.bridge.publish(Noticed(SafeText("You seem to be offline [/b]."), "warning"))
        await desk.settle()
        line = line_text(desk.screen.panes.header.line(140))
        assert "3/48 ────────── !1" in line
        assert "● 6 · ★ 0" in line
        assert desk.told == ["You seem to be offline [/b]."]


async def test_next_unread_goes_on_into_the_next_feed(start: Start, world: World) -> None:
    world.articles[EntryId(4)] = article_of(
        set_flag(world.articles[EntryId(4)].entry, Flag.READ, value=True), long_document("ferry")
    )
    async with start() as desk:
        await desk.press("]")
        assert desk.screen.panes.header.trail == ("World", "Coast Daily")
        await desk.press("enter", "n")
        assert desk.screen.panes.header.trail == ("World", "Hill Post")


async def test_space_reads_on_through_article_after_article(start: Start) -> None:
    async with start(size=(140, 20)) as desk:
        await desk.press("space")
        assert desk.open_title == HARBOUR
        for _ in range(12):
            await desk.press("space")
            if desk.open_title != HARBOUR:
                break
        assert desk.open_title == SNOW


async def test_j_and_k_in_capitals_go_from_article_to_article(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "J", "J")
        assert desk.open_title == PARSER
        await desk.press("K")
        assert desk.open_title == SNOW
        await desk.press("K", "K")
        assert desk.open_title == HARBOUR


async def test_searching_the_list_and_leaving_the_search(start: Start) -> None:
    async with start() as desk:
        await desk.press("/")
        await desk.press(*"notes", "enter")
        await desk.settle()
        assert desk.titles == ["Notes on a small release"]
        await desk.press("escape")
        assert len(desk.titles) == 6


async def test_leaving_a_search_leads_back_to_the_headline_from_before(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "j")
        await desk.press("/")
        await desk.press(*"zzqx", "enter")
        await desk.settle()
        assert desk.titles == []
        await desk.press("escape")
        assert desk.current == PARSER
        await desk.press("enter", "h")
        await desk.press("/")
        await desk.press(*"notes", "enter")
        await desk.settle()
        await desk.press("enter", "escape", "escape")
        assert desk.current == PARSER
        assert len(desk.titles) == 6, "what was opened is still there"


async def test_a_query_that_cannot_be_read_is_told_where_it_stands_and_can_be_mended(start: Start) -> None:
    async with start() as desk:
        await desk.press("=")
        await desk.press(*"colour:red", "enter")
        assert len(desk.titles) == 6
        assert "colour" in desk.complaint
        await desk.press(*["backspace"] * 10, *"is:starred", "enter")
        assert desk.complaint == ""
        assert desk.screen.session.listing.filter == "is:starred"


async def test_a_search_tells_what_it_does_not_know_yet(start: Start, world: World) -> None:
    world.behind = 12
    async with start() as desk:
        await desk.press("=", *"is:unread", "enter")
        assert not any("searchable" in told for told in desk.told)
        await desk.press("/", *"ferry", "enter")
        assert any(told.startswith("12 new articles are still being made searchable") for told in desk.told)


async def test_searching_the_article_makes_n_go_to_matches(start: Start) -> None:
    async with start(size=(100, 24)) as desk:
        await desk.press("enter", "/")
        await desk.press(*"tide", "enter")
        await desk.settle()
        assert desk.screen.session.searching
        before = desk.screen.panes.article.scroll_offset.y
        for _ in range(6):
            await desk.press("n")
        assert desk.open_title == HARBOUR
        assert desk.screen.panes.article.scroll_offset.y > before
        await desk.press("escape")
        assert not desk.screen.session.searching


async def test_unread_only_and_orders_can_be_switched(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "h", "U")
        assert len(desk.titles) == 6
        await desk.press("U")
        assert len(desk.titles) == 5
        await desk.press("\\")
        assert desk.titles[0] == "Notes on a small release"


async def test_full_text_is_fetched_and_why_not_is_told(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "v")
        assert any("feed's text is shown" in told for told in desk.told)
        assert "full text 1" in desk.world.asked


async def test_copies_go_to_the_clipboard_cleaned(start: Start) -> None:
    async with start() as desk:
        await desk.press("y", "y")
        assert desk.app.clipboard == "https://coast.example/1"
        await desk.press("y", "t")
        assert desk.app.clipboard == HARBOUR
        await desk.press("y", "m")
        assert desk.app.clipboard == f"[{HARBOUR}](https://coast.example/1)"


async def test_own_tags_are_given_and_taken(start: Start) -> None:
    async with start() as desk:
        await desk.press("T")
        await desk.press(*"+keep +boats", "enter")
        await desk.settle()
        assert desk.world.articles[EntryId(1)].entry.user_tags == ("keep", "boats")
        await desk.press("T")
        await desk.press(*"-keep", "enter")
        await desk.settle()
        assert desk.world.articles[EntryId(1)].entry.user_tags == ("boats",)


async def test_the_command_line_takes_names_and_their_beginnings(start: Start) -> None:
    async with start() as desk:
        await desk.press(":")
        await desk.press(*"saved", "enter")
        await desk.settle()
        assert desk.screen.panes.header.trail == ("Starred",)
        await desk.press(":")
        await desk.press(*"nonsense", "enter")
        await desk.settle()
        assert desk.complaint.startswith("There is no such command")


async def test_a_key_of_another_pane_says_where_it_works(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "x")
        assert desk.told == ["x works in the headlines: select or unselect."]
        assert desk.screen.session.selection == frozenset()


async def test_help_runs_what_is_chosen(start: Start) -> None:
    async with start() as desk:
        await desk.press("?")
        await desk.press(*"read later", "down", "enter")
        await desk.settle()
        assert desk.screen.panes.header.trail == ("Later",)
