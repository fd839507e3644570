"""Which words of an entry are looked at, and how much each counts before rareness."""

from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple

from tuinews.engine.stories.common_words import SHARES
from tuinews.engine.stories.names_across import count_names, hash_name
from tuinews.engine.stories.placement import StoryEntry
from tuinews.engine.stories.signature import TEXT_LIMIT, Signature, round_length
from tuinews.engine.stories.titles import (
    COLUMN,
    OPINION,
    SCANT,
    find_telling_numbers,
    is_column_title,
    is_opinion,
    mark_title,
    mask_days,
    strip_labels,
)
from tuinews.engine.stories.words import (
    SKETCHED_WORDS,
    find_tokens,
    fold_word,
    hash_grams,
    hash_term,
    is_capitalised,
    sketch_words,
)

_TITLE, _LEAD, _LEAD_WORDS = 3, 1, 50
"""What a word counts more for being in the title or among the first of the text."""
_CAPITALS = 1.6
"""How much more a word counts that is written with a capital."""
_WORDS, _GRAMS, _ACROSS = 48, 48, 16
"""How many terms of each kind are kept, the rarest."""
_GRAM_SHARE, _TEXT_SHARE = 0.3, 0.1
"""How much the letters of the title weigh beside the words, of 1, when there is no text; how much less by its words."""
_PRIOR = 2_000
"""Entries that the library is taken to have had before the first: so many that a word seen once is rare."""
_FEWEST = 5
"""How many different words an entry has at least, to be in a story with others."""
_STEPS = 255
_MOST = 4_000
_LOGS = (0.0, *(1 + log(times) for times in range(1, _MOST + 1)))
"""What a word counts for being there so many times."""
_SEEN = tuple(log(times + 0.5) for times in range(_MOST + 1))
"""What is taken from the rareness of a term for having been seen so many times."""


class Token(NamedTuple):
    """What is known of a token by itself, which is looked up but once as long as it is remembered."""

    word: str
    """Folded."""
    term: int
    """The term of the word; 0 of what folds to nothing."""
    is_name: bool
    """Whether it is written like a name or is a number."""
    across: int
    """Its term as other languages have it, or 0."""


@lru_cache(maxsize=1 << 15)
def read_token(token: str) -> Token:
    """Take a token apart."""
    word = fold_word(token)
    return Token(word, hash_term(word) if word else 0, is_capitalised(token), hash_name(token))


class EntryWords(NamedTuple):
    """An entry's words before they are weighed."""

    counted: Signature
    """All its terms, to be counted."""
    words: dict[int, float]
    """Its words: how often it has them, more for names and what is in the title."""
    grams: frozenset[int]
    """The letters of its title."""
    names: frozenset[int]
    """Those of its words that are written like names."""
    across: dict[int, float]
    """Its names and numbers as other languages have them, and how often it has them."""
    tokens: tuple[str, ...]
    """How the words are written, those of the title last."""
    gram_share: float
    """How much the letters weigh beside the words, of 1."""

    def show_words(self, terms: Collection[int], limit: int) -> tuple[str, ...]:
        """Return how the first of some words are written, in the order of `terms`."""
        first = [term for term in terms if term in self.words][:limit]
        written = {token.term: shown for shown in self.tokens if (token := read_token(shown)).term in first}
        return tuple(written[term] for term in first)


def read_words(entry: StoryEntry) -> EntryWords:
    """Take an entry apart."""
    title = find_tokens(strip_labels(entry.title))
    body = entry.text[:TEXT_LIMIT]
    text = find_tokens(body)
    title_tokens, text_tokens = [read_token(token) for token in title], [read_token(token) for token in text]
    all_tokens = title_tokens + text_tokens
    names = {token.term for token in all_tokens if token.is_name}
    words = _count_words([token.term for token in title_tokens], [token.term for token in text_tokens], names)
    folded_title = [token.word for token in title_tokens]
    grams = frozenset(hash_grams(folded_title))
    across = {
        term: 1 + log(times)
        for term, times in count_names(f"{entry.title}\n{body}", [token.across for token in all_tokens]).items()
    }
    signature = Signature(
        dict.fromkeys((*words, *grams, *across), 1),
        frozenset(map(hash_term, find_telling_numbers(entry.title))),
        sketch_words([token.word for token in text_tokens[:SKETCHED_WORDS]]),
        mark_title(title),
        _find_flags(entry, len(words)),
        frozenset(map(hash_term, mask_days(folded_title))),
        length=round_length(len(text)),
    )
    gram_share = _GRAM_SHARE * len(title) / (len(title) + _TEXT_SHARE * len(text) or 1)
    return EntryWords(signature, words, grams, frozenset(names), across, (*text, *title), gram_share)


def _count_words(title: list[int], text: list[int], names: Collection[int]) -> dict[int, float]:
    """Return how much each word counts for being there often, early, in the title and with a capital."""
    times = Counter(title)
    for term in times:
        times[term] *= _TITLE
    times.update(text)
    lead = Counter(text[:_LEAD_WORDS])
    for term, more in lead.items():
        times[term] += _LEAD * more
    times.pop(0, None)
    return {term: _LOGS[min(many, _MOST)] * (_CAPITALS if term in names else 1.0) for term, many in times.items()}


def _find_flags(entry: StoryEntry, words: int) -> int:
    flags = OPINION if is_opinion(entry.title, entry.url) else 0
    flags |= COLUMN if is_column_title(entry.title, entry.text) else 0
    return flags | (SCANT if words < _FEWEST else 0)


class Weighed(NamedTuple):
    """An entry's terms by what they say of it."""

    terms: dict[int, int]
    """Square roots of weights, 1 to 255; the squares of the weights add up to 1."""
    rarest: list[int]
    """Its words, what says most first."""
    across: dict[int, int]
    """Its names and numbers as other languages have them, what says most first."""


def weigh_words(words: EntryWords, frequencies: dict[int, int], total: int) -> Weighed:
    """Weigh an entry's terms by their rareness among `total` entries."""
    most = log(total + _PRIOR)
    weights = {term: times * (most - _weigh_sightings(term, frequencies[term])) for term, times in words.words.items()}
    rarest = sorted(weights, key=weights.__getitem__, reverse=True)[:_WORDS]
    grams = {term: most - _weigh_times(frequencies[term]) for term in words.grams}
    kept = sorted(grams, key=grams.__getitem__, reverse=True)[:_GRAMS]
    share = words.gram_share if kept and rarest else float(bool(kept))
    terms = _scale({term: weights[term] for term in rarest}, 1 - share) | _scale(
        {term: grams[term] for term in kept}, share
    )
    across = {term: times * (most - _weigh_times(frequencies[term])) for term, times in words.across.items()}
    named = sorted(across, key=across.__getitem__, reverse=True)[:_ACROSS]
    return Weighed(terms, rarest, _scale({term: across[term] for term in named}, 1.0))


def _weigh_sightings(term: int, times: int) -> float:
    """Return what is taken from a word's rareness for having been seen, here so many times and everywhere."""
    share = SHARES.get(term)
    return _weigh_times(times) if share is None else log(times + 0.5 + _PRIOR * share)


def _weigh_times(times: int) -> float:
    return _SEEN[times] if times <= _MOST else log(times + 0.5)


def _scale(weights: dict[int, float], share: float) -> dict[int, int]:
    """Make the squares of weights add up to `share`, and store each as its square root."""
    norm = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    scale = sqrt(share) / norm
    return {
        term: int(_STEPS * sqrt(weight * scale) + 0.5) or 1 if weight > 0 else 1 for term, weight in weights.items()
    }
