"""What other processes change reaches an open reader, and wakes it no more than it must."""

from collections.abc import Callable

from textual import events

from tuinews.model.entry import Flag, set_flag
from tuinews.model.event import ChangedElsewhere, EntriesChanged
from tuinews.model.ids import EntryId
from tuinews.ui.change_poll import GAP_SECONDS, ChangePoll
from tuinews.ui.controllers.background import BackgroundController
from ui.conftest import NOW, Start, long_document
from ui.fake_library import World, article_of, entry_of


class Clockwork:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.set: list[Alarm] = []

    def later(self, seconds: float, call: Callable[[], None]) -> "Alarm":
        alarm = Alarm(self, self.now + seconds, call)
        self.set.append(alarm)
        return alarm

    def pass_by(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [alarm for alarm in self.set if alarm.at <= end]:
            alarm = min(due, key=lambda alarm: alarm.at)
            self.now = alarm.at
            self.set.remove(alarm)
            alarm.call()
        self.now = end


class Alarm:
    def __init__(self, clockwork: Clockwork, at: float, call: Callable[[], None]) -> None:
        self._clockwork, self.at, self.call = clockwork, at, call

    def cancel(self) -> None:
        if self in self._clockwork.set:
            self._clockwork.set.remove(self)


def test_it_looks_at_once_and_then_every_five_seconds_until_it_rests() -> None:
    clockwork, looks = Clockwork(), list[float]()
    lookout = ChangePoll(lambda: looks.append(clockwork.now), clockwork.later)
    clockwork.pass_by(60)
    assert looks == [], "nobody has begun"
    lookout.begin()
    clockwork.pass_by(2 * GAP_SECONDS + 1)
    assert looks == [60, 60 + GAP_SECONDS, 60 + 2 * GAP_SECONDS]
    lookout.rest()
    clockwork.pass_by(3600)
    assert len(looks) == 3
    assert clockwork.set == [], "who rests wakes nobody"


def test_beginning_twice_looks_no_more_often() -> None:
    clockwork, looks = Clockwork(), list[float]()
    lookout = ChangePoll(lambda: looks.append(clockwork.now), clockwork.later)
    lookout.begin()
    clockwork.pass_by(1)
    lookout.begin()
    clockwork.pass_by(GAP_SECONDS - 1)
    assert looks == [0, 1]
    assert len(clockwork.set) == 1


async def test_marks_and_news_of_another_process_show_without_moving_anything(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("j", "j")
        before = [*desk.titles]
        # as a command of another process would, of which nothing is published here
        marked = world.articles[EntryId(2)]
        world.articles[EntryId(2)] = article_of(set_flag(marked.entry, Flag.READ, value=True), marked.document)
        fresh = entry_of(51, world.feeds[0], "Just in", NOW)
        world.articles[fresh.id] = article_of(fresh, long_document("just in"))
        world.publish(ChangedElsewhere())
        await desk.settle()
        assert desk.titles == before
        assert desk.screen.panes.list.cursor == 2
        row = desk.screen.panes.list.shown.headline(desk.screen.panes.list.ids[1])
        assert row is not None
        assert row.read
        assert desk.screen.session.counts.unread == 6, "one read, one new"
        assert desk.screen.session.waiting == 1


async def test_without_the_focus_it_rests_and_looks_again_with_it(start: Start, world: World) -> None:
    async with start() as desk:
        assert world.asked.count("look") == 1
        desk.app.post_message(events.AppBlur())
        await desk.settle()
        assert desk.screen.controllers.background._change_poll is not None
        assert desk.screen.controllers.background._change_poll._next is None
        assert world.asked.count("look") == 1
        desk.app.post_message(events.AppFocus())
        await desk.settle()
        assert world.asked.count("look") == 2
        assert desk.screen.controllers.background._change_poll._next is not None


async def test_without_the_focus_it_looks_when_the_minute_turns(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("j")
        desk.screen.controllers.background.tick()
        await desk.settle()
        assert world.asked.count("look") == 1, "with the focus the minute is no reason"
        desk.app.post_message(events.AppBlur())
        await desk.settle()
        desk.screen.controllers.background.tick()
        await desk.settle()
        assert world.asked.count("look") == 2


def polls(background: BackgroundController) -> bool:
    return background._change_poll is not None and background._change_poll._next is not None


async def test_who_does_nothing_for_minutes_has_it_look_once_a_minute_until_the_next_key(
    start: Start, world: World
) -> None:
    async with start() as desk:
        background = desk.screen.controllers.background
        while polls(background):
            background.tick()
        await desk.settle()
        before = world.asked.count("look")
        background.tick()
        await desk.settle()
        assert world.asked.count("look") == before + 1
        assert not polls(background)
        await desk.press("j")
        assert polls(background), "at once, and every few seconds again"
        assert world.asked.count("look") == before + 2


async def test_a_place_that_was_empty_shows_what_came_into_it_without_being_new(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "s")
        assert desk.titles == []
        marked = world.articles[EntryId(2)]
        world.articles[EntryId(2)] = article_of(set_flag(marked.entry, Flag.STARRED, value=True), marked.document)
        world.publish(EntriesChanged(frozenset(), 2, 0))
        await desk.settle()
        assert desk.titles == ["Snow closes the northern pass"]
