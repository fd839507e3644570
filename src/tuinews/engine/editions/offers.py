"""Reads what an edition can have, section by section, and makes the edition of it."""

from typing import NamedTuple

from tuinews.engine.editions.composition import (
    LONG_MINUTES,
    SECTIONS,
    choose_lead,
    compose,
    count_sources,
    spread_feeds,
)
from tuinews.model.clock import DAY, Instant, format_duration
from tuinews.model.entry import Entry
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.reports.edition import Edition, EditionEntry, EditionOffer, EditionSection
from tuinews.model.text import SafeText, safe_text
from tuinews.store import Reader
from tuinews.store.readers.edition_reader import EditionTime

QUIET_SECONDS = 6 * DAY
"""A feed that publishes as rarely as that is a quiet one."""

_LATE_SECONDS = DAY
"""How long before the last visit an entry may be dated that came after it."""


class EditionRequest(NamedTuple):
    """What an edition is wished to be."""

    since: Instant
    now: Instant
    visited: bool
    """Whether `since` is the user's last visit."""
    budget: int
    """Minutes."""


def make_edition(request: EditionRequest, reader: Reader) -> Edition:
    """Read what there is to choose from, and choose."""
    late = request.since - _LATE_SECONDS if request.visited else request.since
    window = EditionTime(request.since, late, reader.editions.find_first_id(request.since))
    newest = reader.editions.find_newest(window)
    offers = {
        "top_stories": _find_stories(reader, window),
        "followed": _find_followed(reader, window, request.now),
        "quiet_feeds": _find_quiet(reader, window),
        "long_reads": _find_long_reads(newest),
        "more": spread_feeds(newest),
    }
    chosen = _complete(reader, window, compose(offers, request.budget))
    entries = {entry.id: entry for entry in reader.entries([one.id for mine in chosen.values() for one in mine])}
    plans = ((plan, _show(chosen[plan.name], entries)) for plan in SECTIONS)
    sections = tuple(EditionSection(plan.name, SafeText(tr(plan.title)), shown) for plan, shown in plans if shown)
    edition = Edition(request.since, request.now, request.visited, request.budget, 0, sections, 0)
    minutes = sum(max(1, one.entry.minutes) for one in edition.entries)
    left_out = max(0, reader.editions.count(window) - len(edition.ids))
    return edition._replace(minutes=minutes, left_out=left_out, unread=reader.counts().unread)


def _complete(
    reader: Reader, window: EditionTime, chosen: dict[str, list[EditionOffer]]
) -> dict[str, list[EditionOffer]]:
    """Return what was chosen with the other new entries of its stories, for which it stands wherever it is."""
    stories = sorted({one.story_id for mine in chosen.values() for one in mine if one.story_id is not None})
    members = {group[0].story_id: group for group in reader.editions.find_members(window, stories)}

    def complete(one: EditionOffer) -> EditionOffer:
        told = members.get(one.story_id, []) if one.story_id is not None else []
        others = tuple(member.id for member in told if member.recent and member.id != one.id)
        return one._replace(others=others, sources=count_sources(told) if told else 1)

    return {name: list(map(complete, mine)) for name, mine in chosen.items()}


def _show(offers: list[EditionOffer], entries: dict[EntryId, Entry]) -> tuple[EditionEntry, ...]:
    found = ((offer, entries.get(offer.id)) for offer in offers)
    return tuple(EditionEntry(entry, one.why, one.sources, one.others) for one, entry in found if entry is not None)


def _find_stories(reader: Reader, window: EditionTime) -> list[EditionOffer]:
    """Return the stories that at least two sources tell by themselves, those of most sources first."""
    leads = [_lead(members) for members in reader.editions.find_stories(window)]
    told = [lead for lead in leads if lead is not None and lead.sources > 1]
    told.sort(key=lambda lead: (-lead.sources, -lead.moment, -lead.id))
    return [lead._replace(why=safe_text(tr("{sources} independent sources", sources=lead.sources))) for lead in told]


def _lead(members: list[EditionOffer]) -> EditionOffer | None:
    """Return the entry that stands for a story, with its sources; `None` where nothing of it is new."""
    recent = [member for member in members if member.recent]
    if not recent:
        return None
    lead = choose_lead(recent)
    others = tuple(member.id for member in recent if member.id != lead.id)
    return lead._replace(sources=count_sources(members), others=others)


def _find_followed(reader: Reader, window: EditionTime, now: Instant) -> list[EditionOffer]:
    """Return what is new in stories and topics that the user follows: the newest first."""
    leads = [_lead(members) for members in reader.editions.find_followed_stories(window)]
    why = SafeText(tr("a story that you follow"))
    found = {lead.id: lead._replace(why=why) for lead in leads if lead is not None}
    for topic in reader.topics.read_followed(now):
        tagged = safe_text(tr("topic {name}", name=topic.name))
        for offer in reader.editions.find_tagged(window, topic.number):
            found.setdefault(offer.id, offer._replace(why=tagged))
    return sorted(found.values(), key=lambda offer: (-offer.moment, -offer.id))


def _find_quiet(reader: Reader, window: EditionTime) -> list[EditionOffer]:
    """Return what rare feeds published, the newest of each, the rarest feed first."""
    found: dict[int, EditionOffer] = {}
    for offer, gap in reader.editions.find_quiet(window, QUIET_SECONDS):
        every = format_duration(max(1, round(gap / DAY)) * DAY)
        found.setdefault(offer.feed_id, offer._replace(why=safe_text(tr("publishes about every {every}", every=every))))
    return list(found.values())


def _find_long_reads(newest: list[EditionOffer]) -> list[EditionOffer]:
    """Return long reads, the longest first."""
    long = [offer for offer in newest if offer.minutes >= LONG_MINUTES]
    long.sort(key=lambda offer: (-offer.minutes, -offer.moment, -offer.id))
    return [offer._replace(why=safe_text(tr("{minutes} minutes", minutes=offer.minutes))) for offer in long]
