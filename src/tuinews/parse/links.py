"""Mends what publishers do to addresses: escaped once too often, wrapped in CDATA, without a scheme."""

import re
from urllib.parse import unquote

_ESCAPED = re.compile(r"&(?:amp;|#0{0,4}38;|#[xX]0{0,4}26;)+(?:(?:amp|#0{0,4}38|#[xX]0{0,4}26);)*")
_CDATA = re.compile(r"\A\s*<!\[CDATA\[\s*(.*?)\s*(?:\]\]>)?\s*\Z", re.DOTALL)
_DOUBLED = re.compile(r"(?:https?:/{0,3})+(?=https?:/)", re.IGNORECASE)
_MAIMED = re.compile(r"(https?)(?::/?|//?|:/{3,9})(?=[\w-]+\.[\w.-]+(?:[/:?#]|\Z))", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)*"
    r"|(?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*\.(?:com|org|net|edu|gov|info|app|dev|blog|news|io|[a-z]{2}(?=[/:?])))"
    r"(?::\d{1,5})?(?=[/?#]|\Z)",
    re.IGNORECASE,
)
PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "svg", "heic", "jfif"})
"""How the names of pictures end."""
FILES = frozenset(
    {
        *("mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav"),
        *("mp4", "m4v", "mov", "webm", "mkv", "avi", "ogv", "m3u8", "mpg", "mpeg", "wmv"),
        *("pdf", "epub", "zip", "torrent"),
    }
)
"""How the names of other files end that come with entries."""
_PAGES = frozenset({"html", "htm", "php", "asp", "aspx", "shtml"})


def mend_link(written: str) -> str:
    """The address that a publisher meant, still relative where it was."""
    href = written.strip()
    if href[:1] == "<" and (wrapped := _CDATA.match(href)):
        href = wrapped[1]
    href = unescape_ampersands(href)
    href = _DOUBLED.sub("", href, 1) if _DOUBLED.match(href) else href
    if match := _MAIMED.match(href):
        return f"{match[1]}://{href[match.end() :]}"
    return f"https://{href}" if _HOST.match(href) else href


def unescape_ampersands(written: str) -> str:
    """The text without escapes of `&` that were escaped once too often; other names may be parameters (`&copy=`)."""
    return _ESCAPED.sub("&", written) if "&" in written else written


def suffix(url: str) -> str:
    """How the name of a file ends, in small letters and without the dot, whatever is asked of it behind a `?`."""
    path = url.partition("#")[0].partition("?")[0]
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def file_name(url: str) -> str:
    """The last part of an address without its ending, as words."""
    path = url.partition("://")[2].partition("#")[0].partition("?")[0].rstrip("/")
    name = unquote(path.rpartition("/")[2])
    ending = suffix(name)
    stem = name.removesuffix(f".{name.rpartition('.')[2]}") if ending in PICTURES | FILES | _PAGES else name
    return re.sub(r"[\s_+-]+", " ", stem).strip()
