"""What the reader shows again at the next start: place, headline, article, sizes, folded folders, theme."""

import json
from array import array
from asyncio import gather
from collections.abc import Mapping
from typing import NamedTuple

from textual.message import Message

from tuinews.engine.library import Library
from tuinews.model.clock import Instant
from tuinews.model.entry import Headline
from tuinews.model.error import QueryError
from tuinews.model.feed import Counts, Folder
from tuinews.model.ids import EntryId
from tuinews.model.stories.entry_groups import FoldedIds
from tuinews.model.text import safe_text
from tuinews.ui import pane_layout, places
from tuinews.ui.pane_layout import RememberedSizes
from tuinews.ui.places import HOME, Listing

PAGE = 64
"""Rows that the list asks for at once."""

KEY = "reader"
"""The key under which the library's memory keeps it."""


class SavedState(NamedTuple):
    """Where the reader was left."""

    listing: Listing = HOME
    near: tuple[int, ...] = ()
    """The current headline, then others in case that it is gone."""
    article: EntryId | None = None
    sizes: RememberedSizes | None = None
    """`None`: as the settings say."""
    folded: frozenset[Folder] = frozenset()
    theme: str = ""
    """`""`: as the settings say."""
    fold_choices: Mapping[str, bool] = {}
    """The places in which the user chose whether groups are folded."""
    read_feeds: bool | None = None
    """Whether feeds without unread articles are shown; `None`: as the settings say."""
    density: str = ""
    """How many lines headlines have; `""`: as the settings say."""


class StateChanged(Message):
    """Says that sizes or theme are to be stored for the next start."""


class FirstPaint(NamedTuple):
    """What the first paint needs, read before there is a screen."""

    saved: SavedState = SavedState()
    folded: FoldedIds = FoldedIds(array("q"))
    """The first lines of the list."""
    rows: tuple[Headline, ...] = ()
    """The headlines around the one that was left, for the first page that is asked for."""
    counts: Counts = Counts()


def to_text(saved: SavedState) -> str:
    """Return it as JSON."""
    return json.dumps(
        {
            "view": places.to_data(saved.listing),
            "near": saved.near,
            "article": saved.article,
            "sizes": None if saved.sizes is None else pane_layout.to_data(saved.sizes),
            "folded": sorted(saved.folded),
            "theme": saved.theme,
            "fold_choices": dict(saved.fold_choices),
            "read_feeds": saved.read_feeds,
            "density": saved.density,
        }
    )


def from_text(text: str | None) -> SavedState:
    """Return what was stored, as far as it can be read."""
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return SavedState()
    if not isinstance(data, dict):
        return SavedState()
    folded, choices = data.get("folded"), _choices(data.get("fold_choices"))
    listing = places.from_data(data.get("view")) or HOME
    return SavedState(
        listing=listing._replace(folds=choices.get(places.fold_key(listing.place))),
        near=_entry_ids(data.get("near")),
        article=_entry_id(data.get("article")),
        sizes=pane_layout.from_data(data.get("sizes")),
        folded=frozenset(map(_folder, folded)) if isinstance(folded, list) else frozenset(),
        fold_choices=choices,
        theme=str(data.get("theme") or ""),
        read_feeds=shown if isinstance(shown := data.get("read_feeds"), bool) else None,
        density=density if (density := data.get("density")) in {"compact", "comfortable"} else "",
    )


def _entry_id(value: object) -> EntryId | None:
    return EntryId(value) if isinstance(value, int) else None


def _entry_ids(value: object) -> tuple[int, ...]:
    return tuple(number for number in value if isinstance(number, int)) if isinstance(value, list) else ()


def _folder(value: object) -> Folder:
    return tuple(safe_text(str(name)) for name in value) if isinstance(value, list) else ()


def _choices(value: object) -> dict[str, bool]:
    return {str(place): bool(folds) for place, folds in value.items()} if isinstance(value, dict) else {}


async def read_first_paint(library: Library, now: Instant, first: int, density: str = "compact") -> FirstPaint:
    """Return what the first paint needs; `first` is how many entries at most, `density` that of the settings.

    Raises:
        StoreError: the library cannot be read.
    """
    saved = from_text(await library.memory.get(KEY))
    try:
        query = saved.listing.query(now)
    except QueryError:
        # the language may know less than the version that saved it
        saved = saved._replace(listing=HOME, near=(), article=None)
        query = saved.listing.query(now)
    folded, counts = await gather(library.entries.fold(query, saved.listing.kinds, first), library.feeds.counts())
    ids = folded.ids
    lines = (folded.lines.get(number, number) for number in saved.near)
    at = next((ids.index(number) // PAGE * PAGE for number in lines if number in ids), 0)
    seen = ids[at : at + PAGE]
    others = [member for number in seen if number in folded.groups for member in folded.groups[number].members]
    comfortable = (saved.density or density) == "comfortable"
    rows = await library.entries.page([*seen, *others], tags=comfortable)
    return FirstPaint(saved, folded, rows, counts)
