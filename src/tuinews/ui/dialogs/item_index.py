"""Items of a list made searchable once, so that each key has only to compare: of ten thousand feeds as well."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tuinews.model.text import fold
from tuinews.ui.widgets.menu import MenuItem


class RankedItem(NamedTuple):
    """Where an item stands among those that were found: the better, the smaller."""

    rank: int
    length: int
    position: int
    """That of the item among all."""


class ItemIndex:
    """Finds items by words. A quiet item belongs to the item above: it is searched and shown together with it."""

    def __init__(self, items: Sequence[MenuItem]) -> None:
        self.items = items
        self._groups: list[Sequence[MenuItem]] | None = None
        self._titles: list[str] = []
        self._texts: list[str] = []

    def filter(self, words: str) -> tuple[MenuItem, ...]:
        """Return the items with every word, those whose title begins with the first word first; without words all."""
        wanted = fold(words).split()
        if not wanted:
            return tuple(self.items)
        groups = self._read_groups()
        found = [n for n, text in enumerate(self._texts) if _holds(text, wanted)]
        found.sort(key=lambda n: not self._titles[n].startswith(wanted[0]))
        return tuple(item for n in found for item in groups[n])

    def rank(self, words: str) -> list[RankedItem]:
        """Return the items with every word, the best first: named so, beginning so, with words that begin so."""
        typed, wanted = fold(words).strip(), fold(words).split()
        if not wanted:
            return []
        self._read_groups()
        found = [self._match(n, typed, wanted) for n, text in enumerate(self._texts) if _holds(text, wanted)]
        if not found and len(wanted) == 1:
            initials = enumerate("".join(word[0] for word in title.split()) for title in self._titles)
            found = [
                RankedItem(_INITIALS, len(self._titles[n]), n) for n, letters in initials if letters.startswith(typed)
            ]
        return sorted(found)

    def show(self, matches: Iterable[RankedItem]) -> Iterator[MenuItem]:
        """Give the items of matches, each with what belongs to it."""
        groups = self._read_groups()
        for match in matches:
            yield from groups[match.position]

    def _match(self, position: int, typed: str, wanted: Sequence[str]) -> RankedItem:
        title = self._titles[position]
        rank = _rank(title, typed, wanted)
        if rank > _WORDS_BEGIN and f" {typed}" in f" {fold(self._read_groups()[position][0].words)}":
            rank = _WORDS_BEGIN
        return RankedItem(rank, len(title), position)

    def _read_groups(self) -> list[Sequence[MenuItem]]:
        """Return the things to choose, each with the quiet items below it; they are made searchable with that."""
        if self._groups is None:
            groups: list[list[MenuItem]] = []
            for item in self.items:
                if item.quiet and groups:
                    groups[-1].append(item)
                else:
                    groups.append([item])
            self._groups = [group for group in groups if group[0].value is not None]
            self._titles = [fold(group[0].title) for group in self._groups]
            self._texts = [
                fold(" ".join(f"{one.title} {one.detail} {one.lead} {one.words}" for one in group))
                for group in self._groups
            ]
        return self._groups


_EQUAL, _BEGINS, _WORDS_BEGIN, _IN_TITLE, _ELSEWHERE, _INITIALS = range(6)


def _rank(title: str, typed: str, wanted: Sequence[str]) -> int:
    """Return how well a title says what was typed."""
    if title == typed:
        return _EQUAL
    if title.startswith(typed):
        return _BEGINS
    if not _holds(title, wanted):
        return _ELSEWHERE
    padded = f" {title}"
    return _WORDS_BEGIN if all(f" {word}" in padded for word in wanted) else _IN_TITLE


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def filter_items(items: Sequence[MenuItem], words: str) -> tuple[MenuItem, ...]:
    """Return what an `ItemIndex` of the items filters."""
    return ItemIndex(items).filter(words)
