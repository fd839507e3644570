"""The outbox: each change of a listening account's feeds leaves one row in its own transaction, and no other does."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.arrival import Arrival, Consequence, FeedRules
from tuinews.model.change import FeedEdit, FeedUpdate, ImportedState, PendingChange, RemoteState
from tuinews.model.entry import Flag
from tuinews.model.error import UsageError
from tuinews.model.feed import NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.parsed import Outline
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.store import Reader, Writer
from tuinews.store.entries.arrivals import store_arrivals

ACCOUNT = "elsewhere"
Row = tuple[str, str, str, object, object]


def waiting(house: House) -> list[Row]:
    sql = "SELECT guid, field, name, before, after FROM pending ORDER BY id"
    return [(str(r[0]), str(r[1]), str(r[2]), r[3], r[4]) for r in house.writer._connection.execute(sql)]


@pytest.fixture
def feed(house: House) -> FeedId:
    """A feed of an account that listens, with nothing waiting."""
    house.writer.listen(ACCOUNT)
    number = house.writer.add_feed(NewFeed("https://far.example/feed", account=ACCOUNT))
    house.writer.end_sending(house.writer.begin_sending(ACCOUNT, 10))
    assert waiting(house) == []
    return number


@pytest.fixture
def entry(house: House, feed: FeedId) -> EntryId:
    (number,) = house.apply(FeedUpdate(feed, NOW, None, (draft("a1", title="Storm"),))).new
    house.index()
    return number


def tagged(house: House, entry: EntryId, add: str = "", remove: str = "") -> None:
    house.writer.set_user_tags([entry], [safe_text(add)] * bool(add), [safe_text(remove)] * bool(remove))


def imported(house: House) -> None:
    state = ImportedState("https://far.example/feed", "a1", "", read=True, starred=False)
    house.writer.import_feeds([Outline((), safe_text(""), "https://far.example/feed")], states=[state])


def undone(house: House, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    house.writer.end_sending(house.writer.begin_sending(ACCOUNT, 10))
    house.writer.undo()


def redone(house: House, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    house.writer.undo()
    house.writer.redo()


WAYS: dict[str, tuple[Callable[[House, EntryId], object], Row]] = {
    "mark": (lambda house, entry: house.mark(Flag.READ, entry), ("a1", "read", "", 0, 1)),
    "star": (lambda house, entry: house.mark(Flag.STARRED, entry), ("a1", "starred", "", 0, 1)),
    "later": (lambda house, entry: house.mark(Flag.LATER, entry), ("a1", "later", "", 0, 1)),
    "mark twice": (
        lambda house, entry: (house.mark(Flag.READ, entry), house.mark(Flag.READ, entry)),
        ("a1", "read", "", 0, 1),
    ),
    "mark all": (
        lambda house, _: house.writer.mark_query(parse_query("title:storm", NOW), Flag.READ, True),  # noqa: FBT003
        ("a1", "read", "", 0, 1),
    ),
    "tag": (lambda house, entry: tagged(house, entry, "Sea"), ("a1", "tag", "Sea", 0, 1)),
    "import": (lambda house, _: imported(house), ("a1", "read", "", 0, 1)),
    "undo": (undone, ("a1", "read", "", 1, 0)),
    "redo": (redone, ("a1", "read", "", 0, 1)),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_changing_a_state_leaves_one_row(house: House, entry: EntryId, way: str) -> None:
    change, row = WAYS[way]
    change(house, entry)
    assert waiting(house) == [row]


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (lambda house, feed: house.writer.edit_feed(feed, FeedEdit(title=safe_text("Far"))), ("own_title", "", "Far")),
        (
            lambda house, feed: house.writer.edit_feed(feed, FeedEdit(folder=(safe_text("Sea"),))),
            ("folder", "[]", '["Sea"]'),
        ),
        (
            lambda house, feed: house.writer.edit_feed(feed, FeedEdit(url="https://far.example/new")),
            ("url", "https://far.example/feed", "https://far.example/new"),
        ),
        (lambda house, feed: house.writer.remove_feed(feed), ("subscribed", 1, 0)),
        (
            lambda house, _: house.writer.import_feeds(
                [Outline((safe_text("Sea"),), safe_text(""), "https://far.example/feed")]
            ),
            ("folder", "[]", '["Sea"]'),
        ),
    ],
)
def test_every_change_of_a_subscription_leaves_one_row_and_undoing_it_leaves_none(
    house: House, feed: FeedId, change: Callable[[House, FeedId], object], row: tuple[str, object, object]
) -> None:
    change(house, feed)
    field, before, after = row
    assert waiting(house) == [("", field, "", before, after)]
    house.writer.undo()
    assert waiting(house) == []
    house.writer.redo()
    assert waiting(house) == [("", field, "", before, after)]


def test_a_feed_that_came_and_went_before_anybody_heard_of_it_leaves_nothing(house: House) -> None:
    house.writer.listen(ACCOUNT)
    feed = house.writer.add_feed(NewFeed("https://far.example/feed", account=ACCOUNT))
    assert waiting(house) == [("", "subscribed", "", 0, 1)]
    house.writer.remove_feed(feed)
    assert waiting(house) == []


def test_opposites_cancel(house: House, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    house.mark(Flag.READ, entry, value=False)
    tagged(house, entry, "Sea")
    tagged(house, entry, remove="sea")
    assert waiting(house) == []


def test_what_is_polled_leaves_nothing_also_beside_an_account_that_listens(house: House, entry: EntryId) -> None:
    near = house.feed("near")
    (own,) = house.store(near, draft("b1"))
    house.mark(Flag.READ, own, entry)
    tagged(house, own, "Sea")
    house.writer.edit_feed(near, FeedEdit(title=safe_text("Near")))
    house.writer.remove_feed(near)
    assert waiting(house) == [("a1", "read", "", 0, 1)]


def test_what_a_rule_marks_or_tags_on_arrival_leaves_a_row_and_what_the_account_said_does_not(
    house: House, feed: FeedId
) -> None:
    def decide(arrivals: Sequence[Arrival], _rules: FeedRules) -> dict[str, Consequence]:
        read = Consequence(frozenset({Flag.READ}), (safe_text("Sea"),))
        return {arrival.draft.guid: read.merge(Consequence(arrival.marks)) for arrival in arrivals}

    with house.writer._commit() as connection:
        said = [Arrival(draft("a1")), Arrival(draft("a2"), frozenset({Flag.READ, Flag.STARRED}))]
        store_arrivals(connection, feed, said, NOW, decide)

    assert sorted(waiting(house)) == [
        ("a1", "read", "", 0, 1),
        ("a1", "tag", "Sea", 0, 1),
        ("a2", "tag", "Sea", 0, 1),
    ]


def test_a_change_that_fails_leaves_no_row(house: House, feed: FeedId) -> None:
    house.writer.remove_feed(feed)
    house.writer.end_sending(house.writer.begin_sending(ACCOUNT, 10))
    house.writer.add_feed(NewFeed("https://far.example/other"))
    other = house.writer.add_feed(NewFeed("https://third.example/feed", account=ACCOUNT))
    house.writer.end_sending(house.writer.begin_sending(ACCOUNT, 10))

    with pytest.raises(UsageError):
        house.writer.edit_feed(other, FeedEdit(title=safe_text("Third"), url="https://far.example/other"))

    assert waiting(house) == []


def sent(house: House) -> tuple[PendingChange, ...]:
    return house.writer.begin_sending(ACCOUNT, 10)


def test_what_the_account_agreed_to_waits_no_more(house: House, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    (change,) = sent(house)
    assert (change.feed_url, change.guid, change.field, change.after) == ("https://far.example/feed", "a1", "read", 1)
    house.writer.end_sending([change])
    assert waiting(house) == []


def test_what_is_taken_back_while_it_is_sent_is_sent_as_well(house: House, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    changes = sent(house)
    house.mark(Flag.READ, entry, value=False)
    house.writer.end_sending(changes)
    assert waiting(house) == [("a1", "read", "", 1, 0)]
    house.writer.end_sending(sent(house))
    assert waiting(house) == []


def test_what_may_have_arrived_is_sent_again_even_when_it_was_taken_back(house: House, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    sent(house)
    house.mark(Flag.READ, entry, value=False)
    assert [(change.before, change.after) for change in sent(house)] == [(0, 0)]


def test_what_an_account_says_is_marked_and_not_sent_back(house: House, feed: FeedId, entry: EntryId) -> None:
    told = [RemoteState(feed, "a1", Flag.READ, value=True), RemoteState(feed, "nobody", Flag.READ, value=True)]
    assert house.writer.take_states(told) == 1
    assert house.writer.take_states(told) == 0
    assert waiting(house) == []
    assert house.reader.counts().unread == 0
    undone = house.writer.undo()
    assert undone is not None
    assert "subscribed" in undone.sentence


def test_what_waits_wins_over_what_an_account_says(house: House, feed: FeedId, entry: EntryId) -> None:
    house.mark(Flag.READ, entry)
    states = [RemoteState(feed, "a1", Flag.READ, value=False), RemoteState(feed, "a1", Flag.STARRED, value=True)]
    assert house.writer.take_states(states) == 1
    counts = house.reader.counts()
    assert (counts.unread, counts.starred) == (0, 1)


_ENDLESS = """
import sys
from pathlib import Path
from store.storing import NOW
from tuinews.model.entry import Flag, Mark
from tuinews.model.ids import EntryId
from tuinews.store import Writer

writer = Writer(Path(sys.argv[1]), lambda: NOW)
for turn in range(1_000_000):
    for number in range(1, 41):
        writer.mark(Mark(flag=Flag.READ, value=(number + turn) % 3 == 0, ids=(EntryId(number),)))
    print(turn, flush=True)
"""


@pytest.mark.parametrize("turns", [1, 4])
def test_killed_at_any_moment_marks_and_rows_agree(house: House, feed: FeedId, turns: int) -> None:
    house.apply(FeedUpdate(feed, NOW, None, tuple(draft(f"a{n}") for n in range(40))))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", _ENDLESS, str(house.path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for _ in range(turns):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)

    with closing(Reader(house.path)) as reader, closing(Writer(house.path, lambda: NOW)) as writer:
        read = 40 - reader.counts().unread
        assert 0 < read < 40
        sql = "SELECT e.guid FROM entries e JOIN states s ON s.id = e.id WHERE s.read ORDER BY e.guid"
        marked = [row[0] for row in writer._connection.execute(sql)]
        assert sorted(change.guid for change in writer.begin_sending(ACCOUNT, 100)) == marked
