"""A shared folder: what machines tell one another through it."""

from engine.shared_machines import FEED, NOW, SharingHouse, flags, give, meet
from store.storing import draft
from tuinews.model.change import Edited, FeedEdit, FeedUpdate
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag
from tuinews.model.feed import NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.shared.log_lines import LogHeader, SharedChoice, write_header, write_lines
from tuinews.model.shared.stamps import make_stamp
from tuinews.model.text import safe_text
from tuinews.store.rules.mute_rows import StoredMute

NO_FEED = FeedId(0)


def test_a_second_machine_gets_subscriptions_and_what_was_marked_before_it_fetches(
    ant: SharingHouse, bee: SharingHouse
) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    ant.set_mark(FEED, "b", Flag.LATER)
    ant.set_tag(FEED, "c", "Sea")
    give(ant, bee)
    bee.fetch(FEED, "a", "b", "c")
    assert (flags(bee, "a"), flags(bee, "b")) == ((True, False, False), (False, False, True))
    assert bee.see() == ant.see()
    assert bee.reader.counts() == ant.reader.counts()


def test_what_comes_after_the_entry_is_the_same_as_what_came_before_it(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    bee.fetch(FEED, "a", "b", "c")
    ant.set_mark(FEED, "a", Flag.STARRED)
    ant.set_tag(FEED, "b", "Sea")
    ant.writer.remember_position(ant.entry(FEED, "c") or EntryId(0), 7)
    give(ant, bee)
    assert bee.see() == ant.see()
    assert bee.rows("SELECT block FROM positions") == [(7,)]


def test_notes_go_along_and_one_that_is_replaced_can_be_brought_back(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.writer.notes.write(ant.entry(FEED, "a") or EntryId(0), safe_text("Ask Ann"), ant.now)
    give(ant, bee)
    bee.fetch(FEED, "a")
    assert bee.rows("SELECT text FROM entry_notes") == [("Ask Ann",)]
    ant.now = bee.now = NOW + 60
    ant.writer.notes.write(ant.entry(FEED, "a") or EntryId(0), safe_text("Ask Bob"), ant.now)
    give(ant, bee)
    assert bee.rows("SELECT text FROM entry_notes") == [("Ask Bob",)]
    bee.writer.undo()
    meet(ant, bee)
    assert ant.rows("SELECT text FROM entry_notes") == [("Ask Ann",)]


def test_two_libraries_that_meet_are_one_afterwards(ant: SharingHouse, bee: SharingHouse) -> None:
    bee.subscribe("valley")
    bee.fetch("valley", "v")
    bee.set_mark("valley", "v", Flag.STARRED)
    bee.subscribe(FEED)
    bee.fetch(FEED, "a", "b", "c")
    ant.now = bee.now = NOW + 60
    ant.set_mark(FEED, "a", Flag.READ)
    bee.now += 60
    bee.set_mark(FEED, "b", Flag.READ)
    meet(ant, bee)
    ant.fetch("valley", "v")
    assert ant.see() == bee.see()
    assert [feed.url for feed in ant.reader.feeds()] == ["https://harbour.example/feed", "https://valley.example/feed"]
    assert (flags(ant, "a")[0], flags(ant, "b")[0], flags(ant, "c")[0]) == (True, True, False)


def test_http_and_https_of_one_feed_are_one_feed(ant: SharingHouse, bee: SharingHouse) -> None:
    bee.writer.add_feed(bee_feed := NewFeed("http://www.harbour.example/feed/"))
    bee.join()
    meet(ant, bee)
    assert [feed.url for feed in bee.reader.feeds()] == [bee_feed.url]


def test_choices_go_to_the_others_and_come_back_changed(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    feed_id = ant.find_feed(FEED)
    assert feed_id is not None
    edit = FeedEdit(
        title=safe_text("Port"), folder=(safe_text("World"), safe_text("Sea")), interval=7_200, full_text=True
    )
    ant.writer.edit_feed(feed_id, edit)
    ant.writer.views.save(safe_text("Fresh"), f"is:unread feed:{feed_id}")
    ant.writer.mutes.add(StoredMute("spam", None, None, ant.now), "spam")
    ant.writer.rules.add(safe_text("calm"), "title:calm", [["tag", "calm"]])
    ant.writer.topics.follow([safe_text("Sea")], followed=True)
    bee.subscribe("first")  # so that the feed's number is another one there
    give(ant, bee)
    (there,) = [feed for feed in bee.reader.feeds() if feed.url == "https://harbour.example/feed"]
    assert (there.own_title, there.folder, there.options.interval, there.options.full_text) == (
        "Port",
        ("World", "Sea"),
        7_200,
        True,
    )
    assert [view.query for view in bee.reader.views()] == [f"is:unread feed:{there.id}"]
    assert bee.rows("SELECT query FROM mutes WHERE removed = 0") == [("spam",)]
    assert bee.rows("SELECT name, query, actions FROM rules") == [("calm", "title:calm", '[["tag", "calm"]]')]
    assert bee.rows("SELECT followed FROM topics") == [(1,)]
    bee.now += 60
    bee.writer.views.remove(safe_text("Fresh"))
    meet(ant, bee)
    assert ant.reader.views() == ()


def test_a_rule_that_runs_a_program_stays_on_its_machine(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.writer.rules.add(safe_text("shout"), "title:x", [["run", "rm", "-rf"]])
    give(ant, bee)
    assert "shout" not in ant.log.read_text()
    line = SharedChoice("rule", "evil", "whole", '["evil","",[["run","rm"]],1]', "zzzzzzzz", make_stamp(NOW))
    text = write_header(LogHeader("zzzzzzzz", 1, "zoo")) + "".join(write_lines([], [line], "zzzzzzzz"))
    (bee.folder / "tuinews-zoo-zzzzzzzz.log").write_text(text)
    bee.sync()
    assert bee.rows("SELECT * FROM rules") == []


def test_no_password_and_no_text_stands_in_a_log(ant: SharingHouse) -> None:
    ant.writer.add_feed(NewFeed("https://ann:secret@private.example/feed"))
    ant.store(ant.find_feed(FEED) or NO_FEED, draft("body", html="<p>Unheard words</p>"))
    ant.set_mark(FEED, "body", Flag.STARRED)
    ant.sync()
    text = ant.log.read_text()
    assert "private.example" in text
    assert not any(word in text for word in ("secret", "ann", "Unheard", "Headline"))


def test_unsubscribing_goes_to_the_others_and_can_be_undone_there(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    bee.fetch(FEED, "a")
    bee.now = ant.now = NOW + 60
    ant.writer.remove_feed(ant.find_feed(FEED) or NO_FEED)
    give(ant, bee)
    assert bee.reader.feeds() == ()
    ant.now = bee.now = NOW + 120
    bee.writer.undo()
    assert bee.find_feed(FEED) is not None
    meet(ant, bee)
    assert ant.find_feed(FEED) is not None


def test_a_feed_that_becomes_a_servers_stays_on_the_other_machines(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.subscribe("valley")
    give(ant, bee)
    ant.now += 60
    ant.writer._connection.execute("UPDATE feeds SET account = 'server' WHERE url LIKE '%harbour%'")
    ant.writer.edit_feed(ant.find_feed("valley") or NO_FEED, FeedEdit(title=safe_text("Dale")))
    give(ant, bee)
    assert sorted(feed.own_title for feed in bee.reader.feeds()) == ["", "Dale"]
    ant.writer.remove_feed(ant.find_feed(FEED) or NO_FEED)  # as a logout may do
    bee.now = ant.now
    meet(ant, bee)
    assert (bee.find_feed(FEED) is not None, ant.find_feed(FEED)) == (True, None)


def test_marks_of_other_machines_are_not_undone_here(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    bee.fetch(FEED, "a", "b")
    bee.set_mark(FEED, "b", Flag.STARRED)
    bee.now = ant.now = NOW + 60
    ant.set_mark(FEED, "a", Flag.READ)
    give(ant, bee)
    bee.writer.undo()
    assert (flags(bee, "a"), flags(bee, "b")) == ((True, False, False), (False, False, False))


def test_what_the_user_decided_beats_what_a_rule_does_later_elsewhere(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    for house in (ant, bee):
        feed_id = house.find_feed(FEED)
        assert feed_id is not None
        house.writer.edit_feed(feed_id, FeedEdit(mark_read="title:Headline"))
    ant.set_mark(FEED, "a", Flag.READ)
    ant.set_mark(FEED, "a", Flag.READ, value=False)
    give(ant, bee)
    bee.now += DAY
    bee.fetch(FEED, "a")
    meet(ant, bee)
    assert (flags(ant, "a")[0], flags(bee, "a")[0]) == (False, False)


def test_an_entry_that_is_published_with_another_id_keeps_what_was_marked(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    ant.set_mark(FEED, "a", Flag.STARRED)
    number, feed_id = ant.entry(FEED, "a"), ant.find_feed(FEED)
    assert number is not None
    assert feed_id is not None
    ant.apply(FeedUpdate(feed_id, ant.now, edited=(Edited(number, draft("https://new/a", title="Headline a")),)))
    give(ant, bee)
    bee.fetch(FEED, "https://new/a")
    assert flags(bee, "https://new/a") == (False, True, False)


def test_a_feed_that_moved_keeps_its_marks_everywhere(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    bee.fetch(FEED, "a", "b", "c")
    ant.now = bee.now = NOW + 60
    ant.set_mark(FEED, "a", Flag.STARRED)
    ant.writer.edit_feed(ant.find_feed(FEED) or NO_FEED, FeedEdit(url="https://elsewhere.example/rss"))
    give(ant, bee)
    bee.set_mark("elsewhere", "b", Flag.READ)
    meet(ant, bee)
    assert [feed.url for feed in bee.reader.feeds()] == ["https://elsewhere.example/rss"]
    assert bee.rows("SELECT read, starred FROM states ORDER BY id") == ant.rows(
        "SELECT read, starred FROM states ORDER BY id"
    )
