"""Prints what the portal's hosts answer: a path on a host goes in, bytes and their media type come out."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from tuinews.demo import pages, sounds
from tuinews.demo.feeds import FORMATS, Attached, Issue, ServedStory
from tuinews.demo.markup import Setting, inline, render
from tuinews.demo.newsroom import Newsroom, Outlet, SampleStory
from tuinews.demo.pages import PageLink, PageStory, Surroundings
from tuinews.demo.pictures import picture
from tuinews.model.clock import Instant
from tuinews.model.text import fold

_POPULAR = 5


class Printed(NamedTuple):
    """A body and its media type."""

    body: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What all of a portal's hosts share: the texts, the moment they are dated from, and where each outlet is."""

    newsroom: Newsroom
    now: Instant
    bases: Mapping[str, str]
    """Each outlet's address without the last slash."""

    def address(self, outlet: Outlet, reference: str) -> str:
        """The address of a story by its `slug` or `outlet/slug`; a web address is one already."""
        if "://" in reference:
            return reference
        story = self.story(outlet, reference)
        home = next(o for o in self.newsroom.outlets if o.key == story.outlet)
        return self.bases[home.key] + home.page_path.format(slug=story.slug)

    def story(self, outlet: Outlet, reference: str) -> SampleStory:
        """The story by its `slug` or `outlet/slug`. Raises LookupError when there is none."""
        ref = reference if "/" in reference else f"{outlet.key}/{reference}"
        found = next((story for story in self.newsroom.stories if story.ref == ref), None)
        if found is None:
            raise LookupError(f"No story is called {ref!r}: see the slugs in stories/*.txt.")
        return found


class Press:
    """One outlet's host. Its feed's later editions tell more, so that a refresh brings something new."""

    def __init__(self, outlet: Outlet, catalogue: Catalogue) -> None:
        self.outlet = outlet
        self.catalogue = catalogue
        self.base = catalogue.bases[outlet.key]
        self.stories = catalogue.newsroom.of(outlet.key)
        self.editions = max((s.edition for s in self.stories), default=1)
        self._asked = 0
        self._lock = threading.Lock()

    @property
    def edition(self) -> int:
        """The edition that is out: the first until the feed has been asked, then one more each time."""
        return max(1, min(self._asked, self.editions))

    def answer(self, path: str) -> Printed | None:
        """What the host has at a path, or `None`. Asking for the feed brings out its next edition."""
        if path == self.outlet.feed_path:
            with self._lock:
                self._asked += 1
            shape = FORMATS[self.outlet.format]
            return Printed(shape.write(self.issue()).encode(), shape.type)
        if path == "/":
            return self._list(self.outlet.title, lambda _: True)
        room, _, name = path.lstrip("/").partition("/")
        match room:
            case "tags":
                wanted = unquote(name)
                return self._list(wanted, lambda story: wanted in {_slug(tag) for tag in story.tags})
            case "pictures":
                made = picture(unquote(name))
                return Printed(*made) if made else None
            case "podcast":
                return self._sound(unquote(name))
        return self._article(path)

    def issue(self) -> Issue:
        """The feed as it is now."""
        out = tuple(self._item(story) for story in self.stories if story.on_feed and story.edition <= self.edition)
        return Issue(self.outlet, self.base, out)

    def _item(self, story: SampleStory) -> ServedStory:
        published = self._moment(story.age)
        sound = None
        if story.sound:
            sound = Attached(self._sound_url(story), sounds.TYPE, len(sounds.make_recording(story.sound)))
        return ServedStory(
            story=story,
            url=self.catalogue.address(self.outlet, story.ref),
            published=published,
            updated=self._moment_of_edit(story) or published,
            summary=f"<p>{self._summary(story)}</p>",
            content=self._content(story) if self.outlet.full else "",
            attached=sound,
        )

    def _content(self, story: SampleStory) -> str:
        body = render(story.body, self._setting(box=""))
        return f"<p>{self._summary(story)}</p>\n{body}\n{pages.render_also(self.outlet, self._find_also(story))}"

    def _summary(self, story: SampleStory) -> str:
        told = story.later if story.later and self.edition > 1 else story.summary
        return inline(told, self._setting(box=""))

    def _moment_of_edit(self, story: SampleStory) -> Instant | None:
        if story.later and self.edition > 1:
            return self._moment(0)
        return None if story.edited is None else self._moment(story.edited)

    def _setting(self, box: str) -> Setting:
        return Setting(
            address=lambda reference: self.catalogue.address(self.outlet, reference),
            picture=lambda name: f"{self.base}/pictures/{quote(name)}",
            moment=lambda age: pages.stamp(self.outlet, self._moment(age)),
            edition=self.edition,
            box=box,
        )

    def _moment(self, age: int) -> Instant:
        return self.catalogue.now - age * 60

    def _sound_url(self, story: SampleStory) -> str:
        return f"{self.base}/podcast/{quote(story.sound)}.wav"

    def _sound(self, name: str) -> Printed | None:
        stem = name.removesuffix(".wav")
        if stem == name or not any(story.sound == stem for story in self.stories):
            return None
        return Printed(sounds.make_recording(stem), sounds.TYPE)

    def _list(self, title: str, chosen: Callable[[SampleStory], bool]) -> Printed | None:
        links = tuple(self._link(story) for story in self.stories if chosen(story))
        return _html(pages.list_page(self._make_surroundings(), title, links)) if links else None

    def _article(self, path: str) -> Printed | None:
        wanted = self.base + path
        story = next((s for s in self.stories if self.catalogue.address(self.outlet, s.ref) == wanted), None)
        if story is None:
            return None
        article = PageStory(
            story=story,
            url=wanted,
            summary=self._summary(story),
            body=render(story.body, self._setting(pages.newsletter(self.outlet))),
            published=self._moment(story.age),
            updated=self._moment_of_edit(story),
            tags=tuple(PageLink(tag, f"{self.base}/tags/{quote(_slug(tag))}") for tag in story.tags),
            also=self._find_also(story),
            sound=self._sound_url(story) if story.sound else "",
        )
        return _html(pages.article_page(self._make_surroundings(), article))

    def _find_also(self, story: SampleStory) -> tuple[PageLink, ...]:
        return tuple(self._link(self.catalogue.story(self.outlet, ref)) for ref in story.also)

    def _link(self, story: SampleStory) -> PageLink:
        return PageLink(story.title, self.catalogue.address(self.outlet, story.ref))

    def _make_surroundings(self) -> Surroundings:
        popular = tuple(self._link(story) for story in self.stories[-_POPULAR:])
        return Surroundings(self.outlet, self.base, self.catalogue.now, popular)


def _slug(tag: str) -> str:
    return fold(tag).replace(" ", "-")


def _html(text: str) -> Printed:
    return Printed(text.encode(), "text/html; charset=utf-8")
