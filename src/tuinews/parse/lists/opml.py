"""Reads subscription lists in OPML 1.0, 1.1 and 2.0 (opml.org/spec2.opml), by a tolerant tokenizer.

Most lists that people share are no well-formed XML: bare ampersands, and HTML with its quotes inside attributes. So
only `outline` tags are looked at, and where their quotes do not match, attributes are found by their names.
"""

import re
from collections.abc import Iterator
from html import unescape

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.feed import Folder
from tuinews.model.option_values import read_options
from tuinews.model.parsed import Listed, Outline, ParseFailure, SubscriptionList
from tuinews.model.text import EMPTY, NAME_LIMIT, TITLE_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web, without_feed_scheme
from tuinews.parse.field_text import plain_text
from tuinews.parse.links import suffix
from tuinews.parse.repair import sections, without_prolog

TAGS_LIMIT = 50
"""Most labels of a feed that are kept."""

DEPTH_LIMIT = 100
"""Deepest folder that is kept; deeper ones are folded into it."""

_OUTLINE = re.compile(r"<(/?)(?:[A-Za-z][\w.-]{0,30}:)?outline(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s*([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OPENED = re.compile(r"<(?:[\w.-]{1,30}:)?(?:opml|body)(?:\s[^<>]{0,2000})?(?<!/)>", re.IGNORECASE)
_CLOSED = re.compile(
    r"</(?:[\w.-]{1,30}:)?opml\b|</(?:[\w.-]{1,30}:)?body\s*>\s*(?:</[^<>]{0,100}>\s*)*\Z", re.IGNORECASE
)
_TAG_END = re.compile(r"\s*(/?)>")
_LOOSE = re.compile(
    r"""(?:^|[\s"'])(text|title|type|xmlurl|url|category|iscomment|frss:priority)\s*=\s*(?:"(.{0,4000}?)"(?=\s*/?>|\s+[\w:.-]+\s*=)|'([^']{0,4000})')""",
    re.IGNORECASE | re.DOTALL,
)
_SELF_CLOSED = re.compile(r"/\s*>[^<>]*\Z")
_SCRAPING = re.compile(r"(?:html|json|xml)\s?\+", re.IGNORECASE)
_INCLUDED = SafeText("It stands for another list: save that one and import it, too.")
_COMMENTED = SafeText("It is commented out in the list.")
_SCRAPED = SafeText("It is no feed but a page, read by rules that only the other program knows.")
NO_WEB = SafeText("It is no http or https address.")
"""Why most of what is no list at all is refused, line by line."""

_OUT_OF_SIGHT = frozenset({"hidden", "archived"})
"""What FreshRSS calls a feed that its lists leave out."""
_FEED_KINDS = frozenset({"rss", "atom", "feed", "rdf"})


def parse_opml(data: bytes, name: str = "") -> SubscriptionList | ParseFailure:
    """The feeds of an OPML file in document order, with their folders; what is no web address is skipped with a reason.

    `name` is the file's name for the sentence of a failure. No entity of a DTD is ever expanded.
    """
    unpacked, whole = unpack(data)
    text, had_doctype = without_prolog(decode(unpacked).text)
    if not re.search(r"<(?:[\w.-]{1,30}:)?(?:opml|outline|body)[\s>]", text[:100_000], re.IGNORECASE):
        return ParseFailure(safe_text(f"{name or 'This'} is no OPML: it has no outlines. Choose another file."))
    listed: list[Listed] = []
    left_out: list[tuple[SafeText, SafeText]] = []
    for folder, found, why in _walk(text):
        if why:
            left_out.append((_name_left_out(found), why))
        else:
            listed.append(_read_outline(folder, found))
    warning = "The file declares a document type, which was not read." if had_doctype else ""
    cut = not whole or _breaks_off(text)
    return SubscriptionList(tuple(listed), unread=tuple(left_out), warning=safe_text(warning), cut=cut)


def _name_left_out(found: dict[str, str]) -> SafeText:
    """What an outline that is left out is called when that is told: its address, after its title if it has one."""
    title, address = _read_title(found), safe_text(found.get("xmlurl") or found.get("url", ""))
    return SafeText(f"{title} ({address})") if title and address else address or title


def _read_title(found: dict[str, str]) -> SafeText:
    """The title of a feed or folder in plain words: others escape it twice, and `text` may hold HTML (OPML 2.0)."""
    if "tuinews:title" in found:
        return safe_text(found["tuinews:title"], TITLE_LIMIT)
    return safe_text(plain_text(found.get("title", "").strip() or found.get("text", "")), TITLE_LIMIT)


def _breaks_off(text: str) -> bool:
    """Whether the file ends before the list does: the document that was opened is not closed, nor the last tag."""
    kept = "".join(piece for literal, piece in sections(text) if not literal).rstrip()
    if _OPENED.search(kept):
        return not _CLOSED.search(kept)
    return not kept.endswith(">")


def _read_outline(folder: Folder, found: dict[str, str]) -> Listed:
    title = _read_title(found)
    url = without_feed_scheme(found["xmlurl"])
    written = found["tuinews:tags"].split("\t") if "tuinews:tags" in found else found.get("category", "").split(",")
    tags = tuple(dict.fromkeys(name for text in written[:TAGS_LIMIT] if (name := safe_text(text, NAME_LIMIT))))
    feed_title = safe_text(found.get("tuinews:feed_title", ""), TITLE_LIMIT)
    options = read_options(found, "tuinews:")
    hidden = found.get("frss:priority", "").lower() in _OUT_OF_SIGHT
    scraped = _SCRAPED if _SCRAPING.match(found.get("type", "")) else EMPTY
    outline = Outline(folder, title, url, tags, hidden, feed_title=feed_title, options=options)
    return Listed(outline, refusal(url) or scraped)


_RUNS = SafeText(
    "It is what a program prints, and a list may run none: have a timer write that into a file that a server of yours "
    "gives out, and add its address."
)
_FILTERS = SafeText("It goes through a program, and a list may run none.")
_ADD = "To read it as it is, add {}; what it left out can be marked read by `tuinews edit FEED --mark-read QUERY`."


def refusal(url: str) -> SafeText:
    """Why an address of a list is not taken, or `""` when it is."""
    if not url:
        return SafeText("It has no address.")
    kind = url.lower().partition(":")[0]
    if url.startswith("|") or kind == "exec":
        return _RUNS
    if kind == "filter":
        _, begun, rest = url.rpartition(":http")
        return safe_text(f"{_FILTERS} {_ADD.format(f'http{rest}')}", 400) if begun else _FILTERS
    if is_web(url):
        return EMPTY
    return NO_WEB


def _walk(text: str) -> Iterator[tuple[Folder, dict[str, str], SafeText]]:
    """The outlines that name a feed or another list, each with its folder, and why it is left out or `""`."""
    kept = "".join(piece for literal, piece in sections(text) if not literal)
    path: list[tuple[SafeText | None, SafeText]] = []
    marks = list(_OUTLINE.finditer(kept))
    for index, mark in enumerate(marks):
        if mark[1]:
            del path[-1:]
            continue
        end = marks[index + 1].start() if index + 1 < len(marks) else len(kept)
        found, closed = _attributes(kept[mark.end() : end])
        commented = _COMMENTED if _is_comment(found) or (path and path[-1][1]) else EMPTY
        folder = None
        if _is_inclusion(found):
            yield (), found, commented or _INCLUDED
        elif found.get("xmlurl") or (found.get("type", "").lower() in _FEED_KINDS and found.get("url")):
            found.setdefault("xmlurl", found.get("url", ""))
            yield tuple(part for part, _ in path if part)[:DEPTH_LIMIT], found, commented
        else:
            swapped = {"title": found.get("text", "").strip() or found.get("title", "")}
            folder = _read_title(found if "tuinews:title" in found else swapped)
        if not closed:
            path.append((folder, commented))


def _is_comment(found: dict[str, str]) -> bool:
    """Whether an outline, and with it all that is in it, is commented out (OPML 2.0, "Common attributes")."""
    return found.get("iscomment", "").strip().lower() == "true"


def _is_inclusion(found: dict[str, str]) -> bool:
    """Whether an outline stands for another list (OPML 2.0, "Inclusion")."""
    kind = found.get("type", "").strip().lower()
    address = found.get("url") or found.get("xmlurl", "")
    return bool(address) and (kind == "include" or (kind == "link" and suffix(address) == "opml"))


def _attributes(segment: str) -> tuple[dict[str, str], bool]:
    """The attributes of the tag that a segment begins with, and whether the tag closes itself."""
    found: dict[str, str] = {}
    start = 0
    while match := _ATTRIBUTE.match(segment, start):
        start = match.end()
        found.setdefault(match[1].lower(), unescape(match[2] if match[2] is not None else match[3]))
    end = _TAG_END.match(segment, start)
    if end:
        return found, bool(end[1])
    loose: dict[str, str] = {}
    for match in _LOOSE.finditer(segment):
        loose.setdefault(match[1].lower(), unescape(match[2] if match[2] is not None else match[3]))
    closed = _SELF_CLOSED.search(re.sub(r"</(?:body|opml)\s*>", "", segment[-200:], flags=re.IGNORECASE).rstrip())
    return loose, bool(closed)
