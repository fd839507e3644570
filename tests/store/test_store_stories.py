"""Stories in the store: their counters, what the user decides of them, and what the grouping is told."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from store.storing import NOW, House, draft, replace_reasons
from store.story_walk import StoryWalk, members
from tuinews.model.change import Edited, FeedEdit
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.store.file.connection import transaction
from tuinews.store.stories.story_counters import recount_stories
from tuinews.store.stories.story_tables import Decision, StoredEvidence, StoryTables
from tuinews.store.stories.term_counts import TermCounts


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        yield opened


def keep(house: House, entry: EntryId, group: int, *, merges: Sequence[int] = (), same_text: int | None = None) -> None:
    """Let the grouping have put an entry into a group."""
    feed = dict(house.rows("SELECT id, feed_id FROM states"))[entry]
    decision = Decision(entry, group, feed, NOW, b"", [1], 2, merges, same_text)

    def decide(tables: StoryTables) -> None:
        tables.keep(decision)
        tables.forget_waiting([entry])

    house.writer.stories.group(decide)


def tell(house: House, *groups: str) -> dict[str, EntryId]:
    """Store an entry for each letter, in a feed of its own, and group those of one word; the entries by letter."""
    found: dict[str, EntryId] = {}
    for word in groups:
        for letter in word:
            (found[letter],) = house.store(house.feed(f"feed-{letter}"), draft(f"g{ord(letter)}", title=letter))
            keep(house, found[letter], found[word[0]])
    return found


def stories(house: House) -> list[str]:
    """The stories, each as the titles of its entries."""
    letters = dict(house.rows("SELECT id, title FROM entries"))
    return sorted("".join(letters[number] for number in ids) for ids in members(house).values())


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
    replace_reasons(monkeypatch, pretend=1)
    walk = StoryWalk(house, seed)
    most = 0
    for _ in range(150):
        walk.step()
        walk.check()
        most = max(most, len(members(house)))
    assert most > 2, "there was something to count"


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


def test_groups_that_turn_out_to_be_one_become_one_story(house: House) -> None:
    one = tell(house, "ab", "cd", "e")
    house.writer.stories.follow(one["c"], value=True)
    (late,) = house.store(house.feed("late"), draft("x1", title="x"))

    keep(house, late, one["a"], merges=[one["c"], one["e"]])

    assert stories(house) == ["abcdex"]
    assert house.reader.stories.read([one["a"]])[0].followed
    assert len(house.find(f"story:{one['c']}")) == 6


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


def test_new_entries_wait_for_the_grouping_and_edited_ones_if_their_titles_changed(house: House) -> None:
    feed = house.feed()
    first, second = house.store(feed, draft("a1", title="Ferry late"), draft("a2", title="Bridge shut"))
    house.store(feed, draft("old3", moment=NOW - 9 * DAY))

    def waiting() -> list[int]:
        return [one.id for one in house.writer.stories.group(lambda tables: tables.read_waiting(9, NOW - 5 * DAY))]

    assert waiting() == sorted([first, second])
    house.writer.stories.group(lambda tables: tables.forget_waiting([first, second]))
    assert house.reader.stories.count_ungrouped() == 0, "the old one is forgotten, too"
    edits = [
        Edited(first, draft("a1", title="Ferry late", html="more", fingerprint="x")),
        Edited(second, draft("a2", title="Bridge open", fingerprint="y")),
    ]
    house.apply(house.update(feed, edited=edits))
    assert waiting() == [second]


def test_an_entry_that_is_grouped_again_stays_or_moves(house: House) -> None:
    one = tell(house, "abc", "de")

    def again(letter: str, group: int | None) -> None:
        def decide(tables: StoryTables) -> None:
            before = tables.begin_again(one[letter])
            assert before is not None
            now = tables.settle_again(one[letter], before, before if group is None else group)
            tables.keep(Decision(one[letter], now, 1, NOW, b"", [1], 2))

        house.writer.stories.group(decide)

    again("a", None)
    again("b", None)
    assert stories(house) == ["abc", "de"]
    again("a", one["d"])
    assert stories(house) == ["ade", "bc"]
    again("a", one["a"])
    assert stories(house) == ["bc", "de"]
    house.writer.stories.merge([one["b"], one["d"]])
    assert house.writer.stories.group(lambda tables: tables.begin_again(one["b"])) is None, "the user decided that"


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


def test_evidence_is_kept_and_what_is_close_is_found(house: House) -> None:
    one = tell(house, "ab", "c", "d")
    near = ((int(one["c"]), 0.3, ""), (int(one["d"]), 0.35, "column"), (int(one["a"]), 0.9, ""), (999, 0.9, ""))
    evidence = StoredEvidence(0.71, ("ferry", "halden"), ("column",), near)
    house.writer.stories.group(lambda tables: tables.keep_evidence(one["b"], evidence))

    found = house.reader.stories.read_evidence(one["b"])

    assert tuple(found) == tuple(evidence)
    assert house.reader.stories.read_evidence(one["c"]).words == ()
    assert house.reader.stories.find_near(one["a"]) == [one["d"], one["c"]]


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

    folder, silent = house.reader.stories.find_silent(story, NOW)

    assert folder == "World"
    assert {member.feed for member in story.entries} == {"North", "West"}
    assert [(one.feed, one.told, one.stories) for one in silent] == [("South", 3, 4), ("Rare", 1, 4)]


def test_terms_are_counted_in_every_process(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.store.stories.term_counts._MOST_LOGGED", 5)
    mine, other = TermCounts(), TermCounts()
    for counts, terms in ((mine, [1, 2]), (other, [2, 3]), (mine, [2**31, 3]), (other, [2]), (mine, [1])):
        with transaction(house.writer._connection):
            counts.load(house.writer._connection)
            counts.count(house.writer._connection, [terms])

    with transaction(house.writer._connection):
        other.load(house.writer._connection)
    assert other.read([1, 2, 3, 4]) == mine.read([1, 2, 3, 4]) == [2, 3, 2, 0]
    assert mine.entries == other.entries == 5
    assert house.rows("SELECT count(*) FROM story_counts")[0][0] < 5, "they were added up"


def test_what_fails_while_grouping_leaves_nothing_behind(house: House) -> None:
    one = tell(house, "ab")

    def fail(tables: StoryTables) -> None:
        tables.count_terms([[1, 2]])
        tables.keep(Decision(one["b"], one["b"], 1, NOW, b"", [1], 2))
        raise UsageError("stop")

    with pytest.raises(UsageError):
        house.writer.stories.group(fail)

    assert house.writer.stories.group(lambda tables: (tables.counts.entries, tables.counts.read([1]))) == (0, [0])
    assert stories(house) == ["ab"]


def test_what_is_too_old_is_forgotten_but_its_story_stays(house: House) -> None:
    one = tell(house, "ab")
    house.writer.stories.split(one["b"])
    house.writer.undo()

    house.writer.stories.forget_old(NOW + DAY)

    assert stories(house) == ["ab"]
    for table in ("story_entries", "story_postings", "story_splits", "story_merges"):
        assert house.rows(f"SELECT * FROM {table}") == [], table  # noqa: S608  names of ours


def test_no_statement_about_stories_reads_all_entries(house: House) -> None:
    one = tell(house, "abc")
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
