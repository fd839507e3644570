"""Muting: from an article in two keys, with how much goes told before, and looking after what is muted."""

from collections.abc import Iterator, Sequence
from time import monotonic
from typing import NamedTuple

from tuinews.model.clock import DAY, Instant, format_moment
from tuinews.model.entry import Entry
from tuinews.model.ids import FeedId
from tuinews.model.language import tr, tr_count, tr_later
from tuinews.model.query import quote
from tuinews.model.rules.mute import Mute, MutePreview, read_until
from tuinews.model.text import safe_text
from tuinews.ui.controllers.checks import make_check
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.places import search_place
from tuinews.ui.widgets.menu import MenuItem

_ENDS = {
    tr_later("For good"): None,
    tr_later("For a day"): DAY,
    tr_later("For a week"): 7 * DAY,
    tr_later("For a month"): 30 * DAY,
}
"""How long a mute lasts, as it is offered."""

_TYPED = tr_later("Until another date …")
_COUNT_SECONDS = 0.7
"""How long is counted before what can be muted is offered: each is counted again when it is chosen."""

_SHOWN = 8
"""Titles of a preview."""


class MuteOffer(NamedTuple):
    """Something of an article that can be muted."""

    kind: str
    """`word`, `author`, `tag`, `story` or `feed`."""
    called: str
    query: str
    feed_id: FeedId | None = None


class MutesController:
    """Mutes what an article is about, and shows, changes and removes mutes."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, sidebar: SidebarController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar

    def mute(self, kind: str = "") -> None:
        """Mute a word, author, tag, the story or the feed of the article; `""` offers all of it.

        For an article that is muted, `""` shows by what.
        """
        self._interaction.inquire(self._mute(kind))

    async def _mute(self, kind: str) -> None:
        entry = await self._listing.entry()
        if entry is None:
            return
        mutes = self._env.library.mutes
        if not kind and (hiding := await mutes.find_of_entry(entry.id)):
            await self._show_mutes(hiding, tr("Hidden by"))
            return
        story = await mutes.find_story(entry.id)
        offers = tuple(offer for offer in find_offers(entry, story) if kind in {"", offer.kind})
        if not offers:
            self._interaction.tell(tr("This article has no {kind} that could be muted.", kind=kind or "word"))
            return
        offer = offers[0] if len(offers) == 1 else await self._choose_offer(offers)
        if offer is not None:
            await self._choose_end(offer)

    async def _choose_offer(self, offers: Sequence[MuteOffer]) -> MuteOffer | None:
        """Return the offer that the user chose, told with how much it would hide as far as that is soon counted."""
        items = []
        last = monotonic() + _COUNT_SECONDS
        for offer in offers:
            counted = ""
            if monotonic() < last:
                preview = await self._env.library.mutes.preview(offer.query, offer.feed_id)
                counted = tr("{recent} in 30 days", recent=preview.recent)
            items.append(MenuItem(offer.called, offer, counted, lead=offer.kind, firm=True))
        chosen = await self._interaction.choose(
            tr("Mute"), items, placeholder=tr("Type to narrow; nothing is muted yet")
        )
        return chosen.value if chosen is not None and isinstance(chosen.value, MuteOffer) else None

    def mute_query(self, typed: str = "") -> None:
        """Mute what a query matches that the user types."""
        self._interaction.inquire(self._mute_query(typed))

    async def mute_tag(self, name: str) -> bool:
        """Mute a tag after showing what would go; return whether the user did."""
        return await self._choose_end(_offer_tag(name))

    async def _mute_query(self, typed: str) -> None:
        question = tr("Mute: title:words author:name tag:name …")
        query = typed or await self._interaction.ask(
            question, check=make_check(self._env.library.mutes.check), complete=QueryCompleter(self._env)
        )
        if query:
            await self._choose_end(MuteOffer("query", query, query))

    async def _choose_end(self, offer: MuteOffer) -> bool:
        """Show what would go, and mute it until when the user chose; return whether it is muted then."""
        preview = await self._env.library.mutes.preview(offer.query, offer.feed_id)
        items = (*(MenuItem(tr(name), name) for name in (*_ENDS, _TYPED)), *preview_items(preview))
        title = tr("Mute {called}: {recent} in 30 days", called=safe_text(offer.called, 40), recent=preview.recent)
        chosen = await self._interaction.choose(title, items, placeholder=tr("Until when?"))
        if chosen is None:
            return False
        now = self._env.clock()
        until = await self._ask_end() if chosen.value == _TYPED else _end_of(str(chosen.value), now)
        if until is not None and until <= now:
            return False
        with self._interaction.busy(tr("Muting {called} …", called=offer.called)):
            mute = await self._env.library.mutes.add(offer.query, until=until, feed_id=offer.feed_id)
        gone = tr_count("{count} article", "{count} articles", mute.hides)
        undo = self._interaction.key("undo")
        self._interaction.tell(
            tr(
                "Muted {called}{end}: {gone} hidden. {undo} takes it back.",
                called=offer.called,
                end=self._describe_end(mute),
                gone=gone,
                undo=undo,
            )
        )
        await self._show_again()
        return True

    async def _ask_end(self) -> Instant | None:
        """Return the end that the user types; 0 when the user left."""
        check = make_check(lambda typed: read_until(typed, self._env.clock()))
        typed = await self._interaction.ask(tr("Until: 2026-12-24, 10d, friday"), check=check)
        return 0 if not typed else read_until(typed, self._env.clock())

    # What is muted

    def show_mutes(self) -> None:
        """Show all mutes with what they hide; a chosen one can be changed or removed."""
        self._interaction.inquire(self._show_all())

    async def _show_all(self) -> None:
        mutes = await self._env.library.mutes.all()
        if mutes:
            await self._show_mutes(mutes, tr("Mutes"))
            return
        key = self._interaction.key("mute")
        self._interaction.tell(tr("Nothing is muted: {key} on an article mutes what it is about.", key=key))

    async def _show_mutes(self, mutes: Sequence[Mute], title: str) -> None:
        items = [
            MenuItem(
                f"{mute.query}{tr(' in {feed}', feed=mute.feed) if mute.feed else ''}",
                mute,
                tr("{hides} hidden{end}", hides=mute.hides, end=self._describe_end(mute)),
                firm=True,
            )
            for mute in mutes
        ]
        chosen = await self._interaction.choose(title, items, placeholder=tr("One to change or remove"), wide=True)
        if chosen is not None and isinstance(chosen.value, Mute):
            await self._change(chosen.value)

    async def _change(self, mute: Mute) -> None:
        items = [
            MenuItem(tr("Show what it hides"), "show", tr_count("{count} article", "{count} articles", mute.hides)),
            MenuItem(tr("Remove it"), "remove", tr("what it hides comes back")),
            MenuItem(tr("Change when it ends"), "end"),
            MenuItem(tr("Change its query"), "query"),
        ]
        chosen = await self._interaction.choose(tr("Mute {query}", query=safe_text(mute.query, 60)), items)
        match None if chosen is None else chosen.value:
            case "show":
                feed = "" if mute.feed_id is None else f" feed:{mute.feed_id}"
                self._listing.visit(search_place(f"is:muted{feed} ({mute.query})"))
            case "remove":
                with self._interaction.busy(tr("Bringing back what was muted …")):
                    await self._env.library.mutes.remove(mute.id)
                back = tr_count("{count} article", "{count} articles", mute.hides)
                self._interaction.tell(
                    tr(
                        "{query} is muted no more, {back} back: {undo} takes it back.",
                        query=mute.query,
                        back=back,
                        undo=self._undo,
                    )
                )
                await self._show_again()
            case "end":
                until = await self._ask_end()
                if until != 0:
                    await self._edit(mute, "", until)
            case "query":
                typed = await self._interaction.ask(
                    tr("Its query"),
                    mute.query,
                    check=make_check(self._env.library.mutes.check),
                    complete=QueryCompleter(self._env),
                )
                if typed:
                    await self._edit(mute, typed, mute.until)

    async def _edit(self, mute: Mute, query: str, until: Instant | None) -> None:
        with self._interaction.busy(tr("Muting …")):
            edited = await self._env.library.mutes.edit(mute.id, query, until=until)
        hidden = tr_count("{count} article", "{count} articles", edited.hides)
        sentence = tr(
            "The mute is {query}{end} now, {hidden} hidden",
            query=edited.query,
            end=self._describe_end(edited),
            hidden=hidden,
        )
        self._interaction.tell(tr("{sentence}: {undo} takes it back.", sentence=sentence, undo=self._undo))
        await self._show_again()

    async def _show_again(self) -> None:
        await self._sidebar.count()
        await self._listing.load_again()

    @property
    def _undo(self) -> str:
        return self._interaction.key("undo")

    def _describe_end(self, mute: Mute) -> str:
        return "" if mute.until is None else tr(", until {moment}", moment=format_moment(mute.until))


def find_offers(entry: Entry, story: int | None) -> Iterator[MuteOffer]:
    """Yield what of an article can be muted, the nearest first."""
    from tuinews.model.rules.telling_words import find_telling_words

    for word in find_telling_words(entry.title):
        yield MuteOffer("word", f"“{word}”", f"title:{quote(word)}")
    if entry.author:
        yield MuteOffer("author", entry.author, f"author:{quote(entry.author)}")
    for tag in dict.fromkeys((*entry.tags, *entry.user_tags)):
        yield _offer_tag(tag)
    if story is not None:
        yield MuteOffer("story", tr("this story"), f"story:{story}")
    yield MuteOffer("feed", tr("all of {feed}", feed=entry.feed), f"feed:{entry.feed_id}", entry.feed_id)


def _offer_tag(name: str) -> MuteOffer:
    return MuteOffer("tag", f"#{name}", f"tag:{quote(name)}")


def preview_items(preview: MutePreview) -> Iterator[MenuItem]:
    """Yield a heading that says how much would go, and the newest titles of it."""
    yield MenuItem(
        tr(
            "Would go: {articles}, {recent} of the last 30 days",
            articles=tr_count("{count} article", "{count} articles", preview.total),
            recent=preview.recent,
        )
    )
    yield from (MenuItem(row.title or row.feed, quiet=True) for row in preview.samples[:_SHOWN])


def _end_of(name: str, now: Instant) -> Instant | None:
    seconds = _ENDS[name]
    return None if seconds is None else now + seconds
