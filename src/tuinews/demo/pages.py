"""Whole pages, with all that stands around an article on a news site and is not the article."""

import json
from datetime import datetime, timedelta, timezone
from html import escape
from typing import NamedTuple

from tuinews.demo.newsroom import Outlet, SampleStory
from tuinews.model.clock import Instant, to_iso


class PageLink(NamedTuple):
    """A title and where it leads."""

    title: str
    href: str


class Surroundings(NamedTuple):
    """What an outlet's pages share."""

    outlet: Outlet
    base: str
    now: Instant
    popular: tuple[PageLink, ...]


class PageStory(NamedTuple):
    """A story, ready to be put on a page."""

    story: SampleStory
    url: str
    summary: str
    body: str
    """HTML, as is `summary`."""
    published: Instant
    updated: Instant | None
    tags: tuple[PageLink, ...]
    also: tuple[PageLink, ...]
    sound: str = ""
    """Address of the recording, or `""`."""


def stamp(outlet: Outlet, moment: Instant) -> str:
    """A moment as the outlet's pages write it, on the newsroom's clock."""
    there = datetime.fromtimestamp(moment, timezone(timedelta(minutes=outlet.offset)))
    text = outlet.stamp.format(
        day=there.day, month=outlet.months[there.month - 1], year=there.year, clock=f"{there:%H:%M}"
    )
    return text.translate(str.maketrans("0123456789", outlet.digits))


def article_page(around: Surroundings, article: PageStory) -> str:
    """The page of a story."""
    story = article.story
    main = (
        f'<main><article><h1 class="title">{escape(story.title)}</h1>\n{_byline(around.outlet, article)}\n'
        f'{_share(around.outlet)}<div class="story-body">\n<p class="lead">{_dateline(around.outlet, story)}'
        f"{article.summary}</p>\n{article.body}\n{_sound(article)}{render_also(around.outlet, article.also)}</div>\n"
        f"{_tags(around.outlet, article)}</article></main>"
    )
    return _page(around, story.title, _metadata(around.outlet, article), main)


def list_page(around: Surroundings, title: str, links: tuple[PageLink, ...]) -> str:
    """A page of headlines: the front page, or everything with one tag."""
    rows = "".join(f'<li><h2><a href="{escape(link.href)}">{escape(link.title)}</a></h2></li>' for link in links)
    main = f'<main><h1>{escape(title)}</h1><ul class="headlines">{rows}</ul></main>'
    return _page(around, title, "", main)


def render_also(outlet: Outlet, links: tuple[PageLink, ...]) -> str:
    """The links under an article to others, with the outlet's words over them; `""` when there are none."""
    if not links:
        return ""
    rows = "".join(f'<li><a href="{escape(link.href)}">{escape(link.title)}</a></li>' for link in links)
    return f'<p><strong>{escape(outlet.phrases.also)}</strong></p>\n<ul class="read-also">{rows}</ul>\n'


def newsletter(outlet: Outlet) -> str:
    """The box that interrupts an article to ask for an address."""
    return (
        '<div class="newsletter-signup" role="complementary"><h4>'
        f"{escape(outlet.phrases.newsletter)}</h4>"
        '<form action="/newsletter"><input type="email" placeholder="name@example.org"><button>OK</button></form></div>'
    )


def _page(around: Surroundings, title: str, metadata: str, main: str) -> str:
    outlet = around.outlet
    return (
        f'<!DOCTYPE html>\n<html lang="{outlet.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - {escape(outlet.title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="alternate" type="{_feed_type(outlet)}" title="{escape(outlet.title)}" href="{outlet.feed_path}">\n'
        f"{metadata}<style>body{{font:16px serif;max-width:60em;margin:auto}}nav li{{display:inline}}</style>"
        "<script>window.layer=window.layer||[];layer.push({page:'story'});</script></head>\n<body>"
        f"{_header(around)}\n{main}\n{_popular(around)}\n{_footer(outlet)}</body></html>\n"
    )


def _feed_type(outlet: Outlet) -> str:
    return {"atom": "application/atom+xml", "json": "application/feed+json"}.get(outlet.format, "application/rss+xml")


def _header(around: Surroundings) -> str:
    outlet = around.outlet
    items = "".join(f'<li><a href="/">{escape(section)}</a></li>' for section in outlet.sections)
    return (
        f'<div class="cookie-banner"><p>{escape(outlet.phrases.cookies)}</p><button>OK</button></div>'
        f'<header class="top"><span class="today">{escape(stamp(outlet, around.now))}</span>'
        f'<a class="logo" href="/">{escape(outlet.title)}</a><nav class="menu"><ul>{items}</ul></nav></header>'
    )


def _byline(outlet: Outlet, article: PageStory) -> str:
    story = article.story
    author = f'<span class="author">{escape(story.author)}</span> ' if story.author else ""
    agency = f'<span class="agency">{escape(story.agency)}</span> ' if story.agency else ""
    time = f'<time datetime="{to_iso(article.published)}">{escape(stamp(outlet, article.published))}</time>'
    changed = ""
    if article.updated:
        said = f"{outlet.phrases.updated} {stamp(outlet, article.updated)}"
        changed = f' <time class="updated" datetime="{to_iso(article.updated)}">{escape(said)}</time>'
    return f'<div class="byline">{author}{agency}{time}{changed}</div>'


def _share(outlet: Outlet) -> str:
    links = "".join(f'<a href="https://share.example/{n}">{escape(s)}</a>' for n, s in enumerate(outlet.phrases.share))
    return f'<div class="share-buttons">{links}</div>'


def _dateline(outlet: Outlet, story: SampleStory) -> str:
    if not story.dateline:
        return ""
    who = f" ({story.agency})" if story.agency and not story.author else ""
    town = story.dateline.upper() if outlet.lang.startswith("en") else story.dateline
    return f'<span class="dateline">{escape(town + who)} — </span>'


def _sound(article: PageStory) -> str:
    return f'<audio controls src="{escape(article.sound)}"></audio>\n' if article.sound else ""


def _tags(outlet: Outlet, article: PageStory) -> str:
    if not article.tags:
        return ""
    rows = " ".join(f'<a rel="tag" href="{escape(tag.href)}">{escape(tag.title)}</a>' for tag in article.tags)
    return f'<div class="tags"><span>{escape(outlet.phrases.topics)}</span> {rows}</div>\n'


def _popular(around: Surroundings) -> str:
    rows = "".join(f'<li><a href="{escape(link.href)}">{escape(link.title)}</a></li>' for link in around.popular)
    return f'<aside class="popular"><h4>{escape(around.outlet.phrases.popular)}</h4><ol>{rows}</ol></aside>'


def _footer(outlet: Outlet) -> str:
    legal = " ".join(f'<a href="/">{escape(text)}</a>' for text in outlet.phrases.legal)
    return (
        f"<footer><strong>{escape(outlet.tagline)}</strong><br>{escape(outlet.editor)}"
        f'<p><a href="mailto:{escape(outlet.contact)}">{escape(outlet.contact)}</a></p>'
        f"<p>{legal}</p><p>{escape(outlet.copyright)}</p></footer>"
    )


def _metadata(outlet: Outlet, article: PageStory) -> str:
    if outlet.metadata == "plain":
        return ""
    story = article.story
    graph = {
        "og:title": story.title,
        "og:type": "article",
        "og:site_name": outlet.title,
        "og:url": article.url,
        "article:published_time": to_iso(article.published) or "",
    }
    metas = "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in graph.items())
    metas += "".join(f'<meta property="article:tag" content="{escape(tag)}">' for tag in story.tags)
    return metas + "\n" + (_render_json_ld(outlet, article) if outlet.metadata == "linked" else "")


def _render_json_ld(outlet: Outlet, article: PageStory) -> str:
    story = article.story
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": to_iso(article.published),
        "dateModified": to_iso(article.updated or article.published),
        "author": [{"@type": "Person", "name": story.author}] if story.author else [],
        "keywords": list(story.tags),
        "publisher": {"@type": "Organization", "name": outlet.title},
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>\n'
