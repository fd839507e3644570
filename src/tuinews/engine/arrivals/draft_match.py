"""Matches a query against an entry that is not stored yet: the query language on values.

`store/conditions.py` is the same language in SQL; a test compares the two on the same entries.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import assert_never

from tuinews.model.arrival import Arrival, FeedRules
from tuinews.model.change import EntryDraft
from tuinews.model.clock import Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.entry import Flag
from tuinews.model.feed_names import find_feeds
from tuinews.model.query import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    LeafCondition,
    NearMatch,
    Not,
    NumberMatch,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
)
from tuinews.model.query.words import ends_open, index_words, near_words, phrase_words, says
from tuinews.model.text import bare_words, fold
from tuinews.model.topics.tag_forms import fold_tag
from tuinews.store.search import has_image, has_part, matches_regex

SameTags = Mapping[str, str]
"""By folded names of tags, the form of the tag that they are the same as (`FeedRules.topics`)."""


class _Texts:
    """The texts of an arriving entry. What few queries need is computed when it is asked for."""

    def __init__(self, entry: EntryDraft) -> None:
        self.entry = entry

    @cached_property
    def body(self) -> str:
        """Return its text without markup."""
        return bare_words(unpack(self.entry.html))

    @cached_property
    def index_words(self) -> frozenset[str]:
        """Return the words that it has, without tags of the user's own."""
        return frozenset(index_words(" ".join(self.sayings)).split())

    @cached_property
    def sayings(self) -> tuple[str, ...]:
        """Return each text of it in which words are looked for."""
        entry = self.entry
        return (entry.title, entry.author, entry.agency, entry.dateline, entry.source, *entry.tags, self.body)

    def field(self, name: str) -> str:
        """Return the text of a field."""
        entry = self.entry
        fields = {
            "author": entry.author,
            "agency": entry.agency,
            "source": entry.source,
            "url": entry.url,
            "title": entry.title,
            "lang": entry.lang,
            "note": "",  # nobody wrote anything to it yet
        }
        return fields[name] if name != "body" else " ".join(self.body.split())


@lru_cache(maxsize=1)
def _read_texts(entry: EntryDraft) -> _Texts:
    """Return the texts of a draft: a hundred queries ask the same draft one after the other."""
    return _Texts(entry)


class _Draft:
    """An arriving entry as a query sees it."""

    def __init__(self, arrival: Arrival, rules: FeedRules) -> None:
        self.arrival = arrival
        self.entry = arrival.draft
        self.rules = rules
        self.texts = _read_texts(arrival.draft)

    @property
    def index_words(self) -> frozenset[str]:
        """Return the words under which the full-text index will store it."""
        if not self.arrival.tags:
            return self.texts.index_words
        return self.texts.index_words.union(index_words(" ".join(self.arrival.tags)).split())


def read_keys(arrival: Arrival, topics: SameTags) -> frozenset[str]:
    """Return the words that an arriving entry has, and its tags, each as `tag_key` makes it."""
    texts, own = _read_texts(arrival.draft), arrival.tags
    tags = [tag_key(tag, topics) for tag in (*arrival.draft.tags, *own)]
    return texts.index_words.union(tags, index_words(" ".join(own)).split()) if tags else texts.index_words


def tag_key(tag: str, topics: SameTags) -> str:
    """Return what stands for a tag among the words of an entry, none of which begins so; the same for tags that are."""
    form = fold_tag(tag)
    return f"#{topics.get(fold(tag)) or topics.get(form) or form}"


def _find_word(text: str) -> frozenset[str] | None:
    """Return the longest word of a text, if one is whole; none at all for a text without words."""
    words = index_words(text).split()
    if words and ends_open(text):
        words.pop()
        return frozenset([max(words, key=len)]) if words else None
    return frozenset([max(words, key=len)] if words else [])


def find_keys(condition: Condition, topics: SameTags) -> frozenset[str] | None:
    """Return keys of which an entry must have one to match (`read_keys`); `None` where words cannot tell.

    A condition that no entry matches has none at all.
    """
    match condition:
        case TextMatch(text) | FieldMatch("title" | "body", text):
            return _find_word(text)
        case NearMatch(texts):
            return find_keys(AllOf(tuple(map(TextMatch, texts))), topics)
        case FieldMatch("tag", tag):
            return frozenset([tag_key(tag, topics)])
        case AllOf(parts):
            told = [keys for part in parts if (keys := find_keys(part, topics)) is not None]
            return min(told, key=len) if told else None
        case AnyOf(parts):
            found = [find_keys(part, topics) for part in parts]
            return frozenset().union(*(keys or () for keys in found)) if None not in found else None
        case _:
            return None


def matches_draft(condition: Condition, arrival: Arrival, rules: FeedRules) -> bool:
    """Whether a query's condition matches an entry that arrives in the feed of the rules."""
    return _matches(condition, _Draft(arrival, rules))


def _matches(condition: Condition, draft: _Draft) -> bool:
    match condition:
        case Everything():
            return True
        case AllOf(parts):
            return all(_matches(part, draft) for part in parts)
        case AnyOf(parts):
            return any(_matches(part, draft) for part in parts)
        case Not(part):
            return not _matches(part, draft)
        case FieldMatch("view" | "story"):  # `check_edit` lets no rule name a view; nothing that arrives is in a story
            return False
        case _:
            return _holds(condition, draft)


def _holds(condition: LeafCondition, draft: _Draft) -> bool:
    match condition:
        case TraitMatch(trait):
            return _has_trait(trait, draft)
        case FieldMatch(field, value):
            return _has_field(field, value, draft)
        case TextMatch() | NearMatch():
            return _has_text(condition, draft)
        case RegexMatch(pattern, field):
            return matches_regex(draft.texts.field(field), pattern)
        case NumberMatch(field, least, most):
            number = DRAFT_NUMBERS[field](draft.arrival)
            return (least is None or number >= least) and (most is None or number <= most)
        case Since(moment, of) | Before(moment, of):
            when = DRAFT_MOMENTS[of](draft.arrival)
            return when is not None and (when >= moment) is isinstance(condition, Since)
    assert_never(condition)


DRAFT_TRAITS: dict[str, Callable[[Arrival], bool]] = {
    "unread": lambda arrival: Flag.READ not in arrival.marks,
    "read": lambda arrival: Flag.READ in arrival.marks,
    "starred": lambda arrival: Flag.STARRED in arrival.marks,
    "later": lambda arrival: Flag.LATER in arrival.marks,
    "enclosure": lambda arrival: bool(arrival.draft.enclosures),
    "fulltext": lambda _arrival: False,
    "image": lambda arrival: bool(arrival.draft.images) or has_image(unpack(arrival.draft.html)),
    "note": lambda _arrival: False,
    "aged": lambda _arrival: False,
    "followed": lambda _arrival: False,
}
"""Whether an entry that arrives has a trait of `TRAITS`; the text of its page never arrives with it."""


DRAFT_NUMBERS: dict[str, Callable[[Arrival], int]] = {
    "minutes": lambda arrival: arrival.draft.minutes,
    "story": lambda _arrival: 1,
}
"""The number that a comparing term asks for, of an entry that arrives; nothing that arrives is in a story yet."""

DRAFT_MOMENTS: dict[str, Callable[[Arrival], Instant | None]] = {
    "moment": lambda arrival: arrival.draft.moment,
    "read": lambda _arrival: None,
    "aged": lambda _arrival: None,
}
"""The moment that `Since` and `Before` mean, of an entry that arrives; nothing that arrives was read or aged here."""


def _has_trait(trait: str, draft: _Draft) -> bool:
    """Whether the entry has a trait; nothing that arrives is hidden yet."""
    return trait in DRAFT_TRAITS and DRAFT_TRAITS[trait](draft.arrival)


def _has_field(field: str, value: str, draft: _Draft) -> bool:
    match field:
        case "feed" | "folder":
            return draft.rules.feed_id in find_feeds(field, value, draft.rules.feeds)
        case "tag":
            tags, topics = (*draft.entry.tags, *draft.arrival.tags), draft.rules.topics
            return tag_key(value, topics) in {tag_key(tag, topics) for tag in tags}
        case "title" | "body":
            text = draft.entry.title if field == "title" else draft.texts.body
            return _has_words(value, draft) and says(text, phrase_words(value))
        case "lang":
            lang, wanted = (text.replace("_", "-") + "-" for text in (draft.entry.lang, value))
            return _ascii_lower(lang).startswith(_ascii_lower(wanted))
        case _ if value.isascii():
            return value.lower() in _ascii_lower(draft.texts.field(field))
        case _:
            return has_part(draft.texts.field(field), fold(value))


def _has_text(condition: TextMatch | NearMatch, draft: _Draft) -> bool:
    match condition:
        case TextMatch(text):
            return _has_words(text, draft) and (" " not in index_words(text) or _says(phrase_words(text), draft))
        case NearMatch(texts, distance):
            return all(_has_words(text, draft) for text in texts) and _says(near_words(texts, distance), draft)
    assert_never(condition)


def _has_words(text: str, draft: _Draft) -> bool:
    """Whether all words of a text occur anywhere in the entry; before a final `*`, the last only has to begin one."""
    wanted = index_words(text).split()
    if not wanted:
        return False
    words = draft.index_words
    if ends_open(text):
        beginning = wanted.pop()
        if not any(word.startswith(beginning) for word in words):
            return False
    return words.issuperset(wanted)


def _says(asked: str, draft: _Draft) -> bool:
    """Whether one of the entry's texts says what is asked, as `says` takes it."""
    return any(says(text, asked) for text in (*draft.texts.sayings, *draft.arrival.tags))


def _ascii_lower(text: str) -> str:
    """Lower only A to Z, as SQLite's LIKE compares."""
    return text.encode().lower().decode()
