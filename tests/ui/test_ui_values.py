"""Places, history, sizes, rows of the feeds pane, what is remembered: values and functions of values."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.feed import Counts, Feed, FeedStatus
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import EVERYTHING, AllOf, Not, Order, TraitMatch, parse_query
from tuinews.model.text import SafeText, safe_text
from tuinews.ui import pane_layout
from tuinews.ui.controllers.headlines.search import plain_words
from tuinews.ui.history import History, Waypoint
from tuinews.ui.pane_layout import PaneSizes, RememberedSizes, Shown, arrange, drag, find_divider, resize
from tuinews.ui.places import (
    AGED,
    BRIEFING,
    INBOX,
    RIVER,
    SAVED,
    Listing,
    Place,
    feed_place,
    folder_place,
    listing_of,
    search_place,
    tag_place,
)
from tuinews.ui.places import EVERYTHING as EVERY_PLACE
from tuinews.ui.saved_state import SavedState, from_text, to_text
from tuinews.ui.sidebar_rows import GAP, SidebarRow, find_feeds_to_show, next_unread_feed, sidebar_rows

NOW = 1_795_615_500


def feed(number: int, title: str, *folder: str, unread: int = 0, status: FeedStatus = FeedStatus.OK) -> Feed:
    return Feed(
        FeedId(number),
        f"https://{number}.example/feed",
        SafeText(title),
        tuple(map(SafeText, folder)),
        unread=unread,
        status=status,
        error=SafeText("It does not answer."),
    )


# Places


def test_a_view_is_a_query_of_the_language() -> None:
    view = Listing(SAVED, unread=True, order=Order.OLDEST, filter="harbour OR storm")
    assert view.text() == "is:starred (harbour OR storm) is:unread sort:oldest"
    query = view.query(NOW)
    assert query.order is Order.OLDEST


def test_the_inbox_is_what_is_unread_and_has_not_aged() -> None:
    assert listing_of(INBOX).query(NOW).condition == AllOf((TraitMatch("unread"), Not(TraitMatch("aged"))))


@given(st.text(max_size=40))
def test_any_tag_and_any_folder_make_a_query(name: str) -> None:
    named = safe_text(name)
    if named.strip(' "'):
        assert listing_of(tag_place(named)).query(NOW).condition != EVERYTHING.condition
        assert listing_of(folder_place((SafeText("World"), named))).query(NOW).condition != EVERYTHING.condition


def test_feeds_are_told_by_number_and_shown_by_name() -> None:
    place = feed_place(feed(7, "Coast Daily", "World"))
    assert (place.query, place.trail) == ("feed:7", ("World", "Coast Daily"))


# History


def test_back_and_forward_are_each_others_opposite() -> None:
    history, inbox, saved = History(), Waypoint(listing_of(INBOX)), Waypoint(listing_of(SAVED), near=(3,))
    history.leave(inbox)
    assert history.back(saved) == inbox
    assert history.forward(inbox) == saved
    assert history.back(saved) == inbox
    assert history.back(inbox) is None


def test_going_somewhere_new_ends_the_way_forward() -> None:
    history, inbox, saved = History(), Waypoint(listing_of(INBOX)), Waypoint(listing_of(SAVED))
    history.leave(inbox)
    history.back(saved)
    history.leave(inbox)
    assert history.forward(saved) is None


def test_the_way_back_does_not_grow_for_ever() -> None:
    history = History()
    for number in range(500):
        history.leave(Waypoint(listing_of(INBOX), near=(number,)))
    assert len(history) == 100


# Layout


@pytest.mark.parametrize(
    ("width", "pane", "seen"),
    [
        (160, "list", "feeds list article"),
        (120, "article", "feeds list article"),
        (119, "list", "list"),
        (119, "feeds", "feeds list"),
        (80, "article", "list article"),
        (79, "list", "list"),
        (40, "article", "article"),
        (40, "feeds", "feeds"),
    ],
)
def test_which_panes_are_seen(width: int, pane: str, seen: str) -> None:
    made = arrange(width, 24, PaneSizes(), Shown(pane))
    shown = [name for name, on in (("feeds", made.feeds), ("list", made.list), ("article", made.article)) if on]
    assert " ".join(shown) == seen


@given(
    st.integers(20, 400),
    st.integers(6, 200),
    st.builds(Shown, st.sampled_from(("feeds", "list", "article")), st.booleans(), st.booleans(), st.booleans()),
    st.lists(st.tuples(st.sampled_from(("feeds", "list", "article")), st.sampled_from((-1, 1))), max_size=40),
    st.sampled_from((PaneSizes(), PaneSizes(hidden=True))),
)
def test_no_pane_ever_eats_up_the_others(
    width: int, height: int, shown: Shown, steps: list[tuple[str, int]], sizes: PaneSizes
) -> None:
    for resized, direction in steps:
        here = shown._replace(pane=resized)
        sizes = resize(sizes, here, arrange(width, height, sizes, here), direction, width)
    made = arrange(width, height, sizes, shown)
    assert {"feeds": made.feeds, "list": made.list, "article": made.article}[shown.pane]
    if made.list and made.article and made.mode == "wide":
        assert width - made.feeds_width * made.feeds - made.list_width >= 11
    if made.list and made.article and made.mode == "medium":
        assert height - 2 - made.list_height >= 2


@pytest.mark.parametrize(("width", "headlines"), [(120, 52), (160, 72), (200, 92), (300, 142)])
def test_headlines_get_the_width_that_they_need_before_the_article(width: int, headlines: int) -> None:
    made = arrange(width, 45, RememberedSizes().find((width, 45)), Shown("list"))
    assert made.list_width == headlines


@given(st.integers(80, 300), st.integers(16, 100), st.integers(0, 299), st.integers(0, 99))
def test_a_border_lies_where_it_was_dragged_to(width: int, height: int, x: int, y: int) -> None:
    sizes, shown = PaneSizes(), Shown("list", reading=True)
    plan = arrange(width, height, sizes, shown)
    divider = find_divider(x, y, plan, height)
    if divider is None:
        return
    at = (x + 3, y + 3)
    moved = arrange(width, height, drag(sizes, divider, at, plan, (width, height)), shown)
    assert {divider, None} >= {find_divider(*at, moved, height)}
    if divider == "list" and 60 < x < width - 40:
        assert moved.list_width + moved.feeds_width == at[0] + 1
    if divider == "strip" and y + 3 <= height - 10:
        assert moved.list_height == at[1]


def test_sizes_of_an_earlier_version_are_read() -> None:
    old = {"feeds": 34, "share": 0.48, "top": 0.38, "hidden": True, "measure": 80}
    read = pane_layout.from_data(old)
    assert read is not None
    assert (read.first.feeds, read.first.hidden, read.first.measure, read.first.share) == (34, True, 80, 0.0)


def test_hidden_feeds_show_when_one_goes_there() -> None:
    assert not arrange(140, 40, PaneSizes(hidden=True), Shown("list")).feeds
    assert arrange(140, 40, PaneSizes(hidden=True), Shown("feeds")).feeds


# The feeds pane

FEEDS = (
    feed(1, "Zebra", "World", unread=2),
    feed(2, "Apple", "World", "Asia", unread=3),
    feed(3, "Code"),
    feed(4, "Broken", status=FeedStatus.FAILING),
)


def tree_of(rows: tuple[SidebarRow, ...]) -> list[SidebarRow]:
    """The rows between the places and the pages."""
    (first, *_, last) = [number for number, row in enumerate(rows) if row == GAP]
    return list(rows[first + 1 : last])


def test_folders_come_first_and_count_what_lies_in_them() -> None:
    rows = sidebar_rows(FEEDS, Counts(unread=5, starred=1), frozenset())
    tree = [(row.depth, row.name, row.number) for row in tree_of(rows)]
    assert tree == [
        (0, "World", 5),
        (1, "Asia", 3),
        (2, "Apple", 3),
        (1, "Zebra", 2),
        (0, "Broken", 0),
        (0, "Code", 0),
    ]
    assert rows[0].place == BRIEFING
    assert (rows[1].place, rows[1].number) == (INBOX, 5)
    assert tree_of(rows)[-2].trouble == "It does not answer."


def test_the_sidebar_has_the_labels_of_feeds_that_are_no_folders_with_what_is_unread_there() -> None:
    first, second, *rest = FEEDS
    labels = tuple(map(SafeText, ("quick", "World", "Daily")))
    feeds = [replace(first, tags=labels, unread=2), replace(second, tags=labels[:1], unread=3), *rest]
    rows = sidebar_rows(feeds, Counts(), frozenset())
    found = [(row.name, row.number, row.place.query) for row in rows if row.place and row.place.kind == "label"]
    assert found == [("Daily", 2, 'label:"Daily"'), ("quick", 5, 'label:"quick"')], "World is a folder"
    assert parse_query("label:quick", 0).condition == parse_query("folder:quick", 0).condition


def test_where_stories_are_folded_they_are_counted_and_called_so() -> None:
    counts = Counts(unread=5, total=9, folded_unread=2, folded_total=3)
    rows = sidebar_rows(FEEDS, counts, frozenset(), lined=(INBOX,))
    told = [(row.name, row.number) for row in rows if row.name.startswith(("Inbox", "All"))]
    assert told == [("Inbox · stories", 3), ("All articles", 9)]
    rows = sidebar_rows(FEEDS, counts, frozenset(), lined=(INBOX, EVERY_PLACE))
    assert [row.number for row in rows if row.name.startswith("All")] == [6]
    alone = sidebar_rows(FEEDS, Counts(unread=5), frozenset(), lined=(INBOX,))
    assert (alone[1].name, alone[1].number) == ("Inbox", 5), "no story is there"


def test_what_lies_in_a_folded_folder_is_hidden() -> None:
    rows = sidebar_rows(FEEDS, Counts(), frozenset({(SafeText("World"),)}))
    assert [row.name for row in tree_of(rows)] == ["World", "Broken", "Code"]


def test_without_feeds_there_is_no_tree() -> None:
    rows = sidebar_rows((), Counts(), frozenset())
    assert [row.name for row in rows[rows.index(GAP) + 1 :]] == [
        "Recently read",
        "Downloads",
        "Health",
        "Journal",
        "Log",
    ]


@pytest.mark.parametrize(
    ("here", "left"),
    [
        (INBOX, "Zebra Apple Broken"),
        (feed_place(FEEDS[2]), "Zebra Apple Code Broken"),
        (folder_place((SafeText("World"),)), "Zebra Apple Broken"),
        (folder_place((SafeText("Notes"),)), "Zebra Apple Broken Quiet"),
    ],
)
def test_of_feeds_without_unread_only_those_in_trouble_and_where_one_is_stay(here: Place, left: str) -> None:
    feeds = (*FEEDS, feed(5, "Quiet", "Notes"))
    shown = find_feeds_to_show(feeds, (here,))
    assert [one.title for one in shown] == left.split()
    assert {row.name for row in sidebar_rows(shown, Counts(), frozenset()) if row.folder} == {
        name for one in shown for name in one.folder
    }, "folders follow"


def test_the_next_feed_with_unread_goes_around() -> None:
    rows = sidebar_rows(FEEDS, Counts(), frozenset())
    first = next_unread_feed(rows, INBOX, 1)
    assert first is not None
    assert first.name == "Apple"
    second = next_unread_feed(rows, first, 1)
    assert second is not None
    assert second.name == "Zebra"
    assert next_unread_feed(rows, second, 1) == first
    assert next_unread_feed(rows, first, -1) == second
    assert next_unread_feed(sidebar_rows((FEEDS[2],), Counts(), frozenset()), INBOX, 1) is None


# What is remembered


def test_what_was_left_is_found_again() -> None:
    left = SavedState(
        Listing(tag_place(SafeText("North Korea")), unread=False, order=Order.TITLE, filter="kim"),
        (3, 4),
        EntryId(9),
        RememberedSizes(PaneSizes(measure=80), {(80, 24): PaneSizes(feeds=34, hidden=True)}),
        frozenset({(SafeText("World"), SafeText("Asia"))}),
        "nord",
        read_feeds=False,
    )
    assert from_text(to_text(left)) == left


@pytest.mark.parametrize("text", [None, "", "{", "[]", "7", '{"view": 3}', '{"view": {"place": {"kind": 1}}}'])
def test_what_cannot_be_read_is_forgotten(text: str | None) -> None:
    assert from_text(text) == SavedState()


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda x: st.dictionaries(st.text(max_size=5), x)))
def test_nothing_remembered_can_keep_the_reader_from_starting(data: object) -> None:
    import json

    read = from_text(json.dumps({"view": data, "sizes": data, "folded": [data], "row": data, "theme": data}))
    assert isinstance(read, SavedState)


# Words and browsers


def test_of_a_query_only_its_words_are_highlighted() -> None:
    assert plain_words('harbour -storm tag:sea "two words" OR (boats)') == ("harbour", "two", "words", "boats")


def test_the_name_of_a_search_is_short_and_safe() -> None:
    assert search_place("a\x1b[2Jb").name == "“ab”"


def test_a_feed_that_rests_and_what_aged_are_rows_that_say_so() -> None:
    rests = replace(FEEDS[0], status=FeedStatus.PAUSED, shelf_life=86_400)
    rows = {row.name: row for row in sidebar_rows((rests, *FEEDS[1:]), Counts(unread=5), frozenset(), aged=7)}
    assert rows[rests.title].rest == "paused"
    assert (rows[AGED.name].place, rows[AGED.name].number) == (AGED, 7)
    assert listing_of(RIVER).text() == "is:unread -is:aged sort:river"
    assert listing_of(AGED).text() == "aged:1d"
    assert AGED.name not in {row.name for row in sidebar_rows(FEEDS, Counts(unread=5), frozenset())}
