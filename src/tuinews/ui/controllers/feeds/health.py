"""How things are going: the state of every feed, who publishes one, and what the log says."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tuinews.model.clock import Instant, format_ago, format_duration
from tuinews.model.feed import Feed, FeedStatus
from tuinews.model.habits.silence import describe_silence, find_silence
from tuinews.model.habits.story_role import describe_role, name_role
from tuinews.model.language import tr, tr_later
from tuinews.model.text import fold, safe_text
from tuinews.model.url import host_to_show, redact
from tuinews.ui.controllers.feeds.habits import describe_cap, describe_freshness
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.log_records import Record, read_last_records
from tuinews.ui.places import feed_place
from tuinews.ui.widgets.menu import MenuItem

if TYPE_CHECKING:
    from tuinews.ui.controllers.feeds.composition import FeedWorkControllers

_WORST_FIRST = (
    *(FeedStatus.FAILING, FeedStatus.GONE, FeedStatus.LIMITED),
    *(FeedStatus.NEW, FeedStatus.OK, FeedStatus.PAUSED, FeedStatus.ARCHIVED),
)

_ACCOUNT, _FOLDER = "account", "folder"
"""What the row of the account on a server gives."""

_WORDS = {FeedStatus.LIMITED: tr_later("waits")}
"""What a status is called here, when its own name says too little."""


class HealthController:
    """Shows how the feeds are doing, what is known of one, and the log."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        listing: ListingController,
        sidebar: SidebarController,
        work: "FeedWorkControllers",
    ) -> None:
        """`work` has what shows the health of one feed, and of the account on a server."""
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar
        self._work = work

    def show_health(self) -> None:
        """Show every feed with its state, its last check and its next one; choosing one goes there."""
        self._interaction.inquire(self._show_health())

    async def _show_health(self) -> None:
        feeds = await self._env.library.feeds.all()
        if not feeds:
            self._interaction.tell(
                tr("There are no feeds yet: {add_feed} adds one.", add_feed=self._env.keymap.label("add-feed"))
            )
            return
        now = self._env.clock()
        width = self._interaction.wide_menu_width - 10
        items = (*await self._account_items(now, width), *health_items(feeds, now, width))
        placeholder = tr(
            "Type a name or a state; {menu_choose} says more, and what can be done",
            menu_choose=self._interaction.key("menu-choose"),
        )
        while True:
            chosen = await self._interaction.choose(_summary(feeds, now), items, placeholder=placeholder, wide=True)
            if chosen is not None and chosen.value == _ACCOUNT:
                self._work.account.show()
                return
            if chosen is not None and chosen.value == _FOLDER:
                self._work.shared_folder.share()
                return
            if chosen is None or not isinstance(chosen.value, Feed):
                return
            if await self._work.health.show_feed(chosen.value):
                self._listing.visit(feed_place(chosen.value))
                return
            feeds, now = await self._env.library.feeds.all(), self._env.clock()
            items = (*await self._account_items(now, width), *health_items(feeds, now, width))

    async def _account_items(self, now: Instant, width: int) -> tuple[MenuItem, ...]:
        """The account on a server and the shared folder, where there are: when they were in step, and why not."""
        account, folder = await self._env.library.sync.status(), await self._env.library.folder.status()
        server = tr("sync with {server}", server=host_to_show(account.server))
        shared = tr("sync through {folder}", folder=safe_text(folder.server, 60))
        rows: list[MenuItem] = []
        for status, name, value in ((account, server, _ACCOUNT), (folder, shared, _FOLDER)):
            if not status.kind:
                continue
            from tuinews.ui.controllers.feeds.server_account import describe_state

            state = tr("failing") if status.error else tr("ok")
            rows.append(MenuItem(name, value, describe_state(status, now), state, firm=True))
            told = (status.error, *(status.remarks if value == _FOLDER else ()))
            rows += [MenuItem(line, quiet=True) for sentence in told for line in wrap_words(sentence, width)]
        return tuple(rows)

    def show_feed(self) -> None:
        """Show who publishes the feed and how it is kept; choosing a line copies it."""
        feed = self._sidebar.feed()
        if feed is None:
            self._interaction.tell(tr("Go to a feed, or to an article of one, to see who publishes it."))
            return
        self._interaction.inquire(self._show_feed(feed))

    async def _show_feed(self, feed: Feed) -> None:
        items = tuple(card_items(feed, self._env.clock()))
        choose = self._interaction.choose
        chosen = await choose(
            tr("About {title}", title=feed.title),
            items,
            placeholder=tr("{menu_choose} copies a line", menu_choose=self._interaction.key("menu-choose")),
            wide=True,
        )
        if chosen is not None:
            self._interaction.copy(str(chosen.value))
            self._interaction.tell(tr("Copied: {value}", value=chosen.value))

    def show_messages(self) -> None:
        """Show the last messages again, in rows that stay; choosing one copies it."""
        self._interaction.inquire(self._show_messages())

    async def _show_messages(self) -> None:
        told = [*reversed(self._interaction.notices.told)]
        if not told:
            self._interaction.tell(tr("There was no message yet: what the reader tells you will be here."))
            return
        # each row can be current, those after the first as well: what reads the screen aloud reads the current one
        width = self._interaction.wide_menu_width - 2
        items = [MenuItem(row, said, words=said) for said in told for row in wrap_words(said, width)]
        placeholder = tr(
            "Newest first; type to narrow, {menu_choose} copies", menu_choose=self._interaction.key("menu-choose")
        )
        chosen = await self._interaction.choose(tr("Messages"), items, placeholder=placeholder, wide=True)
        if chosen is not None and isinstance(chosen.value, str):
            self._interaction.copy(chosen.value)
            self._interaction.tell(tr("Copied the message."))

    def show_log(self) -> None:
        """Show the last lines of the log; choosing one copies it."""
        self._interaction.inquire(self._show_log())

    async def _show_log(self) -> None:
        log = self._env.log
        records = await asyncio.to_thread(read_last_records, log) if log is not None else ()
        if not records:
            self._interaction.tell(tr("Nothing was logged yet: what goes wrong while you read will be here."))
            return
        items = [item for record in records for item in _rows(record, self._interaction.wide_menu_width - 18)]
        placeholder = tr(
            "Newest first; type to narrow, {menu_choose} copies", menu_choose=self._interaction.key("menu-choose")
        )
        chosen = await self._interaction.choose(tr("Log: {log}", log=log), items, placeholder=placeholder, wide=True)
        if chosen is not None and isinstance(chosen.value, Record):
            self._interaction.copy(chosen.value.line)
            self._interaction.tell(tr("Copied the line of the log."))


def health_items(feeds: Sequence[Feed], now: Instant, width: int) -> Iterator[MenuItem]:
    """The feeds, those in trouble first: a line with what is known of each, and some of a width that say why."""
    for feed in sorted(feeds, key=lambda feed: (_rank(feed, now), fold(feed.title))):
        yield MenuItem(feed.title, feed, describe_checks(feed, now), _state(feed, now), firm=True)
        told = (tr(feed.error), describe_silence(feed, now), tr(feed.next_check_reason))
        why = " ".join(sentence for sentence in told if sentence)
        yield from (MenuItem(row, quiet=True) for row in wrap_words(why, width))


def card_items(feed: Feed, now: Instant) -> Iterator[MenuItem]:
    """What is known of a feed, a line for each thing that is: its publisher's words first, then how it is kept."""
    known = {
        tr("Called"): feed.card.title if feed.card.title != feed.title else "",
        tr("Says"): feed.card.tagline,
        tr("Editor"): feed.card.editor,
        tr("Contact"): feed.card.contact,
        tr("Rights"): feed.card.copyright,
        tr("Language"): feed.card.lang,
        tr("Site"): feed.card.site_url,
        tr("Feed"): redact(feed.url),
        tr("Folder"): " / ".join(feed.folder),
        tr("Labels"): ", ".join(feed.tags),
        **_options(feed),
        tr("Articles"): tr(
            "{total}, {unread} unread{value}",
            total=feed.total,
            unread=feed.unread,
            value=tr(", {aged} aged", aged=feed.aged) if feed.aged else "",
        ),
        tr("Inbox"): tr("It {freshness}.", freshness=describe_freshness(feed))
        if feed.gap is not None or feed.options.shelf_life
        else "",
        tr("Checked"): describe_checks(feed, now),
        tr("Why"): " ".join(sentence for sentence in (tr(feed.error), tr(feed.next_check_reason)) if sentence),
    }
    yield from (MenuItem(value, value, lead=label) for label, value in known.items() if value)


def _options(feed: Feed) -> dict[str, str]:
    """What the user set for this feed."""
    return {
        tr("Interval"): tr(
            "every {duration}, or as seldom as it wishes", duration=format_duration(feed.options.interval)
        )
        if feed.options.interval
        else "",
        tr("Keeps"): tr("{keep} articles besides marked ones", keep=feed.options.keep)
        if feed.options.keep is not None
        else "",
        tr("Marks read"): tr("new ones that match {mark_read}", mark_read=feed.options.mark_read)
        if feed.options.mark_read
        else "",
        tr("Daily cap"): tr("It {cap}.", cap=describe_cap(feed)) if feed.options.daily_cap else "",
        tr("Full text"): tr("each page is read instead of the feed's text") if feed.options.full_text else "",
        tr("User agent"): feed.options.user_agent,
        tr("Probe"): ""
        if feed.options.probe
        else tr("off: not asked for all when its server always says that nothing is new"),
        tr("Stories"): ""
        if name_role(feed.options) == "beside"
        else tr("It {role}.", role=describe_role(feed.options)),
        tr("Hidden"): tr("seen in views only, not among the feeds") if feed.hidden else "",
    }


def describe_checks(feed: Feed, now: Instant) -> str:
    """What the last check gave, how long ago it was, and when the next one is."""
    if feed.last_checked is None:
        return tr("not checked yet")
    if feed.http_status is not None:
        answer = str(feed.http_status)
    else:  # a server that polls a feed for us does not tell what it was answered
        answer = tr("no answer") if feed.error or not feed.last_success else tr("by its server")
    checked = format_ago(feed.last_checked, now)
    last = tr("checked now") if checked == "now" else tr("checked {checked} ago", checked=checked)
    if feed.status in {FeedStatus.GONE, FeedStatus.ARCHIVED}:
        coming = tr("never again") if feed.status is FeedStatus.GONE else "archived"
    elif feed.next_check is None or feed.next_check <= now:
        coming = "due"
    else:
        coming = tr("next in {replace}", replace=format_ago(now, feed.next_check).replace("now", "1m"))
    return f"{answer} · {last} · {coming}"


def _rank(feed: Feed, now: Instant) -> float:
    """Return where a feed stands: those in trouble first, then silent ones, then those that are well or at rest."""
    silent = find_silence(feed, now) is not None
    return _WORST_FIRST.index(FeedStatus.LIMITED) + 0.5 if silent else _WORST_FIRST.index(feed.status)


def _state(feed: Feed, now: Instant) -> str:
    """Return how a feed is doing, in a word."""
    if find_silence(feed, now) is not None:
        return tr("silent")
    return tr(_WORDS.get(feed.status, feed.status.value))


def _summary(feeds: Sequence[Feed], now: Instant) -> str:
    """How the feeds are doing, in a line."""
    ranked = sorted(feeds, key=lambda feed: _rank(feed, now))
    counted = Counter(_state(feed, now) for feed in ranked)
    parts = [f"{count} {state}" for state, count in counted.items()]
    of = tr("1 feed") if len(feeds) == 1 else tr("{count} feeds", count=len(feeds))
    return tr("Health of {of}: {parts}", of=of, parts=", ".join(parts))


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
