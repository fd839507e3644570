"""Makes plain words of fields that hold markup or addresses: titles, names, tags; and HTML of plain text."""

import re
from collections.abc import Sequence
from html import escape
from html.entities import html5

from tuinews.model.text import EMPTY, NAME_LIMIT, SafeText, fold, safe_text

FIRST_WORDS = 12
"""Words of the body that stand in for a missing title."""
MARKUP_LIMIT = 20_000
"""Characters of a field that are looked at for tags and references."""
TAGS_LIMIT = 100
"""Most tags of an entry."""

_TAG = re.compile(
    r"<(?:!--[^>]{0,2000}--|!\[CDATA\[|/?(?:a|abbr|acronym|address|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|center|"
    r"cite|code|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|"
    r"iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|nobr|object|ol|option|p|param|picture|pre|q|rp|rt|ruby|s|"
    r"samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|"
    r"tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr)(?=[\s/>])[^<>]{0,2000})>",
    re.IGNORECASE,
)
_BREAKING = re.compile(r"<(?:/?(?:p|div|li|tr|td|th|h[1-6]|blockquote|section|table|ul|ol)\b|br\b)", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,20000}</\1\s*>", re.IGNORECASE)
_FORMATTED = re.compile(
    r"<(a|b|code|del|em|font|i|p|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?>([^<]{0,1000})</\1\s*>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_LOOKS_HTML = re.compile(
    r"</(?:p|div|a|li|ul|ol|b|i|em|strong|span|h[1-6]|blockquote|pre|code|table)\s*>|<(?:br|p|img)\b", re.IGNORECASE
)
_CDATA_MARK = re.compile(r"<!\[CDATA\[|\]\]>")
_PICTURE = re.compile(
    r"""<img\b[^<>]{0,2000}?\s(?:alt|title)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'<>]{1,500}))""",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_MAILBOX = re.compile(r"\s*<?(?:mailto:)?[^\s@<>()]{1,100}@[^\s@<>()]{1,100}>?\s*\(([^()]{1,200})\)\s*\Z")
_NAMED = re.compile(r"([^<>]{1,200}?)\s*<(?:mailto:)?[^\s<>]{1,200}>\s*\Z")
_NAMED_BEFORE = re.compile(r"([^()<>@]{1,200}?)\s*\((?:mailto:)?[^\s@<>()]{1,100}@[^\s@<>()]{1,100}\)\s*\Z")
_OPAQUE = re.compile(r"(?:[a-z]+://\S*|[\d.]+|[0-9a-f-]{32,40}|[a-z]+:[\w/-]+)\Z", re.IGNORECASE)
_AUTHOR_LIMIT = 300
"""Longer author fields are cut before any pattern looks at them."""


def plain_text(value: str, *, markup: bool = True) -> str:
    """The words of a field: tags gone, references resolved, double escapes too.

    Without `markup` (Atom's `type="text"`) single tags are words about tags and stay; only formatted words lose theirs.
    """
    if "<" not in value and "&" not in value:
        return value
    value = unwrap_cdata(value[:MARKUP_LIMIT])
    if markup and "<" in value:
        value = _TAG.sub(_gap, _HIDDEN.sub("", value))
    value = unescape(value)
    for _ in range(3):
        if "<" not in value or "</" not in value:
            break
        value = _FORMATTED.sub(r"\2", value)
    value = unescape(value) if "&" in value else value
    return unwrap_cdata(value)


def unescape(value: str) -> str:
    """The text with its complete HTML character references resolved once; `AT&T` and `a&b=c` stay."""
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return html5.get(f"{name};", match[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _gap(match: re.Match[str]) -> str:
    return " " if _BREAKING.match(match[0]) else ""


def unwrap_cdata(value: str) -> str:
    """The text without the marks of a CDATA section that were escaped, and so became part of it."""
    if "![CDATA[" not in value:
        return value
    if value.lstrip().startswith(("&lt;!", "&amp;lt;!")):
        value = unescape(unescape(value) if value.lstrip().startswith("&amp;") else value)
    return _CDATA_MARK.sub("", value)


def picture_words(html: str) -> SafeText:
    """What the first picture of a body says that it shows."""
    for match in _PICTURE.finditer(html[:MARKUP_LIMIT]):
        if said := safe_text(plain_text(match[1] or match[2] or match[3]).strip()):
            return said
    return EMPTY


def first_words(html: str) -> SafeText:
    """The beginning of a body, for an entry without a title."""
    words = plain_text(html[:4000]).split()
    text = " ".join(words[:FIRST_WORDS])
    return safe_text(f"{text.rstrip(',;:')}…" if len(words) > FIRST_WORDS else text)


def is_html(value: str) -> bool:
    """Whether a text that claims to be plain has HTML tags in it."""
    return "<" in value and bool(_LOOKS_HTML.search(value[:20_000]))


def choose_fullest(bodies: list[str], summaries: list[str]) -> str:
    """The longest body; a summary only where there is none, or where it says a tenth more than that.

    A body that is given twice (for readers of feeds, and again for players of podcasts) is the text in any case.
    """
    body, summary = max(bodies, key=len, default=""), max(summaries, key=len, default="")
    if not body or (len(summary) > len(body) and len(_words(summary)) > 1.1 * len(_words(body))):
        return body if body and [_words(other) for other in bodies].count(_words(body)) > 1 else summary
    return body


def _words(html: str) -> str:
    return " ".join(_ANY_TAG.sub("", html).split())


def as_html(text: str) -> str:
    """Plain text as HTML: paragraphs at blank lines, breaks at line feeds."""
    return _paragraphs(escape(text.strip(), quote=False))


def with_breaks(html: str) -> str:
    """The HTML, with paragraphs at its line feeds where it has no tags at all: it was typed as plain text."""
    if "\n" not in html or "<" in html:
        return html
    stripped = html.strip()
    return _paragraphs(stripped) if "\n" in stripped else html


def _paragraphs(text: str) -> str:
    if "\n" not in text:
        return text
    return "".join("<p>" + part.replace("\n", "<br>\n") + "</p>" for part in _BLANK_LINE.split(text) if part)


def person(value: str) -> SafeText:
    """The name in an author field: `ann@host (Ann)`, `Ann (ann@host)` and `Ann <ann@host>` are Ann."""
    text = plain_text(value[:_AUTHOR_LIMIT]) if "&" in value or "</" in value else value[:_AUTHOR_LIMIT]
    match = (
        (_MAILBOX.match(text) or _NAMED.match(text) or _NAMED_BEFORE.match(text))
        if "@" in text or "<" in text
        else None
    )
    return safe_text((match[1] if match else text).strip(" \"'") or text, NAME_LIMIT)


def people(values: list[str]) -> SafeText:
    """Several authors as one line, each once."""
    if len(values) == 1:
        return person(values[0])
    names: dict[str, SafeText] = {}
    for name in map(person, values[:50]):
        names.setdefault(fold(name), name)
    return safe_text(", ".join(filter(None, names.values())), NAME_LIMIT)


def tags(whole: list[str], lists: list[str]) -> tuple[SafeText, ...]:
    """The entry's tags, each once whatever its case, as the publisher wrote it first.

    Keyword `lists` are split at commas; a category only when it is the entry's sole one, since `Washington, D.C.` is
    one tag among others but a publisher with a single element has put all of them into it.
    """
    sole = len(whole) == 1 and "," in whole[0]
    values = (*(() if sole else whole), *_split(whole if sole else ()), *_split(lists))
    found: dict[str, SafeText] = {}
    for value in values[:TAGS_LIMIT]:
        name = safe_text(plain_text(value).strip().lstrip("#"), NAME_LIMIT)
        if name:
            found.setdefault(name.lower() if name.isascii() else fold(name), name)
    return tuple(found.values())


def _split(values: Sequence[str]) -> list[str]:
    return [part for value in values for part in value.replace(";", ",").split(",", TAGS_LIMIT)]


def category(term: str, label: str) -> str:
    """The tag of an Atom category (RFC 4287, section 4.2.2): its term, or its label where the term is a code."""
    if label and (not term or _OPAQUE.match(term) or fold(label) == fold(term)):
        return label
    return term
