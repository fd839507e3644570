"""An outlet's stories as a feed, in the format that the outlet uses."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from tuinews.demo.newsroom import Outlet, SampleStory
from tuinews.model.clock import Instant, to_iso


class Attached(NamedTuple):
    """A recording that comes with an item; `length` in bytes."""

    url: str
    type: str
    length: int


class ServedStory(NamedTuple):
    """A story with what the host that serves it adds."""

    story: SampleStory
    url: str
    published: Instant
    updated: Instant
    summary: str
    """HTML, and so is `content`, which is `""` where the feed carries summaries only."""
    content: str
    attached: Attached | None


class Issue(NamedTuple):
    """What one answer of a feed carries."""

    outlet: Outlet
    base: str
    items: tuple[ServedStory, ...]

    @property
    def url(self) -> str:
        """The feed's own address."""
        return self.base + self.outlet.feed_path

    @property
    def updated(self) -> Instant:
        """When something in it changed last."""
        return max((item.updated for item in self.items), default=0)


def rss(issue: Issue) -> str:
    """RSS 2.0."""
    outlet = issue.outlet
    head = (
        _element("title", outlet.title)
        + _element("link", issue.base + "/")
        + f'<atom:link href={quoteattr(issue.url)} rel="self" type="application/rss+xml"/>'
        + _element("description", outlet.tagline)
        + _element("language", outlet.lang)
        + _element("copyright", outlet.copyright)
        + _element("managingEditor", f"{outlet.contact} ({outlet.editor})")
        + _element("lastBuildDate", _mail_date(issue.updated))
        + _element("ttl", "60")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"\n<channel>{head}\n" + "\n".join(_rss_item(item) for item in issue.items) + "\n</channel></rss>\n"
    )


def rdf(issue: Issue) -> str:
    """RSS 1.0."""
    outlet = issue.outlet
    listed = "".join(f"<rdf:li rdf:resource={quoteattr(item.url)}/>" for item in issue.items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel rdf:about={quoteattr(issue.url)}>"
        + _element("title", outlet.title)
        + _element("link", issue.base + "/")
        + _element("description", outlet.tagline)
        + _element("dc:language", outlet.lang)
        + _element("dc:rights", outlet.copyright)
        + _element("dc:creator", outlet.editor)
        + f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>\n"
        + "\n".join(_rdf_item(item) for item in issue.items)
        + "\n</rdf:RDF>\n"
    )


def atom(issue: Issue) -> str:
    """Atom 1.0 (RFC 4287)."""
    outlet = issue.outlet
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.lang}">'
        + _element("id", issue.url)
        + _element("title", outlet.title)
        + _element("subtitle", outlet.tagline)
        + _element("rights", outlet.copyright)
        + f"<author>{_element('name', outlet.editor)}{_element('email', outlet.contact)}</author>"
        + f'<link rel="self" href={quoteattr(issue.url)}/><link rel="alternate" href={quoteattr(issue.base + "/")}/>'
        + _element("updated", to_iso(issue.updated) or "")
        + "\n"
        + "\n".join(_atom_entry(item) for item in issue.items)
        + "\n</feed>\n"
    )


def render_jsonfeed(issue: Issue) -> str:
    """JSON Feed 1.1."""
    outlet = issue.outlet
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.title,
        "home_page_url": issue.base + "/",
        "feed_url": issue.url,
        "description": outlet.tagline,
        "language": outlet.lang,
        "authors": [{"name": outlet.editor}],
        "items": [_json_item(item) for item in issue.items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


class FeedWriter(NamedTuple):
    """How a feed is written, and the media type that it is served with."""

    write: Callable[[Issue], str]
    type: str


FORMATS = {
    "rss": FeedWriter(rss, "application/rss+xml"),
    "rdf": FeedWriter(rdf, "application/rdf+xml"),
    "atom": FeedWriter(atom, "application/atom+xml"),
    "json": FeedWriter(render_jsonfeed, "application/feed+json"),
}


def _rss_item(item: ServedStory) -> str:
    story = item.story
    return (
        "<item>"
        + _element("title", story.title)
        + _element("link", item.url)
        + f'<guid isPermaLink="true">{escape(item.url)}</guid>'
        + _element("dc:creator", story.author or story.agency)
        + _element("pubDate", _mail_date(item.published))
        + "".join(_element("category", tag) for tag in story.tags)
        + _element("description", item.summary)
        + _element("content:encoded", item.content)
        + _enclosure(item.attached)
        + "</item>"
    )


def _rdf_item(item: ServedStory) -> str:
    story = item.story
    return (
        f"<item rdf:about={quoteattr(item.url)}>"
        + _element("title", story.title)
        + _element("link", item.url)
        + _element("dc:date", to_iso(item.published) or "")
        + _element("dc:creator", story.author or story.agency)
        + "".join(_element("dc:subject", tag) for tag in story.tags)
        + _element("description", item.summary)
        + "</item>"
    )


def _atom_entry(item: ServedStory) -> str:
    story = item.story
    name = story.author or story.agency
    return (
        "<entry>"
        + _element("id", item.url)
        + _element("title", story.title)
        + f'<link rel="alternate" href={quoteattr(item.url)}/>'
        + _element("published", to_iso(item.published) or "")
        + _element("updated", to_iso(item.updated) or "")
        + (f"<author>{_element('name', name)}</author>" if name else "")
        + "".join(f"<category term={quoteattr(tag)}/>" for tag in story.tags)
        + f'<summary type="html">{escape(item.summary)}</summary>'
        + (f'<content type="html">{escape(item.content)}</content>' if item.content else "")
        + "</entry>"
    )


def _json_item(item: ServedStory) -> dict[str, Any]:
    story = item.story
    shown: dict[str, Any] = {
        "id": item.url,
        "url": item.url,
        "title": story.title,
        "date_published": to_iso(item.published),
        "date_modified": to_iso(item.updated),
        "authors": [{"name": story.author or story.agency}],
        "tags": list(story.tags),
        "content_html": item.content or item.summary,
    }
    if item.attached:
        file = item.attached
        shown["attachments"] = [{"url": file.url, "mime_type": file.type, "size_in_bytes": file.length}]
    return shown


def _enclosure(file: Attached | None) -> str:
    if file is None:
        return ""
    return f'<enclosure url={quoteattr(file.url)} type="{file.type}" length="{file.length}"/>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _mail_date(moment: Instant) -> str:
    return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)
