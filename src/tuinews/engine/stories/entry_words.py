"""Which words of an entry are looked at, and how much each counts before rareness."""

from collections import Counter
from math import log, sqrt
from typing import NamedTuple

from tuinews.engine.stories.common_words import SHARES
from tuinews.engine.stories.names_across import count_names
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
from tuinews.engine.stories.words import find_tokens, fold_word, hash_grams, hash_term, is_capitalised, sketch_words

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
    shown: dict[int, str]
    """How the words are written."""
    gram_share: float
    """How much the letters weigh beside the words, of 1."""


def read_words(entry: StoryEntry) -> EntryWords:
    """Take an entry apart."""
    title = find_tokens(strip_labels(entry.title))
    body = entry.text[:TEXT_LIMIT]
    text = find_tokens(body)
    folded_title, folded_text = [fold_word(token) for token in title], [fold_word(token) for token in text]
    tallies: Counter[str] = Counter()
    for word in folded_title:
        tallies[word] += _TITLE
    tallies.update(folded_text)
    for word in folded_text[:_LEAD_WORDS]:
        tallies[word] += _LEAD
    names = {word for token, word in zip(title, folded_title, strict=True) if is_capitalised(token)}
    names |= {word for token, word in zip(text, folded_text, strict=True) if is_capitalised(token)}
    shown = dict(zip(folded_text, text, strict=True)) | dict(zip(folded_title, title, strict=True))
    words: dict[int, float] = {}
    written: dict[int, str] = {}
    for word, times in tallies.items():
        if word:
            term = hash_term(word)
            words[term] = (1 + log(times)) * (_CAPITALS if word in names else 1.0)
            written[term] = shown[word]
    grams = frozenset(hash_grams(folded_title))
    numbers = frozenset(map(hash_term, find_telling_numbers(entry.title)))
    flags = OPINION if is_opinion(entry.title, entry.url) else 0
    flags |= COLUMN if is_column_title(entry.title, entry.text) else 0
    flags |= SCANT if len(words) < _FEWEST else 0
    title_words = frozenset(hash_term(word) for word in mask_days(folded_title))
    across = {term: 1 + log(times) for term, times in count_names(f"{entry.title}\n{body}", (*title, *text)).items()}
    signature = Signature(
        dict.fromkeys((*words, *grams, *across), 1),
        numbers,
        sketch_words(folded_text),
        mark_title(title),
        flags,
        title_words,
        length=round_length(len(text)),
    )
    gram_share = _GRAM_SHARE * len(title) / (len(title) + _TEXT_SHARE * len(text) or 1)
    return EntryWords(signature, words, grams, frozenset(map(hash_term, names)), across, written, gram_share)


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
    ceiling = total + _PRIOR
    weights = {
        term: times * log(ceiling / (frequencies[term] + 0.5 + _PRIOR * SHARES.get(term, 0.0)))
        for term, times in words.words.items()
    }
    rarest = sorted(weights, key=lambda term: -weights[term])[:_WORDS]
    grams = {term: log(ceiling / (frequencies[term] + 0.5)) for term in words.grams}
    kept = sorted(grams, key=lambda term: -grams[term])[:_GRAMS]
    share = words.gram_share if kept and rarest else float(bool(kept))
    terms = _scale({term: weights[term] for term in rarest}, 1 - share) | _scale(
        {term: grams[term] for term in kept}, share
    )
    across = {term: times * log(ceiling / (frequencies[term] + 0.5)) for term, times in words.across.items()}
    named = sorted(across, key=lambda term: -across[term])[:_ACROSS]
    return Weighed(terms, rarest, _scale({term: across[term] for term in named}, 1.0))


def _scale(weights: dict[int, float], share: float) -> dict[int, int]:
    """Make the squares of weights add up to `share`, and store each as its square root."""
    norm = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    scale = sqrt(share) / norm
    return {term: max(1, round(_STEPS * sqrt(max(0.0, weight) * scale))) for term, weight in weights.items()}
