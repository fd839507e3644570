"""Which words of an entry are looked at, and how much each counts before rareness."""

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple
from zlib import crc32

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
    STEM,
    find_tokens,
    fold_word,
    hash_grams,
    hash_term,
    is_capitalised,
    sketch_words,
)

_TITLE, _LEAD_WORDS = 3, 50
"""How often a word of the title counts, and how many of the first of the text count twice."""
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
    """What is known of a token by itself that is more than a small word."""

    word: str
    """Folded."""
    is_name: bool
    """Whether it is written like a name or is a number."""
    across: int
    """Its term as other languages have it, or 0."""


@lru_cache(maxsize=1 << 14)
def _read_token(token: str) -> Token:
    return Token(fold_word(token), is_capitalised(token), hash_name(token))


class ReadTokens(NamedTuple):
    """What is known of the tokens of an entry."""

    terms: list[int]
    """The term of each; 0 of one that folds to nothing."""
    words: list[str]
    """Each folded."""
    names: frozenset[int]
    """The terms of those that are written like names or are numbers."""
    across: list[int]
    """Terms as other languages have them, of those that are names."""


def read_tokens(tokens: Sequence[str]) -> ReadTokens:
    """Take tokens apart."""
    words = [token[:STEM] for token in tokens]
    names, across = [], []
    for position, token in enumerate(tokens):
        if token.islower() and token.isalpha() and token.isascii():
            continue  # as are most, of which the rest would say nothing more
        words[position], is_name, name = _read_token(token)
        if is_name:
            names.append(position)
        if name:
            across.append(name)
    terms = [crc32(word.encode()) for word in words]
    return ReadTokens(terms, words, frozenset([terms[position] for position in names]), across)


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
    written: tuple[Sequence[str], Sequence[int]]
    """How its words are written, those of the title last, and their terms."""
    gram_share: float
    """How much the letters weigh beside the words, of 1."""

    def show_words(self, terms: Collection[int], limit: int) -> tuple[str, ...]:
        """Return how the first of some words are written, in the order of `terms`."""
        first = [term for term in terms if term in self.words][:limit]
        written = {term: shown for shown, term in zip(*self.written, strict=True) if term in first}
        return tuple(written[term] for term in first)


def read_words(entry: StoryEntry) -> EntryWords:
    """Take an entry apart."""
    title = find_tokens(strip_labels(entry.title))
    body = entry.text[:TEXT_LIMIT]
    text = find_tokens(body)
    read, start = read_tokens(title + text), len(title)
    words = _count_words(read.terms[:start], read.terms[start:], read.names)
    title_words = read.words[:start]
    grams = frozenset(hash_grams(title_words))
    across = {term: 1 + log(times) for term, times in count_names(f"{entry.title}\n{body}", read.across).items()}
    signature = Signature(
        dict.fromkeys((*words, *grams, *across), 1),
        frozenset(map(hash_term, find_telling_numbers(entry.title))),
        sketch_words(read.words[start : start + SKETCHED_WORDS]),
        mark_title(title, title_words),
        _find_flags(entry, len(words)),
        frozenset(map(hash_term, mask_days(title_words))),
        length=round_length(len(text)),
    )
    gram_share = _GRAM_SHARE * len(title) / (len(title) + _TEXT_SHARE * len(text) or 1)
    written = text + title, read.terms[start:] + read.terms[:start]
    return EntryWords(signature, words, grams, read.names, across, written, gram_share)


def _count_words(title: list[int], text: list[int], names: AbstractSet[int]) -> dict[int, float]:
    """Return how much each word counts for being there often, early, in the title and with a capital."""
    times = Counter(title * _TITLE)
    times.update(text)
    times.update(text[:_LEAD_WORDS])
    times.pop(0, None)
    counts = {term: _LOGS[many] if many <= _MOST else _LOGS[-1] for term, many in times.items()}
    for term in names & counts.keys():
        counts[term] *= _CAPITALS
    return counts


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
    sightings = [_SEEN[times] if times <= _MOST else log(times + 0.5) for times in frequencies.values()]
    rareness = dict(zip(frequencies, [most - seen for seen in sightings], strict=True))
    weights = {term: times * rareness[term] for term, times in words.words.items()}
    for term in weights.keys() & SHARES.keys():
        weights[term] = words.words[term] * (most - log(frequencies[term] + 0.5 + _PRIOR * SHARES[term]))
    rarest = sorted(weights, key=weights.__getitem__, reverse=True)[:_WORDS]
    kept = sorted(words.grams, key=rareness.__getitem__, reverse=True)[:_GRAMS]
    share = words.gram_share if kept and rarest else float(bool(kept))
    terms = _scale([weights[term] for term in rarest], rarest, 1 - share)
    terms |= _scale([rareness[term] for term in kept], kept, share)
    across = {term: times * rareness[term] for term, times in words.across.items()}
    named = sorted(across, key=across.__getitem__, reverse=True)[:_ACROSS]
    return Weighed(terms, rarest, _scale([across[term] for term in named], named, 1.0))


def _scale(weights: Sequence[float], terms: Sequence[int], share: float) -> dict[int, int]:
    """Return the terms with their weights, made so that the squares add up to `share`, each as its square root."""
    scale = sqrt(share) / (sqrt(sum([weight * weight for weight in weights])) or 1.0)
    roots = [int(_STEPS * sqrt(weight * scale) + 0.5) or 1 if weight > 0 else 1 for weight in weights]
    return dict(zip(terms, roots, strict=True))
