"""Subscription lists: OPML and newsboat files in, OPML out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tuinews.engine.arrivals.drafts import draft_entries, identify_entries
from tuinews.engine.views import BUILT_IN
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import read_list
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.change import ImportedState
from tuinews.model.clock import Instant
from tuinews.model.error import TuinewsError
from tuinews.model.feed import Access, Feed, FeedCard, FeedOptions
from tuinews.model.language import tr
from tuinews.model.parsed import NamedQuery, Outline, ParsedFeed, ParseFailure, SubscriptionList
from tuinews.model.query import join_queries, parse_query
from tuinews.model.text import NAME_LIMIT, SafeText, fold
from tuinews.model.url import redact, split_login

_TOLD = 3
"""Lines that are named beside a reason."""

LIST_SECONDS = 30.0
"""Seconds that reading a list may take: some have ten thousand feeds."""


async def read_outlines(web: WebClient, data: bytes, name: str) -> SubscriptionList:
    """Read a list in a worker; raises TuinewsError with why it cannot be read."""
    try:
        wanted = await web.work(read_list, data, name, seconds=LIST_SECONDS)
    except JobFailedError as error:
        raise TuinewsError(
            tr("{name} cannot be imported: {error}.", name=name or tr("The list"), error=error)
        ) from error
    if isinstance(wanted, ParseFailure):
        raise TuinewsError(
            tr("{name} cannot be imported: {sentence}", name=name or tr("The list"), sentence=wanted.sentence)
        )
    if wanted.skipped and not (wanted.outlines or wanted.views or wanted.mutes or wanted.rules):
        raise TuinewsError(
            tr(
                "{name} has no feed that can be subscribed to: {why_none}",
                name=name or tr("The list"),
                why_none=_why_none(wanted),
            )
        )
    return wanted


def mark_older_than(age: str, outlines: Sequence[Outline], now: Instant) -> tuple[Outline, ...]:
    """Return outlines with the rule that what is older than an age when it comes is read; raises QueryError."""
    rule = f"older:{age}"
    parse_query(rule, now)
    return tuple(_add_rule(outline, rule, now) for outline in outlines)


def _add_rule(outline: Outline, rule: str, now: Instant) -> Outline:
    options = outline.options or FeedOptions()
    return outline._replace(options=replace(options, mark_read=join_queries(options.mark_read, rule, now)))


def _why_none(wanted: SubscriptionList) -> str:
    """Return why nothing of a list is taken: the reasons, each with the first lines that it is about."""
    lines: dict[str, list[str]] = {}
    for line, why in wanted.skipped:
        lines.setdefault(why, []).append(redact(line))
    if len(wanted.skipped) == 1:
        return next(iter(lines))
    return " ".join(
        f"{', '.join(told[:_TOLD])}{' …' if len(told) > _TOLD else ''}: {why}" for why, told in lines.items()
    )


def read_states(cache: Path, now: Instant) -> tuple[ImportedState, ...]:
    """Return what was read or flagged according to newsboat's cache.db; raises UsageError."""
    from tuinews.store.entries.imported_states import read_newsboat

    return tuple(_draft(state, now) for state in read_newsboat(cache))


def _draft(state: ImportedState, now: Instant) -> ImportedState:
    if state.entry is None:
        return state
    (found,) = identify_entries(ParsedFeed("newsboat", FeedCard(), (state.entry,)))
    (draft,) = draft_entries((found,), now)
    return state._replace(draft=replace(draft, guid=state.guid), entry=None)


def without_logins(outlines: Sequence[Outline]) -> tuple[tuple[Outline, ...], dict[str, Access]]:
    """Return the feeds with addresses that hold no login, and the logins by these addresses."""
    bare: list[Outline] = []
    logins: dict[str, Access] = {}
    for outline in outlines:
        url, user, password = split_login(outline.url)
        bare.append(outline._replace(url=url))
        if user or password:
            logins[url] = Access(user, password)
    return tuple(bare), logins


def name_views(views: Sequence[NamedQuery]) -> tuple[NamedQuery, ...]:
    """Return saved queries under names of their own: none is that of a place of the reader's, and none is twice."""
    named: list[NamedQuery] = []
    taken = set(BUILT_IN)
    for view in views:
        name, number = view.name, 1
        while fold(name) in taken:
            number += 1
            name = SafeText(f"{view.name[: NAME_LIMIT - 8]} {number}")
        taken.add(fold(name))
        named.append(view._replace(name=name))
    return tuple(named)


def export_opml(feeds: Sequence[Feed]) -> bytes:
    """Return the subscriptions as OPML 2.0."""
    from tuinews.parse import write_opml

    return write_opml([_outline(feed) for feed in feeds], "tuinews")


def _outline(feed: Feed) -> Outline:
    card = feed.card
    theirs = card.title if feed.own_title else feed.title
    told = (card.site_url, card.tagline, theirs, feed.options)
    return Outline(feed.folder, feed.title, feed.url, feed.tags, feed.hidden, *told)
