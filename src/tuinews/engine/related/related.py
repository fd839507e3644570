"""The related articles of the library."""

from collections.abc import Iterator, Mapping, Sequence

from tuinews.engine.related.nearness import (
    LEAST_SHARED,
    MOST_CANDIDATES,
    Frequency,
    Nearness,
    Weights,
    choose_terms,
    find_candidates,
    rank_candidates,
)
from tuinews.engine.related.terms import find_terms, spell_terms, weigh_terms
from tuinews.engine.services import Services
from tuinews.model.entry import RelatedEntry, StoredText
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.query.function_words import FUNCTION_WORDS
from tuinews.model.text import SafeText, fold
from tuinews.model.topics.tag_forms import fold_tag
from tuinews.store import Reader

MOST = 5
"""Articles that are told to be related to one."""

_MOST_WORDS = 5
"""Words that explain it."""

_FEW = 12
"""Articles around that time that may have a tag which alone makes two of them related."""


class RelatedEntries:
    """`library.related`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def find(self, entry_id: EntryId) -> tuple[RelatedEntry, ...]:
        """Return the nearest stored entries that are not of the same story, the nearest first, at most five.

        Raises:
            NotFoundError: there is no such entry.
        """
        found = await self._services.scans.do(lambda reader: find_related(reader, entry_id))
        if found is None:
            raise NotFoundError(
                tr("There is no entry {entry_id}: see `tuinews list` for what there is.", entry_id=entry_id)
            )
        return found


def find_related(reader: Reader, entry_id: EntryId) -> tuple[RelatedEntry, ...] | None:
    """Return the nearest stored entries; `None` when there is no such entry."""
    source = next(iter(reader.related.read_texts([entry_id])), None)
    if source is None:
        return None
    weights = weigh_terms(source)
    window = reader.related.find_window(source.moment, source.first_seen)
    frequencies = {
        term: Frequency(*reader.related.find_hits(term, window))
        for term in choose_terms(weights, FUNCTION_WORDS.union(find_terms(source.feed)))
    }
    ranked, telling = find_candidates(weights, frequencies, window.entries)
    near = [number for number in reader.related.find_near(entry_id) if number not in ranked]
    texts = reader.related.read_texts([*near, *(number for number in ranked if number != entry_id)][:MOST_CANDIDATES])
    others = {
        text.id: text for text in texts if window.first <= text.moment <= window.last and not _is_same(source, text)
    }
    candidates = [Weights(text.id, text.moment, weigh_terms(text)) for text in others.values()]
    spelled = spell_terms(source)
    nearest = [
        (near, shared)
        for near in rank_candidates(Weights(source.id, source.moment, weights), candidates, telling)
        if _tells_enough(near, shared := _explain(near, spelled), frequencies)
    ]
    return tuple(
        RelatedEntry(EntryId(near.id), others[near.id].title, others[near.id].feed, near.score, shared)
        for near, shared in _keep_apart(nearest, others)
    )


def _tells_enough(near: Nearness, shared: Sequence[SafeText], frequencies: Mapping[str, Frequency]) -> bool:
    """Whether two articles have more in common than one word: two things, or a tag that few have."""
    tags = (frequencies[term].articles for term in near.shared if term.startswith("#") and term in frequencies)
    return len(shared) >= LEAST_SHARED or any(articles <= _FEW for articles in tags)


def _is_same(source: StoredText, other: StoredText) -> bool:
    """Whether another entry is the same article, or tells the same story."""
    same_story = source.story is not None and source.story == other.story
    same_link = bool(source.link_key) and source.link_key == other.link_key
    return same_story or same_link or fold(source.title) == fold(other.title) or other.id == source.id


def _keep_apart(
    nearest: Sequence[tuple[Nearness, tuple[SafeText, ...]]], texts: Mapping[int, StoredText]
) -> Iterator[tuple[Nearness, tuple[SafeText, ...]]]:
    """Yield the nearest articles, of each story and of each title only one."""
    told: set[object] = set()
    count = 0
    for near, shared in nearest:
        text = texts[near.id]
        keys = {fold(text.title), ("story", text.story) if text.story is not None else ("entry", text.id)}
        if keys & told:
            continue
        told |= keys
        count += 1
        yield near, shared
        if count == MOST:
            return


def _explain(near: Nearness, spelled: Mapping[str, str]) -> tuple[SafeText, ...]:
    """Return the shared terms as they are spelled in the article, a tag once and not word by word."""
    tags = [spelled.get(term, "") for term in near.shared if term.startswith("#")]
    in_tags = {fold_tag(word) for tag in tags for word in find_terms(tag)}
    words = [spelled.get(term, term) for term in near.shared if term.startswith("#") or fold_tag(term) not in in_tags]
    return tuple(SafeText(word) for word in dict.fromkeys(filter(None, words)))[:_MOST_WORDS]
