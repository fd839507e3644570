"""Explains where an entry is: in which lists and why, and what hides it."""

from collections.abc import Iterator

from tuinews.engine.explanations.facts import QUERIED_PLACES, EntryFacts
from tuinews.model.clock import format_moment, to_iso
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.text import safe_text
from tuinews.store import Reader


def explain_membership(facts: EntryFacts, _reader: Reader) -> EntryAnswer:
    """Say why the entry is in the library, and in which lists."""
    entry, standing = facts.entry, facts.standing
    places = [*_find_places(facts)]
    listed = f"It is in {', '.join(places)}." if places else "It is in none of the lists."
    seen = format_moment(entry.first_seen)
    return EntryAnswer(
        safe_text(f"{_tell_origin(facts)} It was first seen on {seen}. {listed}"),
        {
            "membership": standing.membership,
            "feed_id": entry.feed_id or None,
            "feed": entry.feed or None,
            "folder": "/".join(facts.feed.folder) or None if facts.feed else None,
            "first_seen": to_iso(entry.first_seen),
            "places": places,
            "views": list(facts.views),
        },
    )


def _tell_origin(facts: EntryFacts) -> str:
    entry = facts.entry
    if not entry.feed_id:
        return "You opened its page, which belongs to no feed of yours."
    if facts.feed is not None and facts.standing.membership == "subscribed":
        folder = "/".join(facts.feed.folder)
        return f"{entry.feed}, a feed that you subscribe to{f' in {folder}' if folder else ''}, published it."
    kept = [name for name, is_so in _MARKS if is_so(facts)]
    why = f", since you {' and '.join(kept)}" if kept else ""
    return f"It came with {entry.feed}, which you do not subscribe to any more; it was kept{why}."


_MARKS = (
    ("starred it", lambda facts: facts.entry.starred),
    ("keep it for later", lambda facts: facts.entry.later),
    ("tagged it", lambda facts: bool(facts.entry.user_tags)),
    ("wrote a note to it", lambda facts: bool(facts.entry.note)),
)


def _find_places(facts: EntryFacts) -> Iterator[str]:
    entry = facts.entry
    if facts.standing.membership == "subscribed" and not facts.standing.reasons:
        fresh = not entry.read and entry.aged is None
        yield from ["Inbox"] if fresh else []
        yield "All articles"
        yield from facts.feed.folder if facts.feed else ()
        yield entry.feed
        yield from ["River"] if fresh else []
        yield from (name for name in QUERIED_PLACES if name in facts.places)
    yield from ["Starred"] if entry.starred else []
    yield from ["Later"] if entry.later else []
    yield from (f"view “{name}”" for name in facts.views)


def explain_hiding(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say what hides the entry; each reason to be hidden may add what it knows."""
    reasons = facts.standing.reasons
    if not reasons:
        return None
    mutes = reader.mutes.find_of_entry(facts.entry.id, facts.now) if "muted" in reasons else ()
    named = [
        f"mute {mute.id} ({mute.query}){f', until {format_moment(mute.until)}' if mute.until else ''}" for mute in mutes
    ]
    by = f" by {'; '.join(named)}" if named else ""
    shapes = [{"id": mute.id, "query": mute.query, "until": to_iso(mute.until)} for mute in mutes]
    why = f"It is {' and '.join(reasons)}{by}: lists leave it out, is:{reasons[0]} finds it."
    return EntryAnswer(safe_text(why), {"reasons": list(reasons), "mutes": shapes})
