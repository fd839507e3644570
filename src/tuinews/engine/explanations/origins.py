"""Explains where an entry came from, when its feed is asked again, and what was done with it since."""

from tuinews.engine.explanations.facts import EntryFacts
from tuinews.model.clock import format_moment, to_iso
from tuinews.model.feed import FeedStatus
from tuinews.model.language import tr, tr_later
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.text import safe_text
from tuinews.model.url import redact
from tuinews.store import Reader

_CAME_FROM = {
    "page": tr_later("its text is that of the page"),
    "feed": tr_later("its text is the feed's"),
    "both": tr_later("its text is the feed's, and that of the page is there too"),
    "": tr_later("it has no text"),
}


def explain_source(facts: EntryFacts, _reader: Reader) -> EntryAnswer:
    """Say where the entry was fetched from."""
    entry, standing = facts.entry, facts.standing
    asked = "" if not entry.feed_id else redact(facts.feed_url)
    fetched = tr("It was fetched from {asked}", asked=asked or redact(entry.url) or tr("an address that is lost"))
    dates = ((entry.published, tr("it says that it was published on")), (entry.updated, tr("and updated on")))
    told = " ".join(f"{words} {format_moment(moment)}" for moment, words in dates if moment is not None)
    why = f"{fetched}; {tr(_CAME_FROM[standing.text])}{f'; {told}' if told else ''}."
    return EntryAnswer(
        safe_text(why),
        {
            "feed_url": asked or None,
            "site_url": facts.feed.card.site_url or None if facts.feed else None,
            "url": redact(entry.url) or None,
            "text_from": standing.text or None,
            "full_text": entry.full_text,
            "published": to_iso(entry.published),
            "updated": to_iso(entry.updated),
            "first_seen": to_iso(entry.first_seen),
            "last_success": to_iso(facts.feed.last_success) if facts.feed else None,
        },
    )


def explain_next_check(facts: EntryFacts, _reader: Reader) -> EntryAnswer | None:
    """Say when the entry's feed is asked next, and why then."""
    feed = facts.feed
    if feed is None:
        return None
    if feed.status is FeedStatus.GONE:
        coming = tr("It is not asked again: its server said that it is gone for good.")
    elif feed.status is FeedStatus.ARCHIVED:
        coming = ""
    elif feed.next_check is None or feed.next_check <= facts.now:
        coming = tr("It is due: the next refresh asks it.")
    else:
        coming = tr("It is asked again at {moment}.", moment=format_moment(feed.next_check))
    asked = (
        tr("It was not asked yet.")
        if feed.last_checked is None
        else tr("It was asked at {moment}.", moment=format_moment(feed.last_checked))
    )
    trouble = redact(feed.error)
    return EntryAnswer(
        safe_text(" ".join(part for part in (asked, trouble, coming, feed.next_check_reason) if part)),
        {
            "at": to_iso(feed.next_check),
            "reason": feed.next_check_reason or None,
            "last_checked": to_iso(feed.last_checked),
            "status": feed.status.value,
            "http_status": feed.http_status,
            "error": trouble or None,
        },
    )


def explain_marks(facts: EntryFacts, _reader: Reader) -> EntryAnswer | None:
    """Say what the user marked the entry with, and since when it is read."""
    entry, read_at = facts.entry, facts.standing.read_at
    since = tr(" since {moment}", moment=format_moment(read_at)) if read_at is not None else ""
    marks = (
        (entry.read, tr("read{since}", since=since)),
        (entry.starred, "starred"),
        (entry.later, tr("kept for later")),
    )
    told = [words for is_so, words in marks if is_so]
    if not told:
        return None
    details = {"read": entry.read, "read_at": to_iso(read_at), "starred": entry.starred, "later": entry.later}
    return EntryAnswer(safe_text(tr("It is {told}.", told=", ".join(told))), details)


def explain_edits(facts: EntryFacts, _reader: Reader) -> EntryAnswer | None:
    """Say when the publisher changed the entry's words."""
    edits = facts.standing.edits
    if not edits:
        return None
    times = ", ".join(map(format_moment, edits))
    return EntryAnswer(
        safe_text(tr("Its publisher changed its words on {times}.", times=times)), {"at": [to_iso(at) for at in edits]}
    )
