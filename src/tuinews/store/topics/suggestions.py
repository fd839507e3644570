"""Suggests which tags may be the same: by their letters, their initials, and by standing together.

Nothing follows from a suggestion by itself. One that is wrong costs a line, so near spellings and initials are enough.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tuinews.model.text import SafeText, fold
from tuinews.model.topics.topic import TopicSuggestion
from tuinews.store.topics.companions import SAMPLE

Together = Callable[[int], Mapping[int, int]]
"""Gives how many of a tag's newest entries have which other tags."""

_OFTEN, _FEWEST = 0.8, 5
"""The share of their entries that two tags have in common, and how many these are, to be taken for one."""


class CountedTag(NamedTuple):
    """A topic as suggestions see it."""

    number: int
    name: SafeText
    total: int


def suggest(tags: Sequence[CountedTag], asked: Iterable[CountedTag], together: Together) -> Iterator[TopicSuggestion]:
    """Yield what may be the same as the tags that are asked for; the commoner of two names is the topic.

    `tags` are all there are, the commonest first. A pair is yielded once.
    """
    by_letters, by_initials, by_number = _index(tags)
    told: set[frozenset[int]] = set()
    for tag in asked:
        for other, why in _find_near(tag, by_letters, by_initials, together, by_number):
            pair = frozenset({tag.number, other.number})
            if len(pair) < 2 or pair in told:
                continue
            told.add(pair)
            topic, name = _choose(tag, other)
            yield TopicSuggestion(name.name, topic.name, SafeText(why))


def _index(
    tags: Iterable[CountedTag],
) -> tuple[Mapping[str, list[CountedTag]], Mapping[str, list[CountedTag]], Mapping[int, CountedTag]]:
    by_letters: dict[str, list[CountedTag]] = defaultdict(list)
    by_initials: dict[str, list[CountedTag]] = defaultdict(list)
    by_number: dict[int, CountedTag] = {}
    for tag in tags:
        key = fold(tag.name)
        by_number[tag.number] = tag
        by_letters[_letters(key)].append(tag)
        words = key.split()
        if len(words) > 1:
            by_initials["".join(word[0] for word in words)].append(tag)
    return by_letters, by_initials, by_number


def _find_near(
    tag: CountedTag,
    by_letters: Mapping[str, list[CountedTag]],
    by_initials: Mapping[str, list[CountedTag]],
    together: Together,
    by_number: Mapping[int, CountedTag],
) -> Iterator[tuple[CountedTag, str]]:
    key = fold(tag.name)
    letters = _letters(key)
    for spelled in _vary(letters):
        for other in by_letters.get(spelled, ())[:3]:
            yield other, "nearly the same letters"
    words = key.split()
    if len(words) == 1:
        for other in by_initials.get(letters, ())[:1]:
            yield other, "its initials"
    else:
        for other in by_letters.get("".join(word[0] for word in words), ())[:1]:
            yield other, "its initials"
    sample = min(SAMPLE, tag.total)
    for number, count in together(tag.number).items():
        near = by_number.get(number)
        if near is not None and count >= max(_FEWEST, _OFTEN * sample) and near.total * _OFTEN <= tag.total:
            yield near, f"in {count} of {sample} articles together"


def _letters(key: str) -> str:
    """Return a name without what is written one way or the other: `covid19` for `covid-19` and `Covid 19`."""
    return "".join(character for character in key.replace("&", "and") if character.isalnum()) or key


def _vary(letters: str) -> Iterator[str]:
    """Yield the letters, with an `s` more or less, and where they are many, with one left out or two changed about."""
    yield letters
    if len(letters) > 2:
        yield f"{letters}s"
        yield letters.removesuffix("s")
    if len(letters) > 6:
        for place in range(1, len(letters)):
            yield letters[:place] + letters[place + 1 :]
            yield letters[: place - 1] + letters[place] + letters[place - 1] + letters[place + 1 :]


def _choose(tag: CountedTag, other: CountedTag) -> tuple[CountedTag, CountedTag]:
    """Return the topic and the tag that is to be the same: a name that is written out goes before its initials."""
    written = (len(fold(tag.name).split()) > 1, len(fold(other.name).split()) > 1)
    if written[0] != written[1]:
        return (tag, other) if written[0] else (other, tag)
    return (tag, other) if tag.total >= other.total else (other, tag)
