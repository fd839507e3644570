"""Explains where an entry is: in which lists and why, and what hides it."""

from collections.abc import Iterator

from tuinews.engine.explanations.facts import QUERIED_PLACES, EntryFacts
from tuinews.model.clock import format_moment, to_iso
from tuinews.model.language import tr, tr_later
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.text import safe_text
from tuinews.store import Reader


def explain_membership(facts: EntryFacts, _reader: Reader) -> EntryAnswer:
    """Say why the entry is in the library, and in which lists."""
    entry, standing = facts.entry, facts.standing
    places = [*_find_places(facts)]
    listed = tr("It is in {places}.", places=", ".join(places)) if places else tr("It is in none of the lists.")
    seen = format_moment(entry.first_seen)
    return EntryAnswer(
        safe_text(
            tr("{origin} It was first seen on {seen}. {listed}", origin=_tell_origin(facts), seen=seen, listed=listed)
        ),
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
        return tr("You opened its page, which belongs to no feed of yours.")
    if facts.feed is not None and facts.standing.membership == "subscribed":
        folder = "/".join(facts.feed.folder)
        return tr(
            "{feed}, a feed that you subscribe to{value}, published it.",
            feed=entry.feed,
            value=tr(" in {folder}", folder=folder) if folder else "",
        )
    kept = [tr(name) for name, is_so in _MARKS if is_so(facts)]
    why = tr(", since you {kept}", kept=tr(" and ").join(kept)) if kept else ""
    return tr(
        "It came with {feed}, which you do not subscribe to any more; it was kept{why}.", feed=entry.feed, why=why
    )


_MARKS = (
    (tr_later("starred it"), lambda facts: facts.entry.starred),
    (tr_later("keep it for later"), lambda facts: facts.entry.later),
    (tr_later("tagged it"), lambda facts: bool(facts.entry.user_tags)),
    (tr_later("wrote a note to it"), lambda facts: bool(facts.entry.note)),
)


def _find_places(facts: EntryFacts) -> Iterator[str]:
    entry = facts.entry
    if facts.standing.membership == "subscribed" and not facts.standing.reasons:
        fresh = not entry.read and entry.aged is None
        yield from [tr("Inbox")] if fresh else []
        yield tr("All articles")
        yield from facts.feed.folder if facts.feed else ()
        yield entry.feed
        yield from [tr("River")] if fresh else []
        yield from (tr(name) for name in QUERIED_PLACES if name in facts.places)
    yield from [tr("Starred")] if entry.starred else []
    yield from [tr("Later")] if entry.later else []
    yield from (tr("view “{name}”", name=name) for name in facts.views)


def explain_hiding(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say what hides the entry; each reason to be hidden may add what it knows."""
    reasons = facts.standing.reasons
    if not reasons:
        return None
    mutes = reader.mutes.find_of_entry(facts.entry.id, facts.now) if "muted" in reasons else ()
    named = [
        tr(
            "mute {id} ({query}){value}",
            id=mute.id,
            query=mute.query,
            value=tr(", until {moment}", moment=format_moment(mute.until)) if mute.until else "",
        )
        for mute in mutes
    ]
    by = tr(" by {named}", named="; ".join(named)) if named else ""
    shapes = [{"id": mute.id, "query": mute.query, "until": to_iso(mute.until)} for mute in mutes]
    why = tr(
        "It is {reasons}{by}: lists leave it out, is:{reasons2} finds it.",
        reasons=tr(" and ").join(reasons),
        by=by,
        reasons2=reasons[0],
    )
    return EntryAnswer(safe_text(why), {"reasons": list(reasons), "mutes": shapes})
