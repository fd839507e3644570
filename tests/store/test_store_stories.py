"""Stories in the store: their counters, and what the user decides of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from store.story_walk import StoryWalk, members
from store.telling import keep, stories, tell
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.model.text import SafeText
from tuinews.store.file.connection import transaction
from tuinews.store.stories.story_counters import recount_stories
from tuinews.store.stories.story_tables import StoryTables
from tuinews.store.topics import counts


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        yield opened


def test_entries_of_one_group_are_a_story_that_bears_the_number_of_its_first(house: House) -> None:
    one = tell(house, "abc", "d", "ef")

    (first, second) = house.reader.stories.read([one["e"], one["a"]])

    assert (first.id, second.id) == (one["e"], one["a"])
    assert [member.title for member in second.entries] == ["a", "b", "c"]
    assert (second.sources, second.unread, second.first, second.last) == (
        *(3, 3),
        *(min(member.moment for member in second.entries), max(member.moment for member in second.entries)),
    )
    assert house.reader.stories.find([one["b"], one["d"]]) == {one["b"]: one["a"]}
    entries = house.reader.entries([one["b"], one["d"]])
    assert [entry.story_id for entry in entries] == [one["a"], None]


def test_a_query_finds_one_story_and_stories_by_their_size(house: House) -> None:
    one = tell(house, "abc", "d", "ef", "ghijklmno")

    def titles(query: str) -> str:
        return "".join(sorted(headline.title for headline in house.reader.lists.headlines(house.find(query))))

    assert titles(f"story:{one['a']}") == "abc"
    assert titles(f"-story:{one['a']} story:<=3") == "def"
    assert titles("story:>2") == "abcghijklmno"
    assert titles("story:>8") == titles("story:=9") == titles("story:9..20") == "ghijklmno"
    assert titles("story:<2") == titles("story:=1") == "d"
    assert titles("story:2..3") == "abcef"
    assert titles("story:1234567") == ""
    house.mark_all(f"story:{one['e']}", Flag.READ)
    assert titles("story:>1 is:unread") == "abcghijklmno"
    assert titles(f"story:{one['e']} is:read sort:title") == "ef"
    house.writer.stories.follow(one["e"], value=True)
    assert titles("is:followed") == "ef"


@pytest.mark.parametrize("seed", [3, 4])
def test_counters_are_right_after_each_of_many_random_operations(
    house: House, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "_FEW", 0)  # what is done for thousands of marks is done for each
    walk = StoryWalk(house, seed)
    most, hidden, aged = 0, 0, 0
    for _ in range(150):
        walk.step()
        walk.check()
        most = max(most, len(members(house)))
        hidden = max(hidden, *(number for (number,) in house.rows("SELECT hidden FROM tallies")))
        aged = max(aged, *(number for (number,) in house.rows("SELECT aged FROM tallies")))
    assert most > 2, "there was something to count"
    assert min(hidden, aged) > 0, "something was hidden, and something aged"


def test_what_the_triggers_count_can_be_counted_anew(house: House) -> None:
    one = tell(house, "abc", "de")
    house.mark(Flag.READ, one["a"])
    before = (house.rows("SELECT * FROM stories"), house.rows("SELECT * FROM story_tallies"))
    with transaction(house.writer._connection):
        house.writer._connection.execute("UPDATE stories SET listed = 9, unread = 9")
        house.writer._connection.execute("UPDATE story_tallies SET listed = 9")
        recount_stories(house.writer._connection)

    assert (house.rows("SELECT * FROM stories"), house.rows("SELECT * FROM story_tallies")) == before
    assert house.rows("SELECT listed, unread FROM story_tallies") == [(3, 2)]


def test_an_entry_that_was_split_off_is_alone_and_its_group_is_not_asked_again(house: House) -> None:
    one = tell(house, "abc")

    house.writer.stories.split(one["b"])

    assert stories(house) == ["ac"]
    apart = house.writer.stories.group(StoryTables.read_splits)
    assert {(one["b"], one["a"]), (one["a"], one["b"])} == set(apart)
    house.writer.undo()
    assert stories(house) == ["abc"]
    assert house.writer.stories.group(StoryTables.read_splits) == []
    house.writer.redo()
    assert stories(house) == ["ac"]


def test_splitting_off_the_first_gives_the_story_another_number_until_it_is_undone(house: House) -> None:
    one = tell(house, "abc")
    late = house.feed("late")
    house.writer.stories.follow(one["a"], value=True)

    house.writer.stories.split(one["a"])

    assert members(house) == {one["b"]: [one["b"], one["c"]]}
    (later,) = house.store(late, draft("x1", title="x"))
    keep(house, later, one["b"])
    assert house.reader.stories.read([one["b"]])[0].followed
    house.writer.undo()
    assert members(house) == {one["a"]: [one["a"], one["b"], one["c"], later]}
    assert house.reader.stories.read([one["a"]])[0].followed


def test_a_story_of_one_is_none(house: House) -> None:
    one = tell(house, "ab", "c")
    with pytest.raises(UsageError, match="in no story"):
        house.writer.stories.split(one["c"])
    with pytest.raises(NotFoundError):
        house.writer.stories.split(EntryId(99))

    house.writer.stories.split(one["a"])

    assert members(house) == {}
    house.writer.undo()
    house.rows("DELETE FROM entries WHERE title = 'a'")
    assert members(house) == {}
    assert house.rows("SELECT * FROM stories") == []


def test_merged_stories_take_what_arrives_for_either_and_give_it_back(house: House) -> None:
    one = tell(house, "ab", "cd", "e")
    feed = house.feed("late")

    house.writer.stories.merge([one["a"], one["c"], one["e"]])

    assert stories(house) == ["abcde"]
    for letter, group in (("x", one["c"]), ("y", one["a"]), ("z", one["e"])):
        (late,) = house.store(feed, draft(f"l{ord(letter)}", title=letter))
        keep(house, late, group)
    assert stories(house) == ["abcdexyz"]
    assert house.find(f"story:{one['c']}") == house.find(f"story:{one['a']}"), "the former number finds it as well"
    house.writer.undo()
    assert stories(house) == ["aby", "cdx", "ez"]
    house.writer.redo()
    assert stories(house) == ["abcdexyz"]


def test_what_cannot_be_merged_is_refused(house: House) -> None:
    one = tell(house, "ab", "c")
    for entries in ([one["a"]], [one["a"], one["b"]], [one["c"], one["c"]]):
        with pytest.raises(UsageError, match="One story"):
            house.writer.stories.merge(entries)
    with pytest.raises(NotFoundError, match="99"):
        house.writer.stories.merge([one["a"], EntryId(99)])


def test_merging_what_was_split_takes_the_split_back(house: House) -> None:
    one = tell(house, "abc")
    house.writer.stories.split(one["c"])

    house.writer.stories.merge([one["a"], one["c"]])

    assert stories(house) == ["abc"]
    assert house.writer.stories.group(StoryTables.read_splits) == []


def test_a_feed_that_is_set_apart_leaves_its_stories_until_that_is_undone(house: House) -> None:
    tell(house, "abc", "de")
    feed = FeedId(house.rows("SELECT feed_id FROM entries WHERE title = 'a'")[0][0])

    house.writer.edit_feed(feed, FeedEdit(stories=False))

    assert stories(house) == ["bc", "de"]
    house.store(feed, draft("n1"))
    assert house.writer.stories.group(lambda tables: tables.read_waiting(9, 0)) == []
    house.writer.undo()
    assert stories(house) == ["abc", "de"]
    house.store(feed, draft("n2"))
    assert [one.title for one in house.writer.stories.group(lambda tables: tables.read_waiting(9, 0))] == [
        "Headline n1",
        "Headline n2",
    ]


def test_removing_a_feed_and_undoing_that_keep_stories_true(house: House) -> None:
    one = tell(house, "ab")
    feed = FeedId(house.rows("SELECT feed_id FROM entries WHERE title = 'a'")[0][0])

    house.writer.remove_feed(feed)

    assert house.reader.stories.select(EVERYTHING) == []
    assert house.reader.entries([one["b"]])[0].story_id is None
    assert house.reader.counts().folded_unread == 0
    house.writer.undo()
    assert house.reader.stories.select(EVERYTHING) == [one["a"]]
    assert house.reader.counts().folded_unread == 1


def test_copies_of_one_text_are_known(house: House) -> None:
    one = tell(house, "ab")
    for letter in "cd":
        (one[letter],) = house.store(house.feed(letter), draft(f"c{ord(letter)}", title=letter))
        keep(house, one[letter], one["a"], same_text=one["b" if letter == "c" else "c"])

    (story,) = house.reader.stories.read([one["a"]])

    assert {member.title: member.wire for member in story.entries} == {"a": False, "b": True, "c": True, "d": True}


def test_reading_one_marks_its_copies_if_that_is_wanted_as_one_change(house: House) -> None:
    one = tell(house, "ab")
    (copy,) = house.store(house.feed("copy"), draft("c3"))
    keep(house, copy, one["a"], same_text=one["b"])

    house.writer.mark(Mark(Flag.READ, value=True, ids=(one["b"],)), copies=True)

    assert set(house.find("is:read")) == {copy, one["b"]}
    house.writer.undo()
    assert house.find("is:read") == []


def test_stories_are_found_by_a_query_and_since_a_moment(house: House) -> None:
    one = tell(house, "ab", "cd")
    moment = house.rows("SELECT max(moment) FROM states")[0][0]

    assert house.reader.stories.select(EVERYTHING) == [one["c"], one["a"]]
    assert house.reader.stories.select(EVERYTHING, limit=1) == [one["c"]]
    assert house.reader.stories.select(EVERYTHING, moment) == [one["c"]]
    assert house.reader.stories.select(parse_query("feed:feed-a", NOW)) == [one["a"]]
    assert house.reader.stories.select(parse_query("is:unread", NOW), moment + 1) == []


def test_a_source_is_missed_that_told_other_stories_of_the_folder(house: House) -> None:
    feeds = {name: house.feed(name, ["World"]) for name in ("north", "south", "west", "rare")}
    told = ("north south west", "north south west rare", "north west", "south north", "north west")
    for number, tellers in enumerate(told):
        ids = [house.store(feeds[name], draft(f"{name}{number}"))[0] for name in tellers.split()]
        for entry in ids:
            keep(house, entry, ids[0])
    newest = house.reader.stories.select(EVERYTHING)[0]
    (story,) = house.reader.stories.read([newest])

    (silent,) = house.reader.stories.find_silent(story, NOW)

    assert silent.name == "World"
    assert {member.feed for member in story.entries} == {"North", "West"}
    assert [(one.feed, one.told, one.stories) for one in silent.sources] == [("South", 3, 4), ("Rare", 1, 4)]


def test_a_source_is_missed_that_told_other_stories_of_the_topic(house: House) -> None:
    feeds = {name: house.feed(name) for name in ("north", "south", "west", "east")}
    told = ("north south", "north south west", "south east", "west east", "north west")
    for number, tellers in enumerate(told):
        tags = ["Storm", "Sea"] if number == 4 else ["SEA"] if number < 3 else []
        ids = [house.store(feeds[name], draft(f"{name}{number}", tags=tags))[0] for name in tellers.split()]
        for entry in ids:
            keep(house, entry, ids[0])
    (story,) = house.reader.stories.read([house.reader.stories.select(EVERYTHING)[0]])

    (silent,) = house.reader.stories.find_silent(story, NOW)

    assert silent.name == "#SEA", "the commonest spelling; no other story has the other tag"
    assert {member.feed for member in story.entries} == {"North", "West"}
    assert [(one.feed, one.told, one.stories) for one in silent.sources] == [("South", 3, 3), ("East", 1, 3)]


def test_no_statement_about_stories_reads_all_entries(house: House) -> None:
    one = tell(house, "abc")
    house.writer.tag_query(EVERYTHING, [SafeText("sea")], [])
    (story,) = house.reader.stories.read([one["a"]])
    statements: list[tuple[str, object]] = []

    def note(_cursor: object, sql: str, bindings: object) -> bool:
        statements.append((sql, bindings))
        return True

    connection = house.reader._connection._connection
    connection.set_exec_trace(note)
    house.reader.stories.select(EVERYTHING, 0, 50)
    house.reader.stories.select(parse_query("feed:feed-a", NOW))
    house.reader.stories.read([story.id])
    house.reader.stories.find([one["a"]])
    house.reader.stories.find_near(story.id)
    house.reader.stories.find_silent(story, NOW)
    house.reader.stories.count_ungrouped()
    connection.set_exec_trace(None)

    assert len(statements) > 6
    for sql, bindings in statements:
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", bindings)]  # type: ignore[arg-type]
        assert [step for step in plan if step in {"SCAN s", "SCAN e", "SCAN states", "SCAN entries"}] == [], sql
