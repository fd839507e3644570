import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.engine.arrivals.comparison import compare
from tuinews.engine.arrivals.drafts import draft_entries, identify_entries, identity
from tuinews.engine.workers.jobs import FeedContents, read_feed
from tuinews.model.change import EntryDraft, StoredIdentity
from tuinews.model.clock import DAY
from tuinews.model.codec.stored_text import unpack
from tuinews.model.feed import FeedCard
from tuinews.model.ids import EntryId
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.model.text import fold, safe_text

NOW = 1_800_000_000


def feed(*entries: ParsedEntry) -> ParsedFeed:
    return ParsedFeed("rss 2.0", FeedCard(title=safe_text("Harbour Post")), entries)


def item(guid: str = "", title: str = "A title", url: str = "", **more: object) -> ParsedEntry:
    return ParsedEntry(guid=guid, title=safe_text(title), url=url, **more)  # type: ignore[arg-type]


def drafts(*entries: ParsedEntry, now: int = NOW) -> tuple[EntryDraft, ...]:
    return tuple(draft_entries(identify_entries(feed(*entries)), now))


def known(*stored: EntryDraft) -> tuple[StoredIdentity, ...]:
    return tuple(
        StoredIdentity(EntryId(n), d.guid, d.link_key, fold(d.title), d.fingerprint, d.published, d.updated)
        for n, d in enumerate(stored, start=1)
    )


def test_what_is_stored_just_so_is_neither_new_nor_edited() -> None:
    first = drafts(item("a"), item("b"))

    assert compare(first, known(*first)) == ((), ())


def test_an_edited_text_is_an_edit_of_the_same_entry() -> None:
    before = drafts(item("a", html="<p>old</p>"))
    after = drafts(item("a", html="<p>new</p>"))

    decision = compare(after, known(*before))

    assert decision.new == ()
    assert [(edit.id, unpack(edit.draft.html)) for edit in decision.edited] == [(1, "<p>new</p>")]


def test_new_ids_at_the_old_addresses_and_titles_make_nothing_new() -> None:
    before = drafts(*(item(f"http://h/{n}", f"Title {n}", f"http://h.example/{n}") for n in range(5)))
    after = drafts(
        *(item(f"https://h/{n}?v=2", f"Title {n}", f"https://www.h.example/{n}/?utm_source=rss") for n in range(5))
    )

    decision = compare(after, known(*before))

    assert decision.new == ()
    assert [edit.id for edit in decision.edited] == [1, 2, 3, 4, 5]


def test_in_a_flood_of_new_ids_an_ambiguous_address_or_title_finds_nothing() -> None:
    front = "https://h.example/"
    before = drafts(*(item(f"old{n}", f"Day {n}", front, published=NOW) for n in range(6)))
    after = drafts(*(item(f"new{n}", f"Other day {n}", front, published=NOW) for n in range(6)))
    same = drafts(*(item(f"new{n}", "Weather", f"{front}{n}", published=NOW) for n in range(6)))

    assert len(compare(after, known(*before)).new) == 6
    assert len(compare(same, known(*drafts(*(item(f"o{n}", "Weather", published=NOW) for n in range(6))))).new) == 6


def test_a_few_new_ids_are_no_flood() -> None:
    before = drafts(*(item(f"old{n}", f"Title {n}", f"https://h.example/{n}") for n in range(4)))
    after = drafts(*(item(f"new{n}", f"Other title {n}", f"https://h.example/{n}") for n in range(4)))

    assert len(compare(after, known(*before)).new) == 4


def test_an_entry_that_is_still_in_the_feed_unchanged_is_no_other_ones_past() -> None:
    before = drafts(item("1", "Word of the day", "https://h.example/word"))
    after = drafts(item("2", "Word of the day", "https://h.example/word"))

    assert [draft.guid for draft in compare(after, known(*before), frozenset({"1", "2"})).new] == ["2"]
    assert compare(after, known(*before), frozenset({"2"})).new == ()


def test_entries_that_all_link_to_the_front_page_stay_apart() -> None:
    before = drafts(item("1", "Monday", "https://h.example/"))
    after = drafts(item("2", "Tuesday", "https://h.example/"))

    assert [draft.guid for draft in compare(after, known(*before)).new] == ["2"]


def test_an_entry_whose_id_is_still_there_is_not_taken_over_by_a_second_one() -> None:
    before = drafts(item("1", "Weather", "https://h.example/w"))
    after = drafts(item("1", "Weather", "https://h.example/w"), item("2", "Weather", "https://h.example/w"))

    assert [draft.guid for draft in compare(after, known(*before)).new] == ["2"]


def test_identity_falls_back_from_id_to_address_to_title_and_date() -> None:
    assert identity(item("x", url="https://h.example/1")) == "x"
    assert identity(item(url="https://h.example/1")) == "https://h.example/1"
    same = identity(item(title="Rain", published=NOW))
    assert same == identity(item(title="RAIN", published=NOW))
    assert same != identity(item(title="Rain", published=NOW + 1))


def test_an_id_shared_by_different_addresses_is_distrusted() -> None:
    pair = drafts(item("post", "A", "https://h.example/a"), item("post", "B", "https://h.example/b"))

    assert len({draft.guid for draft in pair}) == 2


def test_the_same_entry_twice_in_a_feed_is_drafted_once() -> None:
    assert len(drafts(item("a", url="https://h.example/a"), item("a", url="https://h.example/a"))) == 1


def test_a_date_in_the_far_future_sorts_at_most_a_day_ahead_and_none_keeps_the_feeds_order() -> None:
    future, first, second = drafts(item("f", published=NOW + 400 * DAY), item("1"), item("2"))

    assert future.moment == NOW + DAY
    assert first.moment > second.moment


GUIDS = st.sampled_from([f"g{n}" for n in range(8)])
ITEMS = st.builds(
    lambda guid, title, place: item(guid, title, f"http://h.example/{place}" if place else ""),
    GUIDS,
    st.sampled_from(["One", "Two", "Three"]),
    st.integers(0, 5),
)


@given(st.lists(ITEMS, max_size=12), st.lists(ITEMS, max_size=12))
def test_x6_x7_every_draft_is_decided_once_and_deciding_again_changes_nothing(
    before: list[ParsedEntry], later: list[ParsedEntry]
) -> None:
    stored = {entry.id: entry for entry in known(*drafts(*before))}
    fresh = drafts(*later)
    decision = compare(fresh, stored.values(), frozenset(draft.guid for draft in fresh))
    touched = [edit.id for edit in decision.edited]
    assert len(set(touched)) == len(touched)
    assert set(touched) <= set(stored)
    decided = [draft.guid for draft in decision.new] + [edit.draft.guid for edit in decision.edited]
    assert len(set(decided)) == len(decided)
    assert not {draft.guid for draft in decision.new} & {entry.guid for entry in stored.values()}
    for number, draft in decision.edited:
        (stored[number],) = known(draft)
    new = dict(enumerate(known(*decision.new), start=1_000))
    now_stored = [entry._replace(id=EntryId(number)) for number, entry in (*stored.items(), *new.items())]
    assert compare(fresh, now_stored, frozenset(draft.guid for draft in fresh)).new == ()


@pytest.mark.parametrize("prefix", ["", "atom:", "ATOM:"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("end", "kept"),
    [("<id>tag:bell.example,2026:b</id>", 2), ("</feed>", 2), ("<id>tag:bell.exa", 1), ("<title>Fog", 1)],
)
def test_the_half_entry_at_the_end_of_a_body_that_breaks_off_is_left_out(
    prefix: str, encoding: str, end: str, kept: int
) -> None:
    names = "xmlns" + (f":{prefix[:-1]}" if prefix else "")
    whole = (
        f'<feed {names}="http://www.w3.org/2005/Atom"><title>Bell</title>'
        "<entry><id>tag:bell.example,2026:a</id><title>Rain</title></entry>"
        "<entry><title>Fog on the water</title><id>tag:bell.example,2026:b</id></entry></feed>"
    )
    cut = whole[: whole.rindex(end) + len(end)] + ("</entry>" if end.endswith("b</id>") else "")
    text = cut.replace("</", "</" + prefix).replace("<", "<" + prefix).replace(f"<{prefix}/", "</")

    reading = read_feed(text.encode(encoding), "http://bell.example/", "", NOW, frozenset())

    assert isinstance(reading, FeedContents)
    assert reading.total == kept
    assert reading.feed.cut == (end != "</feed>")
