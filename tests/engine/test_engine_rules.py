"""Rules: in their order, undone as a whole, and programs that are run exactly once."""

import asyncio
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.stories import item, rss
from engine.test_engine_mutes import polled
from engine.web import Clock, Web
from store.storing import House, draft
from tuinews.config import Settings, find_paths
from tuinews.config.settings import RefreshSettings
from tuinews.engine.library import Library, open_library
from tuinews.engine.rules import jobs, programs
from tuinews.engine.rules.notifications import find_notifier, write_notification
from tuinews.engine.rules.programs import fill_arguments, run_program
from tuinews.model.change import ImportedState
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.event import Event, Noticed, Notified
from tuinews.model.ids import EntryId
from tuinews.model.rules.rule import RuleAction, read_actions
from tuinews.model.text import SafeText, safe_text


@pytest.fixture
def house(tmp_path: Path, library: Library) -> Iterator[House]:
    """A connection to the library's own store, which puts entries into it as a poll does."""
    del library  # it has made the store
    with House(tmp_path) as house:
        yield house


def do(*words: str) -> tuple[RuleAction, ...]:
    return read_actions([words])


def kept(path: Path) -> tuple[RuleAction, ...]:
    """A program that writes the number of each entry into a file."""
    return do("run", sys.executable, "-c", f"import sys; open({str(path)!r}, 'a').write(sys.argv[1] + '\\n')", "{id}")


async def do_them(library: Library) -> None:
    """Do what rules want, as a refresh does at its end."""
    services = library._services
    await services.loop.call(jobs.do_jobs(services))


async def entries(library: Library, house: House) -> list[tuple[str, bool, bool, bool, tuple[SafeText, ...]]]:
    numbers = [EntryId(row[0]) for row in house.rows("SELECT id FROM entries ORDER BY id")]
    found = await library.entries.entries(numbers)
    return [(e.title, e.read, e.starred, e.later, e.user_tags) for e in found]


# what is typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ([["star"]], ["star"]),
        ([["star", "tag", "sea", "read"]], ["star", "tag sea", "read"]),
        ([["tag:New York"]], ["tag New York"]),
        ([["Tag:New York"]], ["tag New York"]),
        ([["star", "tag New York", "read,later"]], ["star", "tag New York", "read", "later"]),
        ([["tag New York"]], ["tag New York"]),
        ([["tag", "New York"], ["fulltext"]], ["tag New York", "full-text"]),
        ([["star,later"]], ["star", "later"]),
        ([["run cat '{title} x'"]], ["run cat '{title} x'"]),
        ([["run", "cat", "{title}", "star"]], ["run cat '{title}' star"]),
        ([["Star"], ["star"]], ["star"]),
    ],
)
def test_actions_are_read_as_they_are_typed(typed: list[list[str]], read: list[str]) -> None:
    assert [str(action) for action in read_actions(typed)] == read


@pytest.mark.parametrize(
    "typed",
    [[], [[]], [["dance"]], [["tag"]], [["run"]], [["hide"]], [["run 'x"]], [["odd:x"]], [["tag:"]], [["a=b"]]],
)
def test_what_is_no_action_is_refused(typed: list[list[str]]) -> None:
    with pytest.raises(UsageError):
        read_actions(typed)


# in their order, and undone


async def test_a_rule_sees_what_those_before_it_did(library: Library, house: House) -> None:
    await library.rules.add("Dull", "tag:quiz", do("read"))
    await library.rules.add("Quiz", "title:quiz", do("tag", "quiz", "star"))
    await library.rules.add("Starred", "is:starred", do("later"))
    await library.mutes.add("tag:quiz is:later")
    feed = house.feed()
    polled(house, feed, draft("a1", "Quiz one"))

    assert await entries(library, house) == [("Quiz one", False, True, True, ("quiz",))]
    await library.rules.move("Dull", 3)
    polled(house, feed, draft("a2", "Quiz two"))

    assert (await entries(library, house))[1] == ("Quiz two", True, True, True, ("quiz",))
    assert (await library.mutes.all())[0].hides == 2
    assert [(deed.rule, deed.did) for deed in await library.rules.find_deeds(EntryId(2))] == [
        ("Quiz", "starred, tagged quiz"),
        ("Starred", "kept for later"),
        ("Dull", "marked read"),
    ]


async def test_a_rule_that_rests_does_nothing(library: Library, house: House) -> None:
    await library.rules.add("Quiz", "title:quiz", do("star"))
    await library.rules.edit("Quiz", active=False)
    polled(house, house.feed(), draft("a1", "Quiz one"))

    assert (await entries(library, house))[0][2] is False


async def test_a_rule_does_not_claim_what_was_so_before(library: Library, house: House) -> None:
    await library.rules.add("First", "quiz", do("star"))
    await library.rules.add("Second", "quiz", do("star"))
    polled(house, house.feed(), draft("a1", "Quiz one"))

    assert [deed.rule for deed in await library.rules.find_deeds(EntryId(1))] == ["First"]
    assert house.rows("SELECT sentence FROM journal WHERE kind = 'rule'") == [("rule First: 1 entry starred",)]


async def test_a_rule_tags_what_its_trial_says_that_it_would_tag(library: Library, house: House) -> None:
    feed = house.feed()
    house.store(
        feed, draft("t1", "Quiz", tags=["US"]), draft("t2", "Quiz", tags=["United States"]), draft("t3", "Quiz")
    )
    await library.topics.alias(["US"], "United States")
    rule = await library.rules.add("Quiz", "title:quiz", do("tag", "united states"))
    assert [count for _, count in (await library.rules.test("Quiz")).changes] == [1]

    polled(
        house, feed, draft("a1", "Quiz", tags=["us"]), draft("a2", "Quiz", tags=["UNITED STATES"]), draft("a3", "Quiz")
    )

    tagged = {guid for (guid,) in house.rows("SELECT guid FROM entries JOIN rule_effects ON entry_id = id")}
    assert tagged == {"a3"}
    assert (await library.rules.find(str(rule.id))).touched == 1


async def test_what_a_rule_did_is_undone_with_what_it_would_still_run(library: Library, house: House) -> None:
    await library.rules.add("Keep", "quiz", (*do("star"), *do("run", "true", "{id}")))
    polled(house, house.feed(), draft("a1", "Quiz one"))
    assert len(house.rows("SELECT * FROM rule_jobs")) == 1
    await library.entries.undo()
    assert house.rows("SELECT * FROM rule_jobs") == []


async def test_done_and_undone_is_as_before_and_again(library: Library, house: House) -> None:
    chance = random.Random(3)  # noqa: S311  it chooses titles, it guards nothing
    await library.rules.add("Quiz", "title:quiz", do("star", "tag", "quiz", "full-text"))
    await library.rules.add("Sea", "sea", do("read", "later", "tag", "sea"))
    feed = house.feed()
    for step in range(6):
        titles = [f"{chance.choice(['Quiz', 'Sea', 'Sea quiz', 'Hills'])} {step} {n}" for n in range(4)]
        polled(house, feed, *(draft(f"a{step}{n}", title, tags=["Sea"][:n]) for n, title in enumerate(titles)))
    tables = ("tallies", "spellings WHERE uses > 0", "wanted_pages", "rule_effects", "entry_tags")
    after = [house.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608  names of tables
    done = await entries(library, house)
    assert any(entry[2] for entry in done)

    for _ in range(2):
        undone = await library.entries.undo()
        assert undone is not None
        assert undone.sentence.startswith("Undone: rule")
    assert all(not any(entry[1:4]) and entry[4] == () for entry in await entries(library, house))
    assert house.rows("SELECT * FROM wanted_pages") == house.rows("SELECT * FROM rule_effects") == []
    await library.entries.redo()
    await library.entries.redo()

    assert await entries(library, house) == done
    assert [house.rows(f"SELECT * FROM {table}") for table in tables] == after  # noqa: S608  names of tables


async def test_many_refreshes_leave_the_users_changes_in_the_journal(library: Library, house: House) -> None:
    await library.mutes.add("nothing at all")
    await library.rules.add("Quiz", "quiz", do("star"))
    feed = house.feed()
    kinds = {kind for (kind,) in house.rows("SELECT kind FROM journal")}
    for step in range(120):
        polled(house, feed, draft(f"a{step}", f"Quiz {step}"))
        house.now += 4_000  # another hour, another change in the journal

    assert {kind for (kind,) in house.rows("SELECT kind FROM journal")} == {*kinds, "feeds", "rule"}
    assert house.rows("SELECT count(*) FROM journal WHERE kind = 'rule'") == [(100,)]


# programs


async def test_a_program_is_run_once_though_the_process_ended_before(
    library: Library, house: House, tmp_path: Path, clock: Clock
) -> None:
    out = tmp_path / "out"
    await library.rules.add("Keep", "quiz", kept(out))
    polled(house, house.feed(), draft("a1", "Quiz one"), draft("a2", "Quiz two"), draft("a3"))
    assert not out.exists(), "the process ended after the commit"

    settings = Settings(refresh=RefreshSettings(host_gap_seconds=0.0))
    other = open_library(find_paths(str(tmp_path), {}), settings, clock=clock)
    try:
        await asyncio.gather(do_them(library), do_them(other))
    finally:
        other.close()

    assert sorted(out.read_text().split()) == ["2", "3"]
    assert house.rows("SELECT * FROM rule_jobs") == []


async def test_a_rule_runs_its_program_so_often_in_a_row(
    library: Library, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[Event]
) -> None:
    monkeypatch.setattr(jobs, "MOST_RUNS", 2)
    await library.rules.add("Keep", "quiz", kept(tmp_path / "out"))
    polled(house, house.feed(), *(draft(f"a{n}", "Quiz") for n in range(7)))

    await do_them(library)

    assert len((tmp_path / "out").read_text().split()) == 2
    told = [event.sentence for event in events if isinstance(event, Noticed)]
    assert told == ["The rule Keep ran its program for 2 entries at once and not for 5 more."]


async def test_a_store_that_cannot_be_written_is_told_once_and_fails_no_refresh(
    library: Library, house: House, tmp_path: Path, events: list[Event]
) -> None:
    await library.rules.add("Keep", "quiz", kept(tmp_path / "out"))
    polled(house, house.feed(), draft("a1", "Quiz one"), draft("a2", "Quiz two"))
    house.rows("CREATE TRIGGER broken BEFORE DELETE ON rule_jobs BEGIN SELECT RAISE(ABORT, 'broken'); END")

    await do_them(library)

    told = [event.sentence for event in events if isinstance(event, Noticed)]
    assert len(told) == 1
    assert "broken" in told[0]
    assert not (tmp_path / "out").exists(), "nothing is run that could be run again"


async def test_what_another_program_flagged_runs_nothing(library: Library, house: House, tmp_path: Path) -> None:

    await library.rules.add("Keep", "quiz", (*kept(tmp_path / "out"), *do("star")))
    feed = house.feed()
    polled(house, feed)
    quiz = draft("a1", "Quiz")
    url = house.reader.feed_url(feed)
    house.writer.import_feeds([], (), [ImportedState(url, "a1", quiz.url, read=True, starred=False, draft=quiz)])

    await do_them(library)

    assert (await entries(library, house))[0][1:3] == (True, True)
    assert not (tmp_path / "out").exists()


async def test_a_program_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "SECONDS", 0.2)

    with pytest.raises(TuinewsError, match="took longer"):
        await run_program((sys.executable, "-c", "import threading; threading.Event().wait()"))


async def test_what_a_program_says_of_its_failure_is_told() -> None:
    with pytest.raises(TuinewsError, match="failed with 3: no disk"):
        await run_program((sys.executable, "-c", "import sys; sys.stderr.write('no disk'); sys.exit(3)"), "x" * 200_000)


def test_an_argument_stays_one_whatever_is_in_it() -> None:
    values = {"title": 'a "b" $(c); d\n--e', "url": "https://x.example/{title}"}
    filled = fill_arguments(["p", "{title}", "see {url} {odd}"], values)
    assert filled == ("p", 'a "b" $(c); d\n--e', "see https://x.example/{title} {odd}")


# notifications


async def test_many_are_one_notification(library: Library, web: Web, events: list[Event]) -> None:
    await library.rules.add("Tell", "story", do("notify"))
    await library.feeds.add(web.put("/feed.xml", rss(*(item(web, n) for n in range(6)))))

    (told,) = [event for event in events if isinstance(event, Notified)]
    assert told.title == "6 articles: Tell"
    assert told.text.endswith("· and 2 more")


def test_one_article_is_told_by_its_title() -> None:
    assert write_notification(["Storm warning"], ["Tell"]) == Notified(safe_text("Storm warning"), safe_text("Tell"))


def test_where_there_is_no_desktop_no_program_is_asked() -> None:
    told = Notified(safe_text("a"), safe_text("b"))
    assert find_notifier(told, {"PATH": "/nowhere", "DISPLAY": ":0"}) == ()
    assert find_notifier(told, {"PATH": "/usr/bin"}) == ()
