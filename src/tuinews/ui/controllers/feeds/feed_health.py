"""One feed's health: why it is as it is, what it brought of late, its last requests, and what can be done."""

from collections.abc import Iterator
from urllib.parse import urljoin

from tuinews.engine.results import FeedPreview
from tuinews.model.change import FeedEdit
from tuinews.model.clock import Instant, format_ago
from tuinews.model.error import TuinewsError
from tuinews.model.feed import Feed
from tuinews.model.habits.silence import describe_silence
from tuinews.model.language import tr, tr_count, tr_later
from tuinews.model.polling import RequestRecord
from tuinews.model.reports.feed_activity import ACTIVITY_DAYS, FeedActivity
from tuinews.model.text import safe_text
from tuinews.model.url import host_to_show, redact
from tuinews.ui.controllers.feeds.feed_form import check_address
from tuinews.ui.controllers.feeds.habits import HabitsController
from tuinews.ui.controllers.feeds.health import describe_checks, wrap_words
from tuinews.ui.controllers.feeds.row_edits import RowEditsController
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

_OUTCOMES = {
    "updated": tr_later("brought something"),
    "unchanged": tr_later("as before"),
    "not_modified": tr_later("nothing new"),
    "gone": tr_later("gone for good"),
    "limited": tr_later("asked to wait"),
    "failed": tr_later("failed"),
}
"""What came of a request, in words."""


class FeedHealthController:
    """Shows the health of a feed and does what is chosen there; returns to the page until the user leaves."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        sidebar: SidebarController,
        habits: HabitsController,
        row_edits: RowEditsController,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
        self._habits = habits
        self._row_edits = row_edits

    def show(self) -> None:
        """Show the health of the feed that is meant."""
        feed = self._sidebar.feed()
        if feed is None:
            self._interaction.tell(tr("Go to a feed, or to an article of one, to see how it is doing."))
        else:
            self._interaction.inquire(self._show_one(feed))

    async def _show_one(self, feed: Feed) -> None:
        if await self.show_feed(feed):
            self._sidebar.visit(feed)

    async def show_feed(self, feed: Feed) -> bool:
        """Show how a feed is doing, and do what is chosen; return whether the user wants to go to its articles."""
        feeds, wide = self._env.library.feeds, self._interaction.wide_menu_width
        while True:
            now, activity = self._env.clock(), await feeds.activity(feed.id)
            items = [*action_items(feed), *fact_items(feed, activity, now, wide - 6)]
            title = f"{feed.title}: {describe_checks(feed, now)}"
            chosen = await self._interaction.choose(title, items, placeholder=tr("Choose what to do"), wide=True)
            if chosen is None or chosen.value == "go":
                return chosen is not None
            try:
                stays = await self._do(str(chosen.value), feed)
            except TuinewsError as error:
                self._interaction.tell(str(error), "warning")
                stays = True
            await self._sidebar.count()
            if not stays:
                return False
            feed = await feeds.get(feed.id)

    async def _do(self, what: str, feed: Feed) -> bool:
        """Do something with a feed; return whether it is there afterwards."""
        feeds = self._env.library.feeds
        undo = self._interaction.key("undo")
        if what == "retry":
            asking = self._env.library.refresh.run((feed.id,), force=True)
            summary = await self._interaction.wait(
                tr("Asking {host_to_show}", host_to_show=host_to_show(feed.url)), asking
            )
            if summary is not None and not summary.failed:
                self._interaction.tell(
                    tr(
                        "{title} was asked: {articles}.",
                        title=feed.title,
                        articles=tr_count("{count} new article", "{count} new articles", summary.new),
                    )
                )
        elif what == "mend":
            await self._mend(feed)
        elif what == "edit":
            await self._row_edits.edit_feed(feed)
        elif what == "pause":
            await self._habits.ask(feed, "pause")
        elif what == "archive":
            archived = not feed.options.archived
            await feeds.archive([feed.id], archived=archived)
            done = tr("is archived: its articles stay, no request is made") if archived else tr("is polled again")
            self._interaction.tell(tr("{title} {done}. {undo} takes it back.", title=feed.title, done=done, undo=undo))
        elif what == "leave":
            await self._row_edits.unsubscribe(feed)
            return any(other.id == feed.id for other in await feeds.all())
        return True

    async def _mend(self, feed: Feed) -> None:
        """Look for the feed's new address where its site is; have the user choose one, or type it."""
        site = feed.card.site_url or urljoin(feed.url, "/")
        try:
            looking = self._env.library.feeds.look(site)
            found = await self._interaction.wait(
                tr("Looking for its new address at {host_to_show}", host_to_show=host_to_show(site)), looking
            )
        except TuinewsError as error:
            self._interaction.tell(tr("{error} Type the address if you know it.", error=error), "warning")
            found = ()
        if found is None:
            return
        items = [*(_address_item(preview, feed) for preview in found), MenuItem(tr("Type an address …"), "type", "")]
        chosen = await self._interaction.choose(tr("The new address of {title}", title=feed.title), items, wide=True)
        if chosen is None:
            return
        url: str | None = str(chosen.value)
        if url == "type":
            shown = redact(feed.url)
            url = await self._interaction.ask(tr("Its address"), shown, check=check_address(shown), over=True)
        if not url or url in {feed.url, redact(feed.url)}:
            self._interaction.tell(tr("The address of {title} stays as it is.", title=feed.title))
            return
        await self._env.library.feeds.edit(feed.id, FeedEdit(url=url))
        await self._env.library.refresh.run((feed.id,), force=True)
        undo = self._interaction.key("undo")
        self._interaction.tell(
            tr(
                "{title} is fetched from {url} from now on: {undo} takes it back.",
                title=feed.title,
                url=redact(url),
                undo=undo,
            )
        )


def action_items(feed: Feed) -> Iterator[MenuItem]:
    """Give what can be done with a feed."""
    yield MenuItem(
        tr("Go to its articles"), "go", tr("{unread} unread of {total}", unread=feed.unread, total=feed.total)
    )
    if not feed.options.archived:
        yield MenuItem(tr("Ask it now"), "retry", tr("as far as its server allows"))
    yield MenuItem(tr("Mend its address …"), "mend", tr("looks for it where its site is"))
    yield MenuItem(tr("Edit its options …"), "edit", redact(feed.url))
    yield MenuItem(
        tr("Pause it …"), "pause", tr("until {pause_until}", pause_until=feed.options.pause_until or tr("a day"))
    )
    if feed.options.archived:
        yield MenuItem(tr("Poll it again"), "archive", tr("it is archived"))
    else:
        yield MenuItem(tr("Archive it"), "archive", tr("its articles stay, it is asked no more"))
    yield MenuItem(tr("Unsubscribe …"), "leave", tr("starred articles stay"))


def fact_items(feed: Feed, activity: FeedActivity, now: Instant, width: int) -> Iterator[MenuItem]:
    """Give what is known: why it is as it is, what came of late, and the last requests."""
    why = " ".join(part for part in (tr(feed.error), describe_silence(feed, now), tr(feed.next_check_reason)) if part)
    if why:
        yield MenuItem(tr("Why"))
        yield from (MenuItem(row, quiet=True) for row in wrap_words(why, width))
    yield MenuItem(tr("The last {activity_days} days", activity_days=ACTIVITY_DAYS))
    yield from (MenuItem(row, quiet=True) for row in wrap_words(describe_activity(activity, now), width))
    yield MenuItem(tr("Its last requests"))
    if not activity.requests:
        yield MenuItem(tr("None was made since requests are remembered."), quiet=True)
    for record in activity.requests:
        first, *rest = wrap_words(describe_request(record, now), width) or [""]
        yield MenuItem(first, quiet=True)
        yield from (MenuItem(f"    {row}", quiet=True) for row in rest)


def describe_activity(activity: FeedActivity, now: Instant) -> str:
    """Return how much a feed brings and how much of it is read, as a line."""
    if not activity.entries:
        latest = (
            "" if activity.latest is None else tr("; its newest is {ago} old", ago=format_ago(activity.latest, now))
        )
        return tr("No article came{latest}.", latest=latest)
    latest = "" if activity.latest is None else tr(" The newest is {ago} old.", ago=format_ago(activity.latest, now))
    rate = (
        tr("{per_day:.1f} a day", per_day=activity.per_day)
        if activity.per_day >= 0.1
        else tr("less than one in ten days")
    )
    return tr(
        "{articles}, {rate}, {share_read} % of them read.{latest}",
        articles=tr_count("{count} article", "{count} articles", activity.entries),
        rate=rate,
        share_read=activity.share_read,
        latest=latest,
    )


def describe_request(record: RequestRecord, now: Instant) -> str:
    """Return when a request was made, what was answered and what that brought, as a line."""
    ago = format_ago(record.at, now)
    status = tr("no answer") if record.http_status is None else str(record.http_status)
    told = [status, tr(_OUTCOMES.get(record.outcome, record.outcome))]
    told += [tr("{new} new", new=record.new)] if record.new else []
    told += [_size(record.bytes)] if record.bytes else []
    told += [tr("{ms} ms", ms=record.ms)] if record.ms else []
    return safe_text(f"{ago} · {' · '.join(told)}{f' · {record.error}' if record.error else ''}", 500)


def _size(count: int) -> str:
    if count < 1_000:
        return f"{count} B"
    return f"{count / 1_000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _address_item(preview: FeedPreview, feed: Feed) -> MenuItem:
    link = preview.link
    if preview.known is not None:
        said = (
            tr("its present address")
            if preview.known.id == feed.id
            else tr("is {title} already", title=preview.known.title)
        )
    else:
        said = "" if link.entries is None else tr_count("{count} article", "{count} articles", link.entries)
    return MenuItem(link.title or link.href, link.href, f"{link.href} {said}".strip())
