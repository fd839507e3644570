"""How things are going: the state of every feed, who publishes one, and what the log says."""

import asyncio
from collections.abc import Iterator, Sequence

from tuinews.model.clock import Instant, format_ago, format_duration
from tuinews.model.feed import Feed, FeedStatus
from tuinews.model.habits.story_role import describe_role, name_role
from tuinews.model.text import fold
from tuinews.model.url import redact
from tuinews.ui.controllers.feeds.habits import describe_cap, describe_freshness
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.log_records import Record, read_last_records
from tuinews.ui.places import feed_place
from tuinews.ui.widgets.menu import MenuItem

_WORST_FIRST = (
    *(FeedStatus.FAILING, FeedStatus.GONE, FeedStatus.LIMITED),
    *(FeedStatus.PAUSED, FeedStatus.NEW, FeedStatus.OK),
)

_WORDS = {FeedStatus.LIMITED: "waits"}
"""What a status is called here, when its own name says too little."""


class HealthController:
    """Shows how the feeds are doing, what is known of one, and the log."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, sidebar: SidebarController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar

    def show_health(self) -> None:
        """Show every feed with its state, its last check and its next one; choosing one goes there."""
        self._interaction.inquire(self._show_health())

    async def _show_health(self) -> None:
        feeds = await self._env.library.feeds.all()
        if not feeds:
            self._interaction.tell(f"There are no feeds yet: {self._env.keymap.label('add-feed')} adds one.")
            return
        items = tuple(health_items(feeds, self._env.clock(), self._interaction.wide_menu_width - 10))
        chosen = await self._interaction.choose(_summary(feeds), items, placeholder="Type a name or a state", wide=True)
        if chosen is not None and isinstance(chosen.value, Feed):
            self._listing.visit(feed_place(chosen.value))

    def show_feed(self) -> None:
        """Show who publishes the feed and how it is kept; choosing a line copies it."""
        feed = self._sidebar.feed()
        if feed is None:
            self._interaction.tell("Go to a feed, or to an article of one, to see who publishes it.")
            return
        self._interaction.inquire(self._show_feed(feed))

    async def _show_feed(self, feed: Feed) -> None:
        items = tuple(card_items(feed, self._env.clock()))
        choose = self._interaction.choose
        chosen = await choose(
            f"About {feed.title}", items, placeholder=f"{self._interaction.key('menu-choose')} copies a line", wide=True
        )
        if chosen is not None:
            self._interaction.copy(str(chosen.value))
            self._interaction.tell(f"Copied: {chosen.value}")

    def show_log(self) -> None:
        """Show the last lines of the log; choosing one copies it."""
        self._interaction.inquire(self._show_log())

    async def _show_log(self) -> None:
        log = self._env.log
        records = await asyncio.to_thread(read_last_records, log) if log is not None else ()
        if not records:
            self._interaction.tell("Nothing was logged yet: what goes wrong while you read will be here.")
            return
        items = [item for record in records for item in _rows(record, self._interaction.wide_menu_width - 18)]
        placeholder = f"Newest first; type to narrow, {self._interaction.key('menu-choose')} copies"
        chosen = await self._interaction.choose(f"Log: {log}", items, placeholder=placeholder, wide=True)
        if chosen is not None and isinstance(chosen.value, Record):
            self._interaction.copy(chosen.value.line)
            self._interaction.tell("Copied the line of the log.")


def health_items(feeds: Sequence[Feed], now: Instant, width: int) -> Iterator[MenuItem]:
    """The feeds, those in trouble first: a line with what is known of each, and some of a width that say why."""
    for feed in sorted(feeds, key=lambda feed: (_WORST_FIRST.index(feed.status), fold(feed.title))):
        yield MenuItem(feed.title, feed, _checks(feed, now), _WORDS.get(feed.status, feed.status.value), firm=True)
        why = " ".join(sentence for sentence in (feed.error, feed.next_check_reason) if sentence)
        yield from (MenuItem(row, quiet=True) for row in wrap_words(why, width))


def card_items(feed: Feed, now: Instant) -> Iterator[MenuItem]:
    """What is known of a feed, a line for each thing that is: its publisher's words first, then how it is kept."""
    known = {
        "Called": feed.card.title if feed.card.title != feed.title else "",
        "Says": feed.card.tagline,
        "Editor": feed.card.editor,
        "Contact": feed.card.contact,
        "Rights": feed.card.copyright,
        "Language": feed.card.lang,
        "Site": feed.card.site_url,
        "Feed": redact(feed.url),
        "Folder": " / ".join(feed.folder),
        "Labels": ", ".join(feed.tags),
        **_options(feed),
        "Articles": f"{feed.total}, {feed.unread} unread{f', {feed.aged} aged' if feed.aged else ''}",
        "Inbox": f"It {describe_freshness(feed)}." if feed.gap is not None or feed.options.shelf_life else "",
        "Checked": _checks(feed, now),
        "Why": " ".join(sentence for sentence in (feed.error, feed.next_check_reason) if sentence),
    }
    yield from (MenuItem(value, value, lead=label) for label, value in known.items() if value)


def _options(feed: Feed) -> dict[str, str]:
    """What the user set for this feed."""
    return {
        "Interval": f"every {format_duration(feed.options.interval)}, or as seldom as it wishes"
        if feed.options.interval
        else "",
        "Keeps": f"{feed.options.keep} articles besides marked ones" if feed.options.keep is not None else "",
        "Marks read": f"new ones that match {feed.options.mark_read}" if feed.options.mark_read else "",
        "Daily cap": f"It {describe_cap(feed)}." if feed.options.daily_cap else "",
        "Full text": "each page is read instead of the feed's text" if feed.options.full_text else "",
        "User agent": feed.options.user_agent,
        "Probe": "" if feed.options.probe else "off: not asked for all when its server always says that nothing is new",
        "Stories": "" if name_role(feed.options) == "beside" else f"It {describe_role(feed.options)}.",
        "Hidden": "seen in views only, not among the feeds" if feed.hidden else "",
    }


def _checks(feed: Feed, now: Instant) -> str:
    """What the last check gave, how long ago it was, and when the next one is."""
    if feed.last_checked is None:
        return "not checked yet"
    answer = str(feed.http_status) if feed.http_status is not None else "no answer"
    checked = format_ago(feed.last_checked, now)
    last = "checked now" if checked == "now" else f"checked {checked} ago"
    if feed.status is FeedStatus.GONE:
        coming = "never again"
    elif feed.next_check is None or feed.next_check <= now:
        coming = "due"
    else:
        coming = f"next in {format_ago(now, feed.next_check).replace('now', '1m')}"
    return f"{answer} · {last} · {coming}"


def _summary(feeds: Sequence[Feed]) -> str:
    """How the feeds are doing, in a line."""
    counted = {status: sum(feed.status is status for feed in feeds) for status in FeedStatus}
    parts = [f"{counted[status]} {_WORDS.get(status, status.value)}" for status in _WORST_FIRST if counted[status]]
    of = "1 feed" if len(feeds) == 1 else f"{len(feeds)} feeds"
    return f"Health of {of}: {', '.join(parts)}"


def _rows(record: Record, width: int) -> Iterator[MenuItem]:
    """A record as lines of a width: the first can be chosen, the others go with it."""
    text = record.text if record.level == "info" else f"{record.level.upper()} {record.text}"
    first, *rest = wrap_words(text, width) or [""]
    yield MenuItem(first, record, lead=record.when)
    yield from (MenuItem(row, quiet=True) for row in rest)


def wrap_words(text: str, width: int) -> list[str]:
    """The lines of a text; made safe before it is cut, so that no command of a terminal is cut in two."""
    from tuinews.ui.paint.text.runs import Run, line_text
    from tuinews.ui.paint.text.safe import safe_line
    from tuinews.ui.paint.text.wrap import wrap

    return [line_text(row) for line in text.split("\n") if line for row in wrap([Run(safe_line(line), "title")], width)]
