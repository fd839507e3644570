"""Chooses what an edition has: the same offers and minutes always give the same edition."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from tuinews.model.language import tr_later
from tuinews.model.reports.edition import EditionOffer
from tuinews.model.text import SafeText


class SectionPlan(NamedTuple):
    """A section of editions."""

    name: str
    title: SafeText
    share: float
    """The part of the budget that it has before the others get what is left."""


SECTIONS = (
    SectionPlan("top_stories", SafeText(tr_later("Top stories")), 0.4),
    SectionPlan("followed", SafeText(tr_later("What you follow")), 0.3),
    SectionPlan("quiet_feeds", SafeText(tr_later("Rarely heard")), 0.2),
    SectionPlan("long_reads", SafeText(tr_later("Long reads")), 0.4),
    SectionPlan("more", SafeText(tr_later("Also new")), 0.0),
)
"""In the order of reading."""

LONG_MINUTES = 7
"""Minutes from which on an article is a long read."""


def compose(offers: Mapping[str, Sequence[EditionOffer]], budget: int) -> dict[str, list[EditionOffer]]:
    """Return what each section has, in the order of its offers; nothing is in two of them, and all fits the budget.

    First every section gets its best offer that fits, then what fits its share, then what fits at all.
    """
    ranks = {plan.name: dict(zip(offers.get(plan.name, ()), count())) for plan in SECTIONS}
    chosen: dict[str, list[EditionOffer]] = {plan.name: [] for plan in SECTIONS}
    taken: set[tuple[str, int]] = set()
    rest = budget
    for turn in ("first", "share", "rest"):
        for plan in SECTIONS:
            if turn != "rest" and not plan.share:
                continue
            mine = chosen[plan.name]
            room = rest if turn != "share" else min(rest, round(budget * plan.share) - sum(one.cost for one in mine))
            for offer in offers.get(plan.name, ()):
                if offer.cost > room or not taken.isdisjoint(keys_of(offer)):
                    continue
                taken.update(keys_of(offer))
                mine.append(offer)
                room, rest = room - offer.cost, rest - offer.cost
                if turn == "first":
                    break
    return {name: sorted(mine, key=ranks[name].__getitem__) for name, mine in chosen.items()}


def keys_of(offer: EditionOffer) -> set[tuple[str, int]]:
    """Return what two offers share that are the same news: the entry, its story, its text."""
    keys = {("entry", int(number)) for number in (offer.id, *offer.others)}
    keys |= {("story", offer.story_id)} if offer.story_id is not None else set()
    return keys | ({("text", offer.text_id)} if offer.text_id is not None else set())


def count_sources(members: Iterable[EditionOffer]) -> int:
    """Return how many sources tell a story by themselves.

    Entries of one feed, of one agency, or with the same text are one source.
    """
    known: list[set[tuple[str, object]]] = []
    for member in members:
        keys: set[tuple[str, object]] = {("feed", member.feed_id)}
        keys |= {("agency", member.agency.casefold())} if member.agency else set()
        keys |= {("text", member.text_id)} if member.text_id is not None else set()
        for other in [other for other in known if not other.isdisjoint(keys)]:
            known.remove(other)
            keys |= other
        known.append(keys)
    return len(known)


def choose_lead(members: Iterable[EditionOffer]) -> EditionOffer:
    """Return the entry that stands for a story in an edition: of preferred feeds, and one that says enough."""
    return max(members, key=lambda member: (member.preferred, min(member.minutes, _ENOUGH), -member.id))


_ENOUGH = 4
"""Minutes of reading that say enough of a story."""


def spread_feeds(offers: Sequence[EditionOffer]) -> list[EditionOffer]:
    """Return the newest of every feed first, then the second of each, and so on."""
    ranks: dict[int, int] = {}
    placed = []
    for offer in sorted(offers, key=lambda offer: (-offer.moment, -offer.id)):
        ranks[offer.feed_id] = rank = ranks.get(offer.feed_id, -1) + 1
        placed.append((rank, -offer.moment, -offer.id, offer))
    return [offer for *_, offer in sorted(placed)]
