"""Explains how long an entry stays in the inbox: whether it has aged, when it does, and where the river has it."""

from tuinews.engine.explanations.facts import EntryFacts
from tuinews.model.clock import DAY, HOUR, format_moment, to_iso
from tuinews.model.feed import Feed
from tuinews.model.habits.shelf_life import describe_rhythm, describe_shelf_life, find_head_start, format_span
from tuinews.model.language import tr
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.text import safe_text
from tuinews.store import Reader


def explain_ageing(facts: EntryFacts, _reader: Reader) -> EntryAnswer | None:
    """Say when the entry left the inbox by age, if it did."""
    entry = facts.entry
    if entry.aged is None:
        return None
    why = tr(
        "It left the inbox on {moment}, unread: nothing of it is marked, and is:aged finds it.",
        moment=format_moment(entry.aged),
    )
    return EntryAnswer(safe_text(why), {"aged": to_iso(entry.aged)})


def explain_shelf_life(facts: EntryFacts, _reader: Reader) -> EntryAnswer | None:
    """Say how long what is unread of the feed stays in the inbox, and why so long."""
    feed, entry = facts.feed, facts.entry
    if feed is None:
        return None
    ages_at = None if feed.shelf_life is None or entry.starred or entry.later else entry.moment + feed.shelf_life
    saved = (
        tr(" What is starred or kept for later does not.") if feed.shelf_life and (entry.starred or entry.later) else ""
    )
    head_start = find_head_start(feed.gap)
    told = tr(
        "{title} publishes {rhythm}: what is unread {shelf_life}",
        title=feed.title,
        rhythm=describe_rhythm(feed.gap),
        shelf_life=describe_shelf_life(feed.shelf_life),
    )
    river = tr("The river counts it as {in_words} newer than it is.", in_words=_in_words(head_start))
    return EntryAnswer(
        safe_text(f"{told}{_tell_choice(feed)}.{saved} {river}"),
        {
            "shelf_life": feed.options.shelf_life or None,
            "ages_after": None if feed.shelf_life is None else format_span(feed.shelf_life),
            "ages_at": to_iso(ages_at),
            "per_day": None if feed.gap is None else round(DAY / feed.gap, 2),
            "head_start_seconds": head_start,
        },
    )


def _tell_choice(feed: Feed) -> str:
    chosen = feed.options.shelf_life
    if not chosen:
        return ""
    return tr(", by its rhythm, as you chose for it") if chosen == "auto" else tr(", as you chose for it")


def _in_words(seconds: int) -> str:
    minutes = round(seconds / 60)
    return (
        tr("{minutes} minutes", minutes=minutes)
        if seconds < 2 * HOUR
        else tr("{seconds} hours", seconds=round(seconds / HOUR))
    )
