"""Entries of one body that differ are different entries, and a body that comes again brings nothing new."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.engine.arrivals.comparison import compare
from tuinews.engine.arrivals.drafts import (
    _PLACEHOLDERS,
    ENTRIES_LIMIT,
    choose_newest,
    describe_surplus,
    draft_entries,
    identify_entries,
)
from tuinews.model.change import EntryDraft, StoredIdentity
from tuinews.model.clock import DAY, HOUR
from tuinews.model.feed import FeedCard
from tuinews.model.ids import EntryId
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.model.text import fold, safe_text

NOW = 1_800_000_000
PAGE = "https://h.example/changelog"


def item(title: str = "", date: int | None = None, guid: str = "", url: str = PAGE, html: str = "") -> ParsedEntry:
    return ParsedEntry(guid=guid, title=safe_text(title), url=url, published=date, html=html)


def drafts(body: Iterable[ParsedEntry]) -> tuple[EntryDraft, ...]:
    feed = ParsedFeed("rss 2.0", FeedCard(title=safe_text("Harbour Post")), tuple(body))
    return tuple(draft_entries(identify_entries(feed), NOW))


class Stored:
    """What is stored of a feed, as far as deciding goes."""

    def __init__(self) -> None:
        self.entries: dict[EntryId, StoredIdentity] = {}

    def poll(self, *body: ParsedEntry) -> list[str]:
        """Take over a body as a poll does; the titles of what is new."""
        every = drafts(body)
        seen = {entry.fingerprint for entry in self.entries.values()}
        changed = [draft for draft in every if draft.fingerprint not in seen]
        present = frozenset(draft.guid for draft in every)
        found = compare(changed, self.entries.values(), present)
        for number, draft in found.edited:
            taken = {entry.guid for entry in self.entries.values()}
            guid = self.entries[number].guid if draft.guid in taken else draft.guid
            self.entries[number] = self._identity(number, draft, guid)
        for draft in found.new:
            number = EntryId(len(self.entries) + 1)
            self.entries[number] = self._identity(number, draft, draft.guid)
        return [str(draft.title) for draft in found.new]

    @staticmethod
    def _identity(number: EntryId, draft: EntryDraft, guid: str) -> StoredIdentity:
        title = fold(draft.title)
        return StoredIdentity(number, guid, draft.link_key, title, draft.fingerprint, draft.published, draft.updated)


@pytest.mark.parametrize("guid", ["", "N/A", "n/a", "None", "null", "-", "undefined", "same-for-all", "0"])
@pytest.mark.parametrize("url", [PAGE, "", "https://h.example/"])
@pytest.mark.parametrize("dates", [(1, 2, 3), (1, 1, 1), (None, None, None)])
def test_c01_what_shares_a_link_an_id_or_a_date_stays_apart(guid: str, url: str, dates: tuple[int | None, ...]) -> None:
    body = [item(f"Release {number}", date, guid, url) for number, date in enumerate(dates)]
    stored = Stored()

    assert stored.poll(*body) == ["Release 0", "Release 1", "Release 2"]
    assert stored.poll(*body) == []
    assert stored.poll(*reversed(body)) == []


@pytest.mark.parametrize("guid", ["N/A", "n/a", "None", "null", "-", "undefined"])
def test_c01_what_stands_for_no_id_is_none_in_a_feed_of_one_either(guid: str) -> None:
    stored = Stored()
    for number in range(3):
        assert len(stored.poll(item(f"Notice {number}", NOW + number, guid, f"https://h.example/{number}"))) == 1


def test_c01_of_one_title_the_dates_and_of_none_the_texts_tell() -> None:
    assert len(drafts([item("Notes", 1), item("Notes", 2), item("Notes", 2)])) == 2
    assert len(drafts([item("", 1, html="one"), item("", 1, html="two"), item("", 1, html="two")])) == 2
    assert len(drafts([item("", None, html="one"), item("", None, html="two")])) == 2
    updated = ParsedEntry(title=safe_text("Notes"), url=PAGE, updated=NOW)
    assert len(drafts([updated, ParsedEntry(title=safe_text("Notes"), url=PAGE, updated=NOW - 1)])) == 2


def test_c01_a_page_of_changes_brings_each_change_once() -> None:
    stored = Stored()
    body: list[ParsedEntry] = []
    for number in range(20):
        body.insert(0, item(f"Release 1.{number}", NOW + number * DAY))
        del body[5:]
        assert stored.poll(*body) == [f"Release 1.{number}"]
        assert stored.poll(*body) == []
    assert stored.poll(body[0]) == [], "and when the page has but one of them again"


def test_c01_the_same_title_again_and_again_brings_each_date_once() -> None:
    stored = Stored()
    body: list[ParsedEntry] = []
    for number in range(8):
        body.insert(0, item("Scheduled maintenance", NOW + number * DAY))
        del body[3:]
        assert len(stored.poll(*body)) == 1
        assert stored.poll(*body) == []


def test_an_edited_title_at_a_shared_page_is_an_edit_where_the_date_tells() -> None:
    stored = Stored()
    stored.poll(item("Release 2", NOW), item("Release 1", NOW - DAY))

    assert stored.poll(item("Release 2 (final)", NOW), item("Release 1", NOW - DAY)) == []
    assert len(stored.entries) == 2


def test_what_was_stored_under_its_address_alone_is_not_new_beside_its_neighbours() -> None:
    stored = Stored()
    stored.poll(item("Release 2", NOW))

    assert stored.poll(item("Release 2", NOW), item("Release 1", NOW - DAY)) == ["Release 1"]


def test_c04_the_next_event_of_a_feed_of_one_is_new() -> None:
    stored = Stored()
    for number in range(4):
        event = item("Harbour bridge: closed", NOW + number * HOUR, f"event-{number}")
        assert stored.poll(event) == ["Harbour bridge: closed"]
        assert stored.poll(event) == []


@pytest.mark.parametrize("count", [1, 2, 6])
def test_c04_the_next_events_of_a_short_feed_are_new(count: int) -> None:
    stored = Stored()
    for day in range(3):
        body = [item("Flood warning", NOW + day * DAY + n, f"urn:warning:{day}-{n}") for n in range(count)]
        assert len(stored.poll(*body)) == count
        assert stored.poll(*body) == []


def test_c04_by_its_date_of_change_where_there_is_no_other() -> None:
    stored = Stored()
    one, two = (
        ParsedEntry(guid=f"tag:{n}", title=safe_text("Closed"), url=PAGE, updated=NOW + n * HOUR) for n in range(2)
    )
    assert (stored.poll(one), stored.poll(two)) == (["Closed"], ["Closed"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://h.example/changelog", "https://www.h.example/changelog/"),
        ("https://h.example/a#0", "https://h.example/a#1"),
        ("https://h.example/a?v=2", "https://h.example/a?v=3"),
    ],
)
def test_another_edition_of_an_article_is_no_new_one(before: str, after: str) -> None:
    stored = Stored()
    other = item("Another", NOW, "other", "https://h.example/other")
    stored.poll(item("Rain", NOW, before), other)

    assert stored.poll(item("Rain", NOW + HOUR, after), other) == []


def test_another_id_without_a_later_date_is_no_new_event() -> None:
    for date in (NOW, NOW - HOUR, None):
        stored = Stored()
        stored.poll(item("Rain", NOW, "a"))
        assert stored.poll(item("Rain", date, "b")) == []


def test_x7_when_all_ids_and_dates_change_articles_are_known_by_address_and_title() -> None:
    stored = Stored()
    stored.poll(*(item(f"Title {n}", NOW, f"old{n}", f"https://h.example/{n}") for n in range(8)))

    body = [item(f"Title {n}", NOW + DAY, f"new{n}", f"https://h.example/{n}") for n in range(8)]

    assert stored.poll(*body) == []


ITEMS = st.builds(
    item,
    title=st.sampled_from(["", "Notes", "Release 1", "Release 2", "release 1"]),
    date=st.sampled_from([None, NOW, NOW + DAY]),
    guid=st.sampled_from(["", "N/A", "g1", "g2", "https://h.example/1"]),
    url=st.sampled_from(["", PAGE, "https://h.example/1"]),
    html=st.sampled_from(["", "<p>text</p>"]),
)
BODIES = st.lists(ITEMS, max_size=9)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def differences(body: Sequence[ParsedEntry]) -> set[tuple[str, int | None]]:
    return {(fold(entry.title), entry.published) for entry in body}


@unhurried
@given(BODIES)
def test_entries_of_one_body_with_different_titles_or_dates_are_different_entries(body: list[ParsedEntry]) -> None:
    found = drafts(body)
    assert {(fold(draft.title), draft.published) for draft in found} == differences(body)
    assert len({draft.guid for draft in found}) == len(found)
    assert len(drafts([*body, *body])) == len(found), "and what is repeated is one"


@unhurried
@given(BODIES, st.permutations(range(9)))
def test_the_same_body_again_in_any_order_brings_nothing_new(body: list[ParsedEntry], order: list[int]) -> None:
    stored = Stored()
    stored.poll(*body)
    shuffled = [body[place] for place in order if place < len(body)]
    assert (stored.poll(*body), stored.poll(*shuffled)) == ([], [])


@unhurried
@given(st.lists(BODIES, min_size=1, max_size=4))
def test_every_body_that_comes_twice_in_a_row_brings_nothing_new(bodies: list[list[ParsedEntry]]) -> None:
    stored = Stored()
    for body in bodies:
        stored.poll(*body)
        assert stored.poll(*body) == []


def test_no_placeholder_has_a_colon_by_which_published_ids_are_told_from_them() -> None:
    assert not [placeholder for placeholder in _PLACEHOLDERS if ":" in placeholder]


LIMIT = ENTRIES_LIMIT


def taken(*dates: int | None) -> list[int]:
    """The positions of the entries that are taken of a feed with these dates."""
    entries = [ParsedEntry(guid=str(n), published=date) for n, date in enumerate(dates)]
    return [int(entry.guid) for entry in choose_newest(entries)]


@pytest.mark.parametrize(
    ("dates", "kept"),
    [
        (range(LIMIT), range(LIMIT)),
        (range(LIMIT + 3), range(3, LIMIT + 3)),
        (range(LIMIT + 3, 0, -1), range(LIMIT)),
        ([None] * (LIMIT + 3), range(LIMIT)),
        ([7] * (LIMIT + 3), range(LIMIT)),
        ([None, *range(1, LIMIT + 2), None], [*range(3, LIMIT + 3)]),
        ([*range(LIMIT), 0, None, LIMIT], [*range(1, LIMIT), LIMIT + 2]),
    ],
    ids=["all", "oldest first", "newest first", "no dates", "one date", "some without", "in no order"],
)
def test_of_more_entries_than_are_taken_the_newest_are_in_their_own_order(
    dates: Sequence[int | None], kept: Sequence[int]
) -> None:
    assert taken(*dates) == [*kept]
    assert bool(describe_surplus(len(dates))) == (len(dates) > LIMIT)
