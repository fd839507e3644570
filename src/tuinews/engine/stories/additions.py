"""What each entry of a story says that the others do not: the sentences that have most words of their own."""

import re
from collections.abc import Mapping

from tuinews.engine.stories.words import find_tokens
from tuinews.model.ids import EntryId
from tuinews.model.stories.story import Addition
from tuinews.model.text import fold, safe_text

_TEXT_LIMIT = 4_000
"""Characters of a text that are looked at."""

_WIDE = "\u3002\uff01\uff1f\u0964"
"""Full stops and marks after which no space need stand."""

_SENTENCE = re.compile(rf".+?(?:[.!?\u2026]+[\"'\u201d\u2019\xbb)\]]*(?=\s|\Z)|[{_WIDE}]+|\Z)", re.DOTALL)
_SHORTEST, _LONGEST = 20, 400
"""Characters of a sentence that is worth showing."""

_NEW = 0.55
"""The part of a sentence's words that no other entry has, from which on it adds something."""

_SHORT, _SHORT_NEW = 5, 0.75
"""Words of a sentence below which as much as that has to be new: “Gusts reached 137 km/h.”"""

_LEAST_WORDS = 3

_MOST = 2
"""Sentences shown of an entry."""


def find_additions(texts: Mapping[EntryId, str], langs: Mapping[EntryId, str]) -> tuple[Addition, ...]:
    """Return for each entry the sentences that tell something new, in the order of the text.

    `texts` are plain; entries are compared with those of their own language (`langs`) alone.
    """
    words = {number: _read_words(text[:_TEXT_LIMIT]) for number, text in texts.items()}
    found = []
    for number, text in texts.items():
        mates = [words[other] for other in texts if other != number and langs[other] == langs[number] and words[other]]
        if mates and (sentences := _pick(text[:_TEXT_LIMIT], frozenset().union(*mates))):
            found.append(Addition(number, tuple(safe_text(sentence, _LONGEST) for sentence in sentences)))
    return tuple(found)


def _pick(text: str, known: frozenset[str]) -> list[str]:
    rated = []
    for position, match in enumerate(_SENTENCE.finditer(text)):
        sentence = " ".join(match[0].split())
        words = _read_words(sentence)
        if _SHORTEST <= len(sentence) <= _LONGEST and len(words) >= _LEAST_WORDS:
            new = len(words - known) / len(words)
            if new >= (_NEW if len(words) >= _SHORT else _SHORT_NEW):
                rated.append((-new, position, sentence))
    return [sentence for _, _, sentence in sorted(sorted(rated)[:_MOST], key=lambda one: one[1])]


def _read_words(text: str) -> frozenset[str]:
    """Return the words of a text; of scripts without spaces, pairs of characters."""
    tokens = find_tokens(fold(text))
    return frozenset(word for word in tokens if len(word) > 3 or not word.isascii() or word.isdigit())
