"""Writes subscription lists as OPML 2.0 (opml.org/spec2.opml)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit
from xml.sax.saxutils import escape, quoteattr

from tuinews.model.option_values import options_as_attributes
from tuinews.model.parsed import Outline
from tuinews.model.text import SafeText
from tuinews.parse.field_text import plain_text

_SPACE = ' xmlns:frss="https://freshrss.org/opml"'
"""FreshRSS's namespace, whose word for a feed that lists leave out other readers understand too."""

_OWN_SPACE = ' xmlns:tuinews="urn:tuinews:feed"'
"""The namespace of what only this program understands: options by their names, the publisher's title, odd labels."""


@dataclass(slots=True)
class _Branch:
    """A folder while the tree is put together: feeds, and branches by name, in the order in which they turned up."""

    feeds: list[Outline] = field(default_factory=list)
    branches: dict[SafeText, "_Branch"] = field(default_factory=dict)


def write_opml(outlines: Sequence[Outline], title: str) -> bytes:
    """The OPML 2.0 file with the feeds in their folders; names are read back exactly, passwords are left out."""
    trunk = _Branch()
    for outline in outlines:
        branch = trunk
        for name in outline.folder:
            branch = branch.branches.setdefault(name, _Branch())
        branch.feeds.append(outline)
    spaces = (_SPACE if any(outline.hidden for outline in outlines) else "") + (
        _OWN_SPACE if any(_own_attributes(one) or any(map(_exact_name, one.folder)) for one in outlines) else ""
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0"{spaces}>',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
        *_lines(trunk),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()


def _lines(trunk: _Branch) -> Iterator[str]:
    """The outlines of a tree, iteratively: folders may be nested as deep as somebody likes."""
    stack: list[str | tuple[SafeText, _Branch, int]] = [
        (name, branch, 2) for name, branch in reversed(trunk.branches.items())
    ]
    yield from (_feed(outline, 2) for outline in trunk.feeds)
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            yield top
            continue
        name, branch, depth = top
        pad = "  " * min(depth, 20)
        own = "".join(f" tuinews:{key}={_quote(value)}" for key, value in _exact_name(name).items())
        yield f"{pad}<outline text={_quote(name)} title={_quote(name)}{own}>"
        yield from (_feed(outline, depth + 1) for outline in branch.feeds)
        stack.append(f"{pad}</outline>")
        stack.extend((inner, twig, depth + 1) for inner, twig in reversed(branch.branches.items()))


def _feed(outline: Outline, depth: int) -> str:
    title, url = _quote(outline.title), _quote(without_password(outline.url))
    tags = f" category={_quote(','.join(outline.tags))}" if outline.tags else ""
    hidden = ' frss:priority="hidden"' if outline.hidden else ""
    site = f" htmlUrl={_quote(without_password(outline.site_url))}" if outline.site_url else ""
    told = f" description={_quote(outline.tagline)}" if outline.tagline else ""
    own = "".join(f" tuinews:{name}={_quote(value)}" for name, value in _own_attributes(outline).items())
    pad = "  " * min(depth, 20)
    return f'{pad}<outline type="rss" text={title} title={title} xmlUrl={url}{site}{told}{tags}{hidden}{own}/>'


def _own_attributes(outline: Outline) -> dict[str, str]:
    found = {} if outline.options is None else options_as_attributes(outline.options)
    found |= _exact_name(outline.title)
    if outline.feed_title:
        found["feed_title"] = outline.feed_title
    if any("," in name for name in outline.tags):
        found["tags"] = "\t".join(outline.tags)
    return found


def _exact_name(name: SafeText) -> dict[str, str]:
    """The title once more where it looks like markup, which is taken off the titles of lists that others wrote."""
    return {"title": name} if plain_text(name) != name else {}


def _quote(value: str) -> str:
    return quoteattr(value).replace("\u00a0", "&#160;")


def without_password(url: str) -> str:
    """The address without user name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
