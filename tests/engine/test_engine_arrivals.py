"""What follows when an entry arrives: decided purely, the same at every door, stored together with the entry or not."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tuinews
from engine.stories import ids, item, rss
from engine.web import Web
from store.storing import NOW, House, draft, replace_reasons
from tuinews.engine.arrivals import rules as rules_module
from tuinews.engine.arrivals.draft_match import matches_draft
from tuinews.engine.arrivals.rules import RULES, ArrivalRule, decide
from tuinews.engine.library import Library
from tuinews.model.arrival import NO_CONSEQUENCE, Arrival, Consequence, FeedRules, StandingMute
from tuinews.model.change import EntryDraft, FeedEdit, ImportedState
from tuinews.model.entry import Enclosure, Flag
from tuinews.model.error import StoreError
from tuinews.model.feed import Counts, NewFeed
from tuinews.model.feed_names import FeedNames
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.parsed import ExtractedPage
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.store import Writer
from tuinews.store.feed_names import read_feed_names
from tuinews.store.rules.rule_rows import make_option_rules

FEED = FeedId(1)


def rules_for(mark_read: str = "", *, full_text: bool = False, **more: Any) -> FeedRules:
    """What is wanted of a feed with these options."""
    return FeedRules(FEED, NOW, make_option_rules(FEED, mark_read, full_text), **more)


# the function


def test_nothing_follows_without_rules() -> None:
    assert decide([Arrival(draft("a1")), Arrival(draft("a2"))], rules_for()) == {}


def test_marks_that_come_along_are_kept() -> None:
    arrival = Arrival(draft("a1"), frozenset({Flag.STARRED}))

    assert decide([arrival], rules_for()) == {"a1": Consequence(frozenset({Flag.STARRED}))}


def test_what_follows_from_several_rules_adds_up() -> None:
    arrivals = [Arrival(draft("a1", "Boring"), frozenset({Flag.LATER})), Arrival(draft("a2"))]

    assert decide(arrivals, rules_for(mark_read="title:boring", full_text=True)) == {
        "a1": Consequence(frozenset({Flag.READ, Flag.LATER}), full_text=True),
        "a2": Consequence(full_text=True),
    }


def test_a_rule_that_cannot_be_read_matches_nothing(caplog: pytest.LogCaptureFixture) -> None:
    assert decide([Arrival(draft("a1"))], rules_for(mark_read="nonsense:x")) == {}
    assert "the rule feed 1: mark read cannot be read" in caplog.text
    assert decide([Arrival(draft("a1"))], rules_for(mutes=(StandingMute(7, "nonsense:x"),))) == {}
    assert "mute 7 cannot be read" in caplog.text


_FLAGS = st.frozensets(st.sampled_from(Flag))
_CONSEQUENCES = st.builds(
    Consequence,
    _FLAGS,
    st.lists(st.sampled_from([safe_text("sea"), safe_text("land")]), unique=True).map(tuple),
    st.frozensets(st.sampled_from(["muted", "folded"])),
    st.booleans(),
)


def alike(consequence: Consequence) -> tuple[object, ...]:
    return consequence.marks, set(consequence.tags), consequence.hidden, consequence.full_text


@given(_CONSEQUENCES, _CONSEQUENCES, _CONSEQUENCES)
def test_consequences_add_up_in_any_order(one: Consequence, two: Consequence, three: Consequence) -> None:
    assert alike(one.merge(two)) == alike(two.merge(one))
    assert one.merge(two).merge(three) == one.merge(two.merge(three))
    assert one.merge(NO_CONSEQUENCE) == one


@given(came=st.dictionaries(st.sampled_from(["a1", "a2", "a3"]), st.tuples(_FLAGS, st.booleans())), full=st.booleans())
def test_each_entry_is_decided_for_itself(came: dict[str, tuple[frozenset[Flag], bool]], *, full: bool) -> None:
    arrivals = [Arrival(draft(guid, "Dull" if dull else "Keen"), marks) for guid, (marks, dull) in came.items()]
    rules = rules_for(mark_read="title:dull", full_text=full)

    follows = decide(arrivals, rules)

    for arrival in arrivals:
        alone = decide([arrival], rules)
        assert follows.get(arrival.draft.guid) == alone.get(arrival.draft.guid)
        read = Flag.READ in follows.get(arrival.draft.guid, NO_CONSEQUENCE).marks
        assert read == (Flag.READ in arrival.marks or arrival.draft.title == "Dull")
    assert decide(arrivals, rules) == follows


# the query language on drafts is the one of the store

_WORDS = st.sampled_from(
    ["rivers", "river", "Öl", "ÖL", "co-op", "a", "sea", "the sea", "東京", "x%y", "New York", "'s"]
)
_TEXTS = st.lists(_WORDS, max_size=4).map(" ".join)
_DRAFTS = st.builds(
    lambda title, html, author, source, agency, lang, tags, url, moment, enclosed: draft(
        "a1",
        title,
        html and f"<p>{html}</p>",
        author=safe_text(author),
        source=safe_text(source),
        agency=safe_text(agency),
        lang=safe_text(lang),
        tags=tags,
        url=url,
        moment=moment,
        enclosures=(Enclosure("https://x.example/a.mp3"),) * enclosed,
    ),
    _TEXTS,
    _TEXTS,
    _TEXTS,
    _TEXTS,
    _TEXTS,
    st.sampled_from(["", "en", "en-GB", "EN_us", "de"]),
    st.lists(_WORDS, max_size=3),
    st.sampled_from(["https://news.example/a", "https://x.example/River?q=1_2", ""]),
    st.sampled_from([NOW - 200_000, NOW - 100, NOW]),
    st.booleans(),
)
_QUOTED = _TEXTS.filter(bool).map(lambda text: f'"{text}"')
_TERMS = st.one_of(
    st.builds("{}{}".format, st.just(""), _QUOTED),
    st.builds(
        "{}:{}".format,
        st.sampled_from(["title", "body", "author", "source", "agency", "url", "tag", "feed", "folder"]),
        _QUOTED,
    ),
    st.builds("{}*".format, st.sampled_from(["riv", "river", "se", "ö", "c", "zz"])),
    st.builds("{}:{}*".format, st.sampled_from(["title", "body"]), st.sampled_from(["riv", "se", "ö"])),
    st.builds(
        "{}:/{}/".format, st.sampled_from(["title", "body", "author", "url"]), st.sampled_from(["^r", "a$", "ö.", "."])
    ),
    st.sampled_from(
        [
            *("is:unread", "is:read", "is:starred", "is:later", "has:enclosure", "has:fulltext"),
            *("lang:en", "lang:EN_gb", "lang:e", "newer:1d", "older:1d", "feed:1", "feed:2", "feed:harbour"),
            *("folder:World", "folder:Asia", "folder:World/Asia", "folder:mine", "url:1_2", "url:%", "river", "sea"),
        ]
    ),
)
_QUERIES = st.recursive(
    _TERMS,
    lambda parts: st.one_of(
        st.builds("{} {}".format, parts, parts),
        st.builds("({} OR {})".format, parts, parts),
        st.builds("-({})".format, parts),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@example(draft("a1", author=safe_text("Ann RIVERS")), "author:rivers", frozenset())
@example(draft("a1", author=safe_text("Ann Rivers"), lang=safe_text("EN_gb")), "author:RIVERS lang:en-GB", frozenset())
@example(draft("a1", author=safe_text("Ärzte")), "author:ärzte", frozenset())
@given(_DRAFTS, _QUERIES, st.frozensets(st.sampled_from(Flag)))
def test_a_draft_matches_what_the_stored_entry_matches(entry: EntryDraft, query: str, marks: frozenset[Flag]) -> None:
    with TemporaryDirectory() as folder, House(Path(folder)) as house:
        feed = house.feed("harbour", ["World", "Asia"])
        house.feed("hills", ["World"])
        house.writer.edit_feed(feed, FeedEdit(tags=(safe_text("Mine"),)))
        (number,) = house.store(feed, entry)
        for flag in marks:
            house.mark(flag, number)
        house.index()
        names = tuple(read_feed_names(house.writer._connection))
        condition = parse_query(query, NOW).condition

        matched = matches_draft(condition, Arrival(entry, marks), FeedRules(feed, NOW, feeds=names))

        assert matched == (house.find(query) == [number]), query


def test_feeds_are_looked_up_by_what_they_are_called() -> None:
    names = (FeedNames(FEED, "harbour", "world/asia", "https://h.example"), FeedNames(FeedId(2), "1", "", ""))
    arrival = Arrival(draft("a1"))

    def matched(query: str) -> bool:
        return matches_draft(parse_query(query, NOW).condition, arrival, rules_for(feeds=names))

    assert matched("feed:harb")
    assert matched("feed:1")
    assert not matched("feed:2")
    assert matched("folder:asia")


# every door

Door = Callable[[House, FeedId, EntryDraft], EntryId]


def by_poll(house: House, feed: FeedId, entry: EntryDraft) -> EntryId:
    house.apply(house.update(feed, [entry]))
    return stored(house, entry)


def by_subscribing(house: House, feed: FeedId, entry: EntryDraft) -> EntryId:
    url = house.reader.feed_url(feed)
    house.writer.remove_feed(feed)
    assert house.writer.add_feed(NewFeed(url)) == feed
    house.apply(house.update(feed, [entry]))
    return stored(house, entry)


def by_import(house: House, feed: FeedId, entry: EntryDraft) -> EntryId:
    state = ImportedState(house.reader.feed_url(feed), entry.guid, entry.url, read=False, starred=False, draft=entry)
    house.writer.import_feeds([], (), [state])
    return stored(house, entry)


def by_following(house: House, feed: FeedId, entry: EntryDraft) -> EntryId:
    page = ExtractedPage(title=entry.title, html="<p>page</p>", text="page")
    return house.writer.add_page_entry(entry.url, page, NOW)


def stored(house: House, entry: EntryDraft) -> EntryId:
    ((number, guid),) = house.rows("SELECT id, guid FROM entries")
    assert guid == entry.guid
    return EntryId(number)


DOORS = [by_poll, by_subscribing, by_import, by_following]


def everything_follows(_rules: FeedRules) -> Callable[[Arrival], Consequence]:
    """A rule with all that can follow."""
    whole = Consequence(
        frozenset({Flag.STARRED, Flag.LATER}),
        (safe_text("Sea"), safe_text("Mine")),
        frozenset({"pretend"}),
        full_text=True,
    )
    return lambda arrival: whole if arrival.draft.title == "Wanted" else NO_CONSEQUENCE


@pytest.fixture
def ruled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A store with the engine's rules and one more, and one reason to be hidden in place of the program's."""
    replace_reasons(monkeypatch, pretend=1)
    rules: list[ArrivalRule] = [*RULES, everything_follows]
    monkeypatch.setattr(rules_module, "RULES", rules)
    with House(tmp_path) as house:
        house.writer.close()
        house.writer = Writer(house.path, lambda: house.now, decide)
        yield house


@pytest.mark.parametrize("door", DOORS)
def test_the_same_follows_at_every_door(ruled: House, door: Door) -> None:
    feed = ruled.feed()
    number = door(ruled, feed, draft("a1", "Wanted", tags=["sea"]))

    entry = ruled.reader.entry(number)
    assert entry is not None
    assert (entry.starred, entry.later) == (True, True)
    assert sorted(map(str.lower, entry.user_tags)) == ["mine", "sea"]
    assert ruled.find("is:starred") == ruled.find("is:later") == [number]
    assert ruled.find() == []
    assert ruled.reader.count_hidden() == {"pretend": 1}
    assert ruled.reader.counts() == Counts(unread=0, starred=1, later=1, total=0)
    # a page that was followed has just been read
    wanted = ruled.rows("SELECT entry_id FROM wanted_pages")
    assert wanted == ([] if door is by_following else [(number,)])


@pytest.mark.parametrize("door", DOORS)
def test_a_rule_of_the_feed_holds_at_every_door(ruled: House, door: Door) -> None:
    feed = ruled.feed()
    ruled.rows("UPDATE polling SET mark_read = 'title:dull -is:starred', full_text = 1")
    number = door(ruled, feed, draft("a1", "Dull"))

    entry = ruled.reader.entry(number)
    assert entry is not None
    assert (entry.read, entry.starred) == (True, False)
    assert ruled.reader.counts().unread == 0


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("fails", ["UPDATE OF hidden_by ON states", "INSERT ON wanted_pages", "INSERT ON entry_tags"])
def test_what_cannot_be_carried_out_takes_the_entry_back(ruled: House, door: Door, fails: str) -> None:
    feed = ruled.feed()
    ruled.rows(f"CREATE TRIGGER fails BEFORE {fails} BEGIN SELECT raise(ABORT, 'no'); END")

    # a poll's failure is that feed's and no exception: there is no entry then
    with pytest.raises((StoreError, ValueError)):
        door(ruled, feed, draft("a1", "Wanted"))

    for table in ("entries", "states", "entry_tags", "bodies", "unindexed", "wanted_pages", "hidden_tallies"):
        assert ruled.rows(f"SELECT * FROM {table}") == [], table  # noqa: S608  names of tables
    assert ruled.reader.counts() == Counts()


@pytest.mark.parametrize("door", [by_poll, by_import])
def test_an_entry_that_was_here_before_comes_with_its_marks_and_is_decided_by_them(ruled: House, door: Door) -> None:
    feed = ruled.feed()
    ruled.rows("UPDATE polling SET mark_read = '-is:starred'")
    ruled.rows(f"INSERT INTO statuses (feed_id, guid, read, starred, later) VALUES ({feed}, 'a1', 0, 1, 0)")  # noqa: S608  a number

    number = door(ruled, feed, draft("a1", "Dull"))

    entry = ruled.reader.entry(number)
    assert entry is not None
    assert (entry.read, entry.starred) == (False, True)


def test_there_is_no_other_door() -> None:
    sources = Path(tuinews.__file__).parent
    inserting = {
        str(path.relative_to(sources))
        for path in sources.rglob("*.py")
        if re.search(r"INTO (?:entries|states) \(|entry_rows import .*\binsert\b", path.read_text(encoding="utf-8"))
    }

    # a rescue copies what was stored before
    assert inserting == {"store/entries/arrivals.py", "store/entries/entry_rows.py", "store/file/rescue.py"}


async def test_the_rules_of_a_feed_that_comes_back_hold_for_its_first_fetch(swift: Library, web: Web) -> None:
    url = web.put("/feed.xml", rss(item(web, 1)))
    (added,) = await swift.feeds.add(url)
    await swift.feeds.edit(added.feed.id, FeedEdit(mark_read="title:story"))
    await swift.feeds.remove(added.feed.id)
    web.put("/feed.xml", rss(item(web, 2), item(web, 1)))

    (again,) = await swift.feeds.add(url)

    assert (again.feed.id, again.new) == (added.feed.id, 1)
    assert len(await ids(swift)) == 2
    assert [(await swift.entries.entry(EntryId(n))).title for n in await ids(swift, "is:unread")] == ["Story 1"]


# pages that are wanted


async def test_pages_that_are_wanted_are_fetched_once_even_if_the_program_ended_before(
    swift: Library, web: Web, tmp_path: Path
) -> None:
    (added,) = await swift.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    await swift.feeds.edit(added.feed.id, FeedEdit(full_text=True))
    web.put("/feed.xml", rss(item(web, 2), item(web, 1)))
    with closing(Writer(tmp_path / "data" / "tuinews.db", lambda: NOW, decide)) as other:
        # another process stored the entry and ended before it fetched the page
        wanted = draft("lost", url=web.url("/lost"))
        state = ImportedState(added.feed.url, "lost", wanted.url, read=False, starred=False, draft=wanted)
        other.import_feeds([], (), [state])

    await swift.refresh.run(force=True)
    await swift.refresh.run(force=True)

    asked = [path for path, _ in web.log if path != "/feed.xml"]
    assert asked.count("/lost") == 1
