"""The outlets and their stories, read from the data files in `stories/`.

`outlets.toml` describes the outlets. The stories of the outlet `key` are in `key.txt`: each begins with a line
`@@ slug`, then header lines `Name: value`, an empty line, and the body in the markup of `demo.markup`. `{day}`,
`{day+2}` and `{year-40}` stand for the weekday and the year that are so far from the portal's start.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from tuinews.model.clock import Instant

_AGE = re.compile(r"(\d+)([mhd])\Z")
_CALENDAR = re.compile(r"\{(day|year)([+-]\d+)?\}")
_MINUTES = {"m": 1, "h": 60, "d": 1440}


@dataclass(frozen=True, slots=True)
class Phrases:
    """What an outlet's pages say around the articles, in the outlet's language."""

    also: str
    share: tuple[str, ...]
    popular: str
    newsletter: str
    cookies: str
    updated: str
    topics: str
    legal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: one host, one feed, its own pages."""

    key: str
    format: str
    """A key of `demo.feeds.FORMATS`."""
    title: str
    tagline: str
    lang: str
    folder: str
    """Where the subscription is put in the reader."""
    editor: str
    copyright: str
    contact: str
    feed_path: str
    page_path: str
    """Address of a story on its host, with `{slug}`."""
    offset: int
    """Minutes east of UTC that the newsroom's clock shows."""
    stamp: str
    """How a date is written: `{day}`, `{month}`, `{year}`, `{clock}`."""
    months: tuple[str, ...]
    days: tuple[str, ...]
    """Of the week, from Monday."""
    sections: tuple[str, ...]
    phrases: Phrases
    digits: str = "0123456789"
    full: bool = False
    """Whether the feed carries whole articles."""
    metadata: str = "plain"
    """What a page tells machines: `plain` nothing, `graph` OpenGraph, `linked` JSON-LD too."""


@dataclass(frozen=True, slots=True)
class SampleStory:
    """An article as it was written."""

    outlet: str
    slug: str
    title: str
    age: int
    """Minutes between its publication and the start of the portal."""
    summary: str
    body: str = field(repr=False)
    author: str = ""
    agency: str = ""
    dateline: str = ""
    tags: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """READ ALSO: references `slug` or `outlet/slug`."""
    edited: int | None = None
    """Minutes between its last edit and the start of the portal."""
    later: str = ""
    """The summary from the feed's second edition on, where it changes."""
    edition: int = 1
    """The edition of the feed that first carries it; 0 for a story that is on no feed, only on its page."""
    sound: str = ""
    """Name of the recording that comes with it."""

    @property
    def on_feed(self) -> bool:
        """Whether some edition of its outlet's feed carries it."""
        return self.edition > 0

    @property
    def ref(self) -> str:
        """What other stories call it: `outlet/slug`."""
        return f"{self.outlet}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything that is written: the outlets in the order of the reader's sidebar, and their stories."""

    outlets: tuple[Outlet, ...]
    stories: tuple[SampleStory, ...]

    def of(self, outlet: str) -> tuple[SampleStory, ...]:
        """The outlet's stories, newest first."""
        return tuple(sorted((s for s in self.stories if s.outlet == outlet), key=lambda s: s.age))


@cache
def newsroom() -> Newsroom:
    """Reads the packaged texts, once."""
    folder = files("tuinews.demo") / "stories"
    table = tomllib.loads((folder / "outlets.toml").read_text("utf-8"))
    outlets = tuple(_outlet(row) for row in table["outlet"])
    stories = tuple(s for o in outlets for s in read_stories(o.key, (folder / f"{o.key}.txt").read_text("utf-8")))
    return Newsroom(outlets, stories)


def fill_in_dates(texts: Newsroom, now: Instant) -> Newsroom:
    """The same texts with the weekdays and years in them filled in for the moment."""
    outlets = {outlet.key: outlet for outlet in texts.outlets}
    return replace(texts, stories=tuple(_date_story(story, outlets[story.outlet], now) for story in texts.stories))


def read_stories(outlet: str, text: str) -> Iterator[SampleStory]:
    """The stories of an outlet's file. Raises ValueError or TypeError where one is not written as it must be."""
    for part in re.split(r"^@@ ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n\n")
        slug, *lines = head.splitlines()
        values = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        yield _story(outlet, slug.strip(), body.strip(), values)


def minutes(age: str) -> int:
    """Minutes of an age such as `45m`, `3h` or `2d`. Raises ValueError for anything else."""
    match = _AGE.match(age)
    if match is None:
        raise ValueError(f"{age!r} is not an age: write minutes, hours or days, such as 45m, 3h or 2d.")
    return int(match[1]) * _MINUTES[match[2]]


def _story(outlet: str, slug: str, body: str, values: dict[str, str]) -> SampleStory:
    return SampleStory(
        outlet=outlet,
        slug=slug,
        body=body,
        age=minutes(values.pop("age")),
        edited=minutes(values.pop("edited")) if "edited" in values else None,
        edition=int(values.pop("edition", "1")),
        tags=_split(values.pop("tags", "")),
        also=_split(values.pop("also", "")),
        **values,
    )


def _date_story(story: SampleStory, outlet: Outlet, now: Instant) -> SampleStory:
    today = datetime.fromtimestamp(now, timezone(timedelta(minutes=outlet.offset)))

    def fill_in(match: re.Match[str]) -> str:
        far = int(match[2] or "0")
        if match[1] == "year":
            return str(today.year + far).translate(str.maketrans("0123456789", outlet.digits))
        return outlet.days[(today.weekday() + far) % 7]

    def fill(text: str) -> str:
        return _CALENDAR.sub(fill_in, text)

    return replace(
        story, title=fill(story.title), summary=fill(story.summary), later=fill(story.later), body=fill(story.body)
    )


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _outlet(row: dict[str, Any]) -> Outlet:
    phrases = Phrases(**_freeze_lists(row["phrases"]))
    return Outlet(**_freeze_lists(row) | {"phrases": phrases})


def _freeze_lists(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
